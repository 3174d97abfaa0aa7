"""One number, one name, one denominator: what stands on more pages is the same on all of them, and in ``summary --json``."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adv.formats import formats
from adv.sample import add_samples
from adv.ui import view
from tests.pages.conftest import open_all
from tests.pages.test_pages import html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.pages.conftest import EachPage

# What `summary --json` says of the sample: a test of its own holds it to the command.
TOLD: dict[str, Any] = json.loads((Path(__file__).parents[1] / "golden" / "voorbeeld-de-waart-2018-2020.json").read_text())
VISITS, REQUESTS, BUDGET, ACTIVE = TOLD["visits"], TOLD["requests"], TOLD["budget"], TOLD["outcomes"]["activation"]
NUMBER = r"(\d[\d.,]*\d|\d)"
CARD = "</h2><p class='adv-value'>"


def _amount(euros: float) -> str:
    return formats("nl").euro(round(100 * euros)).replace("\u00a0", " ").removeprefix("€ ")


# Each figure: the ways in which it is said, the numbers that they must have, and on how many pages it stands at least.
FIGURES: dict[str, tuple[tuple[str, ...], tuple[object, ...], int]] = {
    "home visits of the target": (
        (rf"{NUMBER} van de {NUMBER} huisbezoeken", rf"Huisbezoeken{CARD}{NUMBER} van {NUMBER}<"),
        (VISITS["completed"], TOLD["coverage"]["target"]),
        2,
    ),
    "conversations": (
        (rf"in \d+ van de {NUMBER} gesprekken \(", rf"; {NUMBER} keer kwam het tot een gesprek"),
        (VISITS["completed"],),
        2,
    ),
    "times called": (
        (rf"Er is {NUMBER} keer aangebeld", rf"vaakst aan: \d+ van de {NUMBER} keer", rf"Van de {NUMBER} keer ging"),
        (VISITS["total"],),
        2,
    ),
    "requests closed": (
        (rf"{NUMBER} van de {NUMBER} hulpvragen zijn afgerond", rf"Hulpvragen afgerond{CARD}{NUMBER} van {NUMBER}<"),
        (REQUESTS["by_status"]["closed"], REQUESTS["total"]),
        2,
    ),
    "requests not done": (
        (rf"{NUMBER} van de {NUMBER} hulpvragen lopen nog", rf"die nog lopen{CARD}{NUMBER} van {NUMBER}<"),
        (REQUESTS["by_status"]["open"] + REQUESTS["by_status"]["in_progress"], REQUESTS["total"]),
        2,
    ),
    "requests in all": ((rf"Er zijn {NUMBER} hulpvragen:", rf"meeste hulpvragen: \d+ van de {NUMBER}"), (REQUESTS["total"],), 2),
    "households helped": (
        (rf'">{NUMBER} huishoudens geholpen<', rf"Daarmee zijn {NUMBER} huishoudens geholpen"),
        (TOLD["outcomes"]["households_helped"],),
        2,
    ),
    "households that become active": (
        (rf"In {NUMBER} van de {NUMBER} huishoudens met een gesprek wordt iemand actief",),
        (ACTIVE["activated"], ACTIVE["households"]),
        2,
    ),
    "under the budget": (
        (rf"€ {NUMBER} onder het budget van € {NUMBER} gebleven", rf"€ {NUMBER} over van het budget van € {NUMBER}"),
        (_amount(BUDGET["budget"] - BUDGET["spent"]), _amount(BUDGET["budget"])),
        2,
    ),
    "spent": ((rf"Besteed{CARD}€ {NUMBER}<", rf"is € {NUMBER} besteed \("), (_amount(BUDGET["spent"]),), 2),
}


def _texts(each_page: EachPage) -> dict[str, str]:
    """Everything that each page says of the sample, with all open that it offers."""
    for _ in add_samples(view.store()):
        pass
    return {
        page: html(open_all(opened, page)).replace("\u00a0", " ")
        for page, opened in each_page()
        if page
        not in {
            "neighbourhoods",
            "report",
            "publish",
            "data",
        }  # of all neighbourhoods, with words and wholes of their own, of the workbooks
    }


def _said(text: str, ways: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for way in ways:
        yield from (found.groups() for found in re.finditer(way, text))


def test_a_figure_is_the_same_wherever_it_stands_and_in_the_json(each_page: EachPage) -> None:
    told = _texts(each_page)
    wrong: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    seen: dict[str, tuple[int, int]] = {}
    for name, (ways, numbers, pages) in FIGURES.items():
        wanted = tuple(map(str, numbers))
        found = {page: set(_said(text, ways)) for page, text in told.items()}
        wrong |= {(name, page): said for page, said in found.items() if said - {wanted}}
        seen[name] = (sum(map(bool, found.values())), pages)
    assert not wrong
    assert not {name: count for name, count in seen.items() if count[0] < count[1]}


def test_no_page_calls_a_visit_completed_or_a_request_resolved(each_page: EachPage) -> None:
    old = re.compile(r"afgeronde? bezoek|opgelost|open of in behandeling zijn|De rijen hierachter|Wat betekent dit|actiehouder")
    assert {page: old.findall(text) for page, text in _texts(each_page).items() if old.search(text)} == {}


def test_a_filter_never_mixes_a_part_with_the_whole(app: Callable[..., Any]) -> None:
    for _ in add_samples(view.store()):
        pass
    cards = html(app(gebied="Waartplein")).replace("\u00a0", " ")
    assert "van 160" not in cards
    assert f"Besteed, hele project{CARD}€ {_amount(BUDGET['spent'])}<" in cards
