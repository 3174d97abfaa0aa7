"""Gegevens: from a workbook to stored data, question by question; and what was imported before."""

from adv import ui

view = ui.open_page()
texts = view.texts

with ui.user_errors(texts):
    ui.still_out(view)
    intake = ui.upload(view)

    if intake is None:
        ui.waiting(view)
        ui.template_download(view)
    else:
        ui.verdict(view, intake)
        changes = ui.preview(view, intake) if intake.has_table else None
        ui.why_not(view, intake)
        ui.open_questions(view, intake)
        ui.folded(view, intake)
        if changes:
            ui.confirm(view, changes)

if not ui.is_reading():
    with ui.user_errors(texts):
        ui.heading(texts("pages.data.step.history"))
        ui.history(view)

    with ui.user_errors(texts):
        ui.heading(texts("memory.title"))
        ui.remembered(view)

    with ui.user_errors(texts):
        ui.heading(texts("milestones.title"))
        ui.milestones(view)
