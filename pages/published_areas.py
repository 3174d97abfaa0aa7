"""Per gebied, for programme managers: where requests come from, about what, and which households were visited."""

from adv import ui
from adv.charts import published as draw
from adv.charts.chart import Chart


def by_area(reader: ui.Reader) -> Chart:
    """Draw requests by area."""
    return draw.requests_by(reader.publication, reader.context, "area", reader.among)


def themes(reader: ui.Reader) -> Chart:
    """Draw areas and themes together."""
    return draw.cross_table(reader.publication, reader.context, "area", "theme")


def goals(reader: ui.Reader) -> Chart:
    """Draw areas and goals together."""
    return draw.cross_table(reader.publication, reader.context, "area", "goal")


def households(reader: ui.Reader) -> Chart:
    """Draw the households that were visited, by how it ended."""
    return draw.households(reader.publication, reader.context)


reader = ui.open_publication("theme", "goal")

ui.published(reader, by_area, *(() if reader.among else (themes, goals, households)))
