"""What publishing costs and how near the numbers stay: time, mean error in units of the base, and how often it is possible.

    python -m tests.bench.publication            prints three tables
    python -m tests.bench.publication --shapes 200

Invented projects have areas, themes and goals of unequal size, and requests that some households have many of.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from adv.disclosure.mergings import mergings_that_help
from adv.disclosure.publication import Audience
from adv.disclosure.releases import publication_of
from adv.disclosure.verify import verify
from adv.model import Dataset, Outcome, Period, Project, Status
from adv.publications.mailed_file import page
from tests.datasets import make_dataset
from tests.disclosure.projects import project_of
from tests.disclosure.samples import read_sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.disclosure.releases import Published

KEY = bytes(range(32))
SHAPES = 60
STATUSES = {Status.OPEN: 0.15, Status.IN_PROGRESS: 0.1, Status.REFERRED: 0.15, Status.CLOSED: 0.5, Status.WITHDRAWN: 0.1}
OUTCOMES = {
    Outcome.CONVERSATION: 0.5,
    Outcome.NOT_AT_HOME: 0.3,
    Outcome.REFUSED: 0.12,
    Outcome.APPOINTMENT: 0.05,
    Outcome.VACANT: 0.03,
}
REQUESTS_AFTER = 0.5  # a conversation has one request more with this chance, again and again


class Town(Struct, frozen=True):
    """An invented project with its data, and the last days of its quarters."""

    project: Project
    dataset: Dataset
    days: tuple[date, ...]


def town(areas: int, themes: int, goals: int, visits: int, quarters: int, seed: int) -> Town:
    """So many visits spread evenly over the quarters."""
    lot = random.Random(seed)
    ends = tuple(date(2018 + (at + 1) * 3 // 12, (at + 1) * 3 % 12 + 1, 1) - timedelta(days=1) for at in range(quarters))
    period = Period(date(2018, 1, 1), ends[-1] + timedelta(days=1))
    project = replace(project_of(areas, themes, goals), period=period)
    rows: dict[str, list[dict[str, Any]]] = {"visits": [], "requests": []}
    for number in range(visits):
        day = project.period.start + timedelta(days=lot.randrange(project.period.days))
        outcome = lot.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
        rows["visits"].append(
            {
                "visit_id": f"B{number}",
                "visited_on": day,
                "household": f"h{lot.randrange(visits)}",
                "area": uneven(lot, project.area_names),
                "outcome": outcome.value,
            }
        )
        while outcome is Outcome.CONVERSATION and lot.random() < REQUESTS_AFTER:
            rows["requests"].append(request(lot, project, f"B{number}", day))
    return Town(project, make_dataset(project, **rows), ends)


def request(lot: random.Random, project: Project, visit: str, day: date) -> dict[str, Any]:
    """A request of this visit; what is closed is so after some three months."""
    status = lot.choices(list(STATUSES), list(STATUSES.values()))[0]
    closed = day + timedelta(days=round(lot.expovariate(1 / 90)))
    return {
        "visit_id": visit,
        "theme": uneven(lot, project.themes),
        "goal": uneven(lot, project.goals),
        "status": status.value,
        "closed_on": closed if status in {Status.CLOSED, Status.WITHDRAWN} else None,
    }


def uneven(lot: random.Random, names: Sequence[str]) -> str:
    """One of the names, the first twice as often as the third or so."""
    return lot.choices(names, [1 / (1 + place) ** 0.6 for place in range(len(names))])[0]


def row(*cells: object) -> None:
    """One line of a table."""
    print("  " + "  ".join(f"{cell!s:>14}" for cell in cells), flush=True)


def publish_all(town: Town, audience: Audience = Audience.MUNICIPALITY) -> tuple[Published, float]:
    """Every quarter at once, and the seconds that it took."""
    start = time.perf_counter()
    found = publication_of(town.dataset, town.project, town.days, None, KEY, audience=audience)
    return found, time.perf_counter() - start


def one_by_one(town: Town) -> float:
    """The slowest release of those that are made quarter by quarter, in seconds."""
    publication, slowest = None, 0.0
    for day in town.days:
        start = time.perf_counter()
        publication = publication_of(town.dataset, town.project, [day], publication, KEY).publication or publication
        slowest = max(slowest, time.perf_counter() - start)
    return slowest


def describe(name: str, town: Town, audience: Audience = Audience.MUNICIPALITY) -> None:
    """One row: what was possible, how long it took and how near it is."""
    found, seconds = publish_all(town, audience)
    publication = found.publication
    released = len(found.distances)
    if publication is None:
        row(name, audience, f"0 of {len(town.days)}", f"{seconds:.2f}")
        return
    start = time.perf_counter()
    rivals = verify(publication).rivals
    proved = time.perf_counter() - start
    start = time.perf_counter()
    size = len(page(publication, "nl").encode())
    drawn = time.perf_counter() - start
    mean = statistics.fmean(distance.mean for distance in found.distances) / publication.base
    largest = max(distance.largest for distance in found.distances)
    cells = len(publication.requests.cells) + len(publication.households.cells)
    slowest = one_by_one(town) if audience is Audience.MUNICIPALITY else float("nan")
    released_of = f"{released} of {len(town.days)}"
    row(
        name,
        audience,
        released_of,
        f"{seconds:.2f}",
        f"{slowest:.2f}",
        f"{mean:.3f}",
        largest,
        cells,
        rivals,
        f"{proved:.2f}",
        f"{drawn:.2f}",
        size // 1000,
    )


def possible_shapes(count: int) -> None:
    """How many invented projects of many shapes can be published in every quarter, and why others cannot."""
    lot = random.Random(1)
    groups: dict[int, list[bool]] = {}
    releases: list[bool] = []
    why: Counter[str] = Counter()
    helped = public = 0
    for seed in range(count):
        areas, themes, goals = lot.randint(1, 5), lot.randint(2, 5), lot.randint(1, 4)
        visits, quarters = lot.choice((30, 80, 160, 320, 640)), lot.choice((4, 8, 12))
        made = town(areas, themes, goals, visits, quarters, seed)
        found, _ = publish_all(made)
        helped += bool(found.held and mergings_that_help(made.dataset, made.project, made.days, KEY))
        public += len(found.chosen.public.days) if found.chosen.public else 0
        groups.setdefault(visits, []).append(not found.held)
        why.update(reason.why.value for held in found.held for reason in held.why)
        releases += [True] * len(found.distances) + [False] * len(found.held)
    rows = [(f"{visits} visits", some) for visits, some in sorted(groups.items())]
    row("projects", "possible", "share")
    for name, some in [*rows, ("all projects", [one for _, those in rows for one in those]), ("single releases", releases)]:
        row(name, f"{sum(some)} of {len(some)}", f"{sum(some) / len(some):.2f}")
    print(f"  for everybody beside them {public} of {len(releases)} releases")
    print(f"  of the {count - sum(map(sum, groups.values()))} others {helped} with areas or themes counted as one")
    print("  held back:", ", ".join(f"{reason} {times}" for reason, times in why.most_common()) or "none")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shapes", type=int, default=SHAPES)
    args = parser.parse_args()
    samples = {"de Waart": read_sample("de-waart", 2018, 2019, 2020), "Annawijk": read_sample("annawijk", 2021, 2022)}
    print("publishing      goal: sample <= 1 s a release, 1 000 visits x 12 quarters <= 10 s in all, mean error <= 0.35 b")
    row(
        "project",
        "for",
        "releases",
        "all at once s",
        "slowest one s",
        "mean error b",
        "largest",
        "cells",
        "rivals",
        "verify s",
        "page s",
        "page kB",
    )
    publish_all(town(2, 2, 1, 30, 1, 0))  # scipy comes in, once
    for name, sample in samples.items():
        for audience in Audience:
            describe(name, Town(sample.project, sample.dataset, sample.days), audience)
    for name, made in (
        ("1000 visits", town(3, 3, 3, 1000, 12, 1)),
        ("10 x 10, 1000", town(10, 10, 3, 1000, 12, 1)),
        ("10 x 10, 320", town(10, 10, 3, 320, 12, 1)),
        ("10 x 3, 160", town(10, 3, 3, 160, 12, 1)),
    ):
        for audience in Audience:
            describe(name, made, audience)
    print("\nshapes of projects in which every release is possible, for the municipality")
    possible_shapes(args.shapes)


if __name__ == "__main__":
    main()
