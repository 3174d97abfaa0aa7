"""Requests (hulpvragen): how far they have come, about what, and with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.chart import About, Chart, titled
from adv.charts.kinds.bars import Rows, Series, bar_chart, folded, labels, stacked
from adv.charts.tables import Columns, Head
from adv.charts.words import HEADS, leaders, named, sentences
from adv.metrics.requests import RequestGroup, Requests, RequestsByGroup
from adv.metrics.source_rows import REQUESTS
from adv.model import Status

if TYPE_CHECKING:
    from adv.charts.chart_context import ChartContext

WAITING = (Status.OPEN, Status.IN_PROGRESS)


@titled("requests_by_status", "charts.requests_by_status.title")
def requests_by_status(about: About, exact: Requests, context: ChartContext) -> Chart:
    """Draw how far the requests have come."""
    words = [context.text("words.status", by=status) for status in Status]
    counts = [exact.by_status[status] for status in Status]
    hovers = context.hovers("charts.requests_by_status.hover", status=words, count=counts, total=exact.total)
    colors, rows = [context.style.of_status(status) for status in Status], [REQUESTS.also(status=status.value) for status in Status]
    series = [Series(context.text("words.requests"), counts, hovers, colors, rows=rows)]
    columns: Columns = {"words.status_head": words, "words.requests": counts}
    told, groups, is_drawn = status_sentence(exact, context), Rows(words, [status.value for status in Status]), exact.total > 0
    return bar_chart(about, told, groups, series, columns=columns, is_drawn=is_drawn, selects="status", rows=REQUESTS)


def status_sentence(exact: Requests, context: ChartContext) -> str:
    """Say how many requests there are, how many are done, and how many wait."""
    by = exact.by_status
    if exact.total == 0:
        return context.text("charts.no_requests")
    if exact.total == 1 and not exact.without_status:
        only = next(status for status in Status if by[status])
        return context.text("charts.requests_by_status.only_one", status=context.text("words.status", by=only))
    parts = [
        context.many("charts.requests_by_status.number", by[status], by=status)
        for status in (Status.CLOSED, *WAITING, Status.REFERRED, Status.WITHDRAWN)
        if by[status] or status in {Status.CLOSED, Status.OPEN}
    ]
    return sentences(
        context.count("charts.requests_by_status.of", exact.total, parts=context.formats.joined(parts)),
        context.if_any("charts.requests_by_status.without", exact.without_status),
    )


@titled("requests_by_{}", "charts.requests_by.title")
def requests_by(about: About, exact: RequestsByGroup, context: ChartContext, group: RequestGroup) -> Chart:
    """Draw requests per theme, goal, owner or area, by status."""
    shown = folded(exact.groups, exact.counts, context.text("charts.others_bar"))
    totals, series = [sum(counts) for counts in shown.counts], []
    for place, status in enumerate(exact.statuses):
        values, word = shown.values(place), context.text("words.status", by=status)
        hovers = context.hovers("charts.requests_by.hover", name=shown.names, status=word, count=values, total=totals)
        rows = [REQUESTS.also(**{group.value: members}, status=status.value) for members in shown.members]
        color = context.style.of_status(status)
        series.append(Series(word, values, hovers, color, labels=labels(context, values), rows=rows))
    columns: Columns = {
        HEADS[group]: exact.groups,
        **{Head("charts.column.status", status): [row[at] for row in exact.counts] for at, status in enumerate(exact.statuses)},
        "words.requests": exact.totals,
    }
    told = by_sentence(exact, context)
    return bar_chart(about, told, shown.rows, series, columns=columns, draw=stacked, selects=group.value, rows=REQUESTS)


def by_sentence(exact: RequestsByGroup, context: ChartContext) -> str:
    """Name the group with the most requests; of owners the one with the most that wait."""
    group, is_owner = exact.group, exact.group is RequestGroup.OWNER
    total = sum(exact.totals) + exact.without_group
    if total == 0:
        return context.text("charts.no_requests")
    without = context.if_any("charts.requests_by.without", exact.without_group, by=group)
    values: tuple[int, ...] = exact.totals
    of = total
    if is_owner:
        waiting = [place for place, status in enumerate(exact.statuses) if status in WAITING]
        values = tuple(sum([row[place] for place in waiting]) for row in exact.counts)
        of = sum(values)
    top = leaders(exact.groups, values)
    if not top.names:
        nobody = context.text("charts.requests_by.none_waiting") if is_owner and any(exact.totals) else ""
        return sentences(nobody, without)
    if not top.is_one:
        first = context.text("charts.requests_by.tie", by=group, names=named(context, top.names), count=top.value, total=of)
    elif top.value == of:
        first = context.count("charts.requests_by.all", of, by=group, name=top.names[0])
    else:
        first = context.text("charts.requests_by.most", by=group, name=top.names[0], count=top.value, total=of)
    return sentences(first, without)
