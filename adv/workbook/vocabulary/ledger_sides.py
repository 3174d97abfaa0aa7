"""Sides of bookings in words, letters and signs: "Af", "D", "+"; which of them are debit, or a plus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from adv.workbook.vocabulary.words import WORD, LedgerWords, value_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from adv.workbook.tables.grid import Cell


def in_full(header: str, ledger: LedgerWords) -> Mapping[str, str]:
    """Give the words that letters stand for under a header with the first letters of both sides: "K/O"."""
    letters, pairs = "".join(WORD.findall(header)), [pair.split("/") for pair in ledger.pairs]
    return next(({word[0]: word for word in pair} for pair in pairs if sorted(letters) == sorted(word[0] for word in pair)), {})


def side_signs(cells: Sequence[Cell], header: str, ledger: LedgerWords) -> tuple[NDArray[np.int64], bool]:
    """Give the sign of each cell that says a side: 1 for "D", "Af" and "+", -1 for "C", "Bij" and "-", 0 for others; and whether these are words."""
    letters = in_full(header, ledger)
    said = [letters.get(value_key(cell), cell.strip()) if isinstance(cell, str) else "" for cell in cells]
    up, down = ledger.out | ledger.plus, ledger.back | ledger.minus
    found = [1 if text in up or value_key(text) in up else -1 if text in down or value_key(text) in down else 0 for text in said]
    return np.array(found, dtype=np.int64), not any(text in ledger.plus | ledger.minus for text in said)


def is_sign(text: str, ledger: LedgerWords) -> bool:
    """Say whether a text is signs and nothing else: "+/-", "-", "min"."""
    signs = text.replace("/", " ").replace("±", "+ -").split()
    return bool(signs) and all(sign.casefold() in ledger.plus | ledger.minus for sign in signs)
