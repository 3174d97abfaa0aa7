"""Tables that a sheet may hold: in the whole of it or in blocks of columns side by side, by their columns and by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from adv.disclosure.identifiers import names_a_person
from adv.model import TableName
from adv.workbook.recognition.columns.assignment import DOUBTED, SheetColumns
from adv.workbook.recognition.columns.table_columns import TableColumns, table_columns
from adv.workbook.recognition.evidence.which_counts import GIVES_WAY
from adv.workbook.recognition.places.header_rows import layout_of, possible_layouts
from adv.workbook.recognition.places.layout import Layout, blocks
from adv.workbook.recognition.places.without_headers import begins_with_bookings
from adv.workbook.vocabulary.fields import DIARY
from adv.workbook.vocabulary.streets import is_street_name, street_of_tab, tab_text
from adv.workbook.vocabulary.word_lists import WordList
from adv.workbook.vocabulary.words import header_key, is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.recognition.known import Known
    from adv.workbook.tables.grid import RawSheet
    from adv.workbook.understood import RememberedSheet

NAME_BONUS: Final = 1.5  # weight of a sheet's name, in recognised columns
OF_VISITS: Final = frozenset({"visited_on", "outcome", DIARY})  # no list of addresses has these
PLAIN_TABS: Final = frozenset({"blad", "sheet", "tabblad", "table", "data", "export"})
SHORTEST: Final = 4  # letters of a name that may be a street's


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
        """Say whether it has all that its table needs."""
        return not self.found.missing and (self.table is not TableName.BUDGET_LINES or self.named or "year" in self.found.fields)

    @property
    def is_by_address(self) -> bool:
        """Say whether these are requests that name addresses and no visits: as a list of visits does, which goes before them."""
        return self.names_no_visit and not self.named

    @property
    def names_no_visit(self) -> bool:
        """Say whether these are requests without the numbers of their visits."""
        return self.table is TableName.REQUESTS and "visit_id" not in self.found.fields

    @property
    def is_beyond_doubt(self) -> bool:
        """Say whether no other table can have as much that speaks for it: not if every column were one of its own, and certain."""
        is_sure = self.is_complete and self.weight > len(self.layout.headers)
        return is_sure and self.table is not TableName.ADDRESSES and not self.names_no_visit

    def certainty(self, name: str) -> tuple[float, int]:
        """Certainty of a field's column, and the column; 0 and -1 where there is none."""
        return max(((column.certainty, column.column) for column in self.found.columns if column.field == name), default=(0.0, -1))


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


def table_named(name: str, known: Known) -> TableName | None:
    """Tell of which table a sheet's name speaks: "Bezoeken", "Bezoeken 2019", "overzicht hulpvragen de Waart"."""
    called = known.knowledge.words.sheets
    words = [word for word in header_key(name).split() if not word.isdigit()]
    spans = (" ".join(words[start:end]) for start in range(len(words)) for end in range(len(words), start, -1))
    return next((called[span] for span in spans if span in called), None)


def _best(candidates: list[Candidate]) -> Candidate | None:
    """Choose the one that most speaks for among the complete ones; an incomplete one only when it is far ahead, or none is complete."""
    found = sorted(candidates, key=lambda candidate: -candidate.weight)
    complete = next((candidate for candidate in found if candidate.is_complete and not candidate.is_by_address), None)
    is_bare = complete is None or (complete.table is TableName.ADDRESSES and not complete.named)
    if is_bare and not any(other.named for other in found):
        complete = next((candidate for candidate in found if candidate.is_by_address and candidate.is_complete), complete)
    if complete is None:
        budget = found[0].table is TableName.BUDGET_LINES and not found[0].named
        sums = next((other for other in found if other.found.year == 0), None) if budget else None
        return sums or (found[0] if found[0].found.fields else None)
    if complete.table is TableName.BUDGET_LINES:
        complete = next((other for other in found if other.is_complete and _is_spent(other, complete)), complete)
    if complete.names_no_visit:
        complete = next((other for other in found if other.is_complete and _are_visits(other, complete)), complete)
    stronger = next((other for other in found if other.weight > complete.weight + 1 and not other.names_no_visit), None)
    if stronger is not None or complete.table is not TableName.ADDRESSES:
        return stronger or complete
    return _register_or_visits(complete, next(one for one in found if one.table is TableName.VISITS))


