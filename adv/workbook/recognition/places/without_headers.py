"""Lists of bookings that come without headers, as some banks export them: each column gets the header that its content would have."""

from __future__ import annotations

import re
from datetime import date
from itertools import permutations
from math import isfinite
from typing import TYPE_CHECKING, Final

import numpy as np

from adv.disclosure.identifiers import is_iban
from adv.workbook.recognition.places.layout import Header, Layout, first_filled, header_of
from adv.workbook.tables.grid import column_letters
from adv.workbook.values.amounts import read_cents
from adv.workbook.values.dates import parse_date
from adv.workbook.vocabulary.knowledge import AGREES
from adv.workbook.vocabulary.words import LedgerWords, is_blank, value_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from adv.workbook.tables.grid import Cell, RawSheet

LONGEST_BOOKED: Final = 20  # characters of a day or an amount
DIGITS_OF_DAY: Final = 8  # without signs
ONE_WITH_CENTS_IN: Final = 4  # a column of amounts has cents in one of so many, at least
ROWS_LOOKED_AT: Final = 60  # rows that tell what a column holds
EUROS: Final = frozenset({"eur", "euro", "€"})
_CENTS = re.compile(r"[+-]?[0-9.]*[0-9],[0-9]{2}|[+-]?[0-9,]*[0-9]\.[0-9]{2}")
_TAG = re.compile(r":[0-9]{2}[A-Z]?:")
_ACCOUNT = re.compile(r"[0-9]{7,10}|P[0-9]{6,8}")
# Headers, as a bank's own newer exports have them.
DAY, OTHER_DAY, OWN, OTHER, CURRENCY, SIDE = "datum", "rentedatum", "iban", "tegenrekening", "valuta", "af bij"
AMOUNT, BEFORE, AFTER, TEXT, REMARK = "bedrag", "saldo voor", "saldo", "omschrijving", "mededelingen"


def is_booking(sheet: RawSheet, row: int, columns: Sequence[int]) -> bool:
    """Say whether a row has a day and an amount in cents ("12-3-2019 | 12,50"), as no row of headers has: a bank's list without them."""
    cells = [sheet.columns[column][row] for column in columns if row < sheet.row_count]
    return any(map(_is_in_cents, cells)) and any(_is_full_day(cell) or _is_tag(cell) for cell in cells)


def begins_with_bookings(sheet: RawSheet, columns: Sequence[int]) -> bool:
    """Say whether the first rows of a sheet are bookings, "12-3-2019 | 12,50", with nothing above them."""
    row = first_filled(sheet)
    return is_booking(sheet, row, columns) and is_booking(sheet, row + 1, columns)


def without_headers(sheet: RawSheet, row: int, columns: Sequence[int], ledger: LedgerWords) -> Layout:
    """Lay out bookings from a row on, each column under what its content says; shown is only which column it is."""
    cells = {column: sheet.columns[column][row : row + ROWS_LOOKED_AT] for column in columns}
    meant = _headers_of(cells, ledger)
    headers = [header_of(column, f"Kolom {column_letters(column)}") for column in columns]
    named = (Header(one.column, one.text, name, name) if (name := meant.get(one.column)) else one for one in headers)
    return Layout(row, row, tuple(named))


def _headers_of(cells: Mapping[int, Sequence[Cell]], ledger: LedgerWords) -> dict[int, str]:
    """Give each column the header that its cells tell; none to a column that may be anything."""
    filled = {at: [cell for cell in column if not is_blank(cell) or cell in ledger.minus] for at, column in cells.items()}
    filled = {at: column for at, column in filled.items() if column}
    headers = _by_kind(filled, ledger)
    headers |= _of_several(headers, filled)
    headers = _with_balances(headers, {at: read_cents(cells[at]) for at, header in headers.items() if header == AMOUNT})
    return headers | _of_texts(headers, filled)


def _by_kind(filled: Mapping[int, Sequence[Cell]], ledger: LedgerWords) -> dict[int, str]:
    """Name the columns of one kind of cells: days, currencies ("EUR"), sides ("Af", "C"), accounts, amounts."""
    sides = ledger.out | ledger.back | ledger.plus | ledger.minus
    is_tagged = any(all(map(_is_tag, column)) for column in filled.values())

    def header_of_kind(column: Sequence[Cell]) -> str | None:
        if all(_is_full_day(cell) or (is_tagged and _is_short_day(cell)) for cell in column):
            return DAY
        if all(value_key(str(cell)) in EUROS for cell in column):
            return CURRENCY
        if all(isinstance(cell, str) and value_key(cell) in sides for cell in column):
            return SIDE
        if all(map(_is_account, column)):
            return OTHER
        return AMOUNT if _are_amounts(column) else None

    return {at: header for at, column in filled.items() if (header := header_of_kind(column))}


