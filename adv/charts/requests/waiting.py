"""Waiting: what waits longest, and with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.chart import About, Chart, titled
from adv.charts.kinds.bars import Series, bar_chart, folded, labels, stacked
from adv.charts.requests.follow_up import band_name
from adv.charts.rows import stands
from adv.charts.tables import Columns, Head
from adv.charts.words import lasting, leaders, named, sentences
from adv.metrics.requests import WAITING, of_age
from adv.metrics.source_rows import REQUESTS
from adv.metrics.waiting import NOBODY, Waiting, WaitingByOwner

if TYPE_CHECKING:
    from adv.charts.chart_context import ChartContext

SHOWN = 8  # rows on the page


@titled("waiting_by_owner", "follow_up.waiting_by_owner.title")
def waiting_by_owner(about: About, exact: WaitingByOwner, context: ChartContext) -> Chart:
    """Draw requests that are open or in progress per owner, by how long they have waited."""
    owners = [context.text("follow_up.nobody") if name == NOBODY else name for name in exact.owners]
    shown = folded(owners, exact.counts, context.text("charts.others_bar"), codes=exact.owners)
    series = []
    for place, (first, last) in enumerate(exact.bands):
        band, values = band_name(first, last, context), shown.values(place)
        hovers = context.hovers("follow_up.waiting_by_owner.hover", name=shown.names, count=values, band=band)
        rows = [WAITING.also(owner=members).that(of_age, str(place)) for members in shown.members]
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
    there = {name: row for name, row in zip(exact.owners, exact.counts, strict=True) if name != NOBODY}
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
        "words.raised_on": [context.formats.day(one.raised_on) if one.raised_on else "–" for one in exact.requests],
        "words.stands": [stands(one.sheet, one.row, context) for one in exact.requests],
    }
    told = waiting_list_sentence(exact, context)
    if not exact.requests:
        return about.listed(told, rows=REQUESTS, shown=SHOWN)
    return about.listed(told, columns, rows=WAITING, shown=SHOWN)


def waiting_list_sentence(exact: Waiting, context: ChartContext) -> str:
    """Say how long the longest one waits, and with whom."""
    if not exact.requests or exact.requests[0].days is None:
        return context.if_any("charts.ageing.without_date", len(exact.requests)) or context.text("charts.ageing.none")
    first = exact.requests[0]
    longest = lasting(first.days or 0, context)
    if len(exact.requests) == 1:
        return context.text("charts.ageing.only_one", longest=longest)
    several = context.text("follow_up.waiting_list.several", longest=longest)
    if exact.requests[1].days == first.days:
        return several
    whom = context.text("follow_up.waiting_list.with_nobody")
    if first.owner:
        whom = context.text("follow_up.waiting_list.with", owner=first.owner)
    if first.theme is None or first.raised_on is None:
        return sentences(several, whom)
    day = context.formats.long_day(first.raised_on)
    return sentences(context.text("follow_up.waiting_list.longest", longest=longest, theme=first.theme, day=day), whom)
