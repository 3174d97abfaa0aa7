"""One number, one name, one denominator: what stands on more pages is the same on all of them, and in ``summary --json``."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adv import data_folder
from adv.formats import formats
from adv.publications import making
from adv.publications.mailed_file import page
from adv.report.facts import About
from adv.report.outline import make_published
from adv.report.spans import year
from adv.sample import add_samples
from adv.settings import load_project
from adv.texts import texts
from adv.ui import view
from adv.ui.front import READER_PAGES
from tests.pages.conftest import open_all
from tests.pages.test_pages import html
from tests.report.plain import plain

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
        (rf"{NUMBER} van de {NUMBER} hulpvragen lopen nog", rf"Lopende hulpvragen{CARD}{NUMBER} van {NUMBER}<"),
        (REQUESTS["by_status"]["open"] + REQUESTS["by_status"]["in_progress"], REQUESTS["total"]),
        2,
    ),
    "requests in all": (
        (rf"meeste hulpvragen: \d+ van de {NUMBER}", rf"van de {NUMBER} hulpvragen"),
        (REQUESTS["total"],),
        3,
    ),
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


# What is published, in the same form: the numbers come from the publication. Pages, its file and the account for the municipality.
PUBLISHED: dict[str, tuple[str, ...]] = {
    "visits": (rf"{NUMBER} van de {NUMBER} afgesproken bezoeken", rf"{NUMBER} van {NUMBER}</b>"),
    "spent": (rf"€ {NUMBER} uitgegeven van het budget van € {NUMBER}", rf"budget van € {NUMBER} is € {NUMBER} besteed"),
    "requests": (rf"stelden (?:bewoners )?ongeveer {NUMBER} hulpvragen",),
    "closed": (rf"Daarvan is ongeveer {NUMBER} % afgerond",),
    "households": (rf"In ongeveer {NUMBER} (?:van de \d+ bezochte )?huishoudens is een gesprek gevoerd",),
    "largest theme": (rf"hulpvragen gaan over [a-z ]+: ongeveer {NUMBER} van de (?:ongeveer )?{NUMBER}",),
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


def test_a_published_number_is_the_same_on_every_page_in_its_file_and_in_the_account(app: Callable[..., Any]) -> None:
    for _ in add_samples(view.store()):
        pass
    project = load_project("de-waart")
    data_folder.publication_key().write_bytes(b"w" * 32)  # one by which one theme stands out
    now = making.situation(view.store(), project)
    days = now.quarters(date(2020, 12, 31))[-2:]
    publication = making.publish(view.store(), making.prepare(view.store(), now, days), who="test").publication
    opened = app()
    told = {name: html(opened.switch_page(f"pages/{name}.py").run()) for name in READER_PAGES if name != "published_neighbourhoods"}
    account = make_published(publication, project, About(), period=year(2020), texts=texts("nl"))
    told |= {"file": page(publication, "nl"), "account": plain(account)}
    table, last = publication.requests, publication.figures[-1]
    assert (last.visits, last.cents) == (VISITS["completed"], round(100 * BUDGET["spent"]))
    total, closed = table.count(-1), table.count(-1, status="closed")
    talked = publication.households.count(-1, outcome="conversation")
    themes = max(table.count(-1, theme=theme).value for theme in project.themes)
    spent, budget = (formats("nl").euro(cents, whole=True)[2:] for cents in (last.cents, publication.budget_cents))
    numbers: dict[str, set[tuple[str, ...]]] = {
        "visits": {(str(last.visits), str(publication.target))},
        "spent": {(spent, budget), (budget, spent)},
        "requests": {(str(total.value),)},
        "closed": {(str(round(100 * closed.value / total.value)),)},
        "households": {(str(talked.value),)},
        "largest theme": {(str(themes), str(total.value))},
    }
    for name, ways in PUBLISHED.items():
        found = {where: set(_said(text.replace("\u00a0", " "), ways)) for where, text in told.items()}
        assert {said for every in found.values() for said in every} <= numbers[name], (name, found)
        assert sum(map(bool, found.values())) >= (1 if name == "largest theme" else 3), (name, found)
