"""From a number on a page to the rows behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from adv.metrics.source_rows import rows_behind
from adv.texts import LANGUAGES, texts
from adv.ui import menu, view
from tests.datasets import make_dataset
from tests.pages.conftest import DE_WAART, broken_data, open_all, some_data
from tests.pages.test_pages import html

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    import pandas as pd
    from streamlit.testing.v1 import AppTest

    from adv.metrics.source_rows import Behind
    from adv.model import Dataset, Project
    from tests.pages.conftest import EachPage


def panels(opened: AppTest) -> list[str]:
    """The keys of all panels of a page."""
    found = re.findall(r"menu_([a-z_]+)", " ".join(str(part.proto.popover.id) for part in opened.get("popover")))
    return list(dict.fromkeys(found))


def table_rows(opened: AppTest) -> int:
    """Rows that say where they stand."""
    return len(re.findall(r"rij \d+</td>", html(opened)))


WITHOUT_ROWS = {"data", "report", "publish"}  # pages without panels of charts
NOTHING_BEHIND = {"themes", "results", "core_team", "neighbourhoods"}  # pages that say of poor data only why there is nothing


def everything_open(opened: AppTest, page: str) -> AppTest:
    for key in panels(open_all(opened, page)):
        for part in ("menu", "table", "rows"):
            opened.session_state[f"{part}_{key}"] = True
    return opened.run()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("data", [some_data, broken_data], ids=["good", "poor"])
def test_every_panel_of_every_page_opens(
    language: str, data: Callable[[], Dataset], each_page: EachPage, stored: Callable[..., None]
) -> None:
    stored(data())
    wrong, without = [], set()
    for page, closed in each_page(taal=language):
        if not panels(closed):
            without.add(page)
        opened = everything_open(closed, page)
        downloads = 2 * len(panels(opened)) if data is some_data else 0
        if opened.exception or opened.error or len(opened.get("download_button")) < downloads:
            wrong.append(page)
    assert not wrong
    assert without <= (WITHOUT_ROWS if data is some_data else WITHOUT_ROWS | NOTHING_BEHIND)


@pytest.mark.parametrize(("number", "rows"), [("Gesprekken: 9", 9), ("Besteed: € 3.600,36", 8), ("Hulpvragen in totaal: 9", 9)])
def test_behind_an_answer_are_as_many_rows(
    number: str, rows: int, app: Callable[..., AppTest], stored: Callable[..., None]
) -> None:
    stored(some_data())
    opened = app()
    opened.session_state["rows_answers"] = True
    opened.run()
    choice = opened.selectbox(key="part_answers")
    options = [option.replace("\u00a0", " ") for option in choice.options]
    assert number in options
    choice.select_index(options.index(number)).run()
    assert table_rows(opened) == rows


def test_each_row_says_where_it_stands(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    visit = {"visited_on": "2018-05-01", "outcome": "conversation", "file": "<b>mei</b>.xlsx", "sheet": "Blad 1", "row": 14}
    stored(make_dataset(DE_WAART, visits=[visit]))
    opened = app()
    opened.session_state["rows_burn_up"] = True
    opened.run()
    assert "&lt;b&gt;mei&lt;/b&gt;.xlsx · Blad 1 · rij 14" in html(opened)


def test_nothing_is_looked_up_before_a_panel_is_opened(
    app: Callable[..., AppTest], stored: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(some_data())
    asked: list[Behind] = []

    def noted(dataset: Dataset, project: Project, as_of: date, what: Behind) -> pd.DataFrame:
        asked.append(what)
        return rows_behind(dataset, project, as_of, what)

    monkeypatch.setattr(menu, "rows_behind", noted)
    opened = app("requests")
    assert not asked
    opened.session_state["rows_theme_status"] = True
    opened.run()
    assert len(asked) == 1


def test_a_bar_that_is_chosen_has_its_rows_and_a_second_click_those_of_all(
    app: Callable[..., AppTest], stored: Callable[..., None]
) -> None:
    stored(some_data())
    opened = app("requests")
    before = table_rows(opened)  # of the waiting list
    opened.session_state["rows_requests_by_owner"] = True
    opened.run()
    choice = opened.selectbox(key="part_requests_by_owner")
    number = int(choice.options[1].rpartition(": ")[2])
    choice.select_index(1).run()
    assert table_rows(opened) == before + number
    opened.session_state["part_requests_by_owner"] = menu.WHOLE
    assert table_rows(opened.run()) == before + 9


def test_a_bar_that_is_gone_from_the_chart_is_no_longer_chosen(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some_data())
    opened = app("requests")
    opened.session_state["rows_requests_by_owner"] = True
    opened.session_state["part_requests_by_owner"] = 400
    opened.run()
    assert not opened.exception
    assert opened.selectbox(key="part_requests_by_owner").value == menu.WHOLE


def test_the_rows_are_those_of_what_was_chosen(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some_data())
    opened = app("coverage", gebied="Waartplein")
    before = table_rows(opened)  # of where one can go again
    opened.session_state["rows_outcomes"] = True
    opened.run()
    assert table_rows(opened) - before == len(
        view.dataset("de-waart", 1, view.store().generation()).visits.query("area == 'Waartplein'")
    )


def test_many_rows_are_shown_in_part_and_said_to_be(
    app: Callable[..., AppTest], stored: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(menu, "MOST_ROWS_ON_SCREEN", 5)
    stored(some_data())
    opened = app("coverage")
    before = table_rows(opened)
    opened.session_state["rows_outcomes"] = True
    opened.run()
    assert table_rows(opened) - before == 5
    assert texts("nl")("behind.most", shown="5") in html(opened)
    assert texts("nl")("behind.count.visits.other", count="12") in html(opened)
