"""Coverage: completed visits against the plan, and per area or partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.chart import Chart
from adv.charts.chart_context import plain
from adv.charts.kinds.bars import Rows, Series, bars, horizontal
from adv.charts.kinds.lines import Goal, Rising, ends, rising, value_at
from adv.charts.milestones import beside, described
from adv.charts.tables import table
from adv.charts.words import leaders, named, not_available, sentences
from adv.formats import rounded
from adv.metrics.selection import Selection
from adv.metrics.source_rows import COMPLETED, VISITS
from adv.metrics.values import NotAvailable
from adv.metrics.visits import VisitGroup
from adv.model import TargetUnit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.charts.chart_context import Look
    from adv.metrics.coverage import BurnUp, Coverage
    from adv.metrics.visits import CoverageByGroup

EVERYTHING = Selection()
COUNTED = {TargetUnit.VISITS: "completed_visits", TargetUnit.HOUSEHOLDS: "households_reached"}
BEHIND = {TargetUnit.VISITS: COMPLETED, TargetUnit.HOUSEHOLDS: COMPLETED.as_households}
SELECTS = {VisitGroup.AREA: "area", VisitGroup.ORGANISATION: "organisation"}
NAMES = {
    VisitGroup.AREA: "coverage_by_area",
    VisitGroup.ORGANISATION: "coverage_by_partner",
    VisitGroup.STREET: "coverage_by_street",
    VisitGroup.ATTEMPT: "coverage_by_attempt",
}


def burn_up(curve: BurnUp | NotAvailable, exact: Coverage | NotAvailable, look: Look, selection: Selection = EVERYTHING) -> Chart:
    """Completed visits (or households reached), cumulative, against plan and target."""
    definitions: tuple[str, ...] = ("coverage", "plan", "lag")
    if isinstance(exact, NotAvailable):
        return not_available(look, "burn_up", exact, definitions=definitions, title=look.text("burn_up.visits.title"))
    unit = exact.target_unit.value
    definitions = (COUNTED[exact.target_unit], *definitions)
    title = look.text(f"burn_up.{unit}.title")
    if isinstance(curve, NotAvailable):
        return not_available(look, "burn_up", curve, definitions=definitions, title=title)
    sentence = coverage_sentence(exact, look, selection)
    line = burn_up_line(curve, exact, look)
    goal = burn_up_goal(curve, look) if selection.is_everything else None
    planned = [value_at(day, curve.plan_days, curve.plan) for day in curve.days]
    columns: dict[str, Sequence[object]] = {
        "day": curve.days,
        f"done_{unit}": curve.completed,
        **({"planned": planned} if goal else {}),
    }
    columns |= beside(look, curve.days, ends(line)[1])
    alt = sentences(look.text("burn_up.alt", title=title, sentence=sentence), described(look, *ends(line)))
    rows, told = BEHIND[exact.target_unit], table(look, columns, ["planned"] if goal else [])
    figure = rising(look, line, goal)
    return Chart("burn_up", title, sentence, figure, told, alt, definitions, rows=rows)


def burn_up_line(curve: BurnUp, exact: Coverage, look: Look) -> Rising:
    """What was completed, day by day."""
    unit, write = exact.target_unit.value, look.formats.day
    hovers = [
        look.count(f"burn_up.{unit}.hover", count, day=write(day)) for day, count in zip(curve.days, curve.completed, strict=True)
    ]
    name, now = look.text(f"burn_up.{unit}.done"), look.formats.number(exact.completed)
    return Rising(curve.days, curve.completed, hovers, name, now, curve.as_of, curve.period)


def burn_up_goal(curve: BurnUp, look: Look) -> Goal:
    """The plan of the whole project and the target it leads to."""
    write, number = look.formats.day, look.formats.number
    hovers = [
        look.text("burn_up.plan_hover", day=write(day), planned=number(value, 0 if value == round(value) else 1))
        for day, value in zip(curve.plan_days, curve.plan, strict=True)
    ]
    label = look.text("burn_up.target", target=curve.target)
    return Goal(curve.plan_days, curve.plan, hovers, look.text("plan"), curve.target, label)


def coverage_sentence(exact: Coverage, look: Look, selection: Selection = EVERYTHING) -> str:
    """How many were completed, and whether that is what the plan asked. True in every state of a project."""
    write = look.formats.long_day
    day, unit = write(exact.as_of), f"burn_up.{exact.target_unit.value}"
    if not selection.is_everything:
        return sentences(look.many(f"{unit}.chosen", exact.completed, day=day), look.text("burn_up.whole_project"))
    if exact.reached_on is not None and exact.completed >= exact.target:
        key = "reached" if exact.completed == exact.target else "surpassed"
        return look.text(f"{unit}.{key}", reached=write(exact.reached_on), target=exact.target, count=exact.completed, day=day)
    progress = look.many(f"{unit}.progress", exact.completed, day=day, target=exact.target)
    return f"{progress}; {_against_plan(exact, look)}."


def _against_plan(exact: Coverage, look: Look) -> str:
    write = look.formats.long_day
    if exact.as_of < exact.period.start:
        return look.text("burn_up.not_begun", start=write(exact.period.start))
    if exact.period.is_over(exact.as_of):
        last = write(exact.period.last_day)
        return look.text("burn_up.over", last=last, missing=exact.target - exact.completed)
    planned = int(rounded(exact.planned))
    lead = exact.completed - planned
    if lead == 0:
        return look.text("burn_up.on_plan_at_zero" if planned == 0 else "burn_up.on_plan")
    days = exact.lag_days if lead < 0 else -exact.lag_days
    about = look.count("burn_up.about_days", days) if days > 0 else ""
    if lead < 0:
        return look.count("burn_up.behind", planned, lag=-lead, about=about)
    return look.many("burn_up.ahead", planned, lead=lead, about=about)


def coverage_by(exact: CoverageByGroup | NotAvailable, look: Look, group: VisitGroup, selection: Selection | None = None) -> Chart:
    """Visits and completed visits per area, partner, street or attempt."""
    key, words = NAMES[group], f"coverage_by.{group.value}"
    title = look.text(f"{words}.title")
    definitions = ("completed_visits", "by_organisation") if group is VisitGroup.ORGANISATION else ("completed_visits",)
    if isinstance(exact, NotAvailable):
        return not_available(look, key, exact, definitions=definitions, title=title)
    sentence = coverage_by_sentence(exact, look, selection)
    names = tuple(_name(group, name, look) for name in exact.groups)
    pairs = list(zip(names, exact.completed, exact.visits, strict=True))
    ends = [look.text("of", count=done, total=visits) for _, done, visits in pairs]
    hovers = tuple(look.count("coverage_by.hover", done, name=plain(name), total=visits) for name, done, visits in pairs)
    every = tuple(VISITS.also(**{group.value: name}) for name in exact.groups)
    done = tuple(COMPLETED.also(**{group.value: name}) for name in exact.groups)
    series = [
        Series(look.text("coverage_by.visits"), exact.visits, hovers, look.style.muted, rows=every, is_behind=True),
        Series(look.text("coverage_by.completed"), exact.completed, hovers, look.style.blue, rows=done),
    ]
    columns: dict[str, tuple[object, ...]] = {f"by_{group.value}": names, "visits": exact.visits, "completed": exact.completed}
    if exact.households_reached is not None:
        columns["households_reached"] = exact.households_reached
    figure = horizontal(look, Rows(names, exact.groups), series, ends) if exact.groups and exact.total_visits else None
    alt = look.text("bars_alt", title=title, sentence=sentence)
    select, counted = SELECTS.get(group), bars(names, series)
    return Chart(key, title, sentence, figure, table(look, columns), alt, definitions, select, VISITS, counted)


def _name(group: VisitGroup, name: str, look: Look) -> str:
    return look.text("coverage_by.attempt.name", number=name) if group is VisitGroup.ATTEMPT else name


def coverage_by_sentence(exact: CoverageByGroup, look: Look, selection: Selection | None = None) -> str:
    """Where or with whom most visits were completed, where none was, and what the groups leave out or count double.

    That there was none somewhere is said only of the whole project: in a selection it is the selection that leaves them out.
    """
    if exact.total_visits == 0:
        return look.text("no_visits")
    if exact.total_completed == 0:
        return look.count("none_completed", exact.total_visits)
    words = f"coverage_by.{exact.group.value}"
    is_whole = selection is not None and selection.is_everything
    names = [_name(exact.group, name, look) for name in exact.groups]
    empty = [name for name, done in zip(names, exact.completed, strict=True) if done == 0]
    return sentences(
        _most(exact, names, look),
        look.text(f"{words}.empty", names=named(look, empty)) if is_whole and 0 < len(empty) < len(names) else "",
        look.count(f"{words}.without", exact.without_group) if exact.without_group else "",
        look.text("coverage_by.overlap", total=exact.total_completed) if exact.overlaps else "",
    )


def _most(exact: CoverageByGroup, names: list[str], look: Look) -> str:
    words = f"coverage_by.{exact.group.value}"
    top = leaders(names, exact.completed)
    total = exact.total_completed
    if not top.names:
        return look.count(f"coverage_by.all_without.{exact.group.value}", total)
    if not top.is_one and total == 1:
        return look.text("coverage_by.together", names=named(look, top.names))
    if not top.is_one:
        return look.text(f"{words}.tie", names=named(look, top.names), count=top.value, total=total)
    if top.value == total:
        return look.count(f"{words}.all", total, name=top.names[0])
    return look.text(f"{words}.most", name=top.names[0], count=top.value, total=total)
