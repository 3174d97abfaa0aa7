"""Errors that a user can put right, as one tree.

AdvError                    shown as one sentence, never with a traceback; everything else is a bug
├── FileRefused             a file that is not read at all; nothing of it is stored
│   ├── NotASpreadsheet     another kind of file, or no text
│   ├── DamagedFile         cut off, checksum wrong, XML not well-formed, rows lost on the way
│   ├── ProtectedFile       has a password
│   ├── UnsafeFile          entities, links outside, a structure made to do harm
│   ├── FileTooLarge        over a limit of size, rows, cells, time or memory
│   └── NothingToRead       a sound file in which no table was recognised
├── NotAPublication         a file to verify that is something else
├── SettingsError           a project's TOML file says something that cannot be
├── ImportRefused           the import as asked would lose data or cannot be applied
├── PublishingRefused       nothing to publish, or what was shown is not what would be published
└── StoreError              the database is locked, full, damaged or of a newer version

An error carries a key of the texts (`errors.<key>`) and parameters that are safe to show and to log: names, counts, cell
addresses, limits. Never what a cell holds.
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
    """Another kind of file under a spreadsheet's name."""


class DamagedFile(FileRefused):
    """File that is incomplete or broken."""


class ProtectedFile(FileRefused):
    """File with a password."""


class UnsafeFile(FileRefused):
    """File with something that a spreadsheet of visits never needs."""


class FileTooLarge(FileRefused):
    """File that asks more than the limits allow."""


class NothingToRead(FileRefused):
    """File of which no sheet holds a table that is known here."""


class IntakeFailed(Exception):
    """A mistake of the program in a worker that understands workbooks: its type and place, never what it says."""

    def __init__(self, kind: str, place: str) -> None:
        super().__init__(f"{kind} at {place}")


class NotAPublication(AdvError):
    """The file holds no publication."""


class SettingsError(AdvError):
    """Settings file of a project that cannot be used."""


class ImportRefused(AdvError):
    """Import that cannot be applied as it was asked."""


class PublishingRefused(AdvError):
    """Publication that cannot be made as it was asked."""


class StoreError(AdvError):
    """Database that cannot do what was asked."""


def place_of(error: BaseException) -> str:
    """Tell where in the program an error was raised, and nothing of what it says."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else f"{trace.tb_frame.f_code.co_filename.rpartition(os.sep)[2]}:{trace.tb_lineno}"
