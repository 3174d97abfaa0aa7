"""The user says what a sheet is: that table, however little speaks for it, or nothing at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from adv.errors import NothingToRead
from adv.model import TableName
from adv.workbook.intake import Understanding
from adv.workbook.recognition import ANY_FILE, Corrections
from tests.workbook.sheets import KEY, PROJECT, TODAY, codes, column, fields, sheet, understood, visit, visits

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
    result = understanding.finish(frames=True, needs_table=False)
    assert [found.table for found in result.sheets] == [None]


def test_a_workbook_in_which_nothing_stands_is_refused_all_the_same() -> None:
    understanding = Understanding(PROJECT, KEY, TODAY, Corrections())
    understanding.sheet("werkmap.xlsx", sheet("Blad1"))
    with pytest.raises(NothingToRead):
        understanding.finish(frames=True, needs_table=False)
