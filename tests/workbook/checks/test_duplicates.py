"""Rows that are there twice, and lists that are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workbook.sheets import (
    EXPENSE_HEADERS,
    HEADERS,
    KEY,
    PROJECT,
    TODAY,
    book,
    booking,
    codes,
    column,
    expenses,
    found,
    intake,
    sheet,
    understood,
    visit,
    visits,
)

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell


def test_a_visit_that_is_written_twice_counts_once() -> None:
    result = understood(visits(visit(1), visit(2), visit(1)))
    assert column(result, "visits", "visit_id") == ["B001", "B002"]
    assert found(result, "row_twice").cells == ("A4",)


def test_a_list_of_nothing_but_one_visit_written_twice_counts_one() -> None:
    assert column(understood(visits(visit(1), visit(1))), "visits", "visit_id") == ["B001"]


def test_two_visits_that_differ_in_anything_are_two() -> None:
    result = understood(visits(visit(1), visit(1, Bezoeknummer="B002", Uitkomst="niet thuis")))
    assert len(column(result, "visits", "visit_id")) == 2
    assert "row_twice" not in codes(result)


def test_equal_bookings_of_one_list_are_two_tickets_and_said() -> None:
    result = understood(expenses(booking(2.5), booking(2.5), booking(3)))
    assert column(result, "expenses", "cents") == [250, 250, 300]
    assert found(result, "row_twice_kept").cells == ("D3",)
    assert "row_twice" not in codes(result)


@pytest.mark.parametrize(("times", "counted"), [(1, 2), (2, 2), (3, 3)])
def test_bookings_that_another_sheet_has_again_count_as_often_as_one_sheet_has_them(times: int, counted: int) -> None:
    first = sheet("Uitgaven", EXPENSE_HEADERS, booking(2.5), booking(2.5), booking(7))
    again = sheet("Uitgaven 2", EXPENSE_HEADERS, *[booking(2.5)] * times, booking(9))
    result = understood(first, again)
    assert sorted(column(result, "expenses", "cents")) == [*[250] * counted, 700, 900]
    assert found(result, "row_twice").count == min(times, 2)


def test_the_same_file_twice_counts_once() -> None:
    one = book(visits(visit(1), visit(2)), expenses(booking(5)), file="a.xlsx")
    other = book(visits(visit(1), visit(2)), expenses(booking(5)), file="b.xlsx")
    result = intake([one, other], PROJECT, KEY, TODAY)
    assert (column(result, "visits", "visit_id"), column(result, "expenses", "cents")) == (["B001", "B002"], [500])


def copied(alike: int, others: int) -> list[list[Cell]]:
    """Rows of which some are about the same visit as `visit` makes, said in other words."""
    return [visit(number, Organisatie="Politie") for number in range(1, alike + 1)] + [
        visit(number) for number in range(20, 20 + others)
    ]


@pytest.mark.parametrize(("alike", "others", "is_said"), [(2, 2, True), (2, 3, False), (1, 0, False), (1, 1, False), (4, 4, True)])
def test_a_sheet_of_which_half_the_rows_are_on_another_one_is_named(alike: int, others: int, is_said: object) -> None:
    rows = [visit(number) for number in range(1, 8)]
    later = [[*row] for row in copied(alike, others)]
    for number, row in enumerate(later):
        row[0] = f"C{number}"
    result = understood(sheet("Bezoeken", HEADERS, *rows), sheet("Bezoeken nieuw", HEADERS, *later))
    assert ("list_again" in codes(result)) is is_said
    if is_said:
        assert (found(result, "list_again").count, found(result, "list_again").sheet) == (alike, "Bezoeken nieuw")
        assert found(result, "list_again").params == {"sheet": "Bezoeken"}


def test_a_copy_in_another_file_is_named_by_its_file() -> None:
    files = [book(visits(*([visit(n, Organisatie=who) for n in (1, 2, 3)])), file=f"{who}.xlsx") for who in ("Politie", "LEVgroep")]
    for number, row in enumerate(files[1].sheets[0].columns[0][1:]):
        files[1].sheets[0].columns[0][number + 1] = f"C{row}"
    assert found(intake(files, PROJECT, KEY, TODAY), "list_again_file").params == {"file": "Politie.xlsx"}
