"""What the layout of a sheet says beside its values: what is struck out, colours, comments, what is hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping  # noqa: TC003 (decoding needs it)

from msgspec import Struct, field
from msgspec.structs import replace

Place = tuple[int, int]  # row and column, from 0
COLOUR = re.compile(r"[0-9A-F]{6}")
TITLES = 10  # rows above a list that are coloured to look nice
SHORT = 1000  # rows of a list that is looked at all the same
MARKS = ("F8CBC6", "FFE699", "D6E6F4")  # our own colours in a workbook that is handed back: an error, a warning, something to know


class Looks(Struct, frozen=True, forbid_unknown_fields=True):
    """The layout of one sheet, as far as people mean something by it. Colours are written as RRGGBB.

    Of a cell in `amended` a part was struck out: only the rest is in its text. `is_partial` says that there was more than is read.
    """

    struck: frozenset[Place] = frozenset()
    amended: frozenset[Place] = frozenset()
    fills: Mapping[Place, str] = field(default_factory=dict)
    fonts: Mapping[Place, str] = field(default_factory=dict)
    comments: Mapping[Place, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    is_partial: bool = False
    boxes: tuple[str, ...] = ()  # texts of text boxes
    has_rules: bool = False  # that give cells a colour by what is in them
    colour_column: int = -1  # added by the recognition: the words for the colours of the rows
    swatches: Mapping[str, str] = field(default_factory=dict)  # the colours that these words stand for
    worded: frozenset[Place] = frozenset()  # empty cells that the recognition filled with the word for their colour
    odd: frozenset[Place] = frozenset()  # cells in another colour than their row
    struck_means: str | None = None  # as the legend says

    def __post_init__(self) -> None:
        """Refuse colours that are none: they are shown as such."""
        if not all(map(COLOUR.fullmatch, {*self.fills.values(), *self.fonts.values()})):
            raise ValueError("colours")

    def are_in(self, rows: int) -> bool:
        """Say whether the layout of a sheet of so many rows may mean something: a long list with a coloured title is plain."""
        coloured = (row for colours in (self.fills, self.fonts) for row, _ in colours)
        return bool(self.struck) or any(row >= TITLES or rows <= SHORT for row in coloured)

    def without_marks(self) -> Looks:
        """Leave out what we coloured and commented ourselves."""
        ours = {place for place, colour in self.fills.items() if colour in MARKS}
        fills = {place: colour for place, colour in self.fills.items() if place not in ours}
        return replace(self, fills=fills, comments={place: text for place, text in self.comments.items() if place not in ours})


NO_LOOKS = Looks()
