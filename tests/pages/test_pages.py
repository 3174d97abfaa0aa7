"""Every page, in both languages, over no data, good data and poor data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from adv import __version__
from adv.texts import texts
from adv.ui import view
from tests.pages.conftest import DE_WAART, PAGES, broken_data, open_all, some_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from adv.model import Dataset
    from tests.pages.conftest import EachPage

EMPTY = None


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def drawn(app: AppTest) -> str:
    """What all charts of the page are made of."""
    return "".join(plot.proto.spec for plot in app.get("plotly_chart"))


def asked_for(app: AppTest) -> str:
    """What needs attention: links to where it is."""
    return "".join(link.proto.label for link in app.get("page_link"))


def charts(app: AppTest) -> int:
    return len(app.get("plotly_chart"))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("data", [EMPTY, some_data, broken_data], ids=["empty", "good", "poor"])
def test_every_page_opens_without_an_error(
    language: str, data: Callable[[], Dataset] | None, each_page: EachPage, stored: Callable[..., None]
) -> None:
    if data is not None:
        stored(data())
    known = texts(language)
    wrong = []
    for page, opened in each_page(taal=language):
        title = f"<h1>{known(f'pages.{page}.title')}</h1>".replace("'", "&#x27;")
        shown = html(opened)
        if opened.exception or opened.error or title not in shown:
            wrong.append(page)
        if shown.count(known("ui.version", version=__version__)) != 1:
            wrong.append(f"{page}: version")
    assert not wrong


@pytest.mark.parametrize(("page", "at_least"), [("overview", 1), ("coverage", 2), ("budget", 1), ("themes", 3), ("requests", 1)])
def test_a_page_shows_its_charts(page: str, at_least: int, app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some_data())
    assert charts(app(page)) >= at_least


MOST_PANELS = 3


def panels(app: AppTest) -> list[str]:
    """The names of a page's panels, told by their menus."""
    return [part.proto.popover.label for part in app.get("popover")]


def test_no_page_shows_more_than_three_panels_before_one_asks_for_more(each_page: EachPage, stored: Callable[..., None]) -> None:
    stored(some_data())
    found = {page: panels(opened) for page, opened in each_page()}
    assert {page: names for page, names in found.items() if len(names) > MOST_PANELS} == {}
    assert all(len(set(names)) == len(names) for names in found.values())  # each menu is called after its panel


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_comes_second_is_there_when_it_is_chosen(language: str, each_page: EachPage, stored: Callable[..., None]) -> None:
    stored(some_data())
    for page, closed in each_page(taal=language):
        first = len(panels(closed))
        opened = open_all(closed, page)
        assert not opened.exception, page
        assert not opened.error, page
        if page not in {"overview", "results", "report", "publish", "data"}:  # these data have no marks and no activities
            assert len(panels(opened)) > first, page


