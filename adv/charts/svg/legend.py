"""The legend: names of traces in rows above the chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from adv.charts.svg.ink import LINE, Words, attributes, drawn, paint, rect, segment, stroke, words
from adv.charts.svg.marks import first_of, hatched, look_of, marker

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SWATCH = 30.0  # pixels of a sign before its name
GAP = 16.0  # between names
SIZE = 13.0


class Entry(Struct, frozen=True):
    """A trace in the legend, and where."""

    trace: Mapping[str, Any]
    name: Words
    x: float
    row: int


class Legend(Struct, frozen=True):
    """Entries in rows; each row is one line high."""

    entries: tuple[Entry, ...]

    @property
    def height(self) -> float:
        """Height of all rows, with some room below."""
        return (self.entries[-1].row + 1) * SIZE * LINE * 1.2 + 8 if self.entries else 0.0


def legend(traces: Sequence[Mapping[str, Any]], *, is_shown: bool, width: float) -> Legend:
    """Lay the names of traces out within a width."""
    entries: list[Entry] = []
    x, row = 0.0, 0
    for trace in traces if is_shown else ():
        if not trace.get("name") or trace.get("showlegend") is False:
            continue
        name = words(trace["name"], SIZE)
        needed = SWATCH + 6 + name.width + GAP
        if entries and x + needed - GAP > width:
            x, row = 0.0, row + 1
        entries.append(Entry(trace, name, x, row))
        x += needed
    return Legend(tuple(entries))


def draw_legend(what: Legend, left: float, top: float, color: str, prefix: str) -> str:
    """Draw each name with what its trace looks like."""
    drawn_ones = []
    for entry in what.entries:
        down = top + entry.row * SIZE * LINE * 1.2
        middle = down + SIZE * LINE / 2
        drawn_ones.append(_sign(entry.trace, left + entry.x, middle, prefix))
        drawn_ones.append(drawn(entry.name, left + entry.x + SWATCH + 6, down, color=color))
    return "".join(drawn_ones)


def _sign(trace: Mapping[str, Any], left: float, middle: float, prefix: str) -> str:
    """Draw what stands before the name: a piece of the bar, or of the line with its point."""
    look = look_of(trace)
    if trace.get("type") == "bar":
        line = look.get("line", {})
        outline = stroke(line["color"], line["width"]) if line.get("width") and line.get("color") else ""
        place = (left + 12, middle - 6, 14.0, 12.0)
        return rect(*place, paint("fill", first_of(look.get("color"), "")) + outline) + hatched(look, place, prefix)
    parts = []
    if trace.get("fillcolor"):
        parts.append(rect(left, middle - 5, SWATCH, 10, paint("fill", trace["fillcolor"])))
    line = trace.get("line", {})
    if "lines" in trace.get("mode", "lines") and line.get("width"):
        parts.append(segment(left, middle, left + SWATCH, middle, stroke(line["color"], line["width"], line.get("dash", "solid"))))
    if "markers" in trace.get("mode", "") and look.get("opacity", 1):
        parts.append(marker(look, 0, left + SWATCH / 2, middle))
    return "".join(parts) or f"<g{attributes()}></g>"
