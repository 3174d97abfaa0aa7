"""Questions that workbooks leave open, in the order in which answering them matters most.

In: what came out of an upload (`Intake`). Out: one question after the other, each about a sheet, about columns of a sheet, or about words of
one list; alike ones are one question. Whatever is sure asks nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence  # noqa: TC003 - the struct's types are looked up
from enum import Enum, StrEnum
from itertools import filterfalse, pairwise
from string import ascii_uppercase, digits
from typing import TYPE_CHECKING, Final, Protocol

from msgspec import Struct

from adv.model import TableName
from adv.workbook.tables.grid import Lie
from adv.workbook.understood import (
    ASKED_BELOW,
    COLUMN_UNKNOWN,
    STREET_MISSING,
    UNREAD,
    WHICH_COUNTS,
    ColumnRecognition,
    Intake,
    SheetRecognition,
)
from adv.workbook.values.day_columns import DayOption
from adv.workbook.values.money_units import IN_CENTS, IN_THOUSANDS
from adv.workbook.vocabulary import fields
from adv.workbook.vocabulary.canonical_form import FORM
from adv.workbook.vocabulary.word_lists import AS_IT_STANDS, AskedWord, WordList

if TYPE_CHECKING:
    from adv.workbook.tables.findings import Finding

NEEDED: Final = frozenset(column.field for form in FORM for column in form.columns if column.is_required)
COSTS_THE_ROW: Final = (WordList.OUTCOME, WordList.STATUS, *AS_IT_STANDS)  # a row with an unknown one is left out
ROWS_HANG_ON: Final = (*COSTS_THE_ROW, WordList.PROJECT)  # of several cost centres none counts until one is said to be this project
NO_FIELD: Final = frozenset({COLUMN_UNKNOWN, "same_header", "same_as", "better_column"})  # columns that may be wanted after all
MISSING: Final = frozenset({"columns_missing", "same_columns"})  # codes: a column that a list cannot do without
# Answers for a column of which a finding, by its code, doubts the reading; the usual one first.
BOTH_WAYS: Final = {
    "days_may_be_swapped": (DayOption.DAY_FIRST, DayOption.SWAPPED),
    "days_in_both_orders": (DayOption.DAY_FIRST, DayOption.MONTH_FIRST),
    "days_may_be_month_first": (DayOption.DAY_FIRST, DayOption.MONTH_FIRST),
    "days_may_be_from_1904": (DayOption.DAY_FIRST, DayOption.FROM_1904),
    "moments_before_midnight": (DayOption.DAY_FIRST, DayOption.NEXT_DAY),
    "days_may_be_year_off": (DayOption.DAY_FIRST, DayOption.IN_ORDER),
    "doors_may_be_several": (fields.ONE_DOOR, fields.SEVERAL_DOORS),
    "amounts_may_be_thousands": (fields.AS_WRITTEN, fields.THOUSANDTHS),
    "amounts_may_lack_decimals": (fields.AS_WRITTEN, fields.LOST_DECIMALS),
    "amounts_may_be_in_thousands": (fields.AS_WRITTEN, IN_THOUSANDS),
    "amounts_may_be_in_cents": (fields.AS_WRITTEN, IN_CENTS),
    "amounts_may_be_whole_cents": (IN_CENTS, fields.AS_WRITTEN),
    "amounts_may_be_running": (fields.AS_WRITTEN, fields.RUNNING_TOTAL),
    "books_balanced": (fields.ONLY_SPENT, fields.AS_WRITTEN),
}
# Fields that a column can be said to be, if a finding of a code doubts which of two it holds.
EITHER_FIELD: Final = {"attempt_or_times": ("attempt", fields.TIMES)}
BY_YEAR: Final = frozenset({"date_without_year", "year_of_sums_missing"})  # codes: a year is lacking
DOUBTED_READINGS: Final = (
    BY_YEAR | BOTH_WAYS.keys() | EITHER_FIELD.keys()
)  # codes: how the cells of a column are to be read is not sure, or not known from them
FIELD_OF: Final = {"times_not_read": fields.TIMES, "diary_not_read": fields.DIARY}
MOST_ANSWERS: Final = 6  # each of them is a reading
AMONG_REMARKS: Final = frozenset({"times_not_read", "diary_not_read"})  # codes: visits in a column that is not needed


class Found(Protocol):
    """Outcome of workbooks, as far as questions are asked of it."""

    @property
    def sheets(self) -> tuple[SheetRecognition, ...]:
        """Give the sheets."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Give what is wrong."""

    @property
    def words(self) -> tuple[AskedWord, ...]:
        """Give the words that nobody knew."""


class Subject(StrEnum):
    """Subject of a question."""

    SHEET = "sheet"
    COLUMNS = "columns"
    UNUSED = "unused"  # columns that nothing hangs on: they are left out, unless their user says otherwise
    WHICH = "which"  # of several columns of one field
    WORDS = "words"


