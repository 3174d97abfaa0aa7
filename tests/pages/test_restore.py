"""A backup that is put back while people have the dashboard open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.cli import main
from adv.sample import FILES, FOLDER
from adv.ui import view
from tests.pages.conftest import DE_WAART, broken_data, some_data
from tests.pages.test_pages import html
from tests.pages.test_upload import confirm, upload

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest


def test_the_next_click_shows_what_was_put_back(stored: Callable[..., None], app: Callable[..., AppTest], tmp_path: Path) -> None:
    stored(some_data())
    before = html(app("coverage"))
    assert main(["backup", str(tmp_path / "copy.db")]) == 0
    view.store().undo("de-waart", 1, who="x", expected_version=1)
    view.store().undo("de-waart", 2, who="x", expected_version=2)
    stored(broken_data())
    opened = app("coverage")
    assert html(opened) != before
    assert main(["restore", str(tmp_path / "copy.db")]) == 0
    assert html(opened.run()) == before


def test_a_version_with_the_same_number_is_not_shown_from_what_was_kept(
    stored: Callable[..., None], app: Callable[..., AppTest], tmp_path: Path
) -> None:
    stored(some_data())
    assert main(["backup", str(tmp_path / "copy.db")]) == 0
    stored(broken_data())
    kept = html(app("coverage"))  # version 2
    assert main(["restore", str(tmp_path / "copy.db")]) == 0
    view.store().undo("de-waart", 1, who="x", expected_version=1)  # version 2 again, and nothing in it
    assert view.store().version("de-waart") == 2
    assert html(app("coverage")) != kept
    assert view.store().dataset(DE_WAART).given == frozenset()


def test_what_was_shown_before_a_restore_is_not_what_is_confirmed(
    stored: Callable[..., None], app: Callable[..., AppTest], tmp_path: Path
) -> None:
    stored(some_data())
    assert main(["backup", str(tmp_path / "copy.db")]) == 0
    opened = upload(app("data"), FOLDER / FILES["de-waart"])
    assert main(["restore", str(tmp_path / "copy.db")]) == 0
    confirm(opened)
    assert opened.error[0].value.startswith("Iemand anders heeft intussen iets aan de gegevens")
    assert view.store().version("de-waart") == 1
