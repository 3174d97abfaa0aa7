"""A server that has just started, and a stranger who comes in by a deep link: nothing runs before the front door."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from adv.ui.front import PAGES, READER_PAGES
from adv.ui.server.greeting import first_word
from tests.bench.session import session
from tests.cold_server import cold_server

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.session import Server

SECONDS = 30


async def first_messages(server: Server, page: str) -> list[ForwardMsg]:
    async with session(server) as visitor:
        request = BackMsg()
        request.rerun_script.page_name = page
        await visitor.socket.send(request.SerializeToString())
        assert await asyncio.wait_for(visitor.socket.recv(), SECONDS) == first_word()  # an empty element, before any script runs
        messages: list[ForwardMsg] = []
        while not messages or not is_end(messages[-1]):
            data = await asyncio.wait_for(visitor.socket.recv(), SECONDS)
            messages.append(ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode()))
        return messages


def is_end(message: ForwardMsg) -> bool:
    """Say whether nothing more is drawn: a page of programme managers turns the switch and runs once more."""
    again = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
    return message.WhichOneof("type") == "script_finished" and message.script_finished != again


def opens_through_the_front_door(messages: list[ForwardMsg]) -> bool:
    """The navigation comes before anything that is drawn."""
    kinds = [message.WhichOneof("type") for message in messages]
    return "navigation" in kinds and ("delta" not in kinds or kinds.index("navigation") < kinds.index("delta"))


def shown_address(messages: list[ForwardMsg]) -> str:
    """Give the address that the browser shows: of the page that the navigation ends at."""
    navigation = [message.navigation for message in messages if message.WhichOneof("type") == "navigation"][-1]
    (shown,) = (page for page in navigation.app_pages if page.page_script_hash == navigation.page_script_hash)
    return "" if shown.is_default else shown.url_pathname


ADDRESSES = ["", *list(PAGES.values())[1:], *READER_PAGES.values()]  # the first page has the bare address
FILES = ["coverage", "data", "published_areas"]  # names of files in pages/ that are no addresses


@pytest.mark.parametrize("page", [*ADDRESSES, *FILES])
def test_a_deep_link_on_a_cold_server_goes_through_the_front_door(page: str, tmp_path: Path) -> None:
    with cold_server(tmp_path) as server:
        messages = asyncio.run(first_messages(server, page))
    assert opens_through_the_front_door(messages)
    if page in ADDRESSES:
        assert shown_address(messages) == page
        assert "page_not_found" not in [message.WhichOneof("type") for message in messages]
