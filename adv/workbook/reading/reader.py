"""Any spreadsheet → `RawWorkbook`. The file itself is only ever touched by a worker process, which may be lost.

Imports little, so that a program can start reading first and load its other libraries while the worker is at it.
"""

from __future__ import annotations

import hashlib
import re
import threading
import time
import unicodedata
from contextlib import contextmanager
from itertools import count
from pathlib import PurePosixPath
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from adv.errors import DamagedFile, FileRefused, FileTooLarge, NotASpreadsheet
from adv.workbook.reading.background_thread import Attempt
from adv.workbook.reading.limits import FILE, MEGABYTE, FileLimits
from adv.workbook.reading.protocol import REFUSED, Finished, Inbox, Order, PackedColumn, Refusal, SheetHead, framed, unpack_column
from adv.workbook.reading.worker_process import READER, reserve
from adv.workbook.tables.grid import RawSheet, RawWorkbook, Upload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from adv.workbook.reading.protocol import Answer

AT_ONCE = 2  # workers: reading takes a processor each
LONGEST_FILE_NAME = 80  # characters of a file's name in a sentence
# Endings of names that Windows or a browser would run: whatever is in the file, it passes for something that it is not.
PROGRAMS = re.compile(
    r"\.(?:exe|com|bat|cmd|scr|pif|ms[ip]|dll|cpl|jse?|vb[se]|ws[fh]|hta|ps1|jar|lnk|url|reg|app|apk|sh)[ .]*$", re.IGNORECASE
)
LARGE_FILE = 1 << 19  # bytes: below, a file is read as soon by being checked first
LEAST_SECONDS = 2.0  # for a second reading
REFUSALS: dict[str, type[FileRefused]] = {kind.__name__: kind for kind in FileRefused.__subclasses__()}
WRONG_ANSWER = (ValueError, TypeError, KeyError, IndexError, AttributeError, msgspec.DecodeError, OverflowError, RecursionError)

_slots = threading.BoundedSemaphore(AT_ONCE)


class Reading:
    """A file that is being read from now on, in a thread of its own."""

    def __init__(self, upload: Upload, limits: FileLimits = FILE) -> None:
        self.file = upload.name
        self._upload = upload
        self._limits = limits
        self._ready: SimpleQueue[RawSheet | None] = SimpleQueue()  # None: there are no more
        self._attempt = Attempt(self._run)

    def sheets(self) -> Iterator[RawSheet]:
        """Yield each sheet as soon as it is read, once. Until the last one the file may still be refused: forget them then.

        Raises `FileRefused`: as `result`, after the sheets that came before.
        """
        while (sheet := self._ready.get()) is not None:
            yield sheet
        self.result()

    def result(self) -> RawWorkbook:
        """Wait for the whole workbook. Raises `FileRefused`: it is not read; the error says why, and nothing of it was kept."""
        return self._attempt.result()

    def _run(self) -> RawWorkbook:
        try:
            with refusals_name(shown_name(self._upload.name)):
                if PROGRAMS.search(self._upload.name):
                    raise NotASpreadsheet("called_a_program")
                if len(self._upload.content) > self._limits.upload:
                    raise FileTooLarge("too_large", limit=self._limits.upload // MEGABYTE)
                with _slots:
                    return self._read()
        finally:
            self._ready.put(None)

    def _read(self) -> RawWorkbook:
        """Read a large file while it is still being checked; where that brings the worker down, once more in the careful way."""
        start = time.monotonic()
        answers = Answers(self._upload, self._limits, self._ready.put, is_trusting=len(self._upload.content) >= LARGE_FILE)
        try:
            return answers.book()
        except FileRefused as refusal:
            if not answers.is_trusting or refusal.key not in {"crashed", "too_heavy"}:
                raise
        left = max(LEAST_SECONDS, self._limits.seconds - (time.monotonic() - start))
        limits = replace(self._limits, seconds=left, clock=self._limits.clock * left / self._limits.seconds)
        sheets, known = count(), len(answers.sheets)
        return Answers(self._upload, limits, lambda sheet: self._ready.put(sheet) if next(sheets) >= known else None).book()


class Answers:
    """One worker and what it says, unpacked as it comes in."""

    program = READER
    before = b""  # said to it before the bytes of the file

    def __init__(
        self, upload: Upload, limits: FileLimits, on_sheet: Callable[[RawSheet], None], *, is_trusting: bool = False
    ) -> None:
        self.upload = upload
        self.is_trusting = is_trusting
        self.limits = limits
        self.on_sheet = on_sheet
        self.remarks: tuple[str, ...] = ()
        self.sheets: list[RawSheet] = []
        self.head: SheetHead | None = None  # of the sheet that is coming in
        self.columns: list[list[Any]] = []
        self.is_done = False
        self.worker = reserve.take(self.program)

    def collect(self) -> None:
        """Give the worker its bytes and take what it says, within the limits."""
        extension = re.sub("[^a-z0-9]", "", PurePosixPath(self.upload.name.lower()).suffix)[:8]
        order = framed(Order(self.limits, extension, self.is_trusting))
        inbox = Inbox()
        try:
            self.worker.converse(
                order,
                self.before,
                self.upload.content,
                limits=self.limits,
                take=lambda piece: list(map(self.take, inbox.feed(piece))),
            )
        except WRONG_ANSWER:
            raise DamagedFile("damaged") from None
        finally:
            reserve.fill()
        if not self.is_done:
            raise DamagedFile("crashed")

    def book(self) -> RawWorkbook:
        """Collect, and give the workbook."""
        self.collect()
        digest = hashlib.sha256(self.upload.content).hexdigest()
        return RawWorkbook(file=self.upload.name, sheets=tuple(self.sheets), sha256=digest, remarks=self.remarks)

    def take(self, message: Answer) -> None:
        """Take in one message of the worker. One that was led astray may say what has no place now: that is a `ValueError`."""
        match message:
            case Refusal(kind, key, params) if params.keys() == REFUSED.get(key):
                shown = {name: value if isinstance(value, int) else shown_name(str(value)) for name, value in params.items()}
                raise REFUSALS[kind](key, **shown)
            case PackedColumn() if self.head is not None:
                self.columns.append(unpack_column(message))
                self._take_sheet(self.head)
            case SheetHead() if self.head is None and not self.is_done:
                self.head, self.columns = message, []
                self._take_sheet(message)
            case Finished(remarks) if self.head is None:
                self.remarks, self.is_done = tuple(remarks), True
            case _:
                raise ValueError(type(message).__name__)

    def _take_sheet(self, head: SheetHead) -> None:
        if len(self.columns) < head.width:
            return
        if any(len(column) != head.height for column in self.columns):
            raise ValueError("columns")
        said = {name: getattr(head, name) for name in head.__struct_fields__ if name not in {"width", "height"}}
        sheet = RawSheet(columns=tuple(self.columns), **said)
        self.head = None
        self.sheets.append(sheet)
        self.on_sheet(sheet)


@contextmanager
def refusals_name(file: str) -> Iterator[None]:
    """Let a refusal in this block name the file, where it does not yet."""
    try:
        yield
    except FileRefused as refusal:
        raise type(refusal)(refusal.key, **{"file": file, **refusal.params}) from None


def shown_name(name: str) -> str:
    """Make a file's name safe to show in a sentence and to log: one line, no invisible characters, not too long."""
    base = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(character for character in base if unicodedata.category(character)[0] != "C")
    return kept if len(kept) <= LONGEST_FILE_NAME else f"{kept[: LONGEST_FILE_NAME - 10]}…{kept[-9:]}"
