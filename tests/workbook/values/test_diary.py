"""Days in running text, each with what is said of it."""

from __future__ import annotations

import pytest

from adv.workbook.values.remarks import days_in, entries_in, with_days

NT_AND_TALK = [("12/3", "nt"), ("20/3", "gesprek")]


@pytest.mark.parametrize(
    "text",
    [
        "12/3 nt; 20/3 gesprek",
        "nt 12/3, gesprek 20/3",
        "nt (12/3), gesprek (20/3)",
        "12/3: nt, 20/3: gesprek",
        "12/3 nt. 20/3 gesprek.",
        "12/3 nt\n20/3 gesprek",
        "1e: 12/3 nt; 2e: 20/3 gesprek",
        "1e keer 12/3 nt, 2e keer 20/3 gesprek",
        "ma 12/3 nt, di 20/3 gesprek",
        "12/3 14:30 uur nt; 20/3 om 9.15 u gesprek",
        "12/3 nt, daarna 20/3 gesprek",
        "12/3 - nt | 20/3 - gesprek",
    ],
)
def test_a_diary_is_taken_apart(text: str) -> None:
    assert [(entry.day, entry.what) for entry in entries_in(text)] == NT_AND_TALK


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3-4-18 niet thuis", [("3-4-18", "niet thuis")]),
        ("2019-03-12 niet thuis", [("2019-03-12", "niet thuis")]),
        ("12 mrt. 2019: niet thuis", [("12 mrt. 2019", "niet thuis")]),
        ("Mar 12, 2019 not at home", [("mar 12, 2019", "not at home")]),
        ("12.03.19 niet thuis", [("12.03.19", "niet thuis")]),
        ("12-mrt-19 niet thuis", [("12-mrt-19", "niet thuis")]),
        ("12/3 en 15/3 nt, 20/3 gesprek", [("12/3", "nt"), ("15/3", "nt"), ("20/3", "gesprek")]),
    ],
)
def test_days_in_a_diary_are_written_in_many_ways(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(entry.day, entry.what) for entry in entries_in(text)] == expected


@pytest.mark.parametrize(
    "text", ["gesprek", "12/3; 20/3 gesprek", "12/3", "hond van 2.5 jaar", "", "maandag", "40/13 nt", "gesprek 12/3 en toen weg"]
)
def test_a_text_in_which_a_day_says_nothing_is_no_diary(text: str) -> None:
    assert entries_in(text) == ()


def test_a_diary_has_twelve_days_at_most() -> None:
    assert len(entries_in("; ".join(f"{day}/3 nt" for day in range(1, 13)))) == 12
    assert entries_in("; ".join(f"{day}/3 nt" for day in range(1, 14))) == ()


def test_more_than_four_hundred_characters_are_a_story() -> None:
    assert len(entries_in(f"12/3 {'x' * 395}")) == 1
    assert entries_in(f"12/3 {'x' * 396}") == ()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("12-3-2019 / 20-3-2019", ("12-3-2019", "20-3-2019")),
        ("12-3 en 20-3-2019", ("12-3", "20-3-2019")),
        ("12/3, 15/3 en 20/3", ("12/3", "15/3", "20/3")),
        ("12/3/2019\n20/3/2019", ("12/3/2019", "20/3/2019")),
        ("12-3-2019 10:00 + 20-3-2019 14:30", ("12-3-2019", "20-3-2019")),
        ("12-3-2019 t/m 14-3-2019", ()),
        ("12-3-2019 - 14-3-2019", ()),
        ("12-3-2019", ()),
        ("12-3 en later 20-3", ()),
    ],
)
def test_several_days_in_a_cell(text: str, days: tuple[str, ...]) -> None:
    assert days_in(text) == days


def test_the_days_of_a_text_can_be_written_anew() -> None:
    assert with_days("12/3 NT; 20/3 gesprek", lambda days: [f"{day}/2019" for day in days]) == "12/3/2019 nt; 20/3/2019 gesprek"
