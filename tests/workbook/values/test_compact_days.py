"""Days of six figures without signs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.workbook.values.yearless import compact_days
from tests.workbook.sheets import codes, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

START, END = date(2018, 1, 1), date(2021, 1, 1)


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["190115", 190228], [date(2019, 1, 15), date(2019, 2, 28)]),
        (["150119", "280219"], [date(2019, 1, 15), date(2019, 2, 28)]),
        (["190115", "190230"], []),  # no such day
        (["190115", "250115"], []),  # not in the period
        (["190115", "15-1-2019"], []),
        (["01900115"], []),
        ([], []),
    ],
)
def test_six_figures_are_days_when_all_lie_in_the_period(cells: list[Cell], days: list[date]) -> None:
    assert [*compact_days(cells, START, END).values()] == days


def test_a_statement_with_such_days_and_reversals_is_read() -> None:
    rows: list[list[Cell]] = [
        ["190115", "D", "100,00", "koffie"],
        ["190116", "RD", "30,00", "koffie"],
        ["190120", "D", "5,00", "thee"],
    ]
    result = understood(sheet("", ["Boekdatum", "D/C", "Bedrag", "Omschrijving"], *rows))
    assert result.dataset.expenses["cents"].sum() == 7500
    assert "days_without_signs" in codes(result)
