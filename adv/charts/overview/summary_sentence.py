"""The whole project in one sentence: what stands above the answers of the first page, and what its numbers count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.budget.spending import is_all_money, spent_so_far
from adv.charts.chart import Bar
from adv.charts.overview.headlines import still_pending
from adv.charts.reach.coverage import BEHIND, DONE, EVERYTHING
from adv.metrics.requests import WAITING
from adv.metrics.source_rows import EXPENSES, REQUESTS
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from adv.charts.chart_context import ChartContext
    from adv.metrics.budget import SpendCurve
    from adv.metrics.coverage import Coverage
    from adv.metrics.requests import Requests
    from adv.metrics.selection import Selection


def at_a_glance(
    exact: Coverage | NotAvailable,
    money: SpendCurve | NotAvailable,
    requests: Requests | NotAvailable,
    context: ChartContext,
    *,
    selection: Selection = EVERYTHING,
) -> str:
    """Say visits, euros and open requests; of a part of the project without target and budget, which are the whole's."""
    sentence = context.formats.joined(
        [_visits(exact, context, selection), _euros(money, context, selection), _requests(requests, context)]
    )
    if selection.is_everything:
        return f"{sentence[:1].upper()}{sentence[1:]}."
    return context.text("charts.glance.chosen", said=sentence)


def counted(
    exact: Coverage | NotAvailable, money: SpendCurve | NotAvailable, requests: Requests | NotAvailable, context: ChartContext
) -> tuple[Bar, ...]:
    """List the numbers of the answers and what each of them counts; those that there are."""
    found = []
    if not isinstance(exact, NotAvailable):
        found.append(Bar(context.text(DONE[exact.target_unit]), exact.completed, BEHIND[exact.target_unit]))
    if not isinstance(money, NotAvailable):
        found.append(Bar(context.text("words.spent"), spent_so_far(money), EXPENSES))
    if not isinstance(requests, NotAvailable):
        found.append(Bar(context.text("charts.headline.requests"), still_pending(requests), WAITING))
        found.append(Bar(context.text("behind.all_requests"), requests.total, REQUESTS))
    return tuple(found)


def _visits(exact: Coverage | NotAvailable, context: ChartContext, selection: Selection) -> str:
    if isinstance(exact, NotAvailable):
        return context.text("charts.glance.no_visits")
    if selection.is_everything:
        return context.count("charts.glance.of_target", exact.completed, by=exact.target_unit, target=exact.target)
    return context.count("charts.glance.part", exact.completed, by=exact.target_unit)


def _euros(money: SpendCurve | NotAvailable, context: ChartContext, selection: Selection) -> str:
    if isinstance(money, NotAvailable):
        return context.text("charts.glance.no_expenses")
    spent = context.formats.euro(spent_so_far(money))
    if not is_all_money(selection):
        return context.text("charts.glance.spent", spent=spent)
    # an area or theme does not part the money
    key = "charts.glance.of_budget" if selection.is_everything else "charts.glance.of_whole_budget"
    return context.text(key, spent=spent, budget=context.formats.euro(money.budget_cents))


def _requests(requests: Requests | NotAvailable, context: ChartContext) -> str:
    if isinstance(requests, NotAvailable):
        return context.text("charts.glance.no_requests")
    return context.count("charts.glance.requests", still_pending(requests), total=requests.total)
