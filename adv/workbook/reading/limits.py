"""Limits to what one file, and one upload, may ask of this machine. What is over one is refused with a sentence that names it."""

from __future__ import annotations

from msgspec import Struct

MEGABYTE = 1_000_000


class FileLimits(Struct, frozen=True):
    """Limits of reading one file.

    A project of 160 visits needs a thousandth of these; a hundred thousand visits with their requests and bookings fit
    within a third of each.
    """

    upload: int = 30 * MEGABYTE  # bytes of the file itself
    inflated: int = 400 * MEGABYTE  # bytes of the parts that are read, once unpacked
    parts: int = 2_000  # files inside an .xlsx or .ods
    sheets: int = 400
    rows: int = 250_000  # of one sheet, down to the last row that holds something
    columns: int = 16_384  # of one sheet: all that Excel has; few rows may reach as far
    cells: int = 8_000_000  # of one sheet: rows × columns, the empty ones between them included
    text: int = 32_767  # characters in one cell: Excel's own limit
    flaws: int = 100_000  # cells of one sheet without a usable value
    merges: int = 20_000  # merged ranges of one sheet
    looks: int = 300_000  # cells of one sheet of which a colour, or that they are struck out, is kept
    memory: int = 1 << 30  # bytes that the worker may map (not on Windows)
    seconds: float = 15.0  # of computing (not on Windows)
    clock: float = 30.0  # seconds on the clock, for a machine that is busy with other things too
    answer: int = 600 * MEGABYTE  # bytes that the worker may send back


class UploadLimits(Struct, frozen=True):
    """Limits of understanding all files of one upload, on top of which each is read within its own."""

    seconds: float = 15.0  # of computing, in the worker (not on Windows)
    clock: float = 30.0  # seconds on the clock
    memory: int = 2 << 30  # bytes that the worker may map
    answer: int = 600 * MEGABYTE  # bytes that the worker may send back


FILE = FileLimits()
UPLOAD = UploadLimits()
UPLOAD_MEGABYTES = FILE.upload // MEGABYTE  # for page and server, whose megabytes are a little larger: the reader decides
