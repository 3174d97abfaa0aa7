"""The frame of a figure: how much room labels and legend need, the axes in what is left, and the legend in rows above them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from adv.charts.svg.ink import LINE, Words, attributes, drawn, fitted, paint, rect, segment, stroke, words
from adv.charts.svg.marks import at, look_of, marker, outline_of
from adv.charts.svg.scales import Axis, Tick, plain, ticks

STANDOFF = 6.0
BESIDE = 0.9  # of a column: names beside each other need some room between
BESIDE_TITLE = 8.0
USUAL_SIZE = 14.0
OVERLAP = 0.08  # of a label: the widths are those of a font that is a little wider
SWATCH = 30.0  # pixels of a sign before its name
GAP = 16.0  # between names
SIZE = 13.0


class Frame(Struct, frozen=True):
    """The room of the plot within a picture, and what stands around it. `down` has an axis for each panel, by its name."""

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    across: Axis
    down: Mapping[str, Axis]
    legend: Legend


def frame(traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any], width: float) -> Frame:
    """Make room: the labels of the vertical axes to the left, those of the horizontal one below or above, the legend above."""
    margin = layout.get("margin", {})
    height = float(layout["height"])
    separators = layout.get("separators", ".,")
    verticals = {name: given for name, given in layout.items() if name.startswith("yaxis")}
    given_across: dict[str, Any] = layout.get("xaxis", {})
    on_x = _limits(given_across, traces, "x")
    on_y = {name: _limits(given, traces, "y") for name, given in verticals.items()}
    names = legend(traces, is_shown=bool(layout.get("showlegend")), width=width - margin.get("l", 8) - margin.get("r", 8))
    top = names.height + margin.get("t", 8) + (_height(given_across, separators) if given_across.get("side") == "top" else 0)
    below = 0 if given_across.get("side") == "top" else _height(given_across, separators)
    bottom = height - margin.get("b", 8) - below
    left = margin.get("l", 8) + max(
        (_width(given, Axis(*on_y[name], bottom, top), separators) for name, given in verticals.items()), default=0.0
    )
    right = width - margin.get("r", 8)
    right -= _overhang(given_across, Axis(*on_x, left, right), right, width, separators)
    down = {}
    for name, given in verticals.items():
        low, high = given.get("domain", (0, 1))
        ends = bottom - low * (bottom - top), bottom - high * (bottom - top)
        down[name.replace("axis", "")] = Axis(*on_y[name], *ends)
    return Frame(width, height, left, top, right, bottom, Axis(*on_x, left, right), down, names)


def _limits(given: dict[str, Any], traces: Sequence[Mapping[str, Any]], side: str) -> tuple[float, float]:
    """Find the ends of an axis; of a heat map the edges of its outer cells."""
    for trace in traces:
        if trace.get("type") == "heatmap":
            ends = -0.5, (len(trace["z"][0]) if side == "x" else len(trace["z"])) - 0.5
            return (ends[1], ends[0]) if given.get("autorange") == "reversed" else ends
    low, high = map(plain, given["range"])
    return low, high


def draw_axes(what: Frame, layout: Mapping[str, Any], color: str) -> tuple[str, str]:
    """Draw the lines of the grid, which lie behind everything, and the labels with the titles."""
    parts = [*_verticals(what, layout, color), *_horizontal(what, layout, color)]
    return "".join(grid for grid, _ in parts), "".join(label for _, label in parts)


def _verticals(what: Frame, layout: Mapping[str, Any], color: str) -> Iterator[tuple[str, str]]:
    """Draw each tick of the vertical axes: its line and its label; then the titles."""
    for name, axis in what.down.items():
        given = layout[name.replace("y", "yaxis")]
        for tick in ticks(given, axis, "y", layout.get("separators", ".,")):
            y = axis.at(tick.value)
            told = _label(given, tick)
            ink = given.get("tickfont", {}).get("color", color)
            grid = segment(what.left, y, what.right, y, stroke(given["gridcolor"], 1)) if given.get("showgrid", True) else ""
            label = drawn(told, what.left - STANDOFF, y - told.height / 2, color=ink, anchor="end")
            yield grid, label if given.get("showticklabels", True) else ""
        if given.get("title", {}).get("text"):
            yield "", _upright_title(given, what, color)


def _horizontal(what: Frame, layout: Mapping[str, Any], color: str) -> Iterator[tuple[str, str]]:
    """Draw the same of the horizontal axis. A label that would stand on another is left out."""
    given = layout.get("xaxis", {})
    free = 0.0  # up to where labels stand
    every = ticks(given, what.across, "x", layout.get("separators", ".,")) if given else []
    marked = [(tick, _label(given, tick)) for tick in every]
    if given.get("side") == "top":  # of a heat map: every column keeps its name, all of them smaller where one must be
        room = abs(what.across.at(1) - what.across.at(0)) * BESIDE
        size = min((fitted(told, room).size for _, told in marked), default=USUAL_SIZE)
        marked = [(tick, replace(told, size=size)) for tick, told in marked]
    for tick, told in marked:
        x = what.across.at(tick.value)
        label = ""
        if given.get("showticklabels", True) and x - told.width / 2 >= free - told.width * OVERLAP:
            y = what.top - STANDOFF - told.height if given.get("side") == "top" else what.bottom + STANDOFF
            label = drawn(told, x, y, color=given.get("tickfont", {}).get("color", color), anchor="middle")
            free = x + told.width / 2
        yield segment(x, what.top, x, what.bottom, stroke(given["gridcolor"], 1)) if given.get("showgrid", True) else "", label
    if given.get("title", {}).get("text"):
        title = _title(given)
        ink = given["title"].get("font", {}).get("color", color)
        yield "", drawn(title, (what.left + what.right) / 2, what.height - title.height - 4, color=ink, anchor="middle")


def _label(given: Mapping[str, Any], tick: Tick) -> Words:
    return words(tick.label, float(given.get("tickfont", {}).get("size", USUAL_SIZE)))


def _title(given: Mapping[str, Any]) -> Words:
    title = given.get("title", {})
    return words(title.get("text", ""), float(title.get("font", {}).get("size", USUAL_SIZE)))


def _upright_title(given: Mapping[str, Any], what: Frame, color: str) -> str:
    title = _title(given)
    ink = given["title"].get("font", {}).get("color", color)
    middle = (what.top + what.bottom) / 2
    turn = attributes(transform=f"rotate(-90 {title.height / 2:.2f} {middle:.2f})")
    return drawn(title, title.height / 2, middle - title.height / 2, color=ink, anchor="middle", more=turn)


def _width(given: dict[str, Any], axis: Axis, separators: str) -> float:
    """Room that the labels and the title of a vertical axis take."""
    title = USUAL_SIZE * LINE + BESIDE_TITLE if given.get("title", {}).get("text") else 0.0
    if not given.get("showticklabels", True):
        return title
    return title + STANDOFF + max((_label(given, tick).width for tick in ticks(given, axis, "y", separators)), default=0.0)


def _height(given: dict[str, Any], separators: str) -> float:
    """Room that the labels and the title of the horizontal axis take."""
    title = USUAL_SIZE * LINE + BESIDE_TITLE if given.get("title", {}).get("text") else 0.0
    if not given or not given.get("showticklabels", True):
        return title
    shown = [Tick(0, str(text)) for text in given["ticktext"]] if "ticktext" in given else [Tick(0, f"0{separators}")]
    return title + STANDOFF + max((_label(given, tick).height for tick in shown), default=0.0)


def _overhang(given: dict[str, Any], axis: Axis, right: float, width: float, separators: str) -> float:
    """Room that the last label needs beyond the plot."""
    if not given or not given.get("showticklabels", True):
        return 0.0
    ends = [axis.at(tick.value) + _label(given, tick).width / 2 for tick in ticks(given, axis, "x", separators)]
    return max(0.0, max(ends, default=right) - width + 2)


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
            x = 0.0
            row = row + 1
        entries.append(Entry(trace, name, x, row))
        x += needed
    return Legend(tuple(entries))


def draw_legend(what: Legend, left: float, top: float, color: str) -> str:
    """Draw each name with what its trace looks like."""
    drawn_ones = []
    for entry in what.entries:
        down = top + entry.row * SIZE * LINE * 1.2
        middle = down + SIZE * LINE / 2
        drawn_ones.append(_sign(entry.trace, left + entry.x, middle))
        drawn_ones.append(drawn(entry.name, left + entry.x + SWATCH + 6, down, color=color))
    return "".join(drawn_ones)


def _sign(trace: Mapping[str, Any], left: float, middle: float) -> str:
    """Draw what stands before the name: a piece of the bar, or of the line with its point."""
    look = look_of(trace)
    if trace.get("type") == "bar":
        return rect(left + 12, middle - 6, 14.0, 12.0, paint("fill", at(look.get("color"), 0, "")) + outline_of(look))
    parts = []
    if trace.get("fillcolor"):
        parts.append(rect(left, middle - 5, SWATCH, 10, paint("fill", trace["fillcolor"])))
    line = trace.get("line", {})
    if "lines" in trace.get("mode", "lines") and line.get("width"):
        parts.append(segment(left, middle, left + SWATCH, middle, stroke(line["color"], line["width"], line.get("dash", "solid"))))
    if "markers" in trace.get("mode", "") and look.get("opacity", 1):
        parts.append(marker(look, 0, left + SWATCH / 2, middle))
    return "".join(parts) or f"<g{attributes()}></g>"
