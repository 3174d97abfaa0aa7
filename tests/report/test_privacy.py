"""Traces of people in own texts."""

from __future__ import annotations

import pytest

from adv.report.privacy import Trace, traces
from adv.settings import load_project

POINTING = {
    "Zij woont in de Kerkstraat 12 en is blij.": Trace.ADDRESS,
    "Bel haar op 06-12345678.": Trace.CONTACT,
    "Mail naar buurvrouw@example.org.": Trace.CONTACT,
    "Toen kwam Fatima langs met koffie.": Trace.NAME,
    "Wij spraken mevrouw de Groot.": Trace.NAME,
    "Fatima woont er nu twee jaar.": Trace.NAME,
    "Dat zei ook Özlem.": Trace.NAME,
}
INNOCENT = (
    "Roos en klaver groeien nu voor de deur. Wil iemand meedoen? Graag! Zij hielpen.",
    "Een bewoner van het Waartplein durft nu weer alleen naar buiten.",
    "Samen met Woonpartners en de Politie is de hal opgeruimd. In Helmond komt dat vaker voor.",
    "In 2019 waren er 12 gesprekken. Dat zijn er 3 meer.",
)


@pytest.mark.parametrize(("text", "trace"), POINTING.items(), ids=range(len(POINTING)))
def test_what_may_point_at_a_person_is_found(text: str, trace: Trace) -> None:
    assert trace in {found.trace for found in traces(text, load_project("de-waart"))}


def test_what_stands_in_a_longer_trace_is_told_once() -> None:
    found = traces("Fatima woont op Kerkstraat 12. Haar dochter Aisha belde 06-12345678.", load_project("de-waart"))
    assert [one.words for one in found] == ["Kerkstraat 12", "Fatima", "Haar dochter Aisha belde 06-12345678."]


@pytest.mark.parametrize("text", INNOCENT)
def test_the_project_s_own_names_are_nobody_s(text: str) -> None:
    assert traces(text, load_project("de-waart")) == ()
