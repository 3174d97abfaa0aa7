"""Sections on requests and households for the municipality: published numbers, each of everything up to the end of a day.

Only what is counted in the publication is told: no number of a year, which would be the difference of two rounded ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.published import nearly_most, values_of
from adv.disclosure.publication import TALKED_TO, published_share
from adv.model import Outcome, Status, TargetUnit
from adv.report.blocks import Heading, Paragraph, Table, counted, heads, said
from adv.report.fact import FactKind, When
from adv.report.sections import summary as own
from adv.report.sections.follow_up import STATUSES, hours
from adv.report.sections.results import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adv.report.blocks import Block, Cell, OwnText, Said
    from adv.report.fact import Fact
    from adv.report.published_facts import PublishedFacts

OWN_SLOTS = "municipality."  # start of the slots of words that stand in no report but this one
CLOSED = Status.CLOSED.value
MOST_OF_ALL = {"area": "report.published.most_area", "theme": "report.published.most_theme", "goal": "report.published.most_goal"}
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
        Paragraph((said("report.published.promise", base=facts.base_fact),)),
        _agreement(facts),
        _own_text(facts, "summary"),
    )


def visits_told(facts: PublishedFacts) -> Iterator[Said]:
    """Say how many visits there were, and how that stands to the plan; of the period only where the releases tell it."""
    has_period = facts.count("visits.completed", When.NOW) is not None
    yield from own.visits(facts) if has_period else own.so_far(facts)


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
        yield counted("report.published.talked", facts.cell("households", outcome=TALKED_TO))


def _agreement(facts: PublishedFacts) -> Table:
    """Put what was agreed beside the year before, the period and everything since the start."""
    only, nothing, missing = said("report.only_start"), said("report.not_agreed"), said("report.published.missing")
    promised = (facts.target, nothing) if facts.spans.project.target_unit is TargetUnit.VISITS else (nothing, facts.target)
    visits, spent = facts.at_times(facts.count, "visits.completed"), facts.at_times(facts.money, "budget.spent")
    planned = facts.money("budget.planned_cost_per_visit")
    costs = [own.cost_in(facts, when) or missing for when in facts.times]

    def since_start(name: Said, count: Fact, agreed: Cell = nothing) -> tuple[Cell, ...]:
        return (name, agreed, *[only] * (len(visits) - 1), count)

    closed = {
        goal: facts.cell("requests", goal=goal, status=CLOSED) for goal in values_of(facts.publication.requests, "goal") if goal
    }
    rows: tuple[tuple[Cell, ...], ...] = (
        (said("report.row.visits"), promised[0], *(one or missing for one in visits)),
        since_start(said("report.row.households_about"), facts.cell("households", outcome=TALKED_TO), promised[1]),
        since_start(said("report.row.raised_about"), facts.cell("requests")),
        since_start(said("report.row.closed_about"), facts.cell("requests", status=CLOSED)),
        *(since_start(said("report.row.closed_for_about", goal=facts.name("goal", goal)), count) for goal, count in closed.items()),
        (said("report.row.spent"), facts.budget, *(one or missing for one in spent)),
        *own.income_row(facts),
        *([(said("report.row.cost.visits"), planned, *costs)] if planned else []),
    )
    columns = facts.heads("report.column.what", "report.column.agreed")
    return Table("agreement", said("report.summary.agreement"), columns, rows)


def areas(facts: PublishedFacts) -> tuple[Block, ...]:
    """Tell from which areas the requests come, and where households were visited."""
    known, ends = (values_of(facts.publication.households, dimension) for dimension in ("area", "outcome"))
    outcomes = [value for value in ends if value]

    def row(name: Cell, **area: str | None) -> tuple[Cell, ...]:
        each = (facts.cell("households", **area, outcome=outcome) for outcome in outcomes)
        return (name, facts.cell("households", **area), *each)

    rows = (*(row(facts.value("area", area), area=area) for area in known), row(said("report.total")))
    columns = (*heads("report.column.area", "words.visited_households"), *(OUTCOMES[Outcome(one)] for one in outcomes))
    return (
        Heading(2, said("report.head.areas")),
        *_told_by(facts, "area", said("report.table.areas_published"), key="areas"),
        Table("households", said("report.table.households"), columns, rows, has_total=True, notes=facts.notes),
        _own_text(facts, "areas"),
    )


def themes(facts: PublishedFacts) -> tuple[Block, ...]:
    """Tell what the requests are about."""
    told = _told_by(facts, "theme", said("report.table.themes_published"), key="themes")
    return (Heading(2, said("report.head.themes")), *told)


def requests(facts: PublishedFacts) -> tuple[Block, ...]:
    """Tell how far the requests are on the report's day."""
    rows: list[tuple[Cell, ...]] = [(told, facts.cell("requests", status=status.value)) for status, told in STATUSES.items()]
    rows.append((said("report.total"), facts.cell("requests")))
    columns = heads("report.column.status", "report.column.requests")
    caption = said("report.table.status", day=facts.day)
    return (
        Heading(2, said("report.head.requests")),
        Paragraph(tuple(requests_told(facts))),
        Table("status", caption, columns, tuple(rows), has_total=True, notes=facts.notes),
        _own_text(facts, "requests"),
    )


