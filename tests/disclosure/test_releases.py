"""Publications of whole projects: every release proves, is near the truth, and what is held back says why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from adv.disclosure.counting import count_households, count_requests, merged
from adv.disclosure.mergings import mergings_that_help
from adv.disclosure.publication import Audience, Chosen, Merging, ProjectFigures, sealed, to_json
from adv.disclosure.publishing import NotPossible, Why
from adv.disclosure.reading import publication_in
from adv.disclosure.releases import base_for, publication_of
from adv.disclosure.rivals import rivals
from adv.disclosure.verify import Reason, are_beside, series_of, verify
from tests.datasets import make_dataset
from tests.disclosure.projects import QUARTERS, project_of, projects
from tests.disclosure.small import KEY

if TYPE_CHECKING:
    from adv.disclosure.releases import Published
    from adv.model import Dataset, Project
    from tests.disclosure.samples import Sample

PROJECT = project_of(2, 2, 1)


def requests_of(
    count: int, day: date = QUARTERS[0], households: int | None = None, **values: str | None
) -> list[dict[str, object]]:
    """So many requests, each of a household of its own unless said otherwise."""
    known = {"area": "gebied a", "theme": "thema a", "goal": "doel a", "status": "open"} | values
    return [{"household": f"h{at % (households or count)}", "raised_on": day, "visit_id": None, **known} for at in range(count)]


def data(*rows: list[dict[str, object]], project: Project = PROJECT) -> Dataset:
    return make_dataset(project, requests=[row for some in rows for row in some])


@settings(max_examples=14 if settings.get_current_profile_name() == "steady" else 1000)
@given(projects())
def test_every_publication_of_any_project_is_proved_and_near_the_truth(made: tuple[Project, Dataset]) -> None:
    project, dataset = made
    found = publication_of(dataset, project, QUARTERS, None, KEY)
    assert {held.day for held in found.held} | {distance.day for distance in found.distances} == set(QUARTERS)
    assert all(held.why for held in found.held)
    publication = found.publication
    if publication is None:
        return
    assert verify(publication).fits
    assert publication.days == tuple(distance.day for distance in found.distances)
    for at, (day, distance) in enumerate(zip(publication.days, found.distances, strict=True)):
        errors = []
        for table, count in ((publication.requests, count_requests), (publication.households, count_households)):
            exact = count(dataset, project, table.lattice, day).numbers
            errors += [abs(one - true) for one, true in zip(table.numbers(at), exact, strict=True)]
        assert max(errors) <= publication.base
        assert distance.mean == pytest.approx(sum(errors) / len(errors))
        assert distance.largest == max(errors)


@settings(max_examples=5)
@given(projects())
def test_quarter_by_quarter_gives_what_all_at_once_gives_if_values_are_known_and_none_is_held(
    made: tuple[Project, Dataset],
) -> None:
    project, dataset = made
    at_once = publication_of(dataset, project, QUARTERS, None, KEY)
    if at_once.publication is None:
        return
    first = publication_of(dataset, project, QUARTERS[-1:], None, KEY).publication
    so_far = replace(at_once.publication, requests=replace(at_once.publication.requests, releases=()), figures=())
    so_far = replace(so_far, households=replace(so_far.households, releases=()))  # the same cells from the start
    assert first is None or first.requests.cells == so_far.requests.cells
    chosen = Chosen(municipality=so_far)
    for day in QUARTERS:
        found = publication_of(dataset, project, [day], so_far, KEY, chosen=chosen)
        chosen = found.chosen
        if found.held or chosen.public is None or day not in chosen.public.days:
            return
        so_far = found.publication or so_far
    assert so_far == at_once.publication


@settings(max_examples=3)
@given(projects(most_visits=40))
def test_every_rival_of_what_the_municipality_has_fits_what_everybody_has_too(made: tuple[Project, Dataset]) -> None:
    project, dataset = made
    chosen = publication_of(dataset, project, QUARTERS, None, KEY).chosen
    if chosen.municipality is None or chosen.public is None:
        return
    assert are_beside(chosen.municipality, chosen.public)
    for name, table in chosen.municipality.tables.items():
        series, other = series_of(table), chosen.public.tables[name]
        both = [(at, chosen.public.days.index(day)) for at, day in enumerate(chosen.municipality.days) if day in chosen.public.days]
        for rival in rivals(series, [len(release.numbers) for release in table.releases]):
            for ours, theirs in both:
                leaves = [count + rival.changes[ours].get(leaf, 0) for leaf, count in enumerate(series.shadows[ours])]
                pairs = zip(series.lattice.count_up(leaves), other.numbers(theirs), strict=False)
                assert max(abs(one - another) for one, another in pairs) <= other.base


@pytest.fixture(scope="module")
def waart_published(de_waart: Sample) -> Published:
    return publication_of(de_waart.dataset, de_waart.project, de_waart.days, None, KEY)


@pytest.fixture(scope="module")
def annawijk_published(annawijk: Sample) -> Published:
    return publication_of(annawijk.dataset, annawijk.project, annawijk.days, None, KEY)


def test_row_order_and_other_frames_do_not_matter(de_waart: Sample, waart_published: Published) -> None:
    dataset = de_waart.dataset
    turned = dataset.with_tables(requests=dataset.requests[::-1], visits=dataset.visits[::-1])
    assert publication_of(turned, de_waart.project, de_waart.days, None, KEY) == waart_published


def test_the_samples_can_be_published_in_every_quarter(waart_published: Published, annawijk_published: Published) -> None:
    for found in (waart_published, annawijk_published):
        assert found.held == ()
        assert max(distance.largest for distance in found.distances) <= 5
        assert sum(distance.mean for distance in found.distances) / len(found.distances) <= 0.35 * 5


def test_what_is_exact_is_the_whole_projects(waart_published: Published) -> None:
    publication = waart_published.publication
    assert publication is not None
    assert publication.figures[-1] == ProjectFigures(date(2020, 12, 31), 157, 6_248_124)
    assert publication.requests.count(-1).value == 170
    assert publication.households.line(outcome="conversation") == tuple(sorted(publication.households.line(outcome="conversation")))


def test_the_public_gets_a_base_of_ten_and_a_project_its_own() -> None:
    assert [base_for(project_of(1, 1, 1, threshold), Audience.MUNICIPALITY) for threshold in (3, 5, 12)] == [3, 5, 12]
    assert [base_for(project_of(1, 1, 1, threshold), Audience.PUBLIC) for threshold in (3, 5, 12)] == [10, 10, 12]


def test_a_value_that_comes_later_comes_behind_and_earlier_releases_stay() -> None:
    before = data(requests_of(20))
    first = publication_of(before, PROJECT, QUARTERS[:1], None, KEY).publication
    assert first is not None
    after = data(requests_of(20), requests_of(30, QUARTERS[1], theme="nieuw", goal=None))
    second = publication_of(after, PROJECT, QUARTERS[1:2], first, KEY).publication
    assert second is not None
    assert second.requests.releases[0] == first.requests.releases[0]
    assert second.requests.cells[: len(first.requests.cells)] == first.requests.cells
    assert second.requests.dimensions[1].values == ("thema a", "thema b", "nieuw")
    assert [count.value for count in second.requests.line(theme="nieuw")] == [0, 30]
    assert [count.value for count in second.requests.line(goal=None)] == [0, 30]
    assert verify(second).fits


def test_a_correction_that_does_not_fit_is_held_back_and_the_next_quarter_goes_on() -> None:
    first = publication_of(data(requests_of(40)), PROJECT, QUARTERS[:1], None, KEY).publication
    corrected = data(requests_of(30), requests_of(20, QUARTERS[2], household=None))
    found = publication_of(corrected, PROJECT, QUARTERS[1:3], first, KEY)
    assert [held.day for held in found.held] == [QUARTERS[1]]
    (why,) = found.held[0].why
    assert (why.why, why.table) == (Why.CORRECTED, "proef/requests")
    assert "area=gebied a|theme=thema a" in why.cells
    assert found.publication is not None
    assert found.publication.days == (QUARTERS[0], QUARTERS[2])


def test_many_requests_of_few_households_are_held_back_with_their_cells() -> None:
    found = publication_of(data(requests_of(40), requests_of(11, households=4, area="gebied b")), PROJECT, QUARTERS[:1], None, KEY)
    assert found.publication is None
    (why,) = found.held[0].why
    assert why.why is Why.FEW_HOUSEHOLDS
    assert "area=gebied b" in why.cells
    assert "area=gebied a" not in why.cells


def test_quarters_that_contradict_one_by_one_are_possible_together() -> None:
    """Of two households' five requests, then ten, 5 are published. They went to theme b first; theme a, 1 and then 6, needs them."""
    dataset = data(
        requests_of(1, households=2), requests_of(4, theme="thema b", households=2), requests_of(5, QUARTERS[1], households=2)
    )
    first = publication_of(dataset, PROJECT, QUARTERS[:1], None, KEY).publication
    assert first is not None
    (held,) = publication_of(dataset, PROJECT, QUARTERS[1:2], first, KEY).held
    assert held.why == (NotPossible(Why.CONTRADICTION, "proef/requests"),)
    together = publication_of(dataset, PROJECT, QUARTERS[:2], None, KEY)
    assert together.held == ()
    assert together.publication is not None
    assert together.publication.requests.releases[0] != first.requests.releases[0]
    assert verify(together.publication).fits
    assert max(distance.largest for distance in together.distances) <= 5


