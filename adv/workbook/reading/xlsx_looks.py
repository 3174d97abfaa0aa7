"""The layout of the sheets of an .xlsx, as far as people mean something by it: noticed while a sheet goes by, in the pieces that are read anyway.

Only tags that name a telling style, a rich text or a hidden row are looked at, so a plain sheet costs three searches for a few bytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from adv.workbook.reading.rich_text import rich_texts
from adv.workbook.reading.safe_xml import end_of_rows
from adv.workbook.tables.grid import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from adv.workbook.reading.found_looks import FoundLooks
    from adv.workbook.reading.rich_text import Runs
    from adv.workbook.reading.xlsx_styles import Look
    from adv.workbook.tables.grid import Place

ROW_END = b"row>"
RULES = b"conditionalFormatting"
FEW = 50  # styles that are looked for by name; among thousands each one is looked up
HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true|on)["']""")
SHARED = re.compile(rb"""\st\s*=\s*["']s["'][^<>]*>\s*<(?:[\w.-]+:)?v>\s*([0-9]{1,9})\s*<""")
CELL = re.compile(rb"""<(?:[\w.-]+:)?c\s(?:[^<>]*\s)?r\s*=\s*["']([A-Z]{1,3}[0-9]{1,7})["']""")
ROW = re.compile(rb"""<(?:[\w.-]+:)?row\s(?:[^<>]*\s)?r\s*=\s*["']([0-9]{1,7})["']""")
BARE = re.compile(rb"<(?:[\w.-]+:)?c\s")
INLINE = re.compile(rb"<(?:[\w.-]+:)?c\s(?:(?!<(?:[\w.-]+:)?c\s).)*?<(?:[\w.-]+:)?strike.*?</(?:[\w.-]+:)?c>", re.DOTALL)


class SheetLooks:
    """One sheet while it goes by."""

    def __init__(self, styles: Mapping[int, Look], shared: Mapping[int, Runs], found: FoundLooks) -> None:
        self.styles = styles
        self.shared = shared
        self.found = found
        numbers = "|".join(map(str, sorted(styles))) if len(styles) <= FEW else "[0-9]{1,6}"
        self.styled = re.compile(rf"""\ss\s*=\s*["']({numbers})["']""".encode()) if styles else None

    def watching(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Pass the pieces of a sheet on, and look at each; a row that is cut by the end of a piece with the next one."""
        rest = b""
        for chunk in chunks:
            piece = rest + chunk
            cut = end_of_rows(piece, ROW_END)
            self._look_at(piece[:cut])
            rest = piece[cut:]
            yield chunk
        self.found.has_rules |= RULES in rest  # they stand behind the rows
        self._look_at(rest)

    def _look_at(self, piece: bytes) -> None:
        if self.styled is not None:
            for found in self.styled.finditer(piece):
                if look := self.styles.get(int(found[1])):
                    self._note(self._cell(piece, found.start()), look)
        if b"hidden" in piece:
            self._find_hidden(piece)
        if self.shared:
            for found in SHARED.finditer(piece):
                self._amend(self._cell(piece, found.start()), self.shared.get(int(found[1]), ()))
        if b"strike" in piece:
            for found in INLINE.finditer(piece):
                self._amend(self._cell(piece, found.start() + 1), rich_texts([found[0]], "c").get(0, ()))

    def _find_hidden(self, piece: bytes) -> None:
        for found in HIDDEN.finditer(piece):
            if row := ROW.match(piece, piece.rfind(b"<", 0, found.start()), piece.find(b">", found.end())):
                self.found.hidden_rows.add(int(row[1]) - 1)

    def _cell(self, piece: bytes, at: int) -> Place | None:
        """Find the cell whose tag is open at a place; one that does not say where it is cannot be told from others."""
        start = piece.rfind(b"<", 0, at)
        cell = CELL.match(piece, start, piece.find(b">", at))
        if cell is None:
            self.found.is_partial |= BARE.match(piece, start) is not None
            return None
        return place_of(cell[1].decode())

    def _note(self, place: Place | None, look: Look) -> None:
        if place is not None:
            self.found.note(place, look)

    def _amend(self, place: Place | None, runs: Runs) -> None:
        if place is not None and runs:
            self.found.amend(place, runs)