def test_a_link_to_a_panel_under_more_opens_it(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some_data())
    title = f"<h2>{texts('nl')('definitions.funnel.name')}</h2>"
    assert title not in html(app("coverage"))
    assert title in html(app("coverage", paneel="household_funnel"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_requests_are_shown_by_everything_that_they_are_counted_by(
    language: str, app: Callable[..., AppTest], stored: Callable[..., None]
) -> None:
    stored(some_data())
    for code, group in {"wie": "owner", "thema": "theme", "doel": "goal", "gebied": "area"}.items():
        shown = html(app("requests", taal=language, naar=code)).replace("&#x27;", "'")
        assert f"<h2>{texts(language)(f'follow_up.requests_by.title.{group}')}</h2>" in shown


def test_every_page_of_an_empty_project_leads_to_the_upload(each_page: EachPage) -> None:
    lead = texts("nl")("ui.empty.project", project="de Waart")
    assert [page for page, opened in each_page() if charts(opened) == 0 and lead in html(opened)] == [*PAGES[:-1]]


def test_the_answer_is_the_number_in_the_data(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some_data())
    assert "9 van 160" in html(app()).replace("\u00a0", " ")  # of twelve visits every fourth found nobody at home


def test_names_from_the_data_are_never_markup(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some_data())
    opened = app("requests")
    assert "<img" not in html(opened)
    assert "&lt;img src=x onerror=alert(1)&gt;" in html(opened)


def test_sample_data_are_marked_on_every_page(each_page: EachPage, stored: Callable[..., None]) -> None:
    stored(some_data(), is_sample=True)
    assert [page for page, opened in each_page() if texts("nl")("ui.sample.label") in html(opened)] == [*PAGES]


def test_own_data_are_not_marked_as_sample(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some_data())
    assert texts("nl")("ui.sample.label") not in html(app())


def test_one_click_removes_the_sample_for_good(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some_data(), is_sample=True)
    opened = app()
    opened.button(key="adv_remove_sample").click().run()
    assert not opened.exception
    assert texts("nl")("ui.empty.project", project="de Waart") in html(opened)
    assert opened.success[0].value == texts("nl")("ui.sample.removed")
    assert view.store().version("de-waart") == 2  # the history knows: a new start does not add it again


def test_a_filter_in_the_address_chooses(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some_data())
    opened = app("coverage")
    before = html(opened)
    opened.session_state["gebied"] = ["Waartplein"]
    opened.run()
    assert not opened.exception
    assert html(opened) != before
    assert "<span>Waartplein</span>" in html(opened)


def test_clearing_the_filters_shows_everything_again(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some_data())
    opened = app("coverage")
    everything = html(opened)
    opened.session_state["thema"] = ["wonen"]
    opened.session_state["periode"] = "2018"
    opened.run()
    opened.button(key="adv_clear").click().run()
    assert html(opened) == everything


def test_of_one_chosen_area_nothing_is_called_all_areas_and_the_others_are_not_shown_as_none(
    app: Callable[..., AppTest], stored: Callable[..., None]
) -> None:
    stored(some_data())
    for page, name in (("coverage", texts("nl")("coverage.homes.everywhere")), ("themes", DE_WAART.area_names[0])):
        shown = [drawn(app(page)), drawn(app(page, gebied="Waartplein"))]
        assert [name in one for one in shown] == [True, False]
        assert "Waartplein" in shown[1]


def test_homes_to_go_to_again_are_told_only_where_all_visits_are_chosen(
    app: Callable[..., AppTest], stored: Callable[..., None]
) -> None:
    stored(some_data())
    opened = app()
    assert "kun je nog eens langs" in asked_for(opened)
    for name, value in (("organisatie", "Politie"), ("periode", "2018")):
        assert "kun je nog eens langs" not in asked_for(app(**{name: value}))


def test_a_choice_without_data_says_so(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some_data())
    opened = app("coverage")
    opened.session_state["periode"] = "2020"
    opened.run()
    assert not opened.exception
    assert texts("nl")("ui.empty.selection") in html(opened)


def test_the_budget_says_that_area_and_theme_do_not_apply_to_money(
    app: Callable[..., AppTest], stored: Callable[..., None]
) -> None:
    stored(some_data())
    opened = app("budget")
    assert texts("nl")("pages.budget.not_for_money") not in html(opened)
    opened.session_state["gebied"] = ["Waartplein"]
    opened.run()
    assert texts("nl")("pages.budget.not_for_money") in html(opened)


def test_the_other_project_has_its_own_data(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some_data())
    opened = app()
    opened.selectbox(key="project").select("annawijk").run()
    assert not opened.exception
    assert texts("nl")("ui.empty.project", project="Annawijk") in html(opened)


def test_the_button_changes_the_language_and_the_address(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some_data())
    opened = app()
    opened.button(key="adv_language_button").click().run()
    assert opened.query_params["taal"] == "en"
    assert "<h1>Overview</h1>" in html(opened)
    assert 'data-adv-language="en"' in html(opened)


def test_what_is_in_a_menu_comes_only_when_it_is_opened(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some_data())
    opened = app()
    assert "<table>" not in html(opened)
    assert not opened.get("download_button")
    opened.session_state["menu_burn_up"] = True
    opened.run()
    assert len(opened.get("download_button")) == 2
    assert texts("nl")("definitions.plan.text") in html(opened)
    opened.button(key="open_table_burn_up").click().run()
    assert not opened.exception
    assert re.search(r"<table><caption>[^<]+</caption>", html(opened))
    assert not opened.get("download_button")  # the menu is closed
    opened.button(key="hide_table_burn_up").click().run()
    assert "<table>" not in html(opened)


@pytest.mark.parametrize("asked", ["annawijk", "Annawijk"])
def test_a_link_names_a_project_by_its_code_or_its_name(app: Callable[..., AppTest], asked: str) -> None:
    opened = app(project=asked)
    assert opened.selectbox(key="project").value == "annawijk"
    assert not opened.warning
    assert opened.run().selectbox(key="project").value == "annawijk"


def test_a_link_to_an_unknown_project_says_so(app: Callable[..., AppTest]) -> None:
    opened = app(project="niets *of* zo")
    assert opened.selectbox(key="project").value == "de-waart"
    said = opened.warning[0].value.replace("\\", "")
    assert said == "Het adres vraagt om project “niets *of* zo”, maar dat is er niet. Je ziet de Waart."
    assert not app(project="de-waart").warning
