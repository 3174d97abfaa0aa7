"""Findings as they are made: alike ones of one sheet are grouped, and their cells listed up to a limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from adv.workbook.tables.findings import Finding, Severity
from adv.workbook.tables.grid import address

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

MOST_CELLS: Final = 1000  # of one finding; its total still counts all
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}

Key = tuple[Severity, str, str, str | None, tuple[tuple[str, str | int], ...]]


class Place(Protocol):
    """Anything that lies in one sheet of one file."""

    @property
    def file(self) -> str:
        """Name the file."""

    @property
    def sheet(self) -> str:
        """Name the sheet."""


class FindingLog:
    """A log that takes problems one by one or many at once, and gives grouped findings."""

    def __init__(self) -> None:
        self._cells: dict[Key, list[tuple[int, int]]] = {}
        self._totals: dict[Key, int] = {}

    def add(
        self,
        severity: Severity,
        code: str,
        file: str,
        sheet: str | None = None,
        cells: Sequence[tuple[int, int]] = (),
        **params: str | int,
    ) -> None:
        """Note a problem with cells given as (row, column), both from 0."""
        self._add((severity, code, file, sheet, tuple(sorted(params.items()))), cells[:MOST_CELLS], max(1, len(cells)))

    def add_rows(
        self, severity: Severity, code: str, place: Place, lines: NDArray[np.intp], at: int, /, **params: str | int
    ) -> None:
        """Note a problem of many rows of one sheet, each in the column `at`."""
        cells = [(line, at) for line in lines[:MOST_CELLS].tolist()]
        self._add((severity, code, place.file, place.sheet, tuple(sorted(params.items()))), cells, len(lines))

    def _add(self, key: Key, cells: Sequence[tuple[int, int]], total: int) -> None:
        kept = self._cells.setdefault(key, [])
        kept.extend(cells[: max(0, MOST_CELLS - len(kept))])
        self._totals[key] = self._totals.get(key, 0) + total

    def findings(self) -> tuple[Finding, ...]:
        """List all of them: errors first, in the order of the sheets."""
        made = []
        for (severity, code, file, sheet, params), places in self._cells.items():
            cells = tuple(address(*cell) for cell in sorted(places))
            total = self._totals[severity, code, file, sheet, params]
            made.append(Finding(severity, code, file, sheet, cells, dict(params), total))
        return tuple(sorted(made, key=lambda finding: _ORDER[finding.severity]))
