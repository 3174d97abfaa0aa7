"""Several house numbers in one cell."""

from __future__ import annotations

import pytest

from adv.workbook.vocabulary.doors import has_addition_by_sign, several_addresses, several_doors


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("12 en 14", "12 14"),
        ("12, 14 en 16", "12 14 16"),
        ("12+14", "12 14"),
        ("12 & 14", "12 14"),
        ("12;14", "12 14"),
        ("nrs. 12 and 14", "12 14"),
        ("12a en 12b", "12a 12b"),
        ("12 a + b", "12a 12b"),
        ("12 en 14a", "12 14a"),
        ("12a-12c", "12a 12b 12c"),
        ("12 a-c", "12a 12b 12c"),
        ("12a/b", "12a 12b"),
    ],
)
def test_doors_that_are_listed(text: str, numbers: str) -> None:
    doors = several_doors(text)
    assert doors is not None
    assert (list(doors.numbers), doors.are_counted, doors.is_doubtful) == (numbers.split(), False, False)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("12 t/m 16", "12 14 16"),
        ("11 tot en met 15", "11 13 15"),
        ("12 t/m 15", "12 13 14 15"),
        ("12 to 16", "12 14 16"),
        ("2, 4 en 10 t/m 14", "2 4 10 12 14"),
        ("12a t/m 12c", "12a 12b 12c"),
        ("102 t/m 106 (even)", "102 104 106"),
        ("11 t/m 15 oneven", "11 13 15"),
        ("12 t/m 16 even kant", "12 14 16"),
    ],
)
def test_a_row_of_doors_is_one_side_of_the_street(text: str, numbers: str) -> None:
    doors = several_doors(text)
    assert doors is not None
    assert (list(doors.numbers), doors.are_counted) == (numbers.split(), True)


@pytest.mark.parametrize(("text", "numbers"), [("12-16", "12 14 16"), ("12 - 14", "12 14"), ("12/14", "12 14")])
def test_doors_with_only_a_sign_between_them_are_doubtful(text: str, numbers: str) -> None:
    doors = several_doors(text)
    assert doors is not None
    assert (list(doors.numbers), doors.is_doubtful) == (numbers.split(), True)


@pytest.mark.parametrize(("text", "many"), [("2 t/m 48", 24), ("2-14", 7), ("12a t/m 12x", 24)])
def test_so_many_doors_are_still_one_list(text: str, many: int) -> None:
    doors = several_doors(text)
    assert doors is not None
    assert len(doors.numbers) == many


@pytest.mark.parametrize("text", ["2 t/m 50", "2-16", "12a t/m 12y", "2 en 2", "14-12", "12c t/m 12a"])
def test_more_doors_or_none_are_something_else(text: str) -> None:
    assert several_doors(text) is None


@pytest.mark.parametrize(
    "text", ["12", "12a", "12 bis", "12 hoog", "12-2", "12-13", "12-120", "12/3", "", "a en b", "16 t/m 12", "0 en 2"]
)
def test_one_door_with_what_is_added_to_it(text: str) -> None:
    assert several_doors(text) is None


@pytest.mark.parametrize(("text", "expected"), [("12-2", True), ("12/1", True), ("12-14", False), ("12", False), ("12a", False)])
def test_a_sign_before_a_small_number_adds_to_it(text: str, expected: object) -> None:
    assert has_addition_by_sign(text) is expected


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Waartplein 12 en 14", ("Waartplein 12", "Waartplein 14")),
        ("Waartplein 12 t/m 16, 5701 AB Helmond", ("Waartplein 12", "Waartplein 14", "Waartplein 16")),
        ("1e Haagstraat nr. 3+5", ("1e Haagstraat 3", "1e Haagstraat 5")),
    ],
)
def test_addresses_with_several_doors(text: str, addresses: tuple[str, ...]) -> None:
    found = several_addresses(text)
    assert found is not None
    assert found[0] == addresses


@pytest.mark.parametrize("text", ["Waartplein 12", "Plein 1944 12", "Waartplein", "Waartplein 12 a, 5701 AB"])
def test_an_address_with_one_door(text: str) -> None:
    assert several_addresses(text) is None
