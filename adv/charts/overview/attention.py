"""Attention: the few things that somebody should do something about this week, each with the page that has the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from adv.charts.chart_context import ChartContext, lasting
from adv.metrics.requests import LONG_WAIT_DAYS, Waiting
from adv.metrics.values import NotAvailable
from adv.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adv.metrics.budget import AgainstLines
    from adv.metrics.homes import ToDo


MOST = 3  # lines: more is a list, and nobody begins


class Attention(Struct, frozen=True):
    """One line, and the page that it leads to."""

    page: str
    told: str


def attention(
    waits: Waiting | NotAvailable, to_do: ToDo | NotAvailable, lines: AgainstLines | NotAvailable, context: ChartContext
) -> tuple[Attention, ...]:
    """Tell at most three: requests that nobody takes up, the one that waits longest, homes to go to again, lines exceeded."""
    found = [*_requests(waits, context), *_homes(to_do, context), *_money(lines, context)]
    return tuple(found[:MOST])


def _requests(waits: Waiting | NotAvailable, context: ChartContext) -> Iterator[Attention]:
    if isinstance(waits, NotAvailable) or not waits.requests:
        return
    without = sum(one.owner is None for one in waits.requests)
    if without and without < len(waits.requests):
        yield Attention("requests", context.count("charts.attention.without_owner", without))
    longest = waits.requests[0]
    if longest.days is not None and longest.days > LONG_WAIT_DAYS:
        owner, wait = longest.owner, lasting(longest.days, context)
        key = "charts.attention.longest_with" if owner and longest.theme else "charts.attention.longest"
        yield Attention("requests", context.text(key, theme=longest.theme or "", owner=owner or "", longest=wait))


def _homes(to_do: ToDo | NotAvailable, context: ChartContext) -> Iterator[Attention]:
    if isinstance(to_do, NotAvailable) or not to_do.again:
        return
    appointments = sum(home.outcome == Outcome.APPOINTMENT.value for home in to_do.again)
    key = "charts.attention.appointments" if appointments else "charts.attention.to_do"
    yield Attention("coverage", context.count(key, appointments or len(to_do.again), homes=len(to_do.again)))


def _money(lines: AgainstLines | NotAvailable, context: ChartContext) -> Iterator[Attention]:
    over = [] if isinstance(lines, NotAvailable) else [line for line in lines.categories if line.is_over]
    if over:
        worst = max(over, key=lambda line: line.spent - line.set_aside)
        amount = context.formats.euro(worst.spent - worst.set_aside)
        yield Attention("budget", context.text("charts.attention.over", name=worst.name, amount=amount))
