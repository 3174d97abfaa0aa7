"""The core team (kernteam): which organisation visits, with whom, who follows requests up, and what is handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.frames import as_known_on, conversations, holds, is_known, members, tuple_codes
from adv.metrics.values import NotAvailable
from adv.metrics.visiting_partners import visitors
from adv.model import Status

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

    from adv.metrics.source_rows import Values
    from adv.model import Dataset, Project, TableName

WAITING = (Status.OPEN.value, Status.IN_PROGRESS.value)


class VisitWork(Struct, frozen=True):
    """Visits per organisation. A joint visit counts for each: the sum may exceed the total."""

    visits: tuple[int, ...]
    completed: tuple[int, ...]
    joint: tuple[int, ...]  # together with another organisation
    total: int
    total_joint: int
    without: int  # visits that do not say who came


class RequestWork(Struct, frozen=True):
    """Requests per organisation that follows them up."""

    requests: tuple[int, ...]
    waiting: tuple[int, ...]  # open or in progress
    total: int
    total_waiting: int
    without: int  # requests without an owner


class TeamWork(Struct, frozen=True):
    """Who does what: the partners in the project's order, then the other organisations that occur, by name."""

    organisations: tuple[str, ...]
    visits: VisitWork | NotAvailable
    requests: RequestWork | NotAvailable


class Teams(Struct, frozen=True):
    """Visits by the organisations that made them together; each visit counts once. The most frequent team first."""

    teams: tuple[tuple[str, ...], ...]
    visits: tuple[int, ...]
    total: int
    without: int  # visits that do not say who came

    @property
    def joint(self) -> int:
        """Visits of two organisations or more."""
        return sum(count for team, count in zip(self.teams, self.visits, strict=True) if len(team) > 1)


class HandOvers(Struct, frozen=True):
    """Requests whose owner was not among the organisations that made the visit, from each of those to the owner.

    After a joint visit a request comes from each of its visitors: the sum of `counts` may exceed `handed_over`.
    """

    givers: tuple[str, ...]
    takers: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]  # counts[giver][taker]
    handed_over: int
    kept: int  # the owner was at the door
    unknown: int  # no owner, no visit, or a visit that does not say who came

    @property
    def overlaps(self) -> bool:
        """Whether the counts add up to more than there is."""
        return sum(sum(row) for row in self.counts) > self.handed_over


def team_work(dataset: Dataset, project: Project, as_of: date) -> TeamWork | NotAvailable:
    """Visits and requests per organisation."""
    has_visits, has_owners = dataset.has("visits.organisations"), dataset.has("requests.owner")
    if not (has_visits or has_owners):
        return _lacking(dataset)
    known = as_known_on(dataset, as_of)
    came = members(known.visits["organisations"], project.partners)
    owners = members(known.requests["owner"], project.partners, only_used=True)
    others = sorted({*came.names, *owners.names} - set(project.partners))
    order = (*project.partners, *others)
    return TeamWork(
        order,
        _visit_work(known.visits, project, order) if has_visits else NotAvailable("no_organisations"),
        _request_work(known.requests, project, order) if has_owners else NotAvailable("no_owner"),
    )


def _lacking(dataset: Dataset) -> NotAvailable:
    if not dataset.has("visits"):
        return NotAvailable("no_visits")
    return NotAvailable("no_organisations")


def _visit_work(visits: pd.DataFrame, project: Project, order: tuple[str, ...]) -> VisitWork:
    groups = members(visits["organisations"], project.partners)
    is_joint = _how_many(visits) > 1
    return VisitWork(
        visits=_in_order(groups.names, groups.count(), order),
        completed=_in_order(groups.names, groups.count(conversations(visits)), order),
        joint=_in_order(groups.names, groups.count(is_joint), order),
        total=len(visits),
        total_joint=int(is_joint.sum()),
        without=groups.without,
    )


def _request_work(requests: pd.DataFrame, project: Project, order: tuple[str, ...]) -> RequestWork:
    groups = members(requests["owner"], project.partners, only_used=True)
    waiting = holds(requests["status"], WAITING)
    return RequestWork(
        requests=_in_order(groups.names, groups.count(), order),
        waiting=_in_order(groups.names, groups.count(waiting), order),
        total=len(requests),
        total_waiting=int(waiting.sum()),
        without=groups.without,
    )


