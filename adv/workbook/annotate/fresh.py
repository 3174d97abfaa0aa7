"""A plain .xlsx of cells that were read: for files of another kind, of which only the values can be kept.

Text is written as text whatever it begins with, so that nothing in it becomes a formula.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from adv.workbook.annotate import editing
from adv.workbook.reading.xlsx_sheet_scan import KNOWN_ERRORS
from adv.workbook.reading.zipped_xml import Part, clean_zip, deflated
from adv.workbook.tables.grid import address, column_letters

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from adv.workbook.reading.file_facts import SheetFacts

    Calendar = tuple[datetime, date]  # day 0, and the first day that has a number

COUNTED_FROM_1900 = datetime(1899, 12, 30), date(1900, 3, 1)  # noqa: DTZ001 - days have no time zone; before March 1900 Excel counts one that there was not
COUNTED_FROM_1904 = datetime(1904, 1, 1), date(1904, 1, 1)  # noqa: DTZ001 - as above
ONE_DAY = timedelta(days=1)
DATE_STYLE, MOMENT_STYLE, TIME_STYLE, LENGTH_STYLE = 1, 2, 3, 4
FORMATS = (0, 14, 22, 21, 46)
LONGEST_CELL_TEXT = 32_767
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]")
WIDTH = 18  # of a column: a moment fits
STYLES = (
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill'
    ' patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
)

CELL_STYLES = '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'


class Grid(Struct, frozen=True):
    """One sheet as it was read. `facts` say what is hidden, merged, or without a usable value."""

    name: str
    rows: Sequence[Sequence[Any]]
    facts: SheetFacts


def fresh_workbook(sheets: Sequence[Grid], *, is_1904: bool = False) -> bytes:
    """Write a workbook of these sheets; days are counted as in the file that they come from."""
    calendar = COUNTED_FROM_1904 if is_1904 else COUNTED_FROM_1900
    parts = [deflated(f"xl/worksheets/sheet{number}.xml", _sheet(sheet, calendar)) for number, sheet in enumerate(sheets, 1)]
    return clean_zip([*_frame(sheets, is_1904=is_1904), *parts])


def sheet_names(names: Sequence[str], nameless: str) -> list[str]:
    """Make names that Excel takes: not too long, without the signs that it keeps for itself, each once."""
    made: dict[str, str] = {}
    for name in names:
        base = NOT_IN_A_NAME.sub(" ", name).strip(" '")[: editing.LONGEST_SHEET_NAME].strip(" '") or nameless
        fitting = editing.free_sheet_name(base, made)
        made[fitting.casefold()] = fitting
    return list(made.values())


def _sheet(sheet: Grid, calendar: Calendar) -> bytes:
    rows = sheet.rows
    errors: dict[int, dict[int, str]] = {}
    for (row, column), code in sheet.facts.flaws.items():
        if code in KNOWN_ERRORS:
            errors.setdefault(row, {})[column] = code
    count = max([len(rows), *(row + 1 for row in errors)])
    letters = [column_letters(column) for column in range(max(map(len, rows), default=0) + 1)]
    made = (
        _row(number, rows[number] if number < len(rows) else (), letters, errors.get(number, {}), calendar)
        for number in range(count)
    )
    start = editing.DECLARATION + b'<worksheet xmlns="%s">%s<sheetData>' % (
        editing.MAIN,
        _columns(len(letters) - 1, sheet.facts.hidden_columns),
    )
    return b"".join([start, *made, b"</sheetData>", _merged(sheet.facts), b"</worksheet>"])


def _row(number: int, cells: Sequence[Any], letters: list[str], errors: Mapping[int, str], calendar: Calendar) -> bytes:
    made = [
        (column, _cell(f"{letters[column]}{number + 1}", cell, calendar))
        for column, cell in enumerate(cells)
        if cell is not None and cell != "" and column not in errors
    ]
    made += [(column, f'<c r="{address(number, column)}" t="e"><v>{code}</v></c>'.encode()) for column, code in errors.items()]
    return b'<row r="%d">%s</row>' % (number + 1, b"".join(cell for _, cell in sorted(made))) if made else b""


def _cell(place: str, cell: Any, calendar: Calendar) -> bytes:  # noqa: ANN401 - whatever a cell holds
    if isinstance(cell, bool):
        return f'<c r="{place}" t="b"><v>{cell:d}</v></c>'.encode()
    serial, style = _serial(cell, *calendar)
    if serial is None:
        text = editing.escaped(str(cell)[:LONGEST_CELL_TEXT])
        return b'<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (place.encode(), text)
    look = f' s="{style}"' if style else ""
    return f'<c r="{place}"{look}><v>{serial!r}</v></c>'.encode()


def _serial(cell: Any, epoch: datetime, first: date) -> tuple[float | None, int]:  # noqa: ANN401 - as above
    """Give a number as Excel keeps it and its format; None for what is written as text."""
    if isinstance(cell, int | float):
        return (cell, 0) if isfinite(cell) else (None, 0)
    if isinstance(cell, datetime):
        moment = cell.replace(tzinfo=None)
        style = DATE_STYLE if moment.time() == time() else MOMENT_STYLE
        return ((moment - epoch) / ONE_DAY, style) if moment.date() >= first else (None, 0)
    if isinstance(cell, date):
        return ((cell - epoch.date()).days, DATE_STYLE) if cell >= first else (None, 0)
    if isinstance(cell, time):
        return (datetime.combine(epoch, cell.replace(tzinfo=None)) - epoch) / ONE_DAY, TIME_STYLE
    if isinstance(cell, timedelta) and cell >= timedelta():
        return cell / ONE_DAY, LENGTH_STYLE
    return None, 0


def _merged(facts: SheetFacts) -> bytes:
    areas = [area for area in facts.merged if area[:2] != area[2:]]
    made = "".join(f'<mergeCell ref="{address(*area[:2])}:{address(*area[2:])}"/>' for area in areas)
    return f'<mergeCells count="{len(areas)}">{made}</mergeCells>'.encode() if areas else b""


def _columns(count: int, hidden: Container[int]) -> bytes:
    made = "".join(
        f'<col min="{column + 1}" max="{column + 1}" width="{WIDTH}" customWidth="1" hidden="{column in hidden:d}"/>'
        for column in range(count)
    )
    return f"<cols>{made}</cols>".encode() if made else b""


def _frame(grids: Sequence[Grid], *, is_1904: bool) -> Iterator[Part]:
    """Write the parts around the sheets: what kinds of parts there are, where each is, the list of sheets and the styles."""
    numbers, states = range(1, len(grids) + 1), ("visible", "hidden")
    link = '<Relationship Id="{}" Type="' + editing.OFFICE + '/{}" Target="{}"/>'
    override = '<Override PartName="/xl/{}.xml" ContentType="' + editing.SHEET_ML + '.{}+xml"/>'
    sheets = "".join(
        f'<sheet name="{editing.escaped(grid.name).decode()}" sheetId="{number}" state="{states[grid.facts.is_hidden]}" r:id="rId{number}"/>'
        for number, grid in zip(numbers, grids, strict=True)
    )
    formats = "".join(f'<xf numFmtId="{one}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>' for one in FORMATS)
    links = "".join(link.format(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers)
    kinds = "".join(override.format(f"worksheets/sheet{number}", "worksheet") for number in numbers)
    kinds += override.format("workbook", "sheet.main") + override.format("styles", "styles")
    main, of_links = editing.MAIN.decode(), editing.LINKS_SPACE.decode()
    parts = {
        editing.TYPES: f'<Types xmlns="{editing.TYPES_SPACE.decode()}"><Default Extension="rels"'
        f' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{of_links}">{link.format("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{of_links}">{links}{link.format("styles", "styles", "styles.xml")}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{editing.OFFICE}"><workbookPr date1904="{is_1904:d}"/>'
        f"<bookViews><workbookView/></bookViews><sheets>{sheets}</sheets></workbook>",
        "xl/styles.xml": f'<styleSheet xmlns="{main}">{STYLES}<cellXfs count="{len(FORMATS)}">{formats}</cellXfs>{CELL_STYLES}</styleSheet>',
    }
    for name, content in parts.items():
        yield deflated(name, editing.DECLARATION + content.encode())
