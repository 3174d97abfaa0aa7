"""A server that has just started, and a stranger who comes in by a deep link: nothing runs before the front door."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from adv.ui.front import PAGES
from tests.bench.session import Server, serve, session

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SECONDS = 30


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


@pytest.fixture(params=[*ADDRESSES, *FILES])
def cold(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Server, str]]:
    with serve(ROOT / "dashboard.py", env={"ADV_DATA": str(tmp_path)}, cwd=ROOT) as server:
        yield server, request.param


def test_a_deep_link_on_a_cold_server_goes_through_the_front_door(cold: tuple[Server, str]) -> None:
    server, page = cold
    messages = asyncio.run(first_messages(server, page))
    assert opens_through_the_front_door(messages)
    if page in ADDRESSES:
        assert "page_not_found" not in [message.WhichOneof("type") for message in messages]
