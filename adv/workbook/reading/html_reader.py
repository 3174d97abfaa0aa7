"""Tables of a web page, of a web archive (.mht) or of Excel's XML of 2003, as web systems export them under the name .xls.

Only the text in it is read. Nothing that it points to is fetched, and no script or style is looked at.
"""

from __future__ import annotations

import email
import email.policy
import re
from contextlib import suppress
from datetime import datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from adv.errors import FileTooLarge, NotASpreadsheet
from adv.workbook.reading.csv_reader import decoded
from adv.workbook.reading.file_facts import SheetFacts
from adv.workbook.reading.protocol import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from adv.workbook.reading.limits import FileLimits
    from adv.workbook.tables.grid import Cell

    Read = tuple[SheetFacts, Sequence[Sequence[Cell]]]

SMALLEST_TABLE: Final = 2  # rows and columns of a table; anything smaller is there for the layout of the page
MOST_ABOVE: Final = 5  # lines of text above a table that are kept as its title
LONGEST_LINE: Final = 200
NOT_SHOWN: Final = frozenset({"script", "style", "head", "title", "select", "xml", "styles"})
LINE_TAGS: Final = frozenset({"br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "caption"})
AS_IN_HTML: Final = {"row": "tr", "cell": "td", "th": "td"}
_CHARSET = re.compile(rb"charset=[\"' ]*((?:windows|iso|utf|cp)-?[0-9][-0-9a-z]*)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def read_tables(content: bytes, limits: FileLimits) -> Iterator[Read]:
    """Read each table that holds something, with the lines above it. Raises `NotASpreadsheet`: there is no table in it."""
    number = 0
    for page in _pages(content):
        tables = _Tables(limits, number)
        tables.feed(page)
        tables.close()
        for table in tables.found:
            number += 1
            if number > limits.sheets:
                raise FileTooLarge("too_many_sheets", limit=limits.sheets)
            width = max(map(len, table.rows))
            yield table.facts, columns_of(row + [""] * (width - len(row)) for row in table.rows)
    if not number:
        raise NotASpreadsheet("old_format")


def _pages(content: bytes) -> Iterator[str]:
    if not content[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"\0" not in content[:64]:
        for part in email.message_from_bytes(content, policy=email.policy.compat32).walk():
            page = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
            if isinstance(page, bytes):
                yield _text(page, (part.get_content_charset() or "").encode())
    else:
        yield _text(content)


def _text(content: bytes, charset: bytes = b"") -> str:
    said = _CHARSET.search(b"charset=" + charset) or _CHARSET.search(content[:4096])
    if said and b"\0" not in content[:64]:
        with suppress(LookupError, UnicodeDecodeError):
            return content.decode("cp1252" if said[1].lower() == b"iso-8859-1" else said[1].decode()).lstrip("\ufeff")
    return decoded(content).lstrip("\ufeff")


class _Table(Struct):
    """A table while it is read. `taken` are the rows that a cell above goes on for, by column."""

    facts: SheetFacts
    rows: list[list[Cell]]
    taken: dict[int, int] = field(default_factory=dict)
    place: int = -1  # the column of the open cell
    pieces: list[str] | None = None  # of its text; None: no cell is open
    kind: str = ""

    def start_row(self, at: int | None) -> None:
        self.close_cell()
        self.facts.allow(max(len(self.rows), (at or 1) - 1), 0)
        self.rows.extend([] for _ in range(len(self.rows), (at or 1) - 1))
        self.taken = {column: rows - 1 for column, rows in self.taken.items() if rows > 1}
        self.rows.append([])

    def start_cell(self, at: int | None, across: int, down: int) -> None:
        self.close_cell()
        if not self.rows:
            self.rows.append([])
        cells, row = self.rows[-1], len(self.rows) - 1
        place = len(cells) if at is None else max(at - 1, len(cells))
        while place in self.taken:
            place += 1
        self.facts.allow(row, place + across - 1)
        cells.extend([""] * (place + across - len(cells)))
        if down > 1:
            self.taken |= dict.fromkeys(range(place, place + across), down)
        if across > 1 or down > 1:
            self.facts.merged.append((row, place, row + down - 1, place + across - 1))
            if len(self.facts.merged) > self.facts.limits.merges:
                raise FileTooLarge("too_many_cells", sheet=self.facts.name, limit=self.facts.limits.cells // 1_000_000)
        self.place, self.pieces, self.kind = place, [], ""

    def close_cell(self) -> None:
        if self.pieces is not None:
            lines = (" ".join(line.split()) for line in "".join(self.pieces).split("\n"))
            self.rows[-1][self.place] = _typed("\n".join(filter(None, lines)), self.kind)
        self.pieces = None

    @property
    def is_data(self) -> bool:
        filled = [(row, at) for row, cells in enumerate(self.rows) for at, cell in enumerate(cells) if cell != ""]
        return all(len(set(places)) >= SMALLEST_TABLE for places in zip(*filled, strict=True)) and bool(filled)


def _typed(text: str, kind: str) -> Cell:
    with suppress(ValueError):
        if kind == "number":
            return float(text)
        if kind == "datetime":
            return datetime.fromisoformat(text)
    return text


class _Tables(HTMLParser):
    def __init__(self, limits: FileLimits, before: int) -> None:
        super().__init__()
        self.limits = limits
        self.before = before
        self.found: list[_Table] = []
        self.open: list[_Table] = []
        self.above: list[str] = [""]
        self.not_shown = 0
        self.name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name.removeprefix("ss:"): value or "" for name, value in attrs}
        tag = AS_IN_HTML.get(tag.removeprefix("ss:"), tag.removeprefix("ss:"))
        table = self.open[-1] if self.open else None
        if tag in NOT_SHOWN:
            self.not_shown += 1
        elif tag == "worksheet":
            self.name, self.above = said.get("name", ""), [""]
        elif tag == "table":
            self._start_table()
        elif tag in LINE_TAGS:
            self.handle_data("\n")
        elif table is None:
            return
        elif tag == "tr":
            table.start_row(_count(said.get("index")))
            table.facts.has_hidden_rows |= "hidden" in said or _HIDDEN.search(said.get("style", "")) is not None
        elif tag == "td":
            across = _count(said.get("colspan")) or 1 + (_count(said.get("mergeacross")) or 0)
            down = _count(said.get("rowspan")) or 1 + (_count(said.get("mergedown")) or 0)
            table.start_cell(_count(said.get("index")), across, min(down, self.limits.rows))
        elif tag == "data":
            table.kind = said.get("type", "").lower()

    def _start_table(self) -> None:
        name = self.name or f"Tabel {self.before + len(self.found) + len(self.open) + 1}"
        above = [line for text in self.above if (line := " ".join(text.split()))] if not self.open else []
        rows: list[list[Cell]] = [[line[:LONGEST_LINE]] for line in above[-MOST_ABOVE:]]
        self.open.append(_Table(SheetFacts(name, self.limits), rows))
        self.above = [""]

    def handle_endtag(self, tag: str) -> None:
        tag = AS_IN_HTML.get(tag.removeprefix("ss:"), tag.removeprefix("ss:"))
        if tag in NOT_SHOWN:
            self.not_shown = max(0, self.not_shown - 1)
        elif tag in LINE_TAGS:
            self.handle_data("\n")
        elif self.open and tag in {"td", "tr", "table"}:
            self.open[-1].close_cell()
            if tag == "table":
                self._end_table()

    def _end_table(self) -> None:
        table = self.open.pop()
        if table.is_data:
            self.found.append(table)

    def handle_data(self, data: str) -> None:
        if self.not_shown:
            return
        if self.open and self.open[-1].pieces is not None:
            self.open[-1].pieces.append(data)
        elif not self.open:
            first, *others = data.split("\n")
            self.above = [*self.above[:-1], self.above[-1] + first, *others][-4 * MOST_ABOVE :]

    def close(self) -> None:
        super().close()
        while self.open:
            self.open[-1].close_cell()
            self._end_table()


def _count(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and int(text[:7]) > 0 and len(text) < len("9999999") else None
