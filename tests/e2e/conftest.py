"""One browser and one dashboard for all tests of a process: starting them costs seconds of a processor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.e2e.app import WAIT, chromium_browser, forked_app, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tests.e2e.app import App, Window


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A Chromium without any windows. Gone with the folder's last test: Playwright keeps an event loop running in its process."""
    expect.set_options(timeout=WAIT)
    with chromium_browser() as opened:
        yield opened


@pytest.fixture(scope="package")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A dashboard at its first start: with the sample. Tests that store something have one of their own."""
    with forked_app(tmp_path_factory.mktemp("sample")) as running:
        yield running


@pytest.fixture(scope="package")
def empty_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A dashboard without any data. Tests that store something have one of their own."""
    with forked_app(tmp_path_factory.mktemp("empty"), "--no-sample") as running:
        yield running


@pytest.fixture(scope="package")
def left(browser: Browser) -> list[Window]:
    """Windows that earlier visitors left: in a new one every script would be fetched and compiled anew, two seconds of a processor."""
    return []


@pytest.fixture
def window(browser: Browser, left: list[Window]) -> Iterator[Callable[..., Page]]:
    """Give a window to a new visitor; a test fails when something went wrong behind what one sees in it."""
    used: list[Window] = []

    def visit(**how: Any) -> Page:  # noqa: ANN401 - as `Window.ready` has it
        used.append(left.pop() if left else opened(browser))
        return used[-1].ready(**how)

    yield visit
    wrongs = [wrong for one in used if (wrong := one.wrongs())]
    left += used
    assert not wrongs, "\n".join(wrongs)


@pytest.fixture(scope="module")
def reader(browser: Browser, left: list[Window]) -> Iterator[Page]:
    """One visitor for all tests of a file that only read."""
    used = left.pop() if left else opened(browser)
    yield used.ready()
    wrongs = used.wrongs()
    left.append(used)
    assert not wrongs, wrongs


@pytest.fixture
def page(window: Callable[..., Page]) -> Page:
    """A visitor on an ordinary laptop."""
    return window()
