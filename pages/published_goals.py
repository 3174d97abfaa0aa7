"""Resultaten per doel, for programme managers: which goals requests serve, and how many of them are done."""

from adv import ui
from adv.charts import published as draw

reader = ui.open_publication("area", "theme")
shown = reader.publication, reader.context

if reader.among:
    ui.published(reader, by_goal=lambda: draw.requests_by(*shown, "goal", reader.among))
else:
    ui.published(
        reader,
        follow_up=lambda: draw.follow_up(*shown, "goal"),
        areas=lambda: draw.cross_table(*shown, "area", "goal"),
    )
