"""Hand-kept layouts: streets in headings of any spelling, things said once, months with days in their cells, tallies, cards and answers in rows."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from adv.workbook.questions import questions
from adv.workbook.understood import Corrections
from adv.workbook.vocabulary.word_lists import COUNTS, NOTHING, LayoutWord, OwnWords, WordList
from tests.workbook.sheets import codes, column, found, sheet, understood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.understood import Intake

HEADERS: list[Cell] = ["Nr", "Datum", "Resultaat"]
STREETS = ("Badingsstraat", "Orthelstraat", "Waartplein")  # only the last is one of the project's
OUTCOMES = ("gesprek gevoerd", "niet thuis", "geen medewerking")


def day(number: int) -> date:
    return date(2019, 1, 7) + timedelta(days=3 * number)


def doors(count: int, first: int = 0) -> list[list[Cell]]:
    return [[1 + 2 * number, day(number), OUTCOMES[number % 3]] for number in range(first, first + count)]


def by_street(result: Intake) -> Counter[str]:
    return Counter(column(result, "visits", "street"))


def by_outcome(result: Intake) -> Counter[str]:
    return Counter(map(str, column(result, "visits", "outcome")))


def answered(name: WordList, word: str, meaning: str) -> Corrections:
    return Corrections(words=OwnWords({name: {word: meaning}}))


HEADINGS: dict[str, list[list[Cell]]] = {
    "capitals and numbers": [["BADINGSSTRAAT (nr 1 t/m 90)"], ["ORTHELSTRAAT (nr 1 t/m 80)"], ["WAARTPLEIN (nr 2 t/m 8)"]],
    "names behind": [[f"{name}  -  Els en Jan"] for name in STREETS],
    "a label": [[f"Straat: {name}"] for name in STREETS],
    "a label beside": [["Straat:", None, name] for name in STREETS],
    "a label without its sign": [["Straat", name] for name in STREETS],
    "a colon": [[f"{name}:"] for name in STREETS],
    "a count": [[f"{name} (12 adressen)"] for name in STREETS],
    "a count without brackets": [[f"{name} 12 adressen"] for name in STREETS],
    "a count beside": [[name, None, "12 adressen"] for name in STREETS],
    "a bare count beside": [[name, 12] for name in STREETS],
    "numbers": [[f"{name} 1 t/m 90"] for name in STREETS],
    "stars": [[f"*** {name} ***"] for name in STREETS],
    "numbered": [[f"{number}. {name}"] for number, name in enumerate(STREETS, 1)],
    "a block": [[f"Blok {number}: {name}"] for number, name in enumerate(STREETS, 1)],
    "a round": [[f"Looplijst {name} - ronde 1, gelopen door Els, Jan en Fatima"] for name in STREETS],
    "a partner": [[f"{name} / Woonpartners"] for name in STREETS],
    "a day": [[f"{name} - maandag 4 maart"] for name in STREETS],
}


@pytest.mark.parametrize("headings", HEADINGS.values(), ids=HEADINGS.keys())
@pytest.mark.parametrize("total", [None, ["Totaal 3 adressen"], ["Totaal", None, 3], ["3 adressen bezocht"]], ids=str)
@pytest.mark.parametrize("is_repeated", [False, True], ids=["one header", "a header below each"])
def test_a_street_is_read_from_a_heading_of_any_spelling(
    headings: list[list[Cell]], total: list[Cell] | None, *, is_repeated: bool
) -> None:
    rows: list[Sequence[Cell]] = [] if is_repeated else [HEADERS]
    for number, heading in enumerate(headings):
        rows += [heading, *([HEADERS] if is_repeated else []), *doors(3 + number), *([total] if total else []), []]
    result = understood(sheet("Blad1", *rows))
    assert by_street(result) == {"Badingsstraat": 3, "Orthelstraat": 4, "Waartplein": 5}
    assert not questions(result)
    assert result.rows_left_out == 0


@pytest.mark.parametrize(
    "other",
    [
        "hier woont niemand meer in de Orthelstraat",
        "vanaf hier zie Orthelstraat",
        "Zomervakantie",
        "Woonpartners",
        "maart 2019",
        "Totaal Badingsstraat",
    ],
)
def test_what_is_no_street_is_no_heading(other: str) -> None:
    result = understood(sheet("Blad1", HEADERS, ["Badingsstraat"], *doors(3), [other], *doors(2, 5)))
    assert by_street(result) == {"Badingsstraat": 5}


UNSURE: list[list[Cell]] = [HEADERS, ["Badingsstraat"], *doors(3), ["De Hoge Ham"], *doors(2, 5)]


@pytest.mark.parametrize(
    ("meaning", "streets"),
    [
        (None, {"Badingsstraat": 3, "De Hoge Ham": 2}),
        (COUNTS, {"Badingsstraat": 3, "De Hoge Ham": 2}),
        (NOTHING, {"Badingsstraat": 5}),
    ],
)
def test_it_is_asked_whether_a_heading_is_a_street(meaning: str | None, streets: dict[str, int]) -> None:
    corrections = Corrections() if meaning is None else answered(WordList.LAYOUT, LayoutWord.HEADING.value, meaning)
    result = understood(sheet("Blad1", *UNSURE), corrections=corrections)
    assert by_street(result) == streets
    assert bool(questions(result)) is (meaning is None)
    if meaning is None:
        assert found(result, "headings_may_be_streets").params["names"] == "«De Hoge Ham»"


def groups(*order: str, once: Sequence[str], size: int = 4, count: int = 3, blank: bool = False, same: bool = False) -> RawSheet:
    """A list with the day, street or partner in the first row of each group only."""
    rows: list[list[Cell]] = [[*order]]
    for group in range(count):
        for number in range(size):
            street = STREETS[0 if same else group]
            row: dict[str, Cell] = {"Datum": day(group), "Straat": street, "Nr": 1 + 2 * number, "Uitkomst": OUTCOMES[number % 3]}
            row |= {"Organisatie": ("LEVgroep", "Politie", "Woonpartners")[group]}
            rows.append([None if number and name in once else row[name] for name in order])
        rows += [[]] if blank else []
    return sheet("Blad1", *rows)


@pytest.mark.parametrize("blank", [False, True])
@pytest.mark.parametrize("once", [("Datum", "Straat"), ("Datum", "Straat", "Organisatie"), ("Datum",), ("Straat",)], ids=str)
@pytest.mark.parametrize(
    "order",
    [
        ("Datum", "Straat", "Nr", "Uitkomst", "Organisatie"),
        ("Nr", "Datum", "Straat", "Uitkomst", "Organisatie"),
        ("Straat", "Datum", "Nr", "Organisatie", "Uitkomst"),
    ],
    ids=str,
)
def test_what_is_said_once_holds_for_its_group(order: Sequence[str], once: Sequence[str], *, blank: bool) -> None:
    result = understood(groups(*order, once=once, blank=blank))
    assert by_street(result) == {"Badingsstraat": 4, "Orthelstraat": 4, "Waartplein": 4}
    assert Counter(column(result, "visits", "visited_on").count(one) for one in {*column(result, "visits", "visited_on")}) == {4: 3}
    assert Counter(column(result, "visits", "organisations")) == {("LEVgroep",): 4, ("Politie",): 4, ("Woonpartners",): 4}
    assert len({*column(result, "visits", "household")}) == 12
    assert "blanks_filled" in codes(result)


@pytest.mark.parametrize(
    ("made", "streets"),
    [
        (groups("Datum", "Straat", "Nr", "Uitkomst", once=("Datum", "Straat"), same=True), {"Badingsstraat": 12}),
        (
            groups("Datum", "Straat", "Nr", "Uitkomst", once=("Datum", "Straat"), size=2, count=2),
            {"Badingsstraat": 2, "Orthelstraat": 2},
        ),
    ],
    ids=["the same street twice", "small groups"],
)
def test_things_that_are_said_once_together_need_less(made: RawSheet, streets: dict[str, int]) -> None:
    assert by_street(understood(made)) == streets


def test_a_partner_or_a_day_that_is_forgotten_here_and_there_is_not_filled_in() -> None:
    made = groups("Datum", "Straat", "Nr", "Uitkomst", "Organisatie", once=())
    columns = [list(cells) for cells in made.columns]
    columns[4][3] = columns[4][6] = columns[4][7] = columns[4][8] = columns[0][2] = None
    result = understood(sheet("Blad1", *map(list, zip(*columns, strict=True))))
    assert column(result, "visits", "organisations").count(()) == 4
    assert len(result.dataset.visits) == 11


MONTHS: list[Cell] = ["Straat", "Nr", "jan", "feb", "mrt"]
SAID: dict[str, list[list[Cell]]] = {
    "letters": [["14 n", "28 g", None], ["3 n", None, "4 g"]],
    "glued letters": [["14n", "28g", None], ["3n", None, "4g"]],
    "words": [["14 niet thuis", "28 gesprek", None], ["3 niet thuis", None, "4 gesprek"]],
    "a colon": [["14: nt", "28: gesprek", None], ["3: nt", None, "4: gesprek"]],
    "behind": [["nt (14)", "gesprek 28", None], ["nt 3", None, "gesprek (4)"]],
    "the month too": [["14/1 nt", "28/2 gesprek", None], ["3/1 nt", None, "4/3 gesprek"]],
}


@pytest.mark.parametrize("cells", SAID.values(), ids=SAID.keys())
def test_days_in_the_cells_of_months_are_those_of_the_visits(cells: list[list[Cell]]) -> None:
    rows = [["Waartplein", 1, *cells[0]], ["Badingsstraat", 3, *cells[1]]]
    result = understood(sheet("Blad1", ["Bezoeken 2019"], ["g = gesprek, n = niet thuis"], MONTHS, *rows))
    days = [f"{one:%d-%m-%Y}" for one in sorted(column(result, "visits", "visited_on"))]
    assert days == ["03-01-2019", "14-01-2019", "28-02-2019", "04-03-2019"]
    assert by_outcome(result) == {"not_at_home": 2, "conversation": 2}
    assert not questions(result)


def test_several_days_of_a_month_in_a_cell_are_several_visits() -> None:
    result = understood(
        sheet("2019", MONTHS, ["Waartplein", 1, "14 nt, 20 nt", "28 gesprek", None], ["Waartplein", 3, "3 nt", None, None])
    )
    assert by_outcome(result) == {"not_at_home": 3, "conversation": 1}


def test_a_month_without_a_year_is_asked_about() -> None:
    result = understood(
        sheet("Blad1", MONTHS, ["Waartplein", 1, "14 nt", "28 gesprek", None], ["Waartplein", 3, "3 nt", None, "4 nt"])
    )
    assert "date_without_year" in codes(result)
    assert questions(result)


def test_unknown_words_below_months_are_asked_about_and_make_no_register() -> None:
    result = understood(sheet("2019", MONTHS, ["Waartplein", 1, "prima", None, "slecht"], ["Waartplein", 3, "slecht", None, None]))
    assert {word.text for word in result.words if word.list is WordList.OUTCOME} == {"prima", "slecht"}
    assert not len(result.dataset.addresses)


EVENINGS: list[Cell] = ["Datum", "Straat", "Aangebeld", "Niet thuis", "Gesprekken", "Weigering"]
COUNTED: list[list[Cell]] = [
    [day(1), "Badingsstraat", 8, 4, 3, 1],
    [day(2), "Waartplein", 12, 10, 2, 0],
    [day(3), "Waartplein", 1, 1, 0, 0],
]


def test_each_of_a_tally_is_a_visit_without_an_address() -> None:
    result = understood(sheet("Blad1", ["Turflijst"], [], EVENINGS, *COUNTED, ["Totaal", None, 21, 15, 5, 1]))
    assert by_street(result) == {"Badingsstraat": 8, "Waartplein": 13}
    assert by_outcome(result) == {"not_at_home": 15, "conversation": 5, "refused": 1}
    assert found(result, "tallies_counted").params["visits"] == 21
    assert "no_house_numbers" in codes(result)
    assert set(column(result, "visits", "household")) == {None} or not any(
        isinstance(one, str) for one in column(result, "visits", "household")
    )
    assert not questions(result)


def test_a_total_that_is_another_number_is_said() -> None:
    result = understood(sheet("Blad1", EVENINGS, [day(1), "Badingsstraat", 9, 4, 3, 1], *COUNTED[1:]))
    assert found(result, "tally_differs").cells == ("C2",)
    assert len(result.dataset.visits) == 21


@pytest.mark.parametrize(
    ("headers", "rows"),
    [
        (["Datum", "Straat", "Nr", "Niet thuis", "Gesprek"], [[day(1), "Waartplein", 1, 1, 0], [day(2), "Waartplein", 3, None, 1]]),
        (
            ["Datum", "Straat", "Nr", "Niet thuis", "Gesprek"],
            [[day(1), "Waartplein", 1, "x", None], [day(2), "Waartplein", 3, None, "x"]],
        ),
    ],
    ids=["ones and noughts", "crosses"],
)
def test_marks_beside_doors_are_no_tally(headers: list[Cell], rows: list[list[Cell]]) -> None:
    result = understood(sheet("Blad1", headers, *rows))
    assert by_outcome(result) == {"not_at_home": 1, "conversation": 1}
    assert "tallies_counted" not in codes(result)


def test_a_tally_of_evenings_that_are_listed_too_does_not_count_again() -> None:
    listed = sheet(
        "Bezoeken",
        ["Datum", "Straat", "Nr", "Uitkomst"],
        [day(1), "Badingsstraat", 1, "gesprek"],
        [day(1), "Badingsstraat", 3, "nt"],
    )
    result = understood(listed, sheet("Per avond", EVENINGS, *COUNTED))
    assert by_street(result) == {"Badingsstraat": 2, "Waartplein": 13}
    assert found(result, "tally_beside_list").total == 8


def card(number: int, sign: str = "") -> list[list[Cell]]:
    said: dict[str, Cell] = {
        "Datum": day(number),
        "Straat": STREETS[number],
        "Huisnummer": 5,
        "Uitkomst": OUTCOMES[number],
        "Opmerking": "belt terug",
    }
    return [[f"{label}{sign}", value] for label, value in said.items()]


@pytest.mark.parametrize(
    "sheets",
    [
        [sheet("Blad1", *card(0), [], *card(1), [], *card(2))],
        [sheet("Blad1", ["Huisbezoeken"], [], *card(0, ":"), *card(1, ":"), *card(2, ":"))],
        [sheet(f"Huis {number}", *card(number)) for number in range(3)],
        [sheet("Blad1", ["Bezoek", "Vraag", "Antwoord"], *([number, *row] for number in range(3) for row in card(number)))],
    ],
    ids=["below each other", "with colons", "a sheet for each", "answers with the number of the visit"],
)
def test_a_card_or_answers_in_rows_become_one_row(sheets: list[RawSheet]) -> None:
    result = understood(*sheets)
    assert by_street(result) == {"Badingsstraat": 1, "Orthelstraat": 1, "Waartplein": 1}
    assert by_outcome(result) == {"conversation": 1, "not_at_home": 1, "refused": 1}
    assert "rows_from_cards" in codes(result)


NOTED: list[list[Cell]] = [
    ["Straat", "Nr", "Datum", "Uitkomst"],
    ["Waartplein", 1, day(1), "gesprek"],
    ["Waartplein", 3, day(2), "niet thuis *"],
    ["Waartplein", 5, day(3), "niet thuis"],
    [],
]


@pytest.mark.parametrize(
    ("note", "meaning", "outcomes"),
    [
        ("* = later alsnog gesproken", None, {"conversation": 1, "not_at_home": 1}),
        ("* = later alsnog gesproken", "conversation", {"conversation": 2, "not_at_home": 1}),
        ("* hond aanwezig", None, {"conversation": 1, "not_at_home": 2}),
    ],
)
def test_what_a_note_says_of_a_mark_is_shown_and_asked(note: str, meaning: str | None, outcomes: dict[str, int]) -> None:
    corrections = answered(WordList.OUTCOME, "niet thuis *", meaning) if meaning else Corrections()
    result = understood(sheet("Blad1", *NOTED, [note]), corrections=corrections)
    assert by_outcome(result) == outcomes
    assert found(result, "marks_with_note").params["note"] == note.lstrip("*= ")
    assert found(result, "marks_with_note").cells == ("D3",)
    assert any(question.list is WordList.OUTCOME for question in questions(result)) is (
        len(outcomes) < 2 or sum(outcomes.values()) < 3
    )