def goals(facts: PublishedFacts) -> tuple[Block, ...]:
    """Tell what came of the requests per goal of Sociale Stad; a share only of fifty and more."""
    table = facts.publication.requests
    rows: list[tuple[Cell, ...]] = []
    for goal in values_of(table, "goal"):
        counts = table.count(-1, goal=goal, status=CLOSED), table.count(-1, goal=goal)
        share = facts.rounded_share(f"requests.goal={goal}.closed", published_share(*counts))
        cells = (facts.cell("requests", goal=goal), facts.cell("requests", goal=goal, status=CLOSED))
        rows.append((facts.value("goal", goal), *cells, share or said("report.published.too_few")))
    columns = heads("report.column.goal", "report.column.raised", "report.column.closed", "report.column.closed_share")
    return (
        Heading(2, said("report.head.social")),
        Paragraph(tuple(_most(facts, "goal"))),
        Table("goals", said("report.table.goals"), columns, tuple(rows), notes=facts.notes),
        _own_text(facts, "social"),
    )


def team(facts: PublishedFacts) -> tuple[Block, ...]:
    """Keep room for the hours: what organisations did is not published."""
    return (Heading(1, said("report.head.team")), *hours(facts))


def _told_by(facts: PublishedFacts, dimension: str, caption: Said, *, key: str) -> tuple[Block, ...]:
    """Say which area or theme has most requests, and list them all, beside the end of the year before where it is published."""
    days = [facts.earlier, None] if facts.earlier else [None]
    rows: list[tuple[Cell, ...]] = [
        (facts.value(dimension, value), *(facts.cell("requests", day, **{dimension: value}) for day in days))
        for value in values_of(facts.publication.requests, dimension)
    ]
    rows.append((said("report.total"), *(facts.cell("requests", day) for day in days)))
    on = [said("report.column.on", day=_earlier_day(facts) if day else facts.day) for day in days]
    head = said("report.column.area" if dimension == "area" else "report.column.theme")
    table = Table(key, caption, (head, *on), tuple(rows), has_total=True, notes=facts.notes)
    return (Paragraph(tuple(_most(facts, dimension))), table)


def _most(facts: PublishedFacts, dimension: str) -> Iterator[Said]:
    """Say what most requests are about or where they come from; nothing when all are near each other."""
    values = values_of(facts.publication.requests, dimension)
    counts = [facts.publication.requests.count(-1, **{dimension: value}) for value in values]
    cells = [facts.cell("requests", **{dimension: values[at]}) for at in nearly_most(counts)]
    first = tuple(value for at in nearly_most(counts) if (value := values[at]) is not None)
    if dimension == "area":
        first = tuple(str(facts.area(name).value) for name in first)
    if not first or len(first) == len(counts):
        return
    names = facts.fixed(f"publication.most.{dimension}", first, FactKind.NAMES)
    total = facts.cell("requests")
    low, most = (pick(cells, key=lambda fact: fact.number) for pick in (min, max))
    if len(cells) == 1:
        yield said(MOST_OF_ALL[dimension], names=names, n=most, total=total)
    else:
        yield said("report.published.most_several", names=names, low=low, n=most)


def _earlier_day(facts: PublishedFacts) -> Fact:
    return facts.fixed("publication.earlier", facts.earlier or facts.spans.as_of, FactKind.DAY)


def _own_text(facts: PublishedFacts, part: str) -> OwnText:
    """Keep room for own words apart from those of one's own report, which may tell exact numbers."""
    slot = f"{OWN_SLOTS}{part}"
    return facts.own(slot, SLOTS[part])
