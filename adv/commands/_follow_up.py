"""Households and the follow-up of requests, as `summary` prints them for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.metrics.homes import Home, homes, still_to_do
from adv.metrics.households import contact_rates, funnel
from adv.metrics.request_flow import requests_per_household
from adv.metrics.requests import RequestGroup, requests_by, requests_raised
from adv.metrics.time_to_close import time_to_close
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from datetime import date

    from adv.metrics.values import Rate
    from adv.model import Dataset, Project

    Figures = dict[str, Any]

REGISTER = "register"


def households(dataset: Dataset, project: Project, as_of: date) -> Figures:
    """The funnel, the rates with their intervals, and what is still to do."""
    steps, rates = funnel(dataset, project, as_of), contact_rates(dataset, project, as_of)
    to_do = still_to_do(dataset, project, as_of)
    left = {} if isinstance(steps, NotAvailable) else {step.name: step.households for step in steps.steps}
    left.pop(REGISTER, None)
    known = None if isinstance(rates, NotAvailable) else rates
    return {
        "funnel": left,
        "vacant": known and known.vacant,
        "contact": known and _rate(known.contact),
        "response": known and _rate(known.response),
        "refusal": known and _rate(known.refusal),
        "attempts_per_conversation": known and _plain(known.attempts_per_conversation),
        "still_to_do": None if isinstance(to_do, NotAvailable) else len(to_do.again),
        "register": _register(dataset, project, as_of),
    }


def _register(dataset: Dataset, project: Project, as_of: date) -> Figures | None:
    """Homes on the register, by how far one is with them; None without one."""
    found = homes(dataset, project, as_of)
    if isinstance(found, NotAvailable) or not found.has_register:
        return None
    return {"homes": found.all, **{kind.value: found.total[kind] for kind in Home}, "outside": found.outside_register}


def follow_up(dataset: Dataset, project: Project, as_of: date) -> Figures:
    """What `requests` tells beside its counts."""
    raised, owners = requests_raised(dataset, project, as_of), requests_by(dataset, project, as_of, RequestGroup.OWNER)
    spread, time = requests_per_household(dataset, project, as_of), time_to_close(dataset, project, as_of)
    found = None if isinstance(raised, NotAvailable) else raised
    return {
        "by_owner": {} if isinstance(owners, NotAvailable) else dict(zip(owners.groups, owners.totals, strict=True)),
        "per_conversation": found and _plain(found.per_conversation),
        "taken_up": found and _rate(found.taken_up),
        "resolved": found and _rate(found.resolved),
        "per_household": {} if isinstance(spread, NotAvailable) else {str(n): count for n, count in enumerate(spread.households)},
        "time_to_close": None
        if isinstance(time, NotAvailable)
        else {
            "median": _plain(time.median),
            "low": time.median_interval[0],
            "high": time.median_interval[1],
            "closed_within": {str(days): _plain(share) for days, share in time.closed_within.items()},
        },
    }


def _rate(rate: Rate) -> Figures:
    interval = rate.interval()
    low, high = (None, None) if isinstance(interval, NotAvailable) else interval
    return {"count": rate.numerator, "of": rate.denominator, "share": _plain(rate.share), "low": low, "high": high}


def _plain(value: float | NotAvailable) -> float | None:
    return None if isinstance(value, NotAvailable) else value
