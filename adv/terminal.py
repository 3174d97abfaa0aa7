"""Output of a command: in a terminal one line is one line, and no character in it does anything; a file is a new one.

Names of files, sheets and columns come from a workbook. A terminal obeys escape sequences in them, and shows text from right to
left where one says so.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Final

from adv.errors import AdvError

# Control, format (direction, zero width), and no characters at all.
UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_NOT_ASCII_OR_CONTROL = re.compile(r"[^ -~]")


def say(*lines: str) -> None:
    """Print lines."""
    print("\n".join(map(harmless, lines)))


def say_json(value: object) -> None:
    """Print a value as JSON that reads back the same."""
    lines = json.dumps(value, ensure_ascii=False, indent=1).split("\n")
    print("\n".join(_NOT_ASCII_OR_CONTROL.sub(lambda found: _escaped(found[0]), line) for line in lines))


def write_new(file: Path, content: bytes) -> None:
    """Write a file; `AdvError` where one of that name is, for somebody may have worked in it, or where it cannot be written."""
    try:
        with file.open("xb") as target:
            target.write(content)
    except FileExistsError:
        raise AdvError("file_exists", file=file.name) from None
    except OSError:
        raise AdvError("file_not_written", file=file.name) from None


def harmless(line: str) -> str:
    """Leave out what a terminal would obey; a line end or tab becomes a space."""
    return _NOT_ASCII_OR_CONTROL.sub(lambda found: _seen(found[0]), line)


def _seen(char: str) -> str:
    if char.isspace() and unicodedata.category(char) != "Zs":
        return " "
    return "" if unicodedata.category(char) in UNSEEN else char


def _escaped(char: str) -> str:
    """Write a character that is not seen as its number: in JSON it stands within texts only."""
    if unicodedata.category(char) not in UNSEEN:
        return char
    return "".join(f"\\u{int.from_bytes(pair):04x}" for pair in re.findall(b"(?s)..", char.encode("utf-16-be", "surrogatepass")))
