"""Elements of SVG as text: numbers as short as they can be, colours that may let through what is behind them."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_RGBA = re.compile(r"rgba\((\d+), ?(\d+), ?(\d+), ?([\d.]+)\)")
DASHES = {"solid": "", "dash": "9 9", "dot": "3 3", "dashdot": "9 3 3 3", "longdash": "15 15", "longdashdot": "15 5 5 5"}


def number(value: float) -> str:
    """Write a coordinate with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def attributes(**named: object) -> str:
    """Write attributes, an underscore as a hyphen; what is None or empty is left out, numbers are written short."""
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{number(value) if isinstance(value, float) else escape(str(value))}"'
        for name, value in named.items()
        if value is not None and value != ""
    )


def paint(what: str, color: str) -> str:
    """Attributes that fill or stroke in a colour, also one that lets through what is behind it."""
    found = _RGBA.fullmatch(color)
    if not found:
        return attributes(**{what: color})
    red, green, blue = map(int, found.groups()[:3])
    return attributes(**{what: f"#{red:02x}{green:02x}{blue:02x}", f"{what}_opacity": float(found[4])})


def stroke(color: str, width: float, dash: str = "solid") -> str:
    """Attributes of a line."""
    return paint("stroke", color) + attributes(stroke_width=float(width), stroke_dasharray=DASHES[dash])


def rect(x: float, y: float, width: float, height: float, more: str) -> str:
    """A rectangle; `more` are its other attributes."""
    return f"<rect{attributes(x=float(x), y=float(y), width=float(width), height=float(height))}{more}/>"


def segment(x0: float, y0: float, x1: float, y1: float, more: str) -> str:
    """A straight line."""
    return f"<line{attributes(x1=float(x0), y1=float(y0), x2=float(x1), y2=float(y1))}{more}/>"


def path(commands: Iterable[str], more: str) -> str:
    """A path of commands such as ``M1 2``."""
    return f'<path d="{"".join(commands)}"{more}/>'


def point(command: str, x: float, y: float) -> str:
    """One command of a path."""
    return f"{command}{number(x)} {number(y)}"
