"""The worker that understands workbooks: a task in on standard input, one answer out on standard output, within limits.

Recognition and checks look at every column of every sheet; a workbook of many thousand columns would keep a server busy for minutes.
Here it costs others nothing, ends with its limits, and can be stopped at any moment.
"""

from __future__ import annotations

import os
import sys

from adv.errors import FileRefused, FileTooLarge, place_of
from adv.workbook.reading.background_thread import keep_within
from adv.workbook.reading.worker_process import AHEAD, reserve


def main() -> None:
    """Do one task."""
    if sys.argv[1] == AHEAD:
        reserve.fill(once=True)  # the worker that will read the file gets ready while this one does
        _get_ready()
    said = sys.stdin.buffer.read()
    if not said:
        reserve.empty()
        os._exit(0)  # whoever started this one is gone, or needs it no longer
    from adv.workbook.apart import process  # noqa: PLC0415 - numpy comes with it
    from adv.workbook.reading.protocol import Refusal  # noqa: PLC0415 - as above

    answers = sys.stdout.buffer
    try:
        answers.write(process.encode(_understand(said)))
    except FileRefused as refusal:
        answers.write(process.encode(Refusal(type(refusal).__name__, refusal.key, refusal.params)))
    except MemoryError:
        answers.write(process.encode(Refusal(FileTooLarge.__name__, "too_heavy", {})))
    except Exception as error:  # noqa: BLE001 - told to the one who started this, without what it says: that may be in a cell
        answers.write(process.encode(process.Failed(type(error).__name__, place_of(error))))
    answers.flush()
    os._exit(0)


def _get_ready() -> None:
    from adv.workbook.apart import process  # noqa: F401, PLC0415 - as above
    from adv.workbook.intake import get_ready  # noqa: PLC0415 - as above

    get_ready()


def _understand(said: bytes) -> object:
    from adv.workbook.apart import process  # noqa: PLC0415 - as above
    from adv.workbook.checks.visits_of_requests import StoredVisits  # noqa: PLC0415 - as above
    from adv.workbook.intake import understand  # noqa: PLC0415 - as above

    task = process.decode_task.decode(said)
    keep_within(task.seconds, task.memory)
    stored = None if task.stored is None else StoredVisits(process.visits_of(task.stored), task.of_list)
    return process.pack(
        understand(task.files, task.project, task.key, task.today, task.corrections, needs_table=task.needs_table, stored=stored)
    )
