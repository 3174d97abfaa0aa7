"""Lists laid out anew: those below each other, on their side, in one cell, corrected in a column beside; and requests in other shapes.

Requests in the row of their visit may stand in one cell ("wonen: afgerond", "werken: open" below it), or in a column per theme that says how
each stands ("Hulpvragen [Wonen]"): they are put into columns right of the list.
"""

from __future__ import annotations

import csv
import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.columns.header_words import MARK
from adv.workbook.recognition.places.layout import (
    ROWS_SEARCHED,
    ROWS_WITH_LISTS,
    filled_columns,
    header_of,
    headers_at,
    questions_and_answers,
)
from adv.workbook.tables.grid import NO_LOOKS, Cell, Lie, Place, RawSheet
from adv.workbook.values.dates import parse_date
from adv.workbook.values.text import plain
from adv.workbook.vocabulary.canonical_form import FORM_OF, InputKind
from adv.workbook.vocabulary.fields import missing
from adv.workbook.vocabulary.knowledge import MOSTLY, Knowledge
from adv.workbook.vocabulary.likeness import likely_code
from adv.workbook.vocabulary.words import blank_rows, header_key, is_blank, value_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from adv.workbook.recognition.known import Known


MOST_BEGINNINGS: Final = 20  # places at which a list may begin; a sheet with more is one list with empty rows
TITLES: Final = 2  # rows between the empty row and the headers
SEPARATORS: Final = ";\t|,"
FEWEST_LINES: Final = 3  # with a separator, that are a list
FEWEST_FIELDS: Final = 3
EVEN: Final = 0.8  # share of the lines that have as many fields as most
FEWEST_RECORDS: Final = 2  # of a list on its side; one beside names may be anything
HEADERS_IN: Final = 3  # columns in which the headers of one may stand
LOOKED_AT: Final = 50  # lines that tell the separator
Pairs = dict[int, list[tuple[str, str]]]  # by row: theme and status of each request
FEWEST_OF_VISIT: Final = 2  # columns that make it a list of visits
HEAD: Final = 200  # rows among which one holds two figures
FEWEST_STATUSES: Final = 2  # columns of statuses
MOST_REQUESTS: Final = 12  # requests in a row
OF_VISIT: Final = frozenset({"visited_on", "outcome", "street", "address"})
THEME: Final = "Hulpvraag {number}: thema"
STATUS: Final = "Hulpvraag {number}: status"
SCORES: Final = {column.field: column.header for column in FORM_OF[TableName.VISITS].columns if column.kind is InputKind.SCORE}
_TWO: Final = re.compile(r"\s*([1-9]|10)\s*(?:[/|;&+-]|,\s|\s|\ben\b|\band\b)\s*([1-9]|10)")
_OPEN: Final = str.maketrans("()[]", "    ")
_PIECE: Final = re.compile(r"[\n\r;|]+|,\s+")
_PAIR: Final = re.compile(r"(?P<theme>.+?)\s*(?:[:=(]|\s[-–]|[-–]\s)\s*(?P<status>[^()]+?)\)?\s*")


def lists_below(sheet: RawSheet, known: Known) -> list[tuple[int, RawSheet]]:
    """Divide a sheet where the headers of another list begin: each part with its first row, in its place, and empty elsewhere."""
    begins: list[int] = []
    first = (named for row in range(min(sheet.row_count, MOST_BEGINNINGS)) if (named := tables_at(sheet, row, known)))
    tables = [*islice(first, 1)]
    if not tables:
        return [(0, sheet)]
    for row in _after_empty_rows(sheet):
        for at in range(row, min(row + TITLES, sheet.row_count)):
            if (named := tables_at(sheet, at, known)) and not named & tables[-1]:
                begins.append(row)
                tables.append(named)
                break
    edges = [0, *begins, sheet.row_count]
    return [(start, _only_rows(sheet, start, end)) for start, end in pairwise(edges)] if begins else [(0, sheet)]


def _after_empty_rows(sheet: RawSheet) -> Iterator[int]:
    rows = min(sheet.row_count, ROWS_WITH_LISTS)
    empty = {*range(rows)}
    for column in sheet.columns:
        empty &= {*blank_rows(column[:rows])} if empty else empty
    found = [row for row in range(1, rows) if row - 1 in empty and row not in empty]
    yield from found if len(found) <= MOST_BEGINNINGS else ()


