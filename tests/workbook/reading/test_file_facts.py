"""How far a sheet may reach: not past Excel's grid, nor past the limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adv.errors import DamagedFile, FileRefused, FileTooLarge
from adv.workbook.reading.file_facts import SheetFacts
from adv.workbook.reading.limits import FileLimits

if TYPE_CHECKING:
    from collections.abc import Callable

LIMITS = FileLimits(rows=2_000, columns=20, cells=20_000, flaws=3, merges=2)


def facts() -> SheetFacts:
    """A sheet of which nothing was seen yet."""
    return SheetFacts("Blad1", LIMITS)


@pytest.mark.parametrize("place", ["A1", "XFD1", "A1048576", "$C$14"])
def test_a_place_in_the_grid_of_excel_is_one(place: str) -> None:
    assert facts().place(place)


@pytest.mark.parametrize("place", ["XFE1", "A1048577", "A0", "A1:B2", ""])
def test_a_place_outside_it_is_none(place: str) -> None:
    with pytest.raises(DamagedFile):
        facts().place(place)


@pytest.mark.parametrize(
    ("row", "column", "refused", "key"),
    [
        (2_000, 0, FileTooLarge, "too_many_rows"),
        (0, 20, FileTooLarge, "too_many_columns"),
        (1_000, 19, FileTooLarge, "too_many_cells"),
        (1_048_576, 0, DamagedFile, "outside_grid"),
        (1_048_575, 0, FileTooLarge, "too_many_rows"),
        (0, 16_384, DamagedFile, "outside_grid"),
        (0, 16_383, FileTooLarge, "too_many_columns"),
    ],
)
def test_a_cell_too_far_is_refused_with_the_reason(row: int, column: int, refused: type[FileRefused], key: str) -> None:
    with pytest.raises(refused) as said:
        facts().reach(row, column)
    assert said.value.key == key


def test_a_sheet_reaches_to_its_last_row_and_column() -> None:
    seen = facts()
    for row, column in ((1_999, 9), (3, 5), (0, 0)):
        seen.reach(row, column)
    assert (seen.last_row, seen.last_column) == (1_999, 9)
    with pytest.raises(FileTooLarge):
        seen.allow(0, 10)  # 2 000 rows of 11 columns


def noted_flaw(seen: SheetFacts) -> None:
    seen.flaw(len(seen.flaws), 0, "#N/A")


def noted_merge(seen: SheetFacts) -> None:
    seen.merge("A1:B2")


@pytest.mark.parametrize(("note", "many"), [(noted_flaw, 3), (noted_merge, 2)], ids=["flaws", "merged ranges"])
def test_of_odd_things_there_may_be_some(note: Callable[[SheetFacts], None], many: int) -> None:
    seen = facts()
    for _ in range(many):
        note(seen)
    with pytest.raises(FileRefused):
        note(seen)


def test_a_merged_range_is_known_by_its_corners() -> None:
    seen = facts()
    seen.merge("B2:D3")
    seen.merge("C14")
    assert seen.merged == [(1, 1, 2, 3), (13, 2, 13, 2)]
