"""A sheet per street: its name is a street under any spelling, or the user says which one it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.workbook.vocabulary.streets import Streets, is_street_name, points_at_somebody, split_address, split_door, street_of_tab
from adv.workbook.vocabulary.word_lists import WordList
from tests.workbook.layouts import said
from tests.workbook.sheets import PROJECT, codes, column, sheet, understood, visit, visits

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

DAY = date(2019, 3, 3)
ROWS: tuple[list[Cell], ...] = (["Huisnr", "Datum", "Uitkomst"], [1, DAY, "gesprek"], [3, DAY, "niet thuis"])


@pytest.mark.parametrize(
    ("name", "street"),
    [
        ("Waartpl.", "Waartplein"),
        ("WAART PLEIN", "Waartplein"),
        ("Waartplein_oud (2)", "Waartplein"),
        ("M. Vermeulen", "Matthijs Vermeulenstraat"),
        ("M Vermeulenstr", "Matthijs Vermeulenstraat"),
        ("Vermeulenstr. 1-50", "Matthijs Vermeulenstraat"),
        ("matthijs v.", "Matthijs Vermeulenstraat"),
        ("Componisten ln 2019", "Componistenlaan"),
        ("Sonatelaan", "Sonatelaan"),
        ("Matth. Vermeul", "Matthijs Vermeulenstraat"),
        ("P. Vermeulenstr", "P. Vermeulenstr"),
        ("Waartplein oneven", "Waartplein"),
        ("Sonatelaan (even)", "Sonatelaan"),
        ("Sonatelaan, nrs. 1-9", "Sonatelaan"),
        ("Sonatelaan vervolg", "Sonatelaan"),
        ("Blok C", None),
        ("Blad1", None),
        ("Waartplein en Matthijs Vermeulenstraat", None),
    ],
)
def test_a_tab_is_called_after_a_street_under_any_spelling(name: str, street: str | None) -> None:
    assert street_of_tab(name, PROJECT) == street


def test_a_tab_that_is_called_after_nothing_known_is_asked_about() -> None:
    result = understood(sheet("Blok C", *ROWS), visits(visit(1)))
    assert column(result, "visits", "visit_id") == ["B001"]
    assert "street_of_sheet_missing" in codes(result)
    assert [(word.list, word.text) for word in result.words] == [(WordList.STREET, "Blok C")]


def test_among_tabs_that_are_called_after_streets_another_one_is_too() -> None:
    result = understood(sheet("Diepenbrock", *ROWS), sheet("Waartplein", *ROWS), sheet("Dhr. Jansen", *ROWS))
    assert column(result, "visits", "street") == ["Diepenbrock"] * 2 + ["Waartplein"] * 2  # nobody's name is a street
    assert {"street_from_sheet_unsure", "street_of_sheet_missing"} <= codes(result)
    assert [(word.text, word.meaning) for word in result.words] == [("Diepenbrock", None), ("Waartplein", "Waartplein")]


@pytest.mark.parametrize(("meaning", "street"), [("Waartplein", "Waartplein"), (None, "Blok C")])
def test_the_user_says_which_street_a_tab_is(meaning: str | None, street: str) -> None:
    result = understood(sheet("Blok C (2)", *ROWS), corrections=said(WordList.STREET, {"Blok C": meaning}))
    assert column(result, "visits", "street") == [street, street]
    assert result.dataset.visits["household"].nunique() == 2


@pytest.mark.parametrize("name", ["Bezoeken", "Blad2", "maart"])
def test_a_tab_that_is_plainly_no_street_lacks_a_column(name: str) -> None:
    result = understood(sheet(name, *ROWS), sheet("Waartplein", *ROWS))
    assert "columns_missing" in codes(result)
    assert all(word.meaning for word in result.words)


@pytest.mark.parametrize("title", ["Huisbezoeken Waartplein 2019", "Straat: Waartpl."])
def test_a_title_above_the_headers_may_say_the_street(title: str) -> None:
    result = understood(sheet("Blad1", [title], [], ["Nr", "Datum", "Uitkomst"], *ROWS[1:]))
    assert column(result, "visits", "street") == ["Waartplein", "Waartplein"]
    assert result.dataset.visits["household"].nunique() == 2


@pytest.mark.parametrize(
    ("written", "meant", "like"),
    [
        ("Waart plein", "Waartplein", None),
        ("Waartpleinn", "Waartplein", None),
        ("Waardplein", None, "Waartplein"),  # it may be a square of its own
        ("M. Vermeulenstraat", "Matthijs Vermeulenstraat", None),
        ("J. Vermeulenstraat", None, None),
        ("Ma Vermeulenstraat", None, None),
        ("Mat. Vermeulenstraat", None, "Matthijs Vermeulenstraat"),
        ("Vermeulenstraat", None, "Matthijs Vermeulenstraat"),
        ("MV-straat", "Matthijs Vermeulenstraat", None),
        ("WP-plein", None, None),
        ("Matthijs Vermeulenstaat", "Matthijs Vermeulenstraat", None),  # one slip in a long name
        ("Matthijs Vermeulenstat", None, "Matthijs Vermeulenstraat"),  # two
        ("Xatthijs Vermeulenstraat", None, "Matthijs Vermeulenstraat"),  # its first letter
        ("Matthijs Vermeulenstraat 2", None, "Matthijs Vermeulenstraat"),
        ("W.plein", None, "Waartplein"),
        ("X.plein", None, None),
        ("W.straat", None, None),
    ],
)
def test_a_street_that_is_none_is_one_beyond_doubt_or_looks_like_one(written: str, meant: str | None, like: str | None) -> None:
    streets = Streets(PROJECT)
    assert streets.meant(written) == meant
    assert meant is not None or streets.looks_like(written) == like
    told = Streets(PROJECT, {written: "Waartplein"})
    assert (told.meant(written), told.looks_like(written), told.is_decided(written)) == ("Waartplein", None, True)
    assert (Streets(PROJECT, {written: ""}).meant(written), streets.is_decided(written)) == (None, False)


@pytest.mark.parametrize(
    ("number", "addition", "door"),
    [
        ("12.0", "", ("12", "")),
        ("12,00", "b", ("12", "b")),
        ("12-a", "A", ("12", "a")),
        ("12 bis", "2", ("12", "bis2")),
        ("012", "", ("12", "")),
        ("nr. 12", "", ("12", "")),
        ("hoek", "", ("hoek", "")),
    ],
)
def test_a_door_is_a_number_and_what_is_added_to_it(number: str, addition: str, door: tuple[str, str]) -> None:
    assert split_door(number, addition) == door


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Waartplein 12 a, 5701 AB Helmond", ("Waartplein", "12 a")),
        ("Waartplein, 12", ("Waartplein", "12")),
        ("Waartplein nr. 12345", ("Waartplein", "12345")),
        ("Waartplein 123456", ("Waartplein 123456", "")),
        ("12 Waartplein", ("12 Waartplein", "")),
    ],
)
def test_an_address_is_a_street_and_a_door(text: str, parts: tuple[str, str]) -> None:
    assert split_address(text) == parts


@pytest.mark.parametrize(
    ("text", "is_name", "is_somebody"),
    [
        ("1e Haagstraat", True, False),
        ("Burg. van Houtlaan", True, False),
        ("Plein II", True, False),
        ("S" * 60, True, False),
        ("S" * 61, False, False),
        ("Waartplein 123", False, True),
        ("Waartplein 1944", False, False),  # a year
        ("mevr. Jansen", True, True),
    ],
)
def test_the_name_of_a_street_has_no_door_in_it(text: str, *, is_name: bool, is_somebody: bool) -> None:
    assert (is_street_name(text), points_at_somebody(text)) == (is_name, is_somebody)
