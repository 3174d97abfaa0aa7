"""Rows of a ledger that are the sum of those above them: a subtotal, or what is carried to the next page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from adv.workbook.vocabulary.ledger import worded
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from adv.workbook.parsing.ledger.texts import RowTexts
    from adv.workbook.tables.grid import Cell
    from adv.workbook.tables.table import Mask

FEWEST_SUMMED: Final = 3  # rows of which the sum proves something
FEWEST_TOLD: Final = 2  # sums without a word or a blank, which could be one by chance
MOST_SUMS: Final = 50  # of a list, from which the next one may be counted
ROUND: Final = 500  # cents: sums of round amounts are met by chance
FILLED: Final = 0.9  # of the rows of a column, which is blank in those of sums
NUMBERS: Final = frozenset({"booked_on", "cents", "credit", "received"})
LONGEST: Final = 60  # characters of a text that names a sum


def summed(texts: RowTexts, cents: NDArray[np.int64], carried: Mask) -> Mask:
    """Flag the rows that are the sum of all those above, or of those since such a row.

    One is enough that says so, or that holds nothing where the others do; without either it must happen again.
    `carried` are rows that are known to carry over a balance.
    """
    amounts = cents.tolist()
    found, none = _sums(amounts, set(range(len(amounts))), carried, FEWEST_SUMMED), np.zeros(len(amounts), dtype=bool)
    columns = _columns(texts)
    told, bare = _naming(texts, columns), _bare(columns, found)
    odd = {row for row, amount in enumerate(amounts) if amount % ROUND}
    for rows, fewest, needed in ((told, 1, 1), (bare, FEWEST_SUMMED, 1), (odd, FEWEST_SUMMED, FEWEST_TOLD)):
        sums = _sums(amounts, rows, carried | none, fewest)
        if sum(count >= FEWEST_SUMMED for count in sums.values()) >= needed:
            none[list(sums)] = True
    return none


def _sums(cents: Sequence[int], rows: set[int], left_out: Mask, fewest: int) -> dict[int, int]:
    """Find those of some rows that are such a sum, and of how many rows; a sum of several is larger than any of them."""
    found: dict[int, int] = {}
    whole = count = 0
    since = [(0, 0, 0)]  # the row, what the list came to, in how many rows: at its beginning, and at each sum
    for row, amount in enumerate(cents):
        if left_out[row]:
            continue
        points = [point for point in since if row in rows and whole - point[1] == amount > 0]
        begin, _, before = points[0] if points else (row, 0, count)
        if count - before >= fewest and (fewest == 1 or amount > max(cents[begin:row])):
            found[row] = count - before
            since = [*since, (row + 1, whole, count)][-MOST_SUMS:]
        else:
            whole, count = whole + amount, count + 1
    return found


def _columns(texts: RowTexts) -> dict[int, list[Cell]]:
    """Give the cells of all columns but those of days and amounts."""
    read = {column.column for name, column in texts.columns.items() if name in NUMBERS}
    rows, cells = (texts.at + texts.found.layout.first_row).tolist(), texts.found.sheet.columns
    return {one.column: [cells[one.column][row] for row in rows] for one in texts.found.layout.headers if one.column not in read}


def _naming(texts: RowTexts, columns: Mapping[int, Sequence[Cell]]) -> set[int]:
    """Find the rows in which a text names a sum, or what is carried over: "Subtotaal", "Transport van blad 1"."""
    words, ledger = texts.knowledge.words, texts.knowledge.words.ledger
    begins = words.totals | ledger.carried | ledger.balances | ledger.balances_alone
    firsts = {worded(word).split()[0] for word in begins if worded(word)}

    def names(cell: str) -> bool:
        said = cell[:LONGEST].casefold().strip(" .:;,=()-")
        first = said.partition(" ")[0].strip(".:;,=()-")
        return first in firsts or first.endswith(words.total_endings) or said.endswith(words.total_endings)  # "mnd totaal"

    known = {cell: names(cell) for cells in columns.values() for cell in set(cells) if isinstance(cell, str)}
    return {row for cells in columns.values() for row, cell in enumerate(cells) if isinstance(cell, str) and known[cell]}


def _bare(columns: Mapping[int, Sequence[Cell]], found: Mapping[int, int]) -> set[int]:
    """Find the rows, of those that may be sums, that hold nothing in any of the columns that the other rows fill."""
    filled = {
        at
        for at, cells in columns.items()
        if sum(not is_blank(cell) for row, cell in enumerate(cells) if row not in found) >= FILLED * (len(cells) - len(found))
    }
    return {row for row in found if filled and all(is_blank(columns[at][row]) for at in filled)}
