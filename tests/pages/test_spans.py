"""Charts over time count per week, month, quarter or year, as the user or a link says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adv.texts import texts
from tests.pages.conftest import some_data
from tests.pages.test_pages import html

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

TITLES = {
    ("coverage", "nl"): "<h2>Keer aangebeld en gesprekken per {span}</h2>",
    ("coverage", "en"): "<h2>Visits and conversations per {span}</h2>",
    ("budget", "nl"): "<h2>Besteed per {span}</h2>",
    ("budget", "en"): "<h2>Spent per {span}</h2>",
}


@pytest.mark.parametrize(("page", "language"), TITLES)
def test_a_link_says_per_what_is_counted(
    page: str, language: str, app: Callable[..., AppTest], stored: Callable[..., None]
) -> None:
    stored(some_data())
    for code, span in {"week": "week", "maand": "month", "kwartaal": "quarter", "jaar": "year"}.items():
        opened = app(page, taal=language, per=code, paneel="over_time")
        assert not opened.exception, code
        assert not opened.error, code
        assert TITLES[page, language].format(span=texts(language)(f"words.span.{span}")) in html(opened), code


def test_what_is_chosen_stands_in_the_address_and_a_quarter_needs_no_word(
    app: Callable[..., AppTest], stored: Callable[..., None]
) -> None:
    stored(some_data())
    page = app("coverage", paneel="over_time")
    assert "<h2>Keer aangebeld en gesprekken per kwartaal</h2>" in html(page)
    assert "per" not in page.query_params
    page.button_group(key="per").set_value("maand").run()
    assert "<h2>Keer aangebeld en gesprekken per maand</h2>" in html(page)
    assert page.query_params["per"] == "maand"
    page.button_group(key="per").set_value("kwartaal").run()
    assert "<h2>Keer aangebeld en gesprekken per kwartaal</h2>" in html(page)
    assert "per" not in page.query_params


def test_a_link_with_an_unknown_word_counts_per_quarter(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some_data())
    assert "<h2>Keer aangebeld en gesprekken per kwartaal</h2>" in html(app("coverage", per="eeuw", paneel="over_time"))


def test_rows_that_were_shown_of_a_quarter_are_not_taken_for_those_of_a_month(
    app: Callable[..., AppTest], stored: Callable[..., None]
) -> None:
    stored(some_data())
    page = app("coverage", paneel="over_time")
    page.session_state["rows_visits_over_time"] = True
    page.session_state["part_visits_over_time"] = 1
    page.run()
    page.button_group(key="per").set_value("maand").run()
    assert page.session_state["part_visits_over_time"] == -1
