"""Requests that say loosely of which visit they are: the end of its number, its row, the visit of the row above, a street written otherwise."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from adv.commands.mapping import mapped
from adv.workbook.tables.findings import Severity
from adv.workbook.vocabulary.word_lists import WordList
from tests.workbook.sheets import PROJECT, codes, found, sheet, understood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.understood import Intake

DAYS = [date(2019, 1, 8) + timedelta(days=4 * at) for at in range(24)]
TALKS = [1, 2, 4, 7, 8, 11, 13, 16, 17, 19, 22]  # places of the visits with a conversation, counted from 0
ASKED = [1, 1, 2, 4, 7, 7, 11, 13, 16, 19, 19, 22]  # of which visit each request is
STREETS = ("Waartplein", "Diepenbrockhof", "Componistenlaan")


def visits(numbers: Sequence[Cell] | None, header: str = "Bezoeknummer", above: int = 0) -> RawSheet:
    """Visits on days of their own, with numbers or without; rows `above` the headers hold a title."""
    heads: list[Cell] = [*([] if numbers is None else [header]), "Datum", "Straat", "Huisnr", "Uitkomst", "Thema"]
    title: list[Cell] = ["Lijst van de kernteams"]
    rows = [*[title] * above, heads]
    for at, day in enumerate(DAYS):
        said: list[Cell] = ["gesprek", "wonen"] if at in TALKS else ["niet thuis", None]
        rows.append([*([] if numbers is None else [numbers[at]]), day, STREETS[at % 3], 10 + at, *said])
    return sheet("Bezoeken", *rows)


def requests(references: Sequence[Cell], header: str = "Bij bezoek", days: Sequence[Cell] | None = None) -> RawSheet:
    """Requests raised on the day of their visit."""
    raised = [DAYS[at] for at in ASKED] if days is None else days
    heads: list[Cell] = [header, "Thema", "Status", "Datum aangemeld"]
    return sheet("Hulpvragen", heads, *([one, "wonen", "open", day] for one, day in zip(references, raised, strict=True)))


def visited(result: Intake) -> list[date]:
    """The days of the visits that the requests are of."""
    frame, asked = result.dataset.visits, result.dataset.requests
    days = dict(zip(frame.visit_id, frame.visited_on, strict=True))
    return [days[one].date() for one in asked.visit_id]


OWN_DAYS = [DAYS[at] for at in ASKED]


def each(*forms: str) -> list[str]:
    """The number of each request's visit, counted from 1, written in these forms by turns."""
    return [forms[at % len(forms)].format(visit + 1) for at, visit in enumerate(ASKED)]


def numbered(form: str) -> list[str]:
    return [form.format(at + 1) for at in range(len(DAYS))]


LOOSE: dict[str, tuple[Sequence[Cell], Sequence[Cell]]] = {
    "with less and less": (numbered("AV-2019-{:03}"), each("{:03}", "2019-{:03}", "av-2019-{:03}")),
    "a prefix here and there": (list(range(1, 25)), each("HB-{:02}", "{}", "HB{}")),
    "words before it": (numbered("B{:03}"), each("bezoek {}", "nr. {}", "zie bezoek {:03}")),
    "the year behind": (numbered("{}/2019"), each("{}", "{}-19", "bezoek {}")),
    "the year before": (list(range(1, 25)), each("2019-{:03}", "{}", "2019/{}")),
    "a hash": (numbered("HW{:04}"), each("#{}", "hw {}", "{:04}")),
}


@pytest.mark.parametrize("way", LOOSE)
def test_the_end_of_a_number_says_which_it_is_when_it_is_the_only_one(way: str) -> None:
    theirs, refers = LOOSE[way]
    result = understood(visits(theirs), requests(refers))
    assert visited(result) == OWN_DAYS
    assert found(result, "reference_as_written").severity is Severity.INFO


