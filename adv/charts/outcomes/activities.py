"""Activities in the neighbourhood: of which kind, when, and how many people took part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from adv.charts.chart import About, Chart, Columns, titled
from adv.charts.chart_context import ChartContext, escaped, leaders, named, sentences
from adv.charts.kinds.bars import Series, bar_chart, bars, folded, silent_rows
from adv.charts.kinds.columns import long_span_name, span_name, span_of, standing
from adv.charts.milestones import described_in
from adv.metrics.source_rows import ACTIVITIES, Behind, Unit
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from adv.metrics.outcomes import Activities, ActivitiesOverTime


@titled("activities", "outcomes.activities.title")
def activities_by_kind(about: About, exact: Activities, context: ChartContext) -> Chart:
    """Draw participants per kind of activity, or activities where the data do not say how many came."""
    people = not isinstance(exact.participants, NotAvailable)
    told, exact = activities_sentence(exact, context), _by_people(exact) if people else exact
    pairs = list(zip(exact.per_kind, exact.participants_per_kind, strict=True))
    shown = folded(exact.kinds, pairs, context.text("charts.others_bar"))
    ends = [_end(context, *both) if people and both[1] else _times(context, both[0]) for both in shown.counts]
    hovers = [f"{escaped(name)}: {end}" for name, end in zip(shown.names, ends, strict=True)]
    rows = [_counted(ACTIVITIES.also(kind=kinds), people=people) for kinds in shown.members]
    word = context.text("words.participants" if people else "words.activities")
    series = [Series(word, shown.values(int(people)), hovers, context.style.blue, rows=rows)]
    columns: Columns = {"words.kind": exact.kinds, "words.activities": exact.per_kind}
    if people:
        columns = {**columns, "words.participants": exact.participants_per_kind}
    groups, is_drawn = silent_rows(shown.names), bool(shown.names)
    return bar_chart(about, told, groups, series, ends=ends, columns=columns, is_drawn=is_drawn, rows=ACTIVITIES)


def _by_people(exact: Activities) -> Activities:
    """Put the kind with the most participants first: its bars are people."""
    order = sorted(range(len(exact.kinds)), key=lambda place: -exact.participants_per_kind[place])
    per_kind, people = (tuple(values[place] for place in order) for values in (exact.per_kind, exact.participants_per_kind))
    return replace(exact, kinds=tuple(exact.kinds[place] for place in order), per_kind=per_kind, participants_per_kind=people)


def _counted(rows: Behind, *, people: bool) -> Behind:
    return replace(rows, unit=Unit.PARTICIPANTS) if people else rows


def _times(context: ChartContext, times: int) -> str:
    return context.count("outcomes.activities.times", times)


def _end(context: ChartContext, times: int, people: int) -> str:
    return f"{context.count('outcomes.activities.people', people)}, {_times(context, times)}"


def activities_sentence(exact: Activities, context: ChartContext) -> str:
    """Say how many there were, and how many people came."""
    if not exact.total:
        return context.text("outcomes.activities.none")
    first = context.count("outcomes.activities.total", exact.total)
    if isinstance(exact.participants, NotAvailable):
        first = sentences(first, context.why_not(exact.participants))
    elif exact.without_participants < exact.total:
        people = context.count("outcomes.activities.people", exact.participants)
        first = context.count("outcomes.activities.total_with", exact.total, people=people)
    if exact.without_participants and not isinstance(exact.participants, NotAvailable):
        first = sentences(first, context.count("outcomes.activities.without_people", exact.without_participants))
    return sentences(first, context.if_any("outcomes.activities.without_kind", exact.without_kind))


def activities_over_time(exact: ActivitiesOverTime | NotAvailable, context: ChartContext) -> Chart:
    """Draw participants per quarter, or activities where the data do not say how many came."""
    key, span = "activities_over_time", span_of(exact, context)
    if isinstance(exact, NotAvailable):
        title = context.text("outcomes.activities_over_time.title", by="activities", span=span)
        return About(context, key, title).unavailable(exact)
    about = About(context, key, context.text("outcomes.activities_over_time.title", by=_what(exact), span=span))
    names = [span_name(context, exact.span, start) for start in exact.starts]
    counted = [ACTIVITIES.also(**{exact.span.value: start.isoformat()}) for start in exact.starts]
    columns: Columns = {"outcomes.column.span": names, "words.begins_on": exact.starts, "words.activities": exact.activities}
    if isinstance(exact.participants, NotAvailable):
        values, word = exact.activities, context.text("words.activities")
        ends = [_times(context, times) for times in exact.activities]
    else:
        values, word = exact.participants, context.text("words.participants")
        ends = [_end(context, *both) for both in zip(exact.activities, values, strict=True)]
        counted = [_counted(rows, people=True) for rows in counted]
        columns = {**columns, "words.participants": values}
    hovers = [f"{name}: {end}" for name, end in zip(names, ends, strict=True)]
    series = [Series(word, values, hovers, context.style.blue, rows=counted)]
    figure = standing(context, names, series, span=exact.span, starts=exact.starts) if sum(values) else None
    told, also, found = over_time_sentence(exact, context), described_in(context, exact.span, exact.starts), bars(names, series)
    return about.drawn(told, figure, columns, alt="charts.columns_alt", also=also, rows=ACTIVITIES, bars=found)


def _what(exact: ActivitiesOverTime) -> str:
    """Tell what the bars are: the last part of the keys of their texts."""
    return "activities" if isinstance(exact.participants, NotAvailable) else "participants"


def over_time_sentence(exact: ActivitiesOverTime, context: ChartContext) -> str:
    """Name the span with the most participants, or activities."""
    values = exact.activities if isinstance(exact.participants, NotAvailable) else exact.participants
    if not sum(exact.activities):
        return context.text("outcomes.activities.none")
    if not sum(values):
        return context.text("outcomes.activities_over_time.nobody")
    top = leaders([long_span_name(context, exact.span, start) for start in exact.starts], values)
    if top.is_one:
        return context.count("outcomes.activities_over_time.most", top.value, by=_what(exact), span=top.names[0])
    spans = named(context, top.names)
    return context.count("outcomes.activities_over_time.tie", top.value, by=_what(exact), spans=spans)
