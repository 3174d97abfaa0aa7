"""Account of a programme: its neighbourhoods side by side, a short chapter each, and their money together. Published numbers only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.published import values_of
from adv.disclosure.publication import TALKED_TO
from adv.model import Status, TargetUnit
from adv.report.blocks import Heading, Listing, OwnText, Paragraph, Table, counted, heads, said
from adv.report.fact import Fact, FactKind, When
from adv.report.sections import municipality, results, summary
from adv.report.sections.annexes import PUBLISHED_TERMS, lettered, method, origin, proof, words
from adv.report.sections.closing import signatures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from adv.report.blocks import Block, Cell, Said
    from adv.report.facts import About
    from adv.report.published_facts import PublishedFacts

    All = Sequence[PublishedFacts]

OWN_SLOTS = "programme."  # start of the slots of the programme's own words
SLOTS = {
    "summary": said("report.slot.summary"),
    "conclusions": said("report.slot.programme_conclusions"),
    "next": said("report.slot.next"),
    "author": said("report.slot.author"),
}


def title(of: All, about: About) -> tuple[Block, ...]:
    """Tell which neighbourhoods the report is of, for whom, and of which days."""
    first, name = of[0], of[0].fixed
    municipalities = tuple(dict.fromkeys(one.spans.project.municipality for one in of))
    projects = tuple(one.spans.project.neighbourhood for one in of)
    items: tuple[tuple[Said, Cell], ...] = (
        (said("report.title.neighbourhoods"), name("programme.neighbourhoods", projects, FactKind.NAMES)),
        (said("report.title.period"), name("span", first.spans.period, FactKind.SPAN)),
        (
            said("report.title.principal"),
            said("report.title.municipality", name=name("programme.municipality", municipalities, FactKind.NAMES)),
        ),
        (said("report.title.as_of"), said("comparison.own_day")),
        *summary.state(first, about),
        (said("report.title.reader"), first.reader),
    )
    return (Listing(items),)


def opening(of: All, about: About) -> tuple[Block, ...]:
    """Say in a few sentences where all neighbourhoods together stand, and put them side by side."""
    return (
        Heading(1, said("report.head.summary")),
        Paragraph(tuple(_together(of))),
        Paragraph((said("report.published.promise", base=of[0].base_fact),)),
        _side_by_side(of),
        _goals(of),
        _own(about, "summary"),
    )


def chapter(facts: PublishedFacts) -> tuple[Block, ...]:
    """Tell one neighbourhood in short: what was agreed, requests, areas, goals; with the own words that there are."""
    blocks = (
        Heading(1, said("report.programme.chapter", name=_name(facts))),
        Paragraph((said("report.programme.day", day=facts.day),)),
        Paragraph(tuple(municipality.visits_told(facts))),
        Paragraph(tuple(municipality.requests_told(facts))),
        Paragraph(tuple(summary.money(facts))),
        *results.promises(facts),
        *municipality.areas(facts),
        *municipality.themes(facts),
        *municipality.goals(facts),
    )
    return tuple(block for block in blocks if not isinstance(block, OwnText) or block.text)


def money(of: All) -> tuple[Block, ...]:
    """Account for the money of all neighbourhoods together."""
    return (
        Heading(1, said("report.head.money_together")),
        Paragraph(tuple(_money_told(of))),
        _money_table(of),
        Paragraph((said("report.money.not_audited"),)),
    )


def ending(of: All, about: About) -> tuple[Block, ...]:
    """Keep room for the programme's own conclusions and plan, and for who wrote them."""
    after = of[0].fixed("next_year", of[0].spans.period.end.year, FactKind.YEAR)
    return (
        Heading(1, said("report.head.conclusions")),
        _own(about, "conclusions", is_wanted=True),
        Heading(1, said("report.head.next", year=after)),
        _own(about, "next", is_wanted=True),
        Heading(1, said("report.head.signature")),
        *((Paragraph((said("report.title.written_by"),)),) if about.text(f"{OWN_SLOTS}author") else ()),
        _own(about, "author", is_wanted=True),
        signatures(of[0]),
    )


def _own(about: About, part: str, *, is_wanted: bool = False) -> OwnText:
    slot = f"{OWN_SLOTS}{part}"
    return OwnText(slot, SLOTS[part], about.text(slot), is_wanted)


def annexes(of: All) -> tuple[Block, ...]:
    """Say what the words mean, and prove of each publication that it exposes nobody."""
    blocks: list[Block] = [
        Heading(1, said("report.head.annexes"), is_numbered=False),
        *words(PUBLISHED_TERMS),
        Heading(2, said("report.head.certificate"), is_numbered=False),
        *method(of[0]),
        Paragraph((said("report.certificate.list"),)),
    ]
    for one in of:
        blocks += [Heading(2, said("report.programme.certificate", name=_name(one)), is_numbered=False), proof(one)]
    return lettered(*blocks, *origin(of[0], is_sample=any(one.publication.is_sample for one in of)))


