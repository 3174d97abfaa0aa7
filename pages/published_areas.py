"""Per gebied, for programme managers: where requests come from, about what, and which households were visited."""

from adv import ui
from adv.charts import published as draw

reader = ui.open_publication("theme", "goal")
shown = reader.publication, reader.context

ui.published(reader, by_area=lambda: draw.requests_by(*shown, "area", reader.among))
if not reader.among:
    ui.published(
        reader,
        themes=lambda: draw.cross_table(*shown, "area", "theme"),
        households=lambda: draw.households(*shown),
    )
