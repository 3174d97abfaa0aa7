"""Outcomes that are ticked: a column per outcome with a cross in one of them, or one that says whether there was a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec import Struct, field

from adv.model import Outcome, TableName
from adv.workbook.recognition.header_match import MARK, PHRASE, Match
from adv.workbook.recognition.layout import is_blank
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.table import recode
from adv.workbook.values.amounts import parse_whole
from adv.workbook.values.parsed import Parsed, passed_over
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.knowledge import are_marks, sample_of
from adv.workbook.vocabulary.recognition import Reason
from adv.workbook.vocabulary.word_lists import NOTHING, WordList, word_key
from adv.workbook.vocabulary.words import value_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.coded import Coded
    from adv.workbook.recognition.header_match import HeaderWords
    from adv.workbook.recognition.layout import Header
    from adv.workbook.recognition.row_kinds import EncodedColumn
    from adv.workbook.tables.finding_log import FindingLog
    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.tables.table import Codes, Mask, Part
    from adv.workbook.vocabulary.knowledge import Knowledge
    from adv.workbook.vocabulary.unknown_words import AskedWords

CONTRADICT, DENIED, NOTHING_SAID = "outcomes_contradict", "outcome_denied", "outcome_not_marked"  # findings about a row
MOST_COUNTED: Final = 1000  # visits
FEWEST: Final = 2  # different outcomes that have a column; of one alone only "conversation" says anything


def marked_outcomes(words: HeaderWords, headers: Sequence[Header], sheet: RawSheet, first_row: int, days: int) -> dict[int, Match]:
    """The columns, among those that nothing else is known of, whose marks say the outcome; none when one of them holds something else.

    `days` is the column with the day of each visit: what stands beside something else, such as a total, is no mark.
    """
    known = words.knowledge.words
    said = known.outcomes.keys() - known.statuses.keys()  # "afgerond" may be the request
    named = {header.column: name for header in headers if (name := value_key(header.bare)) in said}
    if not named or words.table is not TableName.VISITS:
        return {}
    cells = sheet.columns[days]
    rows = [row for row in range(first_row, len(cells)) if words.knowledge.share(cells[row : row + 1], Kind.DAY)]
    filled = {column: _filled(sheet.columns[column], rows) for column in named}
    if not all(are_marks(found, sample_of(found), words.knowledge) and not _are_counts(found) for found in filled.values()):
        return {}  # numbers of visits, days or stories
    codes = {known.outcomes[name] for name in named.values()}
    if len(codes) >= FEWEST:
        return {column: _match(known.outcomes[name], MARK) for column, name in named.items()}
    alone = {column for column in named if filled[column]}
    if len(alone) != 1 or codes != {Outcome.CONVERSATION}:
        return {}
    return {alone.pop(): _match(Outcome.CONVERSATION, PHRASE)}


def _are_counts(cells: Sequence[Cell]) -> bool:
    return any(
        parse_whole(cell, highest=MOST_COUNTED).value not in {None, 0, 1} for cell in set(cells) if not isinstance(cell, bool)
    )


def _filled(cells: Sequence[Cell], rows: Sequence[int]) -> list[Cell]:
    return [cells[row] for row in rows if not is_blank(cells[row])]


def _match(outcome: Outcome, certainty: float) -> Match:
    return Match("outcome", certainty, Reason(f"outcome_mark.{outcome.value}"), outcome.value)


class _Said(Struct, frozen=True):
    """What one column says of every row: that an outcome is so, or that it is not; nothing where it is empty."""

    column: EncodedColumn
    codes: Codes  # of its cells
    made: Coded  # (is it so, which outcome)


class MarkedOutcomes(Struct):
    """The outcomes of one sheet's rows while its columns are read."""

    knowledge: Knowledge
    said: list[_Said] = field(default_factory=list)

    def parse(self, cell: Cell, option: str) -> Parsed[tuple[bool, Outcome]]:
        """A mark: it is so, or it is not; "nee" may have been given a meaning of its own."""
        parsed = self.knowledge.yes_no(cell)
        if parsed.value is None:
            return Parsed(None, parsed.code, parsed.severity, parsed.params)
        meaning = self.knowledge.own.of(WordList.OUTCOME).get(word_key(cell)) if isinstance(cell, str) else None
        if parsed.value or meaning is None:
            return Parsed((parsed.value, Outcome(option)))
        return passed_over() if meaning == NOTHING else Parsed((True, Outcome(meaning)))

    def add(self, column: EncodedColumn, values: list[Any], codes: Codes, *, is_marked: bool) -> None:
        """What a column says: marks, or outcomes in words."""
        made = recode(values if is_marked else [value and (True, value) for value in values], codes)
        self.said.append(_Said(column, codes, made))

    def settle(self, part: Part, log: FindingLog, asked: AskedWords, reported: Mask) -> Mask:
        """Give each row its outcome; those that say none or two are left out and said, unless they were `reported`. Returns these."""
        combined, codes = np.unique(np.stack([said.made.codes for said in self.said]), axis=1, return_inverse=True)
        meant = [
            _settled([said.made.distinct[code] for said, code in zip(self.said, row, strict=True) if code >= 0])
            for row in combined.T
        ]
        codes = codes.reshape(-1)
        part.columns["outcome"] = recode([outcome for outcome, _ in meant], codes)
        part.places["outcome"] = self.said[0].column.column
        wrong = np.zeros(len(codes), dtype=bool)
        for problem in (CONTRADICT, DENIED, *((NOTHING_SAID,) if len(self.said) > 1 else ())):
            hit = np.array([what == problem for _, what in meant], dtype=bool)[codes] & ~reported
            if hit.any():
                log.add_rows(Severity.ERROR, problem, part, part.lines[hit], part.places["outcome"])
                wrong |= hit
        part.keep &= ~wrong
        self._ask(part, asked)
        return wrong

    def _ask(self, part: Part, asked: AskedWords) -> None:
        """What "nee" means, where one column alone says whether there was a conversation; and show what was said about it."""
        own = self.knowledge.own.of(WordList.OUTCOME)
        for said in self.said:
            counts = np.bincount(said.codes[said.codes >= 0], minlength=len(said.column.distinct)).tolist()
            for cell, count in zip(said.column.distinct, counts, strict=True):
                is_denial = isinstance(cell, str) and self.knowledge.yes_no(cell).value is False
                if count and is_denial and (len(self.said) == 1 or word_key(str(cell)) in own):
                    asked.name(WordList.OUTCOME, str(cell), count, part.sheet, None)


def _settled(said: list[tuple[bool, Outcome]]) -> tuple[Outcome | None, str | None]:
    """The outcome of a row, and what is wrong with it."""
    are = {outcome for is_so, outcome in said if is_so}
    are_not = {outcome for is_so, outcome in said if not is_so}
    if len(are) > 1 or are & are_not:
        return None, CONTRADICT
    return (are.pop(), None) if are else (None, DENIED if are_not else NOTHING_SAID)
