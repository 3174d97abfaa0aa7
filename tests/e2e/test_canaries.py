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

from adv import paths
from adv.publications import making
from adv.settings import load_project
from adv.store import ImportMode, open_store
from adv.ui.front import READER_PAGES
from adv.workbook.vocabulary.recognition import Intake
from tests.attack import canaries
from tests.e2e import look
from tests.e2e.app import running_app, settle, visitor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Request, WebSocket

    from tests.e2e.app import App

pytestmark = pytest.mark.browser
PROJECT = load_project("de-waart")
QUARTERS = [date(2018, 12, 31), date(2019, 3, 31)]
FILTERS = ("stand", "alleen")


class Canaries(Struct, frozen=True):
    """A dashboard with canaries, and the exact numbers of what is published."""

    app: App
    numbers: set[int]


class Line:
    """Everything that a visitor is sent and asks for. Without slots: playwright notes its listeners on it."""

    def __init__(self, page: Page) -> None:
        self.messages: list[bytes] = []
        self.addresses: list[str] = []
        page.on("websocket", self._socket)
        page.on("request", self._request)

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
            store.household_key(paths.household_key())
            intake = Intake(canaries.data_of(PROJECT, early=date(2018, 11, 8)), (), (), {"bezoeken.xlsx": "0" * 64})
            store.commit(PROJECT, intake, ImportMode.REPLACE, who="test", expected_version=0)
            now = making.situation(store, PROJECT)
            publication = making.publish(store, making.prepare(store, now, QUARTERS), who="test").publication
            numbers = canaries.exact_numbers(PROJECT, now.dataset, publication)
    with running_app(data) as app:
        yield Canaries(app, numbers)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of her own, that nobody has after her: `Line` listens for as long as it exists."""
    with visitor(browser) as opened:
        yield opened


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


def test_a_coordinator_is_sent_canaries_so_that_the_search_is_awake(known: Canaries, page: Page) -> None:
    line = Line(page)
    look.visit(page, known.app, "hulpvragen")
    assert canaries.traces_in(line.said(), known.numbers)


@pytest.mark.parametrize("address", READER_PAGES.values())
def test_a_programme_manager_is_sent_none_whatever_the_filters_say(known: Canaries, page: Page, address: str) -> None:
    line = Line(page)
    look.visit(page, known.app, address)
    moved = move_filters(page)
    assert (moved == 0) == (address == "gemeente-wijken")
    line.addresses.append(page.url)
    assert "plotly_chart" in line.said()
    assert canaries.traces_in(line.said(), known.numbers) == set()
    assert canaries.traces_in(" ".join(line.addresses), known.numbers) == set()
