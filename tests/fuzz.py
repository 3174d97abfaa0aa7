"""Good and hostile files with something broken in them, many times: each is read or refused, and nothing else ever happens.

``python tests/fuzz.py 20000`` (and a seed, if you like) runs for as long as you want; the test suite runs a short one. Every file
goes through the pre-check in this process, which is quick; only what passes goes to a worker process, as a real upload does, and what
comes out of that is recognised, parsed and checked. The files to break are small ones made here, the workbooks of the corpus that were written
by hand (.xlsx, .xls, .ods, .csv), those of real life, and the hostile ones.
"""

from __future__ import annotations

import io
import random
import sys
import zipfile
import zlib
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from adv.errors import AdvError, FileRefused
from adv.settings import load_project
from adv.workbook.reading import precheck
from adv.workbook.reading.csv_reader import read_csv
from adv.workbook.reading.limits import FILE
from adv.workbook.tables.grid import RawWorkbook, Upload
from tests.corpus import hand
from tests.hostile.kinds import kinds
from tests.workbook import evil
from tests.workbook.evil import read_workbook
from tests.workbook.sheets import understand_workbooks

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT, KEY, TODAY = load_project("de-waart"), b"k" * 32, date(2025, 1, 1)
REALLIFE = Path(__file__).parent / "reallife"  # with colours, strokes and comments
LARGEST_SEED = 60_000  # bytes
RICH_ROWS = evil.ROWS + evil.row(
    5,
    '<c r="A{r}" t="s"><v>1</v></c>',
    '<c r="B{r}" t="e"><v>#N/A</v></c>',
    '<c r="C{r}"><f>A1</f></c>',
    '<c r="D{r}" t="str"><f>A1</f><v>x</v></c>',
)
RICH = evil.Book(
    sheets={
        "Bezoeken": evil.sheet(
            RICH_ROWS,
            before='<dimension ref="A1:D5"/><cols><col min="2" max="2" hidden="1"/></cols>',
            after='<mergeCell ref="A2:A3"/>',
        ),
        "Uitgaven": evil.sheet(),
    },
    texts=evil.shared("gesprek gevoerd", "caf\u00e9", attributes=' count="2" uniqueCount="2"'),
    book_attributes='<workbookPr date1904="1"/>',
)
CSV = 'Datum;Straat;Bedrag\r\n02-03-2018;"Waartplein; 1";2,50\r\n03-03-2018;Cura\u00e7aolaan;3\r\n'.encode()
XLS = evil.xls(
    evil.number(0, 0, 1), evil.number(0, 1, 2), evil.number(1, 0, 43161), evil.error(2, 1, 0x2A), book=((0x0022, b"\0\0"),)
)
EXTREMES = [
    "0",
    "-1",
    "1048577",
    "4294967295",
    "99999999999999999999",
    "XFD1048576",
    "AAAA1",
    "",
    "A0",
    "1e999",
    "NaN",
    "\U0001f600",
    "&#0;",
    "&x;",
    "<",
    "]]>",
]
PIECES = [
    b"\x00",
    b"\xff\xff\xff\xff",
    b"</row>",
    b'<row r="2">',
    b"<c>",
    b"<!--",
    b"<![CDATA[",
    b"<!DOCTYPE a>",
    b'"',
    b"\r\n",
    b";",
    b"'",
]


