"""What became of the problems of an earlier upload."""

from __future__ import annotations

import pytest

from adv.workbook.tables.findings import Finding, Severity, compare, totals


def finding(
    code: str, count: int = 1, sheet: str | None = "Bezoeken", severity: Severity = Severity.ERROR, **params: str
) -> Finding:
    return Finding(severity, code, "maart.xlsx", sheet, (), params, count)


CASES = {
    "all mended": ([finding("a", 3)], [], (3, 0, 0)),
    "one of three mended, rows moved": ([finding("a", 3)], [finding("a", 2)], (1, 2, 0)),
    "mended, but something else broke": ([finding("a", 3)], [finding("b", 1)], (3, 0, 1)),
    "more than before": ([finding("a", 1)], [finding("a", 4)], (0, 1, 3)),
    "one word of two": ([finding("a", 1, word="x"), finding("a", 2, word="y")], [finding("a", 2, word="y")], (1, 2, 0)),
    "in two parts": ([finding("a", 1), finding("a", 1)], [finding("a", 2)], (0, 2, 0)),
    "good to know does not count": ([finding("a", 1), finding("c", 9, severity=Severity.INFO)], [], (1, 0, 0)),
}


@pytest.mark.parametrize("case", CASES)
def test_problems_are_gone_left_or_new(case: str) -> None:
    before, now, expected = CASES[case]
    assert totals(compare(before, now, ["Bezoeken"])) == expected


def test_another_workbook_solves_nothing() -> None:
    assert compare([finding("a", 3)], [], ["Uitgaven"]) == ()
    assert compare([finding("a", 3, sheet=None)], [], ["Bezoeken"]) == ()


def test_what_is_gone_most_comes_first() -> None:
    problems = compare([finding("a", 1), finding("b", 5)], [finding("c", 2)], ["Bezoeken"])
    assert [(problem.finding.code, problem.before, problem.now) for problem in problems] == [("b", 5, 0), ("a", 1, 0), ("c", 0, 2)]
