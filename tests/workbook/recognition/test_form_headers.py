"""Headers as tools for forms write them."""

from __future__ import annotations

import pytest

from adv.workbook.recognition.places.layout import questions_and_answers, within_group, without_codes


@pytest.mark.parametrize(
    ("headers", "questions"),
    [
        (["Vraag 1: Datum", "Vraag 2: Straat", "Vraag 3: Nummer"], ["Datum", "Straat", "Nummer"]),
        (["Q1. Datum", "Q2. Straat", "Q3. Nummer", "Naam"], ["Datum", "Straat", "Nummer", "Naam"]),
        (["Q1_datum", "Q5_thema_1", "Q5_thema_2"], ["datum", "thema_1", "thema_2"]),
        (["datum. Wanneer?", "straat. Waar?", "themas[SQ001]. Wat?"], ["Wanneer?", "Waar?", "Wat?"]),
        (["Vraag 1: Datum", "Vraag 2: Straat", "Nummer"], ["Vraag 1: Datum", "Vraag 2: Straat", "Nummer"]),  # too few to be a form
        (["Q1. Datum", "Q1. Straat", "Q1. Nummer"], ["Q1. Datum", "Q1. Straat", "Q1. Nummer"]),  # no numbers of questions
        (["datum. Wanneer?", "straat. Waar?", "wat. Wat?", "Naam"], ["datum. Wanneer?", "straat. Waar?", "wat. Wat?", "Naam"]),
    ],
)
def test_what_a_form_puts_before_each_question_goes(headers: list[str], questions: list[str]) -> None:
    assert list(without_codes(dict(enumerate(headers))).values()) == questions


def test_empty_headers_stay_beside_questions() -> None:
    headers = {0: "Vraag 1: Datum", 1: None, 2: "Vraag 2: Straat", 3: " ", 4: "Vraag 3: Nummer"}
    assert without_codes(headers) == {0: "Datum", 1: None, 2: "Straat", 3: " ", 4: "Nummer"}


@pytest.mark.parametrize(
    ("header", "pairs"),
    [
        ("themas/wonen", [("themas", "wonen")]),
        ("Thema's [Wonen]", [("Thema's", "Wonen")]),
        ("themas.wonen", [("themas", "wonen")]),
        ("Thema's - Selected Choice - Wonen", [("Thema's", "Selected Choice - Wonen"), ("Thema's", "Wonen")]),
        ("Thema's: Wonen", [("Thema's", "Wonen")]),
        ("themas_wonen", [("themas", "wonen")]),
        ("Thema's (meer/minder): Wonen", [("Thema's (meer/minder)", "Wonen")]),
        ("Thema's", []),
        ("Thema's:", []),
        (": Wonen", []),
    ],
)
def test_a_header_may_hold_a_question_and_one_of_its_answers(header: str, pairs: list[tuple[str, str]]) -> None:
    assert list(questions_and_answers(header)) == pairs


@pytest.mark.parametrize(
    ("header", "sign", "divided"),
    [
        ("bezoek/datum", "/", ("bezoek", "datum")),
        ("bezoek / datum", "/", ("bezoek", "datum")),
        ("form/bezoek/datum", "/", ("form/bezoek", "datum")),
        ("bezoek.datum", ".", ("bezoek", "datum")),
        ("Bezoek nr. 2", ".", None),
        ("bezoek-datum", "-", ("bezoek", "datum")),
        ("datum", "/", None),
        ("/datum", "/", None),
        ("bezoek/", "/", None),
    ],
)
def test_a_question_may_be_in_a_group(header: str, sign: str, divided: tuple[str, str] | None) -> None:
    assert within_group(header, sign) == divided
