"""The styles of a workbook, with those of marked cells added: a cell's own style, and only its fill another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from adv.workbook.annotate import editing
from adv.workbook.tables.grid import MARKS, address, place_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


FILLS = tuple(b"FF" + colour.encode() for colour in MARKS)  # light enough for dark letters
CLEARED = -1  # instead of a severity: the mark of an earlier time goes
FONT = b'<font>%s<sz val="%d"/><color rgb="FF%s"/><name val="Calibri"/><family val="2"/></font>'
FONTS = {
    "title": FONT % (b"<b/>", 14, b"1F2933"),
    "bold": FONT % (b"<b/>", 11, b"1F2933"),
    "plain": FONT % (b"", 11, b"1F2933"),
    "text": FONT % (b"", 11, b"1F2933"),
    "link": FONT % (b"<u/>", 11, b"0B5394"),
}
NOT_WRAPPED = frozenset({"title", "plain"})
BEFORE_FILLS = frozenset({"numFmts", "fonts"})
COLOUR_TAG = re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?color(?=[\s/>])[^<>]*?(?:/>|></[^<>]*>)")
NO_COMMENTS = editing.DECLARATION + b'<comments xmlns="%s"><authors></authors><commentList></commentList></comments>' % editing.MAIN
SHAPE_NUMBER = re.compile(rb"_x0000_s(\d{1,9})")
DRAWING_END = re.compile(rb"</(?:[A-Za-z0-9_.-]+:)?xml\s*>\s*\Z")
SHAPE = re.compile(rb"<((?:[A-Za-z0-9_.-]+:)?shape)(?=[\s>])(?:(?!</\1>).)*</\1>", re.DOTALL)
ROW, COLUMN = (re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?" + name + rb">\s*(\d{1,7})\s*<") for name in (b"Row", b"Column"))
FIRST_SHAPE = 1025
BLOCK = 1024  # shapes to a block of numbers
COMMENT_COLUMNS, COMMENT_ROWS = 4, 7  # a comment's size in columns and rows
SPACES = b'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
SHAPE_TYPE = (
    b"<v:shapetype " + SPACES + b' id="_x0000_t202"'
    b' coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
EMPTY_DRAWING = (
    b"<xml " + SPACES + b' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    b'<o:idmap v:ext="edit" data="%s"/></o:shapelayout></xml>'
)


class Styles:
    """The parts of styles.xml that grow: fonts, fills and the styles of cells."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self.root = editing.root(xml)
        self.lists = {member.name: member for member in self.root.members()}
        members = {name: self.lists[name].members() if name in self.lists else () for name in ("fonts", "fills", "cellXfs")}
        self.old = {name: [xml[member.start : member.end] for member in of_list] for name, of_list in members.items()}
        if not self.old["cellXfs"]:
            raise editing.Unsuited
        self.new: dict[str, list[bytes]] = {name: list(self.old[name]) for name in self.old}
        if not self.old["fills"]:
            self.new["fills"] += [self._fill(b"none"), self._fill(b"gray125")]
        self.made: dict[tuple[object, ...], int] = {}

    def marked(self, style: int, severity: int) -> int:
        """Find the number of the style of a cell with `style`, once it is marked."""
        if severity == CLEARED:
            return self._cleared(style)
        if (known := self.made.get((style, severity))) is not None:
            return known
        styles = self.old["cellXfs"]
        old = styles[style if 0 <= style < len(styles) else 0]
        start = editing.TAG.match(old)
        if start is None:
            raise editing.Unsuited
        tag, rest = start[0], old[start.end() :]
        tag = editing.with_attribute(tag, b"fillId", b"%d" % self._coloured(severity))
        tag = editing.with_attribute(tag, b"applyFill", b"1")
        font = self._dark_font(_number(start[3], "fontId"))
        if font is not None:
            tag = editing.with_attribute(editing.with_attribute(tag, b"fontId", b"%d" % font), b"applyFont", b"1")
        return self._add("cellXfs", (style, severity), tag + rest)

    def _cleared(self, style: int) -> int:
        """Find the style of a cell that was marked before: the same without our fill, or just the same when it has another."""
        styles = self.old["cellXfs"]
        start = editing.TAG.match(styles[style]) if 0 <= style < len(styles) else None
        fill = _number(start[3], "fillId") if start else 0
        fills = self.old["fills"]
        if start is None or fill >= len(fills) or not any(colour in fills[fill] for colour in FILLS):
            return style
        rest = styles[style][start.end() :]
        return self._add("cellXfs", ("cleared", style), editing.with_attribute(start[0], b"fillId", b"0") + rest)

    def own(self, font: str, severity: int | None = None) -> int:
        """Find the number of a style for the summary: wrapped text at the top of its cell."""
        key = ("own", font, severity)
        if key in self.made:
            return self.made[key]
        font_id = self._add("fonts", ("font", font), self._named(FONTS[font]))
        fill = 0 if severity is None else self._coloured(severity)
        wrap = b"" if font in NOT_WRAPPED else b' wrapText="1"'
        form = b'<xf numFmtId="0" fontId="%d" fillId="%d" borderId="0" applyFont="1" applyFill="1" applyAlignment="1">'
        return self._add("cellXfs", key, self._named(form % (font_id, fill) + b'<alignment vertical="top"%s/></xf>' % wrap))

    def written(self) -> bytes:
        """Write styles.xml with all of it."""
        pieces: list[tuple[int, int, bytes]] = []
        for name, members in self.new.items():
            if len(members) == len(self.old[name]):
                continue
            tag = self.lists.get(name)
            start, end = self._named(b'<%s count="%d">' % (name.encode(), len(members))), self._named(b"</%s>" % name.encode())
            before = BEFORE_FILLS if name == "fills" else {"numFmts"}  # all lists have their order
            place = max((found.end for found in self.lists.values() if found.name in before), default=self.root.inside)
            at = (tag.start, tag.end) if tag else (place, place)
            pieces.append((*at, start + b"".join(members) + end))
        xml = self.xml
        for first, last, made in sorted(pieces, reverse=True):
            xml = xml[:first] + made + xml[last:]
        return xml

    def _add(self, name: str, key: tuple[object, ...], member: bytes) -> int:
        if key not in self.made:
            self.made[key] = len(self.new[name])
            self.new[name].append(member)
        return self.made[key]

    def _coloured(self, severity: int) -> int:
        return self._add("fills", ("fill", severity), self._fill(b"solid", FILLS[severity]))

    def _fill(self, pattern: bytes, colour: bytes = b"") -> bytes:
        inside = b'<fgColor rgb="%s"/><bgColor indexed="64"/>' % colour if colour else b""
        return self._named(b'<fill><patternFill patternType="%s">%s</patternFill></fill>' % (pattern, inside))

    def _dark_font(self, font: int) -> int | None:
        """Find the same letters in black, where the file colours them: white ones would be lost on a light fill."""
        fonts = self.old["fonts"]
        if not 0 <= font < len(fonts):
            return None
        dark = COLOUR_TAG.sub(self._named(b'<color rgb="FF000000"/>'), fonts[font], count=1)
        return None if dark == fonts[font] else self._add("fonts", ("dark", font), dark)

    def _named(self, xml: bytes) -> bytes:
        return editing.with_prefix(xml, self.root.prefix)


