"""Legends: what is a code, and where a sheet says what its codes stand for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.workbook.vocabulary.code_legends import Legends, code_of, codes_in, is_legend, pairs_in
from adv.workbook.vocabulary.knowledge import Knowledge
from adv.workbook.vocabulary.word_lists import WordList
from tests.workbook.sheets import PROJECT, sheet

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

THEMES = {"1": "wonen", "2": "werken"}
EMPTY: list[Cell] = [None, None]
LEGEND: list[list[Cell]] = [[1, "wonen"], [2, "werken"]]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("01", "1"),
        (1.0, "1"),
        ("12.0", "12"),
        ("00", "0"),
        ("1)", "1"),
        ("A1", "a1"),
        ("AB123", "ab123"),
        ("✓", "✓"),
        ("ABC", None),
        ("123", None),
        ("ABCDEF", None),
        (1.5, None),
        (True, None),
        (None, None),
    ],
)
def test_a_code_is_a_few_letters_or_digits_or_a_sign(cell: Cell, code: str | None) -> None:
    assert code_of(cell) == code


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("1;3", ["1", "3"]),
        ("1 en 2", ["1", "2"]),
        ("a b", ["a", "b"]),
        (1.5, ["1", "5"]),
        (3, ["3"]),
        ("1,hond", []),
        ("", []),
        (date(2019, 1, 1), []),
    ],
)
def test_a_cell_may_hold_several_codes_and_nothing_else(cell: Cell, codes: list[str]) -> None:
    assert codes_in(cell) == codes


def test_a_text_that_explains_two_codes_is_a_legend() -> None:
    assert pairs_in("A: gesprek B: niet thuis") == [("a", "gesprek"), ("b", "niet thuis")]
    assert is_legend("1=wonen, 2=zorg en welzijn")
    assert not is_legend("1=wonen")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Thema (1=wonen, 2=werken)", THEMES),
        ("Thema (1=wonen, 2=werken, 3=hond, 4=kat)", THEMES | {"3": "hond", "4": "kat"}),
        ("Thema (1=wonen, 2=werken, 3=hond, 4=kat, 5=vis)", {}),
        ("Thema (1=wonen, 2=hond)", {}),
        ("Thema (1=wonen, 1=werken)", {}),
        ("Thema (1=wonen, 2=wonen)", {}),
        ("Thema (1=wonen)", {}),
    ],
    ids=["two", "half of them known", "less than half", "one known", "one code twice", "one meaning twice", "one"],
)
def test_a_header_says_what_the_codes_of_its_column_stand_for(header: str, expected: dict[str, str]) -> None:
    assert Legends(Knowledge(PROJECT)).in_header(header, WordList.THEME) == expected


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        pytest.param(LEGEND, [((0, 1), 0, 1)], id="below each other"),
        pytest.param([row[::-1] for row in LEGEND], [((1, 0), 0, 1)], id="the codes behind"),
        pytest.param([["Code", "Thema"], *LEGEND, EMPTY, [3, "hond"]], [((0, 1), 1, 2)], id="up to a gap"),
        pytest.param([[1, 2], ["wonen", "werken"]], [], id="in rows"),
        pytest.param([["1=wonen, 2=werken"]], [], id="in a text"),
        pytest.param([["1=wonen"], ["2=werken"]], [], id="in texts below each other"),
        pytest.param([*[EMPTY] * 198, *LEGEND, *[EMPTY] * 300], [((0, 1), 198, 199)], id="in the first two hundred rows"),
        pytest.param([*[EMPTY] * 300, *LEGEND, *[EMPTY] * 198], [((0, 1), 300, 301)], id="in the last two hundred"),
        pytest.param([*LEGEND, [1, "niet thuis"], [2, "gesprek"]], [((0, 1), 0, 1), ((0, 1), 2, 3)], id="above another one"),
    ],
)
def test_a_legend_is_learnt_wherever_it_stands(rows: list[list[Cell]], places: list[tuple[tuple[int, int], int, int]]) -> None:
    legends = Legends(Knowledge(PROJECT))
    assert [(place.columns, place.first, place.last) for place in legends.learn(sheet("Legenda", *rows))] == places
    assert legends.of(WordList.THEME) == THEMES


@pytest.mark.parametrize(
    "rows",
    [
        LEGEND[:1],
        [[1, "wonen"], [2, "hond"], [3, "kat"]],
        [*LEGEND, EMPTY, [1, "werken"], [2, "wonen"]],
        [*[EMPTY] * 199, *LEGEND, *[EMPTY] * 300],
        [*[EMPTY] * 300, *LEGEND, *[EMPTY] * 199],
    ],
    ids=[
        "one code",
        "one known of three",
        "two that contradict each other",
        "over the edge of what is searched",
        "over the other edge",
    ],
)
def test_what_explains_nothing_is_no_legend(rows: list[list[Cell]]) -> None:
    legends = Legends(Knowledge(PROJECT))
    legends.learn(sheet("Legenda", *rows))
    assert legends.of(WordList.THEME) == {}
