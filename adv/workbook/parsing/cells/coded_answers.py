"""Cells with codes or ticks instead of words: "1, 3" and 1.2 by a legend, what a spreadsheet took for a day (2-3 for 2 March), outcomes that are ticked."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec import Struct, field
from msgspec.structs import replace

from adv.model import Outcome
from adv.workbook.recognition.evidence.by_content import PARTNERS
from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.tables.table import CodedColumn, Part, recode
from adv.workbook.values.remarks import entries_in
from adv.workbook.values.text import Parsed, parse_yes_no, passed_over
from adv.workbook.vocabulary.canonical_form import OUTCOME_WORDS
from adv.workbook.vocabulary.code_legends import LISTED, Legends, code_of, codes_in
from adv.workbook.vocabulary.fields import Kind, kind_of
from adv.workbook.vocabulary.knowledge import Knowledge, sample_of
from adv.workbook.vocabulary.several import SeveralOutcomes
from adv.workbook.vocabulary.word_lists import NOTHING, WordList, word_key
from adv.workbook.vocabulary.words import is_blank, value_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from adv.workbook.recognition.found_table import EncodedColumn, FoundTable
    from adv.workbook.tables.grid import Cell
    from adv.workbook.tables.table import Codes, Mask
    from adv.workbook.vocabulary.unknown_words import AskedWords
    from adv.workbook.vocabulary.words import Vocabulary

BETWEEN_MEANINGS: Final = "; "
LATEST_CODE: Final = 2031  # Excel takes two digits up to 29 for this century: 1-2-3 becomes a day in 2003
CENTURY: Final = 2000
NO_LETTERS: Final[Mapping[str, Outcome]] = MappingProxyType({})
OF_OUTCOMES: Final = frozenset({Kind.OUTCOME, Kind.DIARY})
OF_MOST: Final = frozenset({Outcome.CONVERSATION, Outcome.NOT_AT_HOME})

_AT_END: Final = re.compile(r"([A-Za-z]{2}[0-9]{3}|[0-9]+)\]?$")  # of a header: "thema1", "themas[SQ001]"
CONTRADICT, DENIED, NOTHING_SAID = "outcomes_contradict", "outcome_denied", "outcome_not_marked"  # findings about a row


class Decoded(Struct, frozen=True):
    """One cell as its codes are meant."""

    cell: Cell
    was_day: bool = False  # a spreadsheet had made a day of it
    is_unusual: bool = False  # without the legend the code would mean another outcome


def decoded(
    cells: Sequence[Cell], kind: Kind, header: str, legends: Legends, letters: Mapping[str, Outcome] = NO_LETTERS
) -> dict[int, Decoded]:
    """Read the cells that hold nothing but codes of a legend, by their places; the others stay as they are.

    What the header itself explains goes before legends elsewhere; without one `letters` may say what outcomes stand for.
    """
    name = LISTED.get(kind)
    meaning = (legends.in_header(header, name) or legends.of(name)) if name else {}
    if name is WordList.OUTCOME:
        meaning = meaning or {letter: OUTCOME_WORDS[outcome] for letter, outcome in letters.items()}
    if name is WordList.YES_NO:  # a cross is a yes, whatever stands beside it
        meaning = {code: meant for code, meant in meaning.items() if code.isdigit()}
    if not meaning:
        return {}
    if kind is Kind.DIARY:
        return {place: Decoded(meant) for place, cell in enumerate(cells) if (meant := _entries_meant(cell, meaning))}
    if are_marks_only(cells) and "0" not in meaning:
        return _marks_below(header, cells, meaning)
    by_place: dict[int, Decoded] = {}
    for place, cell in enumerate(cells):
        is_day = isinstance(cell, date)
        word = value_key(cell).rstrip(".") if isinstance(cell, str) else ""
        codes = [word] if word in meaning else _of_day(cell, meaning) if is_day else codes_in(cell)
        if codes and all(code in meaning for code in codes):
            by_place[place] = Decoded(BETWEEN_MEANINGS.join(meaning[code] for code in dict.fromkeys(codes)), was_day=is_day)
    return by_place


def _marks_below(header: str, cells: Sequence[Cell], meaning: Mapping[str, str]) -> dict[int, Decoded]:
    """Read marks as the code at the end of their header: a cross below "thema1" is the first theme."""
    at_end = _AT_END.search(header)
    answer = meaning.get(code_of(at_end[1]) or "") if at_end else None
    if not answer:
        return {}
    return {place: Decoded(answer if parse_yes_no(cell).value else None) for place, cell in enumerate(cells)}


def weighed(
    meant: Mapping[int, Decoded], cells: Sequence[Cell], parsed: Sequence[Parsed[Any]], words: Vocabulary
) -> dict[int, Decoded]:
    """Mark the codes of outcomes that would be another one by themselves."""
    usual = {**words.letters, **words.outcomes}
    others = {place: usual.get(value_key(str(cells[place]))) for place in meant}
    return {
        place: replace(cell, is_unusual=others[place] is not None and parsed[place].value not in {None, others[place]})
        for place, cell in meant.items()
    }


def marks_meant(cells: Sequence[Cell], legends: Legends) -> Sequence[Cell]:
    """Write what numbers for yes, no and no answer stand for: "9 = n.v.t."; where all of them are marks by themselves, they stay."""
    if are_marks_only(cells):
        return cells
    meant = decoded(cells, Kind.YES_NO, "", legends)
    return [meant[place].cell if place in meant else cell for place, cell in enumerate(cells)]


def clear_letters(found: FoundTable, legends: Legends, knowledge: Knowledge) -> dict[str, Outcome]:
    """Give what the letters for outcomes in a table stand for without a legend.

    That is clear when all are usual ones, no two mean the same, and conversations and nobody at home are among them.
    """
    kinds = {at: kind_of(found.table, name) for at, name in found.own.items()}
    columns = {at: found.sheet.columns[at][found.layout.first_row :] for at, kind in kinds.items() if kind in OF_OUTCOMES}
    if legends.of(WordList.OUTCOME) or not columns:
        return {}
    texts = {text for at, cells in columns.items() for cell in set(cells) for text in outcomes_said(cell, kinds[at])}
    words, letters = knowledge.words.outcomes, knowledge.words.letters
    codes = {text: outcome for text in texts if (outcome := words.get(text) or letters.get(text))}
    are_clear = len(codes) == len(texts) == len({*codes.values()}) and {*codes.values()} >= OF_MOST
    return {text: outcome for text, outcome in codes.items() if text not in words} if are_clear else {}


def outcomes_said(cell: Cell, kind: Kind) -> Iterator[str]:
    """Give what a cell says came of visits, as it is compared."""
    if kind is Kind.DIARY:
        yield from (entry.what for entry in entries_in(cell)) if isinstance(cell, str) else ()
    elif not is_blank(cell):
        yield value_key(str(cell))


def _entries_meant(cell: Cell, meaning: Mapping[str, str]) -> str | None:
    """Write days with what the codes beside them stand for; None where no code does."""
    entries = entries_in(cell) if isinstance(cell, str) else ()
    meanings = [meaning.get(code_of(entry.what) or "") for entry in entries]
    pairs = zip(entries, meanings, strict=True)
    return BETWEEN_MEANINGS.join(f"{entry.day} {meant or entry.what}" for entry, meant in pairs) if any(meanings) else None


def are_marks_only(cells: Sequence[Cell]) -> bool:
    """Say whether a column holds nothing but marks, 0 and 1 or yes and no: no codes, but whether it is so. A 1 alone is a code."""
    filled = [cell for cell in cells if not is_blank(cell)]
    return any(codes_in(cell) != ["1"] for cell in filled) and all(parse_yes_no(cell).value is not None for cell in filled)


def awaits_legend(found: FoundTable, legends: Legends) -> bool:
    """Say whether a table has a column of codes that no legend has explained yet."""
    for at, name in found.own.items():
        kind, cells = kind_of(found.table, name), sample_of(found.sheet.columns[at][found.layout.first_row :])
        words = LISTED.get(Kind.PARTNERS if name in PARTNERS else kind)
        outcomes = (entry.what for cell in cells if isinstance(cell, str) for entry in entries_in(cell))
        entries = outcomes if kind is Kind.DIARY else cells
        if words and not legends.of(words) and any(map(code_of, entries)):
            return True
    return False


def _of_day(cell: Cell, meaning: Mapping[str, str]) -> list[str]:
    """Give the codes that became a day: its day and month, and its year where that stands for a third code."""
    if not isinstance(cell, date) or (isinstance(cell, datetime) and cell.time() != time()):
        return []
    third = str(cell.year - CENTURY)
    year = [third] if cell.year < LATEST_CODE and third in meaning else []
    return [str(cell.day), str(cell.month), *year]


class _TickedColumn(Struct, frozen=True):
    """Marks of one column: in each row that its outcome is so, or that it is not; nothing where it is blank."""

    column: EncodedColumn
    codes: Codes  # of its cells
    made: CodedColumn  # (is it so, which outcome)


class TickedOutcomes(Struct):
    """The outcomes of one sheet's rows while its columns are read."""

    knowledge: Knowledge
    ticked: list[_TickedColumn] = field(default_factory=list)

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
        self.ticked.append(_TickedColumn(column, codes, made))

    def settle(self, part: Part, log: FindingLog, asked: AskedWords, reported: Mask) -> Mask:
        """Give each row its outcome; those that say none or two are left out and said, unless they were `reported`. Returns these."""
        combined, codes = np.unique(np.stack([ticked.made.codes for ticked in self.ticked]), axis=1, return_inverse=True)
        pairs = (zip(self.ticked, row, strict=True) for row in combined.T)
        meant = [_settled([ticked.made.distinct[code] for ticked, code in of_row if code >= 0]) for of_row in pairs]
        codes = codes.reshape(-1)
        part.columns["outcome"] = recode([outcome for outcome, _ in meant], codes)
        part.places["outcome"] = self.ticked[0].column.column
        wrong = np.zeros(len(codes), dtype=bool)
        for problem in (CONTRADICT, DENIED, *((NOTHING_SAID,) if len(self.ticked) > 1 else ())):
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
        for ticked in self.ticked:
            counts = np.bincount(ticked.codes[ticked.codes >= 0], minlength=len(ticked.column.distinct)).tolist()
            for cell, count in zip(ticked.column.distinct, counts, strict=True):
                is_denial = isinstance(cell, str) and self.knowledge.yes_no(cell).value is False
                if count and is_denial and (len(self.ticked) == 1 or word_key(str(cell)) in own):
                    asked.name(WordList.OUTCOME, str(cell), count, part.sheet, None)


def _settled(marks: list[tuple[bool, Outcome]]) -> tuple[Outcome | None, str | None]:
    """Tell the outcome of a row by its marks, and what is wrong with it."""
    are = {outcome for is_so, outcome in marks if is_so}
    are_not = {outcome for is_so, outcome in marks if not is_so}
    if len(are) > 1 or are & are_not:
        return None, CONTRADICT
    return (are.pop(), None) if are else (None, DENIED if are_not else NOTHING_SAID)
