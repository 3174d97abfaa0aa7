"""What people write for what cannot be read: what passes for an amount, a day or a house number, and what may be shown of a cell."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.model import TableName
from adv.workbook.vocabulary.own_values import amounts_among, cell_of, flaw_of, is_cell, is_of_row, meaning_of, of_row, word_of
from adv.workbook.vocabulary.word_lists import WordList
from tests.workbook.sheets import PROJECT

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

TODAY = date(2019, 12, 31)  # the project runs from 2018 up to and including 2020


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        (WordList.AMOUNT, "35", "35,00"),
        (WordList.AMOUNT, "€ 1.250,5", "1250,50"),
        (WordList.AMOUNT, "-12.30", "-12,30"),
        (WordList.AMOUNT, "veertig", None),
        (WordList.AMOUNT, "1,234", None),
        (WordList.AMOUNT, "9999999", None),
        (WordList.DAY, "12-3-2019", "2019-03-12"),
        (WordList.DAY, "12 maart 2019", "2019-03-12"),
        (WordList.DAY, "12 maart", None),
        (WordList.DAY, "12-3-1999", None),
        (WordList.HOUSE_NUMBER, "12a", "12a"),
        (WordList.HOUSE_NUMBER, "hoek", None),
        (WordList.OUTCOME, "refused", "refused"),
        (WordList.OUTCOME, "geweigerd", None),
    ],
)
def test_a_meaning_is_kept_in_one_way_or_is_none(name: WordList, text: str, kept: str | None) -> None:
    assert meaning_of(PROJECT, name, text) == kept


@pytest.mark.parametrize(
    ("name", "text", "flaw"),
    [
        (WordList.AMOUNT, "veel", "no_amount"),
        (WordList.AMOUNT, "9999999", "far_over_budget"),
        (WordList.DAY, "morgen", "no_day"),
        (WordList.DAY, "1-1-2017", "outside_period"),
        (WordList.DAY, "1-1-2020", "in_future"),
        (WordList.DAY, "31-12-2019", None),
        (WordList.HOUSE_NUMBER, "naast de kerk", "no_house_number"),
    ],
)
def test_what_was_typed_is_judged_at_once(name: WordList, text: str, flaw: str | None) -> None:
    assert flaw_of(PROJECT, name, text, TODAY) == flaw


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("120,50 en ook 35,00", ("155,50", "120,50", "35,00")),
        ("40 à 50", ("40,00", "50,00")),
        ("12 of 13,50", ("12,00", "13,50")),
        ("1,234", ("1234,00", "1,23")),
        ("1 en 2 en 3 en 4", ("10,00", "1,00", "2,00", "3,00", "4,00")),
        ("1 en 2 en 3 en 4 en 5", ()),
        ("12,50", ()),
        ("12,345", ("12345,00", "12,34")),
        ("20% van 30", ()),
        ("zie bon", ()),
    ],
)
def test_a_cell_with_several_amounts_offers_their_sum_and_each_of_them(text: str, amounts: tuple[str, ...]) -> None:
    assert amounts_among(text) == amounts


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("40 à 50", "40 à 50"),
        (date(2091, 3, 12), "12-3-2091"),
        (True, "ja"),
        (None, None),
        ("–", None),
        ("bel 06-12345678", None),
        (612345678, None),
        ("zie mevr. Jansen", None),
        ("J. Visser", None),
        ("naam@voorbeeld.nl", None),
        ("Waartplein 12", None),
        ("een heel verhaal over waarom dit bedrag er nog niet is", None),
        ("een twee drie vier vijf zes", "een twee drie vier vijf zes"),
        ("een twee drie vier vijf zes zeven", None),
        ("a" * 40, "a" * 40),
        ("a" * 41, None),
        ("1234567", "1234567"),
        ("12345678", None),
        ("Uitgaven!D14", None),
        (12.5, "12.5"),
    ],
)
def test_what_may_lead_to_a_person_is_no_word(cell: Cell, word: str | None) -> None:
    assert word_of(cell) == word


def test_the_name_of_a_cell_says_what_stands_beside_it() -> None:
    assert is_cell("Uitgaven!D14 (12-3-2019)")
    assert not is_cell("40 à 50!")
    assert (cell_of("Uitgaven!D14 (12-3-2019)"), cell_of("Uitgaven!D14")) == (("D14", "12-3-2019"), ("D14", ""))


def test_the_row_of_an_answer_is_known_by_the_same_word_in_every_release() -> None:
    """What was remembered under it would be lost otherwise."""
    word = of_row("40 à 50", TableName.EXPENSES, ["booked_on=12-3-2019"])
    assert word == "40 à 50 · Uitgaven · 82ad78a852"
    assert of_row("", TableName.VISITS, []) == "– · Bezoeken · 7d64c5272e"
    assert (is_of_row(word), is_of_row("40 à 50 · Uitgaven"), is_of_row(word[:-1])) == (True, False, False)
