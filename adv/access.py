"""Name of who does what: until there is a login, whoever is logged in on this computer, as its coordinator."""

from __future__ import annotations

import getpass


def computer_user() -> str:
    """Name who is logged in on this computer; nobody in particular where the computer does not know."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"
