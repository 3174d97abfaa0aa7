"""The columns of one sheet while they are looked at, and what they were found to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from adv.disclosure.identifiers import Identifier, Verdict, screen
from adv.workbook.vocabulary.fields import BESIDE
from adv.workbook.vocabulary.knowledge import LONGEST_KIND, sample_of

if TYPE_CHECKING:
    from adv.model import TableName
    from adv.workbook.recognition.layout import Header
    from adv.workbook.recognition.street_headings import Headings
    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.vocabulary.recognition import ColumnRecognition

DOUBTED: Final = 0.55  # how sure a column is of which the content speaks against the header
SCREENED: Final = 400  # values of a column looked at for identifiers
SAYS_SO: Final = {"bsn": Verdict(Identifier.BSN, blocked=True), "iban": Verdict(Identifier.IBAN, blocked=True)}


class SheetColumns(Struct):
    """One sheet's columns while they are looked at, each sampled once."""

    file: str
    sheet: RawSheet
    samples: dict[tuple[int, int], tuple[Cell, ...]] = field(default_factory=dict)
    verdicts: dict[tuple[int, int, str | None], Verdict | None] = field(default_factory=dict)

    def sample(self, column: int, first_row: int) -> tuple[Cell, ...]:
        """A few different values of a column."""
        key = (column, first_row)
        if key not in self.samples:
            cells = self.sheet.columns[column]
            header = cells[first_row - 1]  # which may be repeated further down
            self.samples[key] = tuple(cell for cell in sample_of(cells[first_row : first_row + SCREENED]) if cell != header)
        return self.samples[key]

    def repeats(self, column: int, first_row: int) -> bool:
        """Whether a column has a few short texts again and again, as a list of kinds has."""
        sample = self.sample(column, first_row)
        rows = sum(cell is not None for cell in self.sheet.columns[column][first_row : first_row + SCREENED])
        return all(isinstance(cell, str) and len(cell) <= LONGEST_KIND for cell in sample) and rows >= 2 * len(sample)

    def verdict(self, header: Header, first_row: int, unneeded: str | None) -> Verdict | None:
        """Whether a column identifies people: by its header, then by checksums, then by patterns."""
        key = (header.column, first_row, unneeded)
        if key not in self.verdicts:
            found = SAYS_SO.get(unneeded or "") or screen(self.sheet.columns[header.column][first_row : first_row + SCREENED])
            named = Verdict(Identifier.NAME, blocked=False) if unneeded == "names" else None
            self.verdicts[key] = found or named
        return self.verdicts[key]


class Assigned(Struct, frozen=True):
    """The columns of one table, what it lacks, and what has to be said about it."""

    table: TableName
    columns: tuple[ColumnRecognition, ...]
    missing: tuple[str, ...]
    same: tuple[tuple[str, int, int], ...] = ()  # field, and two columns under one header that say different things
    more: tuple[tuple[int, int], ...] = ()  # a column that was chosen, and one that seems to mean the same and is not read
    links: tuple[tuple[str, int], ...] = ()  # blocked columns of numbers: they join rows in this import, and are then forgotten
    personal: tuple[tuple[int, Verdict], ...] = ()
    street: str | None = None  # where the whole sheet is about one street and no column says which
    headings: Headings = ()  # where streets stand as headings between the rows

    @property
    def fields(self) -> frozenset[str]:
        """The fields that were found."""
        return frozenset(column.field for column in self.columns if column.field) | {name for name, _ in self.links}

    @property
    def weight(self) -> float:
        """How much speaks for this table."""
        best: dict[str, float] = {}
        for column in self.columns:
            if column.field and not column.field.startswith(BESIDE):
                best[column.field] = max(best.get(column.field, 0), column.certainty)
        return sum(best.values()) + len(self.links)
