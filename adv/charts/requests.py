"""Requests: how many there are, how far they have come, how many each household has, and which ones wait with whom."""

from __future__ import annotations

from typing import Any

from adv.charts.axes import axis, axis_title, faded, line
from adv.charts.chart import About, Chart, Columns, Head, titled
from adv.charts.chart_context import HEADS, ChartContext, Figure, lasting, leaders, named, plotly_figure, sentences
from adv.charts.kinds.bars import Series, bar_chart, folded, labels, silent_rows, stacked
from adv.charts.rows import stands
from adv.formats import rounded
from adv.metrics import requests as metric
from adv.metrics.households import RequestsPerHousehold, with_requests
from adv.metrics.requests import (
    WAIT_BANDS,
    WAITING,
    Ageing,
    RequestGroup,
    Requests,
    RequestsByGroup,
    WaitingByOwner,
    WaitingRequest,
)
from adv.metrics.source_rows import COMPLETED, REQUESTS
from adv.metrics.time_to_close import ENOUGH_CLOSED, TimeToClose
from adv.metrics.values import NotAvailable
from adv.model import WAITS, Status

BAND_OPACITY = 0.18
SHARE_COLUMNS = ("charts.column.still_waiting", "charts.column.lower", "charts.column.upper")


def band_name(first: int, last: int | None, context: ChartContext) -> str:
    """Name a band of days that requests have waited."""
    if last is None:
        return context.text("follow_up.ageing.over", days=first - 1)
    return context.text("follow_up.ageing.band", first=first, last=last)


def ageing_sentence(exact: Ageing, context: ChartContext) -> str:
    """Say how many have waited for more than half a year, and how long the longest."""
    waiting = sum(exact.open) + sum(exact.in_progress)
    unknown = context.if_any("follow_up.ageing.without_date", exact.without_date)
    if waiting == 0 or isinstance(exact.longest_days, NotAvailable):
        return unknown or context.text("follow_up.ageing.none")
    longest = lasting(exact.longest_days, context)
    if waiting == 1 and not unknown:
        return sentences(context.text("follow_up.ageing.only_one", longest=longest), unknown)
    old = exact.open[-1] + exact.in_progress[-1]
    return sentences(context.many("follow_up.ageing.old", old, longest=longest), unknown)


@titled("follow_up", "follow_up.until_closed.title")
def follow_up(about: About, exact: TimeToClose, context: ChartContext) -> Chart:
    """Draw which share of the requests is still waiting, day by day since they were raised (Kaplan-Meier)."""
    shares = dict(zip(SHARE_COLUMNS, (exact.still_open, exact.lower, exact.upper), strict=True))
    columns: Columns = {"charts.column.days": exact.days, **{key: [100 * value for value in part] for key, part in shares.items()}}
    told = follow_up_sentence(exact, context)
    figure = _curve(exact, context) if exact.days else None
    return about.drawn(told, figure, columns, alt="charts.lines_alt", one_decimal=SHARE_COLUMNS, rows=REQUESTS)


def follow_up_sentence(exact: TimeToClose, context: ChartContext) -> str:
    """Say in which time half of the requests are closed, or why that cannot be said."""
    if exact.requests == 0:
        return context.text("charts.no_requests")
    if exact.closed == 0:
        return context.text("follow_up.until_closed.none")
    left_out = context.if_any("follow_up.until_closed.left_out", exact.left_out)
    if not exact.is_enough:
        return sentences(context.count("follow_up.until_closed.few", exact.closed, enough=ENOUGH_CLOSED), left_out)
    return sentences(_half(exact, context), left_out)


def _half(exact: TimeToClose, context: ChartContext) -> str:
    """Say within which time half of the requests are closed, and between which limits chance puts that."""
    low, high = exact.median_interval
    if isinstance(exact.median, NotAvailable):
        return context.text("follow_up.until_closed.no_median")
    median = lasting(exact.median, context)
    if low is None:
        return context.text("follow_up.until_closed.median", median=median)
    least = lasting(low, context, is_about=False)
    if high is None:
        return context.text("follow_up.until_closed.at_least", median=median, low=least)
    return context.text("follow_up.until_closed.between", median=median, low=least, high=lasting(high, context, is_about=False))


