"""What stands in the four files, read back by other programs, beside what `summary --json` says: the same numbers everywhere."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pdfplumber
import pptx
import pytest

from adv.formats import formats
from adv.report.fact import FactKind
from adv.report.writers import FORMATS, writer
from tests.report.reports import of_sample
from tests.report.test_facts import summary

if TYPE_CHECKING:
    from collections.abc import Callable

    from adv.formats import Formats

YEARS = (2018, 2019, 2020)
DAYS_AND_PAGES = re.compile(
    r"\d{1,2} (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december) \d{4}"
)
CAPTION = re.compile(r"^(?:Tabel|Figuur) \d+\. ")
NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")
OWN_TABLES = ("Afspraak en resultaat", "Afspraak en stand")


@cache
def content(form: str, number: int) -> bytes:
    return writer(form)(of_sample(number))


def bare(text: str) -> str:
    return "".join(text.split())


def of_docx(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return bare(" ".join([*(paragraph.text for paragraph in document.paragraphs), *cells]))


def of_pdf(content: bytes) -> str:
    with pdfplumber.open(io.BytesIO(content)) as pages:
        return bare(" ".join(page.extract_text() or "" for page in pages.pages))


def of_pptx(content: bytes) -> str:
    told: list[str] = []
    for slide in pptx.Presentation(io.BytesIO(content)).slides:
        told += [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        told += [cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
        told.append(slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "")
    return bare(" ".join(told))


def of_xlsx(content: bytes) -> str:
    """The cells as Excel shows them to a Dutch reader: amounts with their cents."""
    dutch, told = formats("nl"), []
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            is_number = isinstance(cell.value, int | float)
            told.append(_shown(cell.value, cell.number_format, dutch) if is_number else str(cell.value))
    return bare(" ".join(told))


def _shown(value: float, form: str, dutch: Formats) -> str:
    return dutch.euro(round(value * 100), all_cents=True) if "€" in form else dutch.number(value)


READERS: dict[str, Callable[[bytes], str]] = {"docx": of_docx, "pdf": of_pdf, "pptx": of_pptx, "xlsx": of_xlsx}


def wanted(found: dict[str, Any]) -> dict[str, str]:
    """Numbers of `summary --json` that every file must show, as a Dutch reader reads them."""
    dutch = formats("nl")
    counts = {
        "visits": found["visits"]["completed"],
        "requests": found["requests"]["total"],
        "helped": found["outcomes"]["households_helped"],
        "activated": found["outcomes"]["activation"]["activated"],
        "activities": found["outcomes"]["activities"],
    }
    amounts = {"spent": found["budget"]["spent"], "cost": found["budget"]["cost_per_visit"]}
    written = {name: dutch.number(value) for name, value in counts.items()}
    return written | {name: bare(dutch.euro(round(value * 100), all_cents=True)) for name, value in amounts.items()}


@pytest.mark.parametrize("number", YEARS)
@pytest.mark.parametrize("form", FORMATS)
def test_every_file_shows_the_numbers_of_summary(form: str, number: int, capsys: pytest.CaptureFixture[str]) -> None:
    told = READERS[form](content(form, number))
    for name, value in wanted(summary(capsys, f"{number}-12-31")).items():
        if form != "pptx" or name not in {"helped", "activated"}:  # slides are a choice
            assert value in told, (form, name, value)


@pytest.mark.parametrize("number", YEARS)
def test_every_number_in_the_document_is_a_fact_of_the_report(number: int) -> None:
    """No number stands in the text or a table that is not a fact, a day, a part of a heading, a caption or a definition."""
    report = of_sample(number)
    whole = (fact.euros for fact in report.facts.values() if fact.kind is FactKind.CENTS)
    facts = " ".join(map(report.words.cell, (*report.facts.values(), *whole)))
    known = set(NUMBER.findall(facts.replace("\u00a0", " "))) | {"95", "100"}  # of a hundred cases, in the definition of a margin
    document = docx.Document(io.BytesIO(content("docx", number)))
    texts = [
        CAPTION.sub("", paragraph.text)
        for paragraph in document.paragraphs
        if not str(paragraph.style and paragraph.style.name).startswith(("Heading", "toc"))
    ]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for text in texts:
        strange = set(NUMBER.findall(DAYS_AND_PAGES.sub("", text.replace("\u00a0", " ")).rstrip("."))) - known
        assert not {one for one in strange if one.rstrip(".") not in known}, text


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_report_gives_the_same_bytes(form: str) -> None:
    assert content(form, 2019) == writer(form)(of_sample(2019))
