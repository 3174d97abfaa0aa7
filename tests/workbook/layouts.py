"""Workbooks in which the layout says something: twelve visits, coloured, struck out or commented as a coordinator would."""

from __future__ import annotations

import io
from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from adv.workbook.intake import NO_CORRECTIONS, read_files
from adv.workbook.tables.grid import Upload
from adv.workbook.understood import Corrections
from adv.workbook.vocabulary.word_lists import NOTHING, OwnWords, WordList, word_key
from tests.workbook.sheets import KEY, PROJECT, TODAY, column

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from openpyxl.styles.colors import Color
    from openpyxl.worksheet.worksheet import Worksheet

    from adv.workbook.understood import Intake

GREEN, RED, YELLOW, BLUE, GREY = "FF92D050", "FFFF0000", "FFFFFF00", "FF00B0F0", "FFBFBFBF"
FIVE = (GREEN, RED, YELLOW, BLUE, GREY)
WORDS = ("gesprek gevoerd", "niet thuis", "geen medewerking", "afspraak gemaakt", "woning leeg")
NAMES = ("groen", "rood", "geel", "blauw", "grijs")
OUTCOMES = (0, 1, 0, 3, 1, 0, 2, 0, 1, 4, 0, 1)  # of twelve visits, by the place of their word
# Counted by hand: five conversations, four times nobody, and one of each of the others.
COUNTED = {"conversation": 5, "not_at_home": 4, "refused": 1, "appointment": 1, "vacant": 1}
STREETS = ("Waartplein", "Diepenbrockhof", "Componistenlaan", "Matthijs Vermeulenstraat")
HEADERS = ("Nr", "Datum", "Straat", "Huisnr", "Uitkomst", "Thema's", "Organisatie")
WIDTH = len(HEADERS)


def book(name: str = "Bezoeken") -> tuple[Workbook, Worksheet]:
    """A workbook and its one sheet."""
    made = Workbook()
    made.active.title = name
    return made, made.active


def put(sheet: Worksheet, row: int, cells: Iterable[object]) -> None:
    """Write cells from the first column on; rows count from 1."""
    for at, cell in enumerate(cells):
        sheet.cell(row, at + 1, cell)


def visit_rows(*, outcome: bool = True, count: int = 12) -> list[list[object]]:
    """The visits in their order, with or without their outcome in words."""
    rows: list[list[object]] = []
    for number, place in enumerate(OUTCOMES[:count]):
        day = datetime(2019, 1, 7) + timedelta(days=3 * number)  # noqa: DTZ001 - a spreadsheet has no time zones
        said = [WORDS[place]] if outcome else []
        rows.append([number + 1, day, STREETS[number % 4], 10 + number, *said, "wonen" if place == 0 else None, "LEVgroep"])
    return rows


def filled(colour: str | Color) -> PatternFill:
    """A fill in one colour."""
    return PatternFill("solid", fgColor=colour)


def paint(sheet: Worksheet, row: int, look: PatternFill | Font, columns: Sequence[int]) -> None:
    """Colour some cells of a row, or change their font."""
    for at in columns:
        if isinstance(look, Font):
            sheet.cell(row, at).font = look
        else:
            sheet.cell(row, at).fill = look


def coloured(
    looks: Sequence[PatternFill | Font] = tuple(map(filled, FIVE)),
    columns: Sequence[int] = range(1, WIDTH),
    *,
    outcome: bool = False,
    top: int = 1,
) -> tuple[Workbook, Worksheet]:
    """The visits under headers in row `top`, each row in the look of its outcome."""
    made, sheet = book()
    put(sheet, top, HEADERS if outcome else [header for header in HEADERS if header != "Uitkomst"])
    for number, row in enumerate(visit_rows(outcome=outcome)):
        put(sheet, top + 1 + number, row)
        paint(sheet, top + 1 + number, looks[OUTCOMES[number]], columns)
    return made, sheet


def legend(
    sheet: Worksheet,
    row: int,
    at: int,
    looks: Sequence[PatternFill | Font] = tuple(map(filled, FIVE)),
    words: Sequence[str] = WORDS,
) -> None:
    """A legend from a cell downwards: the words in their looks."""
    for number, (look, word) in enumerate(zip(looks, words, strict=True)):
        sheet.cell(row + number, at, word)
        paint(sheet, row + number, look, [at])


def read(made: Workbook, corrections: Corrections = NO_CORRECTIONS) -> Intake:
    """Read a workbook as an upload."""
    content = io.BytesIO()
    made.save(content)
    return read_files([Upload("werkmap.xlsx", content.getvalue())], PROJECT, KEY, TODAY, corrections)


def said(name: WordList, words: Mapping[str, str | None]) -> Corrections:
    """What the user said that words mean; None: nothing."""
    return Corrections(words=OwnWords({name: {word_key(word): meaning or NOTHING for word, meaning in words.items()}}))


def outcomes(result: Intake) -> dict[str, int]:
    """How often each outcome was read."""
    return dict(Counter(map(str, column(result, "visits", "outcome"))))
