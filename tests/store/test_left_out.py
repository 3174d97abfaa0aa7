"""Rows of files that do not count are said until they are solved, whatever comes in after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from adv.model import TableName
from adv.store.records import ImportRecord
from adv.workbook.understood import Intake, Reason, SheetRecognition
from tests.store.made import EXPENSES, PROJECT, REQUESTS, VISITS, intake
from tests.store.test_imports import ADD, NAME, REPLACE, put
from tests.store.test_undo import undo

if TYPE_CHECKING:
    from adv.store.store import Store

KARIN = {"visit_id": "K1", "outcome": "conversation"}


def lacking(read: Intake, table: TableName, rows: int, requests: int = 0) -> Intake:
    """The same workbook, of which so many rows of a list do not count."""
    (file,) = read.sha256
    sheet = SheetRecognition(file, "blad", table, 1.0, Reason("by_name"), rows_left_out=rows, requests_left_out=requests)
    return replace(read, sheets=(*read.sheets, sheet))


def said(store: Store) -> list[tuple[str, str, int]]:
    return [(one.file, one.table.value, one.rows) for one in store.left_out(NAME)]


def with_requests_out(store: Store) -> None:
    put(store, intake(visits=VISITS))
    put(store, lacking(intake(file="vragen.xlsx", requests=REQUESTS), TableName.REQUESTS, 15))


def test_another_file_does_not_take_away_what_is_said_of_the_first(store: Store) -> None:
    with_requests_out(store)
    put(store, intake(file="Karin.xlsx", visits=[KARIN]), ADD)
    put(store, intake(file="boek.xlsx", expenses=EXPENSES))
    assert said(store) == [("vragen.xlsx", "requests", 15)]


def test_a_newer_file_of_that_name_solves_it_and_its_undo_brings_it_back(store: Store) -> None:
    with_requests_out(store)
    put(store, lacking(intake(file="vragen.xlsx", requests=REQUESTS[:1]), TableName.REQUESTS, 2))
    assert said(store) == [("vragen.xlsx", "requests", 2)]
    undo(store, 3)
    assert said(store) == [("vragen.xlsx", "requests", 15)]
    undo(store, 2)
    assert said(store) == []
    undo(store, 5)
    assert said(store) == [("vragen.xlsx", "requests", 15)]


def test_a_list_of_another_name_in_its_place_solves_it(store: Store) -> None:
    with_requests_out(store)
    put(store, intake(file="vragen januari.xlsx", requests=REQUESTS), REPLACE)
    assert said(store) == []


def test_a_newer_list_that_is_added_and_has_all_its_rows_solves_it(store: Store) -> None:
    put(store, lacking(intake(visits=VISITS[:2]), TableName.VISITS, 1))
    put(store, intake(file="januari.xlsx", visits=[{**VISITS[0], "home_score": 9}]), ADD)
    assert said(store) == [("maart.xlsx", "visits", 1)]
    put(store, intake(file="februari.xlsx", visits=[{**one, "home_score": 3} for one in VISITS]), ADD)
    assert said(store) == []


def test_a_file_of_which_no_row_counts_is_said_too(store: Store) -> None:
    put(store, lacking(intake(visits=VISITS), TableName.EXPENSES, 4))
    put(store, intake(file="Karin.xlsx", visits=[KARIN]), ADD)
    assert said(store) == [("maart.xlsx", "expenses", 4)]


def test_requests_in_rows_of_visits_are_of_the_list_of_requests(store: Store) -> None:
    put(store, lacking(intake(visits=VISITS, requests=REQUESTS), TableName.VISITS, 1, requests=2))
    assert said(store) == [("maart.xlsx", "visits", 1), ("maart.xlsx", "requests", 2)]


def test_what_is_left_out_on_purpose_is_not_said_any_more(store: Store) -> None:
    with_requests_out(store)
    store.leave_out_on_purpose(NAME, who="Wil")
    assert said(store) == []
    put(store, lacking(intake(file="boek.xlsx", expenses=EXPENSES), TableName.EXPENSES, 1))
    assert said(store) == [("boek.xlsx", "expenses", 1)]


def test_the_same_rows_are_stored_anew_when_fewer_of_the_file_do_not_count(store: Store) -> None:
    with_requests_out(store)
    again = intake(file="vragen.xlsx", requests=REQUESTS)
    done = store.commit(PROJECT, again, REPLACE, who="Wil", expected_version=2)
    assert isinstance(done, ImportRecord)
    assert said(store) == []


def test_sample_data_leave_nothing_to_solve(store: Store) -> None:
    store.commit(
        PROJECT, lacking(intake(visits=VISITS), TableName.VISITS, 1), REPLACE, who="Wil", expected_version=0, is_sample=True
    )
    assert said(store) == []
    put(store, lacking(intake(file="echt.xlsx", visits=[KARIN]), TableName.VISITS, 3))
    assert said(store) == [("echt.xlsx", "visits", 3)]
    undo(store, 2)
    assert said(store) == []
