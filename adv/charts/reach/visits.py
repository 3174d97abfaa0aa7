"""Visits: how they ended, and how many there were per month or quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.chart import Chart
from adv.charts.chart_context import plain
from adv.charts.kinds.bars import Rows, Series, bars, horizontal
from adv.charts.kinds.columns import HEIGHT, axis_name, long_span_name, span_codes, span_name, span_selects, standing
from adv.charts.milestones import beside, described, last_day, on_spans
from adv.charts.tables import table
from adv.charts.words import Leaders, leaders, named, not_available, sentences
from adv.metrics.source_rows import COMPLETED, VISITS
from adv.metrics.values import NotAvailable
from adv.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.charts.chart_context import Look
    from adv.metrics.spans import Span
    from adv.metrics.visits import OutcomeCounts, OverTime

HATCHED = {Outcome.NOT_AT_HOME: "/"}


def outcomes(exact: OutcomeCounts | NotAvailable, look: Look) -> Chart:
    """Visits by outcome: all of them, and per area."""
    definitions = ("outcomes", "completed_visits")
    if isinstance(exact, NotAvailable):
        return not_available(look, "outcomes", exact, definitions=definitions)
    sentence = outcomes_sentence(exact, look)
    all_areas = look.text("outcomes.all_areas")
    areas = tuple(area for area, counts in exact.by_area.items() if sum(counts.values()))
    groups = Rows((all_areas, *areas), ("", *areas))
    per_group = [exact.counts, *(exact.by_area[area] for area in areas)]
    totals = [sum(counts.values()) for counts in per_group]
    series = []
    for outcome in Outcome:
        values = tuple(counts[outcome] for counts in per_group)
        word = look.text(f"outcome.{outcome.value}")
        hovers = tuple(
            look.text("outcomes.hover", name=plain(name), outcome=word, count=value, total=total)
            for name, value, total in zip(groups.names, values, totals, strict=True)
        )
        labels = tuple(look.formats.number(value) if value else "" for value in values)
        ended = VISITS.also(outcome=outcome.value)
        rows = (ended, *(ended.also(area=area) for area in areas))
        series.append(Series(word, values, hovers, look.style.of_outcome(outcome), labels, rows, HATCHED.get(outcome, "")))
    columns: dict[str, list[object]] = {"by_area": [all_areas, *exact.by_area]}
    for outcome in Outcome:
        columns[f"outcome_{outcome.value}"] = [exact.counts[outcome], *(counts[outcome] for counts in exact.by_area.values())]
    figure = None
    if totals[0]:
        figure = horizontal(look, groups, series, [look.formats.number(total) for total in totals], stacked=True)
    alt = look.text("bars_alt", title=look.text("outcomes.title"), sentence=sentence)
    title, counted = look.text("outcomes.title"), bars(groups.names, series)
    return Chart("outcomes", title, sentence, figure, table(look, columns), alt, definitions, "area", VISITS, counted)


def outcomes_sentence(exact: OutcomeCounts, look: Look) -> str:
    """How many visits became a conversation, and what the others mostly became."""
    total = sum(exact.counts.values())
    done = exact.counts[Outcome.CONVERSATION]
    if total == 0:
        return look.text("no_visits")
    others = {outcome: count for outcome, count in exact.counts.items() if outcome is not Outcome.CONVERSATION}
    top = leaders([look.text(f"outcome.{outcome.value}") for outcome in others], list(others.values()))
    if total == 1:
        return look.text("outcomes.only_one", outcome=top.names[0] if top.names else look.text("outcome.conversation"))
    if done == total:
        return look.text("outcomes.all", total=total)
    if done == 0:
        first = look.text("outcomes.none", total=total)
    else:
        first = look.count("outcomes.some", done, total=total, share=look.formats.percent(done / total))
    return sentences(first, _rest(top, total - done, look, of="of_others" if done else "of_all"))


def _rest(top: Leaders, rest: int, look: Look, of: str) -> str:
    those = look.text(f"outcomes.{of}", rest=rest)
    quoted = [f"“{name}”" if look.texts.language == "en" else f"‘{name}’" for name in top.names]
    if rest == 1:
        return look.text("outcomes.other_one", outcome=quoted[0])
    if top.value == rest:
        return look.text("outcomes.others_all", outcome=quoted[0], of=those)
    if top.is_one:
        return look.count("outcomes.others_most", top.value, outcome=quoted[0], of=those)
    return look.text("outcomes.others_tie", outcomes=named(look, quoted), count=top.value, of=those)


def visits_over_time(exact: OverTime | NotAvailable, look: Look) -> Chart:
    """Visits and completed visits per week, month, quarter or year."""
    definitions = ("completed_visits", "over_time")
    if isinstance(exact, NotAvailable):
        title = look.text("visits_over_time.title", span=look.text("span.any"))
        return not_available(look, "visits_over_time", exact, definitions=definitions, title=title)
    sentence = over_time_sentence(exact, look)
    names = [span_name(look, exact.span, start) for start in exact.starts]
    hovers = tuple(
        look.count("coverage_by.hover", done, name=name, total=visits)
        for name, done, visits in zip(names, exact.completed, exact.visits, strict=True)
    )
    every = tuple(VISITS.also(**{exact.span.value: start.isoformat()}) for start in exact.starts)
    done = tuple(COMPLETED.also(**{exact.span.value: start.isoformat()}) for start in exact.starts)
    series = [
        Series(look.text("coverage_by.visits"), exact.visits, hovers, look.style.muted, rows=every, is_behind=True),
        Series(look.text("coverage_by.completed"), exact.completed, hovers, look.style.blue, rows=done),
    ]
    columns: dict[str, Sequence[object]] = {
        "span": names,
        "start": exact.starts,
        "visits": exact.visits,
        "completed": exact.completed,
    }
    marks = on_spans(look, exact.span, exact.starts, HEIGHT)
    labels = [axis_name(look, exact.span, start) for start in exact.starts]
    figure = standing(look, labels, series, None, marks, codes=span_codes(exact.span, exact.starts)) if sum(exact.visits) else None
    title = look.text("visits_over_time.title", span=look.text(f"span.{exact.span.value}"))
    alt = look.text("columns_alt", title=title, sentence=sentence)
    if exact.starts:
        alt = sentences(alt, described(look, exact.starts[0], last_day(exact.span, exact.starts)))
        columns |= beside(look, exact.starts, last_day(exact.span, exact.starts))
    counted = bars(names, series)
    return Chart(
        "visits_over_time",
        title,
        sentence,
        figure,
        table(look, columns),
        alt,
        definitions,
        span_selects(exact.span),
        VISITS,
        counted,
    )


def over_time_sentence(exact: OverTime, look: Look) -> str:
    """The span with the most completed visits, and how the last one compares."""
    if not sum(exact.visits):
        return look.text("no_visits")
    if not sum(exact.completed):
        return look.count("none_completed", sum(exact.visits))
    return sentences(_busiest(exact.span, exact, look), _last(exact, look))


def _busiest(span: Span, exact: OverTime, look: Look) -> str:
    names = [long_span_name(look, span, start) for start in exact.starts]
    top = leaders(names, exact.completed)
    if top.is_one:
        return look.count("visits_over_time.most", top.value, span=top.names[0])
    if len(top.names) <= 3:  # noqa: PLR2004 - three can be named
        return look.count("visits_over_time.tie", top.value, spans=look.formats.joined(top.names))
    spans = look.count(f"spans.{span.value}", len(top.names))
    return look.count("visits_over_time.many", top.value, spans=spans)


def _last(exact: OverTime, look: Look) -> str:
    if len(exact.starts) == 1 or exact.completed[-1] == max(exact.completed):
        return ""
    return look.many("visits_over_time.last", exact.completed[-1], span=long_span_name(look, exact.span, exact.starts[-1]))
