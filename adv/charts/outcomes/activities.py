"""Activities in the neighbourhood: of which kind, when, and how many people took part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from adv.charts.chart import Chart
from adv.charts.chart_context import plain
from adv.charts.kinds.bars import Rows, Series, bars, folded, horizontal
from adv.charts.kinds.columns import HEIGHT, long_span_name, span_name, standing
from adv.charts.milestones import described, last_day, on_spans
from adv.charts.tables import table
from adv.charts.words import leaders, named, not_available, sentences
from adv.metrics.source_rows import ACTIVITIES, Unit
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from adv.charts.chart_context import Look
    from adv.metrics.activities import Activities, ActivitiesOverTime
    from adv.metrics.source_rows import Behind


def activities_by_kind(exact: Activities | NotAvailable, look: Look) -> Chart:
    """Participants per kind of activity, or activities where the data do not say how many came."""
    look, definitions = look.of("outcomes"), ("activities",)
    if isinstance(exact, NotAvailable):
        return not_available(look, "activities", exact, definitions=definitions)
    people = not isinstance(exact.participants, NotAvailable)
    told, exact = exact, _by_people(exact) if people else exact
    pairs = tuple(zip(exact.per_kind, exact.participants_per_kind, strict=True))
    names, counts, rest = folded(exact.kinds, pairs, look.texts("charts.others_bar"))
    ends = [_end(look, *both) if people and both[1] else look.count("activities.times", both[0]) for both in counts]
    hovers = tuple(f"{plain(name)}: {end}" for name, end in zip(names, ends, strict=True))
    rows = tuple(_counted(ACTIVITIES.also(kind=kinds), people=people) for kinds in _kinds(exact.kinds, names, rest))
    word = look.text("column.participants" if people else "column.activities")
    series = [Series(word, tuple(both[people] for both in counts), hovers, look.style.blue, (), rows)]
    figure = horizontal(look.of("charts"), Rows(names, ("",) * len(names)), series, ends) if names else None
    columns: dict[str, Any] = {"kind": exact.kinds, "activities": exact.per_kind}
    if people:
        columns["participants"] = exact.participants_per_kind
    title, sentence = look.text("activities.title"), activities_sentence(told, look)
    alt, counted = look.texts("charts.bars_alt", title=title, sentence=sentence), bars(names, series)
    return Chart("activities", title, sentence, figure, table(look, columns), alt, definitions, rows=ACTIVITIES, bars=counted)


def _by_people(exact: Activities) -> Activities:
    """The same, the kind with the most participants first: its bars are people."""
    order = sorted(range(len(exact.kinds)), key=lambda place: -exact.participants_per_kind[place])
    per_kind, people = (tuple(values[place] for place in order) for values in (exact.per_kind, exact.participants_per_kind))
    return replace(exact, kinds=tuple(exact.kinds[place] for place in order), per_kind=per_kind, participants_per_kind=people)


def _kinds(every: tuple[str, ...], names: tuple[str, ...], rest: int) -> list[tuple[str, ...]]:
    """The kinds of each bar; the last stands for all without one of their own, when there are any."""
    alone = names[:-1] if rest else names
    found: list[tuple[str, ...]] = [(name,) for name in alone]
    return [*found, tuple(name for name in every if name not in alone)] if rest else found


def _counted(rows: Behind, *, people: bool) -> Behind:
    return replace(rows, unit=Unit.PARTICIPANTS) if people else rows


def _end(look: Look, times: int, people: int) -> str:
    return f"{look.count('activities.people', people)}, {look.count('activities.times', times)}"


def activities_sentence(exact: Activities, look: Look) -> str:
    """How many there were, how many people came, and what there was most often."""
    if not exact.total:
        return look.text("activities.none")
    first = look.count("activities.total", exact.total)
    if isinstance(exact.participants, NotAvailable):
        first = sentences(first, look.why_not(exact.participants))
    elif exact.without_participants < exact.total:
        people = look.count("activities.people", exact.participants)
        first = look.count("activities.total_with", exact.total, people=people)
    if exact.without_participants and not isinstance(exact.participants, NotAvailable):
        first = sentences(first, look.count("activities.without_people", exact.without_participants))
    top = leaders(exact.kinds, exact.per_kind)
    most = ""
    if len(exact.kinds) > 1:
        most = look.count(
            "activities.most" if top.is_one else "activities.tie", top.value, kinds=named(look.of("charts"), top.names)
        )
    without = look.count("activities.without_kind", exact.without_kind) if exact.without_kind else ""
    return sentences(first, most, without)


def activities_over_time(exact: ActivitiesOverTime | NotAvailable, look: Look) -> Chart:
    """Participants per quarter, or activities where the data do not say how many came."""
    look, key, definitions = look.of("outcomes"), "activities_over_time", ("activities", "over_time")
    if isinstance(exact, NotAvailable):
        return not_available(
            look,
            key,
            exact,
            definitions=definitions,
            title=look.text(f"{key}.activities.title", span=look.texts("charts.span.any")),
        )
    charts = look.of("charts")
    names = [span_name(charts, exact.span, start) for start in exact.starts]
    people = None if isinstance(exact.participants, NotAvailable) else exact.participants
    values = exact.activities if people is None else people
    ends = [look.count("activities.times", times) for times in exact.activities]
    if people is not None:
        ends = [_end(look, *both) for both in zip(exact.activities, people, strict=True)]
    hovers = tuple(f"{name}: {end}" for name, end in zip(names, ends, strict=True))
    rows = tuple(
        _counted(ACTIVITIES.also(**{exact.span.value: start.isoformat()}), people=people is not None) for start in exact.starts
    )
    what = "activities" if people is None else "participants"
    series = [Series(look.text(f"column.{what}"), values, hovers, look.style.blue, rows=rows)]
    columns: dict[str, Any] = {"span": names, "start": exact.starts, "activities": exact.activities}
    if people is not None:
        columns["participants"] = people
    marks = on_spans(charts, exact.span, exact.starts, HEIGHT)
    figure = standing(charts, names, series, None, marks) if sum(values) else None
    title = look.text(f"{key}.{what}.title", span=charts.text(f"span.{exact.span.value}"))
    sentence = over_time_sentence(exact, look)
    alt, counted = charts.text("columns_alt", title=title, sentence=sentence), bars(names, series)
    if exact.starts:
        alt = sentences(alt, described(charts, exact.starts[0], last_day(exact.span, exact.starts)))
    return Chart(key, title, sentence, figure, table(look, columns), alt, definitions, rows=ACTIVITIES, bars=counted)


def over_time_sentence(exact: ActivitiesOverTime, look: Look) -> str:
    """The span with the most participants, or activities."""
    what = "activities" if isinstance(exact.participants, NotAvailable) else "participants"
    values = exact.activities if isinstance(exact.participants, NotAvailable) else exact.participants
    if not sum(exact.activities):
        return look.text("activities.none")
    if not sum(values):
        return look.text("activities_over_time.nobody")
    names = [long_span_name(look.of("charts"), exact.span, start) for start in exact.starts]
    top = leaders(names, values)
    if top.is_one:
        return look.count(f"activities_over_time.{what}.most", top.value, span=top.names[0])
    return look.count(f"activities_over_time.{what}.tie", top.value, spans=named(look.of("charts"), top.names))
