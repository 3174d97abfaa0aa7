"""The XML of one sheet with some cells styled as marked. Only the rows of those cells are written anew."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

from adv.workbook.annotate import editing
from adv.workbook.reading.xlsx_sheet_scan import TRUE
from adv.workbook.tables.grid import address, place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from adv.workbook.annotate.styles import Styles

    Tag = re.Match[bytes]
    Place = tuple[int, int]

SELECTED = re.compile(rb"""(<(?:[A-Za-z0-9_.-]+:)?sheetView\s[^<>]*?)\stabSelected\s*=\s*(?:"[^"]*"|'[^']*')""")
AFTER_NOTES = frozenset({
    "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
    "extLst", "AlternateContent",
})  # fmt: skip


class SheetEditor:
    """One sheet while it is being changed."""

    def __init__(self, xml: bytes, styles: Styles) -> None:
        self.xml = xml
        self.styles = styles
        self.root = editing.root(xml)
        self.prefix = self.root.prefix
        start = re.compile(rb"<" + self.prefix + rb"sheetData(?=[\s/>])").search(xml)
        tag = editing.TAG.match(xml, start.start()) if start else None
        if tag is None:
            raise editing.Unsuited
        first, ending = tag[0], b"</" + self.prefix + b"sheetData"
        if tag[4]:
            first = editing.opened(first)
            self.xml = xml[: tag.start()] + first + ending + b">" + xml[tag.end() :]
        self.opening, self.inside, self.closing = tag.start(), tag.start() + len(first), self.xml.rfind(ending)
        self.rows = re.compile(rb"<" + self.prefix + rb"row(?=[\s/>])(" + editing.ATTRIBUTES + rb")(/?)>")
        self.cells = re.compile(rb"<" + self.prefix + rb"c(?=[\s/>])(" + editing.ATTRIBUTES + rb")(/?)>")
        self.columns = self._column_styles()

    def marked(self, marks: Mapping[Place, int]) -> bytes:
        """Mark the cells of a sheet by severity; cells and rows that are not there are made."""
        if not marks:
            return self.xml
        by_row: dict[int, dict[int, int]] = {}
        for (row, column), severity in marks.items():
            by_row.setdefault(row, {})[column] = severity

        def place(tag: Tag, before: int) -> int:
            number = editing.attributes(tag[1]).get("r")
            return int(number) - 1 if number else before + 1

        def absent(row: int) -> bytes:
            made = self._new_cells(row, by_row[row], None)
            return b'<%srow r="%d">%s</%srow>' % (self.prefix, row + 1, made, self.prefix)

        def change(tag: Tag, row: int) -> tuple[bytes, int]:
            return self._row(tag, row, by_row[row])

        data = self._woven((self.inside, self.closing), self.rows, by_row, place=place, absent=absent, change=change)
        return self.xml[: self.inside] + data + self.xml[self.closing :]

    def _row(self, tag: Tag, row: int, marks: Mapping[int, int]) -> tuple[bytes, int]:
        said = editing.attributes(tag[1])
        style = int(said.get("s", "0")) if said.get("customFormat") in TRUE else None
        start = editing.with_attribute(tag[0], b"spans", None)  # only a hint, and no longer true
        if tag[2]:
            return editing.opened(start) + self._new_cells(row, marks, style) + b"</" + self.prefix + b"row>", tag.end()
        closing = self.xml.find(b"</" + self.prefix + b"row", tag.end(), self.closing)
        if closing < 0:
            raise editing.Unsuited

        def place(cell: Tag, before: int) -> int:
            found = place_of(editing.attributes(cell[1]).get("r", ""))
            return found[1] if found else before + 1

        def absent(column: int) -> bytes:
            return self._new_cells(row, {column: marks[column]}, style)

        def change(cell: Tag, column: int) -> tuple[bytes, int]:
            own = int(editing.attributes(cell[1]).get("s", "0"))
            return editing.with_attribute(cell[0], b"s", b"%d" % self.styles.marked(own, marks[column])), cell.end()

        return start + self._woven((tag.end(), closing), self.cells, marks, place=place, absent=absent, change=change), closing

    def _woven(
        self,
        part: tuple[int, int],
        tags: re.Pattern[bytes],
        wanted: Iterable[int],
        *,
        place: Callable[[Tag, int], int],
        absent: Callable[[int], bytes],
        change: Callable[[Tag, int], tuple[bytes, int]],
    ) -> bytes:
        """Change the wanted rows or cells of a part of the XML where they are, and put them in where they are not."""
        pieces: list[bytes] = []
        at, end = part
        before, left = -1, deque(sorted(wanted))
        for tag in tags.finditer(self.xml, *part):
            number = place(tag, before)
            while left and left[0] < number:
                pieces += [self.xml[at : tag.start()], absent(left.popleft())]
                at = tag.start()
            if left and left[0] == number:
                changed, after = change(tag, left.popleft())
                pieces += [self.xml[at : tag.start()], changed]
                at = after
            if not left:
                break
            before = number
        return b"".join([*pieces, self.xml[at:end], *map(absent, left)])

    def _new_cells(self, row: int, marks: Mapping[int, int], row_style: int | None) -> bytes:
        made = []
        for column, severity in sorted(marks.items()):
            of_column = next((style for first, last, style in self.columns if first <= column <= last), 0)
            style = of_column if row_style is None else row_style
            place = address(row, column).encode()
            made.append(b'<%sc r="%s" s="%d"/>' % (self.prefix, place, self.styles.marked(style, severity)))
        return b"".join(made)

    def _column_styles(self) -> list[tuple[int, int, int]]:
        found = []
        for element in editing.elements(self.xml, self.root.inside, self.opening):
            for column in element.members() if element.name == "cols" else ():
                numbers = [column.get(name) for name in ("min", "max", "style")]
                if all(number.isdecimal() for number in numbers):
                    first, last, style = map(int, numbers)
                    found.append((first - 1, last - 1, style))
        return found


def legacy_drawing(xml: bytes) -> str | None:
    """Find the link to the shapes of the comments, when the sheet has some."""
    return next((element.get("id") for element in _after_data(editing.root(xml)) if element.name == "legacyDrawing"), None)


def with_legacy_drawing(xml: bytes, link: str) -> bytes:
    """Put a link to the shapes of its comments into a sheet, in the place where it belongs."""
    top = editing.root(xml)
    made = b'<%slegacyDrawing xmlns:r="%s" r:id="%s"/>' % (top.prefix, editing.OFFICE.encode(), link.encode())
    at = next((element.start for element in _after_data(top) if element.name in AFTER_NOTES), top.closing)
    return xml[:at] + made + xml[at:]


def _after_data(top: editing.Element) -> Iterator[editing.Element]:
    end = top.xml.rfind(b"</" + top.prefix + b"sheetData")
    return editing.elements(top.xml, top.xml.index(b">", end) + 1, top.closing)
