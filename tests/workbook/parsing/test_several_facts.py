"""Cells that say more than their column asks: an address in lines, themes behind an outcome, a day behind a status, a year above days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from tests.workbook.sheets import codes, column, request, requests, sheet, understood, visit, visits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.workbook.tables.grid import Cell

JOTFORM = "Straat: Waartplein {}\nPlaats: Helmond\nPostcode: 5701 AB"
ENGLISH = "Street Address: Waartplein {}\nCity: Helmond\nPostal / Zip Code: 5701 AB"


@pytest.mark.parametrize("form", [JOTFORM, ENGLISH, "Straat: Waartplein\nHuisnummer: {}\nWoonplaats: Helmond"])
def test_an_address_of_lines_that_say_what_they_are_is_a_street_with_a_number(form: str) -> None:
    rows: list[list[Cell]] = [[date(2019, 1, 6 + number), form.format(number), "niet thuis"] for number in (1, 2, 3)]
    result = understood(sheet("Bezoeken", ["Datum", "Adres", "Uitkomst"], *rows))
    assert column(result, "visits", "street") == ["Waartplein"] * 3
    assert column(result, "visits", "area") == ["Waartplein"] * 3
    assert len(set(column(result, "visits", "household"))) == 3


def test_days_below_a_heading_of_a_year_are_of_that_year() -> None:
    rows: list[list[Cell]] = [["2018"], ["ma 1 okt", "Waartplein", 1, "niet thuis"], ["di 9 okt", "Waartplein", 2, "niet thuis"]]
    rows += [[2019], ["di 8 jan", "Waartplein", 3, "niet thuis"]]
    result = understood(sheet("Bezoeken", ["Datum", "Straat", "Nr", "Uitkomst"], *rows))
    days = [pd.Timestamp(day).date() for day in column(result, "visits", "visited_on")]
    assert days == [date(2018, 10, 1), date(2018, 10, 9), date(2019, 1, 8)]


def test_a_week_with_its_days_in_brackets_is_that_week() -> None:
    rows: list[list[Cell]] = [
        [f"wk {week} ({7 * week - 7} t/m {7 * week - 3} jan)", "Waartplein", week, "niet thuis"] for week in (2, 3, 4)
    ]
    result = understood(sheet("Bezoeken", ["Week 2019", "Straat", "Huisnr", "Uitkomst"], *rows))
    assert [pd.Timestamp(day).date() for day in column(result, "visits", "visited_on")] == [
        date(2019, 1, 7),
        date(2019, 1, 14),
        date(2019, 1, 21),
    ]
    assert "date_of_week" in codes(result)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("afgerond 8-4-2019 (LEV)", "closed"),
        ("loopt, Karin belt terug", "in_progress"),
        ("in behandeling bij politie", "in_progress"),
        ("doorverwezen naar Woonpartners 28-1", "referred"),
        ("afgerond, buurvrouw toch niet", None),
        ("afgerond (nog niet)", None),
    ],
)
def test_a_status_with_a_remark_that_takes_nothing_back_is_read(said: str, status: str | None) -> None:
    result = understood(visits(visit(1)), requests(request(1, Status=said), request(2)))
    assert column(result, "requests", "status") == ([status] if status else []) + ["open"]
    assert ("read_as" if status else "unknown_status") in codes(result)


@pytest.mark.parametrize(
    ("said", "themes"),
    [
        ("gesprek - wonen/werken", ("wonen", "werken")),
        ("gesprek over zorg en welzijn", ("zorg en welzijn",)),
        ("gesprek (wonen)", ("wonen",)),
    ],
)
def test_themes_behind_an_outcome_are_those_of_the_visit(said: str, themes: tuple[str, ...]) -> None:
    headers: Mapping[str, Cell] = {"Datum": date(2019, 1, 7), "Straat": "Waartplein", "Nr": 1, "Resultaat": said}
    other: list[Cell] = [date(2019, 1, 8), "Waartplein", 2, "niet thuis"]
    result = understood(sheet("Bezoeken", list(headers), list(headers.values()), other))
    assert column(result, "visits", "outcome") == ["conversation", "not_at_home"]
    assert [tuple(one) for one in column(result, "visits", "themes")] == [themes, ()]


def test_what_stands_behind_an_outcome_and_is_no_theme_is_asked() -> None:
    result = understood(visits(visit(1, Uitkomst="gesprek over de tuinkabouters"), visit(2)))
    assert column(result, "visits", "visit_id") == ["B002"]
    assert "unknown_outcome" in codes(result)
