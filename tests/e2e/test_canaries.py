"""Canaries on a real server: whatever goes to a programme manager's browser, over the line or in an address, no exact number is in it."""

from __future__ import annotations

import base64
import json
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from msgspec import Struct
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from adv import data_folder
from adv.disclosure.reading import judge
from adv.publications import making
from adv.settings import load_project
from adv.store import open_store
from adv.store.records import ImportMode
from adv.ui.front import READER_PAGES
from adv.workbook.understood import Intake
from tests.attack import canaries
from tests.e2e import look
from tests.e2e.app import forked_app, settle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page, Request, WebSocket

    from tests.e2e.app import App

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("canaries")]
PROJECT = load_project("de-waart")
QUARTERS = [date(2018, 12, 31), date(2019, 3, 31)]
FILTERS = ("stand", "alleen")
# Every word on the page and in what a screen reader says, hidden or not; no coordinates.
SEEN = """() => [...document.querySelectorAll("body *:not(style, script)")].flatMap((one) => [
    ...[...one.childNodes].filter((part) => part.nodeType === Node.TEXT_NODE).map((part) => part.data),
    ...[...one.attributes].filter(({name}) => /^(aria-|data-adv|title$|alt$|href$|value$|placeholder$)/.test(name)).map(({value}) => value),
]).join("\\n")"""


class Canaries(Struct, frozen=True):
    """A dashboard with canaries, and the exact numbers of what is published."""

    app: App
    numbers: set[int]


class Line:
    """Everything that a visitor is sent and asks for. Without slots: playwright notes its listeners on it."""

    def __init__(self, page: Page) -> None:
        self.messages: list[bytes] = []
        self.addresses: list[str] = []
        self.page = page
        page.on("websocket", self._socket)
        page.on("request", self._request)

    def end(self) -> None:
        """Listen no longer: others have the window after this one."""
        self.page.remove_listener("websocket", self._socket)
        self.page.remove_listener("request", self._request)

    def _socket(self, socket: WebSocket) -> None:
        self.addresses.append(socket.url)
        socket.on("framereceived", lambda told: self.messages.append(told if isinstance(told, bytes) else told.encode()))

    def _request(self, request: Request) -> None:
        self.addresses.append(request.url)

    def said(self) -> str:
        """All messages as text; the lists of numbers in charts, which go as bytes, written out."""
        return "\n".join(text for message in self.messages for text in _texts(ForwardMsg.FromString(message)))


def _texts(message: ForwardMsg) -> Iterator[str]:
    yield str(message)
    if message.WhichOneof("type") == "delta" and message.delta.new_element.WhichOneof("type") == "plotly_chart":
        waiting: list[Any] = [json.loads(message.delta.new_element.plotly_chart.spec)]
        while waiting:
            part = waiting.pop()
            if isinstance(part, dict) and "bdata" in part:
                yield " ".join(map(str, np.frombuffer(base64.b64decode(part["bdata"]), part["dtype"]).tolist()))
            elif isinstance(part, dict | list):
                waiting += part.values() if isinstance(part, dict) else part


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Canaries]:
    """Canaries of two quarters, stored and published before the server starts."""
    data = tmp_path_factory.mktemp("canaries")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADV_DATA", str(data))
        with closing(open_store()) as store:
            store.household_key(data_folder.household_key())
            intake = Intake(canaries.data_of(PROJECT, early=date(2018, 11, 8)), (), (), {"bezoeken.xlsx": "0" * 64})
            store.commit(PROJECT, intake, ImportMode.REPLACE, who="test", expected_version=0)
            now = making.situation(store, PROJECT)
            publication = making.publish(store, making.prepare(store, now, QUARTERS), who="test").publication
            numbers = canaries.exact_numbers(PROJECT, now.dataset, publication)
    with forked_app(data) as app:
        yield Canaries(app, numbers)


@pytest.fixture
def line(page: Page) -> Iterator[Line]:
    listening = Line(page)
    yield listening
    listening.end()


def move_filters(page: Page) -> int:
    """Choose everything that each filter offers, one after the other; gives how many choices that were."""
    made = 0
    for name in FILTERS:
        box = page.locator(f".st-key-{name}")
        count = 1 if box.count() else 0
        while made < 50 and count:
            box.locator("input").click()
            options = page.get_by_role("option")
            options.first.wait_for()
            if count >= options.count():
                page.keyboard.press("Escape")
                break
            options.nth(count).click()
            settle(page)
            made, count = made + 1, count + 1
    return made


