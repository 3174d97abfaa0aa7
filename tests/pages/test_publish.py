"""The page Publiceren: nothing is published before one says so, what is shown is what is published, and readers see nothing exact."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from adv.dataset import make_dataset
from adv.disclosure.publication import Audience
from adv.settings import load_project
from adv.store.ledger import LedgerLine, Series
from adv.texts import texts
from adv.ui import view
from tests.attack import canaries
from tests.disclosure.samples import few_in, read_sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

PROJECT = load_project("de-waart")
FIRST = [date(2018, 3, 31), date(2018, 6, 30)]


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html")).replace("\u00a0", " ")


def lines() -> tuple[LedgerLine, ...]:
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
    said = html(opened)
    assert f"ongeveer {line.publication.requests.count(-1).value} hulpvragen" in said
    assert "Zo wordt het" not in said
    assert "Er is 1 project met een publicatie." in said
    opened.selectbox(key="adv_reader_area").set_value("Waartplein").run()
    assert not opened.exception


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
    project, dataset = canaries.project_and_data()
    areas = dict(zip(project.area_names, PROJECT.area_names, strict=False))
    themes = dict(zip(project.themes, PROJECT.themes, strict=False))
    visits = dataset.visits.assign(area=dataset.visits["area"].astype(object).map(areas))
    requests = dataset.requests.assign(theme=dataset.requests["theme"].astype(object).map(themes))
    rows = {"visits": visits.to_dict("records"), "requests": requests.to_dict("records")}
    stored(make_dataset(PROJECT, **{name: [_given(row) for row in table] for name, table in rows.items()}))
    opened = app("publish")
    choose(opened, [date(2019, 3, 31)])
    sent = everything_sent(opened)
    opened.button(key="adv_publish").click().run()
    (line,) = lines()
    numbers = canaries.exact_numbers(PROJECT, view.dataset(PROJECT.name, line.version, view.store().generation()), line.publication)
    assert canaries.traces_in(sent, numbers)  # the coordinator sees them
    opened.toggle(key="adv_as_reader").set_value(True).run()
    sent = everything_sent(opened)
    assert "hulpvragen" in sent
    assert canaries.traces_in(sent, numbers) == set()


def _given(row: dict[Any, Any]) -> dict[str, Any]:
    """The values of a row that are there."""
    return {str(name): value for name, value in row.items() if isinstance(value, tuple) or not pd.isna(value)}


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
