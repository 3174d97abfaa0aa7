"""Small hand-made data for the tests of the metrics, and all metrics in one list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from adv.dataset import make_dataset
from adv.metrics import (
    activities,
    backtest,
    budget,
    budget_lines,
    comparison,
    core_team,
    coverage,
    earned_value,
    final_cost,
    forecast,
    homes,
    households,
    liveability,
    load,
    outcomes,
    reach,
    request_flow,
    requests,
    themes,
    time_to_close,
    time_to_close_by,
    value_curve,
    visit_cost,
    visits,
    waiting,
)
from adv.metrics.spans import Span
from adv.model import Area, Period, Project, TargetUnit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from adv.model import Dataset

# 100 days, 50 visits, € 1.000: a visit every other day for € 20
PROJECT = Project(
    name="proef",
    title="Proef",
    neighbourhood="Proef",
    municipality="Helmond",
    target=50,
    target_unit=TargetUnit.VISITS,
    budget_cents=100_000,
    period=Period(date(2019, 1, 1), date(2019, 4, 11)),
    areas=(Area("Plein", ("Plein",)), Area("Straat", is_rest=True)),
    themes=("wonen", "zorg", "werken"),
    goals=("meedoen", "rondkomen"),
    partners=("LEVgroep", "Politie"),
    cost_categories=("Personeel", "Materiaal"),
)
BY_HOUSEHOLD = replace(PROJECT, target_unit=TargetUnit.HOUSEHOLDS)
START = PROJECT.period.start
LAST = PROJECT.period.end - timedelta(days=1)


def day(number: int) -> date:
    """The day with this number in the project: 1 is its first."""
    return START + timedelta(days=number - 1)


def visit(number: int, outcome: str = "conversation", /, **more: object) -> dict[str, object]:
    """A visit on a day of the project."""
    return {"visited_on": day(number), "outcome": outcome, **more}


def talks(*numbers: int, **more: object) -> list[dict[str, object]]:
    """Conversations on these days, each with a household of its own."""
    return [visit(number, household=f"h{place}", **more) for place, number in enumerate(numbers)]


def request(raised: int, status: str = "open", closed: int | None = None, **more: object) -> dict[str, object]:
    """A request raised, and perhaps closed, on these days of the project."""
    return {"raised_on": day(raised), "status": status, "closed_on": day(closed) if closed else None, **more}


def booking(number: int, cents: int, **more: object) -> dict[str, object]:
    """An expense on a day of the project."""
    return {"booked_on": day(number), "cents": cents, **more}


def data(project: Project = PROJECT, /, **tables: Iterable[Mapping[str, object]]) -> Dataset:
    """A dataset from records."""
    return make_dataset(project, **tables)


PLAIN: tuple[Callable[..., Any], ...] = (
    comparison.compared,
    comparison.areas_compared,
    coverage.coverage,
    coverage.burn_up,
    visits.outcome_counts,
    households.contact_rates,
    households.disposition_counts,
    households.funnel,
    households.activation,
    homes.homes,
    homes.still_to_do,
    reach.weekdays,
    request_flow.request_flow,
    request_flow.requests_per_household,
    waiting.waiting,
    waiting.waiting_by_owner,
    forecast.forecast,
    backtest.backtest,
    budget.budget,
    budget.spend_curve,
    earned_value.earned_value,
    value_curve.value_curve,
    budget_lines.against_lines,
    final_cost.final_cost,
    themes.theme_shares,
    themes.themes_by_area,
    themes.themes_by_goal,
    themes.themes_together,
    themes.themes_over_time,
    requests.requests_raised,
    requests.ageing,
    time_to_close.time_to_close,
    outcomes.goal_outcomes,
    activities.activities,
    core_team.team_work,
    core_team.teams,
    core_team.hand_overs,
    load.load,
)
WITH_CHOICES: tuple[tuple[Callable[..., Any], Iterable[Any]], ...] = (
    (visits.visits_by, visits.VisitGroup),
    (visits.visits_over_time, Span),
    (budget.spent_by, budget.MoneyGroup),
    (budget.spent_over_time, Span),
    (visit_cost.visit_cost, Span),
    (requests.requests_by, requests.RequestGroup),
    (liveability.liveability, liveability.Mark),
    (activities.activities_over_time, Span),
    (reach.reach_by, reach.ReachGroup),
    (time_to_close_by.time_to_close_by, (requests.RequestGroup.THEME, requests.RequestGroup.OWNER)),
)


def every_metric() -> Mapping[str, Callable[[Dataset, Project, date], Any]]:
    """Each metric by name, its choices filled in."""
    found: dict[str, Callable[..., Any]] = {metric.__name__: metric for metric in PLAIN}
    for metric, choices in WITH_CHOICES:
        for choice in choices:
            found[f"{metric.__name__} {choice.value}"] = _chosen(metric, choice)
    return found


def _chosen(metric: Callable[..., Any], choice: object) -> Callable[[Dataset, Project, date], Any]:
    return lambda dataset, project, as_of: metric(dataset, project, as_of, choice)
