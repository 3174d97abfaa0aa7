"""Findings, each one problem of one workbook as data, their log, and those of an earlier upload against those of a later one.

The sentence is made later, from `adv.texts`, in the language of the user. Problems of two uploads are told apart by what is wrong, with the
words that it names, and on which sheet; they are counted in cells. Cells move when rows are mended, so that their addresses say nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping  # noqa: TC003 (decoding needs it)
from enum import StrEnum
from string import Formatter
from typing import TYPE_CHECKING, Final, Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from adv.workbook.tables.grid import RawSheet, address

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from adv.texts import Texts

NOT_KEPT = "…"  # in the place of a word that is not kept
HALF_FILLED = "value_missing"  # the code of rows that lack something: a row that lacks three things is one problem
WITHOUT_VALUE: Final = ("unreadable_", "unknown_")  # beginnings of the codes of cells that have no value now
CELLS_KEPT: Final = 1000  # of one finding; its total still counts all


class Severity(StrEnum):
    """The weight of a finding: what was done with the row."""

    ERROR = "error"  # the row is left out
    WARNING = "warning"  # read; look at it
    INFO = "info"  # good to know


class Finding(Struct, frozen=True):
    """One problem, or several alike ones grouped.

    `code` is the key of its texts: ``findings.<code>`` says what is wrong (with ``.one`` and ``.other`` forms),
    ``findings.<code>.action`` what to do, with ``{way}`` for where on the page, and ``findings.<code>.asked`` what to do instead while
    a question is open about it. `params` hold names that are safe to show and log (a header, the nearest known
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
    is_asked: bool = False  # a question is open about it

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
        """Say what the user can do: answer the question that is open about it, else what is to be done without one."""
        key, way = f"findings.{self.code}.action", texts("intake.by_answer" if self.is_asked else "intake.by_choice")
        if self.is_asked and (asked := f"findings.{self.code}.asked") in texts:
            return texts(asked, **self.params)
        action = texts(key, **self.params, way=way)
        is_wanted = self.severity is Severity.ERROR or self.code.startswith(WITHOUT_VALUE)
        return texts("intake.answer_or", action=action) if self.is_asked and is_wanted and way not in action else action

    def in_full(self, texts: Texts) -> Finding:
        """Fill what the store does not keep: a column is called by its letter, anything else is left open."""
        column = self.cells[0].rstrip("0123456789") if self.cells else NOT_KEPT
        written = [text for key, text in texts.entries.items() if key.startswith(f"findings.{self.code}.")]
        names = {name for text in written for _, name, _, _ in Formatter().parse(text) if name and name not in {"count", "way"}}
        return replace(self, params={name: column if name == "column" else NOT_KEPT for name in names} | dict(self.params))


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
        is_asked = any(one.is_asked for one in self.findings)
        return replace(first, sheet=None, cells=(), params=params, total=total, is_asked=is_asked)

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
        self.laid_out: dict[tuple[str, str | None], RawSheet] = {}  # sheets whose cells stand elsewhere in the file

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
        self._add((severity, code, file, sheet, tuple(sorted(params.items()))), cells[:CELLS_KEPT], max(1, len(cells)))

    def add_rows(
        self,
        severity: Severity,
        code: str,
        place: Place,
        lines: NDArray[np.intp],
        at: int | NDArray[np.intp],
        /,
        **params: str | int,
    ) -> None:
        """Note a problem of many rows of one sheet, each in the column `at`, or each in one of its own."""
        first = lines[:CELLS_KEPT].tolist()
        columns = [at] * len(first) if isinstance(at, int) else at[:CELLS_KEPT].tolist()
        cells = list(zip(first, columns, strict=True))
        self._add((severity, code, place.file, place.sheet, tuple(sorted(params.items()))), cells, len(lines))

    def _add(self, key: Key, cells: Sequence[tuple[int, int]], total: int) -> None:
        kept = self._cells.setdefault(key, [])
        kept.extend(cells[: max(0, CELLS_KEPT - len(kept))])
        self._totals[key] = self._totals.get(key, 0) + total

    def says(self, codes: tuple[str, ...], file: str, sheet: str | None) -> bool:
        """Say whether there is a finding about a sheet of which the code begins with one of some."""
        return any(key[1].startswith(codes) and key[2:4] == (file, sheet) for key in self._cells)

    def findings(self) -> tuple[Finding, ...]:
        """List all of them: errors first, in the order of the sheets."""
        made = []
        for (severity, code, file, sheet, params), places in self._cells.items():
            laid_out = self.laid_out.get((file, sheet))
            where = {laid_out.place(*cell) for cell in places} if laid_out else places
            cells = tuple(address(*cell) for cell in sorted(where))
            total = self._totals[severity, code, file, sheet, params]
            made.append(Finding(severity, code, file, sheet, cells, dict(params), total))
        return tuple(sorted(made, key=lambda finding: _ORDER[finding.severity]))


TO_BE_SOLVED = (Severity.ERROR, Severity.WARNING)  # there is nothing to solve about what is only good to know


class Problem(Struct, frozen=True):
    """One kind of problem on one sheet: how many cells had it, and how many have it now."""

    finding: Finding  # as it is now, or else as it was
    before: int
    now: int

    @property
    def gone(self) -> int:
        """Count the cells that had it and no longer have it."""
        return max(0, self.before - self.now)

    @property
    def left(self) -> int:
        """Count the cells that still have it."""
        return min(self.before, self.now)

    @property
    def new(self) -> int:
        """Count the cells that did not have it before."""
        return max(0, self.now - self.before)


def compare(before: Iterable[Finding], now: Iterable[Finding], sheets: Iterable[str]) -> tuple[Problem, ...]:
    """Pair the problems of two uploads on the sheets of the later one, those with most cells gone first.

    Empty when the earlier upload had no problem on any of these sheets: then there is nothing to compare with.
    """
    here = set(sheets)
    was, found = _counts(before, here), _counts(now, here)
    if not was:
        return ()
    none = (None, 0)
    problems = [
        Problem((found.get(key) or was[key])[0], was.get(key, none)[1], found.get(key, none)[1]) for key in {**found, **was}
    ]
    return tuple(sorted(problems, key=lambda one: (-one.gone, -one.now, str(one.finding.sheet), one.finding.code)))


def totals(problems: Sequence[Problem]) -> tuple[int, int, int]:
    """Count the cells gone, left and new."""
    return sum(one.gone for one in problems), sum(one.left for one in problems), sum(one.new for one in problems)


def _counts(findings: Iterable[Finding], sheets: set[str]) -> dict[tuple[object, ...], tuple[Finding, int]]:
    counts: dict[tuple[object, ...], tuple[Finding, int]] = {}
    for finding in findings:
        if finding.severity in TO_BE_SOLVED and finding.sheet in sheets:
            key = finding.code, finding.sheet, *sorted(finding.params.items())
            first, count = counts.get(key, (finding, 0))
            counts[key] = first, count + finding.count
    return counts
