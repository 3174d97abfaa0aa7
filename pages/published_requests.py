"""Hulpvragen, for programme managers: how many there are, and how far they are."""

from adv import ui
from adv.charts import published as draw

reader = ui.open_publication("area", "theme", "goal")
shown = reader.publication, reader.context

ui.published(reader, over_time=lambda: draw.requests_over_time(*shown, reader.among))
if draw.is_published(reader.publication.requests, *reader.among, "status"):
    ui.published(reader, by_status=lambda: draw.requests_by(*shown, "status", reader.among))
else:
    ui.note(reader.view.texts("published.not_by_status"))