def _curve(exact: TimeToClose, context: ChartContext) -> Figure:
    style, percent = context.style, context.formats.percent
    days, still = [0.0, *exact.days], [1.0, *exact.still_open]
    told = [context.count("words.days", int(rounded(day))) for day in days], [percent(share, 0) for share in still]
    hovers = context.hovers("follow_up.until_closed.hover", days=told[0], share=told[1])
    faint = {"color": style.done, "width": 0, "shape": "hv"}
    lower, upper = (line(days, [1.0, *part], None, showlegend=False, line=faint) for part in (exact.lower, exact.upper))
    upper |= {"fill": "tonexty", "fillcolor": faded(style.done, BAND_OPACITY)}
    name = context.text("follow_up.until_closed.still")
    blue = {"color": style.done, "width": 3, "shape": "hv"}
    quarters = [0, 0.25, 0.5, 0.75, 1]
    title = axis_title(style, context.text("follow_up.until_closed.axis"))
    head = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1.02, "yref": "paper", "yanchor": "bottom", "showarrow": False}
    shapes, notes = _median(exact, context)
    across = axis(style, title=title, range=[0, max(1.0, days[-1]) * 1.04], showgrid=False, tickformat=",d", nticks=6)
    up = axis(style, range=[0, 1.02], tickvals=quarters, ticktext=[percent(value, 0) for value in quarters])
    traces, notes = [lower, upper, line(days, still, hovers, name=name, line=blue)], [{**head, "text": f"<b>{name}</b>"}, *notes]
    return plotly_figure(context, traces, height=360, margin={"t": 34}, annotations=notes, xaxis=across, yaxis=up, **shapes)


def _median(exact: TimeToClose, context: ChartContext) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    if isinstance(exact.median, NotAvailable) or not exact.is_enough:
        return {}, []
    line = {"type": "line", "line": {"color": context.style.text, "width": 1.5, "dash": "dot"}}
    corner = {"x1": exact.median, "y1": 0.5}
    label = context.text("follow_up.until_closed.half", median=lasting(exact.median, context))
    note = {"x": exact.median, "y": 0.5, "text": label, "showarrow": False, "xanchor": "left", "yanchor": "bottom", "xshift": 6}
    return {"shapes": [{**line, "x0": 0, "y0": 0.5, **corner}, {**line, "x0": exact.median, "y0": 0, **corner}]}, [note]


def requests_answer(exact: Requests | NotAvailable, waiting: Ageing | NotAvailable, context: ChartContext) -> str:
    """Say how many requests are not done yet, and how long those have waited."""
    if isinstance(exact, NotAvailable):
        return context.why_not(exact)
    if not exact.total:
        return context.text("charts.no_requests")
    told = context.many("follow_up.requests.pending", exact.waiting, total=exact.total)
    long = "" if isinstance(waiting, NotAvailable) or not exact.waiting else ageing_sentence(waiting, context)
    return sentences(told, long, context.if_any("follow_up.requests.without_status", exact.without_status))


@titled("theme_status", "follow_up.theme_status.title")
def themes_and_statuses(about: About, exact: RequestsByGroup, context: ChartContext) -> Chart:
    """List how many requests there are per theme and status, and of all themes together."""
    without = [exact.without_group] if exact.without_group else []
    names = [*exact.groups, *([context.text("follow_up.not_said")] if without else []), context.text("words.together")]
    in_all = exact.of_all
    rows = [*exact.counts, *([exact.of_none] if without else []), in_all]
    columns: Columns = {
        "words.theme": names,
        **{Head("words.status", status): [row[at] for row in rows] for at, status in enumerate(exact.statuses)},
        "words.together": [sum(row) for row in rows],
    }
    known = [pair for pair in zip(exact.statuses, in_all, strict=True) if pair[1] or pair[0] in {Status.CLOSED, Status.OPEN}]
    parts = [context.many("follow_up.requests.number", count, by=status) for status, count in known]
    total = sum(in_all)
    told = context.count("follow_up.theme_status.of", total, parts=context.formats.joined(parts))
    return about.listed(told if total else context.text("charts.no_requests"), columns if total else {}, rows=REQUESTS)


