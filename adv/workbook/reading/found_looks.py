"""What the layout of one sheet says, while the sheet is looked through: the same for every kind of file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from adv.workbook.reading.rich_text import kept_of
from adv.workbook.tables.grid import Looks

if TYPE_CHECKING:
    from adv.workbook.reading.rich_text import Runs
    from adv.workbook.reading.xlsx_styles import Look
    from adv.workbook.tables.grid import Place


class FoundLooks(Struct):
    """The looks of cells as they are found. `texts` gets what is left of texts of which a part was struck out."""

    most: int  # cells of which a look is kept
    texts: dict[Place, str]
    struck: set[Place] = field(default_factory=set)
    amended: set[Place] = field(default_factory=set)
    fills: dict[Place, str] = field(default_factory=dict)
    fonts: dict[Place, str] = field(default_factory=dict)
    comments: dict[Place, str] = field(default_factory=dict)
    boxes: tuple[str, ...] = ()
    hidden_rows: set[int] = field(default_factory=set)
    is_partial: bool = False
    has_rules: bool = False

    def note(self, place: Place, look: Look) -> None:
        """Keep what a style says of a cell, up to the limit."""
        if len(self.fills) + len(self.fonts) + len(self.struck) >= self.most:
            self.is_partial = True
            return
        if look.is_struck:
            self.struck.add(place)
        if look.fill:
            self.fills[place] = look.fill
        if look.font:
            self.fonts[place] = look.font

    def amend(self, place: Place, runs: Runs) -> None:
        """Take in a text of several looks; its cell's own style has been noted before."""
        kept = kept_of(runs, is_struck=place in self.struck)
        if not any(map(str.isalnum, kept)):
            self.struck.add(place)
            return
        self.struck.discard(place)
        if kept != "".join(run.text for run in runs).strip():
            self.amended.add(place)
            self.texts[place] = kept

    def looks(self) -> Looks:
        """Give all of it."""
        sets = frozenset(self.struck), frozenset(self.amended)
        hidden = frozenset(self.hidden_rows)
        return Looks(
            *sets, self.fills, self.fonts, self.comments, hidden, self.is_partial, boxes=self.boxes, has_rules=self.has_rules
        )
