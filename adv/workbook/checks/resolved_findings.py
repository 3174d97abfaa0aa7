"""What came of the problems of an earlier upload: which are no longer there, which still are, and which are new. Pure.

Problems are told apart by what is wrong, with the words that it names, and on which sheet; they are counted in cells. Cells move when
rows are mended, so that their addresses say nothing. Sheets that the later upload does not have are left out: of those nothing is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from adv.workbook.tables.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from adv.workbook.tables.findings import Finding

LOOKED_AT = (Severity.ERROR, Severity.WARNING)  # there is nothing to solve about what is only good to know


class Problem(Struct, frozen=True):
    """One kind of problem on one sheet: how many cells had it, and how many have it now."""

    finding: Finding  # as it is now, or else as it was
    before: int
    now: int

    @property
    def gone(self) -> int:
        """No longer there."""
        return max(0, self.before - self.now)

    @property
    def left(self) -> int:
        """Still there."""
        return min(self.before, self.now)

    @property
    def new(self) -> int:
        """Not there before."""
        return max(0, self.now - self.before)


def compare(before: Iterable[Finding], now: Iterable[Finding], sheets: Iterable[str]) -> tuple[Problem, ...]:
    """The problems of two uploads on the sheets of the later one, those with most cells gone first.

    Empty when the earlier upload had no problem on any of these sheets: then there is nothing to compare with.
    """
    here = set(sheets)
    was, found = _counts(before, here), _counts(now, here)
    if not was:
        return ()
    problems = []
    for key in {**found, **was}:
        (one, is_now), (_, counted) = found.get(key, (None, 0)), was.get(key, (None, 0))
        finding = one or was[key][0]
        problems.append(Problem(finding, counted, is_now))
    return tuple(sorted(problems, key=_order))


def _order(problem: Problem) -> tuple[int, int, str, str]:
    return -problem.gone, -problem.now, str(problem.finding.sheet), problem.finding.code


def totals(problems: Sequence[Problem]) -> tuple[int, int, int]:
    """Cells gone, left and new."""
    return (
        sum(problem.gone for problem in problems),
        sum(problem.left for problem in problems),
        sum(problem.new for problem in problems),
    )


def _counts(findings: Iterable[Finding], sheets: set[str]) -> dict[tuple[object, ...], tuple[Finding, int]]:
    """A finding of each kind, and how many cells have it."""
    counts: dict[tuple[object, ...], tuple[Finding, int]] = {}
    for finding in findings:
        if finding.severity in LOOKED_AT and finding.sheet in sheets:
            key = finding.code, finding.sheet, *sorted(finding.params.items())
            first, count = counts.get(key, (finding, 0))
            counts[key] = first, count + finding.count
    return counts
