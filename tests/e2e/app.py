"""The dashboard as people meet it: `python -m adv run` on a fresh database, and a real Chromium in front of it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 90.0  # seconds for a first start on a slow machine
WAIT = 15_000  # milliseconds for anything on a page
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
]


@dataclass(frozen=True, slots=True)
class App:
    """A running dashboard."""

    url: str
    data: Path
    output: Path  # what it printed


def chromium() -> str:
    """The browser's program.

    Raises
    ------
    FileNotFoundError
        There is none: `make browser` installs it.
    """
    for name in (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"):
        if name and (found := shutil.which(name)):
            return found
    raise FileNotFoundError("chromium")


def free_port() -> int:
    """A port of localhost that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_app(data: Path) -> Iterator[App]:
    """Start the dashboard on the database in `data`, and stop it afterwards.

    Raises
    ------
    TimeoutError
        It was not up in time; the message is what it printed.
    """
    port = free_port()
    output = data / "output.txt"
    command = [sys.executable, "-m", "adv", "run", "--port", str(port)]
    with output.open("w") as out, subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "ADV_DATA": str(data)}, stdout=out, stderr=out
    ) as process:  # fmt: skip
        try:
            _wait(f"http://localhost:{port}/_stcore/health", output)
            yield App(f"http://localhost:{port}", data, output)
        finally:
            process.terminate()


def _wait(address: str, output: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(address, timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(output.read_text())


@contextmanager
def chromium_browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def visitor(browser: Browser, *, dark: bool = False, width: int = 1280, height: int = 900) -> Iterator[Page]:
    """A Dutch visitor with an own window."""
    context = browser.new_context(
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        color_scheme="dark" if dark else "light",
        viewport={"width": width, "height": height},
        accept_downloads=True,
    )
    page = context.new_page()
    page.set_default_timeout(WAIT)
    yield page
    context.close()


def settle(page: Page) -> None:
    """Return when the script has run and what it drew stands."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=WAIT)
    page.wait_for_selector('[data-testid="stSkeleton"]', state="detached", timeout=WAIT)
    page.wait_for_function(
        "document.querySelectorAll('.js-plotly-plot').length === document.querySelectorAll('[data-testid=stPlotlyChart]').length"
    )
