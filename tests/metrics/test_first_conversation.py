"""How long it takes from the first visit to the first conversation, by hand."""

from __future__ import annotations

import pytest

from adv.metrics.source_rows import rows_behind
from adv.metrics.values import NotAvailable
from adv.metrics.visits import ROWS, DaysToConversation, days_to_conversation
from tests.metrics.tables import PROJECT, data, day, visit

VISITS = [
    visit(1, household="at once", attempt=1),
    visit(8, household="at once", attempt=2),  # spoken with before: the first conversation counts
    visit(2, "not_at_home", household="after 30", attempt=1),
    visit(20, "appointment", household="after 30", attempt=2),
    visit(32, household="after 30", attempt=3),
    visit(3, "not_at_home", household="after 31", attempt=1),
    visit(34, household="after 31", attempt=2),
    visit(5, household="first visit elsewhere", attempt=2),
    visit(6, household="does not say"),
    visit(7, "refused", household="never", attempt=1),
    visit(9, attempt=1),  # of no known household
]


def test_half_of_three_households_were_spoken_with_within_thirty_days() -> None:
    found = days_to_conversation(data(visits=VISITS), PROJECT, day(60))
    assert isinstance(found, DaysToConversation)
    assert found.median == 30  # of 0, 30 and 31
    assert {most: (rate.numerator, rate.denominator) for most, rate in found.within.items()} == {0: (1, 3), 30: (2, 3), 90: (3, 3)}
    assert (found.households, found.without_first_visit) == (3, 2)


def test_its_rows_are_all_visits_to_the_households_that_count() -> None:
    rows = rows_behind(data(visits=VISITS), PROJECT, day(60), ROWS)
    assert list(rows["household"]) == ["at once"] * 2 + ["after 30"] * 3 + ["after 31"] * 2


@pytest.mark.parametrize(
    ("visits", "reason"),
    [
        pytest.param([visit(1, household="a")], "no_attempt", id="attempts are not in the data"),
        pytest.param([visit(1, household="a", attempt=3)], "no_attempt", id="only later attempts are"),
        pytest.param([visit(1, "refused", household="a", attempt=1)], "no_conversations", id="nobody was spoken with"),
        pytest.param([visit(1, attempt=1)], "no_households", id="households are not in the data"),
    ],
)
def test_what_the_data_do_not_tell_is_not_told(visits: list[dict[str, object]], reason: str) -> None:
    found = days_to_conversation(data(visits=visits), PROJECT, day(9))
    assert (found if isinstance(found, NotAvailable) else found.median) == NotAvailable(reason)
