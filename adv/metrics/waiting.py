"""Requests that wait: which ones, how long, and with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.frames import as_known_on, days, holds, number_of, plain_rows
from adv.metrics.requests import AGE_BANDS, WAITS, age_bands
from adv.metrics.values import needs

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from adv.model import Dataset, Project

NOBODY = ""  # the owner of requests without one


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
    sheet: str | None = None  # where it stands in the workbook
    row: int | None = None


class Waiting(Struct, frozen=True):
    """Every request that is open or in progress, the longest waiting first; those without a day last."""

    requests: tuple[WaitingRequest, ...]


@needs("requests", "requests.owner")
def waiting_by_owner(dataset: Dataset, project: Project, as_of: date) -> WaitingByOwner:
    """Count with whom the requests that are open or in progress are, and how long they have waited."""
    waits = _waiting(dataset, as_of)
    dated = waits[waits["raised_on"].notna()]
    bands = age_bands(number_of(as_of) - days(dated["raised_on"]))
    names = (*waits["owner"].cat.categories, NOBODY)
    owner = dated["owner"].cat.codes.to_numpy() % len(names)  # -1 is the last
    table = np.zeros((len(names), len(AGE_BANDS)), dtype=np.int64)
    np.add.at(table, (owner, bands), 1)
    totals = table.sum(axis=1)
    order = [place for place in np.argsort(-totals, kind="stable") if totals[place]]
    return WaitingByOwner(
        owners=tuple(names[place] for place in order),
        counts=tuple(map(tuple, table[order].tolist())),
        bands=AGE_BANDS,
        without_date=len(waits) - len(dated),
    )


@needs("requests")
def waiting(dataset: Dataset, project: Project, as_of: date) -> Waiting:
    """List the requests that are open or in progress, one by one."""
    waits = _waiting(dataset, as_of)[["request_id", "visit_id", "theme", "owner", "status", "raised_on", "sheet", "row"]]
    found = [
        WaitingRequest(
            request, visit, theme, owner, status, raised and raised.date(), raised and (as_of - raised.date()).days, *where
        )
        for request, visit, theme, owner, status, raised, *where in plain_rows(waits)
    ]
    return Waiting(tuple(sorted(found, key=_order)))


def _waiting(dataset: Dataset, as_of: date) -> pd.DataFrame:
    requests = as_known_on(dataset, as_of).requests
    return requests[holds(requests["status"], WAITS)]


def _order(one: WaitingRequest) -> tuple[object, ...]:
    waited = -1 if one.days is None else one.days
    return (-waited, *(text or "" for text in (one.request_id, one.visit_id, one.theme, one.owner, one.status)))
