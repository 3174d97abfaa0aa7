"""The account for the municipality and the programme: published numbers only, said as such, and left out where they are not there."""

from __future__ import annotations

import io
import re
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import openpyxl
import pptx
import pypdf
import pytest
from msgspec.structs import replace

from adv.disclosure.publication import LEAST_DENOMINATOR, sealed
from adv.errors import AdvError
from adv.model import Period
from adv.report.blocks import OwnText, Table
from adv.report.closed import changed, kept, read_kept
from adv.report.fact import Fact, FactKind
from adv.report.facts import About
from adv.report.published_facts import NothingPublished, PublishedFacts
from adv.report.spans import year
from adv.report.writers import FORMATS, writer
from adv.settings import load_project
from tests.report.plain import plain, sentences
from tests.report.published import SMALL, of_state, programme, publication, told
from tests.report.reports import NOTHING

if TYPE_CHECKING:
    from collections.abc import Callable

    from adv.report.outline import Report

TOLD = Path(__file__).parent / "told"
LONGEST = 22  # words
HOSTILE = replace(load_project("de-waart"), title="<b>$a$ *x* =1+1", neighbourhood="=1+1", partners=("#let x", "@cmd"))
REPORTS: dict[str, Callable[[], Report]] = {
    **{f"gemeente {number}": partial(lambda at: told(publication("de-waart"), at), number) for number in (2018, 2019, 2020)},
    "gemeente 2019 in English": lambda: told(publication("de-waart"), 2019, language="en"),
    "gemeente half 2019": lambda: told(publication("de-waart"), Period(date(2019, 1, 1), date(2019, 7, 1))),
    "gemeente, one release": lambda: told(publication("one release"), 2019),
    "gemeente, year ends only": lambda: told(publication("year ends only"), 2019),
    "gemeente Annawijk 2022": lambda: told(publication("annawijk"), 2022),
    **{f"gemeente, {name}": partial(of_state, name) for name in SMALL},
    "gemeente, hostile names": lambda: told(publication("one release"), 2019, project=HOSTILE),
    "programma van drie": programme,
}
AGAIN = {"gemeente 2019", "gemeente, hostile names", "programma van drie"}  # each with a kind of table of its own
UNREAD = {"gemeente, hostile names"}  # a name may be as long as it likes
# What a municipality may know exactly: of the whole project, of its settings, and of the publication itself.
EXACT = re.compile(
    r"visits\.completed|budget\.(spent|budget|use|remaining|pv|over\w*|by_year\.\d+|year_left\.\d+|gap|cost_per_visit|planned_cost_per_visit|left)"
    r"|coverage\.(planned\.whole|lead\.whole|target\.(missing|extra|left))|target(\.gap)?|budget|no_money|categories\.large\.least|programme\.(count|by_households\.count|visits\..*|use|budget\..*)"
    r"|publication\.(base|releases|rivals)|activities\.promised|results\.\w+\.target|next_year|year\.\d+|income|release\.(visits|spent)\.[\d-]+"
)


@cache
def made(name: str) -> Report:
    return REPORTS[name]()


