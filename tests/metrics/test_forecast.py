"""The forecast: its states, what is read from its paths, and what a scenario does to them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from adv.metrics.forecast import (
    History,
    NoProgress,
    Projection,
    Reached,
    TooLittleHistory,
    forecast,
    history,
    outlook,
    what_if,
)
from adv.metrics.projection import FEWEST_FOR_A_DAY, NO_SCENARIO, Outlook, Scenario, project_paths, ranked, walked
from adv.metrics.spans import Season, SeasonName, season_of
from adv.metrics.values import NotAvailable
from adv.model import Period
from tests.metrics.tables import BY_HOUSEHOLD, PROJECT, data, visit

if TYPE_CHECKING:
    from numpy.typing import NDArray

MONDAY = date(2019, 1, 7)
YEAR = replace(PROJECT, period=Period(date(2019, 1, 1), date(2020, 1, 1)))


def weekly(*counts: int, tried: int = 1) -> list[dict[str, object]]:
    """So many conversations on the Wednesday of each week from 7 January 2019 on, and a try on each Monday."""
    rows: list[dict[str, object]] = []
    for week, count in enumerate(counts):
        monday = MONDAY + timedelta(weeks=week)
        rows += [{"visited_on": monday, "outcome": "not_at_home"}] * tried
        rows += [{"visited_on": monday + timedelta(days=2), "outcome": "conversation"}] * count
    return rows


def sunday(weeks: int) -> date:
    """The last day of the first so many weeks."""
    return MONDAY + timedelta(weeks=weeks, days=-1)


def projection(rows: list[dict[str, object]], as_of: date) -> Projection:
    found = forecast(data(visits=rows), YEAR, as_of)
    assert isinstance(found, Projection)
    return found


def test_a_steady_pace_goes_on_about_as_it_went() -> None:
    found = projection(weekly(*[2] * 20), sunday(20))  # 40 of 50: five weeks to go
    assert found.p10 is not None
    assert found.p90 is not None
    assert sunday(23) <= found.p10 <= sunday(25) <= found.p90
    assert found.weeks == 20
    assert found.per_week == pytest.approx(2, rel=0.15)
    assert found.until == sunday(20 + 156)


def test_of_a_week_that_is_not_over_only_the_rest_is_drawn() -> None:
    rows = [*weekly(*[2] * 18), *[{"visited_on": MONDAY + timedelta(weeks=18), "outcome": "conversation"}] * 6]
    monday, saturday = (projection(rows, MONDAY + timedelta(weeks=18, days=day)) for day in (0, 5))
    for found in (monday, saturday):
        assert found.fan.days[0] == sunday(19)
        assert found.fan.low[0] >= 42  # what it has brought is kept
    assert saturday.fan.high[0] < monday.fan.high[0]


@pytest.mark.parametrize(
    ("end", "weeks"),
    [
        pytest.param(sunday(25) + timedelta(days=1), 5, id="the week ends on the last day"),
        pytest.param(sunday(25), 4, id="the week ends a day after the period"),
        pytest.param(date(2019, 1, 8), 0, id="the period is over"),
    ],
)
def test_the_chance_is_of_a_week_that_ends_within_the_period(end: date, weeks: int) -> None:
    project = replace(PROJECT, period=Period(date(2019, 1, 1), end))
    known = history(data(visits=weekly(*[2] * 20)), project, sunday(20))
    assert isinstance(known, History)
    start = outlook(known, project, sunday(20))
    assert isinstance(start, Outlook)
    levels = list(islice(walked(start), weeks))
    expected = float((levels[-1] >= 50).mean()) if levels else 0.0
    assert project_paths(start).chance_in_period == expected


def test_a_period_of_more_than_three_years_is_drawn_to_its_end() -> None:
    project = replace(PROJECT, period=Period(date(2019, 1, 1), date(2025, 1, 1)), target=2000)
    found = forecast(data(visits=weekly(*[2] * 20)), project, sunday(20))
    assert isinstance(found, Projection)
    assert found.until == date(2024, 12, 29)
    assert found.p50 is None
    assert len(found.fan.days) == 156


def test_the_same_data_give_the_same_forecast() -> None:
    rows = weekly(0, 3, 1, 0, 2, 4, 0, 1)
    first = projection(rows, sunday(8))
    project_paths.cache_clear()
    assert projection(rows[::-1], sunday(8)) == first


def test_weeks_without_a_visit_make_it_later() -> None:
    busy, idle = projection(weekly(*[2] * 10), sunday(10)), projection(weekly(*[2] * 10, 0, 0, 0, 0, 0), sunday(15))
    assert busy.p50 is not None
    assert idle.p50 is not None
    assert idle.p50 > busy.p50 + timedelta(weeks=5)


def test_the_pace_of_now_counts_more_than_that_of_long_ago() -> None:
    slower = projection(weekly(*[4] * 5, *[0, 1] * 12), sunday(29))
    faster = projection(weekly(*[0, 1] * 12, *[4] * 5), sunday(29))
    assert slower.per_week < 1
    assert faster.per_week > 2.5  # of all weeks together it is 1,1


def test_quiet_holidays_come_back_where_they_were_quiet_before() -> None:
    summers = tuple(Period(date(year, 7, 1), date(year, 9, 2)) for year in (2019, 2020))
    project = replace(YEAR, holidays=summers, target=500, period=Period(date(2019, 1, 1), date(2021, 1, 1)))
    counts = [0 if 25 <= week < 34 else 5 for week in range(74)]  # up to 7 June 2020; no visit in the summer of 2019
    found, blind = (forecast(data(visits=weekly(*counts)), one, sunday(74)) for one in (project, replace(project, holidays=())))
    assert isinstance(found, Projection)
    assert isinstance(blind, Projection)
    summer = [found.fan.days.index(day) for day in (date(2020, 6, 28), date(2020, 8, 30))]
    gained = found.fan.middle[summer[1]] - found.fan.middle[summer[0]]
    assert gained < 0.4 * (blind.fan.middle[summer[1]] - blind.fan.middle[summer[0]])


def test_the_fan_opens_and_starts_from_what_is_completed() -> None:
    fan = projection(weekly(0, 3, 1, 0, 2, 4, 0, 1), sunday(8)).fan
    assert fan.days[0] == sunday(9)
    assert all(low <= middle <= high for low, middle, high in zip(fan.low, fan.middle, fan.high, strict=True))
    for line in (fan.low, fan.middle, fan.high):
        assert all(before <= after for before, after in pairwise((11.0, *line)))
    assert fan.high[9] - fan.low[9] > fan.high[0] - fan.low[0]


def test_a_pace_too_slow_for_three_years_has_no_finish_week() -> None:
    slow = projection(weekly(1, *[0] * 18, 0, 0, 0, 0, 0, 1, 0), sunday(26))
    assert slow.p50 is slow.p95 is None
    assert slow.chance_in_period < 0.01


@pytest.mark.parametrize(
    ("counts", "names_a_day"),
    [([1] * 19, False), ([1] * 20, True), ([1] * 21, True)],
    ids=["19 completed", "20 completed", "21 completed"],
)
def test_under_twenty_completed_there_are_seasons_instead_of_days(counts: list[int], *, names_a_day: bool) -> None:
    found = projection(weekly(*counts), sunday(len(counts)))
    assert (found.seasons is None) is names_a_day
    if found.seasons is not None:
        assert found.p10 is not None
        assert found.seasons[0] == season_of(found.p10)


@pytest.mark.parametrize(
    ("day", "season"),
    [
        (date(2020, 11, 30), Season(SeasonName.AUTUMN, 2020)),
        (date(2020, 12, 1), Season(SeasonName.WINTER, 2021)),
        (date(2021, 2, 28), Season(SeasonName.WINTER, 2021)),
        (date(2021, 3, 1), Season(SeasonName.SPRING, 2021)),
        (date(2021, 6, 1), Season(SeasonName.SUMMER, 2021)),
        (date(2021, 9, 1), Season(SeasonName.AUTUMN, 2021)),
    ],
)
def test_a_season_has_three_whole_months_and_winter_the_year_in_which_it_ends(day: date, season: Season) -> None:
    assert season_of(day) == season


@pytest.mark.parametrize(
    ("weeks", "state"),
    [
        pytest.param(5, TooLittleHistory(5), id="five weeks"),
        pytest.param(0, TooLittleHistory(0), id="none"),
    ],
)
def test_under_six_whole_weeks_there_is_too_little_history(weeks: int, state: TooLittleHistory) -> None:
    rows = weekly(*[2] * 7)
    assert forecast(data(visits=rows), YEAR, sunday(weeks)) == state
    assert isinstance(forecast(data(visits=rows), YEAR, sunday(6)), Projection)


@pytest.mark.parametrize(
    ("counts", "since"),
    [
        pytest.param([3] * 6 + [0] * 8, MONDAY + timedelta(weeks=5, days=2), id="eight weeks idle"),
        pytest.param([0] * 9, None, id="never a conversation"),
    ],
)
def test_without_progress_no_line_is_drawn(counts: list[int], since: date | None) -> None:
    found = forecast(data(visits=weekly(*counts)), YEAR, sunday(len(counts)))
    assert isinstance(found, NoProgress)
    assert found.since == since
    assert 0 < found.stopped < 1


def test_the_chance_that_it_has_stopped_grows_with_every_week() -> None:
    found = [forecast(data(visits=weekly(*[3] * 6, *[0] * still)), YEAR, sunday(6 + still)) for still in (8, 20, 40)]
    stopped = [one.stopped for one in found if isinstance(one, NoProgress)]
    assert len(stopped) == 3
    assert stopped[0] < stopped[1] < stopped[2]


def test_seven_idle_weeks_are_not_a_standstill_yet() -> None:
    assert isinstance(forecast(data(visits=weekly(*[3] * 6 + [0] * 7)), YEAR, sunday(13)), Projection)


@pytest.mark.parametrize(("idle", "state"), [(11, Projection), (12, NoProgress)])
def test_weeks_of_a_holiday_do_not_count_towards_a_standstill(idle: int, state: type) -> None:
    away = replace(YEAR, holidays=(Period(MONDAY + timedelta(weeks=7), MONDAY + timedelta(weeks=11)),))
    assert isinstance(forecast(data(visits=weekly(*[3] * 6, *[0] * idle)), away, sunday(6 + idle)), state)


def test_a_visit_in_a_holiday_ends_a_standstill() -> None:
    away = replace(YEAR, holidays=(Period(MONDAY + timedelta(weeks=10), MONDAY + timedelta(weeks=12)),))
    counts = [*[3] * 6, *[0] * 4, 1, *[0] * 5]
    assert isinstance(forecast(data(visits=weekly(*counts)), away, sunday(len(counts))), Projection)


def test_one_conversation_this_week_after_a_long_standstill_is_progress() -> None:
    rows = weekly(*[0] * 30, 1)
    found = forecast(data(visits=rows), YEAR, MONDAY + timedelta(weeks=30, days=2))
    assert isinstance(found, Projection)
    assert found.seasons == (found.seasons[0], None) if found.seasons else False  # most paths take more than three years


def test_a_target_that_is_reached_has_its_day() -> None:
    found = forecast(data(visits=weekly(*[30] * 8)), YEAR, sunday(8))
    assert found == Reached(MONDAY + timedelta(weeks=1, days=2))


def test_households_are_forecast_by_their_first_conversation() -> None:
    same = [{**row, "household": "one"} for row in weekly(*[2] * 10)]
    project = replace(YEAR, target_unit=BY_HOUSEHOLD.target_unit)
    found = forecast(data(visits=same), project, sunday(10))
    assert isinstance(found, NoProgress)
    assert found.since == MONDAY + timedelta(days=2)
    assert forecast(data(visits=weekly(2)), project, sunday(10)) == NotAvailable("no_households")


def test_without_visits_there_is_nothing_to_forecast() -> None:
    assert forecast(data(), YEAR, sunday(10)) == NotAvailable("no_visits")
    assert forecast(data(visits=[visit(60)]), YEAR, sunday(1)) == TooLittleHistory(0)


TEN_WEEKS = sunday(10)


def paths(scenario: Scenario = NO_SCENARIO, as_of: date = TEN_WEEKS) -> NDArray[np.int64]:
    """All levels of ten coming weeks, in hundredths, with what is changed."""
    known = history(data(visits=weekly(*[2, 0, 3, 1, 2] * 2, 2)), YEAR, as_of)
    assert isinstance(known, History)
    start = outlook(known, YEAR, as_of, scenario)
    assert isinstance(start, Outlook)
    return np.array([level * 100 // start.scale for level in islice(walked(start), 10)])


@pytest.mark.parametrize(("more", "percent"), [(1, 0), (0, 25), (2, 50), (0, 1), (3, 133)])
def test_a_scenario_changes_each_drawn_week_by_exactly_that(more: int, percent: int) -> None:
    before, after = paths(), paths(Scenario(more, percent))
    for week, (plain, other) in enumerate(zip(before, after, strict=True), start=1):
        grown = (plain - 1600) * (100 + percent) // 100  # 16 were completed; plain is in whole hundreds
        assert (other - 1600 == grown + week * more * 100).all()


@pytest.mark.parametrize(
    ("scenario", "first", "last"),
    [
        pytest.param(Scenario(pause_weeks=4), 0, 4, id="at once"),
        pytest.param(Scenario(pause_weeks=4, pause_from=sunday(12)), 1, 5, id="later"),
        pytest.param(Scenario(pause_weeks=4, pause_from=MONDAY), 0, 4, id="from a day that has passed"),
        pytest.param(Scenario(pause_weeks=4, pause_from=sunday(40)), 10, 10, id="far away"),
        pytest.param(Scenario(pause_weeks=60), 0, 10, id="for more than a year"),
    ],
)
def test_in_a_pause_nothing_comes_and_after_it_the_same_weeks_go_on(scenario: Scenario, first: int, last: int) -> None:
    before, after = (np.diff(paths(one), axis=0, prepend=np.int64(1600)) for one in (NO_SCENARIO, scenario))
    before[first:last] = 0
    assert (after == before).all()


def test_a_scenario_begins_with_the_first_whole_week() -> None:
    wednesday = sunday(10) + timedelta(days=3)  # this week's two are done
    before, more, pause = (paths(one, wednesday) for one in (NO_SCENARIO, Scenario(more_per_week=1), Scenario(pause_weeks=1)))
    assert (more[0] == before[0]).all()
    assert (more[1] == before[1] + 100).all()
    assert (pause[1] == pause[0]).all()
    assert Scenario(pause_weeks=1).pause_begins(wednesday) == MONDAY + timedelta(weeks=11)
    assert Scenario(pause_weeks=1).pause_begins(sunday(10)) == MONDAY + timedelta(weeks=10)


def test_after_a_standstill_only_more_visits_make_a_forecast() -> None:
    rows = weekly(*[4] * 5, *[0] * 8)
    found = what_if(data(visits=rows), YEAR, sunday(13), Scenario(3))
    assert isinstance(found, Projection)
    assert found.p90 is not None
    assert found.p90 <= sunday(13 + 10)  # 30 to go, 3 a week and what else may come
    for change in (Scenario(more_percent=100), Scenario(pause_weeks=2)):
        assert isinstance(what_if(data(visits=rows), YEAR, sunday(13), change), NoProgress)
    assert isinstance(what_if(data(visits=weekly(50)), YEAR, sunday(13), Scenario(1)), Reached)


def test_the_fan_meets_the_target_in_the_weeks_of_the_forecast() -> None:
    found = projection(weekly(0, 3, 1, 0, 2, 4, 0, 1), sunday(8))
    for line, day in (
        (found.fan.high, found.p10),
        (found.fan.middle, found.p50),
        (found.fan.likely, found.p80),
        (found.fan.sure, found.p95),
    ):
        assert next((when for when, level in zip(found.fan.days, line, strict=True) if level >= YEAR.target), None) == day
    assert found.p80 is not None


@given(st.lists(st.integers(0, 6), min_size=6, max_size=40), st.integers(0, 5), st.integers(0, 100))
@settings(max_examples=15, deadline=None)
def test_more_visits_never_make_it_later(counts: list[int], more: int, percent: int) -> None:
    rows, as_of = weekly(*counts), sunday(len(counts))
    before, after = forecast(data(visits=rows), YEAR, as_of), what_if(data(visits=rows), YEAR, as_of, Scenario(more, percent))
    if isinstance(before, Projection) and isinstance(after, Projection):
        assert after.chance_in_period >= before.chance_in_period
        for one, other in ((after.p50, before.p50), (after.p80, before.p80), (after.p95, before.p95)):
            assert other is None or (one is not None and one <= other)


def test_wide_levels_are_ranked_as_narrow_ones() -> None:
    values = np.arange(0, 10_000_000, 1000)[::-1]
    assert ranked(values, np.array([0, 5000, 9999])).tolist() == [0, 5_000_000, 9_999_000]
    assert ranked(np.arange(10_000)[::-1], np.array([0, 5000, 9999])).tolist() == [0, 5000, 9999]


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("glossary.md", "when fewer than {} were completed"),
        ("forecast.md", "under {} a season is told instead of a day"),
        ("indicators.md", "With fewer than {} completed the days are null"),
    ],
)
def test_the_documents_say_of_how_few_completed_no_day_is_named(page: str, sentence: str) -> None:
    text = (Path(__file__).parents[2] / "docs" / page).read_text(encoding="utf-8")
    assert sentence.format(FEWEST_FOR_A_DAY) in text
