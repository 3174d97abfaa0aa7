"""The marks of a workbook, as data: they go from the server to the worker process that touches the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from adv.workbook.tables.findings import Finding, Severity
from adv.workbook.tables.grid import ROW_TOO_LONG, place_of

if TYPE_CHECKING:
    from adv.texts import Texts

SEVERITIES = tuple(Severity)
CELLS_NAMED = 12
LONGEST_COMMENT = 8_000  # characters; Excel takes 32 767
COLUMNS = ("severity", "count", "sheet", "cell", "message", "action", "others")


class Line(Struct, frozen=True):
    """One finding in the summary. `place` is the cell that it links to; none for a finding about more than cells."""

    severity: int  # its place in SEVERITIES
    count: int
    sheet: str
    place: str
    others: str
    message: str
    action: str


class Markings(Struct, frozen=True):
    """The marks of one workbook. `cells`: by sheet and then by address the severity and the comment."""

    author: str
    sheet_name: str  # of the summary
    title: str
    about: tuple[str, ...]
    only_values: str  # said when the copy could keep nothing but the values
    nameless: str  # the name of a sheet that has none, as in a .csv
    headers: tuple[str, ...]
    severities: tuple[str, ...]
    earlier: str = ""  # the sheet that summed up when it was marked before; its marks are taken away
    shifted_from: int = -1  # the first row of a .csv with too many fields, or negative
    lines: tuple[Line, ...] = ()
    cells: dict[str, dict[str, tuple[int, str]]] = field(default_factory=dict)


def markings(findings: list[Finding], file: str, texts: Texts, earlier: str = "") -> Markings:
    """Say in the user's language what is to be marked in a file, given by the name that is shown of it."""
    cells: dict[str, dict[str, tuple[int, str]]] = {}
    for finding in findings:
        if finding.sheet is not None:
            _mark(cells.setdefault(finding.sheet, {}), finding, texts)
    counts = {severity.value: sum(1 for one in findings if one.severity is severity) for severity in SEVERITIES}
    shifted = (one.cell for one in findings if one.code == ROW_TOO_LONG and one.cell)
    return Markings(
        author=texts("annotate.author"),
        sheet_name=texts("annotate.sheet"),
        title=texts("annotate.title", file=file),
        about=(texts("annotate.counts", **counts), texts("annotate.marked"), texts("annotate.again")),
        only_values=texts("annotate.only_values"),
        nameless=texts("annotate.nameless"),
        headers=tuple(texts(f"annotate.column.{name}") for name in COLUMNS),
        severities=tuple(texts(f"annotate.{severity.value}") for severity in SEVERITIES),
        earlier=earlier,
        shifted_from=min((place[0] for cell in shifted if (place := place_of(cell))), default=-1),
        lines=tuple(
            Line(
                severity=SEVERITIES.index(one.severity),
                count=one.count,
                sheet=one.sheet or "",
                place=one.cell or "",
                others=", ".join(one.cells[1 : CELLS_NAMED + 1]) + (" …" if len(one.cells) > CELLS_NAMED + 1 else ""),
                message=one.message(texts),
                action=one.action(texts),
            )
            for one in findings
        ),
        cells=cells,
    )


def _mark(marks: dict[str, tuple[int, str]], finding: Finding, texts: Texts) -> None:
    severity = SEVERITIES.index(finding.severity)
    alone = texts.count(f"findings.{finding.code}", 1, **finding.params)  # of each cell, however many there are
    said = f"{texts(f'annotate.{finding.severity.value}')}: {alone} {finding.action(texts)}"
    for cell in finding.cells:
        before = marks.get(cell)
        text = f"{before[1]}\n\n{said}" if before else said
        if len(text) <= LONGEST_COMMENT:
            marks[cell] = (min(severity, before[0]) if before else severity, text)
