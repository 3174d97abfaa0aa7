"""The worker process that marks a workbook: markings and bytes in on standard input, the marked workbook out on standard output.

The same limits hold as for reading: this too takes apart a file of unknown origin.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from adv.errors import FileRefused
from adv.workbook.annotate import editing
from adv.workbook.annotate.markings import Line, Markings
from adv.workbook.annotate.sheet import SELECTED, SheetEditor, legacy_drawing, with_legacy_drawing
from adv.workbook.annotate.styles import CLEARED, Styles, with_comments, with_shapes, without_comments, without_shapes
from adv.workbook.reading.file_facts import SheetFacts
from adv.workbook.reading.precheck import check, kind_of
from adv.workbook.reading.precheck_xlsx import book_name, check_xlsx
from adv.workbook.reading.protocol import Answer, Finished, Piece
from adv.workbook.reading.worker import answer, begin, received, received_file, rows_of, sheets_of_text
from adv.workbook.reading.xlsx_sheet_scan import SheetScan
from adv.workbook.reading.zipped_xml import Archive
from adv.workbook.tables.grid import ROW_TOO_LONG, address, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from adv.workbook.reading.limits import FileLimits

    Mark = tuple[int, str]

VIEW = re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?workbookView(?=[\s/>])[^<>]*>")
NAME_OF_SHEET = re.compile(rb"""(<(?:[A-Za-z0-9_.-]+:)?definedName\s[^<>]*?localSheetId\s*=\s*["'])(\d{1,6})(?=["'])""")
MOST_STEPS = 2_000_000  # marks times merged ranges
COMMENTS, DRAWING = "comments", "vmlDrawing"
Cells = list[tuple[str | int, int]]  # each with its style
WIDTHS = (13, 9, 20, 9, 60, 60, 34)
LINK_COLUMN = 3
PIECE = 1 << 20
NOT_CHANGED_IN_PLACE = (editing.Unsuited, FileRefused, ValueError, LookupError)


def annotate_xlsx(content: bytes, markings: Markings, limits: FileLimits, *, only_values: bool = False) -> bytes:
    """Mark the cells of a workbook, and put the summary in front.

    Raises `Unsuited`, `FileRefused`: it is not put together in a way that is changed here.
    """
    check_xlsx(Archive(content, limits))
    return _Copy(Archive(content, limits), markings).marked(only_values=only_values)


class _Copy:
    def __init__(self, archive: Archive, markings: Markings) -> None:
        self.limits = archive.limits
        self.markings = markings
        self.package = editing.Package(archive)
        self.book = book_name(archive)
        self.links = self.package.links(self.book)
        self.xml = self.package.read(self.book)
        self.lists = {member.name: member for member in editing.root(self.xml).members()}
        self._must_suit()
        style_part = next((link.target for link in self.links.values() if link.kind == "styles"), None)
        if style_part is None or style_part not in self.package:
            raise editing.Unsuited
        self.style_part = style_part
        self.styles = Styles(self.package.read(style_part))

    def _must_suit(self) -> None:
        """Take only what Excel itself would open; not the strict form of the standard, which has other names for everything."""
        targets = [link.target.lower() for link in self.links.values() if link.kind in {"worksheet", "chartsheet"}]
        if editing.MAIN not in self.xml or "sheets" not in self.lists or self.lists["sheets"].is_empty:
            raise editing.Unsuited
        if "main+xml" not in self.package.type_of(self.book) or len(set(targets)) != len(targets):
            raise editing.Unsuited
        if any(link.kind in {"xlMacrosheet", "xlIntlMacrosheet"} for link in self.links.values()):
            raise editing.Unsuited

    def marked(self, *, only_values: bool) -> bytes:
        self.package.tidy(self.book)
        self.package.type(self.book, editing.WORKBOOK_TYPE)
        for name, element in self._sheets():
            link = self.links.get(element.get("id"))
            if link is not None and link.kind == "worksheet" and name != self.markings.earlier:
                self._sheet(name, link.target)
        self._summary(only_values=only_values)
        self.package.write(self.style_part, self.styles.written())
        return self.package.zipped()

    def _sheets(self) -> list[tuple[str, editing.Element]]:
        return [(editing.unescaped(element.get("name")), element) for element in self.lists["sheets"].members()]

    def _sheet(self, name: str, part: str) -> None:
        marks = self.markings.cells.get(name, {})
        start = next(self.package.archive.chunks(part), b"")
        before = self._forget(part) if self.markings.earlier else frozenset()
        if not marks and not before and not SELECTED.search(start):
            return
        facts = SheetFacts(name, self.limits)
        SheetScan(facts).run([self.package.raw(part)])
        # With two sheets in front, what is typed goes into both.
        xml = SELECTED.sub(rb"\1", self.package.read(part) if b"<!" in start else self.package.raw(part))
        placed = _placed(marks, facts)
        cleared = dict.fromkeys(_placed(dict.fromkeys(before, (CLEARED, "")), facts), CLEARED)
        xml = SheetEditor(xml, self.styles).marked(cleared | {place: severity for place, (severity, _) in placed.items()})
        if placed:
            xml = self._comments(part, xml, {address(*place): text for place, (_, text) in placed.items()})
        self.package.write(part, xml)

    def _forget(self, part: str) -> frozenset[str]:
        """Take away our comments of an earlier time, and name the cells that they were at."""
        links = [link for link in self.package.links(part).values() if link.target in self.package]
        cells: frozenset[str] = frozenset()
        for target in (link.target for link in links if link.kind == COMMENTS):
            xml, gone = without_comments(self.package.read(target), self.markings.author)
            self.package.write(target, xml)
            cells |= gone
        for target in (link.target for link in links if link.kind == DRAWING and cells):
            self.package.write(target, without_shapes(self.package.raw(target), cells))
        return cells

    def _comments(self, part: str, xml: bytes, texts: Mapping[str, str]) -> bytes:
        links = self.package.links(part)
        old = next((link.target for link in links.values() if link.kind == COMMENTS and link.target in self.package), None)
        made, new = with_comments(self.package.read(old) if old else None, self.markings.author, texts)
        if old is None:
            old = self.package.free("xl/commentsAdv{}.xml")
            self.package.link(part, COMMENTS, old)
            self.package.type(old, f"{editing.SHEET_ML}.comments+xml")
        self.package.write(old, made)
        shapes = legacy_drawing(xml)
        link = links.get(shapes) if shapes else None
        if shapes and (link is None or link.target not in self.package):
            raise editing.Unsuited
        drawing = link.target if link else self.package.free("xl/drawings/vmlDrawingAdv{}.vml")
        self.package.write(drawing, with_shapes(self.package.raw(drawing) if link else None, new))
        if link is None:
            self.package.type(drawing, "application/vnd.openxmlformats-officedocument.vmlDrawing")
            xml = with_legacy_drawing(xml, self.package.link(part, DRAWING, drawing))
        return xml

    def _summary(self, *, only_values: bool) -> None:
        sheets = self._sheets()
        place = next((number for number, (name, _) in enumerate(sheets) if name == self.markings.earlier), None)
        old = None if place is None else self.links.get(sheets[place][1].get("id"))
        part = old.target if old else self.package.free("xl/worksheets/sheetAdv{}.xml")
        self.package.write(part, summary_sheet(self.markings, self.styles, only_values=only_values))
        self.package.type(part, f"{editing.SHEET_ML}.worksheet+xml")
        if old:
            self.package.unlink(part)
            self.package.write(self.book, _with_in_front(self.xml, place or 0))
            return
        listed = self.lists["sheets"]
        link = self.package.link(self.book, "worksheet", part)
        number = 1 + max(int(element.get("sheetId")) for _, element in sheets if element.get("sheetId", "0").isdecimal())
        name = editing.free_sheet_name(self.markings.sheet_name, {name.casefold() for name, _ in sheets})
        made = b'<%ssheet xmlns:r="%s" name="%s" sheetId="%d" r:id="%s"/>'
        made %= (listed.prefix, editing.OFFICE.encode(), editing.escaped(name), number, link.encode())
        before, after = self.xml[: listed.inside], self.xml[listed.inside :]
        after = NAME_OF_SHEET.sub(lambda found: found[1] + b"%d" % (int(found[2]) + 1), after)
        self.package.write(self.book, _with_in_front(before, 0) + made + after)


def _with_in_front(xml: bytes, place: int) -> bytes:

    def changed(view: re.Match[bytes]) -> bytes:
        return editing.with_attribute(editing.with_attribute(view[0], b"firstSheet", None), b"activeTab", b"%d" % place)

    return VIEW.sub(changed, xml)


def _placed(marks: Mapping[str, Mark], facts: SheetFacts) -> dict[tuple[int, int], Mark]:
    """Give the marks by row and column; one inside a merged range goes to its first cell, the only one that shows."""
    placed: dict[tuple[int, int], Mark] = {}
    merged = facts.merged if len(marks) * len(facts.merged) <= MOST_STEPS else []
    for reference, (severity, text) in marks.items():
        found = place_of(reference)
        if found is None:
            continue
        row, column = found
        place = next(((r, c) for r, c, last, end in merged if r <= row <= last and c <= column <= end), found)
        before = placed.get(place)
        placed[place] = (min(before[0], severity), f"{before[1]}\n\n{text}") if before else (severity, text)
    return placed


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
        editing.DECLARATION
        + b'<worksheet xmlns="%s"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' % editing.MAIN
        + f"<sheetViews>{view}</sheetViews><cols>{widths}</cols><sheetData>".encode()
        + b"".join(_row(number, cells) for number, cells in enumerate(rows))
        + b"</sheetData>"
        + (f"<hyperlinks>{links}</hyperlinks>".encode() if links else b"")
        + b'<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _line(line: Line, markings: Markings, styles: Styles) -> Cells:
    text, severity = styles.own("text"), (markings.severities[line.severity], styles.own("bold", line.severity))
    place, told = (line.place, styles.own("link")), (line.message, line.action, line.others)
    return [severity, (line.count, text), (line.sheet, text), place, *((said, text) for said in told)]


def _row(number: int, cells: Cells) -> bytes:
    made = []
    for column, (value, style) in enumerate(cells):
        place = address(number, column).encode()
        if isinstance(value, int):
            made.append(b'<c r="%s" s="%d"><v>%d</v></c>' % (place, style, value))
        elif value:
            text = b'<is><t xml:space="preserve">%s</t></is>' % editing.escaped(value)
            made.append(b'<c r="%s" s="%d" t="inlineStr">%s</c>' % (place, style, text))
    return b'<row r="%d">%s</row>' % (number + 1, b"".join(made))


def _link(number: int, line: Line) -> str:
    name = line.sheet.replace("'", "''")
    place = editing.escaped(f"'{name}'!{line.place}").decode()
    return f'<hyperlink ref="{address(number, LINK_COLUMN)}" location="{place}" display="{line.place}"/>'


def main() -> None:
    """Mark one file."""
    limits = begin().limits
    answer(lambda: _answers(limits))


def _answers(limits: FileLimits) -> Iterator[Answer]:
    markings = received(Markings)
    if markings is None:
        return
    made = annotated(received_file(limits), markings, limits)
    for start in range(0, len(made), PIECE):
        yield Piece(made[start : start + PIECE])
    yield Finished()


def annotated(content: bytes, markings: Markings, limits: FileLimits) -> bytes:
    """Mark the workbook: a copy where it is an .xlsx put together as usual, otherwise a plain one with its values.

    Raises `FileRefused`: it is not safe to read.
    """
    if kind_of(content, limits) == "zip":
        try:
            return annotate_xlsx(content, markings, limits)
        except NOT_CHANGED_IN_PLACE:  # the values can still be read, or else that says why not
            return _of_values(content, markings, limits)
    return _of_values(content, markings, limits)


def _of_values(content: bytes, markings: Markings, limits: FileLimits) -> bytes:
    from adv.workbook.annotate.fresh import Grid, fresh_workbook, sheet_names  # noqa: PLC0415 (most files do not need it)

    checked = check(content, limits)
    read = list(rows_of(checked) if checked else _texts(content, markings, limits))
    names = sheet_names([facts.name for facts, _ in read], markings.nameless)
    new = dict(zip((facts.name for facts, _ in read), names, strict=True))
    grids = [Grid(name, rows, facts) for name, (facts, rows) in zip(names, read, strict=True)]
    copy = fresh_workbook(grids, is_1904=checked is not None and checked.is_1904)
    lines = tuple(replace(line, sheet=new.get(line.sheet, line.sheet)) for line in markings.lines)
    cells = {new[name]: marks for name, marks in markings.cells.items() if name in new}
    plain = replace(markings, lines=lines, cells=cells, earlier=new.get(markings.earlier, "") if markings.earlier else "")
    return annotate_xlsx(copy, plain, limits, only_values=True)


def _texts(content: bytes, markings: Markings, limits: FileLimits) -> Iterator[tuple[SheetFacts, Sequence[Sequence[Any]]]]:
    for facts, columns, odd in sheets_of_text(content, limits):
        rows: list[Sequence[Any]] = list(zip(*columns, strict=True))
        for row, code in odd:
            if code == ROW_TOO_LONG and 0 <= markings.shifted_from <= row:
                rows[row] = [";".join(map(str, rows[row])).rstrip(";")]  # in columns of its own it would look sound
        yield facts, rows
