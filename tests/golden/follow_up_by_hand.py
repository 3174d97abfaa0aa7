"""Households and the follow-up of requests, counted with plain loops over what was told."""

from __future__ import annotations

from collections import Counter
from math import exp, sqrt
from statistics import median
from typing import TYPE_CHECKING, Any

from adv.model import Outcome, Status
from tests.golden.outcomes_by_hand import address

if TYPE_CHECKING:
    from datetime import date

    from sample_data.story import Course, Request, Visit

Z = 1.959963984540054
ANSWERED = {Outcome.CONVERSATION, Outcome.REFUSED, Outcome.APPOINTMENT}


def households(course: Course, visits: list[Visit], requests: list[Request]) -> dict[str, Any]:
    """Everything under ``households``."""
    ended: dict[object, Outcome] = {}
    for visit in sorted(visits, key=lambda one: (one.day, one.attempt)):
        if ended.get(address(visit)) is not Outcome.CONVERSATION:
            ended[address(visit)] = visit.outcome
    count = Counter(ended.values())
    at_home = len(ended) - count[Outcome.VACANT]
    contact = sum(count[outcome] for outcome in ANSWERED)
    asked = {address(request.visit) for request in requests}
    taken_up = {address(request.visit) for request in requests if request.status is not Status.OPEN}
    closed = {address(request.visit) for request in requests if request.status is Status.CLOSED}
    to_do = count[Outcome.NOT_AT_HOME] + count[Outcome.APPOINTMENT]
    steps = {"approached": len(ended), "contact": contact, "conversation": count[Outcome.CONVERSATION]}
    return {
        "funnel": {**steps, "with_request": len(asked), "taken_up": len(taken_up), "closed": len(closed)},
        "by_disposition": {outcome.value: homes for outcome, homes in count.items()},
        "vacant": count[Outcome.VACANT],
        "contact": rate(contact, at_home),
        "response": rate(count[Outcome.CONVERSATION], at_home),
        "refusal": rate(count[Outcome.REFUSED], at_home),
        "attempts_per_conversation": len(visits) / sum(visit.outcome is Outcome.CONVERSATION for visit in visits),
        "still_to_do": to_do,
        "days_to_conversation": _days_to_conversation(visits),
        "register": {
            "homes": len(course.homes),
            "reached": count[Outcome.CONVERSATION],
            "to_do": to_do,
            "refused": count[Outcome.REFUSED],
            "vacant": count[Outcome.VACANT],
            "never": len(course.homes) - len(ended),
            "outside": 0,
        },
    }


def _days_to_conversation(visits: list[Visit]) -> dict[str, Any]:
    """The samples have every first visit."""
    waited: dict[object, int] = {}
    first: dict[object, date] = {}
    for visit in sorted(visits, key=lambda one: one.day):
        begun = first.setdefault(address(visit), visit.day)
        if visit.outcome is Outcome.CONVERSATION:
            waited.setdefault(address(visit), (visit.day - begun).days)
    within = {str(most): rate(sum(days <= most for days in waited.values()), len(waited)) for most in (0, 30, 90)}
    return {"median": median(waited.values()), "within": within, "of": len(waited), "unknown": 0}


def follow_up(visits: list[Visit], requests: list[Request], as_of: date) -> dict[str, Any]:
    """What stands under ``requests`` beside the counts."""
    status = Counter(request.status for request in requests)
    talks = [visit for visit in visits if visit.outcome is Outcome.CONVERSATION]
    per_household = Counter(address(request.visit) for request in requests)
    return {
        "by_owner": Counter(request.owner for request in requests if request.owner),
        "per_conversation": len(requests) / len(talks),
        "taken_up": rate(len(requests) - status[Status.OPEN], len(requests)),
        "resolved": rate(status[Status.CLOSED], len(requests) - status[Status.WITHDRAWN]),
        "per_household": Counter(str(min(4, per_household[home])) for home in {address(visit) for visit in talks}),
        "time_to_close": _time(requests, as_of),
    }


def rate(part: int, whole: int) -> dict[str, Any]:
    """A share with Wilson's limits, from his formula for the two roots."""
    share, squared = part / whole, Z * Z
    half = Z * sqrt(squared + 4 * part * (1 - share))
    low, high = ((2 * part + squared + sign * half) / (2 * (whole + squared)) for sign in (-1, 1))
    return {"count": part, "of": whole, "share": share, "low": low, "high": high}


def _time(requests: list[Request], as_of: date) -> dict[str, Any]:
    """Kaplan and Meier's curve day by day, with Greenwood's limits on the log scale."""
    waited = [(((request.closed or as_of) - request.raised).days, request.status is Status.CLOSED) for request in requests]
    still, spread, found = 1.0, 0.0, {"median": None, "low": None, "high": None}
    within: dict[str, float | None] = {}
    for day in range(max(days for days, _ in waited) + 1):
        at_risk = sum(days >= day for days, _ in waited)
        ended = sum(days == day and is_closed for days, is_closed in waited)
        if ended and ended < at_risk:
            still *= 1 - ended / at_risk
            spread += ended / (at_risk * (at_risk - ended))
        for name, level in (("median", still), ("low", still * exp(-Z * sqrt(spread))), ("high", still * exp(Z * sqrt(spread)))):
            if found[name] is None and level <= 0.5 + 1e-12:
                found[name] = float(day)  # type: ignore[assignment]  # None until then
        if str(day) in {"30", "60", "90"}:
            within[str(day)] = 1 - still
    return {**found, "closed_within": within}
