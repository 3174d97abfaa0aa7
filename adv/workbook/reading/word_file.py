"""Word documents that come in: texts of the content controls of an account that was edited, and an organisation's own template.

Both go through the same door as workbooks: parts are inflated within limits, XML has no document type, and what may do harm is refused.
"""

from __future__ import annotations

from posixpath import basename, dirname, normpath
from typing import TYPE_CHECKING

from msgspec import Struct, field

from adv.errors import FileRefused, FileTooLarge, UnsafeFile
from adv.workbook.reading.limits import MEGABYTE, FileLimits
from adv.workbook.reading.zipped_xml import Archive, Part, attribute, clean_zip, deflated, local, scan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.workbook.reading.zipped_xml import Start


WORD_LIMITS = FileLimits(upload=10 * MEGABYTE, inflated=30 * MEGABYTE, parts=500)
TEMPLATE, DOCUMENT = b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml"
LINKS_ALLOWED = {"hyperlink", "attachedTemplate"}  # by their kind; anything else outside is fetched without asking
BREAKS = {"p": "\n\n", "br": "\n", "cr": "\n", "tab": " "}
SKIPPED = {"Fallback"}  # the same text again, for older programs


class Control(Struct):
    """One content control: its tag and title, what it holds, and that this is only its prompt."""

    tag: str = ""
    title: str = ""
    is_prompt: bool = False
    text: str = ""  # with a blank line after each paragraph
    pieces: list[str] = field(default_factory=list)  # of the text, while it is read


def controls(content: bytes, file: str) -> tuple[Control, ...]:
    """Read the content controls that have a tag, each with its own text alone.

    Raises `FileRefused`: not a Word document, damaged, or over a limit.
    """
    reader = _Reader()
    try:
        archive = _opened(content)
        scan(archive.chunks(_main_part(archive)), reader.start, reader.end, reader.text)
    except FileRefused as refused:
        raise type(refused)("account_file", file=file) from None  # whatever the cause, a reader can only save it again
    return tuple(control for control in reader.found if control.tag)


class _Reader:
    def __init__(self) -> None:
        self.prefix: str | None = None
        self.found: list[Control] = []
        self.open: list[Control] = []
        self.owners: list[Control | None] = [None]  # for each of them the innermost that has a tag
        self.names: list[str] = []
        self.skipping = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        kind = local(name)
        if self.prefix is None:
            self.prefix = name.removesuffix(kind)
        self.skipping += kind in SKIPPED
        name = kind if name == f"{self.prefix}{kind}" else ""  # a "t" of a drawing is not a "t" of the text
        self.names.append(name)
        if name == "sdt":
            self.open.append(Control())
            self.found.append(self.open[-1])
            self.owners.append(self.owners[-1])
        elif self.open and "sdtPr" in self.names[-2:-1]:
            value = attribute(dict(attributes), "val") or ""
            if name == "tag":
                self.open[-1].tag, self.owners[-1] = value, self.open[-1]
            elif name == "alias":
                self.open[-1].title = value
            elif name == "showingPlcHdr":
                self.open[-1].is_prompt = value.lower() not in {"0", "false", "off"}

    def end(self, name: str) -> None:
        kind, known = local(name), self.names.pop()
        self.skipping -= kind in SKIPPED
        if known == "sdt":
            done = self.open.pop()
            done.text = "".join(done.pieces)
            self.owners.pop()
        elif known in BREAKS and not self.skipping:
            self._add(BREAKS[known])

    def text(self, text: str) -> None:
        if self.names[-1:] == ["t"] and not self.skipping:
            self._add(text)

    def _add(self, text: str) -> None:
        if self.owners[-1] is not None:
            self.owners[-1].pieces.append(text)


def template(content: bytes) -> bytes:
    """Check an organisation's template (.docx or .dotx) and give it as a document that can be opened.

    Raises `FileRefused`: not a Word document, damaged, over a limit, with macros or with something that is fetched from outside.
    """
    try:
        archive = _opened(content)
        _main_part(archive)
        return clean_zip([_harmless(archive, entry.name) for entry in archive.entries.values() if not entry.name.endswith("/")])
    except FileRefused as refused:
        raise type(refused)("account_template") from None


def _harmless(archive: Archive, name: str) -> Part:
    part = archive.read(name)
    if basename(name).lower().startswith("vbaproject"):
        raise UnsafeFile("account_template")
    if name.lower().endswith((".xml", ".rels")):
        scan([part], _no_harm(is_links=name.endswith(".rels")))
    return deflated(name, part.replace(TEMPLATE, DOCUMENT) if name == "[Content_Types].xml" else part)


def _no_harm(*, is_links: bool) -> Start:
    def start(name: str, attributes: dict[str, str]) -> None:
        kind = (attribute(attributes, "Type") or "").rpartition("/")[2]
        if is_links and attribute(attributes, "TargetMode") == "External" and kind not in LINKS_ALLOWED:
            raise UnsafeFile("account_template")
        if local(name) == "Override" and "macroEnabled" in (attribute(attributes, "ContentType") or ""):
            raise UnsafeFile("account_template")

    return start


def _opened(content: bytes) -> Archive:
    if len(content) > WORD_LIMITS.upload:
        raise FileTooLarge("account_file")
    return Archive(content, WORD_LIMITS)


def _main_part(archive: Archive) -> str:
    """Find the part that holds the text: most programs call it word/document.xml, not all."""
    found: list[str] = []

    def start(_: str, attributes: dict[str, str]) -> None:
        if (attribute(attributes, "Type") or "").endswith("/officeDocument"):
            found.append(normpath((attribute(attributes, "Target") or "").lstrip("/")))

    scan(archive.chunks("_rels/.rels"), start)
    if not found or dirname(found[0]) != "word":
        raise FileRefused("account_file")
    return found[0]
