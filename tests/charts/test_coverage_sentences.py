"""Sentences on streets and days: a margin beside the line of all together is explained where no difference is told."""

from __future__ import annotations

from adv.charts.chart_context import ChartContext
from adv.charts.coverage.response import reach_sentence, weekday_sentence
from adv.metrics.chance import Standing
from adv.metrics.values import Rate
from adv.metrics.visits import Reach, ReachGroup, Weekdays
from adv.texts import texts

NL = ChartContext(texts("nl"))
ALIKE = (Standing.LIKE_OTHERS,) * 3
ALIKE_SAID = "De verschillen tussen de straten kunnen toeval zijn."
APART = "Van Hof ligt de marge naast de lijn van alles samen. Wie er 3 tegelijk vergelijkt, ziet dat al gauw door toeval."


def streets(hof: int, standings: tuple[Standing, ...] = ALIKE) -> Reach:
    rates = tuple(Rate(part, whole, "approached_not_vacant") for part, whole in ((hof, 21), (80, 100), (60, 75)))
    return Reach(ReachGroup.STREET, ("Hof", "Laan", "Weg"), rates, standings, 0)


def test_a_margin_beside_the_line_is_explained_where_no_difference_is_told() -> None:
    assert reach_sentence(streets(12), NL) == f"{ALIKE_SAID} {APART}"
    assert reach_sentence(streets(16), NL) == ALIKE_SAID


def test_a_street_of_which_a_difference_is_told_needs_no_explanation() -> None:
    told = reach_sentence(streets(5, (Standing.BELOW, *ALIKE[1:])), NL)
    assert told == "Hof: hier was minder vaak een gesprek dan in de andere straten; dat is waarschijnlijk geen toeval."


def test_of_days_too() -> None:
    few = Weekdays(tuple(Rate(part, 100, "visits_on_day") for part in (50, 50, 39, 50, 50, 0, 0)), (Standing.LIKE_OTHERS,) * 7)
    assert "Van woensdag" not in weekday_sentence(few, NL)
    rare = Weekdays(tuple(Rate(part, 100, "visits_on_day") for part in (60, 60, 40, 60, 60, 60, 60)), (Standing.LIKE_OTHERS,) * 7)
    assert "Van woensdag ligt de marge naast de lijn van alles samen." in weekday_sentence(rare, NL)
