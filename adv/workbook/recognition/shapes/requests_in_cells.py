"""Requests in the row of their visit, in cells of other shapes: they are put into columns right of the list, "Hulpvraag 1: thema", "… status".

They may stand in one cell ("wonen: afgerond", "werken: open" below it), as themes below statuses ("Open | Afgerond"), or in a column per
theme that says how each stands ("Hulpvragen [Wonen]").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.places.layout import ROWS_SEARCHED, header_of, questions_and_answers
from adv.workbook.recognition.shapes.laid_out import LaidOut
from adv.workbook.tables.findings import Severity
from adv.workbook.vocabulary.knowledge import MOSTLY, Knowledge
from adv.workbook.vocabulary.likeness import likely_code
from adv.workbook.vocabulary.words import header_key, is_blank, value_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.workbook.recognition.known import Known
    from adv.workbook.tables.grid import Cell, RawSheet

Pairs = dict[int, list[tuple[str, str]]]  # by row: theme and status of each request
FEWEST_OF_VISIT: Final = 2  # columns that make it a list of visits
FEWEST_STATUSES: Final = 2  # columns of statuses
MOST_REQUESTS_IN_ROW: Final = 12  # requests in a row
OF_VISIT: Final = frozenset({"visited_on", "outcome", "street", "address"})
THEME: Final = "Hulpvraag {number}: thema"
STATUS: Final = "Hulpvraag {number}: status"
_PIECE: Final = re.compile(r"[\n\r;|]+|,\s+")
_PAIR: Final = re.compile(r"(?P<theme>.+?)\s*(?:[:=(]|\s[-–]|[-–]\s)\s*(?P<status>[^()]+?)\)?\s*")


def with_requests(sheet: RawSheet, known: Known) -> LaidOut | None:
    """Put requests in such shapes into columns of their own; with the cells in which they stood. None where there are none."""
    for row in range(min(sheet.row_count - 1, ROWS_SEARCHED)):
        keys = {at: header_key(cell) for at, column in enumerate(sheet.columns) if isinstance(cell := column[row], str)}
        visits = known.knowledge.words.headers[TableName.VISITS]
        if len({visits[key][0] for key in keys.values() if key in visits} & OF_VISIT) < FEWEST_OF_VISIT:
            continue
        found = _found(sheet, row, keys, known.knowledge)
        return _written(sheet, row, found) if found else None
    return None


def _found(sheet: RawSheet, row: int, keys: Mapping[int, str], knowledge: Knowledge) -> dict[int, Pairs]:
    """Find the columns with requests below a row of headers: themes under statuses, or what begins as a request does."""
    visits, found = knowledge.words.headers[TableName.VISITS], {}
    statuses = [at for at, key in keys.items() if value_key(key) in knowledge.words.statuses and key not in visits]
    firsts = {at: re.split(r"[\s\[/:.(_-]", header_of(0, sheet.columns[at][row]).key, maxsplit=1)[0] for at in keys}
    asked = [at for at, first in firsts.items() if first in knowledge.words.wide_prefixes]
    told = {*asked, *(statuses if len(statuses) >= FEWEST_STATUSES else ())}
    below = {at: {line: cell for line, cell in enumerate(sheet.columns[at]) if line > row and not is_blank(cell)} for at in told}
    by_status = {at: _of_status(keys[at], cells, knowledge) for at, cells in below.items() if at in statuses and cells}
    if len(by_status) >= FEWEST_STATUSES and all(by_status.values()):
        return {at: pairs for at, pairs in by_status.items() if pairs}
    for at in asked:
        header = str(sheet.columns[at][row])
        if below[at] and (pairs := _of_theme(header, below[at], knowledge) or _of_cells(header, below[at], knowledge)):
            found[at] = pairs
    return found


def _of_status(status: str, below: Mapping[int, Cell], knowledge: Knowledge) -> Pairs | None:
    """Read the themes below a status; None where a cell holds anything else."""
    found: Pairs = {}
    for line, cell in below.items():
        themes, unknown = knowledge.themes.split(cell) if isinstance(cell, str) else ((), ("",))
        if unknown or not themes:
            return None
        found[line] = [(theme, status) for theme in themes]
    return found


def _of_theme(header: str, below: Mapping[int, Cell], knowledge: Knowledge) -> Pairs | None:
    theme = next((name for _, answer in questions_and_answers(header) if (name := knowledge.themes.find(answer))), None)
    if theme is None or not all(isinstance(cell, str) and _is_status(cell, knowledge) for cell in below.values()):
        return None
    return {line: [(theme, str(cell))] for line, cell in below.items()}


def _of_cells(header: str, below: Mapping[int, Cell], knowledge: Knowledge) -> Pairs | None:
    """Read themes with their statuses in the cells of one column; None where a cell holds anything else, or most statuses are unknown."""
    if knowledge.themes.find(header):
        return None
    found: Pairs = {}
    for line, cell in below.items():
        pieces = [piece for piece in _PIECE.split(cell) if piece.strip()] if isinstance(cell, str) else [""]
        pairs = [match for piece in pieces if (match := _PAIR.fullmatch(piece.strip()))]
        if len(pairs) < len(pieces) or not all(knowledge.themes.find(one["theme"]) for one in pairs):
            return None
        found[line] = [(one["theme"], one["status"]) for one in pairs]
    statuses = [status for pairs in found.values() for _, status in pairs]
    return found if sum(_is_status(status, knowledge) for status in statuses) >= MOSTLY * len(statuses) else None


def _is_status(text: str, knowledge: Knowledge) -> bool:
    key, words = value_key(text), knowledge.words
    return key in words.statuses or likely_code(key, words.statuses, words.value_fillers) is not None


def _written(sheet: RawSheet, row: int, found: Mapping[int, Pairs]) -> LaidOut:
    """Write the requests of each row beside each other, right of all columns, and empty the cells that they stood in."""
    rows: Pairs = {}
    for pairs in found.values():
        for line, mine in pairs.items():
            rows.setdefault(line, []).extend(mine)
    rest: list[Cell] = [None] * (sheet.row_count - row - 1)
    columns = [[*column[: row + 1], *rest] if at in found else column for at, column in enumerate(sheet.columns)]
    for number in range(1, min(MOST_REQUESTS_IN_ROW, max(map(len, rows.values()))) + 1):
        for part, header in enumerate((THEME, STATUS)):
            column: list[Cell] = [None] * sheet.row_count
            column[row] = header.format(number=number)
            for line, mine in rows.items():
                column[line] = mine[number - 1][part] if len(mine) >= number else None
            columns.append(column)
    asked = [(line, at) for at, pairs in found.items() for line in pairs]
    return LaidOut(replace(sheet, columns=tuple(columns)), Severity.INFO, "requests_in_cells", asked)
