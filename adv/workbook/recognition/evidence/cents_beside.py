"""Evidence of amounts in two columns, the euros and beside them the cents: "Euro | Cent", "€ | ct", or one header over both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adv.model import TableName
from adv.workbook.recognition.assignment import DOUBTED, Assignment, Column
from adv.workbook.recognition.evidence.balance_sides import cents_of
from adv.workbook.recognition.header_match import Match
from adv.workbook.values.amounts import parse_whole
from adv.workbook.vocabulary.fields import CENT_PART
from adv.workbook.vocabulary.knowledge import MOSTLY
from adv.workbook.vocabulary.ledger import worded
from adv.workbook.vocabulary.recognition import Reason
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell

SURE: Final = 0.98
MOST_CENTS: Final = 99
AMOUNTS: Final = frozenset({"cents", "credit", "received"})
FEWEST_DIFFERENT: Final = 6  # cents without a header; rates of VAT are fewer
WHOLE: Final = 100


def cents_beside(so_far: Assignment) -> Assignment:
    """Take whole numbers under a hundred for the cents of amounts that are all whole: by their header, or right of them where they have none."""
    if so_far.words.table is not TableName.EXPENSES or CENT_PART in so_far.named:
        return so_far
    found: dict[int, Match] = {}
    amounts = sorted(at for at, match in so_far.matches.items() if match.field in AMOUNTS)
    called_so = [at for at, column in so_far.columns.items() if _is_called_so(so_far, column)]
    euros = [at for at in amounts if at not in called_so]
    lone = called_so if len(called_so) == len(euros) == 1 else []  # then it may stand anywhere
    for at in euros:
        beside = (one for one in (at + 1, *lone) if one in so_far.columns and not so_far.is_decided(one) and one not in found)
        for one in beside:
            if (sure := _sureness(so_far, so_far.columns[at], so_far.columns[one])) is not None:
                found[one] = Match(CENT_PART, sure, Reason("cents_beside"))
                break
    return so_far.having(found)


def _is_called_so(so_far: Assignment, column: Column) -> bool:
    return not so_far.knowledge.words.ledger.cent_headers.isdisjoint(worded(column.header.text).split())


def _sureness(so_far: Assignment, euros: Column, cents: Column) -> float | None:
    """Give how sure it is that a column holds the cents of another one; None where it cannot."""
    is_called_so = _is_called_so(so_far, cents)
    if (cents.header.text and not is_called_so) or not _are_cents(cents.filled, of=MOSTLY if is_called_so else 1):
        return None
    if (cents_of(euros.filled) % WHOLE).any():
        return None
    row = euros.first_row - 1
    is_under_one = any(
        top <= row <= bottom and left <= euros.header.column < cents.header.column <= right
        for top, left, bottom, right in so_far.sheet.sheet.merged
    )
    if is_called_so or is_under_one:
        return SURE
    return DOUBTED if len({*cents.filled}) >= FEWEST_DIFFERENT else None


def _are_cents(cells: Sequence[Cell], of: float) -> bool:
    """Say whether such a share of some cells are whole numbers under a hundred."""
    found = sum(parse_whole(cell, lowest=0, highest=MOST_CENTS).value is not None for cell in cells)
    return bool(found) and found >= of * len(cells)


def with_cents(euros: Sequence[Cell], cents: Sequence[Cell]) -> list[Cell]:
    """Put the cents behind the euros; what cannot be both together stays a text, that no amount is read from."""
    return [_together(euro, cent) for euro, cent in zip(euros, cents, strict=True)]


def _together(euro: Cell, cent: Cell) -> Cell:
    part = parse_whole(cent, lowest=0, highest=MOST_CENTS).value if not is_blank(cent) else 0
    whole = 0 if is_blank(euro) else int(cents_of([euro])[0])
    if not part and (is_blank(euro) or part == 0):
        return euro
    if part is None or whole % WHOLE or (not whole and not is_blank(euro) and parse_whole(euro, lowest=0, highest=0).value is None):
        return f"{euro} | {cent}"
    is_below = whole < 0 or (isinstance(euro, str) and euro.strip().startswith("-"))
    return (whole - part if is_below else whole + part) / WHOLE
