"""Understanding workbooks in a worker, so that neither their number of columns nor a mistake in reading them holds up a server."""

from __future__ import annotations

import threading
import time
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from msgspec import Struct, msgpack
from msgspec.structs import replace

from adv.errors import DamagedFile, IntakeFailed
from adv.model import COLUMNS, SOURCE_COLUMNS, Project, TableName
from adv.workbook.reading.limits import UPLOAD, UploadLimits
from adv.workbook.reading.protocol import Column, PackedColumn, Refusal, unpack_column
from adv.workbook.reading.reader import REFUSALS, WRONG_ANSWER, refusals_name, shown_name
from adv.workbook.reading.worker_process import INTAKE, LOOK_SECONDS, intake_reserve
from adv.workbook.tables.findings import Finding  # noqa: TC001
from adv.workbook.tables.grid import Upload  # noqa: TC001
from adv.workbook.tables.table import CodedColumn, dataset_of
from adv.workbook.understood import Corrections, Intake, SheetRecognition
from adv.workbook.vocabulary.word_lists import AskedWord  # noqa: TC001

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adv.workbook.checks.visits_of_requests import StoredVisits
    from adv.workbook.intake import UnframedIntake

CODE = np.dtype("<i4")
Visits: TypeAlias = dict[str, list[str | None]]  # columns of stored visits as plain values, days as ISO text
encode = msgpack.Encoder().encode
AT_ONCE = 2  # uploads of all visitors: each takes a processor
_slots = threading.BoundedSemaphore(AT_ONCE)


class Task(Struct, frozen=True):
    """Task for the worker."""

    files: list[Upload]
    project: Project
    key: bytes
    today: date
    corrections: Corrections
    needs_table: bool
    stored: Visits | None  # to which requests may be added
    of_list: int | None  # of those
    seconds: float  # of computing
    memory: int  # bytes


class PackedCodes(Struct, frozen=True, forbid_unknown_fields=True):
    """A column as its distinct values and, in bytes, the place of each row's own among them."""

    distinct: list[str | int | bool | list[str] | None]
    codes: bytes


class PackedUnderstanding(Struct, frozen=True, tag="understood", forbid_unknown_fields=True):
    """All that came out. The three values that are shown of each column travel as cells do: a list per sheet."""

    tables: dict[TableName, dict[str, PackedCodes]]
    sheets: list[SheetRecognition]
    samples: list[list[PackedColumn]]
    findings: list[Finding]
    sha256: dict[str, str]
    words: list[AskedWord]


class Failed(Struct, frozen=True, tag="failed", forbid_unknown_fields=True):
    """A mistake of the program: its type and place, never what it says."""

    kind: str
    place: str


Answer = PackedUnderstanding | Refusal | Failed
decode_task: msgpack.Decoder[Task] = msgpack.Decoder(Task)
decode_answer: msgpack.Decoder[Answer] = msgpack.Decoder(Answer)


def pack(found: UnframedIntake) -> PackedUnderstanding:
    """Pack what was understood for the way."""
    bare = [replace(sheet, columns=tuple(replace(column, samples=()) for column in sheet.columns)) for sheet in found.sheets]
    samples = [[Column(column.samples).packed() for column in sheet.columns] for sheet in found.sheets]
    tables: dict[TableName, dict[str, PackedCodes]] = {}
    for name, columns in found.tables.items():
        for key, column in columns.items():
            distinct: list[Any] = list(column.distinct)  # days become ISO text on the way
            tables.setdefault(name, {})[key] = PackedCodes(distinct, column.codes.astype(CODE).tobytes())
    return PackedUnderstanding(tables, bare, samples, list(found.findings), dict(found.sha256), list(found.words))


