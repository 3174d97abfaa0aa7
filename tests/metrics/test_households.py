"""Dispositions, contact rates, the funnel and activation, counted by hand."""

from __future__ import annotations

import pytest

from adv.metrics.households import activation, contact_rates, funnel
from adv.metrics.values import NotAvailable, Rate
from tests.metrics.tables import PROJECT, data, day, visit

VISITS = [
    visit(1, "not_at_home", household="talked"),
    visit(2, visit_id="T", household="talked"),
    visit(9, "refused", household="talked"),  # later: once a conversation stays a conversation
    visit(1, "appointment", household="gone"),
    visit(5, "not_at_home", household="gone"),  # the latest counts
    visit(3, "refused", household="no"),
    visit(4, "vacant", household="empty"),
    visit(6, visit_id="U", household="silent"),
    visit(7, household=None),  # no house number: in no count of households
]
REQUESTS: list[dict[str, object]] = [
    {"visit_id": "T", "status": "closed", "closed_on": day(8)},
    {"visit_id": "T", "status": "open"},
    {"visit_id": "U", "status": "open"},
]


def test_rates_are_of_households_that_are_not_vacant_by_their_disposition() -> None:
    found = contact_rates(data(visits=VISITS), PROJECT, day(20))
    assert not isinstance(found, NotAvailable)
    assert (found.approached, found.vacant) == (5, 1)
    assert found.contact == Rate(3, 4, "approached_not_vacant")
    assert found.response == Rate(2, 4, "approached_not_vacant")
    assert found.refusal == Rate(1, 4, "approached_not_vacant")
    assert found.attempts_per_conversation == 9 / 3


@pytest.mark.parametrize(
    ("visits", "refused"),
    [
        pytest.param([visit(1, "not_at_home", attempt=1), visit(1, "refused", attempt=2)], 1, id="the higher attempt"),
        pytest.param([visit(1, "refused", attempt=1), visit(1, "not_at_home", attempt=2)], 0, id="the higher attempt, turned"),
        pytest.param([visit(1, "not_at_home"), visit(1, "refused")], 1, id="without attempts the most contact"),
    ],
)
def test_of_two_visits_on_one_day_one_counts_whatever_the_order(visits: list[dict[str, object]], refused: int) -> None:
    rows = [{**row, "household": "a"} for row in visits]
    for order in (rows, rows[::-1]):
        found = contact_rates(data(visits=order), PROJECT, day(20))
        assert not isinstance(found, NotAvailable)
        assert found.refusal.numerator == refused


def test_the_funnel_narrows_and_every_step_names_the_one_before() -> None:
    found = funnel(data(visits=VISITS, requests=REQUESTS), PROJECT, day(20))
    assert not isinstance(found, NotAvailable)
    assert [(step.name, step.households) for step in found.steps] == [
        ("approached", 5),
        ("contact", 3),
        ("conversation", 2),
        ("with_request", 2),
        ("taken_up", 1),
        ("closed", 1),
    ]
    assert found.steps[0].of_previous is None
    assert [step.of_previous for step in found.steps[1:3]] == [Rate(3, 5, "approached"), Rate(2, 3, "contact")]


def test_the_funnel_begins_with_the_register_when_there_is_one() -> None:
    register = [{"household": name} for name in ("talked", "gone", "no", "never1", "never2")]
    found = funnel(data(visits=VISITS, addresses=register), PROJECT, day(20))
    assert not isinstance(found, NotAvailable)
    assert found.steps[0].households == 5
    assert found.steps[1].of_previous == Rate(3, 5, "register")  # not those outside it
    assert found.steps[1].households == 5
    assert found.outside_register == 2
    assert [step.name for step in found.steps] == ["register", "approached", "contact", "conversation"]  # no requests in the data


def test_activation_is_of_households_with_a_conversation() -> None:
    visits = [
        visit(1, household="a", becomes_active=True),
        visit(2, household="a", becomes_active=True),
        visit(3, household="b", becomes_active=False),
        visit(4, household="c", becomes_active=None),
        visit(5, "refused", household="d", becomes_active=True),
    ]
    assert activation(data(visits=visits), PROJECT, day(20)) == Rate(1, 3, "households_reached")


@pytest.mark.parametrize(
    ("visits", "reason"),
    [
        pytest.param([], "no_visits", id="no visits"),
        pytest.param([visit(1)], "no_households", id="no house numbers"),
        pytest.param([visit(1, household="a")], "no_becomes_active", id="no column"),
    ],
)
def test_activation_that_cannot_be_known_says_why(visits: list[dict[str, object]], reason: str) -> None:
    assert activation(data(visits=visits), PROJECT, day(20)) == NotAvailable(reason)
