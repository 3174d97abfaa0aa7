"""Statements of banks that come without headers: what each column holds shows by its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adv.workbook.recognition.places.layout import filled_columns
from adv.workbook.recognition.places.without_headers import begins_with_bookings
from tests.workbook.sheets import sheet, understood

if TYPE_CHECKING:
    from collections.abc import Callable

    from adv.workbook.tables.grid import Cell

MOVES = [-12050, -8000, 3025, -41210, -6600, 1275, -30000, -1840]  # cents
SPENT = 95400
OWN, OTHER = "NL65SNSB0937051234", "NL91ABNA0417164300"
BEGIN = 500000


def day(at: int, order: str) -> str:
    return f"201903{at + 1:02}" if order == "whole" else f"{at + 1:02}-03-2019"


def point(cents: int) -> str:
    return f"{cents / 100:.2f}"


def comma(cents: int) -> str:
    return point(cents).replace(".", ",")


def sns(at: int, move: int, before: int) -> list[Cell]:
    start: list[Cell] = [day(at, "dmy"), OWN, OTHER, "koffie", None, None, None, "EUR", point(before), "EUR", point(move)]
    return [*start, day(at, "dmy"), day(at, "dmy"), "8810", "IDB", str(62774 + at), None, "'koffie en thee'", "3"]


def abn(at: int, move: int, before: int) -> list[Cell]:
    whole = day(at, "whole")
    return ["417164300", "EUR", whole, comma(before), comma(before + move), whole, comma(move), "BEA NR:12 koffie en thee"]


def rabo(at: int, move: int, before: int) -> list[Cell]:
    del before
    whole, side = day(at, "whole"), "C" if move > 0 else "D"
    return [
        "0123456789",
        "EUR",
        whole,
        side,
        point(abs(move)),
        "0987654321",
        "Jansen",
        whole,
        "db",
        None,
        "koffie en thee",
        None,
        "x",
    ]


def triodos(at: int, move: int, before: int) -> list[Cell]:
    side = "Credit" if move > 0 else "Debet"
    return [day(at, "dmy"), OWN, comma(abs(move)), side, "koffie en thee", OTHER, "ET", None, comma(before + move)]


def unsigned(at: int, move: int, before: int) -> list[Cell]:
    return [day(at, "dmy"), OWN, OTHER, "koffie en thee", comma(abs(move)), comma(before + move)]


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("made", [sns, abn, rabo, triodos, unsigned], ids=lambda made: made.__name__)
def test_the_content_says_what_each_column_holds(made: Callable[[int, int, int], list[Cell]], *, newest_first: bool) -> None:
    rows, before = [], BEGIN
    for at, move in enumerate(MOVES):
        rows.append([*made(at, move, before)])
        before += move
    rows = [[*row] for row in rows]
    if made is not abn:
        for row in rows[2:6:3]:
            row[:] = ["statiegeld retour" if cell in {"koffie", "koffie en thee", "'koffie en thee'"} else cell for cell in row]
    else:
        for row in rows[2:6:3]:
            row[-1] = "statiegeld retour"
    result = understood(sheet("", *(rows[::-1] if newest_first else rows)))
    assert len(result.dataset.expenses) == len(MOVES)
    assert result.dataset.expenses["cents"].sum() == SPENT


@pytest.mark.parametrize(
    "rows",
    [
        [["Datum", "Bedrag"], ["01-03-2019", "12,50"], ["02-03-2019", "3,50"]],
        [["Kas 2019"], ["01-03-2019", "koffie", "12,50"], ["02-03-2019", "thee", "3,50"]],
        [["01-03-2019", "Waartplein", "12"], ["02-03-2019", "Waartplein", "14"]],
    ],
    ids=["headers", "a title", "no amounts"],
)
def test_other_lists_have_headers(rows: list[list[Cell]]) -> None:
    made = sheet("Blad1", *rows)
    assert not begins_with_bookings(made, filled_columns(made))
