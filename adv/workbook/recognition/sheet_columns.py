"""Columns of one sheet while they are looked at, each no more than once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from adv.disclosure.identifiers import Identifier, Verdict, screen
from adv.workbook.recognition.layout import MOST_WEIGHED
from adv.workbook.vocabulary.knowledge import LONGEST_KIND, SEARCHED, sample_of
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.recognition.layout import Header, Layout
    from adv.workbook.tables.grid import Cell, RawSheet

SAYS_SO: Final = {"bsn": Verdict(Identifier.BSN, blocked=True), "iban": Verdict(Identifier.IBAN, blocked=True)}


class Column(Struct, frozen=True, eq=False, dict=True):
    """One column under its header. What takes looking through its cells is done once."""

    header: Header
    whole: Sequence[Cell]  # from the first row of the sheet on
    first_row: int
    is_weighed: bool  # of very many columns only the headers count

    @property
    def cells(self) -> Sequence[Cell]:
        """All cells below the header."""
        return self.whole[self.first_row :]

    @cached_property
    def sample(self) -> tuple[Cell, ...]:
        """A few different values; the header may be repeated further down."""
        return sample_of(self._searched, self._above)

    @cached_property
    def filled(self) -> list[Cell]:
        """The cells that show something, a repeated header not among them."""
        header = self._above
        return [cell for cell in self.cells if cell != header and not is_blank(cell)]

    @property
    def _above(self) -> Cell:
        """The cell right above the first one; None where the list begins in the first row, without headers."""
        return self.whole[self.first_row - 1] if self.first_row else None

    @property
    def repeats(self) -> bool:
        """Say whether it has a few short texts again and again, as a list of kinds has."""
        rows = sum(cell is not None for cell in self._searched)
        return all(isinstance(cell, str) and len(cell) <= LONGEST_KIND for cell in self.sample) and rows >= 2 * len(self.sample)

    def verdict(self, unneeded: str | None) -> Verdict | None:
        """Say whether it identifies people: by its header, then by checksums, then by patterns."""
        named = Verdict(Identifier.NAME, blocked=False) if unneeded == "names" else None
        return SAYS_SO.get(unneeded or "") or self._screened or named

    @cached_property
    def _screened(self) -> Verdict | None:
        return screen(self._searched)

    @property
    def _searched(self) -> Sequence[Cell]:
        return self.whole[self.first_row : self.first_row + SEARCHED]


class SheetColumns(Struct, frozen=True):
    """One sheet, and its columns as far as they were looked at."""

    file: str
    sheet: RawSheet
    seen: dict[tuple[Header, int, bool], Column] = field(default_factory=dict)

    def under(self, layout: Layout) -> dict[int, Column]:
        """The columns of one table by their place in the sheet."""
        return {
            header.column: self._column(header, layout.first_row, at < MOST_WEIGHED) for at, header in enumerate(layout.headers)
        }

    def _column(self, header: Header, first_row: int, is_weighed: bool) -> Column:  # noqa: FBT001 - a part of the key
        key = header, first_row, is_weighed
        if key not in self.seen:
            self.seen[key] = Column(header, self.sheet.columns[header.column], first_row, is_weighed)
        return self.seen[key]
