"""Sides that a running balance tells, by arithmetic done by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from adv.workbook.recognition.evidence.balance_sides import are_told, directions, running_sides
from adv.workbook.recognition.places.without_headers import begins_with_bookings, is_booking
from adv.workbook.vocabulary.ledger_sides import is_sign, side_signs
from adv.workbook.vocabulary.words import vocabulary
from tests.workbook.sheets import DAY, sheet

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

LEDGER = vocabulary().ledger
AMOUNTS = [100, 50, 30, 20]
BALANCES = [100, 50, 80, 60]  # in 100, out 50, in 30, out 20
WAYS = [1, -1, 1, -1]
LATER = [400, 350, 380, 360]  # the same four from another beginning


@pytest.mark.parametrize(
    ("amounts", "balances", "before", "ways"),
    [
        pytest.param(AMOUNTS, BALANCES, None, WAYS, id="from nothing"),
        pytest.param(AMOUNTS[:3], BALANCES[:3], None, WAYS[:3], id="three rows"),
        pytest.param(AMOUNTS[:2], BALANCES[:2], None, None, id="two rows"),
        pytest.param(AMOUNTS[::-1], BALANCES[::-1], None, WAYS[::-1], id="the newest first"),
        pytest.param(AMOUNTS, LATER, 300, WAYS, id="a balance before them"),
        pytest.param(AMOUNTS, LATER, 500, [-1, -1, 1, -1], id="another one before them"),
        pytest.param(AMOUNTS, LATER, 450, [-1, -1, 1, -1], id="one that does not fit: as most rows go"),
        pytest.param([*AMOUNTS, 10, 7], [*BALANCES, 50, 99], None, [*WAYS, -1, 1], id="one of five moves is another"),
        pytest.param([*AMOUNTS, 10, 5], [*BALANCES, 999, 5], None, None, id="two of five are"),
    ],
)
def test_a_balance_goes_up_and_down_by_the_amounts(
    amounts: list[int], balances: list[int], before: int | None, ways: list[int] | None
) -> None:
    found = directions(np.ones(len(amounts), np.int64), np.array(amounts), np.array(balances), before)
    assert (None if found is None else found.tolist()) == ways


@pytest.mark.parametrize(
    ("amounts", "cells", "around", "expected"),
    [
        pytest.param(AMOUNTS, [1, 0.5, 0.8, 0.6], set(), (WAYS, True, True), id="from nothing"),
        pytest.param(AMOUNTS[::-1], [0.6, 0.8, 0.5, 1], set(), (WAYS[::-1], True, False), id="the newest first"),
        pytest.param(AMOUNTS, [4, 3.5, 3.8, 3.6], {300}, (WAYS, False, True), id="from what stands around"),
        pytest.param(AMOUNTS, [4, 3.5, 3.8, 3.6], {500}, ([-1, -1, 1, -1], False, True), id="from more"),
        pytest.param(AMOUNTS, [4, 3.5, 3.8, 3.6], {300, 500}, ([-1, -1, 1, -1], False, True), id="from either"),
        pytest.param(AMOUNTS, [1, 1.5, 1.8, 2], set(), None, id="all the same way"),
        pytest.param(AMOUNTS, [None, None, None, 0.6], set(), None, id="mostly blank"),
        pytest.param(AMOUNTS[:2], [1, 0.5], set(), None, id="two rows"),
        pytest.param([0, 0, 0], [1, 2, 3], set(), None, id="no amounts"),
        pytest.param([100, -50, 30, 20], [1, 0.5, 0.8, 0.6], set(), None, id="an amount with its own sign"),
    ],
)
def test_a_column_that_runs_tells_the_side_of_amounts_without_a_sign(
    amounts: list[int], cells: list[Cell], around: set[int], expected: tuple[list[int], bool, bool] | None
) -> None:
    found = running_sides(np.array(amounts), [cells], frozenset(around))
    assert (None if found is None else (found[0].tolist(), bool(found[1]), found[2])) == expected


@pytest.mark.parametrize(
    ("sides", "balances", "expected"), [(WAYS, BALANCES, True), ([1, 1, 1, 1], BALANCES, True), (WAYS, [7, 7, 7, 7], False)]
)
def test_arithmetic_tells_whose_the_signs_are_or_nothing_does(sides: list[int], balances: list[int], expected: object) -> None:
    assert are_told(np.array(sides), np.array(AMOUNTS), np.array(balances)) is expected
    assert are_told(np.array(sides[:2]), np.array(AMOUNTS[:2]), np.array(balances[:2])) is False


@pytest.mark.parametrize(
    ("cells", "header", "expected", "are_words"),
    [
        (["D", "C"], "D/C", [1, -1], True),
        (["af", "bij"], "Af Bij", [1, -1], True),
        (["+", "-"], "+/-", [1, -1], False),
        (["x", None], "Soort", [0, 0], True),
    ],
)
def test_a_side_is_a_sign_or_a_word(cells: list[Cell], header: str, expected: list[int], *, are_words: bool) -> None:
    found, said = side_signs(cells, header, LEDGER)
    assert (found.tolist(), said) == (expected, are_words)


@pytest.mark.parametrize(
    ("text", "expected"), [("+/-", True), ("±", True), ("min", True), ("+", True), ("af", False), ("+ of -", False), ("", False)]
)
def test_a_header_of_signs_holds_nothing_else(text: str, expected: object) -> None:
    assert is_sign(text, LEDGER) is expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["12-3-2019", "12,50"], True),
        (["12-3-2019", "-1.234,50"], True),
        ([DAY, 12.5], True),
        (["20190312", "12.50"], True),
        ([DAY, 12.0], False),
        (["12-3-2019", "12"], False),
        (["12-3-2019", "12,5"], False),
        (["43536", "12,50"], False),
        ([20190312, "12,50"], False),
        (["12-3-2019", "12,50 euro en nog iets"], False),
        (["Datum", "Bedrag"], False),
    ],
)
def test_a_booking_has_a_day_and_an_amount_in_cents(row: list[Cell], expected: object) -> None:
    assert is_booking(sheet("Blad1", row), 0, [0, 1]) is expected
    other: list[Cell] = ["13-3-2019", "1,50"]
    assert begins_with_bookings(sheet("Blad1", row, other), [0, 1]) is expected
    assert begins_with_bookings(sheet("Blad1", other, row), [0, 1]) is expected
    assert not begins_with_bookings(sheet("Blad1", other), [0, 1])
