"""Codes of a form with a code book on another tab, in layouts of several tools. The figures are counted by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.workbook.sheets import codes, column, fields, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell
    from adv.workbook.understood import Intake

DAY = date(2019, 3, 12)
HEADERS: list[Cell] = ["respnr", "datum", "straat", "hnr", "v1", "v2a", "v2b", "v3"]
ROWS: list[list[Cell]] = [
    [1, DAY, "Waartplein", 1, 1, 1, 0, 0],
    [2, DAY, "Waartplein", 2, 2, 9, 9, 9],
    [3, DAY, "Waartplein", 3, 2, 9, 9, 9],
    [4, DAY, "Waartplein", 4, 3, 9, 9, 9],
    [5, DAY, "Waartplein", 5, 1, 1, 1, 1],
]
ANSWERS = "1 = gesprek gevoerd; 2 = niet thuis; 3 = geen medewerking"
YES_NO = "0 = nee; 1 = ja; 9 = n.v.t."
ONE_ROW_EACH: list[list[Cell]] = [
    ["Variabele", "Label", "Waarden"],
    ["v1", "Uitkomst van het bezoek", ANSWERS],
    ["v2a", "Thema wonen", YES_NO],
    ["v2b", "Thema werken", YES_NO],
    ["v3", "Wordt actief", YES_NO],
]
ONE_ROW_PER_VALUE: list[list[Cell]] = [
    ["Vraag", "Vraagtekst", "Code", "Betekenis"],
    ["v1", "Resultaat huisbezoek", 1, "gesprek gevoerd"],
    [None, None, 2, "niet thuis"],
    [None, None, 3, "geen medewerking"],
    ["v2a", "Wonen", 0, "nee"],
    [None, None, 1, "ja"],
    [None, None, 9, "n.v.t."],
    ["v2b", "Werken", 0, "nee"],
    [None, None, 1, "ja"],
    [None, None, 9, "n.v.t."],
    ["v3", "Wordt actief in de buurt", 0, "nee"],
    [None, None, 1, "ja"],
    [None, None, 9, "n.v.t."],
]
TITLED: list[list[Cell]] = [
    ["Codeboek huisbezoeken 2019", None, None, None],
    [None, None, None, None],
    ["nr", "veldnaam", "omschrijving", "antwoorden"],
    [5, "v1", "Afloop", "1 = gesprek gevoerd, 2 = niet thuis, 3 = geen medewerking"],
    [6, "v2a", "Wonen", "0=nee, 1=ja, 9=n.v.t."],
    [7, "v2b", "Werken", "0=nee, 1=ja, 9=n.v.t."],
    [8, "v3", "Wordt actief", "0=nee, 1=ja, 9=n.v.t."],
]
ENGLISH: list[list[Cell]] = [
    ["Variable", "Description", "Values"],
    ["v1", "Outcome of the visit", "1 = conversation; 2 = not at home; 3 = refused"],
    ["v2a", "Theme: wonen", "0 = no; 1 = yes; 9 = n/a"],
    ["v2b", "Theme: werken", "0 = no; 1 = yes; 9 = n/a"],
    ["v3", "Becomes active", "0 = no; 1 = yes; 9 = n/a"],
]


def outcomes(result: Intake) -> dict[Any, int]:
    return dict(Counter(column(result, "visits", "outcome")))


@pytest.mark.parametrize(
    "book",
    [ONE_ROW_EACH, ONE_ROW_PER_VALUE, TITLED, ENGLISH],
    ids=["a row each", "a row per value", "below a title", "English"],
)
@pytest.mark.parametrize("is_first", [True, False], ids=["before the list", "behind the list"])
def test_a_code_book_says_what_columns_and_their_codes_are(book: list[list[Cell]], *, is_first: bool) -> None:
    data, explained = sheet("data", HEADERS, *ROWS), sheet("variabelen", book[0], *book[1:])
    result = understood(*([explained, data] if is_first else [data, explained]))
    assert outcomes(result) == {"conversation": 2, "not_at_home": 2, "refused": 1}
    assert sorted(column(result, "visits", "themes")) == [(), (), (), ("wonen",), ("wonen", "werken")]
    assert result.dataset.visits["becomes_active"].sum() == 1
    assert codes(result).isdisjoint({"column_not_recognised", "unclear_yes_no"})


def test_codes_alone_say_what_a_column_is() -> None:
    book: list[list[Cell]] = [
        ["Vraag", "Code", "Betekenis"],
        ["v1", 1, "gesprek gevoerd"],
        ["v1", 2, "niet thuis"],
        ["v1", 3, "weigert"],
    ]
    result = understood(sheet("data", HEADERS[:5], *[row[:5] for row in ROWS]), sheet("codes", book[0], *book[1:]))
    assert outcomes(result) == {"conversation": 2, "not_at_home": 2, "refused": 1}


def test_a_header_that_is_known_by_itself_stays_what_it_is() -> None:
    book: list[list[Cell]] = [["Veld", "Omschrijving"], ["datum", "Straat van het bezoek"], ["Uitkomst", "Datum van invoer"]]
    rows: list[list[Cell]] = [[DAY, "Waartplein", door, "gesprek"] for door in (1, 2, 3)]
    result = understood(sheet("uitleg", book[0], *book[1:]), sheet("data", ["datum", "straat", "hnr", "Uitkomst"], *rows))
    assert outcomes(result) == {"conversation": 3}
    assert fields(result, 1)["datum"] == "visited_on"
