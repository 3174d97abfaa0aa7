"""Verifying: what adds up is accepted, one other number is refused, and the rivals are true to an attacker who tries everything."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from adv.disclosure.lattice import Lattice
from adv.disclosure.publication import Publication, Release, Table, sealed, to_json
from adv.disclosure.reading import judge
from adv.disclosure.releases import publication_of
from adv.disclosure.rivals import Of, Side, rivals
from adv.disclosure.verify import Reason, series_of, verify, verify_table
from tests.disclosure.attacker import fitting_series
from tests.disclosure.small import KEY, requests_by, series, two_way, with_status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.disclosure.samples import Sample

leaves = st.lists(st.integers(0, 15), min_size=12, max_size=12)
few = settings(max_examples=40 if settings.get_current_profile_name() == "steady" else 2000)  # each is verified whole


@few
@given(leaves, st.lists(leaves, max_size=3))
def test_every_release_is_accepted_with_all_its_rivals(first: list[int], more: list[list[int]]) -> None:
    months = [first]
    for new in more:
        months.append([one + other for one, other in zip(months[-1], new, strict=True)])
    table, exact = series(requests_by(2, 3, 1, 2), months, 5)
    if not exact:
        return
    verdict = verify_table(table)
    assert verdict.refusals == ()
    small = sum(number <= 5 for at in range(len(exact)) for number in table.numbers(at))
    growths = sum(
        abs(after - before) <= 5
        for at in range(1, len(exact))
        for before, after in zip(table.numbers(at - 1), table.numbers(at), strict=True)
    )
    assert verdict.rivals == 2 * (small + growths)


@few
@given(st.lists(st.integers(0, 12), min_size=6, max_size=6), st.lists(st.integers(-12, 12), min_size=6, max_size=6))
def test_statuses_may_move_between_releases(first: list[int], moves: list[int]) -> None:
    second = [max(0, one + move) for one, move in zip(first, moves, strict=True)]
    for row in (0, 3):  # nothing may leave a row, nor its status 1
        second[row + 1] = max(second[row + 1], first[row + 1])
        second[row] += max(0, sum(first[row : row + 3]) - sum(second[row : row + 3]))
    table, exact = series(with_status(2, 3, stays=1), [first, second], 3)
    if exact:
        assert verify_table(table).refusals == ()


@pytest.mark.parametrize("months", [([4, 0], [4, 3]), ([0, 0], [1, 7]), ([6, 2], [9, 2]), ([3, 3], [3, 3])])
def test_an_attacker_who_tries_every_series_can_exclude_no_rival(months: tuple[list[int], list[int]]) -> None:
    table, exact = series(two_way(1, 2), months, 3)
    assert len(exact) == 2
    fitting = fitting_series(table)
    assert any((one == months[0]).all() and (two == months[1]).all() for one, two in fitting)  # the truth is among them
    tried = 0
    for rival in rivals(series_of(table), [len(table.cells)] * 2):
        counts = list(table.lattice.leaves_of[rival.cell])
        levels = [[int(release[counts].sum()) for release in one] for one in fitting]
        values = [now[rival.release] - (now[rival.release - 1] if rival.of is Of.GROWTH else 0) for now in levels]
        assert (0 in values) if rival.side is Side.LOWER else max(values) >= table.base
        tried += 1
    assert tried >= 4


def published(sample: Sample) -> Publication:
    made = publication_of(sample.dataset, sample.project, sample.days[:3], None, KEY).publication
    assert made is not None
    return made


@pytest.fixture(scope="module")
def small(annawijk: Sample) -> Publication:
    """The first three quarters of a sample."""
    return published(annawijk)


def numbers_in(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path to every number in some JSON."""
    if isinstance(value, int) and not isinstance(value, bool):
        yield path
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from numbers_in(inner, (*path, key))


def one_more(content: bytes, path: tuple[str | int, ...]) -> bytes:
    """The JSON with one more at a path."""
    whole: Any = msgspec.json.decode(content)
    inner = whole
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] += 1
    return msgspec.json.encode(whole)


