"""Signs that a table is of the project: its names, its period, its streets; without any it is never certain, however well its headers fit."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.model import TableName, is_conversation
from adv.workbook.values.amounts import parse_year
from adv.workbook.values.dates import parse_date
from adv.workbook.values.text import fold, parse_text
from adv.workbook.vocabulary.fields import MARKED, Kind, is_beside, kind_of
from adv.workbook.vocabulary.knowledge import MOSTLY
from adv.workbook.vocabulary.ledger import Nature, account_of, names_project, nature_of_name
from adv.workbook.vocabulary.streets import STREET_ENDINGS, Streets, split_address
from adv.workbook.vocabulary.word_lists import WordList
from adv.workbook.vocabulary.words import value_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from adv.workbook.recognition.columns.assignment import Column, SheetColumns
    from adv.workbook.recognition.known import Known
    from adv.workbook.recognition.places.candidates import Candidate
    from adv.workbook.tables.grid import Cell

SHARE_OF_OWN: Final = 0.2  # share of the different values of a column from which on it speaks of the project
FEWEST_VALUES: Final = 3  # different values from which on a column can speak against it
NEAR: Final = timedelta(days=366)  # before and after the project's period, in which its lists may still have days
MANY_OTHERS: Final = 2  # columns of something else, however much of the project stands beside them
FEWEST_KINDS: Final = 4  # of cost, all of them unknown, that speak against it
SHORTEST_KIND: Final = 4  # letters of the name of a kind; a shorter one is a code
CELLS_LOOKED_AT: Final = 200  # cells of a column, spread over all of it
NAMES: Final = frozenset({Kind.OUTCOME, Kind.THEME, Kind.THEMES, Kind.GOAL, Kind.PARTNERS, Kind.AREA, Kind.CATEGORY})
FREE: Final = frozenset({Kind.NAME})  # free names, among which may be partners: an organisation, whose turn it is
PLACES: Final = frozenset({Kind.STREET, Kind.AREA})
# Tables that nearly any list with the right two headers would be; of a register one header is enough.
THIN: Final = frozenset({TableName.ACTIVITIES, TableName.ADDRESSES})


class Belonging(Struct, frozen=True):
    """Evidence for a table being of the project, and against it."""

    is_own: bool  # its names, streets or words are in it; it was confirmed before; or it is called so, and every column is known
    against: str | None = None  # "dates", "places", "kinds" or "names"


def belonging(candidate: Candidate, sheet: SheetColumns, known: Known) -> Belonging:
    """Weigh whether a table is of the project; where nothing speaks for it, nothing needs to speak against it either."""
    columns = _Columns(candidate, sheet, known)
    others = columns.many_of_others()
    if candidate.remembered or (others < MANY_OTHERS and columns.are_own()):
        return Belonging(is_own=True)
    signs: Sequence[tuple[str, Callable[[], object]]] = (
        ("dates", columns.are_far),
        ("places", columns.are_elsewhere),
        ("places", columns.are_in_another_town),
        ("names", lambda: others or columns.are_of_no_list_here()),
        ("kinds", columns.have_other_kinds),
    )
    return Belonging(columns.are_all_known(), next((name for name, is_so in signs if is_so()), None))


class _Columns:
    """The columns that a candidate reads, and what of the project is in them."""

    def __init__(self, candidate: Candidate, sheet: SheetColumns, known: Known) -> None:
        self.candidate = candidate
        self.file, self.sheet = sheet.file, sheet.sheet
        self.knowledge = known.knowledge
        self.under = sheet.under(candidate.layout)
        found = candidate.found.columns
        self.read = [(one.field, self.under[one.column]) for one in found if one.field and not is_beside(one.field)]
        # under a theme's or partner's own name
        self.is_marked = any(column.option and column.field in MARKED for column in found)

    def of(self, *kinds: Kind) -> Iterator[tuple[Kind, Column]]:
        """Give the columns of some kinds."""
        for name, column in self.read:
            if (kind := kind_of(self.candidate.table, name)) in kinds:
                yield kind, column

    def are_own(self) -> bool:
        """Say whether a column holds the project's names, streets or words: a partner, "Waartplein", "gesprek gevoerd"."""
        found, streets = self.candidate.found, Streets(self.knowledge.project)
        if self.is_marked or found.street or found.headings or any(is_beside(name) for name in found.fields):
            return True
        named = [(kind, column) for kind, column in self.of(*NAMES - {Kind.OUTCOME})]
        named += [(Kind.PARTNERS, column) for _, column in self.of(*FREE)]
        if any((self.knowledge.share(column.sample, kind) or 0) >= SHARE_OF_OWN for kind, column in named):
            return True
        if any(self._tells_of_conversations(column) for _, column in self.of(Kind.OUTCOME)):
            return True
        texts = (column.sample for _, column in self.of(*PLACES))
        return any(_share(sample, lambda text: split_address(text)[0] in streets) >= SHARE_OF_OWN for sample in texts)

    def _tells_of_conversations(self, column: Column) -> bool:
        """Say whether most words are outcomes, conversations among them: whoever brings parcels knows "niet thuis" too."""
        known = self.knowledge.words.outcomes
        talked = any(is_conversation(known.get(value_key(cell))) for cell in column.sample if isinstance(cell, str))
        return talked and (self.knowledge.share(column.sample, Kind.OUTCOME) or 0) >= MOSTLY

    def are_far(self) -> bool:
        """Say whether hardly any day, or year, lies in or near the project's period: 2012 in a project of 2019."""
        period = self.knowledge.project.period
        for kind, column in self.of(Kind.DAY, Kind.YEAR):
            if kind is Kind.DAY:
                cells = column.filled[:: max(1, len(column.filled) // CELLS_LOOKED_AT)]
                days = {day for cell in cells if (day := parse_date(cell, is_1904=self.sheet.is_1904).value)}
                near = sum(period.start - NEAR <= day < period.end + NEAR for day in days)
                is_far = len(days) >= FEWEST_VALUES and near < SHARE_OF_OWN * len(days)
            else:
                years = {year for cell in column.sample if (year := parse_year(cell).value)}
                near = sum((period.start - NEAR).year <= year <= (period.end + NEAR).year for year in years)
                is_far = bool(years) and not near
            if is_far:
                return True
        return False

    def are_elsewhere(self) -> bool:
        """Say whether the streets or areas are no such things ("Pizzeria Roma"): none is known, none sounds like a street."""
        table, named = self.candidate.table, self.candidate.named
        if named and table is not TableName.ADDRESSES:
            return False
        for kind, column in self.of(*PLACES):
            if len(column.sample) < FEWEST_VALUES or (kind is Kind.AREA and table is not TableName.ACTIVITIES):
                continue
            if _share(column.sample, lambda text: bool(STREET_ENDINGS.search(split_address(text)[0]))) < SHARE_OF_OWN:
                return True
        return False

    def are_in_another_town(self) -> bool:
        """Say whether a column of towns ("Woonplaats") hardly ever says the project's own."""
        project, towns = self.knowledge.project, self.knowledge.words.towns
        own = {fold(project.municipality), fold(project.neighbourhood)}
        says = (column for column in self.under.values() if column.header.bare in towns and column.sample)
        return any(
            sum(fold(parse_text(cell).value or "") in own for cell in one.filled) < SHARE_OF_OWN * len(one.filled) for one in says
        )

    def have_other_kinds(self) -> bool:
        """Say whether these are expenses of several unknown kinds ("Kantine", "Shirts"), and nothing names the project."""
        if self.candidate.table is not TableName.EXPENSES:
            return False
        written = [account_of(cell) for kind, column in self.of(Kind.CATEGORY, Kind.ACCOUNT) for cell in column.sample]
        accounts = [one for one in written if one and len(one.name) >= SHORTEST_KIND]
        names, own = {one.name for one in accounts}, self.knowledge.own.of(WordList.CATEGORY)
        costs = {name for name in names if nature_of_name(name, self.knowledge) is Nature.COST}
        is_known = any(map(self.knowledge.categories.find, names)) or any(key in own for one in accounts for key in one.keys)
        if len(costs) < FEWEST_KINDS or is_known:
            return False
        above = (column[: self.candidate.layout.header_row] for column in self.sheet.columns)
        titles = [cell for cells in above for cell in cells if isinstance(cell, str)]
        return not any(names_project(text, self.knowledge.project) for text in (self.file, self.sheet.name, *titles))

    def many_of_others(self) -> int:
        """Count the columns that no list of the project has: "Klas", "Kavel"."""
        named = (column for column in self.under.values() if column.header.bare in self.knowledge.words.foreign)
        return sum(2 * len(column.filled) >= len(column.cells) for column in named)

    def are_all_known(self) -> bool:
        """Say whether the sheet is called so ("Bezoeken"), every column is known, and none has only themes of others."""
        others = any(len(column.sample) >= FEWEST_VALUES for _, column in self.of(*NAMES - PLACES - {Kind.PARTNERS}))
        return self.candidate.named and not self.unknown() and not others

    def unknown(self) -> int:
        """Count the columns with something in them of which nobody knows what it is."""
        return sum(one.reason.key == "unknown" and bool(self.under[one.column].sample) for one in self.candidate.found.columns)

    def are_of_no_list_here(self) -> bool:
        """Say whether many columns are unknown in what any list may be: "Datum | Soort | Klas | Lokaal", or addresses."""
        unknown = self.unknown()
        return self.candidate.table in THIN and unknown >= MANY_OTHERS and 2 * unknown >= len(self.read)


def _share(sample: Sequence[Cell], says: Callable[[str], bool]) -> float:
    texts = [parse_text(cell).value or "" for cell in sample]
    return sum(map(says, texts)) / len(texts) if texts else 0.0
