"""Elements of SVG as text: numbers as short as they can be, colours that may let through what is behind them; and how wide words are.

Of what may stand in a text of a figure, bold and a new line are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

from msgspec import Struct

_RGBA = re.compile(r"rgba\((\d+), ?(\d+), ?(\d+), ?([\d.]+)\)")
DASHES = {"solid": "", "dash": "9 9", "dot": "3 3", "dashdot": "9 3 3 3", "longdash": "15 15", "longdashdot": "15 5 5 5"}
# Advance widths of Helvetica, in thousandths of the size, as Adobe publishes them; Source Sans, the screen's font, is a little
# narrower, so that what fits here fits there.
_WIDTHS = {191: "'", 222: "ijl", 260: "|", 278: " !,./:;\\[]ftI\u00a0·", 333: "()-`r", 355: '"', 389: "*", 469: "^"}
_WIDTHS |= {500: "cksvxyzJ", 584: "+<=>~−", 611: "FTZ", 667: "&ABEKPSVXY", 722: "CDHNRUw", 778: "GOQ", 833: "mM", 889: "%"}
_WIDTHS |= {944: "W", 1000: "…—", 1015: "@"}
_WIDTH_OF = {sign: width for width, signs in _WIDTHS.items() for sign in signs}
_USUAL = 556  # digits, most small letters, and what is not in the table
_BOLD = 1.07
_TAG = re.compile(r"(<br>|</?b>)")
LINE = 1.3  # height of a line, in sizes
RISE = 0.35  # from a line's middle down to where its letters stand, in sizes


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


class Words(Struct, frozen=True):
    """A text with its size, as lines of pieces."""

    lines: tuple[tuple[tuple[str, bool], ...], ...]  # of each piece its text, and whether it is bold
    size: float

    @property
    def width(self) -> float:
        """The widest line, in pixels."""
        return max((sum(map(self._width, line)) for line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        """All lines, in pixels."""
        return len(self.lines) * self.size * LINE

    def _width(self, run: tuple[str, bool]) -> float:
        text, is_bold = run
        return sum(_WIDTH_OF.get(sign, _USUAL) for sign in text) * self.size / 1000 * (_BOLD if is_bold else 1.0)


def words(text: object, size: float) -> Words:
    """Read a text of a figure."""
    lines: list[list[tuple[str, bool]]] = [[]]
    is_bold = False
    for piece in _TAG.split(str(text)):
        if piece == "<br>":
            lines.append([])
        elif piece in {"<b>", "</b>"}:
            is_bold = piece == "<b>"
        elif piece:
            lines[-1].append((unescape(piece), is_bold))
    return Words(tuple(map(tuple, lines)), size)


def fitted(what: Words, width: float) -> Words:
    """Make a text so small that it fits in a width."""
    return what if what.width <= width else Words(what.lines, what.size * width / what.width)


def drawn(what: Words, x: float, top: float, *, color: str, anchor: str = "start", more: str = "") -> str:
    """Write a text from its top; `anchor` says which end of its lines is at x: start, middle or end."""
    shared = attributes(text_anchor=None if anchor == "start" else anchor, font_size=float(what.size)) + paint("fill", color) + more
    written = []
    for place, line in enumerate(what.lines):
        down = top + (place + 0.5) * what.size * LINE + RISE * what.size
        runs = [(escape(text, quote=False), is_bold) for text, is_bold in line]
        told = "".join(f'<tspan font-weight="700">{text}</tspan>' if is_bold else text for text, is_bold in runs)
        written.append(f'<text x="{number(x)}" y="{number(down)}"{shared}>{told}</text>')
    return "".join(written)
