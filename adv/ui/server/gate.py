"""The gate in front of everything: only this computer's own browser, at this server's own address, gets an answer.

Until there is a login, whoever reaches the server sees exact figures. So it serves the loopback address only; answers to its own
name only, because `evil.example` may point to 127.0.0.1 too; and takes a web socket or an upload only from its own pages, because
a page of any other server on this computer may send one.
"""

from __future__ import annotations

import gc
import ipaddress
import logging
from typing import TYPE_CHECKING

from starlette.responses import Response
from uvicorn import Config

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

log = logging.getLogger("adv.server")
MISDIRECTED = 421  # the request reached a server that does not answer to that name
FORBIDDEN = 403
POLICY_VIOLATION = 1008  # of a web socket
FOREIGN_SITES = {b"cross-site", b"same-site"}  # the second is another port of this computer


class Gate:
    """ASGI middleware that lets nothing through but what `refusal` has no objection to."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or web socket, or refuse it without a word."""
        why = refusal(scope) if scope["type"] in {"http", "websocket"} else None
        if why is None:
            await self.app(scope, receive, send)
            return
        log.warning("refused: %s of another %s", scope["type"], why)
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            await Response(status_code=MISDIRECTED if why == "host" else FORBIDDEN)(scope, receive, send)


def refusal(scope: Scope) -> str | None:
    """Name what makes a request foreign: ``address``, ``host`` or ``origin``; None where nothing does.

    Parameters
    ----------
    scope
        Of an HTTP request or a web socket. Its ``server`` is the address on which the connection came in.
    """
    address, port = scope.get("server") or ("", None)
    if not is_loopback(address):
        return "address"
    hosts = _values(scope, b"host")
    own = {f"{name}:{port}".encode() for name in ("localhost", "127.0.0.1", "[::1]")}
    if len(hosts) != 1 or hosts[0].lower() not in own:
        return "host"
    origins = _values(scope, b"origin")
    if any(origin.lower().partition(b"://")[2] != hosts[0].lower() for origin in origins):
        return "origin"
    if scope["type"] == "websocket":
        return None if origins else "origin"
    is_navigation = _values(scope, b"sec-fetch-mode") == [b"navigate"] and scope["method"] == "GET"
    is_foreign = not FOREIGN_SITES.isdisjoint(_values(scope, b"sec-fetch-site"))
    return "origin" if is_foreign and not is_navigation else None


def is_loopback(address: str) -> bool:
    """Tell whether an address can only be reached from this computer. A name other than ``localhost`` is not looked up."""
    try:
        return address == "localhost" or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def open_addresses() -> list[str]:
    """List the addresses that this process is going to serve on and that others may reach.

    However the program was started, by flag, environment, settings file or as an ASGI app, uvicorn has its settings in a
    `Config`. Another server than uvicorn is not known here; `Gate` refuses each of its connections that does not come in on the
    loopback address.
    """
    return [config.host for config in gc.get_objects() if isinstance(config, Config) and not is_loopback(config.host)]


def _values(scope: Scope, name: bytes) -> list[bytes]:
    return [value for key, value in scope["headers"] if key.lower() == name]
