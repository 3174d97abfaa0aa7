"""Frames are in the column contracts, whatever they are made from."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from adv.dataset import build, empty_dataset, from_codes
from adv.model import COLUMNS, SOURCE_COLUMNS, TableName
from adv.settings import load_project
from tests.datasets import make_dataset

PROJECT = load_project("de-waart")


@pytest.mark.parametrize("name", list(TableName))
def test_an_empty_dataset_has_every_column_in_its_dtype(name: TableName) -> None:
    table = empty_dataset(PROJECT).table(name)
    assert {column: str(dtype) for column, dtype in table.dtypes.items()} == {**COLUMNS[name], **SOURCE_COLUMNS}
    assert len(table) == 0


@pytest.mark.parametrize("name", list(TableName))
def test_a_dataset_with_one_bare_row_keeps_the_dtypes(name: TableName) -> None:
    data = make_dataset(PROJECT, **{name.value: [{"cents": 1}]} if "cents" in COLUMNS[name] else {name.value: [{}]})
    table = data.table(name)
    assert {column: str(dtype) for column, dtype in table.dtypes.items()} == {**COLUMNS[name], **SOURCE_COLUMNS}
    assert len(table) == 1


def test_nothing_is_given_in_an_empty_dataset() -> None:
    assert empty_dataset(PROJECT).given == frozenset()


def test_given_names_tables_with_rows_and_columns_with_values() -> None:
    data = make_dataset(PROJECT, visits=[{"visited_on": date(2019, 3, 3), "outcome": "conversation", "themes": ()}])
    assert data.given == {"visits", "visits.visit_id", "visits.visited_on", "visits.outcome"}


def test_categories_are_the_projects_own_in_its_order_and_others_follow() -> None:
    data = make_dataset(PROJECT, expenses=[{"cents": 5, "category": "Zaalhuur"}, {"cents": 5, "category": "Overig"}])
    assert list(data.expenses["category"].cat.categories) == [*PROJECT.cost_categories, "Zaalhuur"]
    assert list(data.visits["area"].cat.categories) == list(PROJECT.area_names)
    assert list(data.expenses["category"]) == ["Zaalhuur", "Overig"]


def test_a_request_has_household_area_and_day_from_its_visit() -> None:
    data = make_dataset(
        PROJECT,
        visits=[{"visit_id": "B1", "visited_on": date(2019, 3, 3), "household": "h", "area": "Waartplein"}],
        requests=[{"visit_id": "B1"}, {"visit_id": "B1", "raised_on": date(2019, 4, 1)}],
    )
    assert list(data.requests["household"]) == ["h", "h"]
    assert list(data.requests["area"]) == ["Waartplein", "Waartplein"]
    assert list(data.requests["raised_on"]) == [pd.Timestamp("2019-03-03"), pd.Timestamp("2019-04-01")]


def test_codes_and_plain_values_make_the_same_frame() -> None:
    codes = np.array([1, 0, -1, 1])
    columns: dict[str, list[object]] = {
        "visit_id": ["a", "b"],
        "visited_on": [date(2019, 1, 1), date(2020, 2, 29)],
        "area": ["Waartplein", "de Waart"],
        "themes": [("wonen",), ("werken", "wonen")],
        "attempt": [1, 2],
        "becomes_active": [True, False],
    }
    made = {name: from_codes(PROJECT, TableName.VISITS, name, values, codes) for name, values in columns.items()}
    coded = build(PROJECT, {TableName.VISITS: made})
    plain = build(
        PROJECT,
        {
            TableName.VISITS: {
                "visit_id": ["b", "a", None, "b"],
                "visited_on": [date(2020, 2, 29), date(2019, 1, 1), None, date(2020, 2, 29)],
                "area": ["de Waart", "Waartplein", None, "de Waart"],
                "themes": [("werken", "wonen"), ("wonen",), (), ("werken", "wonen")],
                "attempt": [2, 1, None, 2],
                "becomes_active": [False, True, None, False],
            }
        },
    )
    pd.testing.assert_frame_equal(coded.visits, plain.visits)
    assert coded.given == plain.given


def test_a_column_that_the_contract_does_not_know_is_refused() -> None:
    with pytest.raises(KeyError, match="house_number"):
        build(PROJECT, {TableName.VISITS: {"house_number": ["12"]}})


def test_a_whole_number_that_must_be_there_cannot_be_missing() -> None:
    with pytest.raises(ValueError, match="int64"):
        from_codes(PROJECT, TableName.EXPENSES, "cents", [100], np.array([0, -1]))
