"""Pictures of all pages with the sample: `python -m tests.e2e.screenshots` writes docs/screenshots/ anew."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tests.e2e import look
from tests.e2e.app import ROOT, chromium_browser, running_app, settle, visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.e2e.app import App

FOLDER = ROOT / "docs" / "screenshots"
TALLEST = 6000  # pixels
COLOURS = 128  # of a picture: text and bars need no more, and the files stay small
IN_ENGLISH = ("overzicht", "bereik")
HEIGHT = "() => Math.ceil(document.querySelector('[data-testid=stMainBlockContainer]').getBoundingClientRect().height) + 8"


def main() -> None:
    """All pages, light and dark, on a laptop and a phone; a few in English."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as data, running_app(Path(data)) as app, chromium_browser() as browser:
        for dark in (False, True):
            for width in (1280, 400):
                _walk(browser, app, dark=dark, width=width)
    size = sum(picture.stat().st_size for picture in FOLDER.glob("*.png"))
    print(f"{FOLDER}: {len([*FOLDER.glob('*.png')])} pictures, {size / 1e6:.1f} MB")


def _walk(browser: Browser, app: App, *, dark: bool, width: int) -> None:
    ending = ("dark" if dark else "light") + ("" if width == 1280 else f"-{width}")
    with visitor(browser, dark=dark, width=width) as page:
        for name in look.PAGES:
            _picture(page, app, name, "", width, FOLDER / f"{name}-{ending}.png")
            if name in IN_ENGLISH and ending == "light":
                _picture(page, app, name, "?taal=en", width, FOLDER / f"{name}-{ending}-en.png")


def _picture(page: Page, app: App, name: str, query: str, width: int, file: Path) -> None:
    look.visit(page, app, name, query)
    page.set_viewport_size({"width": width, "height": min(TALLEST, page.evaluate(HEIGHT))})
    settle(page)
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    page.set_viewport_size({"width": width, "height": 900})


if __name__ == "__main__":
    main()
