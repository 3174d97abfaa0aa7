"""Search for the row of a sheet that holds the headers: by the words in it, else by the shape of the sheet."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from adv.model import TableName
from adv.workbook.recognition.columns.header_words import SURE_OF_MARK
from adv.workbook.recognition.places.layout import (
    FEWEST_HEADERS,
    FEWEST_IN_LIST,
    MOST_WEIGHED,
    ROWS_SEARCHED,
    Header,
    Layout,
    first_filled,
    header_of,
    headers_at,
)
from adv.workbook.recognition.places.without_headers import begins_with_bookings, is_booking, without_headers
from adv.workbook.values.money_units import is_unit
from adv.workbook.vocabulary.code_legends import is_legend
from adv.workbook.vocabulary.fields import decided_as, is_beside, is_field, missing
from adv.workbook.vocabulary.knowledge import AGREES
from adv.workbook.vocabulary.words import LONGEST_HEADER, header_key, is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from adv.workbook.recognition.columns.assignment import SheetColumns
    from adv.workbook.recognition.columns.header_words import HeaderWords
    from adv.workbook.recognition.known import Known
    from adv.workbook.tables.grid import RawSheet

MARK_WEIGHT: Final = 0.5  # weight of a column per theme in finding the header row
ENOUGH_TO_STOP: Final = 3  # recognised columns of a header row after which none better is looked for
CODE: Final = re.compile(r'\s*\{\s*"?ImportId\b')
HINT: Final = re.compile(r"\(?(?:dd?[-/. ]mm?[-/. ](?:jj|jjjj|yy|yyyy)|mm?[-/]dd?[-/](?:jj|jjjj|yy|yyyy))\)?")  # of a day
# SurveyMonkey's words below a question that has one column.
UNDER_QUESTIONS: Final = frozenset(
    {"response", "open-ended response", "antwoord", "open antwoord", "reactie", "open reactie", "respons", "open-ended reactie"}
)


def layout_of(cells: SheetColumns, columns: Sequence[int], known: Known, table: TableName | None = None) -> Layout | None:
    """Lay out a table, of any kind or of a known one: by the words of its headers, else by the shape of the sheet.

    Where the user said which table it is, or what one of its columns is, the row with most texts will do; else None when none looks like headers.
    """
    sheet = cells.sheet
    if begins_with_bookings(sheet, columns):
        return without_headers(sheet, first_filled(sheet), columns, known.knowledge.words.ledger)
    row = _row_by_words(sheet, columns, known, {table: known.tables[table]} if table else known.tables)
    is_named = table is None and any(place[:2] == (cells.file, sheet.name) for place in known.corrections.fields)
    if row is None and not is_named:
        row = _row_by_shape(sheet, columns)
        if row is not None and not (table or _hints(sheet, row, columns, known)) and _hints(sheet, row + 1, columns, known):
            row += 1  # a row of groups stands above it
    if row is None and (table or is_named):
        row = _heaviest_row(sheet, columns, lambda headers: (len(headers), False))
    return None if row is None else _layout(cells, columns, row, known)


def possible_layouts(cells: SheetColumns, columns: Sequence[int], known: Known) -> Iterator[Layout]:
    """Give every layout that the table could have."""
    sheet = cells.sheet
    if is_booking(sheet, 0, columns):
        yield without_headers(sheet, 0, columns, known.knowledge.words.ledger)
    rows = [headers_at(sheet, row, columns) for row in range(min(sheet.row_count, ROWS_SEARCHED + 1))]
    for row, upper in enumerate(rows[:ROWS_SEARCHED]):
        if sum(bool(header.text) for header in upper) >= FEWEST_HEADERS:
            yield _under_groups(sheet, Layout(row, row + 1, upper), known)
            if row + 1 < len(rows):
                yield _under_groups(sheet, _joined(row, upper, rows[row + 1], known), known)


def tables_at(sheet: RawSheet, row: int, known: Known) -> frozenset[str]:
    """Name the tables of which a row's texts are all that is needed, each a known word: "Datum | Straat | Uitkomst" of visits."""
    texts = [at for at, column in enumerate(sheet.columns) if isinstance(column[row], str)]
    headers = headers_at(sheet, row, texts)
    matches = {table: [words.match(header, loosely=False) for header in headers] for table, words in known.tables.items()}
    fields = {
        table: frozenset(one.field for one in said if one and one.certainty >= SURE_OF_MARK) for table, said in matches.items()
    }
    return frozenset(table.value for table, named in fields.items() if named and not missing(table, named))


