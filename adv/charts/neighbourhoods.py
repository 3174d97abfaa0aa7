"""Neighbourhoods, or the areas of one, side by side, and which differences are more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace

from adv.charts.chart import About, Bar, Chart, Columns, Parts
from adv.charts.chart_context import ChartContext, Figure, escaped, named, sentences
from adv.charts.kinds.dots import Dot, Panel, dots
from adv.formats import CENTS
from adv.metrics.comparison import (
    TESTED_SHARES,
    Difference,
    Measure,
    Measured,
    Side,
    can_be_compared,
    differences,
)
from adv.metrics.requests import CLOSED
from adv.metrics.source_rows import REQUESTS, Behind
from adv.metrics.values import NotAvailable

SIDE_BY_SIDE = (Measure.COVERAGE, *TESTED_SHARES)
SHARE_COLUMNS = ("comparison.column.share", "comparison.column.low", "comparison.column.high")
MOST_TOLD = 3  # differences in the menu
ALIKE = 31  # days between projects that had as much time
BEHIND: dict[Measure, Behind] = {Measure.RESOLVED: CLOSED}
OF_AREAS = (Measure.RESOLVED, Measure.ACTIVATED)  # their response is on the page Bereik


def side_by_side(sides: Sequence[Side], context: ChartContext, *, days: str = "", beside_samples: bool = False) -> Chart:
    """Draw the shares of all neighbourhoods, and which differences are more than chance. `beside_samples`: others have samples only.

    `days` says up to which day each of them counts.
    """
    about = About(context, "side_by_side", context.text("comparison.side_by_side.title"))
    told = _alone(sides[0], context, beside_samples=beside_samples) if len(sides) == 1 else differences_sentence(sides, context)
    known = _known(sides, SIDE_BY_SIDE)
    figure = _figure(sides, SIDE_BY_SIDE, context)
    columns = _columns(known, SIDE_BY_SIDE, context, name="comparison.column.name")
    also = sentences(days, _remarks(sides, context, TESTED_SHARES))
    tenths = SHARE_COLUMNS
    return about.drawn(told, figure, columns, alt="comparison.dots_alt", one_decimal=tenths, is_across=True, remark=also)


def areas_side_by_side(sides: tuple[Side, ...] | NotAvailable, context: ChartContext) -> Chart:
    """Draw the shares of the areas of one project, with the rows behind them."""
    about = About(context, "areas", context.text("comparison.areas.title"))
    if isinstance(sides, NotAvailable):
        return about.unavailable(sides)
    told = differences_sentence(sides, context, are_areas=True)
    if not can_be_compared(sides, OF_AREAS):
        return about.listed(told)
    bars = tuple(
        Bar(_bar_name(side, measure, context), value.numerator, rows.also(area=side.name))
        for measure, rows in BEHIND.items()
        for side in sides
        if (value := side.known(measure))
    )
    columns = _columns(_known(sides, OF_AREAS), OF_AREAS, context, name="words.area")
    figure = _figure(sides, OF_AREAS, context, bars)
    parts = Parts(rows=REQUESTS if bars else None, remark=_remarks(sides, context, OF_AREAS, are_areas=True))
    return about.drawn(told, figure, columns, alt="comparison.dots_alt", one_decimal=SHARE_COLUMNS, bars=bars, **parts)


def per_unit(sides: Sequence[Side], measure: Measure, context: ChartContext) -> Chart:
    """Draw requests per conversation or cost per completed visit, and say who has the least and the most."""
    title = context.text("comparison.measure", by=measure)
    about = About(context, f"compared_{measure.value}", title)
    known = _known(sides, (measure,))
    if not known:
        missing = next((side.measured[measure] for side in sides), None)
        return about.unavailable(missing if isinstance(missing, NotAvailable) else NotAvailable("no_visits"))
    panel = Panel(title, tuple(_dot(side, measure, context) for side in sides))
    write = context.formats
    is_money = measure is Measure.COST
    ticks = partial(write.euro, whole=True) if is_money else lambda tick: write.number(tick, 0 if tick == int(tick) else 1)
    figure = dots(context, [side.name for side in sides], [panel], ticks)
    told = range_sentence(known, measure, context)
    columns = _columns(known, (measure,), context, name="comparison.column.name")
    return about.drawn(told, figure, columns, alt="comparison.dots_alt", is_across=True)


def _known(sides: Sequence[Side], measures: Sequence[Measure]) -> list[Side]:
    return [side for side in sides if any(side.known(measure) for measure in measures)]


def differences_sentence(sides: Sequence[Side], context: ChartContext, *, are_areas: bool = False) -> str:
    """Say which differences are more than chance, for two sides or more."""
    asked = OF_AREAS if are_areas else TESTED_SHARES
    measures = can_be_compared(sides, asked)
    if not measures:
        return context.text("comparison.told.too_little_areas" if are_areas else "comparison.told.too_little")
    found = differences(sides, asked)
    if not found:
        none = "comparison.told.none_areas" if are_areas else "comparison.told.none"
        return context.text(none, count=len(sides), measures=_subjects(measures, context))
    first = found[0]
    time = _time_to_resolve(sides, context) if first.measure is Measure.RESOLVED else ""
    return sentences(_difference(first, sides, context, are_areas=are_areas), time)


def _remarks(sides: Sequence[Side], context: ChartContext, asked: Sequence[Measure], *, are_areas: bool = False) -> str:
    """Say the other differences that are more than chance, and what may be chance: in the menu, since a headline has room for one."""
    measures, found = can_be_compared(sides, asked), differences(sides, asked)
    rest = [measure for measure in measures if all(one.measure is not measure for one in found)]
    parts = sentences(*(_difference(one, sides, context, are_areas=are_areas) for one in found[1 : MOST_TOLD + 1]))
    return sentences(
        context.text("comparison.told.some", parts=parts) if parts else "",
        context.text("comparison.told.rest", measures=_subjects(rest, context)) if rest and found else "",
    )


def _time_to_resolve(sides: Sequence[Side], context: ChartContext) -> str:
    """Say who had more time to resolve requests than the others, and who still has: that alone may explain a difference."""
    known = [side for side in sides if side.known(Measure.RESOLVED)]
    days = {side.name: side.days for side in known if side.days is not None}
    if len(days) < len(known):  # areas: of one project, so alike
        return ""
    longest, shortest = max(days, key=days.__getitem__), min(days, key=days.__getitem__)
    running = [side.name for side in known if side.is_running]
    differs, still = days[longest] - days[shortest] > ALIKE, 0 < len(running) < len(known)
    if still:
        return context.count("comparison.told.still_running", len(running), names=named(context, running))
    return context.text("comparison.told.more_time", longest=longest, shortest=shortest) if differs else ""


def _subjects(measures: Sequence[Measure], context: ChartContext) -> str:
    return context.formats.joined([context.text("comparison.subject", by=measure) for measure in measures])


def range_sentence(known: Sequence[Side], measure: Measure, context: ChartContext) -> str:
    """Say the least and the most, as they are written."""
    values = {side.name: value.value for side in known if (value := side.known(measure))}
    told = {name: written(value, measure, context) for name, value in values.items()}
    low, high = min(values.values()), max(values.values())
    lowest, highest = written(low, measure, context), written(high, measure, context)
    if len(known) == 1:
        return context.text("comparison.only", by=measure, name=known[0].name, value=lowest)
    if lowest == highest:
        return context.text("comparison.same", by=measure, value=lowest)
    least = named(context, [name for name, text in told.items() if text == lowest])
    most = named(context, [name for name, text in told.items() if text == highest])
    return context.text("comparison.range", by=measure, lowest=least, low=lowest, highest=most, high=highest)


def written(value: float, measure: Measure, context: ChartContext) -> str:
    """Write a value as people read it."""
    if measure is Measure.COST:
        return context.formats.euro(round(value))
    return context.formats.number(value, 2) if measure is Measure.REQUESTS else context.formats.percent(value)


def _alone(side: Side, context: ChartContext, *, beside_samples: bool) -> str:
    alone = context.text("comparison.told.alone_real" if beside_samples else "comparison.told.alone", name=side.name)
    if (value := side.known(Measure.COVERAGE)) is None:
        return alone
    name = context.place(side.name)
    share = context.formats.percent(value.value)
    return sentences(alone, context.text("comparison.told.alone_coverage", name=name, value=share))


def _difference(one: Difference, sides: Sequence[Side], context: ChartContext, *, are_areas: bool) -> str:
    others = [side.name for side in sides if side.name != one.name and side.known(one.measure)]
    several = context.text("comparison.told.other_areas" if are_areas else "comparison.told.others")
    against = context.place(others[0]) if len(others) == 1 else several
    key = "comparison.higher" if one.is_higher else "comparison.lower"
    value, other = context.formats.percent(one.value), context.formats.percent(one.others)
    return context.text(key, by=one.measure, name=context.place(one.name), others=against, value=value, other=other)


def _figure(sides: Sequence[Side], measures: Sequence[Measure], context: ChartContext, bars: Sequence[Bar] = ()) -> Figure | None:
    """Draw the dots of neighbourhoods, or of areas with the rows behind them."""
    panels = []
    places = {bar.name: place for place, bar in enumerate(bars)}
    for measure in measures:
        found = (_dot(side, measure, context, places.get(_bar_name(side, measure, context), -1)) for side in sides)
        panels.append(Panel(context.text("comparison.measure", by=measure), tuple(found)))
    names = [side.name for side in sides]
    return dots(context, names, panels, context.formats.percent, whole=1.0) if _known(sides, measures) else None


def _bar_name(side: Side, measure: Measure, context: ChartContext) -> str:
    return f"{side.name} · {context.text('comparison.short', by=measure)}"


def _dot(side: Side, measure: Measure, context: ChartContext, place: int = -1) -> Dot:
    value = side.known(measure)
    name = escaped(side.name)
    title = context.text("comparison.short", by=measure)
    if value is None:
        missing = side.measured[measure]
        reason = context.why_not(missing) if isinstance(missing, NotAvailable) else ""
        hover = context.text("comparison.hover.missing", name=name, measure=title, reason=reason)
        return Dot(value=None, text=context.text("words.not_in_data"), hover=hover)
    text = escaped(written(value.value, measure, context))
    hover = _hover(side, value, measure, context)
    if measure is not Measure.COVERAGE:
        return Dot(value=value.value, text=text, hover=hover, low=value.low, high=value.high, place=place)
    # A count of what was done: no sample of something larger, so no margin.
    done = Dot(value=value.value, text=text, hover=hover, low=value.value, high=value.value, place=place)
    if (plan := side.planned_share) is None:
        return done
    told = context.text("comparison.hover.plan", name=name, value=escaped(context.formats.percent(plan)))
    return replace(done, plan=plan, plan_hover=told)


def _hover(side: Side, value: Measured, measure: Measure, context: ChartContext) -> str:
    part = context.formats.euro(value.numerator) if measure is Measure.COST else context.formats.number(value.numerator)
    key = "comparison.hover.share" if measure is not Measure.COVERAGE else "comparison.hover.done"
    what, of = context.text("comparison.short", by=measure), context.text("metrics.denominator", by=value.denominator_name)
    values = {"value": value.value, "low": value.low, "high": value.high}
    told = {name: escaped(written(number, measure, context)) for name, number in values.items()}
    words = {"name": escaped(side.name), "measure": what, "part": part, "whole": value.denominator, "of": of}
    return context.text(key, day=context.formats.day(side.as_of), **words, **told)


def _columns(sides: Sequence[Side], measures: Sequence[Measure], context: ChartContext, *, name: str) -> Columns:
    rows = [(side, measure, value) for measure in measures for side in sides if (value := side.known(measure))]
    is_money = measures == (Measure.COST,)
    is_share = all(measure in SIDE_BY_SIDE for measure in measures)
    head = SHARE_COLUMNS[0] if is_share else "comparison.column.amount" if is_money else "comparison.column.value"

    def scaled(value: float) -> float:
        return 100 * value if is_share else round(value) / CENTS if is_money else value

    return {
        "comparison.column.measure": [context.text("comparison.short", by=measure) for _, measure, _ in rows],
        name: [side.name for side, _, _ in rows],
        "words.as_of": [context.formats.day(side.as_of) for side, _, _ in rows],
        head: [scaled(value.value) for *_, value in rows],
        "comparison.column.low": [scaled(value.low) for *_, value in rows],
        "comparison.column.high": [scaled(value.high) for *_, value in rows],
        "words.number": [value.numerator / CENTS if is_money else value.numerator for *_, value in rows],
        "words.of": [value.denominator for *_, value in rows],
        "comparison.column.of": [context.text("metrics.denominator", by=value.denominator_name) for *_, value in rows],
    }
