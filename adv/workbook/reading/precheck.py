"""The real kind of a file, and whether it is safe to read. The first bytes decide, never the name. Runs in the worker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from adv.errors import FileTooLarge, NotASpreadsheet
from adv.workbook.reading.limits import MEGABYTE, FileLimits

if TYPE_CHECKING:
    from adv.workbook.reading.file_facts import Checked

ZIP, ZIP_END = b"PK\x03\x04", b"PK\x05\x06"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
OTHER = (*PICTURES, b"%PDF", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\x7fELF", b"MZ", b"SQLite format 3")
# A web page, a web archive, or Excel's XML of 2003, as far as letters of one byte go.
MARKUP = re.compile(
    rb"\s*(?:<(?:\?xml|!--|!doctype|html|head|body|title|table|meta|style|div|center|workbook)\b"
    rb"|(?:mime-version|content-type|from|date|subject): .{0,2000}?multipart/related)",
    re.IGNORECASE | re.DOTALL,
)
EXTENSIONS = {
    "xlsx": {"xlsx", "xlsm", "xltx", "xltm"},
    "ods": {"ods", "ots"},
    "xls": {"xls", "xlt"},
    "csv": {"csv", "tsv", "txt"},
    "html": {"html", "htm", "mht"},
}


def kind_of(content: bytes, limits: FileLimits) -> str:
    """Tell ``"zip"``, ``"xls"``, ``"html"`` or ``"csv"`` by what the file begins with; refuse what is empty, too large, or something else."""
    if not content:
        raise NotASpreadsheet("empty_file")
    if len(content) > limits.upload:
        raise FileTooLarge("too_large", limit=limits.upload // MEGABYTE)
    if content.startswith((ZIP, ZIP_END)):
        return "zip"
    if content.startswith(OLE):
        return "xls"
    if content.startswith(OTHER):
        raise NotASpreadsheet("zip_behind_other" if ZIP_END in content[-66_000:] else "not_a_spreadsheet")
    return "html" if MARKUP.match(content[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")) else "csv"


def check(content: bytes, limits: FileLimits) -> Checked | None:
    """Look through a file and give what is safe to read of it; None for what is only text."""
    kind = kind_of(content, limits)
    if kind in {"csv", "html"}:
        return None
    if kind == "xls":
        from adv.workbook.reading.precheck_xls import check_xls  # noqa: PLC0415 (only what this file needs: a worker must start quickly)

        return check_xls(content, limits)
    from adv.workbook.reading.zipped_xml import Archive  # noqa: PLC0415

    archive = Archive(content, limits)
    if "content.xml" in archive:
        from adv.workbook.reading.precheck_ods import check_ods  # noqa: PLC0415

        return check_ods(archive)
    if "_rels/.rels" not in archive:
        raise NotASpreadsheet("not_a_spreadsheet")
    from adv.workbook.reading.precheck_xlsx import check_xlsx  # noqa: PLC0415

    return check_xlsx(archive)
