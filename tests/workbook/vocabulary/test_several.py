"""Several outcomes, states or times in one cell."""

from __future__ import annotations

import pytest

from adv.model import Outcome, Status
from adv.workbook.vocabulary.several import several_outcomes, several_statuses, times_in
from adv.workbook.vocabulary.words import vocabulary

WORDS = vocabulary()
AWAY, TALK, REFUSED, AGREED = Outcome.NOT_AT_HOME, Outcome.CONVERSATION, Outcome.REFUSED, Outcome.APPOINTMENT


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        ("niet thuis, later gesprek gevoerd", (AWAY, TALK)),
        ("n.t.; daarna gesprek", (AWAY, TALK)),
        ("nt -> gesprek", (AWAY, TALK)),
        ("niet thuis / gesprek", (AWAY, TALK)),
        ("Eerst niet thuis, toen gesprek", (AWAY, TALK)),
        ("gesprek (eerst niet thuis)", (AWAY, TALK)),
        ("niet thuis later alsnog gesprek", (AWAY, TALK)),
        ("not at home, then interview", (AWAY, TALK)),
        ("weigering, later toch gesprek", (REFUSED, TALK)),
        ("afspraak gemaakt; gesprek gevoerd", (AGREED, TALK)),
        ("niet thuis + geen medewerking", (AWAY, REFUSED)),
        ("1x niet thuis", (AWAY,)),
        ("niet thuis, geen gehoor", (AWAY, AWAY)),  # one visit in two words
        ("2e keer niet thuis, gesprek", (AWAY, TALK)),
    ],
)
def test_outcomes_one_after_the_other_end_with_the_latest(text: str, outcomes: tuple[Outcome, ...]) -> None:
    found = several_outcomes(text, WORDS.outcomes, WORDS.value_fillers)
    assert found is not None
    assert (found.outcomes, found.are_visits) == (outcomes, False)


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        ("2x niet thuis", (AWAY, AWAY)),
        ("niet thuis (3x)", (AWAY, AWAY, AWAY)),
        ("niet thuis 2 keer", (AWAY, AWAY)),
        ("not at home x2", (AWAY, AWAY)),
        ("twee keer niet thuis, daarna gesprek", (AWAY, AWAY, TALK)),
        ("gesprek na 2x niet thuis", (AWAY, AWAY, TALK)),
        ("1e keer niet thuis, 2e keer gesprek", (AWAY, TALK)),
        ("nt / nt / gesprek", (AWAY, AWAY, TALK)),
        ("gesprek, 2x niet thuis", (TALK, AWAY, AWAY)),
        ("vijf keer nt", (AWAY,) * 5),
        ("9x niet thuis", (AWAY,) * 9),
        ("turf:2x niet thuis; 1x gesprek", (AWAY, AWAY, TALK)),
        ("turf:1x niet thuis", (AWAY,)),
        ("turf:200x niet thuis", (AWAY,) * 200),
    ],
)
def test_outcomes_that_are_counted_are_visits(text: str, outcomes: tuple[Outcome, ...]) -> None:
    found = several_outcomes(text, WORDS.outcomes, WORDS.value_fillers)
    assert found is not None
    assert (found.outcomes, found.are_visits) == (outcomes, True)


@pytest.mark.parametrize(
    "text",
    [
        "gesprek, later niet thuis",
        "gesprek / niet thuis",
        "niet thuis, hond",
        "niet thuis of leeg",
        "gesprek",
        "99x niet thuis",
        "10x niet thuis",
        "5x nt, 5x nt",
        "0x niet thuis",
        "turf:201x niet thuis",
        "turf:2x hond",
        "turf:0x niet thuis",
        "nt, " * 30 + "gesprek",
        "gesprek (niet doorgegaan)",
    ],
)
def test_what_may_mean_two_things_is_asked(text: str) -> None:
    assert several_outcomes(text, WORDS.outcomes, WORDS.value_fillers) is None


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("doorverwezen / afgerond", Status.CLOSED),
        ("afgerond (doorverwezen)", Status.CLOSED),
        ("loopt, inmiddels afgerond", Status.CLOSED),
        ("open -> doorverwezen", Status.REFERRED),
        ("doorverwezen; loopt", Status.REFERRED),
        ("opened, referred", None),
        ("vervallen / afgerond", None),
        ("open / vervallen", Status.WITHDRAWN),
        ("in behandeling, nu vervallen", Status.WITHDRAWN),
        ("afgerond", None),
        ("afgerond 8-4-2019, loopt", Status.CLOSED),
        ("vervallen", None),
        ("open, " * 21 + "loopt", None),
    ],
)
def test_of_several_states_the_furthest_counts(text: str, status: Status | None) -> None:
    assert several_statuses(text, WORDS.statuses, WORDS.value_fillers) is status


@pytest.mark.parametrize(
    ("text", "times", "of_visits"),
    [
        ("3x geweest", 3, 3),
        ("twee keer langs geweest", 2, 2),
        ("visited 4 times", 4, 4),
        ("3x briefje in de bus", 3, 3),
        ("4x gebeld", 4, None),
        ("3x", 3, 3),
        ("1x geweest", 1, 1),
        ("9x geweest", 9, 9),
        ("10x geweest", None, None),
        ("0x geweest", None, None),
        ("1,5x geweest", None, None),
        ("2x gebeld, 3x geweest", None, None),
        ("2x gebeld, 3e keer langs", 3, 3),
        ("derde keer gebeld", 3, None),
        ("derde poging niet thuis", 3, 3),
        ("2 bezoeken", 2, 2),
        ("hond", None, None),
    ],
)
def test_how_often_somebody_came(text: str, times: int | None, of_visits: int | None) -> None:
    assert (times_in(text), times_in(text, must_say=True)) == (times, of_visits)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("een keer|twee keer|drie keer|vier keer|vijf keer", [1, 2, 3, 4, 5]),
        ("two times|three times|four times|five times", [2, 3, 4, 5]),
        ("tweede keer|derde keer|vierde keer|vijfde keer", [2, 3, 4, 5]),
        ("second attempt|third attempt|fourth attempt", [2, 3, 4]),
        ("2e keer|3de poging|4th time", [2, 3, 4]),
    ],
)
def test_a_number_of_times_may_be_a_word(words: str, numbers: list[int]) -> None:
    assert [times_in(f"{times} langs geweest") for times in words.split("|")] == numbers
