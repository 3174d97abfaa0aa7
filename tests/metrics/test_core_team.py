"""Who does what in the core team, counted by hand."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from adv.metrics.core_team import HandOvers, RequestWork, Teams, VisitWork, hand_overs, load, team_work, teams
from adv.metrics.requests import RequestGroup, requests_by
from adv.metrics.values import NotAvailable
from adv.model import Period, Status
from tests.metrics.tables import PROJECT, data, day, request, visit

LEV, POLICE = PROJECT.partners
VISITS = [
    visit(1, organisations=(LEV,), visit_id="B1"),
    visit(2, organisations=(LEV, POLICE), visit_id="B2"),
    visit(3, "not_at_home", organisations=(POLICE, LEV, "GGD"), visit_id="B3"),
    visit(40, organisations=(), visit_id="B4"),
]
REQUESTS = [
    request(1, "closed", 50, owner=LEV, visit_id="B1"),  # kept
    request(2, owner="Gemeente", visit_id="B2"),  # from both to the municipality
    request(2, "in_progress", owner=POLICE, visit_id="B1"),  # LEV to the police
    request(3, "referred", owner="GGD", visit_id="B3"),  # kept: GGD was there
    request(4, owner=POLICE, visit_id="B4"),  # nobody knows who came
    request(5, visit_id="B1"),  # nobody follows it up
    request(6, "withdrawn", 9, owner=LEV, visit_id="weg"),  # a visit that is not there
]
FULL = {"visits": VISITS, "requests": REQUESTS}


def test_visits_and_requests_per_organisation_partners_first() -> None:
    found = team_work(data(**FULL), PROJECT, day(60))
    assert not isinstance(found, NotAvailable)
    assert found.organisations == (LEV, POLICE, "GGD", "Gemeente")
    assert found.visits == VisitWork((3, 2, 1, 0), (2, 1, 0, 0), (2, 2, 1, 0), 4, 2, 1)
    assert found.requests == RequestWork((2, 2, 1, 1), (0, 2, 0, 1), 7, 1)


def test_one_half_of_the_work_is_told_without_the_other() -> None:
    visits = team_work(data(visits=VISITS), PROJECT, day(60))
    requests = team_work(data(requests=REQUESTS), PROJECT, day(60))
    assert not isinstance(visits, NotAvailable)
    assert not isinstance(requests, NotAvailable)
    assert (visits.organisations, visits.requests) == ((LEV, POLICE, "GGD"), NotAvailable("no_owner"))
    assert (requests.organisations, requests.visits) == ((LEV, POLICE, "GGD", "Gemeente"), NotAvailable("no_organisations"))
    assert team_work(data(visits=[visit(1)]), PROJECT, day(60)) == NotAvailable("no_organisations")


def test_each_visit_counts_once_for_the_organisations_that_made_it_together() -> None:
    turned = visit(4, organisations=(POLICE, LEV), visit_id="B5")
    found = teams(data(visits=[*VISITS, turned]), PROJECT, day(60))
    assert found == Teams(((LEV, POLICE), (LEV,), (LEV, POLICE, "GGD")), (2, 1, 1), 5, 1)
    assert found.joint == 3


def test_a_request_of_a_joint_visit_comes_from_each_visitor() -> None:
    found = hand_overs(data(**FULL), PROJECT, day(60))
    assert found == HandOvers((LEV, POLICE), (POLICE, "Gemeente"), ((1, 1), (0, 1)), handed_over=2, kept=2, unknown=3)
    assert found.overlaps


def test_the_load_of_each_month_and_what_waits_at_its_end() -> None:
    found = load(data(**FULL), PROJECT, day(60))
    assert not isinstance(found, NotAvailable)
    assert [start.month for start in found.starts] == [1, 2, 3]
    assert found.organisations == (LEV, POLICE, "GGD", "Gemeente")
    assert found.visits == ((3, 0, 0), (2, 0, 0), (1, 0, 0), (0, 0, 0))
    assert found.waiting == ((1, 0, 0), (2, 2, 2), (0, 0, 0), (1, 1, 1))  # LEV's was closed on day 50, in February


def test_in_a_period_what_was_there_before_still_waits() -> None:
    found = load(data(**FULL), PROJECT, day(60), Period(date(2019, 2, 1), date(2019, 3, 1)))
    assert not isinstance(found, NotAvailable)
    assert (found.starts, found.waiting) == ((date(2019, 2, 1),), ((2,), (1,)))
    assert found.organisations == (POLICE, "Gemeente")  # the others have nothing in it


REQUEST_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "raised_on": st.none() | st.integers(-5, 110).map(day),
            "closed_on": st.none() | st.integers(-5, 130).map(day),
            "status": st.none() | st.sampled_from([status.value for status in Status]),
            "owner": st.sampled_from([None, LEV, POLICE, "GGD"]),
        }
    ),
    min_size=1,
    max_size=14,
)


@given(REQUEST_ROWS, st.integers(-8, 130))
@settings(max_examples=60, deadline=None)
def test_what_waits_at_the_end_of_a_month_is_what_waited_that_day(rows: list[dict[str, object]], age: int) -> None:
    dated = data(requests=[row for row in rows if row["raised_on"] is not None])
    found = load(dated, PROJECT, day(age))
    if isinstance(found, NotAvailable):
        return
    for month, start in enumerate(found.starts):
        last = min(day(age), start.replace(day=monthrange(start.year, start.month)[1]))
        known = requests_by(dated, PROJECT, last, RequestGroup.OWNER)
        assert not isinstance(known, NotAvailable)
        waiting = {name: row[0] + row[1] for name, row in zip(known.groups, known.counts, strict=True) if row[0] + row[1]}
        told = {name: counts[month] for name, counts in zip(found.organisations, found.waiting, strict=True) if counts[month]}
        assert told == waiting


def test_requests_that_do_not_say_since_when_they_wait_are_told_apart() -> None:
    found = load(data(requests=[{"status": "open", "owner": LEV}, request(1, owner=LEV)]), PROJECT, day(20))
    assert not isinstance(found, NotAvailable)
    assert (found.waiting, found.undated) == (((1,),), 1)
