"""The five rules, at their thresholds, and the reasons why there is no release."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from adv.disclosure.lattice import Lattice
from adv.disclosure.publication import (
    LEAST_DENOMINATOR,
    PublishedCount,
    PublishedShare,
    Release,
    Table,
    TooFew,
    published_share,
)
from adv.disclosure.publishing import LEAST_KEY, NotPossible, Why, target
from adv.model import LEAST_BASE
from tests.disclosure.small import KEY, START, counted, publish, requests_by, series, two_way, with_status

ONE = Lattice((two_way(1, 1).dimensions[0],), ((None,),))  # nothing but a total


@pytest.mark.parametrize("base", [5, 10])
@pytest.mark.parametrize("over", [-1, 0, 1])
def test_few_households_may_have_twice_the_base_and_no_more(base: int, over: int) -> None:
    counts, few = counted(ONE, [2 * base + over]), counted(ONE, [base - 1])
    found = publish(counts, few, [], KEY, base=base)
    if over > 0:
        assert found == NotPossible(Why.FEW_HOUSEHOLDS, "proef/requests", ("",))
    else:
        assert isinstance(found, Release)
        assert found.numbers == (base,)


@pytest.mark.parametrize("base", [5, 10])
@pytest.mark.parametrize(("households", "is_small"), [(-1, True), (0, False), (1, False)])
def test_few_is_fewer_than_the_base(base: int, households: int, is_small: bool) -> None:  # noqa: FBT001 - a table
    counts, homes = counted(ONE, [2 * base]), counted(ONE, [base + households])
    found = publish(counts, homes, [], b"\0" * LEAST_KEY, base=base)
    assert isinstance(found, Release)
    assert found.numbers == ((base,) if is_small else (2 * base,))


def test_a_cell_of_no_household_is_not_small() -> None:
    found = publish(counted(ONE, [50]), counted(ONE, [0]), [], KEY, base=5)
    assert isinstance(found, Release)
    assert found.numbers == (50,)


@pytest.mark.parametrize(("fall", "is_possible"), [(4, True), (5, True), (6, False)])
def test_a_correction_may_leave_a_number_one_base_below_what_was_published(fall: int, is_possible: bool) -> None:  # noqa: FBT001 - a table
    table, _ = series(ONE, [[50]], 5)
    assert table.numbers(0) == (50,)
    corrected = counted(ONE, [50 - fall], month=1)
    found = publish(corrected, corrected, table.releases, KEY, base=5)
    if is_possible:
        assert isinstance(found, Release)
        assert found.numbers == (50,)
    else:
        assert found == NotPossible(Why.CORRECTED, "proef/requests", ("",))


def test_rules_that_cannot_hold_together_are_said_to_contradict() -> None:
    shape = two_way(1, 11)  # every cell 5 at most, for it has four households; 55 in all, where 110 are
    counts, few = counted(shape, [10] * 11), counted(shape, [4] * 11)
    assert publish(counts, few, [], KEY, base=5) == NotPossible(Why.CONTRADICTION, "proef/requests")


@pytest.mark.parametrize("base", [LEAST_BASE - 1, LEAST_BASE, LEAST_BASE + 1])
def test_a_base_under_three_is_not_taken(base: int) -> None:
    counts = counted(ONE, [50])
    if base < LEAST_BASE:
        with pytest.raises(ValueError, match=str(base)):
            publish(counts, counts, [], KEY, base=base)
    else:
        assert isinstance(publish(counts, counts, [], KEY, base=base), Release)


@pytest.mark.parametrize("length", [LEAST_KEY - 1, LEAST_KEY, LEAST_KEY + 1])
def test_a_short_key_is_not_taken(length: int) -> None:
    counts = counted(ONE, [50])
    if length < LEAST_KEY:
        with pytest.raises(ValueError, match=str(length)):
            publish(counts, counts, [], b"k" * length, base=5)
    else:
        assert isinstance(publish(counts, counts, [], b"k" * length, base=5), Release)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_release_is_later_than_the_last(days: int) -> None:
    table, _ = series(ONE, [[50]], 5)
    counts = replace(counted(ONE, [50]), day=START + timedelta(days=days))
    if days <= 0:
        with pytest.raises(ValueError, match="2019"):
            publish(counts, counts, table.releases, KEY, base=5)
    else:
        assert isinstance(publish(counts, counts, table.releases, KEY, base=5), Release)


def test_a_number_goes_up_as_often_as_its_rest_is_a_part_of_the_base() -> None:
    for rest in range(5):
        up = sum(target(20 + rest, 5, KEY, f"cell {at}") == 25 for at in range(4000))
        assert up / 4000 == pytest.approx(rest / 5, abs=0.025)  # three standard errors


def test_a_number_does_not_wander_with_the_release_and_depends_on_the_key() -> None:
    names = [f"cell {at}" for at in range(64)]
    with_key = [target(22, 5, KEY, name) for name in names]
    assert with_key == [target(22, 5, KEY, name) for name in names]
    assert with_key != [target(22, 5, b"another key of ours", name) for name in names]
    assert all(target(23, 5, KEY, name) == 25 for name, number in zip(names, with_key, strict=True) if number == 25)


@pytest.mark.parametrize(("whole", "has_share"), [(45, False), (50, True), (55, True)])
def test_a_share_needs_a_whole_of_fifty(whole: int, has_share: bool) -> None:  # noqa: FBT001 - a table
    assert LEAST_DENOMINATOR == 50
    part, total = PublishedCount(10, 5), PublishedCount(whole, 5)
    found = published_share(part, total)
    assert found == (PublishedShare(part, total) if has_share else TooFew(total))
    if isinstance(found, PublishedShare):
        assert found.share == 10 / whole


@pytest.mark.parametrize("exact", [1, 7, 169])
def test_an_exact_number_is_no_published_one(exact: int) -> None:
    with pytest.raises(ValueError, match="5"):
        PublishedCount(exact, 5)


leaves = st.lists(st.integers(0, 12), min_size=12, max_size=12)


@given(leaves, leaves, st.sampled_from([3, 5, 10]))
def test_a_release_keeps_every_rule(first: list[int], more: list[int], base: int) -> None:
    shape = requests_by(2, 2, 1, 3)
    table, exact = series(shape, [first, [one + other for one, other in zip(first, more, strict=True)]], base)
    for at, counts in enumerate(exact):
        numbers, shadow = table.numbers(at), table.shadow(at)
        assert shape.count_up(shadow) == list(numbers)
        assert all(number % base == 0 <= number for number in numbers)
        assert all(abs(number - true) <= base for number, true in zip(numbers, counts.numbers, strict=True))
        assert all(number <= base for number, true in zip(numbers, counts.numbers, strict=True) if 0 < true < base)
    if len(exact) == 2:
        pairs = zip(table.numbers(0), table.numbers(1), shape.grows, strict=True)
        assert all(after >= before for before, after, grows in pairs if grows)


def test_what_no_record_leaves_never_falls_and_what_it_leaves_may() -> None:
    shape = with_status(2, 3, stays=1)
    table, exact = series(shape, [[30, 20, 10, 6, 9, 3], [10, 45, 5, 2, 16, 0]], 5)
    assert len(exact) == 2
    kept = [cell for cell in shape.cells if cell[1] in {None, 1}]
    assert [cell for cell, grows in zip(shape.cells, shape.grows, strict=True) if grows] == kept
    place = shape.place_of_cell
    assert table.numbers(1)[place[None, 0]] < table.numbers(0)[place[None, 0]]
    assert table.numbers(1)[place[None, 1]] > table.numbers(0)[place[None, 1]]


def test_the_published_numbers_are_asked_for_by_name() -> None:
    table, _ = series(two_way(2, 2), [[50, 10, 20, 30], [60, 10, 20, 30]], 5)
    assert table.count(0) == PublishedCount(110, 5)
    assert table.line(row="0", column="0") == (PublishedCount(50, 5), PublishedCount(60, 5))
    assert table.count(-1, row="1") == PublishedCount(50, 5)
    with pytest.raises(KeyError, match="2"):
        table.count(0, row="2")
    with pytest.raises(KeyError, match="street"):
        table.count(0, street="1")


def test_a_cell_that_is_not_published_cannot_be_asked_for() -> None:
    shape = requests_by(2, 2, 2, 2)
    table = Table(5, shape.dimensions, shape.cells, (Release(START, (0,) * len(shape.cells), ()),))
    assert table.count(0, area="0", theme="1").value == 0
    with pytest.raises(KeyError):
        table.count(0, area="0", theme="1", goal="0")
