"""Well-formed XML changed in place, as bytes: what is not touched stays exactly as it was.

Only for XML that has been through `adv.workbook.reading.zipped_xml`: there a ``<`` always begins a tag, once comments and the like are out.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from adv.errors import FileRefused
from adv.workbook.reading.xlsx_layout import Link, links_name, links_of
from adv.workbook.reading.zipped_xml import Archive, Part, clean_zip, deflated, scan

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator


NAME = rb"[^\s<>/=\"']++"
ATTRIBUTES = rb"(?:\s++" + NAME + rb"\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'))*+\s*+"
TAG = re.compile(rb"<(/?)(" + NAME + rb")(" + ATTRIBUTES + rb")(/?)>")
ATTRIBUTE = re.compile(rb"\s++(" + NAME + rb")\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
ODD = re.compile(rb"<!--.*?-->|<\?(?!xml\s).*?\?>|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "[Content_Types].xml"
TYPES_SPACE = b"http://schemas.openxmlformats.org/package/2006/content-types"
LINKS_SPACE = b"http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WORKBOOK_TYPE = f"{SHEET_ML}.sheet.main+xml"
PARTS_NOT_KEPT = re.compile(r"(?:^|/)(?:vbaProject[^/]*|vbaData[^/]*|_xmlsignatures/.*)$", re.IGNORECASE)
LONGEST_SHEET_NAME = 31
SAFE_NAME = re.compile(r"(?!/)(?!.*(?:^|/)\.\.?(?:/|$))[^\\:\x00-\x1f]+")


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


class Package:
    """All parts by name; case does not matter."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.names = {entry.name.lower(): entry.name for entry in archive.entries.values() if _is_kept(entry.name)}
        self.changed: dict[str, bytes] = {}
        self.new_types: dict[str, bytes] = {}  # written at the end
        if TYPES.lower() not in self.names:
            raise Unsuited

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.names

    def raw(self, name: str) -> bytes:
        """Give what a part holds now, unchecked."""
        changed = self.changed.get(name.lower())
        return self.archive.read(name) if changed is None else changed

    def read(self, name: str) -> bytes:
        """Give what a part holds now: well-formed XML, and in it nothing but elements and text.

        Raises `FileRefused`: it is not there, or not well-formed.
        """
        xml = self.raw(name)
        if name.lower() in self.changed:
            return xml
        scan([xml])
        return plain(xml)

    def write(self, name: str, content: bytes) -> None:
        """Change a part, or add one."""
        self.names.setdefault(name.lower(), name)
        self.changed[name.lower()] = content

    def free(self, form: str) -> str:
        """Find a name that no part has; `form` has a place for a number."""
        return next(name for number in range(1, len(self.names) + 2) if (name := form.format(number)).lower() not in self.names)

    def links(self, part: str) -> dict[str, Link]:
        """Read where a part links to, by the links' names."""
        name = links_name(part)
        return links_of([self.read(name)], part) if name in self else {}

    def link(self, part: str, kind: str, target: str) -> str:
        """Add a link from one part to another, and give its name."""
        name = links_name(part)
        xml = self.read(name) if name in self else DECLARATION + b'<Relationships xmlns="%s"></Relationships>' % LINKS_SPACE
        known = {element.get("Id") for element in root(xml).members()}
        link = next(f"adv{number}" for number in range(1, len(known) + 2) if f"adv{number}" not in known)
        path = escaped(posixpath.relpath(target, posixpath.dirname(part) or "."))
        form = b'<Relationship xmlns="%s" Id="%s" Type="%s/%s" Target="%s"/>'
        made = form % (LINKS_SPACE, link.encode(), OFFICE.encode(), kind.encode(), path)
        self.write(name, root(xml).with_more(made))
        return link

    def unlink(self, part: str) -> None:
        """Take away all links of a part."""
        self.names.pop(links_name(part).lower(), None)

    def type(self, part: str, kind: str) -> None:
        """Say what kind of part one is."""
        form = b'<Override xmlns="%s" PartName="/%s" ContentType="%s"/>'
        self.new_types[part.lower()] = form % (TYPES_SPACE, escaped(part), kind.encode())

    def type_of(self, part: str) -> str:
        """Read what kind of part one is said to be; empty when nothing is said."""
        members = list(root(self.read(TYPES)).members())
        own = [element for element in members if element.get("PartName").lstrip("/").lower() == part.lower()]
        ending = part.rpartition(".")[2].lower()
        own += [element for element in members if element.name == "Default" and element.get("Extension").lower() == ending]
        return own[0].get("ContentType") if own else ""

    def tidy(self, book: str) -> None:
        """Take out the links to macros and signatures: those parts are not taken over."""
        for part in ("", book):
            links = self.links(part).items()
            gone = {link_id for link_id, link in links if link.kind == "origin" or PARTS_NOT_KEPT.search(link.target)}
            self._without(links_name(part), lambda element, gone=gone: element.get("Id") in gone)  # type: ignore[misc]

    def _without(self, name: str, is_gone: Callable[[Element], bool]) -> None:
        xml = self.read(name)
        self.write(name, without(xml, filter(is_gone, root(xml).members())))

    def zipped(self) -> bytes:
        """Put the file together. A part that nothing reads and that is not sound is left behind."""
        gone = {entry.name.lower() for entry in self.archive.entries.values() if not _is_kept(entry.name)} | set(self.new_types)
        self._without(TYPES, lambda element: element.get("PartName").lstrip("/").lower() in gone)
        self.write(TYPES, root(self.read(TYPES)).with_more(b"".join(self.new_types.values())))
        parts: list[Part] = []
        for key, name in sorted(self.names.items(), key=lambda item: item[0] != TYPES.lower()):
            if key in self.changed:
                parts.append(deflated(name, self.changed[key]))
                continue
            try:
                parts.append(self.archive.part(name))
            except FileRefused:
                continue
        return clean_zip(parts)


def free_sheet_name(wanted: str, taken: Collection[str]) -> str:
    """Make a sheet's name that Excel takes: not too long, and not among those, casefolded, that are taken."""
    name, number = wanted[:LONGEST_SHEET_NAME], 1
    while name.casefold() in taken:
        number += 1
        ending = f" ({number})"
        name = wanted[: LONGEST_SHEET_NAME - len(ending)] + ending
    return name


def _is_kept(name: str) -> bool:
    return SAFE_NAME.fullmatch(name) is not None and not name.endswith("/") and PARTS_NOT_KEPT.search(name) is None
