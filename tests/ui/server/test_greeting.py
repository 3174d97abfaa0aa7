"""The first word on a web socket: one empty element, where nothing of the page ever stands."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from adv.ui.server.greeting import Greeting

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send


def sent(kind: str, *said: Message) -> list[Message]:
    """What comes back through the middleware from an app that says `said`."""
    back: list[Message] = []

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        for message in said:
            await send(message)

    async def send(message: Message) -> None:
        back.append(message)

    async def receive() -> Message:
        return {}

    asyncio.run(Greeting(app)({"type": kind}, receive, send))
    return back


def test_a_socket_that_is_accepted_is_greeted_before_anything_else_is_said() -> None:
    accepted, greeting, first = sent("websocket", {"type": "websocket.accept"}, {"type": "websocket.send", "bytes": b"page"})
    assert (accepted["type"], first["bytes"]) == ("websocket.accept", b"page")
    message = ForwardMsg.FromString(greeting["bytes"])
    assert message.delta.new_element.html.body == "<span></span>"
    assert list(message.metadata.delta_path) == [2, 0]  # Streamlit's container of dialogs: 0 and 1 are the page and the side bar


def test_a_socket_that_is_refused_and_a_request_get_no_word() -> None:
    refused: list[Message] = [{"type": "websocket.close", "code": 1008}]
    assert sent("websocket", *refused) == refused
    answered: list[Message] = [{"type": "http.response.start", "status": 200}, {"type": "http.response.body", "body": b"x"}]
    assert sent("http", *answered) == answered
