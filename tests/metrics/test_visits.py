"""Visits by group, by outcome and over time, against tables counted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from adv.metrics.spans import Span
from adv.metrics.values import NotAvailable
from adv.metrics.visits import VisitGroup, outcome_counts, visits_by, visits_over_time
from adv.model import Outcome, Period
from tests.metrics.tables import PROJECT, data, day, visit

VISITS = [
    visit(1, area="Plein", street="Plein", organisations=("LEVgroep",), attempt=1, household="a"),
    visit(2, area="Plein", street="Plein", organisations=("LEVgroep", "Politie"), attempt=2, household="a"),
    visit(3, "not_at_home", area="Plein", street="Plein", organisations=("Politie",), attempt=1, household="b"),
    visit(4, area=None, street="Laan", organisations=(), attempt=None, household=None),
    visit(99, area="Straat", street="Weg", organisations=("Wijkraad",), attempt=3, household="z"),
]


@pytest.mark.parametrize(
    ("group", "groups", "visits", "completed", "without"),
    [
        pytest.param(VisitGroup.AREA, ("Plein", "Straat"), (3, 0), (2, 0), 1, id="area: an empty one stays"),
        pytest.param(VisitGroup.STREET, ("Laan", "Plein"), (1, 3), (1, 2), 0, id="street: only those that occur"),
        pytest.param(VisitGroup.ORGANISATION, ("LEVgroep", "Politie"), (2, 2), (2, 1), 1, id="organisation"),
        pytest.param(VisitGroup.ATTEMPT, ("1", "2"), (2, 1), (1, 1), 1, id="attempt"),
    ],
)
def test_visits_per_group(
    group: VisitGroup,
    groups: tuple[str, ...],
    visits: tuple[int, ...],
    completed: tuple[int, ...],
    without: int,
) -> None:
    found = visits_by(data(visits=VISITS), PROJECT, day(50), group)
    assert not isinstance(found, NotAvailable)
    assert (found.groups, found.visits, found.completed) == (groups, visits, completed)
    assert found.without_group == without
    assert (found.total_visits, found.total_completed) == (4, 3)


def test_a_visit_by_two_partners_counts_for_both_and_says_so() -> None:
    both = visits_by(data(visits=VISITS[:2]), PROJECT, day(50), VisitGroup.ORGANISATION)
    area = visits_by(data(visits=VISITS[:2]), PROJECT, day(50), VisitGroup.AREA)
    assert not isinstance(both, NotAvailable)
    assert not isinstance(area, NotAvailable)
    assert both.overlaps
    assert not area.overlaps


def test_organisations_outside_the_core_team_follow_the_partners() -> None:
    found = visits_by(data(visits=VISITS), PROJECT, day(99), VisitGroup.ORGANISATION)
    assert not isinstance(found, NotAvailable)
    assert found.groups == ("LEVgroep", "Politie", "Wijkraad")


@pytest.mark.parametrize("group", list(VisitGroup))
def test_a_column_that_is_not_in_the_data_says_so(group: VisitGroup) -> None:
    assert visits_by(data(visits=[visit(1)]), PROJECT, day(1), group) == NotAvailable(f"no_{group.value}")


def test_every_outcome_is_counted_in_all_and_per_area() -> None:
    found = outcome_counts(data(visits=VISITS), PROJECT, day(50))
    assert not isinstance(found, NotAvailable)
    assert list(found.counts) == list(Outcome)
    assert found.counts[Outcome.CONVERSATION] == 3
    assert found.counts[Outcome.VACANT] == 0
    assert found.by_area["Plein"][Outcome.CONVERSATION] == 2
    assert found.by_area["Plein"][Outcome.NOT_AT_HOME] == 1
    assert set(found.by_area["Straat"].values()) == {0}


@pytest.mark.parametrize(
    ("span", "starts", "visits"),
    [
        pytest.param(Span.WEEK, (date(2018, 12, 31), date(2019, 1, 7), date(2019, 1, 14)), (2, 0, 1), id="ISO weeks over new year"),
        pytest.param(Span.MONTH, (date(2018, 12, 1), date(2019, 1, 1)), (1, 2), id="months"),
        pytest.param(Span.QUARTER, (date(2018, 10, 1), date(2019, 1, 1)), (1, 2), id="quarters"),
        pytest.param(Span.YEAR, (date(2018, 1, 1), date(2019, 1, 1)), (1, 2), id="years"),
    ],
)
def test_over_time_every_span_up_to_the_last_day_is_there(span: Span, starts: tuple[date, ...], visits: tuple[int, ...]) -> None:
    found = visits_over_time(data(visits=[visit(0), visit(6, "refused"), visit(14)]), PROJECT, date(2019, 1, 20), span)
    assert not isinstance(found, NotAvailable)
    assert (found.starts, found.visits) == (starts, visits)


def test_over_time_a_standstill_at_the_end_shows() -> None:
    found = visits_over_time(data(visits=[visit(1)]), PROJECT, date(2019, 4, 30), Span.MONTH)
    assert not isinstance(found, NotAvailable)
    assert found.visits == (1, 0, 0, 0)


def test_over_time_a_chosen_period_shows_its_own_spans_only() -> None:
    period = Period(date(2019, 2, 1), date(2019, 4, 1))
    found = visits_over_time(data(visits=[visit(40)]), PROJECT, date(2019, 6, 30), Span.MONTH, period)
    assert not isinstance(found, NotAvailable)
    assert found.starts == (date(2019, 2, 1), date(2019, 3, 1))
    assert found.visits == (1, 0)
