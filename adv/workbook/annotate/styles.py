"""The styles of a workbook, with those of marked cells added: a cell's own style, and only its fill another."""

from __future__ import annotations

import re

from adv.workbook.annotate.editing import TAG, Unsuited, attributes, children, prefix_of, root, with_attribute

FILLS = (b"FFF8CBC6", b"FFFFE699", b"FFD6E6F4")  # error, warning, info: light enough for dark letters
CLEARED = -1  # instead of a severity: the mark of an earlier time goes
FONTS = {
    "title": b'<b/><sz val="14"/><color rgb="FF1F2933"/><name val="Calibri"/><family val="2"/>',
    "bold": b'<b/><sz val="11"/><color rgb="FF1F2933"/><name val="Calibri"/><family val="2"/>',
    "plain": b'<sz val="11"/><color rgb="FF1F2933"/><name val="Calibri"/><family val="2"/>',
    "text": b'<sz val="11"/><color rgb="FF1F2933"/><name val="Calibri"/><family val="2"/>',
    "link": b'<u/><sz val="11"/><color rgb="FF0B5394"/><name val="Calibri"/><family val="2"/>',
}
BEFORE_FILLS = frozenset({"numFmts", "fonts"})
COLOUR = re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?color(?=[\s/>])[^<>]*?(?:/>|></[^<>]*>)")


class Styles:
    """The parts of styles.xml that grow: fonts, fills and the styles of cells."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        top = root(xml)
        self.prefix = prefix_of(xml, top)
        self.lists = {child.name: child for child in children(xml, top.inside, top.closing)}
        if "cellXfs" not in self.lists:
            raise Unsuited
        self.old = {name: self._members(name) for name in ("fonts", "fills", "cellXfs")}
        if not self.old["cellXfs"]:
            raise Unsuited
        self.new: dict[str, list[bytes]] = {name: list(self.old[name]) for name in self.old}
        if not self.old["fills"]:
            self.new["fills"] += [self._fill(b"none"), self._fill(b"gray125")]
        self.made: dict[tuple[object, ...], int] = {}

    def marked(self, style: int, severity: int) -> int:
        """The style of a cell with `style`, once it is marked."""
        if severity == CLEARED:
            return self.cleared(style)
        known = self.made.get((style, severity))
        if known is not None:
            return known
        old = self.old["cellXfs"][style if 0 <= style < len(self.old["cellXfs"]) else 0]
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

    def cleared(self, style: int) -> int:
        """The style of a cell that was marked before: the same without our fill, or just the same when it has another."""
        styles = self.old["cellXfs"]
        start = TAG.match(styles[style]) if 0 <= style < len(styles) else None
        fill = _number(start[3], "fillId") if start else 0
        fills = self.old["fills"]
        if start is None or fill >= len(fills) or not any(colour in fills[fill] for colour in FILLS):
            return style
        rest = styles[style][start.end() :]
        return self._add("cellXfs", ("cleared", style), with_attribute(start[0], b"fillId", b"0") + rest)

    def own(self, font: str, severity: int | None = None) -> int:
        """A style for the summary: wrapped text at the top of its cell."""
        key = ("own", font, severity)
        if key in self.made:
            return self.made[key]
        font_id = self._add("fonts", ("font", font), self._named(b"<font>" + FONTS[font] + b"</font>"))
        fill = 0 if severity is None else self._coloured(severity)
        wrap = b"" if font in {"title", "plain"} else b' wrapText="1"'
        xf = b'<xf numFmtId="0" fontId="%d" fillId="%d" borderId="0" applyFont="1" applyFill="1" applyAlignment="1">' % (
            font_id,
            fill,
        )
        return self._add("cellXfs", key, self._named(xf + b'<alignment vertical="top"' + wrap + b"/></xf>"))

    def written(self) -> bytes:
        """styles.xml with all of it."""
        pieces: list[tuple[int, int, bytes]] = []
        for name, members in self.new.items():
            if len(members) == len(self.old[name]):
                continue
            tag = self.lists.get(name)
            made = self._named(b'<%s count="%d">' % (name.encode(), len(members))) + b"".join(members)
            made += self._named(b"</%s>" % name.encode())
            at = (tag.start, tag.end) if tag else (self._place(name),) * 2
            pieces.append((*at, made))
        xml = self.xml
        for start, end, made in sorted(pieces, reverse=True):
            xml = xml[:start] + made + xml[end:]
        return xml

    def _members(self, name: str) -> list[bytes]:
        found = self.lists.get(name)
        if found is None:
            return []
        return [self.xml[child.start : child.end] for child in children(self.xml, found.inside, found.closing)]

    def _place(self, name: str) -> int:
        """Where a list that the file does not have belongs: all lists have their order."""
        before = BEFORE_FILLS if name == "fills" else {"numFmts"}
        ends = [child.end for child in self.lists.values() if child.name in before]
        return max(ends, default=root(self.xml).inside)

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
        """The same letters in black, where the file colours them: white ones would be lost on a light fill."""
        fonts = self.old["fonts"]
        if not 0 <= font < len(fonts):
            return None
        dark = COLOUR.sub(self._named(b'<color rgb="FF000000"/>'), fonts[font], count=1)
        return None if dark == fonts[font] else self._add("fonts", ("dark", font), dark)

    def _named(self, xml: bytes) -> bytes:
        """Markup of ours with the document's own prefix."""
        return re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1" + self.prefix, xml) if self.prefix else xml


def _number(tag: bytes, name: str) -> int:
    value = attributes(tag).get(name, "0")
    return int(value) if value.isdecimal() else 0
