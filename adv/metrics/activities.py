"""Activities in the neighbourhood: how many there were, of which kind, when, and how many people took part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from adv.metrics.frames import as_known_on, days, whole
from adv.metrics.spans import timeline
from adv.metrics.values import NotAvailable, lacking, needs

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


@needs("activities")
def activities(dataset: Dataset, project: Project, as_of: date) -> Activities:
    """Count activities and participants, in all and per kind."""
    held = as_known_on(dataset, as_of).activities
    people = held["participants"]
    kinds = held.groupby("kind", observed=True)["participants"].agg(["size", "sum"])
    kinds = kinds.sort_values("size", ascending=False, kind="stable")
    return Activities(
        total=len(held),
        participants=lacking(dataset, "activities.participants") or int(people.sum()),
        without_participants=int(people.isna().sum()),
        kinds=tuple(kinds.index.tolist()),
        per_kind=tuple(kinds["size"].tolist()),
        participants_per_kind=tuple(kinds["sum"].tolist()),
        without_kind=int(held["kind"].isna().sum()),
    )


@needs("activities")
def activities_over_time(
    dataset: Dataset, project: Project, as_of: date, span: Span, period: Period | None = None
) -> ActivitiesOverTime:
    """Count activities and participants per span; with `period`, only the spans that touch it."""
    held = as_known_on(dataset, as_of).activities
    when = days(held["held_on"])
    line = timeline(span, when, as_of, period)
    people = lacking(dataset, "activities.participants") or line.add(when, whole(held["participants"]))
    return ActivitiesOverTime(span, line.starts, line.count(when), people)
