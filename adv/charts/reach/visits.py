"""Visits: how they ended, and how many there were per month or quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.chart import About, Chart, Columns, Head, titled
from adv.charts.chart_context import ChartContext, Leaders, leaders, named, sentences
from adv.charts.kinds.bars import Rows, Series, bar_chart, shares, stacked
from adv.charts.kinds.columns import column_chart, long_span_name, span_name, span_of
from adv.charts.reach.coverage import visits_and_completed
from adv.metrics.source_rows import VISITS
from adv.metrics.values import NotAvailable
from adv.model import Outcome

if TYPE_CHECKING:
    from adv.metrics.visits import OutcomeCounts, OverTime


@titled("outcomes", "charts.outcomes.title")
def outcomes(about: About, exact: OutcomeCounts, context: ChartContext) -> Chart:
    """Draw which part of the visits ended how: of all of them, and per area."""
    everywhere = context.text("reach.homes.everywhere")
    areas = [area for area, counts in exact.by_area.items() if sum(counts.values())]
    groups, per_group = Rows((everywhere, *areas), ("", *areas)), [exact.counts, *(exact.by_area[area] for area in areas)]
    totals, series = [sum(counts.values()) for counts in per_group], []
    for outcome in Outcome:
        values, word = [counts[outcome] for counts in per_group], context.text("words.outcome", by=outcome)
        hovers = context.hovers("charts.outcomes.hover", name=groups.names, outcome=word, count=values, total=totals)
        ended = VISITS.also(outcome=outcome.value)
        rows = (ended, *(ended.also(area=area) for area in areas))
        parts, shown = shares(context, values, totals)
        series.append(Series(word, parts, hovers, context.style.of_outcome(outcome), labels=shown, rows=rows, counts=values))
    every = [exact.counts, *exact.by_area.values()]
    columns: Columns = {
        "words.area": [everywhere, *exact.by_area],
        **{Head("charts.column.outcome", outcome): [counts[outcome] for counts in every] for outcome in Outcome},
    }
    told, ends = outcomes_sentence(exact, context), [context.count("words.number_of_visits", total) for total in totals]
    return bar_chart(about, told, groups, series, ends=ends, columns=columns, draw=stacked, selects="area", rows=VISITS)


def outcomes_sentence(exact: OutcomeCounts, context: ChartContext) -> str:
    """Say how many visits became a conversation, and what the others mostly became."""
    total = sum(exact.counts.values())
    done = exact.counts[Outcome.CONVERSATION]
    if total == 0:
        return context.text("charts.no_visits")
    others = {outcome: count for outcome, count in exact.counts.items() if outcome is not Outcome.CONVERSATION}
    top = leaders([context.text("words.outcome", by=outcome) for outcome in others], list(others.values()))
    if total == 1:
        only = top.names[0] if top.names else context.text("words.outcome", by=Outcome.CONVERSATION)
        return context.text("charts.outcomes.only_one", outcome=only)
    if done == total:
        return context.text("charts.outcomes.all", total=total)
    if done == 0:
        first, those = context.text("charts.outcomes.none", total=total), "charts.outcomes.of_all"
    else:
        share = context.formats.percent(done / total)
        first, those = context.count("charts.outcomes.some", done, total=total, share=share), "charts.outcomes.of_others"
    return sentences(first, _rest(top, total - done, context, of=context.text(those, rest=total - done)))


def _rest(top: Leaders, rest: int, context: ChartContext, *, of: str) -> str:
    quoted = [f"“{name}”" if context.texts.language == "en" else f"‘{name}’" for name in top.names]
    if rest == 1:
        return context.text("charts.outcomes.other_one", outcome=quoted[0])
    if top.value == rest:
        return context.text("charts.outcomes.others_all", outcome=quoted[0], of=of)
    if top.is_one:
        return context.count("charts.outcomes.others_most", top.value, outcome=quoted[0], of=of)
    return context.text("charts.outcomes.others_tie", outcomes=named(context, quoted), count=top.value, of=of)


def visits_over_time(exact: OverTime | NotAvailable, context: ChartContext) -> Chart:
    """Draw visits and completed visits per week, month, quarter or year."""
    title = context.text("charts.visits_over_time.title", span=span_of(exact, context))
    about = About(context, "visits_over_time", title)
    if isinstance(exact, NotAvailable):
        return about.unavailable(exact)
    names = [span_name(context, exact.span, start) for start in exact.starts]
    series = visits_and_completed(exact, names, [{exact.span.value: start.isoformat()} for start in exact.starts], context)
    columns = {"words.visits": exact.visits, "words.completed": exact.completed}
    told = over_time_sentence(exact, context)
    return column_chart(about, told, series, counted=exact, columns=columns, is_drawn=any(exact.visits), rows=VISITS)


def over_time_sentence(exact: OverTime, context: ChartContext) -> str:
    """Name the span with the most completed visits, and say how the last one compares."""
    if not sum(exact.visits):
        return context.text("charts.no_visits")
    if not sum(exact.completed):
        return context.count("charts.none_completed", sum(exact.visits))
    return sentences(_busiest(exact, context), _last(exact, context))


def _busiest(exact: OverTime, context: ChartContext) -> str:
    top = leaders([long_span_name(context, exact.span, start) for start in exact.starts], exact.completed)
    if top.is_one:
        return context.count("charts.visits_over_time.most", top.value, span=top.names[0])
    if len(top.names) <= 3:  # noqa: PLR2004 - three can be named
        return context.count("charts.visits_over_time.tie", top.value, spans=context.formats.joined(top.names))
    spans = context.count("words.spans", len(top.names), by=exact.span)
    return context.count("charts.visits_over_time.many", top.value, spans=spans)


def _last(exact: OverTime, context: ChartContext) -> str:
    if len(exact.starts) == 1 or exact.completed[-1] == max(exact.completed):
        return ""
    span = long_span_name(context, exact.span, exact.starts[-1])
    return context.many("charts.visits_over_time.last", exact.completed[-1], span=span)
