"""Words beside the amounts of a ledger, row by row: an account, a side, a cost centre, and what descriptions give away. None of it is kept."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
from msgspec import Struct, field

from adv.workbook.recognition.columns.assignment import CORRECTED
from adv.workbook.tables.table import encode
from adv.workbook.values.amounts import parse_amount, read_cents
from adv.workbook.values.dates import parse_date
from adv.workbook.vocabulary.fields import ADDED
from adv.workbook.vocabulary.knowledge import MOSTLY, Knowledge
from adv.workbook.vocabulary.ledger import (
    BALANCE,
    Section,
    account_of,
    are_own_accounts,
    begins_with,
    may_be_carried,
    sayings,
    section_of,
    worded,
)
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from adv.workbook.recognition.found_table import EncodedColumn, FoundTable
    from adv.workbook.recognition.places.layout import Header
    from adv.workbook.tables.grid import Cell
    from adv.workbook.tables.table import Codes, Mask
    from adv.workbook.vocabulary.ledger import Sayings

HEADERS_OF_PAYEES: Final = ("tegen", "contra", "counter", "naar", "begunstigde")  # starts of headers of whom was paid
LONGEST_DESCRIPTION: Final = 200  # characters of a description that are looked at
FIELDS_WITHOUT_WORDS: Final = frozenset({"booked_on", "cents", "credit", "received", "side", "state", "cost_centre"})
NO_DESCRIPTION: Final = FIELDS_WITHOUT_WORDS | {"category", "account", "account_name", "credit_account"}
BEFORE: Final = frozenset({"voor", "before"})
ENDS: Final = frozenset({"endsaldo", "eindsaldo"})
ROWS_AROUND: Final = 6  # rows around those of a list
SURELY_BANK: Final = 2  # headers that only a bank's statement has


class RowTexts(Struct, frozen=True, eq=False, dict=True):
    """Rows of one table, as far as they are words and amounts."""

    found: FoundTable
    columns: dict[str, EncodedColumn]  # by field
    at: Codes  # of the rows, from the first one under the headers
    knowledge: Knowledge
    known: dict[str, Any] = field(default_factory=dict)  # answers that were asked for before

    @cached_property
    def rows(self) -> list[int]:
        """The rows in the sheet."""
        rows: list[int] = (self.at + self.found.layout.first_row).tolist()
        return rows

    def under(self, header: Header) -> list[Cell]:
        """Give the cells of the rows under a header."""
        cells = self.found.sheet.columns[header.column]
        return [cells[row] for row in self.rows]

    def has(self, name: str) -> bool:
        """Say whether there is a column for a field."""
        return name in self.columns

    @property
    def has_sides(self) -> bool:
        """Say whether a column tells what went out from what came in."""
        return any(self.has(name) for name in ("side", "credit", "received", "credit_account"))

    def header(self, name: str) -> str:
        """Give the header of a field's column as it is compared; empty where there is none."""
        at = self.columns[name].column if name in self.columns else -1
        return next((header.bare for header in self.found.layout.headers if header.column == at), "")

    def option(self, name: str) -> str | None:
        """Give what the user said of how a field's column is read."""
        return next((one.option for one in self.found.recognition.columns if one.field == name), None)

    def unread(self) -> Iterator[tuple[str, list[Cell]]]:
        """Give the cells of each column that has no field, with its header as it is compared."""
        read = {column.column for column in self.columns.values()}
        return ((one.bare, self.under(one)) for one in self.found.layout.headers if one.column not in read)

    def is_newest_first(self) -> bool | None:
        """Say whether the days go back from row to row; None where the first and the last are the same."""
        days = [day for cell in self.cells("booked_on") if (day := parse_date(cell).value)]
        return None if not days or days[0] == days[-1] else days[0] > days[-1]

    def around(self) -> frozenset[int]:
        """Give the amounts, in cents, that stand near the rows and not in them: the balance before the first one may be there."""
        mine = {*self.rows}
        near = {row for end in (min(mine), max(mine)) for row in range(end - ROWS_AROUND, end + ROWS_AROUND)} if mine else set()
        rows = [row for row in near - mine if 0 <= row < self.found.sheet.row_count]
        return frozenset(cents for cells in self.found.sheet.columns for row in rows if (cents := parse_amount(cells[row]).value))

    def cells(self, name: str) -> list[Cell]:
        """Give the cells of a field's column; None in every row where there is none."""
        column = self.columns.get(name)
        if column is None and name == "cost_centre":
            return [section.centre or None for section in self.sections]
        if column is None:
            return [None] * len(self.at)
        return [column.distinct[code] for code in column.codes[self.at].tolist()]

    def amounts(self, name: str) -> NDArray[np.int64]:
        """Give the amounts of a column in cents, 0 where none can be read."""
        column = self.columns.get(name)
        if column is None:
            return np.zeros(len(self.at), np.int64)
        if name not in self.known:
            parsed = np.array([parse_amount(cell).value or 0 for cell in column.distinct] or [0], dtype=np.int64)
            self.known[name] = parsed[column.codes[self.at]]
        amounts: NDArray[np.int64] = self.known[name]
        return amounts

    def flags(self, says: Callable[[str], object], *, but: frozenset[str] = NO_DESCRIPTION) -> Mask:
        """Flag the rows in which a text, as its words, of any column but some says something."""
        read = {column.column: name for name, column in self.columns.items()}
        found = np.zeros(len(self.at), dtype=bool)
        for at, (texts, codes) in self._described.items():
            if read.get(at) not in but:
                says_so = np.array([bool(text) and bool(says(text)) for text in texts] or [False], dtype=bool)
                found |= says_so[codes]
        return found

    @cached_property
    def _described(self) -> dict[int, tuple[list[str], Codes]]:
        """The different texts of each column as their words, empty where none of them tells anything, and for each row which of them it is."""
        read = {column.column: name for name, column in self.columns.items()}
        first, cells = self.found.layout.first_row, self.found.sheet.columns
        tells, known, found = self._sayings.tells, dict[str, bool](), {}
        for header in self.found.layout.headers:
            if read.get(header.column) not in FIELDS_WITHOUT_WORDS:
                distinct, codes = encode(cells[header.column][first:])
                if not header.bare.startswith(HEADERS_OF_PAYEES) and are_own_accounts(distinct, self.knowledge):
                    continue  # the owner of an account says nothing of what a row on it is
                texts = [tells(worded(cell[:LONGEST_DESCRIPTION]), known) if isinstance(cell, str) else "" for cell in distinct]
                found[header.column] = texts, codes[self.at]
        return found

    @cached_property
    def is_of_income(self) -> bool:
        """Say whether the sheet, or a title above the headers, is called after income alone: "Opbrengsten 2019"."""
        row = self.found.layout.header_row
        titles = [cell for cells in self.found.sheet.columns for cell in cells[:row] if isinstance(cell, str)]
        ledger, names = self.knowledge.words.ledger, [self.found.sheet.name, *titles]
        words = [{*worded(name).split()} for name in names]
        return any(said & ledger.income and not said & (ledger.out | {"en", "and"}) for said in words)

    @cached_property
    def sections(self) -> list[Section]:
        """Give what the headings above each row say: of its side, and of its cost centre."""
        cells, ledger = self.found.sheet.columns, self.knowledge.words.ledger
        first, rows = self.found.layout.first_row, {*self.rows}
        now, found = Section(), []
        for row in range(first, self.found.sheet.row_count):
            if row in rows:
                found.append(now)
                continue
            filled = [cell for column in cells if not is_blank(cell := column[row])]
            heading = section_of(filled[0], ledger) if len(filled) == 1 and isinstance(filled[0], str) else None
            now = heading or now
        return found

    def kinds_by_column(self) -> list[str | None]:
        """Give for each row the kind of cost that the only column with its amount is called after; empty where no columns are."""
        own, names = self.found.own, {one.column: one.text for one in self.found.layout.headers}
        columns = [at for at, name in own.items() if name in {"cents", ADDED}]
        kinds = {at: self.knowledge.categories.find(names[at]) for at in columns}
        if len(columns) < 2 or not any(kinds.values()):  # noqa: PLR2004 - several
            return []
        cells = self.found.sheet.columns
        filled = [[at for at in columns if not is_blank(cells[at][row])] for row in self.rows]
        return [kinds[at[0]] if len(at) == 1 else None for at in filled]

    def describing(self) -> list[Cell] | None:
        """Give the cells of the first column that is called a description and is not read."""
        stems = tuple(self.knowledge.words.ledger.descriptions)
        return next((cells for header, cells in self.unread() if header.startswith(stems)), None)

    def carried(self, running: NDArray[np.int64]) -> Mask:
        """Flag the rows that carry over a balance. Where the word may be a cost as well, the amount must be what stands above it together."""
        sure = self.flags(self._sayings.names_balance, but=FIELDS_WITHOUT_WORDS)
        maybe = self.flags(lambda text: may_be_carried(text, self.knowledge), but=FIELDS_WITHOUT_WORDS) & ~sure
        if not maybe.any():
            return sure
        before = set[int]()
        whole = 0
        for row, amount in enumerate(running.tolist()):
            if maybe[row] and amount and (abs(amount) == abs(whole) or amount in before):
                sure[row] = True
                before.add(amount)
            elif not sure[row]:
                whole += amount
        return sure

    @cached_property
    def income(self) -> Mask:
        """Rows in which a description speaks of income."""
        return self.flags(lambda text: self._sayings.speaks_of_income(text, loosely=True))

    @cached_property
    def sure_income(self) -> Mask:
        """Flag the rows in which a description speaks of nothing else than income."""
        return self.flags(self._sayings.speaks_of_income)

    def says(self, what: Literal["came_over", "went_over", "back", "credit_note", "funded"]) -> Mask:
        """Flag the rows whose description says that money came from another own account, went to one, came back, or is a credit note."""
        if what not in self.known:
            self.known[what] = self.flags(getattr(self._sayings, what).search)
        mask: Mask = self.known[what]
        return mask

    @cached_property
    def payments(self) -> Mask:
        """Flag the rows of which a text, also that of a kind, says that they pay an invoice."""
        return self.flags(self._sayings.payment.search, but=FIELDS_WITHOUT_WORDS)

    @property
    def _sayings(self) -> Sayings:
        return sayings(self.knowledge.words.ledger)

    def balances(self) -> Iterator[tuple[str, NDArray[np.int64], int | None]]:
        """Give the running balances beside the rows, in cents, each with its header and the one above the first row, where there is one."""
        alone, first = self.knowledge.words.ledger.balances_alone, self.found.layout.first_row
        for header in self.found.layout.headers if self.rows else ():
            if {*header.bare.split()} & alone or header.bare in ENDS:
                above = self.found.sheet.columns[header.column][self.rows[0] - 1]
                before = parse_amount(above).value if self.rows[0] > first else None
                yield header.bare, read_cents(self.under(header)), before

    def balance_moves(self, cents: NDArray[np.int64]) -> int:
        """Tell from a running balance what a plus is: 1 when it raises the balance, -1 when it lowers it, 0 when no column tells."""
        for header, balances, _ in self.balances():
            moves = np.diff(balances)
            is_before = bool({*header.split()} & BEFORE)  # the cause, and not what came of it
            ways = (cents[:-1], -cents[1:]) if is_before else (cents[1:], -cents[:-1])  # from old to new, or from new to old
            for amounts in ways:
                for sign in (1, -1):
                    if len(moves) and (moves == sign * amounts).mean() >= MOSTLY:
                        return sign
        return 0

    @cached_property
    def is_bank_card(self) -> bool:
        """Say whether all rows are of one own account, as a title says: what was paid stands on its credit side. What the user decided holds."""
        headings = self.found.headings
        decided = any(one.reason.key == CORRECTED and one.field in FIELDS_WITHOUT_WORDS for one in self.found.recognition.columns)
        is_one = len(headings) == 1 and headings[0][0] < self.found.layout.first_row
        account = account_of(headings[0][1]) if is_one and self.has("cents") and self.has("credit") and not decided else None
        own = self.knowledge.words.ledger.own_accounts
        return account is not None and account.number[:1] in BALANCE and not own.isdisjoint(worded(account.name).split())

    @property
    def is_of_bank(self) -> bool:
        """Say whether the headers are those of a bank's statement, and none is of the account of a ledger."""
        stems = self.knowledge.words.ledger.of_bank
        many = sum(begins_with(header.key, stems) for header in self.found.layout.headers)
        return many >= SURELY_BANK and not self.has("account")
