"""Contents that a reader of a publication sees: parts with charts, and which published number stands in which cell of their tables. Pure."""

from __future__ import annotations

from msgspec import Struct

from adv.charts import published as draw
from adv.charts.chart import Chart
from adv.charts.chart_context import ChartContext
from adv.disclosure.publication import Publication, Table

PARTS = ("course", "requests", "themes", "goals", "areas")  # each has a heading in the texts


class Shown(Struct, frozen=True):
    """A chart, and the published numbers behind the last columns of its table, row by row; none where they are exact and public.

    A number goes by its place, ``requests/0/12``: the name of the table, the release from 0, the cell from 0.
    """

    chart: Chart
    cells: tuple[tuple[str, ...], ...] = ()


def contents(publication: Publication, context: ChartContext) -> dict[str, tuple[Shown, ...]]:
    """Make the charts of each part."""

    def by(dimension: str) -> Shown:
        return Shown(draw.requests_by(publication, context, dimension), _cells(publication, "requests", dimension))

    def cross(down: str, across: str) -> Shown:
        return Shown(draw.cross_table(publication, context, down, across), _cells(publication, "requests", down, across))

    def follow_up(dimension: str) -> Shown:
        return Shown(draw.follow_up(publication, context, dimension), _cells(publication, "requests", dimension, "status"))

    last = range(len(publication.days))
    total = publication.requests.lattice.place_of_cell[(None,) * len(publication.requests.dimensions)]
    over_time = Shown(draw.requests_over_time(publication, context), tuple((f"requests/{at}/{total}",) for at in last))
    homes = Shown(draw.households(publication, context), _cells(publication, "households", "area", "outcome"))
    return {
        "course": (Shown(draw.visits_over_time(publication, context)), Shown(draw.spent_over_time(publication, context))),
        "requests": (over_time, by("status")),
        "themes": (by("theme"), follow_up("theme")),
        "goals": (by("goal"), follow_up("goal"), cross("theme", "goal")),
        "areas": (by("area"), cross("area", "theme"), cross("area", "goal"), homes),
    }


def _cells(publication: Publication, name: str, down: str, across: str = "") -> tuple[tuple[str, ...], ...]:
    """Places of the newest numbers by one or two dimensions."""
    table: Table = publication.tables[name]
    places = table.lattice.place_of_cell
    release = len(publication.days) - 1
    sizes = {one.name: range(len(one.values)) for one in table.dimensions}
    names = [one.name for one in table.dimensions]

    def at(row: int, column: int | None) -> str:
        values = {down: row, across: column}
        return f"{name}/{release}/{places[tuple(values.get(dimension) for dimension in names)]}"

    return tuple(tuple(at(row, column) for column in (sizes[across] if across else [None])) for row in sizes[down])
