"""Links between the parts of an .xlsx: which part is what, and where it lies."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from adv.workbook.reading.safe_xml import local, scan

if TYPE_CHECKING:
    from collections.abc import Iterable


class Link(Struct, frozen=True):
    """A relationship: what kind of part, and where."""

    kind: str
    target: str
    is_outside: bool = False


def links_name(part: str) -> str:
    """Name the part that says where this part links to; of the file as a whole when the name is empty."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def links_of(chunks: Iterable[bytes], source: str) -> dict[str, Link]:
    """Read the links in such a part, by their names; `source` is the part that they are of."""
    links: dict[str, Link] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == "Relationship":
            target = attributes.get("Target", "")
            is_outside = attributes.get("TargetMode") == "External" or "://" in target
            kind = attributes.get("Type", "").rpartition("/")[2]
            links[attributes.get("Id", "")] = Link(kind, target if is_outside else _resolved(target, source), is_outside)

    scan(chunks, start)
    return links


def _resolved(target: str, source: str) -> str:
    target = unquote(target) if "%" in target else target
    path = target if target.startswith("/") else posixpath.join(posixpath.dirname(source), target)
    return posixpath.normpath(path.replace("\\", "/")).lstrip("/")
