"""Fields given to the columns of one table, as far as the evidence was looked at: what each kind of evidence takes and gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from adv.workbook.vocabulary.fields import NOT_KEPT, Kind, kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.workbook.recognition.header_match import HeaderWords, Known, Match
    from adv.workbook.recognition.sheet_columns import Column, SheetColumns
    from adv.workbook.vocabulary.knowledge import Knowledge
    from adv.workbook.vocabulary.recognition import Reason

DOUBTED: Final = 0.55  # how sure a column is of which the content speaks against the header
FREE_TEXT: Final = frozenset({Kind.ID, Kind.STREET, Kind.NAME, Kind.CATEGORY}) | NOT_KEPT  # kinds whose cells may hold anything
CORRECTED: Final = "corrected"  # the reason of what the user decided


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
    differing: tuple[
        tuple[int, tuple[int, ...]], ...
    ] = ()  # a column of all answers, and rows in which it says others than their own columns

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
        """Say whether nothing is known of a column yet."""
        header = column.header
        is_unneeded = header.bare in self.knowledge.words.unneeded or header.is_of_a_tool
        return header.column not in self.matches and header.column not in self.left_out and not is_unneeded

    def fits(self, column: Column, kind: Kind) -> bool:
        """Say whether a column whose header says nothing holds values of some kind."""
        return column.is_weighed and self.knowledge.fits(column.sample, kind)

    def having(self, matches: Mapping[int, Match]) -> Assignment:
        """The same with what further columns are taken for."""
        return replace(self, matches={**self.matches, **matches})
