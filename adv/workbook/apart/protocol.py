"""Messages to and from the worker that understands workbooks: what it is to read and with what knowledge, and what came out.

The worker reads through workers of its own (`adv.workbook.reading`), so no byte of a file reaches this process but inside a value
that was decoded twice. What it says is one of the structs here, of these types; anything else is an error.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from msgspec import Struct, msgpack
from msgspec.structs import replace

from adv.model import COLUMNS, SOURCE_COLUMNS, Project, TableName
from adv.workbook.reading.protocol import Column, PackedColumn, Refusal, unpack_column
from adv.workbook.tables.findings import Finding  # noqa: TC001
from adv.workbook.tables.grid import Upload  # noqa: TC001
from adv.workbook.tables.table import CodedColumn
from adv.workbook.vocabulary.recognition import AskedWord, Corrections, SheetRecognition  # noqa: TC001

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.workbook.intake import Understood

CODE = np.dtype("<i4")
Visits: TypeAlias = dict[str, list[str | None]]  # columns of stored visits as plain values, days as ISO text


class Task(Struct, frozen=True):
    """What the worker is to do."""

    files: list[Upload]
    project: Project
    key: bytes
    today: date
    corrections: Corrections
    needs_table: bool
    stored: Visits | None  # to which requests may be added
    seconds: float  # of computing
    memory: int  # bytes


class PackedCodes(Struct, frozen=True, forbid_unknown_fields=True):
    """A column as its distinct values and, in bytes, the place of each row's own among them."""

    distinct: list[str | int | bool | list[str] | None]
    codes: bytes


class Understanding(Struct, frozen=True, tag="understood", forbid_unknown_fields=True):
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


Answer = Understanding | Refusal | Failed
encode = msgpack.Encoder().encode
decode_task: msgpack.Decoder[Task] = msgpack.Decoder(Task)
decode_answer: msgpack.Decoder[Answer] = msgpack.Decoder(Answer)


def pack(found: Understood) -> Understanding:
    """Pack what was understood for the way."""
    bare = [replace(sheet, columns=tuple(replace(column, samples=()) for column in sheet.columns)) for sheet in found.sheets]
    samples = [[Column(column.samples).packed() for column in sheet.columns] for sheet in found.sheets]
    tables = {name: {key: _packed(column) for key, column in columns.items()} for name, columns in found.tables.items()}
    return Understanding(tables, bare, samples, list(found.findings), dict(found.sha256), list(found.words))


def unpack_tables(said: Understanding) -> dict[TableName, dict[str, CodedColumn]]:
    """Unpack the columns of all tables.

    Raises
    ------
    ValueError
        A place that is none among the distinct values, or columns that are not equally long.
    """
    tables = {
        name: {key: _unpacked(packed, ({**COLUMNS[name], **SOURCE_COLUMNS})[key]) for key, packed in columns.items()}
        for name, columns in said.tables.items()
    }
    for columns in tables.values():
        if len({len(column) for column in columns.values()}) > 1:
            raise ValueError("columns")
    return tables


def unpack_sheets(said: Understanding) -> tuple[SheetRecognition, ...]:
    """Put the values that are shown back into the recognitions."""
    sheets = []
    for sheet, packed in zip(said.sheets, said.samples, strict=True):
        samples = [tuple(unpack_column(cells)) for cells in packed]
        columns = (replace(column, samples=cells) for column, cells in zip(sheet.columns, samples, strict=True))
        sheets.append(replace(sheet, columns=tuple(columns)))
    return tuple(sheets)


def plain_visits(columns: Mapping[str, Any]) -> Visits:
    """Make stored visits plain for the way."""
    return {name: [None if value is None else str(value) for value in values] for name, values in columns.items()}


def visits_of(plain: Visits) -> dict[str, list[Any]]:
    """Make stored visits of what `plain_visits` gave."""
    days = plain["visited_on"]
    return {**plain, "visited_on": [None if day is None else date.fromisoformat(day) for day in days]}


def _packed(column: CodedColumn) -> PackedCodes:
    distinct: list[Any] = [value.isoformat() if isinstance(value, date) else value for value in column.distinct]
    return PackedCodes(distinct, column.codes.astype(CODE).tobytes())


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
