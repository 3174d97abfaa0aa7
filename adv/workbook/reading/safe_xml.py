"""XML as a spreadsheet needs it: UTF-8, complete, without a document type or entities of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from adv.errors import DamagedFile, NotASpreadsheet, UnsafeFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Start = Callable[[str, dict[str, str]], None]
    End = Callable[[str], None]

LONGEST_ROW = 1 << 22  # bytes: after so much without the end of a row, the parser takes over
NOT_UTF8 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
XML_ERRORS = (expat.ExpatError, ValueError, UnicodeError)


class Markup:
    """A parser that takes XML in pieces and refuses what it must not hold."""

    def __init__(self, start: Start | None = None, end: End | None = None, text: End | None = None) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = _no_doctype
        self.parser.XmlDeclHandler = _only_utf8
        self.parser.StartElementHandler = start
        self.parser.EndElementHandler = end
        self.parser.CharacterDataHandler = text
        self._is_first = True

    def feed(self, chunk: bytes) -> None:
        """Parse the next piece; refuse what is not well-formed, has a document type, or is encoded otherwise than in UTF-8."""
        if self._is_first and chunk:
            self._is_first = False
            if chunk.startswith(NOT_UTF8):
                raise NotASpreadsheet("save_again")
        self._parse(chunk, is_last=False)

    def close(self) -> None:
        """End the document: everything that was opened must have been closed."""
        self._parse(b"", is_last=True)

    def run(self, chunks: Iterable[bytes]) -> None:
        """Parse a whole document."""
        for chunk in chunks:
            self.feed(chunk)
        self.close()

    def _parse(self, chunk: bytes, *, is_last: bool) -> None:
        try:
            self.parser.Parse(chunk, is_last)
        except XML_ERRORS:
            raise DamagedFile("incomplete") from None  # the parser's words may hold contents


def scan(chunks: Iterable[bytes], start: Start | None = None, end: End | None = None, text: End | None = None) -> None:
    """Run through a whole part; refuse one that is not well-formed, has a document type or another encoding than UTF-8."""
    Markup(start, end, text).run(chunks)


def local(name: str) -> str:
    """Give a name without its prefix."""
    return name.rpartition(":")[2]


def attribute(attributes: dict[str, str], name: str) -> str | None:
    """Find the attribute of this name, whatever its prefix."""
    return next((value for key, value in attributes.items() if local(key) == name), None)


def end_of_rows(piece: bytes, row_end: bytes) -> int:
    """Find where the last whole row ends; 0 when none does. A very long piece without one may end after any tag."""
    cut = piece.rfind(row_end)
    if cut >= 0:
        return cut + len(row_end)
    return piece.rfind(b">") + 1 or len(piece) if len(piece) > LONGEST_ROW else 0


def whole_rows(chunks: Iterable[bytes], row_end: bytes) -> Iterator[bytes]:
    """Give the same bytes in pieces that end where a row does, but for the last one."""
    rest = b""
    for chunk in chunks:
        piece = rest + chunk if rest else chunk
        cut = end_of_rows(piece, row_end)
        yield piece[:cut]
        rest = piece[cut:]
    yield rest


def must_be_utf8(piece: bytes, start: int, end: int) -> None:
    """Refuse text that is no UTF-8: where a regular expression takes rows, the parser does not see it."""
    if not piece.isascii():
        try:
            piece[start:end].decode()
        except UnicodeDecodeError:
            raise DamagedFile("incomplete") from None


def _no_doctype(_name: str, _system: str | None, _public: str | None, _has_subset: bool) -> None:  # noqa: FBT001 (expat's order)
    raise UnsafeFile("unsafe_xml")


def _only_utf8(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in {"utf-8", "utf8", "us-ascii", "ascii"}:
        raise NotASpreadsheet("save_again")