def files_of(page: Page, part: str) -> Iterator[tuple[str, str]]:
    """Save everything that a part of the page gives as a file, and read what is written in it; a picture in dots holds no words."""
    kinds = ("[data-testid=stDownloadButton] button", "[data-adv-do=png]", "[data-adv-do=svg]")
    for button in page.get_by_test_id(part).locator(", ".join(f"{kind}:visible" for kind in kinds)).all():
        with page.expect_download() as given:
            button.click()
        name, content = given.value.suggested_filename, given.value.path().read_bytes()
        kind = name.rpartition(".")[2]
        yield f"{kind} name", name
        if kind == "png":
            assert content.startswith(b"\x89PNG")
            continue
        yield from ((f"{kind} {inside}", text) for inside, text in canaries.written_in(kind, content))
        if name.startswith("publicatie-") and kind != "xlsx":
            assert judge(content).fits


def open_menus(page: Page) -> Iterator[tuple[str, str]]:
    """Open the menu of every panel, and do what it offers: files, the link, the table."""
    keys = [name for menu in page.locator("[class*=st-key-menu_]").all() for name in (menu.get_attribute("class") or "").split()]
    for chart in [key.removeprefix("st-key-menu_") for key in keys if key.startswith("st-key-menu_")]:
        look.menu(page, chart)
        yield f"menu {chart}", page.evaluate(SEEN)
        assert page.locator(f".st-key-open_rows_{chart}").count() == 0  # rows are people: readers have none
        yield from ((f"{chart} {name}", text) for name, text in files_of(page, "stPopoverBody"))
        page.locator("[data-adv-do=link]:visible").last.click()
        page.get_by_text("Link gekopieerd").first.wait_for()
        yield f"link {chart}", page.evaluate("navigator.clipboard.readText()")
        table = page.locator(f".st-key-open_table_{chart} button")
        if table.count():
            table.click()
            page.locator(f".st-key-table_of_{chart} table").wait_for()
            settle(page)
        else:
            page.keyboard.press("Escape")
            page.get_by_test_id("stPopoverBody").wait_for(state="hidden")


def present(page: Page) -> Iterator[tuple[str, str]]:
    """Walk through the panels as a meeting sees them."""
    page.get_by_role("button", name="Presenteren").click()
    place = page.locator(".adv-place")
    place.wait_for()
    while True:
        told = place.inner_text()
        yield f"presenting {told}", page.evaluate(SEEN)
        at, _, of = told.partition(" van ")
        if at == of:
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")


def test_a_coordinator_is_sent_canaries_so_that_the_search_is_awake(known: Canaries, page: Page, line: Line) -> None:
    look.visit(page, known.app, "hulpvragen")
    assert canaries.traces_in(line.said(), known.numbers)


@pytest.mark.parametrize("address", READER_PAGES.values())
def test_a_programme_manager_is_sent_none_whatever_the_filters_say(known: Canaries, page: Page, line: Line, address: str) -> None:
    look.visit(page, known.app, address)
    moved = move_filters(page)
    assert (moved == 0) == (address == "gemeente-wijken")
    line.addresses.append(page.url)
    assert "plotly_chart" in line.said()
    assert canaries.traces_in(line.said(), known.numbers) == set()
    assert canaries.traces_in(" ".join(line.addresses), known.numbers) == set()


@pytest.mark.parametrize("address", READER_PAGES.values())
def test_nor_in_the_menus_of_charts_their_files_the_link_and_the_view_for_a_meeting(
    known: Canaries, page: Page, line: Line, address: str
) -> None:
    page.context.grant_permissions(["clipboard-read"])
    look.visit(page, known.app, address)
    given = dict(open_menus(page)) | dict(files_of(page, "stSidebar"))
    kinds = {name.removesuffix(" name").rpartition(" ")[2] for name in given if name.endswith(" name")}
    assert kinds >= (
        {"xlsx", "csv", "png", "svg"} if address == "gemeente-wijken" else {"xlsx", "csv", "png", "svg", "html", "json"}
    )
    given |= dict(present(page))
    given |= {"line": line.said(), "addresses": " ".join([*line.addresses, page.url])}
    assert {name: found for name, text in given.items() if (found := canaries.traces_in(text, known.numbers))} == {}
