"""What an import does, and what it leaves alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from adv.errors import ImportRefused
from adv.model import TableName
from adv.store.records import ImportMode, ImportRecord, NothingChanged, TableChanges, Totals
from adv.workbook.tables.findings import Finding, Severity
from tests.store.made import EXPENSES, PROJECT, REQUESTS, VISITS, full, intake

if TYPE_CHECKING:
    from adv.model import Dataset
    from adv.store.store import Store
    from adv.workbook.understood import Intake

NAME = PROJECT.name
REPLACE, ADD = ImportMode.REPLACE, ImportMode.ADD


def put(store: Store, what: Intake, mode: ImportMode = REPLACE, *, is_sample: bool = False) -> ImportRecord:
    version = store.version(NAME)
    record = store.commit(PROJECT, what, mode, who="coördinator", expected_version=version, is_sample=is_sample)
    assert isinstance(record, ImportRecord)
    return record


def assert_same(one: Dataset, other: Dataset) -> None:
    for name in TableName:
        pd.testing.assert_frame_equal(one.table(name), other.table(name))
    assert one.given == other.given


def test_a_new_store_has_nothing(store: Store) -> None:
    assert store.version(NAME) == 0
    assert store.imports(NAME) == ()
    assert not store.has_sample(NAME)
    assert store.dataset(PROJECT).given == frozenset()


def test_an_import_reads_back_as_it_went_in(store: Store) -> None:
    what = full()
    record = put(store, what)
    assert record.version == store.version(NAME) == 1
    assert_same(store.dataset(PROJECT), what.dataset)


def test_a_preview_tells_what_a_commit_then_does(store: Store) -> None:
    put(store, full())
    altered = [{**VISITS[0], "home_score": 9}, VISITS[1], {"visit_id": "B9", "outcome": "conversation"}]
    what = full(visits=altered, expenses=EXPENSES[:2])
    changes = store.preview(PROJECT, what, REPLACE)
    assert changes.tables == {
        TableName.VISITS: TableChanges(new=1, changed=1, gone=1, same=1),
        TableName.REQUESTS: TableChanges(new=0, changed=0, gone=0, same=2),
        TableName.EXPENSES: TableChanges(new=0, changed=0, gone=1, same=2),
    }
    assert changes.before == Totals(visits=3, completed=1, requests=2, open_requests=1, spent_cents=2345)
    assert changes.after == Totals(visits=3, completed=2, requests=2, open_requests=1, spent_cents=7345)
    record = put(store, what)
    assert record.tables == changes.tables
    assert record.totals == changes.after
    assert_same(store.dataset(PROJECT), what.dataset)


@pytest.mark.parametrize("mode", [REPLACE, ADD])
def test_the_same_import_twice_changes_nothing_and_says_so(store: Store, mode: ImportMode) -> None:
    put(store, full())
    assert store.preview(PROJECT, full(), mode).is_nothing
    assert store.commit(PROJECT, full(), mode, who="x", expected_version=1) == NothingChanged(1)
    assert len(store.imports(NAME)) == 1


def test_the_same_rows_from_another_file_in_another_order_change_nothing(store: Store) -> None:
    put(store, full())
    other = intake(file="april.xlsx", visits=VISITS[::-1], requests=REQUESTS[::-1], expenses=EXPENSES[::-1])
    assert store.preview(PROJECT, other, REPLACE).is_nothing


def test_once_something_changes_every_row_says_where_it_now_stands(store: Store) -> None:
    put(store, full())
    later = intake(file="april.xlsx", visits=[{"visit_id": "B0"}, *VISITS])
    record = put(store, later)
    assert record.tables[TableName.VISITS] == TableChanges(new=1, changed=0, gone=0, same=3)
    visits = store.dataset(PROJECT).visits
    assert list(visits["visit_id"]) == ["B0", "B1", "B2", "B3"]
    assert list(visits["row"]) == [1, 2, 3, 4]
    assert set(visits["file"]) == {"april.xlsx"}


def test_a_table_that_the_upload_does_not_hold_stays(store: Store) -> None:
    put(store, full())
    what = intake(visits=VISITS[:1])
    changes = store.preview(PROJECT, what, REPLACE)
    assert changes.kept == (TableName.REQUESTS, TableName.EXPENSES)
    assert set(changes.tables) == {TableName.VISITS}
    put(store, what)
    data = store.dataset(PROJECT)
    assert (len(data.visits), len(data.requests), len(data.expenses)) == (1, 2, 3)


def test_a_sheet_without_rows_takes_nothing_away(store: Store) -> None:
    put(store, full())
    assert store.preview(PROJECT, full(expenses=()), REPLACE).is_nothing
    assert store.commit(PROJECT, intake(), REPLACE, who="x", expected_version=1) == NothingChanged(1)
    assert len(store.dataset(PROJECT).expenses) == 3


def test_adding_keeps_what_the_upload_does_not_name(store: Store) -> None:
    put(store, full())
    what = intake(visits=[{**VISITS[1], "outcome": "refused"}, {"visit_id": "B4"}], expenses=[EXPENSES[1], {"cents": 100}])
    record = put(store, what, ADD)
    assert record.tables[TableName.VISITS] == TableChanges(new=1, changed=1, gone=0, same=0)
    assert record.tables[TableName.EXPENSES] == TableChanges(new=1, changed=0, gone=0, same=1)
    data = store.dataset(PROJECT)
    assert list(data.visits["visit_id"]) == ["B1", "B2", "B3", "B4"]
    assert list(data.visits["outcome"])[:2] == ["conversation", "refused"]
    assert list(data.expenses["cents"]) == [12345, -5000, -5000, 100]


def test_a_request_follows_its_visit_when_only_visits_come_in(store: Store) -> None:
    put(store, full())
    put(store, intake(visits=[{**VISITS[0], "area": "de Waart", "household": "zz"}]))
    requests = store.dataset(PROJECT).requests
    assert list(requests["area"]) == ["de Waart", "de Waart"]
    assert list(requests["household"]) == ["zz", "zz"]


def test_a_request_finds_its_visit_when_only_requests_come_in(store: Store) -> None:
    put(store, full())
    put(store, intake(requests=[{"request_id": "H3", "visit_id": "B2", "status": "open"}]), ADD)
    assert list(store.dataset(PROJECT).requests["area"])[2] == "de Waart"


def test_rows_with_the_same_number_are_all_kept_whatever_their_order(store: Store) -> None:
    twins = [
        {"visit_id": "B1", "outcome": "refused"},
        {"visit_id": "B1", "outcome": "vacant"},
        {"visit_id": "B1", "outcome": "vacant"},
    ]
    put(store, intake(visits=twins))
    assert store.preview(PROJECT, intake(visits=twins[::-1]), REPLACE).is_nothing
    assert len(store.dataset(PROJECT).visits) == 3


def test_the_data_as_of_an_earlier_version_is_still_there(store: Store) -> None:
    first, second = full(), full(visits=[{**VISITS[0], "attempt": 3}], expenses=EXPENSES[::2])
    put(store, first)
    put(store, second)
    assert_same(store.dataset(PROJECT, version=1), first.dataset)
    assert_same(store.dataset(PROJECT, version=2), second.dataset)
    assert store.dataset(PROJECT, version=0).given == frozenset()


def test_an_import_against_another_version_than_was_shown_is_refused(store: Store) -> None:
    put(store, full())
    with pytest.raises(ImportRefused) as caught:
        store.commit(PROJECT, full(visits=VISITS[:2]), REPLACE, who="x", expected_version=0)
    assert caught.value.key == "import_overtaken"
    assert len(store.dataset(PROJECT).visits) == 3


def test_confirming_the_same_import_twice_says_that_nothing_changed(store: Store) -> None:
    put(store, full())
    assert store.commit(PROJECT, full(), REPLACE, who="x", expected_version=0) == NothingChanged(1)


def test_the_history_tells_who_when_which_file_and_what(store: Store) -> None:
    findings = [
        Finding(Severity.ERROR, "unreadable_date", "maart.xlsx", "Bezoeken", ("B3", "B9")),
        Finding(Severity.WARNING, "unknown_area", "maart.xlsx", "Bezoeken", ("C4",), {"nearest": "Waartplein"}),
    ]
    put(store, full())
    put(store, intake(findings, visits=VISITS[:2]))
    latest, first = store.imports(NAME)
    assert (first.version, latest.version) == (1, 2)
    assert latest.who == "coördinator"
    assert [file.name for file in latest.files] == ["maart.xlsx"]
    assert (latest.errors, latest.warnings) == (2, 1)
    assert latest.at.utcoffset() == timedelta(0)
    assert latest.at >= first.at
    assert latest.tables == {TableName.VISITS: TableChanges(0, 0, 1, 2)}


def test_projects_do_not_see_each_other(store: Store) -> None:
    put(store, full())
    assert store.version("annawijk") == 0
    assert store.imports("annawijk") == ()


def test_real_data_takes_the_place_of_all_sample_data(store: Store) -> None:
    put(store, full(), is_sample=True)
    assert store.has_sample(NAME)
    what = intake(visits=VISITS[:1])
    changes = store.preview(PROJECT, what, ADD)
    assert changes.replaces_sample
    assert changes.tables[TableName.VISITS] == TableChanges(new=1, changed=0, gone=3, same=0)
    assert changes.tables[TableName.EXPENSES] == TableChanges(new=0, changed=0, gone=3, same=0)
    assert changes.after == Totals(visits=1, completed=1, requests=0, open_requests=0, spent_cents=0)
    put(store, what, ADD)
    assert not store.has_sample(NAME)
    assert_same(store.dataset(PROJECT), what.dataset)


def test_an_upload_without_a_row_leaves_the_sample_alone(store: Store) -> None:
    put(store, full(), is_sample=True)
    assert store.commit(PROJECT, intake(), REPLACE, who="x", expected_version=1) == NothingChanged(1)
    assert store.has_sample(NAME)


def test_sample_data_never_goes_over_real_data(store: Store) -> None:
    put(store, full())
    with pytest.raises(ImportRefused) as caught:
        store.commit(PROJECT, full(visits=VISITS[:1]), REPLACE, who="x", expected_version=1, is_sample=True)
    assert caught.value.key == "sample_over_data"


def test_removing_the_sample_empties_the_project_and_is_in_the_history(store: Store) -> None:
    put(store, full(), is_sample=True)
    record = store.remove_sample(NAME, who="coördinator")
    assert isinstance(record, ImportRecord)
    assert record.mode is ImportMode.REMOVE
    assert store.dataset(PROJECT).given == frozenset()
    assert not store.has_sample(NAME)
    assert [entry.mode for entry in store.imports(NAME)] == [ImportMode.REMOVE, REPLACE]
    assert store.remove_sample(NAME, who="coördinator") == NothingChanged(2)


def test_real_data_is_never_removed_as_sample(store: Store) -> None:
    put(store, full())
    assert store.remove_sample(NAME, who="x") == NothingChanged(1)
    assert len(store.dataset(PROJECT).visits) == 3


def test_sample_data_may_come_back_after_it_was_removed(store: Store) -> None:
    put(store, full(), is_sample=True)
    store.remove_sample(NAME, who="x")
    put(store, full(), is_sample=True)
    assert_same(store.dataset(PROJECT), full().dataset)
