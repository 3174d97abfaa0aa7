"""Sheets, and columns beside tables, that are no data: left out, with the reason; said where somebody may miss them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from adv.texts import LANGUAGES, texts
from adv.workbook.recognition.header_rows import layout_of, possible_layouts
from adv.workbook.recognition.layout import filled_columns, headers_at, is_list
from adv.workbook.recognition.month_matrix import month_matrix
from adv.workbook.recognition.remembered import left_out_shape
from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.tables.grid import RawSheet, column_letters
from adv.workbook.vocabulary.recognition import Reason, RememberedSheet, SheetRecognition
from adv.workbook.vocabulary.words import header_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.recognition.assignment import SheetColumns
    from adv.workbook.recognition.candidates import SheetPart
    from adv.workbook.recognition.header_match import Known

ASKED = 0.3  # how sure it is that a table that seems to be of something else is not to be read
ROWS_OF_PIVOT = 10  # among which its words are looked for
FORMER = ("Bevindingen bij ", "Fouten: ")  # as it began until the word became "melding"
SUMMARY_REASON = "sheet_findings"  # of a sheet that is left out because it sums up


def left_out(
    sheet: SheetColumns, key: str, shape: str | None = None, remembered: RememberedSheet | None = None, **params: str
) -> SheetRecognition:
    """Say that a sheet, or a part of it, is no data."""
    reason = Reason(key, params)
    return SheetRecognition(sheet.file, sheet.sheet.name, None, 1.0, reason, shape=shape, remembered=remembered)


def left_out_at_sight(sheet: SheetColumns, known: Known) -> SheetRecognition | None:
    """Leave out what is empty or has no cells, what `annotate` made, and what the user left out, now or when a sheet like it was confirmed."""
    raw, corrections = sheet.sheet, known.corrections
    if not raw.is_grid:
        return left_out(sheet, "sheet_chart")
    if not raw.row_count:
        return left_out(sheet, "sheet_empty")
    if is_summary(raw):
        return left_out(sheet, SUMMARY_REASON)
    decided = corrections.table_of(sheet.file, raw.name)
    if decided == (None,):
        layout, matrix = layout_of(sheet, filled_columns(raw), known), month_matrix(sheet.file, raw, known)
        shape = matrix.shape if matrix else layout.shape if layout else None
        return left_out(sheet, "corrected_sheet_out", left_out_shape(shape, raw.name) if shape else None)
    if decided or raw.is_hidden or not corrections.remembered:
        return None
    shapes = (left_out_shape(layout.shape, raw.name) for layout in possible_layouts(sheet, filled_columns(raw), known))
    shape = next((shape for shape in shapes if shape in corrections.remembered), None)
    return left_out(sheet, "remembered_sheet_out", shape, corrections.remembered[shape]) if shape else None


def hidden(sheet: SheetColumns, parts: Sequence[SheetPart], log: FindingLog) -> SheetRecognition:
    """Leave out a hidden sheet, and say so where it holds a table."""
    if any(part.table for part in parts):
        log.add(Severity.WARNING, "hidden_table", sheet.file, sheet.sheet.name)
    return left_out(sheet, "sheet_hidden")


def beside_tables(sheet: SheetColumns, part: SheetPart, known: Known, log: FindingLog) -> SheetRecognition:
    """Leave out columns beside a table that are none themselves."""
    raw, columns = sheet.sheet, span(part.columns)
    speaks = part.nearest is not None and len(part.nearest.found.fields) > 1  # then it is no note, however short it is
    if (speaks or is_list(raw, part.columns)) and not _is_pivot(raw, part.columns, known):
        log.add(Severity.WARNING, "columns_not_read", sheet.file, raw.name, (), columns=columns)
    return left_out(sheet, "beside_table", columns=columns)


def of_something_else(sheet: SheetColumns, part: SheetPart, why: str, log: FindingLog) -> SheetRecognition:
    """Leave a table that seems to be of something else until the user says that it belongs."""
    log.add(Severity.WARNING, "sheet_foreign", sheet.file, sheet.sheet.name, (), columns=span(part.columns))
    return replace(left_out(sheet, f"foreign_{why}"), certainty=ASKED)


def without_table(sheet: SheetColumns, known: Known, log: FindingLog, *, says_something: bool) -> SheetRecognition:
    """Leave out a sheet that comes near to no table, as far as known for what it is."""
    raw, everything = sheet.sheet, range(len(sheet.sheet.columns))
    if _is_pivot(raw, everything, known):
        return left_out(sheet, "sheet_pivot")
    kind = known.knowledge.words.not_data.get(header_key(raw.name))
    if is_list(raw, everything) and (says_something or not kind):
        log.add(Severity.WARNING, "sheet_not_read", sheet.file, raw.name)
    return left_out(sheet, f"sheet_{kind}" if kind else "sheet_unknown")


def span(columns: Sequence[int]) -> str:
    """Name columns from the first to the last: "H–K"."""
    first, last = column_letters(columns[0]), column_letters(columns[-1])
    return first if first == last else f"{first}–{last}"


def _is_pivot(raw: RawSheet, columns: Sequence[int], known: Known) -> bool:
    starts = known.knowledge.words.pivot_headers
    rows = range(min(raw.row_count, ROWS_OF_PIVOT))
    return any(header.key.startswith(starts) for row in rows for header in headers_at(raw, row, columns))


def is_summary(sheet: RawSheet) -> bool:
    """Say whether this is the first sheet of a workbook that was marked before: it holds no data of the user."""
    if sheet.row_count < 2:  # noqa: PLR2004 - two lines tell
        return False
    first, second = sheet.columns[0][:2]
    return (
        isinstance(first, str)
        and isinstance(second, str)
        and any(first.startswith(title) and second.startswith(counts) for title, counts in _starts())
    )


@lru_cache
def _starts() -> tuple[tuple[str, str], ...]:
    """Give the beginnings of the first two lines of a summary, in each language."""
    words = [texts(language, "annotate").entries for language in LANGUAGES]
    known = [tuple(entries[f"annotate.{line}"].partition("{")[0] for line in ("title", "counts")) for entries in words]
    return (*((title, counts) for title, counts in known), FORMER)
