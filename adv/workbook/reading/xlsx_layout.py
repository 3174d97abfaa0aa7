"""Layout of a whole .xlsx: its styles, the texts of which a part is struck out, and the comments, for each of its sheets.

Nothing here refuses a file: these parts were never needed to read one. What cannot be read of them is said (`Looks.is_partial`).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from adv.errors import FileRefused, FileTooLarge
from adv.workbook.reading.colours import PALETTE, Colours, theme_of
from adv.workbook.reading.found_looks import FoundLooks
from adv.workbook.reading.limits import MEGABYTE
from adv.workbook.reading.rich_text import rich_texts
from adv.workbook.reading.xlsx_comments import read_boxes, read_comments
from adv.workbook.reading.xlsx_links import links_name, links_of
from adv.workbook.reading.xlsx_looks import SheetLooks
from adv.workbook.reading.xlsx_styles import Styles, read_styles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from adv.workbook.reading.file_facts import SheetFacts
    from adv.workbook.reading.rich_text import Runs
    from adv.workbook.reading.xlsx_styles import Look
    from adv.workbook.reading.zip_archive import Archive

T = TypeVar("T")
NOTES, TALKS = "comments", "threadedComment"  # a conversation also leaves a note, which only says that it is one
DRAWINGS = "drawing"
MOST: Final = 20 * MEGABYTE  # bytes of a part with comments, links or a theme


class BookLayout:
    """The parts that say what the cells look like, read when a sheet needs them."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.styles = Styles()
        self.texts_part: str | None = None  # with texts of which a part is struck out
        self.theme_part: str | None = None
        self.is_partial = False

    def read_styles(self, name: str) -> None:
        """Read the styles; calamine needs them too, so here a damaged part does refuse the file."""
        self.styles = read_styles(self.archive.chunks(name))

    def watching(self, facts: SheetFacts, target: str) -> Iterator[bytes]:
        """Pass on the pieces of a sheet's part; at the end its facts hold what its layout says."""
        chunks = self.archive.chunks(target)
        if not facts.is_grid:
            yield from chunks
            return
        found = FoundLooks(facts.limits.looks, facts.texts)
        yield from SheetLooks(self._telling, self._rich, found).watching(chunks)
        links = self._links(target)
        for kind in (NOTES, TALKS):
            for part in links.get(kind, ()):
                found.comments |= self._read(part, read_comments) or {}
        found.boxes = tuple(text for part in links.get(DRAWINGS, ()) for text in self._read(part, read_boxes) or ())
        found.is_partial |= self.is_partial
        facts.looks = found.looks()

    @cached_property
    def _telling(self) -> Mapping[int, Look]:
        if not self.styles.is_telling:
            return {}
        theme = self._read(self.theme_part, theme_of) if self.theme_part else None
        colours = Colours(palette=self.styles.palette or PALETTE)
        return self.styles.looks(Colours(theme, colours.palette) if theme else colours)

    @cached_property
    def _rich(self) -> Mapping[int, Runs]:
        return (self._read(self.texts_part, rich_texts, self.archive.limits.inflated) or {}) if self.texts_part else {}

    def _links(self, target: str) -> dict[str, list[str]]:
        """List the parts that belong to the sheet in this part, by their kind."""
        name = links_name(target)
        links = self._read(name, lambda chunks: links_of(chunks, target)) if name in self.archive else None
        found: dict[str, list[str]] = {}
        for link in (links or {}).values():
            if not link.is_outside and link.target in self.archive:
                found.setdefault(link.kind, []).append(link.target)
        return found

    def _read(self, name: str, read: Callable[[Iterable[bytes]], T], most: int = MOST) -> T | None:
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
