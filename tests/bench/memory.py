"""What a server keeps of visitors who left: its resident memory before, with and after each of three large uploads.

python -m tests.bench.memory FILE     prints MiB: at first, then for each visitor with the file read, and a minute after leaving
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.bench.beside import read
from tests.bench.session import serve
from tests.e2e import look
from tests.e2e.app import ROOT, chromium_browser, visitor

VISITORS = 3
LEFT_SECONDS = 60.0


def main() -> None:
    """Measure and print."""
    file = Path(sys.argv[1])
    with (
        tempfile.TemporaryDirectory() as data,
        serve(ROOT / "dashboard.py", {"ADV_DATA": data}, cwd=ROOT) as server,
        chromium_browser() as browser,
    ):
        with visitor(browser) as page:
            page.goto(f"http://localhost:{server.port}/gegevens")
            page.get_by_test_id("stFileUploaderDropzoneInput").wait_for(state="attached")
        figures = [server.resident_mb()]
        for _ in range(VISITORS):
            with visitor(browser) as page:
                page.goto(f"http://localhost:{server.port}/gegevens")
                page.get_by_test_id("stFileUploaderDropzoneInput").wait_for(state="attached")
                look.upload(page, file)
                read(page)
                figures.append(server.resident_mb())
            time.sleep(LEFT_SECONDS)
            figures.append(server.resident_mb())
    print(*(f"{figure:.0f}" for figure in figures))


if __name__ == "__main__":
    main()
