"""A list of requests without the visits is read as an addition: the page then looks at the visits that are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adv.store.records import ImportMode
from adv.texts import texts
from adv.ui import view
from tests.pages.test_pages import html
from tests.pages.test_upload import confirm, upload
from tests.test_cli import FULL, run, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

NL = texts("nl")


@pytest.fixture
def apart(tmp_path: Path) -> tuple[Path, Path]:
    """The visits, and the requests, of one workbook in two."""
    parts = {name: {name: rows} for name, rows in FULL.items() if name in {"Bezoeken", "Hulpvragen"}}
    return write(tmp_path / "b.xlsx", parts["Bezoeken"]), write(tmp_path / "h.xlsx", parts["Hulpvragen"])


def test_requests_alone_are_read_with_the_stored_visits_without_being_told_so(
    apart: tuple[Path, Path], app: Callable[..., AppTest]
) -> None:
    visits, requests = apart
    opened = upload(confirm(upload(app("data"), visits)), requests)
    assert opened.radio(key="adv_mode").value is ImportMode.ADD
    assert "bezoeknummer dat niet zo bij de bezoeken staat" not in html(opened)
    assert "al is opgeslagen" in html(opened)
    other = opened.radio(key="adv_mode").set_value(ImportMode.REPLACE).run()
    assert not other.exception
    assert "bezoeknummer dat niet zo bij de bezoeken staat" in html(other)
    confirm(other.radio(key="adv_mode").set_value(ImportMode.ADD).run())
    count = len(FULL["Hulpvragen"]) - 1
    assert view.store().imports("de-waart")[0].totals.requests == count
    undo = app("data")
    (choice,) = [box for box in undo.selectbox if box.label == NL("pages.data.undo")]
    undo = choice.select_index(1).run()
    assert NL.count("memory.orphans", count, number=str(count)) in html(undo)


def test_the_import_command_adds_them_too(apart: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    visits, requests = apart
    assert run(capsys, "import", visits)[0] == 0
    assert run(capsys, "import", requests)[0] == 1
    assert run(capsys, "import", requests, "--add")[0] == 0
    assert run(capsys, "summary", requests)[0] == 1
    status, out, _ = run(capsys, "undo", "1", "--yes")
    assert status == 0
    assert "bezoek" in out
    assert "dat er niet meer is" in out
