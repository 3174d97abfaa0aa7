"""Coverage: completed visits against the plan, and per partner or round, how visits ended, and how many there were per month."""

from __future__ import annotations

from adv.charts.chart import About, Chart, Columns, Head, Parts, titled
from adv.charts.chart_context import HEADS, ChartContext, Leaders, lasting, leaders, named, sentences
from adv.charts.coverage.response import Rated, rates_chart
from adv.charts.kinds.bars import Rows, Series, bar_chart, shares, stacked
from adv.charts.kinds.columns import column_chart, long_span_name, span_name, span_of
from adv.charts.kinds.lines import Goal, Line, Rising, ends, rising, value_at
from adv.charts.milestones import beside, described
from adv.formats import rounded
from adv.metrics.coverage import BurnUp, Coverage
from adv.metrics.selection import EVERYTHING, Selection
from adv.metrics.source_rows import COMPLETED, VISITS
from adv.metrics.values import NotAvailable, Rate
from adv.metrics.visits import CoverageByGroup, OutcomeCounts, OverTime, VisitGroup
from adv.model import Outcome, TargetUnit, is_conversation

COUNTED = {TargetUnit.VISITS: "completed_visits", TargetUnit.HOUSEHOLDS: "households_reached"}
DONE = {TargetUnit.VISITS: "words.completed_visits", TargetUnit.HOUSEHOLDS: "words.reached_households"}
BEHIND = {TargetUnit.VISITS: COMPLETED, TargetUnit.HOUSEHOLDS: COMPLETED.as_households}
SELECTS = {VisitGroup.ORGANISATION: "organisation"}
NAMES = {VisitGroup.ORGANISATION: "coverage_by_partner", VisitGroup.ATTEMPT: "coverage_by_attempt"}


def burn_up(
    curve: BurnUp | NotAvailable, exact: Coverage | NotAvailable, context: ChartContext, selection: Selection = EVERYTHING
) -> Chart:
    """Draw completed visits (or households reached), cumulative, against plan and target."""
    if isinstance(exact, NotAvailable):
        return About(context, "burn_up", context.text("coverage.burn_up.title", by=TargetUnit.VISITS)).unavailable(exact)
    unit = exact.target_unit
    title = "coverage.burn_up.title" if selection.is_everything else "coverage.burn_up.title_chosen"
    about = About(context, "burn_up", context.text(title, by=unit), COUNTED[unit])
    if isinstance(curve, NotAvailable):
        return about.unavailable(curve)
    done = burn_up_line(curve, exact, context)
    goal = burn_up_goal(curve, context) if selection.is_everything else None
    planned: Columns = {"words.plan": [value_at(day, curve.plan_days, curve.plan) for day in curve.days]} if goal else {}
    first, last = ends(curve.days, curve.period, curve.as_of)
    columns: Columns = {"words.date": curve.days, DONE[unit]: curve.completed, **planned, **beside(context, curve.days, last)}
    told = coverage_sentence(exact, context, selection)
    figure = rising(context, done, goal)
    also = described(context, first, last)
    return about.drawn(told, figure, columns, alt="coverage.burn_up.alt", also=also, one_decimal=planned, rows=BEHIND[unit])


def burn_up_line(curve: BurnUp, exact: Coverage, context: ChartContext) -> Rising:
    """Make the line of what was completed, day by day."""
    unit, write = exact.target_unit, context.formats.day
    hovers = context.hovers("coverage.burn_up.hover", by=unit, count=curve.completed, day=[*map(write, curve.days)])
    name = context.text("coverage.burn_up.done", by=unit)
    now = context.formats.number(exact.completed)
    line = Line(curve.days, curve.completed, hovers, name)
    return Rising(line=line, now=now, as_of=curve.as_of, period=curve.period)


def burn_up_goal(curve: BurnUp, context: ChartContext) -> Goal:
    """Make the plan of the whole project and the target it leads to."""
    number = context.formats.number
    days = [context.formats.day(day) for day in curve.plan_days]
    planned = [number(value, 0 if value == round(value) else 1) for value in curve.plan]
    hovers = context.hovers("coverage.plan_hover", day=days, planned=planned)
    line = Line(curve.plan_days, curve.plan, hovers, context.text("words.plan"))
    label = "coverage.burn_up.target"
    return Goal(line=line, limit=curve.target, limit_label=context.text(label, target=curve.target))


def coverage_sentence(exact: Coverage | NotAvailable, context: ChartContext, selection: Selection = EVERYTHING) -> str:
    """Say how many were completed, and whether that is what the plan asked. True in every state of a project."""
    if isinstance(exact, NotAvailable):
        return context.why_not(exact)
    write, unit = context.formats.long_day, exact.target_unit
    day = write(exact.as_of)
    if not selection.is_everything:
        chosen = context.many("coverage.burn_up.chosen", exact.completed, by=unit)
        return sentences(chosen, context.text("coverage.burn_up.whole_project"))
    if exact.reached_on is not None and exact.completed >= exact.target:
        key = "coverage.burn_up.reached" if exact.completed == exact.target else "coverage.burn_up.surpassed"
        words = {"reached": write(exact.reached_on), "target": exact.target, "count": exact.completed, "day": day}
        return context.text(key, by=unit, **words)
    progress = context.many("coverage.burn_up.progress", exact.completed, by=unit, day=day, target=exact.target)
    return f"{progress}; {_against_plan(exact, context)}."


