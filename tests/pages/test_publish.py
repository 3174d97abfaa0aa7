"""The page Publiceren: nothing is published before one says so, what is shown is what is published, and readers see nothing exact."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from adv.disclosure.publication import Audience
from adv.publications import making
from adv.settings import load_project
from adv.store.publications import PublicationLine, Series
from adv.texts import LANGUAGES, texts
from adv.ui import view
from adv.ui.front import READER_PAGES
from tests.attack import canaries
from tests.disclosure.samples import few_in, read_sample
from tests.pages.conftest import some_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

PROJECT = load_project("de-waart")
FIRST = [date(2018, 3, 31), date(2018, 6, 30)]


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html")).replace("\u00a0", " ")


def lines() -> tuple[PublicationLine, ...]:
    return view.store().publications(Series(PROJECT.name, Audience.MUNICIPALITY, is_sample=False))


def choose(opened: AppTest, days: list[date]) -> None:
    opened.multiselect[0].set_value(days).run()
    opened.button(key="adv_publish_prepare").click().run()
    assert not opened.exception
    assert not opened.error


def test_quarters_are_shown_beside_the_truth_then_published_then_read(
    app: Callable[..., AppTest], stored: Callable[..., None]
) -> None:
    stored(read_sample("de-waart").dataset)
    opened = app("publish")
    assert "Er is nog niets gepubliceerd." in html(opened)
    assert len(opened.multiselect[0].options) == 12
    choose(opened, FIRST)
    assert "Publiceren kan niet worden teruggedraaid" in html(opened)
    assert lines() == ()
    assert opened.button(key="adv_publish").label == "Publiceer deze 2 standen"
    opened.button(key="adv_publish").click().run()
    assert not opened.exception
    (line,) = lines()
    assert line.publication.days == tuple(FIRST)
    assert "Er zijn 2 standen gepubliceerd, de laatste op 30 juni 2018." in html(opened)
    assert len(opened.multiselect[0].options) == 10
    opened.toggle(key="adv_as_reader").set_value(True).run()
    assert not opened.exception
    assert "van de 160 afgesproken bezoeken." in html(opened)
    said = html(opened.switch_page("pages/published_requests.py").run())
    assert f"ongeveer {line.publication.requests.count(-1).value} hulpvragen" in said
    assert "Achter de voordeur, de Waart: stand op 30 juni 2018" in html(
        opened.switch_page("pages/published_neighbourhoods.py").run()
    )
    opened.toggle(key="adv_as_reader").set_value(False).run()
    assert "Achter de voordeur, de Waart" in html(opened)
    assert "<h1>Overzicht</h1>" in html(opened)


def test_a_quarter_that_the_data_do_not_cover_is_not_chosen_and_what_is_exact_is_shown(
    app: Callable[..., AppTest], stored: Callable[..., None]
) -> None:
    dataset = read_sample("de-waart").dataset
    until = pd.Timestamp("2018-05-14")
    requests = dataset.requests[dataset.requests["raised_on"] <= until]
    stored(
        dataset.with_tables(
            visits=dataset.visits[dataset.visits["visited_on"] <= until],
            requests=requests[~(requests["closed_on"] > until)],
            expenses=dataset.expenses[dataset.expenses["booked_on"] <= until],
            activities=dataset.activities.iloc[:0],
        )
    )
    opened = app("publish")
    assert opened.multiselect[0].value == FIRST[:1]
    assert "Je gegevens lopen tot en met " in html(opened)
    assert texts("nl")("pages.publish.later") in html(opened)
    opened.button(key="adv_publish_prepare").click().run()
    held = dataset.visits[(dataset.visits["visited_on"] <= "2018-03-31") & (dataset.visits["outcome"] == "conversation")]
    assert f">{len(held)}</td>" in html(opened)
    assert escape(texts("nl")("published.method.exact"), quote=False) in html(opened).replace("&#x27;", "'")


@pytest.fixture
def published(app: Callable[..., AppTest], stored: Callable[..., None]) -> Callable[..., AppTest]:
    """Open a page of programme managers, after two quarters of de Waart were published."""
    stored(read_sample("de-waart").dataset)
    now = making.situation(view.store(), PROJECT)
    making.publish(view.store(), making.prepare(view.store(), now, [date(2019, 9, 30), date(2019, 12, 31)]), who="test")
    return app


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", READER_PAGES)
def test_every_page_of_programme_managers_tells_published_numbers(
    page: str, language: str, published: Callable[..., AppTest]
) -> None:
    opened = published(page, taal=language)
    assert not opened.exception
    assert not opened.error
    assert f"<h1>{escape(texts(language)(f'pages.{page}.title'))}</h1>" in html(opened)
    assert html(opened).count('<div class="adv-chart" data-adv><h2>') >= 1
    assert opened.toggle(key="adv_as_reader").value


@pytest.mark.parametrize("page", READER_PAGES)
def test_without_a_publication_a_page_says_so(page: str, app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some_data())
    opened = app(page)
    assert not opened.exception
    assert "Er is nog niets gepubliceerd." in html(opened)
    assert opened.get("plotly_chart") == []


def test_a_choice_shows_published_cells_and_an_earlier_day_its_own_numbers(published: Callable[..., AppTest]) -> None:
    (line,) = lines()
    table = line.publication.requests
    opened = published("published_themes")
    opened.selectbox(key="alleen").set_value("area:Waartplein").run()
    opened.selectbox(key="stand").set_value("2019-09-30").run()
    assert not opened.exception
    said = html(opened)
    assert "Hulpvragen per thema, alleen Waartplein" in said
    assert f"van de {table.count(0, area='Waartplein').value} hulpvragen" in said
    assert "Stand op 30 september 2019" in said
    options = opened.selectbox(key="alleen").options
    assert "Gebied: Waartplein" in options
    assert not any(option.startswith(("Thema", "Status")) for option in options)  # not published together with themes


def test_how_far_it_is_in_one_area_is_not_published_and_said_so(published: Callable[..., AppTest]) -> None:
    opened = published("published_requests", alleen="area:Waartplein")
    assert texts("nl")("published.not_by_status") in html(opened)
    opened.selectbox(key="alleen").set_value("theme:wonen").run()
    assert texts("nl")("published.not_by_status") not in html(opened)


def everything_sent(opened: AppTest) -> str:
    """All that the page sends to the browser, element by element."""
    found, waiting = [], [opened._tree]
    while waiting:
        node = waiting.pop()
        children = getattr(node, "children", {})
        waiting += list(children.values())
        if not children:
            found.append(str(getattr(node, "proto", "")))
    return "\n".join(found)


def test_nothing_exact_is_sent_to_who_looks_as_a_programme_manager(
    app: Callable[..., AppTest], stored: Callable[..., None]
) -> None:
    stored(canaries.data_of(PROJECT))
    opened = app("publish")
    choose(opened, [date(2019, 3, 31)])
    sent = everything_sent(opened)
    opened.button(key="adv_publish").click().run()
    (line,) = lines()
    numbers = canaries.exact_numbers(PROJECT, view.dataset(PROJECT.name, line.version, view.store().generation()), line.publication)
    assert canaries.traces_in(sent, numbers)  # the coordinator sees them
    opened.toggle(key="adv_as_reader").set_value(True).run()
    for page in READER_PAGES:
        sent = everything_sent(opened.switch_page(f"pages/{page}.py").run())
        assert "adv-chart" in sent
        assert canaries.traces_in(sent, numbers) == set(), page


def test_a_quarter_that_is_held_back_says_why_and_what_helps(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    dataset = read_sample("de-waart").dataset
    stored(dataset)
    opened = app("publish")
    choose(opened, [date(2019, 12, 31)])
    opened.button(key="adv_publish").click().run()
    stored(dataset.with_tables(requests=dataset.requests.iloc[:60]))
    opened = app("publish")
    choose(opened, [date(2020, 3, 31)])
    assert "31 maart 2020: tegengehouden." in html(opened)
    assert texts("nl")("publish.helps.corrected") in html(opened)
    assert [button.key for button in opened.button if button.key == "adv_publish"] == []
    assert len(lines()) == 1


def test_what_helps_is_looked_for_shown_and_chosen_before_the_first_publication(
    app: Callable[..., AppTest], stored: Callable[..., None]
) -> None:
    stored(few_in(read_sample("de-waart").dataset, "Waartplein"))
    opened = app("publish")
    choose(opened, [*FIRST, date(2018, 12, 31)])
    assert texts("nl")("publish.why.few_households") in html(opened)
    opened.button(key="adv_publish_coarser").click().run()
    opened.button(key="adv_publish_merge_area").click().run()
    assert not opened.exception
    said = html(opened)
    assert "Als één gebied geteld: " in said
    assert texts("nl")("pages.publish.coarser_chosen") in said
    assert "tegengehouden" not in said
    opened.button(key="adv_publish").click().run()
    assert not opened.exception
    (line,) = lines()
    assert line.publication.days == (*FIRST, date(2018, 12, 31))
    assert [merging.dimension for merging in line.publication.mergings] == ["area"]
    assert "Als één gebied geteld: " in html(app("published_areas"))
