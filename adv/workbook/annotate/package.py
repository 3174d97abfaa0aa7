"""The parts of an .xlsx and how they are linked, while some are changed and others added; the rest is taken over as it is."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from adv.errors import FileRefused
from adv.workbook.annotate.editing import DECLARATION, Unsuited, escaped, plain, root, without
from adv.workbook.reading.safe_xml import scan
from adv.workbook.reading.xlsx_layout import links_name, links_of
from adv.workbook.reading.zip_archive import clean_zip, deflated

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from adv.workbook.annotate.editing import Element
    from adv.workbook.reading.xlsx_layout import Link
    from adv.workbook.reading.zip_archive import Archive, Part

TYPES = "[Content_Types].xml"
TYPES_SPACE = b"http://schemas.openxmlformats.org/package/2006/content-types"
LINKS_SPACE = b"http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WORKBOOK_TYPE = f"{SHEET_ML}.sheet.main+xml"
NOT_KEPT = re.compile(r"(?:^|/)(?:vbaProject[^/]*|vbaData[^/]*|_xmlsignatures/.*)$", re.IGNORECASE)
LONGEST_SHEET_NAME = 31
SAFE_NAME = re.compile(r"(?!/)(?!.*(?:^|/)\.\.?(?:/|$))[^\\:\x00-\x1f]+")


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

        Raises
        ------
        FileRefused
            It is not there, or not well-formed.
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
            gone = {link_id for link_id, link in links if link.kind == "origin" or NOT_KEPT.search(link.target)}
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
    return SAFE_NAME.fullmatch(name) is not None and not name.endswith("/") and NOT_KEPT.search(name) is None