class Whole(Enum):
    """Subject of an answer, in the place of the number of one column."""

    SHEET = "sheet"
    COLUMNS = "columns"  # all that a question is about: they count together


class Question(Struct, frozen=True):
    """One question: of a sheet which list it is, of columns what stands in them, which counts or if they go, or of words what they mean.

    `sheets` are alike: an answer about a column holds for all of them. `columns` are those of the first sheet that are asked about;
    where it is asked which counts, the first is the one that counts until then.
    """

    subject: Subject
    key: str  # by which a page knows it again after an answer
    sheets: tuple[SheetRecognition, ...] = ()
    columns: tuple[ColumnRecognition, ...] = ()
    list: WordList | None = None
    words: tuple[AskedWord, ...] = ()

    @property
    def field(self) -> str:
        """Give the field that one of its columns counts for."""
        return self.columns[0].field or ""

    @property
    def may_count_together(self) -> bool:
        """Tell if all of its columns may count: amounts of one row."""
        return self.subject is Subject.WHICH and self.field == "cents" and self.sheets[0].table is TableName.EXPENSES

    @property
    def open_words(self) -> tuple[AskedWord, ...]:
        """List the words without a meaning."""
        return tuple(word for word in self.words if word.meaning is None)

    @property
    def rows_waiting(self) -> int:
        """Count the rows that do not count until it is answered."""
        if self.list in ROWS_HANG_ON:
            return sum(word.rows for word in self.open_words)
        # Of a sheet that says nowhere of which street it is, only that answer is waited for.
        is_street = self.list is WordList.STREET
        waiting = (sheet for sheet in self.sheets if (sheet.reason.key == STREET_MISSING) is is_street)
        return sum(sheet.rows_left_out for sheet in waiting if sheet.table and not sheet.rows_read)


def questions(intake: Found) -> tuple[Question, ...]:
    """List what is to be asked: first what decides whether a list is read at all, then words that cost rows, then the rest."""
    columns = [*_about_choices(intake), *_about_columns(intake)]
    return (
        *_about_sheets(intake),
        *filter(_is_urgent, columns),
        *sorted(_about_words(intake), key=lambda one: one.list not in ROWS_HANG_ON and not one.rows_waiting),
        *sorted(filterfalse(_is_urgent, columns), key=lambda one: one.subject is Subject.UNUSED),
    )


def word_question_key(name: WordList) -> str:
    """Give the key of the question about words of a list."""
    return f"words {name.value}"


def likely_answers(question: Question, intake: Intake, years: Sequence[str]) -> tuple[tuple[int | Whole, str], ...]:
    """List the answers whose effect is worth knowing: of a sheet the lists that it may be, of columns (by number) how they may be read.

    `years` are those that days without one may lie in.
    """
    if question.subject is Subject.WHICH:
        alone = tuple((column.column, question.field) for column in question.columns)[: MOST_ANSWERS - 1]
        return (*alone, (Whole.COLUMNS, fields.ADDED)) if question.may_count_together else alone
    if question.subject is Subject.SHEET:
        return tuple((Whole.SHEET, name.value) for name in (TableName.VISITS, TableName.REQUESTS, TableName.EXPENSES))
    table = question.sheets[0].table if question.sheets else None
    if question.subject is not Subject.COLUMNS or table is None:
        return ()
    sheet = question.sheets[0]
    found: list[tuple[int | Whole, str]] = []
    for column in question.columns:
        codes = {
            code for code in DOUBTED_READINGS | AMONG_REMARKS if sheet.name_of(column) in _said_of(sheet, intake, frozenset({code}))
        }
        for code in sorted(codes):
            if column.field is None:
                found += [(column.column, FIELD_OF[code])] if code in FIELD_OF else []
            else:
                turns = [f"{one}-{other}" for one, other in pairwise(years) if column.field in fields.DAYS]
                options = [*years, *turns] if code in BY_YEAR else BOTH_WAYS.get(code, ())
                found += [(column.column, field) for field in EITHER_FIELD.get(code, ())]
                found += [(column.column, fields.marks_for(column.field, option)) for option in options]
    if not found and _is_unread(sheet):
        lacking = fields.missing(table, frozenset(column.field for column in sheet.columns if column.field))
        found = [(column.column, name) for name in lacking for column in question.columns if column.field is None]
    return tuple(dict.fromkeys(found))[:MOST_ANSWERS]


def alike(sheet: SheetRecognition, sheets: Sequence[SheetRecognition]) -> tuple[SheetRecognition, ...]:
    """Give the sheets that are one list in parts with this one: a tab per year, with the same headers in the same columns."""
    return tuple(other for other in sheets if other.table is not None and _headers(other) == _headers(sheet))


def can_be_said(sheet: SheetRecognition, sheets: Sequence[SheetRecognition]) -> bool:
    """Tell if there is a way to say which list it is: of a whole sheet, or of one of the parts that lie side by side."""
    parts = Counter((one.file, one.sheet) for one in sheets)
    return sheet.block is not None or parts[sheet.file, sheet.sheet] == 1


