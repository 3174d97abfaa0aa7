"""axe-core, run on a page as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe
from msgspec import Struct

if TYPE_CHECKING:
    from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Accepted(Struct, frozen=True):
    """One violation that only Streamlit can put right: the rule, what the element's address holds, and why."""

    rule: str
    where: str
    why: str


EXCEPTIONS: tuple[Accepted, ...] = ()


class Violation(Struct, frozen=True):
    """One element that breaks one rule."""

    rule: str
    where: str
    html: str

    @property
    def accepted(self) -> Accepted | None:
        """The exception that covers it."""
        return next((one for one in EXCEPTIONS if one.rule == self.rule and one.where in f"{self.where} {self.html}"), None)


def violations(page: Page) -> list[Violation]:
    """What axe-core finds on the page."""
    found: dict[str, Any] = Axe().run(page, options={"runOnly": TAGS, "resultTypes": ["violations"]}).response
    return [
        Violation(violation["id"], " ".join(map(str, node["target"])), node["html"][:300])
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
