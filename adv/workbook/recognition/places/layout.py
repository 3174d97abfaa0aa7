"""Place of the tables in a sheet: blocks of columns, in each the headers and the first row under them; and headers as tools for forms write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence  # noqa: TC003 (the fields of a struct)
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.tables.grid import column_letters
from adv.workbook.values.text import clean
from adv.workbook.vocabulary.words import LONGEST_HEADER, bare, header_key, is_blank

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell, RawSheet

FEWEST_QUESTIONS: Final = 3
GROUP_SIGNS: Final = "/.-"  # between a group and what is in it: KoboToolbox, flattened JSON, ODK Central
# KoboToolbox and ODK "themas/wonen"; LimeSurvey "Thema's [Wonen]"; Ona "themas.wonen"; Qualtrics "… - Selected Choice - Wonen";
# Google and Microsoft "Thema's: Wonen"; a data frame "themas_wonen".
_BEFORE_ANSWER: Final = re.compile(r"\s*(?:/|::?|\s[-–—>|]\s|[.>|_])\s*")
_IN_BRACKETS: Final = re.compile(r"(.+?)\s*[\[(]([^\[\]()]+)[\])]\s*")
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBER: Final = re.compile(
    r"\s*((?:vraag|question|[a-z]{1,2}(?:\d{1,2}[a-z]{1,2})?)\s*\d{1,3}[a-z]?(?:\[\w+\])?)\s*(?:[:.)]|[-–]\s|_(?=[a-z]))\s*(?=\w)",
    re.IGNORECASE,
)
_QUESTION_CODE: Final = re.compile(r"\s*([a-z]\w*(?:\[\w+\])?)\.\s+(?=\w)", re.IGNORECASE)
_ONE_OF_SEVERAL: Final = re.compile(r"_\d{1,2}\s*$")  # "Q5_thema_1", "Q5_thema_2": one question
_CHOICE: Final = re.compile(r"[\s:/-]*(?:selected choice|geselecteerde keuze|keuze|choice|antwoord|response)$", re.IGNORECASE)
SHAPE_BYTES: Final = 12
ROWS_SEARCHED: Final = 60  # a header further down is no header
MOST_COLUMNS: Final = 200  # of a sheet: a web form with a column for each answer has a hundred
MOST_WEIGHED: Final = 120  # texts of a row; a list says what it is in fewer
ROWS_WITH_LISTS: Final = 2000  # in which a list may begin: below another one that somebody keeps; an export is longer and alone
FEWEST_IN_LIST: Final = 3  # columns of a list
ROWS_OF_LIST: Final = 4  # more rows than these, its headers included, make a list
FEWEST_HEADERS: Final = 2  # recognised words in one row that make it a header


def without_codes(headers: Mapping[int, Cell]) -> dict[int, Cell]:
    """Drop from the headers of a row what a form puts before each question: its number ("Vraag 1: Datum"), its code ("themas[SQ001]. …")."""
    texts = {at: text for at, text in headers.items() if isinstance(text, str) and text.strip()}
    for pattern, fewest in ((_NUMBER, FEWEST_QUESTIONS), (_QUESTION_CODE, max(FEWEST_QUESTIONS, len(texts)))):
        found = {at: sign for at, text in texts.items() if (sign := pattern.match(text))}
        once = [sign[1] for at, sign in found.items() if not _ONE_OF_SEVERAL.search(texts[at])]
        if len(found) >= fewest and len(set(once)) == len(once):
            told = {at: texts[at][sign.end() :] for at, sign in found.items()}
            return {**headers, **{at: text for at, text in told.items() if not _CHOICE.fullmatch(text)}}
    return dict(headers)


def questions_and_answers(header: str) -> Iterator[tuple[str, str]]:
    """Give the ways to divide a header into a question and one of its answers, the longest answer first."""
    text = header[:LONGEST_HEADER].strip()
    if found := _IN_BRACKETS.fullmatch(text):
        yield found[1], found[2]
    within = [match.span() for match in _BRACKETS.finditer(text)]
    for sign in _BEFORE_ANSWER.finditer(text):
        if any(start < sign.start() < end for start, end in within):
            continue
        question, answer = text[: sign.start()], text[sign.end() :]
        if question.strip() and answer.strip():
            yield _CHOICE.sub("", question), answer


def within_group(header: str, sign: str) -> tuple[str, str] | None:
    """Divide a header into the groups of its question, and the question; None when it is in none."""
    group, found, question = header.strip().rpartition(sign)
    is_name = sign == GROUP_SIGNS[0] or not any(char.isspace() for char in header.strip())
    return (group.strip(), question.strip()) if found and group.strip() and question.strip() and is_name else None


class Header(Struct, frozen=True):
    """One column under its header. `text` may be empty: a column without one."""

    column: int
    text: str
    key: str  # as it is compared
    bare: str  # the same without what stands in parentheses
    is_added: bool = False  # it stands for the colours of the rows, and not in the file

    @property
    def is_of_a_tool(self) -> bool:
        """Say whether it is how KoboToolbox and ODK call what they add by themselves: "_status", "hulpvraag_count"."""
        return self.text.startswith(("_", "SET-OF-")) or self.text.endswith("_count")

    @property
    def shown(self) -> str:
        """The text without what cannot be seen, or would be obeyed."""
        return clean(self.text)


class Layout(Struct, frozen=True):
    """One table's place: its header row (from 0), the first row under it, and its columns."""

    header_row: int
    first_row: int
    headers: tuple[Header, ...]

    @property
    def shape(self) -> str:
        """A fingerprint of the headers and where they stand, the same for every list of this form; no value goes into it."""
        named = [f"{header.column}\x1f{header.key}" for header in self.headers if header.key and not header.is_added]
        return blake2b("\x1e".join([str(self.first_row - self.header_row), *named]).encode(), digest_size=SHAPE_BYTES).hexdigest()


