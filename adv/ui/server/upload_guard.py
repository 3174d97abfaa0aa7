"""What is asked of an upload before Streamlit takes it: a token that this server gave out, and room for it.

Streamlit takes any token that stands both in the cookie and in the header, also one that somebody made up, and has a limit for
each file but none for all of them together.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

from starlette.responses import Response
from streamlit import runtime
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string, generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

from adv.workbook.reading.limits import UPLOAD_MEGABYTES

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("adv.server")
UPLOADS = "/_stcore/upload_file/"
LARGEST_FILE = UPLOAD_MEGABYTES << 20  # bytes: a megabyte of Streamlit's is 1024 × 1024
MOST_OF_A_VISITOR = 2 * LARGEST_FILE
MOST_OF_ALL = 8 * LARGEST_FILE
RANDOM_BYTES = 16
FORBIDDEN, LENGTH_REQUIRED, TOO_LARGE = 403, 411, 413


class UploadGuard:
    """ASGI middleware: signs the tokens that Streamlit gives out, and counts what uploads hold in memory."""

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
        session, size = scope["path"].removeprefix(UPLOADS).partition("/")[0], int(headers.get(b"content-length", "-1"))
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

    def new_token(self) -> str:
        """Make a token in Streamlit's form: random bytes with their signature behind them."""
        return generate_xsrf_token_string(self._sign(secrets.token_bytes(RANDOM_BYTES)))

    def _sign(self, content: bytes) -> bytes:
        return content + hmac.digest(self.key, content, hashlib.sha256)

    def _signed(self, name: bytes, value: bytes) -> tuple[bytes, bytes]:
        """Replace a token that Streamlit gives out, or gives back, by one of ours; leave every other header alone."""
        start = f"{XSRF_COOKIE_NAME}=".encode()
        if name.lower() != b"set-cookie" or not value.startswith(start):
            return name, value
        token, mark, rest = value.removeprefix(start).partition(b";")
        return name, value if self.is_ours(token.decode("latin-1")) else start + self.new_token().encode() + mark + rest

    def _refusal(self, method: str, headers: dict[bytes, str], session: str, size: int) -> int:
        """Give the status that refuses an upload; 0 where it may come."""
        try:
            cookie = SimpleCookie(headers.get(b"cookie", "")).get(XSRF_COOKIE_NAME)
        except CookieError:
            return FORBIDDEN
        if cookie is None or not self.is_ours(cookie.value):  # that the header has the same one, Streamlit checks
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
