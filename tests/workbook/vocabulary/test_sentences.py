"""Outcomes in sentences of one's own, and what is left to be asked about."""

from __future__ import annotations

import pytest

from adv.workbook.vocabulary.likeness import outcome_in


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("was er niet, briefje achtergelaten", "not_at_home"),
        ("was weer niet thuis, kaartje in de bus gedaan", "not_at_home"),
        ("er was niemand", "not_at_home"),
        ("deed niet open, wel licht aan", "not_at_home"),
        ("nobody was home, left a note", "not_at_home"),
        ("heeft geen zin in gesprek", "refused"),
        ("mevrouw wil liever geen bezoek", "refused"),
        ("wilde er niets van weten", "refused"),
        ("does not want to talk", "refused"),
        ("goed gesprek gehad, 45 min", "conversation"),
        ("even kort gesproken aan de deur", "conversation"),
        ("belt zelf terug voor afspraak", "appointment"),
        ("afspraak gemaakt voor gesprek op dinsdag", "appointment"),
        ("huis staat nu leeg", "vacant"),
    ],
)
def test_a_sentence_that_says_one_outcome_is_that(sentence: str, outcome: str) -> None:
    assert outcome_in(sentence) == outcome


@pytest.mark.parametrize(
    "sentence",
    [
        "geen gesprek, was ziek",
        "gesprek niet gevoerd",
        "gesprek deels gevoerd",
        "nog niet gesproken met bewoner",
        "gesprek is uitgesteld naar mei",
        "alleen buurvrouw gesproken",
        "gesprek gehad, wil niet meedoen",
        "gesprek, later niet thuis",
        "niemand thuis, later toch gesproken",
        "wil wel maar nu geen tijd",
        "kon niet praten, was aan het koken",
        "was niet in de gelegenheid",
        "misschien een afspraak volgende week",
        "kaartje niet achtergelaten",
    ],
)
def test_a_sentence_that_leaves_any_doubt_is_asked_about(sentence: str) -> None:
    assert outcome_in(sentence) is None
