"""An account that was edited in Word and comes back: its slots are filled, and only those; what is not ours is refused."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from msgspec.structs import replace

from adv.errors import AdvError, FileRefused
from adv.report.blocks import Draft, OwnText
from adv.report.facts import About
from adv.report.returned import returned
from adv.report.writers import writer
from adv.workbook.reading.word_file import WORD_LIMITS, controls
from tests.report.reports import of_sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from adv.report.outline import Report
    from adv.report.returned import Returned

ABOUT = About(texts={"summary": "Eerste alinea.\n\nTweede alinea.", "draft.never": "Onze eigen zin."})


def edited(report: Report, change: Callable[[docx.document.Document], None]) -> bytes:
    document = docx.Document(io.BytesIO(writer("docx")(report)))
    change(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def write(slot: str, *paragraphs: str) -> Callable[[docx.document.Document], None]:
    """Type paragraphs into a control, as Word does it: in runs, and no longer as a prompt."""

    def change(document: docx.document.Document) -> None:
        boxes = document.element.body.iter(qn("w:sdt"))
        box = next(one for one in boxes if one.find(f".//{qn('w:tag')}").get(qn("w:val")).startswith(f"{slot}@"))
        for prompt in box.findall(f".//{qn('w:showingPlcHdr')}"):
            prompt.getparent().remove(prompt)
        content = box.find(qn("w:sdtContent"))
        for old in list(content):
            content.remove(old)
        for text in paragraphs:
            paragraph = OxmlElement("w:p")
            content.append(paragraph)
            for part in (text[:4], text[4:]):
                run, inside = OxmlElement("w:r"), OxmlElement("w:t")
                inside.text = part
                inside.set(qn("xml:space"), "preserve")
                run.append(inside)
                paragraph.append(run)

    return change


def back(report: Report, content: bytes) -> Returned:
    return returned(report, controls(content, "verslag.docx"))


def edits(found: Returned) -> dict[str, tuple[str, str]]:
    return {edit.block.slot: (edit.before, edit.after) for edit in found.edits}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("about", [About(), ABOUT], ids=["empty", "written"])
def test_what_nobody_edited_changes_nothing(about: About, language: str) -> None:
    content = writer("docx")(of_sample(2019, about=about, language=language))
    assert back(of_sample(2019, about=about), content) == back(of_sample(2019, about=about, language="en"), content)
    assert not back(of_sample(2019, about=about), content).edits


def test_every_place_can_be_filled_and_comes_back_as_it_was_written() -> None:
    report = of_sample(2019)
    slots = [block.slot for block in report.blocks if isinstance(block, OwnText | Draft)]
    text = "Regel één, “met” <tekens> & meer.", "Tweede alinea."

    def everywhere(document: docx.document.Document) -> None:
        for slot in slots:
            write(slot, *text)(document)

    found = edits(back(report, edited(report, everywhere)))
    assert {slot: after for slot, (_, after) in found.items()} == dict.fromkeys(slots, "\n\n".join(text))


def test_an_emptied_text_is_taken_out_and_the_rest_stays() -> None:
    report = of_sample(2019, about=ABOUT)
    assert edits(back(report, edited(report, write("summary")))) == {"summary": (ABOUT.texts["summary"], "")}
    assert edits(back(report, edited(report, write("draft.never", "")))) == {"draft.never": ("Onze eigen zin.", "")}


def test_what_was_edited_outside_the_places_is_no_edit() -> None:
    report = of_sample(2019)

    def change(document: docx.document.Document) -> None:
        document.paragraphs[0].text = "Een andere titel"
        document.tables[0].cell(1, 1).text = "999"
        document.add_paragraph("Een alinea erbij.")

    assert back(report, edited(report, change)) == back(report, writer("docx")(report))


def test_figures_that_changed_meanwhile_are_no_edit_and_a_newer_text_stays() -> None:
    """The document was made when the summary was empty and the drafts had other numbers."""
    content = edited(of_sample(2019), write("next", "Ons plan."))
    now = of_sample(2019, about=ABOUT)
    assert edits(back(now, content)) == {"next": ("", "Ons plan.")}


def test_a_text_whose_place_is_gone_is_told() -> None:
    first = of_sample(2018)
    assert {"explain.visits", "explain.money"} <= {block.slot for block in first.blocks if isinstance(block, OwnText)}
    content = edited(first, write("explain.money", "Omdat wij later begonnen."))
    assert not back(first, content).homeless
    kept = tuple(block for block in first.blocks if not (isinstance(block, OwnText) and block.slot == "explain.money"))
    found = back(replace(first, blocks=kept), content)
    assert (found.edits, found.homeless) == ((), ("Omdat wij later begonnen.",))


def test_a_question_that_a_program_does_not_know_as_a_prompt_is_no_text() -> None:
    report = of_sample(2019)

    def forget(document: docx.document.Document) -> None:
        for prompt in list(document.element.body.iter(qn("w:showingPlcHdr"))):
            prompt.getparent().remove(prompt)

    assert not back(report, edited(report, forget)).edits


@pytest.mark.parametrize(("year", "name"), [(2018, "de-waart"), (2021, "annawijk")])
def test_the_document_of_another_account_is_refused(year: int, name: str) -> None:
    with pytest.raises(AdvError, match="account_other"):
        back(of_sample(2019), writer("docx")(of_sample(year, name=name)))


def test_a_document_that_is_not_an_account_is_refused() -> None:
    made = io.BytesIO()
    docx.Document().save(made)
    with pytest.raises(AdvError, match="account_other"):
        back(of_sample(2019), made.getvalue())


def packed(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


RELS = b'<Relationships><Relationship Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>'
BOMB = b"<w:document>" + b" " * (WORD_LIMITS.inflated + 1) + b"</w:document>"
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha">]><w:document>&a;</w:document>'
HOSTILE = {
    "empty": b"",
    "text": b"Geachte gemeente,",
    "pdf": b"%PDF-1.7",
    "too large": b"PK\x03\x04" + b"0" * WORD_LIMITS.upload,
    "no document": packed(a=b"b"),
    "no text": packed(**{"_rels__.rels": b"<Relationships/>"}),
    "outside": packed(**{"_rels__.rels": RELS.replace(b"word/document", b"../../etc/passwd")}),
    "bomb": packed(**{"_rels__.rels": RELS, "word__document.xml": BOMB}),
    "entities": packed(**{"_rels__.rels": RELS, "word__document.xml": LAUGHS}),
    "cut off": packed(**{"_rels__.rels": RELS, "word__document.xml": b"<w:document><w:p>"}),
    "half a zip": packed(**{"_rels__.rels": RELS * 50})[:100],
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_is_broken_or_made_to_do_harm_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused):
        controls(content, "verslag.docx")


def test_deep_and_many_controls_are_read_within_bounds() -> None:
    deep = b"<w:document>" + b"<w:sdt><w:sdtContent>" * 20_000 + b"</w:sdtContent></w:sdt>" * 20_000 + b"</w:document>"
    assert controls(packed(**{"_rels__.rels": RELS, "word__document.xml": deep}), "diep.docx") == ()
