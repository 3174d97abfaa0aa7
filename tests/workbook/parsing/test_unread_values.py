"""Cells that cost their row are asked by what stands in them, else by their name, and count as the user says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.commands.fitting import all_there
from adv.commands.mapping import mapped
from adv.errors import AdvError
from adv.workbook.asked_findings import is_settled
from adv.workbook.memory import learnt, with_memory
from adv.workbook.questions import questions
from adv.workbook.tables.findings import Severity
from adv.workbook.understood import Corrections
from adv.workbook.vocabulary.unknown_words import MOST_VALUES
from adv.workbook.vocabulary.word_lists import WordList
from tests.workbook.sheets import EXPENSE_HEADERS, HEADERS, PROJECT, booking, column, sheet, understood, visit

if TYPE_CHECKING:
    from adv.workbook.tables.grid import RawSheet
    from adv.workbook.understood import Intake


def expenses(*amounts: object) -> RawSheet:
    """A booking a day, from 1 April 2019 on."""
    rows = [booking(amount, Datum=date(2019, 4, 1 + at)) for at, amount in enumerate(amounts)]  # type: ignore[arg-type]  # cells
    return sheet("Uitgaven", EXPENSE_HEADERS, *rows)


def said(intake: Intake) -> list[tuple[str, int, str | None]]:
    return [(word.text, word.rows, word.meaning) for word in intake.words]


def test_alike_texts_are_one_word_and_blank_cells_are_asked_by_name() -> None:
    intake = understood(expenses(12.5, "n.t.b.", "40 à 50", "n.t.b.", None, "bel 06-12345678"))
    assert said(intake) == [
        ("n.t.b. · Uitgaven", 2, None),
        ("40 à 50 · Uitgaven", 1, None),
        ("Uitgaven!D6 (5-4-2019)", 1, None),
        ("Uitgaven!D7 (6-4-2019)", 1, None),
    ]
    (question,) = questions(intake)
    assert (question.list, question.rows_waiting) == (WordList.AMOUNT, 5)
    errors = [one for one in intake.findings if one.severity is Severity.ERROR]
    assert errors
    assert all(is_settled(one, [question]) for one in errors)


def test_more_than_are_asked_are_said() -> None:
    intake = understood(expenses(*[None] * 20), sheet("Kas", EXPENSE_HEADERS, *[booking(f"zie {at}") for at in range(MOST_VALUES)]))
    (question,) = questions(intake)
    assert len(question.words) == MOST_VALUES
    assert not any(is_settled(one, [question]) for one in intake.findings)


@pytest.mark.parametrize(
    ("said", "cents"),
    [
        ([], [1250]),
        (["Bedrag:40 à 50=45"], [1250, 4500]),
        (["Bedrag:Uitgaven!D4 (3-4-2019)=99,95"], [1250, 9995]),
        (["bedrag:uitgaven!d4=99,95"], [1250, 9995]),
        (["Bedrag:Uitgaven!D4 (4-4-2019)=99,95"], [1250]),  # another row stood there
        (["Bedrag:Kas!D4=99,95"], [1250]),
        (["Bedrag:Uitgaven!D2=99,95"], [9995]),  # also where something stands that can be read
        (["Bedrag:40 à 50=none", "Bedrag:Uitgaven!D4=none"], [1250]),
    ],
)
def test_an_amount_counts_as_it_was_said(said: list[str], cents: list[int]) -> None:
    intake = understood(expenses(12.5, "40 à 50", None), corrections=mapped(said, PROJECT))
    assert column(intake, "expenses", "cents") == cents
    left = {one.code for one in intake.findings if one.severity is Severity.ERROR}
    assert bool(left) == (len(cents) < 3 and "none" not in " ".join(said))


def test_an_amount_that_was_said_is_in_euros_whatever_the_column_is_in() -> None:
    raw = sheet("Uitgaven", ["Datum", "Kostensoort", "Bedrag (in centen)"], *[
        [date(2019, 4, day), "Activiteiten", cell] for day, cell in ((1, 1250), (2, 7800), (3, "n.t.b."))
    ])  # fmt: skip
    intake = understood(raw, corrections=mapped(["Bedrag:n.t.b.=35"], PROJECT))
    assert sorted(column(intake, "expenses", "cents")) == [1250, 3500, 7800]


def test_a_formula_without_an_outcome_is_asked_by_its_cell() -> None:
    raw = sheet("Uitgaven", EXPENSE_HEADERS, booking(12.5), booking(None, Datum=date(2019, 4, 2)), flaws={(2, 3): "formula"})
    assert said(understood(raw)) == [("Uitgaven!D3 (2-4-2019)", 1, None)]
    answered = understood(raw, corrections=mapped(["Bedrag:Uitgaven!D3=8"], PROJECT))
    assert sorted(column(answered, "expenses", "cents")) == [800, 1250]
    assert said(answered) == [("Uitgaven!D3 (2-4-2019)", 1, "8,00")]
    assert not [one for one in answered.findings if one.severity is Severity.ERROR]


def test_a_day_that_was_said_leaves_the_others_as_they_were_read() -> None:
    days = ["3/4/2019", "3/28/2019", "4/20/2019", "5/14/2019"]  # the month first throughout
    raw = sheet("Bezoeken", HEADERS, *[visit(at, Datum=day) for at, day in enumerate([*days, "ergens in april", None], 1)])
    intake = understood(raw, corrections=mapped(["Datum:ergens in april=5-4-2019", "Datum:Bezoeken!B7=6-4-2019"], PROJECT))
    found = sorted(day.strftime("%d-%m") for day in column(intake, "visits", "visited_on"))
    assert found == ["04-03", "05-04", "06-04", "14-05", "20-04", "28-03"]


def test_a_day_of_a_booking_is_asked_with_its_euros() -> None:
    intake = understood(sheet("Uitgaven", EXPENSE_HEADERS, booking(10.0), booking(85.0, Datum="weet niet")))
    assert [(word.list, word.text, word.cents) for word in intake.words] == [(WordList.DAY, "weet niet · Uitgaven", 8500)]


def test_a_cell_of_a_tab_with_brackets_in_its_name_is_answered() -> None:
    raw = sheet("Uitgaven (2)", EXPENSE_HEADERS, booking(12.5), booking(None, Datum=date(2019, 4, 2)))
    for text in ("Uitgaven (2)!D3", "Uitgaven (2)!D3 (2-4-2019)"):
        answered = understood(raw, corrections=mapped([f"Bedrag:{text}=8"], PROJECT))
        assert sorted(column(answered, "expenses", "cents")) == [800, 1250]


def test_a_house_number_that_a_register_lacks_is_asked() -> None:
    raw = sheet("Adressen", ["Straat", "Huisnummer"], *[["Waartplein", door] for door in (1, 2, None, 4)])
    assert said(understood(raw)) == [("Adressen!B4 (Waartplein)", 1, None)]
    assert len(understood(raw, corrections=mapped(["Huisnummer:Adressen!B4=3"], PROJECT)).dataset.addresses) == 4


def test_answers_are_remembered_for_the_next_export() -> None:
    made = mapped(["Bedrag:n.t.b.=20", "Bedrag:Uitgaven!D4 (3-4-2019)=35"], PROJECT)
    memory = learnt(understood(expenses(12.5, "n.t.b.", None), corrections=made), made, date(2020, 1, 1))
    again = understood(expenses(12.5, "n.t.b.", None, "n.t.b."), corrections=with_memory(Corrections(), memory, PROJECT))
    assert column(again, "expenses", "cents") == [1250, 2000, 3500]
    assert [word.cells for word in again.words if word.meaning is None] == [("D5",)]  # the same text in another row is another cell


def test_an_answer_about_a_row_goes_with_it_to_another_place_and_never_to_another_row() -> None:
    made = mapped(["Datum:31-2-2019=28-2-2019"], PROJECT)
    raw = sheet("Bezoeken", HEADERS, visit(1), visit(2, Datum="31-2-2019", Straat="Badingsstraat"))
    memory = learnt(understood(raw, corrections=made), made, date(2020, 1, 1))
    moved = sheet("Blad1", HEADERS, visit(7), visit(8), visit(2, Datum="31-2-2019", Straat="Badingsstraat"))
    other = sheet("Bezoeken", HEADERS, visit(1), visit(2, Datum="31-2-2019", Straat="Zweersstraat"))
    for said, rows in ((moved, 3), (other, 1)):
        again = understood(said, corrections=with_memory(Corrections(), memory, PROJECT))
        assert len(again.dataset.visits) == rows
        assert bool(questions(again)) == (rows == 1)


def test_a_visit_and_an_expense_with_the_same_text_are_two_questions() -> None:
    raw = sheet("Bezoeken", HEADERS, visit(1), visit(2, Datum="31-2-2019"))
    money = sheet("Uitgaven", EXPENSE_HEADERS, booking(10.0), booking(85.0, Datum="31-2-2019"))
    assert [word.text for word in understood(raw, money).words] == ["31-2-2019 · Uitgaven", "31-2-2019 · Bezoeken"]
    answered = understood(raw, money, corrections=mapped(["Datum:31-2-2019 · Uitgaven=28-2-2019"], PROJECT))
    assert (len(answered.dataset.visits), len(answered.dataset.expenses)) == (1, 2)


def test_what_is_no_amount_is_refused_on_the_command_line() -> None:
    with pytest.raises(AdvError, match="unknown_meaning"):
        mapped(["Bedrag:n.t.b.=veel"], PROJECT)


ANSWERED = sheet(
    "Bezoeken",
    HEADERS,
    visit(1, Uitkomst="praatje"),
    visit(2, Datum="gisteren"),
    visit(3, Huisnummer="links"),
    visit(4, Gebied="elders"),
)


@pytest.mark.parametrize(
    "pair",
    [
        *("Uitkomst:praatje=conversation", "Uitkomst:gesprek gevoerd=none", "Datum:gisteren=2019-03-04", "Huisnummer:links=12"),
        *("Gebied:elders=Waartplein", "Thema's:wonen=werken", "Datum:Bezoeken!B3=2019-03-04", "Bedrag:n.t.b.=5,00"),
    ],
)
def test_an_answer_for_what_stands_in_the_file_is_taken(pair: str) -> None:
    decided = mapped([pair], PROJECT)
    all_there(decided, understood(ANSWERED, expenses("n.t.b.", 12.5), corrections=decided))


@pytest.mark.parametrize(
    "pair",
    [
        *("Uitkomst:babbeltje=conversation", "Datum:week 2 (7 jan - 11 jan 2019)=2019-01-08", "Huisnummer:rechts=12"),
        *("Bedrag:-=5,00", "Straat:TEST=none", "Opmerking:dubbel=none", "Kostensoort:Snoep=Materiaal", "Gebied:ergens=Waartplein"),
    ],
)
def test_an_answer_that_changes_nothing_is_refused(pair: str) -> None:
    decided = mapped([pair], PROJECT)
    weeks = sheet("Ronde", HEADERS, visit(5, Datum="week 2 (7 jan - 11 jan 2019)"))
    with pytest.raises(AdvError, match="word_not_there"):
        all_there(decided, understood(ANSWERED, weeks, expenses("-", 12.5), corrections=decided))


def test_a_row_may_be_left_out_beside_one_with_several_visits() -> None:
    made = sheet("Bezoeken", HEADERS, visit(1, Uitkomst="praatje"), visit(2, Uitkomst="2x niet thuis"), visit(3))
    assert sorted(column(understood(made, corrections=mapped(["Uitkomst:praatje=none"], PROJECT)), "visits", "outcome")) == [
        "conversation",
        *["not_at_home"] * 2,
    ]
