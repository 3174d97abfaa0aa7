"""Whatever stands in the cells of a list of visits: it is read or said, and nothing breaks."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workbook.sheets import sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

WORDS = [
    "12/3",
    "29-2",
    "20-12",
    "8/1",
    "2019",
    "'19",
    "wk",
    "12",
    "53",
    "2x",
    "3",
    "keer",
    "nt",
    "n.t.",
    "gesprek",
    "niet",
    "thuis",
    "en",
    "+",
    ";",
    ",",
    "/",
    "->",
    "(",
    ")",
    "later",
    "t/m",
    "a",
    "14",
    "12a",
    "23:00",
    "PM",
    "Z",
    "maart",
]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join) | st.text(max_size=12)
DAYS = st.dates(date(1900, 1, 1)) | st.datetimes(datetime.fromisoformat("1900-01-01"))
CELLS: st.SearchStrategy[Cell] = TEXTS | DAYS | st.floats() | st.integers() | st.booleans() | st.none()
HEADERS = st.sampled_from(["Datum", "Week", "Jaar", "1e keer", "2e keer", "Verloop", "Uitkomst", "Huisnummer", "Opmerkingen"])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(HEADERS, min_size=2, max_size=5, unique=True).flatmap(
        lambda headers: st.tuples(st.just(headers), st.lists(st.tuples(*[CELLS] * len(headers)), min_size=1, max_size=6))
    )
)
def test_any_cells_are_read_or_said(drawn: tuple[list[str], list[tuple[Cell, ...]]]) -> None:
    headers, rows = drawn
    sound = sheet("Bezoeken", ["Datum", "Adres", "Uitkomst"], [date(2019, 3, 3), "Waartplein 1", "gesprek"])
    result = understood(sound, sheet("Lijst 2019", ["Straat", *headers], *(["Waartplein", *row] for row in rows)))
    assert len(result.dataset.visits) >= 1
    assert all(date(1990, 1, 1) <= day.date() for day in result.dataset.visits["visited_on"])
