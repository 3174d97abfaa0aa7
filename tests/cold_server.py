"""Dashboards that have just started, one after the other: forks of a process that has imported everything and run nothing.

Starting one anew costs two seconds of a processor, nearly all of it imports and the compressing of Streamlit's scripts.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from adv import cli
from adv.workbook.reading.worker_process import Reserve
from tests.bench.session import Server, wait_until_up
from tests.processes import PATIENCE, STOPPING, end_with_us, free_port
from tests.store.empty import put_empty_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.context import ForkServerProcess

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.cold_server", "tests.imported"])


@contextmanager
def cold_server(data: Path) -> Iterator[Server]:
    """``python -m adv run`` on a database without data, until the block ends; nobody uploads, so that no worker waits for a file."""
    put_empty_database(data / "adv.db")
    with forked(data, "--no-sample", keeps_worker=False) as server:
        yield server


@contextmanager
def forked(data: Path, *arguments: str, output: Path = Path(os.devnull), keeps_worker: bool = True) -> Iterator[Server]:
    """``python -m adv run`` on the database in a folder, until the block ends."""
    port = free_port()
    process = _processes.Process(target=_serve, args=(str(data), ("--port", str(port), *arguments), output, keeps_worker))
    process.start()
    try:
        wait_until_up(port, PATIENCE)
        yield Server(port, process.pid or 0)
    finally:
        _stop(process)


def _stop(process: ForkServerProcess) -> None:
    process.terminate()
    process.join(STOPPING)
    process.kill()
    process.join()


def _serve(data: str, arguments: tuple[str, ...], output: Path, keeps_worker: bool) -> None:  # noqa: FBT001 - by place through a pipe
    end_with_us()
    os.environ["ADV_DATA"] = data
    sys.stdout = sys.stderr = output.open("w", buffering=1, encoding="utf-8")
    if not keeps_worker:
        Reserve.fill = lambda *_, **_more: None  # type: ignore[method-assign]  # of this process alone
    cli.main(["run", *arguments])
