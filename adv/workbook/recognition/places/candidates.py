"""Tables that a sheet may hold: in the whole of it or in blocks of columns side by side, by their columns and by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.columns.assignment import DOUBTED, SheetColumns
from adv.workbook.recognition.columns.table_columns import TableColumns, table_columns
from adv.workbook.recognition.evidence.which_counts import GIVES_WAY
from adv.workbook.recognition.places.header_rows import layout_of, possible_layouts
from adv.workbook.recognition.places.layout import Layout, blocks
from adv.workbook.recognition.places.sheet_names import table_named
from adv.workbook.recognition.places.without_headers import begins_with_bookings
from adv.workbook.vocabulary.fields import DIARY
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.recognition.known import Known
    from adv.workbook.tables.grid import RawSheet
    from adv.workbook.understood import RememberedSheet

NAME_BONUS: Final = 1.5  # weight of a sheet's name, in recognised columns
OF_VISITS: Final = frozenset({"visited_on", "outcome", DIARY})  # no list of addresses has these


class Candidate(Struct, frozen=True):
    """One table that a block of columns may be."""

    found: TableColumns
    layout: Layout
    named: bool = False  # the sheet is called so
    overlooked: tuple[int, ...] = ()  # of a register: columns that seem to be about visits
    remembered: RememberedSheet | None = None  # earlier reading of a sheet of this shape

    @property
    def table(self) -> TableName:
        """The table that it would be."""
        return self.found.table

    @property
    def weight(self) -> float:
        """Weight of what speaks for it, in recognised columns."""
        return self.found.weight + NAME_BONUS * self.named

    @property
    def is_complete(self) -> bool:
        """Say whether it has all that its table needs: visits "Datum", "Straat" and "Uitkomst"; a budget also a name or a year."""
        return not self.found.missing and (self.table is not TableName.BUDGET_LINES or self.named or "year" in self.found.fields)

    @property
    def is_by_address(self) -> bool:
        """Say whether these may as well be visits: requests by address ("Adres | Thema | Status") on a sheet that is not called so."""
        return self.names_no_visit and not self.named

    @property
    def names_no_visit(self) -> bool:
        """Say whether these are requests by address, "Adres | Thema | Status", without the numbers of their visits."""
        return self.table is TableName.REQUESTS and "visit_id" not in self.found.fields

    @property
    def is_beyond_doubt(self) -> bool:
        """Say whether "Bezoeken" has visits that outweigh any other table, since a table weighs at most 1 for each column."""
        is_sure = self.is_complete and self.weight > len(self.layout.headers)
        return is_sure and self.table is not TableName.ADDRESSES and not self.names_no_visit

    def place_of(self, name: str) -> int | None:
        """Give the column of a field, the surest of several; None where there is none."""
        found = [(column.certainty, column.column) for column in self.found.columns if column.field == name]
        return max(found)[1] if found else None

    def certainty(self, name: str) -> float:
        """Certainty of a field's column; 0 where there is none."""
        return max((column.certainty for column in self.found.columns if column.field == name), default=0.0)


def candidate(sheet: SheetColumns, columns: Sequence[int], known: Known) -> Candidate | None:
    """Say which table some columns are: as a list of this shape was read before, else the one for which most speaks."""
    if before := remembered_candidate(sheet, columns, known):
        return before
    layout = layout_of(sheet, columns, known)
    if layout is None:
        return None
    named = table_named(sheet.sheet.name, known)
    called_so = Candidate(table_columns(named, layout, sheet, known), layout, named=True) if named else None
    if called_so and called_so.is_beyond_doubt:
        return called_so
    others = {table: Candidate(table_columns(table, layout, sheet, known), layout) for table in TableName if table is not named}
    return _best([called_so if table is named and called_so else others[table] for table in TableName])


def remembered_candidate(sheet: SheetColumns, columns: Sequence[int], known: Known) -> Candidate | None:
    """Read some columns as a list of this shape was read before; None when there was none."""
    for layout in possible_layouts(sheet, columns, known) if known.corrections.remembered else ():
        before = known.corrections.remembered.get(layout.shape)
        if before and before.table:
            found = table_columns(before.table, layout, sheet, known, before)
            named = table_named(sheet.sheet.name, known) is before.table
            return Candidate(found, layout, named, remembered=before)
    return None


