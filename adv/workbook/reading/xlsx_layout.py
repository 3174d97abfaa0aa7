"""Layout of a whole .xlsx: its styles, the texts of which a part is struck out, and the comments, for each of its sheets.

Nothing here refuses a file: these parts were never needed to read one. What cannot be read of them is said (`Looks.is_partial`).
A sheet is looked at while it goes by, in the pieces that are read anyway. Only tags that name a telling style, a rich text or a hidden
row are looked at, so a plain sheet costs three searches for a few bytes.
"""

from __future__ import annotations

import posixpath
import re
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import unquote

from msgspec import Struct

from adv.errors import FileRefused, FileTooLarge
from adv.workbook.reading.found_looks import FoundLooks, rich_texts
from adv.workbook.reading.limits import MEGABYTE
from adv.workbook.reading.xlsx_beside import read_boxes, read_comments
from adv.workbook.reading.xlsx_styles import EXPLAINED, OFFICE, PALETTE, Colours, Look, Styles, theme_of
from adv.workbook.reading.zipped_xml import Archive, end_of_rows, local, scan
from adv.workbook.tables.grid import Place, grouped, place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from adv.workbook.reading.file_facts import SheetFacts
    from adv.workbook.reading.found_looks import Runs

T = TypeVar("T")
NOTES, TALKS = "comments", "threadedComment"  # a conversation also leaves a note, which only says that it is one
DRAWINGS = "drawing"
MOST_MANNERED: Final = 4 * MEGABYTE  # bytes of a sheet in which somebody may mean something by bold text
LARGEST_PART: Final = 20 * MEGABYTE  # bytes of a part with comments, links or a theme
ROW_END = b"row>"
RULES = b"conditionalFormatting"
FEW_STYLES = 50  # styles that are looked for by name; among thousands each one is looked up
HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true|on)["']""")
SHARED = re.compile(rb"""\st\s*=\s*["']s["'][^<>]*>\s*<(?:[\w.-]+:)?v>\s*([0-9]{1,9})\s*<""")
CELL = re.compile(rb"""<(?:[\w.-]+:)?c\s(?:[^<>]*\s)?r\s*=\s*["']([A-Z]{1,3}[0-9]{1,7})["']""")
ROW = re.compile(rb"""<(?:[\w.-]+:)?row\s(?:[^<>]*\s)?r\s*=\s*["']([0-9]{1,7})["']""")
BARE = re.compile(rb"<(?:[\w.-]+:)?c\s")
INLINE = re.compile(rb"<(?:[\w.-]+:)?c\s(?:(?!<(?:[\w.-]+:)?c\s).)*?<(?:[\w.-]+:)?strike.*?</(?:[\w.-]+:)?c>", re.DOTALL)


