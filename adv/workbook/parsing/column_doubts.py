"""Doubts about a column as a whole though each of its cells can be read: amounts in thousands, or a thousandth of what they were."""

from __future__ import annotations

import re
from math import isfinite
from statistics import median
from typing import TYPE_CHECKING, Final, TypeGuard

from adv.workbook.values.amounts import parse_amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from adv.workbook.tables.grid import Cell, RawSheet

FEWEST_AMOUNTS: Final = 5  # of a column of which one can seem too small
THOUSAND: Final = 1000
FAR_BELOW: Final = 100  # times smaller than the middle one of a column
ABOUT: Final = 10  # times larger or smaller
FEWEST_THOUSANDTHS: Final = 2
FAR_OVER: Final = 10  # times the budget
TITLES: Final = 20  # rows above the headers that are looked at
TAIL: Final = 5  # rows at the end of a sheet, in which notes stand
NOISE: Final = 1e-6  # of what binary numbers add

_UNIT = r"(?:€|eur\w*)?\s*(?:1[.,]?000\b|dui(?:zend|s)\w*\b|thousand\w*\b)"
_THOUSANDS = re.compile(
    rf"(?:\bx|×|\*|\bin|\bkeer|\bmaal)\s*{_UNIT}|\bx\s*1k\b|\bk\s?€|€\s?k\b|\bkeuro\b|['’]000s?\b|\(000s?\)", re.IGNORECASE
)
_OF_HEADER = re.compile(
    r"(?<!boven )(?<!vanaf )(?<!onder )(?<!tot )(?<!max )(?<!max[.] )(?<![<>] )(?<![<>])€\s*1\.?000\b", re.IGNORECASE
)
_OF_MONEY = re.compile(r"€|\beur|bedrag|amount|kosten|uitga|beste+d|begrot|budget|realis|uitput|lasten", re.IGNORECASE)
_DECIMALS = re.compile(r"[0-9]([.,])[0-9]{1,2}\s*$")
_AMOUNT = re.compile(r"-?[0-9]+[.,][0-9]+")


def says_thousands(header: str) -> bool:
    """Say whether a header says that its amounts are in thousands: "Bedrag (x € 1.000)"."""
    return (_THOUSANDS.search(header) or _OF_HEADER.search(header)) is not None


def titled_in_thousands(sheet: RawSheet, header_row: int, first_row: int) -> bool:
    """Say whether the name of a sheet, a text above its headers or below them, or one under the list says that its amounts are in thousands."""
    last = max(first_row, sheet.row_count - TAIL)
    rows = (*range(min(header_row, TITLES)), *range(header_row + 1, first_row), *range(last, sheet.row_count))
    texts = (column[row] for row in rows for column in sheet.columns)
    return any(isinstance(text, str) and _titles_thousands(text) for text in (sheet.name, *texts))


def _titles_thousands(text: str) -> bool:
    said = _THOUSANDS.search(text)
    return said is not None and (_OF_MONEY.search(text) is not None or not re.search(r"\w", text.replace(said[0], "")))


def times_thousand(cells: Sequence[Cell]) -> list[Cell]:
    """Give the amounts of a column that is in thousands in euros; of a text with three decimals the other amounts tell which sign is the decimal one."""
    signs = {sign[1] for cell in cells if isinstance(cell, str) and (sign := _DECIMALS.search(cell))} or {","}
    return [_in_euros(cell, signs) for cell in cells]


def _in_euros(cell: Cell, signs: set[str]) -> Cell:
    if isinstance(cell, str) and len(signs) == 1 and _AMOUNT.fullmatch(cell.strip()) and (signs & {*cell}):
        return round(float(cell.replace(",", ".")) * THOUSAND, 2)
    if _is_number(cell):
        return round(cell * THOUSAND, 2)
    cents = parse_amount(cell).value if isinstance(cell, str) else None
    return cell if cents is None else cents * THOUSAND / 100


def is_far_over(cells: Iterable[Cell], budget_cents: int | None) -> bool:
    """Say whether amounts that are said to be in thousands would come to far more than the budget."""
    whole = sum(abs(parse_amount(cell).value or 0) for cell in cells)
    return bool(budget_cents) and whole * THOUSAND > FAR_OVER * (budget_cents or 0)


def in_thousandths(shown: Sequence[Cell], others: Sequence[Cell]) -> bool:
    """Say whether amounts that are shown with three decimals were thousands once: most of a column's numbers are, and none is over a thousand.

    A spreadsheet in English takes "1.250" for one and a quarter, and shows it as 1.250.
    """
    numbers = [[cell for cell in cells if _is_number(cell)] for cells in (shown, others)]
    return len(numbers[0]) > len(numbers[1]) and all(abs(cell) < THOUSAND for cell in numbers[0])


def may_be_thousands(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Find the amounts of a column that may be a thousandth of what was meant: with three decimals, or far below the others until multiplied."""
    numbers = [cell for cell in cells if _is_number(cell) and cell]
    small = [cell for cell in numbers if abs(cell) < THOUSAND]
    exact = [cell for cell in small if _is_whole(cell * THOUSAND) and not _is_whole(cell * 100)]
    if len(exact) >= FEWEST_THOUSANDTHS:
        return exact
    if len(numbers) < FEWEST_AMOUNTS:
        return []
    middle = median(map(abs, numbers))
    return [
        cell
        for cell in small
        if abs(cell) >= 1 and abs(cell) * FAR_BELOW < middle and middle / ABOUT <= abs(cell) * THOUSAND <= middle * ABOUT
    ]


def _is_number(cell: Cell) -> TypeGuard[float]:
    return isinstance(cell, int | float) and not isinstance(cell, bool) and isfinite(cell)


def _is_whole(number: float) -> bool:
    return abs(number - round(number)) < NOISE
