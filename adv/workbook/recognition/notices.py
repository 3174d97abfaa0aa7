"""What has to be said about a sheet's columns before a row is read: people in them, names twice, columns that lack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adv.disclosure.identifiers import Identifier
from adv.model import TableName
from adv.workbook.recognition.repeated_visits import incomplete_attempts
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.grid import column_letters
from adv.workbook.vocabulary.canonical_form import FORM

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from adv.model import Project
    from adv.workbook.recognition.layout import Layout
    from adv.workbook.recognition.sheet_columns import Assigned
    from adv.workbook.tables.finding_log import FindingLog
    from adv.workbook.tables.grid import RawSheet

MOST_NAMED: Final = 20  # columns listed in a finding
LONGEST_NAMED: Final = 40  # characters of each


class ColumnNotices:
    """Says what is to be said about the columns of one table in one sheet."""

    def __init__(self, log: FindingLog, file: str, sheet: RawSheet, layout: Layout, assigned: Assigned) -> None:
        self.log = log
        self.file = file
        self.sheet = sheet.name
        self.layout = layout
        self.assigned = assigned

    def say_personal(self) -> None:
        """Columns that identify people."""
        first = {column.column: column for column in self.assigned.columns}
        for column, verdict in self.assigned.personal:
            recognised = first[column]
            if recognised.field and verdict.identifier is not Identifier.NAME and not verdict.blocked:
                continue  # said cell by cell when the column is read
            params = {"column": recognised.header or column_letters(column)}
            code = f"column_with_{verdict.identifier.value}"
            self.log.add(Severity.WARNING, code, self.file, self.sheet, [(self.layout.header_row, column)], **params)

    def say_same(self) -> None:
        """Two columns under one header that say different things: neither is used, nor the table when it needs one."""
        for name, first, other in self.assigned.same:
            required = name in self.assigned.missing
            cells = [(self.layout.header_row, first), (self.layout.header_row, other)]
            code = "same_columns" if required else "same_columns_optional"
            header = next(column.header for column in self.assigned.columns if column.column == first)
            self.log.add(Severity.ERROR if required else Severity.WARNING, code, self.file, self.sheet, cells, column=header)

    def say_more(self) -> None:
        """Columns that seem to mean the same as one that was chosen, and say something else: only that one is read."""
        headers = {column.column: column.header or column_letters(column.column) for column in self.assigned.columns}
        for chosen, other in self.assigned.more:
            cells = [(self.layout.header_row, other)]
            self.log.add(Severity.WARNING, "more_columns", self.file, self.sheet, cells, used=headers[chosen])

    def say_overlooked(self, columns: Sequence[int]) -> None:
        """Columns of a register that seem to be about visits."""
        if columns:
            cells = [(self.layout.header_row, column) for column in columns]
            named = ", ".join(map(column_letters, columns))
            self.log.add(Severity.WARNING, "register_with_visits", self.file, self.sheet, cells, columns=named)

    def say_unread(self, columns: Iterable[tuple[int, int, str]]) -> None:
        """Columns that were not recognised, with how many of their cells are filled, and the finding about each."""
        headers = {column.column: column.header or column_letters(column.column) for column in self.assigned.columns}
        for column, filled, code in columns:
            cells = [(self.layout.header_row, column)]
            params: dict[str, str | int] = {"column": headers[column][:LONGEST_NAMED], "filled": filled}
            self.log.add(Severity.WARNING, code, self.file, self.sheet, cells, **params)

    def say_street(self, project: Project) -> None:
        """A street that only the name of the sheet says; not a street of an area, it may be one misspelt."""
        street = self.assigned.street
        if street:
            is_known = any(street in area.streets for area in project.areas)
            severity, code = (Severity.INFO, "street_from_sheet") if is_known else (Severity.WARNING, "street_from_sheet_unsure")
            self.log.add(severity, code, self.file, self.sheet, (), street=street)

    def say_attempts(self) -> None:
        """Further visits in a row that lack their day or outcome, and are not read."""
        for number, names in incomplete_attempts(self.assigned.columns).items():
            params = {"number": str(number), "missing": labels(TableName.VISITS, names)}
            self.log.add(Severity.WARNING, "attempt_columns_missing", self.file, self.sheet, (), **params)

    def say_missing(self, names: Sequence[str]) -> None:
        """Columns that the table needs, beside those that there are."""
        present = [column.header[:LONGEST_NAMED] for column in self.assigned.columns if column.header]
        more = ["…"] if len(present) > MOST_NAMED else []
        self.log.add(
            Severity.ERROR,
            "columns_missing",
            self.file,
            self.sheet,
            [(self.layout.header_row, self.layout.headers[0].column)],
            missing=labels(self.assigned.table, names),
            present=", ".join([*present[:MOST_NAMED], *more]),
        )


def labels(table: TableName, names: Sequence[str]) -> str:
    """What the template calls some fields."""
    known = {column.field: column.header for form in FORM if form.table is table for column in form.columns}
    return ", ".join(known[name] for name in names)
