"""Comments on cells: their texts, and the shapes that Excel draws them in. What a sheet has of both is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from adv.workbook.annotate.editing import appended, children, escaped, prefix_of, root
from adv.workbook.reading.file_facts import REFERENCE, column_number
from adv.workbook.tables.grid import address

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from adv.workbook.annotate.editing import Element

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NO_COMMENTS = DECLARATION + b'<comments xmlns="%s"><authors></authors><commentList></commentList></comments>' % MAIN
SHAPE_NUMBER = re.compile(rb"_x0000_s(\d{1,9})")
DRAWING_END = re.compile(rb"</(?:[A-Za-z0-9_.-]+:)?xml\s*>\s*\Z")
SHAPE = re.compile(rb"<((?:[A-Za-z0-9_.-]+:)?shape)(?=[\s>])(?:(?!</\1>).)*</\1>", re.DOTALL)
ROW, COLUMN = (re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?" + name + rb">\s*(\d{1,7})\s*<") for name in (b"Row", b"Column"))
FIRST_SHAPE = 1025
BLOCK = 1024  # shapes to a block of numbers
WIDE, HIGH = 4, 7  # a comment's size in columns and rows
SHAPE_TYPE = (
    b'<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" id="_x0000_t202"'
    b' coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def with_comments(xml: bytes | None, author: str, texts: Mapping[str, str]) -> tuple[bytes, list[str]]:
    """The comments of a sheet with ours added, and the cells that had none before: those need a shape.

    A cell has one comment only: where there is one, ours goes underneath.
    """
    xml = xml or NO_COMMENTS
    authors = _child(xml, "authors")
    number = sum(1 for _ in children(xml, authors.inside, authors.closing))
    xml = appended(xml, authors, _named(xml, b"<author>%s</author>" % escaped(author)))
    listed = _child(xml, "commentList")
    pieces, at, left = [], 0, dict(texts)
    for comment in children(xml, listed.inside, listed.closing):
        more = left.pop(comment.get("ref"), None)
        text = next((part for part in children(xml, comment.inside, comment.closing) if part.name == "text"), None)
        if more is not None and text is not None and not text.is_empty:
            pieces += [xml[at : text.closing], _named(xml, b"<r>%s</r>" % _text(f"\n\n{more}"))]
            at = text.closing
    made = b"".join(
        b'<comment ref="%s" authorId="%d"><text><r>%s</r></text></comment>' % (place.encode(), number, _text(text))
        for place, text in left.items()
    )
    xml = b"".join([*pieces, xml[at:]])
    return appended(xml, _child(xml, "commentList"), _named(xml, made)), list(left)


def with_shapes(xml: bytes | None, places: Iterable[str]) -> bytes:
    """The drawing with a hidden shape for each of these cells."""
    cells = list(places)
    end = DRAWING_END.search(xml) if xml else None
    if xml is None or end is None:
        xml, first = _empty_drawing(len(cells)), FIRST_SHAPE
        at = xml.rindex(b"</xml>")
    else:
        first = max(map(int, SHAPE_NUMBER.findall(xml)), default=FIRST_SHAPE - 1) + 1
        at = end.start()
    kind = b"" if b'id="_x0000_t202"' in xml else SHAPE_TYPE
    shapes = b"".join(_shape(first + number, place) for number, place in enumerate(cells))
    return xml[:at] + kind + shapes + xml[at:]


def without_comments(xml: bytes, author: str) -> tuple[bytes, frozenset[str]]:
    """The comments of a sheet without those of one author, and the cells that they were at."""
    authors = _child(xml, "authors")
    names = [xml[one.inside : one.closing] for one in children(xml, authors.inside, authors.closing)]
    ours = {str(number) for number, name in enumerate(names) if name.strip() == escaped(author)}
    listed = _child(xml, "commentList")
    gone = [one for one in children(xml, listed.inside, listed.closing) if one.get("authorId") in ours]
    pieces, at = [], 0
    for comment in gone:
        pieces.append(xml[at : comment.start])
        at = comment.end
    return b"".join([*pieces, xml[at:]]), frozenset(comment.get("ref") for comment in gone)


def without_shapes(xml: bytes, places: Collection[str]) -> bytes:
    """The drawing without the shapes of the comments at these cells."""

    def kept(shape: re.Match[bytes]) -> bytes:
        row, column = ROW.search(shape[0]), COLUMN.search(shape[0])
        return b"" if row and column and address(int(row[1]), int(column[1])) in places else shape[0]

    return SHAPE.sub(kept, xml)


def _empty_drawing(shapes: int) -> bytes:
    blocks = b",".join(b"%d" % (number + 1) for number in range(1 + shapes // BLOCK))
    return (
        b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
        b' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%s"/>'
        b"</o:shapelayout></xml>" % blocks
    )


def _shape(number: int, place: str) -> bytes:
    reference = REFERENCE.fullmatch(place)
    row, column = (int(reference[2]) - 1, column_number(reference[1])) if reference else (0, 0)
    anchor = b"%d,15,%d,2,%d,15,%d,4" % (column + 1, max(0, row - 1), column + 1 + WIDE, max(0, row - 1) + HIGH)
    return (
        b'<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
        b' xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s%d" type="#_x0000_t202"'
        b' style="position:absolute;width:240pt;height:100pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        b'<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        b'<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        b'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%s</x:Anchor><x:AutoFill>False</x:AutoFill>'
        b"<x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>" % (number, anchor, row, column)
    )


def _text(text: str) -> bytes:
    return b'<rPr><sz val="10"/><color rgb="FF000000"/><rFont val="Calibri"/></rPr><t xml:space="preserve">%s</t>' % escaped(text)


def _child(xml: bytes, name: str) -> Element:
    top = root(xml)
    return next(child for child in children(xml, top.inside, top.closing) if child.name == name)


def _named(xml: bytes, made: bytes) -> bytes:
    """Markup of ours with the document's own prefix."""
    prefix = prefix_of(xml, root(xml))
    return re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1" + prefix, made) if prefix else made
