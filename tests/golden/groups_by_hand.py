"""What `summary` counts by month, street, theme and the like, and the pace, with plain loops over what was told."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from typing import TYPE_CHECKING, Any

from adv.model import Project, Status, TargetUnit
from tests.golden.follow_up_by_hand import rate
from tests.golden.outcomes_by_hand import address

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sample_data.story import Request, Visit

BANDS = ((0, 30, "0-30"), (31, 90, "31-90"), (91, 180, "91-180"), (181, 10**6, "181+"))


def quarter(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


def completed_by(talks: list[Visit]) -> dict[str, Any]:
    """Conversations by everything that they can be counted by."""
    weeks = (visit.day.isocalendar() for visit in talks)
    return {
        "completed_by_organisation": Counter(partner for visit in talks for partner in visit.partners),
        "completed_by_street": Counter(visit.home.street.name for visit in talks),
        "completed_by_attempt": Counter(str(visit.attempt) for visit in talks),
        "completed_by_week": Counter(f"{week.year}-W{week.week:02}" for week in weeks),
        "completed_by_month": Counter(visit.day.strftime("%Y-%m") for visit in talks),
        "completed_by_quarter": Counter(quarter(visit.day) for visit in talks),
        "completed_by_year": Counter(str(visit.day.year) for visit in talks),
    }


def pace(project: Project, visits: list[Visit], talks: list[Visit], as_of: date) -> dict[str, float | None]:
    """A week: needed, lately, and since the start."""
    days = completed_on(project, talks)
    begin = min([project.period.start, *(visit.day for visit in visits)])
    left = (project.period.last_day - as_of).days
    return {
        "needed": (project.target - len(days)) / (left / 7) if left > 0 else None,
        "last_8_weeks": sum((as_of - day).days < 56 for day in days) / 8,
        "whole_run": len(days) / (((as_of - begin).days + 1) / 7),
    }


def completed_on(project: Project, talks: list[Visit]) -> list[date]:
    """The day of each one that counts towards the target."""
    if project.target_unit is TargetUnit.VISITS:
        return [visit.day for visit in talks]
    return [min(visit.day for visit in talks if address(visit) == home) for home in {address(visit) for visit in talks}]


def themes(project: Project, talks: list[Visit], requests: list[Request]) -> dict[str, Any]:
    """Everything under ``themes``."""
    about = Counter(theme for visit in talks for theme in visit.themes)
    return {
        "share_of_conversations": {theme: rate(about[theme], len(talks)) for theme in project.themes},
        "by_area": _nested((theme, visit.home.street.area) for visit in talks for theme in visit.themes),
        "by_goal": _nested((request.theme, request.goal) for request in requests),
        "by_quarter": _nested((theme, quarter(visit.day)) for visit in talks for theme in visit.themes),
        "by_other_theme": _nested(pair for visit in talks for pair in permutations(visit.themes, 2)),
    }


def _nested(pairs: Iterable[tuple[str, str]]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for (one, other), count in Counter(pairs).items():
        found.setdefault(one, {})[other] = count
    return found


def ageing(requests: list[Request], as_of: date) -> dict[str, int | None]:
    """How long what is open or in progress has waited."""
    waited = [(as_of - request.raised).days for request in requests if request.status in {Status.OPEN, Status.IN_PROGRESS}]
    counts = {name: sum(first <= days <= last for days in waited) for first, last, name in BANDS}
    return {**counts, "longest_days": max(waited, default=None)}
