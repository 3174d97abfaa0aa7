"""Gegevens: from a workbook to stored data, step by step, and what was imported before."""

from adv import ui

view = ui.open_page()
texts = view.texts

ui.paragraph(texts("pages.data.intro"))
with ui.user_errors(texts):
    ui.step(view, 1, "upload")
    intake = ui.upload(view)

    if intake is None:
        ui.waiting(view)
        ui.template_download(view)
    else:
        ui.step(view, 2, "understood")
        ui.understood(view, intake)
        ui.unknown_words(view, intake)

    if intake and intake.has_table:
        ui.step(view, 3, "findings")
        ui.findings(view, intake)

        ui.step(view, 4, "confirm")
        ui.confirm(view, intake)

with ui.user_errors(texts):
    ui.heading(texts("pages.data.step.history"))
    ui.history(view)

with ui.user_errors(texts):
    ui.heading(texts("memory.title"))
    ui.remembered(view)

with ui.user_errors(texts):
    ui.heading(texts("milestones.title"))
    ui.milestones(view)
