"""Small hand-made data for the tests of the metrics, and all metrics of the catalogue."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from adv.indicators import metrics
from adv.model import Area, Period, Project, TargetUnit
from tests.datasets import make_dataset

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


def every_metric() -> Mapping[str, Callable[[Dataset, Project, date], Any]]:
    """Each metric of the catalogue by name, its choices filled in."""
    return {name: _chosen(metric, choice) for name, (metric, choice) in metrics().items()}


def _chosen(metric: Callable[..., Any], choice: tuple[Any, ...]) -> Callable[[Dataset, Project, date], Any]:
    return lambda dataset, project, as_of: metric(dataset, project, as_of, *choice)
