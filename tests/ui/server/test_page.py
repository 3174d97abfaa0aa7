"""The server around the app: what every answer carries, what is closed, and the page that Streamlit sends."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import Struct
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from adv.ui.server.page import HEADERS, ROUTES, Shell
from adv.ui.server.static_files import FOLDER

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from starlette.requests import Request

PAGE = """<!-- a remark --><!DOCTYPE html><html lang="en"><head><title>Streamlit</title>
<link rel="service-desc" href="./_stcore/agent/openapi.json" /><script>
 window.prerenderReady = false
</script><script type="module" src="./x.js"></script></head><body><noscript>You need</noscript><div id="root"></div></body></html>"""


class Answer(Struct, frozen=True):
    """One response of the app."""

    status_code: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


class Client:
    """Asks an ASGI app for a page, in one process."""

    def __init__(self, app: Starlette) -> None:
        self.app = app

    def get(self, path: str, headers: dict[str, str] | None = None, query: str = "") -> Answer:
        return asyncio.run(self._get(path, headers or {}, query))

    async def _get(self, path: str, headers: dict[str, str], query: str) -> Answer:
        scope: dict[str, Any] = {
            "type": "http",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
        messages: list[MutableMapping[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b""}

        async def send(message: MutableMapping[str, Any]) -> None:
            messages.append(message)

        await self.app(scope, receive, send)
        pairs = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
        return Answer(messages[0]["status"], pairs, b"".join(message.get("body", b"") for message in messages[1:]))


@pytest.fixture(scope="module")
def client() -> Client:
    async def page(_request: Request) -> HTMLResponse:
        return HTMLResponse(PAGE, headers={"etag": "x"})

    async def text(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("figures", headers={"cache-control": "public, max-age=9"})

    routes = [
        *ROUTES,
        *(Route(path, text) for path in ("/media/a.xlsx", "/_stcore/metrics", "/_stcore/agent/mcp", "/text")),
        Route("/{rest:path}", page),
    ]
    return Client(Starlette(routes=routes, middleware=[Middleware(Shell)]))


@pytest.mark.parametrize("path", ["/", "/bereik", "/text", "/media/a.xlsx", "/adv/ui.js", "/_stcore/metrics"])
def test_every_answer_that_is_served_carries_the_headers(client: Client, path: str) -> None:
    answer = client.get(path)
    if answer.status_code == 200:
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/mcp", "/docs", "/openapi.json"])
def test_what_nobody_needs_is_closed(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_download_leaves_no_copy_behind(client: Client) -> None:
    assert client.get("/media/a.xlsx").headers["cache-control"] == "no-store"


def test_a_page_that_somebody_saves_stays_as_it_was_made(client: Client) -> None:
    saved, made = client.get("/media/publicatie.html"), client.get("/bereik")
    assert '<html lang="en">' in saved.text
    assert "/adv/ui.js" in made.text
    assert "/adv/ui.js" not in saved.text


def test_the_page_is_dutch_and_has_no_script_inside(client: Client) -> None:
    answer = client.get("/bereik", headers={"accept": "text/html", "accept-encoding": "gzip"})
    assert '<html lang="nl">' in answer.text
    assert "<title>Achter de voordeur</title>" in answer.text
    assert "prerenderReady" not in answer.text
    assert "service-desc" not in answer.text
    assert '<script type="module" src="./x.js">' in answer.text
    assert answer.text.index('<script defer src="/adv/ui.js') < answer.text.index("./x.js")
    assert " async" not in (FOLDER / "index.html").read_text(encoding="utf-8").partition("</head>")[0]  # deferred too: ours first
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "etag" not in answer.headers


def test_the_script_knows_what_the_uploader_says(client: Client) -> None:
    script = client.get("/adv/ui.js").text
    assert '"Upload": "Kies bestanden"' in script
    assert "/*WORDS*/" not in script


def test_our_script_and_styles_are_kept_for_ever_under_an_address_that_changes_with_them(client: Client) -> None:
    for address in re.findall(r'"(/adv/ui\.[^"]+)"', client.get("/", headers={"accept": "text/html"}).text):
        path, _, mark = address.partition("?")
        assert "immutable" in client.get(path, query=mark).headers["cache-control"]
        assert client.get(path, query="0" * len(mark)).headers["cache-control"] == "no-cache"
        assert client.get(path).headers["cache-control"] == "no-cache"


def test_the_words_of_the_script_go_both_ways() -> None:
    from adv.texts import texts  # noqa: PLC0415 - only here

    for language in ("nl", "en"):
        words = [text for key, text in texts(language).entries.items() if key.startswith("ui.browser.")]
        assert len(words) == len(set(words))
