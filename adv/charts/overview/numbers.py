"""Numbers of the answers on the first page, and what each of them counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from adv.charts.budget.spending import spent_so_far
from adv.charts.chart import Bar, Chart
from adv.charts.overview.headlines import Headline, still_pending
from adv.charts.reach.coverage import BEHIND, DONE
from adv.metrics.households import ACTIVE
from adv.metrics.requests import CLOSED, WAITING
from adv.metrics.source_rows import EXPENSES, REQUESTS
from adv.metrics.values import NotAvailable, Rate
from adv.model import Status

if TYPE_CHECKING:
    from adv.charts.chart_context import ChartContext
    from adv.metrics.budget import SpendCurve
    from adv.metrics.coverage import Coverage
    from adv.metrics.requests import Requests


def numbers(found: tuple[Headline, ...], counted: tuple[Bar, ...], context: ChartContext) -> Chart:
    """Make what the menu of the answers offers: what they mean, as a table to keep, and their rows."""
    heads = ("words.what", "words.now", "words.standing", "words.why")
    columns = zip(*((one.label, one.value, one.status_label, one.why) for one in found), strict=True)
    return Chart(
        key="answers",
        title=context.text("pages.overview.title"),
        sentence="",
        figure=None,
        table=pd.DataFrame({context.text(head): list(values) for head, values in zip(heads, columns, strict=True)}),
        alt="",
        definitions=tuple(dict.fromkeys(key for one in found for key in one.definitions)),
        bars=counted,
    )


def counted(
    exact: Coverage | NotAvailable,
    money: SpendCurve | NotAvailable,
    requests: Requests | NotAvailable,
    active: Rate | NotAvailable,
    context: ChartContext,
) -> tuple[Bar, ...]:
    """List the numbers of the answers and what each of them counts; those that there are."""
    found = []
    if not isinstance(exact, NotAvailable):
        found.append(Bar(context.text(DONE[exact.target_unit]), exact.completed, BEHIND[exact.target_unit]))
    if not isinstance(money, NotAvailable):
        found.append(Bar(context.text("words.spent"), spent_so_far(money), EXPENSES))
    if not isinstance(requests, NotAvailable):
        found.append(Bar(context.text("charts.headline.requests"), still_pending(requests), WAITING))
        found.append(Bar(context.text("charts.headline.social.label"), requests.by_status[Status.CLOSED], CLOSED))
        found.append(Bar(context.text("behind.all_requests"), requests.total, REQUESTS))
    if not isinstance(active, NotAvailable):
        found.append(Bar(context.text("words.becomes_active"), active.numerator, ACTIVE))
    return tuple(found)
