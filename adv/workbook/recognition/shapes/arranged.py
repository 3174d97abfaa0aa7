"""A sheet laid out for recognition: cards as rows; corrections, days, tallies and requests in columns of their own. What was done is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.workbook.recognition.shapes.calendars import with_calendar
from adv.workbook.recognition.shapes.cards import with_cards
from adv.workbook.recognition.shapes.corrections_beside import with_corrections
from adv.workbook.recognition.shapes.days_elsewhere import with_days_from_elsewhere
from adv.workbook.recognition.shapes.days_of_periods import with_days_of_periods
from adv.workbook.recognition.shapes.requests_in_cells import with_requests
from adv.workbook.recognition.shapes.rounds import with_days_of_rounds
from adv.workbook.recognition.shapes.tallies import with_tallies
from adv.workbook.recognition.shapes.two_scores import with_scores
from adv.workbook.tables.findings import FindingLog, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adv.workbook.recognition.known import Known
    from adv.workbook.recognition.shapes.laid_out import LaidOut
    from adv.workbook.tables.grid import RawSheet

    Shape = Callable[[RawSheet, Known], LaidOut | None]  # None where a sheet is not of that shape


def arranged(file: str, sheet: RawSheet, known: Known, legend: Mapping[str, str], log: FindingLog) -> RawSheet:
    """Give a sheet with the days and the requests of its visits in columns of their own, and say where they were found.

    `legend` says for which outcomes codes stand.
    """

    def with_days(sheet: RawSheet, known: Known) -> LaidOut | None:  # from the first of three places that says them
        return (
            with_days_of_periods(sheet, known)
            or with_days_of_rounds(sheet, known, legend)
            or with_days_from_elsewhere(sheet, known)
        )

    # Of a hidden sheet nothing is read: nobody misses its cards or tallies.
    drawn: tuple[Shape, ...] = (with_cards, with_calendar, with_tallies) if sheet.is_grid and not sheet.is_hidden else ()
    # Corrections come first, since all others read the cells that they change; a list is laid out as rows before its cells are taken apart.
    for lay_out in (with_corrections, *drawn, with_days, with_scores, with_requests):
        if made := lay_out(sheet, known):
            sheet = made.sheet
            log.add(made.severity, made.code, file, sheet.name, made.cells, **made.params)
            if made.differing:
                log.add(Severity.WARNING, "tally_differs", file, sheet.name, made.differing)
    return sheet
