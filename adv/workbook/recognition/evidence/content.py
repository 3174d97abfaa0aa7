"""Evidence of what is in a column that no header names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adv.workbook.recognition.header_match import Match
from adv.workbook.vocabulary.fields import Kind, is_field, missing
from adv.workbook.vocabulary.recognition import Reason

if TYPE_CHECKING:
    from adv.workbook.recognition.assignment import Assignment

BY_CONTENT: Final = 0.6
# Optional fields that hold a project's own names: a column full of those needs no header word.
NAMED: Final = ("organisations", "owner", "organisation", "goal", "themes", "area", "category")
PARTNERS: Final = frozenset({"owner", "organisation"})  # free names, yet a column is only known as such by the partners in it
TELLING: Final = frozenset(
    {Kind.DAY, Kind.OUTCOME, Kind.STATUS, Kind.GOAL, Kind.THEMES, Kind.THEME, Kind.PARTNERS, Kind.STREET, Kind.AREA}
    | {Kind.CATEGORY, Kind.CENTS}
)


def by_content(so_far: Assignment) -> Assignment:
    """Find fields that no header named by what is in a column: only where exactly one column qualifies."""
    table, found = so_far.words.table, frozenset(so_far.named)
    wanted = [*missing(table, found), *(name for name in NAMED if is_field(table, name) and name not in found)]
    for name in wanted:
        kind = Kind.PARTNERS if name in PARTNERS else so_far.kind(name)
        if kind not in TELLING:
            continue
        fitting = [at for at, column in so_far.columns.items() if so_far.is_free(column) and so_far.fits(column, kind)]
        if len(fitting) == 1:
            so_far = so_far.having({fitting[0]: Match(name, BY_CONTENT, Reason("content"))})
    return so_far