def _is_spent(other: Candidate, budget: Candidate) -> bool:
    """Say whether these are expenses with days, beside amounts that were only planned; or what seemed a budget says a day beside its year."""
    if other.table is not TableName.EXPENSES:
        return False
    gave_way = any(column.reason.key == GIVES_WAY for column in other.found.columns)
    return gave_way or (not budget.named and other.certainty("booked_on")[1] != budget.certainty("year")[1])


def _are_visits(visits: Candidate, requests: Candidate) -> bool:
    """Say whether a sheet is a list of visits, whatever its name: with outcomes beside what would be the status, or in its place."""
    (outcome, column), (status, other) = visits.certainty("outcome"), requests.certainty("status")
    is_one = outcome > DOUBTED if column != other else status <= DOUBTED
    return visits.table is TableName.VISITS and is_one


def _register_or_visits(register: Candidate, visits: Candidate) -> Candidate:
    """Tell a register from what is left of visits without their day or outcome: it is one only when the sheet is called so."""
    columns = {column.column for column in visits.found.columns if column.field in OF_VISITS}
    columns |= {column for name, *pair in visits.found.same if name in OF_VISITS for column in pair}
    if not columns:
        return register
    return replace(register, overlooked=tuple(sorted(columns))) if register.named else visits


class SheetPart(Struct, frozen=True):
    """Columns of a sheet that belong together, and the table that they are or come near to."""

    columns: tuple[int, ...]
    nearest: Candidate | None

    @property
    def table(self) -> Candidate | None:
        """The table, when it is a whole one."""
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
    """Say whether columns of homes and, behind an empty column, of what came of the visits there are one list: each row has its home."""
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
    """Join the columns of rounds, and what stands between them, to the homes before them: an empty column there parts nothing."""
    if not rounds:
        return groups
    first = max((at for at, group in enumerate(groups) if group[0] < rounds[0]), default=0)
    last = next(at for at, group in enumerate(groups) if rounds[-1] in group)
    return (*groups[:first], tuple(column for group in groups[first : last + 1] for column in group), *groups[last + 1 :])


def _joined(sheet: SheetColumns, tables: Sequence[SheetPart], rest: Sequence[SheetPart], known: Known) -> list[SheetPart]:
    """Join blocks to the first table that only carry it on: other fields, under the same header row."""
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
    """Say whether further columns make a table longer: none of them repeats a field of it, and some give a new one."""
    if main is None or joined is None or joined.table is not main.table or joined.layout.header_row != main.layout.header_row:
        return False
    fields = {column.column: column.field for column in joined.found.columns}
    repeats = any(fields.get(column) in main.found.fields for column in columns)
    return bool(joined.found.fields - main.found.fields) and not repeats


def is_called_something(name: str, known: Known) -> bool:
    """Say whether a sheet's name is of no street: "Bezoeken", "Blad1", "maart 2019", "Lijst"."""
    words, key = known.knowledge.words, header_key(tab_text(name))
    is_known = key in words.not_data or key in PLAIN_TABS or not words.months.isdisjoint(key.split())
    return is_known or not key.split() or table_named(name, known) is not None


def is_known_street(name: str, known: Known) -> bool:
    """Say whether a sheet is called after a street, known or by its sound."""
    return street_of_tab(name, known.knowledge.project, known.knowledge.own.of(WordList.STREET)) is not None


def may_be_street(name: str, known: Known) -> bool:
    """Say whether a sheet's name may be that of a street that nobody knows, among sheets that are called after others: "Diepenbrock"."""
    text = tab_text(name)
    is_name = is_street_name(text) and len(text) >= SHORTEST and not names_a_person(text)
    return is_name and not is_called_something(name, known) and not is_known_street(name, known)
