"""Requests that come alone, of visits whose number two stored lists have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.settings import load_project
from adv.store.records import ImportMode
from adv.ui import view
from tests.pages.test_other_list import of_year
from tests.pages.test_upload import confirm, upload
from tests.test_cli import run, write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import pytest
    from streamlit.testing.v1 import AppTest

    from adv.model import Project
    from tests.test_cli import Cell


def asked(folder: Path, year: int | None) -> Path:
    rows: list[Sequence[Cell]] = [["Nr", "Bezoek nr", "Thema", "Status", *(["Datum"] if year else [])]]
    rows += [[n, n, "wonen", "open", *([f"{n}-{1 + n % 9}-{year}"] if year else [])] for n in range(1, 6)]
    return write(folder / f"vragen {year}.xlsx", {"Hulpvragen": rows})


def test_requests_alone_belong_to_the_list_whose_days_they_have(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for year in (2019, 2020):
        assert run(capsys, "import", of_year(tmp_path, year), "--add")[0] == 0
    assert run(capsys, "import", asked(tmp_path, 2020), "--add")[0] == 0
    visits, requests = (getattr(view.store().dataset(_project()), name) for name in ("visits", "requests"))
    days = visits.set_index("visit_id")["visited_on"]
    assert {day.year for day in requests["visit_id"].map(days)} == {2020}


def test_where_nothing_says_of_which_list_they_are_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for year in (2019, 2020):
        assert run(capsys, "import", of_year(tmp_path, year), "--add")[0] == 0
    assert run(capsys, "import", asked(tmp_path, None), "--add")[0] == 1
    assert not len(view.store().dataset(_project()).requests)


def _project() -> Project:
    return load_project("de-waart")


def test_the_page_asks_of_which_list_they_are(
    tmp_path: Path, app: Callable[..., AppTest], capsys: pytest.CaptureFixture[str]
) -> None:
    for year in (2019, 2020):
        assert run(capsys, "import", of_year(tmp_path, year), "--add")[0] == 0
    opened = upload(app("data"), asked(tmp_path, None)).radio(key="adv_mode").set_value(ImportMode.ADD).run()
    lists = opened.radio(key="adv_requests_of")
    assert [label.rpartition("\xa0")[2] for label in lists.options] == ["2019", "2020"]
    confirm(lists.set_value(2).run())
    visits, requests = (getattr(view.store().dataset(_project()), name) for name in ("visits", "requests"))
    days = visits.set_index("visit_id")["visited_on"]
    assert [day.year for day in requests["visit_id"].map(days)] == [2020] * 5
