"""Where the rows of a table are about: one spelling for each street, the area, and the household as a keyed hash."""

from __future__ import annotations

from collections import Counter
from functools import cache, partial
from typing import TYPE_CHECKING, Final

import numpy as np

from adv.households import household_id
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.table import combine, recode, translate, values_of
from adv.workbook.vocabulary.parsers import LONGEST_NAME
from adv.workbook.vocabulary.streets import is_street_name
from adv.workbook.vocabulary.word_lists import WordList

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from adv.coded import Coded
    from adv.workbook.tables.finding_log import FindingLog
    from adv.workbook.tables.table import Codes, Mask, Table
    from adv.workbook.vocabulary.streets import Streets
    from adv.workbook.vocabulary.unknown_words import AskedWords

PARTS: Final = ("street", "address", "house_number", "addition")
MOST_STREETS: Final = 25  # named in one finding

Address = tuple[str | None, str, str]  # street, number and addition as they are compared


def locate(table: Table, streets: Streets, key: bytes, log: FindingLog, asked: AskedWords | None = None) -> None:
    """Put street, household and area into a table's columns, from whichever columns of an address it has.

    The house number goes no further than this module.
    """
    for part in table.parts:
        part.places.setdefault("street", part.places.get("address", 0))
    _households(table, streets, key, log, asked)
    _say_numbers(table, log)
    _areas(table, streets, log)
    _say_misspelt(table, streets, log)
    _without_doors(table)


def find_households(table: Table, streets: Streets, key: bytes, log: FindingLog, asked: AskedWords | None = None) -> bool:
    """Put only the household into a table's columns; False where it has no columns of an address."""
    if not {"address", "house_number"} & table.columns.keys():
        return False
    for part in table.parts:
        for name in ("street", "house_number"):
            part.places.setdefault(name, part.places.get("address", 0))
    _households(table, streets, key, log, asked)
    _say_misspelt(table, streets, log)
    _without_doors(table)
    table.columns.pop("street", None)
    return True


def _without_doors(table: Table) -> None:
    for name in PARTS[1:]:
        table.columns.pop(name, None)


def _households(table: Table, streets: Streets, key: bytes, log: FindingLog, asked: AskedWords | None) -> None:
    """The street and the household of each row; streets that may be misspelt are said, and asked about."""
    combos, codes = _combinations(table)
    split = cache(partial(_street_and_door, streets=streets))  # a few streets, with thousands of doors
    addresses = [
        _address(street, split(street, address), number, addition, streets) for street, address, number, addition in combos
    ]
    written = [street for street, _, _ in addresses]
    stands_for = {street: streets.meant(street) for street in set(written) if street}
    meant = [stands_for.get(street) if street else None for street in written]
    addresses = [(known or street, number, addition) for known, (street, number, addition) in zip(meant, addresses, strict=True)]
    spelling = _spelling({street for street, _, _ in addresses if street}, streets)
    names = [spelling[streets.key(street)] if street else None for street, _, _ in addresses]
    households = [
        household_id(key, streets.key(street), number, addition) if street and number else None
        for street, number, addition in addresses
    ]
    table.columns["street"] = recode(names, codes)
    table.columns["household"] = recode(households, codes)
    _say_read_as(table, recode(_undecided(written, meant, streets), codes), log)
    if asked is not None:
        _ask(table, recode(written, codes), streets, asked)


