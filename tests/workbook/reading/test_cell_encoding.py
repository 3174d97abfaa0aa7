from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import msgpack

from adv.workbook.reading.protocol import Column, PackedColumn, columns_of, unpack_column

NAIVE = st.datetimes(min_value=dt.datetime(1900, 1, 1), max_value=dt.datetime(9999, 12, 31))  # noqa: DTZ001 (cells have no zone)
CELL = st.one_of(
    st.just(""),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    st.floats(allow_nan=False),
    st.integers(-(2**53), 2**53),
    st.booleans(),
    st.dates(),
    NAIVE,
    st.times(),
    st.timedeltas(),
    st.none(),
)


def travelled(cells: list[Any]) -> list[Any]:
    return unpack_column(msgpack.decode(msgpack.encode(Column(tuple(cells)).packed()), type=PackedColumn))


@given(st.lists(CELL), st.integers(1, 40))
def test_a_column_comes_back_as_it_went_except_that_empty_text_becomes_none(cells: list[Any], times: int) -> None:
    sent = cells * times
    back = travelled(sent)
    assert back == [None if cell == "" else cell for cell in sent]
    assert list(map(type, back)) == [type(None) if cell == "" else type(cell) for cell in sent]


@pytest.mark.parametrize(
    "cells", [[1, True, 1.0] * 20, [0, False, 0.0, ""] * 20, ["x", 1.0, True] * 20], ids=["one", "zero", "text"]
)
def test_true_and_one_stay_apart_even_where_values_repeat(cells: list[Any]) -> None:
    assert list(map(type, travelled(cells))) == [type(None) if cell == "" else type(cell) for cell in cells]


def test_equal_texts_become_one_object_so_that_memory_stays_small() -> None:
    back = travelled([f"gesprek {word}" for word in ["gevoerd"] * 1000])
    assert len(set(map(id, back))) == 1


def test_blank_rows_and_columns_at_the_end_are_left_away_but_not_those_between() -> None:
    rows: list[list[Any]] = [["a", "", "b", ""], ["", "", "", ""], ["c", "", "", ""], ["", "", "", ""]]
    assert columns_of(rows) == [("a", "", "c"), ("", "", ""), ("b", "", "")]


def test_filled_cells_are_counted_with_and_without_repetition() -> None:
    assert Column(("a", "", "a", "")).count_filled() == 2
    assert Column(("a", "b", "")).count_filled() == 2
    assert Column(("a",) * 9).count_filled() == 9
