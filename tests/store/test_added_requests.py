"""Requests that come without their visits are added to the visits that are stored, and whoever takes those away is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.metrics.requests import requests_raised
from adv.metrics.values import NotAvailable
from adv.model import TableName
from adv.store.records import ImportMode, ImportRecord
from adv.workbook.checks.visits_of_requests import stored_visits
from tests.workbook.sheets import (
    KEY,
    PROJECT,
    TODAY,
    book,
    codes,
    found,
    request,
    requests,
    sheet,
    understand_workbooks,
    visit,
    visits,
)

if TYPE_CHECKING:
    from adv.store.store import Store
    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.understood import Intake

FIRST = [visit(1), visit(2, Uitkomst="niet thuis"), visit(3, Straat="Sonatelaan", Gebied=None)]


def put(store: Store, read: Intake, mode: ImportMode = ImportMode.ADD) -> ImportRecord:
    done = store.commit(PROJECT, read, mode, who="test", expected_version=store.version(PROJECT.name))
    assert isinstance(done, ImportRecord)
    return done


def added(store: Store, *sheets: RawSheet) -> Intake:
    """The sheets read as an addition to what is stored."""
    return understand_workbooks(
        [book(*sheets, file="vragen.xlsx")], PROJECT, KEY, TODAY, stored=stored_visits(store.dataset(PROJECT).visits)
    )


def whole(*sheets: RawSheet) -> Intake:
    """The sheets read as all there is."""
    return understand_workbooks([book(*sheets)], PROJECT, KEY, TODAY)


@pytest.fixture
def filled(store: Store) -> Store:
    put(store, whole(visits(*FIRST)))
    return store


def test_without_the_store_requests_alone_are_left_out() -> None:
    result = whole(requests(request(1)))
    assert len(result.dataset.requests) == 0
    assert "visit_unknown" in codes(result)


def test_requests_alone_get_day_area_and_household_from_the_stored_visit(filled: Store) -> None:
    rows = [request(1, **{"Datum aangemeld": None}), request(2, Bezoeknummer="b003"), request(3, Bezoeknummer="B9")]
    result = added(filled, requests(*rows))
    assert result.rows_left_out == 1
    assert found(result, "visit_stored").total == 2
    put(filled, result)
    before, after = filled.dataset(PROJECT, version=1).visits, filled.dataset(PROJECT)
    assert list(after.requests["visit_id"]) == ["B001", "B003"]
    assert list(after.requests["area"]) == list(before["area"][[0, 2]])
    assert list(after.requests["household"]) == list(before["household"][[0, 2]])
    assert after.requests["raised_on"][0] == before["visited_on"][0]


def test_a_request_on_a_stored_visit_without_a_conversation_is_said(filled: Store) -> None:
    assert "request_without_conversation" in codes(added(filled, requests(request(1, Bezoeknummer="B002"))))


def test_a_visit_in_the_upload_goes_before_the_stored_one(filled: Store) -> None:
    result = added(filled, visits(visit(2, Uitkomst="gesprek")), requests(request(1, Bezoeknummer="B002"), request(2)))
    assert codes(result) == {"visit_stored"}
    assert list(result.dataset.requests["visit_id"]) == ["B002", "B001"]


def test_a_request_at_an_address_finds_the_stored_visit_there(filled: Store) -> None:
    headers: list[Cell] = ["Straat", "Huisnummer", "Thema", "Status"]
    rows: list[list[Cell]] = [
        ["Sonatelaan", 3, "wonen", "open"],
        ["Waartplein", 1, "wonen", "open"],
        ["Waartplein", 99, "wonen", "open"],
    ]
    result = added(filled, sheet("Hulpvragen", headers, *rows))
    assert list(result.dataset.requests["visit_id"]) == ["B003", "B001"]
    assert found(result, "address_not_visited").total == 1
    put(filled, result)
    assert list(filled.dataset(PROJECT).requests["area"]) == list(filled.dataset(PROJECT).visits["area"][[2, 0]])


def test_a_request_by_address_stays_the_same_when_a_later_visit_takes_it_over(filled: Store) -> None:
    headers: list[Cell] = ["Straat", "Huisnummer", "Thema", "Status", "Datum aangemeld"]
    asked = sheet(
        "Hulpvragen", headers, ["Waartplein", 1, "wonen", "open", date(2019, 6, 1)], ["Sonatelaan", 3, "wonen", "open", None]
    )
    put(filled, added(filled, asked))
    number = list(filled.dataset(PROJECT).requests["request_id"])
    later = visits(visit(9, Huisnummer=1, Datum=date(2019, 5, 1)), visit(8, Straat="Sonatelaan", Huisnummer=3, Gebied=None))
    put(filled, added(filled, later, asked))
    left = filled.dataset(PROJECT).requests
    assert list(left["request_id"]) == number
    assert left["visit_id"][0] == "B009"


def test_what_is_stored_of_a_visit_that_comes_in_anew_joins_nothing(filled: Store) -> None:
    headers: list[Cell] = ["Straat", "Huisnummer", "Thema", "Status"]
    result = added(filled, visits(visit(1, Huisnummer=8)), sheet("Hulpvragen", headers, ["Waartplein", 1, "wonen", "open"]))
    assert found(result, "address_not_visited").total == 1


def test_the_same_requests_again_change_nothing(filled: Store) -> None:
    put(filled, added(filled, requests(request(1), request(2))))
    again = filled.preview(PROJECT, added(filled, requests(request(1), request(2))), ImportMode.ADD)
    assert again.is_nothing


def test_an_undo_of_the_visits_says_how_many_requests_it_leaves_without_and_those_still_count(filled: Store) -> None:
    put(filled, added(filled, requests(request(1), request(2, Bezoeknummer="B003"))))
    undoing = filled.preview_undo(PROJECT.name, 1)
    assert undoing.orphans == 2
    filled.undo(PROJECT.name, 1, who="test", expected_version=2)
    left = filled.dataset(PROJECT)
    assert (len(left.visits), len(left.requests)) == (0, 2)
    assert left.requests["area"].isna().all()
    raised = requests_raised(left, PROJECT, TODAY)
    assert not isinstance(raised, NotAvailable)
    assert raised.total == 2
    back = filled.preview_undo(PROJECT.name, 3)
    assert back.orphans == 0
    filled.undo(PROJECT.name, 3, who="test", expected_version=3)
    assert filled.dataset(PROJECT).requests["area"].notna().all()


def test_an_undo_of_the_requests_takes_them_away_and_leaves_the_visits(filled: Store) -> None:
    record = put(filled, added(filled, requests(request(1))))
    undoing = filled.preview_undo(PROJECT.name, record.version)
    assert undoing.orphans == 0
    filled.undo(PROJECT.name, record.version, who="test", expected_version=record.version)
    left = filled.dataset(PROJECT)
    assert (len(left.visits), len(left.requests)) == (3, 0)


def test_an_import_that_takes_visits_away_says_which_requests_lose_theirs(filled: Store) -> None:
    put(filled, added(filled, requests(request(1), request(2, Bezoeknummer="B003"))))
    changes = filled.preview(PROJECT, whole(visits(visit(1))), ImportMode.REPLACE)
    assert changes.orphans == 1
    assert changes.kept == (TableName.REQUESTS,)
