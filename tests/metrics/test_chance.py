"""Small tests of difference, against published tables and R."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adv.metrics.chance import Standing, fisher, holm, standings


@pytest.mark.parametrize(
    ("table", "chance"),
    [
        pytest.param((3, 4, 1, 4), 0.4857, id="Fisher's lady tasting tea, two-sided (R's fisher.test)"),
        pytest.param((10, 13, 2, 17), 0.0005367, id="Fisher's convicted twins, monozygotic and dizygotic (R's fisher.test)"),
        pytest.param((0, 5, 0, 9), 1.0, id="nobody in either group"),
        pytest.param((5, 5, 9, 9), 1.0, id="everybody in both"),
    ],
)
def test_fishers_exact_test_gives_the_published_chance(table: tuple[int, int, int, int], chance: float) -> None:
    assert fisher(*table) == pytest.approx(chance, abs=5e-5 if chance > 0.01 else 5e-8)


@given(st.integers(1, 25), st.integers(1, 25), st.data())
def test_the_chance_is_the_same_from_either_side(one: int, other: int, data: st.DataObject) -> None:
    a, b = data.draw(st.integers(0, one)), data.draw(st.integers(0, other))
    assert fisher(a, one, b, other) == pytest.approx(fisher(b, other, a, one))
    assert fisher(a, one, b, other) == pytest.approx(fisher(one - a, one, other - b, other))
    assert 0 < fisher(a, one, b, other) <= 1


def test_holm_multiplies_the_smallest_most_and_never_turns_the_order() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))  # R's p.adjust(method = "holm")
    assert holm([]) == ()


@pytest.mark.parametrize(
    ("done", "tried", "expected"),
    [
        pytest.param((2, 30, 31), (30, 40, 40), ("below", "above", "above"), id="one far behind"),
        pytest.param((1, 3), (4, 4), ("like_others", "like_others"), id="too few to tell"),
        pytest.param((0, 5), (0, 9), ("like_others", "like_others"), id="one without trials"),
        pytest.param((7,), (9,), ("like_others",), id="nothing to compare with"),
        pytest.param((), (), (), id="nothing"),
    ],
)
def test_a_group_stands_out_only_by_more_than_chance(
    done: tuple[int, ...], tried: tuple[int, ...], expected: tuple[str, ...]
) -> None:
    assert standings(done, tried) == tuple(Standing(how) for how in expected)


def test_of_many_groups_that_do_not_differ_seldom_one_is_said_to() -> None:
    random = np.random.default_rng(1)
    said = sum(
        any(how is not Standing.LIKE_OTHERS for how in standings(random.binomial(20, 0.5, size=12).tolist(), [20] * 12))
        for _ in range(200)
    )
    assert said / 200 <= 0.05
