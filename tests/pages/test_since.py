"""What the last import changed stands small on every page, for the choice that is looked at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.pages.conftest import some_data
from tests.pages.test_pages import html

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from tests.pages.conftest import EachPage

SINCE = re.compile(r"adv-since['\"][^>]*>([^<]*)<")


def told(page: AppTest) -> list[str]:
    """What a page says of it, without the day of today."""
    return [re.sub(r"\d+ \w+ 20\d\d", "DAG", text.replace("\u00a0", " ")) for text in SINCE.findall(html(page))]


def two_imports(stored: Callable[..., None]) -> None:
    """Store some data without, and then with three conversations, three requests and the bookings but the first."""
    data = some_data()
    earlier = data.visits["visited_on"] < "2018-10-01"
    stored(data.with_tables(visits=data.visits[earlier], requests=data.requests.iloc[:6], expenses=data.expenses.iloc[:1]))
    stored(data)


def test_each_page_says_what_changed_in_its_numbers(each_page: EachPage, stored: Callable[..., None]) -> None:
    two_imports(stored)
    found = {page: told(opened) for page, opened in each_page()}
    assert found == {
        "overview": ["3 meer dan op DAG", "€ 3.500,35 meer dan op DAG", "2 meer dan op DAG", "1 meer dan op DAG"],
        "coverage": ["Sinds de import van DAG: keer aangebeld + 3 · gesprekken + 3"],
        "forecast": ["Sinds de import van DAG: gesprekken + 3"],
        "budget": ["Sinds de import van DAG: besteed + € 3.500,35"],
        "themes": ["Sinds de import van DAG: gesprekken + 3"],
        "requests": ["Sinds de import van DAG: hulpvragen + 3 · hulpvragen die nog lopen + 2"],
        "results": ["Sinds de import van DAG: hulpvragen afgerond + 1 · huishoudens waar iemand actief wordt + 1"],
        "core_team": ["Sinds de import van DAG: keer aangebeld + 3 · hulpvragen + 3"],
        "neighbourhoods": [
            "Sinds de import van DAG: gesprekken + 3 · hulpvragen afgerond + 1 · huishoudens waar iemand actief wordt + 1 (de Waart)"
        ],
        "report": [],
        "publish": [],
        "data": [],
    }


def test_a_choice_is_compared_with_the_same_choice_and_an_earlier_day_with_nothing(
    app: Callable[..., AppTest], stored: Callable[..., None]
) -> None:
    two_imports(stored)
    assert told(app("coverage", organisatie="LEVgroep")) == ["Sinds de import van DAG: keer aangebeld + 1 · gesprekken + 1"]
    assert told(app("requests", gebied="Waartplein")) == ["Sinds de import van DAG: hulpvragen + 1"]
    assert told(app("coverage", peildatum="2018-06-30")) == []


def test_a_page_whose_numbers_stayed_says_so(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some_data().with_tables(expenses=some_data().expenses.iloc[:2]))
    stored(some_data())
    assert told(app("coverage")) == ["De aantallen zijn hetzelfde als bij de import van DAG."]
    assert told(app("overview"))[0] == "Evenveel als op DAG"


def test_a_first_import_has_nothing_before_it(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some_data(), is_sample=True)
    stored(some_data())
    assert told(app("coverage")) == []
