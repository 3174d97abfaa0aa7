"""What a column can be said to be."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from adv.texts import texts
from adv.ui.sheets import column_options
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
