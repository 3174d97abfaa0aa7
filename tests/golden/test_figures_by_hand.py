"""The metrics over the samples' rows give what plain counting gives."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import Struct

from adv.metrics.budget import MoneyGroup, budget, spent_by
from adv.metrics.coverage import coverage
from adv.metrics.earned_value import earned_value
from adv.metrics.households import activation
from adv.metrics.requests import RequestGroup, requests_by, requests_raised
from adv.metrics.themes import theme_shares
from adv.metrics.time_to_close import time_to_close
from adv.metrics.values import NotAvailable
from adv.metrics.visits import VisitGroup, outcome_counts, visits_by
from adv.settings import load_project
from sample_data.stories import ANNAWIJK, DE_WAART
from sample_data.telling import tell
from tests.datasets import make_dataset
from tests.golden.by_hand import figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from adv.model import Dataset, Project
    from sample_data.story import Course

CASES = [
    pytest.param((DE_WAART, date(2018, 8, 15)), id="de Waart in its first summer"),
    pytest.param((DE_WAART, date(2019, 10, 22)), id="de Waart half way"),
    pytest.param((DE_WAART, DE_WAART.ends), id="de Waart at its end"),
    pytest.param((ANNAWIJK, ANNAWIJK.ends), id="the Annawijk under way"),
]


def dataset_of(course: Course, project: Project) -> Dataset:
    """The course as frames, the status of questions as it is told."""
    visits = [
        {
            "visit_id": visit.number,
            "visited_on": visit.day,
            "household": f"{visit.home.street.name} {visit.home.number} {visit.home.addition}",
            "street": visit.home.street.name,
            "area": visit.home.street.area,
            "outcome": visit.outcome.value,
            "organisations": visit.partners,
            "attempt": visit.attempt,
            "themes": visit.themes,
            "becomes_active": visit.becomes_active,
        }
        for visit in course.visits
    ]
    requests = [
        {
            "request_id": request.number,
            "visit_id": request.visit.number,
            "theme": request.theme,
            "goal": request.goal,
            "status": request.status.value,
            "owner": request.owner,
            "raised_on": request.raised,
            "closed_on": request.closed,
        }
        for request in course.requests
    ]
    expenses = [
        {"booked_on": booking.day, "cents": booking.cents, "category": booking.category, "organisation": booking.partner}
        for booking in course.expenses
    ]
    return make_dataset(project, visits=visits, requests=requests, expenses=expenses)


class Both(Struct, frozen=True):
    """One sample on one day: its frames, and its figures by hand."""

    project: Project
    as_of: date
    dataset: Dataset
    figures: dict[str, Any]

    def metric(self, function: Callable[..., Any], *more: object) -> Any:  # noqa: ANN401 - a shape of its own for each
        value = function(self.dataset, self.project, self.as_of, *more)
        assert not isinstance(value, NotAvailable)
        return value


@pytest.fixture(scope="module", params=CASES)
def both(request: pytest.FixtureRequest) -> Both:
    story, as_of = request.param
    course, project = tell(story), load_project(story.project)
    return Both(project, as_of, dataset_of(course, project), figures(course, project, as_of))


def counted(names: Iterable[str], counts: Iterable[int]) -> dict[str, int]:
    return {name: count for name, count in zip(names, counts, strict=True) if count}


def test_visits_and_outcomes_are_counted_right(both: Both) -> None:
    expected = both.figures["visits"]
    found = both.metric(coverage)
    assert (found.visits, found.completed_visits) == (expected["total"], expected["completed"])
    assert found.households_reached == expected["households_reached"]
    outcomes = both.metric(outcome_counts).counts
    assert {outcome.value: count for outcome, count in outcomes.items() if count} == expected["by_outcome"]
    areas = both.metric(visits_by, VisitGroup.AREA)
    assert counted(areas.groups, areas.completed) == expected["completed_by_area"]
    assert both.metric(activation).numerator == expected["activated"]


def test_the_plan_and_the_lag_are_right(both: Both) -> None:
    expected, found = both.figures["coverage"], both.metric(coverage)
    assert found.share == pytest.approx(expected["share"])
    assert found.planned == pytest.approx(expected["planned"])
    assert found.lag_days == expected["lag_days"]


def test_themes_are_counted_right(both: Both) -> None:
    found = both.metric(theme_shares)
    assert counted(found.themes, [rate.numerator for rate in found.conversations]) == both.figures["visits"]["completed_by_theme"]


def test_money_is_right_to_the_cent(both: Both) -> None:
    expected = both.figures["budget"]
    found = both.metric(budget)
    assert (found.budget_cents / 100, found.spent_cents / 100) == (expected["budget"], expected["spent"])
    spent = both.metric(spent_by, MoneyGroup.CATEGORY)
    assert counted(spent.groups, [cents / 100 for cents in spent.spent_cents]) == expected["by_category"]


def test_earned_value_is_right(both: Both) -> None:
    expected, found = both.figures["budget"], both.metric(earned_value)
    assert found.pv / 100 == pytest.approx(expected["pv"])
    assert found.ev / 100 == pytest.approx(expected["ev"])
    assert found.eac / 100 == pytest.approx(expected["eac"])
    for name in ("cpi", "spi", "tcpi"):
        assert getattr(found, name) == pytest.approx(expected[name])
    assert found.schedule.spi_t == pytest.approx(expected["spi_t"])


def test_requests_are_counted_right(both: Both) -> None:
    expected = both.figures["requests"]
    found = both.metric(requests_raised)
    assert found.total == expected["total"]
    assert {status.value: count for status, count in found.by_status.items() if count} == expected["by_status"]
    for group in (RequestGroup.THEME, RequestGroup.GOAL):
        split = both.metric(requests_by, group)
        assert counted(split.groups, split.totals) == expected[f"by_{group.value}"]
    assert both.metric(time_to_close).median == expected["median_days_to_close"]
