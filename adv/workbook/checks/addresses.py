"""Addresses of the rows of a table: one spelling for each street, the area, and the household as a keyed hash."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from adv.households import household_id
from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.tables.grid import grouped
from adv.workbook.tables.table import CodedColumn, Table, combine, either, holds, places_in, recode, translate, values_of
from adv.workbook.values.text import LONGEST_KEPT, untidiness
from adv.workbook.vocabulary.streets import Streets, is_street_name
from adv.workbook.vocabulary.word_lists import WordList

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from adv.workbook.tables.table import Codes, Mask
    from adv.workbook.vocabulary.unknown_words import AskedWords

PARTS: Final = ("street", "address", "house_number", "addition")
MOST_STREETS: Final = 25  # named in one finding

Address = tuple[str | None, str, str]  # street, number and addition as they are compared


def locate(table: Table, streets: Streets, key: bytes, log: FindingLog, asked: AskedWords) -> None:
    """Put street, household and area into a table's columns, from whichever columns of an address it has.

    The house number goes no further than this module.
    """
    for part in table.parts:
        part.places.setdefault("street", part.places.get("address", 0))
    _households(table, streets, key, log, asked)
    _say_numbers(table, log)
    _areas(table, streets, log)
    _say_misspelt(table, streets, log)


def find_households(
    table: Table, streets: Streets, key: bytes, log: FindingLog, asked: AskedWords, *, visited: AbstractSet[object] = frozenset()
) -> bool:
    """Put the household of each row into a table that names addresses, as requests without a visit's number do; streets and areas stay out.

    Streets are said to be misspelt only where their household may be one of the `visited` ones. False: there are no columns of an address.
    """
    if not {"address", "house_number"} & table.columns.keys():
        return False
    for part in table.parts:
        for name in ("street", "house_number"):
            part.places.setdefault(name, part.places.get("address", 0))
    _households(table, streets, key, log, asked, visited=visited)
    _say_misspelt(table, streets, log)
    table.columns.pop("street", None)
    return True


def _households(
    table: Table, streets: Streets, key: bytes, log: FindingLog, asked: AskedWords, *, visited: AbstractSet[object] = frozenset()
) -> None:
    """Put the street and the household of each row into the table; report streets that may be misspelt, and ask about them."""
    addresses, codes = _read_addresses(table, streets)
    written = recode([street for street, _, _ in addresses], codes)
    meant = _streets_meant(addresses, streets, key, visited)
    addresses = [(meant.get(street, street) if street else None, number, addition) for street, number, addition in addresses]
    spelling = _spelling_of_streets({street for street, _, _ in addresses if street}, streets)
    names = [spelling[streets.key(street)] if street else None for street, _, _ in addresses]
    households = [
        household_id(key, streets.key(street), number, addition) if street and number else None
        for street, number, addition in addresses
    ]
    table.columns["street"] = recode(names, codes)
    table.columns["household"] = recode(households, codes)
    read_as = translate(written, lambda street: None if streets.is_decided(street) else meant.get(street))
    for code, known in enumerate(map(str, read_as.distinct)):
        table.say(log, Severity.WARNING, "street_read_as", table.kept_with(read_as, code), "street", known=known)
    _ask_streets(table, written, meant, streets, asked)
    for name in PARTS[1:]:
        table.columns.pop(name, None)


def _read_addresses(table: Table, streets: Streets) -> tuple[list[Address], Codes]:
    """Read the different addresses in a table, and find for each row which of them it has."""
    combos, codes = _combinations(table)
    split = cache(  # a few streets, with thousands of doors
        lambda street, address: (street, "") if street and street in streets else streets.address(street or address or "")
    )
    addresses = [
        _address(street, split(street, address), number, addition, streets) for street, address, number, addition in combos
    ]
    return addresses, codes


def _streets_meant(addresses: Iterable[Address], streets: Streets, key: bytes, visited: AbstractSet[object]) -> dict[str, str]:
    """Find the known street for which a written one stands: as was decided, else a street like it of which that door was visited."""
    written = {street for street, _, _ in addresses if street}
    meant = {street: known for street in written if (known := streets.meant(street))}
    for street, number, addition in addresses if visited else ():
        if not street or not number or street in streets or street in meant:
            continue
        likely = streets.looks_like(street) or streets.shortened(street)
        if likely and household_id(key, streets.key(likely), number, addition) in visited:
            meant[street] = likely
    return meant


def _ask_streets(table: Table, written: CodedColumn, meant: Mapping[str, str], streets: Streets, asked: AskedWords) -> None:
    """Ask about streets that may be a known one, misspelt or short; show as which known one others were taken."""
    for street, rows, sheet in table.occurring(written):
        if not is_street_name(street):
            continue
        is_known = street in meant or street in streets
        likely = None if is_known else streets.looks_like(street) or (streets.resembling(street) if streets.visited else None)
        if likely or streets.is_decided(street) or (not is_known and streets.abbreviated(street)):
            asked.name(WordList.STREET, street, rows, sheet, likely)
        elif street in meant:
            asked.name(WordList.STREET, street, rows, sheet, None, taken=meant[street])


def _combinations(table: Table) -> tuple[list[tuple[str | None, ...]], Codes]:
    """List the different addresses as they were written, and for each row which of them it has."""
    columns = [table.column(name) for name in PARTS]
    codes = combine(columns, len(table))
    firsts = np.zeros(codes.max() + 1 if len(codes) else 0, dtype=np.intp)
    firsts[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    written = [values_of(column, firsts) for column in columns]
    return list(zip(*written, strict=True)), codes


def _address(street: str | None, written: tuple[str, str], number: str | None, addition: str | None, streets: Streets) -> Address:
    """Put together street, number and addition, from one column or several; a door never stays in the street's name."""
    name, door = written
    if number:
        same_door = door and streets.door(door) == streets.door(number, addition or "")
        if street and door and not same_door and name not in streets:
            name = street  # "Plein 1944": digits of the street itself, since the number stands apart
        return (_shortened(name), *streets.door(number, addition or ""))
    return (_shortened(name), *streets.door(door, addition or ""))


