"""A plain .xlsx of cells that were read: for files of another kind, of which only the values can be kept.

Text is written as text whatever it begins with, so that nothing in it becomes a formula.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from adv.workbook.annotate.comments import DECLARATION, MAIN
from adv.workbook.annotate.editing import escaped
from adv.workbook.annotate.package import LINKS_SPACE, OFFICE, SHEET_ML, TYPES_SPACE, WORKBOOK_TYPE
from adv.workbook.reading.zip_archive import clean_zip, deflated
from adv.workbook.tables.grid import address, column_letters

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from adv.workbook.reading.file_facts import SheetFacts
    from adv.workbook.reading.zip_archive import Part

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's days have no time zone
FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that there was not
DAY = timedelta(days=1)
DAYS_TO_1904 = 1462
DATE_STYLE, MOMENT_STYLE, TIME_STYLE, LENGTH_STYLE = 1, 2, 3, 4
FORMATS = (0, 14, 22, 21, 46)
ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
LONGEST_TEXT = 32_767
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]")
LONGEST_NAME = 31
SAMPLE = 200  # rows by which a column's width is chosen
NARROWEST, WIDEST = 9, 50


class Grid(Struct, frozen=True):
    """One sheet as it was read. `facts` say what is hidden, merged, or without a usable value."""

    name: str
    rows: Sequence[Sequence[Any]]
    facts: SheetFacts


def fresh_workbook(sheets: Sequence[Grid], *, is_1904: bool = False) -> bytes:
    """A workbook of these sheets; days are counted as in the file that they come from."""
    parts = [deflated(f"xl/worksheets/sheet{number}.xml", _sheet(sheet, is_1904)) for number, sheet in enumerate(sheets, 1)]
    return clean_zip([*_frame(sheets, is_1904=is_1904), *parts])


def sheet_names(names: Sequence[str], nameless: str) -> list[str]:
    """Names that Excel takes: not too long, without the signs that it keeps for itself, each once."""
    made: list[str] = []
    taken: set[str] = set()
    for name in names:
        base = NOT_IN_A_NAME.sub(" ", name).strip(" '")[:LONGEST_NAME].strip(" '") or nameless
        fitting, number = base, 1
        while fitting.casefold() in taken:
            number += 1
            ending = f" ({number})"
            fitting = base[: LONGEST_NAME - len(ending)] + ending
        taken.add(fitting.casefold())
        made.append(fitting)
    return made


def _sheet(sheet: Grid, is_1904: bool) -> bytes:  # noqa: FBT001 - the same flag all the way down
    rows = sheet.rows
    errors: dict[int, dict[int, str]] = {}
    for (row, column), code in sheet.facts.flaws.items():
        if code in ERRORS:
            errors.setdefault(row, {})[column] = code
    count = max(len(rows), 1 + max(errors, default=-1))
    letters = [column_letters(column) for column in range(max(map(len, rows), default=0) + 1)]
    made = (
        _row(number, rows[number] if number < len(rows) else (), letters, errors.get(number, {}), is_1904)
        for number in range(count)
    )
    start = DECLARATION + b'<worksheet xmlns="%s">%s<sheetData>' % (MAIN, _widths(rows, sheet.facts.hidden_columns))
    return b"".join([start, *made, b"</sheetData>", _merged(sheet.facts), b"</worksheet>"])


def _row(number: int, cells: Sequence[Any], letters: list[str], errors: Mapping[int, str], is_1904: bool) -> bytes:  # noqa: FBT001
    filled = [(column, cell) for column, cell in enumerate(cells) if cell is not None and cell != "" and column not in errors]
    made = [(column, _cell(f"{letters[column]}{number + 1}", cell, is_1904)) for column, cell in filled]
    made += [
        (column, f'<c r="{column_letters(column)}{number + 1}" t="e"><v>{code}</v></c>'.encode()) for column, code in errors.items()
    ]
    return b'<row r="%d">%s</row>' % (number + 1, b"".join(cell for _, cell in sorted(made))) if made else b""


def _cell(place: str, cell: Any, is_1904: bool) -> bytes:  # noqa: ANN401, FBT001 - whatever a cell holds
    if isinstance(cell, bool):
        return f'<c r="{place}" t="b"><v>{cell:d}</v></c>'.encode()
    serial, style = _serial(cell)
    if is_1904 and serial is not None and style in {DATE_STYLE, MOMENT_STYLE}:
        serial = serial - DAYS_TO_1904 if serial >= DAYS_TO_1904 else None
    if serial is None:
        text = escaped(str(cell)[:LONGEST_TEXT])
        return b'<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (place.encode(), text)
    look = f' s="{style}"' if style else ""
    return f'<c r="{place}"{look}><v>{serial!r}</v></c>'.encode()


def _serial(cell: Any) -> tuple[float | None, int]:  # noqa: ANN401 - as above
    """A number as Excel keeps it and its format; None for what is written as text."""
    if isinstance(cell, int | float):
        return (cell, 0) if isfinite(cell) else (None, 0)
    if isinstance(cell, datetime):
        moment = cell.replace(tzinfo=None)
        style = DATE_STYLE if moment.time() == time() else MOMENT_STYLE
        return ((moment - EPOCH) / DAY, style) if moment.date() >= FIRST_DAY else (None, 0)
    if isinstance(cell, date):
        return ((cell - EPOCH.date()).days, DATE_STYLE) if cell >= FIRST_DAY else (None, 0)
    if isinstance(cell, time):
        return (datetime.combine(EPOCH, cell.replace(tzinfo=None)) - EPOCH) / DAY, TIME_STYLE
    if isinstance(cell, timedelta) and cell >= timedelta():
        return cell / DAY, LENGTH_STYLE
    return None, 0


def _merged(facts: SheetFacts) -> bytes:
    areas = [
        f"{address(row, column)}:{address(last, end)}" for row, column, last, end in facts.merged if (row, column) != (last, end)
    ]
    made = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return f'<mergeCells count="{len(areas)}">{made}</mergeCells>'.encode() if areas else b""


def _widths(rows: Sequence[Sequence[Any]], hidden: Container[int]) -> bytes:
    longest: dict[int, int] = {}
    for row in rows[:SAMPLE]:
        for column, cell in enumerate(row):
            length = 10 if isinstance(cell, date) else len(str(cell)) if cell is not None else 0
            longest[column] = max(longest.get(column, 0), length)
    made = "".join(_width(column + 1, length, is_hidden=column in hidden) for column, length in sorted(longest.items()))
    return f"<cols>{made}</cols>".encode() if made else b""


def _width(number: int, length: int, *, is_hidden: bool) -> str:
    width = min(max(length + 2, NARROWEST), WIDEST)
    return f'<col min="{number}" max="{number}" width="{width}" customWidth="1" hidden="{is_hidden:d}"/>'


def _frame(grids: Sequence[Grid], *, is_1904: bool) -> Iterator[Part]:
    """Every part but the sheets."""
    numbers = range(1, len(grids) + 1)
    sheets = b"".join(
        b'<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>'
        % (escaped(grid.name), number, b' state="hidden"' if grid.facts.is_hidden else b"", number)
        for number, grid in zip(numbers, grids, strict=True)
    )
    link = '<Relationship Id="{}" Type="' + OFFICE + '/{}" Target="{}"/>'
    links = "".join(link.format(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers)
    links += link.format("styles", "styles", "styles.xml")
    override = '<Override PartName="/xl/{}" ContentType="{}"/>'
    types = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    types += '<Default Extension="xml" ContentType="application/xml"/>'
    types += override.format("workbook.xml", WORKBOOK_TYPE) + override.format("styles.xml", f"{SHEET_ML}.styles+xml")
    types += "".join(override.format(f"worksheets/sheet{number}.xml", f"{SHEET_ML}.worksheet+xml") for number in numbers)
    first = link.format("rId1", "officeDocument", "xl/workbook.xml")
    space = OFFICE.encode()
    yield deflated("[Content_Types].xml", DECLARATION + b'<Types xmlns="%s">%s</Types>' % (TYPES_SPACE, types.encode()))
    for name, listed in (("_rels/.rels", first), ("xl/_rels/workbook.xml.rels", links)):
        yield deflated(name, DECLARATION + b'<Relationships xmlns="%s">%s</Relationships>' % (LINKS_SPACE, listed.encode()))
    book = b'<workbook xmlns="%s" xmlns:r="%s"><workbookPr date1904="%d"/><bookViews><workbookView/></bookViews><sheets>%s</sheets></workbook>'
    yield deflated("xl/workbook.xml", DECLARATION + book % (MAIN, space, is_1904, sheets))
    yield deflated("xl/styles.xml", _styles())


def _styles() -> bytes:
    formats = "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' for number in FORMATS
    )
    lists = '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    lists += (
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    )
    lists += '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    lists += '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    lists += f'<cellXfs count="{len(FORMATS)}">{formats}</cellXfs>'
    lists += '<cellStyles count="1"><cellStyle name="Standaard" xfId="0" builtinId="0"/></cellStyles>'
    return DECLARATION + b'<styleSheet xmlns="%s">%s</styleSheet>' % (MAIN, lists.encode())
