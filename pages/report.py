"""Verantwoording: the account of a year, as it will be, with places to write in; its files; and closing it."""

from adv import ui

view = ui.open_page()

with ui.user_errors(view.texts):
    ui.account(view)
