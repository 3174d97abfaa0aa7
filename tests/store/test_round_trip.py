"""Whatever rows come in, they come back; and imports after one another are the last one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from adv.model import Outcome, Status, TableName
from adv.store.records import ImportMode, ImportRecord
from adv.store.row_encoding import digest
from tests.store.made import PROJECT, intake

if TYPE_CHECKING:
    from adv.store.row_encoding import EncodedColumns
    from tests.store.conftest import FreshStore

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=6)
days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
maybe_words, maybe_days = st.none() | words, st.none() | days
marks = st.none() | st.integers(1, 10)
several = st.lists(words, max_size=3).map(tuple)
cents = st.integers(-(10**12), 10**12)

visits = st.fixed_dictionaries(
    {
        "visit_id": maybe_words,
        "visited_on": maybe_days,
        "household": maybe_words,
        "street": maybe_words,
        "area": maybe_words,
        "outcome": st.none() | st.sampled_from([outcome.value for outcome in Outcome]),
        "organisations": several,
        "attempt": marks,
        "themes": several,
        "becomes_active": st.none() | st.booleans(),
        "home_score": marks,
        "neighbourhood_score": marks,
        "row": st.integers(1, 10**6),
    }
)
requests = st.fixed_dictionaries(
    {
        "request_id": maybe_words,
        "theme": maybe_words,
        "goal": maybe_words,
        "status": st.none() | st.sampled_from([status.value for status in Status]),
        "owner": maybe_words,
        "raised_on": maybe_days,
        "closed_on": maybe_days,
        "household": st.none(),
        "area": st.none(),
    }
)
expenses = st.fixed_dictionaries({"booked_on": maybe_days, "cents": cents, "category": maybe_words, "organisation": maybe_words})
budget_lines = st.fixed_dictionaries({"category": maybe_words, "year": st.none() | st.integers(1990, 2099), "cents": cents})
activities = st.fixed_dictionaries({"held_on": maybe_days, "kind": maybe_words, "area": maybe_words, "participants": marks})
addresses = st.fixed_dictionaries({"household": maybe_words, "street": maybe_words, "area": maybe_words})
tables = st.fixed_dictionaries(
    {
        "visits": st.lists(visits, max_size=6),
        "requests": st.lists(requests, max_size=6),
        "expenses": st.lists(expenses, max_size=6),
        "budget_lines": st.lists(budget_lines, max_size=3),
        "activities": st.lists(activities, max_size=3),
        "addresses": st.lists(addresses, max_size=3),
    }
)


@settings(deadline=None, max_examples=15)
@given(first=tables, second=tables)
def test_what_goes_in_comes_back_and_the_last_import_is_the_truth(
    fresh_store: FreshStore, first: dict[str, Any], second: dict[str, Any]
) -> None:
    with fresh_store() as store:
        for rows in (first, second):
            what = intake(**rows)
            version = store.version(PROJECT.name)
            changes = store.preview(PROJECT, what, ImportMode.REPLACE)
            outcome = store.commit(PROJECT, what, ImportMode.REPLACE, who="x", expected_version=version)
            assert isinstance(outcome, ImportRecord) != changes.is_nothing
            assert store.preview(PROJECT, what, ImportMode.REPLACE).is_nothing
            assert store.preview(PROJECT, what, ImportMode.ADD).is_nothing
        at_once, data = store.dataset(PROJECT), store.dataset(PROJECT)  # as it was written, then as it is read back
        assert at_once.given == data.given
        for name in TableName:
            pd.testing.assert_frame_equal(at_once.table(name), data.table(name))
            came_in = intake(**{name.value: second[name.value] or first[name.value]}).dataset.table(name)
            as_stored = data.table(name)
            if isinstance(outcome, ImportRecord) or not second[name.value]:
                pd.testing.assert_frame_equal(as_stored, came_in, check_categorical=False)


def test_the_digest_is_what_earlier_versions_wrote() -> None:
    columns: EncodedColumns = {
        "visit_id": ["B1", None, "é" * 40],
        "cents": [1, -5, 2**40],
        "themes": ["[]", '["wonen"]', ""],
        "flag": [0, 1, None],
    }
    assert digest(TableName.VISITS, columns) == "9bbe89f27a5bb7b321d0127fa234084a"  # by msgpack 1.2.4, as databases have it