def _combinations(table: Table) -> tuple[list[tuple[str | None, ...]], Codes]:
    """The different addresses as they were written, and which of them each row has."""
    columns = [table.column(name) for name in PARTS]
    codes = combine(columns, len(table))
    firsts = np.zeros(codes.max() + 1 if len(codes) else 0, dtype=np.intp)
    firsts[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    written = [values_of(column, firsts) for column in columns]
    return list(zip(*written, strict=True)), codes


def _street_and_door(street: str | None, address: str | None, streets: Streets) -> tuple[str, str]:
    return (street, "") if street and street in streets else streets.address(street or address or "")


def _address(street: str | None, written: tuple[str, str], number: str | None, addition: str | None, streets: Streets) -> Address:
    """Street, number and addition, from one column or several; a door never stays in the street's name."""
    name, door = written
    if number:
        same_door = door and streets.door(door) == streets.door(number, addition or "")
        if street and door and not same_door and name not in streets:
            name = street  # "Plein 1944": digits of the street itself, since the number stands apart
        return (_shortened(name), *streets.door(number, addition or ""))
    return (_shortened(name), *streets.door(door, addition or ""))


def _shortened(street: str) -> str | None:
    return street if len(street) <= LONGEST_NAME else street[: LONGEST_NAME - 1].rstrip() + "…" if street else None


def _spelling(written: Iterable[str], streets: Streets) -> dict[str, str]:
    """One spelling for each street: the project's, else of those in the sheet the one that sorts first with a capital."""
    variants: dict[str, set[str]] = {}
    for street in written:
        variants.setdefault(streets.key(street), set()).add(street)
    return {
        key: streets.official(key)
        or min(found, key=lambda street: (not street[:1].isupper(), street.isupper(), street.isascii(), street))
        for key, found in variants.items()
    }


def _say_numbers(table: Table, log: FindingLog) -> None:
    """Rows of which the household is not known; sheets without any house number are said once."""
    lacking = table.keep & table.given("street") & ~table.given("household")
    for number, part in enumerate(table.parts):
        mine = table.part_of == number
        if not len(part.lines):
            continue
        if not (table.given("household") & mine).any():
            log.add(Severity.INFO, "no_house_numbers", part.file, part.sheet)
            lacking &= ~mine
    table.say(log, Severity.WARNING, "house_number_missing", np.flatnonzero(lacking), "house_number")


def _areas(table: Table, streets: Streets, log: FindingLog) -> None:
    """The area of each row: what its own column says, else what follows from the street."""
    by_street = translate(table.columns["street"], streets.area_of)
    own = table.column("area")
    derived = own.codes < 0
    values = [*own.distinct, *by_street.distinct]
    codes = np.where(derived, np.where(by_street.codes < 0, -1, by_street.codes + len(own.distinct)), own.codes)
    table.columns["area"] = recode(values, codes)
    _say_differs(table, by_street, own, streets, log)
    _say_rest(table, streets, derived & table.keep, log)
    nowhere = table.keep & table.given("street") & ~table.given("area")
    table.say(log, Severity.WARNING, "street_without_area", np.flatnonzero(nowhere), "street")


def _say_differs(table: Table, by_street: Coded, own: Coded, streets: Streets, log: FindingLog) -> None:
    """Rows whose own area is not the one that their street, known by name, lies in."""
    known = [str(street) in streets for street in table.columns["street"].distinct]
    is_known = np.array([*known, False], dtype=bool)[table.columns["street"].codes]
    place = {area: number for number, area in enumerate(by_street.distinct)}
    own_place = np.array([*(place.get(area, -2) for area in own.distinct), -1], dtype=np.intp)[own.codes]
    differs = table.keep & is_known & (own.codes >= 0) & (own_place != by_street.codes)
    table.say(log, Severity.WARNING, "area_differs", np.flatnonzero(differs), "area")


def _say_rest(table: Table, streets: Streets, derived: Mask, log: FindingLog) -> None:
    """Name the streets that the rest took, as far as they are the names of streets."""
    if streets.rest is None:
        return
    street = table.columns["street"]
    for number, part in enumerate(table.parts):
        rows = np.flatnonzero(derived & (table.part_of == number) & (street.codes >= 0))
        counts = Counter(street.codes[rows].tolist())
        taken = [str(street.distinct[code]) for code in counts if str(street.distinct[code]) not in streets]
        named = sorted(name for name in taken if is_street_name(name))
        if taken:
            more = ["…"] if len(taken) > len(named[:MOST_STREETS]) else []
            listed = ", ".join([*named[:MOST_STREETS], *more]).removesuffix(".")  # "Schubertstr." ends the sentence
            log.add(Severity.INFO, "streets_in_rest", part.file, part.sheet, (), area=streets.rest, streets=listed)


def _undecided(written: Sequence[str | None], meant: Sequence[str | None], streets: Streets) -> list[str | None]:
    """The streets that were read as another one without the user having said so."""
    return [known if street and not streets.is_decided(street) else None for street, known in zip(written, meant, strict=True)]


def _say_read_as(table: Table, meant: Coded, log: FindingLog) -> None:
    for code, street in enumerate(meant.distinct):
        rows = np.flatnonzero((meant.codes == code) & table.keep)
        table.say(log, Severity.WARNING, "street_read_as", rows, "street", known=str(street))


def _ask(table: Table, written: Coded, streets: Streets, asked: AskedWords) -> None:
    """Ask about streets that may be a known one misspelt, and show what was decided about others."""
    for code, street in enumerate(map(str, written.distinct)):
        likely = None if streets.meant(street) else streets.looks_like(street)
        if is_street_name(street) and (likely or streets.is_decided(street)):
            rows = np.flatnonzero((written.codes == code) & table.keep)
            if len(rows):
                asked.name(WordList.STREET, street, len(rows), table.parts[int(table.part_of[rows[0]])].sheet, likely)


def _say_misspelt(table: Table, streets: Streets, log: FindingLog) -> None:
    street: Coded = table.columns["street"]
    alike: dict[str, list[int]] = {}
    for code, name in enumerate(street.distinct):
        if likely := streets.looks_like(str(name)):
            alike.setdefault(likely, []).append(code)
    for known, codes in alike.items():
        rows = np.flatnonzero(np.isin(street.codes, codes) & table.keep)
        table.say(log, Severity.WARNING, "street_misspelt", rows, "street", known=known)
