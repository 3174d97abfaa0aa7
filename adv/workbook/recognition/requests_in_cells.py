"""Requests of a visit in one cell, each with its status ("wonen: open; werken: afgerond"), become columns of their own, as forms have them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.workbook.recognition.layout import ROWS_SEARCHED
from adv.workbook.values.text import clean
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.knowledge import AGREES, MOSTLY, SEARCHED, sample_of
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from adv.workbook.recognition.header_match import Known
    from adv.workbook.tables.grid import Cell, RawSheet

FEWEST: Final = 3  # cells with a sign between a theme and its status
MOST: Final = 6  # requests in one cell
LONGEST: Final = 300  # characters of a cell
_BETWEEN = re.compile(r"\s*[;\n|]\s*")
_PAIR = re.compile(r"(?P<theme>[^:=()]{2,60}?)\s*(?:[:=]|\s[-–>]+\s|\()\s*(?P<status>[^:=()]{2,60}?)\)?")


def with_requests_apart(sheet: RawSheet, known: Known) -> tuple[RawSheet, tuple[tuple[int, int], ...]] | None:
    """Give a sheet with a theme and a status for each request in the cells of one column, and where these stand; None where none has them."""
    for at, column in enumerate(sheet.columns):
        rows = [row for row, cell in enumerate(column[:SEARCHED]) if _pairs(cell)]
        if len(rows) < FEWEST or not _are_requests([pair for row in rows for pair in _pairs(column[row])], known):
            continue
        header = next((row for row in range(rows[0] - 1, -1, -1) if not is_blank(column[row])), None)
        if header is None or header >= ROWS_SEARCHED:
            continue
        found = {row: pairs for row in range(header + 1, sheet.row_count) if (pairs := _pairs(column[row]))}
        most = max(map(len, found.values()))
        made: list[list[Cell]] = []
        for number in range(most):
            for part, name in enumerate(("thema", "status")):
                cells: list[Cell] = [None] * sheet.row_count
                cells[header] = f"Hulpvraag {number + 1}: {name}"
                for row, pairs in found.items():
                    cells[row] = pairs[number][part] if number < len(pairs) else None
                made.append(cells)
        emptied: list[Cell] = [None if row in found else cell for row, cell in enumerate(column)]
        columns = (*sheet.columns[:at], emptied, *sheet.columns[at + 1 :], *made)
        return replace(sheet, columns=columns), tuple((row, at) for row in found)
    return None


def _pairs(cell: Cell) -> list[tuple[str, str]]:
    """Take a cell apart into themes, each with its status; nothing where a piece of it is anything else."""
    if not isinstance(cell, str) or len(cell) > LONGEST or not any(sign in cell for sign in ":=(-–>"):
        return []
    pieces = [piece for piece in _BETWEEN.split(cell.strip()) if piece]
    if len(pieces) == 1 and "," in cell:
        pieces = [piece.strip() for piece in cell.split(",")]
    found = [_PAIR.fullmatch(clean(piece)) for piece in pieces]
    return [(one["theme"].strip(), one["status"].strip()) for one in found if one] if all(found) and len(found) <= MOST else []


def _are_requests(pairs: list[tuple[str, str]], known: Known) -> bool:
    """Say whether most of what stands before the signs are themes, and most of what stands behind them are statuses."""
    themes, statuses = (sample_of([pair[part] for pair in pairs]) for part in (0, 1))
    share = known.knowledge.share
    return (share(themes, Kind.THEME) or 0) >= AGREES and (share(statuses, Kind.STATUS) or 0) >= MOSTLY
