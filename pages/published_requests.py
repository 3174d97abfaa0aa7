"""Hulpvragen, for programme managers: how many there are, and how far they are."""

from adv import ui
from adv.charts import published as draw
from adv.charts.chart import Chart


def over_time(reader: ui.Reader) -> Chart:
    """Draw the requests raised up to each release."""
    return draw.requests_over_time(reader.publication, reader.context, reader.among)


def by_status(reader: ui.Reader) -> Chart:
    """Draw how far they are."""
    return draw.requests_by(reader.publication, reader.context, "status", reader.among)


reader = ui.open_publication("area", "theme", "goal")

ui.published(reader, over_time)
if draw.is_published(reader.publication.requests, *reader.among, "status"):
    ui.published(reader, by_status)
else:
    ui.note(reader.view.texts("published.not_by_status"))
