"""Zip archives without a clock: the parts of an Office file in their order, each with the same day, so that bytes can be compared."""

from __future__ import annotations

import io
import re
import zipfile

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def without_clock(content: bytes, moment: str) -> bytes:
    """Write an archive again with fixed days, also in the workbooks that are inside; its core properties get `moment` (ISO)."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith(".xlsx"):
                part = without_clock(part, moment)
            elif name == "docProps/core.xml":
                part = _MOMENT.sub(rb"\g<1>" + moment.encode() + rb"\g<2>", part)
            about = zipfile.ZipInfo(name, FIRST_DAY)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o600 << 16
            new.writestr(about, part)
    return made.getvalue()
