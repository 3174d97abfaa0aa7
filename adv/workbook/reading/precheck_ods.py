"""The check that an .ods is sound and safe to read. Its cells and rows may be repeated by a count: those are counted before they are made.

Nearly all rows as LibreOffice and Excel write them are recognised by one regular expression: the XML parser needs half a minute for
100 000 rows of ten cells. A row that it takes has no surprises: no error, no formula without an outcome, nothing hidden, spanned or
repeated but empty cells, no markup within a text, no style by which somebody means something. Any other row is parsed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adv.errors import DamagedFile, FileTooLarge, NotASpreadsheet, ProtectedFile
from adv.workbook.reading.file_facts import Checked, SheetFacts
from adv.workbook.reading.found_looks import FoundLooks, Run
from adv.workbook.reading.ods_looks import DocumentStyles, shared_styles
from adv.workbook.reading.xlsx_beside import LONGEST_COMMENT, in_one_line
from adv.workbook.reading.zipped_xml import Archive, Markup, attribute, clean_zip, deflated, local, must_be_utf8, scan, whole_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from adv.workbook.reading.limits import FileLimits
    from adv.workbook.reading.xlsx_styles import Look

ROW_START: Final = b"<table:table-row"
ROW_END: Final = b"</table:table-row>"
CELL: Final = b"<table:table-cell"
VALUED: Final = b'office:value-type="'
MOST_TEXT: Final = 2000  # bytes of a text between two entities; a longer one is looked at closely
STYLE: Final = re.compile(rb' table:style-name="([^"]*)"')
REPEATED: Final = re.compile(rb' table:number-columns-repeated="([0-9]+)"')

_NAME = r'"[^"<>&]{0,200}+"'
_PLAIN = rf"[^<&\x00-\x08\x0b\x0c\x0e-\x1f]{{0,{MOST_TEXT}}}+"
_TEXT = rf"{_PLAIN}(?:&(?:amp|lt|gt|quot|apos);{_PLAIN}){{0,10}}"
_STYLE = rf"(?: table:style-name={_NAME})?(?: table:content-validation-name={_NAME})?"
_EMPTY = rf'{_STYLE}(?: table:number-columns-repeated="[1-9][0-9]{{0,4}}+")?/>'
_NUMBER = r' office:value="-?[0-9]{1,20}+(?:\.[0-9]{1,20}+)?(?:[eE][-+]?[0-9]{1,3}+)?"'
_DAY = r' office:date-value="[-0-9T:.]{8,40}+"'
_TYPED = (
    rf'float"{_NUMBER}|percentage"{_NUMBER}|currency"(?: office:currency={_NAME})?{_NUMBER}|date"{_DAY}'
    r'|time" office:time-value="[-0-9A-Z.]{2,40}+"|boolean" office:boolean-value="(?:true|false)"|string"'
)
_KIND = r'(?: calcext:value-type="(?:float|percentage|currency|date|time|boolean|string)")?'
_FILLED = rf'{_STYLE}(?: table:formula="[^"<>]{{0,2000}}+")? office:value-type="(?:{_TYPED}){_KIND}>(?:<text:p>{_TEXT}</text:p>|<text:p/>)?</table:table-cell>'
PLAIN_ROW: Final = re.compile(
    rf"<table:table-row(?: table:style-name={_NAME})?>(?:<table:table-cell(?:{_EMPTY}|{_FILLED})){{1,300}}</table:table-row>\s*+".encode()
)
CONTENT, MANIFEST, KIND = "content.xml", "META-INF/manifest.xml", "mimetype"
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
TEMPLATE = SPREADSHEET + b"-template"
NO_MANIFEST = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'  # calamine wants one
CELLS = frozenset({"table-cell", "covered-table-cell"})
HIDDEN = frozenset({"collapse", "filter"})
MOST_REPEATED: Final = 200  # rows or columns that one cell stands for; more is the empty rest of a sheet
HIGHEST_COUNT: Final = 1 << 31  # a count above this is nonsense


def last_column(piece: bytes, start: int, end: int) -> int:
    """Find the column, from 0, of the last cell with a value in the row that lies there; −1 when it has none."""
    last = piece.rfind(VALUED, start, end)
    if last < 0:
        return -1
    column = piece.count(CELL, start, last) - 1
    if piece.find(b"repeated", start, last) >= 0:
        column += sum(int(count) - 1 for count in REPEATED.findall(piece, start, last))
    return column


def check_ods(archive: Archive) -> Checked:
    """Look through the document; refuse it for whatever makes it unsound or unsafe, as the first thing found."""
    if KIND in archive and archive.read(KIND).strip() not in {SPREADSHEET, TEMPLATE}:
        raise NotASpreadsheet("not_a_spreadsheet")
    if MANIFEST in archive:
        scan(archive.chunks(MANIFEST), _no_password)
        manifest = archive.part(MANIFEST)
    else:
        manifest = deflated(MANIFEST, NO_MANIFEST)
    look = DocumentScan(archive.limits, shared_styles(archive))
    look.run(archive.chunks(CONTENT))
    if not look.is_spreadsheet:
        raise NotASpreadsheet("not_a_spreadsheet")
    if len({facts.name.casefold() for facts in look.sheets}) != len(look.sheets):
        raise DamagedFile("sheet_twice")
    return Checked("ods", clean_zip([deflated(KIND, SPREADSHEET), manifest, archive.part(CONTENT)]), tuple(look.sheets))


def _no_password(tag: str, _attributes: dict[str, str]) -> None:
    if local(tag) == "encryption-data":
        raise ProtectedFile("protected")


class DocumentScan:
    """Looks through content.xml and fills in the facts of its sheets."""

    def __init__(self, limits: FileLimits, styles: DocumentStyles) -> None:
        self.limits = limits
        self.styles = styles
        self.telling: Mapping[str, Look] = {}  # the styles that mean something, once all are known
        self.names: frozenset[bytes] = frozenset()  # of those
        self.sheets: list[SheetFacts] = []
        self.found = FoundLooks(limits.looks, {})  # of the last one
        self.is_spreadsheet = False
        self.markup = Markup(self._start, self._end)
        self._depth = 0  # a table may stand inside a cell; only the outer ones are sheets
        self._row = self._column = self._columns = 0
        self._row_repeat = self._cell_repeat = 1
        self._row_style = ""
        self._defaults: list[str] = []  # the styles of the columns
        self._length = 0  # characters of the cell
        self._runs: list[Run] = []  # of its text
        self._comment: list[str] = []
        self._spans: list[bool | None] = []
        self._is_error = self._in_cell = self._has_value = self._has_formula = self._in_note = self._in_paragraph = False

    @property
    def facts(self) -> SheetFacts:
        """Give the sheet that is being looked through."""
        if not self.sheets:
            raise DamagedFile("incomplete")
        return self.sheets[-1]

    def run(self, chunks: Iterable[bytes]) -> None:
        """Look through all of it: plain rows are only counted, the rest is parsed."""
        for piece in whole_rows(chunks, ROW_END):
            self._look_through(piece)
        self.markup.close()

    def _look_through(self, piece: bytes) -> None:
        at = 0
        while (start := piece.find(ROW_START, at)) >= 0:
            self.markup.feed(piece[at:start])
            at = self._plain_rows(piece, start)
            if at == start:
                end = piece.find(ROW_END, start)
                at = end + len(ROW_END) if end >= 0 else len(piece)
                self.markup.feed(piece[start:at])
        self.markup.feed(piece[at:])

    def _plain_rows(self, piece: bytes, start: int) -> int:
        """Count the plain rows from here on, and give where they end. One with a style that means something is not plain."""
        at = start
        while (row := PLAIN_ROW.match(piece, at)) and not self._means_something(row):
            column = last_column(piece, *row.span())
            if column >= 0:
                self.facts.reach(self._row, column)
            self._row += 1
            at = row.end()
        must_be_utf8(piece, start, at)
        return at

    def _means_something(self, row: re.Match[bytes]) -> bool:
        return bool(self._defaults or (self.names and not self.names.isdisjoint(STYLE.findall(row[0]))))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag in CELLS:
            self._start_cell(attributes)
        elif tag == "table-row":
            self._start_row(attributes)
        elif tag == "table":
            self._start_table(attributes)
        elif self._in_cell:
            self._start_inside(tag, attributes)
        elif tag == "table-column":
            self._start_column(attributes)
        elif tag == "spreadsheet":
            self.is_spreadsheet = True
            self.telling = self.styles.telling()
            self.names = frozenset(name.encode() for name in self.telling)
        elif not self.is_spreadsheet:
            self.styles.start(name, attributes)

    def _start_table(self, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > 1:
            raise NotASpreadsheet("save_again")  # a table inside a cell: no spreadsheet program makes one
        self._row = self._columns = 0
        self._defaults = []
        is_hidden = self.styles.is_hidden(attribute(attributes, "style-name"))
        self.sheets.append(SheetFacts(attribute(attributes, "name") or "", self.limits, is_hidden=is_hidden))
        self.found = FoundLooks(self.limits.looks, self.facts.texts, is_partial=self.styles.is_partial)
        if len(self.sheets) > self.limits.sheets:
            raise FileTooLarge("too_many_sheets", limit=self.limits.sheets)

    def _start_column(self, attributes: dict[str, str]) -> None:
        first, self._columns = self._columns, self._columns + _count(attributes, "number-columns-repeated")
        if attribute(attributes, "visibility") in HIDDEN:
            self.facts.hidden_columns.update(range(first, min(self._columns, self.limits.columns)))
        default = attribute(attributes, "default-cell-style-name") or ""
        if default in self.telling:
            self._defaults += [""] * (first - len(self._defaults))
            self._defaults += [default] * min(self._columns - first, MOST_REPEATED)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._column, self._row_repeat = 0, _count(attributes, "number-rows-repeated")
        self._row_style = attribute(attributes, "default-cell-style-name") or ""
        if attribute(attributes, "visibility") in HIDDEN:
            self.facts.has_hidden_rows |= self._row_repeat < self.limits.rows
            if self._row_repeat <= MOST_REPEATED:
                self.found.hidden_rows.update(range(self._row, self._row + self._row_repeat))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell_repeat = _count(attributes, "number-columns-repeated")
        kinds = [value for key, value in attributes.items() if key.endswith("value-type")]
        self._in_cell, self._length, self._runs, self._comment = True, 0, [], []
        self._is_error = "error" in kinds
        self._has_value = bool(kinds)
        self._has_formula = attribute(attributes, "formula") is not None
        if (down := _count(attributes, "number-rows-spanned")) * (across := _count(attributes, "number-columns-spanned")) > 1:
            self.facts.merged.append((self._row, self._column, self._row + down - 1, self._column + across - 1))
        self.markup.parser.CharacterDataHandler = self._text
        default = self._defaults[self._column] if self._column < len(self._defaults) else ""
        look = self.telling.get(attribute(attributes, "style-name") or self._row_style or default) if self.telling else None
        if look:
            for row in range(self._row, self._row + min(self._row_repeat, MOST_REPEATED)):
                for column in range(self._column, self._column + min(self._cell_repeat, MOST_REPEATED)):
                    self.found.note((row, column), look)

    def _start_inside(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "annotation":
            self._in_note = True
        elif tag == "p":
            self._in_paragraph = True
        elif tag == "span":
            self._spans.append(self.styles.is_struck(attribute(attributes, "style-name") or ""))
        elif tag == "s":
            self._text(" ")
            self._grow(_count(attributes, "c") - 1)

    def _text(self, characters: str) -> None:
        self._grow(len(characters))
        if self._in_paragraph and self._in_note:
            self._comment.append(characters)
        elif self._in_paragraph:
            self._runs.append(Run(characters, self._spans[-1] if self._spans else None))

    def _grow(self, count: int) -> None:
        self._length += count
        if self._length > self.limits.text:
            raise FileTooLarge("text_too_long", limit=self.limits.text // 1000)

    def _end(self, name: str) -> None:
        tag = local(name)
        if tag in CELLS:
            self._end_cell()
        elif tag == "table-row":
            self._row += self._row_repeat
        elif tag == "table":
            self._depth -= 1
            self.facts.looks = self.found.looks()
        elif self._in_cell and tag == "p":
            self._in_paragraph = False
            if self._in_note:
                self._comment.append("\n")
            else:
                self._runs.append(Run(" ", self._spans[-1] if self._spans else None))
        elif self._in_cell and tag == "span":
            self._spans.pop()
        elif tag == "annotation":
            self._in_note = False

    def _end_cell(self) -> None:
        self.markup.parser.CharacterDataHandler = None
        self._in_cell = False
        first, self._column = (self._row, self._column), self._column + self._cell_repeat
        last_row, last_column = self._row + self._row_repeat - 1, self._column - 1
        if self._is_error or (self._has_formula and not self._has_value):
            self.facts.allow(last_row, last_column)
            shown = "".join(run.text for run in self._runs).strip()[:16]
            for row in range(self._row, last_row + 1):
                for column in range(first[1], last_column + 1):
                    self.facts.flaw(row, column, (shown or "#") if self._is_error else "formula")
        elif self._has_value:
            self.facts.reach(last_row, last_column)
        elif self._length:
            self.facts.allow(last_row, last_column)
        if self._comment:
            self.found.comments[first] = in_one_line("".join(self._comment))[:LONGEST_COMMENT]
        if any(run.is_struck for run in self._runs):
            self.found.amend(first, tuple(self._runs))


def _count(attributes: dict[str, str], name: str) -> int:
    text = attribute(attributes, name)
    if text is None:
        return 1
    if not (text.isdecimal() and text.isascii()) or int(text[:12]) > HIGHEST_COUNT:
        raise DamagedFile("incomplete")
    return int(text)
