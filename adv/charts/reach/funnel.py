"""The funnel of households: from the register to a closed request, a bar per step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.chart import About, Chart, titled
from adv.charts.kinds.bars import Series, bar_chart, rows
from adv.charts.words import sentences
from adv.metrics.households import STEPS
from adv.metrics.values import NotAvailable, Rate

if TYPE_CHECKING:
    from adv.charts.chart_context import ChartContext
    from adv.charts.tables import Columns
    from adv.metrics.households import Funnel, FunnelStep


@titled("funnel", "definitions.funnel.name")
def household_funnel(about: About, exact: Funnel, context: ChartContext) -> Chart:
    """Draw how many households are left at each step, and which part of the step before that is."""
    names = [context.text("metrics.funnel", by=step.name) for step in exact.steps]
    counts = [step.households for step in exact.steps]
    hovers = [_hover(name, step, context) for name, step in zip(names, exact.steps, strict=True)]
    found = [STEPS[step.name] for step in exact.steps]
    series = [Series(context.text("words.households"), counts, hovers, context.style.blue, rows=found)]
    ends = [_end(step, context) for step in exact.steps]
    columns: Columns = {
        "reach.column.step": names,
        "words.households": counts,
        "reach.column.of_previous": [_share(step.of_previous, context) for step in exact.steps],
        "reach.column.of_first": [_share(step.of_first, context) for step in exact.steps],
    }
    told = funnel_sentence(exact, context)
    return bar_chart(about, told, rows(names), series, ends=ends, columns=columns, is_drawn=counts[0] > 0, rows=found[0])


def _end(step: FunnelStep, context: ChartContext) -> str:
    written, rate = context.formats, step.of_previous
    if rate is None or isinstance(rate.share, NotAvailable):
        return written.number(step.households)
    return context.text("reach.funnel.end", count=step.households, share=written.percent(rate.share, 0))


def _hover(name: str, step: FunnelStep, context: ChartContext) -> str:
    told = context.count("charts.households_of", step.households, name=name)
    shares = [_share(step.of_previous, context), _share(step.of_first, context)]
    parts = list(dict.fromkeys(share for share in shares if share != "–"))
    return "<br>".join([told, *(part.replace("<", "&lt;").replace(">", "&gt;") for part in parts)])


def _share(rate: Rate | None, context: ChartContext) -> str:
    """Write a part of a step: ``84,2 % (155 van 184 huishoudens met contact)``."""
    if rate is None or isinstance(rate.share, NotAvailable):
        return "–"
    of = context.text("metrics.denominator", by=rate.denominator_name)
    share = context.formats.percent(rate.share)
    return context.text("reach.funnel.share", share=share, count=rate.numerator, whole=rate.denominator, of=of)


def funnel_sentence(exact: Funnel, context: ChartContext) -> str:
    """Say with how many there was a conversation, how many of those had a request, and for how many one was closed."""
    first = exact.steps[0]
    if first.households == 0:
        return context.text("charts.no_visits")
    left = {step.name: step.of_first.numerator for step in exact.steps if step.of_first is not None}
    talked = left["conversation"]
    asked = closed = ""
    if talked and "with_request" in left:
        asked = context.many("reach.funnel.asked", left["with_request"], talked=talked)
        closed = context.many("reach.funnel.closed", left["closed"]) if left["with_request"] else ""
    return sentences(
        context.many("reach.funnel.talked", talked, by=first.name, whole=first.households),
        asked,
        closed,
        context.if_any("reach.funnel.outside", exact.outside_register),
    )
