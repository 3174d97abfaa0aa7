"""Money as a table of kinds by months, quarters or years: which rows and columns those are, of which year, and which are kinds of cost."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.evidence.ledger_by_content import only_year, speaks
from adv.workbook.recognition.places.layout import ROWS_SEARCHED, Layout, filled_columns, headers_at
from adv.workbook.recognition.shapes.matrix_blocks import (
    Block,
    FoundMatrix,
    Matrix,
    columns_spent,
    is_statement,
    sections_of,
    side_by_side,
    spent_below,
)
from adv.workbook.values.amounts import parse_amount, parse_year
from adv.workbook.values.date_forms import HALF, MONTH, QUARTER, YEAR, Span, parse_span, without_year, years_in
from adv.workbook.values.text import fold, parse_text
from adv.workbook.vocabulary.fields import OF_AMOUNTS, decided_as, marks_for
from adv.workbook.vocabulary.knowledge import AGREES
from adv.workbook.vocabulary.ledger import account_of, is_numbered, running_word, without_running
from adv.workbook.vocabulary.words import header_key, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from adv.workbook.recognition.known import Known
    from adv.workbook.tables.grid import Cell, RawSheet

FEWEST_PERIODS: Final = {MONTH: 3, QUARTER: 2, HALF: 2, YEAR: 2}  # of each that make a table
MOST_ROWS: Final = 1000  # of a sheet that somebody made to look at
FEWEST_KINDS: Final = 2  # of the project, which say that it is about its money
ROWS_ABOVE: Final = 3  # of a block, in which its title stands
LONGEST_LABEL: Final = 80


def month_matrix(file: str, sheet: RawSheet, known: Known) -> FoundMatrix | None:
    """Find money by kind and month in a sheet; None where it is anything else, or a budget."""
    look = _Look(sheet, known)
    if sheet.row_count > MOST_ROWS or look.is_budget((sheet.name,)):
        return None
    found = look.across() or look.down() or look.statement()
    blocks = [block for block in found if look.is_of_money(block) or block.income.issuperset(block.labels)]
    if not any(map(look.is_of_money, blocks)):
        return None
    whole = tuple(block for block in [look.dated(block, file) for block in blocks] if block is not None)
    row = blocks[0].header_row
    shape = Layout(row, row + 1, headers_at(sheet, row, filled_columns(sheet))).shape
    before = known.corrections.remembered.get(shape)
    known_so = before.columns if before else ()
    fields = {column: marks_for(name, option) if name and option else name for column, name, option in known_so}
    fields |= {at: name for (of, tab, at), name in known.corrections.fields.items() if (of, tab) == (file, sheet.name)}
    out = frozenset(at for at, name in fields.items() if name is None)
    whole = tuple(block.without(out) for block in whole)
    said = {option for name in fields.values() if name and (option := decided_as(name)[1])}
    option = next((one for one in OF_AMOUNTS if one in said), None)
    return FoundMatrix(file, sheet, whole, len(whole) == len(blocks), shape, before, option, out)


class _Look:
    """One sheet, looked through for months."""

    def __init__(self, sheet: RawSheet, known: Known) -> None:
        self.sheet = sheet
        self.words = known.knowledge.words
        self.knowledge = known.knowledge
        self.headers = known.tables[TableName.EXPENSES].exact
        self.rows = range(sheet.row_count)
        self.columns = range(len(sheet.columns))
        self.spans: dict[str, Span | None] = {}  # of each text: most stand in many cells, and each cell is in a row and a column
        self.running_spans: dict[str, Span | None] = {}

    def cell(self, row: int, column: int) -> Cell:
        """Give a cell."""
        return self.sheet.columns[column][row]

    def across(self) -> list[Block]:
        """Find the blocks of which the months are columns, each from its header down to the next one."""
        every = ((row, self._months(self._heads(row), row)) for row in self.rows)
        heads, found = [(row, months) for row, months in every if months], []
        ends = [row for row, _ in heads[1:]] + [self.sheet.row_count]
        for (row, months), end in zip(heads[:ROWS_SEARCHED], ends, strict=False):
            months = self._with_years(months, row - 1)  # noqa: PLW2901 - each with its year
            spent = spent_below(self.sheet, row, months, self.words.ledger)
            months = {spent[at]: span for at, span in months.items() if at in spent} if spent else months  # noqa: PLW2901
            if block := self._block(months, row + bool(spent), end):
                found.append(block)
        return found

    def statement(self) -> list[Block]:
        """Find a statement of income and costs of one year: its costs below a heading that says so, in the column of what was spent."""
        for row in self.rows[:ROWS_SEARCHED]:
            if beside := side_by_side(self.sheet, row, self.words.ledger):
                return self._beside(row, beside)
            heads = list(self._heads(row))
            years = {at: span for at, cell in heads if (span := self._span(cell)) and span.months == YEAR}
            years |= {} if years else self._bare_years(heads)
            years |= {} if years else {at: Span(None, 1, YEAR) for at, cell in heads if self._is_spent(cell)}
            if len(years) == 1 and (block := self._block(years, row, self.sheet.row_count)):
                sections, _ = sections_of(self.sheet, range(row + 1, self.sheet.row_count), [*years], self.words.ledger)
                return [block] if is_statement(sections) else []
        return []

    def _beside(self, row: int, sides: Sequence[tuple[int, int, bool]]) -> list[Block]:
        """Make a block of the costs and one of the income beside them; below the heads a row may say their year."""
        years = {parse_year(self.cell(row + 1, amounts)).value for _, amounts, _ in sides}
        year = years.pop() if len(years) == 1 else None
        found = []
        for label, amounts, is_income in sides:
            block = self._block({amounts: Span(year, 1, YEAR)}, row + (year is not None), self.sheet.row_count, label)
            found += [replace(block, income=frozenset(block.labels)) if is_income else block] if block else []
        return found if any(not block.income for block in found) else []

    def _is_spent(self, cell: Cell) -> bool:
        return isinstance(cell, str) and speaks((cell,), self.words.ledger.realised) and not self.is_budget((cell,))

    def _heads(self, row: int) -> Iterable[tuple[int, Cell]]:
        return ((column, self.cell(row, column)) for column in columns_spent(self.sheet, row, self.words.ledger))

    def _block(self, months: Mapping[int, Span], row: int, end: int, label: int | None = None) -> Block | None:
        """Make the block under a row of heads; None where it is none, or a budget."""
        lines = range(row + 1, end)
        label, name = (self._label_column(lines, min(months)), self._account) if label is None else (label, self.cell)
        if label is None:
            return None
        sections, heads = sections_of(self.sheet, lines, [*months], self.words.ledger)
        labels = self._labels((line, name(line, label)) for line in lines if line not in heads)
        income = frozenset(line for line, is_income in sections.items() if is_income)
        block = Block(months, labels, row, label, self._titles(row, label), income=income)
        return self._without_totals(block) if not self.is_budget(block.titles) and self._is_filled_with_amounts(block) else None

    def down(self) -> list[Block]:
        """Find the block of which the months are rows: under each other in one column, with the kinds in the row above."""
        for column in self.columns:
            months = self._months((row, self.cell(row, column)) for row in self.rows)
            if not months or min(months) == 0:  # no row above them, in which the kinds could stand
                continue
            head = min(months) - 1
            labels = self._labels((other, self.cell(head, other)) for other in self.columns if other > column)
            block = Block(months, labels, head, column, self._titles(head, column), are_rows=True)
            whole = replace(block, labels={at: text for at, text in labels.items() if self._is_filled_with_amounts(block, at)})
            fields = {at: self.headers[key][0] for at, text in labels.items() if (key := header_key(text)) in self.headers}
            are_fields = any(at in whole.labels or name == "category" for at, name in fields.items())  # then a row says its kind
            if len(whole.labels) >= FEWEST_KINDS and not are_fields and not self.is_budget(whole.titles):
                return [self._without_totals(whole)]
        return []

    def _amounts(self, block: Block, label: int) -> list[int | None]:
        """Read the amounts of a kind, month by month; None for what is none, 0 for an empty cell."""
        found = []
        for row, column in ((month, label) if block.are_rows else (label, month) for month in block.months):
            cell = self.cell(row, column)
            found.append(0 if is_blank(cell) or (row, column) in self.sheet.flaws else parse_amount(cell).value)
        return found

    def _is_filled_with_amounts(self, block: Block, *labels: int) -> bool:
        """Say whether nearly all that stands in some rows of a block, or in all of it, are amounts, and none of it was planned ("Budget")."""
        if any(header_key(text) in self.words.ledger.planned for text in block.labels.values()):
            return False
        filled = [cents for label in labels or block.labels for cents in self._amounts(block, label) if cents != 0]
        return bool(filled) and sum(cents is not None for cents in filled) >= AGREES * len(filled)

    def _without_totals(self, block: Block) -> Block:
        """Take out the kinds that are those before them added up, and results."""
        whole, since = [0] * len(block.months), [0] * len(block.months)
        labels: dict[int, str] = {}
        kinds = parts = 0  # with amounts: in all, and since the last sum
        for at, text in block.labels.items():
            cents = [one or 0 for one in self._amounts(block, at)]
            if any(cents) and ((kinds > 1 and cents == whole) or (parts > 1 and cents == since)):
                since, parts = [0] * len(cents), 0
            elif header_key(text) not in self.words.ledger.results:
                labels[at] = text
                whole = [one + other for one, other in zip(whole, cents, strict=True)]
                since = [one + other for one, other in zip(since, cents, strict=True)]
                kinds, parts = kinds + any(cents), parts + any(cents)
        return replace(block, labels=labels)

    def _months(self, cells: Iterable[tuple[int, Cell]], row: int | None = None) -> dict[int, Span]:
        """Find the months among some cells, else quarters, halves or years; none when they are few, or one stands there twice."""
        listed = list(cells)
        named = {at: span for at, cell in listed if (span := self._span(cell))}
        named |= {} if named else self._bare_years(listed, row)
        if len(named) < min(FEWEST_PERIODS.values()):
            named = {at: span for at, cell in listed if (span := self._running_span(cell))}
        for months, fewest in FEWEST_PERIODS.items():  # quarters between months are those added up
            found = {at: span for at, span in named.items() if span.months == months}
            if len(found) >= fewest:
                return found if len(set(found.values())) == len(found) else {}
        return {}

    def _span(self, cell: Cell) -> Span | None:
        """Read a header of a month or several, or of what was spent in a year: "Realisatie 2019"."""
        if not isinstance(cell, str):
            return parse_span(cell)
        if cell not in self.spans:
            year, text = without_year(header_key(cell))
            of_year = Span(year, 1, YEAR) if year and text in self.words.ledger.realised | self.words.ledger.years else None
            self.spans[cell] = parse_span(cell) or of_year
        return self.spans[cell]

    def _running_span(self, cell: Cell) -> Span | None:
        """Read a header of what was spent up to a month and in it: "t/m mrt 2019"."""
        if not isinstance(cell, str):
            return None
        if cell not in self.running_spans:
            ledger = self.words.ledger
            is_running = running_word(cell, ledger) is not None
            self.running_spans[cell] = parse_span(without_running(cell, ledger)) if is_running else None
        return self.running_spans[cell]

    def _bare_years(self, cells: Iterable[tuple[int, Cell]], row: int | None = None) -> dict[int, Span]:
        """Find numbers that are the years of the project: one after the other, and no other number beside them."""
        numbers = [(at, cell) for at, cell in cells if isinstance(cell, int | float)]
        period = self.knowledge.project.period
        if not numbers or not all(period.start.year - 1 <= number <= period.end.year for _, number in numbers):
            return {}
        are_groups = row is not None and bool(spent_below(self.sheet, row, [at for at, _ in numbers], self.words.ledger))
        steps = (two[1] == one[1] + 1 and (are_groups or two[0] == one[0] + 1) for one, two in pairwise(numbers))
        return {at: Span(int(year), 1, YEAR) for at, year in numbers} if all(steps) else {}

    def _with_years(self, months: Mapping[int, Span], above: int) -> dict[int, Span]:
        """Add the year that stands above the months, each up to the next one."""
        year, found = None, {}
        for column in sorted(months):
            cell = self.cell(above, column) if above >= 0 else None
            years = years_in(parse_text(cell).value or "") if isinstance(cell, str | int | float) else []
            year = years[0] if len(years) == 1 else year
            found[column] = replace(months[column], year=months[column].year or year)
        return found

    def _label_column(self, rows: Sequence[int], first: int) -> int | None:
        counts = {column: sum(_label(self.cell(row, column)) is not None for row in rows) for column in range(first)}
        best = max(counts, key=lambda column: (counts[column], -column), default=None)
        return best if best is not None and counts[best] else None

    def _labels(self, cells: Iterable[tuple[int, Cell]]) -> dict[int, str]:
        return {at: text for at, cell in cells if (text := _label(cell)) and not self.is_total(text)}

    def is_total(self, text: str) -> bool:
        """Say whether a label is that of a total: "Totaal", "Totaal kosten:"."""
        key = fold(text).strip(" :=.-")
        return not self.words.totals.isdisjoint((key, key.split(" ", 1)[0])) or key.endswith(self.words.total_endings)

    def _account(self, row: int, label: int) -> Cell:
        """Give a label with the number of its account, where that stands in a column before it."""
        cell = self.cell(row, label)
        number = next((self.cell(row, column) for column in range(label) if is_numbered(self.cell(row, column))), None)
        return cell if number is None or is_blank(cell) else f"{parse_text(number).value} {parse_text(cell).value}"

    def _titles(self, row: int, label: int) -> tuple[str, ...]:
        above = [self.cell(line, column) for line in range(max(0, row - ROWS_ABOVE), row) for column in self.columns]
        return tuple(cell for cell in (*above, self.cell(row, label)) if isinstance(cell, str))

    def is_budget(self, titles: Iterable[str]) -> bool:
        """Say whether a title speaks of what was planned ("Begroting 2019"), and not of what was spent."""
        listed = list(titles)
        return speaks(listed, self.words.ledger.planned) and not speaks(listed, self.words.ledger.realised)

    def is_of_money(self, block: Block) -> bool:
        """Say whether it is about money: by its kinds ("Huur", "Drukwerk"), by a title ("Kosten 2019"), or by its sheet."""
        accounts = [account_of(label) for label in block.labels.values()]
        kinds = sum(account is not None and self.knowledge.categories.find(account.name) is not None for account in accounts)
        return kinds >= FEWEST_KINDS or speaks((self.sheet.name, *block.titles), self.words.ledger.of_money)

    def dated(self, block: Block, file: str) -> Matrix | None:
        """Put the year to the months: their own, or the only one in a title, the name of the sheet, or that of the file."""
        year = next((year for texts in (block.titles, (self.sheet.name,), (file,)) if (year := only_year(texts))), None)
        days = {at: date(when, span.month, 1) for at, span in block.months.items() if (when := span.year or year)}
        if len(days) < len(block.months) or len(set(days.values())) < len(days):
            return None
        span = next(iter(block.months.values())).months
        place = block.header_row, block.label_column, block.are_rows
        return Matrix(days, block.labels, *place, span, self._unread(block), block.income)

    def _unread(self, block: Block) -> tuple[tuple[int, int], ...]:
        """List the heads of columns between the first and the last month, or of rows, that hold amounts and are none of those."""
        found = []
        for column in () if block.are_rows else range(min(block.months), max(block.months)):
            head = self.cell(block.header_row, column)
            is_named = isinstance(head, str) and (
                self.is_total(head) or speaks((head,), self.words.ledger.planned | self.words.ledger.results)
            )
            is_known = column in block.months or is_named or parse_span(head) is not None
            if not is_known and any(parse_amount(self.cell(row, column)).value for row in block.labels):
                found.append((block.header_row, column))
        return tuple(found)


def _label(cell: Cell) -> str | None:
    text = "" if is_blank(cell) or isinstance(cell, date) else parse_text(cell).value or ""
    return text if len(text) <= LONGEST_LABEL and any(map(str.isalpha, text)) and parse_span(cell) is None else None
