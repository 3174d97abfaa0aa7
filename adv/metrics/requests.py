"""Requests (hulpvragen): how many, about what, how far they have come, and which ones wait with whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from operator import attrgetter

import numpy as np
import pandas as pd
from msgspec import Struct
from numpy.typing import NDArray

from adv.metrics.frames import as_known_on, conversations, cross, days, holds, number_of, plain_rows
from adv.metrics.source_rows import DAY_OF, REQUESTS, Values
from adv.metrics.values import NotAvailable, Rate, lacking, needs, over, then
from adv.model import WAITS, Dataset, Period, Project, Status, TableName

WAIT_BANDS: tuple[tuple[int, int | None], ...] = ((0, 30), (31, 90), (91, 180), (181, None))  # days, both ends included
BAND_NAMES = tuple(f"{first}+" if last is None else f"{first}-{last}" for first, last in WAIT_BANDS)
LONG_WAIT = BAND_NAMES[-1]
LONG_WAIT_DAYS = WAIT_BANDS[-1][0] - 1  # whoever waits longer is in that band
WAITING = REQUESTS.also(status=tuple(map(str, WAITS)))
CLOSED = REQUESTS.also(status=Status.CLOSED.value)
TAKEN_UP = REQUESTS.also(status=tuple(status.value for status in Status if status is not Status.OPEN))


class RequestGroup(StrEnum):
    """Grouping of requests; the value is the column."""

    THEME = "theme"
    GOAL = "goal"
    OWNER = "owner"
    AREA = "area"


class Requests(Struct, frozen=True):
    """Requests raised up to as_of and how far they have come. Exact: publish before showing."""

    total: int
    conversations: int | NotAvailable
    by_status: Mapping[Status, int]  # every status, zero included
    without_status: int
    taken_up: Rate  # of all that have a status: status other than open
    resolved: Rate  # closed, of all that were not withdrawn

    @property
    def unfinished(self) -> int:
        """Open, in progress or referred: not closed and not withdrawn."""
        return self.total - self.by_status[Status.CLOSED] - self.by_status[Status.WITHDRAWN]

    @property
    def waiting(self) -> int:
        """Open or in progress."""
        return sum(self.by_status[status] for status in WAITS)

    @property
    def per_conversation(self) -> float | NotAvailable:
        """Requests / conversations."""
        return then(self.conversations, lambda conversations: over(self.total, conversations, "no_conversations"))


class RequestsByGroup(Struct, frozen=True):
    """Requests by theme, goal, owner or area, split by status. ``counts[group][status]`` in the order of `statuses`."""

    group: RequestGroup
    groups: tuple[str, ...]
    statuses: tuple[Status, ...]
    counts: tuple[tuple[int, ...], ...]
    without_group: int  # requests that do not say
    of_none: tuple[int, ...]  # those, split by status like the others

    @property
    def of_all(self) -> tuple[int, ...]:
        """Requests in each status, whatever their group."""
        return tuple(map(sum, zip(*self.counts, self.of_none, strict=True)))

    @property
    def totals(self) -> tuple[int, ...]:
        """Requests per group, in any status."""
        return tuple(sum(row) for row in self.counts)


class Ageing(Struct, frozen=True):
    """Age of the requests that are open or in progress, in the bands of WAIT_BANDS, per status."""

    open: tuple[int, ...]
    in_progress: tuple[int, ...]
    longest_days: int | NotAvailable
    without_date: int


@needs("requests")
def requests_raised(dataset: Dataset, project: Project, as_of: date) -> Requests:
    """Count requests raised up to and including `as_of`, by status at the end of that day."""
    known = as_known_on(dataset, as_of)
    by_status = dict(zip(Status, known.requests["status"].value_counts(sort=False).tolist(), strict=True))
    total = len(known.requests)
    with_status = sum(by_status.values())
    return Requests(
        total=total,
        conversations=lacking(dataset, "visits") or int(conversations(known.visits).sum()),
        by_status=by_status,
        without_status=total - with_status,
        taken_up=Rate(with_status - by_status[Status.OPEN], with_status, "requests_with_status"),
        resolved=Rate(by_status[Status.CLOSED], with_status - by_status[Status.WITHDRAWN], "requests_not_withdrawn"),
    )


@needs("requests")
def requests_by(dataset: Dataset, project: Project, as_of: date, group: RequestGroup) -> RequestsByGroup | NotAvailable:
    """Count requests per theme, goal, owner or area, by status; the project's own names first, zero included."""
    missing = lacking(dataset, f"requests.{group.value}")
    if missing:
        is_lost = group is RequestGroup.AREA and dataset.has("visits.area")
        return NotAvailable("no_area_of_requests") if is_lost else missing
    requests = as_known_on(dataset, as_of).requests
    column = requests[group.value]
    counts = cross(column, requests["status"]).tolist()
    of_none = requests["status"][column.isna()].value_counts(sort=False).tolist()
    names = tuple(column.cat.categories)
    without = int(column.isna().sum())
    return RequestsByGroup(group, names, tuple(Status), tuple(map(tuple, counts)), without, tuple(of_none))


