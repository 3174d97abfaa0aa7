"""A publication from the bytes of a file: JSON, or the JSON that the page of a publication holds. Pure."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

import msgspec

from adv.disclosure.bare import BareTable, flat, table_of
from adv.disclosure.publication import Publication, Table
from adv.disclosure.verify import Reason, Refusal, Verdict, verify, verify_table
from adv.errors import NotAPublication

LARGEST: Final = 20_000_000  # bytes
SCRIPT_ID: Final = "publication"


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
    return verify(found) if isinstance(found, Publication) else verify_table(found)


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


class _Script(HTMLParser):
    """Finds the text of ``<script type="application/json" id="publication">``."""

    def __init__(self) -> None:
        super().__init__()
        self.found: str | None = None
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and {("type", "application/json"), ("id", SCRIPT_ID)} <= set(attrs)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - HTMLParser's own signature
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found = (self.found or "") + data


def _json_of(content: bytes) -> str:
    text = content.decode("utf-8-sig")
    if not text.lstrip().startswith("<"):
        return text
    script = _Script()
    script.feed(text)
    return script.found or ""
