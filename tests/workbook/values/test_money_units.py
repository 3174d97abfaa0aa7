"""Amounts in thousands of euros or in cents: what says so, what they become, and what is asked; sums done by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.workbook.memory import learnt, with_memory
from adv.workbook.questions import questions
from adv.workbook.tables.findings import Severity
from adv.workbook.understood import Corrections
from adv.workbook.values.money_units import (
    DOUBTFUL,
    IN_CENTS,
    IN_THOUSANDS,
    in_euros,
    is_unit,
    is_unlikely,
    may_lack_decimals,
    running_total,
    steps_of,
    titled_unit,
    unit_in,
)
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


@pytest.mark.parametrize(
    ("rows", "header_row", "first_row", "unit"),
    [
        ([["bedragen x € 1.000"], ["Bedrag"], [5]], 1, 2, IN_THOUSANDS),
        ([["Bedrag"], ["x € 1.000"], [5]], 0, 2, IN_THOUSANDS),
        ([["Uitgaven"], ["Budget x € 1.000"], [5]], 1, 2, None),  # of a header holds for its own column
        ([["Bedrag"], [5], [6], ["bedragen in centen"], *[[None]] * 4], 0, 1, IN_CENTS),
        ([["Bedrag"], [5], [6], ["bedragen in centen"], *[[None]] * 5], 0, 1, None),  # more than five rows from the end
        ([["Brief aan 1000 adressen"], ["Bedrag"], [5]], 1, 2, None),
        ([*[["bedragen x € 1.000"]], *[[None]] * 19, ["Bedrag"], [5]], 20, 21, IN_THOUSANDS),
        ([*[[None]] * 20, ["bedragen x € 1.000"], ["Bedrag"], [5]], 21, 22, None),  # more than twenty rows from the top
    ],
)
def test_a_title_or_a_note_says_in_what_all_amounts_are(
    rows: list[list[Cell]], header_row: int, first_row: int, unit: str | None
) -> None:
    assert titled_unit(sheet("Uitgaven", *rows), header_row, first_row) == unit


@pytest.mark.parametrize(
    ("amounts", "with_word", "alone"), [(4, False, False), (5, True, False), (6, True, False), (7, True, True)]
)
def test_of_all_orders_of_so_many_amounts_one_rises(amounts: int, *, with_word: bool, alone: bool) -> None:
    """Of five amounts it is one of 120, of seven one of 5040."""
    days = [date(2019, month, 1) for month in range(1, 1 + amounts)]
    rise = running_total([100 * month for month in range(1, 1 + amounts)], days, [None] * amounts)
    assert rise is not None
    assert (rise.is_proven(DOUBTFUL), rise.is_told_by_itself, rise.steps) == (with_word, alone, (100,) * amounts)


@pytest.mark.parametrize(("first", "expected"), [(300, True), (301, False)])
def test_a_running_total_begins_with_no_more_than_three_times_its_largest_step(first: int, *, expected: bool) -> None:
    amounts = [first + 100 * step for step in range(8)]
    rise = running_total(amounts, [date(2019, month, 1) for month in range(1, 9)], [None] * 8)
    assert rise is not None
    assert rise.is_told_by_itself is expected


@pytest.mark.parametrize(("falls", "expected"), [(1, True), (2, False)])
def test_a_running_total_falls_in_no_more_than_a_tenth_of_its_steps(falls: int, *, expected: bool) -> None:
    amounts = [100 * (at + 1) - (150 if at in (4, 8)[:falls] else 0) for at in range(11)]
    assert (running_total(amounts, [date(2019, 1, 1 + at) for at in range(11)], [None] * 11) is not None) is expected
