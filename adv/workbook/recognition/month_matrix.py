"""Money as a table of kinds by months: which rows and columns are months, of which year, and which are kinds of cost."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.layout import ROWS_SEARCHED
from adv.workbook.values.amounts import parse_amount
from adv.workbook.values.dates import MONTH_NUMBERS
from adv.workbook.values.text import fold, parse_text
from adv.workbook.vocabulary.knowledge import AGREES
from adv.workbook.vocabulary.ledger import account_of, is_numbered
from adv.workbook.vocabulary.words import header_key, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from adv.workbook.recognition.header_match import Known
    from adv.workbook.tables.grid import Cell, RawSheet

FEWEST_MONTHS: Final = 3
MOST_ROWS: Final = 1000  # of a sheet that somebody made to look at
FEWEST_KINDS: Final = 2  # of the project, which say that it is about its money
ROWS_ABOVE: Final = 3  # of a block, in which its title stands
LONGEST_LABEL: Final = 80

_MONTH = re.compile(r"(?P<name>[a-z]+)\.?(?:[\s\-/']*(?P<year>(?:19|20)?[0-9]{2}))?")
_NUMBERS = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})[-/](?P<month>0?[1-9]|1[0-2])|(?P<first>0?[1-9]|1[0-2])[-/](?P<last>(?:19|20)[0-9]{2})"
)
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")

Month = tuple[int | None, int]  # year, where the cell says it, and month


class Matrix(Struct, frozen=True):
    """One block of amounts by kind and month. Places are rows and columns of the sheet, from 0."""

    months: Mapping[int, date]  # the first day of each, by column; by row where the months are rows
    labels: Mapping[int, str]  # the kinds, by row; by column where the months are rows
    header_row: int
    label_column: int
    are_rows: bool = False  # the months are rows

    def place(self, month: int, label: int) -> tuple[int, int]:
        """Give the row and column of an amount."""
        return (month, label) if self.are_rows else (label, month)


class FoundMatrix(Struct, frozen=True):
    """All blocks of a sheet that is such a table."""

    file: str
    sheet: RawSheet
    blocks: tuple[Matrix, ...]
    has_year: bool = True  # False: nothing says of which year it is


def month_matrix(file: str, sheet: RawSheet, known: Known) -> FoundMatrix | None:
    """Find money by kind and month in a sheet; None where it is anything else, or a budget."""
    look = _Look(sheet, known)
    if sheet.row_count > MOST_ROWS or look.is_budget((sheet.name,)):
        return None
    blocks = [block for block in look.across() or look.down() if look.is_of_money(block)]
    if not blocks:
        return None
    dated = [look.dated(block, file) for block in blocks]
    whole = tuple(block for block in dated if block is not None)
    return FoundMatrix(file, sheet, whole, has_year=len(whole) == len(blocks))


class _Block(Struct, frozen=True):
    """A block before its year is known."""

    months: Mapping[int, Month]
    labels: Mapping[int, str]
    header_row: int
    label_column: int
    titles: tuple[str, ...]
    are_rows: bool = False

    def place(self, month: int, label: int) -> tuple[int, int]:
        """Give the row and column of an amount."""
        return (month, label) if self.are_rows else (label, month)


class _Look:
    """One sheet, looked through for months."""

    def __init__(self, sheet: RawSheet, known: Known) -> None:
        self.sheet = sheet
        self.words = known.knowledge.words
        self.knowledge = known.knowledge
        self.headers = known.tables[TableName.EXPENSES].exact
        self.rows = range(sheet.row_count)
        self.columns = range(len(sheet.columns))

    def cell(self, row: int, column: int) -> Cell:
        """Give a cell."""
        return self.sheet.columns[column][row]

    def across(self) -> list[_Block]:
        """Find the blocks of which the months are columns, each from its header down to the next one."""
        heads = []
        for row in self.rows:
            months = self._months((column, self.cell(row, column)) for column in self.columns)
            if months:
                heads.append((row, months))
        found = []
        ends = [row for row, _ in heads[1:]] + [self.sheet.row_count]
        for (row, months), end in zip(heads[:ROWS_SEARCHED], ends, strict=False):
            label = self._label_column(range(row + 1, end), min(months))
            if label is None:
                continue
            labels = self._labels((line, self._account(line, label)) for line in range(row + 1, end))
            block = _Block(self._with_years(months, row - 1), labels, row, label, self._titles(row, label))
            if not self.is_budget(block.titles) and self._holds_amounts(block):
                found.append(self._without_totals(block))
        return found

    def down(self) -> list[_Block]:
        """Find the block of which the months are rows: under each other in one column, with the kinds in the row above."""
        for column in self.columns:
            months = self._months((row, self.cell(row, column)) for row in self.rows)
            head = min(months) - 1 if months else -1
            if head < 0:
                continue
            labels = self._labels((other, self.cell(head, other)) for other in self.columns if other > column)
            block = _Block(months, labels, head, column, self._titles(head, column), are_rows=True)
            whole = replace(block, labels={at: text for at, text in labels.items() if self._holds_amounts(block, at)})
            are_fields = any(header_key(text) in self.headers for text in whole.labels.values())
            if len(whole.labels) >= FEWEST_KINDS and not are_fields and not self.is_budget(whole.titles):
                return [self._without_totals(whole)]
        return []

    def _amounts(self, block: _Block, label: int) -> list[int | None]:
        """Read the amounts of a kind, month by month; None for what is none, 0 for an empty cell."""
        found = []
        for month in block.months:
            row, column = block.place(month, label)
            cell = self.cell(row, column)
            is_flawed = (row, column) in self.sheet.flaws
            found.append(0 if is_blank(cell) or is_flawed else parse_amount(cell).value)
        return found

    def _holds_amounts(self, block: _Block, *labels: int) -> bool:
        """Say whether nearly all that stands beside the labels are amounts, and no label says that some are planned."""
        if any(header_key(text) in self.words.ledger.planned for text in block.labels.values()):
            return False
        filled = [cents for label in labels or block.labels for cents in self._amounts(block, label) if cents != 0]
        return bool(filled) and sum(cents is not None for cents in filled) >= AGREES * len(filled)

    def _without_totals(self, block: _Block) -> _Block:
        """Take out the kinds that are those before them added up, and results."""
        whole, since = [0] * len(block.months), [0] * len(block.months)
        labels: dict[int, str] = {}
        parts = 0
        for at, text in block.labels.items():
            cents = [one or 0 for one in self._amounts(block, at)]
            if parts > 1 and any(cents) and cents in (whole, since):
                since, parts = [0] * len(cents), 0
            elif header_key(text) not in self.words.ledger.results:
                labels[at] = text
                whole = [one + other for one, other in zip(whole, cents, strict=True)]
                since = [one + other for one, other in zip(since, cents, strict=True)]
                parts += any(cents)
        return replace(block, labels=labels)

    def _months(self, cells: Iterable[tuple[int, Cell]]) -> dict[int, Month]:
        """Find the months among some cells; none when they are few, or one stands there twice: then they are of different things."""
        found = {at: month for at, cell in cells if (month := _month(cell))}
        return found if len(found) >= FEWEST_MONTHS and len(set(found.values())) == len(found) else {}

    def _with_years(self, months: Mapping[int, Month], above: int) -> dict[int, Month]:
        """Add the year that stands above the months, each up to the next one."""
        year, found = None, {}
        for column in sorted(months):
            cell = self.cell(above, column) if above >= 0 else None
            year = _year(cell) or year
            found[column] = (months[column][0] or year, months[column][1])
        return found

    def _label_column(self, rows: Sequence[int], first: int) -> int | None:
        """Find the column left of the months with the most words in it."""
        counts = {column: sum(_label(self.cell(row, column)) is not None for row in rows) for column in range(first)}
        best = max(counts, key=lambda column: (counts[column], -column), default=None)
        return best if best is not None and counts[best] else None

    def _labels(self, cells: Iterable[tuple[int, Cell]]) -> dict[int, str]:
        return {at: text for at, cell in cells if (text := _label(cell)) and not self.is_total(text)}

    def is_total(self, text: str) -> bool:
        """Say whether a label is that of a total."""
        key = fold(text).strip(" :=.-")
        return key.split(" ", 1)[0] in self.words.totals or key in self.words.totals or key.endswith(self.words.total_endings)

    def _account(self, row: int, label: int) -> Cell:
        """Give a label with the number of its account, where that stands in a column before it."""
        cell = self.cell(row, label)
        number = next((self.cell(row, column) for column in range(label) if is_numbered(self.cell(row, column))), None)
        return cell if number is None or is_blank(cell) else f"{parse_text(number).value} {parse_text(cell).value}"

    def _titles(self, row: int, label: int) -> tuple[str, ...]:
        """Give the texts right above a header row, and the one over its labels."""
        above = [self.cell(line, column) for line in range(max(0, row - ROWS_ABOVE), row) for column in self.columns]
        return tuple(cell for cell in (*above, self.cell(row, label)) if isinstance(cell, str))

    def is_budget(self, titles: Iterable[str]) -> bool:
        """Say whether a title speaks of what was planned, and not of what was spent."""
        return self._speaks(titles, self.words.ledger.planned) and not self._speaks(titles, self.words.ledger.realised)

    def is_of_money(self, block: _Block) -> bool:
        """Say whether it is about money: by its kinds, by its titles, or by the name of the sheet."""
        accounts = [account_of(label) for label in block.labels.values()]
        kinds = sum(account is not None and self.knowledge.categories.find(account.name) is not None for account in accounts)
        return kinds >= FEWEST_KINDS or self._speaks((self.sheet.name, *block.titles), self.words.ledger.of_money)

    def _speaks(self, texts: Iterable[str], words: frozenset[str]) -> bool:
        return any(word in words for text in texts for word in re.findall(r"€|[^\W\d_]+", header_key(text)))

    def dated(self, block: _Block, file: str) -> Matrix | None:
        """Put the year to the months: their own, or the only one in a title, the name of the sheet, or that of the file."""
        year = next((year for texts in (block.titles, (self.sheet.name,), (file,)) if (year := _only_year(texts))), None)
        days = {at: date(when, month, 1) for at, (of, month) in block.months.items() if (when := of or year)}
        if len(days) < len(block.months) or len(set(days.values())) < len(days):
            return None
        return Matrix(days, block.labels, block.header_row, block.label_column, block.are_rows)


def _month(cell: Cell) -> Month | None:
    if isinstance(cell, date):
        return (cell.year, cell.month) if cell.day == 1 or (cell + timedelta(days=1)).day == 1 else None
    if not isinstance(cell, str) or len(cell) > LONGEST_LABEL:
        return None
    text = fold(cell).strip(" .:")
    if match := _MONTH.fullmatch(text):
        number = MONTH_NUMBERS.get(match["name"])
        year = int(match["year"]) if match["year"] else None
        return (year + 2000 if year is not None and year < 100 else year, number) if number else None  # noqa: PLR2004 - without its century
    if match := _NUMBERS.fullmatch(text):
        return int(match["year"] or match["last"]), int(match["month"] or match["first"])
    return None


def _year(cell: Cell) -> int | None:
    found = _YEAR.findall(parse_text(cell).value or "") if isinstance(cell, str | int | float) else []
    return int(found[0]) if len(found) == 1 else None


def _only_year(texts: Iterable[str]) -> int | None:
    found = {year for text in texts for year in _YEAR.findall(text)}
    return int(found.pop()) if len(found) == 1 else None


def _label(cell: Cell) -> str | None:
    if is_blank(cell) or isinstance(cell, date):
        return None
    text = parse_text(cell).value or ""
    return text if text and len(text) <= LONGEST_LABEL and any(char.isalpha() for char in text) and _month(cell) is None else None
