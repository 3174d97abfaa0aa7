"""Annexes: what words mean, numbers of pictures that stand in no table, what the data lack, where figures come from; a proof."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, pairwise
from string import ascii_uppercase
from typing import TYPE_CHECKING

from msgspec.structs import replace

from adv import __version__
from adv.charts.published import is_published, values_of
from adv.disclosure.publication import ProjectFigures
from adv.disclosure.verify import verify
from adv.errors import AdvError
from adv.metrics.budget import spent_over_time
from adv.metrics.spans import MONTHS_IN, Span
from adv.metrics.themes import themes_by_area
from adv.metrics.values import NotAvailable
from adv.model import Outcome, Status, TableName
from adv.report.blocks import Bullets, Heading, Listing, Paragraph, Said, Table, counted, heads, said
from adv.report.fact import Fact, FactKind, When
from adv.report.sections.follow_up import STATUSES
from adv.report.sections.results import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adv.report.blocks import Block, Cell
    from adv.report.facts import Facts, Noted
    from adv.report.published_facts import PublishedFacts

verdict_of = lru_cache(maxsize=8)(verify)  # a second for twelve quarters, and pages ask again and again
PUBLISHED_TERMS = ("completed_visits", "plan", "requests", "spent")

TERMS = ("completed_visits", "households_reached", "plan", "requests", "households_helped", "activation", "interval", "spent")
NAMES = {"completed_visits": "report.row.visits"}  # as the account calls them
MOST_NOTED = 12  # problems in the annex; who wants all of them has the page Gegevens
GROUP = 16  # signs of a checksum
FEWEST_TABLE_ROWS = 2  # rows: one is the total
PAIR = 2  # values that name a cell
TABLES = {
    TableName.VISITS: said("report.annex.table.visits"),
    TableName.REQUESTS: said("report.annex.table.requests"),
    TableName.EXPENSES: said("report.annex.table.expenses"),
    TableName.BUDGET_LINES: said("report.annex.table.budget_lines"),
    TableName.ACTIVITIES: said("report.annex.table.activities"),
    TableName.ADDRESSES: said("report.annex.table.addresses"),
}


def annexes(facts: Facts) -> tuple[Block, ...]:
    """Say how the figures were counted, what is missing, and of which files they are."""
    missing = tuple(name for table, name in TABLES.items() if not facts.spans.dataset.has(table.value))
    absent = (Paragraph((said("report.annex.missing"),)), Bullets(missing)) if missing else ()
    told = () if missing else (said("report.annex.nothing_missing"),)
    return lettered(
        Heading(1, said("report.head.annexes"), is_numbered=False),
        *words(TERMS),
        *_headed(_themes(facts), _quarters(facts)),
        Heading(2, said("report.head.data"), is_numbered=False),
        *absent,
        Paragraph((*told, said("report.annex.compare"))),
        *_noted(facts),
        *origin(facts, is_sample=facts.about.is_sample),
        *_files(facts),
        *_attachments(facts),
    )


def lettered(*blocks: Block) -> tuple[Block, ...]:
    """Give the annexes their letters, in the order in which they stand."""
    letters = iter(ascii_uppercase)
    is_annex = (isinstance(block, Heading) and block.level > 1 for block in blocks)
    return tuple(replace(block, letter=next(letters)) if one else block for block, one in zip(blocks, is_annex, strict=True))


def _attachments(facts: Facts) -> tuple[Block, ...]:
    head = Heading(2, said("report.head.attachments"), is_numbered=False)
    return (head, facts.own("attachments", said("report.slot.attachments")))


def _noted(facts: Facts) -> Iterator[Block]:
    """Say how many rows do not count, and list the problems that were found in the last import and in theirs."""
    if facts.about.left_out is None:
        return
    rows = facts.fixed("rows.left_out", facts.about.left_out, FactKind.COUNT)
    found = facts.about.noted[:MOST_NOTED]
    then = said("report.annex.noted") if found else said("report.annex.nothing_noted")
    is_told = bool(found) or not facts.about.more_noted
    yield Paragraph((counted("report.annex.left_out", rows), *((then,) if is_told else ())))
    if found:
        yield Bullets(tuple(_problem(facts, place, one) for place, one in enumerate(found)))
    more = len(facts.about.noted) - len(found) + facts.about.more_noted
    if more:
        yield Paragraph((counted("report.annex.more", facts.fixed("noted.more", more, FactKind.COUNT)),))


def _problem(facts: Facts, place: int, noted: Noted) -> Said:
    named = {name: facts.fixed(f"noted.{place}.{name}", value, FactKind.NAME) for name, value in noted.params.items()}
    return counted(f"findings.{noted.code}", facts.fixed(f"noted.{place}", noted.count, FactKind.COUNT), **named)


def published_annexes(facts: PublishedFacts) -> tuple[Block, ...]:
    """Say how the numbers of a publication were made and what is not in them, and prove it."""
    return lettered(
        Heading(1, said("report.head.annexes"), is_numbered=False),
        *words(PUBLISHED_TERMS),
        *_headed(_cross(facts), _releases(facts)),
        Heading(2, said("report.head.certificate"), is_numbered=False),
        *method(facts),
        proof(facts),
        *_small(facts, facts.base_fact),
        *origin(facts, is_sample=facts.publication.is_sample),
        *_attachments(facts),
    )


def words(terms: tuple[str, ...]) -> tuple[Block, ...]:
    """Say what the words mean."""
    return (
        Heading(2, said("report.head.words"), is_numbered=False),
        Paragraph((said("report.annex.words"),)),
        Listing(tuple((said(NAMES.get(term, f"definitions.{term}.name")), said(f"definitions.{term}.text")) for term in terms)),
    )


def origin(facts: Facts, *, is_sample: bool) -> tuple[Block, ...]:
    """Say with which version, and of which data, the figures were made."""
    sample = (said("report.annex.sample"),) if is_sample else ()
    made = said("report.annex.made", version=facts.fixed("version", __version__, FactKind.CODE))
    number = facts.about.data_version
    data = () if number is None else (said("report.annex.data", number=facts.fixed("data.version", number, FactKind.YEAR)),)
    return (Heading(2, said("report.head.origin"), is_numbered=False), Paragraph((made, *data, *sample)))


def _files(facts: Facts) -> tuple[Block, ...]:
    """List the files that were read, each with its SHA-256."""
    if not facts.about.files:
        return ()
    rows = tuple(
        (
            facts.fixed(f"file.{place}", name, FactKind.NAME),
            facts.fixed(f"file.{place}.day", day, FactKind.DAY),
            facts.fixed(f"file.{place}.sha256", _grouped(checksum), FactKind.CODE),
        )
        for place, (name, checksum, day) in enumerate(facts.about.files)
    )
    columns = heads("report.column.file", "report.column.imported", "report.column.checksum")
    return (Table("files", said("report.table.files"), columns, rows),)


def _grouped(checksum: str) -> str:
    """Write a checksum in groups that a narrow column can hold one under the other."""
    return " ".join(checksum[place : place + GROUP] for place in range(0, len(checksum), GROUP))


def method(facts: PublishedFacts) -> tuple[Block, ...]:
    """Say how the numbers of a publication were made, and how that was tested."""
    base = facts.base_fact
    points = ("published.method.multiples", "published.method.exact", "published.method.zero", "published.method.stock")
    checked = ("report.certificate.check", "verify.not_checked", "report.certificate.not_proven")
    return (
        Paragraph((said("published.method.promise", base=base),)),
        Bullets((*(said(point, base=base) for point in points), said("report.certificate.not_published"))),
        Paragraph((said("report.certificate.rival", base=base), *map(said, checked))),
    )


def proof(facts: PublishedFacts) -> Listing:
    """Write what was counted again of a publication.

    Raises
    ------
    AdvError
        The publication does not fit: it must not be handed out.
    """
    verdict = verdict_of(facts.whole)
    if not verdict.fits:
        raise AdvError("report_publication_refused")
    days = facts.whole.days
    return Listing(
        (
            (said("report.certificate.releases"), facts.fixed("publication.releases", len(days), FactKind.COUNT)),
            (said("report.certificate.last"), facts.fixed("publication.last", days[-1], FactKind.DAY)),
            (said("report.certificate.rivals"), facts.fixed("publication.rivals", verdict.rivals, FactKind.COUNT)),
            (said("report.certificate.digest"), facts.fixed("publication.digest", _grouped(facts.whole.digest), FactKind.CODE)),
        )
    )


def _small(facts: PublishedFacts, base: Fact) -> tuple[Block, ...]:
    """List the cells with a number up to the base: all alike, never which of them are small in truth."""
    rows: list[tuple[Cell, ...]] = []
    kinds = {"requests": said("words.requests"), "households": said("words.visited_households")}
    for name, table in facts.publication.tables.items():
        for cell, number in zip(table.lattice.cells, table.numbers(len(table.releases) - 1), strict=True):
            parts = [(one.name, one.values[place]) for one, place in zip(table.dimensions, cell, strict=True) if place is not None]
            if number <= table.base:
                names = _cell_name(facts, parts)
                key = ".".join([f"small.{name}", *(f"{dimension}={value}" for dimension, value in parts)])
                rows.append((names, kinds[name], facts.keep(Fact(key, When.START, number, FactKind.COUNT, table.base))))
    if not rows:
        return ()
    columns = heads("report.column.cell", "report.column.counts", "report.column.published")
    caption = said("report.table.small", base=base, day=facts.day)
    return (Table("small", caption, columns, tuple(rows), notes=(said("report.certificate.alike", base=base),)),)


def _cell_name(facts: PublishedFacts, parts: list[tuple[str, str | None]]) -> Cell:
    """Name a cell by its one or two values."""
    kinds = {"status": lambda value: STATUSES[Status(value)], "outcome": lambda value: OUTCOMES[Outcome(value)]}
    names = [kinds[kind](value) if value and kind in kinds else facts.value(kind, value) for kind, value in parts]
    if len(names) < PAIR:
        return names[0] if names else said("report.total")
    return Said("report.certificate.pair", dict(zip(("one", "other"), names, strict=True)))


def _headed(*tables: Iterator[Block]) -> tuple[Block, ...]:
    """List what no table of the sections holds: of one's own report since the start, of a publication each quarter of it."""
    found = tuple(chain.from_iterable(tables))
    return (Heading(2, said("report.head.tables"), is_numbered=False), *found) if found else ()