def test_merging_areas_makes_the_release_possible() -> None:
    dataset = data(requests_of(40), requests_of(11, households=4, area="gebied b"))
    (merging,) = mergings_that_help(dataset, PROJECT, QUARTERS[:1], KEY)
    assert merging == Merging("area", ("gebied a", "gebied b"))
    publication = publication_of(dataset, PROJECT, QUARTERS[:1], None, KEY, merging=merging).publication
    assert publication is not None
    assert publication.mergings == (merging,)
    assert publication.requests.dimensions[0].values == ("gebied a + gebied b",)
    assert publication.requests.count(0, area="gebied a + gebied b") == publication.requests.count(0)


MERGING = Merging("area", ("gebied a", "gebied b"))


def test_what_is_counted_as_one_stays_so_in_later_releases_and_is_in_the_file() -> None:
    dataset = data(requests_of(40), requests_of(30, QUARTERS[1], area="gebied b"))
    first = publication_of(dataset, PROJECT, QUARTERS[:1], None, KEY, merging=MERGING).publication
    assert first is not None
    second = publication_of(dataset, PROJECT, QUARTERS[1:2], first, KEY).publication
    assert second is not None
    assert second.mergings == (MERGING,)
    assert [count.value for count in second.requests.line(area="gebied a + gebied b")] == [40, 70]
    assert publication_in(to_json(second)) == second
    with pytest.raises(ValueError, match="2019"):
        publication_of(dataset, PROJECT, QUARTERS[1:2], first, KEY, merging=Merging("theme", PROJECT.themes))
    plain = publication_of(dataset, PROJECT, QUARTERS[:1], None, KEY).publication
    assert plain is not None
    assert b"merged" not in to_json(plain)


