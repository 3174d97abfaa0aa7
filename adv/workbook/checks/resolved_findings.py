"""The problems of an earlier upload against those of a later one: which are gone, which are left, and which are new. Pure.

Problems are told apart by what is wrong, with the words that it names, and on which sheet; they are counted in cells. Cells move when
rows are mended, so that their addresses say nothing. Sheets that the later upload does not have are left out: of those nothing is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from adv.workbook.tables.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


LOOKED_AT = (Severity.ERROR, Severity.WARNING)  # there is nothing to solve about what is only good to know


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
        if finding.severity in LOOKED_AT and finding.sheet in sheets:
            key = finding.code, finding.sheet, *sorted(finding.params.items())
            first, count = counts.get(key, (finding, 0))
            counts[key] = first, count + finding.count
    return counts
