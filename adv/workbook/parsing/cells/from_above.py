"""Cells that leave it to what stands above them: merged ones, "idem", what is said once for several rows, and the visit of a request."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from adv.workbook.values.text import fold
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.words import bare_key, blank_rows, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from adv.workbook.recognition.found_table import FoundTable
    from adv.workbook.tables.grid import Cell, RawSheet

DITTO: Final = frozenset(
    ['"', "''", ",,", "〃", "idem", "id.", "ditto", "dito", '-"-', "id", "zie boven", "als boven", "zelfde", "hetzelfde"]
)
LONGEST_DITTO: Final = 9
FEWEST_SECTIONS: Final = 2  # groups of rows, each with its name in the first of them
SAID_ONCE: Final[Mapping[str, tuple[str, ...]]] = {  # fields that are said once for several rows, and those beside them
    "visited_on": ("street",),
    "street": ("visited_on",),
    "organisations": ("visited_on", "street"),
}
FEWEST_BLANKS: Final = 3  # of a column in which something is said once
FEWEST_BLANK_TOGETHER: Final = 2  # rows in which two such columns are blank together
LEAST_SHARE_BLANK: Final = 0.25  # of the rows of such a column
FEWEST_BESIDE: Final = 2  # other cells that make a row one of data
# Never a number or an amount: there each row has its own.
KINDS_WITH_DITTO: Final = frozenset(
    [Kind.DAY, Kind.STREET, Kind.NUMBER, Kind.AREA, Kind.OUTCOME, Kind.STATUS, Kind.PARTNERS, Kind.NAME, Kind.CATEGORY]
)
REFERENCES: Final = ("visit_id", "address", "street", "house_number", "addition")  # fields that say of which visit a request is
FIELDS_OF_A_REQUEST: Final = ("theme", "status")  # one of them makes a row a request
LEAST_REQUESTS_BELOW: Final = 0.2  # of all requests
FEWEST_REQUESTS_BELOW: Final = 2  # in a list without a column of days


def any_ditto(cells: Iterable[Cell]) -> bool:
    """Say whether one of the cells only says that it is as above."""
    short = (cell for cell in cells if isinstance(cell, str) and len(cell) <= LONGEST_DITTO and not cell[:1].isdecimal())
    return any(fold(cell) in DITTO for cell in short)


def fill_ditto(cells: Sequence[Cell]) -> tuple[list[Cell], list[int]]:
    """Fill in what ditto marks stand for, and list their places: "Kerkstraat", "idem" is twice the Kerkstraat."""
    filled = list(cells)
    places: list[int] = []
    above: Cell = None
    for place, cell in enumerate(cells):
        if not any_ditto((cell,)):
            above = above if cell is None else cell
        elif above is not None:
            filled[place] = above
            places.append(place)
    return filled, places


def fill_sections(cells: list[Cell], rows: Sequence[int]) -> tuple[list[Cell], list[int]]:
    """Fill in what stands in the first row of each group only, "Drukwerk" above four blanks, and list the places.

    Such a column begins filled, says everything once, and is blank in at least half of its rows; in another a blank is unknown.
    `rows` are those that are data.
    """
    filled = [cells[row] for row in rows if not is_blank(cells[row])]
    is_grouped = FEWEST_SECTIONS <= len(filled) <= len(rows) / 2 and len({fold(str(cell)) for cell in filled}) == len(filled)
    return _blanks_filled(cells, rows) if is_grouped else (cells, [])


def fill_once(cells: list[Cell], at: int, name: str, found: FoundTable, totals: AbstractSet[str]) -> tuple[list[Cell], list[int]]:
    """Fill in a column of what is said once, and list the places: see `fill_blanks`.

    Who came is said once only together with the day or the street: alone, a blank says that nobody wrote it down.
    """
    if len(blank_rows(cells)) < FEWEST_BLANK_TOGETHER:
        return cells, []
    columns = {column: found.sheet.columns[column][found.layout.first_row :] for column in found.own if column != at}
    beside = next((columns[column] for column, field in found.own.items() if field in SAID_ONCE[name] and column != at), None)
    texts = {row: [cell for column in columns.values() if isinstance(cell := column[row], str)] for row in blank_rows(cells)}
    totals_in = {row for row, of_row in texts.items() if any(bare_key(text).split(" ", 1)[0] in totals for text in of_row)}
    headings = {row - found.layout.first_row for row, _ in found.headings}
    odd = totals_in | headings
    return fill_blanks(cells, list(columns.values()), beside, alone=name in {"visited_on", "street"}, odd=odd)


def fill_blanks(
    cells: list[Cell],
    others: Sequence[Sequence[Cell]],
    beside: Sequence[Cell] | None = None,
    *,
    alone: bool = True,
    odd: AbstractSet[int] = frozenset(),
) -> tuple[list[Cell], list[int]]:
    """Fill in what stands once above the rows that it is of, and list their places; nothing where blanks may as well be forgotten.

    Somebody writes the street at the first of its doors only, or the day at the first of its visits. Then many cells are blank, the first
    is not, and nothing is written twice in a row. Two columns that are blank in the same rows, day and street, need fewer blanks.

    Parameters
    ----------
    others : the other columns of the list
    beside : another column that may say things once
    alone : whether the column may do so without the one beside it; only such a column must say another thing each time
    odd : rows that are none of the list, such as totals
    """
    blank = {*blank_rows(cells)}
    rows = [
        row for row in range(len(cells)) if row not in odd and sum(not is_blank(column[row]) for column in others) >= FEWEST_BESIDE
    ]
    together = beside if beside is not None and all(is_blank(beside[row]) == (row in blank) for row in rows) else None
    written = [(cells[row], together[row] if together is not None else None) for row in rows if row not in blank]
    fewest = FEWEST_BLANKS if together is None else FEWEST_BLANK_TOGETHER
    is_said_once = (alone or together is not None) and len(rows) - len(written) >= max(fewest, LEAST_SHARE_BLANK * len(rows))
    is_new_each_time = not alone or all(above != below for above, below in pairwise(written))
    return _blanks_filled(cells, rows) if is_said_once and is_new_each_time else (cells, [])


def _blanks_filled(cells: list[Cell], rows: Sequence[int]) -> tuple[list[Cell], list[int]]:
    """Give the blank cells of some rows what stands above them, and list their places; nothing where the first of them is blank."""
    blank = [row for row in rows if is_blank(cells[row])]
    if blank and blank[0] == rows[0]:
        return cells, []
    filled, above = list(cells), None
    for row in rows:
        above = filled[row] = above if is_blank(cells[row]) else cells[row]
    return filled, blank


def fill_merged(cells: list[Cell], column: int, sheet: RawSheet, first_row: int) -> tuple[list[Cell], list[int]]:
    """Fill in a merged cell's value in all rows of a column (from `first_row` on) that it covers, and list the places of those."""
    places: list[int] = []
    for top, left, bottom, right in sheet.merged:
        if not (left <= column <= right and bottom > top and first_row <= top < sheet.row_count):
            continue
        start, end = top - first_row, min(bottom - first_row, len(cells) - 1)
        covered = range(start + 1, end + 1)
        if cells[start] is None or not covered or any(cells[row] not in (None, "") for row in covered):
            continue
        if not places:
            cells = list(cells)
        cells[start + 1 : end + 1] = [cells[start]] * len(covered)
        places += covered
    return cells, places


