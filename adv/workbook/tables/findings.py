"""A finding: one problem of one workbook, as data. The sentence is made later, from `adv.texts`, in the user's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping  # noqa: TC003 (decoding needs it)
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

if TYPE_CHECKING:
    from adv.texts import Texts


HALF_FILLED = "value_missing"  # the code of rows that lack something: a row that lacks three things is one problem


class Severity(StrEnum):
    """The weight of a finding: what was done with the row."""

    ERROR = "error"  # the row is left out
    WARNING = "warning"  # read; look at it
    INFO = "info"  # good to know


class Finding(Struct, frozen=True):
    """One problem, or several alike ones grouped.

    `code` is the key of its texts: ``findings.<code>`` says what is wrong (with ``.one`` and ``.other`` forms),
    ``findings.<code>.action`` what to do. `params` hold names that are safe to show and log (a header, the nearest known
    word, a limit), never what an unknown cell holds. `cells` are Excel addresses in `sheet`, the first one first; of very many
    only the first thousand are listed, `total` counts all.
    """

    severity: Severity
    code: str
    file: str
    sheet: str | None = None
    cells: tuple[str, ...] = ()
    params: Mapping[str, str | int] = field(default_factory=dict)
    total: int = 0

    @property
    def cell(self) -> str | None:
        """Name the first cell that it is about."""
        return self.cells[0] if self.cells else None

    @property
    def count(self) -> int:
        """Count the cells (or things without a cell) that it is about."""
        return max(1, self.total, len(self.cells))

    def message(self, texts: Texts) -> str:
        """Say what is wrong, and what was done with it."""
        return texts.count(f"findings.{self.code}", self.count, **self.params)

    def action(self, texts: Texts) -> str:
        """Say what the user can do."""
        return texts(f"findings.{self.code}.action", **self.params)


class Alike(Struct, frozen=True):
    """One problem wherever it is: the same on several sheets, or in several columns of the same rows."""

    findings: tuple[Finding, ...]

    @property
    def whole(self) -> Finding:
        """Put them together in one finding, which names all that they name."""
        first = self.findings[0]
        if len(self.findings) == 1:
            return first
        params = {name: ", ".join(dict.fromkeys(str(one.params[name]) for one in self.findings)) for name in first.params}
        total = first.count if _in_rows(first) == _in_rows(self.findings[-1]) else sum(one.count for one in self.findings)
        return replace(first, sheet=None, cells=(), params=params, total=total)

    def places(self, most: int) -> str:
        """Name the first cells of each sheet."""
        cells: dict[str, list[str]] = {}
        for one in self.findings:
            cells.setdefault(one.sheet or "", []).extend(one.cells)
        named = [f"{', '.join(mine[:most])}{' …' if len(mine) > most else ''}" for mine in cells.values()]
        told = [": ".join(filter(None, both)) for both in zip(cells, named, strict=True)]
        return "; ".join(filter(None, told)) or self.findings[0].file


def alike(findings: Iterable[Finding]) -> tuple[Alike, ...]:
    """Put together what is one problem, in the order of the first of each."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for one in findings:
        told = [(name, value) for name, value in one.params.items() if name != "filled"]
        where = _in_rows(one) if one.code == HALF_FILLED else told
        groups.setdefault((one.severity, one.code, *where), []).append(one)
    return tuple(Alike(tuple(group)) for group in groups.values())


def _in_rows(finding: Finding) -> list[object]:
    """List where a finding is, whatever the column."""
    return [finding.file, finding.sheet, *(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for cell in finding.cells)]
