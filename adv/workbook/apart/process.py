"""Understanding workbooks in a worker, so that neither their number of columns nor a mistake in reading them holds up a server."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from adv.errors import DamagedFile, FileRefused, FileTooLarge, IntakeFailed
from adv.workbook.apart import protocol
from adv.workbook.reading.background_thread import Attempt
from adv.workbook.reading.limits import UPLOAD, UploadLimits
from adv.workbook.reading.reader import CPU_USED_UP, REFUSALS, WRONG_ANSWER, shown_name
from adv.workbook.reading.worker_process import INTAKE, intake_reserve
from adv.workbook.tables.table import dataset_of
from adv.workbook.vocabulary.recognition import Intake

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from adv.model import Project
    from adv.workbook.checks.stored_visits import StoredVisits
    from adv.workbook.reading.worker_process import Worker
    from adv.workbook.tables.grid import Upload
    from adv.workbook.vocabulary.recognition import Corrections

AT_ONCE = 2  # uploads of all visitors: each takes a processor
LOOK_SECONDS = 0.1
PIECE = 1 << 18

_slots = threading.BoundedSemaphore(AT_ONCE)


def understand_apart(
    uploads: Sequence[Upload],
    project: Project,
    key: bytes,
    today: date,
    corrections: Corrections,
    *,
    needs_table: bool = False,
    stored: StoredVisits | None = None,
    meanwhile: Callable[[float], object] = lambda _: None,
    limits: UploadLimits = UPLOAD,
) -> Intake:
    """Read uploads and understand them together, as `adv.workbook.intake.read_files`, in a worker.

    Parameters
    ----------
    meanwhile
        Called ten times a second with the seconds that have passed. What it raises ends the worker and is passed on.

    Raises
    ------
    FileRefused
        One of the files is not read at all, there is nothing to ask about, or it takes too long.
    IntakeFailed
        A mistake of the program. The error knows its type and place, and nothing of what is in the files.
    """
    task = protocol.Task(
        files=list(uploads),
        project=project,
        key=key,
        today=today,
        corrections=corrections,
        needs_table=needs_table,
        stored=None if stored is None else protocol.plain_visits(stored.columns),
        seconds=limits.seconds,
        memory=limits.memory,
    )
    names = ", ".join(shown_name(upload.name) for upload in uploads)
    begun = time.monotonic()
    while not _slots.acquire(timeout=LOOK_SECONDS):
        meanwhile(time.monotonic() - begun)
    try:
        said = _ask(protocol.encode(task), names, meanwhile, limits)
    finally:
        _slots.release()
    return _intake(said, project, names)


def _ask(task: bytes, names: str, meanwhile: Callable[[float], object], limits: UploadLimits) -> bytes:
    """Let a worker do the task, and see that it is gone afterwards, with the workers that it started itself."""
    worker = intake_reserve.take(INTAKE)
    feeding, listening = Attempt(lambda: worker.feed(task)), Attempt(lambda: _hear(worker, limits.answer))
    begun = time.monotonic()
    try:
        while not listening.is_over(LOOK_SECONDS):
            passed = time.monotonic() - begun
            if passed > limits.clock:
                raise FileTooLarge("too_slow", file=names, seconds=round(limits.seconds))
            meanwhile(passed)
        said = listening.result()
    finally:
        worker.end_all()
        feeding.wait()
        listening.wait()
        worker.stdout.close()
        intake_reserve.fill()
    if not said:
        if worker.returncode == CPU_USED_UP:
            raise FileTooLarge("too_slow", file=names, seconds=round(limits.seconds))
        raise DamagedFile("crashed", file=names)
    return said


def _hear(worker: Worker, most: int) -> bytes:
    said = bytearray()
    while (piece := worker.stdout.read(PIECE)) and len(said) < most:
        said += piece
    return bytes(said)


def _intake(said: bytes, project: Project, names: str) -> Intake:
    try:
        answer = protocol.decode_answer.decode(said)
        if isinstance(answer, protocol.Understanding):
            tables, sheets = protocol.unpack_tables(answer), protocol.unpack_sheets(answer)
            return Intake(dataset_of(tables, project), sheets, tuple(answer.findings), answer.sha256, tuple(answer.words))
    except WRONG_ANSWER:
        raise DamagedFile("crashed", file=names) from None
    if isinstance(answer, protocol.Failed):
        raise IntakeFailed(answer.kind, answer.place)
    kind: type[FileRefused] = REFUSALS[answer.kind]
    raise kind(answer.key, **{"file": names, **answer.params})
