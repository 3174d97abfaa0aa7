"""Lists on their side, and lists that stand in one column: read as any other, with their cells where the file has them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.workbook.questions import questions
from tests.workbook.sheets import codes, found, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

HEADERS: list[Cell] = ["Datum", "Straat", "Huisnummer", "Uitkomst", "Thema"]
ROWS: list[list[Cell]] = [
    [date(2019, 3, 1), "Waartplein", 1, "gesprek gevoerd", "wonen"],
    [date(2019, 3, 2), "Waartplein", 2, "niet thuis", None],
    [date(2019, 3, 3), "Waartplein", 3, "geen idee", None],
    [date(2019, 3, 4), "Waartplein", 4, "geen idee", None],
]


def turned(rows: list[list[Cell]]) -> list[list[Cell]]:
    return [list(column) for column in zip(*rows, strict=True)]


@pytest.mark.parametrize("above", [[], [["Bezoeken 2019"], []], [[None, *range(1, 5)]]], ids=["bare", "title", "numbers"])
def test_a_list_on_its_side_is_read_and_its_cells_are_named_as_they_stand(above: list[list[Cell]]) -> None:
    result = understood(sheet("Blad1", *above, *turned([HEADERS, *ROWS])))
    row = len(above) + 4
    assert found(result, "unknown_outcome").cells == (f"D{row}", f"E{row}")
    assert result.dataset.visits["outcome"].tolist() == ["conversation", "not_at_home"]
    (asked,) = questions(result)
    assert [word.cells for word in asked.words] == [(f"D{row}", f"E{row}")]
    named = {column.field: result.sheets[0].name_of(column) for column in result.sheets[0].columns if column.field}
    assert (named["visited_on"], named["outcome"]) == (str(row - 3), str(row))


def test_a_column_that_is_asked_about_in_a_list_on_its_side_is_known_by_its_row() -> None:
    rows = [[*row, word] for row, word in zip([HEADERS, *ROWS, *ROWS], ["Stemming", *"abababab"], strict=True)]
    result = understood(sheet("Blad1", *turned(rows)))
    assert found(result, "column_not_recognised").cells == ("A6",)
    assert "Stemming" in {column.header for asked in questions(result) for column in asked.columns}


@pytest.mark.parametrize(
    "rows",
    [
        turned([HEADERS, ["de dag van het bezoek", "de straat", "het nummer", "wat het werd", "waarover"], [None] * 5]),
        turned([HEADERS, ROWS[0]]),
        [HEADERS, *ROWS[:2], ["Straat"], ["Huisnummer"]],
    ],
    ids=["explanation of the headers", "one record", "a list as it should lie"],
)
def test_headers_below_each_other_that_are_no_list_turn_nothing(rows: list[list[Cell]]) -> None:
    result = understood(sheet("Blad1", *rows), sheet("Bezoeken", HEADERS, *ROWS[:2]))
    assert "list_turned" not in codes(result)


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_a_list_in_one_column_is_divided_by_its_separator(separator: str) -> None:
    lines = [separator.join(map(str, row)) for row in (HEADERS, *ROWS[:1], *ROWS[2:])]
    lines.append(f'05-03-2019{separator}Waartplein{separator}5{separator}niet thuis{separator}"a{separator} b"')
    result = understood(sheet("Blad1", [None, "Bezoeken"], *[[None, line] for line in lines]))
    assert found(result, "unknown_outcome").cells == ("B4", "B5")
    assert result.dataset.visits["outcome"].tolist() == ["conversation", "not_at_home"]
    assert {result.sheets[0].name_of(column) for column in result.sheets[0].columns} == {"B"}


def test_a_column_of_remarks_with_commas_is_no_list() -> None:
    remarks = [[f"Datum, straat, uitkomst nummer {at}, en verder niets"] for at in range(9)]
    assert "list_in_one" not in codes(understood(sheet("Notities", *remarks), sheet("Bezoeken", HEADERS, *ROWS[:2])))


SCORED: list[list[Cell]] = [["7 / 8"], ["9-4"], [None], ["10 en 6"], ["7"], [6]]


@pytest.mark.parametrize(
    ("header", "is_home_first"),
    [
        ("Cijfer woning / buurt", True),
        ("Cijfers (buurt/woning)", False),
        ("Score wijk en huis", False),
        ("Waardering: woning, wijk", True),
    ],
)
def test_two_scores_in_a_cell_are_in_the_order_of_the_header(header: str, *, is_home_first: bool) -> None:
    rows: list[list[Cell]] = [[date(2019, 3, at), "Waartplein", at, "gesprek gevoerd", *cell] for at, cell in enumerate(SCORED, 1)]
    result = understood(sheet("Bezoeken", [*HEADERS[:4], header], *rows))
    scores = result.dataset.visits[["home_score", "neighbourhood_score"]].dropna().astype(int).to_numpy().tolist()
    assert [one if is_home_first else one[::-1] for one in scores] == [[7, 8], [9, 4], [10, 6]]
    assert (found(result, "scores_in_one_cell").cells, found(result, "unreadable_score").cells) == (
        ("E2", "E3", "E5"),
        ("E6", "E7"),
    )


def test_two_figures_below_a_header_that_names_one_score_are_said() -> None:
    rows: list[list[Cell]] = [[date(2019, 3, at), "Waartplein", at, "gesprek gevoerd", "7 / 8"] for at in (1, 2, 3)]
    result = understood(sheet("Bezoeken", [*HEADERS[:4], "Cijfer woning"], *rows))
    assert result.dataset.visits["home_score"].isna().all()
    assert found(result, "unreadable_score").total == 3