def broken(chance: random.Random) -> tuple[str, bytes]:
    """A name and the bytes of a file with one to three things wrong."""
    kind = chance.choice(["xlsx", "xlsx", "xlsx", "zip", "ods", "xls", "csv", "whole", "whole", "parts", "parts"])
    if kind in {"whole", "parts"}:
        name, content = chance.choice(seeds())
        return name, _in_its_parts(content, chance) if kind == "parts" else _broken_bytes(content, chance)
    if kind == "xlsx":
        parts = RICH.parts()
        for _ in range(chance.randint(1, 3)):
            name = chance.choice([name for name in parts if name != "[Content_Types].xml"])
            parts[name] = _changed(parts[name], chance)
        return "a.xlsx", evil.zipped(parts)
    if kind == "ods":
        rows = _changed(evil.ODS_ROWS.encode(), chance).decode(errors="replace")
        return "a.ods", evil.ods(rows.replace("\ufffd", "?"))
    content = {"zip": RICH.zipped(), "xls": XLS, "csv": CSV}[kind]
    return f"a.{'xlsx' if kind == 'zip' else kind}", _broken_bytes(content, chance)


@cache
def seeds() -> list[tuple[str, bytes]]:
    """Files with many kinds of contents, none of them large."""
    found = [file for split in ("dev", "held") for case in hand.cases(split) for file in case.files]
    found += [(path.name, path.read_bytes()) for path in sorted(REALLIFE.glob("*/*.[xoc]*"))]
    found += [(kind.file, content) for kind in kinds() if len(content := kind.make()) <= LARGEST_SEED]
    return found


def _broken_bytes(content: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 3)):
        content = _changed(content, chance)
    return content


def _in_its_parts(content: bytes, chance: random.Random) -> bytes:
    """A zip with something wrong in one of its parts; any other file as a whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {info.filename: archive.read(info) for info in archive.infolist()}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError):
        return _broken_bytes(content, chance)
    if parts:
        name = chance.choice([*parts])
        parts[name] = _broken_bytes(parts[name], chance)
    return evil.zipped(parts)


def _changed(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    end = min(len(content), at + chance.choice([1, 1, 2, 4, 30, 300]))
    way = chance.randrange(6)
    if way == 0:
        return content[:at] + bytes(chance.randrange(256) for _ in range(end - at)) + content[end:]
    if way == 1:
        return content[:at] + content[end:]
    if way == 2:
        return content[:end] + content[at:end] * chance.choice([1, 2, 50]) + content[end:]
    if way == 3:
        return content[:at] + chance.choice(PIECES) + content[at:]
    if way == 4:
        return content[:at]
    return _with_extreme(content, at, chance)


def _with_extreme(content: bytes, at: int, chance: random.Random) -> bytes:
    """The next quoted or enclosed value becomes an extreme one."""
    for opening, closing in chance.sample([(b'"', b'"'), (b">", b"<")], 2):
        start = content.find(opening, at) + 1
        end = content.find(closing, start)
        if 0 < start <= end:
            return content[:start] + chance.choice(EXTREMES).encode() + content[end:]
    return content


def check(name: str, content: bytes) -> str:
    """What became of a file: the key of the refusal, or ``"read"``.

    Raises
    ------
    Exception
        Anything but a refusal is a mistake in the program.
    """
    try:
        checked = precheck.check(content, FILE)
        if checked is None:
            read_csv(content, FILE)
        else:
            for facts in checked.sheets:
                checked.look(facts)
    except FileRefused as refusal:
        return refusal.key
    try:
        book = read_workbook(Upload(name, content))
    except FileRefused as refusal:
        return f"later: {refusal.key}"
    if not isinstance(book, RawWorkbook):
        raise TypeError(type(book))
    try:
        understand_workbooks([book], PROJECT, KEY, TODAY)
    except AdvError as refusal:
        return f"read: {refusal.key}"
    return "read"


def run(count: int, seed: int) -> Iterator[tuple[int, str]]:
    """The seed of each file and what became of it."""
    for number in range(seed, seed + count):
        try:
            yield number, check(*broken(random.Random(number)))  # noqa: S311 (repeatable is what is wanted)
        except Exception as error:
            error.add_note(f"file number {number}")
            raise


if __name__ == "__main__":
    outcomes = Counter(outcome for _, outcome in run(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
    for outcome, times in outcomes.most_common():
        sys.stdout.write(f"{times:8} {outcome}\n")
