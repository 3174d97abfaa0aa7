"""A stroke in two lists may mean two things: it is asked about in each of them, and each answer is of its own list."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl.styles import Font

from adv.workbook.vocabulary.word_lists import COUNTS, NOTHING, WordList
from tests.workbook.layouts import WIDTH, coloured, paint, put, read, said

if TYPE_CHECKING:
    from openpyxl import Workbook

WORD = "doorgestreept"


def struck(*, in_costs: bool) -> Workbook:
    """Twelve visits of which two are struck out, and ten bookings of which three are, as one ticks off what was paid."""
    made, visits = coloured(outcome=True, columns=())
    costs = made.create_sheet("Uitgaven")
    put(costs, 1, ["Datum", "Kostensoort", "Bedrag"])
    for row in range(2, 12):
        put(costs, row, [date(2019, 3, row), "Personeel" if row % 2 else "Materiaal", 11 + (row * 37) % 53])
    for row in (3, 5):
        paint(visits, row, Font(strike=True), range(1, WIDTH + 1))
    for row in (4, 7, 9) if in_costs else ():
        paint(costs, row, Font(strike=True), range(1, 4))
    return made


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ({}, (10, 7)),
        ({f"{WORD} · Uitgaven": COUNTS}, (10, 10)),
        ({f"{WORD} · Bezoeken": COUNTS}, (12, 7)),
        ({f"{WORD} · Uitgaven": COUNTS, WORD: NOTHING}, (10, 10)),
        ({WORD: COUNTS}, (12, 10)),
    ],
    ids=["nothing said", "of costs", "of visits", "of costs before all", "of all"],
)
def test_each_answer_is_of_its_own_list(words: dict[str, str | None], rows: tuple[int, int]) -> None:
    result = read(struck(in_costs=True), said(WordList.LAYOUT, words))
    assert (len(result.dataset.visits), len(result.dataset.expenses)) == rows
    told = {word.text: (word.rows, word.sheet) for word in result.words}
    assert told == {f"{WORD} · Bezoeken": (2, "Bezoeken"), f"{WORD} · Uitgaven": (3, "Uitgaven")}


def test_in_one_list_it_is_the_word_alone() -> None:
    assert [word.text for word in read(struck(in_costs=False)).words] == [WORD]
