"""Markup changed in place: every byte that is not meant stays as it was."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adv.workbook.annotate.editing import (
    Unsuited,
    attributes,
    escaped,
    opened,
    plain,
    root,
    unescaped,
    with_attribute,
    with_prefix,
    without,
)
from adv.workbook.annotate.fresh import sheet_names
from adv.workbook.annotate.styles import NO_COMMENTS, with_comments, with_shapes, without_comments, without_shapes

XML = b"""<?xml version="1.0"?><x:a xmlns:x="y" n='1'><x:b k="&lt;"/>text<x:c><x:b>in</x:b></x:c ></x:a>"""


def test_the_outermost_element_and_what_is_right_inside_it() -> None:
    whole = root(XML)
    assert (whole.name, whole.prefix, whole.get("n"), whole.get("m", "none"), whole.is_empty) == ("a", b"x:", "1", "none", False)
    assert [(one.name, one.is_empty, XML[one.start : one.end]) for one in whole.members()] == [
        ("b", True, b'<x:b k="&lt;"/>'),
        ("c", False, b"<x:c><x:b>in</x:b></x:c >"),
    ]
    single = root(b"<a/>")
    assert (single.is_empty, list(single.members())) == (True, [])


@pytest.mark.parametrize("xml", [b"", b"text"])
def test_a_document_without_an_element_is_left_alone(xml: bytes) -> None:
    with pytest.raises(Unsuited):
        root(xml)


@pytest.mark.parametrize(
    ("xml", "made"),
    [
        (b"<a><b/></a>", b"<a><b/><n/></a>"),
        (b"<a/>", b"<a><n/></a>"),
        (b'<x:a k="/" />', b'<x:a k="/"><n/></x:a>'),
    ],
)
def test_an_element_gets_more_at_its_end(xml: bytes, made: bytes) -> None:
    assert root(xml).with_more(b"<n/>") == made


def test_some_elements_go_and_the_rest_stays() -> None:
    first, second, third = root(b"<a>1<b/>2<c>x</c>3<d/>4</a>").members()
    assert without(first.xml, [first, third]) == b"<a>12<c>x</c>34</a>"
    assert without(first.xml, [second]) == b"<a>1<b/>23<d/>4</a>"


@pytest.mark.parametrize(
    ("tag", "value", "made"),
    [
        (b'<c r="A1" s="1"/>', b"2", b'<c s="2" r="A1"/>'),
        (b"<c s='1' r=\"A1\">", b"2", b'<c s="2" r="A1">'),
        (b"<c>", b"2", b'<c s="2">'),
        (b'<c ss="1">', b"2", b'<c s="2" ss="1">'),
        (b'<c r="A1" s="1"/>', None, b'<c r="A1"/>'),
    ],
)
def test_an_attribute_is_set_once(tag: bytes, value: bytes | None, made: bytes) -> None:
    assert with_attribute(tag, b"s", value) == made


def test_attributes_are_known_without_their_prefix() -> None:
    assert attributes(b""" r:id="rId1" xmlns:r="x" name='a "b"' empty="" """) == {"id": "rId1", "name": 'a "b"', "empty": ""}


def test_comments_and_instructions_go_and_quoted_data_become_text() -> None:
    assert plain(b'<?xml version="1.0"?><a><!-- <b/> --><?do it?><![CDATA[1 < 2 & 3]]></a>') == (
        b'<?xml version="1.0"?><a>1 &lt; 2 &amp; 3</a>'
    )
    assert plain(XML) == XML


def test_our_own_markup_gets_the_prefix_of_the_document() -> None:
    assert with_prefix(b'<a k="&lt;b"><b/></a>', b"x:") == b'<x:a k="&lt;b"><x:b/></x:a>'
    assert with_prefix(b"<a/>", b"") == b"<a/>"
    assert opened(b"<a k='1' />") == b"<a k='1'>"


@given(st.text())
def test_any_text_is_only_text(text: str) -> None:
    written = escaped(text)
    assert not {b"<", b">", b'"'} & {bytes([byte]) for byte in written}
    assert plain(written) == written


@pytest.mark.parametrize(
    ("text", "written"), [('"a" & <b>', b"&quot;a&quot; &amp; &lt;b&gt;"), ("\x07", b"_x0007_"), ("_x0041_", b"_x005F_x0041_")]
)
def test_a_text_is_written_so_that_it_reads_back(text: str, written: bytes) -> None:
    assert escaped(text) == written
    if "_" not in written.decode():
        assert unescaped(written.decode()) == text


@pytest.mark.parametrize(
    ("names", "made"),
    [
        (["Bezoeken", "bezoeken"], ["Bezoeken", "bezoeken (2)"]),
        (["a/b:c", "'x'", ""], ["a b c", "x", "Blad"]),
        (["x" * 40, "x" * 35], ["x" * 31, f"{'x' * 27} (2)"]),
    ],
)
def test_sheets_have_names_that_excel_takes(names: list[str], made: list[str]) -> None:
    assert sheet_names(names, "Blad") == made


def test_the_box_of_a_comment_stands_beside_its_cell_and_has_a_number_of_its_own() -> None:
    made = with_shapes(None, ["B2", "A1"])
    assert re.findall(rb"Anchor>([\d,]+)<", made) == [b"2,15,0,2,6,15,7,4", b"1,15,0,2,5,15,7,4"]
    assert re.findall(rb"Row>(\d+)</x:Row><x:Column>(\d+)<", made) == [(b"1", b"1"), (b"0", b"0")]
    more = with_shapes(made, ["D9"])
    assert re.findall(rb'id="_x0000_s(\d+)"', more) == [b"1025", b"1026", b"1027"]
    assert more.count(b"<v:shapetype ") == 1
    assert re.findall(rb"Row>(\d+)<", without_shapes(more, ["B2", "D9"])) == [b"0"]


@pytest.mark.parametrize(("many", "blocks"), [(1023, b"1"), (1024, b"1,2"), (2048, b"1,2,3")])
def test_a_drawing_reserves_the_numbers_of_its_shapes(many: int, blocks: bytes) -> None:
    assert re.findall(rb'data="([\d,]+)"', with_shapes(None, ["A1"] * many)) == [blocks]


def test_only_comments_of_one_author_go() -> None:
    xml, made = None, NO_COMMENTS
    for author, cell in (("Abel", "A1"), ("Wij", "B2"), ("Zus", "C3")):
        made, new = with_comments(xml, author, {cell: "let op"})
        xml = made
        assert new == [cell]
    left, gone = without_comments(made, "Wij")
    assert gone == {"B2"}
    assert re.findall(rb'ref="(\w+)" authorId="(\d)"', left) == [(b"A1", b"0"), (b"C3", b"2")]
