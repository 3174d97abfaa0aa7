"""Evidence of prices of one thing each, beside how many there were: "Aantal | Prijs per stuk", and no column of what they come to."""

from __future__ import annotations

from typing import Final

from adv.model import TableName
from adv.workbook.recognition.assignment import DECIDED, Assignment, Column
from adv.workbook.values.money_units import is_number
from adv.workbook.vocabulary.fields import AS_WRITTEN
from adv.workbook.vocabulary.ledger import worded
from adv.workbook.vocabulary.recognition import Reason

QUANTITY: Final = "quantity"  # the reason of a column that amounts are multiplied by


def unit_prices(so_far: Assignment) -> Assignment:
    """Leave out the column that says how many, where the only amounts are prices of one; each amount is both multiplied."""
    cents = [at for at, match in so_far.matches.items() if match.field == "cents"]
    if so_far.words.table is not TableName.EXPENSES or len(cents) != 1 or so_far.named.keys() & {"credit", "received"}:
        return so_far
    (price,), ledger = cents, so_far.knowledge.words.ledger
    text = f" {worded(so_far.columns[price].header.text)} "
    if so_far.matches[price].option == AS_WRITTEN or not any(f" {word} " in text for word in ledger.unit_prices):
        return so_far
    counts = [at for at, one in so_far.columns.items() if _is_quantity(so_far, one, ledger.quantities)]
    return so_far.without(counts, Reason(QUANTITY, {"header": so_far.columns[price].header.shown})) if len(counts) == 1 else so_far


def _is_quantity(so_far: Assignment, column: Column, quantities: frozenset[str]) -> bool:
    at = column.header.column
    match, out = so_far.matches.get(at), so_far.left_out.get(at)
    if out is not None and out.key == "corrected_out":
        return False
    is_free = match is None or (match.field != "cents" and match.reason.key not in DECIDED)
    is_called_so = not quantities.isdisjoint(worded(column.header.text).split()[:1])
    return is_free and is_called_so and bool(column.sample) and all(is_number(cell) for cell in column.sample)
