"""axe-core, run on a page as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe
from msgspec import Struct

from tests.e2e.app import settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (1280, 640, 320)  # as they are, and at 200 and 400 % of zoom (WCAG 2.2, 1.4.10)
AXE = Axe().axe_script
RUN = """async ([tags, within, onlyColours]) => {
    const colours = () => axe.getRules(tags).filter((rule) => rule.tags.includes('cat.color')).map((rule) => rule.ruleId);
    const runOnly = onlyColours ? {type: 'rule', values: colours()} : tags;
    return (await axe.run(within ?? document, {runOnly, resultTypes: ['violations']})).violations;
}"""


class Violation(Struct, frozen=True):
    """One element that breaks one rule."""

    rule: str
    where: str
    html: str


def violations(page: Page, *, within: str | None = None, only_colours: bool = False) -> list[Violation]:
    """What axe-core finds on the page, or in a part of it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(RUN, [TAGS, within, only_colours])
    return [
        Violation(violation["id"], " ".join(map(str, node["target"])), node["html"][:300])
        for violation in found
        for node in violation["nodes"]
    ]


def violations_at(
    page: Page, widths: Sequence[int] = WIDTHS, *, within: str | None = None, is_dark: bool = False
) -> dict[int, list[Violation]]:
    """What axe-core finds at each width: on all of the page at the first one, and then only in the part that is new, when one is named.

    In the dark a page has the elements that it has in the light, in other colours: at the widths after the first only these are asked
    for.
    """
    found = {}
    for at, width in enumerate(widths):
        page.set_viewport_size({"width": width, "height": 900})
        settle(page)
        wrong = violations(page, within=within if at else None, only_colours=is_dark and at > 0)
        if wrong:
            found[width] = wrong
    return found
