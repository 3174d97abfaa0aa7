"""A column per answer, questions in groups and on branches, rows of codes: as the tools for forms write them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from adv.workbook.questions import questions
from tests.workbook.forms import BASE, THEMES, VISITS, Visit, counted, visits_sheet
from tests.workbook.sheets import DAY, PROJECT, codes, column, fields, found, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell, RawSheet

# Tool: the header of an answer from the question and the answer; what stands in its column when it was chosen, when not, and when nobody
# was asked; the question; the other headers; the one about becoming active.
XML_BASE = ("datum", "straat", "huisnummer", "uitkomst")
IN_GROUPS = ("Het bezoek/Datum van het bezoek", "Het bezoek/Straat", "Het bezoek/Huisnummer", "Het bezoek/Wat was de uitkomst?")
ACTIVE_IN_GROUP = "Over het gesprek/Wordt de bewoner actief?"
TOOLS: dict[str, tuple[str, str, Cell, Cell, tuple[str, ...], str]] = {
    "KoboToolbox, labels": ("Thema's", "{q}/{label}", 1, 0, BASE, "Wordt actief"),
    "KoboToolbox, names": ("themas", "{q}/{name}", "1", "0", XML_BASE, "wordt_actief"),
    "KoboToolbox, names in groups": ("a/themas", "{q}/{name}", 1.0, 0.0, tuple(f"a/{name}" for name in XML_BASE), "b/wordt_actief"),
    "KoboToolbox, labels in groups": ("Over het gesprek/Welke thema's?", "{q}/{label}", True, False, IN_GROUPS, ACTIVE_IN_GROUP),
    "ODK Central": ("bezoek-themas", "{q}/{name}", 1, 0, tuple(f"bezoek-{name}" for name in XML_BASE), "bezoek-wordt_actief"),
    "Ona": ("themas", "{q}.{name}", "True", "False", tuple(f"bezoek.{name}" for name in XML_BASE), "bezoek.wordt_actief"),
    "LimeSurvey, questions": ("Welke thema's zijn besproken?", "{q} [{label}]", "Ja", "Nee", BASE, "Wordt actief"),
    "LimeSurvey, codes": ("themas", "{q}[{label}]", "Y", "", BASE, "Wordt actief"),
    "LimeSurvey, its own codes": ("G02Q05", "{q}[{label}]", "Ja", "N/A", BASE, "Wordt actief"),
    "Google Forms": ("Thema's", "{q}: {label}", "Ja", None, BASE, "Wordt actief"),
    "Qualtrics, words": ("Waar ging het over? - Selected Choice", "{q} - {label}", "{label}", None, BASE, "Wordt actief"),
    "Qualtrics, numbers": ("Waar ging het over?", "{q} - {label}", 1, None, BASE, "Wordt actief"),
    "SPSS": ("Q7", "{q}_{label}", "Selected", "Not Selected", BASE, "Wordt actief"),
    "a data frame": ("themas", "{q}_{name}", 1, 0, BASE, "Wordt actief"),
    "answers with numbers": ("5. Thema's", "{q} [1. {label}]", "aangevinkt", "niet aangevinkt", BASE, "Wordt actief"),
}


def of_tool(name: str) -> tuple[list[str], list[list[Cell]]]:
    """The headers and rows that a tool writes."""
    question, form, chosen, not_chosen, base, active = TOOLS[name]

    def written(text: Cell, theme: str) -> Cell:
        names = {"q": question, "label": theme.capitalize(), "name": theme.replace(" ", "_")}
        return text.format(**names) if isinstance(text, str) else text

    headers = [*base, *(str(written(form, theme)) for theme in THEMES), active]
    rows = [
        [*visit.door_step, *(written(chosen if theme in visit.themes else not_chosen, theme) for theme in THEMES), visit.active]
        if visit.themes
        else [*visit.door_step]
        for visit in VISITS
    ]
    return headers, rows


def of_form(headers: list[str], rows: list[list[Cell]]) -> RawSheet:
    return visits_sheet(headers, lambda number, _: rows[number])


@pytest.mark.parametrize("tool", TOOLS)
def test_a_column_per_answer_is_read_as_each_tool_writes_it(tool: str) -> None:
    result = counted(of_form(*of_tool(tool)))
    assert codes(result) <= {"streets_in_rest"}


@pytest.mark.parametrize("question", ["Thema's", "Wat speelt er?"])
def test_answers_that_a_column_says_together_too_count_once(question: str) -> None:
    headers, rows = of_tool("KoboToolbox, labels")
    headers = [header.replace("Thema's", question) for header in headers]
    together = [" ".join(theme.capitalize() for theme in visit.themes) or None for visit in VISITS]
    rows = [[*row[:4], said, *row[4:]] for row, said in zip(rows, together, strict=True)]
    result = counted(of_form([*headers[:4], question, *headers[4:]], rows))
    assert fields(result)[question] is None
    assert codes(result) <= {"streets_in_rest"}


def test_a_column_that_says_more_than_the_answers_beside_it_is_read_with_them() -> None:
    """In a third of the rows only the one, in the others only the other: no answer is lost."""
    headers, rows = of_tool("KoboToolbox, labels")
    split = [
        [*row[:4], "; ".join(visit.themes) if number % 3 else None, *(row[4:] if not number % 3 else [None, None, None, *row[7:]])]
        for number, (row, visit) in enumerate(zip(rows, VISITS, strict=True))
    ]
    counted(of_form([*headers[:4], "Thema's", *headers[4:]], split))


@pytest.mark.parametrize(
    ("other", "cells", "said"),
    [
        (("Thema's vervolg/Wonen", "Thema's vervolg/Werken"), (1, 1), {"more_columns"}),
        (("Wat niet?/Wonen", "Wat niet?/Werken"), (1, 1), set()),
        (("Thema's (niet besproken)/Wonen", "Thema's (niet besproken)/Werken"), (1, 1), set()),
        (("Tevreden over/Wonen", "Tevreden over/Werken"), (4, 5), {"column_not_recognised"}),
        (("Bewoner wil niet actief worden",), ("ja",), {"column_not_recognised"}),
    ],
    ids=["a second question", "what did not come up", "the same in parentheses", "scores", "who does not want to"],
)
def test_answers_to_another_question_are_not_counted(other: tuple[str, ...], cells: tuple[Cell, ...], said: set[str]) -> None:
    headers, rows = of_tool("KoboToolbox, labels")
    result = counted(of_form([*headers, *other], [[*row, *[None] * (len(headers) - len(row)), *cells] for row in rows]))
    assert said <= codes(result)
    assert not any(fields(result)[header] for header in other)


@pytest.mark.parametrize(
    "header",
    [
        *("Wil de bewoner actief worden in de wijk?", "Bewoner wil meedoen in de buurt", "Gaat de bewoner meedoen?"),
        *("Bewoner wordt vrijwilliger?", "Wil zich inzetten voor de wijk", "Would the resident like to become active?"),
    ],
)
def test_questions_about_becoming_active_are_recognised(header: str) -> None:
    shown = visits_sheet([*BASE, "Thema's", header], lambda _, visit: [*visit.door_step, "; ".join(visit.themes), visit.active])
    counted(shown)


def test_a_column_per_outcome_under_its_question_is_the_outcome() -> None:
    answers = ("Gesprek gevoerd", "Niet thuis", "Geen medewerking", "Afspraak gemaakt")
    headers = [*BASE[:3], *(f"Wat was de uitkomst?/{answer}" for answer in answers), "Thema's", "Wordt actief"]
    counted(
        visits_sheet(
            headers,
            lambda _, visit: [
                *visit.door_step[:3],
                *(int(visit.outcome == answer.lower()) for answer in answers),
                "; ".join(visit.themes),
                visit.active,
            ],
        )
    )


def test_answers_without_their_question_hold_the_answer_itself() -> None:
    """As Typeform has it."""
    headers = ["#", *BASE, "Wonen", "Zorg en welzijn", "Werken", "Other", "Wordt actief", "Network ID"]
    counted(
        visits_sheet(
            headers,
            lambda number, visit: [
                f"ab{number}",
                *visit.door_step,
                *(theme.capitalize() if theme in visit.themes else None for theme in THEMES),
                None,
                {"Ja": 1, "Nee": 0, None: None}[visit.active],
                "x9",
            ],
        )
    )


def test_names_that_are_words_run_together_are_those_words() -> None:
    def name(text: str) -> str:
        return text.title().replace(" ", "")

    shown = visits_sheet(
        ["datum", "straat", "huisnummer", "uitkomst", "themas", "wordtActief"],
        lambda _, visit: [*visit.door_step[:3], name(visit.outcome), " ".join(map(name, visit.themes)), visit.active],
    )
    assert codes(counted(shown)) <= {"streets_in_rest"}


# --- branches ----------------------------------------------------------------------------------------------------------------


def on_branches(headers: list[str], at: int, cells: Any) -> RawSheet:  # noqa: ANN401 - a function of a row
    """The visits with the outcome, or another answer, spread over two columns: `at` is the first of them."""

    def row(number: int, visit: Visit) -> list[Cell]:
        made: list[Cell] = [*visit.door_step, ", ".join(visit.themes), visit.active]
        first, second = cells(number, made[at])
        return [*made[:at], first, *made[at + 1 :], second]

    return visits_sheet(headers, row)


@pytest.mark.parametrize(
    ("headers", "at"),
    [
        (["Datum", "Straat", "Huisnummer", "3. Uitkomst", "5. Thema's", "6. Wordt actief", "4. Uitkomst"], 3),
        (["Datum", "Straat", "Huisnummer", "Uitkomst", "Thema's", "Wordt actief", "Uitkomst2"], 3),
        (["Datum", "Straat", "Huisnummer", "Uitkomst", "Thema's", "Wordt actief", "Uitkomst.1"], 3),
        (["a/datum", "a/straat", "a/huisnummer", "x/uitkomst", "x/themas", "x/wordt_actief", "y/uitkomst"], 3),
        (["Datum", "Straat (oost)", "Huisnummer", "Uitkomst", "Thema's", "Wordt actief", "Straat (west)"], 1),
        (["Datum", "Straat", "Huisnummer", "Uitkomst", "5. Thema's", "Wordt actief", "9. Thema's"], 4),
        (["Datum 1", "Straat", "Huisnummer", "Uitkomst", "Thema's", "Wordt actief", "Datum 2"], 0),
    ],
    ids=["numbers", "Microsoft", "pandas", "groups", "streets", "themes", "days"],
)
def test_a_question_on_several_branches_is_one(headers: list[str], at: int) -> None:
    result = counted(on_branches(headers, at, lambda number, cell: (cell, None) if number % 2 else (None, cell)))
    kind = list(fields(result).values())[at]
    assert [name for name in fields(result).values() if name == kind] == [kind, kind]
    assert codes(result) <= {"branches_merged", "streets_in_rest"}


def test_branches_that_are_called_after_who_came_are_one_when_each_row_fills_in_one_of_them() -> None:
    headers = [*BASE[:3], "Uitkomst Politie", "Uitkomst LEV", "Uitkomst Woonpartners", "Thema's", "Wordt actief"]
    shown = visits_sheet(
        headers,
        lambda number, visit: [
            *visit.door_step[:3],
            *(visit.outcome if number % 3 == branch else None for branch in range(3)),
            "; ".join(visit.themes),
            visit.active,
        ],
    )
    assert codes(counted(shown)) <= {"branches_merged", "streets_in_rest"}


def test_branches_that_say_different_things_cost_the_row_and_are_said() -> None:
    rows: list[list[Cell]] = [[date(2019, 1, day), "Waartplein", day, "niet thuis", None] for day in range(1, 13)]
    rows += [[date(2019, 2, day), "Waartplein", day, None, "gesprek gevoerd"] for day in range(1, 13)]
    rows.append([date(2019, 3, 1), "Waartplein", 30, "niet thuis", "gesprek gevoerd"])
    rows.append([date(2019, 3, 2), "Waartplein", 31, "niet thuis", "niet thuis"])
    result = visits_of([*BASE[:3], "3. Uitkomst", "4. Uitkomst"], rows)
    assert found(result, "branches_differ").cells == ("E26",)
    assert result.dataset.visits.outcome.astype(str).value_counts().to_dict() == {"not_at_home": 13, "conversation": 12}


def visits_of(headers: list[str], rows: list[list[Cell]]) -> Any:  # noqa: ANN401 - an intake
    return understood(sheet("Blad1", headers, *rows))


def test_a_second_visit_in_the_row_is_no_branch() -> None:
    headers = ["Datum", "Straat", "Huisnummer", "Uitkomst", "Thema's", "Wordt actief", "Uitkomst 2"]
    result = counted(on_branches(headers, 3, lambda number, cell: (cell, "niet thuis" if number % 2 else None)))
    assert "more_columns" in codes(result)


# --- rows of headers ---------------------------------------------------------------------------------------------------------


def test_the_names_of_questions_above_the_questions_are_no_data() -> None:
    asked = [
        "Op welke datum was het bezoek?",
        "In welke straat?",
        "Huisnummer",
        "Wat was de uitkomst?",
        "Welke thema's?",
        "Wordt actief?",
    ]
    row = visits_sheet(
        ["datum", "straat", "huisnummer", "uitkomst", "themas", "actief"],
        lambda _, visit: [*visit.door_step, "; ".join(visit.themes), visit.active],
        asked,
    )
    assert codes(counted(row)) <= {"streets_in_rest"}


def test_three_rows_of_headers_of_qualtrics_are_read_with_a_column_per_answer() -> None:
    questions = [
        *BASE[:3],
        "Uitkomst van het bezoek",
        *(f"Welke thema's? - Selected Choice - {theme.capitalize()}" for theme in THEMES),
    ]
    names = [f"Q{number}" for number in range(1, 5)] + [f"Q5_{number}" for number in range(1, 4)] + ["Q6"]
    shown = visits_sheet(
        names,
        lambda _, visit: [
            *visit.door_step,
            *(theme.capitalize() if theme in visit.themes else None for theme in THEMES),
            visit.active,
        ],
        [*questions, "Wordt actief"],
        [f'{{"ImportId":"QID{number}"}}' for number in range(8)],
    )
    result = counted(shown)
    assert codes(result) <= {"streets_in_rest"}
    assert result.sheets[0].rows_left_out == 0


def test_the_answers_below_the_questions_of_surveymonkey_are_headers() -> None:
    shown = visits_sheet(
        [*BASE, "Welke thema's kwamen aan bod?", None, None, "Wordt actief"],
        lambda _, visit: [
            *visit.door_step,
            *(theme.capitalize() if theme in visit.themes else None for theme in THEMES),
            visit.active,
        ],
        ["Open-Ended Response"] * 3 + ["Response", "Wonen", "Zorg en welzijn", "Werken", "Response"],
    )
    assert codes(counted(shown)) <= {"streets_in_rest"}


# --- several answers in a cell -------------------------------------------------------------------------------------------------

OPTIONS = {
    "brackets": (
        ", ",
        {"wonen": "Wonen (huis, tuin en buurt)", "zorg en welzijn": "Zorg, hulp en welzijn", "werken": "Werken, leren"},
    ),
    "semicolons": (
        ";",
        {"wonen": "Wonen, huur en onderhoud", "zorg en welzijn": "Zorg, welzijn", "werken": "Werken, leren en inkomen"},
    ),
    "names of a form": (" ", {theme: theme.replace(" ", "_") for theme in THEMES}),
    "labels with spaces": (" ", {theme: theme.capitalize() for theme in THEMES}),
    "numbers": ("; ", {theme: f"{number}. {theme.capitalize()}" for number, theme in enumerate(THEMES, 1)}),
}


@pytest.mark.parametrize("way", OPTIONS)
def test_several_answers_in_a_cell_are_taken_apart_where_the_form_did_so(way: str) -> None:
    sign, options = OPTIONS[way]
    shown = visits_sheet(
        [*BASE, "Thema's", "Wordt actief"],
        lambda _, visit: [*visit.door_step, sign.join(options[theme] for theme in visit.themes) or None, visit.active],
    )
    result = counted(shown)
    assert codes(result) <= {"streets_in_rest", "answer_with_commas"}
    assert not result.words


def test_a_theme_that_is_no_option_is_never_swallowed() -> None:
    """It stands beside a known one by chance: somewhere it stands alone, or with another one."""
    cells = iter(["wonen, tuin", "wonen, tuin", "tuin", "werken, tuin", "wonen"] * 2)
    shown = visits_sheet([*BASE, "Thema's"], lambda _, visit: [*visit.door_step, next(cells)])
    result = understood(shown)
    assert [(word.list, word.text) for word in result.words if word.list == "theme"] == [("theme", "tuin")]


def test_the_number_of_columns_that_a_table_was_recognised_by_is_that_of_its_columns() -> None:
    headers, rows = of_tool("KoboToolbox, labels")
    (recognised,) = understood(of_form(headers, rows)).sheets
    assert recognised.reason.params["columns"] == len(headers) == len([column for column in recognised.columns if column.field])


def test_requests_under_merged_groups_belong_to_the_group_right_above_their_headers() -> None:
    """A title stands above that, and is none."""
    groups = [None, None, None, None, "Vraag 1", None, "Vraag 2", None]
    heads = [*BASE, "onderwerp", "status", "onderwerp", "status"]
    row = [*VISITS[1].door_step, "wonen", "open", "werken", "afgerond"]
    made = sheet("Bezoeken", ["Bezoeken 2019"], groups, heads, row, merged=((1, 4, 1, 5), (1, 6, 1, 7)))
    asked = understood(made).dataset.requests
    assert sorted(zip(asked.theme.astype(str), asked.status.astype(str), strict=True)) == [("werken", "closed"), ("wonen", "open")]


@pytest.mark.parametrize("heads", [THEMES, tuple(f"Thema's/{name}" for name in THEMES)], ids=["bare", "as a form has them"])
def test_a_column_of_all_answers_that_differs_from_those_of_each_is_said_and_does_not_count(heads: tuple[str, ...]) -> None:
    def row(number: int, visit: Visit) -> list[Cell]:
        together = "werken" if number == 1 else ", ".join(visit.themes) or None
        return [*visit.door_step, visit.active, together, *(int(name in visit.themes) if visit.themes else None for name in THEMES)]

    result = counted(visits_sheet([*BASE, "Wordt actief", "Thema's", *heads], row))
    assert found(result, "answers_differ").cells == ("F3",)


@pytest.mark.parametrize("form", ["themas[{}]", "themas_{}", "thema:{}", "themas/{}", "themas{}"])
@pytest.mark.parametrize("code", ["zorgenwelzijn", "zorgwelzijn", "zorg_en_welzijn", "ZorgEnWelzijn"])
def test_codes_of_forms_without_spaces_are_themes(form: str, code: str) -> None:
    heads = ["Datum", "Straat", "Huisnr", "Uitkomst", form.format("wonen"), form.format(code)]
    result = understood(sheet("Bezoeken", heads, [DAY, "Waartplein", 1, "gesprek", 1, 0], [DAY, "Waartplein", 3, "gesprek", 0, 1]))
    assert list(map(tuple, column(result, "visits", "themes"))) == [("wonen",), ("zorg en welzijn",)]


@pytest.mark.parametrize(("beside", "is_asked"), [("Toelichting", False), ("Politie", True)], ids=["alone", "beside_another"])
def test_a_column_called_who_is_sure_when_it_alone_holds_the_organisations(beside: str, *, is_asked: bool) -> None:
    rows: list[list[Any]] = [
        [f"{day}-3-2019", "Waartplein", day, "niet thuis", name, beside] for day, name in enumerate(PROJECT.partners * 3, start=1)
    ]
    result = understood(sheet("Bezoeken", ["Datum", "Straat", "Huisnummer", "Uitkomst", "Wie", "Extra"], *rows))
    assert any(column.header == "Wie" for one in questions(result) for column in one.columns) is is_asked
