"""Evidence of streets and doors that stand together, of the street of a whole sheet, and of headings with an account over its bookings."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.model import Project, TableName
from adv.workbook.recognition.columns.assignment import CORRECTED, Assignment, Column
from adv.workbook.recognition.columns.header_words import BARE_NUMBERS, SURE_OF_WEAK, Match
from adv.workbook.recognition.evidence.street_headings import Headings, street_headings
from adv.workbook.recognition.places.layout import GROUP_SIGNS, within_group
from adv.workbook.understood import Reason
from adv.workbook.values.amounts import parse_whole
from adv.workbook.values.text import clean, parse_text
from adv.workbook.vocabulary.fields import is_field
from adv.workbook.vocabulary.knowledge import AGREES
from adv.workbook.vocabulary.streets import STREET_ENDINGS, split_address, street_in, street_of_tab, tab_text
from adv.workbook.vocabulary.word_lists import WordList
from adv.workbook.vocabulary.words import bare_key, is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import RawSheet
    from adv.workbook.vocabulary.project_names import Names

LONGEST_TITLE: Final = 80  # characters
_ONLY_STREET = re.compile(rf"(?:[^\W\d][\w.'’-]* ){{0,3}}[^\W\d][\w.'’-]*?{STREET_ENDINGS.pattern}", re.IGNORECASE)
_SAYS_STREET = re.compile(r"\s*straat(?:naam)?\s*[:=]\s*(.+)", re.IGNORECASE)
MOST_CELLS: Final = 4  # of a heading
_NAMED = re.compile(
    r"(?:grootboek\w*|rekening|account|ledger(?: account)?)\s*(?:nr\.?|nummer|no\.?)?\s*:?\s*([0-9]{3,6})\b\s*[-–:]?\s*(\w.*)?",
    re.IGNORECASE,
)
_BARE = re.compile(r"([0-9]{3,6})\s*[-–:]?\s+([^\W\d].*)|([0-9]{3,6})\s*[-–:]\s*([^\W\d].*)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
BESIDE_STREET: Final = 0.8
_DOOR: Final = re.compile(r"[1-9]\d{0,3} ?-?([a-zA-Z]{0,2})")
NUMBERS_OF_ROWS: Final = frozenset({"visit_id", "request_id", "attempt"})
HIGHEST_DOOR: Final = 1999
MOST_LEFT_OUT: Final = 1.5  # times as many numbers as rows
FEWEST_DOORS: Final = 4  # enough to tell doors from numbers of visits


def street_in_title(sheet: RawSheet, header_row: int, columns: Sequence[int], project: Project) -> str | None:
    """Find the one street that stands in a title above the headers: "Huisbezoeken Waartplein 2019".

    Another street than the project's ("Dorpsstraat") counts with a label, or alone above one of several lists side by side.
    Titles above another list than the one in `columns` are not its own.
    """
    first, last = min(columns, default=0), max(columns, default=len(sheet.columns))
    is_apart = any(not is_blank(column[header_row]) for at, column in enumerate(sheet.columns) if not first <= at <= last)
    own = sheet.columns[first : last + 1] if is_apart else sheet.columns
    titles = [column[row] for column in own for row in range(min(header_row, sheet.row_count))]
    texts = [cell for cell in titles if isinstance(cell, str) and len(cell) <= LONGEST_TITLE]
    known = {street for area in project.areas for street in area.streets}
    found = {street_in(text, project) for text in texts} & known
    found |= {street_of_tab(said[1], project) for text in texts if (said := _SAYS_STREET.match(text))} - {None}
    if not found and is_apart:
        found |= {clean(text) for text in texts if _ONLY_STREET.fullmatch(clean(text))}
    return found.pop() if len(found) == 1 else None


def account_headings(columns: Sequence[Column], kinds: Names) -> Headings:
    """Find the headings that name an account, those above the headers among them; none when rows stand above the first one."""
    if not columns:
        return ()
    first = columns[0].first_row
    found = [(row, text) for row in range(len(columns[0].whole)) if (text := _account(columns, row, kinds, is_above=row < first))]
    above = [heading for heading in found if heading[0] < first][-1:]
    below = [heading for heading in found if heading[0] >= first]
    rows = range(first, below[0][0]) if below and not above else ()  # those that stand above the first one
    is_open = any(isinstance(column.whole[row], date) for column in columns for row in rows)
    return () if is_open else (*above, *below)


def _account(columns: Sequence[Column], row: int, kinds: Names, *, is_above: bool) -> str | None:
    filled = [cell for column in columns if not is_blank(cell := column.whole[row])]
    if not 0 < len(filled) <= MOST_CELLS or any(isinstance(cell, date | bool) for cell in filled):
        return None
    text = clean(" ".join(f"{cell:.0f}" if isinstance(cell, float) and cell == int(cell) else str(cell) for cell in filled))
    if match := _NAMED.fullmatch(text):
        return " ".join(part for part in match.groups() if part)
    if len(filled) == 1 and not is_above and kinds.find(text.rstrip(" :")):
        return text.rstrip(" :")
    match = None if is_above else _BARE.fullmatch(text)
    number, name = (match[1] or match[3], match[2] or match[4]) if match else ("", "")
    has_amount = any(isinstance(cell, float) and cell != int(cell) for cell in filled)
    is_account = match is not None and not _YEAR.fullmatch(number) and not has_amount and not re.search(r"\d[.,]\d\d\b", name)
    return f"{number} {name}" if is_account else None


def street_of_sheet(so_far: Assignment) -> str | None:
    """Give the street that the sheet is called after, or that a title above its headers names."""
    knowledge, raw = so_far.knowledge, so_far.sheet.sheet
    own, project = knowledge.own.of(WordList.STREET), knowledge.project
    header_row = min((column.first_row for column in so_far.columns.values()), default=1) - 1
    known = street_of_tab(raw.name, project, own) or street_in_title(raw, header_row, list(so_far.columns), project)
    return known or (tab_text(raw.name) if raw.is_street else None)


def street_or_address(so_far: Assignment) -> Assignment:
    """Take "Adres" over streets beside a bare "Nr" for the street; "Straat" over whole addresses, where only those will do, for the address."""
    named = {match.field: at for at, match in so_far.matches.items() if match.reason.key != CORRECTED}
    if "house_number" in named or {"street", "address"} <= named.keys():
        return so_far
    needs_door = so_far.words.table is TableName.REQUESTS and "visit_id" not in named
    at, meant = named.get("address"), "street"
    if at is not None:
        beside = so_far.columns.get(at + 1)
        is_other = beside is not None and _may_be_doors(beside) and not _has_doors(so_far.columns[at])
    else:
        at, meant = named.get("street"), "address"
        is_other = at is not None and needs_door and _has_doors(so_far.columns[at])
    return so_far.having({at: replace(so_far.matches[at], field=meant)}) if at is not None and is_other else so_far


def _is_door(so_far: Assignment, at: int) -> bool:
    """Say whether a column can be taken for doors: "Nr", or 12 and 14a without a header, and nobody said what else it is."""
    match, column = so_far.matches.get(at), so_far.columns.get(at)
    if column is None or so_far.is_decided(at) or not _may_be_doors(column):
        return False
    return match is None or match.field in NUMBERS_OF_ROWS


def _has_doors(column: Column) -> bool:
    sample = column.sample
    return sum(isinstance(cell, str) and bool(split_address(cell)[1]) for cell in sample) > len(sample) / 2


def _may_be_doors(column: Column) -> bool:
    """Say whether a column beside a street is called as doors are ("Nr"), or has no header and holds them: 12, "14a"."""
    return _is_bare_number(column) if column.header.text else _holds_doors(column)


def _is_bare_number(column: Column) -> bool:
    """Say whether a header says that there is a number below it and not of what: "Nr", also in a group: "bezoek/nr"."""
    inner = (within_group(column.header.text, sign) for sign in GROUP_SIGNS)
    return not BARE_NUMBERS.isdisjoint({column.header.bare, *(bare_key(parts[1]) for parts in inner if parts)})


def _holds_doors(column: Column) -> bool:
    doors = sum(bool(_DOOR.fullmatch(parse_text(cell).value or "")) for cell in column.sample)
    return bool(doors) and doors >= AGREES * len(column.sample)


def _are_doors(column: Column) -> bool:
    """Say whether numbers are doors and not numbers of rows: some have a letter ("14a"), or they come as doors do (12, 14, 3)."""
    doors = (_DOOR.fullmatch(cell.strip()) for cell in column.sample if isinstance(cell, str))
    return _holds_doors(column) and (any(door and door[1] for door in doors) or _come_as_doors(column))


def no_number_of_rows(so_far: Assignment) -> Assignment:
    """Doubt "Nr" as the number of the visit: half of the rows share it with another street, or it may be the door that no column has.

    The user is asked.
    """
    named = so_far.named
    at, street = named.get("visit_id"), named.get("street", named.get("address"))
    if at is None or street is None or so_far.words.table is not TableName.VISITS or so_far.is_decided(at):
        return so_far
    column, reason = so_far.columns[at], "number_of_several_streets"
    if len({*column.filled}) == len(column.filled):
        reason = "number_may_be_door"
        is_doubtful = not {"house_number", "address"} & named.keys() and _is_bare_number(column) and _leave_out_many(column)
    else:
        pairs = [pair for pair in zip(column.cells, so_far.columns[street].cells, strict=True) if not any(map(is_blank, pair))]
        streets = Counter(cell for cell, _ in {*pairs})
        is_doubtful = bool(pairs) and sum(streets[cell] > 1 for cell, _ in pairs) * 2 >= len(pairs)
    return so_far.having({at: Match("visit_id", SURE_OF_WEAK, Reason(reason))}) if is_doubtful else so_far


def _leave_out_many(column: Column) -> bool:
    """Say whether numbers leave out too many to count rows: 3, 12, 47, 58. They could be doors."""
    numbers = _numbers_in(column)
    return bool(numbers) and max(numbers) - min(numbers) >= MOST_LEFT_OUT * len(numbers)


def _numbers_in(column: Column) -> list[int]:
    """List the numbers of a column that may all be those of doors; none where a cell holds something else, or few are filled."""
    numbers = [parse_whole(cell, lowest=1, highest=HIGHEST_DOOR).value or 0 for cell in column.filled]
    return numbers if all(numbers) and len(numbers) >= FEWEST_DOORS else []


def _come_as_doors(column: Column) -> bool:
    """Say whether numbers come again, or up and down, as doors do (12, 14, 3, 12); 1, 2, 3, 1, 2 count rows that begin anew."""
    numbers = _numbers_in(column)
    if not numbers or len({*numbers}) == len(numbers) == max(numbers) - min(numbers) + 1:
        return False  # each number once and none left out: those of rows, in another order
    steps = [after - before for before, after in pairwise(numbers)]
    is_down = sum(step < 0 for step in steps) >= len(steps) / 4
    return steps.count(1) < len(steps) / 2 and (len({*numbers}) < len(numbers) or is_down)


def _door(so_far: Assignment) -> int | None:
    """Find the column of doors: right of the street, or the number of the visit where no column has streets.

    Elsewhere in a row with a street a bare "Nr" is the door only when it holds doors, and does not count the rows.
    """
    street, number = so_far.named.get("street"), so_far.named.get("visit_id")
    if street is None:
        return number if number is not None and _is_door(so_far, number) else None
    if _is_door(so_far, street + 1):
        return street + 1
    if so_far.words.table is TableName.REQUESTS:
        return None
    numbers = (at for at, column in so_far.columns.items() if _is_bare_number(column) and _is_door(so_far, at))
    return next((at for at in numbers if _are_doors(so_far.columns[at])), None)


def door_beside_street(so_far: Assignment) -> Assignment:
    """Take a bare "Nr" for the door and not the number of the visit, or doors without a header.

    It stands right of the street, or below streets that are headings or the name of the sheet: "Waartplein" over "Nr | Datum | Uitkomst".
    """
    named = so_far.named
    if "house_number" in named or "address" in named or not is_field(so_far.words.table, "house_number"):
        return so_far
    at = _door(so_far)
    if at is None:
        return so_far
    column, others = so_far.columns[at], list(so_far.columns.values())
    if "street" not in named and not (street_of_sheet(so_far) or street_headings(others, column, so_far.knowledge)):
        return so_far
    return so_far.having({at: Match("house_number", BESIDE_STREET, Reason("beside_street"))})
