"""Columns that say one thing at several moments: "Status maart | Status juni", "Voorlopige uitkomst | Definitieve uitkomst". The last that is filled counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.layout import ROWS_SEARCHED
from adv.workbook.values.dates import MONTH_NUMBERS, parse_date
from adv.workbook.values.text import plain
from adv.workbook.vocabulary.words import header_key, is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.workbook.recognition.header_match import Known
    from adv.workbook.tables.grid import Cell, Place, RawSheet

FEWEST: Final = 2
PLAIN: Final = 0.5  # the moment of a column that names none: behind a provisional one, and before the final one
FIELDS: Final = frozenset({"outcome", "status"})
SMALL: Final = frozenset({"per", "op", "in", "eind", "begin", "van", "na", "at", "on", "end", "of"})


def with_last_of_columns(file: str, sheet: RawSheet, known: Known) -> tuple[RawSheet, tuple[Place, ...]] | None:
    """Put the last that is filled into the last of such columns, and list their headers; None where there are none."""
    for row in range(min(sheet.row_count - 1, ROWS_SEARCHED)):
        groups: dict[str, dict[int, float]] = {}
        for at, column in enumerate(sheet.columns):
            if isinstance(cell := column[row], str) and (said := _moment(cell, known)):
                groups.setdefault(said[0], {})[at] = said[1]
        for name, moments in groups.items():
            order = sorted(moments, key=lambda at: (moments[at], at))
            are_apart = len({*moments.values()}) == len(moments) >= FEWEST and (
                PLAIN not in moments.values() or max(moments.values()) <= 1
            )
            if are_apart and not _are_decided(file, sheet, row, order, known):
                return _put_together(sheet, row, order, name), tuple((row, at) for at in order)
    return None


def _moment(header: str, known: Known) -> tuple[str, float] | None:
    """Divide a header into the outcome or status that it names and its moment, as a number that grows; None where it has none."""
    words = known.knowledge.words
    pieces, months = header_key(header).split(), [MONTH_NUMBERS.get(piece) for piece in plain(header).split()]
    rest = " ".join(
        piece for piece in pieces if piece in words.headers[TableName.VISITS] or piece in words.headers[TableName.REQUESTS]
    )
    fields = {words.headers[table].get(rest, ("", 0))[0] for table in (TableName.VISITS, TableName.REQUESTS)}
    others = [piece for piece in pieces if piece not in rest.split() and piece not in SMALL]
    if not fields & FIELDS:
        return None
    if not others:
        return rest, PLAIN
    if len(others) == 1 and others[0] in words.before | words.final:
        return rest, float(others[0] in words.final)
    day = parse_date(" ".join(others)).value
    month = next(filter(None, months), None)
    return (rest, day.toordinal()) if day else (rest, month) if month and len(others) == 1 else None


def _are_decided(file: str, sheet: RawSheet, row: int, columns: list[int], known: Known) -> bool:
    """Say whether the user chose among some columns, or one of them is struck out."""
    decided = {at for of, tab, at in known.corrections.fields if (of, tab) == (file, sheet.name)}
    decided |= {at for at in columns if header_key(str(sheet.columns[at][row])) in known.decided}
    return bool(decided & {*columns}) or any(at in columns for _, at in sheet.looks.struck)


def _put_together(sheet: RawSheet, row: int, order: list[int], name: str) -> RawSheet:
    """Put the last value of each row into the column without a moment, or else into the last one, which is called so then."""
    columns: Mapping[int, list[Cell]] = {at: [*sheet.columns[at]] for at in order}
    target = next((at for at in order if header_key(str(columns[at][row])) == name), order[-1])
    for line in range(row + 1, sheet.row_count):
        filled = [cell for at in order if not is_blank(cell := columns[at][line])]
        for at in order:
            columns[at][line] = filled[-1] if filled and at == target else None
    columns[target][row] = name.capitalize()
    return replace(sheet, columns=tuple(columns.get(at, column) for at, column in enumerate(sheet.columns)))
