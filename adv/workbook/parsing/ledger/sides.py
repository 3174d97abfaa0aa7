"""Which side of a ledger is spent: a column that says it, two columns of amounts, or the signs of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec import Struct

from adv.workbook.vocabulary.ledger import in_full
from adv.workbook.vocabulary.words import value_key

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from adv.workbook.parsing.ledger.texts import RowTexts
    from adv.workbook.tables.table import Mask
    from adv.workbook.vocabulary.words import LedgerWords

OUT, BACK, INCOME, UNSAID = range(4)
FEWEST_TO_TURN: Final = 3  # amounts with a minus that make a list of them
FEWEST_TO_BALANCE: Final = 4  # rows


class Sided(Struct, frozen=True):
    """Rows with what each adds to the costs, in cents: below 0 what came in."""

    cents: NDArray[np.int64]
    income: Mask  # rows of which the side is called income
    is_said: bool = False  # a column says the side
    is_turned: bool = False  # what was spent stands with a minus
    has_notes: bool = False  # credit notes stand without one, and were taken off
    is_doubtful: bool = False  # most amounts have a minus, and are too few to tell whether that is so


def sided(texts: RowTexts, costs: Mask, earned: Mask, credited: Mask) -> Sided:
    """Find what each row adds; `costs` are the rows that decide which sign is spent, `earned` those that are income whatever their sign.

    `credited` are those of which the cost stands on the credit side.
    """
    spent, back = texts.amounts("cents"), texts.amounts("credit")
    if texts.is_bank_card:
        spent, back = back, spent
    is_signed = not (back > 0).any() and not (spent < 0).any()  # what came back stands with a minus in a column of its own
    raw = np.where(credited, -1, 1) * (spent + back if is_signed else spent - back)
    if texts.has("received"):
        raw = raw - np.where(texts.returned, texts.amounts("received"), 0)
    none = np.zeros(len(raw), dtype=bool)
    if texts.has("side"):
        return _by_word(raw, _sides(texts, raw))
    if texts.has("credit") or texts.has("received") or texts.has("credit_account"):
        return Sided(raw, none)
    outgoing, came = int((raw[costs] > 0).sum()), int((raw[costs] < 0).sum())
    if _is_turned(texts, raw, earned, came=came, spent=outgoing):
        return Sided(-raw, none, is_turned=True)
    notes = texts.credit_notes & (raw > 0)
    if notes.any() and not (raw < 0).any():
        return Sided(np.where(notes, -raw, raw), none, has_notes=True)
    return Sided(raw, none, is_doubtful=came > outgoing or (texts.is_of_bank and came > 0))


def _is_turned(texts: RowTexts, raw: NDArray[np.int64], earned: Mask, *, came: int, spent: int) -> bool:
    """Say whether what was spent stands with a minus: by a bank's balance, by income with a plus, or as most amounts do."""
    if not came:
        return False
    is_plus_earned = bool((raw[earned] > 0).any()) and not (raw[earned] < 0).any()
    if texts.is_of_bank:
        moves = texts.balance_moves(raw)
        return moves > 0 if moves else came >= spent or bool((texts.income & (raw > 0)).any())
    return came > spent and (is_plus_earned or came >= FEWEST_TO_TURN)


def _sides(texts: RowTexts, raw: NDArray[np.int64]) -> NDArray[np.int64]:
    ledger = texts.knowledge.words.ledger
    letters = in_full(texts.header("side"), ledger)
    cells = [letters.get(value_key(cell), cell.strip()) if isinstance(cell, str) else "" for cell in texts.cells("side")]
    is_income = texts.income.tolist()
    minus, plus = (
        sum(cell in signs and not told for cell, told in zip(cells, is_income, strict=True))
        for signs in (ledger.minus, ledger.plus)
    )
    is_minus_out = texts.is_of_bank or minus >= plus
    known = {cell: _side(cell, ledger, is_minus_out=is_minus_out) for cell in set(cells)}
    return np.array([known[cell] for cell in cells], dtype=np.int64) if cells else np.zeros(len(raw), np.int64)


def _side(cell: str, ledger: LedgerWords, *, is_minus_out: bool) -> int:
    if cell in ledger.plus | ledger.minus:
        return OUT if (cell in ledger.minus) == is_minus_out else BACK
    key = value_key(cell)
    if key in ledger.out | ledger.bills | ledger.payouts:
        return OUT
    return INCOME if key in ledger.income else BACK if key in ledger.back else UNSAID


def _by_word(raw: NDArray[np.int64], side: NDArray[np.int64]) -> Sided:
    """Give the amounts the sign of their side, unless they have it already: some exports say it twice."""
    out, into = (side == OUT) | (side == UNSAID), (side == BACK) | (side == INCOME)
    cents = np.where(into, -raw, raw)
    if (raw < 0).any():
        if (raw[out] >= 0).all() and (raw[into] <= 0).all():
            cents = raw
        elif (raw[out] <= 0).all() and (raw[into] >= 0).all():
            cents = -raw
    return Sided(cents, side == INCOME, is_said=True)


def is_balanced(cents: NDArray[np.int64]) -> bool:
    """Say whether all rows together come to nothing, and each amount has another on the other side: both sides of every booking."""
    filled = cents[cents != 0]
    return len(filled) >= FEWEST_TO_BALANCE and int(filled.sum()) == 0 and int((filled > 0).sum()) > 1
