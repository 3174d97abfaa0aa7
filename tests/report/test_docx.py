"""The document, read back by python-docx and by its own parts: numbers, heads, alternative texts, slots and the language."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from adv.report.blocks import Draft, OwnText, Picture, Table
from adv.report.facts import About
from adv.report.writers import writer
from tests.charts.states import STATES
from tests.report.reports import of_sample, of_state


@cache
def content() -> bytes:
    return writer("docx")(of_sample(2019))


def part(name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(content())).read(name))


def test_every_table_holds_the_facts_of_the_report_and_nothing_else() -> None:
    report, found = of_sample(2019), docx.Document(io.BytesIO(content())).tables
    wanted = [block for block in report.blocks if isinstance(block, Table)]
    assert len(found) == len(wanted)
    for table, block in zip(found, wanted, strict=True):
        told = [
            [report.words.say(head) for head in block.heads],
            *([report.words.cell(cell) for cell in row] for row in block.rows),
        ]
        assert [[cell.text for cell in row.cells] for row in table.rows] == told


def test_every_table_repeats_its_heads_and_has_a_title() -> None:
    tables = list(part("word/document.xml").iter(qn("w:tbl")))
    assert tables
    for table in tables:
        assert table.find(f".//{qn('w:tr')}").find(f".//{qn('w:tblHeader')}") is not None
        names = [child.tag for child in table.find(qn("w:tblPr"))]
        order = [qn(f"w:{name}") for name in ("tblBorders", "tblLayout", "tblLook", "tblCaption", "tblDescription")]
        assert [name for name in names if name in order] == order  # Word minds it


def test_every_picture_has_its_text_and_its_drawing() -> None:
    pictures = [block for block in of_sample(2019).blocks if isinstance(block, Picture)]
    told = [about.get("descr") for about in part("word/document.xml").iter(qn("wp:docPr"))]
    assert told == [picture.alt for picture in pictures]
    parts = zipfile.ZipFile(io.BytesIO(content())).namelist()
    assert sum(name.endswith(".svg") for name in parts) == sum(name.endswith(".png") for name in parts) == len(pictures)


def test_headings_are_headings_and_the_contents_name_them_all() -> None:
    paragraphs = docx.Document(io.BytesIO(content())).paragraphs
    heads = [paragraph.text for paragraph in paragraphs if str(paragraph.style and paragraph.style.name).startswith("Heading")]
    entries = [paragraph for paragraph in paragraphs if str(paragraph.style and paragraph.style.name).startswith("toc")]
    assert [entry.text for entry in entries] == [f"{head}\t" for head in heads]  # no number that nobody counted
    assert heads[0] == "1  Samenvatting"
    fields = [one.text.split()[0] for one in part("word/document.xml").iter(qn("w:instrText"))]
    assert fields[: len(heads) + 1] == ["TOC", *["PAGEREF"] * len(heads)]  # Word writes the contents anew
    links = [link.get(qn("w:anchor")) for link in part("word/document.xml").iter(qn("w:hyperlink"))]
    places = {mark.get(qn("w:name")): mark.getparent() for mark in part("word/document.xml").iter(qn("w:bookmarkStart"))}
    assert ["".join(text.text for text in places[link].iter(qn("w:t"))) for link in links] == heads


def test_captions_count_the_tables_and_the_pictures() -> None:
    told = [one.text for one in docx.Document(io.BytesIO(content())).paragraphs if one.style and one.style.name == "Caption"]
    for kind, name in ((Table, "Tabel"), (Picture, "Figuur")):
        number = sum(isinstance(block, kind) for block in of_sample(2019).blocks)
        found = [one.partition(".")[0] for one in told if one.startswith(name)]
        assert found == [f"{name} {place}" for place in range(1, number + 1)]


def test_what_word_minds_is_not_in_it() -> None:
    document, parts = part("word/document.xml"), zipfile.ZipFile(io.BytesIO(content())).namelist()
    numbers = [one.get(qn("w:val")) for one in document.iter(qn("w:id"))]
    assert len(numbers) == len(set(numbers)) == len(list(document.iter(qn("w:sdt"))))
    assert "word/stylesWithEffects.xml" not in parts  # it lacks our styles
    held = [name for name in parts if name.startswith("customXml/item") and "Props" not in name]
    assert all(f"customXml/_rels/{Path(name).name}.rels" in parts for name in held)


def test_there_is_a_control_for_every_own_text_and_every_draft() -> None:
    tags = [tag.get(qn("w:val")) for tag in part("word/document.xml").iter(qn("w:tag"))]
    slots = [tag.partition("@")[0] for tag in tags]
    assert slots == [block.slot for block in of_sample(2019).blocks if isinstance(block, OwnText | Draft)]


def test_it_says_its_language_title_and_day() -> None:
    about = docx.Document(io.BytesIO(content())).core_properties
    assert (about.title, about.language) == ("Jaarlijkse verantwoording 2019", "nl-NL")
    assert about.created is not None
    assert about.created.date() == of_sample(2019).as_of
    assert part("word/styles.xml").find(f".//{qn('w:rPrDefault')}").find(f".//{qn('w:lang')}").get(qn("w:val")) == "nl-NL"


@pytest.mark.parametrize("name", ["no data at all", "one visit", "hostile names", "overspent"])
def test_every_state_can_be_written(name: str) -> None:
    assert docx.Document(io.BytesIO(writer("docx")(of_state(STATES[name](), "en", is_drawn=True)))).tables


def test_own_words_keep_their_paragraphs() -> None:
    about = About(texts={"summary": "Eerste alinea.\n\nTweede <alinea> & meer."})
    told = "".join(
        etree.fromstring(
            zipfile.ZipFile(io.BytesIO(writer("docx")(of_sample(2019, about=about)))).read("word/document.xml")
        ).itertext()
    )
    assert "Eerste alinea." in told
    assert "Tweede <alinea> & meer." in told
