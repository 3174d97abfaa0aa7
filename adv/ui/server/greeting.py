"""A first word to every browser, so that our HTML is drawn as soon as it comes.

Streamlit's page loads what draws `st.html` when it first meets one, and React holds back for 300 ms, in which it also runs the
script of the charts, what was still being loaded when it was first drawn. So one empty element goes ahead, on the socket's opening:
when the page itself comes, what draws it is there. The first number stood after 1.4 instead of 2.6 s where that was measured.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.RootContainer_pb2 import RootContainer

SPAN = "<span></span>"


class Greeting:
    """ASGI middleware that sends `first_word` on each web socket, before anything else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or web socket."""

        async def greet(message: Message) -> None:
            await send(message)
            if message["type"] == "websocket.accept":
                await send({"type": "websocket.send", "bytes": first_word()})

        await self.app(scope, receive, greet if scope["type"] == "websocket" else send)


def first_word() -> bytes:
    """Write the message of one empty `st.html`.

    It goes to the container of dialogs, which the page's own elements never are in: after a lost connection it replaces nothing, and
    Streamlit drops it at the end of the first run.
    """
    message = ForwardMsg()
    message.metadata.delta_path.extend((RootContainer.EVENT, 0))
    message.delta.new_element.html.body = SPAN
    return bytes(message.SerializeToString())
