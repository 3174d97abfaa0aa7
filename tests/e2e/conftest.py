"""One browser and one dashboard for all tests of a file."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.app import WAIT, chromium_browser, running_app, visitor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from tests.e2e.app import App


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium without any windows. Gone with the file's last test: Playwright keeps an event loop running in its process."""
    expect.set_options(timeout=WAIT)
    with chromium_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A dashboard at its first start: with the sample."""
    with running_app(tmp_path_factory.mktemp("sample")) as running:
        yield running


@pytest.fixture(scope="module")
def empty_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A dashboard without any data."""
    with running_app(tmp_path_factory.mktemp("empty"), "--no-sample") as running:
        yield running


@pytest.fixture
def window(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a window for a new visitor; a test fails when something went wrong behind what one sees in it."""
    with ExitStack() as windows:
        yield lambda **how: windows.enter_context(visitor(browser, **how))


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """One visitor for all tests of a file that only read: a new one would fetch every script anew."""
    with visitor(browser) as page:
        yield page


@pytest.fixture
def page(window: Callable[..., Page]) -> Page:
    """A visitor on an ordinary laptop."""
    return window()
