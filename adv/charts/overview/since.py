"""Since last time: what the last import changed in a number, small beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import date

    from adv.charts.chart_context import ChartContext


class Since(Struct, frozen=True):
    """Differences that the last import made: completed visits, requests and cents, since the import of a day before it."""

    day: date
    completed: int
    requests: int
    cents: int


def since_words(difference: int, day: date, context: ChartContext, *, is_money: bool = False) -> str:
    """Say how much more or less it is than after the import before."""
    written, when = context.formats, context.formats.day(day)
    if not difference:
        return context.text("charts.since.same", day=when)
    amount = written.euro(abs(difference)) if is_money else written.number(abs(difference))
    return context.text("charts.since.more" if difference > 0 else "charts.since.less", amount=amount, day=when)
