"""Results: what was agreed and reached, where, with whom it was talked and about what. What came of the requests is in `requests`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.metrics.outcomes import results
from adv.metrics.values import NotAvailable
from adv.model import Outcome, ResultIndicator
from adv.report.blocks import Heading, OwnText, Paragraph, Said, Table, counted, said
from adv.report.fact import Fact, Kind, View, difference
from adv.report.facts import DONE
from adv.report.sections.summary import as_of, period_heads, period_of, planned_by_now, views

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adv.metrics.outcomes import Result
    from adv.report.blocks import Block, Cell
    from adv.report.facts import Facts

LARGE = 0.10  # of what was planned: from here on an explanation is wanted (Awb 4:80)
LARGE_CENTS = 50_000
GOALS = {
    ResultIndicator.NEIGHBOURHOOD_SCORE: said("report.row.neighbourhood_score"),
    ResultIndicator.HOME_SCORE: said("report.row.home_score"),
    ResultIndicator.ACTIVATED_SHARE: said("report.row.activated_share"),
    ResultIndicator.RESOLVED_SHARE: said("report.row.resolved_share"),
    ResultIndicator.HOUSEHOLDS_HELPED: said("report.row.households_helped"),
    ResultIndicator.ACTIVITIES: said("report.row.activities"),
    ResultIndicator.PARTICIPANTS: said("report.row.participants"),
}
_EXPLAINED = {
    "explain.visits": "report.results.large.visits",
    "explain.results": "report.results.large.results",
    "explain.money": "report.results.large.money",
    "explain.categories": "report.results.large.categories",
}
_ASKED = {
    "explain.visits": said("report.slot.explain_visits"),
    "explain.results": said("report.slot.explain_results"),
    "explain.money": said("report.slot.explain_money"),
    "explain.categories": said("report.slot.explain_categories"),
}
UNITS = {"visits": said("report.row.visits"), "households": said("report.row.households")}
OUTCOMES = {
    Outcome.CONVERSATION: said("words.outcome.conversation"),
    Outcome.NOT_AT_HOME: said("words.outcome.not_at_home"),
    Outcome.REFUSED: said("words.outcome.refused"),
    Outcome.APPOINTMENT: said("words.outcome.appointment"),
    Outcome.VACANT: said("words.outcome.vacant"),
}


def promises(facts: Facts) -> tuple[Block, ...]:
    """Show that what was agreed took place (Awb 4:45, first paragraph), with room to explain what differs by more than a tenth."""
    project = facts.spans.project
    target, done = facts.fixed("target", project.target, Kind.COUNT), facts.count(DONE[project.target_unit])
    budget, spent = facts.fixed("budget", project.budget_cents, Kind.CENTS), facts.money("budget.spent")
    due, due_money = planned_by_now(facts), facts.money("budget.pv")
    outcomes = [] if facts.is_published else [*_activities(facts), *(_result(facts, one) for one in _results(facts))]
    rows = [_promise(facts, UNITS[project.target_unit], target, due, done), *outcomes]
    rows.append(_promise(facts, said("report.row.spent"), budget, due_money, spent))
    heads = (
        said("report.column.what"),
        said("report.column.agreed"),
        said("report.column.planned_now", day=as_of(facts)),
        said("report.column.start"),
        said("report.column.difference"),
    )
    return (
        Heading(2, said("report.head.promises")),
        Table("promises", said("report.table.promises"), heads, tuple(rows)),
        *explanation(facts, "explain.visits", is_wanted=is_large(done, due)),
        *explanation(facts, "explain.results", is_wanted=any(_falls_short(row) for row in outcomes)),
        *explanation(facts, "explain.money", is_wanted=is_large(spent, due_money)),
    )


def _promise(facts: Facts, name: Said, agreed: Fact, due: Fact | None, done: Fact | None) -> tuple[Cell, ...]:
    gap = facts.keep(difference(f"{agreed.path}.gap", done, due)) if done and due else None
    return (name, agreed, due, done, gap)


def _activities(facts: Facts) -> Iterator[tuple[Cell, ...]]:
    promised = facts.spans.project.promised_activities
    if promised is not None:
        agreed, held = facts.fixed("activities.promised", promised, Kind.COUNT), facts.count("outcomes.activities")
        yield _at_the_end(facts, GOALS[ResultIndicator.ACTIVITIES], agreed, held)


def _results(facts: Facts) -> tuple[Result, ...]:
    found = results(facts.spans.dataset, facts.spans.project, facts.spans.as_of)
    return () if isinstance(found, NotAvailable) else found


def _result(facts: Facts, result: Result) -> tuple[Cell, ...]:
    indicator = result.goal.indicator
    kind = Kind.MARK if indicator.is_score else Kind.PERCENT if indicator.is_share else Kind.COUNT

    def fact(path: str, value: float) -> Fact:
        return facts.fixed(path, int(value) if kind is Kind.COUNT else value, kind)

    agreed = fact(f"results.{indicator.value}.target", result.goal.target)
    realised = None if isinstance(result.realised, NotAvailable) else fact(f"results.{indicator.value}", result.realised.value)
    return _at_the_end(facts, GOALS[indicator], agreed, realised)


def _at_the_end(facts: Facts, name: Said, agreed: Fact, done: Fact | None) -> tuple[Cell, ...]:
    """Hold what has no plan by day against its goal, but only when the project is over."""
    is_over = facts.spans.project.period.is_over(facts.spans.as_of)
    gap: Cell = said("report.at_the_end")
    if is_over and agreed.kind is not Kind.PERCENT:  # a share less another one is no share
        gap = None if done is None else facts.keep(difference(f"{agreed.path}.gap", done, agreed))
    elif is_over:
        gap = None if done is None else said("report.reached" if done.number >= agreed.number else "report.not_reached")
    return (name, agreed, said("report.no_plan"), done, gap)


def _falls_short(row: tuple[Cell, ...]) -> bool:
    _, agreed, _, done, gap = row
    is_over = not (isinstance(gap, Said) and gap.key == "report.at_the_end")
    return is_over and isinstance(agreed, Fact) and isinstance(done, Fact) and done.number < (1 - LARGE) * agreed.number


def is_large(done: Fact | None, due: Fact | None) -> bool:
    """Tell that two numbers differ by more than a tenth, and amounts by more than a trifle as well."""
    if done is None or due is None:
        return False
    gap = abs(done.number - due.number)
    return gap > LARGE * due.number and (due.kind is not Kind.CENTS or gap > LARGE_CENTS)


def explanation(facts: Facts, slot: str, *, is_wanted: bool, **named: Fact) -> Iterator[Block]:
    """Ask for an explanation, and say why it is asked."""
    if is_wanted:
        yield Paragraph((Said(_EXPLAINED[slot], named),))
    if is_wanted or facts.about.text(slot):
        yield OwnText(slot, _ASKED[slot], facts.about.text(slot), is_wanted=is_wanted)


def areas(facts: Facts) -> tuple[Block, ...]:
    """Tell where the visits were, per area beside the year before."""
    now = facts.counts("visits.completed_by_area", View.NOW)
    if not now:
        return ()
    per_view = {view: facts.counts("visits.completed_by_area", view) for view in views(facts)}
    rows: list[tuple[Cell, ...]] = [
        (facts.fixed(f"area.{name}", name, Kind.NAME), *(found.get(name) for found in per_view.values())) for name in now
    ]
    totals = tuple(facts.count("visits.completed", view) for view in views(facts))
    rest = tuple(
        _rest(facts, "visits.completed_by_area", total, per_view[view]) for view, total in zip(per_view, totals, strict=True)
    )
    if any(fact and fact.number for fact in rest):
        rows.append((said("report.row.without_area"), *rest))
    rows.append((said("report.total"), *totals))
    return (
        Heading(2, said("report.head.areas")),
        Paragraph(tuple(_areas_told(facts, now))),
        Table("areas", said("report.table.areas"), (said("report.column.area"), *period_heads(facts)), tuple(rows), has_total=True),
        OwnText("areas", said("report.slot.areas"), facts.about.text("areas")),
    )


def _rest(facts: Facts, path: str, total: Fact | None, parts: dict[str, Fact]) -> Fact | None:
    """Give what no group has: so that the rows add up to the total in view."""
    if total is None or not parts:
        return None
    value = int(total.number) - sum(int(part.number) for part in parts.values())
    return facts.keep(Fact(f"{path}.rest", total.view, value, total.kind))


def _areas_told(facts: Facts, now: dict[str, Fact]) -> Iterator[Said]:
    most = max(now.values(), key=lambda fact: fact.number)
    top = [name for name, fact in now.items() if fact.number == most.number]
    if most.is_none:
        yield counted("report.summary.done", most, period=period_of(facts))
        return
    if len(top) == 1:
        yield counted(
            "report.results.most_area", most, period=period_of(facts), area=facts.fixed(f"area.{top[0]}", top[0], Kind.NAME)
        )
    elif len(top) == len(now):
        yield said("report.results.same_areas", period=period_of(facts))
    none = [area for area in facts.spans.project.areas if area.name in now and now[area.name].is_none]
    if none and not most.is_none:
        number = facts.fixed("areas.none.count", len(none), Kind.COUNT)
        names = facts.fixed("areas.none", tuple(area.in_text or area.name for area in none), Kind.NAMES)
        yield counted("report.results.none_area", number, areas=names, period=period_of(facts))


def reach(facts: Facts) -> tuple[Block, ...]:
    """Tell how many homes were approached, how the visits ended, and where one still has to go."""
    outcomes = {view: facts.counts("visits.by_outcome", view) for view in views(facts)}
    if not outcomes[View.NOW]:
        return ()
    rows: list[tuple[Cell, ...]] = [
        (OUTCOMES[outcome], *(found.get(outcome.value) for found in outcomes.values())) for outcome in Outcome
    ]
    rows.append((said("report.total"), *(facts.count("visits.total", view) for view in views(facts))))
    heads = (said("report.column.outcome"), *period_heads(facts))
    return (
        Heading(2, said("report.head.reach")),
        Paragraph(tuple(reach_told(facts))),
        Table("outcomes", said("report.table.outcomes"), heads, tuple(rows), has_total=True),
    )


def reach_told(facts: Facts) -> Iterator[Said]:
    """Say how many homes were approached, and where one still has to go."""
    talked, tried = facts.count("households.response.count"), facts.count("households.response.of")
    share, refused = facts.share("households.response.share"), facts.count("households.refusal.count")
    if talked is not None and tried is not None and share is not None:
        yield counted("report.results.reached", tried, talked=talked, share=share)
    if refused is not None and not refused.is_none:
        yield counted("report.results.refused", refused)
    yield from _register_told(facts)


def _register_told(facts: Facts) -> Iterator[Said]:
    to_do = facts.count("households.still_to_do")
    if to_do is not None and not to_do.is_none:
        yield counted("report.results.to_do", to_do)
    never = facts.count("households.register.never")
    if not facts.spans.dataset.has("addresses"):
        yield said("report.results.no_register")
    elif never is not None:
        yield said("report.results.all_approached") if never.is_none else counted("report.results.never", never)


def themes(facts: Facts) -> tuple[Block, ...]:
    """Tell what the conversations were about."""
    now, talks = facts.counts("visits.completed_by_theme", View.NOW), facts.count("visits.completed", View.NOW)
    if not now or talks is None:
        return ()
    per_view = {view: facts.counts("visits.completed_by_theme", view) for view in views(facts)}
    rows = tuple((facts.fixed(f"theme.{name}", name, Kind.NAME), *(found.get(name) for found in per_view.values())) for name in now)
    total: tuple[Cell, ...] = (said("report.row.conversations"), *(facts.count("visits.completed", view) for view in views(facts)))
    return (
        Heading(2, said("report.head.themes")),
        Paragraph(tuple(themes_told(facts))),
        Table(
            "themes",
            said("report.table.themes"),
            (said("report.column.theme"), *period_heads(facts)),
            (*rows, total),
            has_total=True,
        ),
    )


def themes_told(facts: Facts) -> Iterator[Said]:
    """Name the theme, or the few, that the conversations of the period were about most."""
    now, talks = facts.counts("visits.completed_by_theme", View.NOW), facts.count("visits.completed", View.NOW)
    most = max(now.values(), key=lambda fact: fact.number, default=None)
    if talks is None or most is None or most.is_none:
        return
    top = [name for name, fact in now.items() if fact.number == most.number]
    if len(top) == 1:
        theme = facts.fixed(f"theme.{top[0]}", top[0], Kind.NAME)
        yield counted("report.results.themes_top", talks, theme=theme, n=most, period=period_of(facts))
    elif len(top) < len(now):
        several = facts.fixed("themes.most", tuple(top), Kind.NAMES)
        yield counted("report.results.themes_tie", talks, themes=several, n=most, period=period_of(facts))
    if sum(fact.number for fact in now.values()) > talks.number:
        yield said("report.results.themes_overlap")
