"""The attacker of ``make attack`` is awake, and in the little time of a test it finds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from adv.disclosure.publication import Audience, Publication, to_json
from adv.disclosure.reading import judge
from adv.disclosure.releases import publication_of
from adv.errors import NotAPublication
from tests.attack import canaries, differences, feasibility
from tests.disclosure.projects import QUARTERS, projects
from tests.disclosure.small import KEY

if TYPE_CHECKING:
    from random import Random

    from adv.model import Dataset, Project
    from tests.disclosure.samples import Sample


def test_the_attacker_is_awake() -> None:
    assert feasibility.breaks_independent_rounding().broken == ()
    assert feasibility.breaks_exact_totals().broken == ()
    assert differences.breaks_two_that_are_far_apart().broken == ()


def test_all_releases_together_exclude_nothing(annawijk: Sample) -> None:
    for table in feasibility.published(annawijk).tables.values():
        found = feasibility.attack(table, 6)
        assert found.broken == ()
        assert found.told.startswith("6 of")


def test_what_the_municipality_and_what_the_public_gets_exclude_nothing_together(annawijk: Sample) -> None:
    ours, public = (feasibility.published(annawijk, audience).households for audience in Audience)
    found = differences.both_publications(ours, public, 20)
    assert found.broken == ()
    assert found.told.endswith("up to 5 apart")


def test_every_true_series_of_small_tables_excludes_nothing() -> None:
    assert feasibility.brute_force(20).broken == ()


def test_the_exact_visits_beside_the_households_exclude_nothing_but_what_they_say_themselves(annawijk: Sample) -> None:
    publication = feasibility.published(annawijk)
    assert differences.beside_visits(publication, 30).broken == ()
    conversations = [count.value for count in publication.households.line(outcome="conversation")]
    visits = [figures.visits for figures in publication.figures]
    assert all(households <= exact for households, exact in zip(conversations, visits, strict=True))
    assert visits[0] == 1  # fewer than a base: no household with a conversation, and yet some household
    assert (conversations[0], publication.households.count(0).value) == (0, 5)


def test_two_projects_are_not_rounded_alike(annawijk: Sample) -> None:
    assert differences.between_projects(feasibility.published(annawijk)).broken == ()


def test_no_canary_stands_in_anything_that_a_reader_gets() -> None:
    assert canaries.search().broken == ()


def numbers_in(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, int) and not isinstance(value, bool):
        return [path]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in items for found in numbers_in(inner, (*path, key))]


def is_accepted(content: bytes) -> bool:
    try:
        return judge(content).fits
    except NotAPublication:  # what cannot be one at all is refused by its kind
        return False


@settings(max_examples=5 if settings.get_current_profile_name() == "steady" else 500)
@given(projects(), st.randoms(use_true_random=False), st.sampled_from([-5, -1, 1, 5]))
def test_any_number_of_any_publication_that_is_changed_is_refused(
    made: tuple[Project, Dataset],
    lot: Random,
    step: int,
) -> None:
    project, dataset = made
    publication = publication_of(dataset, project, QUARTERS, None, KEY).publication
    if not isinstance(publication, Publication):
        return
    whole: Any = msgspec.json.decode(to_json(publication))
    *start, last = lot.choice(numbers_in(whole))
    inner = whole
    for key in start:
        inner = inner[key]
    inner[last] += step
    assert not is_accepted(msgspec.json.encode(whole))
