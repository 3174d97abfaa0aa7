"""Money between own accounts in one bank's list: the other account is one of the list's own, or the amount came in on another of them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np

from adv.workbook.parsing.ledger.texts import OF_OTHERS
from adv.workbook.values.dates import parse_date
from adv.workbook.vocabulary.knowledge import AGREES
from adv.workbook.vocabulary.ledger import MOST_OWN, are_own_accounts, names_own_account, worded
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from adv.workbook.parsing.ledger.texts import RowTexts
    from adv.workbook.tables.grid import Cell
    from adv.workbook.tables.table import Mask

MOST_DAYS: Final = 3  # that a transfer takes
LOOKED_AT: Final = 20  # cells that tell whether a column has accounts
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")


def between_own_accounts(texts: RowTexts, cents: NDArray[np.int64]) -> Mask:
    """Flag the rows that only move money between the list's own accounts; `cents` are above 0 where money went out."""
    found = np.zeros(len(cents), dtype=bool)
    own, others = list[list[str]](), list[list[str]]()
    for header, cells in texts.unread_by_header():
        if header.startswith(OF_OTHERS):
            found |= np.array([isinstance(cell, str) and names_own_account(worded(cell).split()) for cell in cells], dtype=bool)
    for header, accounts in _of_accounts(texts):
        is_other = header.startswith(OF_OTHERS) or len({*accounts} - {""}) > MOST_OWN
        (others if is_other or not all(accounts) else own).append(accounts)
    for whose in own:
        ours = {*whose}
        for other in others:
            found |= np.array([one in ours and one != mine for one, mine in zip(other, whose, strict=True)], dtype=bool)
        if len(ours) > 1:
            found |= _mirrored(whose, cents, [parse_date(cell).value for cell in texts.cells("booked_on")])
    return found


def _of_accounts(texts: RowTexts) -> Iterator[tuple[str, list[str]]]:
    """Give the columns that are not read and hold numbers or names of bank accounts, with their header."""
    for header, cells in texts.unread_by_header():
        filled = [cell for cell in cells if not is_blank(cell)]
        first = [_as_account(cell) for cell in filled[:LOOKED_AT]]
        if first and (sum(map(bool, first)) >= AGREES * len(first)):
            yield header, [_as_account(cell) for cell in cells]
        elif first and not header.startswith(OF_OTHERS) and are_own_accounts(filled, texts.knowledge):
            yield header, [worded(str(cell)) if not is_blank(cell) else "" for cell in cells]


def _as_account(cell: Cell) -> str:
    text = cell.replace(" ", "").upper() if isinstance(cell, str) else ""
    return text if _IBAN.fullmatch(text) else ""


def _mirrored(whose: Sequence[str], cents: NDArray[np.int64], days: Sequence[date | None]) -> Mask:
    """Flag each amount that went out on one account and came in on another one within days, with the row of the other side."""
    came: Mapping[int, list[int]] = defaultdict(list)
    for row in np.flatnonzero(cents < 0).tolist():
        came[-int(cents[row])].append(row)
    found = np.zeros(len(cents), dtype=bool)
    for row in np.flatnonzero(cents > 0).tolist():
        rows = came[int(cents[row])]
        match = next((one for one in rows if whose[one] != whose[row] and _are_near(days[one], days[row])), None)
        if match is not None:
            rows.remove(match)
            found[[row, match]] = True
    return found


def _are_near(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and abs((one - other).days) <= MOST_DAYS
