"""The funnel of households: from the register to a closed request, a bar per step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.chart import Chart
from adv.charts.kinds.bars import Series, bars, horizontal, rows
from adv.charts.tables import table
from adv.charts.words import not_available, sentences
from adv.metrics.households import STEPS
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from adv.charts.chart_context import Look
    from adv.metrics.households import Funnel, FunnelStep
    from adv.metrics.values import Rate

FIRST = ("register", "approached")  # what a funnel begins with


def household_funnel(exact: Funnel | NotAvailable, look: Look) -> Chart:
    """How many households are left at each step, and which part of the step before that is."""
    say, definitions = look.of("reach"), ("funnel", "disposition")
    if isinstance(exact, NotAvailable):
        return not_available(say, "funnel", exact, definitions=definitions)
    title, sentence = say.text("funnel.title"), funnel_sentence(exact, look)
    names = tuple(look.texts(f"metrics.funnel.{step.name}") for step in exact.steps)
    counts = tuple(step.households for step in exact.steps)
    ends = [_end(step, look) for step in exact.steps]
    hovers = tuple(_hover(name, step, look) for name, step in zip(names, exact.steps, strict=True))
    series = [
        Series(say.text("funnel.households"), counts, hovers, look.style.blue, rows=tuple(STEPS[s.name] for s in exact.steps))
    ]
    columns = {
        "step": names,
        "households": counts,
        "of_previous": [_share(step.of_previous, look) for step in exact.steps],
        "of_first": [_share(step.of_first, look) for step in exact.steps],
    }
    figure = horizontal(look, rows(names), series, ends) if counts[0] else None
    alt = look.text("bars_alt", title=title, sentence=sentence)
    whole = STEPS[exact.steps[0].name]
    return Chart("funnel", title, sentence, figure, table(say, columns), alt, definitions, rows=whole, bars=bars(names, series))


def _end(step: FunnelStep, look: Look) -> str:
    written, rate = look.formats, step.of_previous
    if rate is None or isinstance(rate.share, NotAvailable):
        return written.number(step.households)
    return look.of("reach").text("funnel.end", count=step.households, share=written.percent(rate.share, 0))


def _hover(name: str, step: FunnelStep, look: Look) -> str:
    told = look.of("reach").count("funnel.hover", step.households, name=name)
    shares = [_share(step.of_previous, look), _share(step.of_first, look)]
    parts = list(dict.fromkeys(share for share in shares if share != "–"))
    return "<br>".join([told, *(part.replace("<", "&lt;").replace(">", "&gt;") for part in parts)])


def _share(rate: Rate | None, look: Look) -> str:
    """``84,2 % (155 van 184 huishoudens met contact)``."""
    if rate is None or isinstance(rate.share, NotAvailable):
        return "–"
    of = look.texts(f"metrics.denominator.{rate.denominator_name}")
    share = look.formats.percent(rate.share)
    return look.of("reach").text("funnel.share", share=share, count=rate.numerator, whole=rate.denominator, of=of)


def funnel_sentence(exact: Funnel, look: Look) -> str:
    """With how many there was a conversation, how many of those had a request, and for how many one was closed."""
    say, first = look.of("reach"), exact.steps[0]
    if first.households == 0:
        return look.text("no_visits")
    left = {step.name: step.of_first.numerator for step in exact.steps if step.of_first is not None}
    talked = left["conversation"]
    told = say.many(f"funnel.talked.{first.name}", talked, whole=first.households)
    asked = closed = ""
    if talked and "with_request" in left:
        asked = say.many("funnel.asked", left["with_request"], talked=talked)
        closed = say.many("funnel.closed", left["closed"]) if left["with_request"] else ""
    outside = say.count("funnel.outside", exact.outside_register) if exact.outside_register else ""
    return sentences(told, asked, closed, outside)
