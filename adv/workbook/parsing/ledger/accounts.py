"""Accounts of the rows of a ledger: of one column or two, of both sides of a booking, or of the heading above them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from adv.workbook.vocabulary.ledger import Nature, account_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.parsing.ledger.texts import RowTexts
    from adv.workbook.tables.grid import Cell
    from adv.workbook.tables.table import Codes, Mask
    from adv.workbook.vocabulary.ledger import Account

RANKED: Final = (Nature.COST, Nature.ELSEWHERE, Nature.INCOME)  # of two sides the first of these tells


def accounts_of(texts: RowTexts, lines: Codes) -> tuple[Account | None, ...]:
    """Give the account of each row: what its columns say, or the heading above it."""
    if not texts.has("account") and not texts.has("account_name"):
        headings = texts.found.headings
        above = np.searchsorted([row for row, _ in headings], lines).tolist() if headings else [0] * len(lines)
        known = [account_of(text) for _, text in headings]
        return tuple(known[place - 1] if place else None for place in above)
    pairs = list(zip(texts.cells("account"), texts.cells("account_name"), strict=True))
    made = {pair: account_of(pair[0] if pair[0] is not None else "", pair[1]) for pair in dict.fromkeys(pairs)}
    return tuple(made[pair] for pair in pairs)


def named(cells: Sequence[Cell]) -> tuple[Account | None, ...]:
    """Read each cell as an account."""
    known = {cell: account_of(cell) for cell in dict.fromkeys(cells)}
    return tuple(known[cell] for cell in cells)


def of_both_sides(
    debit: Sequence[Account | None], credit: Sequence[Account | None], of_debit: Sequence[Nature], of_credit: Sequence[Nature]
) -> tuple[tuple[Account | None, ...], list[Nature], Mask]:
    """Take for each row the side with the cost, else the one with income, and flag the rows in which that is the credit side."""
    ranks = {nature: RANKED.index(nature) if nature in RANKED else len(RANKED) for nature in Nature}
    credited = np.array([ranks[other] < ranks[one] for one, other in zip(of_debit, of_credit, strict=True)], dtype=bool)
    both = list(zip(debit, of_debit, credit, of_credit, credited.tolist(), strict=True))
    accounts = tuple(other if is_other else one for one, _, other, _, is_other in both)
    natures = [Nature.MOVED if one is other is Nature.COST else other if is_other else one for _, one, _, other, is_other in both]
    return accounts, natures, credited
