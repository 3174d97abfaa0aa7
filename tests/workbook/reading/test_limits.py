"""One limit on uploads, wherever it stands."""

from __future__ import annotations

import tomllib
from pathlib import Path

from adv.ui.server.gate import LARGEST_FILE
from adv.workbook.reading.limits import FILE, UPLOAD_MEGABYTES

SETTINGS = Path(__file__).parents[3] / ".streamlit" / "config.toml"


def test_the_server_has_the_limit_of_the_reader() -> None:
    assert tomllib.loads(SETTINGS.read_text(encoding="utf-8"))["server"]["maxUploadSize"] == UPLOAD_MEGABYTES


def test_nothing_that_the_reader_would_take_is_refused_at_the_door() -> None:
    assert FILE.upload <= LARGEST_FILE < FILE.upload * 1.1
