"""Two lists of costs, one import after the other: the same one longer or mended, or another one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from adv.model import TableName
from adv.store.records import ImportMode, NothingChanged, TableChanges
from tests.store.made import PROJECT, intake

if TYPE_CHECKING:
    from adv.store.store import Store
    from adv.workbook.understood import Intake

REPLACE, ADD = ImportMode.REPLACE, ImportMode.ADD
Rows = list[dict[str, Any]]


def costs(count: int, start: date = date(2019, 1, 7), euros: int = 50, category: str = "Personeel") -> Rows:
    return [
        {"booked_on": start + timedelta(days=5 * at), "cents": 100 * euros + 350 * at, "category": category} for at in range(count)
    ]


def other() -> Rows:
    """Another partner's, booked on the same days."""
    return costs(10, euros=31, category="Overig")


def file(name: str, rows: Rows) -> Intake:
    return intake(file=name, expenses=rows)


def put(store: Store, what: Intake, mode: ImportMode = REPLACE) -> None:
    assert not isinstance(store.commit(PROJECT, what, mode, who="x", expected_version=store.version(PROJECT.name)), NothingChanged)


def told(store: Store, what: Intake, mode: ImportMode) -> tuple[TableChanges, bool]:
    changes = store.preview(PROJECT, what, mode)
    return changes.tables[TableName.EXPENSES], changes.is_other_list


def spent(store: Store) -> int:
    return int(store.dataset(PROJECT).expenses["cents"].sum())


def test_the_same_export_with_more_rows_is_no_other_list(store: Store) -> None:
    put(store, file("jan.xlsx", costs(24)))
    assert told(store, file("feb.xlsx", costs(31)), REPLACE) == (TableChanges(new=7, changed=0, gone=0, same=24), False)


def test_one_in_which_a_few_amounts_were_mended_neither(store: Store) -> None:
    put(store, file("jan.xlsx", costs(24)))
    mended = costs(31)
    mended[3]["cents"] += 700
    assert told(store, file("feb.xlsx", mended), REPLACE) == (TableChanges(new=8, changed=0, gone=1, same=23), False)


@pytest.mark.parametrize("rows", [other(), costs(20, date(2020, 1, 6)), costs(12)[:3] + other()], ids=["partner", "year", "few"])
def test_one_of_which_hardly_any_row_is_stored_is_another(store: Store, rows: Rows) -> None:
    put(store, file("jan.xlsx", costs(24)))
    assert told(store, file("ander.xlsx", rows), REPLACE)[1]


@pytest.mark.parametrize("field", ["cents", "booked_on"])
def test_a_file_that_is_read_once_more_in_another_way_is_the_same(store: Store, field: str) -> None:
    put(store, file("jan.xlsx", costs(24)))
    again = [{**row, field: row[field] * 1000 if field == "cents" else row[field] + timedelta(days=365)} for row in costs(24)]
    assert told(store, file("jan.xlsx", again), REPLACE) == (TableChanges(new=24, changed=0, gone=24, same=0), False)


def test_beside_another_list_a_newer_export_takes_the_place_of_its_own_rows_only(store: Store) -> None:
    put(store, file("jan.xlsx", costs(24)))
    put(store, file("ander.xlsx", other()), ADD)
    assert spent(store) == sum(row["cents"] for row in [*costs(24), *other()])
    newer = costs(31, category="Materiaal")
    assert told(store, file("feb.xlsx", newer), REPLACE)[1]
    assert told(store, file("feb.xlsx", newer), ADD) == (TableChanges(new=31, changed=0, gone=24, same=0), True)
    put(store, file("feb.xlsx", newer), ADD)
    assert spent(store) == sum(row["cents"] for row in [*newer, *other()])
    assert isinstance(
        store.commit(PROJECT, file("feb.xlsx", newer), ADD, who="x", expected_version=store.version(PROJECT.name)), NothingChanged
    )


def test_what_would_change_is_shown_row_by_row(store: Store) -> None:
    put(store, file("jan.xlsx", costs(24)))
    put(store, file("ander.xlsx", other()), ADD)
    shown = store.differences(PROJECT, file("feb.xlsx", costs(26)), ADD)[TableName.EXPENSES]
    assert {kind.value: count for kind, count in shown.counts.items()} == {"changed": 0, "gone": 0, "new": 2}
