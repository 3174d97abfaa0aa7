"""Name of who does what, and the day that it is: until there is a login, whoever is logged in on this computer, as its coordinator."""

from __future__ import annotations

import getpass
from datetime import date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Amsterdam")  # the projects' own, wherever the server is


def computer_user() -> str:
    """Name who is logged in on this computer; nobody in particular where the computer does not know."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


def today() -> date:
    """Give the day that it is where the projects are."""
    return datetime.now(HERE).date()
