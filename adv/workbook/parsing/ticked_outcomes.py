"""Outcomes of rows in which they are ticked: what the columns say together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct, field

from adv.model import Outcome
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.table import recode
from adv.workbook.values.parsed import Parsed, passed_over
from adv.workbook.vocabulary.several import SeveralOutcomes
from adv.workbook.vocabulary.word_lists import NOTHING, WordList, word_key

if TYPE_CHECKING:
    from adv.workbook.recognition.row_kinds import EncodedColumn
    from adv.workbook.tables.findings import FindingLog
    from adv.workbook.tables.grid import Cell
    from adv.workbook.tables.table import CodedColumn, Codes, Mask, Part
    from adv.workbook.vocabulary.knowledge import Knowledge
    from adv.workbook.vocabulary.unknown_words import AskedWords

CONTRADICT, DENIED, NOTHING_SAID = "outcomes_contradict", "outcome_denied", "outcome_not_marked"  # findings about a row


class _Said(Struct, frozen=True):
    """One column's word on every row: that an outcome is so, or that it is not; nothing where it is empty."""

    column: EncodedColumn
    codes: Codes  # of its cells
    made: CodedColumn  # (is it so, which outcome)


class TickedOutcomes(Struct):
    """The outcomes of one sheet's rows while its columns are read."""

    knowledge: Knowledge
    said: list[_Said] = field(default_factory=list)

    def parse(self, cell: Cell, option: str) -> Parsed[tuple[bool, Outcome]]:
        """Read a mark: it is so, or it is not; "nee" may have been given a meaning of its own."""
        parsed = self.knowledge.yes_no(cell)
        if parsed.value is None:
            return Parsed(None, parsed.code, parsed.severity, parsed.params)
        meaning = self.knowledge.own.of(WordList.OUTCOME).get(word_key(cell)) if isinstance(cell, str) else None
        if parsed.value or meaning is None:
            return Parsed((parsed.value, Outcome(option)))
        return passed_over() if meaning == NOTHING else Parsed((True, Outcome(meaning)))

    def add(self, column: EncodedColumn, values: list[Any], codes: Codes, *, is_marked: bool) -> None:
        """Add what a column says: marks, or outcomes in words."""
        single = [value.last if isinstance(value, SeveralOutcomes) else value for value in values]
        made = recode(values if is_marked else [value and (True, value) for value in single], codes)
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
        """Ask what "nee" means, where one column alone says whether there was a conversation; and show what was said about it."""
        own = self.knowledge.own.of(WordList.OUTCOME)
        for said in self.said:
            counts = np.bincount(said.codes[said.codes >= 0], minlength=len(said.column.distinct)).tolist()
            for cell, count in zip(said.column.distinct, counts, strict=True):
                is_denial = isinstance(cell, str) and self.knowledge.yes_no(cell).value is False
                if count and is_denial and (len(self.said) == 1 or word_key(str(cell)) in own):
                    asked.name(WordList.OUTCOME, str(cell), count, part.sheet, None)


def _settled(said: list[tuple[bool, Outcome]]) -> tuple[Outcome | None, str | None]:
    """Tell the outcome of a row, and what is wrong with it."""
    are = {outcome for is_so, outcome in said if is_so}
    are_not = {outcome for is_so, outcome in said if not is_so}
    if len(are) > 1 or are & are_not:
        return None, CONTRADICT
    return (are.pop(), None) if are else (None, DENIED if are_not else NOTHING_SAID)
