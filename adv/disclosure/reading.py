"""A publication from the bytes of a file: JSON, or the JSON that the page of a publication holds. Pure."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from adv.disclosure.bare import BareTable, flat, table_of
from adv.disclosure.publication import Publication, Table
from adv.disclosure.verify import Reason, Refusal, Verdict, verify, verify_table
from adv.errors import NotAPublication

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST: Final = 20_000_000  # bytes
SCRIPT_ID: Final = "publication"
PLACE: Final = "data-p"  # of a number in the page: table/release/cell


def judge(content: bytes) -> Verdict:
    """Check what a file holds.

    Raises
    ------
    NotAPublication
        It is something else.
    """
    found = publication_in(content)
    if isinstance(found, Refusal):
        return Verdict((found,))
    if isinstance(found, Table):
        return verify_table(found)
    verdict = verify(found)
    wrong = list(_shown_otherwise(content, found)) if verdict.fits else []
    return replace(verdict, refusals=tuple(wrong)) if wrong else verdict


def publication_in(content: bytes) -> Publication | Table | Refusal:
    """Read a publication, or a bare table; a refusal when its numbers are not whole.

    Raises
    ------
    NotAPublication
        It is something else.
    """
    if len(content) > LARGEST:
        raise NotAPublication("not_a_publication")
    try:
        raw = msgspec.json.decode(_json_of(content))
        if not isinstance(raw, dict) or "b" not in raw:
            raise NotAPublication("not_a_publication")
        if any(isinstance(value, float) for value in flat(raw)):
            return Refusal(Reason.NOT_WHOLE)
        return msgspec.convert(raw, Publication) if "format" in raw else table_of(msgspec.convert(raw, BareTable))
    except (msgspec.DecodeError, RecursionError, ValueError, IndexError):
        raise NotAPublication("not_a_publication") from None


class _Page(HTMLParser):
    """Finds the text of ``<script type="application/json" id="publication">``, and the numbers that tell which one they are."""

    def __init__(self) -> None:
        super().__init__()
        self.found: str | None = None
        self.shown: dict[str, str] = {}  # by the place in the publication
        self._inside = False
        self._place = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and {("type", "application/json"), ("id", SCRIPT_ID)} <= set(attrs)
        self._place = dict(attrs).get(PLACE) or ""

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - HTMLParser's own signature
        self._inside, self._place = False, ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found = (self.found or "") + data
        elif self._place:
            before = self.shown.get(self._place)  # a number that stands twice has to be the same twice
            self.shown[self._place] = data if before in {None, data} else ""


def _json_of(content: bytes) -> str:
    text = content.decode("utf-8-sig")
    if not _is_page(text):
        return text
    return _page(text).found or ""


def _is_page(text: str) -> bool:
    return text.lstrip().startswith("<")


def _page(text: str) -> _Page:
    page = _Page()
    page.feed(text)
    return page


def _shown_otherwise(content: bytes, publication: Publication) -> Iterator[Refusal]:
    """Find the numbers in the tables of a page that are not those of the publication in it."""
    text = content.decode("utf-8-sig")
    for place, number in _page(text).shown.items() if _is_page(text) else ():
        name, _, rest = place.partition("/")
        release, _, cell = rest.partition("/")
        try:
            table = publication.tables[name]
            wanted, values = table.numbers(int(release))[int(cell)], table.lattice.values_of(int(cell))
        except (KeyError, ValueError, IndexError):
            yield Refusal(Reason.SHOWN)
            continue
        if "".join(sign for sign in number if sign.isdecimal()) != str(wanted):
            yield Refusal(Reason.SHOWN, name, int(release), values)
