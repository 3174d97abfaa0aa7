"""A sheet laid out for recognition: cards as rows; corrections, days, tallies and requests in columns of their own. What was done is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.workbook.recognition.shapes.cards import with_calendar, with_cards
from adv.workbook.recognition.shapes.days_elsewhere import with_days_from_elsewhere
from adv.workbook.recognition.shapes.days_of_periods import with_days
from adv.workbook.recognition.shapes.reshaped import with_corrections, with_requests, with_scores
from adv.workbook.recognition.shapes.rounds import with_days_of_rounds
from adv.workbook.recognition.shapes.tallies import with_tallies
from adv.workbook.tables.findings import FindingLog, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.workbook.recognition.known import Known
    from adv.workbook.tables.grid import RawSheet


def arranged(file: str, sheet: RawSheet, known: Known, legend: Mapping[str, str], log: FindingLog) -> RawSheet:
    """Give a sheet with the days and the requests of its visits in columns of their own, and say where they were found.

    `legend` says for which outcomes codes stand.
    """
    if corrected := with_corrections(sheet, known):
        sheet, cells = corrected
        log.add(Severity.WARNING, "corrections_beside", file, sheet.name, cells)
    for lay_out, code in ((with_cards, "rows_from_cards"), (with_calendar, "visits_in_calendar")):
        if made := lay_out(sheet, known):
            sheet = made.sheet
            log.add(Severity.INFO, code, file, sheet.name, made.cells)
    if tally := with_tallies(sheet, known):
        sheet = tally.sheet
        log.add(Severity.WARNING, "tallies_counted", file, sheet.name, tally.cells, visits=tally.visits)
        if tally.differing:
            log.add(Severity.WARNING, "tally_differs", file, sheet.name, tally.differing)
    days = with_days(sheet, known) or with_days_of_rounds(sheet, known, legend) or with_days_from_elsewhere(sheet, known)
    if days:
        sheet = days.sheet
        log.add(days.severity, days.code, file, sheet.name, days.cells)
    if scores := with_scores(sheet, known):
        sheet, cells = scores
        log.add(Severity.INFO, "scores_in_one_cell", file, sheet.name, cells)
    if requests := with_requests(sheet, known):
        sheet, asked = requests
        log.add(Severity.INFO, "requests_in_cells", file, sheet.name, asked)
    return sheet
