"""Pages of programme managers in a real browser: the switch, the choice in the address, everybody can use them, and they print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adv import cli
from adv.ui.front import READER_PAGES
from tests.e2e import look
from tests.e2e.accessibility import violations
from tests.e2e.app import forked_app, settle
from tests.e2e.paper import on_paper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.e2e.app import App

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("published")]
ADDRESSES = tuple(READER_PAGES.values())


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A dashboard with the sample, of which two quarters are published."""
    with forked_app(tmp_path_factory.mktemp("published")) as running:
        publish(running.data, tmp_path_factory.mktemp("file") / "publicatie.json")
        yield running


def publish(data: Path, file: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADV_DATA", str(data))
        assert cli.main(["publish", "--until", "2018-06-30", "--out", str(file)]) == 0


@pytest.mark.parametrize("how", [{"dark": False, "width": 1280}, {"dark": True, "width": 320}], ids=["light-1280", "dark-320"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_everybody_can_use_them_and_they_print_without_what_one_clicks(
    app: App, window: Callable[..., Page], how: dict[str, bool], address: str
) -> None:
    page = window(**how)
    look.visit(page, app, address)
    assert not violations(page)
    look.last_menu(page)
    assert not violations(page), "with a menu open"
    page.keyboard.press("Escape")
    page.get_by_test_id("stPopoverBody").wait_for(state="hidden")
    assert how["dark"] or on_paper(page) == {"seen": [], "wide": [], "over": 0}


def test_the_switch_changes_the_pages_and_back(app: App, page: Page) -> None:
    look.visit(page, app, "overzicht")
    page.get_by_text("Bekijk als programmamanager").click()
    page.get_by_role("heading", level=1, name="Voortgang", exact=True).wait_for()
    settle(page)
    names = page.get_by_test_id("stTopNavLink").all_inner_texts()
    assert names == ["Voortgang", "Hulpvragen", "Thema's", "Resultaten per doel", "Per gebied", "Wijken"]
    page.get_by_text("Bekijk als programmamanager").click()
    page.get_by_role("heading", level=1, name="Overzicht", exact=True).wait_for()


def test_a_link_opens_the_same_choice(app: App, page: Page) -> None:
    look.visit(page, app, "gemeente-themas", "?alleen=area:Matthijs Vermeulenstraat&stand=2018-03-31")
    told = look.main_text(page)
    assert "Stand op 31 maart 2018 · alleen Matthijs Vermeulenstraat" in told
    assert "Hulpvragen per thema, alleen Matthijs Vermeulenstraat" in told
