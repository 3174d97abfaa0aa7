"""The life of the server: refused where others can reach it, warmed up before the first visitor, ended after the last import.

For whoever runs it, ``/healthz`` says that it lives, and ``/readyz`` that it can serve figures. Neither touches a figure.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import cache
from threading import Condition
from typing import Any, NoReturn

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from streamlit import config, runtime
from streamlit.runtime.media_file_manager import MediaFileMetadata

from adv.data_folder import household_key
from adv.errors import AdvError
from adv.log_lines import write_log_lines
from adv.texts import LANGUAGES, texts
from adv.ui.server import static_files
from adv.ui.server.gate import is_loopback, served_addresses
from adv.workbook.reading.worker_process import keep_one_ready

EVERYWHERE = "0.0.0.0"  # noqa: S104 - what Streamlit listens on when no address is set; here it is refused
LAST_IMPORT_SECONDS = 60.0
KEPT_SECONDS = 30.0
LOOK_SECONDS = 5.0
FETCH_SECONDS = 4.0  # in which a browser asks for the file that was made for it; less than between two looks
PATIENCE_SECONDS = 3.0
UNAVAILABLE = 503
LARGE_BLOCK = 4 << 20  # bytes
TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3  # names of glibc's settings
NO_STORE = {"cache-control": "no-store"}


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:  # noqa: ANN401 - Streamlit gives its own App
    """Surround the server's life.

    Raises
    ------
    SystemExit
        It would serve exact figures to others than this computer, and there is no login. The reason is printed.
    """
    write_log_lines()
    _refuse_others()
    warm_up()
    sweeper = asyncio.create_task(close_those_left())
    scripts = asyncio.create_task(asyncio.to_thread(static_files.prepare))
    try:
        yield
    finally:
        await asyncio.to_thread(running_imports.wait, LAST_IMPORT_SECONDS)
        await scripts
        sweeper.cancel()
        with suppress(asyncio.CancelledError):
            await sweeper


def _refuse_others() -> None:
    """Stop when the settings or the server name an address that is not this computer's own, or when no address is known."""
    addresses = served_addresses()
    others = [address for address in addresses if not is_loopback(address)]
    setting = config.get_option("server.address") or EVERYWHERE
    if not others and not is_loopback(setting):
        others = [setting]
    if others or not addresses:
        said = texts(LANGUAGES[0], "run")
        why = said("run.others_could_see", address=others[0]) if others else said("run.unknown_server")
        print(why, file=sys.stderr, flush=True)  # noqa: T201 - to whoever starts it
        raise SystemExit(1)


@cache
def warm_up() -> None:
    """Import what pages need, once per process, and keep all of that out of the garbage collector's way.

    Going through pandas and Plotly at each collection took ten times as long as an empty page. (And Streamlit's own collection
    after every rerun is off, by runner.postScriptGC: with fifty sessions alive it was two thirds of the processor's time.)
    """
    from streamlit.runtime.pages_manager import PagesManager  # noqa: PLC0415 - as below

    from adv.ui import view  # noqa: PLC0415 - it imports every library a page needs: here, not while a visitor waits

    # The first st.navigation does this for every later session. Until then Streamlit would run a file of pages/ that is named in
    # the address, and call our own addresses unknown.
    PagesManager.uses_pages_directory = False
    _hold_nothing_large()
    let_files_be_fetched()
    view.prepare()
    keep_one_ready()
    gc.collect()
    gc.freeze()


class RunningImports:
    """Count the imports that are being stored: the server that is told to stop lets them end."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._count = 0

    @contextmanager
    def one(self) -> Iterator[None]:
        """Mark one import from here to the end of the block."""
        with self._changed:
            self._count += 1
        try:
            yield
        finally:
            with self._changed:
                self._count -= 1
                self._changed.notify_all()

    def wait(self, seconds: float) -> bool:
        """Wait until no import runs, at most so long; tell whether none does."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._count, seconds)


running_imports = RunningImports()


