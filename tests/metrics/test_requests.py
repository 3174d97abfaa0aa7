"""Requests and their follow-up, against tables counted by hand."""

from __future__ import annotations

import pytest

from adv.metrics.requests import WAIT_BANDS, RequestGroup, ageing, requests_by, requests_raised
from adv.metrics.values import NotAvailable, Rate
from adv.model import Status
from tests.metrics.tables import PROJECT, data, day, request, talks

REQUESTS = [
    request(1, "open", theme="wonen", goal="meedoen", owner="LEVgroep", area="Plein"),
    request(2, "in_progress", theme="wonen", owner="Politie", area="Plein"),
    request(3, "referred", theme="zorg", owner="GGD", area="Straat"),
    request(4, "closed", 10, theme="zorg", owner="LEVgroep", area="Straat"),
    request(5, "closed", 60, theme="wonen", owner="LEVgroep", area="Plein"),
    request(6, "withdrawn", 8, theme="wonen", area="Plein"),
    request(90, "open", theme="werken", area="Plein"),
]


def test_requests_by_status_taken_up_and_resolved() -> None:
    found = requests_raised(data(visits=talks(1, 2, 3, 4), requests=REQUESTS), PROJECT, day(70))
    assert not isinstance(found, NotAvailable)
    assert (found.total, found.unfinished, found.per_conversation) == (6, 3, 1.5)
    assert [found.by_status[status] for status in Status] == [1, 1, 1, 2, 1]
    assert found.taken_up == Rate(5, 6, "requests_with_status")
    assert found.resolved == Rate(2, 5, "requests_not_withdrawn")


def test_a_closing_after_the_last_day_has_not_happened_yet() -> None:
    found = requests_raised(data(visits=talks(1), requests=REQUESTS), PROJECT, day(9))
    assert not isinstance(found, NotAvailable)
    assert [found.by_status[status] for status in Status] == [1, 3, 1, 0, 1]


def test_a_request_without_a_status_is_in_no_share() -> None:
    found = requests_raised(data(requests=[request(1, "open"), {"raised_on": day(1)}]), PROJECT, day(9))
    assert not isinstance(found, NotAvailable)
    assert (found.total, found.without_status, found.taken_up.denominator) == (2, 1, 1)
    assert found.per_conversation == NotAvailable("no_visits")


def test_requests_of_visits_that_are_gone_are_not_said_to_be_without_areas() -> None:
    lost = data(visits=talks(1, area="Plein"), requests=[request(2, "open")])
    assert requests_by(lost, PROJECT, day(9), RequestGroup.AREA) == NotAvailable("no_area_of_requests")
    nowhere = data(visits=talks(1), requests=[request(2, "open")])
    assert requests_by(nowhere, PROJECT, day(9), RequestGroup.AREA) == NotAvailable("no_area")


@pytest.mark.parametrize(
    ("group", "groups", "totals", "without"),
    [
        pytest.param(RequestGroup.THEME, ("wonen", "zorg", "werken"), (4, 2, 1), 0, id="theme"),
        pytest.param(RequestGroup.GOAL, ("meedoen", "rondkomen"), (1, 0), 6, id="goal: most do not say"),
        pytest.param(RequestGroup.OWNER, ("LEVgroep", "Politie", "GGD"), (3, 1, 1), 2, id="owner: others follow the partners"),
        pytest.param(RequestGroup.AREA, ("Plein", "Straat"), (5, 2), 0, id="area"),
    ],
)
def test_requests_per_group(group: RequestGroup, groups: tuple[str, ...], totals: tuple[int, ...], without: int) -> None:
    found = requests_by(data(requests=REQUESTS), PROJECT, day(99), group)
    assert not isinstance(found, NotAvailable)
    assert (found.groups, found.totals, found.without_group) == (groups, totals, without)


def test_per_group_the_statuses_stand_in_their_order() -> None:
    found = requests_by(data(requests=REQUESTS), PROJECT, day(99), RequestGroup.THEME)
    assert not isinstance(found, NotAvailable)
    assert found.statuses == tuple(Status)
    assert found.counts[0] == (1, 1, 0, 1, 1)


@pytest.mark.parametrize("group", list(RequestGroup))
def test_a_group_that_is_not_in_the_data_says_so(group: RequestGroup) -> None:
    assert requests_by(data(requests=[request(1)]), PROJECT, day(9), group) == NotAvailable(f"no_{group.value}")


@pytest.mark.parametrize(
    ("age", "band"),
    [
        pytest.param(0, 0, id="today"),
        pytest.param(30, 0, id="30 days"),
        pytest.param(31, 1, id="31 days"),
        pytest.param(90, 1, id="90 days"),
        pytest.param(91, 2, id="91 days"),
        pytest.param(180, 2, id="180 days"),
        pytest.param(181, 3, id="181 days"),
        pytest.param(900, 3, id="years"),
    ],
)
@pytest.mark.parametrize("status", ["open", "in_progress"])
def test_a_waiting_request_falls_in_one_band(age: int, band: int, status: str) -> None:
    found = ageing(data(requests=[request(1, status), request(1, "referred"), request(1, "closed", 1)]), PROJECT, day(1 + age))
    assert not isinstance(found, NotAvailable)
    expected = tuple(int(place == band) for place in range(len(WAIT_BANDS)))
    assert getattr(found, status) == expected
    assert found.longest_days == age


def test_when_nothing_waits_there_is_no_longest_wait() -> None:
    found = ageing(data(requests=[request(1, "closed", 4)]), PROJECT, day(9))
    assert not isinstance(found, NotAvailable)
    assert found.longest_days == NotAvailable("nothing_waiting")


def test_a_waiting_request_without_a_day_is_counted_apart() -> None:
    found = ageing(data(requests=[{"status": "open"}, request(3)]), PROJECT, day(9))
    assert not isinstance(found, NotAvailable)
    assert (sum(found.open), found.without_date) == (1, 1)
