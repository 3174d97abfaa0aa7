"""What the municipality reads of requests and households: published numbers, each of everything up to the end of a day.

Only what is counted in the publication is told: no number of a year, which would be the difference of two rounded ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.published import nearly_most
from adv.disclosure.publication import published_share
from adv.model import Outcome, Status, TargetUnit
from adv.report.blocks import Heading, OwnText, Paragraph, Said, Table, counted, said
from adv.report.fact import Fact, Kind, View
from adv.report.facts import DONE
from adv.report.sections import summary as own
from adv.report.sections.finance import titled
from adv.report.sections.follow_up import STATUSES
from adv.report.sections.results import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adv.report.blocks import Block, Cell
    from adv.report.published_facts import PublishedFacts

CLOSED, TALKED = Status.CLOSED.value, Outcome.CONVERSATION.value
MOST = {"area": "report.published.most_area", "theme": "report.published.most_theme", "goal": "report.published.most_goal"}
SLOTS = {
    "summary": said("report.slot.summary"),
    "areas": said("report.slot.areas_published"),
    "requests": said("report.slot.requests"),
    "social": said("report.slot.social"),
}


def summary(facts: PublishedFacts) -> tuple[Block, ...]:
    """Say in a few sentences where the project stands, and show what was agreed beside what came of it."""
    groups = (visits_told(facts), requests_told(facts), own.money(facts))
    return (
        Heading(1, said("report.head.summary")),
        *(Paragraph(tuple(group)) for group in groups),
        Paragraph((said("published.method.promise", base=base_of(facts)),)),
        _agreement(facts),
        _own_text(facts, "summary"),
    )


def base_of(facts: PublishedFacts) -> Fact:
    """Give how far a published number is from the true one at most."""
    return facts.fixed("publication.base", facts.publication.base, Kind.COUNT)


def visits_told(facts: PublishedFacts) -> Iterator[Said]:
    """Say how many visits there were, and how that stands to the plan; of the period only where the releases tell it."""
    project = facts.spans.project
    if facts.count("visits.completed", View.NOW) is not None:
        yield from own.visits(facts)
        return
    so_far = facts.count(DONE[project.target_unit])
    if so_far is not None:
        key = {"visits": "report.summary.target.visits", "households": "report.summary.target.households"}
        yield counted(key[project.target_unit], so_far, target=facts.fixed("target", project.target, Kind.COUNT))
        yield from own.course(facts, so_far)


def requests_told(facts: PublishedFacts) -> Iterator[Said]:
    """Say how many requests there were, how many are closed, and in how many households there was a conversation."""
    raised, closed = facts.cell("requests"), facts.cell("requests", status=CLOSED)
    yield counted("report.published.raised", raised)
    table = facts.publication.requests
    share = facts.rounded_share("requests.closed", published_share(table.count(-1, status=CLOSED), table.count(-1)))
    yield said("report.published.closed_share", share=share) if share else counted("report.published.closed", closed)
    if facts.earlier:
        yield counted("report.published.raised_before", facts.cell("requests", facts.earlier), day=_earlier_day(facts))
    if facts.spans.project.target_unit is TargetUnit.VISITS:
        yield counted("report.published.talked", facts.cell("households", outcome=TALKED))


def _agreement(facts: PublishedFacts) -> Table:
    """Put what was agreed beside the year before, the period and everything since the start."""
    project, only = facts.spans.project, said("report.only_start")
    views, counts_visits = own.views(facts), project.target_unit is TargetUnit.VISITS
    nothing, missing = said("report.not_agreed"), said("report.published.missing")
    target, budget = facts.fixed("target", project.target, Kind.COUNT), facts.fixed("budget", project.budget_cents, Kind.CENTS)

    def since(name: Said, agreed: Cell, count: Fact) -> tuple[Cell, ...]:
        return (name, agreed, *(only for _ in views[:-1]), count)

    visits = (facts.count("visits.completed", view) or missing for view in views)
    rows: list[tuple[Cell, ...]] = [(said("report.row.visits"), target if counts_visits else nothing, *visits)]
    rows += [
        since(said("report.row.households_about"), nothing if counts_visits else target, facts.cell("households", outcome=TALKED)),
        since(said("report.row.raised_about"), nothing, facts.cell("requests")),
        since(said("report.row.closed_about"), nothing, facts.cell("requests", status=CLOSED)),
        (said("report.row.spent"), budget, *(facts.money("budget.spent", view) or missing for view in views)),
    ]
    heads = (said("report.column.what"), said("report.column.agreed"), *own.period_heads(facts))
    return Table("agreement", said("report.summary.agreement"), heads, tuple(rows))


def areas(facts: PublishedFacts) -> tuple[Block, ...]:
    """Tell from which areas the requests come, and where households were visited."""
    households = facts.publication.households
    known = next(one.values for one in households.dimensions if one.name == "area")
    outcomes = [Outcome(value) for value in next(one.values for one in households.dimensions if one.name == "outcome") if value]
    rows: list[tuple[Cell, ...]] = [
        (
            _name(facts, "area", area),
            facts.cell("households", area=area),
            *(facts.cell("households", area=area, outcome=outcome.value) for outcome in outcomes),
        )
        for area in known
    ]
    ends = (facts.cell("households", outcome=outcome.value) for outcome in outcomes)
    rows.append((said("report.total"), facts.cell("households"), *ends))
    heads = (said("report.column.area"), said("words.visited_households"), *(OUTCOMES[one] for one in outcomes))
    return (
        Heading(2, said("report.head.areas")),
        *_told_by(facts, "area", said("report.table.areas_published"), key="areas"),
        Table("households", said("report.table.households"), heads, tuple(rows), has_total=True, notes=_note(facts)),
        _own_text(facts, "areas"),
    )


def themes(facts: PublishedFacts) -> tuple[Block, ...]:
    """Tell what the requests are about."""
    told = _told_by(facts, "theme", said("report.table.themes_published"), key="themes")
    return (Heading(2, said("report.head.themes")), *told)


def requests(facts: PublishedFacts) -> tuple[Block, ...]:
    """Tell how far the requests are on the report's day."""
    rows: list[tuple[Cell, ...]] = [(STATUSES[status], facts.cell("requests", status=status.value)) for status in Status]
    rows.append((said("report.total"), facts.cell("requests")))
    heads = (said("report.column.status"), said("report.column.requests"))
    told = said("report.table.status", day=own.as_of(facts))
    return (
        Heading(2, said("report.head.requests")),
        Paragraph(tuple(requests_told(facts))),
        Table("status", told, heads, tuple(rows), has_total=True, notes=_note(facts)),
        _own_text(facts, "requests"),
    )


