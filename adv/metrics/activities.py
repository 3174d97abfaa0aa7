"""Activities in the neighbourhood: how many there were, of which kind, when, and how many people took part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.frames import as_known_on, days, is_known, members, whole
from adv.metrics.spans import timeline
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from datetime import date

    from adv.metrics.spans import Span
    from adv.model import Dataset, Period, Project


class Activities(Struct, frozen=True):
    """Activities up to as_of and who took part: someone who came to two of them counts twice."""

    total: int
    participants: int | NotAvailable
    without_participants: int  # activities that do not say how many came; the number above leaves them out
    kinds: tuple[str, ...]  # the most frequent first, then by name
    per_kind: tuple[int, ...]
    participants_per_kind: tuple[int, ...]  # zeros where participants are not in the data
    without_kind: int


class ActivitiesOverTime(Struct, frozen=True):
    """Activities and participants per span, from the first to as_of, empty spans included."""

    span: Span
    starts: tuple[date, ...]
    activities: tuple[int, ...]
    participants: tuple[int, ...] | NotAvailable


def activities(dataset: Dataset, project: Project, as_of: date) -> Activities | NotAvailable:  # noqa: ARG001 - one signature for all
    """Activities and participants, in all and per kind."""
    if not dataset.has("activities"):
        return NotAvailable("no_activities")
    held = as_known_on(dataset, as_of).activities
    people = whole(held["participants"])
    kinds = members(held["kind"], only_used=True)
    counts = kinds.count().tolist()
    came = np.zeros(len(counts), dtype=np.int64)
    np.add.at(came, kinds.groups, people[kinds.rows])
    order = sorted(range(len(counts)), key=lambda place: (-counts[place], kinds.names[place]))
    known = dataset.has("activities.participants")
    return Activities(
        total=len(held),
        participants=int(people.sum()) if known else NotAvailable("no_participants"),
        without_participants=int((~is_known(held["participants"])).sum()),
        kinds=tuple(kinds.names[place] for place in order),
        per_kind=tuple(counts[place] for place in order),
        participants_per_kind=tuple(int(came[place]) for place in order),
        without_kind=kinds.without,
    )


def activities_over_time(
    dataset: Dataset,
    project: Project,  # noqa: ARG001 - one signature for all
    as_of: date,
    span: Span,
    period: Period | None = None,
) -> ActivitiesOverTime | NotAvailable:
    """Activities and participants per span; with `period`, only the spans that touch it."""
    if not dataset.has("activities"):
        return NotAvailable("no_activities")
    held = as_known_on(dataset, as_of).activities
    when = days(held["held_on"])
    line = timeline(span, when, as_of, period)
    people: tuple[int, ...] | NotAvailable = NotAvailable("no_participants")
    if dataset.has("activities.participants"):
        people = line.add(when, whole(held["participants"]))
    return ActivitiesOverTime(span, line.starts, line.count(when), people)
