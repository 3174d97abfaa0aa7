"""Stories, conclusions drawn by rule as drafts, the plan for what comes, and who signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.metrics.forecast import Projection
from adv.metrics.requests import LONG_WAIT
from adv.metrics.values import NotAvailable
from adv.metrics.visits import ReachGroup, reach_by
from adv.report.blocks import Draft, Heading, Paragraph, Photo, Table, counted, heads, said
from adv.report.fact import FactKind, When, opposite
from adv.report.sections.follow_up import waiting
from adv.report.sections.results import leaders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from adv.report.blocks import Block, Said
    from adv.report.facts import Facts

MOST_DRAFTS = 5
LONG_WAITS = 5
NEVER_SHARE = 0.2
LEAST_PACE = 0.05  # a week: less is written as nothing
STORIES = {
    "story.first": said("report.slot.story.first"),
    "story.second": said("report.slot.story.second"),
    "story.third": said("report.slot.story.third"),
}


def stories(facts: Facts) -> tuple[Block, ...]:
    """Keep room for up to three stories, each with a title and a photo."""
    blocks: list[Block] = [Heading(1, said("report.head.stories"))]
    for slot, prompt in STORIES.items():
        blocks.append(facts.own(f"{slot}.title", said("report.slot.story.title"), is_title=True))
        blocks.append(facts.own(slot, prompt))
        blocks.append(Photo(slot, said("report.slot.story.photo"), *facts.about.photos.get(slot, ())))
    return tuple(blocks)


def conclusions(facts: Facts) -> tuple[Block, ...]:
    """Draw conclusions by rule, at most five, as drafts that somebody confirms or replaces."""
    found = dict(item for rule in RULES for item in rule(facts))
    about = facts.about
    named = [(f"draft.{name}", sentence) for name, sentence in found.items()][:MOST_DRAFTS]
    drafts = [Draft(slot, sentence, about.texts.get(slot), slot in about.confirmed) for slot, sentence in named]
    is_done = all(draft.is_confirmed or draft.text is not None for draft in drafts)
    none = "report.conclusion.none_published" if facts.is_published else "report.conclusion.none"
    intro = none if not drafts else "report.conclusion.confirmed" if is_done else "report.conclusion.intro"
    return (
        Heading(1, said("report.head.conclusions")),
        Paragraph((said(intro),)),
        *drafts,
        facts.own("conclusions", said("report.slot.conclusions"), is_wanted=not drafts),
    )


def _course(facts: Facts) -> Iterator[tuple[str, Said]]:
    exact, done, planned = facts.coverage, facts.done, facts.planned
    if isinstance(exact, NotAvailable) or done is None or planned is None or exact.completed >= exact.target:
        return
    if facts.is_over:
        key = facts.by_unit("report.conclusion.missed.visits", "report.conclusion.missed.households")
        yield "missed", counted(key, facts.difference("coverage.target.missing", facts.target, done))
    elif done.number < planned.number:
        key = facts.by_unit("report.conclusion.behind.visits", "report.conclusion.behind.households")
        yield "behind", counted(key, opposite(facts.difference("coverage.lead.whole", done, planned)))


def _budget(facts: Facts) -> Iterator[tuple[str, Said]]:
    spent, budget = facts.money("budget.spent"), facts.money("budget.budget")
    here, lines = facts.money("budget.spent", When.NOW), facts.money("budget.set_aside", When.NOW)
    if spent and budget and spent.number > budget.number:
        over = facts.difference("budget.over", spent, budget)
        yield "over_budget", said("report.conclusion.over_budget", over=over.euros)
    elif here and lines and here.number > lines.number:
        over = facts.difference("budget.over_year", here, lines)
        then = "report.conclusion.over_year.last" if facts.spans.is_last else "report.conclusion.over_year.on"
        yield "over_year", said(then, period=facts.period, over=over.euros)


def _waits(facts: Facts) -> Iterator[tuple[str, Said]]:
    waits = facts.counts("requests.ageing") if facts.spans.is_latest else {}
    if waits and waits[LONG_WAIT].number >= LONG_WAITS:
        yield "waits", counted("report.conclusion.waits", waits[LONG_WAIT])


def _owner(facts: Facts) -> Iterator[tuple[str, Said]]:
    most, names = leaders(waiting(facts))
    if most and len(names) == 1 and names[0] and most.number >= LONG_WAITS:
        yield "owner", counted("report.conclusion.owner", most, owner=facts.name("organisation", names[0]))


def _response(facts: Facts) -> Iterator[tuple[str, Said]]:
    """Name the area where fewer people open the door than elsewhere, by more than chance."""
    found = facts.measured(reach_by, ReachGroup.AREA)
    if isinstance(found, NotAvailable) or not found.below:
        return
    known = dict(zip(found.groups, found.response, strict=True))
    rates = {area: known[area].numerator / known[area].denominator for area in found.below}
    name = min(rates, key=rates.__getitem__)
    share = facts.made(f"reach.{name}", rates[name], FactKind.PERCENT)
    yield "low_response", said("report.conclusion.low_response", area=facts.area(name), share=share)


def _never(facts: Facts) -> Iterator[tuple[str, Said]]:
    never, every = facts.count("households.register.never"), facts.count("households.register.homes")
    if never is None or every is None or every.is_none or never.number <= NEVER_SHARE * every.number:
        return
    share = facts.made("households.register.never_share", never.number / every.number, FactKind.PERCENT)
    then = "report.conclusion.never_last" if facts.spans.is_last else "report.conclusion.never"
    yield "never", counted(then, never, homes=every, share=share)


def _late(facts: Facts) -> Iterator[tuple[str, Said]]:
    found, last_day = facts.forecast, facts.spans.project.period.last_day
    if isinstance(found, Projection) and not facts.is_over and (found.p50 is None or found.p50 > last_day):
        yield "late", said("report.conclusion.late")


RULES: tuple[Callable[[Facts], Iterator[tuple[str, Said]]], ...] = (_course, _budget, _waits, _owner, _response, _never, _late)


def coming(facts: Facts) -> tuple[Block, ...]:
    """Tell what is left to do, with room for the plan; of the last year, who takes over what is left."""
    if facts.spans.is_last:
        left = facts.count("requests.unfinished")
        told = [counted("report.next.unfinished", left)] if left is not None and not left.is_none else []
        head = said("report.head.ending")
        slot = facts.own("ending", said("report.slot.ending"), is_wanted=True)
    else:
        told = list(_left(facts))
        after = facts.fixed("next_year", facts.spans.period.end.year, FactKind.YEAR)
        head = said("report.head.next", year=after)
        slot = facts.own("next", said("report.slot.next"), is_wanted=True)
    return (Heading(1, head), *((Paragraph(tuple(told)),) if told else ()), slot)


def _left(facts: Facts) -> Iterator[Said]:
    exact = facts.coverage
    done = facts.done
    money = facts.money("budget.remaining")
    if done is not None and not isinstance(exact, NotAvailable):
        left = facts.difference("coverage.target.left", facts.target, done)
        if left.number <= 0:
            yield said("report.next.reached")
        else:
            end = facts.fixed("project.end", facts.spans.project.period.last_day, FactKind.DAY)
            yield counted(facts.by_unit("report.next.left.visits", "report.next.left.households"), left, end=end)
            needed, recent = exact.pace.needed, exact.pace.last_8_weeks
            if isinstance(needed, float) and isinstance(recent, float) and needed >= LEAST_PACE:
                pace = facts.fixed("coverage.pace.needed", needed, FactKind.MARK)
                lately = facts.fixed("coverage.pace.last_8_weeks", recent, FactKind.MARK)
                yield said("report.next.pace", pace=pace, recent=lately) if recent else said("report.next.pace_none", pace=pace)
    if money is not None and money.number < 0:
        yield said("report.next.money_over", over=opposite(money).euros)
    elif money is not None:
        yield said("report.next.money", left=money.euros)


def signature(facts: Facts) -> tuple[Block, ...]:
    """Keep room for who wrote it and who signs."""
    return (
        Heading(1, said("report.head.signature")),
        *facts.answer("author", said("report.title.written_by"), said("report.slot.author"), is_wanted=True),
        signatures(facts),
    )


def signatures(facts: Facts) -> Table:
    """Keep two rows to sign."""
    columns = heads("report.column.for", "report.column.name", "report.column.signed")
    blank = facts.fixed("blank", "", FactKind.NAME)
    rows = ((said("report.row.made"), blank, blank), (said("report.row.agreed"), blank, blank))
    return Table("signature", said("report.table.signature"), columns, rows, has_room=True)
