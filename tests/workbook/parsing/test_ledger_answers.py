"""Answers about words of a ledger: kinds, accounts and cost centres that nobody knows, asked by the euros behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adv.commands.mapping import mapped
from adv.workbook.memory import learnt, with_memory
from adv.workbook.understood import Corrections
from adv.workbook.vocabulary.word_lists import INCOME, NOT_OURS, NOTHING, OURS, OwnWords, WordList
from tests.workbook.sheets import KEY, PROJECT, TODAY, book, by_kind, codes, day, found, intake, sheet, spent, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell, RawSheet


UNKNOWN = sheet(
    "Uitgaven",
    ["Datum", "Kostensoort", "Bedrag"],
    [day(1), "Lief en leed", 40.0],
    [day(2), "Fonds A", 900.0],
    [day(2), "Kleine dingen", 5.0],
    [day(3), "Kleine dingen", 5.0],
)


def test_unknown_kinds_are_asked_in_the_order_of_the_euros_behind_them() -> None:
    asked = [(word.text, word.cents, word.meaning) for word in understood(UNKNOWN).words]
    assert asked == [("Fonds A", 90_000, None), ("Lief en leed", 4_000, None), ("Kleine dingen", 1_000, None)]


@pytest.mark.parametrize(
    ("meaning", "total", "code"),
    [
        ("income", 50.0, "rows_income"),
        ("not_this_project", 50.0, "rows_other_project"),
        ("Materiaal", 950.0, None),
        ("none", 950.0, None),
    ],
)
def test_a_kind_can_be_said_to_be_income_or_of_something_else(meaning: str, total: float, code: str | None) -> None:
    result = understood(UNKNOWN, corrections=mapped([f"Kostensoort:Fonds A={meaning}"], PROJECT))
    assert spent(result) == total
    assert {"rows_income", "rows_other_project"} & codes(result) == ({code} if code else set())
    (word,) = [word for word in result.words if word.text == "Fonds A"]
    assert word.meaning == (NOTHING if meaning == "none" else meaning)


def centres(*more: list[Cell], first: str = "310", second: str = "320") -> RawSheet:
    rows: list[list[Cell]] = [
        [day(1), first, "Personeel", 200.0],
        [day(2), second, "Personeel", 1000.0],
        [day(3), first, "Overig", 100.0],
    ]
    return sheet("Uitgaven", ["Datum", "Kostenplaats", "Kostensoort", "Bedrag"], *rows, *more)


def test_of_several_cost_centres_it_is_asked_which_is_this_project() -> None:
    result = understood(centres())
    assert [(word.list, word.text, word.cents, word.meaning) for word in result.words] == [
        (WordList.PROJECT, "320", 100_000, None),
        (WordList.PROJECT, "310", 30_000, None),
    ]
    assert (spent(result), found(result, "unknown_project").params["euros"], result.is_whole) == (0.0, "1.300,00", False)


@pytest.mark.parametrize("said", [{"310": OURS}, {"320": NOT_OURS}])
def test_one_answer_settles_the_others(said: dict[str, str]) -> None:
    result = understood(centres(), corrections=Corrections(words=OwnWords({WordList.PROJECT: said})))
    assert spent(result) == 300.0
    assert {word.text: word.meaning for word in result.words} == {"310": OURS, "320": NOT_OURS}
    assert found(result, "rows_other_project").params["euros"] == "1.000,00"


def test_a_cost_centre_that_is_called_after_the_project_is_this_one() -> None:
    assert spent(understood(centres(first="310 Achter de voordeur", second="320 Jongerenwerk"))) == 300.0
    assert spent(understood(centres(first="P12 de Waart", second="P13 Centrum"))) == 300.0


def test_one_cost_centre_is_no_question() -> None:
    result = understood(centres(first="310", second="310"))
    assert (spent(result), result.words) == (1300.0, ())


def test_the_same_export_with_more_rows_comes_in_without_a_question() -> None:
    headers = ["Datum", "Grootboek", "Omschrijving", "Debet", "Credit", "Kostenplaats"]
    first: list[list[Cell]] = [
        [day(1), "4000 Lonen", "jan", 500.0, None, "310"],
        [day(1), "4555 Lief en leed", "kaart", 20.0, None, "310"],
        [day(1), "4555 Lief en leed", "kaart", 70.0, None, "320"],
        [day(1), "4777 Fonds", "vooruit", 900.0, None, "310"],
        [day(1), "1600 Crediteuren", "jan", None, 1490.0, "310"],
    ]
    words = {WordList.CATEGORY: {"lief en leed": "Activiteiten", "fonds": INCOME}, WordList.PROJECT: {"310": OURS}}
    decided = Corrections(words=OwnWords(words))
    taught = learnt(understood(sheet("Mutaties", headers, *first), corrections=decided), decided, day(4))
    more: list[list[Cell]] = [
        [day(5), "4555 Lief en leed", "taart", 30.0, None, "310"],
        [day(5), "4000 Lonen", "mei", 500.0, None, "330"],
    ]
    later = [book(sheet("Mutaties 2019", headers, *first, *more), file="later.xlsx")]
    result = intake(later, PROJECT, KEY, TODAY, with_memory(Corrections(), taught, PROJECT))
    assert by_kind(result) == {"Personeel": 500.0, "Activiteiten": 50.0}
    assert all(word.meaning is not None for word in result.words)
    assert not {"unknown_category", "unknown_project"} & codes(result)
