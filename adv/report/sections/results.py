"""Results: what was agreed and reached, where, with whom it was talked and about what. What came of the requests is in `requests`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.metrics.results import results
from adv.metrics.values import NotAvailable
from adv.model import Outcome, ResultIndicator
from adv.report.blocks import Heading, Paragraph, Said, Table, counted, heads, said
from adv.report.fact import Fact, FactKind, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from adv.report.blocks import Block, Cell
    from adv.report.facts import Facts

LARGE_SHARE = 0.10  # of what was planned: from here on an explanation is wanted (Awb 4:80)
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
_EXPLAINED = {  # by slot: why it is asked, and what
    "explain.results": (said("report.social.large.results"), said("report.slot.explain_results")),
    "explain.money": (said("report.social.large.money"), said("report.slot.explain_money")),
}
OUTCOMES = {outcome: said(f"words.outcome.{outcome.value}") for outcome in Outcome}


def promises(facts: Facts) -> tuple[Block, ...]:
    """Show that what was agreed took place (Awb 4:45, first paragraph), with room to explain what differs by more than a tenth."""
    done, due = facts.done, facts.planned
    spent, due_money = facts.money("budget.spent"), facts.money("budget.pv")
    outcomes = [] if facts.is_published else [*_promised_activities(facts), *_results(facts)]
    unit = said(facts.by_unit("report.row.visits", "report.row.households"))
    rows = [_promise(facts, unit, facts.target, due, done), *outcomes]
    rows.append(_promise(facts, said("report.row.spent"), facts.budget, due_money, spent))
    planned = said("report.column.planned_now", day=facts.day)
    table_heads = (*heads("report.column.what", "report.column.agreed"), planned)
    table_heads += heads("report.column.start", "report.column.difference")
    wanted = {
        "explain.visits": is_large(done, due),
        "explain.results": any(_falls_short(row) for row in outcomes),
        "explain.money": is_large(spent, due_money),
    }
    large = said(facts.by_unit("report.social.large.visits", "report.social.large.households"))
    why = {**_EXPLAINED, "explain.visits": (large, said("report.slot.explain_visits"))}
    return (
        Heading(2, said("report.head.promises")),
        Table("promises", said("report.table.promises"), table_heads, tuple(rows)),
        *(block for slot, is_asked in wanted.items() for block in explanation(facts, slot, *why[slot], is_wanted=is_asked)),
    )


def _promise(facts: Facts, name: Said, agreed: Fact, due: Fact | None, done: Fact | None) -> tuple[Cell, ...]:
    gap = facts.difference(f"{agreed.path}.gap", done, due) if done and due else None
    return (name, agreed, due, done, gap)


def _promised_activities(facts: Facts) -> Iterator[tuple[Cell, ...]]:
    promised = facts.spans.project.promised_activities
    if promised is not None:
        agreed = facts.fixed("activities.promised", promised, FactKind.COUNT)
        held = facts.count("outcomes.activities")
        yield _at_the_end(facts, GOALS[ResultIndicator.ACTIVITIES], agreed, held)


def _results(facts: Facts) -> Iterator[tuple[Cell, ...]]:
    found = facts.measured(results)
    for result in () if isinstance(found, NotAvailable) else found:
        indicator, realised = result.goal.indicator, result.realised
        kind = FactKind.MARK if indicator.is_score else FactKind.PERCENT if indicator.is_share else FactKind.COUNT
        make = int if kind is FactKind.COUNT else float
        agreed = facts.fixed(f"results.{indicator.value}.target", make(result.goal.target), kind)
        known = (
            None if isinstance(realised, NotAvailable) else facts.fixed(f"results.{indicator.value}", make(realised.value), kind)
        )
        yield _at_the_end(facts, GOALS[indicator], agreed, known)


def _at_the_end(facts: Facts, name: Said, agreed: Fact, done: Fact | None) -> tuple[Cell, ...]:
    """Hold what has no plan by day against its goal, but only when the project is over."""
    gap: Cell = said("report.at_the_end")
    if facts.is_over and done is None:
        gap = None
    elif facts.is_over and done is not None:
        is_share = agreed.kind is FactKind.PERCENT  # a share less another one is no share
        reached = said("report.reached" if done.number >= agreed.number else "report.not_reached")
        gap = reached if is_share else facts.difference(f"{agreed.path}.gap", done, agreed)
    return (name, agreed, said("report.no_plan"), done, gap)


def _falls_short(row: tuple[Cell, ...]) -> bool:
    _, agreed, _, done, gap = row
    is_over = not (isinstance(gap, Said) and gap.key == "report.at_the_end")
    return is_over and isinstance(agreed, Fact) and isinstance(done, Fact) and done.number < (1 - LARGE_SHARE) * agreed.number


def is_large(done: Fact | None, due: Fact | None) -> bool:
    """Tell that two numbers differ by more than a tenth, and amounts by more than a trifle as well."""
    if done is None or due is None:
        return False
    gap = abs(done.number - due.number)
    return gap > LARGE_SHARE * due.number and (due.kind is not FactKind.CENTS or gap > LARGE_CENTS)


def explanation(facts: Facts, slot: str, why: Said, asked: Said, *, is_wanted: bool) -> Iterator[Block]:
    """Ask for an explanation, and say why it is asked."""
    if is_wanted:
        yield Paragraph((why,))
    if is_wanted or facts.about.text(slot):
        yield facts.own(slot, asked, is_wanted=is_wanted)


def areas(facts: Facts) -> tuple[Block, ...]:
    """Tell where the visits were, per area beside the year before."""
    path = "visits.completed_by_area"
    now = facts.counts(path, When.NOW)
    found = facts.at_times(facts.counts, path)
    totals = facts.at_times(facts.count, "visits.completed")
    if not now:
        return ()
    rows = facts.added_up("area", found, totals, without=said("report.row.without_area"))
    return (
        Heading(2, said("report.head.areas")),
        Paragraph(tuple(_areas_told(facts, now))),
        Table("areas", said("report.table.areas"), facts.heads("report.column.area"), rows, has_total=True),
        facts.own("areas", said("report.slot.areas")),
    )


def leaders(found: Mapping[str, Fact]) -> tuple[Fact | None, list[str]]:
    """Give the highest number, and the names that have it."""
    most = max(found.values(), key=lambda fact: fact.number, default=None)
    return most, [name for name, fact in found.items() if most and fact.number == most.number]


def _areas_told(facts: Facts, now: dict[str, Fact]) -> Iterator[Said]:
    most, top = leaders(now)
    if most is None or most.is_none:
        if most:
            yield counted("report.summary.done", most, period=facts.period)
        return
    if len(top) == 1:
        yield counted("report.social.most_area", most, period=facts.period, area=facts.area(top[0]))
    elif len(top) == len(now):
        yield said("report.social.same_areas", period=facts.period)
    none = [area for area in facts.spans.project.areas if area.name in now and now[area.name].is_none]
    if none:
        number = facts.fixed("areas.none.count", len(none), FactKind.COUNT)
        names = facts.fixed("areas.none", tuple(area.in_text or area.name for area in none), FactKind.NAMES)
        yield counted("report.social.none_area", number, areas=names, period=facts.period)


def reach(facts: Facts) -> tuple[Block, ...]:
    """Tell how many homes were approached, how the visits ended, and where one still has to go."""
    if not facts.counts("visits.by_outcome", When.NOW):
        return ()
    found = facts.at_times(facts.counts, "visits.by_outcome")
    rows: list[tuple[Cell, ...]] = [(told, *(each.get(outcome.value) for each in found)) for outcome, told in OUTCOMES.items()]
    rows.append((said("report.total"), *facts.at_times(facts.count, "visits.total")))
    return (
        Heading(2, said("report.head.reach")),
        Paragraph(tuple(reach_told(facts))),
        Table("outcomes", said("report.table.outcomes"), facts.heads("report.column.outcome"), tuple(rows), has_total=True),
    )


def reach_told(facts: Facts) -> Iterator[Said]:
    """Say how many homes were approached, and where one still has to go."""
    talked, tried = facts.count("households.response.count"), facts.count("households.response.of")
    share = facts.share("households.response.share")
    refused = facts.count("households.refusal.count")
    if talked is not None and tried is not None and share is not None:
        key = "report.social.reached_all" if tried.number == talked.number else "report.social.reached"
        yield counted(key, tried, talked=talked, share=share)
    if refused is not None and not refused.is_none:
        yield counted("report.social.refused", refused)
    to_do = facts.count("households.still_to_do")
    if to_do is not None and not to_do.is_none:
        yield counted("report.social.to_do", to_do)
    never = facts.count("households.register.never")
    if not facts.spans.dataset.has("addresses"):
        yield said("report.social.no_register")
    elif never is not None:
        yield said("report.social.all_approached") if never.is_none else counted("report.social.never", never)


def themes(facts: Facts) -> tuple[Block, ...]:
    """Tell what the conversations were about."""
    now = facts.counts("visits.completed_by_theme", When.NOW)
    if not now or facts.count("visits.completed", When.NOW) is None:
        return ()
    rows = facts.rows("theme", now, facts.at_times(facts.counts, "visits.completed_by_theme"))
    rows.append((said("report.row.conversations"), *facts.at_times(facts.count, "visits.completed")))
    return (
        Heading(2, said("report.head.themes")),
        Paragraph(tuple(themes_told(facts))),
        Table("themes", said("report.table.themes"), facts.heads("report.column.theme"), tuple(rows), has_total=True),
    )


def themes_told(facts: Facts) -> Iterator[Said]:
    """Name the theme, or the few, that the conversations of the period were about most."""
    now = facts.counts("visits.completed_by_theme", When.NOW)
    talks = facts.count("visits.completed", When.NOW)
    most, top = leaders(now)
    if talks is None or most is None or most.is_none:
        return
    if len(top) == 1:
        key = "report.social.themes_all" if most.number == talks.number > 1 else "report.social.themes_top"
        yield counted(key, talks, theme=facts.name("theme", top[0]), n=most, period=facts.period)
    elif len(top) < len(now):
        several = facts.fixed("themes.most", tuple(top), FactKind.NAMES)
        yield counted("report.social.themes_tie", talks, themes=several, n=most, period=facts.period)
    if sum(fact.number for fact in now.values()) > talks.number:
        yield said("report.social.themes_overlap")
