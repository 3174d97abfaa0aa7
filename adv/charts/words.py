"""Helpers for sentences that stay true when things are equal, alone or absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from adv.charts.chart import Chart
from adv.charts.tables import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.charts.chart_context import Look
    from adv.metrics.values import NotAvailable

MOST_NAMED = 3  # more names than this make a list, not a sentence


class Leaders(Struct, frozen=True):
    """Who has the most: one, or several with the same number."""

    names: tuple[str, ...]
    value: int

    @property
    def is_one(self) -> bool:
        """Whether there is no tie."""
        return len(self.names) == 1


def leaders(names: Sequence[str], values: Sequence[int]) -> Leaders:
    """Who has the most, in the order given; nobody when nobody has any."""
    most = max(values, default=0)
    if most <= 0:
        return Leaders((), 0)
    return Leaders(tuple(name for name, value in zip(names, values, strict=True) if value == most), most)


def named(look: Look, names: Sequence[str]) -> str:
    """A, b en c; with more than three: a, b en 4 andere."""
    if len(names) <= MOST_NAMED:
        return look.formats.joined(tuple(names))
    return look.formats.joined((*names[: MOST_NAMED - 1], look.text("others", count=len(names) - MOST_NAMED + 1)))


def sentences(*parts: str) -> str:
    """Sentences one after the other; empty ones are left out."""
    return " ".join(part for part in parts if part)


def not_available(look: Look, key: str, missing: NotAvailable, *, definitions: tuple[str, ...] = (), title: str = "") -> Chart:
    """A chart whose data are not there: it says why, and draws nothing."""
    sentence = look.why_not(missing)
    return Chart(key, title or look.text(f"{key}.title"), sentence, None, table(look, {}), sentence, definitions)
