"""Streets that stand as headings between the rows, with the doors below them: a list per street in one sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adv.workbook.vocabulary.streets import street_in, street_of_tab
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.model import Project
    from adv.workbook.recognition.sheet_columns import Column
    from adv.workbook.tables.grid import Cell, RawSheet

MOST_WORDS: Final = 4  # of a heading; more is a remark in which a street occurs
LONGEST_TITLE: Final = 80  # characters
_SAYS_STREET = re.compile(r"\s*straat(?:naam)?\s*[:=]\s*(.+)", re.IGNORECASE)
Headings = tuple[tuple[int, str], ...]  # row of the sheet, from 0, and the street that stands alone in it


def street_headings(columns: Sequence[Column], door: Column, project: Project, above: str | None = None) -> Headings:
    """Find the headings that name a street; none when a door stands above the first of them, whose street would not be known.

    `above` is the street of a title or of the sheet's name: it goes for the doors above the first heading, when others follow.
    """
    found: list[tuple[int, str]] = [(door.first_row - 1, above)] if above else []
    for row in range(door.first_row, len(door.whole)):
        if _is_door(door.whole[row]):
            if not found:
                return ()
        elif street := _street([column.whole[row] for column in columns], project):
            found.append((row, street))
    return () if above and {street for _, street in found} == {above} else tuple(found)


def street_in_title(sheet: RawSheet, header_row: int, project: Project) -> str | None:
    """Find the one street of the project that stands in a title above the headers: "Huisbezoeken Waartplein 2019"."""
    known = {street for area in project.areas for street in area.streets}
    titles = [column[row] for column in sheet.columns for row in range(min(header_row, sheet.row_count))]
    texts = [cell for cell in titles if isinstance(cell, str) and len(cell) <= LONGEST_TITLE]
    found = {street_in(text, project) for text in texts} & known
    found |= {street_of_tab(said[1], project) for text in texts if (said := _SAYS_STREET.match(text))} - {None}
    return found.pop() if len(found) == 1 else None


def _is_door(cell: Cell) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip()[:1].isdigit())


def _street(row: Sequence[Cell], project: Project) -> str | None:
    filled = [cell for cell in row if not is_blank(cell)]
    if len(filled) != 1 or not isinstance(filled[0], str) or len(filled[0].split()) > MOST_WORDS:
        return None
    return street_of_tab(filled[0], project)
