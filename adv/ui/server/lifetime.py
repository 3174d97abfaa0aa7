"""The life of the server: refused where others can reach it, warmed up before the first visitor, ended after the last import."""

from __future__ import annotations

import asyncio
import gc
import sys
from contextlib import asynccontextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from streamlit import config

from adv.log_lines import write_log_lines
from adv.texts import LANGUAGES, texts
from adv.ui.running_imports import running_imports
from adv.ui.server import static_files
from adv.ui.server.gate import is_loopback, open_addresses
from adv.ui.server.sessions import close_those_left
from adv.workbook.reading.worker_process import keep_one_ready

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

EVERYWHERE = "0.0.0.0"  # noqa: S104 - what Streamlit listens on when no address is set; here it is refused
LAST_IMPORT_SECONDS = 60.0


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
    """Stop when the settings or the server name an address that is not this computer's own."""
    addresses = open_addresses()
    setting = config.get_option("server.address") or EVERYWHERE
    if not addresses and not is_loopback(setting):
        addresses = [setting]
    if addresses:
        print(texts(LANGUAGES[0], "run")("run.others_could_see", address=addresses[0]), file=sys.stderr, flush=True)  # noqa: T201 - to whoever starts it
        raise SystemExit(1)


@cache
def warm_up() -> None:
    """Import what pages need, once per process, and keep all of that out of the garbage collector's way.

    Going through pandas and Plotly at each collection took ten times as long as an empty page. (And Streamlit's own collection
    after every rerun is off, by runner.postScriptGC: with fifty sessions alive it was two thirds of the processor's time.)
    """
    from streamlit.runtime.pages_manager import PagesManager  # noqa: PLC0415 - as below

    from adv.ui import view  # noqa: PLC0415 - it imports every library a page needs: here, not while a visitor waits

    # What the first st.navigation does for every later session. Until then Streamlit would run a file of pages/ that is named in
    # the address, and call our own addresses unknown.
    PagesManager.uses_pages_directory = False
    view.prepare()
    keep_one_ready()
    gc.collect()
    gc.freeze()
