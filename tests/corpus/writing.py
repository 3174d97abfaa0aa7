"""Rows of cells become files: .xlsx (also called .xlsm), .xls, .ods and .csv."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, TypeAlias
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
import xlwt
from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Sequence

Cell: TypeAlias = "str | float | bool | date | None"

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text", "style")
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="content.xml"/></manifest:manifest>'
)


class Grid(Struct):
    """One sheet as rows of cells."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    is_hidden: bool = False
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # first row, first column, last row, last column

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Fill one cell."""
        while len(self.rows) <= row:
            self.rows.append([])
        line = self.rows[row]
        line.extend([None] * (column + 1 - len(line)))
        line[column] = cell


def write(kind: str, grids: Sequence[Grid]) -> bytes:
    """The file: ``xlsx``, ``xlsx1904``, ``xls``, ``ods`` or ``csv`` with its encoding (``csv:cp1252``)."""
    if kind.startswith("csv"):
        return _csv(grids[0], kind.partition(":")[2])
    if kind == "xls":
        return _xls(grids)
    return _ods(grids) if kind == "ods" else _xlsx(grids, is_1904=kind.endswith("1904"))


def _xlsx(grids: Sequence[Grid], *, is_1904: bool) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "date_1904": is_1904}) as book:
        day, moment = book.add_format({"num_format": "d-m-yyyy"}), book.add_format({"num_format": "d-m-yyyy h:mm"})
        for grid in grids:
            sheet = book.add_worksheet(grid.name)
            if grid.is_hidden:
                sheet.hide()
            for area in grid.merged:
                sheet.merge_range(*area, "")
            for row, line in enumerate(grid.rows):
                for column, cell in enumerate(line):
                    if isinstance(cell, datetime):
                        sheet.write_datetime(row, column, cell, moment)
                    elif isinstance(cell, date):
                        sheet.write_datetime(row, column, datetime.combine(cell, time()), day)
                    elif isinstance(cell, str):
                        sheet.write_string(row, column, cell)
                    elif cell is not None:
                        sheet.write(row, column, cell)
    return buffer.getvalue()


def _xls(grids: Sequence[Grid]) -> bytes:
    """As old Excel wrote them, up to 2003."""
    book, buffer = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    day, moment = xlwt.easyxf(num_format_str="D-M-YYYY"), xlwt.easyxf(num_format_str="D-M-YYYY H:MM")
    for grid in grids:
        sheet = book.add_sheet(grid.name)
        sheet.visibility = int(grid.is_hidden)
        for top, left, bottom, right in grid.merged:
            sheet.merge(top, bottom, left, right)
        for row, line in enumerate(grid.rows):
            for column, cell in enumerate(line):
                if isinstance(cell, date):
                    sheet.write(row, column, cell, moment if isinstance(cell, datetime) else day)
                elif cell is not None:
                    sheet.write(row, column, cell)
    book.save(buffer)
    return buffer.getvalue()


def _ods(grids: Sequence[Grid]) -> bytes:
    tables = "".join(
        _ods_table(grid, f' table:style-name="h{number}"' if grid.is_hidden else "") for number, grid in enumerate(grids)
    )
    styles = "".join(
        f'<style:style style:name="h{number}" style:family="table"><style:table-properties table:display="false"/></style:style>'
        for number, grid in enumerate(grids)
        if grid.is_hidden
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES} office:version="1.2">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def _ods_table(grid: Grid, style: str) -> str:
    rows = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row)) or '<table:table-cell/>'}</table:table-row>" for row in grid.rows
    )
    return f"<table:table table:name={quoteattr(grid.name)}{style}>{rows}</table:table>"


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, bool):
        value = f'office:value-type="boolean" office:boolean-value="{str(cell).lower()}"'
    elif isinstance(cell, date):
        value = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, str):
        value = 'office:value-type="string"'
    else:
        value = f'office:value-type="float" office:value="{cell!r}"'
    return f"<table:table-cell {value}><text:p>{escape(str(cell))}</text:p></table:table-cell>"


def _csv(grid: Grid, encoding: str) -> bytes:
    buffer = io.StringIO(newline="")
    width = max(map(len, grid.rows))
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    for row in grid.rows:
        writer.writerow([*map(_csv_cell, row), *[""] * (width - len(row))])
    return buffer.getvalue().encode(encoding)


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d-%m-%Y}"
    if isinstance(cell, float):
        return f"{cell:.2f}".replace(".", ",")
    return str(cell)
