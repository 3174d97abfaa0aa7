"""Streamlit's scripts go out compressed, are kept for as long as they are the same, and hold as much of Plotly as charts need."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from adv.ui.server import page
from adv.ui.server.static_files import FILES, NUMBERS_FIRST, PLOTLY, TRACES, StaticFiles, lean, of_chunk, static_file, takes_gzip
from tests.ui.server.test_page import Client

if TYPE_CHECKING:
    from starlette.requests import Request

PLAIN = next(path for path in FILES if path.startswith("/static/js/index."))
CHARTS = next(path for path in FILES if path.startswith(PLOTLY))


@pytest.fixture(scope="module")
def client() -> Client:
    async def rest(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("the app's own")

    return Client(Starlette(routes=[Route("/{rest:path}", rest)], middleware=[Middleware(StaticFiles)]))


def test_who_takes_gzip_gets_the_same_file_smaller_and_keeps_it_for_ever(client: Client) -> None:
    answer = client.get(PLAIN, {"accept-encoding": "gzip, deflate, br"})
    assert gzip.decompress(answer.content) == FILES[PLAIN].read_bytes()
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "accept-encoding"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/javascript")
    assert int(answer.headers["content-length"]) == len(answer.content) < len(FILES[PLAIN].read_bytes()) / 2


def test_who_does_not_gets_it_as_it_is(client: Client) -> None:
    answer = client.get(PLAIN, {"accept-encoding": "gzip;q=0"})
    assert answer.content == FILES[PLAIN].read_bytes()
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("*", True),
        ("gzip; q=0", False),
        ("gzip;q=0.0", False),
        ("br", False),
        ("", False),
    ],
)
def test_what_a_browser_takes_is_read_from_its_header(accepted: str, takes: bool) -> None:  # noqa: FBT001 - from the table
    assert takes_gzip(accepted) == takes


def test_what_is_the_same_is_not_sent_again(client: Client) -> None:
    for encoding in ("gzip", "identity"):
        etag = client.get(CHARTS, {"accept-encoding": encoding}).headers["etag"]
        again = client.get(CHARTS, {"accept-encoding": encoding, "if-none-match": etag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert client.get(CHARTS, {"if-none-match": '"another"'}).status_code == 200


def test_the_file_that_we_change_is_asked_for_each_time(client: Client) -> None:
    assert client.get(CHARTS).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/media/a.xlsx", "/static/js/none.js", "/static/../../secret.js", "/_stcore/health", "/"])
def test_everything_else_is_the_apps(client: Client, path: str) -> None:
    assert client.get(path, {"accept-encoding": "gzip"}).text == "the app's own"


def test_a_part_of_a_file_is_the_apps(client: Client) -> None:
    assert client.get(PLAIN, {"range": "bytes=0-9"}).text == "the app's own"


def test_of_plotly_a_third_is_left_with_our_traces_in_it() -> None:
    whole, left = FILES[CHARTS].read_text(encoding="utf-8"), static_file(CHARTS).plain.decode()
    assert len(left) < len(whole) / 3
    assert len(static_file(CHARTS).compressed) < 500_000
    for trace in ("scatter", *TRACES):
        assert f'"src/traces/{trace}/plot.js"(e,t)' in left
    assert '"src/traces/scattermap/plot.js"(){throw' in left
    assert left.startswith(f"{NUMBERS_FIRST}import{{")
    assert left.rpartition("export{")[2] == whole.rpartition("export{")[2]


def made(*registered: str) -> str:
    """A script in the form of Streamlit's."""
    modules = {
        "A": ("lib/bar.js", "P()"), "B": ("lib/heatmap.js", "Q()"), "D": ("lib/map.js", "X()"),
        "P": ("src/p.js", "t.exports=1"), "Q": ("src/q.js", "$r()"), "X": ("src/x.js", "alert()"), "$r": ("node_modules/r.js", ""),
    }  # fmt: skip
    body = "".join(f'{name}=_({{"{path}"(e,t){{{code}}}}}),' for name, (path, code) in modules.items())
    listed = ",".join(f"{name}()" for name in registered)
    return f'import{{a}}from"./b.js";var {body[:-1]};return _({{"lib/index.js"(e,t){{n.register([{listed}])}}}})'


def test_a_module_stays_when_one_that_stays_calls_it() -> None:
    left = lean(made("A", "B", "D"))
    assert "register([A(),B()])" in left
    for kept in ("t.exports=1", '"node_modules/r.js"(e,t)'):
        assert kept in left
    assert "alert()" not in left
    assert '"lib/map.js"(){throw Error("left out: lib/map.js")}' in left


@pytest.mark.parametrize("script", ["", "let a=1", made("A"), made("A", "B", "D").replace("register", "enlist")])
def test_a_script_that_does_not_look_as_expected_is_sent_as_it_is(script: str) -> None:
    assert lean(script) == NUMBERS_FIRST + script


def test_what_every_page_begins_with_is_asked_for_at_once() -> None:
    assert [name for name in page.EARLY if of_chunk(name) is None] == []
    html = page._dutch_page(b"<html><head></head></html>").decode()
    assert all(f'<link rel="modulepreload" crossorigin href="{of_chunk(name)}">' in html for name in page.EARLY)
