"""Stories, conclusions drawn by rule as drafts, the plan for what comes, and who signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.metrics.forecast import Projection
from adv.metrics.requests import LONG_WAIT
from adv.metrics.values import NotAvailable
from adv.metrics.visits import ReachGroup, reach_by
from adv.report.blocks import Draft, Heading, OwnText, Paragraph, Said, Table, counted, said
from adv.report.fact import Fact, Kind, View, difference, opposite
from adv.report.facts import DONE
from adv.report.sections.finance import titled
from adv.report.sections.summary import euros, period_of, planned_by_now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from adv.report.blocks import Block
    from adv.report.facts import Facts

MOST = 5
LONG_WAITS = 5
NEVER_SHARE = 0.2
LEAST_PACE = 0.05  # a week: less is written as nothing
STORIES = {
    "story.first": said("report.slot.story.first"),
    "story.second": said("report.slot.story.second"),
    "story.third": said("report.slot.story.third"),
}


def stories(facts: Facts) -> tuple[Block, ...]:
    """Keep room for up to three stories."""
    told = tuple(OwnText(slot, prompt, facts.about.text(slot)) for slot, prompt in STORIES.items())
    return (Heading(1, said("report.head.stories")), *told)


def conclusions(facts: Facts) -> tuple[Block, ...]:
    """Draw conclusions by rule, at most five, as drafts that somebody confirms or replaces."""
    found = dict(item for rule in RULES for item in rule(facts))
    drafts = tuple(
        Draft(
            f"draft.{name}", sentence, facts.about.texts.get(f"draft.{name}"), is_confirmed=f"draft.{name}" in facts.about.confirmed
        )
        for name, sentence in list(found.items())[:MOST]
    )
    is_done = all(draft.is_confirmed or draft.text is not None for draft in drafts)
    intro = "report.conclusion.none" if not drafts else "report.conclusion.confirmed" if is_done else "report.conclusion.intro"
    key = {name: said(name) for name in ("report.conclusion.none", "report.conclusion.confirmed", "report.conclusion.intro")}
    return (
        Heading(1, said("report.head.conclusions")),
        Paragraph((key[intro],)),
        *drafts,
        OwnText("conclusions", said("report.slot.conclusions"), facts.about.text("conclusions"), is_wanted=not drafts),
    )


def _course(facts: Facts) -> Iterator[tuple[str, Said]]:
    exact, project = facts.coverage, facts.spans.project
    done, planned = facts.count(DONE[project.target_unit]), planned_by_now(facts)
    if isinstance(exact, NotAvailable) or done is None or planned is None or exact.completed >= exact.target:
        return
    if project.period.is_over(facts.spans.as_of):
        key = {"visits": "report.conclusion.missed.visits", "households": "report.conclusion.missed.households"}
        target = facts.fixed("target", exact.target, Kind.COUNT)
        yield "missed", said(key[project.target_unit], missing=facts.keep(difference("coverage.missing", target, done)))
    elif done.number < planned.number:
        key = {"visits": "report.conclusion.behind.visits", "households": "report.conclusion.behind.households"}
        lag = opposite(facts.keep(difference("coverage.lead.whole", done, planned)))
        yield "behind", said(key[project.target_unit], lag=lag)


def _budget(facts: Facts) -> Iterator[tuple[str, Said]]:
    spent, budget = facts.money("budget.spent"), facts.money("budget.budget")
    here, lines = facts.money("budget.spent", View.NOW), facts.money("budget.set_aside", View.NOW)
    if spent and budget and spent.number > budget.number:
        over = facts.keep(difference("budget.over", spent, budget))
        yield "over_budget", said("report.conclusion.over_budget", over=euros(over))
    elif here and lines and here.number > lines.number:
        over = facts.keep(difference("budget.over_year", here, lines))
        then = "report.conclusion.over_year.last" if facts.spans.is_last else "report.conclusion.over_year.on"
        yield "over_year", said(then, period=period_of(facts), over=euros(over))


def _waits(facts: Facts) -> Iterator[tuple[str, Said]]:
    waits = facts.counts("requests.ageing") if facts.spans.is_latest else {}
    if waits and waits[LONG_WAIT].number >= LONG_WAITS:
        yield "waits", counted("report.conclusion.waits", waits[LONG_WAIT])


def _owner(facts: Facts) -> Iterator[tuple[str, Said]]:
    waiting = facts.counts("core_team.waiting_by_owner") if facts.spans.is_latest else {}
    ranked = sorted(waiting.items(), key=lambda item: -item[1].number)
    if not ranked or (len(ranked) > 1 and ranked[0][1].number == ranked[1][1].number):
        return
    name, most = ranked[0]
    if name and most.number >= LONG_WAITS:
        yield "owner", counted("report.conclusion.owner", most, owner=facts.fixed(f"organisation.{name}", name, Kind.NAME))


def _response(facts: Facts) -> Iterator[tuple[str, Said]]:
    """Name the area where fewer people open the door than elsewhere, by more than chance."""
    spans = facts.spans
    found = reach_by(spans.dataset, spans.project, spans.as_of, ReachGroup.AREA)
    if isinstance(found, NotAvailable) or not found.below:
        return
    rates = dict(zip(found.groups, found.response, strict=True))
    name = min(found.below, key=lambda area: rates[area].numerator / rates[area].denominator)
    called = next((area.in_text for area in spans.project.areas if area.name == name and area.in_text), name)
    share = facts.keep(Fact(f"reach.{name}", View.START, rates[name].numerator / rates[name].denominator, Kind.PERCENT))
    yield "low_response", said("report.conclusion.low_response", area=facts.fixed(f"area.{name}", called, Kind.NAME), share=share)


def _never(facts: Facts) -> Iterator[tuple[str, Said]]:
    never, every = facts.count("households.register.never"), facts.count("households.register.homes")
    if never is None or every is None or every.is_none or never.number <= NEVER_SHARE * every.number:
        return
    share = facts.keep(Fact("households.register.never_share", View.START, never.number / every.number, Kind.PERCENT))
    then = "report.conclusion.never_last" if facts.spans.is_last else "report.conclusion.never"
    yield "never", counted(then, never, homes=every, share=share)


def _late(facts: Facts) -> Iterator[tuple[str, Said]]:
    found, period = facts.forecast, facts.spans.project.period
    runs = isinstance(found, Projection) and not period.is_over(facts.spans.as_of)
    if isinstance(found, Projection) and runs and (found.p50 is None or found.p50 > period.last_day):
        yield "late", said("report.conclusion.late")


RULES: tuple[Callable[[Facts], Iterator[tuple[str, Said]]], ...] = (_course, _budget, _waits, _owner, _response, _never, _late)


def coming(facts: Facts) -> tuple[Block, ...]:
    """Tell what is left to do, with room for the plan; of the last year, who takes over what is left."""
    if facts.spans.is_last:
        left = facts.count("requests.unfinished")
        open_ones = (counted("report.next.unfinished", left),) if left is not None and not left.is_none else ()
        slot = OwnText("ending", said("report.slot.ending"), facts.about.text("ending"), is_wanted=True)
        return (Heading(1, said("report.head.ending")), *((Paragraph(open_ones),) if open_ones else ()), slot)
    after = facts.fixed("next_year", facts.spans.period.end.year, Kind.YEAR)
    told = tuple(_left(facts))
    slot = OwnText("next", said("report.slot.next"), facts.about.text("next"), is_wanted=True)
    return (Heading(1, said("report.head.next", year=after)), *((Paragraph(told),) if told else ()), slot)


def _left(facts: Facts) -> Iterator[Said]:
    project, exact = facts.spans.project, facts.coverage
    done = facts.count(DONE[project.target_unit])
    if done is not None and not isinstance(exact, NotAvailable):
        target = facts.fixed("target", project.target, Kind.COUNT)
        left = facts.keep(difference("coverage.left", target, done))
        key = {"visits": "report.next.left.visits", "households": "report.next.left.households"}
        if left.number <= 0:
            yield said("report.next.reached")
        else:
            end = facts.fixed("project.end", project.period.last_day, Kind.DAY)
            yield counted(key[project.target_unit], left, end=end)
            if (
                isinstance(exact.pace.needed, float)
                and isinstance(exact.pace.last_8_weeks, float)
                and exact.pace.needed >= LEAST_PACE
            ):
                needed = facts.fixed("coverage.pace.needed", exact.pace.needed, Kind.MARK)
                yield said(
                    "report.next.pace",
                    pace=needed,
                    recent=facts.fixed("coverage.pace.last_8_weeks", exact.pace.last_8_weeks, Kind.MARK),
                )
    money = facts.money("budget.remaining")
    if money is not None:
        yield (
            said("report.next.money_over", over=euros(opposite(money)))
            if money.number < 0
            else said("report.next.money", left=euros(money))
        )


def signature(facts: Facts) -> tuple[Block, ...]:
    """Keep two rows to sign."""
    heads = (said("report.column.for"), said("report.column.name"), said("report.column.signed"))
    blank = facts.fixed("blank", "", Kind.NAME)
    rows = ((said("report.row.made"), blank, blank), (said("report.row.agreed"), blank, blank))
    return (
        Heading(1, said("report.head.signature")),
        *titled(facts, "author", said("report.title.written_by")),
        OwnText("author", said("report.slot.author"), facts.about.author, is_wanted=True),
        Table("signature", said("report.table.signature"), heads, rows, has_room=True),
    )
