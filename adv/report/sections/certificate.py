"""Annexes of a report for the municipality: what the words mean, how the numbers were made, and the proof that they expose nobody."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from adv import __version__
from adv.disclosure.verify import verify
from adv.errors import AdvError
from adv.model import Outcome, Status
from adv.report.blocks import Bullets, Heading, Listing, Paragraph, Said, Table, said
from adv.report.fact import Fact, Kind, View
from adv.report.sections import summary
from adv.report.sections.annexes import grouped
from adv.report.sections.follow_up import STATUSES
from adv.report.sections.municipality import base_of
from adv.report.sections.results import OUTCOMES

if TYPE_CHECKING:
    from adv.report.blocks import Block, Cell
    from adv.report.published_facts import PublishedFacts

verdict_of = lru_cache(maxsize=8)(verify)  # a second for twelve quarters, and pages ask again and again
TERMS = ("completed_visits", "plan", "requests", "spent")


def annexes(facts: PublishedFacts) -> tuple[Block, ...]:
    """Say how the numbers were made and what is not in them, and prove it."""
    sample = (said("report.annex.sample"),) if facts.publication.is_sample else ()
    return (
        Heading(1, said("report.head.annexes"), is_numbered=False),
        Heading(2, said("report.head.words"), is_numbered=False),
        Paragraph((said("report.annex.words"),)),
        Listing(tuple((said(f"definitions.{term}.name"), said(f"definitions.{term}.text")) for term in TERMS)),
        *certificate(facts),
        Heading(2, said("report.head.origin"), is_numbered=False),
        Paragraph((said("report.annex.made", version=facts.fixed("version", __version__, Kind.CODE)), *sample)),
    )


def certificate(facts: PublishedFacts) -> tuple[Block, ...]:
    """Write the proof: what was counted again, and every cell of the report's day that is small, whatever its true number.

    Raises
    ------
    AdvError
        The publication does not fit: it must not be handed out.
    """
    verdict, base = verdict_of(facts.whole), base_of(facts)
    if not verdict.fits:
        raise AdvError("report_publication_refused")
    days = facts.whole.days
    items: tuple[tuple[Said, Cell], ...] = (
        (said("report.certificate.releases"), facts.fixed("publication.releases", len(days), Kind.COUNT)),
        (said("report.certificate.last"), facts.fixed("publication.last", days[-1], Kind.DAY)),
        (said("report.certificate.rivals"), facts.fixed("publication.rivals", verdict.rivals, Kind.COUNT)),
        (said("report.certificate.digest"), facts.fixed("publication.digest", grouped(facts.whole.digest), Kind.CODE)),
    )
    points = ("published.method.multiples", "published.method.exact", "published.method.zero", "published.method.stock")
    return (
        Heading(2, said("report.head.certificate"), is_numbered=False),
        Paragraph((said("published.method.promise", base=base),)),
        Bullets((*(said(point, base=base) for point in points), said("report.certificate.not_published"))),
        Listing(items),
        Paragraph(
            (
                said("report.certificate.rival", base=base),
                said("report.certificate.check"),
                said("verify.not_checked"),
                said("report.certificate.not_proven"),
            )
        ),
        *_small(facts, base),
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
                rows.append((names, kinds[name], facts.keep(Fact(key, View.START, number, Kind.COUNT, table.base))))
    if not rows:
        return ()
    heads = (said("report.column.cell"), said("report.column.counts"), said("report.column.published"))
    caption = said("report.table.small", base=base, day=summary.as_of(facts))
    return (Table("small", caption, heads, tuple(rows), notes=(said("report.certificate.alike", base=base),)),)


def _cell_name(facts: PublishedFacts, parts: list[tuple[str, str | None]]) -> Said | Fact:
    """Name a cell by its one or two values."""
    names = [_value_name(facts, dimension, value) for dimension, value in parts]
    if not names:
        return said("report.total")
    return names[0] if len(names) == 1 else said("report.certificate.pair", one=names[0], other=names[1])


def _value_name(facts: PublishedFacts, dimension: str, value: str | None) -> Said | Fact:
    if value is None:
        return said("words.unknown")
    if dimension == "status":
        return STATUSES[Status(value)]
    return OUTCOMES[Outcome(value)] if dimension == "outcome" else facts.fixed(f"{dimension}.{value}", value, Kind.NAME)
