"""Sessions whose visitor left are closed; those of who is there are not."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit import runtime
from streamlit.runtime.media_file_manager import MediaFileManager, MediaFileMetadata
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.session_manager import ActiveSessionInfo, SessionInfo

from adv.ui.server import lifetime


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


def test_a_file_that_was_made_for_a_download_is_there_until_the_browser_had_time_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("mark_for_delete", "is_marked_for_delete"):
        monkeypatch.setattr(MediaFileMetadata, name, vars(MediaFileMetadata)[name])  # as they are again afterwards
    lifetime.let_files_be_fetched()
    storage = MemoryMediaFileStorage("/media")
    files = MediaFileManager(storage)
    address = files.execute_deferred(files.add_deferred(lambda: b"a,b", "text/csv", "1.1", "rows.csv"))
    name = address.rpartition("/")[2].partition("?")[0]
    for _ in range(3):  # scripts of three visitors end
        files.remove_orphaned_files()
    assert storage.get_file(name).content == b"a,b"
    monkeypatch.setattr(lifetime, "FETCH_SECONDS", 0.0)
    files.remove_orphaned_files()
    with pytest.raises(MediaFileStorageError):
        storage.get_file(name)
