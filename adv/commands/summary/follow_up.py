"""Households and the follow-up of requests, as `summary` prints them for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.commands.summary.values import by, plain, rate
from adv.metrics.homes import Home, homes, still_to_do
from adv.metrics.households import contact_rates, disposition_counts, funnel
from adv.metrics.request_flow import requests_per_household
from adv.metrics.requests import RequestGroup, ageing, requests_by, requests_raised
from adv.metrics.time_to_close import time_to_close
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from datetime import date

    from adv.commands.summary.values import Figures
    from adv.metrics.requests import Ageing
    from adv.model import Dataset, Project

REGISTER = "register"


def households(dataset: Dataset, project: Project, as_of: date) -> Figures:
    """The funnel, the rates with their intervals, and what is still to do."""
    steps, rates = funnel(dataset, project, as_of), contact_rates(dataset, project, as_of)
    to_do = still_to_do(dataset, project, as_of)
    left = {} if isinstance(steps, NotAvailable) else {step.name: step.households for step in steps.steps}
    left.pop(REGISTER, None)
    known, ended = plain(rates), plain(disposition_counts(dataset, project, as_of))
    return {
        "funnel": left,
        "by_disposition": {} if ended is None else {outcome.value: count for outcome, count in ended.items()},
        "vacant": known and known.vacant,
        "contact": known and rate(known.contact),
        "response": known and rate(known.response),
        "refusal": known and rate(known.refusal),
        "attempts_per_conversation": known and plain(known.attempts_per_conversation),
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
    raised, waiting = requests_raised(dataset, project, as_of), ageing(dataset, project, as_of)
    spread, time = requests_per_household(dataset, project, as_of), time_to_close(dataset, project, as_of)
    found = None if isinstance(raised, NotAvailable) else raised
    return {
        "by_owner": _totals(dataset, project, as_of, RequestGroup.OWNER),
        "by_area": _totals(dataset, project, as_of, RequestGroup.AREA),
        "ageing": None if isinstance(waiting, NotAvailable) else _ageing(waiting),
        "per_conversation": found and plain(found.per_conversation),
        "taken_up": found and rate(found.taken_up),
        "resolved": found and rate(found.resolved),
        "per_household": {} if isinstance(spread, NotAvailable) else {str(n): count for n, count in enumerate(spread.households)},
        "time_to_close": None
        if isinstance(time, NotAvailable)
        else {
            "median": plain(time.median),
            "low": time.median_interval[0],
            "high": time.median_interval[1],
            "closed_within": {str(days): plain(share) for days, share in time.closed_within.items()},
        },
    }


def _totals(dataset: Dataset, project: Project, as_of: date, group: RequestGroup) -> Figures:
    found = plain(requests_by(dataset, project, as_of, group))
    return {} if found is None else by(found.groups, found.totals)


def _ageing(found: Ageing) -> Figures:
    """Requests open or in progress by how many days they have waited."""
    names = [f"{first}-{last}" if last is not None else f"{first}+" for first, last in found.bands]
    waiting = (opened + begun for opened, begun in zip(found.open, found.in_progress, strict=True))
    return {**by(names, waiting), "longest_days": plain(found.longest_days)}