def _are_amounts(column: Sequence[Cell]) -> bool:
    """Say whether nearly all cells are amounts, enough of them with cents ("12,50"): whole numbers alone may be anything."""
    have_cents = sum(map(_is_in_cents, column)) * ONE_WITH_CENTS_IN >= len(column)
    return have_cents and sum(map(_is_amount, column)) >= AGREES * len(column)


def _of_several(headers: Mapping[int, str], filled: Mapping[int, Sequence[Cell]]) -> dict[int, str]:
    """Tell columns of one kind apart: the first days are those of booking, the same account in every row is the own one.

    Of sides the column with most different words counts: another one says what kind of booking it is.
    """
    days, accounts, sides = ([at for at, header in headers.items() if header == kind] for kind in (DAY, OTHER, SIDE))
    own = [at for at in accounts if len({*filled[at]}) == 1]
    sides.sort(key=lambda at: -len({*filled[at]}))
    return dict.fromkeys(sides[1:], REMARK) | dict.fromkeys(days[1:], OTHER_DAY) | dict.fromkeys(own[:1], OWN)


def _with_balances(headers: Mapping[int, str], amounts: Mapping[int, NDArray[np.int64]]) -> dict[int, str]:
    """Tell amounts from balances by arithmetic; where it does not tell which of several columns counts, none is taken for amounts."""
    if told := next(_by_arithmetic(amounts), None):
        return {**headers, **told}
    return {at: header for at, header in headers.items() if header != AMOUNT or len(amounts) == 1}


def _of_texts(headers: Mapping[int, str], filled: Mapping[int, Sequence[Cell]]) -> dict[int, str]:
    """Take, in a bank's list, the columns of texts for remarks, and the one with the longest of them for the description."""
    is_of_bank = not {OWN, OTHER, CURRENCY}.isdisjoint(headers.values())
    texts = {at: column for at, column in filled.items() if at not in headers and all(isinstance(cell, str) for cell in column)}
    if not texts or not is_of_bank:
        return {}
    letters = {at: sum(len(str(cell)) for cell in column) for at, column in texts.items()}
    return dict.fromkeys(texts, REMARK) | {max(letters, key=lambda at: letters[at]): TEXT}


def _by_arithmetic(amounts: Mapping[int, NDArray[np.int64]]) -> Iterator[dict[int, str]]:
    """Find the balances that go up and down by the amounts: before and after each booking, or one of them."""
    threes = []
    for amount, before, after in permutations(amounts, 3):
        start, end, spent = amounts[before], amounts[after], amounts[amount]
        goes_on = _agree(end[:-1], start[1:]) or _agree(start[:-1], end[1:])
        if goes_on and _agree(np.abs(end - start), np.abs(spent)):
            threes.append((not _agree(end - start, spent), {amount: AMOUNT, before: BEFORE, after: AFTER}))
    yield from (meant for _, meant in sorted(threes, key=lambda three: three[0]))
    for amount, balance in permutations(amounts, 2):
        moves, spent = np.diff(amounts[balance]), amounts[amount]
        if _agree(np.abs(moves), np.abs(spent[1:])) or _agree(np.abs(moves), np.abs(spent[:-1])):
            is_before = _agree(moves, spent[:-1]) or _agree(moves, -spent[1:])
            yield {amount: AMOUNT, balance: BEFORE if is_before else AFTER}


def _agree(one: NDArray[np.int64], other: NDArray[np.int64]) -> bool:
    return len(one) > 1 and bool((one == other).mean() >= AGREES)


def _is_account(cell: Cell) -> bool:
    text = str(cell).strip() if isinstance(cell, str | int) else ""
    return is_iban(text) or _ACCOUNT.fullmatch(text) is not None


def _is_in_cents(cell: Cell) -> bool:
    if isinstance(cell, float):
        return isfinite(cell) and cell != int(cell)
    return isinstance(cell, str) and len(cell) <= LONGEST_BOOKED and _CENTS.fullmatch(cell.strip()) is not None


def _is_amount(cell: Cell) -> bool:
    return isinstance(cell, int | float) or _is_in_cents(cell)


def _is_tag(cell: Cell) -> bool:
    """Say whether a cell is the tag of a line in a bank's messages: ":61:", ":60F:"."""
    return isinstance(cell, str) and _TAG.fullmatch(cell.strip()) is not None


def _is_short_day(cell: Cell) -> bool:
    """Say whether a cell is a day in six figures, as a bank's messages have it: "190312"."""
    text = str(cell)
    return text.isdecimal() and len(text) == DIGITS_OF_DAY - 2 and parse_date(f"20{text}").value is not None


def _is_full_day(cell: Cell) -> bool:
    """Say whether a cell is a day with its year: "12-3-2019", "20190312", and no other number."""
    if isinstance(cell, date):
        return True
    text = cell.strip() if isinstance(cell, str) and len(cell) <= LONGEST_BOOKED else ""
    return (not text.isdecimal() or len(text) == DIGITS_OF_DAY) and parse_date(text).value is not None
