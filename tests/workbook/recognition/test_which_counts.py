"""Several columns of one field: which counts by its words, by what adds up or by when it was filled in; where nothing says, it is asked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from adv.model import Outcome, Status
from adv.workbook.questions import Subject, likely_answers, questions
from adv.workbook.tables.findings import Severity
from adv.workbook.understood import Corrections
from tests.workbook.sheets import DAY, codes, column, fields, found, sheet, understood, visit, visits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.workbook.tables.grid import Cell
    from adv.workbook.understood import Intake

MANY = 6
DAYS = [date(2019, 3, 4) + timedelta(days=at) for at in range(MANY)]
VISITS: Mapping[str, Sequence[Cell]] = {
    "Datum": DAYS,
    "Straat": ["Waartplein"] * MANY,
    "Nr": [*range(1, MANY + 1)],
    "Uitkomst": ["gesprek gevoerd", "niet thuis"] * 3,
    "Thema": ["wonen", None] * 3,
}
MONEY: Mapping[str, Sequence[Cell]] = {"Datum": DAYS, "Kostensoort": ["Overig"] * MANY, "Bedrag": [10.5, 20.25, 30, 40, 50, 60]}
HALF, WHOLE = [5.5, 10.25, 15, 20, 25, 30], [10.5, 20.25, 30, 40, 50, 60]
LESS: list[Cell] = [5.0, 10.0, 15, 20, 25, 30]
ABSENT = ["niet thuis"] * MANY
LATER: list[list[Cell]] = [[DAY, "Waartplein", 1, "niet thuis", "gesprek"], [DAY, "Waartplein", 3, "niet thuis", None]]


def instead(of: Mapping[str, Sequence[Cell]], name: str, columns: Mapping[str, Sequence[Cell]]) -> Mapping[str, Sequence[Cell]]:
    """Put columns in the place of one."""
    return {one: cells for key in of for one, cells in (columns if key == name else {key: of[key]}).items()}


def of_columns(name: str, columns: Mapping[str, Sequence[Cell]], corrections: Corrections | None = None) -> Intake:
    """Read one sheet with these columns."""
    rows = zip(*columns.values(), strict=True)
    return understood(sheet(name, list(columns), *map(list, rows)), corrections=corrections or Corrections())


def spent(result: Intake) -> float:
    """Add up the euros that were read."""
    return int(result.dataset.expenses["cents"].sum()) / 100


@pytest.mark.parametrize(
    ("columns", "euros"),
    [
        ({"Begroot": WHOLE, "Werkelijk": HALF}, 105.75),
        ({"Bedrag begroot": WHOLE, "Bedrag werkelijk": HALF}, 105.75),
        ({"Verwacht bedrag": WHOLE, "Definitief bedrag": HALF}, 105.75),
        ({"Bedrag excl": HALF, "Bedrag incl": WHOLE}, 210.75),
        ({"Bedrag excl": HALF, "Btw": LESS, "Bedrag incl": WHOLE}, 210.75),
        ({"Prijs": WHOLE, "Korting": LESS, "Te betalen": HALF}, 105.75),
        ({"Prijs": WHOLE, "Korting": LESS, "Blijft over": HALF}, 105.75),
        ({"Prijs": HALF, "Verzendkosten": LESS, "Samen": WHOLE}, 210.75),
        ({"Bedrag": WHOLE, "Waarvan btw": LESS, "Netto": HALF}, 210.75),
    ],
    ids=lambda columns: " | ".join(columns) if isinstance(columns, dict) else "",
)
def test_what_was_spent_counts(columns: Mapping[str, Sequence[Cell]], euros: float) -> None:
    result = of_columns("Uitgaven", instead(MONEY, "Bedrag", columns))
    assert spent(result) == euros
    assert codes(result) == {"columns_gave_way"}


@pytest.mark.parametrize(
    ("columns", "euros"),
    [
        ({"Bedrag": WHOLE, "Betaald": LESS, "Blijft open": HALF}, 210.75),  # what was paid of it leaves no other amount
        ({"Beginstand saldo": [100, 90, 70, 40, 60, 50], "Bedrag": [10, 20, 30, 20, 10, 5], "Stand": [90, 70, 40, 60, 50, 45]}, 55),
    ],
    ids=["what is left of a bill", "a balance before and after"],
)
def test_what_is_left_is_not_what_was_spent(columns: Mapping[str, Sequence[Cell]], euros: float) -> None:
    assert spent(of_columns("Uitgaven", instead(MONEY, "Bedrag", columns))) == euros


@pytest.mark.parametrize(
    ("earlier", "visit"),
    [
        ("Datum aangemeld", "Datum gesprek/bezoek"),
        ("Datum aangevraagd", "Datum bezoek"),
        ("Invoerdatum", "Gesprek op"),
        ("Geplande datum", "Werkelijke datum"),
        ("Datum", "Datum huisbezoek"),
        ("Datum brief", "Datum deur"),
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_the_day_of_the_visit_counts(earlier: str, visit: str, is_first: object) -> None:
    columns: dict[str, Sequence[Cell]] = {earlier: [day - timedelta(days=20) for day in DAYS], visit: DAYS}
    columns = columns if is_first else dict(reversed(columns.items()))
    result = of_columns("Bezoeken", instead(VISITS, "Datum", columns))
    assert [day.date() for day in result.dataset.visits["visited_on"]] == DAYS
    assert codes(result) <= {"columns_gave_way", "streets_in_rest"}


def test_a_day_that_only_conversations_have_does_not_take_the_other_visits_away() -> None:
    columns: dict[str, Sequence[Cell]] = {
        "Datum": DAYS,
        "Datum gesprek": [day if not at % 2 else None for at, day in enumerate(DAYS)],
    }
    result = of_columns("Bezoeken", instead(VISITS, "Datum", columns))
    assert len(result.dataset.visits) == MANY
    assert "which_counts" in codes(result)


@pytest.mark.parametrize("further", ["Datum vervolgbezoek", "Datum laatste bezoek"])
def test_the_day_of_another_visit_is_said(further: str) -> None:
    columns: dict[str, Sequence[Cell]] = {"Datum bezoek": DAYS, further: [*DAYS[1:], None]}
    result = of_columns("Bezoeken", instead(VISITS, "Datum", columns))
    assert [day.date() for day in result.dataset.visits["visited_on"]] == DAYS
    assert found(result, "which_counts").cells == ("A1", "B1")


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Voorlopige uitkomst", "Definitieve uitkomst"),
        ("Uitkomst (oud)", "Uitkomst (nieuw)"),
        ("Vorige uitkomst", "Uitkomst"),
        ("Verwachte uitkomst", "Uitkomst"),
        ("Eerste uitkomst", "Laatste uitkomst"),
    ],
)
def test_the_final_outcome_counts(before: str, now: str) -> None:
    result = of_columns("Bezoeken", instead(VISITS, "Uitkomst", {before: ABSENT, now: VISITS["Uitkomst"]}))
    assert (result.dataset.visits["outcome"] == Outcome.CONVERSATION).sum() == 3
    assert "which_counts" not in codes(result)


def test_a_provisional_outcome_counts_until_there_is_a_final_one_and_an_expected_one_never() -> None:
    final = ["gesprek gevoerd", None, "gesprek gevoerd", None, None, None]
    kept = of_columns("Bezoeken", instead(VISITS, "Uitkomst", {"Voorlopige uitkomst": ABSENT, "Definitieve uitkomst": final}))
    assert sorted(kept.dataset.visits["outcome"]) == [Outcome.CONVERSATION] * 2 + [Outcome.NOT_AT_HOME] * 4
    left = of_columns("Bezoeken", instead(VISITS, "Uitkomst", {"Verwachte uitkomst": ABSENT, "Uitkomst": final}))
    assert left.dataset.visits["outcome"].tolist() == [Outcome.CONVERSATION] * 2


def test_an_old_street_gives_way_and_a_theme_from_before_the_visit_does_not_count() -> None:
    moved = of_columns(
        "Bezoeken", instead(VISITS, "Straat", {"Oude straat": ["Zweersstraat"] * MANY, "Nieuwe straat": VISITS["Straat"]})
    )
    assert set(moved.dataset.visits["street"]) == {"Waartplein"}
    before = of_columns(
        "Bezoeken", instead(VISITS, "Thema", {"Thema vooraf": ["werken"] * MANY, "Thema in gesprek": VISITS["Thema"]})
    )
    assert {theme for row in before.dataset.visits["themes"] for theme in row or ()} == {"wonen"}


@pytest.mark.parametrize(
    "headers",
    [
        ("Status maart", "Status juni", "Status september"),
        ("Status 1-3-2019", "Status 1-6-2019", "Status 1-9-2019"),
        ("Status Q1", "Status Q2", "Status Q3"),
        ("Status dec 2018", "Status jan 2019", "Status feb 2019"),
        ("Status wk 9", "Status wk 20", "Status wk 30"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("is_turned", [False, True], ids=["first to last", "last to first"])
def test_the_latest_status_that_is_filled_in_counts(headers: tuple[str, ...], *, is_turned: bool) -> None:
    said: list[list[Cell]] = [["open"] * MANY, ["open", "afgerond"] * 3, ["in behandeling", None] * 3]
    status = dict(zip(headers, said, strict=True))
    status = dict(reversed(status.items())) if is_turned else status
    columns = {"Bezoeknr": VISITS["Nr"], "Thema": ["wonen"] * MANY, **status}
    visits = {"Bezoeknr": VISITS["Nr"], **VISITS, "Uitkomst": ["gesprek gevoerd"] * MANY}
    lists = [
        sheet(name, list(one), *map(list, zip(*one.values(), strict=True)))
        for name, one in (("Bezoeken", visits), ("Hulpvragen", columns))
    ]
    result = understood(*lists)
    assert result.dataset.requests["status"].tolist() == [Status.IN_PROGRESS, Status.CLOSED] * 3
    assert "columns_earlier" in codes(result)


def test_where_nothing_decides_one_question_offers_each_column_and_the_answer_counts() -> None:
    columns = instead(VISITS, "Uitkomst", {"Uitkomst": ABSENT, "Resultaat": VISITS["Uitkomst"]})
    result = of_columns("Bezoeken", columns)
    finding = found(result, "which_counts")
    assert (finding.cells, finding.params["used"], finding.params["others"]) == (("D1", "E1"), "Uitkomst", "Resultaat")
    (question,) = questions(result)
    assert (question.subject, [column.header for column in question.columns]) == (Subject.WHICH, ["Uitkomst", "Resultaat"])
    assert all(column.samples for column in question.columns)
    assert likely_answers(question, result, ()) == ((3, "outcome"), (4, "outcome"))
    answered = of_columns("Bezoeken", columns, Corrections(headers={"Resultaat": "outcome"}))
    assert fields(answered)["Uitkomst"] is None
    assert (answered.dataset.visits["outcome"] == Outcome.CONVERSATION).sum() == 3
    assert not questions(answered)


def test_numbers_under_themes_say_in_which_order_they_came_up() -> None:
    themes: Mapping[str, Sequence[Cell]] = {"Wonen": [2, None, 1, 2, None, 1], "Werken": [1, None, None, 1, 1, 2]}
    result = of_columns("Bezoeken", instead(VISITS, "Thema", themes))
    said = [theme for row in result.dataset.visits["themes"] for theme in row or ()]
    assert (said.count("wonen"), said.count("werken")) == (4, 4)


def test_scores_under_themes_are_no_order() -> None:
    themes: Mapping[str, Sequence[Cell]] = {"Wonen": [4, 5, 3, 2, 2, 4], "Werken": [3, 3, 4, 4, 2, 5]}
    result = of_columns("Bezoeken", instead(VISITS, "Thema", themes))
    assert not [theme for row in result.dataset.visits["themes"] for theme in row or ()]


@pytest.mark.parametrize(
    "heads",
    [("Voorlopige uitkomst", "Definitieve uitkomst"), ("Uitkomst", "Uitkomst definitief"), ("Uitkomst oud", "Uitkomst nieuw")],
)
def test_the_final_outcome_counts_where_it_is_filled_in(heads: tuple[str, str]) -> None:
    result = understood(sheet("Bezoeken", ["Datum", "Straat", "Huisnr", *heads], *LATER))
    assert column(result, "visits", "outcome") == ["conversation", "not_at_home"]
    assert found(result, "columns_earlier").severity is Severity.INFO


@pytest.mark.parametrize("heads", [("Status maart", "Status juni"), ("Status per 1-3-2019", "Status per 1-6-2019")])
@pytest.mark.parametrize("order", [1, -1])
def test_of_a_status_at_several_moments_the_latest_counts_wherever_it_stands(heads: tuple[str, str], order: int) -> None:
    rows: list[list[Cell]] = [["B001", "wonen", *cells[::order]] for cells in (("open", "afgerond"), ("open", None))]
    made = sheet("Hulpvragen", ["Bezoeknummer", "Thema", *heads[::order]], *rows)
    result = understood(visits(visit(1)), made)
    assert column(result, "requests", "status") == ["closed", "open"]


def test_the_column_that_the_user_chooses_counts_instead() -> None:
    made = sheet("Bezoeken", ["Datum", "Straat", "Huisnr", "Voorlopige uitkomst", "Definitieve uitkomst"], *LATER)
    chosen = Corrections(fields={("werkmap.xlsx", "Bezoeken", 3): "outcome", ("werkmap.xlsx", "Bezoeken", 4): None})
    assert column(understood(made, corrections=chosen), "visits", "outcome") == ["not_at_home", "not_at_home"]


def test_further_visits_are_no_later_word_on_the_first() -> None:
    rows: list[list[Cell]] = [[DAY, "Waartplein", 1, "niet thuis", DAY, "gesprek"]]
    result = understood(sheet("Bezoeken", ["Datum 1", "Straat", "Huisnr", "Uitkomst 1", "Datum 2", "Uitkomst 2"], *rows))
    assert sorted(column(result, "visits", "outcome")) == ["conversation", "not_at_home"]
