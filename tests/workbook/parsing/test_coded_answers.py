"""Codes instead of words, wherever the legend stands, and what a spreadsheet makes of them."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from adv.workbook.parsing.cells.coded_answers import Decoded, are_marks_only, decoded
from adv.workbook.understood import Corrections
from adv.workbook.vocabulary.code_legends import Legends, pairs_in
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.knowledge import Knowledge
from adv.workbook.vocabulary.word_lists import OwnWords, WordList
from tests.workbook.forms import BASE, THEMES, VISITS, Visit, counted, visits_sheet
from tests.workbook.sheets import DAY, PROJECT, codes, column, found, sheet, understood

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.understood import Intake

HEADERS = [*BASE, "Thema's", "Wordt actief"]
LEGEND: list[list[Cell]] = [["Code", "Thema"], [1, "wonen"], [2, "zorg en welzijn"], [3, "werken"]]
OUTCOME_CODES = {
    "conversation": "gesprek gevoerd",
    "not_at_home": "niet thuis",
    "refused": "geen medewerking",
    "appointment": "afspraak gemaakt",
}
COUNTED = {code: sum(visit.outcome == word for visit in VISITS) for code, word in OUTCOME_CODES.items()}
OUTCOMES = {"gesprek gevoerd": 1, "niet thuis": 2, "geen medewerking": 3, "afspraak gemaakt": 4}


def numbers(visit: Visit) -> list[int]:
    return [THEMES.index(theme) + 1 for theme in visit.themes]


def listed(visit: Visit) -> Cell:
    return ", ".join(map(str, numbers(visit))) or None


def rows(theme: Callable[[Visit], Cell] = listed) -> list[list[Cell]]:
    return [[*visit.door_step, theme(visit), visit.active] for visit in VISITS]


def visits(*above: Sequence[Cell], headers: Sequence[str] = HEADERS, theme: Callable[[Visit], Cell] = listed) -> RawSheet:
    return sheet("Bezoeken", *above, list(headers), *rows(theme))


def beside() -> RawSheet:
    made: list[Sequence[Cell]] = [HEADERS, *rows()]
    return sheet("Bezoeken", *([*row, None, None, *(LEGEND[at] if at < len(LEGEND) else [])] for at, row in enumerate(made)))


PLACES: dict[str, list[RawSheet]] = {
    "a sheet after": [visits(), sheet("Legenda", *LEGEND)],
    "a sheet before": [sheet("Codes", *LEGEND), visits()],
    "names first": [visits(), sheet("Lijst", *(row[::-1] for row in LEGEND))],
    "in sentences": [
        visits(),
        sheet("Uitleg", ["Legenda"], ["1 = wonen"], ["2 = zorg en welzijn"], ["3 = werken"], ["4 = anders"]),
    ],
    "in rows": [visits(), sheet("Legenda", [1, 2, 3], ["wonen", "zorg en welzijn", "werken"])],
    "on a hidden sheet": [visits(), sheet("Keuzelijst", *LEGEND[1:], hidden=True)],
    "with zeros": [visits(), sheet("Legenda", ["01", "wonen"], ["02", "zorg en welzijn"], ["03", "werken"])],
    "in one cell": [visits(["Thema's: 1=wonen, 2=zorg en welzijn, 3=werken"], [])],
    "beside": [beside()],
    "above": [visits(*LEGEND, [])],
    "in the header": [visits(headers=[*BASE, "Thema's (1=wonen, 2=zorg, 3=werk)", "Wordt actief"])],
    "in the header, colons": [visits(headers=[*BASE, "Thema's (1: wonen; 2: zorg; 3: werken)", "Wordt actief"])],
    "in the header, bare": [visits(headers=[*BASE, "Thema 1=wonen 2=zorg 3=werken", "Wordt actief"])],
}


@pytest.mark.parametrize("place", PLACES)
def test_codes_are_read_by_the_legend_wherever_it_stands(place: str) -> None:
    result = counted(*PLACES[place])
    assert "codes_by_legend" in codes(result)
    assert codes(result) <= {"codes_by_legend", "streets_in_rest"}
    assert not result.words


def test_signs_are_read_by_the_line_that_explains_them() -> None:
    signs = {"gesprek gevoerd": "✔", "niet thuis": "✘", "geen medewerking": "-/-", "afspraak gemaakt": "☎"}
    made = [[*visit.door_step[:3], signs[visit.outcome], "; ".join(visit.themes) or None, visit.active] for visit in VISITS]
    line = "✔ = gesprek gevoerd, ✘ = niet thuis, ☎ = afspraak gemaakt"
    refused = [row for row in made if row[3] != "-/-"]
    result = understood(sheet("Bezoeken", [line], [], HEADERS, *refused))
    assert found(result, "codes_by_legend").count == len(refused)
    talks = sum(visit.outcome == "gesprek gevoerd" for visit in VISITS)
    assert int((result.dataset.visits["outcome"] == "conversation").sum()) == talks


LINES = (
    "g = gesprek, nt = niet thuis, w = wil niet, afspr = afspraak. groen = gesprek, rood = niet meer langs",
    "gesprek = g; niet thuis = nt; wil niet = w; afspraak = afspr",
    "Legenda: g – gesprek / nt – niet thuis / w – wil niet / afspr. – afspraak",
    "gesprek (g), niet thuis (nt), wil niet (w), afspr: afspraak",
    "(g) gesprek\n(nt) niet thuis\n(w) wil niet\nafspr -> afspraak",
)
SHORT = {"gesprek gevoerd": "g", "niet thuis": "nt", "geen medewerking": "w", "afspraak gemaakt": "afspr"}


def outcomes_by(line: str, written: dict[str, str], *who: Sequence[Cell]) -> Intake:
    made = [
        [*visit.door_step[:3], written[visit.outcome], *rest] for visit, rest in zip(VISITS, who or [()] * len(VISITS), strict=True)
    ]
    return understood(sheet("Bezoeken", [line], [], [*BASE[:4], *(["Wie"] if who else [])], *made))


@pytest.mark.parametrize("line", LINES)
def test_several_pairs_in_one_cell_are_a_legend_however_they_are_divided(line: str) -> None:
    result = outcomes_by(line, SHORT)
    assert found(result, "codes_by_legend").count == len(VISITS)
    counts = result.dataset.visits["outcome"].value_counts()
    assert {code: counts[code] for code in OUTCOME_CODES} == COUNTED


def test_rows_of_a_list_are_no_legend_of_the_column_beside_them() -> None:
    who = [[["L", "W", "P"][at % 3]] for at in range(len(VISITS))]
    result = outcomes_by(LINES[0].replace("w = wil niet", "p = wil niet"), {**SHORT, "geen medewerking": "p"}, *who)
    counts = result.dataset.visits["outcome"].value_counts()
    assert {code: counts[code] for code in OUTCOME_CODES} == COUNTED


def test_who_came_beside_what_came_of_it_is_no_legend_of_another_tab() -> None:
    came = zip("LWPLWPLW", VISITS, strict=False)
    first = [[*visit.door_step[:3], who, visit.outcome] for who, visit in came]
    other = [[*visit.door_step[:3], "LWP"[at % 3]] for at, visit in enumerate(VISITS)]
    result = understood(sheet("Maart", [*BASE[:3], "Wie", BASE[3]], *first), sheet("April", BASE[:4], *other))
    assert "unknown_outcome" in codes(result)
    assert "codes_by_legend" not in codes(result)


def test_a_legend_goes_before_what_a_letter_usually_means_and_that_is_said() -> None:
    result = outcomes_by(
        "g = geen gehoor, t = gesprek, w = wil niet, a = afspraak",
        {**SHORT, "gesprek gevoerd": "t", "niet thuis": "g", "afspraak gemaakt": "a"},
    )
    assert found(result, "codes_mean_otherwise").count == COUNTED["not_at_home"]
    assert int((result.dataset.visits["outcome"] == "not_at_home").sum()) == COUNTED["not_at_home"]


def test_letters_of_a_legend_are_outcomes_under_whatever_header_and_each_of_the_times_counts_once() -> None:
    made = [[*visit.door_step[:3], "nt 2x" if at == 0 else SHORT[visit.outcome]] for at, visit in enumerate(VISITS)]
    result = understood(sheet("Bezoeken", [LINES[0]], [], [*BASE[:3], "hoe"], *made))
    assert int((result.dataset.visits["outcome"] == "not_at_home").sum()) == COUNTED["not_at_home"] + 1
    assert {"codes_by_legend", "visits_counted"} <= codes(result)
    assert not codes(result) & {"times_not_read", "column_not_recognised"}


def test_letters_without_a_legend_are_not_said_to_be_a_count() -> None:
    made = [[*visit.door_step[:3], "q 2x" if at == 0 else "qz"[at % 2]] for at, visit in enumerate(VISITS)]
    assert "times_not_read" not in codes(understood(sheet("Bezoeken", [*BASE[:3], "hoe"], *made)))


ASKED = (
    "Is er een gesprek geweest?",
    "Heb je een gesprek gehad met de bewoner?",
    "Gesprek gevoerd?",
    "Did you have a conversation?",
)
WHY = {"niet thuis": "Niemand thuis", "geen medewerking": "Wilde niet", "afspraak gemaakt": "Afspraak gemaakt"}


@pytest.mark.parametrize("asked", ASKED)
def test_the_question_if_there_was_a_conversation_and_the_reason_why_not_are_one_outcome(asked: str) -> None:
    why = [WHY.get(visit.outcome) for visit in VISITS]
    made = [[*visit.door_step[:3], "Nee" if reason else "Ja", reason] for visit, reason in zip(VISITS, why, strict=True)]
    result = understood(sheet("Form1", [*BASE[:3], asked, "Zo nee, waarom niet?"], *made))
    counts = result.dataset.visits["outcome"].value_counts()
    assert {code: counts[code] for code in OUTCOME_CODES} == COUNTED
    assert codes(result) <= {"streets_in_rest"}
    assert not result.words


def test_outcomes_that_say_all_stay_beside_a_question_about_a_conversation() -> None:
    made = [[*visit.door_step, "Nee" if visit.outcome in WHY else "Ja"] for visit in VISITS]
    result = understood(sheet("Form1", [*BASE, "Is er een gesprek geweest?"], *made))
    counts = result.dataset.visits["outcome"].value_counts()
    assert {code: counts[code] for code in OUTCOME_CODES} == COUNTED


@pytest.mark.parametrize("text", ["gesprekken: 12, niet thuis: 5", "gesprek (L), niet thuis (W)", "2 - niet thuis, 3 - gesprek"])
def test_counts_and_who_came_are_no_legend(text: str) -> None:
    assert not pairs_in(text)


def as_typed(visit: Visit) -> Cell:
    """What Excel makes of "2", "1,2" and "1,2,3" where the decimal sign is a comma."""
    said = numbers(visit)
    return None if not said else said[0] if len(said) == 1 else float(".".join(map(str, said))) if len(said) == 2 else listed(visit)


def as_day(visit: Visit) -> Cell:
    """What Excel makes of "2", "1-2" and "1-2-3"."""
    said = numbers(visit)
    if len(said) < 2:
        return str(said[0]) if said else None
    return datetime(2000 + said[2] if len(said) == 3 else 2019, said[1], said[0])  # noqa: DTZ001 - a spreadsheet's day


@pytest.mark.parametrize(
    ("theme", "said"),
    [(as_typed, set()), (as_day, {"codes_were_days"})],
    ids=["decimals", "days"],
)
def test_codes_that_a_spreadsheet_took_for_something_else_are_read_back(theme: Callable[[Visit], Cell], said: set[str]) -> None:
    result = counted(visits(theme=theme), sheet("Legenda", *LEGEND))
    assert codes(result) - {"streets_in_rest"} == {"codes_by_legend", *said}


def test_a_code_book_explains_several_columns_each_by_its_own_words() -> None:
    active = {"Ja": 1, "Nee": 2, None: None}
    made = [[*visit.door_step[:3], OUTCOMES[visit.outcome], listed(visit), active[visit.active]] for visit in VISITS]
    book: list[list[Cell]] = [["Vraag", "Code", "Betekenis"]]
    book += [["Uitkomst", code, word] for word, code in OUTCOMES.items()]
    book += [["Thema", code, theme.capitalize()] for code, theme in enumerate(THEMES, 1)]
    book += [["Actief", 1, "Ja"], ["Actief", 2, "Nee"]]
    counted(sheet("Bezoeken", HEADERS, *made), sheet("Codeboek", *book))


def test_columns_with_the_number_of_a_code_hold_marks_and_no_codes() -> None:
    shown = visits_sheet(
        [*BASE, "Thema 1", "Thema 2", "Thema 3", "Wordt actief"],
        lambda _, visit: [
            *visit.door_step,
            *(int(theme in visit.themes) if visit.themes else None for theme in THEMES),
            visit.active,
        ],
    )
    counted(shown, sheet("Legenda", *LEGEND))


def test_marks_under_a_number_that_nothing_explains_are_not_asked_about_as_words() -> None:
    """One meaning of "1" for all of them would put every theme under one."""
    shown = visits_sheet(
        [*BASE, "Thema 1", "Thema 2"], lambda _, visit: [*visit.door_step, *(int(theme in visit.themes) for theme in THEMES[:2])]
    )
    result = understood(shown)
    assert "unknown_theme" in codes(result)
    assert not [word for word in result.words if word.list is WordList.THEME]


def test_two_legends_that_differ_explain_nothing_and_the_codes_are_asked_about() -> None:
    other: list[list[Cell]] = [[1, "werken"], [2, "zorg en welzijn"], [3, "wonen"]]
    result = understood(visits(), sheet("Legenda", *LEGEND), sheet("Codes", *other))
    assert "unknown_theme" in codes(result)
    assert {word.text for word in result.words if word.list is WordList.THEME} == {"1", "2", "3"}


def test_codes_without_a_legend_are_asked_about_and_read_once_that_is_said() -> None:
    asked = understood(visits())
    assert {word.text for word in asked.words if word.list is WordList.THEME} == {"1", "2", "3"}
    said = OwnWords({WordList.THEME: {"1": "wonen", "2": "zorg en welzijn", "3": "werken"}})
    result = understood(visits(), corrections=Corrections(words=said))
    assert {theme: sum(theme in themes for themes in result.dataset.visits.themes if themes) for theme in THEMES} == dict.fromkeys(
        THEMES, 3
    )


def test_outcomes_as_numbers_without_a_legend_are_asked_about() -> None:
    coded = visits_sheet([*BASE], lambda _, visit: [*visit.door_step[:3], OUTCOMES[visit.outcome]])
    asked = {word.text for word in understood(coded).words if word.list is WordList.OUTCOME}
    assert asked == {"1", "2", "3", "4"}


def test_a_list_of_requests_is_no_legend() -> None:
    """Its numbers and themes stand beside each other too; but a theme comes more than once."""
    requests: list[list[Cell]] = [["Nr", "Thema", "Status"], [1, "werken", "open"], [2, "wonen", "open"], [3, "wonen", "open"]]
    assert "unknown_theme" in codes(understood(visits(), sheet("Vragen", *requests)))


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Thema (1=wonen, 2=zorg en welzijn)", [("1", "wonen"), ("2", "zorg en welzijn")]),
        ("1 = ja; 2 = nee", [("1", "ja"), ("2", "nee")]),
        ("A: wonen / B: werken", [("a", "wonen"), ("b", "werken")]),
        ("1=wonen 2=zorg", [("1", "wonen"), ("2", "zorg")]),
        ("om 14:30 uur", []),
        ("Datum", []),
    ],
)
def test_pairs_of_a_code_and_its_meaning_are_found_in_a_text(text: str, pairs: list[tuple[str, str]]) -> None:
    assert pairs_in(text) == pairs


def test_a_day_among_themes_without_a_legend_is_said_and_not_guessed() -> None:
    one: Any = [[date(2019, 1, 8), "Waartplein", 5, "gesprek gevoerd", datetime(2019, 3, 2)]]  # noqa: DTZ001 - a spreadsheet's day
    result = understood(sheet("Bezoeken", [*BASE, "Thema's"], *one))
    assert found(result, "unknown_theme").cells == ("E2",)


@pytest.mark.parametrize(
    ("cell", "meant", "was_day"),
    [
        ("1;2", "wonen; werken", False),
        (1.2, "wonen; werken", False),
        ("2, 2", "werken", False),
        ("1;4", None, False),
        (date(2019, 2, 1), "wonen; werken", True),  # 1-2
        (date(2003, 2, 1), "wonen; werken; zorg en welzijn", True),  # 1-2-3
        (date(2032, 2, 1), "wonen; werken", True),
        (datetime.fromisoformat("2019-02-01T10:00"), None, False),
        (date(2019, 5, 1), None, False),
        (None, None, False),
    ],
)
def test_a_cell_of_codes_is_what_each_of_them_stands_for(cell: Cell, meant: str | None, *, was_day: bool) -> None:
    header = "Thema (1=wonen, 2=werken, 3=zorg en welzijn)"
    found = decoded([cell, "1;3"], Kind.THEMES, header, Legends(Knowledge(PROJECT)))
    assert found.get(0) == (Decoded(meant, was_day) if meant else None)
    assert found[1] == Decoded("wonen; zorg en welzijn")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [(["x", None], True), ([1, 0], True), (["ja", "nee"], True), ([0], True), ([1], False), ([1, 2], False), ([None], False)],
)
def test_a_one_alone_is_a_code_and_with_a_nought_a_mark(cells: list[Cell], expected: object) -> None:
    assert are_marks_only(cells) is expected


def test_a_cross_beside_a_no_stays_a_yes() -> None:
    """Columns of crosses, dashes and denials look like codes beside their meanings: "x" beside "nee", row after row."""
    answers = [("-", "x", "nee"), ("nvt", "x", "nee"), ("0", "x", "nee"), ("x", "-", "nvt"), ("nee", "X", "-"), ("-", "nee", "x")]
    rows: list[list[Cell]] = [[DAY, "Waartplein", number, "gesprek", *marks] for number, marks in enumerate(answers, 1)]
    result = understood(sheet("Bezoeken", ["Datum", "Straat", "Nr", "Uitkomst", "Wonen", "Zorg & welzijn", "Werk"], *rows))
    themes = Counter(theme for row in column(result, "visits", "themes") for theme in row or ())
    assert themes == {"wonen": 1, "zorg en welzijn": 4, "werken": 1}
