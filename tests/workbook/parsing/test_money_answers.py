"""Answers about money: descriptions, money that came in and cost centres are words to answer, and are remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adv.workbook.memory import learnt, with_memory
from adv.workbook.parsing.ledger.natures import CAME_IN, phrase_of
from adv.workbook.questions import questions
from adv.workbook.understood import Corrections
from adv.workbook.vocabulary.word_lists import INCOME, NOT_OURS, OURS, OwnWords, WordList
from tests.workbook.sheets import PROJECT, TODAY, by_kind, day, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell


BANK: list[list[Cell]] = [
    ["Boekdatum", "Omschrijving", "Af", "Bij", "Saldo"],
    [day(1), "zaalhuur 12", 100.0, None, 900.0],
    [day(2), "zaalhuur 13", 50.0, None, 850.0],
    [day(3), "Jansen fietsenmaker", 20.0, None, 830.0],
    [day(4), "van iemand", None, 8.0, 838.0],
]


def test_descriptions_and_money_that_came_in_are_words_to_answer_and_are_not_asked_again() -> None:
    layout = sheet("Bank", *BANK)
    result = understood(layout)
    assert sum(by_kind(result).values()) == 162.0
    assert [(word.text, word.cents) for word in result.words] == [("zaalhuur", 15000), (CAME_IN.name, -800)]
    words = OwnWords({WordList.CATEGORY: {"zaalhuur": "Materiaal", CAME_IN.name: INCOME}})
    said = understood(layout, corrections=Corrections(words=words))
    assert by_kind(said) == {"Materiaal": 150.0, "": 20.0}
    memory = learnt(said, Corrections(words=words), TODAY)
    more = sheet("Bank", *BANK, [day(5), "koffie 1", 3.0, None, 0.0], [day(6), "koffie 2", 4.0, None, 0.0])
    again = understood(more, corrections=with_memory(Corrections(), memory, PROJECT))
    assert by_kind(again) == {"Materiaal": 150.0, "": 27.0}
    assert questions(again) == ()


def test_money_that_came_in_can_lower_a_kind_of_cost_or_belong_elsewhere() -> None:
    for meaning, sums in (("Overig", {"": 170.0, "Overig": -8.0}), (NOT_OURS, {"": 170.0})):
        words = OwnWords({WordList.CATEGORY: {CAME_IN.name: meaning}})
        assert by_kind(understood(sheet("Bank", *BANK), corrections=Corrections(words=words))) == sums


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("zaalhuur 12", "zaalhuur"),
        ("Huur tent", "huur tent"),
        ("declaratie Jansen", ""),
        ("19-03 huur", ""),
        ("factuur 2019-3", "factuur"),
    ],
)
def test_a_phrase_never_holds_what_may_be_a_name(text: str, phrase: str) -> None:
    assert phrase_of(text) == phrase


def test_cost_centres_with_numbers_for_names_are_asked_with_their_sums_and_remembered() -> None:
    head = ["Datum", "Projectcode", "Grootboekrekening", "Bedrag"]
    rows: list[list[Cell]] = [[day(1), "2018-17", "4900 Overig", 100.0], [day(2), "2018-03", "4900 Overig", 900.0]]
    result = understood(sheet("Projecten", head, *rows))
    (asked,) = questions(result)
    assert [(word.text, word.cents) for word in asked.words] == [("2018-03", 90000), ("2018-17", 10000)]
    words = OwnWords({WordList.PROJECT: {"2018-17": OURS, "2018-03": NOT_OURS}})
    said = understood(sheet("Projecten", head, *rows), corrections=Corrections(words=words))
    memory = with_memory(Corrections(), learnt(said, Corrections(words=words), TODAY), PROJECT)
    again = understood(sheet("Projecten", head, *rows, [day(3), "2018-17", "4900 Overig", 5.0]), corrections=memory)
    assert (by_kind(again), questions(again)) == ({"Overig": 105.0}, ())


def test_income_that_may_be_a_cost_is_left_out_loudly_and_asked() -> None:
    rows: list[list[Cell]] = [[day(1), "Overig", 100.0], [day(2), "Donaties", 30.0], [day(3), "Subsidie gemeente", 900.0]]
    result = understood(sheet("Geld", ["Datum", "Kostensoort", "Bedrag"], *rows))
    assert by_kind(result) == {"Overig": 100.0}
    assert {one.severity.value: one.count for one in result.findings if one.code == "rows_income"} == {"warning": 1, "info": 1}
    assert {word.text: (word.meaning, word.suggestion) for word in result.words} == {
        "Donaties": (None, INCOME),
        "Subsidie gemeente": (INCOME, None),
    }