def tables_at(sheet: RawSheet, row: int, known: Known) -> frozenset[str]:
    """Name the tables of which a row's texts are all that is needed, each a known word."""
    texts = [at for at, column in enumerate(sheet.columns) if isinstance(column[row], str)]
    headers = headers_at(sheet, row, texts)
    matches = {table: [words.match(header, loosely=False) for header in headers] for table, words in known.tables.items()}
    fields = {table: frozenset(one.field for one in said if one and one.certainty >= MARK) for table, said in matches.items()}
    return frozenset(table.value for table, named in fields.items() if named and not missing(table, named))


def _only_rows(sheet: RawSheet, start: int, end: int) -> RawSheet:
    kept = tuple([cell if start <= row < end else None for row, cell in enumerate(column[:end])] for column in sheet.columns)
    return replace(sheet, columns=kept, flaws={place: flaw for place, flaw in sheet.flaws.items() if start <= place[0] < end})


def as_it_lies(sheet: RawSheet, known: Known) -> RawSheet:
    """Lay out a list in rows and columns; a sheet that is none of these stays as it is."""
    if not sheet.is_grid or sheet.is_hidden or not sheet.columns:
        return sheet
    filled = filled_columns(sheet)
    if len(filled) == 1:
        return _divided(sheet, filled[0], known)
    is_wide = len(filled) > FEWEST_RECORDS and sheet.row_count <= ROWS_SEARCHED
    return _turned(sheet, known) if is_wide else sheet


def _divided(sheet: RawSheet, column: int, known: Known) -> RawSheet:
    """Take the cells of the only column for lines of text with separators, where that makes a list."""
    cells = sheet.columns[column]
    texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    for separator in SEPARATORS:
        if sum(separator in text for text in texts[:LOOKED_AT]) < FEWEST_LINES:
            continue
        rows = [_fields(cell, separator) for cell in cells]
        counts = [len(row) for row in rows if len(row) > 1]
        usual = max(counts, key=counts.count, default=0)
        if usual < FEWEST_FIELDS or counts.count(usual) < EVEN * len(texts):
            continue
        columns = tuple([row[at] if at < len(row) else None for row in rows] for at in range(max(map(len, rows))))
        made = replace(sheet, columns=columns, lie=Lie.IN_ONE, only=column, looks=NO_LOOKS, merged=(), flaws={})
        if any(tables_at(made, row, known) for row in range(min(made.row_count, ROWS_SEARCHED))):
            return made
    return sheet


def _fields(cell: Cell, separator: str) -> Sequence[Cell]:
    if not isinstance(cell, str):
        return [cell]
    line = cell.replace("\n", " ").replace("\r", " ")
    return [field.strip() or None for field in next(csv.reader([line], delimiter=separator), [])]


def _turned(sheet: RawSheet, known: Known) -> RawSheet:
    """Turn a sheet of which a column, and no row, has all the headers of a list, and days beside one of them."""
    made = _on_its_side(sheet)
    for at in range(min(HEADERS_IN, made.row_count)):
        if not tables_at(made, at, known):
            continue
        if any(tables_at(sheet, row, known) for row in range(sheet.row_count)):
            return sheet
        return made if any(_are_days(column[at + 1 :], is_1904=sheet.is_1904) for column in made.columns) else sheet
    return sheet


def _are_days(cells: Sequence[Cell], *, is_1904: bool) -> bool:
    filled = [cell for cell in cells if not is_blank(cell)]
    days = sum(parse_date(cell, is_1904=is_1904).value is not None and not isinstance(cell, int | float) for cell in filled)
    return days >= max(FEWEST_RECORDS, EVEN * len(filled))


def _on_its_side(sheet: RawSheet) -> RawSheet:
    looks = sheet.looks
    return replace(
        sheet,
        columns=tuple([column[row] for column in sheet.columns] for row in range(sheet.row_count)),
        flaws={(column, row): flaw for (row, column), flaw in sheet.flaws.items()},
        hidden_columns=looks.hidden_rows,
        merged=tuple((left, top, right, bottom) for top, left, bottom, right in sheet.merged),
        odd_rows=(),
        looks=replace(
            looks,
            struck=_swapped(looks.struck),
            amended=_swapped(looks.amended),
            fills={(column, row): fill for (row, column), fill in looks.fills.items()},
            fonts={(column, row): font for (row, column), font in looks.fonts.items()},
            comments={(column, row): text for (row, column), text in looks.comments.items()},
            hidden_rows=sheet.hidden_columns,
        ),
        computed=_swapped(sheet.computed),
        formats={(column, row): kind for (row, column), kind in sheet.formats.items()},
        lie=Lie.TURNED,
    )


