"""The layout of the sheets of an .ods, as far as people mean something by it: strokes, colours, comments, hidden rows.

Read in a second pass, and only where the first one saw something of the kind: most documents have nothing but a coloured header.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from adv.errors import FileRefused
from adv.workbook.reading.found_looks import FoundLooks, Run
from adv.workbook.reading.xlsx_beside import LONGEST, in_one_line
from adv.workbook.reading.xlsx_styles import BLACK, WHITE, Look, hex_of, telling
from adv.workbook.reading.zipped_xml import Archive, Markup, attribute, local, whole_rows
from adv.workbook.tables.grid import Looks, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from adv.workbook.reading.file_facts import SheetFacts

BODY, NOTE, CELL_END, ROW_END = b"<office:body", b"<office:annotation", b"</table:table-cell>", b"</table:table-row>"
HIDDEN: Final = re.compile(rb'table:visibility="(?:collapse|filter)"')
TAG: Final = re.compile(rb'<table:(table|table-column|table-row|table-cell|covered-table-cell)(?=[\s/>])((?:[^<>"]|"[^"]*")*)>')
PLACE_TAG: Final = re.compile(rb'<table:(table|table-column|table-row)(?=[\s/>])((?:[^<>"]|"[^"]*")*)>')
SPAN, SPAN_STYLE = b"<text:span", re.compile(rb'text:style-name="([^"]*)"')
FEW: Final = 50  # styles that are looked for by name
ATTRIBUTE: Final = re.compile(rb'table:(style-name|default-cell-style-name|number-(?:rows|columns)-repeated)="([^"]{0,200})"')
MOST_REPEATED: Final = 200  # rows or columns that one cell stands for; more is the empty rest of a sheet
MOST_HEAD: Final = 20_000_000  # bytes before the sheets
DEEPEST = 10  # styles that are made of each other
COLOUR = 7  # characters of "#92d050"


class Watch(Struct):
    """The first pass over the document: what comes before the sheets, and whether there is anything to look for in them."""

    head: bytearray = field(default_factory=bytearray)
    is_past: bool = False
    has_marks: bool = False  # comments or hidden rows

    def over(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Pass the pieces on, and notice."""
        tail = b""
        for chunk in chunks:
            if not self.is_past and len(self.head) < MOST_HEAD:
                self.head += chunk
                at = self.head.find(BODY)
                self.is_past = at >= 0
                del self.head[at if at >= 0 else len(self.head) :]
            piece = tail + chunk
            self.has_marks = self.has_marks or NOTE in piece or HIDDEN.search(piece) is not None
            tail = chunk[-len(BODY) * 3 :]
            yield chunk


def find_looks(archive: Archive, content: str, watch: Watch, sheets: Sequence[SheetFacts]) -> None:
    """Put what the layout says into the facts of the sheets. What cannot be read of it is said, and refuses nothing."""
    inflated = archive.inflated
    try:
        named = archive.chunks("styles.xml") if "styles.xml" in archive else ()
        styles = read_styles(bytes(watch.head), named)
        if not (styles.cells or styles.struck or watch.has_marks):
            return
        _DocumentLooks(styles, sheets).run(archive.chunks(content))
    except FileRefused:
        for facts in sheets:
            facts.looks = Looks(is_partial=True)
    finally:
        archive.inflated = inflated


class _DocumentLooks:
    def __init__(self, styles: DocumentStyles, sheets: Sequence[SheetFacts]) -> None:
        self.styles = styles
        self.sheets = sheets
        self.found: list[FoundLooks] = []
        few = len(styles.cells) <= FEW
        cells = [b'table:style-name="%s"' % name.encode() for name in styles.cells] if few else [b"table:style-name="]
        self.telling = (*cells, NOTE, SPAN, b"table:visibility=", b"default-cell-style-name=")
        self._has_defaults = False
        self._defaults: list[str] = []  # of the columns
        self._row = self._column = 0
        self._row_repeat, self._row_style = 0, ""

    def run(self, chunks: Iterable[bytes]) -> None:
        for piece in whole_rows(chunks, ROW_END):
            self._look_through(piece)
        for facts, found in zip(self.sheets, self.found, strict=False):
            facts.looks = found.looks()

    def _look_through(self, piece: bytes) -> None:
        is_plain = not self._has_defaults and not any(sign in piece for sign in self.telling)
        for tag in (PLACE_TAG if is_plain else TAG).finditer(piece):
            said = {name: value.decode("utf-8", "replace") for name, value in ATTRIBUTE.findall(tag[2])}
            if tag[1] in {b"table-cell", b"covered-table-cell"}:
                self._cell(piece, tag, said)
            elif tag[1] == b"table-row":
                self._start_row(tag[2], said)
            elif tag[1] == b"table-column":
                many = min(_count(said, b"number-columns-repeated"), MOST_REPEATED)
                default = said.get(b"default-cell-style-name", "")
                self._has_defaults |= default in self.styles.cells
                self._defaults += [default] * many
            else:
                facts = self.sheets[min(len(self.found), len(self.sheets) - 1)]
                self.found.append(FoundLooks(facts.limits.looks, facts.texts))
                self._defaults, self._row, self._row_repeat = [], 0, 0

    def _start_row(self, attributes: bytes, said: dict[bytes, str]) -> None:
        self._row, self._column = self._row + self._row_repeat, 0
        self._row_repeat = _count(said, b"number-rows-repeated")
        self._row_style = said.get(b"default-cell-style-name", "")
        if self.found and HIDDEN.search(attributes) and self._row_repeat <= MOST_REPEATED:
            self.found[-1].hidden_rows.update(range(self._row, self._row + self._row_repeat))

    def _cell(self, piece: bytes, tag: re.Match[bytes], said: dict[bytes, str]) -> None:
        column, many = self._column, _count(said, b"number-columns-repeated")
        self._column += many
        if not self.found:
            return
        default = self._defaults[column] if column < len(self._defaults) else ""
        look = self.styles.cells.get(said.get(b"style-name") or self._row_style or default)
        if look is not None:
            rows = range(self._row, self._row + min(self._row_repeat, MOST_REPEATED))
            for place in ((row, at) for row in rows for at in range(column, column + min(many, MOST_REPEATED))):
                self.found[-1].note(place, look)
        end = -1 if tag[2].endswith(b"/") else piece.find(CELL_END, tag.end())
        inside = piece[tag.end() : end] if end >= 0 else b""
        if NOTE in inside or (SPAN in inside and not self.styles.striking.isdisjoint(SPAN_STYLE.findall(inside))):
            self._read_text(inside, (self._row, column))

    def _read_text(self, inside: bytes, place: Place) -> None:
        text = _CellText(self.styles.struck)
        text.markup.run([b"<cell>", inside, b"</cell>"])
        if text.comment:
            self.found[-1].comments[place] = in_one_line("".join(text.comment))[:LONGEST]
        if any(run.is_struck for run in text.runs):
            self.found[-1].amend(place, tuple(text.runs))


