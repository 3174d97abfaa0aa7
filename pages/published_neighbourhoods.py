"""Wijken, for programme managers: the publications of several projects side by side, each as of its own day."""

from adv import ui
from adv.charts import published_side_by_side as draw

reader = ui.open_publication(is_across=True)
shown = reader.publications, reader.context

ui.published(
    reader,
    visits=lambda: draw.visits_side_by_side(*shown),
    spent=lambda: draw.spent_side_by_side(*shown),
    goals=lambda: draw.goals_side_by_side(*shown),
)
