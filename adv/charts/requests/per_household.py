"""Households by how many requests they had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.chart import About, Chart, titled
from adv.charts.kinds.bars import Series, bar_chart, silent_rows
from adv.charts.words import sentences
from adv.metrics.households import RequestsPerHousehold, with_requests
from adv.metrics.source_rows import COMPLETED
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from adv.charts.chart_context import ChartContext
    from adv.charts.tables import Columns


@titled("requests_per_household", "follow_up.requests_per_household.title")
def requests_per_household(about: About, exact: RequestsPerHousehold, context: ChartContext) -> Chart:
    """Draw households with a conversation by how many requests they had."""
    counts = exact.households
    names = [context.many("follow_up.requests_per_household.name", number) for number in range(len(counts) - 1)]
    names.append(context.text("follow_up.requests_per_household.or_more", count=len(counts) - 1))
    hovers = context.hovers("charts.households_of", count=counts, name=names)
    behind = [COMPLETED.that(with_requests, str(number)).as_households for number in range(len(counts))]
    series = [Series(context.text("words.households"), counts, hovers, context.style.blue, rows=behind)]
    ends = [context.text("charts.of", count=count, total=exact.total) for count in counts]
    columns: Columns = {"follow_up.column.asked": names, "words.households": counts}
    told, groups, rows = per_household_sentence(exact, context), silent_rows(names), COMPLETED.as_households
    return bar_chart(about, told, groups, series, ends=ends, columns=columns, is_drawn=exact.total > 0, rows=rows)


def per_household_sentence(exact: RequestsPerHousehold, context: ChartContext) -> str:
    """Say how many households had a request, and how many had several."""
    if isinstance(exact.mean, NotAvailable):
        return context.text("charts.no_conversations")
    asked = exact.total - exact.households[0]
    told = [context.many("follow_up.requests_per_household.asked", asked, total=exact.total)]
    if asked:
        told.append(context.many("follow_up.requests_per_household.several", sum(exact.households[2:])))
        mean = context.formats.number(exact.mean, 1)
        told.append(context.text("follow_up.requests_per_household.mean", mean=mean))
    return sentences(*told, context.if_any("follow_up.requests_per_household.elsewhere", exact.elsewhere))