def test_of_two_years_the_day_says_which_number_is_meant() -> None:
    numbers = [*(f"2018-{at + 1:02}" for at in range(12)), *(f"2019-{at + 1:02}" for at in range(12))]
    refers: list[Cell] = [f"{at % 12 + 1:02}" for at in ASKED]
    result = understood(visits(numbers), requests(refers))
    assert visited(result) == OWN_DAYS


@pytest.mark.parametrize(
    ("theirs", "refers"),
    [
        ([*(f"W-{at + 1}" for at in range(12)), *(f"D-{at + 1}" for at in range(12))], each("{}")),
        (numbered("AV-2018-{:03}"), each("AV-2019-{:03}", "2019-{:03}", "2019-0{:03}")),
        (numbered("W-{}"), each("D-{}", "K-{}")),
        (numbered("{}"), each("{}a", "{}b")),
    ],
    ids=["two that end so", "another year", "other letters", "letters behind"],
)
def test_a_number_that_says_something_else_is_not_that_of_a_visit(theirs: Sequence[Cell], refers: Sequence[Cell]) -> None:
    result = understood(visits(theirs), requests(refers, days=[DAYS[-1]] * len(ASKED)))
    assert len(result.dataset.requests) == 0
    assert {"visit_unknown", "visit_unclear"} & codes(result)
    assert {word.text.partition(" ")[0] for word in result.words if word.list is WordList.VISIT} == {*refers}


def test_a_visit_that_the_user_names_is_that_of_the_request() -> None:
    numbers = [*(f"W-{at + 1}" for at in range(12)), *(f"D-{at + 1}" for at in range(12))]
    refers, days = ["2", "3", "5", "12"], [DAYS[-1]] * 4
    said = mapped(["Bezoeknummer:2=W-2", "visit:5=D-5", "visit:12=none"], PROJECT)
    plain = understood(visits(numbers), requests(refers, days=days))
    result = understood(visits(numbers), requests(refers, days=days), corrections=said)
    assert len(plain.dataset.requests) == 0
    assert list(result.dataset.requests.visit_id) == ["W-2", "D-5"]
    assert {word.text: word.meaning for word in result.words if word.list is WordList.VISIT} == {
        "2 · Hulpvragen": "W-2",
        "3 · Hulpvragen": None,
        "5 · Hulpvragen": "D-5",
        "12 · Hulpvragen": "",
    }


def test_where_most_numbers_are_none_the_likely_visit_is_proposed() -> None:
    result = understood(visits(numbered("AV-2019-{:03}")), requests([*each("{}")[:5], *["AV-2018-001"] * 7]))
    proposed = {word.text: word.suggestion for word in result.words if word.list is WordList.VISIT}
    assert (proposed["2 · Hulpvragen"], proposed["AV-2018-001 · Hulpvragen"]) == ("AV-2019-002", None)


def test_numbers_that_begin_anew_on_another_tab_are_not_guessed_by_their_end() -> None:
    second = replace(visits(list(range(1, 25))), name="Bezoeken 2018")
    result = understood(visits(list(range(1, 25))), second, requests(each("2019-{:02}", "W-{}")))
    assert len(result.dataset.requests) == 0


@pytest.mark.parametrize(
    ("numbers", "header", "refers"),
    [
        (list(range(1, 25)), "Zie regel", each("regel {}")),
        (list(range(1, 25)), "Zie regel", each("regel {}", "{}", "rij {}")),
        (list(range(1, 25)), "Hoort bij", each("nr {}", "regel {}")),
    ],
)
def test_the_number_of_a_line_is_found_in_the_column_of_lines(numbers: Sequence[Cell], header: str, refers: Sequence[Cell]) -> None:
    assert visited(understood(visits(numbers, "Regel"), requests(refers, header))) == OWN_DAYS


FIRST_ONLY: list[Cell] = [at + 1 if place == 0 or ASKED[place - 1] != at else None for place, at in enumerate(ASKED)]


@pytest.mark.parametrize("below", [None, "", "idem", '"', "zie boven"])
def test_a_request_without_a_number_is_of_the_visit_above_it(below: Cell) -> None:
    refers = [below if one is None else one for one in FIRST_ONLY]
    assert visited(understood(visits(list(range(1, 25))), requests(refers))) == OWN_DAYS