def test_any_other_number_is_refused(small: Publication) -> None:
    content = to_json(small)
    paths = list(numbers_in(msgspec.json.decode(content)))
    assert len(paths) > 500
    alike: dict[tuple[object, ...], list[tuple[Any, ...]]] = {}  # but for the places in their lists
    for path in paths:
        alike.setdefault(tuple(key for key in path if not isinstance(key, int)), []).append(tuple(path))
    assert [path for some in alike.values() for path in some[:: -(-len(some) // 12)] if judge(one_more(content, path)).fits] == []


def changed(table: Table, release: int, **fields: object) -> Table:
    releases = list(table.releases)
    releases[release] = replace(releases[release], **fields)
    return replace(table, releases=tuple(releases))


def test_a_number_of_the_proof_is_refused_without_the_digest_too(small: Publication) -> None:
    """Whoever changes a number on purpose computes the digest anew: the addition itself has to fail."""
    for name, table in small.tables.items():
        for at, release in enumerate(table.releases):
            for step in (1, -1, table.base, -table.base):
                for cell in range(0, len(release.numbers), 5):
                    numbers = [*release.numbers]
                    numbers[cell] += step
                    tampered = sealed(replace(small, **{name: changed(table, at, numbers=tuple(numbers))}))
                    assert Reason.NOT_COUNTED_UP in {refusal.reason for refusal in verify(tampered).refusals}
                for place, row in enumerate(release.shadow):
                    rows = [*release.shadow]
                    rows[place] = (*row[:-1], row[-1] + step)
                    tampered = sealed(replace(small, **{name: changed(table, at, shadow=tuple(rows))}))
                    assert Reason.NOT_COUNTED_UP in {refusal.reason for refusal in verify(tampered).refusals}


def test_a_record_of_the_shadow_list_in_another_leaf_is_refused(small: Publication) -> None:
    release = small.requests.releases[2]
    row = release.shadow[0]
    for at, dimension in enumerate(small.requests.dimensions):
        moved = (*row[:at], (row[at] + 1) % len(dimension.values), *row[at + 1 :])
        tampered = replace(small, requests=changed(small.requests, 2, shadow=(moved, *release.shadow[1:])))
        assert verify(sealed(tampered)).refusals[0].reason is Reason.NOT_COUNTED_UP


MALFORMED: dict[str, Callable[[Table], Table]] = {
    "a cell twice": lambda table: replace(table, cells=(*table.cells[:-1], table.cells[0])),
    "a cell of no value": lambda table: replace(table, cells=(*table.cells[:-1], (99, None, None, None))),
    "a cell too short": lambda table: replace(table, cells=(*table.cells[:-1], (0,))),
    "a number too few": lambda table: changed(table, 2, numbers=table.releases[2].numbers[:-1]),
    "a leaf of no value": lambda table: changed(table, 0, shadow=((99, 0, 0, 0, 5),)),
    "a leaf below zero": lambda table: changed(table, 0, shadow=((-1, 0, 0, 0, 5),)),
    "an empty row": lambda table: changed(table, 0, shadow=((),)),
    "a day twice": lambda table: changed(table, 1, day=table.releases[0].day),
    "no release": lambda table: replace(table, releases=()),
    "a value twice": lambda table: replace(
        table, dimensions=(replace(table.dimensions[0], values=("x", "x")), *table.dimensions[1:])
    ),
    "more leaves than there are": lambda table: replace(
        table, dimensions=tuple(replace(dimension, values=tuple(map(str, range(99)))) for dimension in table.dimensions)
    ),
}


MOVED: dict[str, tuple[str, int, dict[str, object]]] = {
    "areas that move": ("requests", 0, {"moves": True}),
    "a status that does not": ("requests", 3, {"moves": False}),
    "a status that is kept": ("requests", 3, {"stays": 0}),
    "an outcome that is not kept": ("households", 1, {"stays": None}),
    "another outcome that is kept": ("households", 1, {"stays": 1}),
    "another name": ("requests", 0, {"name": "street"}),
}


@pytest.mark.parametrize(("name", "at", "fields"), MOVED.values(), ids=MOVED)
def test_what_moves_is_not_for_the_file_to_say(name: str, at: int, fields: dict[str, object], small: Publication) -> None:
    table = small.tables[name]
    claimed = [replace(one, **fields) if place == at else one for place, one in enumerate(table.dimensions)]
    tampered = sealed(replace(small, **{name: replace(table, dimensions=tuple(claimed))}))
    assert verify(tampered).refusals[0].reason is Reason.MALFORMED


@pytest.mark.parametrize("how", MALFORMED)
def test_what_does_not_belong_together_is_refused(how: str, small: Publication) -> None:
    tampered = sealed(replace(small, requests=MALFORMED[how](small.requests)))
    assert verify(tampered).refusals[0].reason is Reason.MALFORMED


@pytest.mark.parametrize("base", [0, -5, 1, 2])
def test_a_base_that_protects_nobody_is_refused(base: int, small: Publication) -> None:
    tables = {name: replace(table, base=base) for name, table in small.tables.items()}
    assert verify(sealed(replace(small, base=base, **tables))).refusals[0].reason is Reason.BASE


def test_tables_of_other_days_or_another_base_are_refused(small: Publication) -> None:
    later = replace(small, figures=small.figures[:-1])
    assert verify(sealed(later)).refusals[0].reason is Reason.MALFORMED
    other = replace(small, households=replace(small.households, base=10))
    assert verify(sealed(other)).refusals[0].reason is Reason.BASE
    unknown = replace(small, format="adv-publication/0")
    assert verify(sealed(unknown)).refusals[0].reason is Reason.FORMAT


def test_a_status_without_another_gives_its_numbers_away() -> None:
    """With one status only, a small number cannot have been another: the rival is missing, and that is said."""
    shape = with_status(1, 1)
    table, _ = series(shape, [[4]], 5)
    assert {refusal.reason for refusal in verify_table(table).refusals} == {Reason.RIVAL}


def test_a_shadow_list_that_loses_records_is_refused_though_its_sums_stay() -> None:
    whole = two_way(2, 2)
    shape = Lattice(whole.dimensions, tuple(cell for cell in whole.cells if None in cell))  # the inner cells are not published
    numbers = (20, 10, 10, 10, 10)
    first = Release(date(2019, 3, 31), numbers, ((0, 0, 10), (1, 1, 10)))
    second = Release(date(2019, 6, 30), numbers, ((0, 1, 10), (1, 0, 10)))
    table = Table(5, shape.dimensions, shape.cells, (first, second))
    assert [refusal.reason for refusal in verify_table(table).refusals] == [Reason.FALLEN]
