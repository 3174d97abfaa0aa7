"""Rows that change, with what they hold before and after: for people to look at, so only the first of each kind. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TypeAlias

from adv.model import COLUMNS, SOURCE_COLUMNS, TableName
from adv.store.planning import Row, by_key
from adv.store.records import ImportMode, RowDifference, RowKind, TableDifferences
from adv.store.row_encoding import FROM_STORED, Value
from adv.store.schema import KEYS, content_columns

Pair: TypeAlias = "tuple[Row | None, Row | None]"  # before and after; None: no such row
SHOWN = 200  # rows of each kind, per table


def changing(name: TableName, stored: Sequence[Row], incoming: Sequence[Row], mode: ImportMode) -> dict[RowKind, list[Pair]]:
    """Pair the rows that an import alters, takes away and adds, told apart as `adv.store.planning.plan_table` does."""
    width = len(content_columns(name))
    old, new = by_key(name, stored), by_key(name, incoming)
    gone: list[Pair] = [(row, None) for key, row in old.items() if key not in new] if mode is ImportMode.REPLACE else []
    return {
        RowKind.CHANGED: [(old[key], row) for key, row in new.items() if key in old and old[key][:width] != row[:width]],
        RowKind.GONE: gone,
        RowKind.NEW: [(None, row) for key, row in new.items() if key not in old],
    }


def swapping(stored: Sequence[Row], incoming: Sequence[Row]) -> dict[RowKind, list[Pair]]:
    """Pair all rows that go and all that come, as `adv.store.planning.swap_table` does."""
    return {RowKind.CHANGED: [], RowKind.GONE: [(row, None) for row in stored], RowKind.NEW: [(None, row) for row in incoming]}


def shown(name: TableName, pairs: Mapping[RowKind, Sequence[Pair]], most: int) -> TableDifferences:
    """Count the rows of each kind, and show the first `most` of them in readable values."""
    rows = tuple(_difference(name, kind, *pair) for kind, found in pairs.items() for pair in islice(found, most))
    return TableDifferences({kind: len(found) for kind, found in pairs.items()}, rows)


def _difference(name: TableName, kind: RowKind, old: Row | None, new: Row | None) -> RowDifference:
    width = len(content_columns(name))
    number = content_columns(name).index(KEYS[name]) if name in KEYS else None
    known = new or old or ()
    file, sheet, row = known[width : width + len(SOURCE_COLUMNS)]
    return RowDifference(
        kind=kind,
        number=None if number is None else _text(known[number]),
        old=_readable(name, old),
        new=_readable(name, new),
        file=_text(file),
        sheet=_text(sheet),
        row=row if isinstance(row, int) else 0,
    )


def _readable(name: TableName, row: Row | None) -> dict[str, object] | None:
    if row is None:
        return None
    found: dict[str, object] = {}
    for column, value in zip(content_columns(name), row, strict=False):  # the source columns are left over
        convert = FROM_STORED.get(COLUMNS[name][column])
        found[column] = convert(value) if convert and value is not None else value
    return found


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