def requests_below(found: FoundTable, columns: Mapping[int, Sequence[Cell]]) -> tuple[list[int], bool]:
    """Find the requests that name no visit, below one that does, and say if the list shows that they are of the same.

    It does where it names each visit once, at the first of its requests, "V12", and those below it, blank, are of the same day; or, where
    no column has days, are many. A forgotten number stands among requests of other days, or in a list that repeats its numbers.
    `columns` are the cells under each header, merged ones filled in.
    """
    at = {name: column for column, name in found.own.items()}
    references = [columns[at[name]] for name in REFERENCES if name in at]
    if not references or not any(map(_is_empty, {*references[0]})):
        return [], False
    of_requests = [columns[at[name]] for name in FIELDS_OF_A_REQUEST if name in at]
    rows = [row for row in range(len(references[0])) if any(not is_blank(cells[row]) for cells in of_requests)]
    blank = [row for row in rows if all(_is_empty(cells[row]) for cells in references)]
    if not blank or blank[0] == rows[0]:
        return [], False
    are_blank = {*blank}
    given = [tuple(cells[row] for cells in references) for row in rows if row not in are_blank]
    visits = [
        tuple(str(cell).casefold() for cell in cells) for cells in given if not any_ditto(cells) and not all(map(is_blank, cells))
    ]
    is_each_visit_once = len({*visits}) == len(visits)
    days = columns[at["raised_on"]] if "raised_on" in at else None
    if days is not None and any(not is_blank(days[row]) for row in blank):
        is_shown = all(days[row] == days[above] or is_blank(days[row]) for above, row in pairwise(rows) if row in are_blank)
    else:
        is_shown = len(blank) >= max(FEWEST_REQUESTS_BELOW, LEAST_REQUESTS_BELOW * len(rows))
    return blank, is_shown and is_each_visit_once


def _is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())  # a dash may say that there is no visit


def filled_below(cells: Sequence[Cell], rows: Sequence[int]) -> list[Cell]:
    """Give rows the nearest cell above them that says something."""
    filled = list(cells)
    for row in rows:
        filled[row] = next((filled[above] for above in range(row - 1, -1, -1) if not is_blank(filled[above])), None)
    return filled
