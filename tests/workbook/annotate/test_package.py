"""The parts of a workbook that is handed back: taken over, but for macros, signatures and names that could lead elsewhere."""

from __future__ import annotations

import io
import zipfile

import pytest

from adv.workbook.annotate.editing import TYPES, TYPES_SPACE, WORKBOOK_TYPE, Package
from adv.workbook.reading.limits import FILE
from adv.workbook.reading.zipped_xml import Archive
from tests.workbook import evil

KINDS = (
    b'<Types xmlns="%s"><Default Extension="xml" ContentType="application/xml"/>'
    b'<Override PartName="/xl/workbook.xml" ContentType="%s"/></Types>' % (TYPES_SPACE, WORKBOOK_TYPE.encode())
)


def package(*names: str) -> Package:
    """A workbook of these parts, all of them empty."""
    return Package(Archive(evil.zipped({TYPES: KINDS, **dict.fromkeys(names, b"<a/>")}), FILE))


@pytest.mark.parametrize(
    "name", ["xl/vbaProject.bin", "xl/vbaData.xml", "_xmlsignatures/origin.sigs", "xl/VBAPROJECTSIGNATURE.bin"]
)
def test_macros_and_signatures_are_left_behind(name: str) -> None:
    assert name not in package("xl/workbook.xml", name)


def test_other_parts_are_taken_over_whatever_the_case_of_their_names() -> None:
    made = package("xl/Workbook.xml", "docs/vba.xml")
    assert "xl/workbook.XML" in made
    assert "docs/vba.xml" in made
    assert made.read("xl/Workbook.xml") == b"<a/>"


def test_a_new_part_has_a_name_that_no_other_has() -> None:
    made = package("xl/drawings/Drawing1.xml", "xl/drawings/drawing2.xml", "xl/drawings/drawing4.xml")
    assert made.free("xl/drawings/drawing{}.xml") == "xl/drawings/drawing3.xml"


def test_links_are_added_beside_those_that_are_there() -> None:
    made = package("xl/worksheets/sheet1.xml")
    assert [made.link("xl/worksheets/sheet1.xml", "comments", target) for target in ("xl/comments1.xml", "xl/comments2.xml")] == [
        "adv1",
        "adv2",
    ]
    assert {name: link.target for name, link in made.links("xl/worksheets/sheet1.xml").items()} == {
        "adv1": "xl/comments1.xml",
        "adv2": "xl/comments2.xml",
    }
    made.unlink("xl/worksheets/sheet1.xml")
    assert not made.links("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("name", "kind"), [("xl/workbook.xml", WORKBOOK_TYPE), ("xl/other.xml", "application/xml"), ("xl/picture.png", "")]
)
def test_a_part_is_of_the_kind_that_its_name_or_its_ending_says(name: str, kind: str) -> None:
    assert package().type_of(name) == kind


def test_what_kinds_there_are_stands_first_in_the_file() -> None:
    made = Package(Archive(evil.zipped({"xl/workbook.xml": b"<a/>", TYPES: KINDS, "xl/vbaProject.bin": b"x"}), FILE))
    with zipfile.ZipFile(io.BytesIO(made.zipped())) as written:
        assert written.namelist() == [TYPES, "xl/workbook.xml"]
