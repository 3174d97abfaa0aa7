"""Load of the core team: per organisation and month the visits it made, and the requests that waited with it at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.frames import NO_DAY, as_known_on, days, holds, members
from adv.metrics.spans import Span, Timeline, places, timeline
from adv.metrics.values import NotAvailable
from adv.model import Status

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

    from adv.metrics.frames import Members
    from adv.model import Dataset, Period, Project


class Load(Struct, frozen=True):
    """Per organisation and month. Months run from the first visit or request to as_of, empty ones included."""

    starts: tuple[date, ...]
    organisations: tuple[str, ...]  # those with a visit or a request, the partners first
    visits: tuple[tuple[int, ...], ...]  # visits[organisation][month]; a joint visit counts for each
    waiting: tuple[tuple[int, ...], ...]  # open or in progress at the end of the month (of as_of, in the last)
    undated: int  # requests that wait but do not say since when: in none of the months


def load(dataset: Dataset, project: Project, as_of: date, period: Period | None = None) -> Load | NotAvailable:
    """Visits per month, and requests that waited at its end.

    A request waits from the day it was raised until it was closed or withdrawn. One that was referred does not count, in any
    month: the data do not say since when.
    """
    if not (dataset.has("visits.organisations") or dataset.has("requests.owner")):
        return NotAvailable("no_organisations")
    known = as_known_on(dataset, as_of)
    came = members(known.visits["organisations"], project.partners)
    owners = members(known.requests["owner"], project.partners, only_used=True)
    visited, spells = days(known.visits["visited_on"]), _spells(known.requests)
    line = timeline(Span.MONTH, np.concatenate([visited, spells.raised[spells.counted]]), as_of, period)
    visits, waiting = _table(came, line.index(visited), line.length), _waiting(owners, line, spells)
    order = (*project.partners, *sorted({*came.names, *owners.names} - set(project.partners)))
    nothing = (0,) * line.length
    rows = {name: (visits.get(name, nothing), waiting.get(name, nothing)) for name in order}
    kept = {name: both for name, both in rows.items() if any(map(any, both))}
    return Load(
        line.starts,
        tuple(kept),
        tuple(made for made, _ in kept.values()),
        tuple(left for _, left in kept.values()),
        spells.undated,
    )


class _Spells(Struct, frozen=True):
    """From when until when each request waited; `ended` NO_DAY: it still does."""

    raised: NDArray[np.int64]
    ended: NDArray[np.int64]
    counted: NDArray[np.bool_]
    undated: int


def _spells(requests: pd.DataFrame) -> _Spells:
    raised, closed = days(requests["raised_on"]), days(requests["closed_on"])
    waits = holds(requests["status"], (Status.OPEN.value, Status.IN_PROGRESS.value))
    over = holds(requests["status"], (Status.CLOSED.value, Status.WITHDRAWN.value)) & (closed != NO_DAY)
    dated = raised != NO_DAY
    return _Spells(raised, np.where(over, np.maximum(closed, raised), NO_DAY), (waits | over) & dated, int((waits & ~dated).sum()))


def _table(groups: Members, month: NDArray[np.int64], length: int) -> dict[str, tuple[int, ...]]:
    """Rows per group and month; a month of -1 is outside."""
    at = month[groups.rows]
    inside = at >= 0
    table = np.bincount(groups.groups[inside] * length + at[inside], minlength=len(groups.names) * length)
    return dict(zip(groups.names, map(tuple, table.reshape(len(groups.names), length).tolist()), strict=True))


def _waiting(owners: Members, line: Timeline, spells: _Spells) -> dict[str, tuple[int, ...]]:
    """What came less what went, added up over the months; what came before the first month is there from the start."""
    taken = spells.counted[owners.rows]
    rows, groups = owners.rows[taken], owners.groups[taken]
    over = spells.ended[rows] != NO_DAY
    change = np.zeros((len(owners.names), line.length + 1), dtype=np.int64)  # the last column: after the last month
    np.add.at(change, (groups, _month(line, spells.raised[rows])), 1)
    np.add.at(change, (groups[over], _month(line, spells.ended[rows][over])), -1)
    return dict(zip(owners.names, map(tuple, change[:, :-1].cumsum(axis=1).tolist()), strict=True))


def _month(line: Timeline, when: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.clip(places(Span.MONTH, when) - line.first, 0, line.length)
