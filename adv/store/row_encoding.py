"""Coded columns to columns of plain values, and those to frames: None, whole numbers and text, as both databases take them. Pure.

Days are ISO text, tuples a JSON list, yes and no 1 and 0. The work is per distinct value wherever a column repeats itself.
"""

from __future__ import annotations

import json
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
import numpy as np
import pyarrow as pa

from adv.dataset import Coded, build
from adv.model import COLUMNS, SOURCE_COLUMNS, TableName
from adv.store.schema import JOINED, stored_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from adv.coded import CodedFrame
    from adv.model import Dataset, Project

Value: TypeAlias = str | int | None
WireColumns: TypeAlias = "dict[str, Sequence[Value]]"
DIGEST_BYTES = 16
TEXT, NUMBER = pa.string(), pa.int64()


def to_wire(frame: CodedFrame, name: TableName) -> WireColumns:
    """The stored columns of one table.

    Raises
    ------
    ValueError
        A whole number that must be there is missing.
    """
    contract = {**COLUMNS[name], **SOURCE_COLUMNS}
    return {column: _plain(frame[column], contract[column]) for column in stored_columns(name)}


def to_dataset(project: Project, tables: Mapping[TableName, WireColumns]) -> Dataset:
    """The dataset that the stored columns hold; a request gets household and area from its visit."""
    built: dict[TableName, dict[str, Any]] = {}
    for name, columns in tables.items():
        contract = {**COLUMNS[name], **SOURCE_COLUMNS}
        built[name] = {column: _typed(values, contract[column]) for column, values in columns.items()}
    if TableName.REQUESTS in built and TableName.VISITS in built:
        built[TableName.REQUESTS] |= _of_the_visits(tables[TableName.REQUESTS]["visit_id"], tables[TableName.VISITS])
    return build(project, built)


def digest(columns: WireColumns) -> str:
    """A fingerprint of a table's rows in their order: a flipped bit shows when they are read again."""
    state = blake2b(digest_size=DIGEST_BYTES)
    pack = msgspec.msgpack.Encoder().encode
    for name, values in columns.items():
        state.update(pack(name))
        state.update(pack(values))
    return state.hexdigest()


def _of_the_visits(visit_ids: Sequence[Value], visits: WireColumns) -> dict[str, Coded]:
    place: dict[Value, int] = {}
    for number, visit_id in enumerate(visits["visit_id"]):
        place.setdefault(visit_id, number)
    place[None] = -1
    chosen = np.fromiter((place.get(visit_id, -1) for visit_id in visit_ids), np.intp, len(visit_ids))
    return {column: _taken(visits[column], chosen) for column in JOINED[TableName.REQUESTS]}


def _taken(values: Sequence[Value], chosen: Any) -> Coded:  # noqa: ANN401 - an array of places, -1 for none
    coded = _code(values)
    codes = np.append(coded.codes, -1)[chosen]  # place -1 is the one appended: missing
    return Coded(coded.distinct, codes)


def _code(values: Sequence[Value], kind: pa.DataType = TEXT) -> Coded:
    """The distinct values, and which of them each row holds. Arrow takes half the time that pandas takes for it."""
    coded = pa.array(values, kind).dictionary_encode()
    codes = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return Coded(coded.dictionary.to_pylist(), codes.astype(np.intp))


_FROM_TEXT: dict[str, Callable[[Any], object]] = {
    "datetime64[s]": date.fromisoformat,
    "object": lambda text: tuple(json.loads(text)),
    "boolean": bool,
}


def _typed(values: Sequence[Value], dtype: str) -> object:
    if dtype in {"str", "int64"}:
        return values
    coded = _code(values, NUMBER if dtype in {"Int64", "boolean"} else TEXT)
    convert = _FROM_TEXT.get(dtype)
    return Coded([convert(value) for value in coded.distinct], coded.codes) if convert else coded


_TO_TEXT: dict[str, Callable[[Any], Value]] = {
    "datetime64[s]": date.isoformat,
    "object": lambda names: json.dumps(names, ensure_ascii=False),
    "boolean": int,
}


def _plain(column: Coded, dtype: str) -> list[Value]:
    if dtype == "int64" and (column.codes < 0).any():
        raise ValueError(dtype)
    convert = _TO_TEXT.get(dtype)
    distinct = map(convert, column.distinct) if convert else column.distinct
    values: np.ndarray[Any, np.dtype[np.object_]] = np.array([*distinct, None], dtype=object)
    plain: list[Value] = values[column.codes].tolist()  # code -1 takes the last
    return plain
