"""Data with names and numbers that stand nowhere else, and a search for them in everything that a reader gets."""

from __future__ import annotations

import io
import re
from datetime import date
from html import unescape
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from msgspec.structs import replace

from adv.disclosure.counting import count_households, count_requests
from adv.disclosure.publication import to_json
from adv.disclosure.releases import publication_of
from adv.publications.mailed_file import page
from adv.publications.workbook import workbook
from adv.texts import LANGUAGES
from tests.attack.feasibility import Found
from tests.datasets import make_dataset
from tests.disclosure.projects import QUARTERS, project_of
from tests.disclosure.small import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from adv.disclosure.publication import Publication
    from adv.model import Dataset, Project

TRACES = ("KANARIE", "kanarie")
COUNTS = (1013, 1237, 1471, 2017)  # requests in each leaf; none a multiple of a base, and no coordinate of a picture
PICTURES = re.compile(r"<svg.*?</svg>", re.DOTALL)
WORDS_OF_PICTURES = re.compile(r"<(?:text|title|desc|tspan)[^>]*>([^<]*)")


def data_of(project: Project, early: date = date(2019, 1, 7)) -> Dataset:
    """Data of which every household, visit, request, street and organisation can be recognised, and every exact count.

    Half of them are of an early day, half of the end of a quarter.
    """
    visits: list[Mapping[str, Any]] = []
    requests: list[Mapping[str, Any]] = []
    for leaf, count in enumerate(COUNTS):
        for at in range(count):
            number = f"KANARIE{leaf}x{at}"
            visits.append(
                {
                    "visit_id": number,
                    "visited_on": QUARTERS[0] if at % 2 else early,
                    "household": f"kanarie{leaf}x{at}",
                    "street": "Kanariestraat",
                    "area": project.area_names[leaf % 2],
                    "outcome": "conversation" if at % 3 else "refused",
                    "organisations": ("Kanarie en co",),
                }
            )
            requests.append(
                {
                    "request_id": f"KANARIEvraag{leaf}x{at}",
                    "visit_id": number,
                    "theme": project.themes[leaf // 2],
                    "goal": project.goals[0],
                    "status": "open" if at % 2 else "closed",
                    "owner": "Kanarie en co",
                }
            )
    return make_dataset(project, visits=visits, requests=requests)


def exact_numbers(project: Project, dataset: Dataset, publication: Publication) -> set[int]:
    """Every true number of a published cell that is no published number, nor public: large enough to be recognised."""
    found: set[int] = set()
    for table, count in ((publication.requests, count_requests), (publication.households, count_households)):
        for at, day in enumerate(publication.days):
            exact = count(dataset, project, table.lattice, day).numbers
            found |= {true for true, number in zip(exact, table.numbers(at), strict=True) if true != number}
    shown = {number for table in publication.tables.values() for release in table.releases for number in release.numbers}
    shown |= {row[-1] for table in publication.tables.values() for release in table.releases for row in release.shadow}
    public = {figures.visits for figures in publication.figures}
    return {number for number in found if number > 100} - shown - public


def given(publication: Publication) -> Iterator[tuple[str, str]]:
    """Everything that a reader gets, with its name: files whole, and of pictures what is written in them."""
    yield "json", to_json(publication).decode()
    for language in LANGUAGES:
        yield from ((f"{language} {name}", text) for name, text in written_in("html", page(publication, language).encode()))
        yield from ((f"{language} {name}", text) for name, text in written_in("xlsx", workbook(publication, language)))


def written_in(kind: str, content: bytes) -> Iterator[tuple[str, str]]:
    """What is written in a file: a page whole, of pictures their words, of a workbook every part."""
    if kind == "xlsx":
        with ZipFile(io.BytesIO(content)) as book:
            yield from ((part, book.read(part).decode()) for part in book.namelist())
        return
    text = content.decode("utf-8-sig")
    yield "pictures", unescape(" ".join(word for picture in PICTURES.findall(text) for word in WORDS_OF_PICTURES.findall(picture)))
    yield kind, unescape(re.sub(r"<style>.*?</style>|sha256-[^']*'", "", PICTURES.sub("", text), flags=re.DOTALL))


def traces_in(text: str, numbers: set[int]) -> set[str]:
    """Canaries that stand in a text: names, and numbers in either way of writing."""
    plain = re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", text)
    there = {int(one) for one in re.findall(r"(?<![\w.#-])\d{3,6}(?![\w.])", plain)}
    return {trace for trace in TRACES if trace in text} | {str(number) for number in there & numbers}


def search() -> Found:
    """Publish canaries and look for them."""
    project = replace(project_of(2, 2, 1), target=9000)
    dataset = data_of(project)
    made = publication_of(dataset, project, QUARTERS[:2], None, KEY).publication
    if made is None:
        return Found("nothing was published", ("no publication",))
    numbers = exact_numbers(project, dataset, made)
    texts = list(given(made))
    broken = [f"{name}: {sorted(found)}" for name, text in texts if (found := traces_in(text, numbers))]
    awake = traces_in(f"er zijn {min(numbers):,} hulpvragen van KANARIE0x1", numbers)
    if len(awake) != 2:
        broken.append("asleep")
    return Found(f"{len(numbers)} exact numbers and all names looked for in {len(texts)} texts", tuple(broken))
