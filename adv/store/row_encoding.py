"""Frames to columns of plain values and back: None, whole numbers and text, as both databases take them. Pure.

Days are ISO text, tuples a JSON list, yes and no 1 and 0. The work is per distinct value wherever a column repeats itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any, TypeAlias

import msgspec
import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from pandas.api.extensions import take

from adv.dataset import Array, build, contract, from_codes
from adv.model import Dataset, Project, TableName
from adv.store.schema import ADDED_COLUMNS, JOINED, stored_columns

Value: TypeAlias = str | int | None
EncodedColumns: TypeAlias = "dict[str, Sequence[Value]]"
DIGEST_BYTES = 16
TEXT, NUMBER = pa.string(), pa.int64()
FROM_STORED: dict[str, Callable[[Any], object]] = {
    "datetime64[s]": date.fromisoformat,
    "object": lambda text: tuple(json.loads(text)),
    "boolean": bool,
}


def encode(frame: pd.DataFrame, name: TableName) -> EncodedColumns:
    """Give the stored columns of one table."""
    return {column: _plain(frame[column]) for column in stored_columns(name)}


def decode(project: Project, tables: Mapping[TableName, EncodedColumns]) -> Dataset:
    """Make the dataset that the stored columns hold; a request gets household and area from its visit."""
    built: dict[TableName, dict[str, Array]] = {
        name: {column: _typed(project, name, column, values) for column, values in columns.items()}
        for name, columns in tables.items()
    }
    if TableName.REQUESTS in built and TableName.VISITS in built:
        rows = _rows_of(tables[TableName.REQUESTS]["visit_id"], tables[TableName.VISITS]["visit_id"])
        for column in JOINED[TableName.REQUESTS]:
            built[TableName.REQUESTS][column] = take(built[TableName.VISITS][column], rows, allow_fill=True)
    return build(project, built)


def digest(table: TableName, columns: EncodedColumns) -> str:
    """Give a fingerprint of a table's rows in their order: a flipped bit shows when they are read again.

    A column of `ADDED_COLUMNS` without a value is as if it were not there: rows have the digest of before it came.
    """
    state = blake2b(digest_size=DIGEST_BYTES)
    pack = msgspec.msgpack.Encoder().encode
    added = ADDED_COLUMNS.get(table, ())
    for name, values in columns.items():
        if name in added and all(value is None for value in values):
            continue
        state.update(pack(name))
        state.update(pack(values))
    return state.hexdigest()


def _rows_of(visit_ids: Sequence[Value], visits: Sequence[Value]) -> NDArray[np.intp]:
    """Give for each request the row of its visit, the first with its number; -1 where there is none."""
    place: dict[Value, int] = {}
    for number, visit_id in enumerate(visits):
        place.setdefault(visit_id, number)
    place[None] = -1
    return np.fromiter((place.get(visit_id, -1) for visit_id in visit_ids), np.intp, len(visit_ids))


def _code(values: Sequence[Value], kind: pa.DataType) -> tuple[list[Any], NDArray[np.intp]]:
    """Give the different values, and for each row the place of its own. Arrow takes half the time that pandas takes for it."""
    coded = pa.array(values, kind).dictionary_encode()
    return coded.dictionary.to_pylist(), coded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.intp)


def _typed(project: Project, name: TableName, column: str, values: Sequence[Value]) -> Array:
    dtype = contract(name)[column]
    if dtype == "int64":
        return np.array(values, dtype=dtype)
    if dtype == "str":
        return pd.array(np.array(values, dtype=object), dtype="str")
    distinct, codes = _code(values, NUMBER if dtype in {"Int64", "boolean"} else TEXT)
    convert = FROM_STORED.get(dtype)
    return from_codes(project, name, column, list(map(convert, distinct)) if convert else distinct, codes)


def _plain(column: pd.Series[Any]) -> list[Value]:
    if column.dtype == "category":
        return _taken(column.cat.categories.to_numpy(), column.cat.codes.to_numpy())
    if column.dtype == object:
        same = [*map(id, column)]  # few different tuples, each of them many times
        texts = {one: json.dumps(names, ensure_ascii=False) for one, names in dict(zip(same, column, strict=True)).items()}
        return [*map(texts.__getitem__, same)]
    if column.dtype.kind == "M":
        codes, days = pd.factorize(column.to_numpy().astype("datetime64[D]"))
        return _taken([day.isoformat() for day in days.tolist()], codes)
    if column.dtype == "boolean":
        column = column.astype("Int64")
    plain: list[Value] = column.array.to_numpy(dtype=object, na_value=None).tolist()
    return plain


def _taken(values: Iterable[Value], codes: NDArray[Any]) -> list[Value]:
    plain: list[Value] = np.array([*values, None], dtype=object)[codes].tolist()  # code -1 takes the last
    return plain
