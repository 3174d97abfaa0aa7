"""Plotly without the traces that no chart of ours has: maps, three dimensions, WebGL; 1,4 of 4,7 MB are left.

Streamlit's script for a chart holds all of Plotly, as modules ``name=_({"path"(exports,module){…}})`` that call each other as
``name()``. The last one registers the traces. Here only ours are registered, and a module that nothing left calls is replaced by one
that would say its name. A short name that is also a function of something else keeps a module that nobody needs; never the reverse.
Where a script does not look like that, it is sent as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TRACES = ("bar", "heatmap")  # of the charts in adv/charts, beside scatter, which Plotly itself cannot do without
MODULE = re.compile(r'(?<![\w$.])([\w$]+)=_\(\{"?([^"(]+)"?\(')
INSIDE = re.compile(r'(?<![\w$.])([\w$]+)=g\(\{"')  # a module of the newer kind, behind one of the older in the same piece
CALL = re.compile(r"(?<![\w$.])([\w$]+)\(\)")
REGISTER = re.compile(r"(?<=\.register\(\[)(?:[\w$]+\(\),?)+(?=\]\))")
LAST = 'return _({"lib/index.js"('
# Reading and running this script takes hundreds of milliseconds in which nothing else is drawn: the numbers come first.
NUMBERS_FIRST = "await window.advNumbersShown?.();"


def lean(script: str) -> str:
    """Leave out of Streamlit's script for charts what no chart needs, and let it wait until the page's numbers stand."""
    heads, last = list(MODULE.finditer(script)), script.find(LAST)
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
    todo, reached = {home[name] for name in start if name in home}, set[str]()
    while todo:
        name = todo.pop()
        reached.add(name)
        todo |= {home[called] for called in _called(pieces[name]) if called in home} - reached
    return reached


def _stub(name: str, path: str, piece: str) -> str:
    return f'{name}=_({{"{path}"(){{throw Error("left out: {path}")}}}}){piece[-1]}'
