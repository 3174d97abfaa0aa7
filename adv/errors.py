"""Errors that a user can put right, as one tree.

Each is shown as one sentence, never with a traceback; everything else is a bug. An error carries a key of the texts (`errors.<key>`)
and parameters that are safe to show and to log: names, counts, cell addresses, limits. Never what a cell holds.
"""

from __future__ import annotations

import os


class AdvError(Exception):
    """Problem with a sentence for the user under the text key ``errors.<key>``."""

    def __init__(self, key: str, **params: str | float) -> None:
        super().__init__(key)
        self.key = key
        self.params = params

    def __str__(self) -> str:
        return f"{type(self).__name__}({self.key})"


class FileRefused(AdvError):
    """File that is not read at all, and of which nothing is stored."""


class NotASpreadsheet(FileRefused):
    """Another kind of file under a spreadsheet's name, or no text."""


class DamagedFile(FileRefused):
    """File that is cut off or broken: checksum wrong, XML not well-formed, rows lost on the way."""


class ProtectedFile(FileRefused):
    """File with a password."""


class UnsafeFile(FileRefused):
    """File made to do harm, or with what a spreadsheet of visits never needs: entities, links outside."""


class FileTooLarge(FileRefused):
    """File over a limit of size, rows, cells, time or memory."""


class NothingToRead(FileRefused):
    """Sound file in which no table was recognised."""


class IntakeFailed(Exception):
    """A mistake of the program in a worker that understands workbooks: its type and place, never what it says."""

    def __init__(self, kind: str, place: str) -> None:
        super().__init__(f"{kind} at {place}")


class NotAPublication(AdvError):
    """File to verify that holds no publication."""


class SettingsError(AdvError):
    """Settings file of a project that says something that cannot be."""


class ImportRefused(AdvError):
    """Import that would lose data as it was asked, or cannot be applied."""


class PublishingRefused(AdvError):
    """Nothing to publish, or what was shown is not what would be published."""


class StoreError(AdvError):
    """Database that is locked, full, damaged or of a newer version."""


def place_of(error: BaseException) -> str:
    """Tell where in the program an error was raised, and nothing of what it says."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else f"{trace.tb_frame.f_code.co_filename.rpartition(os.sep)[2]}:{trace.tb_lineno}"
