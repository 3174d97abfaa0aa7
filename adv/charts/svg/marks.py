"""Traces: bars, points with lines, texts and margins, and heat maps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from adv.charts.svg.ink import attributes, drawn, paint, path, point, rect, segment, stroke, words
from adv.charts.svg.scales import Axis
from adv.palette import PRINT

INK = PRINT.text  # of what names no colour
USUAL_WIDTH = 0.8  # of a bar, of the room for one
ROUND = 2  # pixels of a bar's corners
ROOM = 6  # pixels beside a number in a bar
MARKER_SIZE = 6.0
TEXT_SIZE = 14.0
SMALLEST_TEXT = 11.0
CORNERS: dict[str, tuple[tuple[float, float], ...]] = {  # of points, in halves of their size
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "triangle-up": ((0, -1.2), (1.05, 0.65), (-1.05, 0.65)),
    "triangle-down": ((0, 1.2), (1.05, -0.65), (-1.05, -0.65)),
}


def at(value: Any, place: int, otherwise: Any = None) -> Any:  # noqa: ANN401 - one for all points, or one for each
    """The value of one point: its own, or that of all."""
    if isinstance(value, list | tuple):
        return value[place] if place < len(value) else otherwise
    return otherwise if value is None else value


def bars(traces: Sequence[Mapping[str, Any]], axes: Sequence[tuple[Axis, Axis]], layout: Mapping[str, Any]) -> str:
    """Draw all traces of bars: over each other, or each after the one before it; then the numbers in them."""
    piles: dict[tuple[float, bool], float] = defaultdict(float)
    shapes, texts = [], []
    for trace, (across, down) in zip(traces, axes, strict=True):
        lies = trace.get("orientation") == "h"
        lengths, places = (trace["x"], trace["y"]) if lies else (trace["y"], trace["x"])
        for place, (length, where) in enumerate(zip(lengths, places, strict=True)):
            start = at(trace.get("base"), place, 0.0)
            if layout.get("barmode") == "relative":
                pile = where, length < 0
                start = piles[pile]
                piles[pile] = piles[pile] + length
            half = at(trace.get("width"), place, USUAL_WIDTH) / 2
            ends = sorted((across.at(start), across.at(start + length)) if lies else (down.at(start), down.at(start + length)))
            sides = sorted(axis.at(where + side) for axis in [down if lies else across] for side in (-half, half))
            box = (ends[0], sides[0], ends[1], sides[1]) if lies else (sides[0], ends[0], sides[1], ends[1])
            shapes.append(_bar(trace.get("marker", {}), place, box, is_round=layout.get("barmode") != "relative"))
            if at(trace.get("text"), place, ""):
                texts.append((at(trace["text"], place), trace.get("insidetextfont", {}).get("color", INK), box))
    return "".join(shapes) + "".join(_inside(texts))


def outline_of(look: Mapping[str, Any]) -> str:
    """Attributes of the line around a bar that has one."""
    line = look.get("line", {})
    return stroke(line["color"], line["width"]) if line.get("width") and line.get("color") else ""


def _bar(look: Mapping[str, Any], place: int, box: tuple[float, float, float, float], *, is_round: bool) -> str:
    left, top, right, bottom = box
    if right - left <= 0 or bottom - top <= 0:
        return ""
    more = attributes(rx=ROUND if is_round else None, fill_opacity=look.get("opacity"))
    return rect(left, top, right - left, bottom - top, paint("fill", at(look.get("color"), place, INK)) + outline_of(look) + more)


def _inside(texts: Sequence[tuple[str, str, tuple[float, float, float, float]]]) -> Iterator[str]:
    """Write the numbers in the middle of their bars, all in the size that the narrowest of those with room allows."""
    fitting = [
        (text, color, box, min(TEXT_SIZE, TEXT_SIZE * (box[2] - box[0] - ROOM) / (words(text, TEXT_SIZE).width or 1.0)))
        for text, color, box in texts
    ]
    fitting = [one for one in fitting if one[3] >= SMALLEST_TEXT]
    size = min((one[3] for one in fitting), default=TEXT_SIZE)
    for text, color, (left, top, right, bottom), _ in fitting:
        told = words(text, size)
        yield drawn(told, (left + right) / 2, (top + bottom - told.height) / 2, color=color, anchor="middle")


def scatter(trace: Mapping[str, Any], before: Mapping[str, Any] | None, across: Axis, down: Axis) -> str:
    """Draw one trace of points: what it fills, its line, margins, points and texts."""
    mode = trace.get("mode", "lines")
    line = trace.get("line", {})
    parts = [_filled(trace, before, across, down)]
    if "lines" in mode and line.get("width", 2):
        ink = stroke(line.get("color", INK), line.get("width", 2), line.get("dash", "solid"))
        parts.append(path(_through(trace, across, down), f' fill="none"{ink}'))
    parts.append(_margins(trace, trace["error_x"], across, down) if "error_x" in trace else "")
    look = look_of(trace)
    for place, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        if x is None or y is None:
            continue
        if "markers" in mode and look.get("opacity", 1):
            parts.append(marker(look, place, across.at(x), down.at(y)))
        if "text" in mode:
            parts.append(_text(trace, place, across.at(x), down.at(y)))
    return "".join(parts)


def _through(trace: Mapping[str, Any], across: Axis, down: Axis) -> Iterator[str]:
    """Go through the points: straight, or in steps; a point without a value breaks the line."""
    shape = trace.get("line", {}).get("shape", "linear")
    last = None
    for x, y in zip(trace["x"], trace["y"], strict=True):
        if x is None or y is None:
            last = None
            continue
        now = across.at(x), down.at(y)
        if last is None:
            yield point("M", *now)
        elif shape == "hv":
            yield point("L", now[0], last[1]) + point("L", *now)
        elif shape == "hvh":
            middle = (last[0] + now[0]) / 2
            yield point("L", middle, last[1]) + point("L", middle, now[1]) + point("L", *now)
        else:
            yield point("L", *now)
        last = now


def _filled(trace: Mapping[str, Any], before: Mapping[str, Any] | None, across: Axis, down: Axis) -> str:
    """Fill the room between a line and another, the axis, or itself."""
    fill = trace.get("fill")
    there = list(_through(trace, across, down))
    if not fill or not there:
        return ""
    back: list[str] = []
    if fill == "tonexty" and before is not None:
        turned = {"x": list(before["x"])[::-1], "y": list(before["y"])[::-1]}
        back = [one.replace("M", "L") for one in _through(turned, across, down)]
    elif fill == "tozeroy":
        back = [point("L", across.at(trace["x"][-1]), down.at(0)), point("L", across.at(trace["x"][0]), down.at(0))]
    return path([*there, *back, "Z"], paint("fill", trace["fillcolor"]))


def _margins(trace: Mapping[str, Any], error: Mapping[str, Any], across: Axis, down: Axis) -> str:
    """Draw the margins of points to the left and the right, each with a short line at both ends."""
    look = stroke(error["color"], error["thickness"])
    half = error["width"]
    parts = []
    for x, up, more, less in zip(trace["x"], map(down.at, trace["y"]), error["array"], error["arrayminus"], strict=True):
        first, last = across.at(x - less), across.at(x + more)
        lines = [(first, up, last, up), *((end, up - half, end, up + half) for end in (first, last))]
        parts += [segment(*line, look) for line in lines]
    return "".join(parts)


def look_of(trace: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the look of the points of a trace: in the colour of its line where they have none of their own."""
    return {"color": trace.get("line", {}).get("color"), **trace.get("marker", {})}


