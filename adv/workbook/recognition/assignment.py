"""All columns of one table together: each field once, doubts settled by what is in the columns, identifiers blocked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.header_match import Match
from adv.workbook.recognition.layout import MOST_WEIGHED
from adv.workbook.recognition.outcome_ticks import marked_outcomes
from adv.workbook.recognition.repeated_visits import attempts_beside
from adv.workbook.recognition.sheet_columns import DOUBTED, SAYS_SO, Assigned, SheetColumns
from adv.workbook.recognition.street_headings import street_headings
from adv.workbook.vocabulary.fields import (
    BESIDE,
    FIELDS,
    LISTED,
    SEVERAL,
    Kind,
    decided_as,
    is_field,
    is_required,
    kind_of,
    missing,
)
from adv.workbook.vocabulary.knowledge import AGREES, are_marks, shown
from adv.workbook.vocabulary.recognition import ColumnRecognition, Corrections, Reason, RememberedSheet
from adv.workbook.vocabulary.streets import split_address, street_in
from adv.workbook.vocabulary.words import header_key, numberless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.disclosure.identifiers import Verdict
    from adv.workbook.recognition.header_match import HeaderWords
    from adv.workbook.recognition.layout import Header, Layout
    from adv.workbook.recognition.street_headings import Headings
    from adv.workbook.tables.grid import Cell

DIFFERS: Final = 0.2  # share under which the content speaks against the header
FEWEST_TO_DOUBT: Final = 3  # different values; fewer prove nothing
REMEMBERED: Final = 0.97
BY_CONTENT: Final = 0.6
SURELY_NAMED: Final = 0.72  # from here on a header says what the column is, not what is in it or a part of a word
BESIDE_STREET: Final = 0.8
BARE_NUMBERS: Final = frozenset({"nr", "nummer", "no", "number"})
FREE_TEXT: Final = frozenset({Kind.ID, Kind.STREET, Kind.NAME, Kind.CATEGORY, Kind.UNUSED})  # kinds whose cells may hold anything
FREE_FORM: Final = frozenset({Kind.CATEGORY, Kind.ID})  # another kind of cost is one too; a number may be any text
# Optional fields that hold a project's own names: a column full of those needs no header word.
NAMED: Final = (
    ("organisations", Kind.PARTNERS),
    ("owner", Kind.PARTNERS),
    ("organisation", Kind.PARTNERS),
    ("goal", Kind.GOAL),
    ("themes", Kind.THEMES),
    ("area", Kind.AREA),
    ("category", Kind.CATEGORY),
)
# What an unknown column may hold that this table could have used: then it is asked what it is.
TELLING: Final = (Kind.DAY, Kind.OUTCOME, Kind.STATUS, Kind.GOAL, Kind.THEMES, Kind.PARTNERS, Kind.AREA, Kind.YES_NO, Kind.SCORE)
ASKABLE: Final = (
    Kind.DAY, Kind.OUTCOME, Kind.STATUS, Kind.GOAL, Kind.THEMES, Kind.THEME, Kind.PARTNERS, Kind.STREET, Kind.AREA,
    Kind.CATEGORY, Kind.CENTS,
)  # fmt: skip
ONE_OF_TWO: Final = frozenset({"street", "address", "house_number", "visit_id"})  # a second one says the same in another way
UNKNOWN: Final = 0.5  # how sure it is that a column can be left out that holds what a field without a column could be


def assign(
    words: HeaderWords, layout: Layout, cells: SheetColumns, corrections: Corrections, known: RememberedSheet | None = None
) -> Assigned:
    """Give each column of a table its field. `known` is how a sheet of this shape was read before."""
    return _Assignment(words, layout, cells, corrections, known).run()


class _Assignment:
    def __init__(
        self, words: HeaderWords, layout: Layout, cells: SheetColumns, corrections: Corrections, known: RememberedSheet | None
    ) -> None:
        self.words = words
        self.knowledge = words.knowledge
        self.layout = layout
        self.cells = cells
        self.corrections = corrections
        self.known = {column: (name, option) for column, name, option in known.columns} if known else {}
        self.headers = {header.column: header for header in layout.headers}
        self.looked_at = {header.column for header in layout.headers[:MOST_WEIGHED]}  # of more columns only the headers count
        self.matches: dict[int, Match] = {}
        self.left_out: dict[int, Reason] = {}
        self.street = street_in(cells.sheet.name, self.knowledge.project)
        self.same: list[tuple[str, int, int]] = []
        self.more: list[tuple[int, int]] = []

    def run(self) -> Assigned:
        for header in self.layout.headers:
            self._by_header(header)
        self._street_or_address()
        self._door_beside_street()
        self._attempts()
        self._each_field_once()
        self._by_content()
        self._door_beside_street()  # the street may only have shown by its content
        self._marked_outcomes()
        self._numbered_alike()
        columns: list[ColumnRecognition] = []
        links: list[tuple[str, int]] = []
        personal: list[tuple[int, Verdict]] = []
        for header in self.layout.headers:
            verdict = self._verdict(header)
            if verdict:
                personal.append((header.column, verdict))
            match = self.matches.get(header.column)
            blocked = verdict is not None and verdict.blocked
            if blocked and match and kind_of(self.words.table, match.field) is Kind.ID:
                links.append((match.field, header.column))
            columns.append(self._recognition(header, None if blocked else match, verdict))
        found = frozenset(column.field for column in columns if column.field) | {name for name, _ in links}
        lacking = missing(self.words.table, found)
        needs_street = "street" in lacking or not found & {"street", "address", "visit_id"}
        street = self.street if needs_street and "house_number" in found else None
        headings = self._street_headings(columns) if needs_street and street is None else ()
        lacking = tuple(name for name in lacking if name != "street" or not (street or headings))
        said = tuple(self.same), tuple(self.more), tuple(links), tuple(personal)
        return Assigned(self.words.table, tuple(columns), lacking, *said, street, headings)

    def _street_headings(self, columns: Sequence[ColumnRecognition]) -> Headings:
        door = next((column.column for column in columns if column.field == "house_number"), None)
        return () if door is None else street_headings(self.cells.sheet, self.layout, door, self.knowledge.project)

    def _by_header(self, header: Header) -> None:
        decided = self._decided(header)
        if decided == (None,):
            self.left_out[header.column] = Reason("corrected_out")
            return
        name, option = decided_as(decided[0]) if decided and decided[0] else (None, None)
        if name is not None and is_field(self.words.table, name):
            found = self.words.match(header)
            option = option or (found.option if found and found.field == name else None)
            self.matches[header.column] = Match(name, 1.0, Reason("corrected"), option)
            return
        if header.column in self.known and (header.key or self._bears_out_known(header)):
            self._as_remembered(header, *self.known[header.column])
            return
        match = self.words.match(header)
        weighed = self._weighed(header, match) if match else None
        found = weighed or next((match for match in self.words.stems(header) if self._bears_out(header, match.field)), None)
        if found:
            self.matches[header.column] = found

    def _bears_out_known(self, header: Header) -> bool:
        """Whether what is in a column without a header fits what such a column was before."""
        name, _ = self.known[header.column]
        return name is not None and is_field(self.words.table, name) and self._bears_out(header, name)

    def _as_remembered(self, header: Header, name: str | None, option: str | None) -> None:
        """As was confirmed before; where what is in the column now speaks against it, that is shown."""
        if name is None:
            self.left_out[header.column] = Reason("remembered_out")
        elif is_field(self.words.table, name):
            match = Match(name, REMEMBERED, Reason("remembered"), option)
            self.matches[header.column] = self._weighed(header, match) or replace(
                match, certainty=DOUBTED, reason=Reason("content_differs")
            )

    def _bears_out(self, header: Header, name: str) -> bool:
        """Whether what is in a column fits a field that only a part of its header points at."""
        if header.column not in self.looked_at:
            return False
        kind, sample = kind_of(self.words.table, name), self.cells.sample(header.column, self.layout.first_row)
        if kind in FREE_TEXT or kind is Kind.NUMBER:
            share = None if kind is Kind.CATEGORY else self.knowledge.share(sample, kind)
            return bool(sample) and (share is None or share >= AGREES)
        return self.knowledge.agrees(sample, kind)

    def _decided(self, header: Header) -> tuple[str | None] | None:
        """What the user decided about a column, in a tuple; None when nothing."""
        place = (self.cells.file, self.cells.sheet.name, header.column)
        if place in self.corrections.fields:
            return (self.corrections.fields[place],)
        for text, name in self.corrections.headers.items():
            if header.text and header_key(text) == header.key:
                return (name,)
        return None

    def _weighed(self, header: Header, match: Match) -> Match | None:
        """A match with what is in the column taken into account."""
        sample = self.cells.sample(header.column, self.layout.first_row)
        if match.option is not None and not match.field.startswith(BESIDE):
            cells = self.cells.sheet.columns[header.column][self.layout.first_row :]
            return match if are_marks(cells, sample, self.knowledge) else None
        kind = kind_of(self.words.table, match.field)
        if kind is Kind.ID and match.reason.key != "header_word" and sample and all(isinstance(cell, date) for cell in sample):
            return None  # "Datum van het bezoek" is no number of a visit
        share = None if kind in FREE_FORM else self.knowledge.share(sample, kind)
        return self._agreeing(match, share, sample) if share is not None and header.text else match

    def _agreeing(self, match: Match, share: float, sample: tuple[Cell, ...]) -> Match | None:
        """A match as sure as what is in the column makes it."""
        if share >= AGREES:
            return Match(match.field, round(min(0.99, match.certainty + 0.02), 3), match.reason, match.option)
        if share <= DIFFERS and match.reason.key == "header_weak":
            return None
        if share <= DIFFERS and len(sample) >= FEWEST_TO_DOUBT:
            return Match(match.field, min(match.certainty, DOUBTED), Reason("content_differs"), match.option)
        return match

    def _street_or_address(self) -> None:
        """A header "Adres" over streets beside a bare "Nr" is the street; "Straat" over whole addresses, where only those will do, the address."""
        named = {match.field: column for column, match in self.matches.items() if match.reason.key != "corrected"}
        if named.keys() & {"house_number"} or {"street", "address"} <= named.keys():
            return
        column = named.get("address", named.get("street", -1))
        beside = self.headers.get(column + 1)
        if "address" in named and beside and beside.bare in BARE_NUMBERS and not self._has_doors(column):
            self.matches[column] = replace(self.matches[column], field="street")
        needs_door = self.words.table is TableName.REQUESTS and "visit_id" not in named
        if "street" in named and needs_door and self._has_doors(column):
            self.matches[column] = replace(self.matches[column], field="address")

    def _has_doors(self, column: int) -> bool:
        sample = self.cells.sample(column, self.layout.first_row)
        return sum(isinstance(cell, str) and bool(split_address(cell)[1]) for cell in sample) > len(sample) / 2

    def _door_beside_street(self) -> None:
        """A bare "Nr" right of the street, or in a sheet that is called after a street, is the door and not the number of the visit."""
        named = {match.field: column for column, match in self.matches.items()}
        if "house_number" in named or "address" in named or not is_field(self.words.table, "house_number"):
            return
        if "street" in named:
            beside = self.headers.get(named["street"] + 1)
        else:
            beside = self.headers.get(named.get("visit_id", -1)) if self.street else None
        match = self.matches.get(beside.column) if beside else None
        if beside and match and match.reason.key != "corrected" and beside.bare in BARE_NUMBERS:
            self.matches[beside.column] = Match("house_number", BESIDE_STREET, Reason("beside_street"))

    def _attempts(self) -> None:
        """Days and outcomes that take turns are attempts: each is a visit of its own, whatever their headers are."""
        headers = [header for header in self.layout.headers if header.column not in self.left_out]
        self.matches |= attempts_beside(
            self.words, headers, self.matches, lambda header: self.cells.sample(header.column, self.layout.first_row)
        )

    def _each_field_once(self) -> None:
        """Where several columns say the same field, the surest one has it; equals that differ are nobody's choice but the user's."""
        claims: dict[tuple[str, str | None], list[int]] = {}
        for column, match in self.matches.items():
            if match.field.startswith(BESIDE) or kind_of(self.words.table, match.field) not in SEVERAL:
                claims.setdefault((match.field, match.option), []).append(column)
        for (name, _), columns in claims.items():
            first, *others = sorted(columns, key=lambda column: (-self.matches[column].certainty, column))
            for other in others:
                if first in self.matches:
                    self._settle(name, first, other)

    def _settle(self, name: str, first: int, other: int) -> None:
        same_header = self.headers[first].key == self.headers[other].key
        decided = self.matches[first].reason.key == "corrected"
        data = slice(self.layout.first_row, None)
        if self.cells.sheet.columns[first][data] == self.cells.sheet.columns[other][data]:
            self.left_out[other] = Reason("same_as", {"header": self.headers[first].shown})
        elif same_header and not decided:
            self.same.append((name, first, other))
            self.left_out[other] = self.left_out[first] = Reason("same_header", {"header": self.headers[first].shown})
            self.matches.pop(first)
        else:
            self.left_out[other] = Reason("better_column", {"header": self.headers[first].shown})
            if self._may_be_another(name, first, other):
                self.more.append((first, other))
        del self.matches[other]

    def _may_be_another(self, name: str, first: int, other: int) -> bool:
        """Whether a column that lost its field to a better one may hold values of its own: a second visit, another amount."""
        decided = {self.matches[first].reason.key, self.matches[other].reason.key} & {"corrected", "header_weak"}
        if decided or not self.cells.sample(other, self.layout.first_row):
            return False
        same_but_for_numbers = numberless(self.headers[first].bare) == numberless(self.headers[other].bare)
        return same_but_for_numbers or (is_required(self.words.table, name) and name not in ONE_OF_TWO)

    def _by_content(self) -> None:
        """Fields that no header named, found by what is in a column: only where exactly one column qualifies."""
        table = self.words.table
        found = frozenset(match.field for match in self.matches.values())
        wanted = [(name, kind_of(table, name)) for name in missing(table, found)]
        wanted += [(name, kind) for name, kind in NAMED if is_field(table, name) and name not in found]
        for name, kind in wanted:
            if kind not in ASKABLE:
                continue
            fitting = [header for header in self.layout.headers if self._is_free(header) and self._fits(header, kind)]
            if len(fitting) == 1:
                self.matches[fitting[0].column] = Match(name, BY_CONTENT, Reason("content"))

    def _marked_outcomes(self) -> None:
        """Columns whose marks say the outcome, where no header names a column with outcomes in words."""
        found = {match.field: (column, match) for column, match in self.matches.items()}
        if "visited_on" not in found or ("outcome" in found and found["outcome"][1].certainty > SURELY_NAMED):
            return
        guessed = {column for column, match in self.matches.items() if match.reason.key == "header_like"}
        free = [header for header in self.layout.headers if header.column in guessed or self._is_free(header)]
        self.matches |= marked_outcomes(self.words, free, self.cells.sheet, self.layout.first_row, found["visited_on"][0])

    def _numbered_alike(self) -> None:
        """Unread columns that are called as a read one but for a number: "Datum bezoek 1" is read, "Datum bezoek 2" says more."""
        read = {numberless(self.headers[column].bare): column for column in reversed(self.matches) if self.headers[column].bare}
        for header in self.layout.headers:
            column = read.get(numberless(header.bare)) if self._is_free(header) and header.bare else None
            if column is None or kind_of(self.words.table, self.matches[column].field) in SEVERAL:
                continue
            if self.cells.sample(header.column, self.layout.first_row):
                self.more.append((column, header.column))

    def _is_free(self, header: Header) -> bool:
        unneeded = header.bare in self.knowledge.words.unneeded
        return header.column not in self.matches and header.column not in self.left_out and not unneeded

    def _fits(self, header: Header, kind: Kind) -> bool:
        sample = self.cells.sample(header.column, self.layout.first_row)
        return header.column in self.looked_at and self.knowledge.fits(sample, kind)

    def _verdict(self, header: Header) -> Verdict | None:
        match = self.matches.get(header.column)
        unneeded = self.knowledge.words.unneeded.get(header.bare)
        if match and unneeded not in SAYS_SO:  # what calls itself a BSN is one, whatever anybody wants it to be
            if kind_of(self.words.table, match.field) not in FREE_TEXT:
                return None
            unneeded = None
        return self.cells.verdict(header, self.layout.first_row, unneeded)

    def _recognition(self, header: Header, match: Match | None, verdict: Verdict | None) -> ColumnRecognition:
        where = header.column, header.shown
        if verdict is not None and match is None:
            return ColumnRecognition(*where, None, 1.0, Reason(f"identifier_{verdict.identifier.value}"), blocked=verdict.blocked)
        if match is None:
            reason = self._why_not(header)
            certainty = UNKNOWN if reason.key == "unknown" and self._may_be_missed(header) else 1.0
            return ColumnRecognition(*where, None, certainty, reason)
        sample = self.cells.sample(header.column, self.layout.first_row)
        return ColumnRecognition(*where, match.field, match.certainty, match.reason, shown(sample), option=match.option)

    def _may_be_missed(self, header: Header) -> bool:
        """Whether an unknown column holds what a field that has no column could be."""
        found = {match.field for match in self.matches.values()}
        kinds = {kind for name, kind in FIELDS[self.words.table].items() if name not in found}
        return (bool(kinds & LISTED) and self.cells.repeats(header.column, self.layout.first_row)) or any(
            kind in kinds and self._fits(header, kind) for kind in TELLING
        )

    def _why_not(self, header: Header) -> Reason:
        if header.column in self.left_out:
            return self.left_out[header.column]
        if not self.cells.sample(header.column, self.layout.first_row):
            return Reason("column_empty")
        return Reason("not_needed" if header.bare in self.knowledge.words.unneeded else "unknown")
