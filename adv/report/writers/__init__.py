"""EDGE: writers of a report, each giving the bytes of one file. None of them computes, rounds or formats a number."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from adv.report.outline import Report

FORMATS = ("docx", "pdf", "pptx", "xlsx")


def writer(form: str) -> Callable[[Report], bytes]:
    """Give what writes a report in one of `FORMATS`; its library is imported only now.

    Raises
    ------
    KeyError
        Not one of them.
    """
    if form not in FORMATS:
        raise KeyError(form)
    write: Callable[[Report], bytes] = import_module(f"adv.report.writers.{form}").write
    return write
