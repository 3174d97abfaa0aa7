"""Two figures in one cell, "7 / 8" below "Cijfer woning / buurt": each gets a column of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.places.layout import ROWS_SEARCHED, header_of
from adv.workbook.recognition.shapes.laid_out import LaidOut
from adv.workbook.tables.findings import Severity
from adv.workbook.values.text import plain
from adv.workbook.vocabulary.canonical_form import FORM_OF, InputKind
from adv.workbook.vocabulary.knowledge import MOSTLY
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.recognition.known import Known
    from adv.workbook.tables.grid import Cell, RawSheet

ROWS_LOOKED_AT: Final = 200  # rows among which one holds two figures
SCORES: Final = {column.field: column.header for column in FORM_OF[TableName.VISITS].columns if column.kind is InputKind.SCORE}
_TWO: Final = re.compile(r"\s*([1-9]|10)\s*(?:[/|;&+-]|,\s|\s|\ben\b|\band\b)\s*([1-9]|10)")
_OPEN: Final = str.maketrans("()[]", "    ")


def with_scores(sheet: RawSheet, known: Known) -> LaidOut | None:
    """Divide a column of two figures in a cell, "7 / 8", whose header names both ("Cijfer woning / buurt"), in that order; with those cells.

    A cell that is not two figures stays as it is written, so that it is said.
    """
    may_be = [
        at
        for at, cells in enumerate(sheet.columns)
        if any(isinstance(cell, str) and _TWO.match(cell) for cell in cells[:ROWS_LOOKED_AT])
    ]
    for row in range(min(sheet.row_count - 1, ROWS_SEARCHED)):
        for at in may_be:
            header = sheet.columns[at][row]
            if isinstance(header, str) and (names := _in_order(at, header, known)):
                return _divided(sheet, row, at, names)
    return None


def _in_order(at: int, text: str, known: Known) -> list[str] | None:
    """Give both scores in the order in which a header names them: "Cijfer woning / buurt"; None where it does not name both."""
    header = header_of(at, text.translate(_OPEN))
    stems = (match for match in known.tables[TableName.VISITS].stems(header) if match.field in SCORES)
    said = {match.field: str(match.reason.params["word"]) for match in stems}
    if said.keys() != SCORES.keys():
        return None
    return sorted(SCORES, key=lambda name: header.key.find(said[name].split()[-1]))


def _divided(sheet: RawSheet, row: int, at: int, names: Sequence[str]) -> LaidOut | None:
    """Write the first figure of each cell in its place and the second in a new column; None where most cells are not two figures."""
    cells, below = sheet.columns[at], range(row + 1, sheet.row_count)
    pairs = {line: two for line, cell in enumerate(cells) if isinstance(cell, str) and (two := _TWO.fullmatch(plain(cell)))}
    if not pairs or len(pairs) < MOSTLY * sum(not is_blank(cell) for cell in cells[row + 1 :]):
        return None
    as_written = [None if is_blank(cell) else f"{cell} / ?" for cell in cells]
    first, second = (SCORES[name] for name in names)
    one: list[Cell] = [*cells[:row], first, *(int(pairs[line][1]) if line in pairs else as_written[line] for line in below)]
    other: list[Cell] = [*[None] * row, second, *(int(pairs[line][2]) if line in pairs else None for line in below)]
    columns = (*(one if place == at else column for place, column in enumerate(sheet.columns)), other)
    return LaidOut(replace(sheet, columns=columns), Severity.INFO, "scores_in_one_cell", tuple((line, at) for line in pairs))
