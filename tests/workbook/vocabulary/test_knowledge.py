"""What a value can be known by, and which values are shown beside a column."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.knowledge import Knowledge, are_marks, sample_of, shown
from tests.workbook.sheets import PROJECT

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

KNOWLEDGE = Knowledge(PROJECT)
DAY = date(2019, 3, 12)


def test_the_first_three_values_are_shown_as_they_are() -> None:
    assert shown([None, "", " wonen ", "wonen", 12, DAY, "werken"]) == ("wonen", 12, DAY)
    assert shown([True]) == ("ja",)


def test_long_values_are_cut() -> None:
    assert shown(["woning " * 20]) == (("woning " * 20)[:60],)


@pytest.mark.parametrize("cell", ["BSN 123456782", "j.jansen@example.nl", "06-12345678", "Mevr. Jansen"])
def test_what_points_at_a_person_is_not_shown(cell: str) -> None:
    assert shown([cell, "wonen"]) == ("wonen",)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["x", None, "x"], True),
        (["ja", "nee", "ja"], True),
        (["Wonen", "x"], False),
        (["x", "x", "x", "x", 7], True),
        (["x", "x", "x", 7], False),
        (["x", "misschien", "liever niet"], False),
        (["x", "x", "x", "misschien", "liever niet"], True),
        ([5, 3, 7], False),
    ],
)
def test_a_column_of_marks_holds_mostly_marks(cells: list[Cell], expected: object) -> None:
    assert are_marks(cells, [cell for cell in dict.fromkeys(cells) if cell is not None], KNOWLEDGE) is expected


@pytest.mark.parametrize(
    ("sample", "kind", "expected"),
    [
        ([DAY, "12-3-2019"], Kind.DAY, True),
        ([DAY, 43536], Kind.DAY, False),
        (["12,50", "3,00"], Kind.CENTS, True),
        (["€ 12", "3"], Kind.CENTS, True),
        (["12", "3"], Kind.CENTS, False),
        (["ja", "nee"], Kind.YES_NO, True),
        (["ja", "nee", "x", "Jan", "Piet"], Kind.YES_NO, False),
    ],
)
def test_a_column_without_a_telling_header_is_known_by_what_it_holds(sample: list[Cell], kind: Kind, expected: object) -> None:
    assert KNOWLEDGE.fits(sample, kind) is expected


def test_a_sample_is_thirty_different_values_of_the_first_rows() -> None:
    assert sample_of([1, 1, "a", "n.v.t.", None, "", 2]) == (1, "a", 2)
    assert sample_of(["Thema", "wonen", "Thema"], "Thema") == ("wonen",)
    assert sample_of(range(100)) == tuple(range(30))
    assert sample_of([*[None] * 399, "wonen", "werken"]) == ("wonen",)


@pytest.mark.parametrize(
    ("cells", "kind", "expected"),
    [
        (["wonen", "werken", "zorg en welzijn", "wonen", "hond"], Kind.THEME, True),
        (["wonen", "werken", "zorg en welzijn", "hond", "kat"], Kind.THEME, False),
        (["gesprek", "hond"], Kind.OUTCOME, True),  # people have words of their own for outcomes
        (["gesprek", "hond", "kat"], Kind.OUTCOME, False),
        ([], Kind.THEME, False),
    ],
)
def test_most_of_a_sample_must_fit_to_bear_a_header_out(cells: list[Cell], kind: Kind, expected: object) -> None:
    assert KNOWLEDGE.agrees(cells, kind) is expected


@pytest.mark.parametrize(
    ("cell", "option", "value"),
    [
        ("wonen", "wonen", True),
        ("Politie", "Politie", True),
        ("LEV", "LEVgroep", True),
        ("Politie: nee", "Politie", False),
        ("Politie", "LEVgroep", None),
        ("x", "Politie", True),
        ("nee", "wonen", False),
        (1, "wonen", True),
        ("hond", "wonen", None),
    ],
)
def test_a_mark_in_the_column_of_an_answer_is_a_yes_or_the_answer_itself(cell: Cell, option: str, value: object) -> None:
    assert KNOWLEDGE.marked(cell, option).value is value
