"""An organisation's own template: its page, heads, feet and styles stay, its text goes; what it lacks is told; what may do harm is refused."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from adv.errors import FileRefused
from adv.report.writers.docx import missing, write
from adv.workbook.reading.word_file import DOCUMENT, TEMPLATE, template
from tests.report.reports import of_sample
from tests.report.test_returned import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable

HOUSE = "De Huisletter"
ATTACHED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"


@cache
def organisation_s_own() -> bytes:
    """A .dotx as Word makes it: Dutch ids, a head and foot, wide margins, a link to where it lay; without captions and bullets."""
    document = docx.Document()
    document.add_paragraph("Voorbeeldtekst van het sjabloon")
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(4)
    section.header.paragraphs[0].text, section.footer.paragraphs[0].text = "Stichting Kop", "Stichting Voet"
    styles = document.styles
    for name in ("Caption", "List Bullet", "Subtitle"):
        styles.element.remove(styles[name].element)
    styles["Heading 1"].element.set(qn("w:styleId"), "Kop1")
    styles["Heading 1"].font.name, styles["Heading 1"].font.size = HOUSE, Pt(31)
    part = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    link = part.relate_to("file:///C:/sjablonen/huis.dotx", ATTACHED, is_external=True)
    attached = docx.oxml.OxmlElement("w:attachedTemplate")
    attached.set(qn("r:id"), link)
    document.settings.element.insert(0, attached)
    made = io.BytesIO()
    document.save(made)
    return rewritten(
        made.getvalue(), lambda name, part: part.replace(DOCUMENT, TEMPLATE) if name == "[Content_Types].xml" else part
    )


def rewritten(content: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in more.items():
            new.writestr(name, part)
    return made.getvalue()


@cache
def written() -> bytes:
    return write(of_sample(2019), template(organisation_s_own()))


def test_page_head_foot_and_styles_are_the_organisation_s() -> None:
    document = docx.Document(io.BytesIO(written()))
    section = document.sections[0]
    assert len(document.sections) == 1
    assert (section.header.paragraphs[0].text, section.footer.paragraphs[0].text) == ("Stichting Kop", "Stichting Voet")
    assert section.left_margin is not None
    assert round(section.left_margin / Cm(1)) == 4
    first = next(paragraph for paragraph in document.paragraphs if paragraph.text == "1  Samenvatting")
    assert first.style is not None
    assert (first.style.style_id, first.style.font.name, first.style.font.size) == ("Kop1", HOUSE, Pt(31))


def test_its_text_is_replaced_and_the_link_to_where_it_lay_is_gone() -> None:
    parts = zipfile.ZipFile(io.BytesIO(written()))
    everything = b"".join(parts.read(name) for name in parts.namelist() if name.endswith((".xml", ".rels")))
    assert b"Voorbeeldtekst" not in everything
    assert b"sjablonen" not in everything
    assert TEMPLATE not in everything


def test_tables_and_pictures_fit_between_its_margins() -> None:
    document = docx.Document(io.BytesIO(written()))
    section = document.sections[0]
    assert section.page_width is not None
    room = section.page_width - 2 * Cm(4)
    assert all(shape.width <= room + Pt(1) for shape in document.inline_shapes)
    for table in document.tables:
        assert sum(column.width for column in table.columns) <= room + Pt(1)


def test_styles_that_it_lacks_are_told_and_added() -> None:
    assert missing(template(organisation_s_own())) == ("Subtitle", "Caption", "List Bullet")
    styles = docx.Document(io.BytesIO(written())).styles
    assert styles["Caption"].type is WD_STYLE_TYPE.PARAGRAPH
    made = io.BytesIO()
    docx.Document().save(made)
    assert missing(template(made.getvalue())) == ()


def test_the_same_report_in_the_same_template_gives_the_same_bytes() -> None:
    assert written() == write(of_sample(2019), template(organisation_s_own()))


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_template_that_is_broken_or_made_to_do_harm_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused):
        missing(template(content))


def harmful(name: str) -> bytes:
    own = organisation_s_own()
    rels = b'<Relationship Id="rX" Type="http://x/image" Target="http://example.org/a.png" TargetMode="External"/></Relationships>'
    match name:
        case "macros":
            return rewritten(own, lambda _, part: part, **{"word/vbaProject.bin": b"Sub AutoOpen"})
        case "picture from outside":
            at = "word/_rels/document.xml.rels"
            return rewritten(own, lambda name, part: part.replace(b"</Relationships>", rels) if name == at else part)
        case _:
            return rewritten(
                own, lambda name, part: b'<!DOCTYPE x [<!ENTITY a "b">]>' + part if name == "word/styles.xml" else part
            )


@pytest.mark.parametrize("name", ["macros", "picture from outside", "entities"])
def test_what_runs_or_is_fetched_by_itself_is_refused(name: str) -> None:
    with pytest.raises(FileRefused):
        template(harmful(name))
