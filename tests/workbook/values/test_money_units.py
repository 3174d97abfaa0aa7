"""Amounts in thousands of euros or in cents: what says so, what they become, and what is asked; sums done by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.workbook.questions import questions
from adv.workbook.recognition.remembered import learnt, with_memory
from adv.workbook.tables.findings import Severity
from adv.workbook.values.money_units import (
    IN_CENTS,
    IN_THOUSANDS,
    in_euros,
    is_unit,
    is_unlikely,
    may_lack_decimals,
    steps_of,
    unit_in,
)
from adv.workbook.vocabulary.recognition import Corrections
from tests.workbook.sheets import DAY, PROJECT, TODAY, codes, found, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell, RawSheet

HEADERS: list[Cell] = ["Datum", "Kostensoort", "Bedrag"]
ROWS: list[list[Cell]] = [[DAY, "Materiaal", 1.25], [DAY, "Overig", 20], [DAY, "Personeel", 0.4]]
SUM = 21_650.0


def spent(layout: RawSheet, corrections: Corrections | None = None) -> float:
    return float(understood(layout, corrections=corrections or Corrections()).dataset.expenses["cents"].sum()) / 100


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Bedrag (x € 1.000)", IN_THOUSANDS),
        ("Bedrag x 1000", IN_THOUSANDS),
        ("Kosten in duizenden euro's", IN_THOUSANDS),
        ("Uitgaven (× 1.000)", IN_THOUSANDS),
        ("Realisatie (€ 1.000)", IN_THOUSANDS),
        ("Bedrag in k€", IN_THOUSANDS),
        ("Amount (EUR '000)", IN_THOUSANDS),
        ("Spent, in thousands", IN_THOUSANDS),
        ("Bedrag (centen)", IN_CENTS),
        ("Bedrag in centen", IN_CENTS),
        ("Amount (ct)", IN_CENTS),
        ("Procent", None),
        ("Bedrag (€)", None),
        ("Kosten 2019", None),
        ("Max 1000", None),
        ("Uitgaven boven € 1.000", None),
    ],
)
def test_a_header_that_says_in_what_its_amounts_are_is_known(header: str, expected: str | None) -> None:
    assert unit_in(header) == expected


@pytest.mark.parametrize(
    "layout",
    [
        sheet("Uitgaven", ["Datum", "Kostensoort", "Bedrag (x € 1.000)"], *ROWS),
        sheet("Uitgaven", ["Bedragen in duizenden euro's"], [], HEADERS, *ROWS),
        sheet("Uitgaven", HEADERS, [None, None, "x € 1.000"], *ROWS),
        sheet("Uitgaven (x 1.000)", HEADERS, *ROWS),
        sheet("Uitgaven", HEADERS, *ROWS, [], ["* alle bedragen x € 1.000"]),
    ],
    ids=["header", "title", "unit below the header", "name of the sheet", "note below the list"],
)
def test_amounts_in_thousands_are_read_so_wherever_it_stands_and_it_is_said(layout: RawSheet) -> None:
    result = understood(layout)
    assert (len(result.dataset.expenses), spent(layout)) == (3, SUM)
    assert found(result, "amounts_in_thousands").severity is Severity.WARNING


@pytest.mark.parametrize("title", ["Uitgaven boven € 1.000 apart", "Per 1.000 inwoners", "Brief aan 1000 huishoudens, kosten"])
def test_a_title_that_names_a_thousand_of_something_else_changes_nothing(title: str) -> None:
    assert spent(sheet("Uitgaven", [title], HEADERS, *ROWS)) == 21.65


def test_money_by_month_is_read_in_thousands_too() -> None:
    layout = sheet(
        "2019", ["Realisatie (x € 1.000)"], ["Soort", "jan", "feb", "mrt"], ["Materiaal", 1.5, 2, None], ["Overig", 1, 1, 0.25]
    )
    assert {"amounts_in_thousands", "matrix_read"} <= codes(understood(layout))
    assert spent(layout) == 5750.0


@pytest.mark.parametrize(("said", "total"), [("in_thousands", 800_000.0), ("as_written", 800.0)])
def test_amounts_that_would_be_far_too_much_are_asked_about_and_the_answer_is_remembered(said: str, total: float) -> None:
    layout = sheet("Uitgaven", ["bedragen x € 1.000"], HEADERS, [DAY, "Materiaal", 500], [DAY, "Overig", 300])
    result = understood(layout)
    (asked,) = questions(result)
    assert ([column.header for column in asked.columns], spent(layout)) == (["Bedrag"], 800.0)
    answer = Corrections(headers={"Bedrag": f"cents:{said}"})
    read = understood(layout, corrections=answer)
    again = with_memory(Corrections(), learnt(read, answer, TODAY), PROJECT)
    assert (spent(layout, answer), spent(layout, again), questions(understood(layout, corrections=again))) == (total, total, ())


def test_months_that_would_be_far_too_much_count_as_the_user_says() -> None:
    layout = sheet("2019", ["x € 1.000"], ["Soort", "jan", "feb", "mrt"], ["Materiaal", 500, 1, None], ["Overig", 1, 1, 300])
    assert "amounts_may_be_in_thousands" in codes(understood(layout))
    answer = Corrections(fields={("werkmap.xlsx", "2019", 1): "cents:in_thousands"})
    assert (spent(layout), spent(layout, answer)) == (803.0, 803_000.0)


@pytest.mark.parametrize(
    ("cells", "euros"),
    [
        (["1,475", "0,85"], [1475.0, 850.0]),
        (["1.475", "0.85"], [1475.0, 850.0]),
        (["€ 1,5", "-0,2", "twee", None], [1500.0, -200.0, "twee", None]),
        ([1.475, 2, True], [1475.0, 2000, True]),
        (["1,5", "2.5"], [1500.0, 2500.0]),
        (["1,475", "2.50"], ["1,475", 2500.0]),  # one euro or a thousand: nothing in the column tells
        (["1.475"], [1_475_000.0]),
        ([float("inf"), date(2019, 1, 1)], [float("inf"), date(2019, 1, 1)]),
    ],
)
def test_texts_are_read_with_the_decimal_sign_of_the_column(cells: list[Cell], euros: list[Cell]) -> None:
    assert in_euros(cells, IN_THOUSANDS) == euros


@pytest.mark.parametrize(
    ("cell", "expected"), [("x € 1.000", True), ("(in euro)", True), ("€", True), ("€ 5", False), (None, False), (3, False)]
)
def test_a_unit_below_a_header_is_known(cell: Cell, expected: object) -> None:
    assert is_unit(cell) is expected


def test_amounts_in_cents_are_read_so_and_asked_about_where_they_have_decimals() -> None:
    headers: list[Cell] = ["Datum", "Kostensoort", "Bedrag (centen)"]
    whole = sheet("Uitgaven", headers, [DAY, "Materiaal", "80804"], [DAY, "Overig", "25"])
    assert (spent(whole), "amounts_in_cents" in codes(understood(whole))) == (808.29, True)
    other = sheet("Uitgaven", headers, [DAY, "Materiaal", "808,04"], [DAY, "Overig", "25"])
    assert (spent(other), len(questions(understood(other)))) == (833.04, 1)
    assert spent(other, Corrections(headers={"Bedrag (centen)": "cents:in_cents"})) == 8.33


CENTS_BESIDE: list[Cell] = [12.5, 45.95, 33.25, 61.1, 25.75]


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        pytest.param(4595, True, id="45,95 without its sign"),
        pytest.param(-4595, True, id="paid back"),
        pytest.param(611, True, id="ten times the largest"),
        pytest.param(610, False, id="not ten times the largest"),
        pytest.param(33250, True, id="332,50, ten times the middle one"),
        pytest.param(33251, False, id="more than that"),
        pytest.param(33200, False, id="whole hundreds"),
        pytest.param(4595.5, False, id="it has cents"),
    ],
)
def test_an_amount_that_may_lack_its_decimal_sign_stands_far_above_the_others(amount: float, expected: object) -> None:
    assert may_lack_decimals([*CENTS_BESIDE, amount]) == ([amount] if expected else [])


@pytest.mark.parametrize(
    ("cells", "many"), [([*CENTS_BESIDE[:4], 4595], 0), ([*CENTS_BESIDE, 4595, 3], 0), ([*CENTS_BESIDE, 30.5, 4595, 3], 1)]
)
def test_among_few_amounts_or_many_whole_ones_none_stands_out(cells: list[Cell], many: int) -> None:
    assert len(may_lack_decimals(cells)) == many


@pytest.mark.parametrize(
    ("cells", "unit", "budget_cents", "expected"),
    [
        ([100, "250"], IN_CENTS, 10, False),
        ([100, "2,5"], IN_CENTS, 10, True),
        ([5, 5], IN_THOUSANDS, 100_000, False),  # ten times the budget
        ([5, 5.01], IN_THOUSANDS, 100_000, True),
        ([5, -5.01], IN_THOUSANDS, 100_000, True),
        ([500, 500], IN_THOUSANDS, 0, False),
    ],
)
def test_thousands_far_over_the_budget_and_cents_with_decimals_are_unlikely(
    cells: list[Cell], unit: str, budget_cents: int, expected: object
) -> None:
    assert is_unlikely(cells, unit, budget_cents) is expected


@pytest.mark.parametrize(("cents", "steps"), [([100, 50, 80], (100, -50, 30)), ([100, 150, 150], (100, 50, 0)), ([], ())])
def test_what_was_spent_in_a_row_is_what_the_total_rose(cents: list[int], steps: tuple[int, ...]) -> None:
    days = [date(2019, month, 1) for month in range(1, 1 + len(cents))]
    assert steps_of(cents, days, [None] * len(cents)) == steps
    assert steps_of(cents[::-1], days[::-1], [None] * len(cents)) == steps[::-1]
