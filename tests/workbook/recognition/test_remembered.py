"""A confirmed reading is known again by the shape of the sheet, and by nothing that stands in its rows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.memory import Memory, RememberedWord, learnt, with_memory
from adv.workbook.understood import Corrections
from adv.workbook.vocabulary.word_lists import NOTHING, OwnWords, WordList
from tests.workbook.sheets import DAY, KEY, PROJECT, TODAY, book, codes, column, fields, intake, sheet, understood, visit, visits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.understood import Intake

ON = date(2019, 3, 3)
HEADERS = ["Moment", "Plek", "Deur", "Hoe", "Ook nog"]
FIELDS: dict[int, str | None] = {0: "visited_on", 1: "street", 2: "house_number", 3: "outcome", 4: None}


def strange(year: int, *more: Sequence[Cell], name: str | None = None, headers: Sequence[Cell] = HEADERS) -> RawSheet:
    rows: list[list[Cell]] = [[date(year, 3, day), "Waartplein", day, "niet thuis", "x"] for day in range(1, 4)]
    return sheet(name or f"Lijst {year}", headers, *rows, *more)


def decided(file: str = "werkmap.xlsx", name: str = "Lijst 2018") -> Corrections:
    chosen = {(file, name, at): field for at, field in FIELDS.items()}
    return Corrections(chosen, tables={(file, name): TableName.VISITS})


def confirmed() -> Memory:
    corrections = decided()
    return learnt(understood(strange(2018), corrections=corrections), corrections, ON)


def read(memory: Memory, *sheets: RawSheet, file: str = "later.xlsx", now: Corrections | None = None) -> Intake:
    return intake([book(*sheets, file=file)], PROJECT, KEY, TODAY, with_memory(now or Corrections(), memory, PROJECT))


def test_without_memory_the_list_is_not_read() -> None:
    result = understood(strange(2019), visits(visit(1)))
    assert result.sheets[0].table is None or result.sheets[0].rows_read == 0


def test_the_same_shape_under_another_name_and_year_is_read_as_was_confirmed() -> None:
    result = read(confirmed(), strange(2019))
    (first,) = result.sheets
    assert (first.table, first.rows_read, first.reason.key) == (TableName.VISITS, 3, "remembered")
    assert first.remembered is not None
    assert first.remembered.on == ON
    assert fields(result) == dict(zip(HEADERS, FIELDS.values(), strict=True))
    assert {found.reason.key for found in first.columns} == {"remembered", "remembered_out"}


def test_a_column_without_a_header_is_remembered_where_its_content_still_fits() -> None:
    headers: list[Cell] = ["Datum", "Straat", None, "Uitkomst"]
    rows: list[list[Cell]] = [[DAY, "Waartplein", door, "gesprek"] for door in (31, 32, 33)]
    chosen = Corrections({("werkmap.xlsx", "Bezoeken", 2): "house_number"})
    taught = learnt(understood(sheet("Bezoeken", headers, *rows), corrections=chosen), chosen, ON)
    again = read(taught, sheet("Bezoeken", headers, *rows))
    assert again.sheets[0].columns[2].field == "house_number"
    assert len(set(column(again, "visits", "household"))) == 3
    empty = read(taught, sheet("Bezoeken", headers, *([*row[:2], None, row[3]] for row in rows)))
    assert empty.sheets[0].rows_read == 3


@pytest.mark.parametrize(
    ("headers", "decided", "then", "now", "day"),
    [
        (["Datum"], {"Datum": "visited_on:month_first"}, ["3/4/2018"], ["5/6/2019"], date(2019, 5, 6)),
        (["Week"], {"Week": "visited_on:2019"}, [20], [21], date(2019, 5, 20)),
        (["Jaar", "Week"], {}, [2018, 20], [2019, 21], date(2019, 5, 20)),
        (["Datum"], {"Datum": "visited_on:2019"}, ["12 juli"], ["13 juli"], date(2019, 7, 13)),
    ],
    ids=["month first", "the year of a week", "a year and a week", "the year of a day"],
)
def test_how_days_are_read_is_remembered_and_asked_no_more(
    headers: list[Cell], decided: dict[str, str], then: list[Cell], now: list[Cell], day: date
) -> None:
    head: list[Cell] = [*headers, "Straat", "Nr", "Uitkomst"]

    def rows(cells: list[Cell]) -> list[list[Cell]]:
        return [[*cells, "Waartplein", door, "gesprek"] for door in (1, 3, 5)]

    chosen = Corrections(headers=dict(decided))
    taught = learnt(understood(sheet("Bezoeken", head, *rows(then)), corrections=chosen), chosen, ON)
    again = read(taught, sheet("Bezoeken", head, *rows(now)))
    assert {found.date() for found in column(again, "visits", "visited_on")} == {day}
    assert {one.reason.key for one in again.sheets[0].columns} == {"remembered"}


def test_rows_above_the_headers_do_not_matter() -> None:
    rows: list[list[Cell]] = [[date(2019, 3, day), "Waartplein", day, "niet thuis", "x"] for day in range(1, 4)]
    result = read(confirmed(), sheet("Blad1", ["Overzicht 2019"], [None], HEADERS, *rows))
    assert (result.sheets[0].header_row, result.sheets[0].rows_read) == (3, 3)


@pytest.mark.parametrize(
    "headers",
    [["Moment", "Plek", "Deur", "Hoezo", "Ook nog"], ["Plek", "Moment", "Deur", "Hoe", "Ook nog"], [None, *HEADERS]],
    ids=["another word", "another order", "moved"],
)
def test_another_shape_is_read_anew(headers: list[Cell]) -> None:
    result = read(confirmed(), strange(2019, headers=headers), visits(visit(1)))
    assert result.sheets[0].remembered is None


@pytest.mark.parametrize("header", ["MOMENT", " moment: ", "1. Moment"])
def test_case_spaces_and_signs_in_a_header_are_the_same_shape(header: str) -> None:
    assert read(confirmed(), strange(2019, headers=[header, *HEADERS[1:]])).sheets[0].remembered is not None


def test_what_the_user_decides_now_goes_before_what_is_remembered() -> None:
    now = Corrections({("later.xlsx", "Lijst 2019", 2): None})
    result = read(confirmed(), strange(2019), now=now)
    assert fields(result)["Deur"] is None
    left_out = Corrections(tables={("later.xlsx", "Lijst 2019"): None})
    assert read(confirmed(), strange(2019), visits(visit(1)), now=left_out).sheets[0].table is None


def test_a_column_in_which_something_else_stands_now_is_doubted_and_not_silent() -> None:
    rows: list[list[Cell]] = [[date(2019, 3, day), "Waartplein", day, 1000.5 + day, "x"] for day in range(1, 8)]
    result = read(confirmed(), sheet("Lijst 2019", HEADERS, *rows), visits(visit(1)))
    outcome = result.sheets[0].columns[3]
    assert (outcome.field, outcome.reason.key) == ("outcome", "content_differs")
    assert outcome.certainty < 0.6
    assert "unknown_outcome" in codes(result)


def test_a_blocked_column_stays_blocked_whatever_is_remembered() -> None:
    numbers = ["111222333", "123456782", "010464554"]
    memory = learnt(read(Memory(), visits(visit(1))), Corrections(), ON)
    rows = [visit(number, Bezoeknummer=bsn) for number, bsn in enumerate(numbers, start=1)]
    result = read(memory, visits(*rows))
    assert result.sheets[0].columns[0].blocked
    assert not set(numbers) & set(column(result, "visits", "visit_id"))


def test_nothing_of_the_rows_and_no_header_is_in_what_is_remembered() -> None:
    told = str(confirmed()).casefold()
    for word in [*HEADERS, "Waartplein", "niet thuis"]:
        assert word.casefold() not in told


def test_an_empty_unknown_column_is_asked_about_once_something_stands_in_it() -> None:
    headers = ["Bezoeknummer", "Datum", "Straat", "Huisnummer", "Uitkomst", "Wanneer terug"]
    rows: list[list[Cell]] = [[f"B{day}", date(2019, 3, day), "Waartplein", day, "niet thuis", None] for day in range(1, 4)]
    memory = learnt(read(Memory(), sheet("Bezoeken", headers, *rows)), Corrections(), ON)
    (known,) = memory.sheets.values()
    assert 5 not in {at for at, _, _ in known.columns}


def test_a_sheet_that_was_left_out_is_left_out_again_and_takes_no_other_along() -> None:
    now = Corrections(tables={("werkmap.xlsx", "Oud 2018"): None})
    result = understood(visits(visit(1)), visits(visit(2), name="Oud 2018"), corrections=now)
    memory = learnt(result, now, ON)
    again = read(memory, visits(visit(1)), visits(visit(2), name="Oud 2019"), visits(visit(3), name="Nieuw"))
    assert [found.table for found in again.sheets] == [TableName.VISITS, None, TableName.VISITS]
    assert again.sheets[1].reason.key == "remembered_sheet_out"


def test_a_hidden_sheet_of_a_remembered_shape_stays_left_out() -> None:
    hidden = replace(strange(2018, name="kopie"), is_hidden=True)
    assert [found.table for found in read(confirmed(), strange(2019), hidden).sheets] == [TableName.VISITS, None]


def test_a_shape_that_was_read_in_two_ways_is_not_remembered() -> None:
    now = decided()
    now = Corrections({**now.fields, **{("werkmap.xlsx", "Anders", at): field for at, field in FIELDS.items() if at != 2}}, tables={**now.tables, ("werkmap.xlsx", "Anders"): TableName.VISITS})  # fmt: skip
    result = understood(strange(2018), strange(2017, name="Anders"), corrections=now)
    assert {found.rows_read for found in result.sheets} == {3}
    assert learnt(result, now, ON).sheets == {}


def test_two_lists_beside_each_other_are_both_known_again() -> None:
    row: list[Cell] = [ON, "Waartplein", "niet thuis"]
    left: list[list[Cell]] = [["Datum", "Straat", "Uitkomst"], row, row, row]
    right: list[list[Cell]] = [["Datum", "Bedrag"], [ON, 10.5], [ON, 12.5], [ON, 7.0]]
    both = sheet("Blad1", *[[*one, None, *other] for one, other in zip(left, right, strict=True)])
    first = understood(both)
    memory = learnt(first, Corrections(), ON)
    again = read(memory, both)
    assert [found.table for found in first.sheets] == [TableName.VISITS, TableName.EXPENSES]
    assert [(found.table, found.rows_read) for found in again.sheets] == [(found.table, found.rows_read) for found in first.sheets]
    assert all(found.remembered for found in again.sheets)


def test_words_are_remembered_and_those_of_a_project_that_has_changed_are_not_used() -> None:
    now = Corrections(words=OwnWords({WordList.OUTCOME: {"praatje": "conversation", "test": NOTHING}}))
    memory = learnt(understood(visits(visit(1), visit(2, Uitkomst="praatje")), corrections=now), now, ON)
    assert memory.words[WordList.OUTCOME, "praatje"] == RememberedWord("conversation", ON)
    assert column(read(memory, visits(visit(1, Uitkomst="Praatje"))), "visits", "outcome") == ["conversation"]
    stale = Memory(words={(WordList.THEME, "klussen"): RememberedWord("een thema dat er niet meer is", ON)})
    assert "unknown_theme" in codes(read(stale, visits(visit(1, **{"Thema's": "klussen"}))))
