"""Columns of one sheet, each looked through once, and the fields given to those of one table: what each kind of evidence takes and gives."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from adv.disclosure.identifiers import Identifier, Verdict, screen
from adv.workbook.recognition.places.layout import MOST_WEIGHED, Header, Layout
from adv.workbook.vocabulary.fields import NOT_KEPT, Kind, kind_of
from adv.workbook.vocabulary.knowledge import LONGEST_KIND, SEARCHED, Knowledge, sample_of
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from adv.workbook.recognition.columns.header_words import HeaderWords, Match
    from adv.workbook.recognition.known import Known
    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.understood import Reason

DOUBTED: Final = 0.55  # certainty of a column of which the content speaks against the header
FREE_TEXT: Final = frozenset({Kind.ID, Kind.STREET, Kind.NAME, Kind.CATEGORY}) | NOT_KEPT  # kinds whose cells may hold anything
FIGURES_OF_ACCOUNT: Final = 7  # the fewest: the old numbers of the Postbank
CORRECTED: Final = "corrected"  # the reason of what the user decided
DECIDED: Final = frozenset({CORRECTED, "remembered"})  # now, or when a list of this shape was confirmed
SAYS_SO: Final = {"bsn": Verdict(Identifier.BSN, blocked=True), "iban": Verdict(Identifier.IBAN, blocked=True)}


class Assignment(Struct, frozen=True):
    """One table's columns, and what each is taken for so far."""

    words: HeaderWords
    known: Known
    sheet: SheetColumns
    columns: Mapping[int, Column]
    remembered: Mapping[int, tuple[str | None, str | None]]  # field and option of a sheet of this shape when it was last confirmed
    matches: Mapping[int, Match] = field(default_factory=dict)
    left_out: Mapping[int, Reason] = field(default_factory=dict)
    same: tuple[tuple[str, int, int], ...] = ()  # field, and two columns under one header that say different things
    more: tuple[tuple[int, int], ...] = ()  # a column that was chosen, and one that seems to mean the same and is not read
    differing: tuple[tuple[int, tuple[int, ...]], ...] = ()  # a column of all answers, and rows in which their own say others

    @property
    def knowledge(self) -> Knowledge:
        """The words and names of the project."""
        return self.known.knowledge

    @property
    def named(self) -> dict[str, int]:
        """The column of each field; of several the last one."""
        return {match.field: column for column, match in self.matches.items()}

    def kind(self, name: str) -> Kind:
        """Give the kind of a field's cells."""
        return kind_of(self.words.table, name)

    def is_free(self, column: Column) -> bool:
        """Say whether nothing is known of a column yet: it has no field, is not left out, and is no "Opmerking" or "_status"."""
        header = column.header
        is_unneeded = header.bare in self.knowledge.words.unneeded or header.is_of_a_tool
        return header.column not in self.matches and header.column not in self.left_out and not is_unneeded

    def fits(self, column: Column, kind: Kind) -> bool:
        """Say whether a column whose header says nothing holds values of some kind: days below "Kolom C"."""
        return column.is_weighed and self.knowledge.fits(column.sample, kind)

    def having(self, matches: Mapping[int, Match]) -> Assignment:
        """The same with what further columns are taken for."""
        return replace(self, matches={**self.matches, **matches})

    def without(self, columns: Collection[int], reason: Reason | None = None) -> Assignment:
        """The same with columns that are taken for nothing; left out, where there is a reason."""
        matches = {at: match for at, match in self.matches.items() if at not in columns}
        left_out = {**self.left_out, **dict.fromkeys(columns, reason)} if reason else self.left_out
        return replace(self, matches=matches, left_out=left_out)

    def match_of(self, name: str) -> Match | None:
        """Give what speaks for the column of a field; None where no column says it."""
        at = self.named.get(name)
        return None if at is None else self.matches[at]

    def column_of(self, name: str) -> Column | None:
        """Give the column of a field; None where no column says it."""
        at = self.named.get(name)
        return None if at is None else self.columns[at]

    def is_decided(self, at: int) -> bool:
        """Say whether the user has said what a column is ("Resultaat" is the outcome), or it is read as it was before."""
        match = self.matches.get(at)
        return match is not None and match.reason.key in DECIDED

    def is_settled(self, at: int) -> bool:
        """Say whether nothing is to be found out about a column: it is left out, or the user said what "Resultaat" is."""
        return at in self.left_out or self.is_decided(at)


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
        """Say whether it has a few short texts again and again, as a list of kinds has: "Huur", "Drukwerk", "Huur"."""
        rows = sum(cell is not None for cell in self._searched)
        return all(isinstance(cell, str) and len(cell) <= LONGEST_KIND for cell in self.sample) and rows >= 2 * len(self.sample)

    def verdict(self, unneeded: str | None) -> Verdict | None:
        """Say whether it identifies people: by its header ("BSN", "Naam"), by checksums, by patterns. An empty column does not."""
        unneeded = unneeded if unneeded in {"names", *SAYS_SO} and self.filled else None
        named = Verdict(Identifier.NAME, blocked=False) if unneeded == "names" else None
        says_so = None if unneeded == "iban" and not any(map(_may_be_account, self.sample)) else SAYS_SO.get(unneeded or "")
        return says_so or self._screened or named

    @cached_property
    def _screened(self) -> Verdict | None:
        return screen(self._searched)

    @property
    def _searched(self) -> Sequence[Cell]:
        return self.whole[self.first_row : self.first_row + SEARCHED]


def _may_be_account(cell: Cell) -> bool:
    """Say whether a cell has as many figures as a bank account: "Betaalrekening" and "1600 Crediteuren" have not."""
    return sum(sign.isdigit() for sign in str(cell)) >= FIGURES_OF_ACCOUNT


class SheetColumns(Struct, frozen=True):
    """One sheet, and its columns as far as they were looked at."""

    file: str
    sheet: RawSheet
    seen: dict[tuple[Header, int, bool], Column] = field(default_factory=dict)

    def under(self, layout: Layout) -> dict[int, Column]:
        """The columns of one table by their place in the sheet."""
        found = {}
        for at, header in enumerate(layout.headers):
            key = header, layout.first_row, at < MOST_WEIGHED
            if key not in self.seen:
                self.seen[key] = Column(header, self.sheet.columns[header.column], layout.first_row, at < MOST_WEIGHED)
            found[header.column] = self.seen[key]
        return found
