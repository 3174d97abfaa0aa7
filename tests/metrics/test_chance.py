"""Small tests of difference, against published tables and R."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adv.metrics.chance import Standing, chi_square_above, fisher, holm, standings
from adv.metrics.time_to_close import log_rank
from tests.metrics.test_time_to_close import MAINTAINED, NOT_MAINTAINED, PLACEBO, SIX_MP

if TYPE_CHECKING:
    from numpy.typing import NDArray


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


@pytest.mark.parametrize(
    ("value", "freedom"), [(3.841459, 1), (5.991465, 2), (7.814728, 3), (9.487729, 4), (11.070498, 5), (12.591587, 6)]
)
def test_the_tables_of_chi_square_at_five_in_a_hundred(value: float, freedom: int) -> None:
    assert chi_square_above(value, freedom) == pytest.approx(0.05, abs=1e-7)
    assert chi_square_above(0, freedom) == 1


def compared(*groups: str) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.intp], int]:
    words = [(word, place) for place, group in enumerate(groups) for word in group.split()]
    durations = np.array([float(word.rstrip("+")) for word, _ in words])
    ended = np.array([not word.endswith("+") for word, _ in words])
    return durations, ended, np.array([place for _, place in words], dtype=np.intp), len(groups)


@pytest.mark.parametrize(
    ("groups", "chi_square", "chance"),
    [
        pytest.param((SIX_MP, PLACEBO), 16.79, 4.17e-5, id="Freireich's remissions: 16,79 (Kleinbaum and Klein 2012, ch. 2)"),
        pytest.param((MAINTAINED, NOT_MAINTAINED), 3.40, 0.0653, id="aml: R's survdiff gives 3,4 and p = 0,07"),
    ],
)
def test_the_log_rank_test_gives_the_published_chi_square(groups: tuple[str, ...], chi_square: float, chance: float) -> None:
    found = log_rank(*compared(*groups))
    assert found is not None
    assert found.freedom == 1
    assert found.chi_square == pytest.approx(chi_square, abs=0.005)
    assert found.chance == pytest.approx(chance, rel=2e-3)
    assert found.differs is (chance < 0.05)


def test_groups_in_another_order_differ_as_much() -> None:
    one, other = log_rank(*compared(SIX_MP, PLACEBO, MAINTAINED)), log_rank(*compared(MAINTAINED, SIX_MP, PLACEBO))
    assert one is not None
    assert other is not None
    assert one.freedom == 2
    assert one.chi_square == pytest.approx(other.chi_square)


@pytest.mark.parametrize(
    "groups",
    [
        pytest.param((SIX_MP,), id="one group"),
        pytest.param(("5+ 6+", "7+"), id="nothing ended"),
        pytest.param(("1 2", "9 9"), id="two groups that were followed together"),
        pytest.param(("5 9", "1+ 2+"), id="never two followed at once when something ended"),
    ],
)
def test_what_cannot_be_compared_is_not(groups: tuple[str, ...]) -> None:
    found = log_rank(*compared(*groups))
    assert found is None or math.isfinite(found.chi_square)
    assert (found is None) is (groups != ("1 2", "9 9"))