def _against_plan(exact: Coverage, context: ChartContext) -> str:
    write = context.formats.long_day
    if exact.as_of < exact.period.start:
        return context.text("coverage.burn_up.not_begun", start=write(exact.period.start))
    if exact.period.is_over(exact.as_of):
        return context.text("coverage.burn_up.over", last=write(exact.period.last_day), missing=exact.target - exact.completed)
    planned = int(rounded(exact.planned))
    lead = exact.completed - planned
    if lead == 0:
        return context.text("coverage.burn_up.on_plan_at_zero" if planned == 0 else "charts.on_plan")
    days = exact.lag_days if lead < 0 else -exact.lag_days
    if days <= 0:
        key = "coverage.burn_up.ahead.short" if lead > 0 else "coverage.burn_up.behind.short"
        return context.text(key, planned=planned, gap=abs(lead))
    key = "coverage.burn_up.ahead.long" if lead > 0 else "coverage.burn_up.behind.long"
    return context.text(key, planned=planned, gap=abs(lead), time=lasting(days, context, is_about=False))


def coverage_by(exact: CoverageByGroup | NotAvailable, context: ChartContext, group: VisitGroup) -> Chart:
    """Draw per partner or attempt which part of the visits became a conversation."""
    about = About(context, NAMES[group], context.text("coverage.coverage_by.title", by=group))
    if isinstance(exact, NotAvailable):
        return about.unavailable(exact)
    names = [_name(group, name, context) for name in exact.groups]
    rates = [Rate(done, of, "visits") for done, of in zip(exact.completed, exact.visits, strict=True)]
    rated = Rated(names, rates, [COMPLETED.also(**{group.value: name}) for name in exact.groups]).known
    overlap = context.text("coverage.coverage_by.overlap", total=exact.total_completed) if exact.overlaps else ""
    parts = Parts(rows=VISITS, selects=SELECTS.get(group), remark=overlap)
    is_choice = group is VisitGroup.ORGANISATION  # groups by the names in the data
    told = coverage_by_sentence(exact, context)
    return rates_chart(about, told, rated, context, head=HEADS[group], hover="coverage.hover_visits", is_choice=is_choice, **parts)


def _name(group: VisitGroup, name: str, context: ChartContext) -> str:
    return context.text("coverage.coverage_by.attempt_name", number=name) if group is VisitGroup.ATTEMPT else name


def coverage_by_sentence(exact: CoverageByGroup, context: ChartContext) -> str:
    """Say with whom, or in which round, most visits were completed, and what the groups leave out."""
    if exact.total_visits == 0:
        return context.text("charts.no_visits")
    if exact.total_completed == 0:
        return context.count("coverage.none_completed", exact.total_visits)
    names = [_name(exact.group, name, context) for name in exact.groups]
    without = context.if_any("coverage.coverage_by.without", exact.without_group, by=exact.group)
    return sentences(_most(exact, names, context), without)


def _most(exact: CoverageByGroup, names: list[str], context: ChartContext) -> str:
    top = leaders(names, exact.completed)
    total = exact.total_completed
    group = exact.group
    if not top.names:
        return context.count("coverage.coverage_by.all_without", total, by=group)
    if not top.is_one and total == 1:
        return context.text("coverage.coverage_by.together", names=named(context, top.names))
    if not top.is_one:
        return context.text("coverage.coverage_by.tie", names=named(context, top.names), count=top.value, total=total)
    if top.value == total:
        return context.count("coverage.coverage_by.all", total, by=group, name=top.names[0])
    return context.text("coverage.coverage_by.most", by=group, name=top.names[0], count=top.value, total=total)


@titled("outcomes", "coverage.outcomes.title")
def outcomes(about: About, exact: OutcomeCounts, context: ChartContext) -> Chart:
    """Draw which part of the visits ended how: of all of them, and per area."""
    everywhere = context.text("coverage.homes.everywhere")
    areas = [area for area, counts in exact.by_area.items() if sum(counts.values())]
    is_one = len(areas) == 1 and exact.by_area[areas[0]] == exact.counts  # all there is: chosen, or the only one with visits
    groups = Rows(tuple(areas), tuple(areas)) if is_one else Rows((everywhere, *areas), ("", *areas))
    per_group = [*([] if is_one else [exact.counts]), *(exact.by_area[area] for area in areas)]
    totals, series = [sum(counts.values()) for counts in per_group], []
    for outcome in filter(exact.counts.get, Outcome):  # an outcome that does not occur has no place in the legend
        values = [counts[outcome] for counts in per_group]
        word = context.text("words.outcome", by=outcome)
        hovers = context.hovers("coverage.outcomes.hover", name=groups.names, outcome=word, count=values, total=totals)
        ended = VISITS.also(outcome=outcome.value)
        rows = tuple(ended.also(area=area) if area else ended for area in groups.codes)
        parts, shown = shares(context, values, totals)
        series.append(Series(word, parts, hovers, context.style.of(outcome), labels=shown, rows=rows, counts=values))
    listed = {area: exact.by_area[area] for area in areas} if is_one else {everywhere: exact.counts, **exact.by_area}
    columns: Columns = {
        "words.area": list(listed),
        **{Head("words.outcome", outcome): [counts[outcome] for counts in listed.values()] for outcome in Outcome},
    }
    told = outcomes_sentence(exact, context)
    ends = [context.count("words.number_of_visits", total) for total in totals]
    return bar_chart(about, told, groups, series, ends=ends, columns=columns, draw=stacked, selects="area", rows=VISITS)