def _themes(facts: Facts) -> Iterator[Block]:
    found = facts.measured(themes_by_area)
    if isinstance(found, NotAvailable) or not any(map(any, found.counts)):
        return
    rows: list[tuple[Cell, ...]] = [
        (
            facts.name("theme", theme),
            *(facts.made(f"themes.{area}.{theme}", count) for area, count in zip(found.columns, counts, strict=True)),
        )
        for theme, counts in zip(found.rows, found.counts, strict=True)
    ]
    columns = (said("report.column.theme"), *(said("report.column.of", name=facts.name("area", area)) for area in found.columns))
    yield Table("themes_by_area", said("report.table.themes_by_area"), columns, tuple(rows))


def _quarters(facts: Facts) -> Iterator[Block]:
    found = facts.measured(spent_over_time, Span.QUARTER)
    total = facts.money("budget.spent")
    if isinstance(found, NotAvailable) or total is None or len(found.starts) < FEWEST_TABLE_ROWS:
        return
    rows: list[tuple[Cell, ...]] = []
    for start, cents in zip(found.starts, found.spent_cents, strict=True):
        number = (start.month - 1) // MONTHS_IN[Span.QUARTER] + 1
        spent = facts.made(f"budget.by_quarter.{start.isoformat()}", cents, FactKind.CENTS)
        quarter, year = (
            facts.fixed(f"{name}.{value}", value, FactKind.YEAR) for name, value in (("quarter", number), ("year", start.year))
        )
        rows.append((said("ui.filters.quarter", quarter=quarter, year=year), spent))
    rows.append((said("report.total"), total))
    columns = heads("report.column.quarter", "report.column.spent")
    yield Table("quarters", said("report.table.quarters"), columns, tuple(rows), has_total=True)


