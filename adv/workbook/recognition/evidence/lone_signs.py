"""Evidence of a sign in a column of its own: only "-" and nothing, or "-" and "+", beside amounts that have none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adv.workbook.recognition.assignment import DOUBTED
from adv.workbook.recognition.evidence.balance_sides import cents_of, running_sides

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.workbook.recognition.assignment import Assignment, Column
    from adv.workbook.vocabulary.words import LedgerWords

SURE: Final = 0.98  # of a header that is a sign itself: "+/-"
LOOKED_AT: Final = 200  # rows in which a balance may tell


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
            return {} if _is_told_by_balance(so_far, at) else {column.header.column: SURE if is_called_so else DOUBTED}
    return {}


def is_sign(text: str, ledger: LedgerWords) -> bool:
    """Say whether a text is signs and nothing else: "+/-", "-", "min"."""
    signs = text.replace("/", " ").replace("±", "+ -").split()
    return bool(signs) and all(sign.casefold() in ledger.plus | ledger.minus for sign in signs)


def _tells(column: Column, amounts: Column, ledger: LedgerWords) -> bool:
    """Say whether there are signs in a column, and nothing else, and not the same in each row with an amount; and no amount has its own."""
    if not any(isinstance(cell, str) and cell.strip() in ledger.minus | ledger.plus for cell in column.cells[:LOOKED_AT]):
        return False
    sizes = cents_of(amounts.cells)
    rows = [cell for cell, size in zip(column.cells, sizes, strict=True) if size]
    texts = {cell.strip() if isinstance(cell, str) else cell or "" for cell in rows}
    return len(texts) > 1 and texts <= ledger.minus | ledger.plus | {""} and bool((sizes >= 0).all())


def _is_told_by_balance(so_far: Assignment, at: int) -> bool:
    amounts = cents_of(so_far.columns[at].cells[:LOOKED_AT])
    others = (column.cells[:LOOKED_AT] for other, column in so_far.columns.items() if other != at)
    return running_sides(amounts, others) is not None
