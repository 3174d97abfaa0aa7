"""The user's own workbook handed back: the cells of findings coloured and commented, and a first sheet that sums up.

markings    what is to be marked, as data          findings in, Markings out
child       the process that touches the file      Markings and bytes in, bytes out
xlsx        an .xlsx changed in place: package (parts and links), sheet, styles, comments, summary
fresh       a plain .xlsx with the values, for files of another kind
editing     XML changed as bytes
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.errors import FileRefused
from adv.workbook.annotate.markings import SEVERITIES, Line, Markings
from adv.workbook.reading.limits import DEFAULT, Limits
from adv.workbook.reading.protocol import Made, Piece, framed
from adv.workbook.reading.reader import Answers, shown_name
from adv.workbook.recognition.handed_back import SUMMARY_REASON

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adv.texts import Texts
    from adv.workbook.reading.protocol import Answer
    from adv.workbook.tables.findings import Finding
    from adv.workbook.tables.grid import Upload
    from adv.workbook.vocabulary.recognition import SheetRecognition

CELLS_NAMED = 12
LONGEST_COMMENT = 8_000  # characters; Excel takes 32 767
COLUMNS = ("severity", "count", "sheet", "cell", "message", "action", "others")


def annotate(
    upload: Upload,
    findings: Iterable[Finding],
    texts: Texts,
    sheets: Iterable[SheetRecognition] = (),
    limits: Limits = DEFAULT,
) -> bytes:
    """A copy of the workbook, as .xlsx, in which the cells of its findings are marked.

    Formats, formulas, widths and all sheets of an .xlsx stay as they are; its macros are not kept. Of other files the values
    are kept. Findings of other files are left out. Where `sheets` say that the workbook was marked before, those marks go. The file is only touched by a child process, as when it was read.

    Raises
    ------
    FileRefused
        The file cannot be read.
    """
    marks = markings([one for one in findings if one.file == upload.name], upload.name, texts, _earlier(upload.name, sheets))
    try:
        answers = _Pieces(upload, marks, limits)
        answers.collect()
        answers.must_be_done()
    except FileRefused as refusal:
        raise type(refusal)(refusal.key, **{**refusal.params, "file": shown_name(upload.name)}) from None
    return b"".join(answers.pieces)


class _Pieces(Answers):
    """The child that marks, and the workbook as it comes in."""

    program = "adv.workbook.annotate.worker"

    def __init__(self, upload: Upload, marks: Markings, limits: Limits) -> None:
        self.before = framed(marks)
        self.pieces: list[bytes] = []
        super().__init__(upload, limits, lambda _sheet: None)

    def take(self, message: Answer) -> None:
        if isinstance(message, Piece):
            self.pieces.append(message.content)
        elif isinstance(message, Made):
            self.is_done = message.length == sum(map(len, self.pieces))
        else:
            super().take(message)


def markings(findings: list[Finding], file: str, texts: Texts, earlier: str = "") -> Markings:
    """What is to be marked, in the user's language."""
    cells: dict[str, dict[str, tuple[int, str]]] = {}
    for finding in findings:
        if finding.sheet is not None:
            _mark(cells.setdefault(finding.sheet, {}), finding, texts)
    counts = {severity.value: sum(1 for one in findings if one.severity is severity) for severity in SEVERITIES}
    return Markings(
        author=texts("annotate.author"),
        sheet_name=texts("annotate.sheet"),
        title=texts("annotate.title", file=shown_name(file)),
        about=(texts("annotate.counts", **counts), texts("annotate.marked"), texts("annotate.again")),
        only_values=texts("annotate.only_values"),
        nameless=texts("annotate.nameless"),
        headers=tuple(texts(f"annotate.column.{name}") for name in COLUMNS),
        severities=tuple(texts(f"annotate.{severity.value}") for severity in SEVERITIES),
        earlier=earlier,
        shifted_from=_shifted_from(findings),
        lines=tuple(_line(finding, texts) for finding in findings),
        cells=cells,
    )


def _earlier(file: str, sheets: Iterable[SheetRecognition]) -> str:
    return next((one.sheet for one in sheets if one.file == file and one.reason.key == SUMMARY_REASON), "")


def _shifted_from(findings: list[Finding]) -> int:
    cells = [one.cell for one in findings if one.code == "row_too_long" and one.cell]
    return min((int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1 for cell in cells), default=-1)


def _mark(marks: dict[str, tuple[int, str]], finding: Finding, texts: Texts) -> None:
    severity = SEVERITIES.index(finding.severity)
    alone = texts(f"findings.{finding.code}.one", count=1, **finding.params)  # of each cell, however many there are
    said = f"{texts(f'annotate.{finding.severity.value}')}: {alone} {finding.action(texts)}"
    for cell in finding.cells:
        before = marks.get(cell)
        text = f"{before[1]}\n\n{said}" if before else said
        if len(text) <= LONGEST_COMMENT:
            marks[cell] = (min(severity, before[0]) if before else severity, text)


def _line(finding: Finding, texts: Texts) -> Line:
    others = ", ".join(finding.cells[1 : CELLS_NAMED + 1]) + (" …" if len(finding.cells) > CELLS_NAMED + 1 else "")
    return Line(
        severity=SEVERITIES.index(finding.severity),
        count=finding.count,
        sheet=finding.sheet or "",
        place=finding.cell or "",
        others=others,
        message=finding.message(texts),
        action=finding.action(texts),
    )
