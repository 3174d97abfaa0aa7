"""Requests without a number or an address of their own: of the visit that the request above them is of, where the list shows it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.model import TableName
from adv.workbook.parsing.completed_cells import any_ditto
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.workbook.recognition.columns import FoundTable
    from adv.workbook.tables.grid import Cell

REFERENCES: Final = ("visit_id", "address", "street", "house_number", "addition")  # what says of which visit a request is
OF_A_REQUEST: Final = ("theme", "status")  # one of them makes a row a request
LEAST_BELOW: Final = 0.2  # share of the requests
FEWEST_BELOW: Final = 2


class Below(Struct, frozen=True):
    """Rows that name no visit, below one that does, from 0; and if the list shows that they belong to it."""

    rows: tuple[int, ...] = ()
    is_sure: bool = False


NONE_BELOW: Final = Below()


def requests_below(found: FoundTable, columns: Mapping[int, Sequence[Cell]]) -> Below:
    """Find the requests that name no visit; `columns` are the cells under each header, merged ones filled in.

    Sure is a list that names each visit once, at the first of its requests: no visit twice, and below it requests of the same day, or,
    where no column has days, many. A number that was forgotten stands among requests of other days, or in a list that repeats itself.
    """
    at = {name: column for column, name in found.own.items()}
    if found.table is not TableName.REQUESTS or found.in_visits or not any(name in at for name in REFERENCES[:4]):
        return NONE_BELOW
    keys = [columns[at[name]] for name in REFERENCES if name in at]
    if not any(map(_is_empty, {*keys[0]})):
        return NONE_BELOW
    told = [columns[at[name]] for name in OF_A_REQUEST if name in at]
    rows = [row for row in range(len(keys[0])) if any(not is_blank(cells[row]) for cells in told)]
    blank = [row for row in rows if all(_is_empty(cells[row]) for cells in keys)]
    if not blank or blank[0] == rows[0] or len(blank) == len(rows):
        return NONE_BELOW
    without = {*blank}
    said = [tuple(cells[row] for cells in keys) for row in rows if row not in without]
    named = [tuple(str(cell).casefold() for cell in one) for one in said if not any_ditto(one) and not all(map(is_blank, one))]
    days = columns[at["raised_on"]] if "raised_on" in at else None
    are_many = len(blank) >= max(FEWEST_BELOW, LEAST_BELOW * len(rows))
    same_day = days is not None and all(
        days[row] == days[above] or is_blank(days[row]) for above, row in pairwise(rows) if row in without
    )
    is_shown = same_day if days is not None and any(not is_blank(days[row]) for row in blank) else are_many
    return Below(tuple(blank), is_shown and len({*named}) == len(named))


def _is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())  # a dash may say that there is no visit


def filled_below(cells: Sequence[Cell], rows: Sequence[int]) -> list[Cell]:
    """Give rows what stands above them, from the nearest row that is none of them."""
    filled, below = list(cells), {*rows}
    for row in rows:
        above = row - 1
        while above > 0 and (above in below or is_blank(filled[above])):
            above -= 1
        filled[row] = filled[above]
    return filled
