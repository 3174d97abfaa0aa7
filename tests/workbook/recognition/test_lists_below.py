"""Lists below each other on one sheet."""

from __future__ import annotations

from adv.model import TableName
from adv.workbook.understood import Corrections
from tests.workbook.sheets import DAY, Row, codes, sheet, understood

TALKS: list[Row] = [[DAY, "Waartplein", door, "gesprek"] for door in range(1, 90)]
VISITS: list[Row] = [["Datum", "Straat", "Huisnummer", "Uitkomst"], *TALKS]
COSTS: list[Row] = [["Datum", "Kostensoort", "Bedrag"], [DAY, "Overig", 10.0], [DAY, "Overig", 2.5]]


def test_a_list_below_another_one_is_read_too_however_far_down() -> None:
    result = understood(sheet("Blad1", *VISITS, [], ["Kosten"], *COSTS))
    assert len(result.dataset.visits) == len(VISITS) - 1
    assert result.dataset.expenses["cents"].tolist() == [1000, 250]
    assert codes(result) <= {"streets_in_rest"}


def test_each_list_is_asked_about_by_a_number_of_its_own_and_can_be_left_out() -> None:
    made = sheet("Blad1", *VISITS, [], *COSTS)
    below = understood(made).sheets[1]
    assert (below.table, below.block) != (None, None)
    result = understood(made, corrections=Corrections(blocks={(below.file, "Blad1", below.block or 0): None}))
    assert [one.table for one in result.sheets] == [TableName.VISITS, None]


def test_the_same_headers_after_an_empty_row_begin_no_other_list() -> None:
    result = understood(sheet("Blad1", *VISITS[:5], [], *VISITS[:1], *VISITS[5:8]))
    assert [one.table for one in result.sheets] == [TableName.VISITS]
    assert len(result.dataset.visits) == 7
