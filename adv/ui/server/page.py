"""The page that Streamlit sends, in our language and with our headers; and the addresses that nobody needs, closed."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adv.palette import BAND, DARK, LIGHT
from adv.texts import LANGUAGES, texts
from adv.ui.server.static_files import ASK_FIRST, FOR_EVER, of_chunk

ASSETS = Path(__file__).parents[1] / "assets"
ICON = ASSETS / "icon.png"
HEADERS = {
    "content-security-policy": (
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # a filter in the address stays here
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
}
KINDS = {"/adv/ui.css": "text/css", "/adv/ui.js": "text/javascript", "/adv/meeting.js": "text/javascript"}  # our own files
# Public by default in Streamlit, or looked for by whoever explores a server, and of no use here: figures about the server, and
# interfaces for other programs.
CLOSED = re.compile(r"/(_stcore/(metrics|agent)|docs|redoc|openapi\.json)(/|$)")
# Scripts of Streamlit for what every page of ours begins with: asked for at once, not after the first message.
EARLY = ("Html", "purify.es")


class Shell:
    """ASGI middleware: adds the headers, closes what nobody needs, and writes Dutch into Streamlit's empty page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif CLOSED.match(scope["path"]):
            await PlainTextResponse("Not found", status_code=404)(scope, receive, send)
        else:
            await self.app(_uncompressed(scope), receive, _Dressed(scope["path"], send))


class _Dressed:
    """The way back of one response: headers on all, and the page itself rewritten."""

    def __init__(self, path: str, send: Send) -> None:
        self.path = path
        self.send = send
        self.start: Message | None = None  # kept back while the page's body is collected
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [(name, value) for name, value in message["headers"] if name.decode().lower() not in HEADERS]
            headers += [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            is_file = self.path.startswith("/media/")
            if is_file:  # a download holds exact figures: no copy stays behind
                headers = [pair for pair in headers if pair[0].lower() != b"cache-control"] + [(b"cache-control", b"no-store")]
            message = {**message, "headers": headers}
            # A page that somebody saves, a publication, stays as it was made.
            if not is_file and any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in headers):
                self.start = message
                return
        elif self.start is not None:
            await self._page(message)
            return
        await self.send(message)

    async def _page(self, message: Message) -> None:
        self.body += message.get("body", b"")
        if message.get("more_body") or self.start is None:
            return
        body = _dutch_page(self.body)
        headers = [pair for pair in self.start["headers"] if pair[0].lower() not in (b"content-length", b"etag", b"last-modified")]
        await self.send({**self.start, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
        await self.send({"type": "http.response.body", "body": body})


def _uncompressed(scope: Scope) -> Scope:
    """Ask for the page itself as it is, so that it can be rewritten; everything else may be compressed."""
    wants_page = any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])
    if not wants_page:
        return scope
    drop = (b"accept-encoding", b"if-none-match", b"if-modified-since")
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in drop]}


@cache
def _dutch_page(page: bytes) -> bytes:
    """Streamlit's index.html with our language, title, styles and script; without its own inline script, which the CSP stops."""
    words = texts(LANGUAGES[0])
    html = page.decode()
    html = re.sub(r"<!--.*?-->|<script>.*?</script>|<link rel=\"service-desc\"[^>]*>", "", html, flags=re.DOTALL)
    said = f"<noscript><p>{words('ui.noscript')}</p></noscript>"
    html = re.sub(r"<noscript>.*?</noscript>", lambda _: said, html, flags=re.DOTALL)
    html = html.replace('<html lang="en">', f'<html lang="{LANGUAGES[0]}">')
    html = html.replace("<title>Streamlit</title>", f"<title>{words('ui.product')}</title>")
    # Deferred, and before Streamlit's own: they still run first, and reading the page on waits for neither them nor the styles.
    scripts = "".join(f'<script defer src="{path}?{_mark(_written(path))}"></script>' for path in KINDS if path.endswith(".js"))
    ours = f'<link rel="stylesheet" href="/adv/ui.css?{_mark(_written("/adv/ui.css"))}">{scripts}'
    early = "".join(f'<link rel="modulepreload" crossorigin href="{path}">' for name in EARLY if (path := of_chunk(name)))
    return html.replace("<head>", f"<head>{ours}", 1).replace("</head>", f"{early}</head>", 1).encode()


@cache
def _written(path: str) -> str:
    """Give one of our scripts or styles, with the words and colours that they need."""
    pairs = [(texts("en")(key), texts("nl")(key)) for key in texts("en").entries if key.startswith("ui.browser.")]
    code = (ASSETS / Path(path).name).read_text(encoding="utf-8")
    for place, style in (("/*LIGHT*/", LIGHT), ("/*DARK*/", DARK)):
        course = {"unknown": style.muted, "done": style.aim, "watch": style.waiting, "off-course": style.wrong}
        named = {"primary": style.done, "ground": style.background, "paper": LIGHT.background, "ink": LIGHT.text, **course, **BAND}
        code = code.replace(place, " ".join(f"--adv-{name}: {color};" for name, color in named.items()))
    return code.replace("/*WORDS*/", json.dumps(dict(pairs), ensure_ascii=False))


def _mark(content: str) -> str:
    """Make the end of an address that changes with what is there, so that the browser may keep it for ever."""
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def _send(request: Request) -> Response:
    path = request.url.path
    keep = FOR_EVER if request.url.query == _mark(_written(path)) else ASK_FIRST
    return Response(_written(path), media_type=f"{KINDS[path]}; charset=utf-8", headers={"cache-control": keep})


ROUTES = [Route(path, _send) for path in KINDS]
