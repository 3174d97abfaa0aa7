"""Evidence of streets and doors that stand together, whatever their headers."""

from __future__ import annotations

import re
from typing import Final

from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.assignment import CORRECTED, Assignment, Column
from adv.workbook.recognition.header_match import Match
from adv.workbook.recognition.headings import street_headings, street_in_title
from adv.workbook.values.text import parse_text
from adv.workbook.vocabulary.fields import is_field
from adv.workbook.vocabulary.knowledge import AGREES
from adv.workbook.vocabulary.recognition import Reason
from adv.workbook.vocabulary.streets import split_address, street_of_tab, tab_text
from adv.workbook.vocabulary.word_lists import WordList

BESIDE_STREET: Final = 0.8
_DOOR: Final = re.compile(r"[1-9]\d{0,3} ?-?[a-zA-Z]?")
BARE_NUMBERS: Final = frozenset({"nr", "nummer", "no", "number"})


def street_of_sheet(so_far: Assignment) -> str | None:
    """Give the street that the sheet is called after, or that a title above its headers names."""
    knowledge, raw = so_far.knowledge, so_far.sheet.sheet
    own = knowledge.own.of(WordList.STREET)
    header_row = min((column.first_row for column in so_far.columns.values()), default=1) - 1
    known = street_of_tab(raw.name, knowledge.project, own) or street_in_title(
        raw, header_row, list(so_far.columns), knowledge.project
    )
    return known or (tab_text(raw.name) if raw.is_street else None)


def street_or_address(so_far: Assignment) -> Assignment:
    """Take "Adres" over streets beside a bare "Nr" for the street; "Straat" over whole addresses, where only those will do, for the address."""
    named = {match.field: at for at, match in so_far.matches.items() if match.reason.key != CORRECTED}
    if "house_number" in named or {"street", "address"} <= named.keys():
        return so_far
    needs_door = so_far.words.table is TableName.REQUESTS and "visit_id" not in named
    if "address" in named:
        at, meant = named["address"], "street"
        beside = so_far.columns.get(at + 1)
        is_other = beside is not None and _may_be_doors(beside) and not _has_doors(so_far.columns[at])
    elif "street" in named:
        at, meant = named["street"], "address"
        is_other = needs_door and _has_doors(so_far.columns[at])
    else:
        return so_far
    return so_far.having({at: replace(so_far.matches[at], field=meant)}) if is_other else so_far


def _has_doors(column: Column) -> bool:
    sample = column.sample
    return sum(isinstance(cell, str) and bool(split_address(cell)[1]) for cell in sample) > len(sample) / 2


def _may_be_doors(column: Column) -> bool:
    """Say whether a column beside a street is called as doors are, or has no header and holds them."""
    if column.header.text:
        return column.header.bare in BARE_NUMBERS
    doors = sum(bool(_DOOR.fullmatch(parse_text(cell).value or "")) for cell in column.sample)
    return bool(doors) and doors >= AGREES * len(column.sample)


def door_beside_street(so_far: Assignment) -> Assignment:
    """Take a bare "Nr", or doors without a header, right of the street, or below streets as headings or as the name of the sheet, for the door and not the number of the visit."""
    named = so_far.named
    if "house_number" in named or "address" in named or not is_field(so_far.words.table, "house_number"):
        return so_far
    at = named["street"] + 1 if "street" in named else named.get("visit_id", -1)
    match, column = so_far.matches.get(at), so_far.columns.get(at)
    if column is None or so_far.is_decided(at) or (match is None and column.header.text) or not _may_be_doors(column):
        return so_far
    if "street" not in named:
        columns, project = so_far.columns, so_far.knowledge.project
        if not (street_of_sheet(so_far) or street_headings(list(columns.values()), column, project)):
            return so_far
    return so_far.having({at: Match("house_number", BESIDE_STREET, Reason("beside_street"))})
