"""Themes against tables counted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from adv.metrics.themes import theme_shares, themes_by_area, themes_by_goal, themes_over_time, themes_together
from adv.metrics.values import NotAvailable, Rate
from tests.metrics.tables import PROJECT, data, day, visit

VISITS = [
    visit(1, visit_id="A", area="Plein", themes=("wonen", "zorg")),
    visit(2, visit_id="B", area="Plein", themes=("wonen",)),
    visit(3, visit_id="C", area="Straat", themes=()),
    visit(95, visit_id="D", area=None, themes=("zorg", "wonen")),
    visit(4, "refused", area="Plein", themes=("werken",)),  # no conversation: not counted
]
REQUESTS: list[dict[str, object]] = [
    {"visit_id": "A", "theme": "wonen", "goal": "rondkomen"},
    {"visit_id": "A", "theme": "wonen", "goal": None},
    {"visit_id": "D", "theme": "zorg", "goal": "meedoen"},
]


def test_shares_are_of_conversations_and_may_add_up_to_more_than_all() -> None:
    found = theme_shares(data(visits=VISITS, requests=REQUESTS), PROJECT, day(99))
    assert not isinstance(found, NotAvailable)
    assert found.themes == ("wonen", "zorg", "werken")
    assert found.conversations == (Rate(3, 4, "conversations"), Rate(2, 4, "conversations"), Rate(0, 4, "conversations"))
    assert found.requests == (2, 1, 0)
    assert found.overlaps


def test_without_requests_the_shares_are_still_there() -> None:
    found = theme_shares(data(visits=VISITS[1:3]), PROJECT, day(99))
    assert not isinstance(found, NotAvailable)
    assert found.requests == NotAvailable("no_requests")
    assert not found.overlaps


def test_by_area_every_combination_is_there() -> None:
    found = themes_by_area(data(visits=VISITS), PROJECT, day(99))
    assert not isinstance(found, NotAvailable)
    assert (found.rows, found.columns) == (PROJECT.themes, PROJECT.area_names)
    assert found.counts == ((2, 0), (1, 0), (0, 0))


def test_by_goal_requests_are_counted() -> None:
    found = themes_by_goal(data(visits=VISITS, requests=REQUESTS), PROJECT, day(99))
    assert not isinstance(found, NotAvailable)
    assert found.columns == ("meedoen", "rondkomen")
    assert found.counts == ((0, 1), (1, 0), (0, 0))


def test_themes_that_come_together() -> None:
    found = themes_together(data(visits=VISITS), PROJECT, day(99))
    assert not isinstance(found, NotAvailable)
    assert found.counts == ((3, 2, 0), (2, 2, 0), (0, 0, 0))


def test_over_time_quarters_without_a_conversation_stay() -> None:
    found = themes_over_time(data(visits=VISITS), PROJECT, date(2019, 12, 31))
    assert not isinstance(found, NotAvailable)
    assert found.starts == (date(2019, 1, 1), date(2019, 4, 1), date(2019, 7, 1), date(2019, 10, 1))
    assert found.counts == ((2, 1, 0, 0), (1, 1, 0, 0), (0, 0, 0, 0))
    assert found.conversations == (3, 1, 0, 0)


@pytest.mark.parametrize("metric", [theme_shares, themes_by_area, themes_together, themes_over_time])
@pytest.mark.parametrize(
    ("visits", "reason"),
    [pytest.param([], "no_visits", id="no visits"), pytest.param([visit(1)], "no_themes", id="no column")],
)
def test_themes_that_are_not_in_the_data_say_so(metric: object, visits: list[dict[str, object]], reason: str) -> None:
    assert metric(data(visits=visits), PROJECT, day(9)) == NotAvailable(reason)  # type: ignore[operator]  # one of four functions


@pytest.mark.parametrize(
    ("requests", "reason"),
    [
        pytest.param([], "no_requests", id="no requests"),
        pytest.param([{"goal": "meedoen"}], "no_theme", id="no theme"),
        pytest.param([{"theme": "wonen"}], "no_goal", id="no goal"),
    ],
)
def test_goals_that_are_not_in_the_data_say_so(requests: list[dict[str, object]], reason: str) -> None:
    assert themes_by_goal(data(requests=requests), PROJECT, day(9)) == NotAvailable(reason)
