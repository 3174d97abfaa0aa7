"""Requests find their visits: by whichever column refers to them, and however the numbers are written."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from adv.workbook.checks.reference_columns import forms
from adv.workbook.checks.row_identifiers import id_key, may_be_kept, root_of
from tests.workbook.forms import BASE, VISITS, visits_sheet
from tests.workbook.sheets import codes, sheet, understood

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.understood import Intake

TALKED = [1, 2, 4, 6, 7]  # places of the visits with a conversation
DAYS = [VISITS[place].day for place in TALKED]


def visits(*columns: tuple[str, Sequence[Cell]]) -> RawSheet:
    """The visits with more columns before theirs."""
    return visits_sheet(
        [*(head for head, _ in columns), *BASE], lambda at, visit: [*(cells[at] for _, cells in columns), *visit.door_step]
    )


def requests(*columns: tuple[str, Sequence[Cell]], days: Sequence[Cell] = DAYS) -> RawSheet:
    """One request for each conversation, raised on its day."""
    heads = [*(head for head, _ in columns), "Thema", "Status", "Datum aangemeld"]
    return sheet(
        "Hulpvragen", heads, *([*(cells[at] for _, cells in columns), "wonen", "open", day] for at, day in enumerate(days))
    )


def at_their_visits(result: Intake) -> bool:
    """Say whether every request is with the conversation on whose day it was raised."""
    visits, asked = result.dataset.visits, result.dataset.requests
    days = dict(zip(visits.visit_id, visits.visited_on, strict=True))
    return len(asked) == len(TALKED) and all(days[one] == day for one, day in zip(asked.visit_id, asked.raised_on, strict=True))


def numbered(form: str, first: int = 1) -> list[str]:
    return [form.format(first + at) for at in range(len(VISITS))]


def of_talks(cells: Sequence[Cell]) -> list[Cell]:
    return [cells[at] for at in TALKED]


WRITTEN: dict[str, tuple[Sequence[Cell], Sequence[Cell]]] = {
    "a decimal that is none": (numbered("{}", 101), numbered("{}.0", 101)),
    "a decimal comma": (numbered("{}", 101), numbered("{},00", 101)),
    "scientific": ([float(1000 * number) for number in range(1, 9)], numbered("{}E3")),
    "scientific, the other way": (numbered("{}E3"), [1000 * number for number in range(1, 9)]),
    "zeros": (numbered("{:03}"), list(range(1, 9))),
    "zeros behind letters": (numbered("B{}", 11), numbered("b - 0{}", 11)),
    "years": (numbered("2019-{:03}"), numbered("2019/{}")),
    "two digits of the year": (numbered("{}-19", 11), numbered("{}-2019", 11)),
    "thousands": (numbered("{}", 1001), numbered("1.00{}")),
    "a year behind": (numbered("{}/2019", 11), numbered("{}", 11)),
    "a prefix": (list(range(11, 19)), numbered("BZK-{}", 11)),
    "a prefix, the other way": (numbered("BZK{}", 11), list(range(11, 19))),
}


@pytest.mark.parametrize("way", WRITTEN)
def test_the_same_number_written_in_two_ways_is_one(way: str) -> None:
    theirs, refers = WRITTEN[way]
    result = understood(visits(("Bezoeknummer", theirs)), requests(("Bezoeknummer", of_talks(refers))))
    assert at_their_visits(result)
    assert codes(result) <= {"reference_as_written", "streets_in_rest"}


@pytest.mark.parametrize(
    ("theirs", "refers"),
    [
        (["B12", "B-12", *numbered("B{}", 13)[:6]], ["B 012"] * 5),
        (["1-23", *numbered("{}", 900)[:7]], ["123"] * 5),
        (numbered("A{}"), ["B2", "B3", "C5", "B7", "B8"]),
    ],
    ids=["two that may be meant", "other digits", "other letters"],
)
def test_a_number_that_may_be_another_is_left_alone_and_said(theirs: list[Cell], refers: list[Cell]) -> None:
    result = understood(visits(("Bezoeknummer", theirs)), requests(("Bezoeknummer", refers)))
    assert {"visit_unknown", "visit_unclear"} & codes(result)
    assert len(result.dataset.requests) == 0


KEYS = numbered("D{}7", 11)
UUIDS = numbered("0a1b2c3d-0000-4000-8000-00000000000{}")
COLUMNS: dict[str, tuple[list[tuple[str, Sequence[Cell]]], list[tuple[str, Sequence[Cell]]]]] = {
    "Bezoek beside Bezoeknummer, of requests": (
        [("Bezoeknummer", list(range(101, 109)))],
        [("Bezoeknummer", [1, 1, 2, 1, 1]), ("Bezoek", of_talks(list(range(101, 109))))],
    ),
    "Bezoek beside Bezoeknummer, of visits": ([("Bezoek", KEYS), ("Bezoeknummer", [1] * 8)], [("Bezoeknummer", of_talks(KEYS))]),
    "another column of the visits": (
        [("Bezoeknummer", list(range(1, 9))), ("Dossiercode", KEYS)],
        [("Bezoeknummer", of_talks(KEYS))],
    ),
    "no number by name on either side": ([("Casus", KEYS)], [("Casus", of_talks(KEYS))]),
    "an unknown header": ([("Bezoeknummer", list(range(101, 109)))], [("Casuscode", of_talks(list(range(101, 109))))]),
    "with a word before the number": (
        [("Volgnr", list(range(101, 109)))],
        [("Hoort bij", [f"nr. {number}" for number in of_talks(list(range(101, 109)))])],
    ),
    "KoboToolbox": (
        [("_index", list(range(1, 9)))],
        [("_parent_index", of_talks(list(range(1, 9)))), ("_index", list(range(1, 6)))],
    ),
    "KoboToolbox, uuid": ([("_uuid", UUIDS)], [("_submission__uuid", of_talks(UUIDS))]),
    "ODK": ([("KEY", UUIDS), ("meta-instanceID", UUIDS)], [("PARENT_KEY", of_talks(UUIDS))]),
}


@pytest.mark.parametrize("case", COLUMNS)
def test_the_column_that_refers_is_the_key_whatever_it_is_called(case: str) -> None:
    of_visits, of_requests = COLUMNS[case]
    assert at_their_visits(understood(visits(*of_visits), requests(*of_requests)))


@pytest.mark.parametrize(
    ("header", "cells"),
    [("Aantal personen", [2, 3, 2, 3, 2]), ("Rij", [1, 2, 3, 4, 5]), ("Prioriteit", [1, 2, 1, 2, 3])],
)
def test_numbers_that_only_happen_to_be_among_the_visits_are_no_reference(header: str, cells: list[Cell]) -> None:
    result = understood(visits(("Bezoeknummer", list(range(1, 9)))), requests((header, cells)))
    assert len(result.dataset.requests) == 0
    assert codes(result) & {"columns_missing", "visit_not_named"}


def test_a_reference_to_visits_that_came_later_is_none() -> None:
    """Every number is one of a visit, but four of the five requests were raised before theirs."""
    early = [VISITS[0].day] * 5
    result = understood(visits(("Bezoeknummer", list(range(11, 19)))), requests(("Code", [12, 13, 15, 17, 18]), days=early))
    assert len(result.dataset.requests) == 0


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("b-012", {("b", "12")}),
        ("12.0", {("12", "0"), ("12",)}),
        ("2012", {("2012",)}),
        ("12-2019", {("12", "2019"), ("12", "19")}),
        ("2e3", {("2", "e", "3"), ("2000",)}),
        ("1-23", {("1", "23")}),
        ("1.234", {("1", "234"), ("1234",)}),
        ("1.2345", {("1", "2345")}),
        ("1.5e3", {("1", "5", "e", "3"), ("1500",)}),
        ("5e14", {("5", "e", "14"), ("500000000000000",)}),
        ("1e15", {("1", "e", "15")}),  # more figures than a number keeps
        ("1.5e0", {("1", "5", "e", "0")}),
        ("12-1999", {("12", "1999")}),
        ("2019-03-12", {("2019", "3", "12"), ("19", "3", "12"), ("12", "3"), ("12", "3", "2019"), ("12", "3", "19")}),
        ("000", {("0",)}),
        ("-", set()),
    ],
)
def test_the_ways_in_which_a_number_may_be_meant(key: str, meant: set[tuple[str, ...]]) -> None:
    assert forms(key) == meant


def parts(first: int = 1) -> tuple[RawSheet, RawSheet]:
    """The visits with their numbers in two sheets, as a tab per year."""
    whole = visits(("Bezoeknummer", [first + at for at in range(len(VISITS))]))
    cut = 1 + len(VISITS) // 2
    upper, lower = (
        ([column[0], *column[1:cut]] for column in whole.columns),
        ([column[0], *column[cut:]] for column in whole.columns),
    )
    return replace(whole, name="2018", columns=tuple(upper)), replace(whole, name="2019", columns=tuple(lower))


def test_a_column_that_counts_its_own_rows_is_no_reference_beside_one_that_is() -> None:
    own: tuple[str, list[Cell]] = ("Bezoeknummer", [1, 2, 3, 4, 5])
    for listed in ((visits(("Bezoeknummer", list(range(1, 9)))),), parts()):
        result = understood(*listed, requests(own, ("Bezoek", of_talks(list(range(1, 9))))))
        assert at_their_visits(result)
        assert "reference_by_content" in codes(result)


def test_requests_that_only_count_stay_where_they_say_they_belong() -> None:
    result = understood(visits(("Bezoeknummer", list(range(1, 9)))), requests(("Bezoeknummer", [1, 2, 3, 4, 5])))
    assert result.dataset.requests.visit_id.tolist() == ["1", "2", "3", "4", "5"]


def test_a_low_column_is_no_reference_to_a_list_in_parts() -> None:
    result = understood(*parts(), requests(("Nr", [11, 12, 13, 14, 15]), ("Urgentie", [1, 2, 3, 1, 2])))
    assert "reference_by_content" not in codes(result)
    assert len(result.dataset.requests) == 0


def test_the_only_number_of_a_request_may_be_that_of_its_visit() -> None:
    assert at_their_visits(understood(visits(("Nr", list(range(11, 19)))), requests(("Nr", of_talks(list(range(11, 19)))))))


def test_the_first_request_of_a_form_finds_its_visit() -> None:
    rows = visits(("KEY", numbered("uuid:{:02}")))
    whole = replace(rows, columns=tuple(column[:3] for column in rows.columns))
    result = understood(whole, requests(("PARENT_KEY", ["uuid:02"]), days=DAYS[:1]))
    assert len(result.dataset.requests) == 1


def test_codes_that_differ_in_spaces_and_capitals_refer_all_the_same() -> None:
    talks: list[list[Cell]] = [[f"WAAR {at}", date(2019, 3, at), "Waartplein", at, "gesprek gevoerd"] for at in range(1, 9)]
    asked: list[list[Cell]] = [[at, f"Waar{at}", "wonen", "open"] for at in (8, 3, 5, 1, 7)]
    result = understood(
        sheet("Bezoeken", ["Code", "Datum", "Straat", "Huisnummer", "Uitkomst"], *talks),
        sheet("Hulpvragen", ["Hulpvraagnummer", "Code", "Thema", "Status"], *asked),
    )
    assert len(result.dataset.requests) == 5


def listing(cells: Sequence[Cell]) -> RawSheet:
    """The visits, each with the requests that it names."""
    return visits(("Hulpvragen", cells))


def test_requests_find_the_visits_that_name_them() -> None:
    named = [f"H{at + 1}" for at in range(len(TALKED))]
    cells: list[Cell] = [named[TALKED.index(at)] if at in TALKED else None for at in range(len(VISITS))]
    result = understood(listing(cells), requests(("Hulpvraagnr", named)))
    assert at_their_visits(result)
    assert "reference_from_visits" in codes(result)


def test_numbers_that_only_count_the_rows_of_both_lists_name_nothing() -> None:
    result = understood(visits(("Volgnr", range(1, len(VISITS) + 1))), requests(("Hulpvraagnr", [1, 2, 3, 4, 5]), days=[None] * 5))
    assert len(result.dataset.requests) == 0


def test_what_a_tool_calls_its_rows_is_their_key() -> None:
    called = [f"{visit.street} {visit.door} - {visit.day:%Y-%m-%d}" for visit in VISITS]
    result = understood(visits(("Bezoek", called)), requests(("Bezoek", [called[at] for at in TALKED])))
    assert at_their_visits(result)
    assert not result.dataset.requests["visit_id"].str.contains("-03-").any()


@pytest.mark.parametrize(
    ("number", "is_kept"),
    [
        ("B012", True),
        ("2019-0012", True),
        ("ABC-12", True),
        ("ABCD-12", False),  # four letters may be a name
        ("bezoek 12", False),
        ("bezoek-12-a", True),
        ("WAART", False),
        ("abcdefab-0000-4000-8000-000000000001", True),
        ("ghijklab-0000-4000-8000-000000000001", False),
        ("1112-22-333", False),  # a citizen number, however it is written
        ("1112-22-334", True),
    ],
)
def test_a_number_is_kept_where_it_names_nobody(number: str, is_kept: object) -> None:
    assert may_be_kept(number) is is_kept


@pytest.mark.parametrize(
    ("one", "other"), [("B-12", "b-12"), ("B – 12", "B-12"), ("0012", "12"), ("000", "000"), ("B 12", "B12"), ("１２", "12")]
)
def test_numbers_are_compared_without_case_spaces_and_zeros_before_them(one: str, other: str) -> None:
    assert id_key(one) == id_key(other)


@pytest.mark.parametrize(
    ("number", "root"),
    [
        ("12-2", ("12", 2)),
        ("12-1", ("12-1", 1)),
        ("13-2", ("13-2", 1)),
        ("12", ("12", 1)),
        ("12-1000", ("12-1000", 1)),
        ("12-999", ("12", 999)),
    ],
)
def test_a_number_that_was_numbered_on_has_a_root_where_that_is_a_visit_too(number: str, root: tuple[str, int]) -> None:
    assert root_of(number, {"12", "12-2"}) == root


@pytest.mark.parametrize(("early", "is_joined"), [(0, True), (1, True), (2, False)], ids=["none", "a fifth of them", "more"])
def test_a_column_refers_to_visits_where_hardly_any_request_was_raised_before_its_visit(early: int, *, is_joined: bool) -> None:
    days = [*[VISITS[0].day - timedelta(days=1)] * early, *DAYS[early:]]
    numbers: list[Cell] = list(range(101, 109))
    result = understood(
        visits(("Bezoeknummer", numbers)), requests(("Bezoeknummer", [1, 1, 2, 1, 1]), ("Bezoek", of_talks(numbers)), days=days)
    )
    assert ("reference_by_content" in codes(result)) is is_joined
    assert len(result.dataset.requests) == (len(TALKED) if is_joined else 0)


@pytest.mark.parametrize(("refers", "is_joined"), [([101, 104, 106, 107, 108], False), ([102, 103, 105, 107, 107], True)])
def test_a_column_refers_to_visits_where_hardly_any_of_them_is_no_conversation(refers: list[Cell], *, is_joined: bool) -> None:
    numbers: list[Cell] = list(range(101, 109))
    asked = requests(("Bezoeknummer", [1, 1, 2, 1, 1]), ("Bezoek", refers), days=[None] * 5)
    assert ("reference_by_content" in codes(understood(visits(("Bezoeknummer", numbers)), asked))) is is_joined