def _cross(facts: PublishedFacts) -> Iterator[Block]:
    table = facts.publication.requests
    if not is_published(table, "area", "theme"):
        return
    areas = values_of(table, "area")
    rows = [
        (facts.value("theme", theme), *(facts.cell("requests", area=area, theme=theme) for area in areas))
        for theme in values_of(table, "theme")
    ]
    named = (facts.value("area", area) for area in areas)
    columns = (
        said("report.column.theme"),
        *(said("report.column.of", name=one) if isinstance(one, Fact) else one for one in named),
    )
    yield Table("themes_by_area", said("report.table.requests_by_area"), columns, tuple(rows), notes=facts.notes)


def _releases(facts: PublishedFacts) -> Iterator[Block]:
    """Give visits and euros between releases: both are exact and public; the first row is of everything before it."""
    figures = facts.publication.figures
    if len(figures) < FEWEST_TABLE_ROWS:
        return
    rows: list[tuple[Cell, ...]] = []
    for before, one in pairwise((ProjectFigures(figures[0].day, 0, 0), *figures)):
        visits, cents = one.visits - before.visits, one.cents - before.cents
        key = one.day.isoformat()
        day = facts.fixed(f"release.{one.day.isoformat()}", one.day, FactKind.DAY)
        told = facts.made(f"release.visits.{key}", visits), facts.made(f"release.spent.{key}", cents, FactKind.CENTS)
        rows.append((day, *told))
    rows.append((said("report.total"), facts.count("visits.completed", When.START), facts.money("budget.spent")))
    columns = heads("report.column.release", "report.row.visits", "report.column.spent")
    yield Table("releases", said("report.table.releases"), columns, tuple(rows), has_total=True)
