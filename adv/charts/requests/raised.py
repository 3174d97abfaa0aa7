"""Requests: how many there are, how far they have come, and how many each household has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.chart import About, Chart, titled
from adv.charts.kinds.bars import Series, bar_chart, folded, labels, silent_rows, stacked
from adv.charts.requests.follow_up import ageing_sentence
from adv.charts.tables import Columns, Head
from adv.charts.words import HEADS, leaders, named, sentences
from adv.metrics.households import RequestsPerHousehold, with_requests
from adv.metrics.requests import Ageing, RequestGroup, Requests, RequestsByGroup
from adv.metrics.source_rows import COMPLETED, REQUESTS
from adv.metrics.values import NotAvailable
from adv.model import Status

if TYPE_CHECKING:
    from adv.charts.chart_context import ChartContext
    from adv.charts.tables import Columns

WAITING = (Status.OPEN, Status.IN_PROGRESS)


def requests_answer(exact: Requests | NotAvailable, waiting: Ageing | NotAvailable, context: ChartContext) -> str:
    """Say how many requests are not done yet, and how long those have waited."""
    if isinstance(exact, NotAvailable):
        return context.why_not(exact)
    if not exact.total:
        return context.text("charts.no_requests")
    pending = sum(exact.by_status[status] for status in WAITING)
    told = context.many("charts.requests.pending", pending, total=exact.total)
    long = "" if isinstance(waiting, NotAvailable) or not pending else ageing_sentence(waiting, context)
    return sentences(told, long, context.if_any("charts.requests.without_status", exact.without_status))


@titled("theme_status", "charts.theme_status.title")
def themes_and_statuses(about: About, exact: RequestsByGroup, context: ChartContext) -> Chart:
    """List how many requests there are per theme and status, and of all themes together."""
    without = [exact.without_group] if exact.without_group else []
    names = [*exact.groups, *([context.text("follow_up.not_said")] if without else []), context.text("words.together")]
    in_all = exact.of_all
    rows = [*exact.counts, *([exact.of_none] if without else []), in_all]
    columns: Columns = {
        "words.theme": names,
        **{Head("charts.column.status", status): [row[at] for row in rows] for at, status in enumerate(exact.statuses)},
        "words.together": [sum(row) for row in rows],
    }
    parts = [
        context.many("charts.requests.number", in_all[at], by=status)
        for at, status in enumerate(exact.statuses)
        if in_all[at] or status in {Status.CLOSED, Status.OPEN}
    ]
    total = sum(in_all)
    told = context.count("charts.theme_status.of", total, parts=context.formats.joined(parts))
    return about.listed(told if total else context.text("charts.no_requests"), columns if total else {}, rows=REQUESTS)


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
