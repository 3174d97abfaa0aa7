"""Sums by year, quarter or month with what was planned beside them, and statements of income and costs of one year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.errors import NothingToRead
from tests.workbook.sheets import codes, column, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell, RawSheet

KINDS = ["Personeel", "Activiteiten", "Materiaal"]
SPENT = {2018: [3455, 4068, 4681], 2019: [2036, 3774, 2834], 2020: [1671, 2913, 4667]}
LEFT = 500
WHOLE = sum(map(sum, SPENT.values()))
OF_2019 = sum(SPENT[2019])


ACROSS: list[list[Cell]] = [
    [kind, *(SPENT[year][at] + LEFT for year in SPENT), *(SPENT[year][at] for year in SPENT)] for at, kind in enumerate(KINDS)
]
DOWN: list[list[Cell]] = [[year, kind, SPENT[year][at] + LEFT, SPENT[year][at]] for year in SPENT for at, kind in enumerate(KINDS)]


def by_year(heads: list[Cell], *parts: str, title: list[Cell] | None = None) -> RawSheet:
    """Every kind with, for each period, these parts: p planned, s spent, d the difference."""
    names = {"p": "Begroot", "s": "Werkelijk", "d": "Verschil"}
    over: list[Cell] = [None, *(cell for head in heads for cell in (head, *[None] * (len(parts) - 1)))]
    said: list[list[Cell]] = [
        [kind, *(SPENT[year][at] + {"p": LEFT, "s": 0, "d": LEFT - SPENT[year][at]}[part] for year in SPENT for part in parts)]
        for at, kind in enumerate(KINDS)
    ]
    return sheet("Overzicht", *([title, []] if title else []), over, ["Post", *[names[part] for part in parts] * 3], *said)


@pytest.mark.parametrize(
    "made",
    [
        by_year([2018, 2019, 2020], "p", "s", "d"),
        by_year(["2018", "2019", "2020"], "s", "p"),
        by_year(["Jaar 2018", "Jaar 2019", "Jaar 2020"], "p", "s"),
        by_year([2018, 2019, 2020], "p", "s", title=["Meerjarenoverzicht Sociale Stad"]),
        sheet("Overzicht", ["Post", "Begroot", None, None, "Werkelijk", None, None], [None, *SPENT, *SPENT], *ACROSS),
        sheet("Overzicht", ["Jaar", "Post", "Begroot", "Werkelijk"], *DOWN),
    ],
)
def test_of_every_year_what_was_spent_counts(made: RawSheet) -> None:
    result = understood(made)
    spent = result.dataset.expenses
    assert {int(year): int(cents.sum()) for year, cents in spent.groupby(spent["booked_on"].dt.year)["cents"]} == {
        year: 100 * sum(amounts) for year, amounts in SPENT.items()
    }
    assert {str(kind) for kind in spent["category"]} == {*KINDS}
    assert not {"unreadable_amount", "year_of_sums_missing", "same_columns_optional"} & codes(result)


@pytest.mark.parametrize("heads", [["Q1", "Q2", "Q3"], ["1e kwartaal 2019", "2e kwartaal 2019", "3e kwartaal 2019"]])
def test_of_every_quarter_too(heads: list[Cell]) -> None:
    result = understood(by_year(heads, "p", "s", title=["Kwartalen 2019"]))
    assert result.dataset.expenses["cents"].sum() == 100 * WHOLE
    assert {day.month for day in column(result, "expenses", "booked_on")} == {1, 4, 7}


def test_a_year_with_only_a_plan_is_left_out() -> None:
    over: list[Cell] = [None, 2018, None, 2019]
    rows: list[list[Cell]] = [[kind, SPENT[2018][at] + LEFT, SPENT[2018][at], SPENT[2019][at]] for at, kind in enumerate(KINDS)]
    result = understood(sheet("Overzicht", over, ["Post", "Begroot", "Werkelijk", "Begroot"], *rows))
    assert result.dataset.expenses["cents"].sum() == 100 * sum(SPENT[2018])


COSTS: list[list[Cell]] = [[kind, SPENT[2019][at] + LEFT, SPENT[2019][at]] for at, kind in enumerate(KINDS)]
INCOME: list[list[Cell]] = [["Subsidie gemeente Helmond", 20000, 20000], ["Verhuur zaal", 3000, 2500]]
BARE: list[list[Cell]] = [[None, one[0], one[2]] for one in (*COSTS, *INCOME)]
SUMMED: list[Cell] = ["Totaal lasten", OF_2019 + 3 * LEFT, OF_2019]


@pytest.mark.parametrize(
    "rows",
    [
        [[None, "Begroting 2019", "Realisatie 2019"], ["BATEN"], *INCOME, [], ["LASTEN"], *COSTS, SUMMED, [], ["Saldo", 1, 2]],
        [["Post", "Begroot", "Werkelijk"], ["Uitgaven"], *COSTS, SUMMED, ["Inkomsten"], *INCOME],
        [[None, "Begroting 2020", "Realisatie 2019"], ["Lasten", *SUMMED[1:]], *COSTS, ["Baten", 23000, 22500], *INCOME],
        [[None, None, 2019], ["Opbrengsten"], *BARE[len(KINDS) :], ["Kosten"], *BARE[: len(KINDS)]],
    ],
)
def test_of_a_statement_the_costs_count_and_the_income_is_said(rows: list[list[Cell]]) -> None:
    result = understood(sheet("Exploitatie", ["Staat van baten en lasten 2019"], [], *rows))
    assert column(result, "expenses", "cents") == [100 * one for one in SPENT[2019]]
    assert column(result, "expenses", "booked_on")[0].date() == date(2019, 1, 1)
    assert sum(one.total for one in result.findings if one.code == "rows_income") == len(INCOME)


@pytest.mark.parametrize("heads", [("Lasten", "€", "Baten"), ("Uitgaven", "Bedrag", "Inkomsten"), ("Costs", 2019, "Income")])
@pytest.mark.parametrize("is_left", [True, False])
def test_costs_may_stand_beside_the_income_which_is_said(heads: tuple[str, Cell, str], *, is_left: bool) -> None:
    own, amount, other = heads
    income: list[list[Cell]] = [[other, amount], ["Subsidie", 20000], ["Verhuur zaal", 250], [None, None], ["Totaal", 20250]]
    costs: list[list[Cell]] = [[own, amount], *([one[0], one[2]] for one in COSTS), ["Totaal", OF_2019]]
    rows = [one + beside if is_left else beside + one for one, beside in zip(costs, income, strict=True)]
    result = understood(sheet("Staat", ["Exploitatie 2019"], *rows))
    assert column(result, "expenses", "cents") == [100 * one for one in SPENT[2019]]
    assert [one.params["euros"] for one in result.findings if one.code == "rows_income"] == ["20.000,00", "250,00"]


def test_a_year_below_the_heads_is_that_of_the_costs_and_no_amount() -> None:
    rows: list[list[Cell]] = [["Lasten", None, "Baten", None], [None, 2019, None, 2019], ["Personeel", 100, "Subsidie", 900]]
    rows += [["Activiteiten", 200, None, None], ["Batig saldo", 600, None, None]]
    result = understood(sheet("Exploitatie", *rows))
    assert column(result, "expenses", "cents") == [10_000, 20_000]
    assert {day.year for day in column(result, "expenses", "booked_on")} == {2019}


@pytest.mark.parametrize(
    ("name", "headers", "rows", "months"),
    [
        ("Uitgaven 2019", ["Maand", "Begroot", "Werkelijk"], [["januari", 50, 40], ["maart", 50, 60]], [1, 3]),
        (
            "Blad1",
            ["Kwartaal", "Post", "Begroot", "Werkelijk"],
            [["1e kwartaal 2019", "Overig", 50, 40], ["Q3 2019", "Overig", 9, 60]],
            [1, 7],
        ),
        ("Blad1", ["Jaar", "Kwartaal", "Kostensoort", "Bedrag"], [[2019, 2, "Overig", 40], [2019, 4, "Overig", 60]], [4, 10]),
        ("Uitgaven", ["Jaar", "Kostensoort", "Bedrag"], [[2019, "Overig", 40], [2019, "Materiaal", 60]], [1, 1]),
    ],
)
def test_a_column_of_periods_says_the_day(name: str, headers: list[Cell], rows: list[list[Cell]], months: list[int]) -> None:
    result = understood(sheet(name, headers, *rows))
    assert column(result, "expenses", "cents") == [4000, 6000]
    assert [(day.year, day.month) for day in column(result, "expenses", "booked_on")] == [(2019, month) for month in months]


def test_a_month_beside_days_of_another_name_says_no_day() -> None:
    rows: list[list[Cell]] = [["januari", date(2019, 1, 8), "Overig", 40], ["januari", date(2019, 2, 8), "Overig", 60]]
    result = understood(sheet("Uitgaven 2019", ["Maand", "Moment", "Kostensoort", "Bedrag"], *rows))
    assert [day.month for day in column(result, "expenses", "booked_on")] == [1, 2]


def test_a_list_of_sums_by_year_without_more_stays_a_budget() -> None:
    result = understood(sheet("Begroting", ["Jaar", "Kostensoort", "Bedrag"], [2019, "Overig", 40], [2019, "Materiaal", 60]))
    assert not len(result.dataset.expenses)
    assert len(result.dataset.budget_lines) == 2


def test_a_budget_by_year_is_not_spent() -> None:
    made = sheet("Begroting", [None, 2018, 2019], ["Post", "begroot", "begroot"], *([one[0], one[1], one[2]] for one in COSTS))
    assert not len(understood(made).dataset.expenses)


def test_a_statement_of_what_is_planned_is_not_spent() -> None:
    made = sheet("Begroting 2019", [None, 2019], ["Baten"], ["Subsidie", 20000], ["Lasten"], *([one[0], one[1]] for one in COSTS))
    with pytest.raises(NothingToRead):
        understood(made)


def test_a_cash_book_with_both_sides_stays_a_list() -> None:
    rows: list[list[Cell]] = [[date(2019, 1, 2), 10, None], [date(2019, 1, 3), 20, None], [date(2019, 1, 4), None, 500]]
    result = understood(sheet("Kas 2019", ["Datum", "Uitgaven", "Inkomsten"], *rows))
    assert column(result, "expenses", "cents") == [1000, 2000]
