"""Measures the recogniser: ``python -m tests.corpus.measure [dev|held|all] [--seed N] [--details]``; also "dev by hand", "held by hand".

A total that is wrong is *loud* when the coordinator is told where to look: a warning or error about its rows or its field in a
sheet that holds it, a sheet or column of it that is less than "sure", or a file that was refused. Otherwise it is *silent*.
"""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from adv.errors import FileRefused
from adv.settings import load_project
from adv.workbook.intake import read_files
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.grid import Upload, column_number
from tests.corpus.cases import SPLITS, cases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adv.model import Dataset
    from adv.workbook.tables.findings import Finding
    from adv.workbook.understood import Intake, SheetRecognition
    from tests.corpus.truth import Case, SheetTruth, Total

PROJECT = load_project("de-waart")
KEY, TODAY = b"k" * 32, date(2025, 1, 1)
SURE = 0.85  # as the page says it
SOURCES = {"visits": ("visits",), "requests": ("requests", "visits"), "spent": ("expenses",)}
FIELDS: dict[str, set[str | None]] = {
    "visits": set(),
    "visits_by_month": {"visited_on"},
    "visits_by_outcome": {"outcome"},
    "visits_by_partner": {"organisations"},
    "completed": {"outcome"},
    "completed_by_area": {"outcome", "area", "street", "address"},
    "conversations_by_theme": {"outcome", "themes"},
    "activated": {"becomes_active"},
    "requests": set(),
    "requests_by_status": {"status", "request.status"},
    "requests_by_theme": {"theme", "request.theme"},
    "requests_by_goal": {"goal", "request.goal"},
    "spent": {"cents"},
    "spent_by_month": {"cents", "booked_on"},
    "spent_by_category": {"cents", "category"},
}
# Findings that say nothing about whether a total is right, and those that do so only about some.
BESIDE_THE_POINT = ("column_with_", "personal_value", "house_number_missing", "date_outside_period", "visit_twice", "hidden_table")
ONLY_ABOUT = {
    "unknown_theme": "theme", "several_for_theme": "theme", "unknown_goal": "goal", "unknown_partner": "partner",
    "unknown_area": "area", "street_misspelt": "area", "unknown_category": "category", "closed_before_raised": "",
    "date_without_day": "month", "weekday_differs": "month", "unreadable_yes_no": "activated", "number_not_kept": "",
    "score_": "", "unreadable_number": "",
}  # fmt: skip

ABOUT_ROWS = (
    "row_",
    "rows_",
    "visit_",
    "request_",
    "columns_",
    "sheet_",
    "same_columns",
    "list_again",
    "more_columns",
)  # warnings of whole rows or more


