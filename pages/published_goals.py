"""Resultaten per doel, for programme managers: which goals requests serve, and how many of them are done."""

from adv import ui
from adv.charts import published as draw
from adv.charts.chart import Chart


def follow_up(reader: ui.Reader) -> Chart:
    """Draw how far the requests of each goal are."""
    return draw.follow_up(reader.publication, reader.context, "goal")


def by_goal(reader: ui.Reader) -> Chart:
    """Draw requests by goal."""
    return draw.requests_by(reader.publication, reader.context, "goal", reader.among)


reader = ui.open_publication("area", "theme")

ui.published(reader, by_goal if reader.among else follow_up)
