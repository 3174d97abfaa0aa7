"""The dashboard as people meet it: `python -m adv run` on a fresh database, and a real Chromium in front of it.

Whoever visits is watched: an error in the console or on the page, an answer that says that something is missing, and any request
that leaves this computer fail the test that made it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import urlopen

from msgspec import Struct
from playwright.sync_api import sync_playwright

from tests.cold_server import forked
from tests.processes import PATIENCE, STOPPING, free_port, started

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

ROOT = Path(__file__).parent.parent.parent
WAIT = 45_000  # milliseconds for anything on a page, with other work on the machine
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
]
# Drawn, and standing still: nothing runs, nothing is a placeholder, every chart is there, and nothing changed for a moment.
SETTLED = """() => {
    const drawn = document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')
        && !document.querySelector('[data-testid=stSkeleton], [data-stale=true], [data-testid=stSpinner]')
        && document.querySelector('h1')
        && document.querySelectorAll('.js-plotly-plot').length === document.querySelectorAll('[data-testid=stPlotlyChart]').length
        && [...document.querySelectorAll('.js-plotly-plot')].every((plot) => plot.innerText)
        && document.querySelectorAll('canvas').length >= document.querySelectorAll('[data-testid=stDataFrame]').length;
    const look = document.querySelector('[data-testid=stApp]')?.innerText + document.querySelectorAll('*').length;
    if (!drawn || look !== window.advLook) { window.advLook = look; window.advSince = performance.now(); return false; }
    return performance.now() - window.advSince > 250;
}"""


class App(Struct, frozen=True):
    """A running dashboard."""

    url: str
    data: Path
    output: Path  # what it printed
    pid: int


class Watch:
    """What went wrong while somebody looked at pages. Without slots: playwright notes its listeners on it."""

    def __init__(self) -> None:
        self.wrongs: list[str] = []

    def over(self, context: BrowserContext) -> None:
        """Watch everything that happens in a window, for as long as it exists."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.wrongs.append(f"page: {error.error}"))
        context.on("request", self._request)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.wrongs.append(f"console: {message.text} ({message.location.get('url')})")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.hostname != "localhost":
            self.wrongs.append(f"request to another computer: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.wrongs.append(f"answer {response.status}: {response.url}")


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


@contextmanager
def running_app(data: Path, *arguments: str) -> Iterator[App]:
    """Start the dashboard on the database in `data`, and stop it afterwards.

    Raises
    ------
    TimeoutError
        It was not up in time; the message is what it printed.
    """
    port = free_port()
    data.mkdir(parents=True, exist_ok=True)
    output = data / "output.txt"
    command = [sys.executable, "-m", "adv", "run", "--port", str(port), *arguments]
    with output.open("w") as out, started(command, ROOT, {"ADV_DATA": str(data)}, out) as process:
        try:
            _wait(f"http://localhost:{port}/_stcore/health", process, output)
            yield App(f"http://localhost:{port}", data, output, process.pid)
        finally:
            _stop(process)


@contextmanager
def forked_app(data: Path, *arguments: str) -> Iterator[App]:
    """As `running_app`, in less than half of its time: what it imports was imported before (see `cold_server`)."""
    data.mkdir(parents=True, exist_ok=True)
    output = data / "output.txt"
    with forked(data, *arguments, output=output) as server:
        yield App(f"http://localhost:{server.port}", data, output, server.pid)


def _wait(address: str, process: subprocess.Popen[bytes], output: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(output.read_text())


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOPPING)
    except subprocess.TimeoutExpired:
        process.kill()


@contextmanager
def chromium_browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


class Window(Struct, frozen=True):
    """A window of a Dutch visitor, watched."""

    page: Page
    watch: Watch

    def ready(self, *, dark: bool = False, width: int = 1280, height: int = 900) -> Page:
        """Give its page as the next visitor has it: light or dark, and as wide."""
        self.page.emulate_media(media="screen", color_scheme="dark" if dark else "light")
        self.page.set_viewport_size({"width": width, "height": height})
        return self.page

    def wrongs(self) -> str:
        """Leave the page; gives what went wrong on the way that one does not see."""
        self.page.goto("about:blank")
        said = "\n".join(self.watch.wrongs)
        self.watch.wrongs.clear()
        return said


def opened(browser: Browser) -> Window:
    """Open a window."""
    context = browser.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam", accept_downloads=True, reduced_motion="reduce")
    context.set_default_timeout(WAIT)
    watch = Watch()
    watch.over(context)
    return Window(context.new_page(), watch)


@contextmanager
def visitor(browser: Browser, *, dark: bool = False, width: int = 1280, height: int = 900) -> Iterator[Page]:
    """A Dutch visitor with an own window, watched.

    Raises
    ------
    AssertionError
        On the way something went wrong that one does not see.
    """
    window = opened(browser)
    try:
        yield window.ready(dark=dark, width=width, height=height)
    finally:
        window.page.context.close()
    assert not window.watch.wrongs, "\n".join(window.watch.wrongs)


def settle(page: Page) -> None:
    """Return when the script has run and what it drew stands. Asked at every frame, it would keep the browser busy with the answer."""
    page.wait_for_function(SETTLED, timeout=WAIT, polling=50)
