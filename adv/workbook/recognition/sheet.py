"""Recognition of one sheet: which tables it holds, where, and which column is which, with how sure and why. What is left out is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.model import Status, TableName
from adv.workbook.recognition.columns.assignment import DOUBTED, SheetColumns
from adv.workbook.recognition.columns.table_columns import table_columns
from adv.workbook.recognition.columns.unread_columns import unread_columns, with_values
from adv.workbook.recognition.found_table import FoundTable
from adv.workbook.recognition.notices import Notices, beside_tables, labels, left_out, left_out_at_sight, span, without_table
from adv.workbook.recognition.ours.belonging import belonging
from adv.workbook.recognition.places.candidates import Candidate, SheetPart, parts_of
from adv.workbook.recognition.places.header_rows import layout_of
from adv.workbook.recognition.places.layout import MOST_COLUMNS, filled_columns
from adv.workbook.recognition.places.row_kinds import rows_of_data
from adv.workbook.recognition.places.sheet_names import is_called_something
from adv.workbook.recognition.shapes.lists_below import lists_below
from adv.workbook.recognition.shapes.month_matrix import month_matrix
from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.understood import STREET_MISSING, Reason, SheetRecognition
from adv.workbook.vocabulary.fields import CENTRE, REQUIRED, STATE, missing, request_part
from adv.workbook.vocabulary.words import header_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.recognition.known import Known
    from adv.workbook.recognition.shapes.matrix_blocks import FoundMatrix
    from adv.workbook.tables.grid import RawSheet

    Recognised = FoundTable | FoundMatrix | SheetRecognition  # a table, money by month, or what is left out

ENOUGH_TO_MISS: Final = 4  # recognised columns from which on a table that lacks one is reported as such
ENOUGH_TO_SAY: Final = 2  # of these from which on a sheet called "Lijst" or "Overzicht" may hold data after all
OF_ROWS: Final = frozenset(
    {"visited_on", "street", "address", "house_number", "visit_id", "booked_on", "cents", "raised_on", "held_on"}
)
SURE_OF_KINDS: Final = 0.9  # of a column of kinds
OF_ROWS_WHOLE: Final = frozenset({STATE, CENTRE})  # fields that hold for the requests in a row as well
CERTAINTY_OF_FOREIGN: Final = 0.3  # certainty that a table that seems to be of something else is not to be read
UNSURE: Final = 0.3  # of a table that cannot be read
SURE_BY_NAME: Final = 0.05


def recognise(file: str, raw: RawSheet, known: Known, log: FindingLog) -> Sequence[Recognised]:
    """Find the tables of one sheet, each with its columns, or its money by month; or say why nothing of it is read."""
    is_divided = not raw.is_hidden and known.corrections.table_of(file, raw.name) is None
    found: list[Recognised] = []
    for row, part in lists_below(raw, known) if is_divided else [(0, raw)]:
        below = row * MOST_COLUMNS
        found += [_as_block(one, below) if row else one for one in _recognise(file, part, known, log, below)]
    return found


def _as_block(found: Recognised, first: int) -> Recognised:
    """Give one of several lists of a sheet a number of its own, by which it is asked about."""
    if isinstance(found, SheetRecognition):
        return replace(found, block=(found.block or 0) + first)
    return replace(found, recognition=_as_block(found.recognition, first)) if isinstance(found, FoundTable) else found


def _recognise(file: str, raw: RawSheet, known: Known, log: FindingLog, below: int) -> Sequence[Recognised]:
    """Find the tables of a sheet, or of its rows from one on down; `below` is the number of these."""
    sheet = SheetColumns(file, raw)
    if out := left_out_at_sight(sheet, known):
        return [out]
    decided = known.corrections.block_of(file, raw.name, below) if below else known.corrections.table_of(file, raw.name)
    if below and decided and not decided[0]:
        return [left_out(sheet, "corrected_part_out")]
    if not raw.is_hidden and (not decided or decided[0] is TableName.EXPENSES) and (matrix := month_matrix(file, raw, known)):
        return [matrix]
    found: list[Recognised]
    if decided and decided[0]:
        found = [_as_decided(sheet, filled_columns(raw), decided[0], known, log)]
    else:
        parts = parts_of(sheet, known)
        if raw.is_hidden:
            if any(part.table for part in parts):
                log.add(Severity.WARNING, "hidden_table", file, raw.name)
            return [left_out(sheet, "sheet_hidden")]
        if not any(part.table for part in parts):
            return [_without_table(sheet, parts[0].nearest, known, log)]
        if whole := _decided_with_others(sheet, parts, known):
            found = [_as_decided(sheet, filled_columns(raw), whole, known, log)]
        else:
            found = [_of_part(sheet, part, known, log, is_whole=len(parts) == 1) for part in parts]
    tables = [one for one in found if isinstance(one, FoundTable)]
    return [*found, *(requests for one in tables for requests in _requests_in(one, known.knowledge.project.themes, log))]


def _decided_with_others(sheet: SheetColumns, parts: Sequence[SheetPart], known: Known) -> TableName | None:
    """Give the table that the user said one of several parts is, where that part lacks what the columns beside it have."""
    for part in parts if len(parts) > 1 else ():
        decided = known.corrections.block_of(sheet.file, sheet.sheet.name, part.columns[0])
        if not decided or not decided[0] or (part.table and part.table.table is decided[0]):
            continue
        alone, together = (_lacking(sheet, columns, decided[0], known) for columns in (part.columns, filled_columns(sheet.sheet)))
        if alone and not together:
            return decided[0]
    return None


def _lacking(sheet: SheetColumns, columns: Sequence[int], table: TableName, known: Known) -> bool:
    layout = layout_of(sheet, columns, known, table)
    return layout is None or bool(table_columns(table, layout, sheet, known).missing)


def _of_part(sheet: SheetColumns, part: SheetPart, known: Known, log: FindingLog, *, is_whole: bool) -> Recognised:
    """Take one of the parts that lie side by side as the user decided, or else as it is."""
    first = part.columns[0]
    decided = None if is_whole else known.corrections.block_of(sheet.file, sheet.sheet.name, first)
    found: Recognised
    if decided and decided[0]:
        found = _as_decided(sheet, part.columns, decided[0], known, log)
    elif decided:
        found = left_out(sheet, "corrected_part_out", columns=span(part.columns))
    elif part.table and (belongs := belonging(part.table, sheet, known)).against:
        log.add(Severity.WARNING, "sheet_foreign", sheet.file, sheet.sheet.name, (), columns=span(part.columns))
        found = replace(
            left_out(sheet, f"foreign_{belongs.against}"), certainty=CERTAINTY_OF_FOREIGN
        )  # until the user says that it belongs
    elif part.table:
        found = _table(sheet, part.table, known, log)
        if not belongs.is_own:
            sure = min(found.recognition.certainty, DOUBTED)
            found = replace(found, recognition=replace(found.recognition, certainty=sure))
    else:
        found = beside_tables(sheet, part, known, log)
    return found if is_whole else _as_block(found, first)


def _as_decided(sheet: SheetColumns, columns: Sequence[int], table: TableName, known: Known, log: FindingLog) -> Recognised:
    """Take columns for the table that the user said they are, however little speaks for it."""
    layout = layout_of(sheet, columns, known, table)
    if layout is None:
        return left_out(sheet, "sheet_without_header")
    candidate = Candidate(table_columns(table, layout, sheet, known), layout)
    if candidate.found.missing:
        return _incomplete(sheet, candidate, known, log)
    found = _table(sheet, candidate, known, log)
    return replace(found, recognition=replace(found.recognition, certainty=1.0, reason=Reason("corrected")))


def _table(sheet: SheetColumns, candidate: Candidate, known: Known, log: FindingLog) -> FoundTable:
    found, layout, raw = candidate.found, candidate.layout, sheet.sheet
    notices = Notices(log, sheet.file, raw.name, layout, found)
    unread = unread_columns(found, sheet.under(layout), known.tables[found.table])
    notices.say_all(known.knowledge.project, candidate.overlooked, unread, raw.hidden_columns)
    if candidate.is_by_address and not candidate.remembered and known.corrections.table_of(sheet.file, raw.name) is None:
        log.add(Severity.WARNING, "requests_by_columns", sheet.file, raw.name)
    how = "remembered" if candidate.remembered else "table_named" if candidate.named else "table_by_columns"
    recognised = sum(bool(column.field) for column in found.columns) + len(found.links)
    reason, columns = Reason(how, {"columns": recognised}), with_values(found, sheet.under(layout), known.knowledge)
    place = sheet.file, raw.name, found.table
    recognition = SheetRecognition(*place, _certainty(candidate), reason, layout.header_row + 1, columns, shape=layout.shape)
    recognition = replace(recognition, remembered=candidate.remembered)
    remarks = tuple(column.column for column in found.columns if not column.field and not column.blocked)
    made = FoundTable(found.table, raw, layout, recognition, found.links, street=found.street, remarks=remarks)
    return replace(made, headings=found.headings, year=found.year)


def _certainty(candidate: Candidate) -> float:
    """Average over what the table needs; numbers that are not kept are as sure as can be."""
    found = candidate.found
    fields = [(column.field or found.links.get(column.column), column.certainty) for column in found.columns]
    sure = [max((how for name, how in fields if name in needed), default=UNSURE) for needed in REQUIRED[candidate.table]]
    return round(min(0.99, sum(sure) / len(sure) + SURE_BY_NAME * candidate.named), 2)


def _requests_in(visits: FoundTable, themes: Sequence[str], log: FindingLog) -> list[FoundTable]:
    """Find the requests that stand in the visits' own rows, one table for each number ("Hulpvraag 1", "Hulpvraag 2") or theme."""
    wide = [column for column in visits.recognition.columns if request_part(column.field)]
    beside = tuple(column.column for column in visits.recognition.columns if column.field == "themes" and column.option is None)
    found = []
    for number in dict.fromkeys(column.option for column in wide):
        mine = [column for column in wide if column.option == number]
        columns = tuple(replace(one, field=request_part(one.field), option=None) for one in mine)
        columns += tuple(column for column in visits.recognition.columns if column.field in OF_ROWS_WHOLE)
        theme = number if number in themes else None
        given = {"visit_id", *(["theme"] if theme else []), *(str(column.field) for column in columns)}
        lacking = missing(TableName.REQUESTS, frozenset(given))
        is_open = lacking == ("status",)
        if lacking and not is_open:
            params = {"number": str(number), "missing": labels(TableName.REQUESTS, lacking)}
            log.add(Severity.WARNING, "request_columns_missing", visits.recognition.file, visits.sheet.name, (), **params)
            continue
        made = replace(visits, table=TableName.REQUESTS, links={}, in_visits=True, theme=theme, themes=beside)
        recognition = replace(visits.recognition, table=TableName.REQUESTS, columns=columns)
        found.append(replace(made, recognition=recognition, status=Status.OPEN if is_open else None))
    return found


