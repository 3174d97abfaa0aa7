"""Lines across a chart, and remarks in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.svg.ink import attributes, paint, rect, segment, stroke
from adv.charts.svg.words import drawn, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.charts.svg.frame import Frame

LOW, HIGH = 1 / 3, 2 / 3  # of the paper: from there on an anchor is at the near side


def line_across(shape: Mapping[str, Any], frame: Frame) -> str:
    """Draw a line of the layout."""
    (x0, y0), (x1, y1) = (_place(frame, shape[f"x{end}"], shape[f"y{end}"], shape) for end in (0, 1))
    line = shape["line"]
    return segment(x0, y0, x1, y1, stroke(line["color"], line.get("width", 2), line.get("dash", "solid")))


def remark(note: Mapping[str, Any], frame: Frame, color: str, size: float) -> str:
    """Write an annotation on its ground, with its arrow if it has one."""
    font = note.get("font", {})
    told = words(note["text"], float(font.get("size", size)))
    ink = font.get("color", color)
    target = _place(frame, note["x"], note["y"], note)
    if note.get("showarrow"):
        return _arrow(note, frame, target)
    x, y = target[0] + note.get("xshift", 0), target[1] - note.get("yshift", 0)
    pad = note.get("borderpad", 1)
    anchors = _across(note), _up(note)
    left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[anchors[0]] * (told.width + 2 * pad)
    left = min(max(left, 0.0), max(frame.width - told.width - 2 * pad, 0.0))  # a remark stays in the picture
    top = y - {"top": 0.0, "middle": 0.5, "bottom": 1.0}[anchors[1]] * (told.height + 2 * pad)
    ground = (
        rect(left, top, told.width + 2 * pad, told.height + 2 * pad, paint("fill", note["bgcolor"])) if note.get("bgcolor") else ""
    )
    middle = left + pad + told.width / 2
    return ground + drawn(told, middle, top + pad, color=ink, anchor="middle")


def _arrow(note: Mapping[str, Any], frame: Frame, target: tuple[float, float]) -> str:
    start = _place(frame, note["ax"], note["ay"], note)
    color, width = note["arrowcolor"], note.get("arrowwidth", 1)
    across, up = target[0] - start[0], target[1] - start[1]
    length = (across**2 + up**2) ** 0.5 or 1.0
    side, back = 4.0 * note.get("arrowsize", 1), 7.0 * note.get("arrowsize", 1)
    base = target[0] - across / length * back, target[1] - up / length * back
    corners = [target, *((base[0] + s * up / length * side, base[1] - s * across / length * side) for s in (1, -1))]
    head = " ".join(f"{x:.2f},{y:.2f}" for x, y in corners)
    return segment(*start, *base, stroke(color, width)) + f"<polygon{attributes(points=head)}{paint('fill', color)}/>"


def _place(frame: Frame, x: Any, y: Any, of: Mapping[str, Any]) -> tuple[float, float]:  # noqa: ANN401 - numbers or days
    """Find a place that is given on the axes or on the paper."""
    on_paper = of.get("xref") == "paper", of.get("yref") == "paper"
    across = frame.left + float(x) * (frame.right - frame.left) if on_paper[0] else frame.across.at(x)
    down = frame.bottom - float(y) * (frame.bottom - frame.top) if on_paper[1] else frame.down["y"].at(y)
    return across, down


def _across(note: Mapping[str, Any]) -> str:
    if "xanchor" in note:
        return str(note["xanchor"])
    if note.get("xref") != "paper":
        return "center"
    return "left" if note["x"] < LOW else "right" if note["x"] > HIGH else "center"


def _up(note: Mapping[str, Any]) -> str:
    if "yanchor" in note:
        return str(note["yanchor"])
    if note.get("yref") != "paper":
        return "middle"
    return "bottom" if note["y"] < LOW else "top" if note["y"] > HIGH else "middle"
