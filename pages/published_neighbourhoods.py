"""Wijken, for programme managers: the publications of several projects side by side, each as of its own day."""

from adv import ui
from adv.charts import published_side_by_side as draw
from adv.charts.chart import Chart


def visits(reader: ui.Reader) -> Chart:
    """Draw completed visits as a part of those agreed."""
    return draw.visits_side_by_side(reader.publications, reader.context)


def spent(reader: ui.Reader) -> Chart:
    """Draw euros spent as a part of the budget."""
    return draw.spent_side_by_side(reader.publications, reader.context)


def goals(reader: ui.Reader) -> Chart:
    """Draw requests per goal."""
    return draw.goals_side_by_side(reader.publications, reader.context)


def everything(reader: ui.Reader) -> Chart:
    """List the main numbers of each project."""
    return draw.neighbourhoods(reader.publications, reader.context)


reader = ui.open_publication(is_across=True)

ui.published(reader, visits, spent)
ui.published(reader, goals, everything)
