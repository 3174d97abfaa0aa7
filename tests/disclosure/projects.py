"""Small random projects, visits and requests in frames, for Hypothesis."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from msgspec.structs import replace

from adv.model import Area, Outcome, Period, Status
from tests.datasets import make_dataset
from tests.metrics.tables import PROJECT

if TYPE_CHECKING:
    from adv.model import Dataset, Project

PERIOD = Period(date(2019, 1, 1), date(2020, 1, 1))
QUARTERS = (date(2019, 3, 31), date(2019, 6, 30), date(2019, 9, 30), date(2019, 12, 31))
LETTERS = "abcdefghijkl"


def project_of(areas: int, themes: int, goals: int, threshold: int = 5) -> Project:
    """A project with so many areas, themes and goals."""
    return replace(
        PROJECT,
        period=PERIOD,
        areas=tuple(Area(f"gebied {letter}", is_rest=letter == "a") for letter in LETTERS[:areas]),
        themes=tuple(f"thema {letter}" for letter in LETTERS[:themes]),
        goals=tuple(f"doel {letter}" for letter in LETTERS[:goals]),
        threshold=threshold,
    )


@st.composite
def projects(draw: st.DrawFn, most_visits: int = 60) -> tuple[Project, Dataset]:
    """A project and its data: several visits to a household, several requests of a visit, some things not given."""
    project = project_of(draw(st.integers(1, 3)), draw(st.integers(1, 3)), draw(st.integers(1, 3)), draw(st.sampled_from([3, 5])))
    lot = draw(st.randoms(use_true_random=False))
    count, gaps = draw(st.integers(0, most_visits)), draw(st.sampled_from([0.0, 0.1]))

    def one_of(values: tuple[str, ...]) -> str | None:
        return None if lot.random() < gaps else lot.choice(values)

    visits: list[dict[str, Any]] = []
    requests: list[dict[str, Any]] = []
    area_of: dict[str, str | None] = {}
    for number in range(count):
        household = f"h{lot.randrange(1 + count)}"
        area = area_of.setdefault(household, one_of(project.area_names))
        day = PERIOD.start + timedelta(days=lot.randrange(PERIOD.days))
        outcome = lot.choice(list(Outcome)).value
        visits.append({"visit_id": f"B{number}", "visited_on": day, "household": household, "area": area, "outcome": outcome})
        for _ in range(lot.choice((0, 1, 1, 2))):
            status = one_of(tuple(Status))
            done = status in {Status.CLOSED, Status.WITHDRAWN}
            requests.append(
                {
                    "visit_id": f"B{number}",
                    "theme": one_of(project.themes),
                    "goal": one_of(project.goals),
                    "status": status,
                    "closed_on": day + timedelta(days=lot.randrange(200)) if done else None,
                }
            )
    return project, make_dataset(project, visits=visits, requests=requests)