class _CellText:
    """Contents of one cell: its text in runs of one look, and the comment."""

    def __init__(self, struck: Mapping[str, bool]) -> None:
        self.struck = struck
        self.runs: list[Run] = []
        self.comment: list[str] = []
        self.markup = Markup(self._start, self._end)
        self.markup.parser.CharacterDataHandler = self._text
        self._spans: list[bool | None] = []
        self._in_note = self._in_paragraph = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = local(name)
        if kind == "annotation":
            self._in_note += 1
        elif kind == "p":
            self._in_paragraph += 1
        elif kind == "span":
            self._spans.append(self.struck.get(attribute(attributes, "style-name") or ""))
        elif kind == "s":
            self._text(" ")

    def _end(self, name: str) -> None:
        kind = local(name)
        if kind == "annotation":
            self._in_note -= 1
        elif kind == "p":
            self._in_paragraph -= 1
            self._text(" ", is_between=True)
        elif kind == "span":
            self._spans.pop()

    def _text(self, characters: str, *, is_between: bool = False) -> None:
        if not (self._in_paragraph or is_between):
            return
        if self._in_note:
            self.comment.append("\n" if is_between else characters)
        else:
            self.runs.append(Run(characters, self._spans[-1] if self._spans else None))


def _count(said: dict[bytes, str], name: bytes) -> int:
    text = said.get(name, "1")
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else 1  # noqa: PLR2004 - a count that can be


class DocumentStyles(Struct, frozen=True):
    """The styles of a document that mean something, by their names."""

    cells: Mapping[str, Look]
    struck: Mapping[str, bool]  # of parts of a text that say whether they strike out
    striking: frozenset[bytes]  # by which those that do are found


class _Style(Struct):
    family: str
    parent: str
    is_struck: bool | None = None
    fill: str | None = None
    font: str | None = None


def read_styles(head: bytes, named: Iterable[bytes]) -> DocumentStyles:
    """Read the styles that a document begins with, and those that they are made of. Raises `FileRefused` as `scan` does."""
    styles = _Styles()
    if named:
        Markup(styles.start, styles.end).run(named)
    Markup(styles.start, styles.end).feed(head)
    cells = telling({name: styles.look(style) for name, style in styles.found.items() if style.family == "table-cell"})
    struck = {
        name: style.is_struck for name, style in styles.found.items() if style.family == "text" and style.is_struck is not None
    }
    return DocumentStyles(cells, struck, frozenset(name.encode() for name, is_struck in struck.items() if is_struck))


class _Styles:
    def __init__(self) -> None:
        self.found: dict[str, _Style] = {}
        self._style: _Style | None = None

    def look(self, style: _Style) -> Look:
        is_struck, fill, font = style.is_struck, style.fill, style.font
        for _ in range(DEEPEST):
            parent = self.found.get(style.parent)
            if parent is None:
                break
            style = parent
            is_struck = style.is_struck if is_struck is None else is_struck
            fill, font = fill or style.fill, font or style.font
        return Look(bool(is_struck), None if fill == WHITE else fill, None if font == BLACK else font)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = local(name)
        if kind == "style":
            self._style = _Style(attribute(attributes, "family") or "", attribute(attributes, "parent-style-name") or "")
            self.found[attribute(attributes, "name") or ""] = self._style
        elif self._style is not None and kind == "table-cell-properties":
            self._style.fill = _colour(attribute(attributes, "background-color"))
        elif self._style is not None and kind == "text-properties":
            self._style.font = _colour(attributes.get("fo:color"))
            stroke = attribute(attributes, "text-line-through-style") or attribute(attributes, "text-line-through-type")
            self._style.is_struck = None if stroke is None else stroke != "none"

    def end(self, name: str) -> None:
        if local(name) == "style":
            self._style = None


def _colour(written: str | None) -> str | None:
    return hex_of(written[1:]) if written and len(written) == COLOUR and written.startswith("#") else None
