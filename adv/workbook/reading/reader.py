"""Any spreadsheet → `RawWorkbook`. The file itself is only ever touched by a child process, which may be lost.

Imports little, so that a program can start reading first and load its other libraries while the child works.
"""

from __future__ import annotations

import hashlib
import os
import re
import signal
import threading
import time
import unicodedata
from contextlib import suppress
from itertools import count
from pathlib import PurePosixPath
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from adv.errors import DamagedFile, FileRefused, FileTooLarge
from adv.workbook.reading.cell_encoding import unpack_column
from adv.workbook.reading.limits import DEFAULT, MEGABYTE, Limits
from adv.workbook.reading.protocol import REFUSED, Finished, Inbox, Order, PackedColumn, Refusal, SheetHead, framed
from adv.workbook.reading.worker_process import READER, reserve
from adv.workbook.tables.grid import RawSheet, RawWorkbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from adv.workbook.reading.protocol import Answer
    from adv.workbook.tables.grid import Upload

AT_ONCE = 2  # children: reading takes a processor each
LONGEST_NAME = 80  # characters of a file's name in a sentence
PIECE = 1 << 18
LARGE = 1 << 19  # bytes: below, a file is read as soon by being checked first
LEAST_SECONDS = 2.0  # for a second reading
CPU_USED_UP = -signal.SIGXCPU if hasattr(signal, "SIGXCPU") else None  # how a child ends that computed too long
REFUSALS: dict[str, type[FileRefused]] = {kind.__name__: kind for kind in FileRefused.__subclasses__()}
WRONG_ANSWER = (ValueError, TypeError, KeyError, IndexError, AttributeError, msgspec.DecodeError, OverflowError, RecursionError)

_slots = threading.BoundedSemaphore(AT_ONCE)


