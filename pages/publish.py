"""Publiceren: which quarters programme managers get, as they will be beside the exact numbers."""

from adv import ui

view = ui.open_page()

with ui.user_errors(view.texts):
    ui.publishing(view)
