"""Limits of being on course."""

from __future__ import annotations

import pytest

from adv.metrics.on_course import EUROS_ON_COURSE, EUROS_WATCH, Course, course


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (EUROS_ON_COURSE * 160 - 1, Course.ON_COURSE),
        (EUROS_ON_COURSE * 160, Course.ON_COURSE),
        (EUROS_ON_COURSE * 160 + 1, Course.WATCH),
        (EUROS_WATCH * 160, Course.WATCH),
        (EUROS_WATCH * 160 + 1, Course.OFF_COURSE),
        (-50, Course.ON_COURSE),
    ],
)
def test_a_limit_belongs_to_the_better_side(gap: float, expected: Course) -> None:
    assert course(gap, 160) is expected