def _best(candidates: Sequence[Candidate]) -> Candidate | None:
    """Choose the table for which most speaks: the heaviest complete one, unless a rule puts another in its place."""
    by_weight = sorted(candidates, key=lambda candidate: -candidate.weight)
    choice = _heaviest_complete(by_weight)
    if choice is None:
        return _nearest(by_weight)
    for instead in (
        _spent_for_planned,  # costs with their plan beside them look like a budget, and would be missed more
        _visits_for_requests,  # visits with a theme and an address look like requests
    ):
        choice = instead(choice, by_weight) or choice
    # A table that is far ahead goes before all of these; of what is left a list of addresses may be one of visits.
    return _far_ahead(choice, by_weight) or _register_or_visits(choice, by_weight)


def _heaviest_complete(by_weight: Sequence[Candidate]) -> Candidate | None:
    """Choose the heaviest table that has all it needs: "Adres | Thema | Status" are requests only where no other list is as good.

    A list of visits with a column of themes names addresses too, and goes before. A bare list of addresses does not, nor does any list
    where the sheet is called after another table.
    """
    complete = [candidate for candidate in by_weight if candidate.is_complete]
    best = next((candidate for candidate in complete if not candidate.is_by_address), None)
    by_address = next((candidate for candidate in complete if candidate.is_by_address), None)
    is_bare = best is None or best.table is TableName.ADDRESSES
    is_open = is_bare and not any(candidate.named for candidate in by_weight)
    return by_address if by_address and is_open else best


def _nearest(by_weight: Sequence[Candidate]) -> Candidate | None:
    """Choose the table that comes nearest, where none is complete: of kinds of cost and amounts the sums of a year, before a budget."""
    first = by_weight[0]
    is_budget = first.table is TableName.BUDGET_LINES and not first.named
    sums = next((candidate for candidate in by_weight if candidate.found.lacks_year), None) if is_budget else None
    return sums or (first if first.found.fields else None)


def _spent_for_planned(choice: Candidate, by_weight: Sequence[Candidate]) -> Candidate | None:
    """Give expenses for what seemed a budget: beside the amounts that were planned stands what was spent, or a day beside the year."""
    if choice.table is not TableName.BUDGET_LINES:
        return None
    return next((other for other in by_weight if other.is_complete and _is_spent(other, choice)), None)


def _is_spent(other: Candidate, budget: Candidate) -> bool:
    """Say whether these are expenses: "Begroot" gave way to "Realisatie", or "Datum" is another column than the "Jaar" of the budget."""
    if other.table is not TableName.EXPENSES:
        return False
    gave_way = any(column.reason.key == GIVES_WAY for column in other.found.columns)
    return gave_way or (not budget.named and other.place_of("booked_on") != budget.place_of("year"))


def _visits_for_requests(choice: Candidate, by_weight: Sequence[Candidate]) -> Candidate | None:
    """Give visits for what seemed requests without the numbers of their visits."""
    if not choice.names_no_visit:
        return None
    return next((other for other in by_weight if other.is_complete and _are_visits(other, choice)), None)


def _are_visits(visits: Candidate, requests: Candidate) -> bool:
    """Say whether a list is one of visits, whatever its sheet is called: "Resultaat" holds outcomes, and is not the status of a request.

    Where both are one column, its words must be no surer as a status.
    """
    if visits.table is not TableName.VISITS:
        return False
    if visits.place_of("outcome") == requests.place_of("status"):
        return requests.certainty("status") <= DOUBTED
    return visits.certainty("outcome") > DOUBTED


def _far_ahead(choice: Candidate, by_weight: Sequence[Candidate]) -> Candidate | None:
    """Give a table that is heavier by more than a column, though it lacks something: that is said, and better than to read it as another."""
    return next((other for other in by_weight if other.weight > choice.weight + 1 and not other.names_no_visit), None)


