"""The page Prognose: what one would change moves the dates; the target is the whole project's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from adv.formats import formats
from adv.metrics.forecast import Projection, what_if
from adv.metrics.projection import NO_SCENARIO, Scenario
from adv.texts import texts
from tests.datasets import make_dataset
from tests.pages.conftest import DE_WAART
from tests.pages.test_pages import html

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

DUTCH = texts("nl")


DAYS = [date(2019, 1, 8) + timedelta(weeks=week, days=day) for week in range(20) for day in (0, 5)]
STEADY = make_dataset(
    DE_WAART,
    visits=[{"visited_on": day, "area": "Waartplein", "outcome": "conversation", "street": "Waartplein"} for day in DAYS],
)


@pytest.fixture
def steady(app: Callable[..., AppTest], stored: Callable[..., None]) -> Callable[..., AppTest]:
    """Two conversations a week, 20 weeks long: 120 to go, so about 60 weeks."""
    stored(STEADY)
    return lambda **params: app("forecast", **params)


def expected(scenario: Scenario = NO_SCENARIO) -> str:
    """The week that the forecast finds the likeliest, in words."""
    found = what_if(STEADY, DE_WAART, DAYS[-1], scenario)
    assert isinstance(found, Projection)
    assert found.p50 is not None
    return formats("nl").long_day(found.p50).replace("\u00a0", " ")


def told(page: AppTest) -> str:
    assert not page.exception
    assert not page.error
    return html(page).replace("\u00a0", " ")


def test_the_answer_names_the_week(steady: Callable[..., AppTest]) -> None:
    shown = told(steady())
    assert f"zijn waarschijnlijk rond {expected()} klaar" in shown
    assert "De prognose rekent met het tempo, de schommelingen" in shown
    assert "Hoe vaak de marge in dit project klopt, is nog niet te zeggen." in shown  # no quarter to look back on yet


def test_what_one_would_change_moves_the_date_and_can_be_taken_back(steady: Callable[..., AppTest]) -> None:
    page = steady()
    before = told(page)
    page.number_input(key="erbij").set_value(2).run()
    sooner = expected(Scenario(more_per_week=2))
    assert sooner != expected()
    assert f"Stel: 2 gesprekken per week meer. Dan is het doel naar verwachting rond {sooner} gehaald" in told(page)
    assert f"in plaats van {expected()}" in told(page)
    page.number_input(key="pauze").set_value(3).run()
    assert "en 3 weken pauze (vanaf 27 mei 2019). Dan is het doel" in told(page)
    page.button(key="adv_what_if_clear").click().run()
    assert told(page) == before


def test_a_part_of_the_project_has_no_forecast_of_its_own(steady: Callable[..., AppTest]) -> None:
    page = steady()
    whole = DUTCH("pages.forecast.whole_project")
    before = told(page)
    assert whole not in before
    page.session_state["gebied"] = ["Waartplein"]
    page.run()
    assert whole in told(page)
    assert f"zijn waarschijnlijk rond {expected()} klaar" in told(page)