def test_a_request_without_an_address_is_of_the_door_above_it() -> None:
    heads: list[Cell] = ["Straat", "Huisnr", "Thema", "Status", "Datum aangemeld"]
    rows: list[list[Cell]] = []
    for place, at in enumerate(ASKED):
        door: list[Cell] = [None, None] if FIRST_ONLY[place] is None else [STREETS[at % 3], 10 + at]
        rows.append([*door, "wonen", "open", DAYS[at]])
    result = understood(visits(None), sheet("Hulpvragen", heads, *rows))
    assert visited(result) == OWN_DAYS
    assert found(result, "reference_filled").total == 3


@pytest.mark.parametrize(
    "refers",
    [[*each("{}")[:-2], None, "23"], [None if at == 4 else one for at, one in enumerate(FIRST_ONLY)]],
    ids=["a list that repeats itself", "a first request without"],
)
def test_a_number_that_may_be_forgotten_is_asked_about(refers: Sequence[Cell]) -> None:
    days: list[Cell] = [DAYS[at] if refers[place] else DAYS[-1] for place, at in enumerate(ASKED)]
    result = understood(visits(list(range(1, 25))), requests(refers, days=days))
    assert len(result.dataset.requests) == sum(one is not None for one in refers)
    assert "reference_may_be_above" in codes(result)
    (asked,) = [word for word in result.words if word.text == "hulpvraag zonder bezoek"]
    assert (asked.meaning, asked.rows) == (None, sum(one is None for one in refers))


STREET = {"Waartplein": 0, "Diepenbrockhof": 1, "Componistenlaan": 2}


def at_doors(*addresses: tuple[str, int]) -> RawSheet:
    """One request for each address, raised on the day of the visit at that door; the doors are those of `visits`."""
    heads: list[Cell] = ["Adres", "Thema", "Status", "Datum aangemeld"]
    rows: list[list[Cell]] = [[f"{street} {10 + at}", "wonen", "open", DAYS[at]] for street, at in addresses]
    return sheet("Hulpvragen", heads, *rows)


@pytest.mark.parametrize(
    ("written", "street"),
    [
        ("Waardplein", "Waartplein"),
        ("waart plein", "Waartplein"),
        ("Waart", "Waartplein"),
        ("Diepenb.hof", "Diepenbrockhof"),
        ("Diepenbrock", "Diepenbrockhof"),
        ("Comp.ln", "Componistenlaan"),
        ("C.laan", "Componistenlaan"),
        ("componistenlan", "Componistenlaan"),
        ("Componisten", "Componistenlaan"),
    ],
)
def test_a_street_written_otherwise_is_that_of_the_visit_at_that_door(written: str, street: str) -> None:
    at = next(one for one in range(len(DAYS)) if one % 3 == STREET[street])
    result = understood(visits(None), at_doors((written, at)))
    assert visited(result) == [DAYS[at]]
    assert found(result, "street_read_as").params["known"] == street


def test_a_street_that_resembles_none_that_was_visited_is_none_of_them() -> None:
    result = understood(visits(None), at_doors(("Schubertstraat", 2), ("Componistenlaan", 2)))
    assert visited(result) == [DAYS[2]]
    assert "address_not_visited" in codes(result)


def test_a_street_that_may_be_one_that_was_visited_is_asked_about_and_can_be_said() -> None:
    at = next(one for one in TALKS if one % 3 == STREET["Componistenlaan"])
    plain = understood(visits(None), at_doors(("Componistenpad", at)))
    assert [(word.text, word.suggestion) for word in plain.words] == [("Componistenpad", "Componistenlaan")]
    said = mapped(["Straat:Componistenpad=Componistenlaan"], PROJECT)
    assert visited(understood(visits(None), at_doors(("Componistenpad", at)), corrections=said)) == [DAYS[at]]
