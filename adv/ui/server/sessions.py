"""The end of sessions: what a visitor who left had uploaded or could download is given back within a minute.

Streamlit keeps a session that lost its connection for as long as its settings say, and looks whether that has passed only when
the next one is lost. A laptop that was closed for a moment finds its session again within `KEPT_SECONDS`.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import time
from typing import TYPE_CHECKING

from streamlit import runtime

if TYPE_CHECKING:
    from typing import NoReturn

KEPT_SECONDS = 30.0
LOOK_SECONDS = 5.0


async def close_those_left() -> NoReturn:
    """Close every session that has been without a connection for `KEPT_SECONDS`, again and again."""
    left: dict[str, float] = {}
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        if _close(left, time.monotonic()):
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


def _give_back() -> None:
    """Free what closed sessions held: they refer to themselves, and the C library keeps for later what was freed in small pieces."""
    gc.collect()
    trim = getattr(ctypes.pythonapi, "malloc_trim", None)  # glibc's alone
    if trim is not None:
        trim(0)
