"""Requests that residents' own words say in the rows of visits; and headers over two rows, of which the upper one goes over several columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adv.workbook.tables.findings import Severity
from adv.workbook.understood import Corrections
from tests.workbook.sheets import DAY, codes, column, fields, found, requests, sheet, understood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell, RawSheet

TOLD = ("hulp bij schulden, weet niet waar te beginnen", "geen vraag", None, "zoekt werk")


def visits(header: str, cells: Sequence[Cell] = TOLD, **beside: Sequence[Cell]) -> RawSheet:
    """Four visits, nobody at home at the third, with what was asked and what else stands beside it."""
    rows: list[list[Cell]] = [
        [
            f"B{at:03}",
            DAY,
            "Waartplein",
            at,
            "niet thuis" if at == 3 else "gesprek",
            *(values[at - 1] for values in beside.values()),
            cell,
        ]
        for at, cell in enumerate(cells, 1)
    ]
    return sheet("Bezoeken", ["Bezoeknummer", "Datum", "Straat", "Huisnr", "Uitkomst", *beside, header], *rows)


@pytest.mark.parametrize(
    "header", ["Vraag", "Vragen", "Hulpvraag", "Hulpvragen bewoner", "Vraag van de bewoner", "Welke hulpvraag?"]
)
def test_what_residents_asked_is_a_request_in_each_filled_cell(header: str) -> None:
    result = understood(visits(header))
    assert column(result, "requests", "theme")[1] == "werken"
    assert int(result.dataset.requests["theme"].isna().sum()) == 1
    assert column(result, "requests", "status") == ["open", "open"]
    assert found(result, "requests_without_status").severity is Severity.WARNING
    assert found(result, "question_without_theme").total == 1
    asked = next(one for one in result.sheets[0].columns if one.header == header)
    assert asked.samples == ()  # nobody sees what a resident said


def test_its_status_and_the_theme_of_its_visit_count_for_it() -> None:
    status, themes = ("afgerond", None, None, "open"), ("wonen", "wonen", None, "wonen; werken")
    result = understood(visits("Hulpvraag", **{"Status hulpvraag": status, "Thema": themes}))
    assert column(result, "requests", "theme") == ["wonen", "werken"]
    assert column(result, "requests", "status") == ["closed", "open"]
    assert not codes(result) & {"requests_without_status", "question_without_theme"}


def test_they_are_not_counted_twice_beside_a_list_of_requests() -> None:
    listed = requests(["H1", "B001", "wonen", None, "open", None, None, None])
    for sheets in ([visits("Vraag"), listed], [listed, visits("Vraag")]):
        result = understood(*sheets)
        assert column(result, "requests", "theme") == ["wonen"]
        assert "questions_listed_apart" in codes(result)


@pytest.mark.parametrize(
    ("cells", "code"),
    [((2, 1, None, 0), "column_counts_requests"), (("ja", "nee", None, "ja"), "column_marks_requests")],
)
def test_numbers_and_yes_or_no_are_no_requests_and_it_is_said(cells: Sequence[Cell], code: str) -> None:
    result = understood(visits("Hulpvraag", cells))
    assert len(result.dataset.requests) == 0
    assert found(result, code).severity is Severity.WARNING


def test_a_question_that_the_user_leaves_out_is_no_request() -> None:
    result = understood(visits("Vraag"), corrections=Corrections(headers={"Vraag": None}))
    assert len(result.dataset.requests) == 0
    assert "requests_without_status" not in codes(result)


@pytest.mark.parametrize("lower", [("Straat", "Nr"), ("straat", "huisnummer")])
@pytest.mark.parametrize("merged", [((0, 1, 0, 2),), ()], ids=["merged", "not merged"])
def test_a_header_over_several_columns_is_told_apart_in_the_row_below(
    lower: tuple[str, str], merged: tuple[tuple[int, ...], ...]
) -> None:
    rows: list[list[Cell]] = [[DAY, "Waartplein", 1, "gesprek"], [DAY, "Waartplein", 3, "niet thuis"]]
    upper, below = ["Datum", "Adres", None, "Uitkomst"], [None, *lower, None]
    result = understood(sheet("Bezoeken", upper, below, *rows, merged=merged))  # type: ignore[arg-type]
    assert fields(result) == {"Datum": "visited_on", lower[0]: "street", lower[1]: "house_number", "Uitkomst": "outcome"}
    assert result.dataset.visits["household"].nunique() == 2
    assert not any(finding.severity is Severity.ERROR for finding in result.findings)


def test_doors_without_a_header_beside_the_street_are_its_doors() -> None:
    rows: list[list[Cell]] = [[DAY, "Waartplein", 1, "gesprek"], [DAY, "Waartplein", "3a", "niet thuis"]]
    result = understood(sheet("Bezoeken", ["Datum", "Adres", None, "Uitkomst"], *rows, merged=((0, 1, 0, 2),)))
    assert result.dataset.visits["household"].nunique() == 2


def test_both_sides_below_one_header_of_amounts_are_read() -> None:
    rows: list[list[Cell]] = [[DAY, 10.0, None, "Materiaal"], [DAY, None, 4.0, "Materiaal"]]
    result = understood(sheet("Kas", ["Datum", "Bedrag", None, "Kostensoort"], [None, "Af", "Bij", None], *rows))
    assert sorted(column(result, "expenses", "cents")) == [-400, 1000]
