"""Well-formed XML changed in place, as bytes: what is not touched stays exactly as it was.

Only for XML that has been through `adv.workbook.reading.safe_xml`: there a ``<`` always begins a tag, once comments and the like are out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = rb"[^\s<>/=\"']++"
ATTRIBUTES = rb"(?:\s++" + NAME + rb"\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'))*+\s*+"
TAG = re.compile(rb"<(/?)(" + NAME + rb")(" + ATTRIBUTES + rb")(/?)>")
ATTRIBUTE = re.compile(rb"\s++(" + NAME + rb")\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
ODD = re.compile(rb"<!--.*?-->|<\?(?!xml\s).*?\?>|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


class Unsuited(Exception):
    """The workbook is put together in a way that is not changed in place."""


class Element(Struct, frozen=True):
    """One element: where its first tag begins and ends, where its contents end, and where it ends itself."""

    name: str  # without prefix
    start: int
    inside: int
    closing: int
    end: int
    attributes: bytes

    @property
    def is_empty(self) -> bool:
        """Whether it is a single tag, which closes itself."""
        return self.closing == self.end

    def get(self, name: str, default: str = "") -> str:
        """An attribute's value, whatever its prefix."""
        return attributes(self.attributes).get(name, default)


def plain(xml: bytes) -> bytes:
    """The same document without comments and instructions, and its CDATA written as text."""
    if b"<!" not in xml and xml.find(b"<?", 5) < 0:
        return xml
    return ODD.sub(lambda odd: _as_text(odd[1] or b""), xml)


def _as_text(content: bytes) -> bytes:
    return content.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


def attributes(tag: bytes) -> dict[str, str]:
    """The attributes in a tag, by name without prefix; values with their entities."""
    return {
        name.decode().rpartition(":")[2]: (one or other).decode()
        for name, one, other in ATTRIBUTE.findall(tag)
        if not name.startswith(b"xmlns")
    }


def with_attribute(tag: bytes, name: bytes, value: bytes | None) -> bytes:
    """A start tag with this attribute set, or without it."""
    pattern = rb"\s++" + re.escape(name) + rb"\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+')"
    bare = re.sub(pattern, b"", tag, count=1)
    if value is None:
        return bare
    at = re.match(rb"<" + NAME, bare)
    if at is None:
        raise Unsuited
    return bare[: at.end()] + b" " + name + b'="' + value + b'"' + bare[at.end() :]


def children(xml: bytes, start: int = 0, end: int | None = None) -> Iterator[Element]:
    """The elements between two places, one after the other, without those inside them."""
    depth = 0
    first: re.Match[bytes] | None = None
    for tag in TAG.finditer(xml, start, len(xml) if end is None else end):
        closes, closes_itself = bool(tag[1]), bool(tag[4])
        depth -= closes
        if depth == 0:
            if closes_itself:
                yield _element(tag, tag.end(), tag.end())
            elif closes:
                if first is None:
                    raise Unsuited
                yield _element(first, tag.start(), tag.end())
            else:
                first = tag
        depth += not (closes or closes_itself)


def _element(tag: re.Match[bytes], closing: int, end: int) -> Element:
    name = tag[2].decode().rpartition(":")[2]
    return Element(name, tag.start(), tag.end(), closing, end, tag[3])


def root(xml: bytes) -> Element:
    """The outermost element."""
    for tag in TAG.finditer(xml):
        name = tag[2].decode().rpartition(":")[2]
        closing = tag.end() if tag[4] else xml.rfind(b"</")
        return Element(name, tag.start(), tag.end(), closing, tag.end() if tag[4] else xml.rfind(b">") + 1, tag[3])
    raise Unsuited


def prefix_of(xml: bytes, element: Element) -> bytes:
    """The prefix with which an element is written, colon included; empty for most."""
    tag = TAG.match(xml, element.start)
    name = tag[2] if tag else b""
    return name[: name.rfind(b":") + 1]


def appended(xml: bytes, element: Element, more: bytes) -> bytes:
    """The document with something more at the end of one of its elements."""
    if not element.is_empty:
        return xml[: element.closing] + more + xml[element.closing :]
    tag = TAG.match(xml, element.start)
    if tag is None:
        raise Unsuited
    opened = xml[element.start : element.end].rstrip(b"/>").rstrip() + b">"
    return xml[: element.start] + opened + more + b"</" + tag[2] + b">" + xml[element.end :]


def escaped(text: str) -> bytes:
    """A text as it stands in a spreadsheet's XML: nothing in it is markup, and no character is one that XML does not know."""
    text = CONTROLS.sub(_named, text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").encode()


def _named(odd: re.Match[str]) -> str:
    return f"_x{ord(odd[0]):04X}_"
