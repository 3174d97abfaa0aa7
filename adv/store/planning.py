"""Plan of an import for one table. In: its stored and its incoming rows. Out: rows to close, to write, and to show people. Pure.

Rows are compared by what they hold. Where they came from (file, sheet, row) and their order are no change by themselves; once
an import changes anything, every row it holds says where it now stands, so that a user finds it in the latest workbook.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from itertools import islice
from typing import TypeAlias

from msgspec import Struct

from adv.model import COLUMNS, CONVERSATIONS, SOURCE_COLUMNS, WAITS, TableName
from adv.store.records import ImportMode, RowDifference, RowKind, TableChanges, TableDifferences
from adv.store.row_encoding import FROM_STORED, EncodedColumns, Value
from adv.store.schema import KEYS, content_columns, stored_columns

Row: TypeAlias = "tuple[Value, ...]"


class StoredRows(Struct, frozen=True):
    """Current rows of one table, in their order."""

    ids: Sequence[int]
    positions: Sequence[int]
    columns: EncodedColumns

    @property
    def count(self) -> int:
        """Number of rows."""
        return len(self.ids)


class TablePlan(Struct, frozen=True):
    """Plan for one table."""

    changes: TableChanges
    stored: int  # rows before it
    close: tuple[int, ...]  # ids of those that end
    write: tuple[tuple[int, Row], ...]  # position and stored columns
    after: EncodedColumns  # all rows, in their order
    digest: str = ""  # of `after`, where it is known
    is_swap: bool = False  # all rows are other rows than before, whatever their numbers


def no_rows(name: TableName) -> StoredRows:
    """Make an empty table."""
    return StoredRows((), (), dict.fromkeys(stored_columns(name), ()))


def plan_table(name: TableName, stored: StoredRows, incoming: EncodedColumns, mode: ImportMode) -> TablePlan:
    """Compare one table's rows with those that come in."""
    if not stored.count:
        fresh = to_rows(incoming)
        return TablePlan(TableChanges(len(fresh), 0, 0, 0), 0, (), tuple(enumerate(fresh)), incoming)
    old, new = to_rows(stored.columns), to_rows(incoming)
    width = len(content_columns(name))
    place = {key: number for number, key in enumerate(_row_keys(name, old))}
    matches = [place.get(key, -1) for key in _row_keys(name, new)]
    matched = set(matches) - {-1}
    same = sum(match >= 0 and old[match][:width] == row[:width] for match, row in zip(matches, new, strict=True))
    is_replace = mode is ImportMode.REPLACE
    gone = stored.count - len(matched) if is_replace else 0
    changes = TableChanges(new=matches.count(-1), changed=len(matched) - same, gone=gone, same=same)
    positions = range(len(new)) if is_replace else _added_positions(stored, matches)
    moved = [
        number
        for number, match in enumerate(matches)
        if match < 0 or stored.positions[match] != positions[number] or old[match] != new[number]
    ]
    stays = matched.difference(matches[number] for number in moved)
    replaced = set(range(stored.count)) - stays if is_replace else matched - stays
    return TablePlan(
        changes=changes,
        stored=stored.count,
        close=tuple(stored.ids[number] for number in sorted(replaced)),
        write=tuple((positions[number], new[number]) for number in moved),
        after=incoming if is_replace else to_columns(name, _merged(old, new, matches)),
    )


def unchanged_table(incoming: EncodedColumns) -> TablePlan:
    """Leave a table alone: what comes in is what is there, in the same places."""
    count = len(next(iter(incoming.values())))
    return TablePlan(TableChanges(0, 0, 0, count), count, (), (), incoming)


def swap_table(name: TableName, stored: StoredRows, incoming: EncodedColumns) -> TablePlan:
    """Take every row away and write others that have nothing to do with them, whatever their numbers: of sample data, of another list."""
    fresh = plan_table(name, no_rows(name), incoming, ImportMode.REPLACE)
    changes = TableChanges(new=fresh.changes.new, changed=0, gone=stored.count, same=0)
    return TablePlan(changes, stored.count, tuple(stored.ids), fresh.write, fresh.after, is_swap=True)


def clear_table(name: TableName, stored: StoredRows) -> TablePlan:
    """Take every row away."""
    return TablePlan(TableChanges(0, 0, stored.count, 0), stored.count, tuple(stored.ids), (), no_rows(name).columns)


def table_totals(name: TableName, columns: EncodedColumns) -> Mapping[str, int]:
    """Count what one table adds to the headline numbers."""
    if name is TableName.VISITS:
        outcomes = list(columns["outcome"])
        return {"visits": len(outcomes), "completed": sum(map(outcomes.count, CONVERSATIONS))}
    if name is TableName.REQUESTS:
        statuses = list(columns["status"])
        return {"requests": len(statuses), "open_requests": sum(map(statuses.count, WAITS))}
    if name is TableName.EXPENSES:
        return {"spent_cents": sum(cents for cents in columns["cents"] if isinstance(cents, int))}
    return {}


def to_rows(columns: EncodedColumns) -> list[Row]:
    """Turn columns into one tuple per row."""
    return list(zip(*columns.values(), strict=True))


def to_columns(name: TableName, rows: Sequence[Sequence[Value]]) -> EncodedColumns:
    """Turn rows into one sequence per stored column."""
    return dict(zip(stored_columns(name), zip(*rows, strict=True), strict=True)) if rows else no_rows(name).columns


def _added_positions(stored: StoredRows, matches: Sequence[int]) -> list[int]:
    following = max(stored.positions, default=-1) + 1
    positions = []
    for match in matches:
        positions.append(stored.positions[match] if match >= 0 else following)
        following += match < 0
    return positions


def _merged(old: Sequence[Row], new: Sequence[Row], matches: Sequence[int]) -> list[Row]:
    merged = list(old)
    for match, row in zip(matches, new, strict=True):
        if match >= 0:
            merged[match] = row
        else:
            merged.append(row)
    return merged


def by_key(name: TableName, rows: Sequence[Row]) -> dict[Hashable, Row]:
    """Give the rows by their keys: a row's number, or all that it holds, and how many rows before it have the same."""
    return dict(zip(_row_keys(name, rows), rows, strict=True))


def _row_keys(name: TableName, rows: Sequence[Row]) -> Sequence[Hashable]:
    keys: list[Hashable]
    width = len(content_columns(name))
    if name in KEYS:
        column = content_columns(name).index(KEYS[name])
        keys = [row[:width] if row[column] is None else row[column] for row in rows]
    else:
        keys = [row[:width] for row in rows]
    if len(set(keys)) < len(keys):
        _number_repeated(keys, rows, width)
    return keys


def _number_repeated(keys: list[Hashable], rows: Sequence[Row], width: int) -> None:
    """Give rows with the same key a number, in an order that does not depend on how the sheet was sorted."""
    often = {key for key, count in Counter(keys).items() if count > 1}
    places: dict[Hashable, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        if key in often:
            places[key].append(number)
    for key, numbers in places.items():
        for occurrence, number in enumerate(sorted(numbers, key=lambda place: repr(rows[place][:width]))):
            keys[number] = (key, occurrence) if occurrence else key


Pair: TypeAlias = "tuple[Row | None, Row | None]"  # before and after; None: no such row
MOST_DIFFERENCES = 200  # rows of each kind, per table


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
