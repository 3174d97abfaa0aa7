"""Streamlit's scripts and styles, compressed once each, and of Plotly only the part that our charts need.

Streamlit sends them as they are, 7,7 MB for a first visit: compressing anew for every visitor costs more than it gives. Here each
file is compressed once, by the first who asks. What has a hash in its name is kept by the browser for ever. The one file that we
change keeps its name, so the browser asks each time whether it is still the same.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import mimetypes
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import streamlit
from msgspec import Struct
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

FOLDER = Path(streamlit.__file__).parent / "static"
FILES = {
    f"/{path.relative_to(FOLDER).as_posix()}": path for path in sorted(FOLDER.glob("static/*/*")) if path.suffix in {".js", ".css"}
}
HASHED = re.compile(r"\.[\w-]{8}\.(js|css)$")
PLOTLY = "/static/js/PlotlyChart."
FOR_EVER, ASK_FIRST = "public, max-age=31536000, immutable", "no-cache"
TRACES = ("bar", "heatmap")  # of the charts in adv/charts, beside scatter, which Plotly itself cannot do without
MODULE = re.compile(r'(?<![\w$.])([\w$]+)=_\(\{"?([^"(]+)"?\(')
INSIDE = re.compile(r'(?<![\w$.])([\w$]+)=g\(\{"')  # a module of the newer kind, behind one of the older in the same piece
CALL = re.compile(r"(?<![\w$.])([\w$]+)\(\)")
REGISTER = re.compile(r"(?<=\.register\(\[)(?:[\w$]+\(\),?)+(?=\]\))")
LAST = 'return _({"lib/index.js"('
# Reading and running this script takes hundreds of milliseconds in which nothing else is drawn: the numbers come first.
NUMBERS_FIRST = "await window.advNumbersShown?.();"


class StaticFile(Struct, frozen=True):
    """One file as it is sent."""

    plain: bytes
    compressed: bytes
    etag: str
    kind: str
    keep: str  # for the browser: the header cache-control


class StaticFiles:
    """ASGI middleware: answers for a script or style of Streamlit; everything else, parts of a file too, goes on to the app."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        path = scope.get("path", "")
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if path not in FILES or scope["type"] != "http" or scope["method"] != "GET" or "range" in headers:
            await self.app(scope, receive, send)
            return
        file = await asyncio.to_thread(static_file, path)
        is_compressed = takes_gzip(headers.get("accept-encoding", ""))
        etag = f'"{file.etag}{"-gzip" if is_compressed else ""}"'
        about = {"cache-control": file.keep, "etag": etag, "vary": "accept-encoding"}
        if etag in headers.get("if-none-match", ""):
            await Response(status_code=304, headers=about)(scope, receive, send)
            return
        encoding = {"content-encoding": "gzip"} if is_compressed else {}
        body = file.compressed if is_compressed else file.plain
        await Response(body, headers={**about, **encoding}, media_type=file.kind)(scope, receive, send)


@cache
def static_file(path: str) -> StaticFile:
    """Read and compress one of `FILES`, once."""
    content = FILES[path].read_bytes()
    keep = FOR_EVER if HASHED.search(path) else ASK_FIRST
    if path.startswith(PLOTLY):
        content = lean(content.decode()).encode()
        keep = ASK_FIRST
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    compressed = gzip.compress(content, compresslevel=9, mtime=0)  # as small as it can be, always the same bytes
    return StaticFile(content, compressed, hashlib.sha256(content).hexdigest()[:16], kind, keep)


def takes_gzip(accepted: str) -> bool:
    """Tell whether a browser takes gzip, by its header Accept-Encoding."""
    return any(
        name.strip().lower() in {"gzip", "*"} and not re.fullmatch(r"\s*q=0(\.0*)?\s*", quality)
        for name, _, quality in (one.partition(";") for one in accepted.split(","))
    )


def prepare() -> None:
    """Make what takes longest, before the first visitor asks for it."""
    for path in FILES:
        if path.startswith(PLOTLY):
            static_file(path)


def of_chunk(name: str) -> str | None:
    """Give the address of the script of Streamlit for one kind of element; None where this Streamlit has none."""
    return next((path for path in FILES if re.fullmatch(rf"/static/js/{name}\.[\w-]{{8}}\.js", path)), None)


def lean(script: str) -> str:
    """Leave out of Streamlit's script for charts what no chart needs, and let it wait until the page's numbers stand.

    Maps, three dimensions and WebGL go; 1,4 of 4,7 MB are left. The script holds all of Plotly, as modules
    ``name=_({"path"(exports,module){…}})`` that call each other as ``name()``. The last one registers the traces: here only ours are
    registered, and a module that nothing left calls is replaced by one that would say its name. A short name that is also a function
    of something else keeps a module that nobody needs; never the reverse. A script that does not look like that is sent as it is.
    """
    heads = list(MODULE.finditer(script))
    last = script.find(LAST)
    found = REGISTER.search(script, last) if last >= 0 else None
    if not heads or found is None:
        return NUMBERS_FIRST + script
    ends = [*(head.start() for head in heads[1:]), last]
    pieces = {head[1]: script[head.start() : end] for head, end in zip(heads, ends, strict=True)}
    paths = {head[1]: head[2] for head in heads}
    wanted = {f"lib/{trace}.js" for trace in TRACES}
    traces = [name for name in CALL.findall(found[0]) if paths.get(name) in wanted]
    if len(traces) != len(wanted) or not all(piece.endswith(("}}),", "}});")) for piece in pieces.values()):
        return NUMBERS_FIRST + script
    tail = script[last : found.start()] + ",".join(f"{name}()" for name in traces) + script[found.end() :]
    needed = _reached(pieces, _called(tail))
    left = [piece if name in needed else _stub(name, paths[name], piece) for name, piece in pieces.items()]
    return NUMBERS_FIRST + script[: heads[0].start()] + "".join(left) + tail


def _called(text: str) -> set[str]:
    return set(CALL.findall(text))


def _reached(pieces: Mapping[str, str], start: Iterable[str]) -> set[str]:
    """Follow calls from piece to piece."""
    home = {inner: name for name, piece in pieces.items() for inner in (name, *INSIDE.findall(piece))}
    todo = {home[name] for name in start if name in home}
    reached = set[str]()
    while todo:
        name = todo.pop()
        reached.add(name)
        todo |= {home[called] for called in _called(pieces[name]) if called in home} - reached
    return reached


def _stub(name: str, path: str, piece: str) -> str:
    return f'{name}=_({{"{path}"(){{throw Error("left out: {path}")}}}}){piece[-1]}'
