"""Two lists that number their visits each from 1, one import after the other."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from adv.model import TableName
from adv.store.copying import check_data
from adv.store.records import ImportMode, ImportRecord, NothingChanged, TableChanges
from tests.store.made import PROJECT, intake

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.store.records import Changes
    from adv.store.store import Store
    from adv.workbook.understood import Intake

NAME = PROJECT.name
REPLACE, ADD = ImportMode.REPLACE, ImportMode.ADD
Rows = list[dict[str, Any]]


def visits(year: int, count: int = 20) -> Rows:
    """A list of its own: other days and other houses than in any other year."""
    return [
        {
            "visit_id": str(number),
            "visited_on": date(year, 1, 1) + timedelta(days=(number * number * 7) % 300),
            "household": f"{year}-{number}",
            "street": "Waartplein",
            "outcome": "conversation" if number % 2 else "not_at_home",
        }
        for number in range(1, count + 1)
    ]


def questions(year: int, of: Sequence[int]) -> Rows:
    """Requests that are numbered from 1 too, each of one visit of the same list."""
    on = {row["visit_id"]: row["visited_on"] for row in visits(year)}
    return [
        {"request_id": str(place), "visit_id": str(number), "theme": "wonen", "status": "open", "raised_on": on[str(number)]}
        for place, number in enumerate(of, 1)
    ]


def file(year: int, rows: Rows | None = None, requests: Rows | None = None, suffix: str = "") -> Intake:
    made = visits(year) if rows is None else rows
    name = f"{year}{suffix}.xlsx"
    return intake(file=name, visits=made, requests=requests) if requests else intake(file=name, visits=made)


def put(store: Store, what: Intake, mode: ImportMode = ADD) -> ImportRecord | NothingChanged:
    return store.commit(PROJECT, what, mode, who="x", expected_version=store.version(NAME))


def both(store: Store) -> None:
    put(store, file(2019), REPLACE)
    put(store, file(2020))


def told(changes: Changes, name: TableName = TableName.VISITS) -> TableChanges:
    return changes.tables[name]


def households(store: Store) -> set[str]:
    return set(store.dataset(PROJECT).visits["household"])


def test_a_second_list_with_the_same_numbers_comes_beside_the_first(store: Store) -> None:
    put(store, file(2019), REPLACE)
    changes = store.preview(PROJECT, file(2020), ADD)
    assert told(changes) == TableChanges(new=20, changed=0, gone=0, same=0)
    assert changes.renumbered == 20
    put(store, file(2020))
    kept = store.dataset(PROJECT).visits
    assert len(kept) == kept["visit_id"].nunique() == 40
    assert households(store) == {row["household"] for year in (2019, 2020) for row in visits(year)}


@pytest.mark.parametrize("year", [2019, 2020])
def test_either_list_again_changes_nothing(store: Store, year: int) -> None:
    both(store)
    assert isinstance(put(store, file(year)), NothingChanged)
    assert isinstance(put(store, file(year, suffix=" kopie")), NothingChanged)


def test_both_at_once_change_nothing_in_either_order(store: Store) -> None:
    both(store)
    for first, second in ((2019, 2020), (2020, 2019)):
        later = [{**row, "visit_id": f"{row['visit_id']}-2", "file": f"{second}.xlsx"} for row in visits(second)]
        what = intake(file=f"{first}.xlsx", visits=[*visits(first), *later])
        assert store.preview(PROJECT, what, REPLACE).is_nothing


@pytest.mark.parametrize("order", [(2019, 2020), (2020, 2019)])
def test_a_newer_export_of_each_brings_only_what_is_new_in_it(store: Store, order: tuple[int, int]) -> None:
    both(store)
    for year in order:
        rows = visits(year, 24)
        rows[3]["household"] = "verbeterd"
        rows[5]["visited_on"] = date(year, 12, 24)
        rows[7] |= {"household": "ander huis", "visited_on": date(year, 12, 25)}  # both, and yet it is a correction
        newer = file(year, rows, suffix=" nieuw")
        assert told(store.preview(PROJECT, newer, ADD)) == TableChanges(new=4, changed=3, gone=0, same=17)
        put(store, newer)
        assert isinstance(put(store, newer), NothingChanged)
    assert len(store.dataset(PROJECT).visits) == 48


def test_a_third_list_comes_beside_two(store: Store) -> None:
    both(store)
    put(store, file(2021, visits(2021, 30)))
    assert len(households(store)) == 70
    for year, count in ((2019, 20), (2020, 20), (2021, 30)):
        assert isinstance(put(store, file(year, visits(year, count))), NothingChanged)


def test_requests_follow_the_visits_of_their_own_list(store: Store) -> None:
    put(store, file(2019, requests=questions(2019, [1, 3, 5])), REPLACE)
    put(store, file(2020, requests=questions(2020, [3, 5, 7, 9])))
    kept = store.dataset(PROJECT).requests
    assert sorted(kept["household"]) == sorted([*(f"2019-{n}" for n in (1, 3, 5)), *(f"2020-{n}" for n in (3, 5, 7, 9))])
    assert isinstance(put(store, file(2020, requests=questions(2020, [3, 5, 7, 9]))), NothingChanged)
    closed = [{**row, "status": "closed", "closed_on": date(2020, 12, 1)} for row in questions(2020, [3, 5, 7, 9])]
    changes = store.preview(PROJECT, file(2020, requests=closed), ADD)
    assert told(changes, TableName.REQUESTS) == TableChanges(new=0, changed=4, gone=0, same=0)


@pytest.mark.parametrize("count", [3, 4, 5])
def test_requests_of_another_list_without_days_do_not_take_the_place_of_the_first_ones(store: Store, count: int) -> None:
    """Only their visits tell them apart: the numbers are those of the first list."""
    first, second = (
        [{**row, "raised_on": None} for row in questions(year, range(1, many + 1))] for year, many in ((2019, 4), (2020, count))
    )
    put(store, file(2019, requests=first), REPLACE)
    changes = store.preview(PROJECT, file(2020, requests=second), ADD)
    assert told(changes, TableName.REQUESTS) == TableChanges(new=count, changed=0, gone=0, same=0)
    put(store, file(2020, requests=second))
    visited = dict(zip(*(store.dataset(PROJECT).visits[name] for name in ("visit_id", "household")), strict=True))
    asked = sorted(visited[number] for number in store.dataset(PROJECT).requests["visit_id"])
    assert asked == [*(f"2019-{number}" for number in range(1, 5)), *(f"2020-{number}" for number in range(1, count + 1))]


def test_the_very_requests_that_are_stored_follow_the_visits_of_another_list_and_the_store_stays_whole(store: Store) -> None:
    same = questions(2019, [1, 2, 3, 4])
    put(store, intake(file="lijst.xlsx", visits=visits(2019), requests=same), REPLACE)
    put(store, intake(file="lijst.xlsx", visits=visits(2022), requests=same))
    with store.engine.connect() as connection:
        check_data(connection)
    assert sorted(store.dataset(PROJECT).requests["visit_id"]) == sorted(["1", "2", "3", "4", "1-2", "2-2", "3-2", "4-2"])


def test_an_undo_takes_the_second_list_away_and_leaves_the_first(store: Store) -> None:
    both(store)
    before = store.dataset(PROJECT, version=1).visits
    store.undo(NAME, 2, who="x", expected_version=2)
    assert store.dataset(PROJECT).visits.equals(before)
    store.undo(NAME, 3, who="x", expected_version=3)
    assert len(households(store)) == 40
    store.undo(NAME, 1, who="x", expected_version=4)
    assert households(store) == {row["household"] for row in visits(2020)}
    assert isinstance(put(store, file(2020)), NothingChanged)


def test_a_list_in_the_place_of_another_says_that_all_go_and_keeps_its_numbers(store: Store) -> None:
    put(store, file(2019), REPLACE)
    changes = store.preview(PROJECT, file(2020), REPLACE)
    assert changes.is_other_list
    assert told(changes) == TableChanges(new=20, changed=0, gone=20, same=0)
    put(store, file(2020), REPLACE)
    assert store.dataset(PROJECT).visits["visit_id"].tolist() == [row["visit_id"] for row in visits(2020)]
    store.undo(NAME, 2, who="x", expected_version=2)
    assert households(store) == {row["household"] for row in visits(2019)}


def test_requests_that_stay_do_not_become_those_of_other_visits(store: Store) -> None:
    put(store, file(2019, requests=questions(2019, [1, 3, 5])), REPLACE)
    changes = store.preview(PROJECT, file(2020), REPLACE)
    assert changes.orphans == 3
    put(store, file(2020), REPLACE)
    assert store.dataset(PROJECT).requests["household"].isna().all()


def test_one_of_two_lists_is_not_taken_for_all_of_them(store: Store) -> None:
    both(store)
    assert store.preview(PROJECT, file(2020), REPLACE).is_other_list
    assert not store.preview(PROJECT, file(2020), ADD).renumbered


def test_a_newer_export_is_no_other_list(store: Store) -> None:
    put(store, file(2019), REPLACE)
    assert not store.preview(PROJECT, file(2019, visits(2019, 25), suffix=" nieuw"), REPLACE).is_other_list


def test_a_list_that_was_numbered_anew_is_the_same_list(store: Store) -> None:
    put(store, file(2019), REPLACE)
    first = {"visit_id": "1", "visited_on": date(2018, 12, 31), "household": "nieuw", "outcome": "conversation"}
    rows = [first, *({**row, "visit_id": str(int(row["visit_id"]) + 1)} for row in visits(2019))]
    changes = store.preview(PROJECT, file(2019, rows), ADD)
    assert not changes.renumbered
    put(store, file(2019, rows))
    assert households(store) == {"nieuw", *(row["household"] for row in visits(2019))}
    assert len(store.dataset(PROJECT).visits) == 21


def test_the_same_addresses_visited_again_a_year_later_are_other_visits(store: Store) -> None:
    put(store, file(2019), REPLACE)
    rows = [{**row, "household": f"2019-{row['visit_id']}"} for row in visits(2020)]
    rows = [{**row, "visited_on": row["visited_on"] + timedelta(days=int(row["visit_id"]))} for row in rows]
    put(store, file(2020, rows))
    assert len(store.dataset(PROJECT).visits) == 40


def test_days_that_were_all_a_year_off_are_mended_and_that_is_said(store: Store) -> None:
    put(store, file(2019), REPLACE)
    rows = [{**row, "visited_on": row["visited_on"] + timedelta(days=365)} for row in visits(2019)]
    changes = store.preview(PROJECT, file(2019, rows), ADD)
    assert told(changes) == TableChanges(new=0, changed=20, gone=0, same=0)
    assert changes.others == 20


def test_one_visit_that_becomes_another_is_counted(store: Store) -> None:
    put(store, file(2019), REPLACE)
    rows = visits(2019)
    rows[0] |= {"visited_on": date(2019, 12, 24), "household": "elders"}
    rows[1]["household"] = "verbeterd"
    changes = store.preview(PROJECT, file(2019, rows), REPLACE)
    assert told(changes) == TableChanges(new=0, changed=2, gone=0, same=18)
    assert changes.others == 1


def test_lists_on_tabs_of_a_year_in_one_file_are_told_apart(store: Store) -> None:
    put(store, intake(file="alles.xlsx", visits=[{**row, "sheet": "2019"} for row in visits(2019)]), REPLACE)
    put(store, intake(file="alles.xlsx", visits=[{**row, "sheet": "2020"} for row in visits(2020)]))
    assert len(households(store)) == 40
    newer = [{**row, "sheet": "2020"} for row in visits(2020, 22)]
    assert told(store.preview(PROJECT, intake(file="alles.xlsx", visits=newer), ADD)).new == 2


def test_two_lists_under_one_file_name_are_told_apart(store: Store) -> None:
    for year in (2019, 2020):
        put(store, intake(file="bezoeken.xlsx", visits=visits(year)))
    for year in (2019, 2020):
        newer = intake(file="bezoeken.xlsx", visits=visits(year, 22))
        assert told(store.preview(PROJECT, newer, ADD)) == TableChanges(new=2, changed=0, gone=0, same=20)
        put(store, newer)
    assert len(households(store)) == 44
