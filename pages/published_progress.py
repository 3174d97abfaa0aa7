"""Voortgang, for programme managers: completed visits against the target and euros against the budget, both exact."""

from adv import ui
from adv.charts import published as draw
from adv.charts.chart import Chart


def visits(reader: ui.Reader) -> Chart:
    """Draw completed visits up to each release."""
    return draw.visits_over_time(reader.publication, reader.context)


def spent(reader: ui.Reader) -> Chart:
    """Draw euros spent up to each release."""
    return draw.spent_over_time(reader.publication, reader.context)


reader = ui.open_publication()

ui.published(reader, visits, spent)