def _layout(cells: SheetColumns, columns: Sequence[int], row: int, known: Known) -> Layout:
    """Lay out the table under a header row; further rows of headers ("Thema's" over "wonen | werken") are taken with it."""
    sheet = cells.sheet
    if is_booking(sheet, row, columns):
        while row and is_booking(sheet, row - 1, columns):
            row -= 1
        return without_headers(sheet, row, columns, known.knowledge.words.ledger)
    upper = headers_at(sheet, row, columns)
    found = Layout(row, row + 1, upper)
    if row and any(header.key in UNDER_QUESTIONS for header in upper):
        found = _joined(row - 1, headers_at(sheet, row - 1, columns), upper, known)
    elif row + 1 < sheet.row_count:
        lower = headers_at(sheet, row + 1, columns)
        found = _joined(row, upper, lower, known) if _are_headers_too(sheet, row + 1, upper, lower, known) else found
    return _under_groups(sheet, found, known)


def _are_headers_too(sheet: RawSheet, row: int, upper: Sequence[Header], lower: Sequence[Header], known: Known) -> bool:
    """Say whether a row below headers holds headers too: "Straat | Nr" below "Adres", "Response", "Wonen | Werken", or codes."""
    cells = {header.column: sheet.columns[header.column][row] for header in lower}
    filled = [header for header in lower if header.key not in UNDER_QUESTIONS and not is_blank(cells[header.column])]
    if len(filled) < FEWEST_HEADERS:
        return False
    is_answered = any(header.key in UNDER_QUESTIONS for header in lower)  # "Response" below some, texts below all others
    if is_answered and all(isinstance(cell, str) or is_blank(cell) for cell in cells.values()):
        return True
    if _are_below_groups(upper, {header.column for header in filled}) and all(_is_known(header, known) for header in filled):
        return True
    visits, others = known.tables[TableName.VISITS], known.knowledge.words.other_answers
    are_answers = all(_is_mark(visits, header) or header.key.startswith(others) for header in filled)
    return are_answers or any(_say_the_same(words, upper, lower) for words in known.tables.values())


def _are_below_groups(upper: Sequence[Header], filled: set[int]) -> bool:
    """Say whether a second row of headers stands below groups only: "Straat | Nr" below "Adres" and an empty cell."""
    groups: list[list[int]] = []
    for header in upper:
        if header.text or not groups:
            groups.append([])
        groups[-1].append(header.column)
    return all(len(group) > 1 and filled.issuperset(group) for group in groups if not filled.isdisjoint(group))


def _past_codes(sheet: RawSheet, layout: Layout) -> int:
    """Begin the data below rows that say what codes mean, or how a tool for forms calls its questions (``{"ImportId":"QID1"}``), or units."""
    first = layout.first_row
    while first < sheet.row_count:
        cells = [sheet.columns[header.column][first] for header in layout.headers]
        filled = [cell for cell in cells if not is_blank(cell)]
        texts = [cell for cell in filled if isinstance(cell, str)]
        are_codes = all(CODE.match(text) or is_legend(text) for text in texts)
        are_hints = any(HINT.fullmatch(text.strip().casefold()) for text in texts)
        is_told = len(filled) == len(texts) >= FEWEST_HEADERS and (are_codes or are_hints)
        if not is_told and not (filled and all(map(is_unit, filled))):
            break
        first += 1
    return first


def _under_groups(sheet: RawSheet, layout: Layout, known: Known) -> Layout:
    """Add to headers the group in which they are: "onderwerp" below a merged "Vraag 1" is "Vraag 1: onderwerp"."""
    above, first, headers = layout.header_row - 1, _past_codes(sheet, layout), layout.headers
    names: dict[int, str] = {}
    for top, left, bottom, right in sheet.merged:
        if top == bottom == above and left < right < len(sheet.columns):
            cell = sheet.columns[left][above]
            if isinstance(cell, str) and _is_request(header_key(cell), known):
                names |= dict.fromkeys(range(left, right + 1), cell)
    named = {one.column: f"{names[one.column]}: {one.text}" for one in headers if one.text and one.column in names}
    headers = tuple(header_of(header.column, named[header.column]) if header.column in named else header for header in headers)
    return Layout(layout.header_row, first, headers)


def _joined(row: int, upper: Sequence[Header], lower: Sequence[Header], known: Known) -> Layout:
    """Join two rows of headers: "Straat | Nr" below "Adres | | Datum" is "Straat | Nr | Datum"; below "Bedrag" is "ct" called "Bedrag ct"."""
    parts, headers, group = known.knowledge.words.ledger.cent_headers, list[Header](), ""
    for above, below in zip(upper, lower, strict=True):
        group = above.text or group
        is_part = below.text and group and (below.key in parts or is_unit(below.text))
        kept = header_of(below.column, f"{group} {below.text}") if is_part else below
        headers.append(kept if below.text and below.key not in UNDER_QUESTIONS else above)
    return Layout(row, row + 2, tuple(headers))


