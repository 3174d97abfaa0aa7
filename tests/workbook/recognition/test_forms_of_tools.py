"""Headers, codes and requests as tools for forms export them, each with the values that are true."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from adv.model import TableName
from adv.workbook.questions import Subject, questions
from adv.workbook.understood import ASKED_BELOW
from adv.workbook.vocabulary.words import vocabulary
from tests.workbook.sheets import DAY, codes, column, fields, sheet, understood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell
    from tests.workbook.sheets import Row

VISIT = ["Datum", "Straat", "Huisnummer", "Uitkomst"]
DAYS = [date(2019, 3, at) for at in range(1, 7)]
# Two conversations among four visits.
ROWS: list[list[Any]] = [
    [DAYS[0], "Waartplein", 1, "gesprek gevoerd"],
    [DAYS[1], "Waartplein", 2, "niet thuis"],
    [DAYS[2], "Diepenbrockhof", 3, "gesprek gevoerd"],
    [DAYS[3], "Diepenbrockhof", 4, "geen medewerking"],
]
THEMES = [["wonen", "werken"], None, ["zorg en welzijn"], None]  # of each of them


def with_columns(*columns: Sequence[Any]) -> list[Row]:
    """The visits with further columns, each with its header and the cells of the two conversations."""
    further = [[head, first, None, second, None] for head, first, second in columns]
    return [[*row, *(cells[at] for cells in further)] for at, row in enumerate([VISIT, *ROWS])]


NUMBERED = {
    "questions with numbers": [f"Vraag {at}: {head}" for at, head in enumerate([*VISIT, "Thema's"], 1)],
    "questions with codes": [f"G1Q{at}. {head}" for at, head in enumerate([*VISIT, "Thema's"], 1)],
    "codes before names": [f"Q{at}_{head}" for at, head in enumerate([*VISIT, "Thema's"], 1)],
    "names before questions": [f"{name}. {head}" for name, head in zip("abcde", [*VISIT, "Thema's"], strict=True)],
}


@pytest.mark.parametrize("heads", NUMBERED.values(), ids=NUMBERED)
def test_what_a_form_puts_before_its_questions_says_nothing(heads: list[str]) -> None:
    rows = [[*row, "; ".join(themes or []) or None] for row, themes in zip(ROWS, THEMES, strict=True)]
    result = understood(sheet("Antwoorden", heads, *rows))
    assert column(result, "visits", "themes") == [("wonen", "werken"), (), ("zorg en welzijn",), ()]
    assert fields(result) == dict(
        zip([*VISIT, "Thema's"], ["visited_on", "street", "house_number", "outcome", "themes"], strict=True)
    )
    assert len(result.dataset.requests) == 0


def test_two_numbers_that_come_again_are_no_numbers_of_questions() -> None:
    heads = [*VISIT, *(f"Vraag {number}: {part}" for number in (1, 2) for part in ("thema", "status"))]
    result = understood(sheet("Bezoeken", heads, [*ROWS[0], "wonen", "open", "werken", "afgerond"]))
    assert column(result, "requests", "theme") == ["wonen", "werken"]
    assert column(result, "requests", "status") == ["open", "closed"]


WIDE = {
    "number and part": ("Hulpvraag {}: thema", "Hulpvraag {}: status", "Hulpvraag {}: wie pakt het op"),
    "an ordinal": ("{}e hulpvraag", "Stand {}e hulpvraag", "{}e hulpvraag opgepakt door"),
    "questions": ("Waar gaat hulpvraag {} over?", "Hoe staat hulpvraag {} ervoor?", "Wie helpt bij hulpvraag {}?"),
    "a repeat": ("gesprek/hulpvragen[{}]/thema", "gesprek/hulpvragen[{}]/status", "gesprek/hulpvragen[{}]/actiehouder"),
    "a repeat of another name": ("rep_vraag[{}]/onderwerp", "rep_vraag[{}]/stand", "rep_vraag[{}]/organisatie"),
    "what follows": ("Hulpvraag {}", "Stand van zaken", "Organisatie"),
}


@pytest.mark.parametrize("heads", WIDE.values(), ids=WIDE)
def test_requests_beside_their_visit_are_read_however_they_are_called(heads: tuple[str, ...]) -> None:
    both = [head.format(number) for number in (1, 2) for head in heads]
    cells: list[list[Any]] = [
        ["Wonen", "open", "Politie", "Werken", "afgerond", "LEVgroep"],
        ["Werken", "loopt", "Politie", *["n/a"] * 3],
    ]
    further = [[head, cells[0][at], cells[1][at]] for at, head in enumerate(both)]
    result = understood(sheet("Bezoeken", *with_columns(*further)))
    assert column(result, "requests", "theme") == ["wonen", "werken", "werken"]
    assert column(result, "requests", "status") == ["open", "in_progress", "closed"]
    assert column(result, "requests", "owner") == ["Politie", "Politie", "LEVgroep"]
    assert "value_missing" not in codes(result)


def test_a_first_and_a_second_request_in_words_are_two() -> None:
    heads = [f"{part} {which} hulpvraag" for which in ("eerste", "tweede") for part in ("Thema", "Status")]
    result = understood(sheet("Bezoeken", [*VISIT, *heads], [*ROWS[0], "wonen", "open", "werken", "open"]))
    assert column(result, "requests", "theme") == ["wonen", "werken"]


BOOK: list[Row] = [
    ["Vraag", "Code", "Antwoord"],
    ["uitkomst", "A1", "Gesprek gevoerd"],
    [None, "A2", "Niet thuis"],
    [None, "A3", "Weigering"],
]
THEME_CODES: list[Row] = [["themas", "SQ001", "Wonen"], [None, "SQ002", "Zorg en welzijn"], [None, "SQ003", "Werken"]]


def test_codes_of_a_survey_are_read_by_its_code_book() -> None:
    marked: list[Row] = [[*VISIT, "themas[SQ001]", "themas[SQ002]", "themas[SQ003]"]]
    marked += [
        [*row[:3], code, *("Y" if theme in (themes or []) else None for theme in ("wonen", "zorg en welzijn", "werken"))]
        for row, code, themes in zip(ROWS, ["A1", "A2", "A1", "A3"], THEMES, strict=True)
    ]
    result = understood(sheet("results", *marked), sheet("codeboek", *BOOK, *THEME_CODES))
    assert column(result, "visits", "outcome") == ["conversation", "not_at_home", "conversation", "refused"]
    assert column(result, "visits", "themes") == [("wonen", "werken"), (), ("zorg en welzijn",), ()]
    assert questions(result) == ()


def test_a_row_that_explains_codes_is_no_data() -> None:
    said = [None, None, None, "1=gesprek gevoerd; 2=niet thuis; 3=weigering", "1=ja; 2=nee"]
    rows = [[*row[:3], code, active] for row, code, active in zip(ROWS, [1, 2, 1, 3], [1, None, 2, None], strict=True)]
    result = understood(sheet("Bezoeken", [*VISIT, "Wordt actief"], said, *rows))
    assert column(result, "visits", "outcome") == ["conversation", "not_at_home", "conversation", "refused"]
    assert result.dataset.visits.becomes_active.sum() == 1
    assert result.rows_left_out == 0


def test_marks_under_a_theme_without_a_name_are_asked_by_column_and_not_as_words() -> None:
    result = understood(sheet("Bezoeken", *with_columns(("thema1", 1, 0), ("thema2", 0, 1))))
    (asked,) = questions(result)
    assert asked.subject is Subject.COLUMNS
    assert [one.header for one in asked.columns] == ["thema1", "thema2"]


def test_a_question_over_its_parts_is_one_header_with_them() -> None:
    upper: Row = ["Op welke dag?", "Adres", None, "Hoe liep het bezoek af?", "Welke thema's?", None, None, "Wordt actief"]
    lower: Row = [None, "Straat", "Huisnummer", "Antwoord", "Wonen", "Werken", "Anders (licht toe)", "Open antwoord"]
    rows: list[Row] = [["3-3-2019", "Waartplein", 1, "Gesprek gevoerd", "Wonen", None, None, "Ja"]]
    result = understood(sheet("Sheet", upper, lower, *rows))
    assert column(result, "visits", "themes") == [("wonen",)]
    assert result.dataset.visits.becomes_active.tolist() == [True]


ACTIVE = {
    "Wil zelf iets organiseren in de buurt": True,
    "Aangemeld als buurtvrijwilliger": True,
    "Bereid zich in te zetten voor de straat": True,
    "Will the resident become active?": True,
    "Inzet voor de buurt": False,
    "Was eerder vrijwilliger": False,
    "Is al actief in de wijk": False,
    "Krijgt hulp van een vrijwilliger": False,
    "Wil actief benaderd worden door de gemeente": False,
}


@pytest.mark.parametrize(("head", "is_sure"), ACTIVE.items())
def test_who_becomes_active_is_sure_only_where_nothing_else_is_asked(head: str, *, is_sure: bool) -> None:
    result = understood(sheet("Bezoeken", *with_columns((head, "ja", "nee"))))
    (found,) = [one for one in result.sheets[0].columns if one.header == head]
    assert found.field == "becomes_active"
    assert (found.certainty >= ASKED_BELOW) is is_sure
    assert bool(questions(result)) is not is_sure
    assert ("columns_guessed" in {finding.code for finding in result.findings}) is not is_sure


@pytest.mark.parametrize("head", ["Activiteiten bekend", "Kind aanwezig", "Wil niet meedoen"])
def test_another_yes_or_no_is_not_read_as_becoming_active(head: str) -> None:
    result = understood(sheet("Bezoeken", *with_columns((head, "ja", "nee"))))
    assert fields(result)[head] is None


def test_answers_with_their_numbers_say_yes_and_no() -> None:
    result = understood(sheet("Bezoeken", *with_columns(("Wordt actief", "1. Ja", "2. Nee"))))
    assert result.dataset.visits.becomes_active.dropna().tolist() == [True, False]


def test_crosses_under_the_answers_to_one_question_say_the_outcome() -> None:
    answers = ("Gesprek gevoerd", "Niet thuis", "Geen medewerking")
    heads = [*VISIT[:3], *(f"Uitkomst [{answer}]" for answer in answers)]
    rows = [[*row[:3], *("X" if answer.casefold() == row[3] else None for answer in answers)] for row in ROWS]
    result = understood(sheet("Bezoeken", heads, *rows))
    assert column(result, "visits", "outcome") == ["conversation", "not_at_home", "conversation", "refused"]


def test_every_part_of_a_request_has_words() -> None:
    assert set(vocabulary().wide.values()) == {"theme", "goal", "status", "owner", "raised_on", "closed_on"}
    assert vocabulary().stems[TableName.REQUESTS]


def test_a_grid_of_statuses_by_theme_is_a_request_for_each_of_them() -> None:
    headers: list[Cell] = ["Datum", "Straat", "Huisnummer", "Uitkomst", "Hulpvragen [Wonen]", "Hulpvragen [Werken]"]
    rows: list[list[Cell]] = [
        [DAY, "Waartplein", 1, "gesprek gevoerd", "Open", "Afgerond"],
        [DAY, "Waartplein", 2, "gesprek gevoerd", None, "Doorverwezen"],
        [DAY, "Waartplein", 3, "niet thuis", None, None],
    ]
    requests = understood(sheet("Formulierreacties", headers, *rows)).dataset.requests
    made = sorted(zip(requests["theme"].astype(str), requests["status"].astype(str), strict=True))
    assert made == [("werken", "closed"), ("werken", "referred"), ("wonen", "open")]


def test_a_row_of_answers_below_the_questions_is_headers_where_some_are_open() -> None:
    rows: list[list[Cell]] = [
        ["Datum van het bezoek", "Adres", None, "Resultaat", "Besproken thema's", None],
        ["Datum", "Straat", "Huisnummer", "Response", "Wonen", "Werken"],
        [DAY, "Waartplein", 1, "Gesprek gevoerd", None, "Werken"],
        [DAY, "Waartplein", 2, "Niet thuis", None, None],
    ]
    result = understood(sheet("Sheet", *rows))
    assert result.dataset.visits["outcome"].tolist() == ["conversation", "not_at_home"]
    assert result.dataset.visits["themes"].tolist() == [("werken",), ()]


def test_the_day_on_which_a_form_was_filled_in_stands_for_that_of_the_visit() -> None:
    form = sheet("huisbezoek", ["today", "straat", "huisnr", "uitkomst"], ["2019-01-07", "Waartplein", 1, "niet_thuis"])
    assert len(understood(form).dataset.visits) == 1
    both = sheet(
        "huisbezoek",
        ["today", "datum", "straat", "huisnr", "uitkomst"],
        ["2019-02-07", "2019-01-07", "Waartplein", 1, "niet_thuis"],
    )
    assert understood(both).dataset.visits["visited_on"].astype(str).tolist() == ["2019-01-07"]
