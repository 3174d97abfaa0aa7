"""Homes and, behind an empty column, what came of the visits there: one list, whatever lies between. The figures are counted by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from adv.model import TableName
from adv.workbook.understood import Corrections
from tests.workbook.sheets import codes, column, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell
    from adv.workbook.understood import Intake

SAID: list[list[Cell]] = [["nt", "nt", "gesprek"], ["gesprek", None, None], ["nt", "weigert", None], ["leeg", None, None]]
COUNTED = {"not_at_home": 3, "conversation": 2, "refused": 1, "vacant": 1}
DAYS: list[Cell] = [date(2019, 3, 12), date(2019, 3, 19), date(2019, 3, 26)]


def outcomes(result: Intake) -> dict[Any, int]:
    return dict(Counter(column(result, "visits", "outcome")))


def rounds(*heads: list[Cell]) -> Intake:
    rows: list[list[Cell]] = [["Waartplein", door, None, *said] for door, said in enumerate(SAID, 1)]
    return understood(sheet("Blad1", heads[0], *heads[1:], *rows))


@pytest.mark.parametrize(
    "heads",
    [
        [["Straat", "Nr", None, *DAYS]],
        [["Straat", "Nr", None, "ronde 1 (12-3-2019)", "ronde 2 (19-3-2019)", "ronde 3 (26-3-2019)"]],
        [["Rondes de Waart 2019", *[None] * 5], [None] * 6, ["Straat", "Nr", None, "12 mrt", "19 mrt", "26 mrt"]],
        [[None, None, None, *DAYS], ["Straat", "Nr", None, "ronde 1", "ronde 2", "ronde 3"]],
        [[None, None, None, *DAYS], ["Straat", "Nr", None, "JP", "MB", "JP"]],
    ],
    ids=["days", "days in words", "a title", "days above the headers", "who came below the days"],
)
def test_rounds_behind_an_empty_column_are_visits_to_the_homes_before_it(heads: list[list[Cell]]) -> None:
    result = rounds(*heads)
    assert outcomes(result) == COUNTED
    assert sorted({f"{day:%m-%d}" for day in column(result, "visits", "visited_on")}) == ["03-12", "03-19", "03-26"]


def test_empty_columns_between_rounds_part_nothing() -> None:
    rows: list[list[Cell]] = [["Waartplein", door, one, None, two, None, three] for door, (one, two, three) in enumerate(SAID, 1)]
    result = understood(sheet("Blad1", ["Straat", "Nr", DAYS[0], None, DAYS[1], None, DAYS[2]], *rows))
    assert outcomes(result) == COUNTED


def test_the_year_of_rounds_over_new_year_is_asked() -> None:
    result = rounds(["Winter 2018-2019", *[None] * 5], ["Straat", "Nr", None, "12 dec", "9 jan", "6 feb"])
    assert sum(one.total for one in result.findings if one.code == "date_without_year") == sum(COUNTED.values())


HOMES: list[list[Cell]] = [["Waartplein", door, None] for door in range(1, 6)]


@pytest.mark.parametrize(
    ("headers", "visits"),
    [
        (["Datum", "Uitkomst"], [[DAYS[0], "gesprek"]] * 2 + [[None, None]] + [[DAYS[1], "niet thuis"]] * 2),
        (["Bezocht op", "Hoe ging het"], [[DAYS[0], "gesprek"]] * 2 + [[None, None]] + [[DAYS[1], "niet thuis"]] * 2),
        (["eerste keer 2019", "tweede keer 2019"], [["12-3 gesprek", None]] * 2 + [["12-3 niet thuis", None]] * 2 + [[None, None]]),
    ],
    ids=["day and outcome", "in other words", "days with outcomes"],
)
def test_a_day_and_an_outcome_behind_an_empty_column_are_of_the_home_before_it(
    headers: list[Cell], visits: list[list[Cell]]
) -> None:
    rows = [[*home, *visit] for home, visit in zip(HOMES, visits, strict=True)]
    assert outcomes(understood(sheet("Blad1", ["Straat", "Nr", None, *headers], *rows))) == {"conversation": 2, "not_at_home": 2}


def test_another_list_beside_a_register_stays_another_list() -> None:
    rows: list[list[Cell]] = [[*home, DAYS[0], "Componistenlaan", 8, "gesprek"] for home in HOMES]
    result = understood(sheet("Blad1", ["Straat", "Nr", None, "Datum", "Straat", "Nr", "Uitkomst"], *rows))
    assert set(column(result, "visits", "street")) == {"Componistenlaan"}
    longer: list[list[Cell]] = [*[[*home, DAYS[0], "gesprek"] for home in HOMES], [None, None, None, DAYS[0], "gesprek"]]
    apart = understood(sheet("Blad1", ["Straat", "Nr", None, "Datum", "Uitkomst"], *longer))
    assert len(apart.dataset.visits) == 0
    assert "columns_not_read" in codes(apart)


def test_a_part_that_the_user_calls_visits_is_read_with_the_homes_beside_it() -> None:
    rows: list[list[Cell]] = [*[[*home, DAYS[0], "gesprek"] for home in HOMES], [None, None, None, DAYS[0], "gesprek"]]
    chosen = Corrections(blocks={("", "Blad1", 3): TableName.VISITS})
    result = understood(sheet("Blad1", ["Straat", "Nr", None, "Datum", "Uitkomst"], *rows), corrections=chosen)
    assert outcomes(result) == {"conversation": 5}