def _in_order(names: tuple[str, ...], counts: NDArray[np.intp], order: tuple[str, ...]) -> tuple[int, ...]:
    found = dict(zip(names, counts.tolist(), strict=True))
    return tuple(found.get(name, 0) for name in order)


def _how_many(visits: pd.DataFrame) -> NDArray[np.intp]:
    """Different organisations per visit."""
    numbers, distinct = tuple_codes(visits["organisations"])
    return np.array([*(len(set(several)) for several in distinct), 0], dtype=np.intp)[numbers]


def teams(dataset: Dataset, project: Project, as_of: date) -> Teams | NotAvailable:
    """Visits by who made them, alone or together."""
    if not dataset.has("visits"):
        return NotAvailable("no_visits")
    if not dataset.has("visits.organisations"):
        return NotAvailable("no_organisations")
    visits = as_known_on(dataset, as_of).visits
    numbers, distinct = tuple_codes(visits["organisations"])
    often = np.bincount(numbers, minlength=len(distinct)).tolist()
    found: dict[tuple[str, ...], int] = {}
    for several, count in zip(distinct, often, strict=True):
        team = _ordered(project, set(several))
        found[team] = found.get(team, 0) + count
    without = found.pop((), 0)
    order = sorted(found, key=lambda team: (-found[team], len(team), team))
    return Teams(tuple(order), tuple(found[team] for team in order), len(visits), without)


def hand_overs(dataset: Dataset, project: Project, as_of: date) -> HandOvers | NotAvailable:
    """From who made the visit to who follows the request up."""
    if not dataset.has("requests"):
        return NotAvailable("no_requests")
    if not dataset.has("requests.owner"):
        return NotAvailable("no_owner")
    if not dataset.has("visits.organisations"):
        return NotAvailable("no_organisations")
    known = as_known_on(dataset, as_of)
    owners = members(known.requests["owner"], project.partners, only_used=True)
    owner = np.full(len(known.requests), -1, dtype=np.intp)
    owner[owners.rows] = owners.groups
    came, distinct = visitors(known)
    pairs, often = np.unique(came * (len(owners.names) + 1) + owner + 1, return_counts=True)
    return _hand_overs(project, owners.names, distinct, pairs, often)


def _hand_overs(
    project: Project,
    owners: tuple[str, ...],
    distinct: list[tuple[str, ...]],
    pairs: NDArray[np.intp],
    often: NDArray[np.intp],
) -> HandOvers:
    found: dict[tuple[str, str], int] = {}
    handed_over = kept = unknown = 0
    for pair, count in zip(pairs.tolist(), often.tolist(), strict=True):
        team, taker = distinct[pair // (len(owners) + 1)], pair % (len(owners) + 1) - 1
        if not team or taker < 0:
            unknown += count
        elif owners[taker] in team:
            kept += count
        else:
            handed_over += count
            for giver in set(team):
                found[giver, owners[taker]] = found.get((giver, owners[taker]), 0) + count
    givers, takers = ({pair[side] for pair in found} for side in (0, 1))
    rows, columns = _ordered(project, givers), _ordered(project, takers)
    counts = tuple(tuple(found.get((giver, taker), 0) for taker in columns) for giver in rows)
    return HandOvers(rows, columns, counts, handed_over, kept, unknown)


def _ordered(project: Project, names: set[str]) -> tuple[str, ...]:
    return (*(name for name in project.partners if name in names), *sorted(names - set(project.partners)))


def of_team(known: Dataset, table: TableName, as_of: date, values: Values) -> NDArray[np.bool_]:  # noqa: ARG001 - one signature for all
    """Visits by exactly these organisations together."""
    numbers, distinct = tuple_codes(known.table(table)["organisations"])
    found: NDArray[np.bool_] = np.array([*(set(several) == set(values) for several in distinct), False], dtype=bool)[numbers]
    return found


def handed_over_by(known: Dataset, table: TableName, as_of: date, values: Values) -> NDArray[np.bool_]:  # noqa: ARG001 - one signature for all
    """Requests of visits by one of these, with an owner who was not there."""
    owner = known.requests["owner"]
    came, distinct = visitors(known)
    owned = [holds(owner, several)[came == team] for team, several in enumerate(distinct)]
    found = np.zeros(len(known.requests), dtype=bool)
    for team, (several, was_there) in enumerate(zip(distinct, owned, strict=True)):
        if not set(values).isdisjoint(several):
            found[came == team] = ~was_there
    return found & is_known(owner)
