"""Milestones on the page Gegevens: set without a settings file, on the charts at once, gone when removed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.errors import SettingsError, StoreError
from adv.milestones import set_milestones
from adv.model import Milestone
from adv.settings import load_project, milestones_file
from adv.texts import texts
from adv.ui import view
from tests.pages.conftest import some_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from streamlit.testing.v1 import AppTest

START = Milestone(date(2018, 3, 1), 'Start "renovatie" \\ <b>fase 1</b> 🏗')


@pytest.fixture(autouse=True)
def _fresh_settings() -> Iterator[None]:
    view.project.cache_clear()
    yield
    view.project.cache_clear()


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
    before = html(app("coverage"))
    opened = app("data")
    add(opened, START)
    assert "&lt;b&gt;fase 1&lt;/b&gt; 🏗 (1 maart 2018)" in html(opened)
    assert START in load_project("de-waart").milestones
    on_chart = app("coverage")
    assert any("fase 1" in plot.proto.spec for plot in on_chart.get("plotly_chart"))
    place = load_project("de-waart").milestones.index(START)
    opened.button(key=f"adv_milestone_remove_{place}").click().run()
    assert START not in load_project("de-waart").milestones
    assert html(app("coverage")) == before


def test_without_a_name_nothing_is_set(app: Callable[..., AppTest]) -> None:
    opened = app("data")
    add(opened, Milestone(date(2018, 3, 1), "   "))
    assert not milestones_file("de-waart").exists()


def test_what_the_settings_file_had_stays_beside_a_new_one_and_can_go() -> None:
    set_milestones("annawijk", (START,))
    assert load_project("annawijk").milestones == (START,)
    set_milestones("annawijk", ())
    assert load_project("annawijk").milestones == ()


def test_a_name_that_cannot_be_kept_leaves_what_there_was() -> None:
    set_milestones("annawijk", (START,))
    with pytest.raises(SettingsError):
        set_milestones("annawijk", (Milestone(START.day, "  "),))
    assert load_project("annawijk").milestones == (START,)


def test_a_folder_that_cannot_be_written_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.write_text", refuse)
    with pytest.raises(StoreError):
        set_milestones("annawijk", (START,))
