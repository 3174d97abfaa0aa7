"""What waits longest, and with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.frames import NO_DAY, as_known_on, day_of, days, holds, members, number_of, values_at
from adv.metrics.requests import AGE_BANDS
from adv.metrics.values import NotAvailable
from adv.model import Status

if TYPE_CHECKING:
    from datetime import date

    from adv.model import Dataset, Project

NOBODY = ""  # the owner of requests without one
WAIT = (Status.OPEN.value, Status.IN_PROGRESS.value)


class WaitingByOwner(Struct, frozen=True):
    """Requests that are open or in progress per owner, by how long they have waited: ``counts[owner][band]``."""

    owners: tuple[str, ...]  # those with whom something waits, most first; `NOBODY` for requests without an owner
    counts: tuple[tuple[int, ...], ...]
    bands: tuple[tuple[int, int | None], ...]
    without_date: int


class WaitingRequest(Struct, frozen=True):
    """A request that is open or in progress."""

    request_id: str | None
    visit_id: str | None
    theme: str | None
    owner: str | None
    status: str
    raised_on: date | None
    days: int | None  # from raised_on to as_of


class Waiting(Struct, frozen=True):
    """Every request that is open or in progress, the longest waiting first; those without a day last."""

    requests: tuple[WaitingRequest, ...]


def waiting_by_owner(dataset: Dataset, project: Project, as_of: date) -> WaitingByOwner | NotAvailable:
    """With whom the requests that are open or in progress are, and how long they have waited."""
    if not dataset.has("requests"):
        return NotAvailable("no_requests")
    if not dataset.has("requests.owner"):
        return NotAvailable("no_owner")
    requests = as_known_on(dataset, as_of).requests
    raised = days(requests["raised_on"])
    waits = holds(requests["status"], WAIT)
    band = np.searchsorted([first for first, _ in AGE_BANDS], number_of(as_of) - raised, side="right") - 1
    groups = members(requests["owner"], project.partners)
    owner = np.full(len(requests), len(groups.names), dtype=np.intp)
    owner[groups.rows] = groups.groups
    counted = waits & (raised != NO_DAY)
    cells = np.bincount(owner[counted] * len(AGE_BANDS) + band[counted], minlength=(len(groups.names) + 1) * len(AGE_BANDS))
    table = cells.reshape(-1, len(AGE_BANDS)).tolist()
    names = (*groups.names, NOBODY)
    order = sorted((place for place in range(len(names)) if sum(table[place])), key=lambda place: (-sum(table[place]), place))
    return WaitingByOwner(
        owners=tuple(names[place] for place in order),
        counts=tuple(tuple(table[place]) for place in order),
        bands=AGE_BANDS,
        without_date=int((waits & (raised == NO_DAY)).sum()),
    )


def waiting(dataset: Dataset, project: Project, as_of: date) -> Waiting | NotAvailable:  # noqa: ARG001 - one signature for all
    """The requests that are open or in progress, one by one."""
    if not dataset.has("requests"):
        return NotAvailable("no_requests")
    requests = as_known_on(dataset, as_of).requests
    rows = np.flatnonzero(holds(requests["status"], WAIT))
    columns = (values_at(requests[name], rows) for name in ("request_id", "visit_id", "theme", "owner", "status"))
    raised, today = days(requests["raised_on"])[rows].tolist(), number_of(as_of)
    found = [
        WaitingRequest(*texts, *((None, None) if day == NO_DAY else (day_of(day), today - day)))
        for *texts, day in zip(*columns, raised, strict=True)
    ]
    return Waiting(tuple(sorted(found, key=_order)))


def _order(one: WaitingRequest) -> tuple[object, ...]:
    waited = -1 if one.days is None else one.days
    return (-waited, *(text or "" for text in (one.request_id, one.visit_id, one.theme, one.owner, one.status)))
