"""Core team (kernteam): which organisation visits, with whom, who follows requests up, what is handed over, and the load."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
from msgspec import Struct
from numpy.typing import NDArray

from adv.metrics.frames import NO_DAY, Column, as_known_on, conversations, cross, days, exploded, holds, tuple_codes, used
from adv.metrics.source_rows import Values
from adv.metrics.spans import Span, places, timeline
from adv.metrics.values import NotAvailable, lacking, needs
from adv.model import WAITS, Dataset, Period, Project, Status, TableName

Order = tuple[str, ...]


def visitors(known: Dataset) -> tuple[NDArray[np.intp], list[tuple[str, ...]]]:
    """Give for each request the number of the team that made its visit, and the teams by their numbers.

    A team is a tuple of organisations. A request whose visit is not known has -1: the last team, an empty one.

    Where two visits have one number, which should not be, the team that comes last by name counts.
    """
    numbers, found = tuple_codes(known.visits["organisations"])
    distinct = sorted(found)
    ranks = np.array([distinct.index(several) for several in found], dtype=np.intp)[numbers]
    team = known.visits[["visit_id"]].assign(team=ranks).groupby("visit_id")["team"].max()
    return known.requests["visit_id"].map(team).fillna(-1).to_numpy(dtype=np.intp), [*distinct, ()]


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
    without: int  # requests without an owner


class TeamWork(Struct, frozen=True):
    """Work of each organisation: the partners in the project's order, then the other organisations that occur, by name."""

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
        """Count visits of two organisations or more."""
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
        """Tell whether the counts add up to more than there is."""
        return sum(sum(row) for row in self.counts) > self.handed_over


def team_work(dataset: Dataset, project: Project, as_of: date) -> TeamWork | NotAvailable:
    """Count visits and requests per organisation."""
    no_visitors, no_owners = lacking(dataset, "visits", "visits.organisations"), lacking(dataset, "requests.owner")
    if no_visitors and no_owners:
        return no_visitors
    known = as_known_on(dataset, as_of)
    came = exploded(known.visits, "organisations", project.partners)
    owners = used(known.requests["owner"], project.partners)
    order = _ordered(project, {*project.partners, *came["organisations"].cat.categories, *owners.cat.categories})
    return TeamWork(
        order,
        NotAvailable("no_organisations") if no_visitors else _visit_work(known.visits, came, order),
        no_owners
        or RequestWork(
            requests=_per(known.requests["owner"], order),
            waiting=_per(known.requests.loc[holds(known.requests["status"], WAITS), "owner"], order),
            total=len(known.requests),
            without=int(known.requests["owner"].isna().sum()),
        ),
    )


def _visit_work(visits: pd.DataFrame, came: pd.DataFrame, order: Order) -> VisitWork:
    joint = came[came.index.duplicated(keep=False)]
    return VisitWork(
        visits=_per(came["organisations"], order),
        completed=_per(came.loc[conversations(came), "organisations"], order),
        joint=_per(joint["organisations"], order),
        total=len(visits),
        total_joint=joint.index.nunique(),
        without=len(visits) - came.index.nunique(),
    )


def _per(column: Column, order: Order) -> tuple[int, ...]:
    counts = dict(zip(column.cat.categories, column.value_counts(sort=False).tolist(), strict=True))
    return tuple(counts.get(name, 0) for name in order)


@needs("visits", "visits.organisations")
def teams(dataset: Dataset, project: Project, as_of: date) -> Teams:
    """Count visits by who made them, alone or together."""
    visits = as_known_on(dataset, as_of).visits
    numbers, distinct = tuple_codes(visits["organisations"])
    found: dict[tuple[str, ...], int] = {}
    for several, count in zip(distinct, np.bincount(numbers, minlength=len(distinct)).tolist(), strict=True):
        team = _ordered(project, set(several))
        found[team] = found.get(team, 0) + count
    without = found.pop((), 0)
    order = sorted(found, key=lambda team: (-found[team], len(team), team))
    return Teams(tuple(order), tuple(found[team] for team in order), len(visits), without)


@needs("requests", "requests.owner")
def hand_overs(dataset: Dataset, project: Project, as_of: date) -> HandOvers | NotAvailable:
    """Count from who made the visit to who follows the request up."""
    if not dataset.has("visits.organisations"):
        return NotAvailable("no_organisations")
    known = as_known_on(dataset, as_of)
    came, distinct = visitors(known)
    owner = known.requests["owner"].cat
    pairs = pd.DataFrame({"team": came, "owner": owner.codes.to_numpy()}).value_counts()
    found: dict[tuple[str, str], int] = {}
    handed_over = kept = unknown = 0
    for (place, code), count in zip(pairs.index, pairs.tolist(), strict=True):
        team, taker = distinct[place], owner.categories[code]
        if not team or code < 0:
            unknown += count
        elif taker in team:
            kept += count
        else:
            handed_over += count
            for giver in set(team):
                found[giver, taker] = found.get((giver, taker), 0) + count
    givers, takers = (_ordered(project, {pair[side] for pair in found}) for side in (0, 1))
    counts = tuple(tuple(found.get((giver, taker), 0) for taker in takers) for giver in givers)
    return HandOvers(givers, takers, counts, handed_over, kept, unknown)


