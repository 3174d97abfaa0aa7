"""Requests: how many there are, how far they have come, how many each household has, and which ones wait with whom."""

from __future__ import annotations

from adv.charts.chart import About, Chart, Columns, Head, Named, titled
from adv.charts.chart_context import HEADS, ChartContext, lasting, leaders, named, sentences
from adv.charts.kinds.bars import Series, bar_chart, folded, labels, silent_rows, stacked
from adv.charts.requests.follow_up import ageing_sentence, band_name
from adv.charts.rows import stands
from adv.metrics import requests as metric
from adv.metrics.households import RequestsPerHousehold, with_requests
from adv.metrics.requests import WAITING, Ageing, RequestGroup, Requests, RequestsByGroup, Waiting, WaitingByOwner
from adv.metrics.source_rows import COMPLETED, REQUESTS
from adv.metrics.values import NotAvailable
from adv.model import Status


def requests_answer(exact: Requests | NotAvailable, waiting: Ageing | NotAvailable, context: ChartContext) -> str:
    """Say how many requests are not done yet, and how long those have waited."""
    if isinstance(exact, NotAvailable):
        return context.why_not(exact)
    if not exact.total:
        return context.text("charts.no_requests")
    told = context.many("charts.requests.pending", exact.waiting, total=exact.total)
    long = "" if isinstance(waiting, NotAvailable) or not exact.waiting else ageing_sentence(waiting, context)
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
    if len(exact.groups) <= MOST_ACROSS:
        heads = [context.text("charts.column.status", by=status) for status in exact.statuses]
        columns = {
            "words.status_head": [*heads, names[-1]],
            **{Named(name): [*row, sum(row)] for name, row in zip(names, rows, strict=True)},
        }
    known = [pair for pair in zip(exact.statuses, in_all, strict=True) if pair[1] or pair[0] in {Status.CLOSED, Status.OPEN}]
    parts = [context.many("charts.requests.number", count, by=status) for status, count in known]
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
        if not any(values):  # a legend names what occurs
            continue
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
    values, of = [*exact.totals], total
    if is_owner:
        waiting = [place for place, status in enumerate(exact.statuses) if status in metric.WAITS]
        values = [sum([row[place] for place in waiting]) for row in exact.counts]
        unowned, of = sum(exact.of_none[place] for place in waiting), sum(values)
        without = context.if_any("charts.without_owner", unowned)
    top = leaders(exact.groups, values)
    if not top.names:
        nobody = context.text("charts.requests_by.none_waiting") if is_owner and not without and any(exact.totals) else ""
        return sentences(nobody, without)
    if not top.is_one:
        first = context.text("charts.requests_by.tie", by=group, names=context.places(top.names), count=top.value, total=of)
    elif top.value == of:
        first = context.count("charts.requests_by.all", of, by=group, name=context.places(top.names))
    else:
        first = context.text("charts.requests_by.most", by=group, name=context.places(top.names), count=top.value, total=of)
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


MOST_ACROSS = 3  # themes: a phone has room for their columns, and for those of all statuses it has not
SHOWN = 8  # rows on the page


@titled("waiting_by_owner", "follow_up.waiting_by_owner.title")
def waiting_by_owner(about: About, exact: WaitingByOwner, context: ChartContext) -> Chart:
    """Draw requests that are open or in progress per owner, by how long they have waited."""
    owners = [context.text("follow_up.nobody") if name == metric.NOBODY else name for name in exact.owners]
    shown = folded(owners, exact.counts, context.text("charts.others_bar"), codes=exact.owners)
    series = []
    for place, (first, last) in enumerate(exact.bands):
        band, values = band_name(first, last, context), shown.values(place)
        hovers = context.hovers("follow_up.waiting_by_owner.hover", name=shown.names, count=values, band=band)
        rows = [WAITING.also(owner=members).that(metric.of_age, str(place)) for members in shown.members]
        series.append(Series(band, values, hovers, context.style.ages[place], labels=labels(context, values), rows=rows))
    columns: Columns = {
        "words.owner": owners,
        **{Head("follow_up.column.band", str(place)): [row[place] for row in exact.counts] for place in range(len(exact.bands))},
        "follow_up.column.waiting": [sum(row) for row in exact.counts],
    }
    told, is_drawn = waiting_by_owner_sentence(exact, context), bool(shown.names)
    return bar_chart(
        about, told, shown.rows, series, columns=columns, draw=stacked, is_drawn=is_drawn, selects="owner", rows=WAITING
    )


def waiting_by_owner_sentence(exact: WaitingByOwner, context: ChartContext) -> str:
    """Say with whom most waits, how much has no owner, and with whom most has waited long."""
    unknown = context.if_any("charts.ageing.without_date", exact.without_date)
    total = sum(map(sum, exact.counts))
    if not total:
        return unknown or context.text("charts.ageing.none")
    there = {name: row for name, row in zip(exact.owners, exact.counts, strict=True) if name != metric.NOBODY}
    top = leaders(list(there), [sum(row) for row in there.values()])
    told = ""
    if top.names:
        key = "follow_up.waiting_by_owner.most" if top.is_one else "follow_up.waiting_by_owner.tie"
        told = context.count(key, total, names=named(context, top.names), value=top.value)
    limit, oldest = exact.bands[-1][0] - 1, ""
    long = leaders(list(there), [row[-1] for row in there.values()])
    if long.is_one and total > 1:
        oldest = context.count("follow_up.waiting_by_owner.long", long.value, names=named(context, long.names), limit=limit)
    nobody = total - sum(map(sum, there.values()))
    return sentences(told, oldest, context.if_any("charts.without_owner", nobody), unknown)


@titled("waiting_list", "follow_up.waiting_list.title")
def waiting_list(about: About, exact: Waiting, context: ChartContext) -> Chart:
    """List the requests that are open or in progress, the longest waiting first."""
    columns: Columns = {
        "words.theme": [one.theme or "–" for one in exact.requests],
        "words.waits": ["–" if one.days is None else lasting(one.days, context, is_about=False) for one in exact.requests],
        "words.owner": [one.owner or "–" for one in exact.requests],
        "words.status_head": [context.text("words.status", by=one.status) for one in exact.requests],
        "words.stands": [stands(one.sheet, one.row, context) for one in exact.requests],
    }
    told = waiting_list_sentence(exact, context)
    if not exact.requests:
        return about.listed(told, rows=REQUESTS, shown=SHOWN)
    return about.listed(told, columns, rows=WAITING, shown=SHOWN)


def waiting_list_sentence(exact: Waiting, context: ChartContext) -> str:
    """Say how long the longest one waits."""
    if not exact.requests or exact.requests[0].days is None:
        return context.if_any("charts.ageing.without_date", len(exact.requests)) or context.text("charts.ageing.none")
    return context.text("follow_up.waiting_list.longest", longest=lasting(exact.requests[0].days, context))
