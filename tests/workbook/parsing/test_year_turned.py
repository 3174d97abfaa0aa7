"""Days without a year that run on past New Year, in lists of many hands. The months are counted by hand."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from adv.workbook.questions import likely_answers, questions
from adv.workbook.understood import Corrections
from tests.workbook.sheets import codes, column, sheet, understood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.understood import Intake

WINTER = ["5/10", "20/10", "3/11", "2/12", "30/12", "4/1", "18/1", "2/2", "28/3"]
TURNED = {"2018-10": 2, "2018-11": 1, "2018-12": 2, "2019-01": 2, "2019-02": 1, "2019-03": 1}


def listed(days: Sequence[Cell], title: str = "", tab: str = "Blad1", header: str = "Datum") -> RawSheet:
    rows: list[list[Cell]] = [[day, "Waartplein", door, "gesprek"] for door, day in enumerate(days, 1)]
    headers: list[Cell] = [header, "Straat", "Nr", "Uitkomst"]
    above: list[list[Cell]] = [[title, None, None, None], [None] * 4] if title else []
    lines = [*above, headers, *rows]
    return sheet(tab, lines[0], *lines[1:])


def months(result: Intake) -> dict[str, int]:
    return dict(Counter(f"{day:%Y-%m}" for day in column(result, "visits", "visited_on")))


@pytest.mark.parametrize(
    ("title", "tab"),
    [
        ("Bezoeken winter 2018-2019", "Blad1"),
        ("Huisbezoeken seizoen 2018/19", "Blad1"),
        ("Bezoeken oktober 2018 t/m maart 2019", "bezoeken"),
        ("", "2018-2019"),
        ("", "winter 2018_19"),
    ],
)
def test_the_years_turn_where_the_months_begin_anew(title: str, tab: str) -> None:
    result = understood(listed(WINTER, title, tab))
    assert months(result) == TURNED
    assert {one.params["year"] for one in result.findings if one.code == "date_year_added"} == {"2018", "2019"}


@pytest.mark.parametrize(
    "days",
    [
        WINTER[::-1],
        ["5 okt", "20 okt.", "3 november", "2 dec", "30 december", "4 jan", "18 januari", "2 feb", "28 mrt"],
        [*WINTER[:4], "4/1", "30/12", *WINTER[6:]],
    ],
    ids=["the latest first", "months in words", "two days in each other's place"],
)
def test_other_orders_show_it_too(days: list[Cell]) -> None:
    assert months(understood(listed(days, "Bezoeken 2018-2019"))) == TURNED


def test_weeks_turn_as_days_do() -> None:
    result = understood(listed(["wk 41", "wk 48", "wk 2", "wk 6"], "Bezoeken 2018-2019", header="Week"))
    assert months(result) == {"2018-10": 1, "2018-11": 1, "2019-01": 1, "2019-02": 1}


def test_a_list_in_order_over_two_whole_years_turns_once() -> None:
    days = [f"15/{month}" for month in (*range(4, 13), *range(1, 13))]
    assert Counter(month[:4] for month in months(understood(listed(days, "Bezoeken 2018-2019")))) == {"2018": 9, "2019": 12}


@pytest.mark.parametrize(
    "days",
    [["5/5", "8/6", "9/6", "1/7"], [f"15/{month}" for month in (7, 2, 12, 5, 9, 4, 11, 8, 6, 10, 1, 3)]],
    ids=["within one year", "all months in no order"],
)
def test_nothing_is_guessed_where_no_turn_shows(days: list[Cell]) -> None:
    result = understood(listed(days, "Bezoeken 2018-2019"))
    assert "date_without_year" in codes(result)
    assert all(one.startswith("2019-0") for one in months(result))  # before April only 2019 is in the project


def test_a_title_of_one_year_says_it_for_all() -> None:
    result = understood(listed(["5/5", "8/6", "9/7"], "Bezoeken 2019"))
    assert months(result) == {"2019-05": 1, "2019-06": 1, "2019-07": 1}


def test_without_any_year_it_is_asked_and_each_answer_leads_on() -> None:
    result = understood(listed(WINTER))
    assert "date_without_year" in codes(result)
    (question,) = (one for one in questions(result) if one.columns and one.columns[0].header == "Datum")
    answers = [written for _, written in likely_answers(question, result, ("2018", "2019"))]
    assert answers == ["visited_on:2018", "visited_on:2019", "visited_on:2018-2019"]
    chosen = understood(listed(WINTER), corrections=Corrections(headers={"Datum": "visited_on:2018-2019"}))
    assert months(chosen) == TURNED
