"""What whoever runs the server reads in the log."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import pytest

from adv.log_lines import ROOT, JsonLines, write_log_lines

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    log = logging.getLogger(ROOT)
    before = list(log.handlers), log.level, log.propagate
    log.handlers = []
    yield
    log.handlers, log.level, log.propagate = before


def test_a_line_is_text_or_one_json_object(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ADV_LOG", "json")
    write_log_lines()
    write_log_lines()
    logging.getLogger("adv.ui").warning("refused: %s (%s)", "StoreError", "store_busy")
    (line,) = capsys.readouterr().err.splitlines()
    assert {key: json.loads(line)[key] for key in ("level", "logger", "message")} == {
        "level": "warning",
        "logger": "adv.ui",
        "message": "refused: StoreError (store_busy)",
    }


def test_what_an_exception_says_stays_out() -> None:
    error = ValueError("111222333 stond in de cel")
    record = logging.LogRecord("adv", logging.ERROR, "x.py", 1, "bug", (), (ValueError, error, None))
    assert "111222333" not in JsonLines().format(record)
