"""The project in one sentence: true with everything there, with parts missing, and of a part of the project."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from adv.charts.chart_context import ChartContext
from adv.charts.overview.summary_sentence import at_a_glance
from adv.metrics.selection import Selection
from adv.metrics.values import NotAvailable
from adv.model import TargetUnit
from adv.texts import texts
from tests.charts.test_sentences import covered, curve, plain, raised

NL, EN = ChartContext(texts("nl")), ChartContext(texts("en"))
EVERYTHING = (covered(91, 96.29, 33), curve(4_262_504), raised(open=3, in_progress=1, closed=5))


def test_it_says_visits_euros_and_open_questions() -> None:
    assert plain(at_a_glance(*EVERYTHING, NL)) == (
        "91 van de 160 bezoeken zijn afgerond, € 42.625,04 van de € 65.750 is besteed en 4 van de 9 hulpvragen zijn open of in behandeling."
    )
    assert plain(at_a_glance(*EVERYTHING, EN)).startswith("91 of the 160 visits have been completed, ")


def test_one_is_singular() -> None:
    said = plain(at_a_glance(covered(1, 96.29, 33), curve(100), raised(open=1, closed=1), NL))
    assert said.startswith("1 van de 160 bezoeken is afgerond, € 1 van ")
    assert said.endswith("1 van de 2 hulpvragen is open of in behandeling.")


def test_households_are_called_households() -> None:
    exact = replace(covered(41, 60, 0), target_unit=TargetUnit.HOUSEHOLDS)
    assert plain(at_a_glance(exact, *EVERYTHING[1:], NL)).startswith("41 van de 160 huishoudens zijn bereikt, ")


def test_what_is_not_in_the_data_is_said() -> None:
    missing = NotAvailable("no_visits"), NotAvailable("no_expenses"), NotAvailable("no_requests")
    assert at_a_glance(*missing, NL) == (
        "Bezoeken staan niet in de gegevens, uitgaven staan niet in de gegevens en hulpvragen staan niet in de gegevens."
    )


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        pytest.param(
            Selection(areas=("Waartplein",)),
            "In deze keuze: 91 bezoeken zijn afgerond, in het hele project is € 42.625,04 van de € 65.750 besteed",
            id="an area",
        ),
        pytest.param(
            Selection(organisations=("Politie",)),
            "In deze keuze: 91 bezoeken zijn afgerond, € 42.625,04 is besteed",
            id="an organisation",
        ),
    ],
)
def test_a_part_is_not_held_against_the_whole(chosen: Selection, said: str) -> None:
    assert plain(at_a_glance(*EVERYTHING, NL, selection=chosen)).startswith(said)
