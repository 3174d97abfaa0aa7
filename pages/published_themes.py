"""Thema's, for programme managers: what requests are about, how far they are, and which goals they serve."""

from adv import ui
from adv.charts import published as draw

reader = ui.open_publication("area", "goal")
shown = reader.publication, reader.context

ui.published(reader, by_theme=lambda: draw.requests_by(*shown, "theme", reader.among))
if not reader.among:
    ui.published(
        reader,
        follow_up=lambda: draw.follow_up(*shown, "theme"),
        by_goal=lambda: draw.cross_table(*shown, "theme", "goal"),
    )
