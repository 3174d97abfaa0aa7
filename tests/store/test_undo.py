"""Taking an import back: what goes back, what stays, and that nothing is left behind."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict

from adv.errors import ImportRefused
from adv.model import Outcome, Status, TableName
from adv.store.records import ImportMode, ImportRecord, NothingChanged, RowKind, TableChanges, Totals
from tests.store.made import EXPENSES, PROJECT, VISITS, full, intake
from tests.store.test_imports import ADD, NAME, REPLACE, assert_same, put

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.model import Dataset
    from adv.store.store import Store
    from tests.store.conftest import FreshStore

NONE = TableChanges(0, 0, 0, 0)
FOURTH = {"visit_id": "B4", "outcome": "conversation"}


def undo(store: Store, version: int) -> ImportRecord:
    record = store.undo(NAME, version, who="coördinator", expected_version=store.version(NAME))
    assert isinstance(record, ImportRecord)
    return record


def totals(data: Dataset) -> Totals:
    """The headline numbers, counted anew from the rows."""
    return Totals(
        visits=len(data.visits),
        completed=int((data.visits["outcome"] == "conversation").sum()),
        requests=len(data.requests),
        open_requests=int(data.requests["status"].isin(["open", "in_progress"]).sum()),
        spent_cents=int(data.expenses["cents"].sum()),
    )


def numbers(store: Store) -> list[str]:
    return sorted(store.dataset(PROJECT).visits["visit_id"])


def test_undoing_the_latest_import_gives_back_what_was_there(store: Store) -> None:
    put(store, full())
    put(store, intake(file="april.xlsx", visits=[FOURTH, {**VISITS[0], "home_score": 9}], expenses=EXPENSES[:1]))
    record = undo(store, 2)
    assert (record.version, record.mode, record.undone, record.files) == (3, ImportMode.UNDO, 2, ())
    assert_same(store.dataset(PROJECT), full().dataset)
    assert_same(store.dataset(PROJECT, version=3), store.dataset(PROJECT, version=1))


def test_undoing_the_only_import_leaves_nothing(store: Store) -> None:
    put(store, full())
    undo(store, 1)
    data = store.dataset(PROJECT)
    assert data.given == frozenset()
    assert totals(data) == store.imports(NAME)[0].totals == Totals(0, 0, 0, 0, 0)


def test_the_history_keeps_the_import_and_tells_of_the_undo(store: Store) -> None:
    put(store, full())
    first = store.imports(NAME)
    undo(store, 1)
    told = store.imports(NAME)
    assert told[1:] == first
    assert (told[0].undone, told[0].before, told[0].totals) == (1, first[0].totals, Totals(0, 0, 0, 0, 0))
    assert_same(store.dataset(PROJECT, version=1), full().dataset)


def test_undoing_an_undo_does_it_again(store: Store) -> None:
    put(store, full())
    put(store, intake(visits=[*VISITS[:2], FOURTH]))
    done = store.dataset(PROJECT)
    undo(store, 2)
    undo(store, 3)
    assert_same(store.dataset(PROJECT), done)


def test_a_preview_tells_what_the_undo_then_does(store: Store) -> None:
    put(store, full())
    put(store, full(visits=[{**VISITS[0], "outcome": "refused"}, VISITS[1], FOURTH], expenses=EXPENSES[:2]))
    undoing = store.preview_undo(NAME, 2)
    assert (undoing.version, undoing.undone) == (2, 2)
    assert undoing.tables == {TableName.VISITS: TableChanges(1, 1, 1, 1), TableName.EXPENSES: TableChanges(1, 0, 0, 2)}
    assert undoing.stays == {TableName.VISITS: NONE, TableName.EXPENSES: NONE}
    record = undo(store, 2)
    assert (record.tables, record.before, record.totals) == (undoing.tables, undoing.before, undoing.after)
    assert totals(store.dataset(PROJECT)) == undoing.after


def test_what_later_imports_left_alone_goes_back_and_what_they_changed_stays(store: Store) -> None:
    put(store, full())
    altered: list[Mapping[str, object]] = [{**VISITS[0], "home_score": 1}, {**VISITS[1], "attempt": 5}, FOURTH, {"visit_id": "B5"}]
    put(store, full(visits=altered))  # changes B1 and B2, adds B4 and B5, takes B3 away
    put(store, intake(visits=[{**VISITS[1], "attempt": 6}, {"visit_id": "B5", "outcome": "vacant"}, {"visit_id": "B6"}]), ADD)
    undoing = store.preview_undo(NAME, 2)
    assert undoing.tables == {TableName.VISITS: TableChanges(new=1, changed=1, gone=1, same=3)}
    assert undoing.stays == {TableName.VISITS: TableChanges(new=1, changed=1, gone=0, same=0)}
    undo(store, 2)
    visits = store.dataset(PROJECT).visits.set_index("visit_id")
    assert sorted(visits.index) == ["B1", "B2", "B3", "B5", "B6"]
    assert visits.loc["B1", "home_score"] == 7
    assert visits.loc["B2", "attempt"] == 6
    assert visits.loc["B5", "outcome"] == "vacant"
    assert totals(store.dataset(PROJECT)) == undoing.after


@pytest.mark.parametrize(
    ("later", "stays", "left"),
    [
        ([VISITS[0]], NONE, ["B1"]),
        ([VISITS[0], {"visit_id": "B3", "attempt": 8}], TableChanges(0, 0, 1, 0), ["B1", "B3"]),
        ([VISITS[0], VISITS[2]], NONE, ["B1", "B3"]),
    ],
    ids=["still gone", "came back otherwise", "came back as it was"],
)
def test_a_row_that_was_taken_away_comes_back_unless_it_is_there(
    later: list[Mapping[str, object]], stays: TableChanges, left: list[str], store: Store
) -> None:
    put(store, intake(visits=VISITS))
    put(store, intake(visits=VISITS[:2]))
    put(store, intake(visits=later))
    undoing = store.preview_undo(NAME, 2)
    assert undoing.stays[TableName.VISITS] == stays
    assert undoing.is_nothing == ("B3" in left)
    store.undo(NAME, 2, who="x", expected_version=3)
    assert numbers(store) == (left if "B3" in left else [*left, "B3"])


def test_a_changed_row_that_a_later_import_took_away_stays_away(store: Store) -> None:
    put(store, intake(visits=VISITS))
    put(store, intake(visits=[{**VISITS[0], "attempt": 9}, *VISITS[1:]]))
    put(store, intake(visits=VISITS[1:]))
    assert store.preview_undo(NAME, 2).stays == {TableName.VISITS: TableChanges(0, 1, 0, 0)}
    assert store.undo(NAME, 2, who="x", expected_version=3) == NothingChanged(3)
    assert numbers(store) == ["B2", "B3"]


def test_of_equal_bookings_as_many_go_as_the_import_added(store: Store) -> None:
    booking = {"cents": 500, "category": "Materiaal"}
    put(store, intake(expenses=[booking]))
    put(store, intake(expenses=[booking] * 3))
    put(store, intake(expenses=[*[booking] * 3, {"cents": 1}]))
    undo(store, 2)
    assert sorted(store.dataset(PROJECT).expenses["cents"]) == [1, 500]


def test_an_import_of_which_nothing_is_left_is_not_undone_again(store: Store) -> None:
    put(store, full())
    put(store, full(visits=VISITS[:2]))
    undo(store, 2)
    assert store.preview_undo(NAME, 2).is_nothing
    assert store.undo(NAME, 2, who="x", expected_version=3) == NothingChanged(3)


@pytest.mark.parametrize("version", [-1, 0, 2])
def test_what_was_never_imported_is_not_undone(version: int, store: Store) -> None:
    put(store, full())
    with pytest.raises(ImportRefused) as caught:
        store.undo(NAME, version, who="x", expected_version=1)
    assert caught.value.key == "undo_unknown"


def test_the_second_of_two_people_is_told(store: Store) -> None:
    put(store, full())
    put(store, full(visits=VISITS[:2]))
    shown = store.preview_undo(NAME, 2).version
    undo(store, 2)
    with pytest.raises(ImportRefused) as caught:
        store.undo(NAME, 2, who="x", expected_version=shown)
    assert caught.value.key == "undo_overtaken"
    assert store.version(NAME) == 3


def test_undoing_the_import_that_replaced_the_sample_brings_it_back_as_sample(store: Store) -> None:
    put(store, full(), is_sample=True)
    put(store, intake(visits=[{**VISITS[0], "attempt": 1}]))
    undoing = store.preview_undo(NAME, 2)
    assert (undoing.was_sample, undoing.is_sample) == (False, True)
    assert undoing.tables[TableName.VISITS] == TableChanges(new=3, changed=0, gone=1, same=0)
    undo(store, 2)
    assert store.has_sample(NAME)
    assert_same(store.dataset(PROJECT), full().dataset)
    undo(store, 3)
    assert not store.has_sample(NAME)
    assert numbers(store) == ["B1"]


def test_real_rows_that_are_equal_to_the_samples_are_taken_back_too(store: Store) -> None:
    put(store, full(), is_sample=True)
    put(store, full())
    assert not store.has_sample(NAME)
    undo(store, 2)
    assert store.has_sample(NAME)
    assert_same(store.dataset(PROJECT), full().dataset)
    undo(store, 3)
    assert not store.has_sample(NAME)


def test_the_sample_stays_away_while_other_data_remain(store: Store) -> None:
    put(store, full(), is_sample=True)
    put(store, intake(visits=VISITS[:1]))
    put(store, intake(visits=[FOURTH]), ADD)
    undoing = store.preview_undo(NAME, 2)
    assert undoing.keeps_sample_away
    assert not undoing.is_sample
    undo(store, 2)
    assert numbers(store) == ["B4"]
    assert not store.has_sample(NAME)


def test_undoing_the_removal_of_the_sample_brings_it_back(store: Store) -> None:
    put(store, full(), is_sample=True)
    store.remove_sample(NAME, who="x")
    undo(store, 2)
    assert store.has_sample(NAME)
    assert_same(store.dataset(PROJECT), full().dataset)


def test_a_removed_sample_does_not_come_back_among_real_data(store: Store) -> None:
    put(store, full(), is_sample=True)
    store.remove_sample(NAME, who="x")
    put(store, intake(visits=[FOURTH]))
    assert store.undo(NAME, 2, who="x", expected_version=3) == NothingChanged(3)
    assert numbers(store) == ["B4"]


def test_real_rows_do_not_come_back_among_sample_data(store: Store) -> None:
    put(store, full(), is_sample=True)
    put(store, intake(visits=[FOURTH, {"visit_id": "B5"}]))
    put(store, intake(visits=[FOURTH]))
    undo(store, 2)
    assert store.has_sample(NAME)
    assert store.undo(NAME, 3, who="x", expected_version=4) == NothingChanged(4)
    assert_same(store.dataset(PROJECT), full().dataset)


def test_the_rows_of_an_import_are_shown_before_and_after(store: Store) -> None:
    put(store, full())
    what = full(visits=[{**VISITS[0], "outcome": "refused", "themes": ()}, VISITS[1], FOURTH])
    found = store.differences(PROJECT, what, REPLACE)[TableName.VISITS]
    assert found.counts == {RowKind.CHANGED: 1, RowKind.GONE: 1, RowKind.NEW: 1}
    changed, gone, new = found.rows
    assert (changed.number, changed.columns) == ("B1", ("outcome", "themes"))
    assert [(side["outcome"], side["themes"]) for side in (changed.old or {}, changed.new or {})] == [
        ("conversation", ("wonen",)),
        ("refused", ()),
    ]
    assert (gone.number, gone.new, gone.columns) == ("B3", None, ("visit_id", "visited_on", "becomes_active"))
    assert (new.number, new.old, new.columns, new.sheet, new.row) == ("B4", None, ("visit_id", "outcome"), "visits", 3)


def test_only_the_first_rows_of_each_kind_are_shown_and_all_are_counted(store: Store) -> None:
    what = intake(visits=[{"visit_id": f"B{number}"} for number in range(9)])
    found = store.differences(PROJECT, what, REPLACE, most=2)[TableName.VISITS]
    assert found.counts[RowKind.NEW] == 9
    assert [row.number for row in found.rows] == ["B0", "B1"]


def test_the_rows_of_an_undo_are_shown_with_those_that_stay(store: Store) -> None:
    put(store, intake(visits=VISITS))
    put(store, intake(visits=[{**VISITS[0], "attempt": 5}, {**VISITS[1], "attempt": 5}, VISITS[2]]))
    put(store, intake(visits=[{**VISITS[1], "attempt": 6}]), ADD)
    found = store.undo_differences(NAME, 2)[TableName.VISITS]
    assert found.counts == {RowKind.CHANGED: 1, RowKind.GONE: 0, RowKind.NEW: 0, RowKind.STAYS: 1}
    assert [(row.kind, row.number) for row in found.rows] == [(RowKind.CHANGED, "B1"), (RowKind.STAYS, "B2")]


visits = st.fixed_dictionaries(
    {
        "visit_id": st.sampled_from(["B1", "B2", "B3", "B4", None]),
        "outcome": st.none() | st.sampled_from([outcome.value for outcome in Outcome]),
        "attempt": st.none() | st.integers(1, 2),
        "row": st.integers(1, 9),
    }
)
requests = st.fixed_dictionaries(
    {
        "request_id": st.sampled_from(["H1", "H2", None]),
        "visit_id": st.sampled_from(["B1", "B2"]),
        "status": st.sampled_from([status.value for status in Status]),
    }
)
expenses = st.fixed_dictionaries({"cents": st.integers(1, 3), "category": st.sampled_from(["a", "b"])})
imports = st.tuples(
    st.fixed_dictionaries(
        {
            "visits": st.lists(visits, max_size=4),
            "requests": st.lists(requests, max_size=3),
            "expenses": st.lists(expenses, max_size=4),
        }
    ),
    st.sampled_from([REPLACE, ADD]),
    st.booleans(),
)


def do(store: Store, steps: list[tuple[Any, ImportMode, bool]]) -> None:
    for number, (tables, mode, is_sample) in enumerate(steps):
        sample = is_sample and number == 0
        store.commit(PROJECT, intake(**tables), mode, who="x", expected_version=store.version(NAME), is_sample=sample)


def assert_history_is_true(store: Store) -> None:
    records = store.imports(NAME)[::-1]
    for record in records:
        assert totals(store.dataset(PROJECT, version=record.version)) == record.totals
    assert all(earlier.totals == later.before for earlier, later in pairwise(records))


def assert_leaves_nothing_and_comes_again(store: Store, latest: int) -> None:
    """Undo the latest import, and redo it."""
    undo(store, latest)
    assert_same(store.dataset(PROJECT), store.dataset(PROJECT, version=latest - 1))
    undo(store, latest + 1)
    assert_same(store.dataset(PROJECT), store.dataset(PROJECT, version=latest))
    assert store.has_sample(NAME) == {record.version: record for record in store.imports(NAME)}[latest].is_sample


def assert_does_what_its_preview_says(store: Store, which: int) -> None:
    """Undo an import that others came after, and redo it."""
    latest = store.version(NAME)
    undoing = store.preview_undo(NAME, which)
    counted = {
        name: TableChanges(**{kind: found.counts[RowKind(kind)] for kind in ("new", "changed", "gone")}, same=0)
        for name, found in store.undo_differences(NAME, which).items()
    }
    told = {name: TableChanges(**asdict(changes) | {"same": 0}) for name, changes in undoing.tables.items()}
    assert counted == told
    outcome = store.undo(NAME, which, who="x", expected_version=latest)
    assert isinstance(outcome, NothingChanged) == undoing.is_nothing
    assert totals(store.dataset(PROJECT)) == undoing.after
    if isinstance(outcome, ImportRecord):
        undo(store, latest + 1)
        assert_same(store.dataset(PROJECT), store.dataset(PROJECT, version=latest))


@settings(deadline=None, max_examples=10)
@given(steps=st.lists(imports, min_size=1, max_size=4), which=st.integers(1, 3))
def test_an_undo_leaves_nothing_does_what_its_preview_says_and_redo_is_identity(
    fresh_store: FreshStore, steps: list[tuple[Any, ImportMode, bool]], which: int
) -> None:
    with fresh_store() as store:
        do(store, steps)
        latest = store.version(NAME)
        if latest:
            assert_leaves_nothing_and_comes_again(store, latest)
        if which < latest:
            assert_does_what_its_preview_says(store, which)
        assert_history_is_true(store)
