"""From some moment on the system tells this process that nothing reaches the disk: every fsync fails, as on a disk that is dying.

A filter of system calls does it (seccomp): the process needs no rights for it, and nothing is put between it and its libraries.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import threading
from typing import Final

FSYNC: Final = {"x86_64": (74, 75), "aarch64": (82, 83)}  # numbers of fsync and fdatasync
SECCOMP: Final = {"x86_64": 317, "aarch64": 277}
NO_NEW_PRIVILEGES, SET_FILTER, ALL_THREADS = 38, 1, 1
LOAD, EQUALS, RETURN = 0x20, 0x15, 0x06  # of the filter's small language
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EIO


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def can_refuse() -> bool:
    """Whether the numbers are known for this machine."""
    return platform.system() == "Linux" and platform.machine() in FSYNC


def refuse_after(seconds: float) -> None:
    """Let every fsync of all threads fail, this many seconds from now and for good."""
    timer = threading.Timer(seconds, _refuse)
    timer.daemon = True
    timer.start()


def _refuse() -> None:
    first, second = FSYNC[platform.machine()]
    lines = [(LOAD, 0, 0, 0), (EQUALS, 2, 0, first), (EQUALS, 1, 0, second), (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, REFUSE)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))
    program = _Program(len(lines), ctypes.cast(code, ctypes.c_void_p).value)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if libc.syscall(SECCOMP[platform.machine()], SET_FILTER, ALL_THREADS, ctypes.byref(program)):
        raise OSError(ctypes.get_errno(), "seccomp")