def may_be_table(sheet: SheetRecognition, sheets: Sequence[SheetRecognition]) -> bool:
    """Tell if a sheet that was left out could be a list after all."""
    return (sheet.can_be_asked or sheet.block is not None) and can_be_said(sheet, sheets)


def _about_sheets(intake: Found) -> Iterator[Question]:
    unread = {(finding.file, finding.sheet) for finding in intake.findings if finding.code in UNREAD}
    for sheet in intake.sheets:
        is_open = (sheet.file, sheet.sheet) in unread or not any(one.table for one in intake.sheets)
        if sheet.table is None and is_open and may_be_table(sheet, intake.sheets) and not sheet.reason.is_corrected:
            yield Question(Subject.SHEET, f"sheet {sheet.file} {sheet.sheet} {sheet.block}", (sheet,))


def _about_choices(intake: Found) -> Iterator[Question]:
    """Ask which of several columns of one field counts, once for each field of lists that are alike."""
    seen: set[tuple[object, ...]] = set()
    for sheet in intake.sheets:
        named = {sheet.name_of(column): column for column in sheet.columns}
        for finding in intake.findings:
            if finding.code != WHICH_COUNTS or sheet.table is None or (finding.file, finding.sheet) != (sheet.file, sheet.sheet):
                continue
            columns = tuple(named[name] for name in names_in(finding, sheet) if name in named)
            known = (*_headers(sheet), *(column.column for column in columns))
            if len(columns) > 1 and columns[0].field and known not in seen:
                seen.add(known)
                key = f"which {sheet.file} {sheet.sheet} {sheet.block} {columns[0].field}"
                yield Question(Subject.WHICH, key, alike(sheet, intake.sheets), columns)


def _about_columns(intake: Found) -> Iterator[Question]:
    seen: set[tuple[object, ...]] = set()
    for sheet in intake.sheets:
        if sheet.table is None or _headers(sheet) in seen:
            continue
        seen.add(_headers(sheet))
        said, doubted, remarks = (
            _said_of(sheet, intake, codes) for codes in (UNREAD - {WHICH_COUNTS}, DOUBTED_READINGS, AMONG_REMARKS)
        )
        undecided = (one for one in sheet.columns if not (one.blocked or one.reason.is_corrected or one.reason.is_remembered))
        asked = tuple(
            column
            for column in undecided
            if (_is_open(column, sheet, said) or sheet.name_of(column) in (doubted if column.field else remarks))
        )
        if not asked and _is_unread(sheet) and sheet.reason.key in MISSING:
            asked = tuple(column for column in sheet.columns if not column.blocked)
        unused = tuple(one for one in asked if one.field is None and not _is_unread(sheet) and sheet.name_of(one) not in remarks)
        left = tuple(one for one in asked if one not in unused)
        for subject, columns in ((Subject.COLUMNS, left), (Subject.UNUSED, unused)):
            if columns:
                key = f"{subject.value} {sheet.file} {sheet.sheet} {sheet.block}"
                yield Question(subject, key, alike(sheet, intake.sheets), columns)


def _about_words(intake: Found) -> Iterator[Question]:
    for name in WordList:
        words = tuple(word for word in intake.words if word.list is name)
        if any(word.meaning is None for word in words):
            sheets = (sheet for sheet in intake.sheets if name is WordList.STREET and sheet.reason.key == STREET_MISSING)
            yield Question(Subject.WORDS, word_question_key(name), tuple(sheets), list=name, words=words)


def _is_urgent(question: Question) -> bool:
    """Tell if rows hang on it: none was read yet, or a column that a row cannot do without is read though nobody is sure of it."""
    return question.rows_waiting > 0 or any(column.field in NEEDED for column in question.columns)


def _is_open(column: ColumnRecognition, sheet: SheetRecognition, said: frozenset[str]) -> bool:
    if column.field is not None:
        return column.certainty < ASKED_BELOW
    return column.reason.key in NO_FIELD and (_is_unread(sheet) or sheet.name_of(column) in said)


def _said_of(sheet: SheetRecognition, intake: Found, codes: frozenset[str]) -> frozenset[str]:
    mine = (one for one in intake.findings if one.code in codes and (one.file, one.sheet) == (sheet.file, sheet.sheet))
    return frozenset(name for finding in mine for name in names_in(finding, sheet))


def names_in(finding: Finding, sheet: SheetRecognition) -> list[str]:
    """Name the columns of the cells of a finding as their sheet does."""
    return [cell.lstrip(ascii_uppercase) if sheet.lie is Lie.TURNED else cell.rstrip(digits) for cell in finding.cells]


def _is_unread(sheet: SheetRecognition) -> bool:
    return bool(sheet.rows_left_out and not sheet.rows_read)


def _headers(sheet: SheetRecognition) -> tuple[object, ...]:
    return sheet.table, *((column.column, column.header) for column in sheet.columns)
