"""Workers that are forks of a process that has imported everything: real ones take up to a third of a second, nearly all imports.

Each process of the tests starts one ``python -m tests.forked_worker``, asks it for workers, and hears of each its number and, in the
end, how it ended. Limits, environment, group of processes and end are those of a real worker.
"""

from __future__ import annotations

import atexit
import gc
import os
import select
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from adv.workbook.reading import worker_process
from adv.workbook.reading.background_thread import end_with
from adv.workbook.reading.worker_process import AHEAD, INTAKE, KIND, READER, Worker, environment_of

MARKER = "adv.workbook.annotate.worker"
NUMBER, REQUEST, PIPES = 8, 256, 3  # bytes, bytes at most, and what is sent along
_inner: socket.socket | None = None  # in a worker that starts workers: to the process that forks


class ForkedWorker(Worker):
    """A worker that is no child of this process, and tells through a pipe how it ended. In all other things it is as any other."""

    def __init__(self, program: str, *, ahead: bool = False) -> None:
        heard, stdin = os.pipe()
        stdout, said = os.pipe()
        self._news, told = os.pipe()
        group = os.getpgrp() if KIND in os.environ else 0
        socket.send_fds(_inner or _forker(), [f"{program} {group} {AHEAD if ahead else ''}".encode()], [heard, said, told])
        for theirs in (heard, said, told):
            os.close(theirs)
        self.stdin, self.stdout = os.fdopen(stdin, "wb", 0), os.fdopen(stdout, "rb", 0)
        self.args, self.returncode = program, None
        self.pid = self._hear()

    def _hear(self) -> int:
        return int.from_bytes(os.read(self._news, NUMBER), "big", signed=True)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end, at most so many seconds."""
        if self.returncode is None:
            if not select.select([self._news], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(str(self.args), timeout or 0)
            self.returncode = self._hear()
            os.close(self._news)
        return self.returncode

    def poll(self) -> int | None:
        """Tell how it ended; None: it has not."""
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode


@cache
def _forker() -> socket.socket:
    """Start the process that forks. It ends with this one."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    started = subprocess.Popen(
        [sys.executable, "-m", __name__, str(theirs.fileno())],
        cwd=Path(__file__).parents[1],
        env=environment_of(__name__),
        stdin=subprocess.DEVNULL,
        pass_fds=[theirs.fileno()],
    )
    theirs.close()

    def end() -> None:
        ours.close()
        started.wait()

    atexit.register(end)
    return ours


def main() -> None:
    """Import everything, then fork whenever that is asked for, until whoever started this is gone."""
    global _inner  # what is forked has it from here
    worker_process.Worker = ForkedWorker  # type: ignore[misc]  # of this process and its forks alone
    programs = [import_module(program) for program in (READER, INTAKE, MARKER)]
    programs[0].get_ready()
    programs[1]._get_ready()  # as it does itself, where it waits
    gc.disable()
    gc.freeze()
    _inner, inner = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    asked = socket.socket(fileno=int(sys.argv[1]))
    woken, waker = socket.socketpair()
    waker.settimeout(0)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waker.fileno())
    told: dict[int, int] = {}  # where the end of each is waited for
    while True:
        ready = select.select([woken, inner, asked], [], [])[0]
        if woken in ready:
            woken.recv(REQUEST)
            _tell_ends(told)
        for one in {inner, asked}.intersection(ready):
            request, pipes, _, _ = socket.recv_fds(one, REQUEST, PIPES)
            if not request:
                return
            pid = os.fork() or _work(request.decode(), pipes)
            told[pid] = pipes[2]
            _tell(pipes[2], pid)
            os.close(pipes[0])
            os.close(pipes[1])


def _tell(where: int, number: int) -> None:
    with suppress(BrokenPipeError):  # whoever asked is gone
        os.write(where, number.to_bytes(NUMBER, "big", signed=True))


def _tell_ends(told: dict[int, int]) -> None:
    while told:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        where = told.pop(pid)
        _tell(where, os.waitstatus_to_exitcode(status))
        os.close(where)


def _work(request: str, pipes: list[int]) -> NoReturn:
    """Be the worker."""
    program, group, ahead = request.split(" ")
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setpgid(0, int(group))
        os.dup2(pipes[0], 0)
        os.dup2(pipes[1], 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a crash may print contents
        for pipe in pipes:
            os.close(pipe)
        os.environ[KIND] = program
        sys.argv[1:] = [ahead]
        end_with(os.getppid())
        import_module(program).main()
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