@pytest.fixture(params=REPORTS)
def name(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


def tables(report: Report) -> list[Table]:
    return [block for block in report.blocks if isinstance(block, Table) and not block.has_room]


def test_a_report_reads_as_it_was_read_by_a_person(name: str, *, regenerates: bool) -> None:
    file, written = TOLD / f"{name}.txt", plain(made(name))
    if regenerates:
        file.write_text(written, encoding="utf-8")
    assert written == file.read_text(encoding="utf-8")


def test_every_number_is_published_or_exact_and_public(name: str) -> None:
    for key, fact in made(name).facts.items():
        if not isinstance(fact.value, int | float):
            continue
        if fact.base:
            assert fact.kind is FactKind.PERCENT or not fact.path.startswith("publication.") or fact.number % 5 == 0, key
        else:
            assert EXACT.fullmatch(fact.path), key


def test_a_published_number_is_never_said_as_if_it_were_exact(name: str) -> None:
    report = made(name)
    about = ("about", "at most") if "English" in name else ("ongeveer", "hoogstens")
    for sentence in sentences(report):
        rounded = [fact for fact in (*sentence.facts.values(), sentence.count) if isinstance(fact, Fact) and fact.base]
        said = report.words.say(sentence).casefold()
        assert sum(said.count(word) for word in about) >= len(rounded), said


def test_it_is_told_in_whole_short_sentences(name: str) -> None:
    report = made(name)
    assert not re.search(r"\b(None|nan|inf)\b|NotAvailable|@words", plain(report))
    if name in UNREAD:
        return
    for sentence in sentences(report):
        for part in re.split(r"(?<=[.?!]) (?=[A-Z0-9])", report.words.say(sentence).replace("\u00a0", " ")):
            assert len(part.split()) <= LONGEST, part


def test_numbers_of_a_table_add_up_in_view(name: str) -> None:
    for table in (table for table in tables(made(name)) if table.has_total):
        for column in range(1, len(table.heads)):
            values = [row[column].number for row in table.rows if isinstance(row[column], Fact)]  # type: ignore[union-attr]  # a fact
            if len(values) == len(table.rows):
                assert sum(values[:-1]) == values[-1], (table.key, column)


def test_no_share_of_fewer_than_fifty(name: str) -> None:
    for table in (table for table in tables(made(name)) if table.key == "goals"):
        for _, raised, _, share in table.rows:
            assert isinstance(raised, Fact)
            assert isinstance(share, Fact) == (raised.number >= LEAST_DENOMINATOR)


@pytest.mark.parametrize("form", FORMATS)
def test_every_state_can_be_written_and_writing_it_again_gives_the_same(name: str, form: str) -> None:
    report = made(name)
    written = writer(form)(report)
    assert written.startswith(b"%PDF" if form == "pdf" else b"PK")
    assert name not in AGAIN or writer(form)(report) == written


@pytest.mark.parametrize("of", ["gemeente 2019", "programma van drie"])
def test_the_files_hold_the_cells_of_the_report(of: str) -> None:
    report = made(of)
    cells = [[[report.words.cell(cell) for cell in row] for row in table.rows] for table in tables(report)]
    document = docx.Document(io.BytesIO(writer("docx")(report)))
    found = [[[cell.text for cell in row.cells] for row in table.rows[1:]] for table in document.tables]
    assert [rows for rows in found if rows in cells] == cells
    pages = pypdf.PdfReader(io.BytesIO(writer("pdf")(report))).pages
    read = "".join("".join(page.extract_text() for page in pages).split())
    assert not [cell for rows in cells for row in rows for cell in row if "".join(cell.split()) not in read]
    book = openpyxl.load_workbook(io.BytesIO(writer("xlsx")(report)))
    for sheet, table in zip(book.worksheets[1:], tables(report), strict=True):
        numbers = [[cell.value for cell in row if isinstance(cell.value, int)] for row in sheet.iter_rows(min_row=4)]
        wanted = [[cell.number for cell in row if isinstance(cell, Fact) and cell.kind is FactKind.COUNT] for row in table.rows]
        if not any(isinstance(cell, Fact) and cell.kind is FactKind.CENTS for row in table.rows for cell in row):
            assert numbers[: len(wanted)] == wanted, table.key
    slides = pptx.Presentation(io.BytesIO(writer("pptx")(report))).slides
    assert len(slides) > 4


def test_there_is_no_data_behind_the_facts() -> None:
    facts = PublishedFacts(publication("de-waart"), load_project("de-waart"), year(2019), NOTHING)
    assert all(frame.empty for frame in (facts.spans.dataset.visits, facts.spans.dataset.requests, facts.spans.dataset.expenses))
    assert facts.count("requests.total") is None
    assert facts.counts("visits.completed_by_area") == {}


def test_a_year_without_a_release_has_no_report() -> None:
    with pytest.raises(NothingPublished):
        told(publication("de-waart"), 2021)


def test_a_publication_that_does_not_fit_is_not_told() -> None:
    found = publication("one release")
    with pytest.raises(AdvError, match="report_publication_refused"):
        told(replace(found, budget_cents=1), 2019)


def test_a_release_later_than_the_period_changes_nothing_but_the_certificate() -> None:
    whole = publication("de-waart")
    assert tables(told(sealed(whole.up_to(date(2019, 12, 31))), 2019)) == tables(told(whole, 2019))


def test_its_own_words_are_apart_from_those_of_ones_own_report() -> None:
    about = About(texts={"summary": "Exact verhaal.", "municipality.summary": "Gepubliceerd verhaal.", "hours": "Acht uur."})
    texts = {
        block.slot: block.text for block in told(publication("de-waart"), 2019, about=about).blocks if isinstance(block, OwnText)
    }
    assert texts["municipality.summary"] == "Gepubliceerd verhaal."
    assert "summary" not in texts
    assert texts["hours"] == "Acht uur."


def test_closing_ones_own_account_fixes_its_words_but_not_the_municipality_s_account() -> None:
    about = About(texts={"hours": "Acht uur."}, are_words_closed=True)
    report = told(publication("de-waart"), 2019, about=about)
    assert "Stand: concept" in plain(report)
    assert not report.is_closed
    assert [slot for slot in ("hours", "story.first", "municipality.summary") if report.is_fixed(slot)] == ["hours", "story.first"]
    assert not report.unfinished


def test_it_is_closed_for_itself_and_says_since_when_and_what_it_replaces() -> None:
    about = About(closed_on=date(2020, 2, 14), replaces=(date(2020, 1, 9), "Een telfout."))
    for report in (told(publication("de-waart"), 2019, about=about), programme(about=about)):
        assert report.is_closed
        assert not report.unfinished
        written = plain(report).replace("\u00a0", " ")
        assert "Stand: definitief, vastgesteld op 14 februari 2020" in written
        assert "het verslag van 9 januari 2020. Reden: Een telfout." in written


def test_nothing_has_changed_of_an_account_in_which_rows_share_a_name() -> None:
    report = of_state("one visit")  # its certificate lists a total of requests and one of households
    assert changed(read_kept(kept(report)), report) == ()


def test_the_programme_has_words_of_its_own_beside_those_of_its_neighbourhoods() -> None:
    report = programme(about=About(texts={"programme.summary": "Drie wijken, één aanpak."}))
    assert "Drie wijken, één aanpak." in plain(report)
    assert [block.slot for block in report.unfinished] == ["programme.conclusions", "programme.next", "programme.author"]
    assert report.is_fixed("municipality.areas")
    assert not report.is_fixed("programme.summary")