def _without_table(sheet: SheetColumns, nearest: Candidate | None, known: Known, log: FindingLog) -> SheetRecognition:
    fields = nearest.found.fields if nearest else frozenset()
    is_called_no_data = header_key(sheet.sheet.name) in known.knowledge.words.not_data
    is_much = len(fields) >= ENOUGH_TO_MISS or (nearest is not None and (_lacks_one_thing(nearest) or sheet.sheet.is_tally))
    if nearest and (nearest.named or (is_much and not is_called_no_data)):
        return _incomplete(sheet, nearest, known, log)
    return without_table(sheet, known, log, says_something=len(fields & OF_ROWS) >= ENOUGH_TO_SAY)


def _lacks_one_thing(nearest: Candidate) -> bool:
    """Say whether these are visits of which only "Straat" is not known, or sums by the project's kinds of cost without a year."""
    if nearest.table is TableName.VISITS and nearest.found.missing == ("street",):
        return True
    kinds = [column for column in nearest.found.columns if column.field in {"category", "account", "account_name"}]
    return nearest.found.lacks_year and any(column.certainty >= SURE_OF_KINDS for column in kinds)


def _incomplete(sheet: SheetColumns, candidate: Candidate, known: Known, log: FindingLog) -> SheetRecognition:
    """Report a table that lacks a column, and count the rows that are not read for it."""
    found, layout, raw = candidate.found, candidate.layout, sheet.sheet
    lacking = tuple(name for name in found.missing if name not in {name for name, *_ in found.same})
    is_said = not lacking and bool(found.same)
    notices = Notices(log, sheet.file, raw.name, layout, found)
    notices.say_same()
    notices.say_struck()
    is_street = lacking == ("street",) and (raw.is_tally or not is_called_something(raw.name, known))
    if is_street:
        notices.say("street_of_sheet_missing", layout.headers[0].column, severity=Severity.ERROR)
    elif found.lacks_year:
        sums = (one.column for one in found.columns if one.field == "cents")
        notices.say("year_of_sums_missing", *sums, severity=Severity.ERROR)
    elif raw.is_tally and lacking == ("visited_on",):
        notices.say("tally_without_day", layout.headers[0].column, severity=Severity.ERROR)
    elif not is_said:
        notices.say_missing(lacking or ("year",))
        if raw.looks.has_rules and not {"outcome", "status"}.isdisjoint(lacking):
            notices.say("colours_by_rule", layout.headers[0].column)  # they may be what lacks
    notices.say_personal()
    columns = with_values(found, sheet.under(layout), known.knowledge)
    reason = Reason(STREET_MISSING if is_street else "same_columns" if is_said else "columns_missing")
    recognition = SheetRecognition(sheet.file, raw.name, found.table, UNSURE, reason, layout.header_row + 1, columns)
    rows = rows_of_data(FoundTable(found.table, raw, layout, recognition, found.links), known.knowledge.words)
    return replace(recognition, rows_left_out=len(rows))