def _swapped(places: frozenset[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    return frozenset((column, row) for row, column in places)


def with_corrections(sheet: RawSheet, known: Known) -> tuple[RawSheet, tuple[Place, ...]] | None:
    """Put corrections in the place of the cells that were struck out for them, and list those; None where there are none."""
    by_row: dict[int, list[int]] = {}
    for row, at in sheet.looks.struck:
        if row < sheet.row_count and at < len(sheet.columns) and not is_blank(sheet.columns[at][row]):
            by_row.setdefault(row, []).append(at)
    alone = {row: columns[0] for row, columns in by_row.items() if len(columns) == 1}  # of a whole row nothing is left
    for struck in sorted(set(alone.values())):
        rows = {row for row, at in alone.items() if at == struck}
        if rows >= _filled_below(sheet.columns[struck]):
            continue  # a column that is struck out gives way as a whole
        for at, cells in enumerate(sheet.columns):
            if at != struck and _filled_below(cells) == rows and _say_alike(cells, sheet.columns[struck], rows, known):
                return _corrected(sheet, rows, at, struck), tuple(sorted((row, struck) for row in rows))
    return None


def _filled_below(cells: list[Cell]) -> set[int]:
    return {*[row for row, cell in enumerate(cells) if not is_blank(cell)][1:]}


def _say_alike(cells: list[Cell], struck: list[Cell], rows: set[int], known: Known) -> bool:
    words = known.knowledge.words
    new, old = ({value_key(str(column[row])) for row in rows} for column in (cells, struck))
    return any(new <= listed.keys() and old <= listed.keys() for listed in (words.outcomes, words.statuses))


def _corrected(sheet: RawSheet, rows: set[int], source: int, target: int) -> RawSheet:
    columns = list(sheet.columns)
    columns[target] = [columns[source][row] if row in rows else cell for row, cell in enumerate(columns[target])]
    columns[source] = [None if row in rows else cell for row, cell in enumerate(columns[source])]
    struck = frozenset(place for place in sheet.looks.struck if place not in {(row, target) for row in rows})
    return replace(sheet, columns=tuple(columns), looks=replace(sheet.looks, struck=struck))


def with_requests(sheet: RawSheet, known: Known) -> tuple[RawSheet, list[tuple[int, int]]] | None:
    """Put requests in such shapes into columns of their own; with the cells in which they stood. None where there are none."""
    for row in range(min(sheet.row_count - 1, ROWS_SEARCHED)):
        keys = {at: header_key(cell) for at, column in enumerate(sheet.columns) if isinstance(cell := column[row], str)}
        visits = known.knowledge.words.headers[TableName.VISITS]
        if len({visits[key][0] for key in keys.values() if key in visits} & OF_VISIT) < FEWEST_OF_VISIT:
            continue
        found = _found(sheet, row, keys, known.knowledge)
        return _written(sheet, row, found) if found else None
    return None


def with_scores(sheet: RawSheet, known: Known) -> tuple[RawSheet, tuple[Place, ...]] | None:
    """Divide a column of two figures in a cell, "7 / 8", whose header names both ("Cijfer woning / buurt"), in that order; with those cells.

    What is not two figures stays as it is written, so that it is said.
    """
    stems = known.tables[TableName.VISITS].stems
    may_be = [
        at for at, cells in enumerate(sheet.columns) if any(isinstance(cell, str) and _TWO.match(cell) for cell in cells[:HEAD])
    ]
    for row in range(min(sheet.row_count - 1, ROWS_SEARCHED)):
        texts = {at: cell for at in may_be if isinstance(cell := sheet.columns[at][row], str)}
        for header in (header_of(at, text.translate(_OPEN)) for at, text in texts.items()):
            said = {one.field: str(one.reason.params["word"]) for one in stems(header) if one.field in SCORES}
            if said.keys() != SCORES.keys():
                continue
            cells, below = sheet.columns[header.column], range(row + 1, sheet.row_count)
            pairs = {at: two for at, cell in enumerate(cells) if isinstance(cell, str) and (two := _TWO.fullmatch(plain(cell)))}
            if not pairs or len(pairs) < MOSTLY * sum(not is_blank(cell) for cell in cells[row + 1 :]):
                return None
            first, last = sorted(SCORES, key=lambda name: header.key.find(said[name].split()[-1]))
            rest = [None if is_blank(cell) else f"{cell} / ?" for cell in cells]
            one: list[Cell] = [*cells[:row], SCORES[first], *(int(pairs[at][1]) if at in pairs else rest[at] for at in below)]
            other: list[Cell] = [*[None] * row, SCORES[last], *(int(pairs[at][2]) if at in pairs else None for at in below)]
            before = (one if at == header.column else column for at, column in enumerate(sheet.columns))
            return replace(sheet, columns=(*before, other)), tuple((at, header.column) for at in pairs)
    return None


def _found(sheet: RawSheet, row: int, keys: Mapping[int, str], knowledge: Knowledge) -> dict[int, Pairs]:
    """Find the columns with requests below a row of headers: themes under statuses, or what begins as a request does."""
    visits, found = knowledge.words.headers[TableName.VISITS], {}
    statuses = [at for at, key in keys.items() if value_key(key) in knowledge.words.statuses and key not in visits]
    firsts = {at: re.split(r"[\s\[/:.(_-]", header_of(0, sheet.columns[at][row]).key, maxsplit=1)[0] for at in keys}
    asked = [at for at, first in firsts.items() if first in knowledge.words.wide_prefixes]
    told = {*asked, *(statuses if len(statuses) >= FEWEST_STATUSES else ())}
    below = {at: {line: cell for line, cell in enumerate(sheet.columns[at]) if line > row and not is_blank(cell)} for at in told}
    by_status = {at: _of_status(keys[at], cells, knowledge) for at, cells in below.items() if at in statuses and cells}
    if len(by_status) >= FEWEST_STATUSES and all(by_status.values()):
        return {at: pairs for at, pairs in by_status.items() if pairs}
    for at in asked:
        header = str(sheet.columns[at][row])
        if below[at] and (pairs := _of_theme(header, below[at], knowledge) or _of_cells(header, below[at], knowledge)):
            found[at] = pairs
    return found


def _of_status(status: str, below: Mapping[int, Cell], knowledge: Knowledge) -> Pairs | None:
    """Read the themes below a status; None where a cell holds anything else."""
    found: Pairs = {}
    for line, cell in below.items():
        themes, unknown = knowledge.themes.split(cell) if isinstance(cell, str) else ((), ("",))
        if unknown or not themes:
            return None
        found[line] = [(theme, status) for theme in themes]
    return found


def _of_theme(header: str, below: Mapping[int, Cell], knowledge: Knowledge) -> Pairs | None:
    theme = next((name for _, answer in questions_and_answers(header) if (name := knowledge.themes.find(answer))), None)
    if theme is None or not all(isinstance(cell, str) and _is_status(cell, knowledge) for cell in below.values()):
        return None
    return {line: [(theme, str(cell))] for line, cell in below.items()}


def _of_cells(header: str, below: Mapping[int, Cell], knowledge: Knowledge) -> Pairs | None:
    """Read themes with their statuses in the cells of one column; None where a cell holds anything else, or most statuses are unknown."""
    if knowledge.themes.find(header):
        return None
    found: Pairs = {}
    for line, cell in below.items():
        pieces = [piece for piece in _PIECE.split(cell) if piece.strip()] if isinstance(cell, str) else [""]
        pairs = [match for piece in pieces if (match := _PAIR.fullmatch(piece.strip()))]
        if len(pairs) < len(pieces) or not all(knowledge.themes.find(one["theme"]) for one in pairs):
            return None
        found[line] = [(one["theme"], one["status"]) for one in pairs]
    statuses = [status for pairs in found.values() for _, status in pairs]
    return found if sum(_is_status(status, knowledge) for status in statuses) >= MOSTLY * len(statuses) else None


def _is_status(text: str, knowledge: Knowledge) -> bool:
    key, words = value_key(text), knowledge.words
    return key in words.statuses or likely_code(key, words.statuses, words.value_fillers) is not None


def _written(sheet: RawSheet, row: int, found: Mapping[int, Pairs]) -> tuple[RawSheet, list[tuple[int, int]]]:
    """Write the requests of each row beside each other, right of all columns, and empty the cells that they stood in."""
    rows: Pairs = {}
    for pairs in found.values():
        for line, mine in pairs.items():
            rows.setdefault(line, []).extend(mine)
    rest: list[Cell] = [None] * (sheet.row_count - row - 1)
    columns = [[*column[: row + 1], *rest] if at in found else column for at, column in enumerate(sheet.columns)]
    for number in range(1, min(MOST_REQUESTS, max(map(len, rows.values()))) + 1):
        for part, header in enumerate((THEME, STATUS)):
            column: list[Cell] = [None] * sheet.row_count
            column[row] = header.format(number=number)
            for line, mine in rows.items():
                column[line] = mine[number - 1][part] if len(mine) >= number else None
            columns.append(column)
    return replace(sheet, columns=tuple(columns)), [(line, at) for at, pairs in found.items() for line in pairs]
