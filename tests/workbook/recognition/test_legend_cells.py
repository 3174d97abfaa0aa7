"""Legends of codes beside a list or below it: they say what the codes mean, and are no part of the list."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.workbook.sheets import DAY, codes, column, fields, found, sheet, understood, visits

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

KINDS = ["Personeel", "Activiteiten", "Materiaal", "Communicatie", "Overig"]
NUMBERED: list[list[Cell]] = [[number, kind] for number, kind in enumerate(KINDS, 1)]
LETTERED: list[list[Cell]] = [[letter, kind] for letter, kind in zip("PAMCO", KINDS, strict=True)]
BOOKED = [5, 2, 1, 2, 1, 3, 4, 5, 3, 2, 1, 4]  # codes
MEANT = [KINDS[code - 1] for code in BOOKED]
HEADERS: list[Cell] = ["Datum", "Kostencode", "Waarvoor", "Uitgegeven"]
OUTCOMES: list[list[Cell]] = [[1, "gesprek gevoerd"], [2, "niet thuis"], [3, "geen medewerking"]]


def booked(header: str = "Kostencode", letters: str = "12345") -> list[list[Cell]]:
    """A list of expenses whose kind is a code."""
    said: list[Cell] = [int(letters[code - 1]) if letters[0].isdigit() else letters[code - 1] for code in BOOKED]
    rows: list[list[Cell]] = [[date(2019, 1, 3 + row), code, "koffie", 10.5 + row] for row, code in enumerate(said)]
    return [["Datum", header, "Waarvoor", "Uitgegeven"], *rows]


def beside(rows: list[list[Cell]], legend: list[list[Cell]], gap: int, *over: list[Cell]) -> list[list[Cell]]:
    """Put a legend to the right, behind some empty columns."""
    legend = [*over, *legend]
    return [row + ([None] * gap + legend[at] if at < len(legend) else []) for at, row in enumerate(rows)]


def below(rows: list[list[Cell]], legend: list[list[Cell]], *over: list[Cell], gap: int = 1) -> list[list[Cell]]:
    """Put a legend under the list, below some empty rows."""
    return [*rows, *([[]] * gap), *over, *legend]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(beside(booked(), NUMBERED, 2, ["Code", "Betekenis"]), id="behind_two_columns"),
        pytest.param(beside(booked(), NUMBERED, 1, ["Nr", "Kostensoort"]), id="under_a_known_header"),
        pytest.param(beside(booked(), NUMBERED, 1), id="without_headers"),
        pytest.param(beside(booked(), NUMBERED, 0, ["Code", "Betekenis"]), id="next_to_the_list"),
        pytest.param(beside(booked(), [[kind, code] for code, kind in NUMBERED], 1, ["Soort", "Code"]), id="word_first"),
        pytest.param(beside(booked(letters="PAMCO"), LETTERED, 1, ["Code", "Betekenis"]), id="letters"),
        pytest.param(below(booked(), NUMBERED), id="below"),
        pytest.param(below(booked(), NUMBERED, ["Legenda"], gap=2), id="below_a_title"),
        pytest.param(below(booked(letters="PAMCO"), LETTERED, ["Code", "Betekenis"]), id="letters_below"),
        pytest.param(below(booked("Code"), NUMBERED, ["Code", "Betekenis"]), id="a_column_that_is_only_called_code"),
        pytest.param(beside(booked("Soort"), NUMBERED, 1, ["Code", "Betekenis"]), id="a_column_of_kinds"),
    ],
)
def test_a_legend_says_the_kinds_of_cost_and_is_no_part_of_the_list(rows: list[list[Cell]]) -> None:
    result = understood(sheet("Uitgaven", *rows))
    assert column(result, "expenses", "category") == MEANT
    assert result.dataset.expenses["cents"].sum() == sum(1050 + 100 * row for row in range(len(BOOKED)))
    assert found(result, "codes_by_legend").total == len(BOOKED)
    assert codes(result) <= {"codes_by_legend", "column_not_recognised", "column_left_out"}


def test_a_long_list_may_have_its_legend_at_the_end() -> None:
    rows: list[list[Cell]] = [[DAY, 1 + row % 5, f"x{row}", 20] for row in range(450)]
    result = understood(sheet("Uitgaven", *below([HEADERS, *rows], NUMBERED)))
    assert column(result, "expenses", "category") == [KINDS[row % 5] for row in range(450)]


@pytest.mark.parametrize("header", ["Uitkomst", "Code"])
@pytest.mark.parametrize(
    "place", [below, lambda rows, legend: beside(rows, legend, 1), lambda rows, legend: beside(rows, legend, 0)]
)
def test_a_legend_of_outcomes_is_none_of_the_visits(header: str, place: object) -> None:
    assert callable(place)
    said = [1, 2, 2, 3, 1, 2, 1]
    rows: list[list[Cell]] = [[DAY, "Waartplein", 10 + at, code] for at, code in enumerate(said)]
    rows.insert(0, ["Datum", "Straat", "Huisnummer", header])
    result = understood(sheet("Bezoeken", *place(rows, OUTCOMES)))
    outcomes = ["", "conversation", "not_at_home", "refused"]
    assert column(result, "visits", "outcome") == [outcomes[code] for code in said]


def test_statuses_and_partners_have_legends_too() -> None:
    made = visits(*([f"B{row}", DAY, "Waartplein", row, None, "gesprek gevoerd"] for row in range(1, 7)))
    asked: list[list[Cell]] = [[f"B{row}", "wonen", "oal"[row % 3], 1 + row % 2] for row in range(1, 7)]
    legends: list[list[Cell]] = [
        ["o", "open"],
        ["a", "afgerond"],
        ["l", "in behandeling"],
        [],
        [1, "Woonpartners"],
        [2, "LEVgroep"],
    ]
    result = understood(made, sheet("Hulpvragen", ["Bezoeknummer", "Thema", "Status", "Actiehouder"], *below(asked, legends)))
    assert column(result, "requests", "status") == ["closed", "in_progress", "open"] * 2
    assert column(result, "requests", "owner") == ["LEVgroep", "Woonpartners"] * 3


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["Datum", "Ronde", "Uitkomst"], *([DAY, row % 2, "gesprek gevoerd"] for row in range(6))], id="no_legend"),
        pytest.param(
            [
                ["Datum", "Kostensoort", "Bedrag", None, "Maand", "Soort"],
                [DAY, "Personeel", 10, None, 1, "Personeel"],
                *([DAY, "Materiaal", 10, None, None, None],) * 4,
            ],
            id="one_pair",
        ),
        pytest.param(
            [["Nr", "Kostensoort", "Datum", "Bedrag"], *([at, kind, DAY, 10.5] for at, kind in NUMBERED)], id="a_list_itself"
        ),
    ],
)
def test_what_is_no_legend_stays(rows: list[list[Cell]]) -> None:
    result = understood(sheet("Uitgaven", *rows), visits())
    assert "codes_by_legend" not in codes(result)


def test_rows_numbered_beside_their_kinds_are_all_read() -> None:
    rows: list[list[Cell]] = [["Nr", "Kostensoort", "Datum", "Bedrag"], *([at, kind, DAY, 10.5] for at, kind in NUMBERED)]
    result = understood(sheet("Uitgaven", *rows))
    assert (column(result, "expenses", "category"), fields(result)["Kostensoort"]) == (KINDS, "category")
