"""Where and when people are reached, counted by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.metrics.chance import Standing
from adv.metrics.homes import Home, NewHomes, homes, still_to_do
from adv.metrics.households import funnel
from adv.metrics.values import NotAvailable, Rate
from adv.metrics.visits import ReachGroup, reach_by, weekdays
from tests.metrics.tables import PROJECT, data, day, request, visit

if TYPE_CHECKING:
    from datetime import date

    from adv.model import Dataset, Project

PLEIN: dict[str, object] = {"area": "Plein", "street": "Plein"}
LAAN: dict[str, object] = {"area": "Straat", "street": "Laan"}
VISITS = [
    visit(1, "not_at_home", household="a", visit_id="B1", **PLEIN),
    visit(2, household="a", visit_id="B2", **PLEIN),
    visit(1, "refused", household="b", visit_id="B3", **PLEIN),
    visit(3, "vacant", household="c", visit_id="B4", **PLEIN),
    visit(1, "not_at_home", household="d", visit_id="B5", **LAAN),
    visit(8, "not_at_home", household="d", visit_id="B6", **LAAN),
    visit(4, "appointment", household="e", visit_id="B7", **LAAN),
    visit(5, "not_at_home", visit_id="B8"),  # at no known house number
]
REGISTER: list[dict[str, object]] = [
    {"household": household, **(PLEIN if household in "abcx" else LAAN)} for household in ("a", "b", "c", "d", "x", "y", "z", "z")
]


def given(*, register: bool = False) -> tuple[Dataset, Project, date]:
    tables: dict[str, list[dict[str, object]]] = {"visits": VISITS, "requests": [request(2, "closed", 9, household="a")]}
    if register:
        tables["addresses"] = REGISTER
    return data(**tables), PROJECT, day(20)


def test_the_response_per_area_leaves_vacant_homes_out() -> None:
    found = reach_by(*given(), ReachGroup.AREA)
    assert not isinstance(found, NotAvailable)
    assert found.groups == ("Plein", "Straat")
    assert found.response == (Rate(1, 2, "approached_not_vacant"), Rate(0, 2, "approached_not_vacant"))
    assert found.standings == (Standing.LIKE_OTHERS, Standing.LIKE_OTHERS)
    assert (found.below, found.above, found.without_group) == ((), (), 0)


def test_a_street_where_nearly_nobody_opens_stands_out() -> None:
    visits = [visit(1, "refused" if place < 28 else "conversation", household=f"p{place}", **PLEIN) for place in range(30)]
    visits += [visit(1, household=f"l{place}", **LAAN) for place in range(30)]
    found = reach_by(data(visits=visits), PROJECT, day(9), ReachGroup.STREET)
    assert not isinstance(found, NotAvailable)
    assert (found.below, found.above) == (("Plein",), ("Laan",))


def test_conversations_per_day_of_the_week_are_out_of_the_visits_of_that_day() -> None:
    found = weekdays(*given())
    assert not isinstance(found, NotAvailable)
    counts = [(rate.numerator, rate.denominator) for rate in found.conversations]
    assert counts == [(0, 0), (0, 4), (1, 1), (0, 1), (0, 1), (0, 1), (0, 0)]  # day 1 of the project, 1 January 2019, is a Tuesday


def test_homes_on_the_register_are_all_of_one_kind() -> None:
    found = homes(*given(register=True))
    assert not isinstance(found, NotAvailable)
    assert found.total == {Home.REACHED: 1, Home.TO_DO: 1, Home.REFUSED: 1, Home.VACANT: 1, Home.NEVER: 3}
    assert {kind: counts for kind, counts in found.counts.items() if any(counts)} == {
        Home.REACHED: (1, 0),
        Home.TO_DO: (0, 1),
        Home.REFUSED: (1, 0),
        Home.VACANT: (1, 0),
        Home.NEVER: (1, 2),
    }
    assert (found.all, found.outside_register) == (7, 1)  # z stands on it twice; e does not


def test_without_a_register_homes_are_those_approached() -> None:
    found = homes(*given())
    assert not isinstance(found, NotAvailable)
    assert (found.has_register, found.all, found.total[Home.NEVER], found.total[Home.TO_DO]) == (False, 5, 0, 2)


def test_still_to_do_are_the_latest_visits_without_a_conversation_appointments_first() -> None:
    found = still_to_do(*given(register=True))
    assert not isinstance(found, NotAvailable)
    listed = [(home.visit_id, home.street, home.outcome, home.attempts, home.day) for home in found.again]
    assert listed == [("B7", "Laan", "appointment", 1, day(4)), ("B6", "Laan", "not_at_home", 2, day(8))]
    assert (found.refused, found.vacant, found.without_household) == (1, 1, 1)
    assert found.new == (NewHomes("Laan", "Straat", 2), NewHomes("Plein", "Plein", 1))


def test_a_household_with_a_conversation_is_never_to_do_again() -> None:
    again = [*VISITS, visit(9, "not_at_home", household="a", visit_id="B9", **PLEIN)]
    found = still_to_do(data(visits=again), PROJECT, day(20))
    assert not isinstance(found, NotAvailable)
    assert "B9" not in {home.visit_id for home in found.again}
    assert found.new == NotAvailable("no_addresses")


def test_each_step_of_the_funnel_has_its_share_of_the_first() -> None:
    found = funnel(*given(register=True))
    assert not isinstance(found, NotAvailable)
    shares = {
        step.name: (step.households, step.of_first and (step.of_first.numerator, step.of_first.denominator)) for step in found.steps
    }
    assert shares == {
        "register": (7, None),
        "approached": (5, (4, 7)),  # e is not on the register
        "contact": (3, (2, 7)),
        "conversation": (1, (1, 7)),
        "with_request": (1, (1, 7)),
        "taken_up": (1, (1, 7)),
        "closed": (1, (1, 7)),
    }