def within_reach(file: str, sheet: RawSheet, log: FindingLog) -> RawSheet:
    """Leave out columns beyond what a list can have, and say so: each one costs as long as a hundred rows."""
    if len(sheet.columns) <= MOST_COLUMNS:
        return sheet
    filled = [any(cell is not None and cell != "" for cell in column) for column in sheet.columns[MOST_COLUMNS:]]
    if any(filled):
        place = ((0, MOST_COLUMNS + filled.index(True)),)
        log.add(Severity.WARNING, "columns_beyond", file, sheet.name, place, beyond=sum(filled), most=MOST_COLUMNS)
    return replace(
        sheet,
        columns=sheet.columns[:MOST_COLUMNS],
        flaws={place: flaw for place, flaw in sheet.flaws.items() if place[1] < MOST_COLUMNS},
        hidden_columns=frozenset(column for column in sheet.hidden_columns if column < MOST_COLUMNS),
        merged=tuple(area for area in sheet.merged if area[3] < MOST_COLUMNS),
    )


def blocks(sheet: RawSheet) -> tuple[tuple[int, ...], ...]:
    """Group the columns that hold something; groups lie apart by at least one empty column."""
    groups: list[list[int]] = []
    last = -2
    for column, cells in enumerate(sheet.columns):
        if all(cell is None or cell == "" for cell in cells):
            continue
        if column == last + 1:
            groups[-1].append(column)
        else:
            groups.append([column])
        last = column
    return tuple(tuple(group) for group in groups)


def first_filled(sheet: RawSheet) -> int:
    """Give the first row that holds something, not too far down: a list below another one begins there."""
    rows = range(min(sheet.row_count, ROWS_WITH_LISTS))
    return next((row for row in rows if any(not is_blank(column[row]) for column in sheet.columns)), 0)


def filled_columns(sheet: RawSheet) -> tuple[int, ...]:
    """List all columns that hold something."""
    return tuple(column for group in blocks(sheet) for column in group)


def headers_at(sheet: RawSheet, row: int, columns: Sequence[int]) -> tuple[Header, ...]:
    """Take the headers from one row."""
    added = sheet.looks.colour_column
    cells = without_codes({column: sheet.columns[column][row] for column in columns})
    return tuple(header_of(column, cell, is_added=column == added) for column, cell in cells.items())


def is_list(sheet: RawSheet, columns: Sequence[int]) -> bool:
    """Say whether these columns hold more than four rows of three cells, which somebody may miss."""
    rows = range(min(sheet.row_count, ROWS_SEARCHED))
    filled = sum(sum(not is_blank(sheet.columns[column][row]) for column in columns) >= FEWEST_IN_LIST for row in rows)
    return filled > ROWS_OF_LIST


def header_of(column: int, cell: Cell, *, is_added: bool = False) -> Header:
    """Make a header of a cell; one that is no text, or too long to be one, says nothing."""
    text, key, short = _said(cell) if isinstance(cell, str) and len(cell) <= LONGEST_HEADER else ("", "", "")
    return Header(column, text, key, short, is_added)


@lru_cache(maxsize=1000)  # the first rows of a sheet, each of which many rules take for headers
def _said(text: str) -> tuple[str, str, str]:
    key = header_key(text)
    return " ".join(text.split()), key or text.strip(), bare(key)


def names_of(header: Header, sheet: str) -> tuple[str, ...]:
    """Give the other names of a column: "Blad1!G", and of one without a header also "Kolom G"."""
    letters = column_letters(header.column)
    alone = () if header.text and header.text != f"Kolom {letters}" else (f"Kolom {letters}", f"Column {letters}")
    return f"{sheet}!{letters}", *alone
