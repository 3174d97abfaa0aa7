"""The user says what a sheet is: that table, however little speaks for it, or nothing at all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from adv.errors import NothingToRead
from adv.model import TableName
from adv.workbook.intake import Understanding
from adv.workbook.memory import learnt, with_memory
from adv.workbook.understood import ANY_FILE, Corrections
from tests.workbook.sheets import HEADERS, KEY, PROJECT, TODAY, codes, column, fields, sheet, understood, visit, visits

if TYPE_CHECKING:
    from adv.workbook.tables.grid import RawSheet
    from tests.workbook.sheets import Row

DAY = date(2019, 3, 3)
STRANGE = sheet("Blad1", ["Moment", "Plek", "Deur", "Hoe"], [DAY, "Waartplein", 3, "niet thuis"], [DAY, "Waartplein", 5, "gesprek"])
FIELDS = {0: "visited_on", 1: "street", 2: "house_number", 3: "outcome"}


def decided(table: TableName | None, name: str = "Blad1", **fields: str | None) -> Corrections:
    return Corrections(
        {("werkmap.xlsx", name, int(at[1:])): field for at, field in fields.items()}, tables={("werkmap.xlsx", name): table}
    )


def test_a_sheet_that_is_left_out_by_the_user_is_not_read() -> None:
    result = understood(visits(visit(1)), visits(visit(2), name="Oud"), corrections=decided(None, "Oud"))
    assert column(result, "visits", "visit_id") == ["B001"]
    assert [found.reason.key for found in result.sheets] == ["table_named", "corrected_sheet_out"]


def test_a_sheet_that_was_not_recognised_becomes_the_table_that_the_user_says() -> None:
    result = understood(STRANGE, visits(visit(1)), corrections=decided(TableName.VISITS))
    first = result.sheets[0]
    assert first.table is TableName.VISITS
    assert first.header_row == 1
    assert len(first.columns) == 4  # to choose fields for


def test_its_columns_then_follow_from_the_users_choice() -> None:
    chosen = Corrections(
        {("werkmap.xlsx", "Blad1", at): field for at, field in FIELDS.items()}, tables={("werkmap.xlsx", "Blad1"): TableName.VISITS}
    )
    result = understood(STRANGE, corrections=chosen)
    assert column(result, "visits", "outcome") == ["not_at_home", "conversation"]
    assert result.sheets[0].reason.key == "corrected"


def test_what_the_decided_table_lacks_is_said() -> None:
    result = understood(
        sheet("Blad1", ["Aap", "Noot"], ["x", "y"], ["z", "w"]), visits(visit(1)), corrections=decided(TableName.EXPENSES)
    )
    assert result.sheets[0].table is TableName.EXPENSES
    assert "columns_missing" in codes(result)


def test_columns_corrected_for_one_table_do_not_stand_in_the_way_of_another() -> None:
    both = Corrections({("werkmap.xlsx", "Bezoeken", 5): "status"}, tables={("werkmap.xlsx", "Bezoeken"): TableName.VISITS})
    result = understood(visits(visit(1)), corrections=both)
    assert fields(result)["Uitkomst"] == "outcome"


def test_a_hidden_sheet_is_read_when_the_user_says_what_it_is() -> None:
    shown = visits(visit(1))
    hidden = replace(shown, is_hidden=True)
    assert len(understood(hidden, corrections=decided(TableName.VISITS, "Bezoeken")).dataset.visits) == 1


def test_a_decision_for_any_file_holds_for_every_sheet_of_that_name() -> None:
    result = understood(visits(visit(1)), visits(visit(2), name="Oud"), corrections=Corrections(tables={(ANY_FILE, "Oud"): None}))
    assert len(result.dataset.visits) == 1


@pytest.mark.parametrize("rows", [[["Aap", "Noot"], ["x", "y"]], [["tekst"]]], ids=["a list", "a cell"])
def test_a_workbook_without_a_table_is_given_back_to_ask_about(rows: list[list[str]]) -> None:
    understanding = Understanding(PROJECT, KEY, TODAY, Corrections())
    understanding.sheet("werkmap.xlsx", sheet("Blad1", *rows))
    result = understanding.finish(needs_table=False)
    assert [found.table for found in result.sheets] == [None]


def test_a_workbook_in_which_nothing_stands_is_refused_all_the_same() -> None:
    understanding = Understanding(PROJECT, KEY, TODAY, Corrections())
    understanding.sheet("werkmap.xlsx", sheet("Blad1"))
    with pytest.raises(NothingToRead):
        understanding.finish(needs_table=False)


def beside(*more: Row) -> RawSheet:
    """Visits, and to the right of them other columns."""
    left: list[Row] = [HEADERS, *(visit(number) for number in range(1, 7))]
    return sheet("Alles", *([*row, None, *other] for row, other in zip(left, more, strict=True)))


AMOUNTS = (10.0, 11.0, 12.0, 13.0, 14.0, 15.0)
COSTS: list[Row] = [["Moment", "Waarvoor", "Hoeveel"]]
COSTS += [[DAY, "Zaal", amount] for amount in AMOUNTS]
BOOKED: list[Row] = [["Datum", "Kostensoort", "Bedrag"]]
BOOKED += [[DAY, "Materiaal", amount] for amount in AMOUNTS]
AT = ("werkmap.xlsx", "Alles")
RIGHT = len(HEADERS) + 1


def test_a_part_beside_a_table_becomes_the_table_that_the_user_says() -> None:
    result = understood(beside(*COSTS))
    assert [(one.table, one.block) for one in result.sheets] == [(TableName.VISITS, 0), (None, RIGHT)]
    said = Corrections(blocks={(*AT, RIGHT): TableName.EXPENSES})
    asked = understood(beside(*COSTS), corrections=said).sheets[1]
    assert (asked.table, asked.reason.key, asked.rows_read) == (TableName.EXPENSES, "columns_missing", 0)
    assert [column.column for column in asked.columns] == [RIGHT, RIGHT + 1, RIGHT + 2]  # to choose fields for
    said = replace(said, fields={(*AT, RIGHT): "booked_on", (*AT, RIGHT + 2): "cents"})
    result = understood(beside(*COSTS), corrections=said)
    assert result.dataset.expenses["cents"].sum() == 75_00
    assert len(result.dataset.visits) == 6
    assert "columns_not_read" not in codes(result)


def test_one_of_two_tables_side_by_side_is_left_out_or_another_one() -> None:
    result = understood(beside(*BOOKED))
    assert [(one.table, one.block) for one in result.sheets] == [(TableName.VISITS, 0), (TableName.EXPENSES, RIGHT)]
    result = understood(beside(*BOOKED), corrections=Corrections(blocks={(*AT, RIGHT): None}))
    assert (len(result.dataset.visits), len(result.dataset.expenses)) == (6, 0)
    assert [one.reason.key for one in result.sheets] == ["table_by_columns", "corrected_part_out"]
    result = understood(beside(*BOOKED), corrections=Corrections(blocks={(*AT, 0): None}))
    assert (len(result.dataset.visits), len(result.dataset.expenses)) == (0, 6)


def test_a_sheet_that_is_one_whole_has_no_parts() -> None:
    assert [one.block for one in understood(visits(visit(1)), corrections=Corrections(blocks={(*AT, 0): None})).sheets] == [None]


def test_a_part_that_was_said_to_be_a_table_is_so_the_next_time() -> None:
    said = Corrections({(*AT, RIGHT): "booked_on", (*AT, RIGHT + 2): "cents"}, blocks={(*AT, RIGHT): TableName.EXPENSES})
    memory = learnt(understood(beside(*COSTS), corrections=said), said, DAY)
    again = understood(beside(*COSTS), corrections=with_memory(Corrections(), memory, PROJECT))
    assert again.dataset.expenses["cents"].sum() == 75_00
