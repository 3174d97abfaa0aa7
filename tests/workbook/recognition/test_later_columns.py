"""Columns that say the outcome or the status at several moments: of each row the last that is filled in counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adv.workbook.tables.findings import Severity
from adv.workbook.vocabulary.recognition import Corrections
from tests.workbook.sheets import DAY, column, found, sheet, understood, visit, visits

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

ROWS: list[list[Cell]] = [[DAY, "Waartplein", 1, "niet thuis", "gesprek"], [DAY, "Waartplein", 3, "niet thuis", None]]


@pytest.mark.parametrize(
    "heads",
    [("Voorlopige uitkomst", "Definitieve uitkomst"), ("Uitkomst", "Uitkomst definitief"), ("Uitkomst oud", "Uitkomst nieuw")],
)
def test_the_final_outcome_counts_where_it_is_filled_in(heads: tuple[str, str]) -> None:
    result = understood(sheet("Bezoeken", ["Datum", "Straat", "Huisnr", *heads], *ROWS))
    assert column(result, "visits", "outcome") == ["conversation", "not_at_home"]
    assert found(result, "columns_last_counts").severity is Severity.WARNING


@pytest.mark.parametrize("heads", [("Status maart", "Status juni"), ("Status per 1-3-2019", "Status per 1-6-2019")])
@pytest.mark.parametrize("order", [1, -1])
def test_of_a_status_at_several_moments_the_latest_counts_wherever_it_stands(heads: tuple[str, str], order: int) -> None:
    rows: list[list[Cell]] = [["B001", "wonen", *cells[::order]] for cells in (("open", "afgerond"), ("open", None))]
    made = sheet("Hulpvragen", ["Bezoeknummer", "Thema", *heads[::order]], *rows)
    result = understood(visits(visit(1)), made)
    assert column(result, "requests", "status") == ["closed", "open"]


def test_the_column_that_the_user_chooses_counts_instead() -> None:
    made = sheet("Bezoeken", ["Datum", "Straat", "Huisnr", "Voorlopige uitkomst", "Definitieve uitkomst"], *ROWS)
    chosen = Corrections(fields={("werkmap.xlsx", "Bezoeken", 3): "outcome", ("werkmap.xlsx", "Bezoeken", 4): None})
    assert column(understood(made, corrections=chosen), "visits", "outcome") == ["not_at_home", "not_at_home"]


def test_further_visits_are_no_later_word_on_the_first() -> None:
    rows: list[list[Cell]] = [[DAY, "Waartplein", 1, "niet thuis", DAY, "gesprek"]]
    result = understood(sheet("Bezoeken", ["Datum 1", "Straat", "Huisnr", "Uitkomst 1", "Datum 2", "Uitkomst 2"], *rows))
    assert sorted(column(result, "visits", "outcome")) == ["conversation", "not_at_home"]
