"""Voortgang, for programme managers: completed visits against the target and euros against the budget, both exact."""

from adv import ui
from adv.charts import published as draw

reader = ui.open_publication()
shown = reader.publication, reader.context

ui.published(reader, visits=lambda: draw.visits_over_time(*shown), spent=lambda: draw.spent_over_time(*shown))
