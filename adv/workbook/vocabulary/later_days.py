"""Outcomes with the day of a later visit in their cell, where the row has the day of the first: "nt, 24/3 wel gesprek".

The cell is taken apart as one with several outcomes is; then each of them that has a day is a visit on it. A day of an appointment is none of
a visit. Days may lack their year: that of the row decides.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from adv.model import Outcome
from adv.workbook.values.date_forms import WEEKDAY_NAMES
from adv.workbook.values.dates import parse_date
from adv.workbook.values.remarks import CLOCK, days_of, with_days
from adv.workbook.values.yearless import with_year
from adv.workbook.vocabulary.several import LEAD, LONGEST_SEVERAL, MOST_VISITS, NTH, Occasion, SeveralOutcomes, piece_of, pieces_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

FARTHEST: Final = timedelta(days=183)  # between the first visit and the last
_MARK: Final = "qdagq"  # stands for a day while the text is taken apart
_DAY = re.compile(rf"[\s:(]*(?:\b(?:op|per|on|d\.d\.|datum|dd)\s+)?\(?{_MARK}\)?[\s:,)=-]*")
_SMALL = re.compile(r"^(?:(?:wel|weer|opnieuw|nogmaals|ook|again|also)\b\s*)+")
_WEEKDAY = re.compile(rf"\b(?:{WEEKDAY_NAMES})\b\.?")


def dated_outcomes(text: str, outcomes: Mapping[str, Outcome], fillers: frozenset[str]) -> SeveralOutcomes | None:
    """Take apart a cell with outcomes and days; None when a piece of it is no outcome, or nobody can tell which day is whose."""
    if len(text) > LONGEST_SEVERAL or text.isdecimal() or not any(map(str.isdigit, text)):
        return None
    text = CLOCK.sub(" ", text)
    days = days_of(text)
    if not days or any(day.startswith("w") for day in days):  # weeks
        return None
    said = _with_days(with_days(text, lambda found: [f" {_MARK} "] * len(found)), days)
    found: list[tuple[Outcome, str | None]] = []
    for what, day in said:
        piece = piece_of(_SMALL.sub("", what), outcomes, fillers)
        if piece is None or (day and (piece.code is Outcome.APPOINTMENT or piece.times > 1)):
            return None
        found += [(piece.code, day)] * piece.times
    first = next((place for place, (_, day) in enumerate(found) if day), 0)
    has_gap = any(day is None for _, day in found[first:-1]) or len({code for code, day in found if not day}) > 1
    if has_gap or not 1 < len(found) <= MOST_VISITS:
        return None
    return SeveralOutcomes(tuple(code for code, _ in found), True, tuple(day for _, day in found))  # noqa: FBT003 - it counts them


def _with_days(text: str, days: Sequence[str]) -> list[tuple[str, str | None]]:
    """Give what is said with its day, where one stands with it; a day alone goes with what follows, or at the end with what came before."""
    said: list[tuple[str, str | None]] = []
    alone, left = None, [*days]
    for piece in pieces_of(text):
        before, *behind = (part.strip() for part in _DAY.split(piece))
        if len(behind) > 1 or (behind and alone):
            return []
        day = left.pop(0) if behind else None
        before = _WEEKDAY.sub("", before).strip() if behind else before
        before = "" if LEAD.fullmatch(before) or NTH.fullmatch(before) else before
        if before and behind and behind[0]:
            said += [(before, None), (behind[0], day)]
        elif what := before or "".join(behind):
            said.append((what, day or alone))
            alone = None
        else:
            alone = day
    if alone and said and said[-1][1] is None:
        said[-1] = (said[-1][0], alone)
        alone = None
    return [] if alone else said


def on_days(first: date | None, several: SeveralOutcomes, today: date) -> tuple[tuple[Occasion, ...], bool]:
    """Give the visits that a cell with days tells of, in a row whose own day is `first`, and whether the days leave no doubt.

    They do not where the row's own day is neither that of the first visit nor of one of them, where a day comes long after, or has yet to come.
    """
    if first is None:
        return (), False
    days = [None if day is None else _near(day, first) for day in several.days]
    if days[0] and not days[-1] and days[0] != first:  # "nt 24/3 gesprek": the day is that of what follows
        days = [None, *days[:-1]]
    visits = tuple(Occasion(day or first, outcome) for day, outcome in zip(days, several.outcomes, strict=True))
    made = [visit.day for visit in visits]
    is_own = days[0] is None or first in made
    has_day = all(day or not written for day, written in zip(days, several.days, strict=True)) or days[-1] is not None
    is_later = made == sorted(made) and made[-1] > made[0] and made[-1] - made[0] <= FARTHEST and made[-1] <= today
    return visits, is_own and has_day and is_later


def _near(day: str, first: date) -> date | None:
    """Read a day; one without its year lies in the year that brings it nearest to the day of the row."""
    if (whole := with_year(day, first.year, is_week=False)) is None:
        return parse_date(day).value
    years = (parse_date(with_year(day, first.year + more, is_week=False) or whole).value for more in (-1, 0, 1))
    return min((one for one in years if one), key=lambda one: abs(one - first), default=None)