class Score(Struct):
    """How much of some uploads was read right."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    loud: list[tuple[str, Total, int, int]] = field(default_factory=list)  # case, total, what it is, what was read
    silent: list[tuple[str, Total, int, int]] = field(default_factory=list)
    misread: list[tuple[str, str, str, str]] = field(default_factory=list)  # case, sheet, what it is, what was read

    def add(self, what: str, right: int, asked: int = 1) -> None:
        """Count something that is right or not."""
        self.right[what] += right
        self.asked[what] += asked

    def share(self, what: str) -> float:
        """Read right, from 0 to 1."""
        return self.right[what] / self.asked[what] if self.asked[what] else 1.0


def measure(found: Iterable[Case]) -> Score:
    """Read every upload and compare it with its truth."""
    score = Score()
    for case in found:
        try:
            intake = read_files([Upload(name, content) for name, content in case.files], PROJECT, KEY, TODAY)
        except FileRefused as refusal:
            score.misread.append((case.name, "", "a workbook", refusal.key))
            intake = None
        _totals(case, intake, score)
        for sheet in case.truth.sheets:
            mine = [one for one in intake.sheets if (one.file, one.sheet) == (sheet.file, sheet.sheet)] if intake else []
            _sheet(case.name, sheet, mine, score)
    return score


def _sheet(case: str, truth: SheetTruth, found: list[SheetRecognition], score: Score) -> None:
    read = {str(one.table): one for one in found if one.table and one.rows_read + one.rows_left_out}
    score.add("sheets", set(read) == set(truth.rows))
    if set(read) != set(truth.rows):
        score.misread.append((case, truth.sheet, str(sorted(truth.rows)), str(sorted(read))))
    for table, rows in truth.rows.items():
        score.add("rows", max(0, rows - abs(rows - read[table].rows_read)) if table in read else 0, rows)
    fields = {column.column: (column.field, column.header) for one in read.values() for column in one.columns if column.field}
    for column, meant in truth.columns.items():
        said, header = fields.get(column, (None, ""))
        score.add("columns", said == meant)
        if said != meant:
            score.misread.append((case, truth.sheet, f"{meant} {header!r} at {column}", str(said)))


def _totals(case: Case, intake: Intake | None, score: Score) -> None:
    read = totals(intake.dataset) if intake else Counter()
    kinds = {what for what, _ in case.truth.totals}
    for total in sorted(set(case.truth.totals) | {total for total in read if total[0] in kinds}):
        is_right = case.truth.totals[total] == read[total]
        score.add("totals", is_right)
        if not is_right:
            wrong = (case.name, total, case.truth.totals[total], read[total])
            (score.loud if intake is None or _is_said(case, intake, total[0]) else score.silent).append(wrong)


def _is_said(case: Case, intake: Intake, what: str) -> bool:
    tables = SOURCES[
        what.partition("_")[0].replace("completed", "visits").replace("conversations", "visits").replace("activated", "visits")
    ]
    counted = {(one.file, one.sheet) for one in intake.sheets if one.table and one.table.value in tables}
    mine = [sheet for sheet in case.truth.sheets if set(sheet.rows) & set(tables) or (sheet.file, sheet.sheet) in counted]
    for finding in intake.findings:
        is_here = finding.sheet is None or any((finding.file, finding.sheet) == (sheet.file, sheet.sheet) for sheet in mine)
        if is_here and finding.severity is not Severity.INFO and _concerns(finding.code, what) and _is_about(finding, mine, what):
            return True
    for sheet in mine:
        for found in intake.sheets:
            if (found.file, found.sheet) != (sheet.file, sheet.sheet):
                continue
            if found.table and found.certainty < SURE:
                return True
            for column in found.columns:
                meant = sheet.columns.get(column.column)
                if column.certainty < SURE and ({meant, column.field} & FIELDS[what]):
                    return True
    return False


def _is_about(finding: Finding, mine: list[SheetTruth], what: str) -> bool:
    """A row that is left out concerns every total; a cell that was read otherwise only those that its column goes into."""
    if finding.severity is Severity.ERROR or not finding.cells or finding.code.startswith(ABOUT_ROWS):
        return True
    column = column_number("".join(filter(str.isalpha, finding.cells[0])))
    meant = {sheet.columns.get(column) for sheet in mine if (sheet.file, sheet.sheet) == (finding.file, finding.sheet)}
    return bool(meant & FIELDS[what])


def _concerns(code: str, what: str) -> bool:
    if code.startswith(BESIDE_THE_POINT):
        return False
    only = next((about for start, about in ONLY_ABOUT.items() if code.startswith(start)), None)
    return only is None or (bool(only) and only in what)


def totals(dataset: Dataset) -> Counter[Total]:
    """The same totals as the truth's, from what was read."""
    found: Counter[Total] = Counter()
    visits, requests, expenses = dataset.visits, dataset.requests, dataset.expenses
    spoke = visits[visits["outcome"] == "conversation"]
    found["visits", ""], found["completed", ""], found["requests", ""] = len(visits), len(spoke), len(requests)
    found["activated", ""] = int(visits["becomes_active"].fillna(value=False).sum())
    found["spent", ""] = int(expenses["cents"].sum())
    _by(found, "visits_by_month", visits["visited_on"].dt.strftime("%Y-%m"))
    _by(found, "visits_by_outcome", visits["outcome"])
    _by(found, "visits_by_partner", visits["organisations"].explode())
    _by(found, "completed_by_area", spoke["area"])
    _by(found, "conversations_by_theme", visits["themes"].explode())
    for name in ("status", "theme", "goal"):
        _by(found, f"requests_by_{name}", requests[name])
    month = expenses["booked_on"].dt.strftime("%Y-%m")
    for what, group in (("spent_by_month", month), ("spent_by_category", expenses["category"].astype("str"))):
        for group_name, cents in expenses["cents"].groupby(group).sum().items():
            found[what, str(group_name)] = int(cents)
    return Counter({total: number for total, number in found.items() if number})


def _by(found: Counter[Total], what: str, values: Any) -> None:  # noqa: ANN401 - a series of anything
    for name, number in values.value_counts().items():
        found[what, str(name)] = int(number)


def report(split: str, score: Score, *, details: bool) -> str:
    """The shares and the mistakes; of what is only measured on no more than that."""
    shares = "  ".join(f"{what} {score.share(what):.1%} of {score.asked[what]}" for what in ("sheets", "columns", "rows", "totals"))
    lines = [f"{split}: {shares}", f"  wrong totals: {len(score.loud)} loud, {len(score.silent)} SILENT"]
    kinds = Counter(total[0] for _, total, *_ in score.silent)
    lines += [f"  silent: {what} × {number}" for what, number in kinds.most_common()]
    if details:
        lines += [f"  misread: {mistake}" for mistake in score.misread]
        lines += [f"  SILENT {mistake}" for mistake in score.silent]
        lines += [f"  loud {case}: {number}" for case, number in Counter(case for case, *_ in score.loud).items()]
    return "\n".join(lines)


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("split", nargs="?", choices=(*SPLITS, "all"), default="all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--details", action="store_true", help="every mistake; of dev only")
    args = parser.parse_args()
    for split in SPLITS if args.split == "all" else (args.split,):
        print(report(split, measure(cases(split, args.seed)), details=args.details and split.startswith("dev")))


if __name__ == "__main__":
    main()
