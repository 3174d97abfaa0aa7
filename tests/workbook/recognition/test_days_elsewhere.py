"""Days that no column has as a whole: in parts, above the rows, in the name or title of a sheet, and above the columns of rounds."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from adv.workbook.tables.findings import Severity
from adv.workbook.understood import Corrections
from adv.workbook.vocabulary.word_lists import OwnWords, WordList
from tests.workbook.sheets import codes, column, found, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.understood import Intake

HOME = ("Straat", "Huisnr", "Uitkomst")
MARCH, APRIL = date(2019, 3, 12), date(2019, 4, 9)


def home(door: int, outcome: str = "gesprek") -> list[Any]:
    return ["Waartplein", door, outcome]


def days(result: Intake) -> list[date]:
    return [day.date() for day in column(result, "visits", "visited_on")]


def beside(name: str, heads: list[str], first: list[Any], second: list[Any], *titles: list[Any]) -> RawSheet:
    """Two visits with some cells before where they were and what came of them."""
    return sheet(name, *titles, [*heads, *HOME], [*first, *home(1)], [*second, *home(3)])


@pytest.mark.parametrize(
    "made",
    [
        beside("Bezoeken", ["Jaar", "Maand", "Dag"], [2019, "mrt", 12], [2019, "apr", 9]),
        beside("Bezoeken", ["Dag", "Maand"], [12, "maart 2019"], ["9", "april '19"]),
        beside("2019", ["Dagnr", "Mnd"], [12, 3], [9, 4]),
        sheet("2019", ["Dag", *HOME], ["Maart"], [12, *home(1)], [], ["April"], [9, *home(3)]),
        sheet("Lijst", ["Datum", *HOME], ["maart 2019"], [12, *home(1)], ["april 2019"], [9, *home(3)]),
        sheet("Lijst", [*HOME], ["di 12 maart 2019"], home(1), ["di 9 april 2019"], home(3)),
        sheet("Lijst", [*HOME], [datetime(2019, 3, 12)], home(1), [datetime(2019, 4, 9)], home(3)),  # noqa: DTZ001 - a spreadsheet's
        sheet("Lijst", [*HOME], ["Ronde 1 - 12 maart 2019"], home(1), ["Ronde 2 - 9-4-2019"], home(3)),
        sheet("Lijst", HOME[1:], ["Waartplein 12-3-2019"], home(1)[1:], ["Waartplein 9-4-2019"], home(3)[1:]),
    ],
    ids=lambda made: made.name if made.name != "Lijst" else str(made.columns[0][1]),
)
def test_a_day_is_put_together_from_where_its_parts_stand(made: RawSheet) -> None:
    result = understood(made)
    assert days(result) == [MARCH, APRIL]
    assert set(column(result, "visits", "street")) == {"Waartplein"}
    assert codes(result) & {"days_from_parts", "days_from_headings"}
    assert "value_missing" not in codes(result)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("12 mrt 2019", []),
        ("Ronde 1 (12-3-2019)", []),
        ("Ronde 1", ["Huisbezoeken op dinsdag 12 maart 2019"]),
        ("Avond 1", ["Datum:", datetime(2019, 3, 12)]),  # noqa: DTZ001 - as above
        ("12 maart", ["Huisbezoeken 2019"]),
    ],
)
def test_the_day_of_a_name_or_title_goes_for_all_rows_with_a_warning(name: str, title: list[Any]) -> None:
    result = understood(sheet(name, title, [], [*HOME], home(1), home(3)))
    assert days(result) == [MARCH, MARCH]
    assert found(result, "days_from_title").severity is Severity.WARNING


def test_one_day_among_remarks_is_no_column_of_days() -> None:
    rows = [[*home(door), remark] for door, remark in enumerate(("9-4-2019", "hond", "trap"), 1)]
    assert days(understood(sheet("12 mrt 2019", [*HOME, "Opmerking"], *rows))) == [MARCH] * 3


@pytest.mark.parametrize("title", ["Bijgewerkt op 12-3-2019", "Stand per 12 maart 2019", "van 12-3-2019 t/m 9-4-2019"])
def test_the_day_on_which_a_list_was_made_is_not_that_of_its_visits(title: str) -> None:
    result = understood(sheet("Bezoeken", [title], [], [*HOME], home(1), home(3)))
    assert len(result.dataset.visits) == 0
    assert "columns_missing" in codes(result)


def test_a_month_without_days_is_no_day() -> None:
    assert "columns_missing" in codes(understood(beside("Bezoeken", ["Jaar", "Maand"], [2019, "maart"], [2019, 4])))


def test_a_column_of_days_is_left_as_it_is() -> None:
    result = understood(beside("Bezoeken", ["Dag", "Datum"], ["di", MARCH], ["di", APRIL]))
    assert days(result) == [MARCH, APRIL]
    assert not codes(result) & {"days_from_parts", "days_from_title"}


@pytest.mark.parametrize(
    ("name", "heads"),
    [
        ("Waartplein", [MARCH, APRIL]),
        ("Waartplein", ["12-3-2019", "9-4-2019"]),
        ("Waartplein", ["Ronde 1 (12 mrt 2019)", "Ronde 2 (9 apr 2019)"]),
        ("Waartplein 2019", ["12 maart", "di 9/4"]),
    ],
    ids=["real days", "days as text", "rounds with their days", "the year in the name"],
)
def test_outcomes_below_the_days_of_rounds_are_visits_on_those_days(name: str, heads: list[Any]) -> None:
    made = sheet(name, ["Nr", *heads], [1, "gesprek", None], [3, "nt", "wil niet"], [5, None, "2x niet thuis"])
    result = understood(made)
    seen = list(zip(column(result, "visits", "outcome"), days(result), strict=True))
    assert sorted(seen) == [("conversation", MARCH), ("not_at_home", MARCH), ("not_at_home", APRIL), ("refused", APRIL)]
    assert "days_from_rounds" in codes(result)


def test_outcomes_below_months_are_visits_in_those_months_with_a_warning() -> None:
    result = understood(sheet("Waartplein 2019", ["Nr", "maart", "april"], [1, "nt", "gesprek"], [3, None, "nt"]))
    assert sorted(days(result)) == [date(2019, 3, 1), date(2019, 4, 1), date(2019, 4, 1)]
    assert found(result, "days_from_months").severity is Severity.WARNING


def test_words_that_are_no_outcomes_below_days_are_no_visits() -> None:
    made = sheet("Rooster", ["Wie", MARCH, APRIL], ["Politie", "ochtend", "avond"], ["LEVgroep", "middag", "ochtend"])
    result = understood(made, sheet("Bezoeken", ["Datum", *HOME], [MARCH, *home(1)]))
    assert len(result.dataset.visits) == 1


def test_what_the_user_says_of_another_column_leaves_the_days_where_they_were_found() -> None:
    made = sheet("Lijst", ["Met", *HOME], ["12 maart 2019"], ["X", *home(1)], ["9 april 2019"], ["Y", *home(3)])
    result = understood(made, corrections=Corrections(headers={"Met": "organisations"}))
    assert days(result) == [MARCH, APRIL]


WEEKS = ["wk 3", "wk 4", "wk 5"]
SEEN: list[list[Cell]] = [
    ["Waartplein", 1, "G", None, "NT"],
    ["Waartplein", 3, "NT", "NT", "G"],
    ["Waartplein", 5, "W", None, None],
]
LETTERS: list[list[Cell]] = [["G = gesprek"], ["NT = niet thuis"], ["W = weigering"]]


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ([sheet("Lijst 2019", ["Straat", "Nr", *WEEKS], *SEEN, [], *LETTERS)], "codes_by_legend"),
        ([sheet("Lijst 2019", ["Straat", "Nr", *WEEKS], *SEEN), sheet("Uitleg", *LETTERS)], "codes_by_legend"),
        ([sheet("Lijst", ["Huisbezoeken 2019"], ["", "", "Week"], ["Straat", "Nr", 3, 4, 5], *SEEN, *LETTERS)], "codes_by_legend"),
        ([sheet("Lijst", ["Straat", "Nr", *(f"week {week} 2019" for week in (3, 4, 5))], *SEEN)], "letters_read"),
        ([sheet("Waartplein 2019", ["Nr", *WEEKS], *(row[1:] for row in SEEN))], "letters_read"),
    ],
    ids=["legend below", "legend after", "numbers below a word", "no legend", "the street in the name"],
)
def test_letters_below_weeks_beside_homes_are_visits_in_those_weeks(sheets: list[RawSheet], said: str) -> None:
    result = understood(*sheets)
    seen = sorted(zip(column(result, "visits", "outcome"), (day.isocalendar().week for day in days(result)), strict=True))
    talks, others = [("conversation", 3), ("conversation", 5)], [("not_at_home", week) for week in (3, 4, 5)]
    assert seen == [*talks, *others, ("refused", 3)]
    assert found(result, "days_from_months").severity is Severity.WARNING
    assert said in codes(result)


def test_numbers_below_weeks_are_outcomes_only_with_a_legend() -> None:
    rows: list[list[Cell]] = [["Waartplein", 1, 1, 2], ["Waartplein", 3, 2, None]]
    made = sheet("Bezoeken 2019", ["1 = gesprek, 2 = niet thuis"], ["Straat", "Nr", *WEEKS[:2]], *rows)
    assert sorted(column(understood(made), "visits", "outcome")) == ["conversation", "not_at_home", "not_at_home"]
    assert len(understood(sheet("Bezoeken 2019", ["Straat", "Nr", *WEEKS[:2]], *rows)).dataset.visits) == 0


def test_letters_that_may_mean_anything_are_asked_and_count_once_they_are_told() -> None:
    made = sheet("Bezoeken 2019", ["Straat", "Nr", *WEEKS[:2]], ["Waartplein", 1, "B", "K"], ["Waartplein", 3, "K", None])
    asked = understood(made)
    assert len(asked.dataset.visits) == 0
    assert [(word.text, word.rows, word.meaning) for word in asked.words] == [("k", 2, None), ("b", 1, None)]
    told = Corrections(words=OwnWords({WordList.OUTCOME: {"k": "not_at_home", "b": "conversation"}}))
    assert sorted(column(understood(made, corrections=told), "visits", "outcome")) == ["conversation", "not_at_home", "not_at_home"]


def test_a_letter_without_a_legend_means_what_the_user_says() -> None:
    made = sheet("Bezoeken 2019", ["Straat", "Nr", *WEEKS], *SEEN)
    assert {word.text: word.meaning for word in understood(made).words} == {"g": "conversation", "w": "refused"}
    told = Corrections(words=OwnWords({WordList.OUTCOME: {"g": "conversation", "w": "vacant"}}))
    assert column(understood(made, corrections=told), "visits", "outcome").count("vacant") == 1


def test_weeks_of_which_nothing_says_the_year_are_asked_by_their_column() -> None:
    made = sheet("Bezoeken", ["Straat", "Nr", *WEEKS[:2]], ["Waartplein", 1, "gesprek", "nt"])
    assert "date_without_year" in codes(understood(made))
    told = Corrections(fields={("werkmap.xlsx", "Bezoeken", at): "diary:2019" for at in (2, 3)})
    assert days(understood(made, corrections=told)) == [date(2019, 1, 14), date(2019, 1, 21)]


def test_a_roster_of_people_by_week_holds_no_visits() -> None:
    made = sheet("Rooster 2019", ["Wie", *WEEKS], ["Politie", "v", "o", "v"], ["LEVgroep", "o", "v", "v"])
    assert len(understood(made, sheet("Bezoeken", ["Datum", *HOME], [MARCH, *home(1)])).dataset.visits) == 1


def test_costs_of_which_only_the_year_is_known_are_of_its_first_day_and_that_is_said() -> None:
    rows: list[list[Cell]] = [[2018, "Materiaal", 10.5], [2019, "Personeel", 20], ["", "Materiaal", 4], [2019, "Materiaal", 7]]
    result = understood(sheet("Uitgaven 2019", ["Jaar", "Kostensoort", "Bedrag"], *rows))
    assert [day.date() for day in column(result, "expenses", "booked_on")] == [date(2018, 1, 1), date(2019, 1, 1), date(2019, 1, 1)]
    assert column(result, "expenses", "cents") == [1050, 2000, 700]
    assert found(result, "days_from_years").cells == ("A2", "A3", "A5")