def _together(of: All) -> Iterator[Said]:
    first = of[0]
    yield counted("report.programme.count", first.fixed("programme.count", len(of), FactKind.COUNT))
    done = _sum(of, "visits.completed.now", [one.count("visits.completed", When.NOW) for one in of])
    if done is not None:
        yield counted("report.programme.done", done, period=first.period)
    ever = _sum(of, "visits.completed", [one.count("visits.completed") for one in of])
    if ever is not None:
        yield counted("report.programme.ever", ever)
    raised, closed = ([one.cell("requests", **values) for one in of] for values in ({}, {"status": Status.CLOSED.value}))
    total, done = _sum(of, "publication.requests", raised), _sum(of, "publication.closed", closed)
    if total is not None and done is not None:
        yield counted("report.published.raised", total)
        yield counted("report.published.closed", done)
    yield from _money_told(of)


def _money_told(of: All) -> Iterator[Said]:
    spent, budget = (_sum(of, path, [one.money(path) for one in of]) for path in ("budget.spent", "budget.budget"))
    if spent is not None and budget is not None:
        use = of[0].made("programme.use", spent.number / budget.number, FactKind.PERCENT)
        yield said("report.programme.spent", budget=budget.euros, spent=spent.euros, use=use)


def _sum(of: All, name: str, parts: Sequence[Fact | None]) -> Fact | None:
    """Add up a number of all neighbourhoods; None where one of them lacks it. Rounded ones may be off by the sum of their bases."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    value, base = sum(int(part.number) for part in known), sum(part.base for part in known)
    return of[0].keep(Fact(f"programme.{name}", When.START, value, known[0].kind, base))


def _side_by_side(of: All) -> Table:
    missing = said("report.published.missing")
    rows: list[tuple[Cell, ...]] = []
    for one in of:
        unit = one.by_unit("report.programme.visits", "report.programme.households")
        visits = (one.count("visits.completed", When.NOW) or missing, one.count("visits.completed"))
        talked = one.cell("households", outcome=TALKED_TO)
        rows.append((_name(one), one.day, counted(unit, one.target), *visits, talked))
    columns = (
        *heads("report.column.neighbourhood", "report.title.as_of", "report.column.agreed"),
        said("report.column.visits_here", period=of[0].period),
        *heads("report.column.visits_ever", "report.row.households_about"),
    )
    notes = (*of[0].notes, *_by_households(of))
    return Table("neighbourhoods", said("published.neighbourhoods.title"), columns, tuple(rows), notes=notes)


def _by_households(of: All) -> Iterator[Said]:
    """Name the neighbourhoods that the chart of agreed visits leaves out."""
    found = tuple(one.spans.project.neighbourhood for one in of if one.spans.project.target_unit is TargetUnit.HOUSEHOLDS)
    if 0 < len(found) < len(of):
        number = of[0].fixed("programme.by_households.count", len(found), FactKind.COUNT)
        yield counted("report.programme.by_households", number, names=of[0].fixed("programme.by_households", found, FactKind.NAMES))


def _goals(of: All) -> Table:
    """Put the requests per goal of all neighbourhoods side by side: the programme's goals are theirs."""
    known = {one: values_of(one.publication.requests, "goal") for one in of}
    goals = list(dict.fromkeys(goal for values in known.values() for goal in values if goal is not None))
    none = said("report.no_plan")
    rows: list[tuple[Cell, ...]] = []
    for one in of:
        each = (one.cell("requests", goal=goal) if goal in known[one] else none for goal in goals)
        rows.append((_name(one), *each, one.cell("requests"), one.cell("requests", status=Status.CLOSED.value)))
    columns = (
        said("report.column.neighbourhood"),
        *(said("report.column.of", name=of[0].name("goal", goal)) for goal in goals),
        *heads("report.row.raised_about", "report.row.closed_about"),
    )
    return Table("goals_beside", said("published.neighbourhoods.goals"), columns, tuple(rows), notes=of[0].notes)


def _money_table(of: All) -> Table:
    names = ("budget.budget", "budget.spent", "budget.left")
    found: list[tuple[Fact | None, ...]] = []
    for one in of:
        budget, spent = one.money("budget.budget"), one.money("budget.spent")
        found.append((budget, spent, one.difference("budget.left", budget, spent) if budget and spent else None))
    rows: list[tuple[Cell, ...]] = [(_name(one), *facts) for one, facts in zip(of, found, strict=True)]
    rows.append(
        (said("report.total"), *(_sum(of, name, column) for name, column in zip(names, zip(*found, strict=True), strict=True)))
    )
    columns = heads("report.column.neighbourhood", "report.column.budget", "report.column.spent", "report.column.left")
    return Table("money_beside", said("report.table.money_beside"), columns, tuple(rows), has_total=True)


def _name(facts: PublishedFacts) -> Fact:
    return facts.fixed("project.neighbourhood", facts.spans.project.neighbourhood, FactKind.NAME)
