"""The file for programme managers: complete, small, closed to the outside, and the same numbers wherever they stand."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from adv.charts.chart_context import ChartContext
from adv.disclosure.publication import Audience, sealed
from adv.disclosure.reading import judge, publication_in
from adv.disclosure.verify import Reason
from adv.model import TargetUnit
from adv.publications.contents import PARTS, contents
from adv.publications.mailed_file import file_name, page
from adv.texts import texts

if TYPE_CHECKING:
    from adv.disclosure.publication import Publication

LARGEST = 400_000  # bytes
HOSTILE = '</script><img src=x onerror="alert(1)">&amp;'
LANGUAGES = pytest.mark.parametrize("language", ["nl", "en"])
EVERY_NUMBER = re.compile(r'<td class="number" data-p="(\w+)/(\d+)/(\d+)">([\d.,]+)</td>')


@LANGUAGES
def test_the_page_holds_the_publication_and_verifies(publication: Publication, language: str) -> None:
    content = page(publication, language).encode()
    assert len(content) < LARGEST
    assert publication_in(content) == publication
    assert judge(content).fits


def test_the_file_is_named_after_the_project_and_the_quarter(publication: Publication) -> None:
    assert file_name(publication, "html") == "publicatie-de-waart-2019-K4.html"
    assert file_name(publication, "xlsx", "en") == "publication-de-waart-2019-Q4.xlsx"
    assert file_name(replace(publication, audience=Audience.PUBLIC), "html") == "publicatie-de-waart-openbaar-2019-K4.html"


def test_the_same_publication_gives_the_same_bytes(publication: Publication) -> None:
    assert page(publication, "nl") == page(publication, "nl")


@LANGUAGES
def test_nothing_is_asked_from_outside_and_the_policy_allows_what_is_there(publication: Publication, language: str) -> None:
    written = page(publication, language)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', written)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'")
    assert "unsafe" not in policy[1]
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", written, flags=re.DOTALL)
        digest = b64encode(sha256(inside.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy[1]
    assert set(re.findall(r"https?://[^\s\"'<]+", written)) == {"http://www.w3.org/2000/svg"}
    assert not re.findall(r'\s(?:src|style|on\w+)="', written)
    assert not re.findall(r'href="(?!#)', written)
    assert f'<html lang="{language}">' in written


def test_every_chart_has_its_title_its_sentence_a_text_for_who_cannot_see_it_and_its_table(publication: Publication) -> None:
    written, known = page(publication, "nl"), contents(publication, ChartContext(texts("nl")))
    assert tuple(known) == PARTS
    figures = re.findall(r"<figure>.*?</figure>", written, flags=re.DOTALL)
    charts = [shown.chart for charts in known.values() for shown in charts]
    assert len(figures) == len(charts) == 13
    for figure, chart in zip(figures, charts, strict=True):
        (picture,) = re.findall(r"<svg.*?</svg>", figure, flags=re.DOTALL)
        root = ET.fromstring(picture)  # noqa: S314 - our own
        assert root.get("role") == "img"
        assert root.findtext("{http://www.w3.org/2000/svg}desc") == chart.alt
        assert chart.title in figure
        assert chart.sentence in unescape(figure)
        assert figure.count("<tr>") == len(chart.table) + 1
    ids = re.findall(r'\sid="([^"]+)"', written)
    assert len(ids) == len(set(ids))
    assert all(
        f'id="{target}"' in written
        for target in re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', written)
        for target in target
        if target
    )


def test_every_number_of_the_tables_is_the_one_that_it_says_it_is(publication: Publication) -> None:
    found = EVERY_NUMBER.findall(page(publication, "nl"))
    assert len(found) > 80
    for name, release, cell, number in found:
        assert publication.tables[name].numbers(int(release))[int(cell)] == int(number)


def test_another_number_in_a_table_of_the_page_is_refused(publication: Publication) -> None:
    written = page(publication, "nl")
    for match in list(EVERY_NUMBER.finditer(written))[::7]:
        tampered = written[: match.start(4)] + "35791" + written[match.end(4) :]
        verdict = judge(tampered.encode())
        assert [refusal.reason for refusal in verdict.refusals] == [Reason.SHOWN]
        assert verdict.refusals[0].table == match[1]
    nowhere = written.replace('data-p="requests/0/0"', 'data-p="requests/0/99999"', 1)
    assert [refusal.reason for refusal in judge(nowhere.encode()).refusals] == [Reason.SHOWN]


def test_what_people_call_things_is_text(publication: Publication) -> None:
    table = publication.requests
    dimensions = (replace(table.dimensions[0], values=(HOSTILE, *table.dimensions[0].values[1:])), *table.dimensions[1:])
    named = sealed(replace(publication, title=HOSTILE, requests=replace(table, dimensions=dimensions)))
    written = page(named, "nl")
    assert "<img" not in written
    assert publication_in(written.encode()) == named
    assert judge(written.encode()).fits


def test_what_the_script_says_may_stand_in_a_page(publication: Publication) -> None:
    (words,) = re.findall(r'<script type="application/json" id="words">(.*?)</script>', page(publication, "nl"), flags=re.DOTALL)
    told = json.loads(words)
    assert "veelvoud van 5: {count}" in told["multiples"]


def test_a_project_that_counts_households_shows_about_how_many(publication: Publication) -> None:
    counted = sealed(replace(publication, target_unit=TargetUnit.HOUSEHOLDS))
    reached = publication.households.count(-1, outcome="conversation").value
    assert f"Ongeveer {reached} van de 160 afgesproken huishoudens zijn bereikt, in 117 afgeronde bezoeken." in page(counted, "nl")


def test_sample_data_are_said_to_be_invented(publication: Publication) -> None:
    assert "voorbeeldgegevens" in page(publication, "nl")
    assert "voorbeeldgegevens" not in page(sealed(replace(publication, is_sample=False)), "nl")
