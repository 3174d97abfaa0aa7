"""A column per outcome with a cross in one of them, or one that says whether there was a conversation: read, or said."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adv.texts import LANGUAGES, texts
from adv.workbook.memory import NOTHING_REMEMBERED, learnt, with_memory
from adv.workbook.understood import Corrections
from adv.workbook.vocabulary.word_lists import NOTHING, OwnWords, WordList
from tests.workbook.sheets import DAY, PROJECT, codes, column, found, sheet, understood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.understood import Intake

THREE = ["Gesprek", "Niet thuis", "Geweigerd"]
CODES = ["conversation", "not_at_home", "refused"]


def ticked(*rows: Sequence[Cell], headers: Sequence[str] = THREE) -> RawSheet:
    return sheet(
        "Voordeur",
        ["Datum", "Straat", "Nr", *headers],
        *([DAY, "Waartplein", number, *row] for number, row in enumerate(rows, start=1)),
    )


def outcomes(result: Intake) -> dict[str, int]:
    return dict(Counter(column(result, "visits", "outcome")))


@pytest.mark.parametrize(
    ("yes", "no"), [("x", None), ("ja", "nee"), (True, False), (1, 0), (1.0, None), ("✓", "-"), ("X", "")], ids=str
)
def test_the_mark_says_the_outcome(yes: Cell, no: Cell) -> None:
    result = understood(ticked([yes, no, no], [no, yes, no], [yes, no, no]))
    assert outcomes(result) == {"conversation": 2, "not_at_home": 1}
    assert [c.option for c in result.sheets[0].columns if c.field == "outcome"] == CODES
    assert codes(result) == {"outcomes_ticked"}


def test_two_columns_of_one_outcome_are_one_outcome() -> None:
    result = understood(
        ticked(["x", None], [None, "x"], ["x", "x"], headers=["Niet thuis", "Geen gehoor"]), ticked(["x", None, None])
    )
    assert outcomes(result) == {"conversation": 1}  # the first sheet says nothing of what else there may have been
    result = understood(ticked(["x", "x", None], [None, None, "x"], headers=["Niet thuis", "Geen gehoor", "Gesprek"]))
    assert outcomes(result) == {"not_at_home": 1, "conversation": 1}


def test_crosses_under_two_outcomes_are_nobodys_choice() -> None:
    result = understood(ticked(["x", None, None], ["x", "x", None], [None, None, None]))
    assert outcomes(result) == {"conversation": 1}
    assert (found(result, "outcomes_contradict").cells, found(result, "outcome_not_marked").cells) == (("D3",), ("D4",))
    assert result.rows_left_out == 2


def test_a_total_under_the_list_does_not_make_the_marks_numbers() -> None:
    rows = ticked(["x", None, None], [None, "x", None])
    total: list[Cell] = ["Totaal", None, None, 1, 1, 0]
    whole = sheet("Voordeur", *zip(*((*old, new) for old, new in zip(rows.columns, total, strict=True)), strict=True))
    assert outcomes(understood(whole)) == {"conversation": 1, "not_at_home": 1}


@pytest.mark.parametrize(
    "row",
    [[3, 1, 0], ["3-4-2019", None, None], ["mevrouw vertelde over haar woning", None, None], ["Jan", "Piet", None]],
    ids=["counts", "days", "stories", "names"],
)
def test_columns_that_hold_something_else_are_not_read_as_marks(row: list[Cell]) -> None:
    rows: list[list[Cell]] = [row, ["x", None, None], [row[0], 2, None], [None, "x", None], [row[0], None, None]]
    result = understood(ticked(*rows), ticked(["x", None, None]))
    assert outcomes(result) == {"conversation": 1}
    assert "columns_missing" in codes(result) or "sheet_not_read" in codes(result)


def test_a_word_among_the_marks_costs_its_row_and_is_said() -> None:
    marks: list[list[Cell]] = [["x", None, None], [None, "x", None]] * 4
    result = understood(ticked(*marks, [None, "belt terug", None], ["x", "was ziek", None]))
    assert outcomes(result) == {"conversation": 4, "not_at_home": 4}
    assert found(result, "unreadable_yes_no").total == 2
    assert result.rows_left_out == 2


def test_a_column_with_outcomes_in_words_goes_before_columns_with_marks() -> None:
    result = understood(ticked(["niet thuis", "ja"], ["gesprek", None], headers=["Uitkomst", "Gesprek"]))
    assert outcomes(result) == {"not_at_home": 1, "conversation": 1}


def test_yes_means_a_conversation_and_what_no_means_is_asked() -> None:
    rows = ticked(["J"], ["N"], ["j"], ["N"], headers=["Gesprek (J/N)"])
    result = understood(rows)
    assert outcomes(result) == {"conversation": 2}
    assert found(result, "outcome_denied").cells == ("D3", "D5")
    assert [(word.list, word.text, word.rows, word.meaning) for word in result.words] == [(WordList.OUTCOME, "N", 2, None)]
    said = understood(rows, corrections=Corrections(words=OwnWords({WordList.OUTCOME: {"n": "not_at_home"}})))
    assert outcomes(said) == {"conversation": 2, "not_at_home": 2}
    assert said.words[0].meaning == "not_at_home"
    passed = understood(rows, corrections=Corrections(words=OwnWords({WordList.OUTCOME: {"n": NOTHING}})))
    assert (outcomes(passed), codes(passed)) == ({"conversation": 2}, {"rows_passed_over"})


def test_an_empty_cell_is_no_no() -> None:
    result = understood(ticked(["ja"], [None], headers=["Gesprek gevoerd?"]))
    assert outcomes(result) == {"conversation": 1}
    assert found(result, "value_missing").total == 1


def test_no_with_the_reason_beside_it_is_that_reason() -> None:
    headers = ["Gesprek", "Reden geen gesprek"]
    result = understood(ticked(["ja", None], ["nee", "niet thuis"], ["nee", "wil niet"], headers=headers))
    assert outcomes(result) == {"conversation": 1, "not_at_home": 1, "refused": 1}
    result = understood(ticked(["ja", "niet thuis"], ["nee", "wil niet"], ["nee", "niet thuis"], headers=headers))
    assert outcomes(result) == {"refused": 1, "not_at_home": 1}
    assert found(result, "outcomes_contradict").cells == ("D2",)


@pytest.mark.parametrize("header", ["Afgerond", "Niet thuis", "Afspraak"])
def test_one_column_that_may_say_something_else_is_no_outcome(header: str) -> None:
    result = understood(ticked(["x"], [None], ["x"], ["x"], [None], headers=[header]), ticked(["x", None, None]))
    assert outcomes(result) == {"conversation": 1}
    assert {"columns_missing", "sheet_not_read", "register_with_visits"} & codes(result)


def test_what_was_confirmed_is_read_so_again() -> None:
    rows = ticked(["x", None, None], [None, "x", None])
    memory = learnt(understood(rows), Corrections(), DAY)
    assert memory != NOTHING_REMEMBERED
    again = understood(rows, corrections=with_memory(Corrections(), memory, PROJECT))
    assert again.sheets[0].remembered
    assert outcomes(again) == {"conversation": 1, "not_at_home": 1}


def test_a_column_is_said_to_be_the_marks_of_an_outcome() -> None:
    said = Corrections(headers={"Sprak bewoner": "outcome:conversation", "Deur dicht": "outcome:not_at_home"})
    result = understood(ticked(["x", None], [None, "x"], headers=["Sprak bewoner", "Deur dicht"]), corrections=said)
    assert outcomes(result) == {"conversation": 1, "not_at_home": 1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_has_a_sentence(language: str) -> None:
    known = texts(language)
    assert len({known(f"recognition.outcome_mark.{code}") for code in CODES}) == len(CODES)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.sampled_from(["x", "nee", None, "", "1", "ja"]), min_size=3, max_size=3), min_size=1, max_size=9))
def test_every_row_counts_as_its_only_mark_or_is_said(rows: list[list[Cell]]) -> None:
    first: list[list[Cell]] = [["x", None, None], [None, "x", None], [None, None, "x"]]
    result = understood(ticked(*first, *rows))
    truth = Counter(CODES)
    wrong = 0
    for row in rows:
        marks = [code for code, cell in zip(CODES, row, strict=True) if cell in {"x", "1", "ja"}]
        truth.update(marks if len(marks) == 1 else [])
        wrong += len(marks) != 1
    assert outcomes(result) == dict(truth)
    assert result.rows_left_out == wrong
    errors = [finding.total for finding in result.findings if finding.severity == "error"]
    assert sum(errors) == wrong
