"""Well-formed XML changed in place, as bytes: what is not touched stays exactly as it was.

Only for XML that has been through `adv.workbook.reading.safe_xml`: there a ``<`` always begins a tag, once comments and the like are out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAME = rb"[^\s<>/=\"']++"
ATTRIBUTES = rb"(?:\s++" + NAME + rb"\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'))*+\s*+"
TAG = re.compile(rb"<(/?)(" + NAME + rb")(" + ATTRIBUTES + rb")(/?)>")
ATTRIBUTE = re.compile(rb"\s++(" + NAME + rb")\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
ODD = re.compile(rb"<!--.*?-->|<\?(?!xml\s).*?\?>|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class Unsuited(Exception):
    """The workbook is put together in a way that is not changed in place."""


class Element(Struct, frozen=True):
    """One element of a document: where its first tag begins and ends, where its contents end, and where it ends itself."""

    xml: bytes  # the whole document
    name: str  # without prefix
    prefix: bytes  # with its colon; empty for most
    start: int
    inside: int
    closing: int
    end: int
    attributes: bytes

    @property
    def is_empty(self) -> bool:
        """Tell a single tag, which closes itself, from others."""
        return self.closing == self.end

    def get(self, name: str, default: str = "") -> str:
        """Find an attribute's value, whatever its prefix."""
        return attributes(self.attributes).get(name, default)

    def members(self) -> Iterator[Element]:
        """Yield the elements right inside this one."""
        return elements(self.xml, self.inside, self.closing)

    def with_more(self, more: bytes) -> bytes:
        """Return the document with something more at the end of this element."""
        if not self.is_empty:
            return self.xml[: self.closing] + more + self.xml[self.closing :]
        tag = opened(self.xml[self.start : self.end])
        ending = b"</" + self.prefix + self.name.encode() + b">"
        return self.xml[: self.start] + tag + more + ending + self.xml[self.end :]


def elements(xml: bytes, start: int, end: int) -> Iterator[Element]:
    """Yield the elements between two places, one after the other, without those inside them."""
    depth = 0
    first: re.Match[bytes] | None = None
    for tag in TAG.finditer(xml, start, end):
        closes, closes_itself = bool(tag[1]), bool(tag[4])
        depth -= closes
        if depth == 0:
            if closes_itself:
                yield _element(xml, tag, tag.end(), tag.end())
            elif closes:
                if first is None:
                    raise Unsuited
                yield _element(xml, first, tag.start(), tag.end())
            else:
                first = tag
        depth += not (closes or closes_itself)


def _element(xml: bytes, tag: re.Match[bytes], closing: int, end: int) -> Element:
    prefix, colon, name = tag[2].rpartition(b":")
    return Element(xml, name.decode(), prefix + colon, tag.start(), tag.end(), closing, end, tag[3])


def root(xml: bytes) -> Element:
    """Find the outermost element."""
    tag = TAG.search(xml)
    if tag is None:
        raise Unsuited
    return _element(xml, tag, tag.end(), tag.end()) if tag[4] else _element(xml, tag, xml.rfind(b"</"), xml.rfind(b">") + 1)


def without(xml: bytes, gone: Iterable[Element]) -> bytes:
    """Return the document without some of its elements, which are given in their order."""
    pieces, at = [], 0
    for element in gone:
        pieces.append(xml[at : element.start])
        at = element.end
    return b"".join([*pieces, xml[at:]])


def plain(xml: bytes) -> bytes:
    """Return the same document without comments and instructions, and its CDATA written as text."""
    if b"<!" not in xml and xml.find(b"<?", 5) < 0:
        return xml
    return ODD.sub(lambda odd: _as_text(odd[1] or b""), xml)


def _as_text(content: bytes) -> bytes:
    return content.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


def attributes(tag: bytes) -> dict[str, str]:
    """Read the attributes in a tag, by name without prefix; values with their entities."""
    return {
        name.decode().rpartition(":")[2]: (one or other).decode()
        for name, one, other in ATTRIBUTE.findall(tag)
        if not name.startswith(b"xmlns")
    }


def with_attribute(tag: bytes, name: bytes, value: bytes | None) -> bytes:
    """Return a start tag with this attribute set, or without it."""
    pattern = rb"\s++" + re.escape(name) + rb"\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+')"
    bare = re.sub(pattern, b"", tag, count=1)
    if value is None:
        return bare
    at = re.match(rb"<" + NAME, bare)
    if at is None:
        raise Unsuited
    return bare[: at.end()] + b" " + name + b'="' + value + b'"' + bare[at.end() :]


def opened(tag: bytes) -> bytes:
    """Turn a tag that closes itself into one that does not."""
    return tag.rstrip(b"/>").rstrip() + b">"


def with_prefix(xml: bytes, prefix: bytes) -> bytes:
    """Return markup of ours, written without prefixes, with the document's own."""
    return re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1" + prefix, xml) if prefix else xml


def escaped(text: str) -> bytes:
    """Write a text as it stands in a spreadsheet's XML: nothing in it is markup, and no character is one that XML does not know."""
    text = CONTROLS.sub(lambda odd: f"_x{ord(odd[0]):04X}_", text)
    return _as_text(text.encode()).replace(b'"', b"&quot;")


def unescaped(text: str) -> str:
    """Read a text as it stands in XML."""
    for entity, character in (("&gt;", ">"), ("&lt;", "<"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text
