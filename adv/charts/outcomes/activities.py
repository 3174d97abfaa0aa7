"""Activities in the neighbourhood: of which kind, and how many people took part."""

from __future__ import annotations

from msgspec.structs import replace

from adv.charts.chart import About, Chart, Columns, titled
from adv.charts.chart_context import ChartContext, escaped, sentences
from adv.charts.kinds.bars import Series, bar_chart, folded, silent_rows
from adv.metrics.outcomes import Activities
from adv.metrics.source_rows import ACTIVITIES, Behind, Unit
from adv.metrics.values import NotAvailable


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