@titled("requests_by_{}", "follow_up.requests_by.title")
def requests_by(about: About, exact: RequestsByGroup, context: ChartContext, group: RequestGroup) -> Chart:
    """Draw requests per theme, goal, owner or area, by status."""
    shown = folded(exact.groups, exact.counts, context.text("charts.others_bar"))
    totals, series = [sum(counts) for counts in shown.counts], []
    for place, status in enumerate(exact.statuses):
        values = shown.values(place)
        word = context.text("words.status", by=status)
        if not any(values):  # a status that does not occur has no place in the legend
            continue
        hovers = context.hovers("follow_up.requests_by.hover", name=shown.names, status=word, count=values, total=totals)
        rows = [REQUESTS.also(**{group.value: members}, status=status.value) for members in shown.members]
        series.append(Series(word, values, hovers, context.style.of(status), labels=labels(context, values), rows=rows))
    columns: Columns = {
        HEADS[group]: exact.groups,
        **{Head("words.status", status): [row[at] for row in exact.counts] for at, status in enumerate(exact.statuses)},
        "words.requests": exact.totals,
    }
    told = by_sentence(exact, context)
    return bar_chart(about, told, shown.rows, series, columns=columns, draw=stacked, selects=group.value, rows=REQUESTS)


def by_sentence(exact: RequestsByGroup, context: ChartContext) -> str:
    """Name the group with the most requests; of owners the one with the most that wait."""
    group = exact.group
    is_owner = exact.group is RequestGroup.OWNER
    total = sum(exact.totals) + exact.without_group
    if total == 0:
        return context.text("charts.no_requests")
    without = context.if_any("follow_up.requests_by.without", exact.without_group, by=group)
    values = [*exact.totals]
    of = total
    if is_owner:
        waiting = [place for place, status in enumerate(exact.statuses) if status in WAITS]
        values = [sum([row[place] for place in waiting]) for row in exact.counts]
        unowned, of = sum(exact.of_none[place] for place in waiting), sum(values)
        without = context.if_any("follow_up.without_owner", unowned)
    top = leaders(exact.groups, values)
    if not top.names:
        nobody = context.text("follow_up.requests_by.none_waiting") if is_owner and not without and any(exact.totals) else ""
        return sentences(nobody, without)
    if not top.is_one:
        first = context.text("follow_up.requests_by.tie", by=group, names=context.places(top.names), count=top.value, total=of)
    elif top.value == of:
        first = context.count("follow_up.requests_by.all", of, by=group, name=context.places(top.names))
    else:
        first = context.text("follow_up.requests_by.most", by=group, name=context.places(top.names), count=top.value, total=of)
    return sentences(first, without)


@titled("requests_per_household", "follow_up.requests_per_household.title")
def requests_per_household(about: About, exact: RequestsPerHousehold, context: ChartContext) -> Chart:
    """Draw households with a conversation by how many requests they had."""
    counts = exact.households
    names = [context.many("follow_up.requests_per_household.name", number) for number in range(len(counts) - 1)]
    names.append(context.text("follow_up.requests_per_household.or_more", count=len(counts) - 1))
    hovers = context.hovers("charts.households_of", count=counts, name=names)
    behind = [COMPLETED.that(with_requests, str(number)).as_households for number in range(len(counts))]
    series = [Series(context.text("words.households"), counts, hovers, context.style.done, rows=behind)]
    ends = [context.text("charts.of", count=count, total=exact.total) for count in counts]
    columns: Columns = {"follow_up.column.asked": names, "words.households": counts}
    told = per_household_sentence(exact, context)
    groups = silent_rows(names)
    rows = COMPLETED.as_households
    return bar_chart(about, told, groups, series, ends=ends, columns=columns, is_drawn=exact.total > 0, rows=rows)


def per_household_sentence(exact: RequestsPerHousehold, context: ChartContext) -> str:
    """Say how many households had a request, and how many had several."""
    if isinstance(exact.mean, NotAvailable):
        return context.text("charts.no_conversations")
    asked = exact.total - exact.households[0]
    told = [context.many("follow_up.requests_per_household.asked", asked, total=exact.total)]
    if asked:
        told.append(context.many("follow_up.requests_per_household.several", sum(exact.households[2:])))
        told.append(context.text("follow_up.requests_per_household.mean", mean=context.formats.number(exact.mean, 1)))
    return sentences(*told, context.if_any("follow_up.requests_per_household.elsewhere", exact.elsewhere))


