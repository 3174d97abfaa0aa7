"""The end of sessions: what a visitor who left had uploaded or could download is given back within a minute.

Streamlit keeps a session that lost its connection for as long as its settings say, and looks whether that has passed only when
the next one is lost. A laptop that was closed for a moment finds its session again within `KEPT_SECONDS`.
"""

from __future__ import annotations

import asyncio
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
        server, now = runtime.get_instance(), time.monotonic()
        every = server._session_mgr.list_sessions()  # noqa: SLF001 - the only list there is
        alone = {info.session.id for info in every if info.client is None}
        left = {session: left.get(session, now) for session in alone}
        over = [session for session, since in left.items() if now - since >= KEPT_SECONDS]
        for session in over:
            server.close_session(session)
        if over:
            await asyncio.to_thread(gc.collect)  # sessions refer to themselves, and hold what was uploaded
