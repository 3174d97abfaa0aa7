"""The door: an upload and its findings in, the marked workbook out. The file is only touched by a worker process, as when it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.workbook.annotate.markings import Markings, markings
from adv.workbook.reading.limits import FILE, FileLimits
from adv.workbook.reading.protocol import Answer, Piece, framed
from adv.workbook.reading.reader import Answers, refusals_name, shown_name
from adv.workbook.recognition.notices import SUMMARY_REASON

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adv.texts import Texts
    from adv.workbook.tables.findings import Finding
    from adv.workbook.tables.grid import Upload
    from adv.workbook.understood import SheetRecognition


def annotate(
    upload: Upload, findings: Iterable[Finding], texts: Texts, sheets: Iterable[SheetRecognition] = (), limits: FileLimits = FILE
) -> bytes:
    """Make a copy of the workbook, as .xlsx, in which the cells of its findings are marked.

    Formats, formulas, widths and all sheets of an .xlsx stay as they are; its macros are not kept. Of other files the values
    are kept. Findings of other files are left out. Where `sheets` say that the workbook was marked before, those marks go.

    Raises `FileRefused`: the file cannot be read.
    """
    summaries = (one.sheet for one in sheets if one.file == upload.name and one.reason.key == SUMMARY_REASON)
    own = [one for one in findings if one.file == upload.name]
    file = shown_name(upload.name)
    answers = _Pieces(upload, markings(own, file, texts, next(summaries, "")), limits)
    with refusals_name(file):
        answers.collect()
    return b"".join(answers.pieces)


class _Pieces(Answers):
    program = "adv.workbook.annotate.worker"

    def __init__(self, upload: Upload, marks: Markings, limits: FileLimits) -> None:
        self.before = framed(marks)
        self.pieces: list[bytes] = []
        super().__init__(upload, limits, lambda _sheet: None)

    def take(self, message: Answer) -> None:
        if isinstance(message, Piece):
            self.pieces.append(message.content)
        else:
            super().take(message)
