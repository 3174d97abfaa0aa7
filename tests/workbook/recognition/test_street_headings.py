"""A list with the streets as headings between the rows, and only doors below them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.workbook.sheets import DAY, codes, column, found, sheet, understood, visit, visits

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

HEADERS: list[Cell] = ["Huisnr", "Datum", "Uitkomst"]


def street(name: str) -> list[Cell]:
    return [name, None, None]


def at(door: Cell, outcome: str = "gesprek") -> list[Cell]:
    return [door, DAY, outcome]


def test_each_row_is_in_the_street_above_it() -> None:
    rows = [street("Matthijs Vermeulenstraat"), at(1), at("2a"), street("Waartplein"), at(1), street("Bachlaan"), at(4)]
    result = understood(sheet("Ronde", HEADERS, *rows))
    assert column(result, "visits", "street") == ["Matthijs Vermeulenstraat"] * 2 + ["Waartplein", "Bachlaan"]
    assert column(result, "visits", "area") == ["Matthijs Vermeulenstraat"] * 2 + ["Waartplein", "de Waart"]
    assert len(set(column(result, "visits", "household"))) == 4
    assert found(result, "street_from_headings").cells == ("A2", "A5", "A7")
    assert "rows_heading" not in codes(result)
    assert result.rows_left_out == 0


def test_a_merged_heading_over_all_columns_is_one() -> None:
    rows = [street("Waartplein"), at(1), at(2)]
    result = understood(sheet("Ronde", HEADERS, *rows, merged=((1, 0, 1, 2),)))
    assert column(result, "visits", "street") == ["Waartplein"] * 2


def test_totals_and_months_between_the_streets_are_no_streets() -> None:
    rows: list[list[Cell]] = [street("Waartplein"), street("maart 2019"), at(1), ["Totaal", None, 1], street("Bachlaan"), at(4)]
    result = understood(sheet("Ronde", HEADERS, *rows))
    assert column(result, "visits", "street") == ["Waartplein", "Bachlaan"]


@pytest.mark.parametrize("first", [at(7), at("7b")])
def test_a_door_above_the_first_street_is_in_none_so_nothing_is_guessed(first: list[Cell]) -> None:
    result = understood(sheet("Bezoeken", HEADERS, first, street("Waartplein"), at(1)))
    assert len(result.dataset.visits) == 0
    assert found(result, "columns_missing").params["missing"] == "Straat"


def test_a_remark_in_which_a_street_occurs_is_no_heading() -> None:
    remark = street("vanaf hier is Waartplein even niet bezocht")
    result = understood(sheet("Ronde", HEADERS, street("Bachlaan"), at(1), remark, at(2)))
    assert column(result, "visits", "street") == ["Bachlaan"] * 2


def test_where_a_column_says_the_street_it_does() -> None:
    result = understood(sheet("Ronde", ["Straat", *HEADERS], ["Waartplein", *street("")], ["Bachlaan", *at(1)]))
    assert column(result, "visits", "street") == ["Bachlaan"]
    assert "street_from_headings" not in codes(result)


def test_a_tab_called_after_a_street_is_about_that_street() -> None:
    result = understood(sheet("Waartplein", HEADERS, at(1), at(2)))
    assert column(result, "visits", "street") == ["Waartplein"] * 2


def test_requests_below_streets_find_their_visits() -> None:
    headers: list[Cell] = ["Huisnr", "Thema", "Status", "Datum aangemeld"]
    asked: list[list[Cell]] = [["Waartplein", None, None, None], [1, "wonen", "open", date(2019, 6, 1)]]
    result = understood(visits(visit(1)), sheet("Hulpvragen", headers, *asked))
    assert column(result, "requests", "visit_id") == ["B001"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Waartplein (even)", "Componistenlaan (oneven)"), ("WAARTPLEIN 2 t/m 40", "Componistenlaan, even nummers")],
)
def test_a_heading_above_the_headers_goes_for_the_rows_up_to_the_next_one(first: str, second: str) -> None:
    heads: list[Cell] = ["Nr", "Datum", "Uitkomst"]
    made = sheet("Blad1", [first], heads, [2, DAY, "gesprek"], [second], heads, [3, DAY, "nt"], [5, DAY, "nt"])
    result = understood(made)
    assert column(result, "visits", "street") == ["Waartplein", "Componistenlaan", "Componistenlaan"]
    assert "value_missing" not in codes(result)


@pytest.mark.parametrize("other", ["Matthijs Vermeulenstraat", "Sonatestraat"], ids=["of the project", "of another place"])
def test_each_of_two_lists_side_by_side_has_the_street_above_it(other: str) -> None:
    headers = ["Nr", "Datum", "Uitkomst"]
    made = sheet(
        "Bezoeken",
        ["Waartplein", None, None, None, other],
        [*headers, None, *headers],
        [49, DAY, "gesprek", None, 89, DAY, "niet thuis"],
        [81, DAY, "niet thuis", None, 40, DAY, "gesprek"],
    )
    assert column(understood(made), "visits", "street") == ["Waartplein", "Waartplein", other, other]