class Reading:
    """A file that is being read. `sheets` gives its sheets as they come in, `result` waits for all of it."""

    def __init__(self, upload: Upload, limits: Limits = DEFAULT) -> None:
        self.file = upload.name
        self._upload = upload
        self._limits = limits
        self._book: RawWorkbook | None = None
        self._problem: Exception | None = None
        self._ready: SimpleQueue[RawSheet | None] = SimpleQueue()  # None: there are no more
        self._thread = threading.Thread(target=self._run, name="reading", daemon=True)
        self._thread.start()

    def sheets(self) -> Iterator[RawSheet]:
        """Each sheet as soon as it is read, once. Until the last one the file may still be refused: forget them then.

        Raises
        ------
        FileRefused
            As `result`, after the sheets that came before.
        """
        while (sheet := self._ready.get()) is not None:
            yield sheet
        self.result()

    def result(self) -> RawWorkbook:
        """The workbook, once it is read.

        Raises
        ------
        FileRefused
            It is not read; the error says why, and nothing of it was kept.
        """
        self._thread.join()
        if self._problem is not None:
            raise self._problem
        if self._book is None:  # pragma: no cover (one of the two is there once the thread has ended)
            raise DamagedFile("damaged", file=shown_name(self._upload.name))
        return self._book

    def _run(self) -> None:
        try:
            self._check_size()
            with _slots:
                self._book = self._read()
        except FileRefused as refusal:
            self._problem = type(refusal)(refusal.key, **{**refusal.params, "file": shown_name(self._upload.name)})
        except Exception as problem:  # noqa: BLE001 (a bug or a lack of processes: it belongs to the thread that waits)
            self._problem = problem
        finally:
            self._ready.put(None)

    def _read(self) -> RawWorkbook:
        """A large file is read while it is still being checked; where that brings the child down, once more in the careful way."""
        start = time.monotonic()
        answers = Answers(self._upload, self._limits, self._ready.put, is_trusting=len(self._upload.content) >= LARGE)
        try:
            return answers.all()
        except FileRefused as refusal:
            if not answers.is_trusting or refusal.key not in {"crashed", "too_heavy"}:
                raise
        left = max(LEAST_SECONDS, self._limits.seconds - (time.monotonic() - start))
        limits = replace(self._limits, seconds=left, patience=self._limits.patience * left / self._limits.seconds)
        sheets, known = count(), len(answers.sheets)
        return Answers(self._upload, limits, lambda sheet: self._ready.put(sheet) if next(sheets) >= known else None).all()

    def _check_size(self) -> None:
        if len(self._upload.content) > self._limits.upload:
            raise FileTooLarge("too_large", limit=self._limits.upload // MEGABYTE)


class Answers:
    """One child process and what it says, unpacked as it comes in."""

    program = READER
    before = b""  # what it is told before the bytes of the file

    def __init__(self, upload: Upload, limits: Limits, on_sheet: Callable[[RawSheet], None], *, is_trusting: bool = False) -> None:
        self.upload = upload
        self.is_trusting = is_trusting
        self.limits = limits
        self.on_sheet = on_sheet
        self.remarks: tuple[str, ...] = ()
        self.sheets: list[RawSheet] = []
        self.head: SheetHead | None = None  # of the sheet that is coming in
        self.columns: list[list[Any]] = []
        self.is_done = False
        self.ran_out = ""  # what ran out when the child had to be stopped
        self.process = reserve.take(self.program)

    def collect(self) -> None:
        """Give the child its bytes and take what it says, within the limits; then make sure that it is gone."""
        feeder = threading.Thread(target=self._feed, daemon=True)
        clock = threading.Timer(self.limits.patience, self._stop, ["too_slow"])
        clock.daemon = True
        try:
            clock.start()
            feeder.start()
            self._listen()
        except WRONG_ANSWER:
            raise DamagedFile("damaged") from None
        finally:
            clock.cancel()
            self.process.kill()
            self.process.wait()
            feeder.join()
            if self.process.stdout:
                self.process.stdout.close()

    def all(self) -> RawWorkbook:
        """Collect, and give the workbook.

        Raises
        ------
        FileRefused
            As `book`, or the child says why it does not read the file.
        """
        self.collect()
        reserve.fill()
        return self.book()

    def _feed(self) -> None:
        pipe = self.process.stdin
        with suppress(OSError):  # the child has seen enough, or is gone
            for content in (self._order(), self.before, self.upload.content):
                left = memoryview(content)
                while pipe and left:
                    left = left[pipe.write(left) or 0 :]
        with suppress(OSError):
            if pipe:
                pipe.close()

    def _order(self) -> bytes:
        """What a child begins with."""
        extension = re.sub("[^a-z0-9]", "", PurePosixPath(self.upload.name.lower()).suffix)[:8]
        return framed(Order(self.limits, extension, self.is_trusting))

    def _listen(self) -> None:
        inbox = Inbox()
        pipe = self.process.stdout
        size = 0
        while pipe and (piece := os.read(pipe.fileno(), PIECE)):
            size += len(piece)
            if size > self.limits.answer:
                self._stop("too_heavy")
                return
            for message in inbox.feed(piece):
                self.take(message)

    def _stop(self, why: str) -> None:
        self.ran_out = self.ran_out or why
        self.process.kill()

    def take(self, message: Answer) -> None:
        """One message of the child.

        Raises
        ------
        FileRefused
            The child refuses the file.
        ValueError
            A child that was not led astray says no such thing now.
        """
        match message:
            case Refusal(kind, key, params) if params.keys() == REFUSED.get(key):
                raise REFUSALS[kind](key, **{name: _shown(value) for name, value in params.items()})
            case PackedColumn() if self.head is not None:
                self.columns.append(unpack_column(message))
                self._take_sheet()
            case SheetHead() if self.head is None and not self.is_done:
                self.head, self.columns = message, []
                self._take_sheet()
            case Finished(remarks) if self.head is None:
                self.remarks, self.is_done = tuple(remarks), True
            case _:
                raise ValueError(type(message).__name__)

    def _take_sheet(self) -> None:
        """The sheet that is coming in, once all its columns are there."""
        if self.head is not None and len(self.columns) >= self.head.width:
            self.sheets.append(_sheet(self.head, self.columns))
            self.head = None
            self.on_sheet(self.sheets[-1])

    def must_be_done(self) -> None:
        """Make sure that the child came to its end.

        Raises
        ------
        FileRefused
            It ended before it was done.
        """
        if self.ran_out == "too_slow" or self.process.returncode == CPU_USED_UP:
            raise FileTooLarge("too_slow", seconds=round(self.limits.seconds))
        if self.ran_out:
            raise FileTooLarge(self.ran_out)
        if not self.is_done:
            raise DamagedFile("crashed")

    def book(self) -> RawWorkbook:
        """What was read.

        Raises
        ------
        FileRefused
            The child ended before it was done.
        """
        self.must_be_done()
        digest = hashlib.sha256(self.upload.content).hexdigest()
        return RawWorkbook(file=self.upload.name, sheets=tuple(self.sheets), sha256=digest, remarks=self.remarks)


def start_reading(upload: Upload, limits: Limits = DEFAULT) -> Reading:
    """Begin to read a file and come back at once."""
    return Reading(upload, limits)


def read_workbook(upload: Upload, limits: Limits = DEFAULT) -> RawWorkbook:
    """Read a file: .xlsx, .xlsm, .xls, .ods or .csv, whatever its name says.

    Raises
    ------
    FileRefused
        Not a spreadsheet, damaged, with a password, unsafe, or over a limit. Nothing of it was kept.
    """
    return start_reading(upload, limits).result()


def shown_name(name: str) -> str:
    """A file's name, safe to show in a sentence and to log: one line, no invisible characters, not too long."""
    base = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(character for character in base if unicodedata.category(character)[0] != "C")
    return kept if len(kept) <= LONGEST_NAME else f"{kept[: LONGEST_NAME - 10]}…{kept[-9:]}"


def _shown(value: str | float) -> str | int:
    return value if isinstance(value, int) else shown_name(str(value))


def _sheet(head: SheetHead, columns: list[list[Any]]) -> RawSheet:
    if len(columns) != head.width or any(len(column) != head.height for column in columns):
        raise ValueError("columns")
    return RawSheet(
        name=head.name,
        columns=tuple(columns),
        is_hidden=head.is_hidden,
        flaws={(row, column): code for row, column, code in head.flaws},
        hidden_columns=frozenset(head.hidden_columns),
        merged=tuple(head.merged),
        odd_rows=tuple(head.odd_rows),
        is_1904=head.is_1904,
    )
