"""The backtest: forecasts of the past, made with only what was known then; and the figures of the simulated projects."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from msgspec.structs import replace

from adv.metrics.backtest import Backtest, Check, backtest, last_sunday
from adv.metrics.calibration import KINDS, Calibration, calibrations
from adv.metrics.forecast import Projection, forecast
from adv.metrics.paths import PATHS
from adv.metrics.spans import Span, place
from adv.metrics.values import NotAvailable, Rate
from tests.calibration import against_band, pace, simulated, week_held
from tests.metrics.tables import BY_HOUSEHOLD, data
from tests.metrics.test_forecast import YEAR, sunday, weekly

MANY = replace(YEAR, target=500)


def looked_back(counts: list[int], as_of: date, target: int = 500) -> Backtest:
    found = backtest(data(visits=weekly(*counts)), replace(YEAR, target=target), as_of)
    assert isinstance(found, Backtest)
    return found


@pytest.mark.parametrize(
    ("day", "sunday"),
    [
        pytest.param(date(2019, 2, 1), date(2019, 3, 31), id="the quarter ends on a Sunday"),
        pytest.param(date(2019, 4, 1), date(2019, 6, 30), id="so does this one"),
        pytest.param(date(2019, 9, 30), date(2019, 9, 29), id="it ends on a Monday"),
        pytest.param(date(2019, 12, 1), date(2019, 12, 29), id="it ends on a Tuesday"),
        pytest.param(date(2022, 1, 1), date(2022, 3, 27), id="it ends on a Thursday"),
    ],
)
def test_the_last_sunday_of_a_quarter(day: date, sunday: date) -> None:
    assert last_sunday(place(Span.QUARTER, day)) == sunday


def test_a_steady_pace_is_forecast_exactly_and_holds() -> None:
    found = looked_back([2] * 40, sunday(40))
    # 7 January 2019 is a Monday: 12 whole weeks to 31 March, 13 to 30 June, 13 to 29 September
    assert found == Backtest(
        (
            Check(date(2019, 3, 31), date(2019, 6, 30), 26, 26, 26, 26, 500 - 24),
            Check(date(2019, 6, 30), date(2019, 9, 29), 26, 26, 26, 26, 500 - 50),
        ),
        0,
    )
    assert found.held == Rate(2, 2, "forecasts")


@pytest.mark.parametrize(("after", "held"), [(2, True), (0, False), (3, False)], ids=["as before", "stopped", "faster"])
def test_what_comes_otherwise_lies_outside(after: int, *, held: bool) -> None:
    found = looked_back([*[2] * 12, *[after] * 13], sunday(25))
    assert [check.happened for check in found.checks] == [13 * after]
    assert [check.held for check in found.checks] == [held]


def test_a_forecast_of_the_past_knows_nothing_of_what_came_later() -> None:
    rows = weekly(*[2, 0, 3, 1] * 6, *[9] * 20)
    made = looked_back([2, 0, 3, 1] * 6 + [9] * 20, sunday(44)).checks[0]
    then = forecast(data(visits=rows), MANY, made.made_on)
    assert isinstance(then, Projection)
    place_of = then.fan.days.index(made.until)
    before = sum([2, 0, 3, 1] * 3)
    assert (made.low, made.middle, made.high) == tuple(
        line[place_of] - before for line in (then.fan.low, then.fan.middle, then.fan.high)
    )


def test_the_target_ends_it_and_reaching_it_counts_as_the_target() -> None:
    found = looked_back([2] * 40, sunday(40), target=40)  # 24 after 12 weeks: reached in the next quarter
    (check,) = found.checks
    assert (check.left, check.low, check.high) == (16, 16, 16)
    assert check.happened == 26
    assert check.held


def test_quarters_without_progress_have_no_forecast_and_are_counted() -> None:
    found = looked_back([*[2] * 12, *[0] * 40], sunday(52))
    assert [check.happened for check in found.checks] == [0]
    assert found.without == 2  # the quarters that ended on 30 June and on 29 September


@pytest.mark.parametrize("weeks", [0, 5, 24], ids=["nothing", "too little", "the next quarter is not over"])
def test_without_a_quarter_that_is_over_there_is_nothing_to_look_back_on(weeks: int) -> None:
    assert looked_back([2] * weeks or [0], sunday(max(weeks, 1))) == Backtest((), 0)


def test_without_visits_or_households_it_is_not_available() -> None:
    assert backtest(data(), YEAR, sunday(10)) == NotAvailable("no_visits")
    unknown = replace(YEAR, target_unit=BY_HOUSEHOLD.target_unit)
    assert backtest(data(visits=weekly(2)), unknown, sunday(10)) == NotAvailable("no_households")


def test_the_figures_of_the_simulated_projects_are_there_for_every_kind() -> None:
    found = calibrations()
    assert tuple(one.kind for one in found) == KINDS
    for one in found:
        assert one.number.denominator >= 500
        assert 0 <= one.below <= one.number.denominator - one.number.numerator


@pytest.mark.parametrize(
    ("held", "below", "is_right", "side"),
    [
        (75, 12, True, "both"),
        (85, 15, True, "less"),
        (74, 0, False, "more"),
        (86, 7, False, "both"),
        (10, 60, False, "less"),
        (10, 30, False, "more"),
    ],
)
def test_a_band_is_right_from_75_to_85_in_a_hundred(held: int, below: int, *, is_right: bool, side: str) -> None:
    one = Calibration("steady", Rate(held, 100, "forecasts"), below, Rate(0, 100, "forecasts"))
    assert (one.is_right, one.side) == (is_right, side)


def test_a_simulated_project_is_the_same_each_time_and_goes_as_its_kind_says() -> None:
    random = np.random.default_rng(1)
    weeks = np.arange(104)
    assert (pace("steady", weeks, 52, random) == 1).all()
    assert pace("accelerating", weeks, 52, random)[[0, 52]].tolist() == [0, 1]
    stopping = pace("stopping", weeks, 52, random)
    assert stopping[26] == 1
    assert stopping[78] == 0
    assert sorted(set(pace("seasonal", weeks, 52, random))) == [0.25, 1]
    assert (pace("seasonal", weeks, 52, random) == 0.25).sum() == 16  # eight weeks of each of two years
    first, second = simulated("steady", 3), simulated("steady", 3)
    assert first is not None
    assert second is not None
    assert first[1].tolist() == second[1].tolist()


def test_held_against_its_band_a_number_lies_below_in_or_above() -> None:
    drawn = simulated("steady", 3)
    assert drawn is not None
    start, after = drawn
    assert against_band(start, np.zeros_like(after)) == -1
    assert against_band(start, np.full_like(after, 10**6)) in {0, 1}  # not above when the band goes up to the target
    assert not week_held(start, np.zeros_like(after))
    assert PATHS == 10_000
    assert start.sunday(0) - timedelta(days=6) > date(2018, 1, 1)
