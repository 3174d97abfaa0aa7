"""Months, quarters, halves and years as headers say them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.workbook.values.date_forms import MONTH_NUMBERS, Span, parse_span, without_year

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell


@pytest.mark.parametrize(
    ("header", "year", "month", "months"),
    [
        (date(2019, 3, 1), 2019, 3, 1),
        (date(2019, 2, 28), 2019, 2, 1),
        ("mrt 2019", 2019, 3, 1),
        ("Maart", None, 3, 1),
        ("mrt-19", 2019, 3, 1),
        ("2019-03", 2019, 3, 1),
        ("12/2019", 2019, 12, 1),
        ("periode 12", None, 12, 1),
        ("P03", None, 3, 1),
        ("Q1", None, 1, 3),
        ("2e kwartaal 2019", 2019, 4, 3),
        ("vierde kwartaal", None, 10, 3),
        ("kw III", None, 7, 3),
        ("H1 2019", 2019, 1, 6),
        ("tweede halfjaar", None, 7, 6),
        ("2019", 2019, 1, 12),
    ],
)
def test_a_header_names_a_month_or_several(header: Cell, year: int | None, month: int, months: int) -> None:
    assert parse_span(header) == Span(year, month, months)


@pytest.mark.parametrize(
    "header", [date(2019, 3, 12), None, "", 2019, "ma", "3e halfjaar", "periode 13", "2019/13", "Totaal 2019", "maart " * 8]
)
def test_any_other_header_names_none(header: Cell) -> None:
    assert parse_span(header) is None


@pytest.mark.parametrize(("name", "number"), [("mei", 5), ("sep", 9), ("maa", 3), ("ma", None), ("dec", 12), ("lente", None)])
def test_a_month_is_known_by_a_beginning_that_no_other_has(name: str, number: int | None) -> None:
    assert MONTH_NUMBERS.get(name) == number


@pytest.mark.parametrize(
    ("text", "year", "rest"),
    [
        ("uren 2019", 2019, "uren"),
        ("2020: raming", 2020, "raming"),
        ("mrt '19", 2019, "mrt"),
        ("2019 t/m 2020", None, "2019 t/m 2020"),
        ("uren", None, "uren"),
    ],
)
def test_the_only_year_of_a_header_is_split_off(text: str, year: int | None, rest: str) -> None:
    assert without_year(text) == (year, rest)
