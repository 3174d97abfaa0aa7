"""Scales from values to places: the axes of a figure, and the ticks on them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

STEPS = (1, 2, 5, 10)
SECONDS_A_DAY = 86_400
PIXELS_A_TICK = {"x": 80, "y": 44}


class Tick(Struct, frozen=True):
    """A value of an axis with its label."""

    value: float
    label: str


class Axis(Struct, frozen=True):
    """The values of an axis from `low` at pixel `start` to `high` at pixel `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: object) -> float:
        """Give the place of a value, in pixels."""
        return self.start + (plain(value) - self.low) / ((self.high - self.low) or 1.0) * (self.end - self.start)

    def has(self, value: float) -> bool:
        """Tell whether a value is on the axis."""
        slack = abs(self.high - self.low) * 1e-9
        return min(self.low, self.high) - slack <= value <= max(self.low, self.high) + slack


def plain(value: object) -> float:
    """Turn a value into a number: a day counts days."""
    if isinstance(value, str):
        moment = datetime.fromisoformat(value)
        seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
        return moment.toordinal() + seconds / SECONDS_A_DAY
    return float(value)  # type: ignore[arg-type]  # a number, or nothing that can be drawn


def ticks(given: dict[str, Any], axis: Axis, side: str, separators: str) -> list[Tick]:
    """List the ticks that lie on an axis, with their labels."""
    if "tickvals" in given:
        texts: Sequence[object] = given.get("ticktext", given["tickvals"])
        pairs = [Tick(plain(value), str(text)) for value, text in zip(given["tickvals"], texts, strict=True)]
        return [tick for tick in pairs if axis.has(tick.value)]
    low, high = sorted((axis.low, axis.high))
    most = given.get("nticks") or max(3, int(abs(axis.end - axis.start) / PIXELS_A_TICK[side]))
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough)) if rough > 0 else 1.0
    step = given.get("dtick") or next(step * power for step in STEPS if step * power >= rough * (1 - 1e-9))
    first = math.ceil((low - (start := given.get("tick0", 0))) / step - 1e-9)
    last = math.floor((high - start) / step + 1e-9)
    places = 0 if "tickformat" in given else max(0, -math.floor(math.log10(step)))
    return [Tick(start + place * step, written(start + place * step, places, separators)) for place in range(first, last + 1)]


def written(value: float, places: int, separators: str) -> str:
    """Write a number with the decimal mark and the mark between thousands of `separators`."""
    return f"{value + 0.0:,.{places}f}".translate({ord("."): separators[0], ord(","): separators[1]})