ROWS_ON_PAGE = 8  # rows on the page


@titled("waiting_by_owner", "follow_up.waiting_by_owner.title")
def waiting_by_owner(about: About, exact: WaitingByOwner, context: ChartContext) -> Chart:
    """Draw requests that are open or in progress per owner, by how long they have waited."""
    owners = [context.text("follow_up.nobody") if name == metric.NOBODY else name for name in exact.owners]
    shown = folded(owners, exact.counts, context.text("charts.others_bar"), codes=exact.owners)
    series = []
    for place, (first, last) in enumerate(WAIT_BANDS):
        band = band_name(first, last, context)
        values = shown.values(place)
        hovers = context.hovers("follow_up.waiting_by_owner.hover", name=shown.names, count=values, band=band)
        rows = [WAITING.also(owner=members).that(metric.of_wait, str(place)) for members in shown.members]
        series.append(Series(band, values, hovers, context.style.wait_bands[place], labels=labels(context, values), rows=rows))
    columns: Columns = {
        "words.owner": owners,
        **{Head("follow_up.column.band", str(place)): [row[place] for row in exact.counts] for place in range(len(WAIT_BANDS))},
        "follow_up.column.waiting": [sum(row) for row in exact.counts],
    }
    told = waiting_by_owner_sentence(exact, context)
    is_drawn = bool(shown.names)
    return bar_chart(
        about, told, shown.rows, series, columns=columns, draw=stacked, is_drawn=is_drawn, selects="owner", rows=WAITING
    )


def waiting_by_owner_sentence(exact: WaitingByOwner, context: ChartContext) -> str:
    """Say with whom most waits, how much has no owner, and with whom most has waited long."""
    unknown = context.if_any("follow_up.ageing.without_date", exact.without_date)
    total = sum(map(sum, exact.counts))
    if not total:
        return unknown or context.text("follow_up.ageing.none")
    there = {name: row for name, row in zip(exact.owners, exact.counts, strict=True) if name != metric.NOBODY}
    top = leaders(list(there), [sum(row) for row in there.values()])
    told = ""
    if top.names:
        key = "follow_up.waiting_by_owner.most" if top.is_one else "follow_up.waiting_by_owner.tie"
        told = context.count(key, total, names=named(context, top.names), value=top.value)
    limit, oldest = metric.LONG_WAIT_DAYS, ""
    long = leaders(list(there), [row[-1] for row in there.values()])
    if long.is_one and total > 1:
        oldest = context.count("follow_up.waiting_by_owner.long", long.value, names=named(context, long.names), limit=limit)
    nobody = total - sum(map(sum, there.values()))
    return sentences(told, oldest, context.if_any("follow_up.without_owner", nobody), unknown)


@titled("waiting_list", "follow_up.waiting_list.title")
def waiting_list(about: About, exact: tuple[WaitingRequest, ...], context: ChartContext) -> Chart:
    """List the requests that are open or in progress, the longest waiting first."""
    columns: Columns = {
        "words.theme": [one.theme or "–" for one in exact],
        "words.waits": ["–" if one.days is None else lasting(one.days, context, is_about=False) for one in exact],
        "words.owner": [one.owner or "–" for one in exact],
        "words.status_head": [context.text("words.status", by=one.status) for one in exact],
        "words.stands": [stands(one.sheet, one.row, context) for one in exact],
    }
    told = waiting_list_sentence(exact, context)
    if not exact:
        return about.listed(told, rows=REQUESTS, shown=ROWS_ON_PAGE)
    return about.listed(told, columns, rows=WAITING, shown=ROWS_ON_PAGE)


def waiting_list_sentence(exact: tuple[WaitingRequest, ...], context: ChartContext) -> str:
    """Say how long the longest one waits."""
    if not exact or exact[0].days is None:
        return context.if_any("follow_up.ageing.without_date", len(exact)) or context.text("follow_up.ageing.none")
    return context.text("follow_up.waiting_list.longest", longest=lasting(exact[0].days, context))
