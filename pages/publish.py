"""Publiceren: which quarters programme managers get, as they will be beside the exact numbers, and what they then see."""

from adv import ui

view = ui.open_page()

with ui.user_errors(view.texts):
    if ui.is_reader(view):
        ui.published_pages(view)
    else:
        ui.publishing(view)
