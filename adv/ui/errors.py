"""Errors as a user sees them: a sentence when it can be put right, a number when it is our mistake."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb

import streamlit as st

from adv.errors import AdvError, IntakeFailed
from adv.texts import Texts
from adv.ui.address import current_texts
from adv.ui.html import plain

log = logging.getLogger("adv.ui")
ROOT = Path(__file__).parents[2]


@contextmanager
def user_errors(texts: Texts) -> Iterator[None]:
    """Let whatever goes wrong inside end as a sentence on the page; the rest of the page goes on."""
    try:
        yield
    except AdvError as error:
        log.warning("refused: %s (%s)", type(error).__name__, error.key)
        st.error(plain(texts(f"errors.{error.key}", **error.params)))
    except Exception as error:  # noqa: BLE001 - the edge of the program: a traceback may hold what is in a cell
        st.error(plain(texts("ui.bug", reference=report(error))))


def safely(texts: Texts, do: Callable[[], object]) -> None:
    """Do what a click asks for; whatever goes wrong ends as a sentence on the page."""
    with user_errors(texts):
        do()


def on_script_error(error: Exception) -> bool:
    """Show an error outside `user_errors`, for which Streamlit calls this; True keeps it from showing its own box."""
    st.error(plain(current_texts()("ui.bug", reference=report(error))))
    return True


def report(error: Exception) -> str:
    """Log where it went wrong under a number that the user can mention. Never what the error says."""
    reference = secrets.token_hex(4)
    kind = str(error) if isinstance(error, IntakeFailed) else type(error).__name__  # that one knows only type and place
    places = []  # file and line of the error's own frames: no source, no values
    for frame, line in walk_tb(error.__traceback__):
        file = Path(frame.f_code.co_filename)
        name = file.relative_to(ROOT).as_posix() if file.is_relative_to(ROOT) else file.name
        places.append(f"{name}:{line}")
    log.error("bug %s: %s at %s", reference, kind, " < ".join(reversed(places[-6:])))  # the innermost first
    return reference
