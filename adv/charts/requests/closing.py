"""The days until requests are closed, per theme or owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.chart import About, Bar, Chart, titled
from adv.charts.chart_context import ChartContext, escaped
from adv.charts.kinds.bars import rows
from adv.charts.kinds.intervals import Dots, Scale, dots
from adv.charts.tables import Columns, Head
from adv.charts.words import HEADS, named, sentences
from adv.formats import rounded
from adv.metrics.source_rows import REQUESTS
from adv.metrics.time_to_close import ENOUGH
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from adv.metrics.requests import RequestGroup
    from adv.metrics.time_to_close_by import GroupTime, TimeToCloseBy

STEPS = (10, 30, 60, 90, 180, 365, 730, 1825)  # days between ticks
MOST_TICKS = 6
MOST_PAIRS = 2  # in a sentence
ROOM = 1.1


@titled("closing_by_{}", "follow_up.closing_by.title")
def closing_by(about: About, exact: TimeToCloseBy, context: ChartContext, group: RequestGroup) -> Chart:
    """Draw the median per theme or owner with its interval, and whether they differ."""
    medians = [None if isinstance(one.median, NotAvailable) else one.median for one in exact.groups]
    lows, highs = [one.median_interval[0] for one in exact.groups], [one.median_interval[1] for one in exact.groups]
    names, ends = [one.name for one in exact.groups], [_told(one, context) for one in exact.groups]
    hovers = [escaped(f"{name}: {end}") for name, end in zip(names, ends, strict=True)]
    found = Dots(values=medians, lows=[low or 0.0 for low in lows], highs=highs, hovers=hovers)
    figure = dots(context, rows(names), found, ends=[escaped(end) for end in ends], scale=_scale(exact, context))
    columns: Columns = {
        HEADS[group]: names,
        "words.requests": [one.requests for one in exact.groups],
        "words.closed": [one.closed for one in exact.groups],
        "follow_up.column.median": [_days(median, context) for median in medians],
        "follow_up.column.low": [_days(low, context) for low in lows],
        "follow_up.column.high": [_days(high, context) for high in highs],
        **{
            Head("follow_up.column.within", str(days)): [_percent(one.closed_within[days], context) for one in exact.groups]
            for days in exact.groups[0].closed_within
        },
    }
    bars = tuple(Bar(one.name, one.requests + one.left_out, REQUESTS.also(**{group.value: one.name})) for one in exact.groups)
    told = closing_sentence(exact, context)
    return about.drawn(told, figure, columns, alt="reach.dots_alt", selects=group.value, rows=REQUESTS, bars=bars)


def _told(one: GroupTime, context: ChartContext) -> str:
    low, high = one.median_interval
    if isinstance(one.median, NotAvailable):
        return context.text("follow_up.closing.not_half")
    median = context.count("words.days", int(rounded(one.median)))
    if low is None or high is None:
        return median if low is None else context.text("follow_up.closing.at_least", median=median, low=int(rounded(low)))
    return context.text("follow_up.closing.between", median=median, low=int(rounded(low)), high=int(rounded(high)))


def _days(value: float | None, context: ChartContext) -> str:
    return "–" if value is None else context.formats.number(value)


def _percent(share: float | NotAvailable, context: ChartContext) -> str:
    return "–" if isinstance(share, NotAvailable) else context.formats.percent(share, 0)


def _scale(exact: TimeToCloseBy, context: ChartContext) -> Scale:
    last = max(exact.longest_days * ROOM, 1.0)
    step = next((step for step in STEPS if last / step < MOST_TICKS), STEPS[-1])
    ticks = list(range(0, int(last) + 1, step))
    texts = [*map(context.formats.number, ticks[:-1]), context.count("words.days", ticks[-1])]
    return Scale(last=last, ticks=ticks, texts=texts)


def closing_sentence(exact: TimeToCloseBy, context: ChartContext) -> str:
    """Say which of the groups take longer than others, if that is more than chance; and of which there are too few."""
    group, few = exact.group, ""
    if exact.too_few:
        few = context.text("follow_up.closing_by.too_few", by=group, names=named(context, exact.too_few), enough=ENOUGH)
    if len(exact.groups) == 1:
        only = exact.groups[0]
        told = _told(only, context)
        return sentences(context.text("follow_up.closing_by.only", by=group, name=only.name, told=told), few)
    if not exact.slower:
        return sentences(context.text("follow_up.closing_by.alike", by=group), few)
    pairs = [context.text("follow_up.closing_by.pair", by=group, slow=slow, fast=fast) for slow, fast in exact.slower[:MOST_PAIRS]]
    return sentences(context.text("follow_up.closing_by.differ", pairs=context.formats.joined(pairs)), few)
