"""A dashboard of its own for each test: an empty folder for its data, and nothing kept from the test before."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from adv import data_folder
from adv.settings import load_project
from adv.store.records import ImportMode
from adv.texts import texts
from adv.ui import front, view
from adv.ui.side_by_side import measured_of
from adv.workbook.understood import Intake
from tests.datasets import make_dataset
from tests.store.empty import put_empty_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from adv.model import Dataset

    EachPage: TypeAlias = Callable[..., Iterator[tuple[str, AppTest]]]

PAGES = tuple(front.PAGES)
SECONDS = 30
DASHBOARD = Path(__file__).parents[2] / "dashboard.py"
DE_WAART = load_project("de-waart")


def forget() -> None:
    """Drop everything that is kept between reruns."""
    for cached in (view.dataset, view.selected, view.facts, view.since, view.settings, view._project, measured_of):
        cached.cache_clear()
    view.kept.clear()
    view.store.clear()


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ADV_DATA", str(tmp_path / "data"))
    put_empty_database(data_folder.database())
    forget()
    yield
    view.store().close()
    forget()


@pytest.fixture(autouse=True)
def _through_the_front_door(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on our server: no file of `pages/` runs by itself. `AppTest` forgets it before every run (see `adv.ui.server.warm_up`)."""
    made = PagesManager.__init__

    def make(self: PagesManager, *args: object, **named: object) -> None:
        made(self, *args, **named)  # type: ignore[arg-type]  # whatever Streamlit gives it
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", make)


@pytest.fixture(autouse=True)
def _without_components(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no `AppTest` look through every installed package for components of Streamlit, which takes longer than most pages: we have none."""
    monkeypatch.setattr(BidiComponentManager, "discover_and_register_components", lambda *_args, **_named: None)


@pytest.fixture
def stored() -> Callable[..., None]:
    """Put a dataset into the store."""

    def put(dataset: Dataset, *, is_sample: bool = False) -> None:
        intake = Intake(dataset, (), (), {"bezoeken.xlsx": "0" * 64})
        store = view.store()
        store.household_key(data_folder.household_key())
        store.commit(
            DE_WAART, intake, ImportMode.REPLACE, who="test", expected_version=store.version("de-waart"), is_sample=is_sample
        )

    return put


@pytest.fixture
def app() -> Callable[..., AppTest]:
    """Open a page as a visitor does: through the front door."""

    def visit(page: str = "overview", **params: str) -> AppTest:
        test = AppTest.from_file(DASHBOARD, default_timeout=SECONDS)
        for name, value in params.items():
            test.query_params[name] = value
        test.run()
        return test if page == "overview" else test.switch_page(f"pages/{page}.py").run()

    return visit


@pytest.fixture
def each_page(app: Callable[..., AppTest]) -> EachPage:
    """Open one page after the other, as one visitor does."""

    def visit(**params: str) -> Iterator[tuple[str, AppTest]]:
        test = app(**params)
        yield PAGES[0], test
        for page in PAGES[1:]:
            yield page, test.switch_page(f"pages/{page}.py").run()

    return visit


def some_data() -> Dataset:
    """Twelve visits in three areas, with questions and bookings."""
    areas = DE_WAART.area_names
    visits = [
        {
            "visit_id": f"B{number}",
            "visited_on": date(2018, 1 + number % 12, 5),
            "household": f"h{number}",
            "street": "Sonatelaan",
            "area": areas[number % 3],
            "outcome": "conversation" if number % 4 else "not_at_home",
            "organisations": (DE_WAART.partners[number % 3],),
            "attempt": 1,
            "themes": (DE_WAART.themes[number % 3],),
            "becomes_active": number % 5 == 0,
        }
        for number in range(1, 13)
    ]
    requests = [_request(number) for number in range(1, 10)]
    expenses = [
        {
            "booked_on": date(2018, number, 20),
            "cents": 100_01 * number,
            "category": DE_WAART.cost_categories[number % 5],
            "organisation": "LEVgroep",
        }
        for number in range(1, 9)
    ]
    return make_dataset(DE_WAART, visits=visits, requests=requests, expenses=expenses)


def _request(number: int) -> Mapping[str, object]:
    status = ("open", "in_progress", "closed")[number % 3]
    return {
        "request_id": f"H{number}",
        "visit_id": f"B{number}",
        "theme": DE_WAART.themes[number % 3],
        "goal": DE_WAART.goals[number % 3],
        "status": status,
        "owner": "<img src=x onerror=alert(1)> *Politie*",
        "raised_on": date(2018, 3, number),
        "closed_on": date(2018, 6, number) if status == "closed" else None,
    }


def broken_data() -> Dataset:
    """What is left of a poor spreadsheet: no numbers, no areas, no goals, no organisations, only a few days."""
    return make_dataset(
        DE_WAART,
        visits=[
            {"visited_on": date(2015, 1, 1), "street": "x", "outcome": "vacant"},
            {"visited_on": date(2030, 1, 1), "street": "y", "outcome": "refused"},
        ],
        requests=[{"visit_id": "weg", "theme": "wonen", "status": "closed"}],
        expenses=[{"booked_on": date(2018, 1, 1), "cents": -5_00}],
    )


def open_all(opened: AppTest, page: str) -> AppTest:
    """Open everything that a page offers under Meer, and run it."""
    words, known = texts(opened.query_params.get("taal", "nl")), f"pages.{page}.more."
    names = {words(key): key.removeprefix(known) for key in words.entries if key.startswith(known)}
    for group in opened.get("button_group"):
        if group.key == f"adv_more_{page}":
            opened.session_state[group.key] = [names[option.content] for option in group.proto.options]
            opened.run()
    return opened
