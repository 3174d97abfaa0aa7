"""The PDF, read back by others than its maker: every number in it is a fact, and it says what it is."""

from __future__ import annotations

import io
import json
from typing import Any

import pikepdf
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adv.report.blocks import Table
from adv.report.facts import About
from adv.report.writers import writer
from adv.report.writers.pdf import quoted
from tests.charts.states import STATES
from tests.report.example import FILE, FOR_MUNICIPALITY, example, for_municipality
from tests.report.reports import of_sample, of_state

LONG = "Wij gingen bij elk adres langs. " * 400


@pytest.fixture(scope="module")
def read() -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(writer("pdf")(of_sample(2019))))


def test_the_same_report_gives_the_same_bytes() -> None:
    assert writer("pdf")(of_sample(2019)) == writer("pdf")(of_sample(2019))


def test_it_says_its_title_language_and_outline(read: pypdf.PdfReader) -> None:
    root: Any = read.trailer["/Root"]
    assert read.metadata is not None
    assert read.metadata.title == "Jaarlijkse verantwoording 2019"
    assert str(root["/Lang"]).lower().startswith("nl")
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    heads = [str(item.title) for item in read.outline if not isinstance(item, list)]
    assert [head.lstrip("0123456789. ") for head in heads][:2] == ["Samenvatting", "Resultaten en verantwoording"]


def test_it_claims_the_two_standards(read: pypdf.PdfReader) -> None:
    root: Any = read.trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>3</pdfaid:part>" in xmp


def test_every_cell_of_every_table_can_be_read_in_it(read: pypdf.PdfReader) -> None:
    report = of_sample(2019)
    told = "".join("".join(page.extract_text() for page in read.pages).split())
    for table in (block for block in report.blocks if isinstance(block, Table)):
        for cell in (cell for row in table.rows for cell in row):
            assert "".join(report.words.cell(cell).split()) in told, table.key


def test_every_row_has_a_cell_that_heads_it_and_the_others_name_it() -> None:
    with pikepdf.open(io.BytesIO(writer("pdf")(of_sample(2019)))) as pdf:
        known = {str(name) for name in pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)}
        rows = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/TR" and one.P.S == "/TBody"
        ]
        assert len(rows) == sum(len(block.rows) for block in of_sample(2019).blocks if isinstance(block, Table))
        for head, *cells in (row.K for row in rows):
            assert head.S == "/TH"
            assert any(about.get("/Scope") == "/Row" for about in head.A)
            for cell in cells:
                named = {str(name) for about in cell.A for name in about.get("/Headers", ())}
                assert str(head.ID) in named <= known


def test_its_facts_are_attached(read: pypdf.PdfReader) -> None:
    attached = json.loads(read.attachments["facts.json"][0])
    assert attached["visits.completed@now"] == 72
    assert attached["budget.spent@start"] == 4_391_051


STATES_TO_WRITE = ("no data at all", "one visit", "behind", "target passed", "overspent", "hostile names", "nothing completed")


@pytest.mark.parametrize("name", STATES_TO_WRITE)
def test_every_state_can_be_written(name: str) -> None:
    assert len(pypdf.PdfReader(io.BytesIO(writer("pdf")(of_state(STATES[name](), is_drawn=True)))).pages) >= 4


def test_long_own_words_flow_over_pages_and_come_out_as_written() -> None:
    about = About(texts={"summary": LONG, "next": 'Drie puntjes... #let x = "1" $a$ *b* _c_ @d <e> \\n `f`'})
    pages = pypdf.PdfReader(io.BytesIO(writer("pdf")(of_sample(2019, about=about)))).pages
    told = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert told.count("langs.") == 400
    assert 'Drie puntjes... #let x = "1" $a$ *b* _c_ @d <e> \\n `f`' in told


@given(st.text())
def test_a_text_stays_inside_its_string(text: str) -> None:
    inside = quoted(text)[1:-1]
    bare = inside.replace("\\\\", "").replace('\\"', "").replace("\\n", "")
    assert '"' not in bare
    assert "\\" not in bare


def test_the_examples_in_the_manual_are_what_the_program_makes_now() -> None:
    for file, report in ((FILE, example()), (FOR_MUNICIPALITY, for_municipality())):
        assert file.read_bytes() == writer("pdf")(report), "make account-example writes it anew"
        assert not report.unfinished
