"""Counts of what is recorded, to be compared with what was recorded before the last import."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from adv.metrics.frames import as_known_on, conversations
from adv.metrics.households import activation
from adv.metrics.requests import requests_raised
from adv.metrics.values import NotAvailable
from adv.model import Dataset, Project, Status


class Recorded(Struct, frozen=True):
    """Counts up to a day. None: the data do not hold it."""

    rung: int | None
    conversations: int | None
    active: int | None  # households in which someone becomes active
    requests: int | None
    pending: int | None  # open or in progress
    closed: int | None
    spent_cents: int | None


def recorded(dataset: Dataset, project: Project, as_of: date) -> Recorded:
    """Count what a data set holds."""
    known, active = as_known_on(dataset, as_of), activation(dataset, project, as_of)
    raised = requests_raised(dataset, project, as_of)
    has_visits, asked = dataset.has("visits"), None if isinstance(raised, NotAvailable) else raised
    return Recorded(
        rung=len(known.visits) if has_visits else None,
        conversations=int(conversations(known.visits).sum()) if has_visits else None,
        active=None if isinstance(active, NotAvailable) else active.numerator,
        requests=asked.total if asked else None,
        pending=asked.waiting if asked else None,
        closed=asked.by_status[Status.CLOSED] if asked else None,
        spent_cents=int(known.expenses["cents"].sum()) if dataset.has("expenses") else None,
    )
