"""The backtest: forecasts of the past, made with only what was known then."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from adv.metrics.forecast import Backtest, Projection, backtest, forecast, last_sunday
from adv.metrics.spans import Span, place
from adv.metrics.values import NotAvailable, Rate
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


def test_a_steady_pace_is_forecast_and_holds() -> None:
    found = looked_back([2] * 40, sunday(40))
    # 7 January 2019 is a Monday: 12 whole weeks to 31 March, 13 to 30 June, 13 to 29 September
    assert [(one.made_on, one.until, one.happened, one.left) for one in found.checks] == [
        (date(2019, 3, 31), date(2019, 6, 30), 26, 500 - 24),
        (date(2019, 6, 30), date(2019, 9, 29), 26, 500 - 50),
    ]
    assert all(one.low <= 26 <= one.high and abs(one.middle - 26) <= 5 for one in found.checks)
    assert found.held == Rate(2, 2, "forecasts")


@pytest.mark.parametrize(("after", "held"), [(2, True), (0, False), (9, False)], ids=["as before", "stopped", "much faster"])
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
    assert (check.left, check.high) == (16, 16)
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
