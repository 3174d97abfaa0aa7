"""What is to be marked, as data: the comments on cells and the lines of the summary."""

from __future__ import annotations

import pytest

from adv.texts import texts
from adv.workbook.annotate.markings import CELLS_NAMED, LONGEST_COMMENT, markings
from adv.workbook.tables.findings import Finding, Severity

NL = texts("nl")


def finding(*cells: str, severity: Severity = Severity.ERROR, code: str = "unreadable_date") -> Finding:
    return Finding(severity, code, "a.csv", "Bezoeken", cells)


def test_a_comment_grows_up_to_what_can_be_read_and_the_worst_finding_colours_the_cell() -> None:
    (alone,) = markings([finding("B2")], "a.csv", NL).cells["Bezoeken"].values()
    fits = (LONGEST_COMMENT + 2) // (len(alone[1]) + 2)
    many = [finding("B2", severity=Severity.INFO), *[finding("B2")] * (fits + 5)]
    severity, said = markings(many, "a.csv", NL).cells["Bezoeken"]["B2"]
    assert severity == 0
    assert LONGEST_COMMENT - len(alone[1]) - 2 < len(said) <= LONGEST_COMMENT
    assert said.startswith("Ter info: ")
    assert said.endswith(alone[1])


@pytest.mark.parametrize(("many", "others"), [(1, ""), (2, "B2"), (CELLS_NAMED + 1, "B2, … B13"), (CELLS_NAMED + 2, "B2, … B13 …")])
def test_a_line_names_the_first_cell_and_some_others(many: int, others: str) -> None:
    (line,) = markings([finding(*(f"B{row}" for row in range(1, many + 1)))], "a.csv", NL).lines
    named = others.replace("…", ", ".join(f"B{row}" for row in range(3, 13)) + ",", 1) if many > CELLS_NAMED else others
    assert (line.place, line.others, line.count, line.severity) == ("B1", named, many, 0)


def test_the_summary_counts_each_severity_and_knows_where_rows_shifted() -> None:
    shifted = [finding("C9", code="row_too_long"), finding("A4", code="row_too_long"), finding("A1")]
    made = markings([*shifted, finding("B2", severity=Severity.WARNING)], "a.csv", NL)
    assert (made.shifted_from, markings([finding("A1")], "a.csv", NL).shifted_from) == (3, -1)
    assert NL("annotate.counts", error=3, warning=1, info=0) in made.about