def outcomes_sentence(exact: OutcomeCounts, context: ChartContext) -> str:
    """Say how many visits became a conversation, and what the others mostly became."""
    total = sum(exact.counts.values())
    done = exact.completed
    if total == 0:
        return context.text("charts.no_visits")
    others = {outcome: count for outcome, count in exact.counts.items() if not is_conversation(outcome)}
    top = leaders([context.text("words.outcome", by=outcome) for outcome in others], list(others.values()))
    if total == 1:
        only = next(filter(exact.counts.get, Outcome))
        return context.text("coverage.outcomes.only_one", outcome=context.text("words.outcome", by=only))
    if done == total:
        return context.text("coverage.outcomes.all", total=total)
    if done == 0:
        first = context.text("coverage.outcomes.none", total=total)
        those = "coverage.outcomes.of_all"
    else:
        share = context.formats.percent(done / total, 0)
        first = context.count("coverage.outcomes.some", done, total=total, share=share)
        those = "coverage.outcomes.of_others"
    return sentences(first, _rest(top, total - done, context, of=context.text(those, rest=total - done)))


def _rest(top: Leaders, rest: int, context: ChartContext, *, of: str) -> str:
    quoted = [f"“{name}”" if context.texts.language == "en" else f"‘{name}’" for name in top.names]
    if rest == 1:
        return context.text("coverage.outcomes.other_one", outcome=quoted[0])
    if top.value == rest:
        return context.text("coverage.outcomes.others_all", outcome=quoted[0], of=of)
    if top.is_one:
        return context.count("coverage.outcomes.others_most", top.value, outcome=quoted[0], of=of)
    return context.text("coverage.outcomes.others_tie", outcomes=named(context, quoted), count=top.value, of=of)


def visits_over_time(exact: OverTime | NotAvailable, context: ChartContext) -> Chart:
    """Draw visits and completed visits per week, month, quarter or year."""
    about = About(context, "visits_over_time", context.text("coverage.visits_over_time.title", span=span_of(exact, context)))
    if isinstance(exact, NotAvailable):
        return about.unavailable(exact)
    names = [span_name(context, exact.span, start) for start in exact.starts]
    hovers = context.hovers("coverage.coverage_by.hover", name=names, count=exact.completed, total=exact.visits)
    every, done = ([rows.also(**{exact.span.value: start.isoformat()}) for start in exact.starts] for rows in (VISITS, COMPLETED))
    style = context.style
    series = [
        Series(context.text("coverage.all_visits"), exact.visits, hovers, style.muted, rows=every, is_behind=True),
        Series(context.text("words.completed"), exact.completed, hovers, style.done, rows=done),
    ]
    columns = {"words.visits": exact.visits, "words.completed": exact.completed}
    return column_chart(about, over_time_sentence(exact, context), series, counted=exact, columns=columns, rows=VISITS)


def over_time_sentence(exact: OverTime, context: ChartContext) -> str:
    """Name the span with the most completed visits, and say how the last one compares."""
    if not sum(exact.visits):
        return context.text("charts.no_visits")
    if not sum(exact.completed):
        return context.count("coverage.none_completed", sum(exact.visits))
    return sentences(_busiest(exact, context), _last(exact, context))


def _busiest(exact: OverTime, context: ChartContext) -> str:
    top = leaders([long_span_name(context, exact.span, start) for start in exact.starts], exact.completed)
    if top.is_one:
        return context.count("coverage.visits_over_time.most", top.value, span=top.names[0])
    if len(top.names) == 2:  # noqa: PLR2004 - more make a long sentence
        return context.count("coverage.visits_over_time.tie", top.value, spans=context.formats.joined(top.names))
    spans = context.count("words.spans", len(top.names), by=exact.span)
    return context.count("coverage.visits_over_time.many", top.value, spans=spans)


def _last(exact: OverTime, context: ChartContext) -> str:
    if len(exact.starts) == 1 or exact.completed[-1] == max(exact.completed):
        return ""
    span = long_span_name(context, exact.span, exact.starts[-1])
    return context.many("coverage.visits_over_time.last", exact.completed[-1], span=span)