def _number(tag: bytes, name: str) -> int:
    value = editing.attributes(tag).get(name, "0")
    return int(value) if value.isdecimal() else 0


def with_comments(xml: bytes | None, author: str, texts: Mapping[str, str]) -> tuple[bytes, list[str]]:
    """Add our comments to those of a sheet, and name the cells that had none before: those need a shape.

    A cell has one comment only: where there is one, ours goes underneath.
    """
    xml = xml or NO_COMMENTS
    prefix = editing.root(xml).prefix
    authors = _list(xml, "authors")
    number = sum(1 for _ in authors.members())
    xml = authors.with_more(editing.with_prefix(b"<author>%s</author>" % editing.escaped(author), prefix))
    pieces, at, left = [], 0, dict(texts)
    for comment in _list(xml, "commentList").members():
        more = left.pop(comment.get("ref"), None)
        text = next((part for part in comment.members() if part.name == "text"), None)
        if more is not None and text is not None and not text.is_empty:
            pieces += [xml[at : text.closing], editing.with_prefix(b"<r>%s</r>" % _text(f"\n\n{more}"), prefix)]
            at = text.closing
    made = b"".join(
        b'<comment ref="%s" authorId="%d"><text><r>%s</r></text></comment>' % (place.encode(), number, _text(text))
        for place, text in left.items()
    )
    return _list(b"".join([*pieces, xml[at:]]), "commentList").with_more(editing.with_prefix(made, prefix)), list(left)


def with_shapes(xml: bytes | None, cells: Sequence[str]) -> bytes:
    """Add a hidden shape for each of these cells to a drawing."""
    end = DRAWING_END.search(xml) if xml else None
    if xml is None or end is None:
        blocks = b",".join(b"%d" % (number + 1) for number in range(1 + len(cells) // BLOCK))
        xml, first = EMPTY_DRAWING % blocks, FIRST_SHAPE
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
    ours = {str(number) for number, name in enumerate(names) if name.strip() == editing.escaped(author)}
    gone = [one for one in _list(xml, "commentList").members() if one.get("authorId") in ours]
    return editing.without(xml, gone), frozenset(comment.get("ref") for comment in gone)


def without_shapes(xml: bytes, places: Collection[str]) -> bytes:
    """Take away the shapes of the comments at these cells."""

    def kept(shape: re.Match[bytes]) -> bytes:
        row, column = ROW.search(shape[0]), COLUMN.search(shape[0])
        return b"" if row and column and address(int(row[1]), int(column[1])) in places else shape[0]

    return SHAPE.sub(kept, xml)


def _shape(number: int, cell: str) -> bytes:
    row, column = place_of(cell) or (0, 0)
    anchor = b"%d,15,%d,2,%d,15,%d,4" % (column + 1, max(0, row - 1), column + 1 + COMMENT_COLUMNS, max(0, row - 1) + COMMENT_ROWS)
    return (
        b"<v:shape " + SPACES + b' xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s%d" type="#_x0000_t202"'
        b' style="position:absolute;width:240pt;height:100pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        b'<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        b'<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        b'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%s</x:Anchor><x:AutoFill>False</x:AutoFill>'
        b"<x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>" % (number, anchor, row, column)
    )


def _text(text: str) -> bytes:
    return (
        b'<rPr><sz val="10"/><color rgb="FF000000"/><rFont val="Calibri"/></rPr><t xml:space="preserve">%s</t>'
        % editing.escaped(text)
    )


def _list(xml: bytes, name: str) -> editing.Element:
    return next(member for member in editing.root(xml).members() if member.name == name)
