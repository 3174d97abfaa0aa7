"""Findings about cells and rows while they are read, and the rows that these cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec import Struct, field

from adv.model import TableName
from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.tables.grid import Cell, Place, column_letters, grouped
from adv.workbook.tables.table import CodedColumn, Part, values_of
from adv.workbook.values.amounts import plain_euros
from adv.workbook.values.money_units import are_whole, is_number, may_lack_decimals
from adv.workbook.values.text import PASSED_OVER, Parsed
from adv.workbook.vocabulary.fields import REQUIRED, Kind, kind_of
from adv.workbook.vocabulary.own_values import VALUES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.workbook.parsing.cells.coded_answers import Decoded
    from adv.workbook.recognition.found_table import EncodedColumn, FoundTable
    from adv.workbook.recognition.places.row_kinds import RowKinds
    from adv.workbook.tables.table import Codes, Mask
    from adv.workbook.values.day_columns import DayReading
    from adv.workbook.vocabulary.words import Vocabulary

FLAWS: Final = {"formula": "cell_formula", "number": "cell_number", "text": "cell_text", "too_long": "cell_too_long"}
MOST_LISTED: Final = 30  # amounts in a sentence
MOST_DIFFERENT: Final = 500  # cells of a column that are looked at for what to ask about
# Codes of cells, and of the doubt about their column that is asked about; None: that is said of the cells alone.
OF_COLUMN: Final = {"date_without_year": None, "month_first_date": "days_in_both_orders"}
KEPT_WITHOUT: Final = frozenset({Kind.THEME})  # required, yet a row with an unknown one still counts
ROWS_PASSED: Final = "rows_passed_over"  # code: a cell that they cannot do without is passed over
SAID_ROWS: Final = {"totals": "rows_total", "headings": "rows_heading", "repeated": "rows_header", "examples": "rows_example"}


class CellFindings(Struct, frozen=True):
    """Findings about the cells of one table."""

    found: FoundTable
    words: Vocabulary
    log: FindingLog
    reported: dict[int, Mask] = field(default_factory=dict)  # by column the rows in which something was said about its cell
    settled: set[Place] = field(default_factory=set)  # cells that the user gave a value
    small: dict[int, set[Cell]] = field(default_factory=dict)  # by column the amounts that may be a thousandth of what was meant
    doubted: set[tuple[int, str]] = field(default_factory=set)  # columns, with the codes of what was said of their days
    unread: list[tuple[int, str, Cell, Codes]] = field(default_factory=list)  # cost its row: column, field, what is there, lines

    def label(self, column: int) -> str:
        """Name a column by its header, or by its letters."""
        header = next(one.header for one in self.found.recognition.columns if one.column == column)
        return header or column_letters(column)

    def header(self, column: int) -> str:
        """Give the whole header of a column, legend and all."""
        return next(header.text for header in self.found.layout.headers if header.column == column)

    def said_of(self, column: int, rows: int) -> Mask:
        """The rows in which something was said about a column's cell."""
        return self.reported.setdefault(column, np.zeros(rows, dtype=bool))

    def say_filled(self, code: str, column: int, rows: Sequence[int], severity: Severity = Severity.INFO, **params: str) -> None:
        """Name the cells that got another value: the one above them, or the one that they had before a program changed it."""
        cells = [(row + self.found.layout.first_row, column) for row in rows]
        self.say_places(severity, code, cells, column=self.label(column), **params)

    def say_places(self, severity: Severity, code: str, places: Sequence[Place], **params: str | int) -> None:
        """Name some cells of the sheet."""
        if places:
            self.log.add(severity, code, self.found.recognition.file, self.found.sheet.name, sorted(places), **params)

    def say_rows(self, part: Part, kinds: RowKinds) -> None:
        """Name the rows that are no data, by what they are."""
        streets = np.array([row for row, _ in self.found.headings], dtype=np.intp)
        code = "account_from_headings" if part.table is TableName.EXPENSES else "street_from_headings"
        self._say_lines(Severity.INFO, code, part, streets)
        for name, code in SAID_ROWS.items():
            rows: Codes = getattr(kinds, name)
            self._say_lines(Severity.INFO, code, part, rows[~np.isin(rows, streets)])
        self._say_lines(Severity.WARNING, "rows_elsewhere", part, kinds.elsewhere)

    def _say_column(self, severity: Severity, code: str, part: Part, hit: Mask, column: int, **params: str | int) -> None:
        if hit.any():
            self.log.add_rows(severity, code, part, part.lines[hit], column, column=self.label(column), **params)

    def say_attempts(self, part: Part, waiting: Codes, several: Codes) -> None:
        """Name the rows of addresses that nobody has been to, and those with several visits."""
        self._say_lines(Severity.INFO, "rows_not_visited", part, waiting)
        self._say_lines(Severity.INFO, "attempts_in_rows", part, several)

    def _say_lines(self, severity: Severity, code: str, part: Part, lines: Codes) -> None:
        if len(lines):
            self.log.add_rows(severity, code, part, lines, min(self.found.own, default=0))

    def say_flaws(self, part: Part, fields: Mapping[int, str]) -> None:
        """Name the cells of data rows, in some of the columns, that hold an error such as #N/B, or nothing usable."""
        lines = set(part.lines.tolist()) if self.found.sheet.computed else set()
        for column in sorted(fields):
            cells = [(row, at) for row, at in self.found.sheet.computed if at == column and row in lines]
            self.say_places(Severity.INFO, "cells_computed", cells, column=self.label(column))
        data = {line: at for at, line in enumerate(part.lines.tolist())} if self.found.sheet.flaws else {}
        for (row, column), flaw in self.found.sheet.flaws.items():
            name = fields.get(column)
            if name is None or row not in data or (row, column) in self.settled:
                continue
            self.said_of(column, len(part.lines))[data[row]] = True
            severity = Severity.ERROR if self._is_needed(name) else Severity.WARNING
            code = FLAWS.get(flaw, "cell_error")
            extra = {"error": flaw} if code == "cell_error" else {}
            self.log.add(severity, code, part.file, part.sheet, [(row, column)], column=self.label(column), **extra)
            part.keep[data[row]] &= severity is not Severity.ERROR
            if severity is Severity.ERROR:
                self.unread.append((column, name, None, np.array([row])))

    def say_odd_rows(self, part: Part) -> None:
        """Name lines of a .csv with another number of fields than the rest; a line with too many is left out, since its fields have moved."""
        for row, code in self.found.sheet.odd_rows:
            at = int(np.searchsorted(part.lines, row))
            if at < len(part.lines) and part.lines[at] == row:
                too_long = code == "row_too_long"
                part.keep[at] &= not too_long
                self.log.add(Severity.ERROR if too_long else Severity.WARNING, code, part.file, part.sheet, [(row, 0)])

    def say_problems(self, part: Part, column: EncodedColumn, parsed: Sequence[Parsed[Any]], codes: Codes) -> None:
        """Group the cells with a problem by what is wrong; rows without a value that they need are left out."""
        required = self._is_needed(column.field) and kind_of(part.table, column.field) not in KEPT_WITHOUT
        groups = grouped(
            ((_severity(value, required=required), value.code, tuple(sorted(value.params.items()))), number)
            for number, value in enumerate(parsed)
            if value.code is not None
        )
        for (severity, code, params), numbers in groups.items():
            hit = np.isin(codes, numbers)
            if not hit.any():
                continue
            if code == "date_without_day" and column.field == "raised_on":
                part.is_vague = _with(part.is_vague, hit)
            if parsed[numbers[0]].value is None:
                self.said_of(column.column, len(hit))[hit] = True
            is_passed = required and code == PASSED_OVER
            if is_passed:
                part.is_passed = _with(part.is_passed, hit)
            if severity is Severity.ERROR or is_passed:
                part.keep &= ~hit
            if severity is Severity.ERROR and not self._is_of_column(code, column.column):
                self._keep_unread(part, column, codes, numbers)
            self._say_column(severity, ROWS_PASSED if is_passed else code, part, hit, column.column, **dict(params))

    def _keep_unread(self, part: Part, column: EncodedColumn, codes: Codes, numbers: Sequence[int]) -> None:
        """Keep the different cells that cost their rows, to ask about them."""
        for number in numbers[:MOST_DIFFERENT]:
            lines = part.lines[codes == number]
            if len(lines):
                self.unread.append((column.column, column.field, column.distinct[number], lines))

    def say_codes(
        self, part: Part, column: EncodedColumn, codes: Codes, meant: Mapping[int, Decoded], *, are_explained: bool
    ) -> None:
        """Tell which cells held codes, "2", and were read by a legend or without one; apart those that had become days, or have an unusual meaning."""
        read = ("codes_by_legend", Severity.INFO) if are_explained else ("letters_read", Severity.WARNING)
        places = (
            (*read, [place for place, cell in meant.items() if not cell.was_day]),
            ("codes_were_days", Severity.WARNING, [place for place, cell in meant.items() if cell.was_day]),
            ("codes_mean_otherwise", Severity.WARNING, [place for place, cell in meant.items() if cell.is_unusual]),
        )
        for code, severity, numbers in places:
            self._say_column(severity, code, part, np.isin(codes, numbers), column.column)

    def say_branches_differ(self, part: Part, column: EncodedColumn, read: CodedColumn, made: CodedColumn) -> None:
        """Name rows in which two branches of a form differ, "Uitkomst" and "Uitkomst2"; a row that needs the answer is left out."""
        is_said, pairs = (read.codes >= 0) & (made.codes >= 0), zip(values_of(read), values_of(made), strict=True)
        differ = is_said & np.array([a != b for a, b in pairs], dtype=bool)
        severity = Severity.ERROR if self._is_needed(column.field) else Severity.WARNING
        part.keep[differ] &= severity is not Severity.ERROR
        self.said_of(column.column, len(part.lines))[differ] = True
        self._say_column(severity, "branches_differ", part, differ, column.column)

    def say_doubts(self, part: Part, column: EncodedColumn, kind: Kind, codes: Codes) -> None:
        """Name amounts that look odd only beside the others: 1,25 among thousands, 4350 among 43,50. They are read as they stand."""
        cells = [column.distinct[code] for code in codes.tolist()] if kind is Kind.CENTS else []
        small, lacking = self.small.get(column.column, set()), set(may_lack_decimals(cells))
        for code, doubtful in (("amounts_may_be_thousands", small), ("amounts_may_lack_decimals", lacking)):
            hit = np.isin(codes, [place for place, cell in enumerate(column.distinct) if cell in doubtful])
            small_amounts = [cell for cell in cells if is_number(cell) and cell in small] if doubtful is small else []
            params = _amounts_listed(small_amounts) if small_amounts and hit.any() else {}
            self._say_column(Severity.WARNING, code, part, hit, column.column, **params)

    def say_days(self, part: Part, column: EncodedColumn, days: DayReading) -> None:
        """Tell how a column of days was read as a whole, month first or moved by four years, where that is unusual or unsure."""
        for code in days.said:
            self.doubted.add((column.column, code))
            self.log.add_rows(Severity.WARNING, code, part, part.lines, column.column, column=self.label(column.column))

    def say_missing(self, part: Part, fields: Mapping[int, str]) -> None:
        """Name rows in which a required value is empty in some of the columns (and not merely unreadable, which has been said)."""
        places = grouped((name, column) for column, name in fields.items())
        needed = [tuple(name for name in alternatives if name in places) for alternatives in REQUIRED[part.table]]
        for names in dict.fromkeys(needed):
            lacking: Mask = np.ones(len(part.lines), dtype=bool)
            for name in names:
                made = part.columns[name] if name in part.columns else part.links[name]
                lacking &= made.codes < 0
                if len(names) == 1:  # an unreadable one cost the row already; of several it did not
                    lacking &= ~np.logical_or.reduce([self.said_of(column, len(part.lines)) for column in places[name]])
            if not names or not lacking.any():
                continue
            part.keep &= ~lacking
            name = next((one for one in names if kind_of(part.table, one) in VALUES), names[0])
            place = places[name][0]
            self.unread.append((place, name, None, part.lines[lacking]))
            self.log.add_rows(Severity.ERROR, "value_missing", part, part.lines[lacking], place, column=self.label(place))

    def _is_of_column(self, code: str, column: int) -> bool:
        """Say whether an answer about the whole column, such as its year, would settle a problem of its cells: then those are not asked about."""
        option = next((one.option for one in self.found.recognition.columns if one.column == column), None)
        doubt = OF_COLUMN.get(code)
        return code in OF_COLUMN and option is None and (doubt is None or (column, doubt) in self.doubted)

    def _is_needed(self, name: str) -> bool:
        """Say whether a row cannot do without this field: no other column of the table could stand for it."""
        here = {*self.found.own.values(), *self.found.links.values()}
        return any(here & set(alternatives) == {name} for alternatives in REQUIRED[self.found.table])


def _with(flags: Mask | None, more: Mask) -> Mask:
    return more if flags is None else flags | more


def _amounts_listed(amounts: Sequence[float]) -> dict[str, str]:
    """Write amounts for a finding, with their sum, and their sum times a thousand."""
    more = [f"… (+{len(amounts) - MOST_LISTED})"] if len(amounts) > MOST_LISTED else []
    shown = [
        plain_euros(round(euros * 100)) if are_whole(euros * 100) else f"{euros:.3f}".replace(".", ",")
        for euros in amounts[:MOST_LISTED]
    ]
    as_written, times = (plain_euros(round(sum(amounts) * factor)) for factor in (100, 100_000))
    return {"amounts": " · ".join([*shown, *more]), "sum": as_written, "thousandfold": times}


def _severity(parsed: Parsed[Any], *, required: bool) -> Severity:
    """Say how bad it is: an unreadable value costs the row only where the row cannot do without it, a day that cannot be does so anywhere."""
    if parsed.value is not None:
        return parsed.severity or Severity.WARNING
    if parsed.code == PASSED_OVER:
        return Severity.INFO
    return Severity.ERROR if required or parsed.code == "date_in_future" else Severity.WARNING