def _register_or_visits(choice: Candidate, by_weight: Sequence[Candidate]) -> Candidate:
    """Tell a list of addresses from one of visits that lacks its day or its outcome: "Straat | Nr | Uitkomst".

    It is a list of addresses only when the sheet is called so ("Adressen"); any other choice stays as it is.
    """
    if choice.table is not TableName.ADDRESSES:
        return choice
    visits = next(candidate for candidate in by_weight if candidate.table is TableName.VISITS)
    columns = {column.column for column in visits.found.columns if column.field in OF_VISITS}
    columns |= {column for name, *pair in visits.found.same if name in OF_VISITS for column in pair}
    if not columns:
        return choice
    return replace(choice, overlooked=tuple(sorted(columns))) if choice.named else visits


class SheetPart(Struct, frozen=True):
    """Columns of a sheet that belong together, and the table that they are or come near to."""

    columns: tuple[int, ...]
    nearest: Candidate | None

    @property
    def table(self) -> Candidate | None:
        """Give the table, when it has all that it needs."""
        return self.nearest if self.nearest and self.nearest.is_complete else None


def parts_of(sheet: SheetColumns, known: Known) -> list[SheetPart]:
    """Divide a sheet: into blocks where one is a table by itself, the tables before the others; else all of it is one part."""
    groups = _with_rounds(blocks(sheet.sheet), sheet.sheet.rounds)
    whole = tuple(column for group in groups for column in group)
    if begins_with_bookings(sheet.sheet, whole):
        groups = (whole,)
    if before := remembered_candidate(sheet, whole, known):
        return [SheetPart(whole, before)]
    if len(groups) > 1:
        alone = [SheetPart(group, candidate(sheet, group, known)) for group in groups]
        tables = [part for part in alone if part.table]
        if tables and all(part.table.table is TableName.ADDRESSES for part in tables if part.table):
            together = SheetPart(whole, candidate(sheet, whole, known))
            if _visits_beside_homes(together, tables[0], sheet.sheet):
                return [together]
        if tables:
            return _joined(sheet, tables, [part for part in alone if not part.table], known)
    return [SheetPart(whole, candidate(sheet, whole, known))]


def _visits_beside_homes(together: SheetPart, homes: SheetPart, sheet: RawSheet) -> bool:
    """Say whether "Straat | Nr" and, behind an empty column, "Datum | Uitkomst" are one list of visits: each visit has its home in its row."""
    whole, register = together.table, homes.table
    if whole is None or register is None or whole.table is not TableName.VISITS or whole.named:
        return False
    if whole.layout.header_row != register.layout.header_row:
        return False
    rows = range(whole.layout.first_row, sheet.row_count)
    beside = [at for at in together.columns if at not in homes.columns]
    visited = [row for row in rows if any(not is_blank(sheet.columns[at][row]) for at in beside)]
    return all(any(not is_blank(sheet.columns[at][row]) for at in homes.columns) for row in visited)


def _with_rounds(groups: Sequence[tuple[int, ...]], rounds: Sequence[int]) -> Sequence[tuple[int, ...]]:
    """Join rounds ("wk 12", "wk 14"), and columns between them, to the homes before them: an empty column there parts nothing."""
    if not rounds:
        return groups
    first = max((at for at, group in enumerate(groups) if group[0] < rounds[0]), default=0)
    last = next(at for at, group in enumerate(groups) if rounds[-1] in group)
    return (*groups[:first], tuple(column for group in groups[first : last + 1] for column in group), *groups[last + 1 :])


def _joined(sheet: SheetColumns, tables: Sequence[SheetPart], rest: Sequence[SheetPart], known: Known) -> list[SheetPart]:
    """Join to the first table the blocks that belong to it: "Thema | Status" behind an empty column, under the same header row."""
    main, *others = tables
    beside = []
    for part in rest:
        together = (*main.columns, *part.columns)
        joined = SheetPart(together, candidate(sheet, together, known))
        if _carries_on(main.nearest, joined.table, part.columns):
            main = joined
        else:
            beside.append(part)
    return [main, *others, *beside]


def _carries_on(main: Candidate | None, joined: Candidate | None, columns: Sequence[int]) -> bool:
    """Say whether further columns belong to a table: "Thema | Status" behind "Datum | Straat | Uitkomst" does, a second "Datum" does not."""
    if main is None or joined is None or joined.table is not main.table or joined.layout.header_row != main.layout.header_row:
        return False
    fields = {column.column: column.field for column in joined.found.columns}
    repeats = any(fields.get(column) in main.found.fields for column in columns)
    return bool(joined.found.fields - main.found.fields) and not repeats