def _say_the_same(words: HeaderWords, upper: Sequence[Header], lower: Sequence[Header]) -> bool:
    """Say whether a row names the same fields as the one above it: a form's "datum_bezoek" below "Wanneer was het bezoek?"."""
    pairs = ((words.match(over, loosely=False), below) for over, below in zip(upper, lower, strict=True) if below.text)
    told = [(above.field, found) for above, below in pairs if above and (found := words.match(below))]
    both = [(above, below.field) for above, below in told if below.option is None]
    return sum(above == below for above, below in both) >= max(FEWEST_HEADERS, AGREES * len(both))


def _is_known(header: Header, known: Known) -> bool:
    ledger = known.knowledge.words.ledger
    is_side = header.key in ledger.out | ledger.back | ledger.debit_headers | ledger.credit_headers | ledger.cent_headers
    return is_side or any(words.match(header, loosely=False) for words in known.tables.values())


def _is_mark(words: HeaderWords, header: Header) -> bool:
    match = words.match(header, loosely=False)
    return match is not None and match.option is not None and not is_beside(match.field)


def _is_request(group: str, known: Known) -> bool:
    """Say whether what stands over several headers names one of several requests: "Vraag 2"."""
    name, _, number = group.rpartition(" ")
    return name in known.knowledge.words.wide_prefixes and number.isdigit()


def _row_by_words(sheet: RawSheet, columns: Sequence[int], known: Known, tables: Mapping[TableName, HeaderWords]) -> int | None:
    weigh = (partial(_weight, tables=tables, known=known, loosely=loosely) for loosely in (False, True))
    return next((row for one in weigh if (row := _heaviest_row(sheet, columns, one)) is not None), None)


def _heaviest_row(sheet: RawSheet, columns: Sequence[int], weigh: Callable[[Sequence[Header]], tuple[float, bool]]) -> int | None:
    """Find the row (from 0) among the first ones whose texts weigh most as headers, the upper one of equals.

    `weigh` also says whether a row names all that a table needs: then no further row is looked at.
    """
    best, best_row = 0.0, None
    first = first_filled(sheet)
    for row in range(first, min(sheet.row_count, first + ROWS_SEARCHED)):
        texts = [column for column in columns if isinstance(sheet.columns[column][row], str)][:MOST_WEIGHED]
        if len(texts) < FEWEST_HEADERS:
            continue
        weight, is_enough = weigh(headers_at(sheet, row, texts))
        if is_enough:
            return row
        if weight >= FEWEST_HEADERS and weight > best:
            best, best_row = weight, row
    return best_row


def _weight(row: Sequence[Header], tables: Mapping[TableName, HeaderWords], known: Known, *, loosely: bool) -> tuple[float, bool]:
    """Count the different fields of one table that a row names, and say whether those are all that the table needs."""
    best, enough = 0.0, False
    for table, words in tables.items():
        fields: set[str] = set()
        marks = 0
        for header in row:
            match = words.match(header, loosely=loosely)
            decided = decided_as(known.decided.get(header.key) or "")[0]
            if match and match.option is not None:
                marks += 1
            elif match:
                fields.add(match.field)
            elif is_field(table, decided):
                fields.add(decided)
        best = max(best, len(fields) + MARK_WEIGHT * marks)
        enough |= not loosely and not missing(table, frozenset(fields)) and len(fields) >= ENOUGH_TO_STOP
    return best, enough


def _row_by_shape(sheet: RawSheet, columns: Sequence[int]) -> int | None:
    """Find the row over a list of which no word is known: short different texts, and under it the same columns filled."""
    for row in range(min(sheet.row_count - 2, ROWS_SEARCHED)):
        cells = {column: sheet.columns[column][row] for column in columns if not is_blank(sheet.columns[column][row])}
        if len(cells) < FEWEST_IN_LIST or len(set(cells.values())) < len(cells):
            continue
        if not all(isinstance(cell, str) and len(cell) <= LONGEST_HEADER for cell in cells.values()):
            continue
        under = [not is_blank(sheet.columns[column][row + 1]) for column in cells]
        return row if sum(under) >= FEWEST_IN_LIST else None
    return None


def _hints(sheet: RawSheet, row: int, columns: Sequence[int], known: Known) -> int:
    headers = headers_at(sheet, row, columns)
    return max(sum(bool(words.stems(header)) for header in headers) for words in known.tables.values())
