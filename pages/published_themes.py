"""Thema's, for programme managers: what requests are about, how far they are, and which goals they serve."""

from adv import ui
from adv.charts import published as draw
from adv.charts.chart import Chart


def by_theme(reader: ui.Reader) -> Chart:
    """Draw requests by theme."""
    return draw.requests_by(reader.publication, reader.context, "theme", reader.among)


def follow_up(reader: ui.Reader) -> Chart:
    """Draw how far the requests of each theme are."""
    return draw.follow_up(reader.publication, reader.context, "theme")


def by_goal(reader: ui.Reader) -> Chart:
    """Draw themes and goals together."""
    return draw.cross_table(reader.publication, reader.context, "theme", "goal")


reader = ui.open_publication("area", "goal")

ui.published(reader, by_theme, *(() if reader.among else (follow_up, by_goal)))