async def close_those_left() -> NoReturn:
    """Close every session that has been without a connection for `KEPT_SECONDS`, again and again: its uploads are given back.

    Streamlit keeps a session that lost its connection for as long as its settings say, and looks whether that has passed only when
    the next one is lost. A laptop that was closed for a moment finds its session again within `KEPT_SECONDS`. Files that were made
    for a download are marked when a session is closed, and dropped only when another one is: here that is done at the next look.
    """
    left: dict[str, float] = {}
    is_closed = False
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        if was_closed := is_closed:
            runtime.get_instance().media_file_mgr.remove_orphaned_files()
        is_closed = _close(left, time.monotonic())
        if is_closed or was_closed:
            await asyncio.to_thread(_give_back)


def _close(left: dict[str, float], now: float) -> bool:
    """Close who left long enough ago, note in `left` since when the others have been away, and tell whether any was closed.

    What a session holds is cleared: Streamlit's loop keeps the last one that it wrote to until another visitor comes.
    """
    server = runtime.get_instance()
    alone = {info.session.id: info.session for info in server._session_mgr.list_sessions() if info.client is None}  # noqa: SLF001 - the only list there is
    since = {name: left.get(name, now) for name in alone}
    over = [name for name in alone if now - since[name] >= KEPT_SECONDS]
    for name in over:
        server.close_session(name)
        alone[name].session_state.clear()
    left.clear()
    left.update((name, since[name]) for name in alone if name not in over)
    return bool(over)


def let_files_be_fetched() -> None:
    """Keep a file that was made for a download for `FETCH_SECONDS` after it was marked to be forgotten.

    Nothing of Streamlit's refers to such a file: it was gone when two scripts ended, of any visitor, before the browser had asked for it.
    """
    MediaFileMetadata.mark_for_delete = _mark  # type: ignore[method-assign,assignment]  # Streamlit has no setting for it
    MediaFileMetadata.is_marked_for_delete = property(_is_over)  # type: ignore[method-assign,assignment]  # as above


def _mark(file: MediaFileMetadata) -> None:
    vars(file).setdefault("adv_marked", time.monotonic())


def _is_over(file: MediaFileMetadata) -> bool:
    marked = vars(file).get("adv_marked")
    if marked is None:
        return False
    return bool(time.monotonic() - marked >= FETCH_SECONDS)


def _hold_nothing_large() -> None:
    """Let the C library give back what is large as soon as it is freed.

    By itself it learns from the first upload that pieces of that size are usual, and keeps two of them for each thread.
    """
    set_to = getattr(ctypes.pythonapi, "mallopt", None)  # glibc's alone
    if set_to is not None:
        set_to(MMAP_THRESHOLD, LARGE_BLOCK)
        set_to(TRIM_THRESHOLD, 2 * LARGE_BLOCK)


def _give_back() -> None:
    """Free what closed sessions held: they refer to themselves, and the C library keeps for later what was freed in small pieces."""
    gc.collect()
    trim = getattr(ctypes.pythonapi, "malloc_trim", None)  # glibc's alone
    if trim is not None:
        trim(0)


async def _lives(_request: Request) -> Response:
    return PlainTextResponse("ok", headers=NO_STORE)


async def _is_ready(_request: Request) -> Response:
    try:
        why = await asyncio.wait_for(asyncio.to_thread(trouble), PATIENCE_SECONDS)
    except TimeoutError:
        why = "store_busy"
    return JSONResponse({"ready": why is None, "trouble": why}, status_code=200 if why is None else UNAVAILABLE, headers=NO_STORE)


def trouble() -> str | None:
    """Name what keeps the server from serving figures, by the key of its error; None: nothing does."""
    from adv.ui import view  # noqa: PLC0415 - it imports every library a page needs

    try:
        view.store().check_ready(household_key())
    except AdvError as error:
        return error.key
    return None


ROUTES = [Route("/healthz", _lives), Route("/readyz", _is_ready)]
