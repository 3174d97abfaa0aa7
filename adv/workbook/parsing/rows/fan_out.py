"""Rows of a part, taken apart into several parts: one of what each row names first, one of what it names second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.tables.table import CodedColumn, Part, recode
from adv.workbook.vocabulary.canonical_form import FORM_OF, Asked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.workbook.tables.table import Codes

VISIT_ID: Final = "visit_id"
# Fields of the visit at which people talked, and not of every attempt.
OF_THE_TALK: Final = (VISIT_ID, *(column.field for column in FORM_OF[TableName.VISITS].asked(Asked.TALK)))

WITHOUT_DOUBT: Final = frozenset({"visits_in_cell", "doors_in_cell"})  # findings that leave no doubt


def taken(part: Part, at: Codes) -> Part:
    """Take some rows of a part."""
    columns, links, others = (
        {name: CodedColumn(column.distinct, column.codes[at]) for name, column in some.items()}
        for some in (part.columns, part.links, part.other_numbers)
    )
    flags = {"is_main": part.is_main, "is_vague": part.is_vague, "is_passed": part.is_passed}
    rows = {"lines": part.lines[at], "keep": part.keep[at]} | {name: own if own is None else own[at] for name, own in flags.items()}
    own = {"places": dict(part.places), "plain": set(part.plain)}
    return replace(part, columns=columns, links=links, other_numbers=others, **rows, **own)


def fan_out(part: Part, rows: Sequence[Sequence[Mapping[str, Any]]]) -> list[Part]:
    """Make a part of the first thing that each row names, one of the second, and so on; `rows` has for each row their values by column."""
    parts = []
    for nth in range(max((len(row) for row in rows), default=1) or 1):
        at = np.array([place for place, row in enumerate(rows) if len(row) > nth or nth == 0], dtype=np.intp)
        more = taken(part, at)
        names = dict.fromkeys(name for place in at.tolist() if rows[place] for name in rows[place][nth])
        for name in names:
            more.columns[name] = recode([rows[place][nth].get(name) if rows[place] else None for place in at.tolist()])
        parts.append(more)
    return parts


def say_several(part: Part, codes: Sequence[str | None], place: int, log: FindingLog) -> None:
    """Name the rows that name several visits or doors, by the finding of each."""
    for code in dict.fromkeys(filter(None, codes)):
        lines = part.lines[np.array([of_row == code for of_row in codes], dtype=bool) & part.keep]
        if len(lines):
            log.add_rows(Severity.INFO if code in WITHOUT_DOUBT else Severity.WARNING, code, part, lines, place)
