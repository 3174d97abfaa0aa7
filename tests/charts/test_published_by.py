"""What is said of rounded numbers beside each other: the most with its number, and what may be as many before it was rounded."""

from __future__ import annotations

import pytest

from adv.charts.chart_context import ChartContext
from adv.charts.published import by_sentence
from adv.disclosure.publication import PublishedCount
from adv.texts import texts

NAMES = ("wonen", "zorg en welzijn", "werken")


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((60, 15, 5), "De meeste hulpvragen gaan over wonen: ongeveer 60 van de 80."),
        ((15, 5, 60), "De meeste hulpvragen gaan over werken: ongeveer 60 van de 80."),
        ((40, 40, 0), "Het vaakst gaat het om wonen en ook zorg en welzijn: elk ongeveer 40 van de 80 hulpvragen."),
        ((10, 15, 55), "De meeste hulpvragen gaan over werken: ongeveer 55 van de 80."),
        (
            (5, 15, 5),
            "Bovenaan: zorg en welzijn, ongeveer 15 van de 80 hulpvragen. Door het afronden kan dit even veel zijn: wonen en werken.",
        ),
    ],
)
def test_the_most_is_named_with_its_number_and_what_may_be_as_many(counts: tuple[int, ...], said: str) -> None:
    shown = [PublishedCount(count, 5) for count in counts]
    told = by_sentence(NAMES, shown, PublishedCount(80, 5), context=ChartContext(texts("nl")), dimension="theme")
    assert told.replace("\u00a0", " ") == said
