"""Sessions whose visitor left are closed; those of who is there are not."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from streamlit import runtime
from streamlit.runtime.session_manager import ActiveSessionInfo, SessionInfo

from adv.ui.server import lifetime

if TYPE_CHECKING:
    import pytest


class Server:
    """As much of Streamlit's runtime as closing needs: visitors who are there and who left, as its own manager lists them."""

    def __init__(self) -> None:
        self.held = {"there": {"adv_reading": 1}, "left": {"adv_reading": 1}}
        sessions: Any = {name: SimpleNamespace(id=name, session_state=held) for name, held in self.held.items()}
        there: Any = ActiveSessionInfo(SimpleNamespace(), sessions["there"])
        self.known = {"there": there, "left": SessionInfo(None, sessions["left"])}
        self._session_mgr = SimpleNamespace(list_sessions=lambda: list(self.known.values()))
        self.closed: list[str] = []
        self.over = asyncio.Event()

    def close_session(self, session: str) -> None:
        self.closed.append(session)
        del self.known[session]
        self.over.set()


def test_who_left_is_closed_and_who_is_there_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server()
    monkeypatch.setattr(runtime, "get_instance", lambda: server)
    monkeypatch.setattr(lifetime, "LOOK_SECONDS", 0.001)
    monkeypatch.setattr(lifetime, "KEPT_SECONDS", 0.0)

    async def until_closed() -> None:
        sweeper = asyncio.create_task(lifetime.close_those_left())
        closed = asyncio.create_task(server.over.wait())
        await asyncio.wait({sweeper, closed}, return_when=asyncio.FIRST_COMPLETED)
        sweeper.cancel()

    asyncio.run(until_closed())
    assert server.closed == ["left"]
    assert server.held == {"there": {"adv_reading": 1}, "left": {}}
