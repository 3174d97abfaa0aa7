"""Axes of counts have whole numbers as ticks, none of them twice."""

from __future__ import annotations

import pytest

from adv.charts.axes import value_axis, whole_ticks
from adv.charts.look import Look
from adv.texts import texts

FEW = range(1, 21)


@pytest.mark.parametrize("highest", FEW)
def test_a_small_count_has_whole_ticks_and_not_too_many(highest: int) -> None:
    found = value_axis([0.0, highest * 1.1], Look(texts("nl")))
    step = found.get("dtick", highest)
    assert step == int(step) >= 1
    assert highest / step <= 7
    assert whole_ticks([0.0, highest], 3).get("dtick", 1) * 3 >= min(highest, 20)


def test_a_large_count_and_amounts_keep_their_own_ticks() -> None:
    assert "dtick" not in value_axis([0.0, 160.0], Look(texts("nl")))
    assert value_axis([0.0, 3.0], Look(texts("nl")), {"nticks": 6})["nticks"] == 6
