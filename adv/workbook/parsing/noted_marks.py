"""Marks behind an outcome that a note on the sheet explains ("niet thuis *" and, below the list, "* = later alsnog gesproken").

The note is shown beside the marked cells. Where it speaks of another outcome, it is asked which one they have.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from adv.workbook.parsing.layout_marks import meant_in
from adv.workbook.recognition.legend import is_left_out
from adv.workbook.tables.findings import Severity
from adv.workbook.values.text import Parsed, clean, error
from adv.workbook.vocabulary.canonical_form import OUTCOME_WORDS
from adv.workbook.vocabulary.streets import points_at_somebody
from adv.workbook.vocabulary.word_lists import WordList, word_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.parsing.cell_findings import CellFindings
    from adv.workbook.recognition.row_kinds import EncodedColumn
    from adv.workbook.tables.grid import RawSheet
    from adv.workbook.tables.table import Codes, Part
    from adv.workbook.vocabulary.knowledge import Knowledge

LONGEST: Final = 100  # characters of a note
_MARK: Final = r"[*†‡#°^+~]{1,3}|\([*ox]\)"
_MARKED: Final = re.compile(rf".*?[\w)]\s*(?P<mark>{_MARK})\s*")
_NOTE: Final = re.compile(rf"\s*(?P<mark>{_MARK})\s*[=:)–-]?\s*(?P<note>[^\W\d_].+)", re.DOTALL)


def noted(
    part: Part,
    column: EncodedColumn,
    parsed: Sequence[Parsed[Any]],
    codes: Codes,
    *,
    knowledge: Knowledge,
    findings: CellFindings,
) -> list[Parsed[Any]]:
    """Say what the notes say of the marked cells of a column of outcomes; those that may have another outcome are not known."""
    marks = {
        place: match["mark"]
        for place, cell in enumerate(column.distinct)
        if isinstance(cell, str) and (match := _MARKED.fullmatch(cell))
    }
    found, notes = list(parsed), _notes(findings.found.sheet) if marks else {}
    own, words = knowledge.own.of(WordList.OUTCOME), knowledge.words
    for mark in dict.fromkeys(mark for mark in marks.values() if mark in notes):
        note = notes[mark]
        places = [place for place, one in marks.items() if one == mark]
        lines = part.lines[np.isin(codes, places) & part.keep]
        shown = "…" if points_at_somebody(note) else note
        findings.say_places(
            Severity.WARNING, "marks_with_note", [(line, column.column) for line in lines.tolist()], mark=mark, note=shown
        )
        meant, is_out = meant_in(note, words.outcomes), is_left_out(note, words)
        for place in places:
            is_decided = word_key(str(column.distinct[place])) in own
            if not is_decided and found[place].value is not None and (is_out or (meant and meant != found[place].value)):
                found[place] = error("unknown_outcome", known=", ".join(OUTCOME_WORDS.values()))
    return found


def _notes(sheet: RawSheet) -> dict[str, str]:
    """List what the notes of a sheet say of each mark; not of one that two of them explain."""
    texts = (cell for cells in sheet.columns for cell in cells if isinstance(cell, str) and len(cell) <= LONGEST)
    found: dict[str, set[str]] = {}
    for match in filter(None, map(_NOTE.fullmatch, texts)):
        found.setdefault(match["mark"], set()).add(clean(match["note"]))
    return {mark: notes.pop() for mark, notes in found.items() if len(notes) == 1}
