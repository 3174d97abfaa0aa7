"""Milestones on the page Gegevens: set without a settings file, on the charts at once, gone when removed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from adv.model import Milestone
from adv.texts import texts
from adv.ui import view
from tests.pages.conftest import some_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

START = Milestone(date(2018, 3, 1), 'Start "renovatie" \\ <b>fase 1</b> 🏗')


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html")).replace("\u00a0", " ")


def add(app: AppTest, one: Milestone) -> None:
    app.date_input(key="adv_milestone_day").set_value(one.day)
    app.text_input(key="adv_milestone_name").set_value(one.name)
    app.button(key="FormSubmitter:adv_milestone-" + texts("nl")("milestones.add")).click().run()
    assert not app.exception
    assert not app.error


def test_a_milestone_is_set_stands_on_the_charts_and_is_removed(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some_data())
    before = html(app("overview"))
    opened = app("data")
    add(opened, START)
    assert "&lt;b&gt;fase 1&lt;/b&gt; 🏗 (1 maart 2018)" in html(opened)
    assert START in view.project("de-waart").milestones
    on_chart = app("overview")
    assert any("fase 1" in plot.proto.spec for plot in on_chart.get("plotly_chart"))
    place = view.project("de-waart").milestones.index(START)
    opened.button(key=f"adv_milestone_remove_{place}").click().run()
    assert START not in view.project("de-waart").milestones
    assert html(app("overview")) == before


def test_without_a_name_nothing_is_set(app: Callable[..., AppTest]) -> None:
    add(app("data"), Milestone(date(2018, 3, 1), "   "))
    assert view.store().milestones_number("de-waart") == 0


def test_one_that_was_removed_can_be_put_back(app: Callable[..., AppTest]) -> None:
    opened = app("data")
    add(opened, START)
    opened.button(key=f"adv_milestone_remove_{view.project('de-waart').milestones.index(START)}").click().run()
    assert START not in view.project("de-waart").milestones
    opened.button(key="adv_milestones_go_back").click().run()
    assert not opened.exception
    assert START in view.project("de-waart").milestones
