"""The gate in front of everything: only this computer's own browser, at this server's own address, gets an answer.

Until there is a login, whoever reaches the server sees exact figures. So it serves the loopback address only; answers to its own
name only, because `evil.example` may point to 127.0.0.1 too; and takes a web socket or an upload only from its own pages, because
a page of any other server on this computer may send one.
"""

from __future__ import annotations

import gc
import hashlib
import hmac
import ipaddress
import logging
import secrets
from http.cookies import CookieError, SimpleCookie

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string, generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME
from uvicorn import Config

from adv.workbook.reading.limits import UPLOAD_MEGABYTES

MISDIRECTED = 421  # the request reached a server that does not answer to that name
POLICY_VIOLATION = 1008  # of a web socket
FOREIGN_SITES = {b"cross-site", b"same-site"}  # the second is another port of this computer
log = logging.getLogger("adv.server")
UPLOADS = "/_stcore/upload_file/"
LARGEST_FILE = UPLOAD_MEGABYTES << 20  # bytes: a megabyte of Streamlit's is 1024 × 1024
MOST_OF_A_VISITOR = 2 * LARGEST_FILE
MOST_OF_ALL = 8 * LARGEST_FILE
RANDOM_BYTES = 16
FORBIDDEN, LENGTH_REQUIRED, TOO_LARGE = 403, 411, 413


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


def served_addresses() -> list[str]:
    """List the addresses that this process is going to serve on; none when a server other than uvicorn started it.

    However the program was started, by flag, environment, settings file or as an ASGI app, uvicorn has its settings in a `Config`.
    """
    return [config.host for config in gc.get_objects() if isinstance(config, Config)]


def _values(scope: Scope, name: bytes) -> list[bytes]:
    return [value for key, value in scope["headers"] if key.lower() == name]


class UploadGuard:
    """ASGI middleware: signs the tokens that Streamlit gives out, and counts what uploads hold in memory.

    Streamlit takes any token that stands both in the cookie and in the header, also one that somebody made up, and has a limit for
    each file but none for all of them together.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.key = secrets.token_bytes(32)  # a token is good as long as this process: a page that is open asks for another
        self.coming: dict[str, int] = {}  # bytes on their way, by session

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; an upload only with a token of ours and where there is room."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def signing(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [self._signed(name, value) for name, value in message["headers"]]}
            await send(message)

        if not scope["path"].startswith(UPLOADS) or scope["method"] not in {"PUT", "DELETE"}:
            await self.app(scope, receive, signing)
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        session = scope["path"].removeprefix(UPLOADS).partition("/")[0]
        size = int(headers.get(b"content-length", "-1"))
        status = self._refusal(scope["method"], headers, session, size)
        if status:
            log.warning("upload refused: %s", status)
            await Response(status_code=status)(scope, receive, send)
            return
        self.coming[session] = self.coming.get(session, 0) + max(size, 0)
        try:
            await self.app(scope, receive, signing)
        finally:
            self.coming[session] -= max(size, 0)
            if not self.coming[session]:
                del self.coming[session]

    def is_ours(self, token: str) -> bool:
        """Tell whether this server gave out a token."""
        content, _ = decode_xsrf_token_string(token)
        return content is not None and hmac.compare_digest(content, self._sign(content[:RANDOM_BYTES]))

    def _sign(self, content: bytes) -> bytes:
        return content + hmac.digest(self.key, content, hashlib.sha256)

    def _signed(self, name: bytes, value: bytes) -> tuple[bytes, bytes]:
        """Replace a token that Streamlit gives out, or gives back, by one of ours; leave every other header alone."""
        start = f"{XSRF_COOKIE_NAME}=".encode()
        if name.lower() != b"set-cookie" or not value.startswith(start):
            return name, value
        token, mark, rest = value.removeprefix(start).partition(b";")
        if self.is_ours(token.decode("latin-1")):
            return name, value
        new = generate_xsrf_token_string(self._sign(secrets.token_bytes(RANDOM_BYTES)))  # random bytes, their signature behind
        return name, start + new.encode() + mark + rest

    def _refusal(self, method: str, headers: dict[bytes, str], session: str, size: int) -> int:
        """Give the status that refuses an upload; 0 where it may come."""
        try:
            cookie = SimpleCookie(headers.get(b"cookie", "")).get(XSRF_COOKIE_NAME)
        except CookieError:
            return FORBIDDEN
        if cookie is None or not self.is_ours(cookie.value):  # Streamlit checks that the header has the same one
            return FORBIDDEN
        if method == "DELETE":
            return 0
        if size < 0:
            return LENGTH_REQUIRED
        held = held_by_session()
        of_visitor = held.get(session, 0) + self.coming.get(session, 0) + size
        of_all = sum(held.values()) + sum(self.coming.values()) + size
        return TOO_LARGE if of_visitor > MOST_OF_A_VISITOR or of_all > MOST_OF_ALL else 0


def held_by_session() -> dict[str, int]:
    """Count the bytes of uploaded files in memory, by session."""
    if not runtime.exists():
        return {}
    storage = runtime.get_instance().uploaded_file_mgr.file_storage  # type: ignore[attr-defined]  # of the one kind that st.App makes
    return {session: sum(len(file.data) for file in files.values()) for session, files in list(storage.items())}
