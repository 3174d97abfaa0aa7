"""Money as a table of kinds by months: expenses of that month; and what looks like one and is none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.model import TableName
from tests.workbook.sheets import booking as made
from tests.workbook.sheets import codes, expenses, found, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell
    from adv.workbook.understood import Intake


def _spent(result: Intake) -> dict[tuple[str, str], float]:
    frame = result.dataset.expenses
    rows = zip(frame["category"], frame["booked_on"], frame["cents"], strict=True)
    return {(str(kind), f"{on:%Y-%m-%d}"): cents / 100 for kind, on, cents in rows}


ACROSS: tuple[list[Cell], ...] = (
    ["Uitgaven 2019"],
    [None, "jan", "feb", "mrt", "Totaal"],
    ["Personeel", 100.0, None, 50.0, 150.0],
    ["Materiaal", "12,50", 0.0, None, 12.5],
    ["Totaal", 112.5, 0.0, 50.0, 162.5],
)


def test_each_amount_is_an_expense_of_its_month_and_totals_are_none() -> None:
    result = understood(sheet("Geld", *ACROSS))
    spent = {key: euros for key, euros in _spent(result).items() if euros}
    assert spent == {("Personeel", "2019-01-01"): 100.0, ("Personeel", "2019-03-01"): 50.0, ("Materiaal", "2019-01-01"): 12.5}
    assert result.sheets[0].table is TableName.EXPENSES
    assert result.sheets[0].reason.key == "month_matrix"
    assert "matrix_read" in codes(result)


def test_sums_of_each_part_under_another_name_than_total_are_no_kinds() -> None:
    rows: list[list[Cell]] = [
        ["Personeel", 1.0, 2.0, 4.0],
        ["Materiaal", 8.0, 1.0, 1.0],
        ["Vast", 9.0, 3.0, 5.0],
        ["Activiteiten", 10.0, 20.0, 30.0],
        ["Huisvesting", 5.0, 6.0, 7.0],
        ["Los", 15.0, 26.0, 37.0],
        ["Alles bij elkaar", 24.0, 29.0, 42.0],
    ]
    result = understood(sheet("Geld", ["Uitgaven 2019"], [None, "jan", "feb", "mrt"], *rows))
    assert sum(result.dataset.expenses["cents"]) == 95_00


def test_months_may_be_rows() -> None:
    rows: list[list[Cell]] = [
        ["januari", 100.0, 50.0, 150.0],
        ["februari", 101.0, None, 101.0],
        ["maart", None, 70.0, 70.0],
        ["Som", 201.0, 120.0, 321.0],
    ]
    result = understood(sheet("Kosten 2018", ["Maand", "Personeel", "Overig", "Totaal"], *rows))
    assert sum(_spent(result).values()) == 321.0
    assert _spent(result)["Overig", "2018-03-01"] == 70.0


def test_the_year_may_stand_above_the_months_or_with_them() -> None:
    above = sheet(
        "Kosten per maand",
        [None, 2018, None, None, 2019],
        ["Soort", "okt", "nov", "dec", "jan"],
        ["Overig", 1.0, 2.0, 3.0, 4.0],
        ["Personeel", 5.0],
    )
    assert _spent(understood(above))["Overig", "2019-01-01"] == 4.0
    heads: list[Cell] = [date(2018, 11, 1), "dec 2018", "jan '19", "2019-02"]
    within = sheet("Uitgaven", ["Soort", *heads], ["Overig", 1.0, 2.0, 3.0, 4.0], ["Personeel", 5.0, 6.0])
    assert [on for _, on in _spent(understood(within))] == ["2018-11-01"] * 2 + ["2018-12-01"] * 2 + ["2019-01-01", "2019-02-01"]


def test_without_a_year_it_is_not_read_and_that_is_an_error() -> None:
    result = understood(sheet("Geld", ["", "jan", "feb", "mrt"], *ACROSS[2:]), expenses(made(5.0)))
    assert found(result, "matrix_without_year").severity.value == "error"
    assert sum(_spent(result).values()) == 5.0


def test_what_was_planned_is_no_expense() -> None:
    head: list[Cell] = ["Post", "jan", "feb", "mrt"]
    plan: list[Cell] = ["Personeel", 1000.0, 1000.0, 1000.0]
    spent: list[Cell] = ["Personeel", 90.0, 100.0, None]
    other: list[Cell] = ["Overig", 10.0, 40.0, 60.0]
    result = understood(sheet("2019", ["Begroting 2019"], head, plan, other, [], ["Realisatie 2019"], head, spent, other))
    assert sum(_spent(result).values()) == 300.0
    assert "matrix_read" not in codes(understood(sheet("Begroting 2019", head, plan, other), expenses(made(5.0))))


def test_income_and_results_among_the_kinds_are_no_costs() -> None:
    rows: list[list[Cell]] = [
        ["Personeel", 90.0, 100.0, 10.0],
        ["Subsidie", -500.0, 0.0, 0.0],
        ["Resultaat", -410.0, 100.0, 10.0],
        ["Zaal", 1.0, 2.0, 3.0],
    ]
    result = understood(sheet("Kosten 2019", ["Post", "jan", "feb", "mrt"], *rows))
    assert sum(_spent(result).values()) == 206.0
    assert found(result, "rows_income").params["euros"] == "500,00"


def test_kinds_added_up_under_any_name_are_not_counted_again() -> None:
    rows: list[list[Cell]] = [["Personeel", 90.0, 100.0, 10.0], ["Overig", 1.0, 2.0, 3.0], ["Alles bij elkaar", 91.0, 102.0, 13.0]]
    assert sum(_spent(understood(sheet("Kosten 2019", ["Post", "jan", "feb", "mrt"], *rows))).values()) == 206.0


def test_months_of_which_a_list_has_bookings_too_do_not_count_twice() -> None:
    matrix = sheet("Overzicht 2019", ["", "jan", "feb", "mrt"], ["Overig", 4.0, None, 9.0], ["Personeel", None, 6.0, None])
    result = understood(expenses(made(4.0, Datum=date(2019, 1, 5)), made(6.0, Datum=date(2019, 2, 1))), matrix)
    assert sum(_spent(result).values()) == 19.0
    assert sum(one.count for one in result.findings if one.code == "matrix_beside_list") == 2


@pytest.mark.parametrize(
    "rows",
    [
        [["Datum", "Bedrag", "Kostensoort"], *([date(2019, month, 1), 10.0 * month, "Overig"] for month in (1, 2, 3))],
        [
            ["Factuur", "Geboekt", "Betaald op", "Bedrag"],
            *([date(2019, 1, 1), date(2019, 2, 1), date(2019, 3, 1), 20.0] for _ in range(3)),
        ],
    ],
    ids=["a booking a month", "three days in a row"],
)
def test_a_list_with_days_is_a_list(rows: list[list[Cell]]) -> None:
    result = understood(sheet("Uitgaven", *rows))
    assert "matrix_read" not in codes(result)
    assert sum(result.dataset.expenses["cents"]) == 6000


def test_visits_counted_by_month_are_no_money() -> None:
    rows: list[list[Cell]] = [["de Waart", 4.0, 5.0, 6.0], ["Waartplein", 1.0, 2.0, 3.0]]
    result = understood(sheet("Aantallen 2019", ["Gebied", "jan", "feb", "mrt"], *rows), expenses(made(5.0)))
    assert len(result.dataset.expenses) == 1


def test_accounts_by_month_count_by_what_their_numbers_say() -> None:
    rows: list[list[Cell]] = [
        ["4000", "Personeel", 10.0, 11.0, None, 21.0],
        ["4300", "Materiaal", None, None, 12.0, 12.0],
        ["8000", "Van de gemeente", -100.0, None, None, -100.0],
        ["1100", "Rabo", 90.0, -11.0, -12.0, 67.0],
    ]
    result = understood(sheet("W&V", ["Rekening", "Omschrijving", "januari 2019", "februari 2019", "maart 2019", "Totaal"], *rows))
    assert sum(_spent(result).values()) == 33.0
    assert {"rows_income", "rows_other_account"} <= codes(result)