def _unpack_tables(said: PackedUnderstanding) -> dict[TableName, dict[str, CodedColumn]]:
    """Unpack all columns. Raises `ValueError`: a place that is none among the distinct values, or columns of different lengths."""
    tables = {
        name: {key: _unpacked(packed, ({**COLUMNS[name], **SOURCE_COLUMNS})[key]) for key, packed in columns.items()}
        for name, columns in said.tables.items()
    }
    for columns in tables.values():
        if len({len(column) for column in columns.values()}) > 1:
            raise ValueError("columns")
    return tables


def _unpack_sheets(said: PackedUnderstanding) -> tuple[SheetRecognition, ...]:
    """Put the values that are shown back into the recognitions."""
    sheets = []
    for sheet, packed in zip(said.sheets, said.samples, strict=True):
        samples = [tuple(unpack_column(cells)) for cells in packed]
        columns = (replace(column, samples=cells) for column, cells in zip(sheet.columns, samples, strict=True))
        sheets.append(replace(sheet, columns=tuple(columns)))
    return tuple(sheets)


def visits_of(plain: Visits) -> dict[str, list[Any]]:
    """Make stored visits of what the task holds of them."""
    days = plain["visited_on"]
    return {**plain, "visited_on": [None if day is None else date.fromisoformat(day) for day in days]}


def _unpacked(packed: PackedCodes, dtype: str) -> CodedColumn:
    codes = np.frombuffer(packed.codes, CODE).astype(np.intp)
    if len(codes) and not (codes.min() >= -1 and codes.max() < len(packed.distinct)):
        raise ValueError("codes")
    distinct: list[Any] = packed.distinct
    if dtype == "datetime64[s]":
        distinct = [date.fromisoformat(value) for value in distinct]
    elif dtype == "object":
        distinct = [tuple(value) for value in distinct]
    return CodedColumn(distinct, codes)


def understand_apart(
    uploads: Sequence[Upload],
    project: Project,
    key: bytes,
    today: date,
    corrections: Corrections,
    *,
    needs_table: bool = False,
    stored: StoredVisits | None = None,
    meanwhile: Callable[[float], object] = lambda _: None,
    limits: UploadLimits = UPLOAD,
) -> Intake:
    """Read uploads and understand them together, as `adv.workbook.intake.read_files`, in a worker.

    Parameters
    ----------
    meanwhile
        Called ten times a second with the seconds that have passed. What it raises ends the worker and is passed on.

    Raises
    ------
    FileRefused
        One of the files is not read at all, there is nothing to ask about, or it takes too long.
    IntakeFailed
        A mistake of the program. The error knows its type and place, and nothing of what is in the files.
    """
    columns, of_list = ({}, None) if stored is None else (stored.columns, stored.of_list)
    held = {name: [None if one is None else str(one) for one in values] for name, values in columns.items()} or None
    task = Task(list(uploads), project, key, today, corrections, needs_table, held, of_list, limits.seconds, limits.memory)
    names = ", ".join(shown_name(upload.name) for upload in uploads)
    begun = time.monotonic()
    while not _slots.acquire(timeout=LOOK_SECONDS):
        meanwhile(time.monotonic() - begun)
    said = bytearray()
    with refusals_name(names):
        try:
            intake_reserve.take(INTAKE).converse(encode(task), take=said.extend, limits=limits, meanwhile=meanwhile)
        finally:
            _slots.release()
            intake_reserve.fill()
        return _intake(bytes(said), project)


def _intake(said: bytes, project: Project) -> Intake:
    try:
        answer = decode_answer.decode(said)
        if isinstance(answer, PackedUnderstanding):
            tables, sheets = _unpack_tables(answer), _unpack_sheets(answer)
            return Intake(dataset_of(tables, project), sheets, tuple(answer.findings), answer.sha256, tuple(answer.words))
    except WRONG_ANSWER:
        raise DamagedFile("crashed") from None
    if isinstance(answer, Failed):
        raise IntakeFailed(answer.kind, answer.place)
    raise REFUSALS[answer.kind](answer.key, **answer.params)
