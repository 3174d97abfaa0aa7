"""Numbers of visits and requests: as they were given, or made from what the row says."""

from __future__ import annotations

import hashlib
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec import Struct

from adv.disclosure.identifiers import is_bsn
from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.tables.table import CodedColumn, Table, holds, recode, translate, values_of
from adv.workbook.values.text import fold, is_plain_id, plain

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from adv.workbook.tables.table import Codes


MADE_BYTES: Final = 6  # 48 bits beside the day: among 100 000 rows two alike are one in 50 000, and then they are numbered on
MOST_LETTERS: Final = 3  # in a row within a number; more may be a name or a street
PREFIXES: Final = frozenset(["bezoek", "huisbezoek", "visit", "hulpvraag", "vraag", "request", "actie", "bzk"])
UUID_LENGTH: Final = 36
NOTHING_ELSE: Final[Mapping[str, CodedColumn]] = MappingProxyType({})
_NUMBERED_ON: Final = re.compile(r"(.+)-(\d{1,3})")


def id_key(text: str) -> str:
    """Give a number as it is compared: case, spaces, kinds of dashes and leading zeros do not matter."""
    key = text.casefold() if text.isascii() else plain(text)
    if " " in key:
        key = key.replace(" ", "")
    key = key.replace("‐", "-").replace("–", "-")
    return key.lstrip("0") or key if key[:1] == "0" else key


def keys_in(table: Table, name: str) -> CodedColumn:
    """Give a column of numbers as they are compared."""
    if name not in table.keys:
        column = table.numbers(name)
        joined = "\n" + "\n".join(map(str, column.distinct))
        if name in table.plain and "\n0" not in joined:  # all of a column at once
            table.keys[name] = recode(joined[1:].casefold().split("\n"), column.codes)
        else:
            table.keys[name] = translate(column, lambda value: id_key(str(value)))
    return table.keys[name]


def may_be_kept(text: str) -> bool:
    """Tell a number that names no person or address, of a few letters and digits, from one that may, or is a citizen number."""
    if is_plain_id(text):
        return True  # of at most seven digits: too short for a citizen number
    if not any(char.isdigit() for char in text) or " " in text.strip():
        return False
    compact = fold(text)
    if len(compact) == UUID_LENGTH and all(char in "0123456789abcdef-" for char in compact):
        return True
    words = "".join(char if char.isalpha() else " " for char in compact).split()
    digits = "".join(char for char in compact if char.isdigit())
    return all(len(word) <= MOST_LETTERS or word in PREFIXES for word in words) and not is_bsn(digits)


class Numbering(Struct, frozen=True):
    """A way to number the rows of a table: in which column, and from what where no number is given."""

    column: str
    made_of: tuple[str, ...]
    prefix: str
    twice: str  # finding about rows with the same number


VISIT_NUMBERS: Final = Numbering("visit_id", ("household", "street", "visited_on"), "B", "visit_id_twice")
REQUEST_NUMBERS: Final = Numbering("request_id", ("visit_id", "theme", "raised_on"), "H", "request_id_twice")


def number_rows(
    table: Table, numbering: Numbering, key: bytes, log: FindingLog, instead: Mapping[str, CodedColumn] = NOTHING_ELSE
) -> CodedColumn:
    """Give every row its number, no two alike, put it into the table, and return the keys by which rows refer to each other.

    A missing number is made of some columns of the table, or of those that are given `instead` of them.
    """
    name = numbering.column
    given = table.numbers(name)
    keys = keys_in(table, name)
    only_joins = name in table.links
    is_kept = holds(given, lambda value: not only_joins and (name in table.plain or may_be_kept(str(value))))
    made = np.flatnonzero(table.keep & ~is_kept)
    if not only_joins:
        table.say(log, Severity.WARNING, "number_not_kept", made[given.codes[made] >= 0], name)
    shared = (keys.codes >= 0) & table.keep
    counts = np.bincount(keys.codes[shared], minlength=len(keys.distinct) + 1)
    twice = np.flatnonzero(shared & (counts[keys.codes] > 1))
    table.say(log, Severity.WARNING, numbering.twice, twice, name)
    if not len(made) and not len(twice):
        table.columns[name] = given
        return keys
    numbers: list[Any] = values_of(given)
    _make([instead.get(name) or table.column(name) for name in numbering.made_of], numbers, made, numbering.prefix, key)
    _number_on(table, numbers)
    table.columns[name] = recode(numbers)
    return keys


def _make(made_of: Sequence[CodedColumn], numbers: list[Any], rows: Codes, prefix: str, key: bytes) -> None:
    """Make numbers from what the row says and, among rows that say the same, from their order."""
    seen: dict[str, int] = {}
    columns = [values_of(column, rows) for column in made_of]
    for place, said in zip(rows.tolist(), zip(*columns, strict=True), strict=True):
        base = "\x1f".join("" if value is None else str(value) for value in said)
        seen[base] = order = seen.get(base, 0) + 1
        digest = hashlib.blake2b(f"{base}\x1f{order}".encode(), digest_size=MADE_BYTES, key=key).hexdigest()
        numbers[place] = f"{prefix}-{digest}"


def _number_on(table: Table, numbers: list[Any]) -> None:
    """Give a second row with the same number one of its own: "B12" and "B12-2", in the order of what the rows say."""
    taken = {id_key(number) for number in numbers if number is not None}
    seen: set[str] = set()
    for row in range(len(table)):
        if not table.keep[row]:
            continue
        own = id_key(numbers[row])
        if own in seen:
            order = 2
            while f"{own}-{order}" in taken:
                order += 1
            numbers[row] = f"{numbers[row]}-{order}"
            own = f"{own}-{order}"
            taken.add(own)
        seen.add(own)


def root_of(number: str, known: Container[object]) -> tuple[str, int]:
    """Take "12-2" apart into the number that is typed and its place among those alike, where there is a 12 too: 12 and 2."""
    found = _NUMBERED_ON.fullmatch(number) if "-" in number else None
    return (found[1], int(found[2])) if found and int(found[2]) > 1 and found[1] in known else (number, 1)
