"""Particulars that the data cannot know: the subsidy decision, own texts, who wrote it, and whether it was closed."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 (decoding needs it, as what follows)
from datetime import date  # noqa: TC003

from msgspec import Struct, field

from adv.model import Decision  # noqa: TC001

LONGEST = 4000  # characters of one own text


class About(Struct, frozen=True):
    """Particulars of a report beside the figures."""

    decision: Decision | None = None
    income_cents: int | None = None
    texts: Mapping[str, str] = field(default_factory=dict)  # by slot
    confirmed: frozenset[str] = frozenset()  # slots of drafts that were confirmed as they are
    closed_on: date | None = None
    replaces: tuple[date, str] | None = None  # when the version before it was closed, and why there is a new one
    files: tuple[tuple[str, str, date], ...] = ()  # name, SHA-256 and day of every import that counts
    is_sample: bool = False

    @property
    def author(self) -> str:
        """Who wrote it, when they said so."""
        return self.text("author")

    def text(self, slot: str) -> str:
        """Give the own text of a slot; empty when there is none."""
        return self.texts.get(slot, "").strip()
