"""The first sheet: every finding in a line, with a link to its first cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.workbook.annotate.editing import DECLARATION, MAIN, escaped
from adv.workbook.tables.grid import address

if TYPE_CHECKING:
    from adv.workbook.annotate.markings import Line, Markings
    from adv.workbook.annotate.styles import Styles

Cells = list[tuple[str | int, int]]  # each with its style
WIDTHS = (13, 9, 20, 9, 60, 60, 34)
LINK_COLUMN = 3


def summary_sheet(markings: Markings, styles: Styles, *, only_values: bool) -> bytes:
    """Write the XML of the sheet."""
    rows: list[Cells] = [[(markings.title, styles.own("title"))]]
    about = (*markings.about, markings.only_values) if only_values else markings.about
    rows += [[(text, styles.own("plain"))] for text in about]
    rows += [[], [(header, styles.own("bold")) for header in markings.headers]]
    head = len(rows)
    rows += [_line(line, markings, styles) for line in markings.lines]
    links = "".join(_link(head + number, line) for number, line in enumerate(markings.lines) if line.place)
    widths = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(WIDTHS, 1))
    view = (
        f'<sheetView tabSelected="1" workbookViewId="0"><pane ySplit="{head}" topLeftCell="A{head + 1}" activePane="bottomLeft"'
        ' state="frozen"/></sheetView>'
    )
    return (
        DECLARATION
        + b'<worksheet xmlns="%s"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' % MAIN
        + f"<sheetViews>{view}</sheetViews><cols>{widths}</cols><sheetData>".encode()
        + b"".join(_row(number, cells) for number, cells in enumerate(rows))
        + b"</sheetData>"
        + (f"<hyperlinks>{links}</hyperlinks>".encode() if links else b"")
        + b'<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _line(line: Line, markings: Markings, styles: Styles) -> Cells:
    text = styles.own("text")
    cells: list[str | int] = [
        markings.severities[line.severity], line.count, line.sheet, line.place, line.message, line.action, line.others,
    ]  # fmt: skip
    looks = [styles.own("bold", line.severity), text, text, styles.own("link"), text, text, text]
    return list(zip(cells, looks, strict=True))


def _row(number: int, cells: Cells) -> bytes:
    made = []
    for column, (value, style) in enumerate(cells):
        place = address(number, column).encode()
        if isinstance(value, int):
            made.append(b'<c r="%s" s="%d"><v>%d</v></c>' % (place, style, value))
        elif value:
            text = b'<is><t xml:space="preserve">%s</t></is>' % escaped(value)
            made.append(b'<c r="%s" s="%d" t="inlineStr">%s</c>' % (place, style, text))
    return b'<row r="%d">%s</row>' % (number + 1, b"".join(made))


def _link(number: int, line: Line) -> str:
    name = line.sheet.replace("'", "''")
    place = escaped(f"'{name}'!{line.place}").decode()
    return f'<hyperlink ref="{address(number, LINK_COLUMN)}" location="{place}" display="{line.place}"/>'
