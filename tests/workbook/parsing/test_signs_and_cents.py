"""Amounts that do not say all: a sign in a column of its own or none at all beside a balance, cents in a second column, money put on a card."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from adv.workbook.questions import questions
from adv.workbook.understood import Corrections
from tests.workbook.sheets import DAY, codes, column, fields, found, sheet, understood

if TYPE_CHECKING:
    from collections.abc import Callable

    from adv.workbook.tables.grid import Cell

MOVES = [-12050, -8000, 3025, -41210, -6600, 1275, -30000, -1840]  # cents: above nought what came back
SPENT = 95400
WHAT = ["koffie", "flyers", "statiegeld", "zaalhuur", "toner", "borg zaal", "catering", "koffie"]
Row = tuple[int, str, int, float]  # number, description, cents and balance


def rows(begin: int = 100000) -> list[Row]:
    found, balance = [], begin
    for at, (move, what) in enumerate(zip(MOVES, WHAT, strict=True)):
        balance += move
        found.append((at, what, move, balance / 100))
    return found


def minus(move: int) -> Cell:
    return "-" if move < 0 else None


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize(
    ("headers", "cells"),
    [
        pytest.param([None, "Bedrag", "Saldo"], lambda move, left: [minus(move), abs(move) / 100, left], id="no header"),
        pytest.param(["Bedrag", None, "Saldo"], lambda move, left: [abs(move) / 100, minus(move), left], id="behind it"),
        pytest.param(["+/-", "Bedrag", "Saldo"], lambda move, left: [minus(move), abs(move) / 100, left], id="called so"),
        pytest.param(["Bedrag", "Saldo"], lambda move, left: [abs(move) / 100, left], id="no sign at all"),
        pytest.param(["Bedrag", "Stand kas"], lambda move, left: [abs(move) / 100, left], id="a balance of another name"),
        pytest.param(
            [None, "Bedrag", "Rest"], lambda move, left: ["+" if move > 0 else None, abs(move) / 100, left], id="only a plus"
        ),
    ],
)
def test_a_running_balance_says_the_side_of_every_row(
    headers: list[Cell], cells: Callable[[int, float], list[Cell]], *, newest_first: bool
) -> None:
    made: list[list[Cell]] = [[DAY + timedelta(days=at), what, *cells(move, left)] for at, what, move, left in rows()]
    result = understood(sheet("Kas", ["Datum", "Omschrijving", *headers], *(made[::-1] if newest_first else made)))
    assert column(result, "expenses", "cents") == [-move for move in (MOVES[::-1] if newest_first else MOVES)]
    assert found(result, "rows_paid_back").total == 2
    assert not any(question.rows_waiting for question in questions(result))


def test_a_balance_that_began_with_nothing_and_rises_adds_up_what_was_spent() -> None:
    made: list[list[Cell]] = [[DAY + timedelta(days=at), what, abs(move) / 100, -left] for at, what, move, left in rows(begin=0)]
    result = understood(sheet("Kas", ["Datum", "Omschrijving", "Bedrag", "Stand"], *made))
    assert result.dataset.expenses["cents"].sum() == SPENT
    assert found(result, "side_by_balance").severity == "warning"


def test_the_balance_above_the_list_tells_the_side_of_its_first_row() -> None:
    made: list[list[Cell]] = [[DAY + timedelta(days=at), what, abs(move) / 100, left] for at, what, move, left in rows()[2:]]
    first = 799.5  # what was left of a thousand euros after two costs
    result = understood(sheet("Kas", ["Beginsaldo", None, None, first], ["Datum", "Omschrijving", "Bedrag", "Saldo"], *made))
    assert column(result, "expenses", "cents") == [-move for move in MOVES[2:]]


@pytest.mark.parametrize(
    ("headers", "cells"),
    [
        pytest.param(["Bonnr", "Bedrag"], lambda at, cents: ["-" if at % 3 else None, cents / 100], id="nothing in another column"),
        pytest.param([None, "Bedrag"], lambda _, cents: ["-", cents / 100], id="in each row"),
        pytest.param(["Bedrag", "Nog over"], lambda at, cents: [cents / 100, 9000 - 100.0 * at], id="a balance of something else"),
        pytest.param(["Bedrag", "Aantal"], lambda at, cents: [cents / 100, at + 1], id="counts"),
    ],
)
def test_what_is_no_sign_and_no_balance_changes_nothing(headers: list[Cell], cells: Callable[[int, int], list[Cell]]) -> None:
    made: list[list[Cell]] = [[DAY + timedelta(days=at), what, *cells(at, abs(move))] for at, what, move, _ in rows()]
    result = understood(sheet("Kas", ["Datum", "Omschrijving", *headers], *made))
    assert column(result, "expenses", "cents") == [abs(move) for move in MOVES]


@pytest.mark.parametrize(("back", "spent"), [("-", None), (None, "-")])
def test_a_column_of_signs_without_a_header_or_balance_is_asked_about(back: Cell, spent: Cell) -> None:
    made: list[list[Cell]] = [
        [DAY + timedelta(days=at), what, back if move > 0 else spent, abs(move) / 100] for at, what, move, _ in rows()
    ]
    kas = sheet("Kas", ["Datum", "Omschrijving", None, "Bedrag"], *made)
    result = understood(kas)
    assert result.dataset.expenses["cents"].sum() == SPENT
    assert ["side"] in [[one.field for one in question.columns] for question in questions(result)]
    told = understood(kas, corrections=Corrections(fields={("werkmap.xlsx", "Kas", 2): None}))
    assert told.dataset.expenses["cents"].sum() == sum(map(abs, MOVES))


@pytest.mark.parametrize(
    ("headers", "merged"),
    [
        ([["Datum", "Waarvoor", "Euro", "Cent"]], ()),
        ([["Datum", "Waarvoor", "€", "ct"]], ()),
        ([["Datum", "Waarvoor", "Bedrag (euro)", "Bedrag (cent)"]], ()),
        ([["Datum", "Waarvoor", "Bedrag", None]], ((0, 2, 0, 3),)),
        ([["Datum", "Waarvoor", "Bedrag", None]], ()),
        ([["Datum", "Waarvoor", "Bedrag", None], [None, None, "€", "ct"]], ((0, 2, 0, 3),)),
    ],
)
def test_euros_and_cents_in_two_columns_are_one_amount(
    headers: list[list[Cell]], merged: tuple[tuple[int, int, int, int], ...]
) -> None:
    cents = [12050, 805, 99, 41210, 6600, 1275, 30007, 1840]
    made: list[list[Cell]] = [
        [DAY + timedelta(days=at), "koffie", one // 100 or None, f"{one % 100:02}" if at % 2 else one % 100 or None]
        for at, one in enumerate(cents)
    ]
    result = understood(sheet("Uitgaven", *headers, *made, merged=merged))
    assert column(result, "expenses", "cents") == cents
    assert not {"unreadable_amount", "value_missing"} & codes(result)


def test_each_side_has_its_own_cents() -> None:
    heads: list[list[Cell]] = [["Datum", "Waarvoor", "Uit", None, "In", None], [None, None, "€", "ct", "€", "ct"]]
    made: list[list[Cell]] = []
    for at, what, move, _ in rows():
        amount: list[Cell] = [abs(move) // 100, abs(move) % 100]
        made.append(
            [DAY + timedelta(days=at), what, *(amount if move < 0 else [None, None]), *(amount if move > 0 else [None, None])]
        )
    result = understood(sheet("Kas", *heads, *made))
    assert result.dataset.expenses["cents"].sum() == SPENT


@pytest.mark.parametrize("header", ["Btw", None])
def test_a_few_rates_beside_whole_euros_are_no_cents(header: Cell) -> None:
    made: list[list[Cell]] = [[DAY + timedelta(days=at), "koffie", 10 + at, (21, 9, 0)[at % 3]] for at in range(9)]
    result = understood(sheet("Uitgaven", ["Datum", "Waarvoor", "Bedrag", header], *made))
    assert column(result, "expenses", "cents") == [1000 + 100 * at for at in range(9)]


def test_cents_that_cannot_be_are_named() -> None:
    made: list[list[Cell]] = [[DAY + timedelta(days=at), "koffie", 10 + at, 125 if at == 3 else 50] for at in range(9)]
    result = understood(sheet("Uitgaven", ["Datum", "Waarvoor", "Euro", "Cent"], *made))
    assert len(result.dataset.expenses) == 8
    assert found(result, "unreadable_amount").cells == ("C5",)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(("load", "spend"), [("Opladen", "Besteding"), ("Opwaardering", "Aankoop")])
def test_money_put_on_a_card_is_no_cost_and_comes_off_none(load: str, spend: str, sign: int) -> None:
    made: list[list[Cell]] = [[DAY, load, 500.0]]
    made += [[DAY + timedelta(days=at), spend, sign * (10.5 + at)] for at in range(6)]
    result = understood(sheet("Kaart", ["Datum", "Soort", "Bedrag"], *made))
    assert result.dataset.expenses["cents"].sum() == 7800
    assert found(result, "rows_moved").total == 1
    assert fields(result)["Soort"] == "side"