class BookLayout:
    """The parts that say what the cells look like, read when a sheet needs them."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.styles = Styles()
        self.texts_part: str | None = None  # with texts of which a part is struck out
        self.explains_manners = False  # a text says what bold, italics or underlining mean
        self.theme_part: str | None = None
        self.is_partial = False

    def watching(self, facts: SheetFacts, target: str) -> Iterator[bytes]:
        """Pass on the pieces of a sheet's part; at the end its facts hold what its layout says."""
        chunks = self.archive.chunks(target)
        if not facts.is_grid:
            yield from chunks
            return
        found = FoundLooks(facts.limits.looks, facts.texts)
        has_manners = self.styles.has_manners and self.archive.part(target).size <= MOST_MANNERED
        looks = SheetLooks(self._with_manners if has_manners else self._telling, self._rich, found)
        yield from looks.watching(chunks)
        if self.explains_manners or looks.explains_manners:
            found.fonts = {**found.manners, **found.fonts}
        links = self._links(target)
        for kind in (NOTES, TALKS):
            for part in links.get(kind, ()):
                found.comments |= self._read(part, read_comments) or {}
        found.boxes = tuple(text for part in links.get(DRAWINGS, ()) for text in self._read(part, read_boxes) or ())
        found.is_partial |= self.is_partial
        facts.looks = found.looks()

    @cached_property
    def _telling(self) -> Mapping[int, Look]:
        return self.styles.looks(self._colours) if self.styles.is_telling else {}

    @cached_property
    def _with_manners(self) -> Mapping[int, Look]:
        return self.styles.looks(self._colours, with_manners=True)

    @cached_property
    def _colours(self) -> Colours:
        theme = self._read(self.theme_part, theme_of) if self.theme_part else None
        return Colours(theme or OFFICE, self.styles.palette or PALETTE)

    @cached_property
    def _rich(self) -> Mapping[int, Runs]:
        return (self._read(self.texts_part, rich_texts, self.archive.limits.inflated) or {}) if self.texts_part else {}

    def _links(self, target: str) -> dict[str, list[str]]:
        name = links_name(target)
        links = self._read(name, lambda chunks: links_of(chunks, target)) if name in self.archive else None
        inside = (link for link in (links or {}).values() if not link.is_outside and link.target in self.archive)
        return grouped((link.kind, link.target) for link in inside)

    def _read(self, name: str, read: Callable[[Iterable[bytes]], T], most: int = LARGEST_PART) -> T | None:
        """Read a part that the figures can do without; None, and remembered, when that fails."""
        inflated = self.archive.inflated
        try:
            if self.archive.part(name).size > most:
                raise FileTooLarge("too_large_inside", limit=most // MEGABYTE)
            return read(self.archive.chunks(name))
        except FileRefused:
            self.is_partial = True
            return None
        finally:
            self.archive.inflated = inflated


class SheetLooks:
    """One sheet while it goes by."""

    def __init__(self, styles: Mapping[int, Look], shared: Mapping[int, Runs], found: FoundLooks) -> None:
        self.styles = styles
        self.shared = shared
        self.found = found
        self.explains_manners = False
        self.has_manners = any(look.manner for look in styles.values())
        numbers = "|".join(map(str, sorted(styles))) if len(styles) <= FEW_STYLES else "[0-9]{1,6}"
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
        self.found.has_rules |= RULES in rest
        self._look_at(rest)

    def _look_at(self, piece: bytes) -> None:
        self.explains_manners |= self.has_manners and EXPLAINED.search(piece) is not None
        if self.styled is not None:
            for found in self.styled.finditer(piece):
                look = self.styles.get(int(found[1]))
                if look and (place := self._cell(piece, found.start())):
                    self.found.note(place, look)
        for found in HIDDEN.finditer(piece) if b"hidden" in piece else ():
            if row := ROW.match(piece, piece.rfind(b"<", 0, found.start()), piece.find(b">", found.end())):
                self.found.hidden_rows.add(int(row[1]) - 1)
        if self.shared:
            for found in SHARED.finditer(piece):
                self._amend(self._cell(piece, found.start()), self.shared.get(int(found[1]), ()))
        if b"strike" in piece:
            for found in INLINE.finditer(piece):
                self._amend(self._cell(piece, found.start() + 1), rich_texts([found[0]], "c").get(0, ()))

    def _cell(self, piece: bytes, at: int) -> Place | None:
        """Find the cell whose tag is open at a place; one that does not say where it is cannot be told from others."""
        start = piece.rfind(b"<", 0, at)
        cell = CELL.match(piece, start, piece.find(b">", at))
        if cell is None:
            self.found.is_partial |= BARE.match(piece, start) is not None
            return None
        return place_of(cell[1].decode())

    def _amend(self, place: Place | None, runs: Runs) -> None:
        if place is not None and runs:
            self.found.amend(place, runs)


class Link(Struct, frozen=True):
    """A relationship: what kind of part, and where."""

    kind: str
    target: str
    is_outside: bool = False


def links_name(part: str) -> str:
    """Name the part that says where this part links to; of the file as a whole when the name is empty."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def links_of(chunks: Iterable[bytes], source: str) -> dict[str, Link]:
    """Read the links in such a part, by their names; `source` is the part that they are of."""
    links: dict[str, Link] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == "Relationship":
            target = attributes.get("Target", "")
            is_outside = attributes.get("TargetMode") == "External" or "://" in target
            kind = attributes.get("Type", "").rpartition("/")[2]
            links[attributes.get("Id", "")] = Link(kind, target if is_outside else _resolved(target, source), is_outside)

    scan(chunks, start)
    return links


def _resolved(target: str, source: str) -> str:
    target = unquote(target) if "%" in target else target
    path = target if target.startswith("/") else posixpath.join(posixpath.dirname(source), target)
    return posixpath.normpath(path.replace("\\", "/")).lstrip("/")