def other_owners(dataset: Dataset, project: Project, most: int) -> tuple[str, ...]:
    """Name who owns requests and is no partner of the project: at most so many, those with the most requests."""
    owned = dataset.requests["owner"].value_counts(sort=False).drop(list(project.partners), errors="ignore")
    return tuple(owned[owned > 0].sort_values(ascending=False, kind="stable").index[:most])


@needs("requests")
def ageing(dataset: Dataset, project: Project, as_of: date) -> Ageing:
    """Count the requests that are open or in progress by the days since they were raised."""
    waits = _waiting(dataset, as_of)
    dated = waits[waits["raised_on"].notna()]
    ages = number_of(as_of) - days(dated["raised_on"])
    is_open = (dated["status"] == Status.OPEN.value).to_numpy()
    return Ageing(
        open=tuple(np.bincount(wait_bands(ages[is_open]), minlength=len(WAIT_BANDS)).tolist()),
        in_progress=tuple(np.bincount(wait_bands(ages[~is_open]), minlength=len(WAIT_BANDS)).tolist()),
        longest_days=int(ages.max()) if len(ages) else NotAvailable("nothing_waiting"),
        without_date=len(waits) - len(dated),
    )


def wait_bands(ages: NDArray[np.int64]) -> NDArray[np.intp]:
    """Give the place of each age in WAIT_BANDS."""
    return np.searchsorted([first for first, _ in WAIT_BANDS], ages, side="right") - 1


def of_wait(known: Dataset, table: TableName, as_of: date, bands: Values) -> NDArray[np.bool_]:
    """Mark requests raised so long ago: the places of some of WAIT_BANDS."""
    raised = known.table(table)[DAY_OF[table]]
    return np.isin(wait_bands(number_of(as_of) - days(raised)), [int(band) for band in bands]) & raised.notna().to_numpy()


@needs("requests", "requests.closed_on")
def ended_in(dataset: Dataset, project: Project, as_of: date, status: Status, period: Period) -> int:
    """Count requests closed (or withdrawn) on a day of the period, up to and including `as_of`, whenever they were raised."""
    requests = dataset.requests
    when = days(requests["closed_on"])
    inside = (when >= number_of(period.start)) & (when < number_of(period.end)) & (when <= number_of(as_of))
    return int((inside & holds(requests["status"], (status,))).sum())


NOBODY = ""  # the owner of requests without one


class WaitingByOwner(Struct, frozen=True):
    """Requests that are open or in progress per owner, by how long they have waited: ``counts[owner][band]`` in the bands of WAIT_BANDS."""

    owners: tuple[str, ...]  # those with whom something waits, most first; `NOBODY` for requests without an owner
    counts: tuple[tuple[int, ...], ...]
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
    sheet: str | None = None  # its place in the workbook
    row: int | None = None


@needs("requests", "requests.owner")
def waiting_by_owner(dataset: Dataset, project: Project, as_of: date) -> WaitingByOwner:
    """Count with whom the requests that are open or in progress are, and how long they have waited."""
    waits = _waiting(dataset, as_of)
    dated = waits[waits["raised_on"].notna()]
    bands = wait_bands(number_of(as_of) - days(dated["raised_on"]))
    names = (*waits["owner"].cat.categories, NOBODY)
    owner = dated["owner"].cat.codes.to_numpy() % len(names)  # -1 is the last
    table = np.zeros((len(names), len(WAIT_BANDS)), dtype=np.int64)
    np.add.at(table, (owner, bands), 1)
    totals = table.sum(axis=1)
    order = [place for place in np.argsort(-totals, kind="stable") if totals[place]]
    return WaitingByOwner(
        owners=tuple(names[place] for place in order),
        counts=tuple(map(tuple, table[order].tolist())),
        without_date=len(waits) - len(dated),
    )


@needs("requests")
def waiting(dataset: Dataset, project: Project, as_of: date) -> tuple[WaitingRequest, ...]:
    """List the requests that are open or in progress, the longest waiting first; those without a day last."""
    waits = _waiting(dataset, as_of)[["request_id", "visit_id", "theme", "owner", "status", "raised_on", "sheet", "row"]]
    found = [
        WaitingRequest(
            request, visit, theme, owner, status, raised and raised.date(), raised and (as_of - raised.date()).days, *where
        )
        for request, visit, theme, owner, status, raised, *where in plain_rows(waits)
    ]
    texts = attrgetter("request_id", "visit_id", "theme", "owner", "status")
    found.sort(key=lambda one: (1 if one.days is None else -one.days, *(text or "" for text in texts(one))))
    return tuple(found)


def _waiting(dataset: Dataset, as_of: date) -> pd.DataFrame:
    requests = as_known_on(dataset, as_of).requests
    return requests[holds(requests["status"], WAITS)]
