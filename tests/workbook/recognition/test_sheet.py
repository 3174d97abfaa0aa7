"""Which table a sheet holds, where, and which column is which."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adv.errors import NothingToRead
from adv.model import TableName
from adv.texts import LANGUAGES, texts
from adv.workbook.understood import Corrections
from adv.workbook.values.text import clean
from adv.workbook.vocabulary.canonical_form import FORM
from adv.workbook.vocabulary.knowledge import Knowledge
from tests.workbook.sheets import (
    EXPENSE_HEADERS,
    HEADERS,
    PROJECT,
    codes,
    column,
    expenses,
    fields,
    found,
    request,
    requests,
    sheet,
    understood,
    visit,
    visits,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell
    from adv.workbook.vocabulary.canonical_form import FormSheet

DAY = date(2019, 3, 3)
SAMPLES: dict[str, Cell] = {"themes": "wonen", "organisations": "Politie", "neighbourhood_score": 7, "address": "Waartplein 3"}


@pytest.mark.parametrize("form", FORM, ids=lambda form: form.name)
def test_the_template_is_recognised_without_a_doubt(form: FormSheet) -> None:
    sample: dict[str, Cell] = {
        "visit_id": "B1", "visited_on": DAY, "street": "Waartplein", "house_number": 3, "outcome": "niet thuis",
        "theme": "wonen", "status": "open", "booked_on": DAY, "cents": 12.5, "category": "Overig", "year": 2019,
        "held_on": DAY, "kind": "buurtfeest", "participants": 12,
    }  # fmt: skip
    columns = [column for column in form.columns if column.field != "description"]
    result = understood(
        sheet(form.name, [c.header for c in columns], [sample.get(c.field) for c in columns]),
        visits(visit(1, Bezoeknummer="B1")),
    )
    first = result.sheets[0]
    assert first.table is form.table
    assert {column.header: column.field for column in first.columns} == {c.header: c.field for c in columns}
    assert first.certainty > 0.9


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Bezoekdatum", "visited_on"),
        ("DATUM  HUISBEZOEK", "visited_on"),
        ("datum\nbezoek", "visited_on"),
        ("Datum (dd-mm-jjjj)", "visited_on"),
        ("Datum van het huisbezoek:", "visited_on"),
        ("Dátum", "visited_on"),
        ("Da\u200btum", "visited_on"),
        ("Bezoekdatun", "visited_on"),
        ("visit date", "visited_on"),
        ("visited_on", "visited_on"),
        ("Begintijd", "visited_on"),
        ("1. Datum", "visited_on"),
        ("Geboortedatum", None),
        ("Datum volgende afspraak", None),
    ],
)
def test_a_header_for_the_day_is_recognised_in_other_words(header: str, field: str | None) -> None:
    headers = ["Straat", "Huisnummer", "Uitkomst", header, "Echte datum"]
    result = understood(
        sheet("Bezoeken", headers, ["Waartplein", 1, "niet thuis", DAY, None]),
        corrections=Corrections(headers={"Echte datum": None if field else "visited_on"}),
    )
    assert fields(result)[clean(header)] == field


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Adres woning", "address"),
        ("Thema(s)", "themes"),
        ("Bezocht door", "organisations"),
        ("Wil actief worden in de buurt", "becomes_active"),
        ("Rapportcijfer buurt", "neighbourhood_score"),
        ("Bezoek nr.", "visit_id"),
        ("Opmerkingen", None),
        ("Naam bewoner", None),
    ],
)
def test_other_words_for_columns_of_visits_are_recognised(header: str, field: str | None) -> None:
    result = understood(
        sheet("Blad1", ["Datum", "Straat", "Uitkomst", header], [DAY, "Waartplein", "gesprek", SAMPLES.get(field or "", "x")])
    )
    assert fields(result)[header] == field


def test_a_web_forms_questions_are_recognised_as_headers() -> None:
    asked: dict[str, Cell] = {
        "ID": 1,
        "Begintijd": DAY,
        "E-mail": "anonymous",
        "Datum van het bezoek": DAY,
        "In welke straat?": "Waartplein",
        "Wat was de uitkomst van het bezoek?": "Gesprek gevoerd",
        "Welke thema's zijn besproken?": "wonen;zorg en welzijn;",
        "Wordt de bewoner actief in de buurt?": "Ja",
        "Welk cijfer geeft de bewoner de buurt?": 7,
        "Namens welke organisatie?": "LEVgroep;",
    }
    result = understood(sheet("Form1", list(asked), list(asked.values())))
    named = [field for field in fields(result).values() if field]
    assert named == [
        "visit_id",
        "visited_on",
        "street",
        "outcome",
        "themes",
        "becomes_active",
        "neighbourhood_score",
        "organisations",
    ]
    assert column(result, "visits", "themes") == [("wonen", "zorg en welzijn")]


def test_a_bare_number_beside_the_street_is_the_door() -> None:
    result = understood(
        sheet(
            "2019", ["Dag", "Straat", "Nr", "Resultaat", "Thema 1", "Thema 2"], [DAY, "Waartplein", 3, "gesprek", "wonen", "werk"]
        )
    )
    assert fields(result)["Nr"] == "house_number"
    assert column(result, "visits", "themes") == [("wonen", "werken")]


def test_a_number_beside_streets_that_only_their_names_tell_is_the_door_too() -> None:
    """As the number of the visit it would be stored as it is."""
    rows: list[list[Cell]] = [
        [DAY, street, door, "gesprek"]
        for street, door in zip(["Waartplein", "Matthijs Vermeulenstraat"] * 4, range(8), strict=True)
    ]
    result = understood(sheet("2019", ["Dag", "Waar", "Nr", "Resultaat"], *rows))
    assert fields(result)["Waar"] == "street"
    assert fields(result)["Nr"] == "house_number"
    assert {"1", "7"}.isdisjoint(result.dataset.visits["visit_id"])


def test_a_weak_header_counts_only_when_its_contents_fit() -> None:
    base: list[Cell] = ["Datum", "Straat", "Uitkomst", "Door wie"]
    for who, field in (("LEV", "organisations"), ("Jan", None)):
        result = understood(sheet("2019", base, [DAY, "Waartplein", "gesprek", who]))
        assert fields(result)["Door wie"] == field
        assert (who in str(result.sheets)) is (field is not None)


@pytest.mark.parametrize("above", range(4))
@pytest.mark.parametrize("left", range(2))
def test_the_header_is_found_under_titles_and_beside_empty_columns(above: int, left: int) -> None:
    titles: list[list[Cell]] = [["Huisbezoeken de Waart"], ["Datum: 1-2-2019", None, "Stand per maart"], []]
    rows: list[list[Cell]] = [*titles[:above], list(HEADERS), visit(1), visit(2)]
    result = understood(sheet("Blad1", *([*[None] * left, *row] for row in rows)))
    assert result.sheets[0].header_row == above + 1
    assert len(result.dataset.visits) == 2


def test_a_second_row_of_headers_names_the_themes_under_their_common_header() -> None:
    result = understood(
        sheet(
            "Bezoeken",
            ["Datum", "Straat", "Huisnr", "Uitkomst", "Thema's", None, None],
            [None, None, None, None, "Wonen", "Zorg/welzijn", "Werken"],
            [DAY, "Waartplein", 1, "gesprek", "x", None, "x"],
            [DAY, "Waartplein", 2, "gesprek", None, "ja", None],
        )
    )
    assert column(result, "visits", "themes") == [("wonen", "werken"), ("zorg en welzijn",)]
    assert len(result.dataset.visits) == 2


def test_an_x_in_a_column_per_theme_or_organisation_means_it() -> None:
    headers: list[Cell] = ["Datum", "Adres", "Resultaat", "Wonen", "Zorg & welzijn", "Thema: werken", "LEVgroep", "Politie"]
    result = understood(sheet("2019", headers, [DAY, "Waartplein 3a", "gesprek", "x", None, "✓", 1, "nee"]))
    assert column(result, "visits", "themes") == [("wonen", "werken")]
    assert column(result, "visits", "organisations") == [("LEVgroep",)]
    assert [c.option for c in result.sheets[0].columns[3:6]] == ["wonen", "zorg en welzijn", "werken"]


def test_a_column_without_a_header_is_recognised_by_what_is_in_it() -> None:
    headers: list[Cell] = [None if header in {"Datum", "Uitkomst"} else header for header in HEADERS]
    result = understood(sheet("Bezoeken", headers, visit(1), visit(2, Uitkomst="niet thuis")))
    by_column = {c.column: c for c in result.sheets[0].columns}
    assert (by_column[1].field, by_column[5].field) == ("visited_on", "outcome")
    assert by_column[1].reason.key == "content"
    assert by_column[1].certainty < 0.7
    assert len(result.dataset.visits) == 2


def test_a_column_full_of_partners_is_recognised_whatever_stands_above_it() -> None:
    headers: list[Cell] = ["Wie dan" if header == "Organisatie" else header for header in HEADERS]
    result = understood(sheet("Bezoeken", headers, visit(1), visit(2, Organisatie="Politie")))
    assert column(result, "visits", "organisations") == [("LEVgroep",), ("Politie",)]
    twice = understood(sheet("Bezoeken", [*headers, "Wie nog"], [*visit(1), "Politie"]))
    assert column(twice, "visits", "organisations") == [()]


def test_two_columns_of_days_without_a_header_are_not_guessed_at() -> None:
    result = understood(sheet("Bezoeken", ["Straat", "Uitkomst", "", ""], ["Waartplein", "gesprek", DAY, DAY.replace(year=2020)]))
    assert found(result, "columns_missing").params["missing"] == "Datum"
    assert len(result.dataset.visits) == 0


@pytest.mark.parametrize("lacking", ["Datum", "Straat", "Uitkomst"])
def test_a_missing_column_is_named_with_those_that_there_are(lacking: str) -> None:
    headers = [header for header in HEADERS if header != lacking]
    rows = [[cell for cell, header in zip(visit(number), HEADERS, strict=True) if header != lacking] for number in (1, 2)]
    if lacking == "Datum":
        rows = [[cell for cell in row if not isinstance(cell, date)] for row in rows]
    result = understood(sheet("Bezoeken", list(headers), *rows))
    finding = found(result, "columns_missing")
    assert finding.severity == "error"
    assert finding.params["missing"] == lacking
    assert finding.params["present"] == ", ".join(headers)
    assert len(result.dataset.visits) == 0
    assert result.rows_left_out == 2


def test_totals_and_blank_rows_of_a_sheet_that_is_not_read_are_no_rows_that_were_left_out() -> None:
    rows: list[list[Cell]] = [
        ["Personeel", "LEVgroep", 100],
        ["Personeel", "Politie", 50],
        [None, None, None],
        ["Totaal", None, 150],
    ]
    result = understood(sheet("Uitgaven", ["Kostensoort", "Organisatie", "Bedrag"], *rows))
    assert found(result, "year_of_sums_missing").severity == "error"
    assert result.rows_left_out == 2


def test_two_columns_of_one_name_with_different_contents_are_never_a_silent_choice() -> None:
    result = understood(sheet("Bezoeken", [*HEADERS, "Uitkomst"], [*visit(1), "niet thuis"]))
    assert found(result, "same_columns").cells == ("F1", "I1")
    assert "columns_missing" not in codes(result)
    assert len(result.dataset.visits) == 0


def test_two_columns_of_one_name_that_say_the_same_are_read_once() -> None:
    result = understood(sheet("Bezoeken", [*HEADERS, "Uitkomst"], [*visit(1), "gesprek gevoerd"]))
    assert len(result.dataset.visits) == 1
    assert result.sheets[0].columns[-1].reason.key == "same_as"


def test_an_optional_column_that_is_there_twice_is_left_out_and_said() -> None:
    result = understood(sheet("Bezoeken", [*HEADERS, "Gebied"], [*visit(1), "de Waart"]))
    assert found(result, "same_columns_optional").severity == "warning"
    assert len(result.dataset.visits) == 1


def test_the_users_decision_comes_first() -> None:
    rows = sheet("Bezoeken", [*HEADERS, "Uitkomst"], [*visit(1), "niet thuis"])
    by_place = understood(rows, corrections=Corrections(fields={("werkmap.xlsx", "Bezoeken", 5): None}))
    assert column(by_place, "visits", "outcome") == ["not_at_home"]
    by_header = understood(
        sheet("Blad1", ["Wanneer was het?", "Straat", "Uitkomst"], [DAY, "Waartplein", "gesprek"]),
        corrections=Corrections(headers={"wanneer WAS het": "visited_on"}),
    )
    assert len(by_header.dataset.visits) == 1
    assert by_header.sheets[0].columns[0].certainty == 1.0


def test_a_sheet_that_no_word_gives_away_is_read_as_the_user_says() -> None:
    decided = {("werkmap.xlsx", "Blad1", number): field for number, field in enumerate(["visited_on", "street", "outcome"])}
    result = understood(sheet("Blad1", ["a", "b", "c"], [DAY, "Waartplein", "gesprek"]), corrections=Corrections(fields=decided))
    assert len(result.dataset.visits) == 1


@pytest.mark.parametrize(
    ("name", "rows", "reason"),
    [
        ("Toelichting", [["Hier staat hoe het werkt"], ["Vul de datum in"]], "sheet_explanation"),
        ("Keuzelijsten", [["Uitkomst", "Thema", "Gebied"], ["gesprek gevoerd", "wonen", "Waartplein"]], "sheet_lists"),
        ("Blad3", [["Rijlabels", "Aantal van Uitkomst"], ["Waartplein", 12]], "sheet_pivot"),
        ("Blad4", [["x"]], "sheet_unknown"),
        ("Leeg", [], "sheet_empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_sheet_that_is_no_table_is_left_out_and_said(name: str, rows: list[list[Cell]], reason: str) -> None:
    result = understood(visits(visit(1)), sheet(name, *rows))
    left_out = result.sheets[1]
    assert (left_out.table, left_out.reason.key) == (None, reason)
    assert "columns_missing" not in codes(result)


def test_a_hidden_sheet_is_left_out_and_said() -> None:
    result = understood(visits(visit(1)), sheet("Oud", list(HEADERS), visit(2), hidden=True))
    assert result.sheets[1].reason.key == "sheet_hidden"
    assert found(result, "hidden_table").severity == "warning"
    assert len(result.dataset.visits) == 1


def test_a_second_table_beside_the_first_is_left_out_and_said() -> None:
    rows = [[*visit(number), None, "Woonpartners", f"Persoon {number}"] for number in (1, 2)]
    result = understood(sheet("Bezoeken", [*HEADERS, None, "Organisatie", "Contactpersoon"], *rows))
    assert column(result, "visits", "organisations") == [("LEVgroep",), ("LEVgroep",)]
    assert [one.reason.key for one in result.sheets] == ["table_named", "beside_table"]


def test_two_whole_tables_side_by_side_are_both_read() -> None:
    booking: list[Cell] = [DAY, "Materiaal", "LEVgroep", 12.5]
    result = understood(sheet("Alles", [*HEADERS, None, *EXPENSE_HEADERS], [*visit(1), None, *booking]))
    assert (len(result.dataset.visits), column(result, "expenses", "cents")) == (1, [1250])


def test_an_empty_column_inside_a_table_does_not_cut_it() -> None:
    row = visit(1)
    result = understood(sheet("Bezoeken", [*HEADERS[:6], None, *HEADERS[6:]], [*row[:6], None, *row[6:]]))
    assert column(result, "visits", "themes") == [("wonen", "werken")]


def test_expenses_without_a_day_are_not_taken_for_a_budget() -> None:
    result = understood(sheet("Uitgaven", ["Kostensoort", "Organisatie", "Bedrag"], ["Materiaal", "LEVgroep", 10]))
    assert found(result, "year_of_sums_missing").severity == "error"


def test_a_workbook_without_any_table_is_refused_in_one_sentence() -> None:
    with pytest.raises(NothingToRead) as refusal:
        understood(sheet("Blad1", ["Recept", "Gram"], ["bloem", 500]))
    for language in LANGUAGES:
        assert "werkmap.xlsx" in texts(language)(f"errors.{refusal.value.key}", **refusal.value.params)


def test_only_headers_is_a_warning_not_an_empty_truth() -> None:
    result = understood(visits(), requests())
    assert [finding.code for finding in result.findings] == ["no_rows", "no_rows"]
    assert result.dataset.given == frozenset()


def test_samples_are_shown_of_columns_that_are_needed_only() -> None:
    rows = [[*visit(number), f"Jan de {number}e"] for number in (1, 2)]
    result = understood(sheet("Bezoeken", [*HEADERS, "Opmerkingen"], *rows))
    by_header = {c.header: c for c in result.sheets[0].columns}
    assert by_header["Bezoeknummer"].samples == ("B001", "B002")
    assert by_header["Opmerkingen"].samples == ()


def test_of_a_column_nobody_knows_days_numbers_and_marks_are_shown_and_no_word_which_may_be_a_name() -> None:
    values: list[Cell] = ["Jan", 4.5, "€ 12,50", "3-4-2019", "x", DAY, "06-12345678", "jan@example.org"]
    rows = [[*visit(number), *values] for number in (1, 2)]
    headers = [f"Kletskoek {letter}" for letter in "ABCDEFGH"]
    result = understood(sheet("Bezoeken", [*HEADERS, *headers], *rows))
    samples = [column.samples for column in result.sheets[0].columns if column.header in headers]
    assert samples == [(), (4.5,), ("€ 12,50",), ("3-4-2019",), ("x",), (DAY,), (), ()]


def test_every_reason_has_a_sentence_in_both_languages() -> None:
    result = understood(
        visits(visit(1)), requests(request(1)), expenses([DAY, "Overig", "Politie", 5]), sheet("Toelichting", ["x"]), sheet("y")
    )
    for language in LANGUAGES:
        known = texts(language)
        for one in result.sheets:
            assert known(f"recognition.{one.reason.key}", **one.reason.params)
            for each in one.columns:
                assert known(f"recognition.{each.reason.key}", **each.reason.params)


cells: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.sampled_from([*HEADERS, "Totaal", "gesprek gevoerd", "Waartplein 3", "3-3-2019", "€ 5", "x", "B1", "voorbeeld", "-"]),
    st.text(max_size=8),
    st.floats(allow_nan=True, allow_infinity=True),
    st.integers(-(10**12), 10**12),
    st.booleans(),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
)


@settings(deadline=None)  # the first example loads libraries
@given(st.lists(st.lists(cells, max_size=9), max_size=8), st.booleans())
def test_whatever_is_in_a_sheet_it_is_understood_or_refused(rows: list[list[Cell]], with_header: bool) -> None:  # noqa: FBT001
    header = [list[object](HEADERS)] if with_header else []
    try:
        result = understood(sheet("Bezoeken", *header, *rows))  # type: ignore[arg-type]
    except NothingToRead:
        return
    kept = sum(len(result.dataset.table(name)) for name in TableName)
    assert kept == sum(one.rows_read for one in result.sheets)
    for finding in result.findings:
        for language in LANGUAGES:
            assert finding.message(texts(language))
            assert finding.action(texts(language))


def test_knowledge_of_a_project_is_made_of_its_own_names() -> None:
    knowledge = Knowledge(PROJECT)
    assert knowledge.themes.find("Zorg/Welzijn") == "zorg en welzijn"
    assert knowledge.goals.find("participatie") == "meedoen"
    assert knowledge.areas.find("DE WAART") == "de Waart"


@pytest.mark.parametrize("more", [0, 6], ids=["two visits", "eight visits"])
def test_a_list_of_costs_beside_visits_does_not_lend_them_its_days(more: int) -> None:
    headers = ["Dag", "Straat", "nr", "Resultaat", None, "datum", "bedrag"]
    rows: list[Sequence[Cell]] = [
        ["3 sept", "Waartplein", 2, "gesprek", None, date(2019, 9, 2), 1500],
        ["4 sept", "Waartplein", 4, "niet thuis", None, date(2019, 9, 20), 12.95],
        *([f"{day} sept", "Waartplein", day, "gesprek", None, None, None] for day in range(9, 9 + more)),
    ]
    result = understood(sheet("sept 2019", headers, *rows))
    own = [date(2019, 9, day) for day in (3, 4, *range(9, 9 + more))]  # with the year of the sheet's name
    assert [day.date() for day in column(result, "visits", "visited_on")] == own
    assert sum(result.dataset.expenses["cents"]) == 151_295
    assert found(result, "date_year_added").count == 2 + more


def test_a_list_of_outcomes_at_homes_is_one_of_visits_also_when_it_is_called_after_requests() -> None:
    headers: list[Cell] = ["Datum", "Straat", "Huisnr", "Uitkomst", "Thema", "Status"]
    rows: list[list[Cell]] = [[DAY, "Waartplein", door, "gesprek", "wonen", "open"] for door in (1, 3, 5)]
    result = understood(sheet("Hulpvragen", headers, *rows))
    assert result.sheets[0].table is TableName.VISITS
    assert len(result.dataset.visits) == 3
