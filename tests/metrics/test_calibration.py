"""Calibration of the forecast on a handful of simulated projects, and the tool that measures it on many."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from adv.metrics.projection import LEAST_WEEKS_AHEAD
from adv.metrics.spans import Off, weeks_off
from adv.settings import region_holidays
from tests.calibration import KINDS, Answer, History, answer, main, measure, pace, simulated

if TYPE_CHECKING:
    from pathlib import Path

GIVEN = History("one", date(2019, 1, 7), (2, 0, 3, 1, 2, 4, 0, 1) * 3, 60)


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [  # of 24; a band that holds 80 % of the time holds 14 to 23 times in 99 of 100 such draws
        pytest.param("steady", 17, 24, id="a steady pace: its bands are wide"),
        pytest.param("seasonal", 17, 24, id="quiet in the holidays"),
        pytest.param("pausing", 14, 24, id="with pauses"),
        pytest.param("stopping", 3, 16, id="coming to a stop: not foreseen"),
    ],
)
def test_the_bands_hold_about_as_often_as_they_say(kind: str, least: int, most: int) -> None:
    held = measure(kind, 24)
    assert least <= round(24 * held["13 weeks"]) <= most


def test_each_line_of_a_file_is_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [{"id": one, "monday": "2019-01-07", "counts": GIVEN.counts, "target": GIVEN.target} for one in ("one", "two")]
    file = tmp_path / "histories.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    main(["answer", str(file)])
    one, two = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert list(one) == ["id", "4", "13", "26", "finish"]
    assert one == two | {"id": "one"}
    found = answer(GIVEN)
    assert [one[key] for key in ("4", "13", "26", "finish")] == [*found.after.values(), found.finish]
    for quantiles in (one["4"], one["13"], one["26"]):
        assert quantiles == sorted(quantiles)
        assert len(quantiles) == 7
    assert one["4"][3] < one["13"][3] < one["26"][3]


def test_what_is_reached_too_late_to_be_seen_is_told_as_null() -> None:
    assert answer(History("far", GIVEN.monday, GIVEN.counts, 100_000)).finish == [None] * 5
    assert answer(History("near", GIVEN.monday, GIVEN.counts, sum(GIVEN.counts) + 1)).finish[1] in {0, 1}


def test_a_band_holds_when_what_came_lies_in_it() -> None:
    given = Answer({4: [0, 1, 2, 3, 4, 5, 6]}, [2, 4, 6, 8, None])
    ones, nothing = np.ones(LEAST_WEEKS_AHEAD, dtype=np.int64), np.zeros(LEAST_WEEKS_AHEAD, dtype=np.int64)
    assert given.held(ones, 9) == {"4 weeks": True, "finish": True}  # four came; the ninth comes in week 8
    assert given.held(ones, 10) == {"4 weeks": True, "finish": False}
    assert given.held(nothing, 1) == {"4 weeks": False, "finish": False}


def test_a_simulated_project_is_the_same_each_time_and_goes_as_its_kind_says() -> None:
    random, off = np.random.default_rng(1), weeks_off(region_holidays("zuid"), 2505, 104)
    assert (pace("steady", off, 52, random) == 1).all()
    assert pace("accelerating", off, 52, random)[[0, 52]].tolist() == [0, 1]
    stopping = pace("stopping", off, 52, random)
    assert stopping[26] == 1
    assert stopping[78] == 0
    assert (pace("seasonal", off, 52, random) == np.where(off == Off.LONG, 0.25, 1)).all()
    assert set(pace("pausing", off, 52, random)) == {0.0, 1.0}
    for kind in KINDS:
        (one, came), (other, too) = simulated(kind, 3), simulated(kind, 3)
        assert one == other
        assert came.tolist() == too.tolist()
        assert one.target > sum(one.counts)
