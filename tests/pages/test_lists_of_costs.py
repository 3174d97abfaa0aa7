"""Bookkeeping files one after the other on the page Gegevens: the longer same one asks nothing, another one does, with both totals."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from adv.store.records import ImportMode
from adv.texts import texts
from adv.ui import view
from tests.pages.test_pages import html
from tests.pages.test_upload import confirm, upload
from tests.test_cli import write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from tests.test_cli import Cell

NL = texts("nl")


def book(folder: Path, name: str, count: int, euros: int, category: str) -> Path:
    rows: list[Sequence[Cell]] = [["Datum", "Kostensoort", "Bedrag"]]
    rows += [[date(2019, 1, 7) + timedelta(days=5 * at), category, euros + at] for at in range(count)]
    return write(folder / name, {"Boekingen": rows})


def spent() -> int:
    return view.store().imports("de-waart")[0].totals.spent_cents // 100


@pytest.fixture
def begun(tmp_path: Path, app: Callable[..., AppTest]) -> AppTest:
    return confirm(upload(app("data"), book(tmp_path, "jan.xlsx", 20, 50, "Personeel")))


def test_the_same_export_with_more_rows_comes_in_with_no_question(tmp_path: Path, begun: AppTest) -> None:
    opened = upload(begun, book(tmp_path, "feb.xlsx", 26, 50, "Personeel"))
    assert not [one for one in opened.radio if one.key == "adv_mode"]
    assert not opened.warning
    confirm(opened)
    assert spent() == sum(50 + at for at in range(26))


@pytest.mark.parametrize("mode", [ImportMode.ADD, ImportMode.REPLACE])
def test_another_list_is_asked_about_with_both_totals(tmp_path: Path, begun: AppTest, mode: ImportMode) -> None:
    opened = upload(begun, book(tmp_path, "partner.xlsx", 10, 31, "Overig"))
    first, second = sum(50 + at for at in range(20)), sum(31 + at for at in range(10))
    said = [one.replace("\\", "").replace("\xa0", " ") for one in opened.radio(key="adv_mode").proto.captions]
    assert f"Daarna: € {second}." in said[0]
    assert f"Daarna: € {first + second:,}.".replace(",", ".") in said[1]
    assert NL("pages.data.other_list") in html(opened)
    confirm(opened.radio(key="adv_mode").set_value(mode).run())
    assert spent() == second + (first if mode is ImportMode.ADD else 0)


def test_a_newer_export_of_one_of_two_lists_leaves_the_other_without_a_question(tmp_path: Path, begun: AppTest) -> None:
    opened = confirm(upload(begun, book(tmp_path, "partner.xlsx", 10, 31, "Overig")))
    opened = upload(opened, book(tmp_path, "feb.xlsx", 26, 50, "Personeel"))
    assert [one.label for one in opened.expander].count(NL("pages.data.mode_clear")) == 1
    confirm(opened)
    assert spent() == sum(50 + at for at in range(26)) + sum(31 + at for at in range(10))
