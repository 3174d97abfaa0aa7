"""A server that has just started, and a stranger who comes in by a deep link: nothing runs before the front door."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from adv.ui.front import PAGES
from tests.bench.session import Server, free_port, session, wait_until_up
from tests.store.empty import put_empty_database

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SECONDS = 30

_processes = multiprocessing.get_context("forkserver")  # what is imported once is ready in each server; none has run a page
_processes.set_forkserver_preload(
    ["streamlit.web.cli", "plotly.graph_objects", "adv.ui", "adv.store.opening", "sqlalchemy.dialects.sqlite"]
)


def serve_cold(port: int, data: str) -> None:
    """Be a server that has just started, until it is ended."""
    from streamlit.web import cli  # noqa: PLC0415 - here it is imported already

    os.environ["ADV_DATA"] = data
    os.chdir(ROOT)
    options = ["--server.port", str(port), "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    cli.main(["run", str(ROOT / "dashboard.py"), *options, "--server.fileWatcherType", "none"])


@contextmanager
def cold_server(data: Path) -> Iterator[Server]:
    port = free_port()
    put_empty_database(data / "adv.db")
    process = _processes.Process(target=serve_cold, args=(port, str(data)))
    process.start()
    try:
        wait_until_up(port)
        yield Server(port, process.pid or 0)
    finally:
        process.terminate()
        process.join()


async def first_messages(server: Server, page: str) -> list[ForwardMsg]:
    async with session(server) as visitor:
        request = BackMsg()
        request.rerun_script.page_name = page
        await visitor.socket.send(request.SerializeToString())
        messages: list[ForwardMsg] = []
        while not messages or messages[-1].WhichOneof("type") != "script_finished":
            data = await asyncio.wait_for(visitor.socket.recv(), SECONDS)
            messages.append(ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode()))
        return messages


def opens_through_the_front_door(messages: list[ForwardMsg]) -> bool:
    """The navigation comes before anything that is drawn."""
    kinds = [message.WhichOneof("type") for message in messages]
    return "navigation" in kinds and ("delta" not in kinds or kinds.index("navigation") < kinds.index("delta"))


ADDRESSES = ["", *list(PAGES.values())[1:]]  # the first page has the bare address
FILES = ["coverage", "data"]  # names of files in pages/ that are no addresses


@pytest.mark.parametrize("page", [*ADDRESSES, *FILES])
def test_a_deep_link_on_a_cold_server_goes_through_the_front_door(page: str, tmp_path: Path) -> None:
    with cold_server(tmp_path) as server:
        messages = asyncio.run(first_messages(server, page))
    assert opens_through_the_front_door(messages)
    if page in ADDRESSES:
        assert "page_not_found" not in [message.WhichOneof("type") for message in messages]
