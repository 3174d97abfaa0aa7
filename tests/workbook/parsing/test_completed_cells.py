"""Cells that leave a part to what stands above them: said once, merged, or "idem"; never where a blank may as well be forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adv.workbook.parsing.cells.from_above import any_ditto, fill_blanks, fill_ditto, fill_merged, fill_sections
from adv.workbook.tables.grid import RawSheet

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell


def cells_of(text: str) -> list[Cell]:
    """One cell for each sign, a dot for a blank."""
    return [None if sign == "." else sign for sign in text]


def text_of(cells: list[Cell]) -> str:
    return "".join("." if cell is None else str(cell) for cell in cells)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        pytest.param("x...", "xxxx", id="once for all"),
        pytest.param("x.y.z.", "xxyyzz", id="once for two rows each"),
        pytest.param("x..y", "x..y", id="two blanks"),
        pytest.param("x...abcdefgh", "xxxxabcdefgh", id="a quarter is blank"),
        pytest.param("x...abcdefghi", "x...abcdefghi", id="less than that"),
        pytest.param("x.x..", "x.x..", id="the same twice in a row"),
        pytest.param("x.y.x.", "xxyyxx", id="the same later on"),
        pytest.param(".x...", ".x...", id="the first is blank"),
    ],
)
def test_what_stands_once_above_several_rows_is_said_of_them_all(text: str, filled: str) -> None:
    others = [cells_of("a" * len(text)), cells_of("b" * len(text))]
    cells, places = fill_blanks(cells_of(text), others)
    assert text_of(cells) == filled
    assert places == [at for at, sign in enumerate(text) if sign == "." and filled != text]
    assert fill_blanks(cells_of(text), others[:1])[1] == []  # a row of data holds two other things


@pytest.mark.parametrize(
    ("text", "beside", "is_alone", "filled"),
    [
        pytest.param("x..y", "p..q", True, "xxxy", id="two blanks will do"),
        pytest.param("x..x", "p..q", True, "xxxx", id="and the same twice"),
        pytest.param("x..x", "p..p", True, "x..x", id="but not both"),
        pytest.param("x..y", "pp.q", True, "x..y", id="blank in other rows"),
        pytest.param("x...", "pp.q", False, "x...", id="what never stands alone"),
        pytest.param("x..x", "p..q", False, "xxxx", id="what never stands alone, together"),
    ],
)
def test_two_things_that_are_said_once_in_the_same_rows_need_less(text: str, beside: str, is_alone: object, filled: str) -> None:
    others = [cells_of("aaaa"), cells_of(beside), cells_of("bbbb")]
    assert text_of(fill_blanks(cells_of(text), others, cells_of(beside), alone=bool(is_alone))[0]) == filled


def test_a_row_between_that_is_none_of_the_list_stays_blank() -> None:
    others = [cells_of("aaaaa"), cells_of("bbbbb")]
    assert text_of(fill_blanks(cells_of("x...."), others, odd={1})[0]) == "x.xxx"
    assert text_of(fill_blanks(cells_of("x..yz"), others, odd={1})[0]) == "x..yz"


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("x..y..", "xxxyyy"),
        ("x.y.", "xxyy"),
        ("x.y", "x.y"),  # filled in more than half of the rows
        ("x..", "x.."),  # one group
        ("x..x..", "x..x.."),  # said twice
        (".x.y..", ".x.y.."),
    ],
)
def test_what_stands_in_the_first_row_of_each_group_is_that_of_the_group(text: str, filled: str) -> None:
    assert text_of(fill_sections(cells_of(text), range(len(text)))[0]) == filled


@pytest.mark.parametrize(
    ("text", "merged", "filled"),
    [
        ("x..y", [(1, 0, 3, 0)], "xxxy"),
        ("x.y.", [(1, 0, 2, 0), (3, 0, 4, 0)], "xxyy"),
        ("x..y", [(1, 0, 2, 3)], "xx.y"),
        ("x...", [(1, 0, 9, 0)], "xxxx"),  # up to the end of the list
        ("x..y", [(1, 1, 3, 1)], "x..y"),  # another column
        ("x..y", [(0, 0, 3, 0)], "x..y"),  # from the headers on
        ("x.zy", [(1, 0, 3, 0)], "x.zy"),  # something stands in it
        ("...y", [(1, 0, 3, 0)], "...y"),
        ("x..y", [(1, 0, 1, 0)], "x..y"),
    ],
)
def test_a_merged_cell_holds_in_all_rows_that_it_covers(text: str, merged: list[tuple[int, int, int, int]], filled: str) -> None:
    raw = RawSheet("Bezoeken", (["Straat", *cells_of(text)],), merged=tuple(merged))
    assert text_of(fill_merged(cells_of(text), 0, raw, 1)[0]) == filled


def test_a_ditto_mark_holds_what_stands_above_it() -> None:
    assert fill_ditto(["Waartplein", '"', "idem", None, "id.", "Laan", "''"]) == (
        ["Waartplein", "Waartplein", "Waartplein", None, "Waartplein", "Laan", "Laan"],
        [1, 2, 4, 6],
    )
    assert fill_ditto(['"', "Laan"]) == (['"', "Laan"], [])


@pytest.mark.parametrize(
    ("cell", "expected"), [("idem", True), (" Idem", True), ("idem dito", False), ('12"', False), (12, False), (None, False)]
)
def test_a_ditto_mark_is_a_short_text(cell: Cell, expected: object) -> None:
    assert any_ditto([cell]) is expected