@pytest.mark.parametrize(
    "claimed",
    [
        Merging("area", ("gebied a", "gebied c")),
        Merging("area", ("gebied a + gebied b",)),
        Merging("goal", ("doel a", "doel b")),
        Merging("theme", PROJECT.themes),
    ],
    ids=["another area", "one only", "goals", "what is counted apart"],
)
def test_a_claim_of_counting_together_that_the_tables_deny_is_refused(claimed: Merging) -> None:
    made = publication_of(data(requests_of(40)), PROJECT, QUARTERS[:1], None, KEY, merging=MERGING).publication
    assert made is not None
    assert [refusal.reason for refusal in verify(sealed(replace(made, merged=(claimed,)))).refusals] == [Reason.MALFORMED]


def test_merging_themes_keeps_all_other_counts(de_waart: Sample) -> None:
    merging = Merging("theme", ("zorg en welzijn", "werken"))
    dataset, project = merged(de_waart.dataset, de_waart.project, merging)
    assert project.themes == ("wonen", "zorg en welzijn + werken")
    counts = dataset.requests["theme"].value_counts()
    before = de_waart.dataset.requests["theme"].value_counts()
    assert counts.to_dict() == {"wonen": before["wonen"], "zorg en welzijn + werken": before["zorg en welzijn"] + before["werken"]}
    assert dataset.requests["area"].equals(de_waart.dataset.requests["area"])


def test_other_cells_than_published_are_held_back() -> None:
    first = publication_of(data(requests_of(40)), PROJECT, QUARTERS[:1], None, KEY).publication
    assert first is not None
    table, (release,) = first.requests, first.requests.releases
    fewer = {cell: number for cell, number in zip(table.cells, release.numbers, strict=True) if cell[0] is None or cell[2] is None}
    other = replace(table, cells=tuple(fewer), releases=(replace(release, numbers=tuple(fewer.values())),))
    found = publication_of(data(requests_of(40)), PROJECT, QUARTERS[1:2], replace(first, requests=other), KEY)
    assert found.held[0].why == (NotPossible(Why.OTHER_CELLS, "proef"),)
    assert found.publication is not None
    assert found.publication.days == QUARTERS[:1]


def test_a_publication_goes_on_for_the_same_readers_and_project_only() -> None:
    first = publication_of(data(requests_of(40)), PROJECT, QUARTERS[:1], None, KEY).publication
    with pytest.raises(ValueError, match="public"):
        publication_of(data(requests_of(40)), PROJECT, QUARTERS[1:2], first, KEY, audience=Audience.PUBLIC)
    with pytest.raises(ValueError, match="elders"):
        publication_of(data(requests_of(40)), replace(PROJECT, name="elders"), QUARTERS[1:2], first, KEY)
    with pytest.raises(ValueError, match="2019"):
        publication_of(data(requests_of(40)), PROJECT, [QUARTERS[2], QUARTERS[1]], first, KEY)


def test_a_publication_comes_back_from_its_json(annawijk_published: Published) -> None:
    publication = annawijk_published.publication
    assert publication is not None
    assert publication_in(to_json(publication)) == publication