def _shortened(street: str) -> str | None:
    return street if len(street) <= LONGEST_KEPT else street[: LONGEST_KEPT - 1].rstrip() + "…" if street else None


def _spelling_of_streets(written: Iterable[str], streets: Streets) -> dict[str, str]:
    """Choose one spelling for each street: the project's, else the neatest in the sheet; "Caféstraat" before "Cafestraat"."""
    variants = grouped((streets.key(street), street) for street in written)
    return {
        key: streets.official(key) or min(found, key=lambda street: (untidiness(street), street.isascii(), street))
        for key, found in variants.items()
    }


def _say_numbers(table: Table, log: FindingLog) -> None:
    """Report rows of which the household is not known; sheets without any house number once."""
    lacking = table.keep & table.given("street") & ~table.given("household")
    for number, part in enumerate(table.parts):
        mine = table.part_of == number
        if not len(part.lines):
            continue
        if not (table.given("household") & mine).any():
            log.add(Severity.INFO, "no_house_numbers", part.file, part.sheet)
            lacking &= ~mine
    table.say(log, Severity.WARNING, "house_number_missing", lacking, "house_number")


def _areas(table: Table, streets: Streets, log: FindingLog) -> None:
    """Put the area of each row into the table: what its own column says, else what follows from the street."""
    street, own = table.columns["street"], table.column("area")
    by_street = translate(street, streets.area_of)
    has_own = own.codes >= 0
    table.columns["area"] = either(has_own, own, by_street)
    in_other = places_in(own, {area: number for number, area in enumerate(by_street.distinct)}, -2) != by_street.codes
    differs = table.keep & holds(street, lambda name: str(name) in streets) & has_own & in_other
    table.say(log, Severity.WARNING, "area_differs", differs, "area")
    _say_rest(table, streets, ~has_own & table.keep, log)
    nowhere = table.keep & table.given("street") & ~table.given("area")
    table.say(log, Severity.WARNING, "street_without_area", nowhere, "street")


def _say_rest(table: Table, streets: Streets, derived: Mask, log: FindingLog) -> None:
    """Name the streets that the rest took, as far as they are the names of streets."""
    if streets.rest is None:
        return
    street = table.columns["street"]
    for (file, sheet), numbers in grouped(((part.file, part.sheet), number) for number, part in enumerate(table.parts)).items():
        rows = np.flatnonzero(derived & np.isin(table.part_of, numbers) & (street.codes >= 0))
        counts = Counter(street.codes[rows].tolist())
        taken = [str(street.distinct[code]) for code in counts if str(street.distinct[code]) not in streets]
        named = sorted(name for name in taken if is_street_name(name))
        if taken and not named:
            table.say(log, Severity.WARNING, "addresses_unread", rows, "street", area=streets.rest)
        elif taken:
            more = ["…"] if len(taken) > len(named[:MOST_STREETS]) else []
            listed = ", ".join([*named[:MOST_STREETS], *more]).removesuffix(".")  # "Schubertstr." ends the sentence
            log.add(Severity.INFO, "streets_in_rest", file, sheet, (), area=streets.rest, streets=listed)


def _say_misspelt(table: Table, streets: Streets, log: FindingLog) -> None:
    street = table.columns["street"]
    likely = ((streets.looks_like(str(name)), code) for code, name in enumerate(street.distinct))
    for known, codes in grouped((known, code) for known, code in likely if known).items():
        table.say(log, Severity.WARNING, "street_misspelt", table.kept_with(street, codes), "street", known=known)
