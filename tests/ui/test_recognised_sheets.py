"""What a column can be said to be."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from adv.texts import texts
from adv.ui.data_page.recognised_sheets import column_options
from tests.workbook.sheets import HEADERS, PROJECT, sheet, understood, visit

if TYPE_CHECKING:
    from adv.ui.view import View

NL = texts("nl")
VIEW = cast("View", SimpleNamespace(texts=NL, project=PROJECT))


def test_the_marks_of_every_theme_of_the_project_can_be_chosen() -> None:
    (read,) = understood(sheet("Bezoeken", HEADERS, visit(1), visit(2))).sheets
    assert read.table is not None
    options = column_options(VIEW, read, read.table)
    name = NL("fields.visits.themes")
    assert options[name] == "themes"
    assert {theme: options[f"{name} ({theme})"] for theme in PROJECT.themes} == {
        theme: f"themes:{theme}" for theme in PROJECT.themes
    }


def test_what_a_column_of_marks_was_read_as_is_among_them_with_what_it_marks() -> None:
    headers = [*HEADERS, "Politie"]
    (read,) = understood(sheet("Bezoeken", headers, *([*visit(number), "x"] for number in range(1, 4)))).sheets
    assert read.table is not None
    assert column_options(VIEW, read, read.table)[f"{NL('fields.visits.organisations')} (Politie)"] == "organisations:Politie"


def test_how_the_days_and_doors_of_a_column_are_read_can_be_chosen() -> None:
    (read,) = understood(sheet("Bezoeken", HEADERS, visit(1), visit(2))).sheets
    assert read.table is not None
    options = column_options(VIEW, read, read.table)
    assert options[f"{NL('fields.visits.visited_on')} ({NL('fields.day.month_first')})"] == "visited_on:month_first"
    assert options[f"{NL('fields.visits.visited_on')} (2019)"] == "visited_on:2019"
    assert options[f"{NL('fields.visits.house_number')} ({NL('fields.door.one_door')})"] == "house_number:one_door"
    assert options[NL("fields.visits.times")] == "times"


def test_a_column_of_weeks_is_named_as_such() -> None:
    rows = [[week, "Waartplein", week, "gesprek"] for week in (11, 12, 13)]
    (read,) = understood(sheet("2019", ["Week", "Straat", "Nr", "Uitkomst"], *rows)).sheets
    assert read.table is not None
    assert f"{NL('fields.visits.visited_on')} ({NL('fields.day.week')})" in column_options(VIEW, read, read.table)
