"""Dashboards that have just started, one after the other: forks of a process that has imported everything and run nothing.

Starting one anew costs two seconds of a processor, nearly all of it imports.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from adv import cli
from tests.bench.session import Server, wait_until_up
from tests.processes import end_with_us, free_port
from tests.store.empty import put_empty_database

if TYPE_CHECKING:
    from collections.abc import Iterator

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(
    ["tests.cold_server", "streamlit.web.cli", "plotly.graph_objects", "adv.ui", "adv.commands.run", "adv.store.opening"]
)


@contextmanager
def cold_server(data: Path) -> Iterator[Server]:
    """``python -m adv run`` on a database without data, until the block ends."""
    port = free_port()
    put_empty_database(data / "adv.db")
    process = _processes.Process(target=_serve, args=(port, str(data)))
    process.start()
    try:
        wait_until_up(port)
        yield Server(port, process.pid or 0)
    finally:
        process.terminate()
        process.join()


def _serve(port: int, data: str) -> None:
    end_with_us()
    os.environ["ADV_DATA"] = data
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as the process
    cli.main(["run", "--port", str(port), "--no-sample"])
