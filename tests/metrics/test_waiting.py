"""What waits and with whom, how long groups take, and where requests go: counted by hand."""

from __future__ import annotations

import pytest

from adv.metrics.households import requests_per_household
from adv.metrics.requests import NOBODY, waiting, waiting_by_owner
from adv.metrics.values import NotAvailable
from tests.metrics.tables import PROJECT, data, day, request, talks, visit

REQUESTS: list[dict[str, object]] = [
    request(1, "open", owner="LEVgroep", theme="wonen", goal="meedoen", request_id="H1", visit_id="B1"),
    request(60, "in_progress", owner="LEVgroep", theme="wonen", goal="meedoen", request_id="H2"),
    request(70, "open", theme="zorg", goal="rondkomen", request_id="H3"),
    request(70, "closed", 80, owner="Politie", theme="zorg", request_id="H4"),
    {"status": "open", "owner": "Gemeente", "theme": "zorg", "request_id": "H5"},
]


def test_what_waits_is_counted_per_owner_and_age_and_nobody_is_one_too() -> None:
    found = waiting_by_owner(data(requests=REQUESTS), PROJECT, day(100))
    assert not isinstance(found, NotAvailable)
    assert found.owners == ("LEVgroep", NOBODY)
    assert found.counts == ((0, 1, 1, 0), (1, 0, 0, 0))  # 99, 40 and 30 days
    assert found.without_date == 1


def test_the_longest_waiting_comes_first_and_what_has_no_day_last() -> None:
    found = waiting(data(requests=REQUESTS), PROJECT, day(100))
    assert not isinstance(found, NotAvailable)
    assert [(one.request_id, one.days) for one in found] == [("H1", 99), ("H2", 40), ("H3", 30), ("H5", None)]
    assert (found[0].visit_id, found[0].raised_on) == ("B1", day(1))


def test_households_with_a_conversation_are_counted_by_their_requests() -> None:
    visits = [*talks(1, 2, 3), visit(4, "refused", household="x")]
    asked = [request(1, household="h0"), *(request(2, household="h1") for _ in range(6)), request(3, household="x"), request(3)]
    found = requests_per_household(data(visits=visits, requests=asked), PROJECT, day(9))
    assert not isinstance(found, NotAvailable)
    assert (found.households, found.requests, found.elsewhere) == ((1, 1, 0, 0, 1), 7, 2)
    assert found.mean == pytest.approx(7 / 3)
