"""What a block of columns may be: one candidate for each table, and which of them it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.sheet_columns import DOUBTED

if TYPE_CHECKING:
    from adv.workbook.recognition.layout import Layout
    from adv.workbook.recognition.sheet_columns import Assigned
    from adv.workbook.vocabulary.recognition import RememberedSheet

NAME_BONUS: Final = 1.5  # what a sheet's name weighs, in recognised columns
OF_VISITS: Final = frozenset({"visited_on", "outcome"})  # no list of addresses has these


class Candidate(Struct, frozen=True):
    """One table that a block of columns may be."""

    assigned: Assigned
    layout: Layout
    named: bool  # the sheet is called so
    overlooked: tuple[int, ...] = ()  # of a register: columns that seem to be about visits
    known: RememberedSheet | None = None  # how a sheet of this shape was read before

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns of the sheet that it takes."""
        return tuple(header.column for header in self.layout.headers)

    @property
    def weight(self) -> float:
        """How much speaks for it, in recognised columns."""
        return self.assigned.weight + NAME_BONUS * self.named

    @property
    def is_complete(self) -> bool:
        """Whether it has all that its table needs."""
        return not self.assigned.missing and (
            self.assigned.table is not TableName.BUDGET_LINES or self.named or "year" in self.assigned.fields
        )

    @property
    def is_by_address(self) -> bool:
        """Whether these are requests that name addresses and no visits: as a list of visits does, which goes before them."""
        return self.names_no_visit and not self.named

    @property
    def names_no_visit(self) -> bool:
        """Whether these are requests without the numbers of their visits."""
        return self.assigned.table is TableName.REQUESTS and "visit_id" not in self.assigned.fields

    @property
    def is_beyond_doubt(self) -> bool:
        """Whether no other table can have as much that speaks for it: not if every column were one of its own, and certain."""
        is_sure = self.is_complete and self.weight > len(self.columns)
        return is_sure and self.assigned.table is not TableName.ADDRESSES and not self.names_no_visit

    def certainty(self, name: str) -> tuple[float, int]:
        """How sure a field's column is, and which one it is; 0 and -1 where there is none."""
        return max(
            ((column.certainty, column.column) for column in self.assigned.columns if column.field == name), default=(0.0, -1)
        )


def best_of(candidates: list[Candidate]) -> Candidate | None:
    """The one that most speaks for among the complete ones; an incomplete one only when it is far ahead, or none is complete."""
    found = sorted(candidates, key=lambda candidate: -candidate.weight)
    complete = next((candidate for candidate in found if candidate.is_complete and not candidate.is_by_address), None)
    is_bare = complete is None or (complete.assigned.table is TableName.ADDRESSES and not complete.named)
    if is_bare and not any(other.named for other in found):
        complete = next((candidate for candidate in found if candidate.is_by_address and candidate.is_complete), complete)
    if complete is None:
        return found[0] if found[0].assigned.fields else None
    if complete.names_no_visit:
        complete = next((other for other in found if other.is_complete and _are_visits(other, complete)), complete)
    stronger = next((other for other in found if other.weight > complete.weight + 1 and not other.names_no_visit), None)
    if stronger is not None or complete.assigned.table is not TableName.ADDRESSES:
        return stronger or complete
    return _register_or_visits(complete, next(one for one in found if one.assigned.table is TableName.VISITS))


def _are_visits(visits: Candidate, requests: Candidate) -> bool:
    """Whether a sheet is a list of visits, whatever its name: with outcomes beside what would be the status, or in its place."""
    (outcome, column), (status, other) = visits.certainty("outcome"), requests.certainty("status")
    is_one = outcome > DOUBTED if column != other else status <= DOUBTED
    return visits.assigned.table is TableName.VISITS and is_one


def _register_or_visits(register: Candidate, visits: Candidate) -> Candidate:
    """A register is not what is left of visits without their day or outcome, unless the sheet is called one."""
    assigned = visits.assigned
    columns = {column.column for column in assigned.columns if column.field in OF_VISITS}
    columns |= {column for name, *pair in assigned.same if name in OF_VISITS for column in pair}
    if not columns:
        return register
    return replace(register, overlooked=tuple(sorted(columns))) if register.named else visits
