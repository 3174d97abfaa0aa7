"""Comments on cells: their texts, and the shapes that Excel draws them in. What a sheet has of both is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from adv.workbook.annotate.editing import DECLARATION, MAIN, escaped, root, with_prefix, without
from adv.workbook.tables.grid import address, place_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from adv.workbook.annotate.editing import Element

NO_COMMENTS = DECLARATION + b'<comments xmlns="%s"><authors></authors><commentList></commentList></comments>' % MAIN
SHAPE_NUMBER = re.compile(rb"_x0000_s(\d{1,9})")
DRAWING_END = re.compile(rb"</(?:[A-Za-z0-9_.-]+:)?xml\s*>\s*\Z")
SHAPE = re.compile(rb"<((?:[A-Za-z0-9_.-]+:)?shape)(?=[\s>])(?:(?!</\1>).)*</\1>", re.DOTALL)
ROW, COLUMN = (re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?" + name + rb">\s*(\d{1,7})\s*<") for name in (b"Row", b"Column"))
FIRST_SHAPE = 1025
BLOCK = 1024  # shapes to a block of numbers
WIDE, HIGH = 4, 7  # a comment's size in columns and rows
SPACES = b'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
SHAPE_TYPE = (
    b"<v:shapetype " + SPACES + b' id="_x0000_t202"'
    b' coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def with_comments(xml: bytes | None, author: str, texts: Mapping[str, str]) -> tuple[bytes, list[str]]:
    """Add our comments to those of a sheet, and name the cells that had none before: those need a shape.

    A cell has one comment only: where there is one, ours goes underneath.
    """
    xml = xml or NO_COMMENTS
    prefix = root(xml).prefix
    authors = _list(xml, "authors")
    number = sum(1 for _ in authors.members())
    xml = authors.with_more(with_prefix(b"<author>%s</author>" % escaped(author), prefix))
    pieces, at, left = [], 0, dict(texts)
    for comment in _list(xml, "commentList").members():
        more = left.pop(comment.get("ref"), None)
        text = next((part for part in comment.members() if part.name == "text"), None)
        if more is not None and text is not None and not text.is_empty:
            pieces += [xml[at : text.closing], with_prefix(b"<r>%s</r>" % _text(f"\n\n{more}"), prefix)]
            at = text.closing
    made = b"".join(
        b'<comment ref="%s" authorId="%d"><text><r>%s</r></text></comment>' % (place.encode(), number, _text(text))
        for place, text in left.items()
    )
    return _list(b"".join([*pieces, xml[at:]]), "commentList").with_more(with_prefix(made, prefix)), list(left)


def with_shapes(xml: bytes | None, cells: Sequence[str]) -> bytes:
    """Add a hidden shape for each of these cells to a drawing."""
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
    """Take away the comments of one author, and name the cells that they were at."""
    names = [xml[one.inside : one.closing] for one in _list(xml, "authors").members()]
    ours = {str(number) for number, name in enumerate(names) if name.strip() == escaped(author)}
    gone = [one for one in _list(xml, "commentList").members() if one.get("authorId") in ours]
    return without(xml, gone), frozenset(comment.get("ref") for comment in gone)


def without_shapes(xml: bytes, places: Collection[str]) -> bytes:
    """Take away the shapes of the comments at these cells."""

    def kept(shape: re.Match[bytes]) -> bytes:
        row, column = ROW.search(shape[0]), COLUMN.search(shape[0])
        return b"" if row and column and address(int(row[1]), int(column[1])) in places else shape[0]

    return SHAPE.sub(kept, xml)


def _empty_drawing(shapes: int) -> bytes:
    blocks = b",".join(b"%d" % (number + 1) for number in range(1 + shapes // BLOCK))
    return (
        b"<xml " + SPACES + b' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
        b'<o:idmap v:ext="edit" data="%s"/></o:shapelayout></xml>' % blocks
    )


def _shape(number: int, cell: str) -> bytes:
    row, column = place_of(cell) or (0, 0)
    anchor = b"%d,15,%d,2,%d,15,%d,4" % (column + 1, max(0, row - 1), column + 1 + WIDE, max(0, row - 1) + HIGH)
    return (
        b"<v:shape " + SPACES + b' xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s%d" type="#_x0000_t202"'
        b' style="position:absolute;width:240pt;height:100pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        b'<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        b'<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        b'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%s</x:Anchor><x:AutoFill>False</x:AutoFill>'
        b"<x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>" % (number, anchor, row, column)
    )


def _text(text: str) -> bytes:
    return b'<rPr><sz val="10"/><color rgb="FF000000"/><rFont val="Calibri"/></rPr><t xml:space="preserve">%s</t>' % escaped(text)


def _list(xml: bytes, name: str) -> Element:
    return next(member for member in root(xml).members() if member.name == name)
