"""A second upload of the mended workbook says what is solved: in the same session, and later against what was stored."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook

from adv.ui import view
from tests.pages.test_pages import html
from tests.pages.test_upload import confirm, upload

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

HEADER = ["Bezoeknummer", "Datum", "Straat", "Huisnummer", "Uitkomst"]


def workbook(folder: Path, name: str, *days: str) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Bezoeken"
    for row in [HEADER, *([f"B{number}", day, "Waartplein", number, "gesprek gevoerd"] for number, day in enumerate(days, 1))]:
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    path = folder / name
    path.write_bytes(out.getvalue())
    return path


def test_the_first_upload_has_nothing_to_compare_with(app: Callable[..., AppTest], tmp_path: Path) -> None:
    assert "Vergeleken met «" not in html(upload(app("data"), workbook(tmp_path, "a.xlsx", "1-3-2019", "??")))


def test_a_mended_workbook_in_the_same_session(app: Callable[..., AppTest], tmp_path: Path) -> None:
    opened = upload(app("data"), workbook(tmp_path, "a.xlsx", "1-3-2019", "??", "ooit", "morgen misschien"))
    said = html(upload(opened, workbook(tmp_path, "b.xlsx", "1-3-2019", "2-3-2019", "3-3-2019", "morgen misschien")))
    assert "Vergeleken met «a.xlsx»: 2 meldingen zijn opgelost en 1 staat er nog." in said


def test_later_against_the_last_import(app: Callable[..., AppTest], tmp_path: Path) -> None:
    confirm(upload(app("data"), workbook(tmp_path, "a.xlsx", "1-3-2019", "??")))
    assert view.store().version("de-waart") == 1
    said = html(upload(app("data"), workbook(tmp_path, "b.xlsx", "1-3-2019", "2-3-2019")))
    assert "Vergeleken met «a.xlsx»: 1 melding is opgelost." in said


def test_the_same_workbook_again_says_nothing_of_it(app: Callable[..., AppTest], tmp_path: Path) -> None:
    path = workbook(tmp_path, "a.xlsx", "1-3-2019", "??")
    confirm(upload(app("data"), path))
    assert "Vergeleken met «" not in html(upload(app("data"), path))


def test_another_kind_of_file_is_not_compared_with(app: Callable[..., AppTest], tmp_path: Path) -> None:
    confirm(upload(app("data"), workbook(tmp_path, "a.xlsx", "1-3-2019", "??")))
    book = load_workbook(workbook(tmp_path, "b.xlsx", "1-3-2020", "??", "ooit"))
    book["Bezoeken"]["A1"] = "Nr"
    book["Bezoeken"].insert_cols(1)
    book.save(tmp_path / "b.xlsx")
    assert "Vergeleken met «" not in html(upload(app("data"), tmp_path / "b.xlsx"))