def goals(facts: PublishedFacts) -> tuple[Block, ...]:
    """Tell what came of the requests per goal of Sociale Stad; a share only of fifty and more."""
    table = facts.publication.requests
    rows: list[tuple[Cell, ...]] = []
    for goal in next(one.values for one in table.dimensions if one.name == "goal"):
        counts = table.count(-1, goal=goal, status=CLOSED), table.count(-1, goal=goal)
        share = facts.rounded_share(f"requests.goal={goal}.closed", published_share(*counts))
        cells = (facts.cell("requests", goal=goal), facts.cell("requests", goal=goal, status=CLOSED))
        rows.append((_name(facts, "goal", goal), *cells, share or said("report.published.too_few")))
    heads = (
        said("report.column.goal"),
        said("report.column.raised"),
        said("report.column.closed"),
        said("report.column.closed_share"),
    )
    return (
        Heading(2, said("report.head.social")),
        Paragraph(tuple(_most(facts, "goal"))),
        Table("goals", said("report.table.goals"), heads, tuple(rows), notes=_note(facts)),
        _own_text(facts, "social"),
    )


def team(facts: PublishedFacts) -> tuple[Block, ...]:
    """Keep room for the hours: what organisations did is not published."""
    return (
        Heading(1, said("report.head.team")),
        *titled(facts, "hours", said("report.team.hours")),
        OwnText("hours", said("report.slot.hours"), facts.about.text("hours"), is_wanted=True),
    )


def _told_by(facts: PublishedFacts, dimension: str, caption: Said, *, key: str) -> tuple[Block, ...]:
    """Say which area or theme has most requests, and list them all, beside the end of the year before where it is published."""
    values = next(one.values for one in facts.publication.requests.dimensions if one.name == dimension)
    days = [facts.earlier, None] if facts.earlier else [None]
    rows: list[tuple[Cell, ...]] = [
        (_name(facts, dimension, value), *(facts.cell("requests", day, **{dimension: value}) for day in days)) for value in values
    ]
    rows.append((said("report.total"), *(facts.cell("requests", day) for day in days)))
    on = [said("report.column.on", day=_earlier_day(facts) if day else own.as_of(facts)) for day in days]
    head = {"area": said("report.column.area"), "theme": said("report.column.theme")}[dimension]
    table = Table(key, caption, (head, *on), tuple(rows), has_total=True, notes=_note(facts))
    return (Paragraph(tuple(_most(facts, dimension))), table)


def _most(facts: PublishedFacts, dimension: str) -> Iterator[Said]:
    """Say what most requests are about or where they come from; nothing when all are near each other."""
    values = next(one.values for one in facts.publication.requests.dimensions if one.name == dimension)
    counts = [facts.publication.requests.count(-1, **{dimension: value}) for value in values]
    cells = [facts.cell("requests", **{dimension: values[at]}) for at in nearly_most(counts)]
    first = tuple(value for at in nearly_most(counts) if (value := values[at]) is not None)
    if not first or len(first) == len(counts):
        return
    names, total = facts.fixed(f"publication.most.{dimension}", first, Kind.NAMES), facts.cell("requests")
    low, most = (pick(cells, key=lambda fact: fact.number) for pick in (min, max))
    if len(cells) == 1:
        yield said(MOST[dimension], names=names, n=most, total=total)
    else:
        yield said("report.published.most_several", names=names, low=low, n=most, total=total)


def _name(facts: PublishedFacts, dimension: str, value: str | None) -> Cell:
    return said("words.unknown") if value is None else facts.fixed(f"{dimension}.{value}", value, Kind.NAME)


def _note(facts: PublishedFacts) -> tuple[Said, ...]:
    return (said("report.published.note", base=base_of(facts)),)


def _earlier_day(facts: PublishedFacts) -> Fact:
    return facts.fixed("publication.earlier", facts.earlier or facts.spans.as_of, Kind.DAY)


def _own_text(facts: PublishedFacts, part: str) -> OwnText:
    """Keep room for own words apart from those of one's own report, which may tell exact numbers."""
    slot = f"municipality.{part}"
    return OwnText(slot, SLOTS[part], facts.about.text(slot))
