"""How often the forecast's 80 % band held on simulated projects. The figures are measured: `make calibrate` writes the file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from msgspec import Struct

from adv.metrics.values import Rate

FILE = Path(__file__).with_suffix(".json")
KINDS = ("steady", "seasonal", "stopping", "accelerating")
HORIZON_WEEKS = 13  # how far the number is looked ahead: a quarter
LOWEST, HIGHEST = 0.75, 0.85  # where a band that should hold 80 % of the time is right


class Calibration(Struct, frozen=True):
    """One kind of simulated project."""

    kind: str
    number: Rate  # the number completed 13 weeks later lay inside its 80 % band
    below: int  # how often it lay below the band
    week: Rate  # the week in which the target was reached lay inside its 80 % band

    @property
    def is_right(self) -> bool:
        """Whether the band of the number held as often as it should, give or take five in a hundred."""
        return LOWEST <= self.number.numerator / self.number.denominator <= HIGHEST

    @property
    def side(self) -> str:
        """On which side most misses lie, at least two thirds of them: "less", "more", or "both"."""
        missed = self.number.denominator - self.number.numerator
        if 3 * self.below >= 2 * missed:
            return "less"
        return "more" if 3 * (missed - self.below) >= 2 * missed else "both"


@cache
def calibrations() -> tuple[Calibration, ...]:
    """The figures of the last `make calibrate`, each kind of project in its turn."""
    found = json.loads(FILE.read_text(encoding="utf-8"))
    return tuple(
        Calibration(
            kind,
            Rate(found[kind]["number_held"], found[kind]["forecasts"], "forecasts"),
            found[kind]["number_below"],
            Rate(found[kind]["week_held"], found[kind]["forecasts"], "forecasts"),
        )
        for kind in KINDS
    )
