"""Sides that a running balance tells: a column with D or C beside it may say the side of the balance, and not that of the row's amount.

Which of the two it is shows by arithmetic: the balance with its side goes up and down by the amounts, or the balance alone by the amounts with theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from adv.workbook.recognition.columns.assignment import DOUBTED, Assignment, Column
from adv.workbook.values.amounts import read_cents
from adv.workbook.vocabulary.knowledge import AGREES
from adv.workbook.vocabulary.ledger_sides import is_sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from adv.workbook.tables.grid import Cell
    from adv.workbook.vocabulary.words import LedgerWords

FEWEST_MOVES: Final = 2
ROWS_TRIED: Final = 20  # rows of which most must have an amount, before all are read
SURE_OF_SIGN: Final = 0.98  # of a header that is a sign itself: "+/-"
ROWS_THAT_TELL: Final = 200  # rows in which a balance may tell


def directions(
    signs: NDArray[np.int64], amounts: NDArray[np.int64], balances: NDArray[np.int64], before: int | None
) -> NDArray[np.int64] | None:
    """Tell for each row whether the balance went up (1) or down (-1) in it, where `signs` are those of the balance; None where they are not.

    `before` is the balance above the first row, with its sign, where one stands there.
    """
    signed, sizes = signs * np.abs(balances), np.abs(amounts)
    if len(sizes) <= FEWEST_MOVES:
        return None
    moves = np.diff(signed)
    newest_last = _share(np.abs(moves), sizes[1:]), _share(np.abs(moves), sizes[:-1])
    if max(newest_last) < AGREES or _share_of_amounts(signs * sizes, balances) >= max(newest_last):
        return None
    if newest_last[0] >= newest_last[1]:
        first = (
            signed[0] - before if before is not None and abs(signed[0] - before) == sizes[0] else _alone(signed[0], sizes[0], moves)
        )
        moves = np.concatenate([[first], moves])
    else:
        moves = np.concatenate([-moves, [_alone(signed[-1], sizes[-1], -moves)]])
    ways: NDArray[np.int64] = np.sign(moves)
    return ways


def running_sides(
    amounts: NDArray[np.int64], others: Iterable[Sequence[Cell]], around: frozenset[int] = frozenset()
) -> tuple[NDArray[np.int64], bool, bool] | None:
    """Tell for each amount without a sign whether a running balance went up (1) or down (-1) by it.

    Also whether that began with nothing, and whether the oldest row stands first. None where no other column is one, or all amounts go the
    same way. Of the amounts `around` the rows one may be the balance before them.
    """
    if len(amounts) <= FEWEST_MOVES or (amounts < 0).any() or not amounts.any():
        return None
    for cells in others:
        tried = read_cents(cells[:ROWS_TRIED])
        if 2 * int((tried != 0).sum()) < len(tried):
            continue
        balances = read_cents(cells)
        ways = directions(np.where(balances < 0, -1, 1), amounts, balances, None)
        if ways is None or len({*ways[amounts > 0].tolist()}) == 1:
            continue
        moves = np.abs(np.diff(balances))
        is_oldest_first = _share(moves, amounts[1:]) >= _share(moves, amounts[:-1])
        first = 0 if is_oldest_first else -1
        before = {way for way in (1, -1) if int(balances[first]) - way * int(amounts[first]) in around}
        ways[first] = before.pop() if len(before) == 1 else ways[first]
        return ways, bool(amounts[first]) and balances[first] == amounts[first], is_oldest_first
    return None


def are_told(signs: NDArray[np.int64], amounts: NDArray[np.int64], balances: NDArray[np.int64]) -> bool:
    """Say whether arithmetic tells of what "D" and "C" are the side: of the balance, or of the amounts."""
    rows = (signs != 0) & (amounts != 0)
    signs, amounts, balances = signs[rows], amounts[rows], balances[rows]
    if directions(signs, amounts, balances, None) is not None:
        return True
    return len(signs) > FEWEST_MOVES and _share_of_amounts(signs * np.abs(amounts), balances) >= AGREES


def _share_of_amounts(amounts: NDArray[np.int64], balances: NDArray[np.int64]) -> float:
    """Give the share of the rows in which the balance alone goes up, or down, by the amount: from old to new, or from new to old."""
    moves, parts = np.diff(balances), (amounts[1:], amounts[:-1])
    return max(_share(moves, sign * part) for sign in (1, -1) for part in parts)


def _alone(balance: int, size: int, moves: NDArray[np.int64]) -> int:
    """Give the way of the row without a balance before it: from nothing, else as most rows went."""
    return int(balance) if abs(balance) == size else int(np.sign(moves).sum()) or 1


def _share(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    return float((one == other).mean())


def lone_signs(so_far: Assignment, columns: Sequence[Column]) -> Mapping[int, float]:
    """Find a column of signs and how sure that is: by its header, or right beside the amounts; where a balance tells the sides it is not needed."""
    at, ledger = so_far.named.get("cents"), so_far.knowledge.words.ledger
    if at is None:
        return {}
    for column in columns:
        is_called_so = is_sign(column.header.text, ledger)
        if not (is_called_so or (not column.header.text and abs(column.header.column - at) == 1)):
            continue
        if _tells(column, so_far.columns[at], ledger):
            others = (one.cells[:ROWS_THAT_TELL] for other, one in so_far.columns.items() if other != at)
            is_told = running_sides(read_cents(so_far.columns[at].cells[:ROWS_THAT_TELL]), others) is not None
            return {} if is_told else {column.header.column: SURE_OF_SIGN if is_called_so else DOUBTED}
    return {}


def _tells(column: Column, amounts: Column, ledger: LedgerWords) -> bool:
    """Say whether a column is the sign of its amounts: "+" and "-" and nothing else, beside amounts that have none themselves."""
    if not any(isinstance(cell, str) and cell.strip() in ledger.minus | ledger.plus for cell in column.cells[:ROWS_THAT_TELL]):
        return False
    sizes = read_cents(amounts.cells)
    rows = [cell for cell, size in zip(column.cells, sizes, strict=True) if size]
    texts = {cell.strip() if isinstance(cell, str) else cell or "" for cell in rows}
    return len(texts) > 1 and texts <= ledger.minus | ledger.plus | {""} and bool((sizes >= 0).all())
