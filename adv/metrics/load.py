"""Load of the core team: per organisation and month the visits it made, and the requests that waited with it at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.frames import NO_DAY, as_known_on, cross, days, exploded, holds, used
from adv.metrics.requests import WAITS
from adv.metrics.spans import Span, Timeline, places, timeline
from adv.metrics.values import NotAvailable
from adv.model import Status

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

    from adv.metrics.frames import Column
    from adv.model import Dataset, Period, Project


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
    owners = used(known.requests["owner"], project.partners)
    visited, spells = days(known.visits["visited_on"]), _spells(known.requests)
    line = timeline(Span.MONTH, np.concatenate([visited, spells.raised[spells.counted]]), as_of, period)
    who = came["organisations"]
    visits = _by_name(who, cross(who, line.column(days(came["visited_on"]))))
    waiting = _by_name(owners, _waiting(owners, line, spells))
    order = (*project.partners, *sorted((visits.keys() | waiting.keys()) - set(project.partners)))
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
    """Spells of waiting, from when until when; `ended` NO_DAY: it still does."""

    raised: NDArray[np.int64]
    ended: NDArray[np.int64]
    counted: NDArray[np.bool_]
    undated: int


def _spells(requests: pd.DataFrame) -> _Spells:
    raised, closed = days(requests["raised_on"]), days(requests["closed_on"])
    waits = holds(requests["status"], WAITS)
    over = holds(requests["status"], {Status.CLOSED, Status.WITHDRAWN}) & (closed != NO_DAY)
    dated = raised != NO_DAY
    return _Spells(raised, np.where(over, np.maximum(closed, raised), NO_DAY), (waits | over) & dated, int((waits & ~dated).sum()))


def _by_name(column: Column, table: NDArray[np.int64]) -> dict[str, tuple[int, ...]]:
    return dict(zip(column.cat.categories, map(tuple, table.tolist()), strict=True))


def _waiting(owners: Column, line: Timeline, spells: _Spells) -> NDArray[np.int64]:
    """Add up what came less what went over the months; what came before the first month is there from the start."""
    owner = owners.cat.codes.to_numpy()
    rows = np.flatnonzero(spells.counted & (owner >= 0))
    gone = rows[spells.ended[rows] != NO_DAY]
    change = np.zeros((len(owners.cat.categories), line.length + 1), dtype=np.int64)  # the last column: after the last month
    np.add.at(change, (owner[rows], _month(line, spells.raised[rows])), 1)
    np.add.at(change, (owner[gone], _month(line, spells.ended[gone])), -1)
    return change[:, :-1].cumsum(axis=1)


def _month(line: Timeline, when: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.clip(places(Span.MONTH, when) - line.first, 0, line.length)
