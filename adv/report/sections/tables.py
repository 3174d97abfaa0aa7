"""Annex with the numbers of pictures that stand in no table of the text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from adv.charts.published import is_published, values_of
from adv.disclosure.publication import ProjectFigures
from adv.metrics.budget import spent_over_time
from adv.metrics.spans import Span
from adv.metrics.themes import themes_by_area
from adv.metrics.values import NotAvailable
from adv.report.blocks import Heading, Table, heads, said
from adv.report.fact import Fact, Kind, View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adv.report.blocks import Block, Cell
    from adv.report.facts import Facts
    from adv.report.published_facts import PublishedFacts

MONTHS = 3
FEWEST = 2  # rows: one is the total


def tables(facts: Facts) -> tuple[Block, ...]:
    """List what was talked about per area and what was spent per quarter, since the start."""
    return _headed((*_themes(facts), *_quarters(facts)))


def published_tables(facts: PublishedFacts) -> tuple[Block, ...]:
    """List requests per area and theme, and visits and euros in each quarter that was published."""
    return _headed((*_cross(facts), *_releases(facts)))


def _headed(found: tuple[Block, ...]) -> tuple[Block, ...]:
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
    found, total = facts.measured(spent_over_time, Span.QUARTER), facts.money("budget.spent")
    if isinstance(found, NotAvailable) or total is None or len(found.starts) < FEWEST:
        return
    rows: list[tuple[Cell, ...]] = []
    for start, cents in zip(found.starts, found.spent_cents, strict=True):
        number, spent = (start.month - 1) // MONTHS + 1, facts.made(f"budget.by_quarter.{start.isoformat()}", cents, Kind.CENTS)
        quarter, year = (
            facts.fixed(f"{name}.{value}", value, Kind.YEAR) for name, value in (("quarter", number), ("year", start.year))
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
    if len(figures) < FEWEST:
        return
    rows: list[tuple[Cell, ...]] = []
    for before, one in pairwise((ProjectFigures(figures[0].day, 0, 0), *figures)):
        visits, cents = one.visits - before.visits, one.cents - before.cents
        key, day = one.day.isoformat(), facts.fixed(f"release.{one.day.isoformat()}", one.day, Kind.DAY)
        told = facts.made(f"release.visits.{key}", visits), facts.made(f"release.spent.{key}", cents, Kind.CENTS)
        rows.append((day, *told))
    rows.append((said("report.total"), facts.count("visits.completed", View.START), facts.money("budget.spent")))
    columns = heads("report.column.release", "report.row.visits", "report.column.spent")
    yield Table("releases", said("report.table.releases"), columns, tuple(rows), has_total=True)
