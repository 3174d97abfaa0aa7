"""A closed account, and what the data say otherwise since."""

from __future__ import annotations

from adv.report.closed import changed, kept, read_kept
from tests.charts.states import STATES
from tests.report.reports import of_sample, of_state


def test_nothing_has_changed_when_the_data_have_not() -> None:
    assert changed(read_kept(kept(of_sample(2019))), of_sample(2019)) == ()


def test_a_number_that_is_another_one_now_is_told_with_its_place() -> None:
    before = read_kept(kept(of_state(STATES["behind"]())))
    found = changed(before, of_state(STATES["ahead"]()))
    visits = next(one for one in found if one.told.place == ("Afspraak en resultaat", "Afgeronde bezoeken", "Sinds de start"))
    assert (visits.told.text, visits.now) == ("3", "8")


def test_what_is_not_told_any_more_has_no_number_now() -> None:
    found = changed(read_kept(kept(of_state(STATES["ahead"]()))), of_state(STATES["no data at all"]()))
    assert any(one.now is None for one in found)
