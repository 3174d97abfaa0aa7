"""Code books: lists of the variables of a form on a tab of their own, with what each asks and what its codes stand for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from adv.workbook.values.text import clean
from adv.workbook.vocabulary.legends import code_of, is_legend, pairs_in
from adv.workbook.vocabulary.words import header_key, is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.vocabulary.words import Vocabulary

MOST_ROWS: Final = 300  # of a code book; a longer sheet is a list
HEADERS_WITHIN: Final = 5  # rows
LONGEST_NAME: Final = 40  # characters
_VARIABLE: Final = re.compile(r"[A-Za-z]{1,12}[_.]?\d{1,3}[A-Za-z]?(?:[_.]\w{1,30})*|[A-Za-z]+(?:_[A-Za-z0-9]+)+")


class Variable(Struct):
    """One variable: what it asks, and what its codes stand for."""

    labels: list[str] = field(default_factory=list)
    meanings: dict[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str | None:
        """The text of its question; None where several rows say different things of it."""
        return self.labels[0] if len({*self.labels}) == 1 else None


class CodeBook(Struct):
    """The variables of one upload, by their names as headers are compared."""

    variables: dict[str, Variable] = field(default_factory=dict)

    def learn(self, sheet: RawSheet, words: Vocabulary) -> None:
        """Look through a short sheet for a column of variables under a header that calls them so, and what stands beside each."""
        if sheet.row_count > MOST_ROWS or not sheet.is_grid:
            return
        for row in range(min(sheet.row_count, HEADERS_WITHIN)):
            named = {at: header_key(cell) for at, column in enumerate(sheet.columns) if isinstance(cell := column[row], str)}
            names = next((at for at, key in named.items() if key in words.variables), None)
            others = [at for at in named if names is not None and at > names]
            if names is not None and others and any(named[at] in words.labels for at in others):
                self._take(sheet, range(row + 1, sheet.row_count), names, others, [named[at] in words.labels for at in others])
                return

    def _take(self, sheet: RawSheet, rows: range, names: int, others: Sequence[int], are_labels: Sequence[bool]) -> None:
        variable: Variable | None = None
        for row in rows:
            name, cells = sheet.columns[names][row], [sheet.columns[at][row] for at in others]
            if isinstance(name, str) and len(name) <= LONGEST_NAME and not is_blank(name):
                variable = self.variables.setdefault(header_key(name), Variable())
            if variable is not None and not all(map(is_blank, cells)):
                _add(variable, cells, are_labels)


def _add(variable: Variable, cells: Sequence[Cell], are_labels: Sequence[bool]) -> None:
    """Add what one row says: a code with what it stands for right of it, a text that explains several, or else what is asked."""
    codes = [code_of(cell) for cell in cells]
    code = next((at for at, one in enumerate(codes[:-1]) if one is not None and isinstance(cells[at + 1], str)), None)
    if code is not None:
        variable.meanings[codes[code] or ""] = clean(str(cells[code + 1]))
    for at, cell in enumerate(cells):
        if isinstance(cell, str) and is_legend(cell):
            variable.meanings |= dict(pairs_in(cell))
        elif isinstance(cell, str) and are_labels[at] and codes[at] is None and (code is None or at < code):
            variable.labels.append(clean(cell))


def has_variables(sheet: RawSheet) -> bool:
    """Say whether headers of a sheet look like variables, which another sheet may explain: "v1", "Q4", "v2_uitkomst"."""
    rows = range(min(sheet.row_count, HEADERS_WITHIN))
    return any(
        isinstance(cell := column[row], str) and _VARIABLE.fullmatch(cell.strip()) for column in sheet.columns for row in rows
    )
