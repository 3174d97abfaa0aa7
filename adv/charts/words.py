"""Helpers for sentences that stay true when things are equal, alone or absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from adv.formats import rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.charts.chart_context import ChartContext

HEADS = {  # of columns, by what a chart groups by: a value of VisitGroup, RequestGroup, ReachGroup or MoneyGroup
    "area": "words.area",
    "street": "words.street",
    "organisations": "words.organisation",
    "organisation": "words.organisation",
    "attempt": "words.attempt",
    "theme": "words.theme",
    "goal": "words.goal",
    "owner": "words.owner",
    "category": "words.category",
}
MONTH, YEAR = 365.25 / 12, 365.25  # days
FEW_DAYS, FEW_MONTHS = 45, 24  # up to here a time is told in days, and up to here in months
MOST_NAMED = 3  # more names than this make a list, not a sentence


class Leaders(Struct, frozen=True):
    """Those who have the most: one, or several with the same number."""

    names: tuple[str, ...]
    value: int

    @property
    def is_one(self) -> bool:
        """True when there is no tie."""
        return len(self.names) == 1


def leaders(names: Sequence[str], values: Sequence[int]) -> Leaders:
    """Find who has the most, in the order given; nobody when nobody has any."""
    most = max(values, default=0)
    if most <= 0:
        return Leaders((), 0)
    return Leaders(tuple(name for name, value in zip(names, values, strict=True) if value == most), most)


def named(context: ChartContext, names: Sequence[str]) -> str:
    """Write names in a sentence: a, b en c; with more than three: a, b en 4 andere."""
    if len(names) <= MOST_NAMED:
        return context.formats.joined(tuple(names))
    return context.formats.joined((*names[: MOST_NAMED - 1], context.text("charts.others", count=len(names) - MOST_NAMED + 1)))


def sentences(*parts: str) -> str:
    """Write sentences one after the other; empty ones are left out."""
    return " ".join(part for part in parts if part)


def lasting(days: float, context: ChartContext, *, is_about: bool = True) -> str:
    """Write a time as people say it: in days when it is short, else about so many half months or half years."""
    if days <= FEW_DAYS:
        return context.count("words.days", int(rounded(days)))
    is_short = days <= FEW_MONTHS * MONTH
    halves = int(rounded(2 * days / (MONTH if is_short else YEAR)))
    key = "words.lasting.years" if not is_short else "words.lasting.half_months" if halves % 2 else "words.lasting.months"
    time = context.text(key, number=context.formats.number(halves / 2, halves % 2))
    return context.text("words.lasting.about", time=time) if is_about else time
