"""The one door into this package: workbooks in, recognitions, findings and a dataset out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from adv.errors import NothingToRead
from adv.model import COLUMNS, TableName
from adv.workbook.findings import Severity
from adv.workbook.recognition import Corrections, Intake

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from adv.model import Dataset, Project
    from adv.workbook.evidence import Knowledge
    from adv.workbook.grid import RawWorkbook, Upload
    from adv.workbook.log import FindingLog
    from adv.workbook.recognise import Found
    from adv.workbook.recognition import SheetRecognition
    from adv.workbook.tables import Part, Table

NO_CORRECTIONS = Corrections()


def read_files(
    uploads: Sequence[Upload], project: Project, key: bytes, today: date, corrections: Corrections = NO_CORRECTIONS
) -> Intake:
    """Read uploads and understand them together.

    Raises
    ------
    FileRefused
        One of the files is not read at all; then none is.
    """
    from adv.workbook.reading import start_reading  # noqa: PLC0415 - the child process starts before anything heavy is imported

    running = [start_reading(upload) for upload in uploads]
    prepare()
    import adv.dataset  # noqa: F401, PLC0415 - pandas too is imported while the children read

    return intake([reading.result() for reading in running], project, key, today, corrections)


def prepare() -> None:
    """Import what understanding a workbook takes and load the words: to be called while a child process reads."""
    from adv.workbook import check, parse, recognise, tables  # noqa: F401, PLC0415 - as above
    from adv.workbook.words import vocabulary  # noqa: PLC0415

    vocabulary()


def intake(
    workbooks: Sequence[RawWorkbook],
    project: Project,
    key: bytes,
    today: date,
    corrections: Corrections = NO_CORRECTIONS,
    *,
    frames: bool = True,
) -> Intake:
    """Understand workbooks together: recognise their tables, parse, check, and put the rows of all of them into one dataset.

    Parameters
    ----------
    workbooks
        As they were read.
    project
        Whose words, areas, period and budget count.
    key
        Of the keyed hash that tells households apart.
    today
        Nothing can have happened after it.
    corrections
        What the user decided about columns.
    frames
        The dataset in pandas' frames, to store and show. Without, in coded columns: enough for the metrics, and sooner there.

    Raises
    ------
    NothingToRead
        No sheet of any file looks like a table that is known here.
    """
    from adv.workbook.evidence import Knowledge  # noqa: PLC0415 - numpy and pandas come in from here on
    from adv.workbook.log import FindingLog  # noqa: PLC0415
    from adv.workbook.recognise import Recogniser  # noqa: PLC0415

    log = FindingLog()
    knowledge = Knowledge(project)
    recogniser = Recogniser(knowledge, corrections, log)
    found: list[Found] = []
    for workbook in workbooks:
        for remark in workbook.remarks:
            log.add(Severity.INFO, f"file_{remark}", workbook.file)
        for sheet in workbook.sheets:
            found += recogniser.sheet(workbook.file, sheet, is_1904=workbook.is_1904)
    if not any(one.recognition.table for one in found):
        raise NothingToRead("nothing_to_read", file=", ".join(workbook.file for workbook in workbooks))
    tables, sheets = _understood(found, knowledge, key, today, log)
    dataset = _dataset(tables, project, frames=frames)
    return Intake(dataset, sheets, log.findings(), {workbook.file: workbook.sha256 for workbook in workbooks})


def _understood(
    found: Sequence[Found], knowledge: Knowledge, key: bytes, today: date, log: FindingLog
) -> tuple[dict[TableName, Table], tuple[SheetRecognition, ...]]:
    from adv.workbook.check import Checker  # noqa: PLC0415
    from adv.workbook.parse import parse_sheet  # noqa: PLC0415
    from adv.workbook.tables import Table  # noqa: PLC0415

    parts: list[Part] = []
    recognitions: list[SheetRecognition] = []
    which: list[Part | None] = []
    for one in found:
        if one.layout is None:
            recognitions.append(one.recognition)
            which.append(None)
            continue
        part, recognition = parse_sheet(one, knowledge, today, log)
        parts.append(part)
        if not one.in_visits:  # those columns are shown with the visits
            recognitions.append(recognition)
            which.append(part)
    tables = {name: Table(name, [part for part in parts if part.table is name]) for name in TableName}
    Checker(knowledge.project, key, log).check(tables)
    counts = {id(part): kept for table in tables.values() for part, kept in _kept(table)}
    sheets = tuple(
        recognition
        if part is None
        else replace(recognition, rows_read=counts[id(part)], rows_left_out=len(part.lines) - counts[id(part)])
        for recognition, part in zip(recognitions, which, strict=True)
    )
    _say_no_rows([recognition for recognition, part in zip(sheets, which, strict=True) if part is not None], log)
    return tables, sheets


def _kept(table: Table) -> Iterable[tuple[Part, int]]:
    for number, part in enumerate(table.parts):
        yield part, int(table.keep[table.part_of == number].sum())


def _say_no_rows(sheets: Sequence[SheetRecognition], log: FindingLog) -> None:
    """An upload in which every table is empty must not pass for one that says that there is nothing."""
    if not any(sheet.rows_read or sheet.rows_left_out for sheet in sheets):
        for sheet in sheets:
            log.add(Severity.WARNING, "no_rows", sheet.file, sheet.sheet)


def _dataset(tables: dict[TableName, Table], project: Project, *, frames: bool) -> Dataset:
    """The rows that count, in the columns of the contract."""
    import numpy as np  # noqa: PLC0415 - with what follows

    from adv.coded import Coded, coded_dataset  # noqa: PLC0415

    made: dict[TableName, dict[str, Any]] = {}
    for name, table in tables.items():
        rows = np.flatnonzero(table.keep)
        whole = {column: table.column(column) for column in COLUMNS[name]}
        made[name] = {name: Coded(column.distinct, column.codes[rows]) for name, column in whole.items()}
        made[name]["file"] = Coded([part.file for part in table.parts], table.part_of[rows])
        made[name]["sheet"] = Coded([part.sheet for part in table.parts], table.part_of[rows])
        made[name]["row"] = table.lines[rows] + 1
    if not frames:
        return coded_dataset(project, made)
    from adv.dataset import build  # noqa: PLC0415 - pandas

    return build(project, made)
