"""Homes: where to go again, which were reached, and how far each household came from address to help."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from adv.charts.chart import About, Chart, Columns, Head, Parts, titled
from adv.charts.chart_context import ChartContext, named, sentences
from adv.charts.kinds.bars import Rows, Series, bar_chart, labels, rows, stacked
from adv.charts.rows import stands
from adv.metrics.homes import ENDED, Home, Homes, ToDo
from adv.metrics.households import STEPS, Funnel, FunnelStep, ended_as
from adv.metrics.selection import EVERYTHING, Selection
from adv.metrics.source_rows import ADDRESSES, VISITS, Behind
from adv.metrics.values import NotAvailable, Rate
from adv.model import Outcome

ROWS_ON_PAGE = 8  # rows on the page
NEEDS_ALL = NotAvailable("needs_all_visits")


@titled("homes", "coverage.homes.title")
def homes(about: About, exact: Homes, context: ChartContext, selection: Selection = EVERYTHING) -> Chart:
    """Draw how far one is with the homes on the register, or with those approached, in all and per area."""
    if not selection.has_all_visits:
        return about.unavailable(NEEDS_ALL)
    if not exact.has_register:
        about = replace(about, title=context.text("coverage.homes.title_approached"))
    kinds = [kind for kind in Home if exact.has_register or kind is not Home.NEVER]
    used = [place for place in range(len(exact.areas)) if any(exact.counts[kind][place] for kind in kinds)]
    areas = [exact.areas[place] for place in used]
    groups = Rows((context.text("coverage.homes.everywhere"), *areas), ("", *areas))
    counts = {kind: [exact.total[kind], *(exact.counts[kind][place] for place in used)] for kind in kinds}
    behind = ADDRESSES if exact.has_register else VISITS
    series = [_series(kind, values, groups, rows=behind, context=context) for kind, values in counts.items()]
    totals = [sum(row) for row in zip(*counts.values(), strict=True)]
    pairs = list(zip(counts[Home.REACHED], totals, strict=True))
    columns: Columns = {
        "words.area": groups.names,
        **{Head("coverage.column.home", kind): values for kind, values in counts.items()},
        "coverage.column.share": [100 * done / total if total else 0.0 for done, total in pairs],
    }
    told = homes_sentence(exact, context)
    ends = [context.text("charts.of", count=done, total=total) for done, total in pairs]
    shown = columns if totals[0] else {}
    parts = Parts(selects="area", rows=behind.as_households)
    tenths = ["coverage.column.share"] if totals[0] else []
    return bar_chart(about, told, groups, series, ends=ends, draw=stacked, columns=shown, one_decimal=tenths, **parts)


def _series(kind: Home, values: Sequence[int], groups: Rows, *, rows: Behind, context: ChartContext) -> Series:
    word = context.text("coverage.home", by=kind)
    hovers = context.hovers("coverage.homes.hover", name=groups.names, count=values, kind=word)
    ended = rows.that(ended_as, *ENDED[kind])
    counted = (ended.as_households, *(ended.also(area=area).as_households for area in groups.codes[1:]))
    return Series(word, values, hovers, context.style.of(kind), labels=labels(context, values), rows=counted)


def homes_sentence(exact: Homes, context: ChartContext) -> str:
    """Say which part was spoken with, where somebody still has to go, and where nobody was yet."""
    whole, reached = exact.all, exact.total[Home.REACHED]
    if not whole:
        return context.text("charts.no_visits")
    register = "register" if exact.has_register else "approached"
    share = context.formats.percent(reached / whole)
    told = [context.many("coverage.homes.reached", reached, by=register, whole=whole, share=share)]
    told.append(context.many("coverage.homes.to_do", exact.total[Home.TO_DO]))
    if not exact.has_register:
        return sentences(*told, context.text("coverage.homes.no_register"))
    outside = context.if_any("coverage.homes.outside", exact.outside_register)
    return sentences(*told, context.many("coverage.homes.never", exact.total[Home.NEVER]), outside)


@titled("to_do", "coverage.to_do.title")
def to_do(about: About, exact: ToDo, context: ChartContext, selection: Selection = EVERYTHING) -> Chart:
    """List the numbers of the visits to go to again."""
    if not selection.has_all_visits:
        return about.unavailable(NEEDS_ALL)
    columns: Columns = {
        "words.street": [home.street or "–" for home in exact.again],
        "coverage.column.outcome": [
            context.text("words.outcome", by=home.outcome) if home.outcome else "–" for home in exact.again
        ],
        "coverage.column.day": [home.day for home in exact.again],
        "coverage.column.attempts": [home.attempts for home in exact.again],
        "words.stands": [stands(home.sheet, home.row, context) for home in exact.again],
    }
    rows = VISITS.that(ended_as, *ENDED[Home.TO_DO]).as_households
    also = left_out(exact, context)
    appointments = sum(home.outcome == Outcome.APPOINTMENT.value for home in exact.again)
    told = context.many("coverage.to_do.again", len(exact.again)), context.if_any("coverage.to_do.appointments", appointments)
    return about.listed(sentences(*told), columns if exact.again else {}, rows=rows, shown=ROWS_ON_PAGE, remark=also)


def left_out(exact: ToDo, context: ChartContext) -> str:
    """Say which homes without a conversation are not in the list."""
    return sentences(
        context.if_any("coverage.to_do.refused", exact.refused),
        context.if_any("coverage.to_do.vacant", exact.vacant),
        context.if_any("coverage.to_do.without_household", exact.without_household),
    )


@titled("never_approached", "coverage.never_approached.title")
def never_approached(about: About, exact: ToDo, context: ChartContext, selection: Selection = EVERYTHING) -> Chart:
    """List per street how many homes on the register nobody approached."""
    new = exact.new
    if isinstance(new, NotAvailable) or not selection.has_all_visits:
        return about.unavailable(new if isinstance(new, NotAvailable) else NEEDS_ALL)
    streets = list(dict.fromkeys(street.street for street in new))
    sentence = context.many("coverage.never_approached.told", sum(street.homes for street in new))
    if len(streets) > 1 and None not in streets:
        names = named(context, [name for name in streets if name])
        sentence = sentences(sentence, context.text("coverage.never_approached.streets", names=names))
    columns: Columns = {
        "words.street": [street.street or "–" for street in new],
        "words.area": [street.area or "–" for street in new],
        "coverage.column.homes": [street.homes for street in new],
    }
    rows = ADDRESSES.that(ended_as, *ENDED[Home.NEVER]).as_households
    return about.listed(sentence, columns if new else {}, rows=rows, shown=ROWS_ON_PAGE)


@titled("funnel", "definitions.funnel.name")
def household_funnel(about: About, exact: Funnel, context: ChartContext) -> Chart:
    """Draw how many households are left at each step, and which part of the step before that is."""
    names = [context.text("metrics.funnel", by=step.name) for step in exact.steps]
    counts = [step.households for step in exact.steps]
    hovers = [_hover(name, step, context) for name, step in zip(names, exact.steps, strict=True)]
    found = [STEPS[step.name] for step in exact.steps]
    series = [Series(context.text("words.households"), counts, hovers, context.style.done, rows=found)]
    ends = [_end(step, context) for step in exact.steps]
    columns: Columns = {
        "coverage.column.step": names,
        "words.households": counts,
        "coverage.column.of_previous": [_share(step.of_previous, context) for step in exact.steps],
        "coverage.column.of_first": [_share(step.of_first, context) for step in exact.steps],
    }
    told = funnel_sentence(exact, context)
    return bar_chart(about, told, rows(names), series, ends=ends, columns=columns, is_drawn=counts[0] > 0, rows=found[0])


def _end(step: FunnelStep, context: ChartContext) -> str:
    written, rate = context.formats, step.of_previous
    if rate is None or isinstance(rate.share, NotAvailable):
        return written.number(step.households)
    return context.text("coverage.funnel.end", count=step.households, share=written.percent(rate.share, 0))


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
    return context.text("coverage.funnel.share", share=share, count=rate.numerator, whole=rate.denominator, of=of)


def funnel_sentence(exact: Funnel, context: ChartContext) -> str:
    """Say with how many there was a conversation, how many of those had a request, and for how many one was closed."""
    first = exact.steps[0]
    if first.households == 0:
        return context.text("charts.no_visits")
    left = {step.name: step.of_first.numerator for step in exact.steps if step.of_first is not None}
    talked = left["conversation"]
    asked = closed = ""
    if talked and "with_request" in left:
        asked = context.many("coverage.funnel.asked", left["with_request"], talked=talked)
        closed = context.many("coverage.funnel.closed", left["closed"]) if left["with_request"] else ""
    return sentences(
        context.many("coverage.funnel.talked", talked, by=first.name, whole=first.households),
        asked,
        closed,
        context.if_any("coverage.funnel.outside", exact.outside_register),
    )
