"""The styles of a workbook, with those of marked cells added: a cell's own style, and only its fill another."""

from __future__ import annotations

import re

from adv.workbook.annotate.editing import TAG, Unsuited, attributes, root, with_attribute, with_prefix
from adv.workbook.tables.grid import MARKS

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
COLOUR = re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?color(?=[\s/>])[^<>]*?(?:/>|></[^<>]*>)")


class Styles:
    """The parts of styles.xml that grow: fonts, fills and the styles of cells."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self.root = root(xml)
        self.lists = {member.name: member for member in self.root.members()}
        self.old = {name: self._members(name) for name in ("fonts", "fills", "cellXfs")}
        if not self.old["cellXfs"]:
            raise Unsuited
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
        start = TAG.match(old)
        if start is None:
            raise Unsuited
        tag, rest = start[0], old[start.end() :]
        tag = with_attribute(tag, b"fillId", b"%d" % self._coloured(severity))
        tag = with_attribute(tag, b"applyFill", b"1")
        font = self._dark_font(_number(start[3], "fontId"))
        if font is not None:
            tag = with_attribute(with_attribute(tag, b"fontId", b"%d" % font), b"applyFont", b"1")
        return self._add("cellXfs", (style, severity), tag + rest)

    def _cleared(self, style: int) -> int:
        """Find the style of a cell that was marked before: the same without our fill, or just the same when it has another."""
        styles = self.old["cellXfs"]
        start = TAG.match(styles[style]) if 0 <= style < len(styles) else None
        fill = _number(start[3], "fillId") if start else 0
        fills = self.old["fills"]
        if start is None or fill >= len(fills) or not any(colour in fills[fill] for colour in FILLS):
            return style
        rest = styles[style][start.end() :]
        return self._add("cellXfs", ("cleared", style), with_attribute(start[0], b"fillId", b"0") + rest)

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
            at = (tag.start, tag.end) if tag else (self._place(name),) * 2
            pieces.append((*at, start + b"".join(members) + end))
        xml = self.xml
        for first, last, made in sorted(pieces, reverse=True):
            xml = xml[:first] + made + xml[last:]
        return xml

    def _members(self, name: str) -> list[bytes]:
        found = self.lists.get(name)
        return [self.xml[member.start : member.end] for member in found.members()] if found else []

    def _place(self, name: str) -> int:
        """Find the place of a list that the file does not have: all lists have their order."""
        before = BEFORE_FILLS if name == "fills" else {"numFmts"}
        return max((found.end for found in self.lists.values() if found.name in before), default=self.root.inside)

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
        dark = COLOUR.sub(self._named(b'<color rgb="FF000000"/>'), fonts[font], count=1)
        return None if dark == fonts[font] else self._add("fonts", ("dark", font), dark)

    def _named(self, xml: bytes) -> bytes:
        return with_prefix(xml, self.root.prefix)


def _number(tag: bytes, name: str) -> int:
    value = attributes(tag).get(name, "0")
    return int(value) if value.isdecimal() else 0