def marker(look: Mapping[str, Any], place: int, x: float, y: float) -> str:
    """Draw one point."""
    size = float(at(look.get("size"), place, MARKER_SIZE))
    symbol = at(look.get("symbol"), place, "circle")
    line = look.get("line", {})
    r = size / 2
    width, color = at(line.get("width"), place, 0), at(line.get("color"), place)
    outline = stroke(color, width) if width and color else ""
    if symbol == "line-ns":
        return segment(x, y - r, x, y + r, outline)
    ink = paint("fill", at(look.get("color"), place, INK)) + outline + attributes(fill_opacity=look.get("opacity"))
    if symbol == "circle":
        return f"<circle{attributes(cx=float(x), cy=float(y), r=r)}{ink}/>"
    commands = [point("L" if number else "M", x + r * across, y + r * up) for number, (across, up) in enumerate(CORNERS[symbol])]
    return path([*commands, "Z"], ink)


def _text(trace: Mapping[str, Any], place: int, x: float, y: float) -> str:
    font = trace.get("textfont", {})
    told = words(at(trace.get("text"), place, ""), float(at(font.get("size"), place, TEXT_SIZE)))
    where = at(trace.get("textposition"), place, "middle right")
    away = at(trace.get("marker", {}).get("size"), place, 0) / 2 if "markers" in trace.get("mode", "") else 0
    height, across = where.split()
    top = {"top": y - told.height - away, "middle": y - told.height / 2, "bottom": y + away}[height]
    anchor, side = {"left": ("end", -1), "center": ("middle", 0), "right": ("start", 1)}[across]
    shift = (away + 2 if height == "middle" else 0) * side
    return drawn(told, x + shift, top, color=at(font.get("color"), place, INK), anchor=anchor)


def heat_map(trace: Mapping[str, Any], across: Axis, down: Axis) -> str:
    """Draw the cells: the full shade over the empty one, as strong as the cell's value, and its number."""
    (_, empty), (_, full) = trace["colorscale"]
    low, high = trace["zmin"], trace["zmax"]
    gaps = (trace.get("xgap", 0), trace.get("ygap", 0))
    font = trace.get("textfont", {})
    parts = []
    for y, (row, texts) in enumerate(zip(trace["z"], trace["text"], strict=True)):
        for x, (value, text) in enumerate(zip(row, texts, strict=True)):
            left, right = sorted((across.at(x - 0.5), across.at(x + 0.5)))
            top, bottom = sorted((down.at(y - 0.5), down.at(y + 0.5)))
            place = (left + gaps[0] / 2, top + gaps[1] / 2, right - left - gaps[0], bottom - top - gaps[1])
            strength = (value - low) / (high - low)
            parts.append(rect(*place, paint("fill", empty)))
            parts.append(rect(*place, paint("fill", full) + attributes(fill_opacity=float(strength))))
            told = words(text, float(font.get("size", TEXT_SIZE)))
            middle = (left + right) / 2, (top + bottom - told.height) / 2
            parts.append(drawn(told, *middle, color=font.get("color", INK), anchor="middle"))
    return "".join(parts)
