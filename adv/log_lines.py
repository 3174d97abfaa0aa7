"""Lines in the log for whoever runs the server: what was refused and what is out of reach, never what is in a cell.

As text, or with ``ADV_LOG=json`` as one JSON object a line.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from datetime import UTC, datetime

VARIABLE = "ADV_LOG"
ROOT = "adv"


class JsonLines(logging.Formatter):
    """Write a record as one JSON object: when, how serious, where from, and what."""

    def format(self, record: logging.LogRecord) -> str:
        """Leave out what caused it: an exception may quote values."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        return json.dumps({"at": at, "level": record.levelname.lower(), "logger": record.name, "message": record.getMessage()})


def write_log_lines() -> None:
    """Write what the program's own loggers say to standard error, once; other libraries keep their own way."""
    log = logging.getLogger(ROOT)
    if log.handlers:
        return
    handler = logging.StreamHandler(sys.stderr)
    is_json = os.environ.get(VARIABLE, "").strip().lower() == "json"
    handler.setFormatter(JsonLines() if is_json else logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