def _ordered(project: Project, names: set[str]) -> Order:
    return (*(name for name in project.partners if name in names), *sorted(names - set(project.partners)))


def of_team(known: Dataset, table: TableName, as_of: date, values: Values) -> NDArray[np.bool_]:
    """Mark visits by exactly these organisations together."""
    numbers, distinct = tuple_codes(known.table(table)["organisations"])
    found: NDArray[np.bool_] = np.array([*(set(several) == set(values) for several in distinct), False], dtype=bool)[numbers]
    return found


def handed_over_by(known: Dataset, table: TableName, as_of: date, values: Values) -> NDArray[np.bool_]:
    """Mark requests from visits of one of these organisations, whose owner was not at that visit."""
    owner = known.requests["owner"]
    came, distinct = visitors(known)
    owned = [holds(owner, several)[came == team] for team, several in enumerate(distinct)]
    found = np.zeros(len(known.requests), dtype=bool)
    for team, (several, was_there) in enumerate(zip(distinct, owned, strict=True)):
        if not set(values).isdisjoint(several):
            found[came == team] = ~was_there
    return found & owner.notna().to_numpy()


class Load(Struct, frozen=True):
    """Load per organisation and month. Months run from the first visit or request to as_of, empty ones included."""

    starts: tuple[date, ...]
    organisations: tuple[str, ...]  # those with a visit or a request, the partners first
    visits: tuple[tuple[int, ...], ...]  # visits[organisation][month]; a joint visit counts for each
    waiting: tuple[tuple[int, ...], ...]  # open or in progress at the end of the month (of as_of, in the last)
    undated: int  # requests that wait but do not say since when: in none of the months


def load(dataset: Dataset, project: Project, as_of: date, period: Period | None = None) -> Load | NotAvailable:
    """Count visits per month, and requests that waited at its end.

    A request waits from the day it was raised until it was closed or withdrawn. One that was referred does not count, in any
    month: the data do not say since when.
    """
    if not (dataset.has("visits.organisations") or dataset.has("requests.owner")):
        return NotAvailable("no_organisations")
    known = as_known_on(dataset, as_of)
    came = exploded(known.visits[["visited_on", "organisations"]], "organisations", project.partners)
    who = came["organisations"]
    owners = used(known.requests["owner"], project.partners)
    status = known.requests["status"]
    raised, closed = days(known.requests["raised_on"]), days(known.requests["closed_on"])
    waits = holds(status, WAITS)
    is_dated = raised != NO_DAY
    over = is_dated & holds(status, {Status.CLOSED, Status.WITHDRAWN}) & (closed != NO_DAY)
    counted = over | (waits & is_dated)
    line = timeline(Span.MONTH, np.concatenate([days(known.visits["visited_on"]), raised[counted]]), as_of, period)
    visits = _by_name(who, cross(who, line.column(days(came["visited_on"]))))
    change = np.zeros((len(owners.cat.categories), line.length + 1), dtype=np.int64)  # the last column: after the last month
    owner = owners.cat.codes.to_numpy()
    for when, which, step in ((raised, counted, 1), (np.maximum(closed, raised), over, -1)):
        rows = np.flatnonzero(which & (owner >= 0))
        months = np.clip(places(Span.MONTH, when[rows]) - line.first, 0, line.length)  # from before: there from the start
        np.add.at(change, (owner[rows], months), step)
    waiting = _by_name(owners, change[:, :-1].cumsum(axis=1))
    order = (*project.partners, *sorted((visits.keys() | waiting.keys()) - set(project.partners)))
    nothing = (0,) * line.length
    kept = tuple(name for name in order if any(visits.get(name, nothing)) or any(waiting.get(name, nothing)))
    made, left = (tuple(found.get(name, nothing) for name in kept) for found in (visits, waiting))
    return Load(line.starts, kept, made, left, int((waits & ~is_dated).sum()))


def _by_name(column: Column, table: NDArray[np.int64]) -> dict[str, tuple[int, ...]]:
    return dict(zip(column.cat.categories, map(tuple, table.tolist()), strict=True))
