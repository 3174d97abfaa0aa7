"""A column with D or C beside a running balance: of the balance, or of the amount, as the sums tell."""

from __future__ import annotations

from datetime import timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest

from adv.workbook.questions import questions
from tests.workbook.sheets import DAY, codes, fields, found, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

MOVES = [120.5, 80.0, -30.25, 412.1, 66.0, -12.75, 300.0, 18.4]  # below nought what came back
SPENT = round(100 * sum(MOVES))
HEADERS: list[Cell] = ["Datum", "Rekening", "Bedrag", "Saldo", "D/C"]


def card(begin: float, signs: str, *, of_balance: bool, newest_first: bool = False) -> list[list[Cell]]:
    """An account's card: each amount without its sign, and the balance."""
    balances = [round(balance, 2) for balance in accumulate(MOVES, initial=begin)][1:]
    rows: list[list[Cell]] = []
    for at, (move, balance) in enumerate(zip(MOVES, balances, strict=True)):
        side = signs[(balance if of_balance else move) < 0]
        rows.append([DAY + timedelta(days=at), "4510 Activiteiten", abs(move), abs(balance) if of_balance else balance, side])
    return rows[::-1] if newest_first else rows


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize(
    ("signs", "begin"), [("DC", 0.0), ("DC", 900.0), ("DC", -5000.0), ("DC", -150.0), ("+-", 0.0), ("+-", 900.0), ("+-", -150.0)]
)
def test_a_side_of_the_balance_is_not_that_of_the_amount(signs: str, begin: float, *, newest_first: bool) -> None:
    rows = card(begin, signs, of_balance=True, newest_first=newest_first)
    result = understood(sheet("Kaart", HEADERS, *rows))
    assert result.dataset.expenses["cents"].sum() == SPENT
    assert found(result, "side_of_balance").total == len(MOVES)
    assert questions(result) == ()


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("begin", [0.0, 900.0])
def test_a_side_of_the_amount_counts_as_such(begin: float, *, newest_first: bool) -> None:
    result = understood(sheet("Kaart", HEADERS, *card(begin, "DC", of_balance=False, newest_first=newest_first)))
    assert (result.dataset.expenses["cents"].sum(), "side_of_balance" in codes(result)) == (SPENT, False)


def test_the_balance_above_the_first_row_tells_its_side() -> None:
    rows = card(30.25, "DC", of_balance=True)[2:]  # it begins with what came back
    begin: list[Cell] = [None, "Beginsaldo", None, 230.75, "D"]
    result = understood(sheet("Kaart", HEADERS, begin, *rows))
    assert result.dataset.expenses["cents"].sum() == round(100 * sum(MOVES[2:]))


def test_a_side_behind_a_balance_that_does_not_add_up_is_asked_about() -> None:
    rows = [[*row[:3], 7.5 * at + 3, row[4]] for at, row in enumerate(card(0, "DC", of_balance=True))]
    result = understood(sheet("Kaart", HEADERS, *rows))
    (asked,) = questions(result)
    assert [column.header for column in asked.columns] == ["D/C"]
    assert fields(result)["D/C"] == "side"
