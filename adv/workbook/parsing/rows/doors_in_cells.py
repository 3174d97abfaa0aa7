"""Doors in one cell, "12 en 14" or "Kerkstraat 12 t/m 16": each becomes a row of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from adv.model import TableName
from adv.workbook.parsing.rows.fan_out import VISIT_ID, fan_out, say_several
from adv.workbook.tables.table import CodedColumn, Part
from adv.workbook.vocabulary.doors import Doors, has_addition_by_sign, several_addresses, several_doors
from adv.workbook.vocabulary.fields import ONE_DOOR, SEVERAL_DOORS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.parsing.cell_findings import CellFindings

ADDRESS: Final = "address"
HOUSE_NUMBER: Final = "house_number"
SURE_DOORS, UNSURE_DOORS = "doors_in_cell", "doors_may_be_several"  # findings: "12 en 14" are two; "12-14" is left as one
WITH_DOORS: Final = frozenset({TableName.VISITS, TableName.ADDRESSES})


def doors_apart(parts: Sequence[Part], findings: CellFindings) -> tuple[Part, ...]:
    """Make a row of every door that a row names."""
    if not parts or parts[0].table not in WITH_DOORS:
        return tuple(parts)
    return tuple(of_each for part in parts for of_each in _doors_of_part(part, findings))


def _doors_of_part(part: Part, findings: CellFindings) -> list[Part]:
    """Give every door that a row names a row of its own; the number of the visit and its talk stay with the first."""
    field = HOUSE_NUMBER if HOUSE_NUMBER in part.columns else ADDRESS
    column = part.columns.get(field)
    option = next((known.option for known in findings.found.recognition.columns if known.field == field), None)
    if column is None or option == ONE_DOOR:
        return [part]
    read = [_doors(field, str(value)) for value in column.distinct]
    has_additions = option != SEVERAL_DOORS and any(has_addition_by_sign(str(value)) for value in column.distinct)
    codes = [None if doors is None else _finding(doors, has_additions=has_additions) for _, doors in read]
    of_rows = [codes[number] if number >= 0 else None for number in column.codes.tolist()]
    say_several(part, of_rows, part.places.get(field, 0), findings.log)
    named = [
        (value,) if code in {None, UNSURE_DOORS} else names
        for (names, _), code, value in zip(read, codes, column.distinct, strict=True)
    ]
    if all(len(names) == 1 for names in named):
        return [part]
    rows = [[{field: door} for door in (named[number] if number >= 0 else (None,))] for number in column.codes.tolist()]
    first, *others = fan_out(part, rows)
    for other in others:
        _leave_to_first(other)
    return [first, *others]


def _finding(doors: Doors, *, has_additions: bool) -> str:
    """Tell what is said of a cell with several doors; beside "12-2", an addition, "12-14" may be one as well."""
    if doors.is_doubtful:
        return UNSURE_DOORS if has_additions else "doors_by_sign"
    return "doors_counted" if doors.are_counted else SURE_DOORS


def _leave_to_first(part: Part) -> None:
    """Take the talk and the number of the visit from the second door of a row and the next ones."""
    part.is_main = np.zeros(len(part.lines), dtype=bool)
    for columns in (part.columns, part.links):
        if VISIT_ID in columns:
            columns[VISIT_ID] = CodedColumn(columns[VISIT_ID].distinct, np.full(len(part.lines), -1, np.intp))
    part.plain.discard(VISIT_ID)


def _doors(field: str, value: str) -> tuple[tuple[str, ...], Doors | None]:
    """Give what a cell with several doors names, house numbers or whole addresses; nothing where it names one."""
    if field == ADDRESS:
        return several_addresses(value) or ((), None)
    doors = several_doors(value)
    return (doors.numbers, doors) if doors else ((), None)
