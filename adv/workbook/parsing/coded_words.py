"""Words for outcomes and statuses, with what people write around them: "gesprek gevoerd (met Politie)", "afgerond 8-4-2019 (LEV)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field

from adv.workbook.values.date_forms import WEEKDAY_NAMES
from adv.workbook.values.remarks import DAY_FORM
from adv.workbook.values.text import EMPTY_WORDS, Parsed, clean, error, parse_text, passed_over, warning
from adv.workbook.vocabulary.canonical_form import OUTCOME_WORDS, STATUS_WORDS
from adv.workbook.vocabulary.later_days import dated_outcomes
from adv.workbook.vocabulary.likeness import FewCompared, in_words, likely_code, nearest, outcome_in
from adv.workbook.vocabulary.project_names import unnumbered
from adv.workbook.vocabulary.several import SeveralOutcomes, plainly, several_outcomes, several_statuses
from adv.workbook.vocabulary.word_lists import NOTHING, WordList
from adv.workbook.vocabulary.words import value_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from adv.model import Outcome
    from adv.workbook.tables.grid import Cell
    from adv.workbook.vocabulary.knowledge import Knowledge

MOST_CHOICES: Final = 200  # characters of a list of known words in a finding
_WITH_WHO = (  # names of who came, behind a word or in brackets; then behind anything
    re.compile(r"(?P<what>.+?)[\s,:]*(?:\((?:met |door |with |by )?|\b(?:door|by|met|with) )(?P<who>[^()]+?)\)?"),
    re.compile(r"(?P<what>.+?)[\s,:]*(?:\(|[\s,]+)(?P<who>[^()]+?)\)?"),
)
_TO_WHOM = re.compile(rf"(?P<what>.+?)[\s,:(]+(?:(?:naar|aan|bij|via|door|to|by|at)\b.+|(?:(?:op|per|on|d\.d\.) )?{DAY_FORM}\)?)")
_WHEN = re.compile(
    rf"(?P<what>(?:\w+ ){{0,2}}(?:afspraak|afspr|appointment)(?:\.| gemaakt| made)?)[\s,:(]+(?:(?:op|voor|on|for) )?(?:{WEEKDAY_NAMES})?\.? ?{DAY_FORM}\)?"
)
_ABOUT_WHAT = re.compile(r"(?P<what>.+?)(?:\s*[-:(,/]\s*|\s+(?:over|about)\s+)(?P<rest>[^()]+)\)?")
# A status with a day or a remark behind it, "afgerond 8-4-2019 (LEV)", "loopt, Karin belt terug", that takes nothing back.
_WITH_REMARK = re.compile(rf"(?P<what>[^,;:(]+?)(?:[,;:] ?|[\s(]+(?=\(|{DAY_FORM}))(?P<rest>.+)")
_TAKES_BACK = re.compile(r"\b(?:niet|nog|maar|geen|weer|toch|wel|not|but|again|yet|no)\b|\?")


class CodedWords(Struct, frozen=True):
    """Outcomes and statuses as people write them, with what the project knows."""

    knowledge: Knowledge
    compared: FewCompared = field(default_factory=FewCompared)

    def outcome(self, text: str) -> Parsed[Any]:
        """Read an outcome; or several, which become visits."""
        return self._read(_Known(WordList.OUTCOME, self.knowledge.words.outcomes, OUTCOME_WORDS), text)

    def status(self, text: str) -> Parsed[Any]:
        """Read a status; of several the furthest."""
        return self._read(_Known(WordList.STATUS, self.knowledge.words.statuses, STATUS_WORDS), text)

    def _read(self, known: _Known, text: str) -> Parsed[Any]:
        """Read a word as it is known; else as several words, then without what stands behind it, and at last as the one that it looks like."""
        key = value_key(text)
        if self.knowledge.own.of(known.name).get(key) == NOTHING:
            return passed_over()
        key = next((way for way in (key, unnumbered(key), value_key(in_words(text))) if way in known.words), key)
        if key in known.words or key in EMPTY_WORDS:
            return Parsed(known.words.get(key))
        return self._several(known.name, text) or self._before_the_rest(known, key) or self._by_likeness(known, key, text)

    def _several(self, name: WordList, text: str) -> Parsed[Any] | None:
        """Read a cell with several outcomes, which become visits or one of them counts; or with several states, of which the furthest counts."""
        words = self.knowledge.words
        if name is WordList.OUTCOME:
            known = words.outcomes, words.value_fillers
            outcomes = dated_outcomes(text, *known) or several_outcomes(text, *known)
            if outcomes and outcomes.are_one:
                return warning(outcomes, "read_as", meant=OUTCOME_WORDS[outcomes.last])
            return Parsed(outcomes) if outcomes else None
        status = several_statuses(text, words.statuses, words.value_fillers, lambda piece: _before_more(piece, name))
        return warning(status, "later_status", meant=STATUS_WORDS[status]) if status else None

    def _before_the_rest(self, known: _Known, key: str) -> Parsed[Any] | None:
        """Read what stands before who came, to whom it went, when, or what it was about; None where that is no known word."""
        before = next((way for way in self._beginnings(known.name, key) if way in known.words), None)
        return None if before is None else known.as_read(known.words[before])

    def _beginnings(self, name: WordList, key: str) -> Iterator[str]:
        yield _before_more(key, name)
        if name is WordList.OUTCOME:
            yield self._before_who(key)[0]
            yield self.themes_behind(key)[0]
            yield plainly(key, self.knowledge.words.outcomes)

    def _by_likeness(self, known: _Known, key: str, text: str) -> Parsed[Any]:
        """Read a word as the one that it looks like, "gesprk", or as the outcome that its text tells; else say that nobody knows it."""
        near = None
        if key in self.compared:
            likely = likely_code(key, known.words, self.knowledge.words.value_fillers)
            if likely is None and known.name is WordList.OUTCOME:
                likely = outcome_in(text)
            if likely is not None:
                return known.as_read(likely)
            near = nearest(text, known.words)
        unknown = unknown_word(
            f"unknown_{known.name}", known.official[known.words[near]] if near else None, known.official.values()
        )
        return error(unknown.code or "", **unknown.params)

    def _before_who(self, key: str) -> tuple[str, tuple[str, ...]]:
        """Give what a value says before it names who came, "gesprek gevoerd (met Politie)", and those; nothing where nobody known is named."""
        for form in _WITH_WHO:
            found = form.fullmatch(key)
            partners, unknown = self.knowledge.partners.split(found["who"]) if found else ((), ())
            if found and partners and not unknown:
                return value_key(found["what"]), partners
        return "", ()

    def themes_behind(self, cell: Cell) -> tuple[str, tuple[str, ...]]:
        """Give the outcome in a value that tells what it was about, "gesprek - wonen/werken", and those themes; nothing else may stand in it."""
        found = _ABOUT_WHAT.fullmatch(value_key(cell)) if isinstance(cell, str) else None
        if found is None or found["what"] not in self.knowledge.words.outcomes:
            return "", ()
        themes, unknown = self.knowledge.themes.split(found["rest"])
        return ("", ()) if unknown or not themes else (found["what"], themes)

    def told(self, text: str) -> tuple[Outcome | None, tuple[str, ...]]:
        """Give the outcome that a text says beyond doubt, of several the one that counts; and who came, behind it: "nt (LEVgroep)"."""
        parsed = of_text(self.outcome)(text)
        outcome = parsed.value.last if isinstance(parsed.value, SeveralOutcomes) else parsed.value
        what, partners = ("", ()) if outcome and parsed.code != "read_as" else self._before_who(text)
        return (self.told(what)[0], partners) if what else (outcome, ())


class _Known(Struct, frozen=True):
    """One list of known words, each with its code, and what the project calls that."""

    name: WordList
    words: Mapping[str, Any]
    official: Mapping[Any, str]

    def as_read(self, code: Any) -> Parsed[Any]:  # noqa: ANN401 - an outcome or a status
        return warning(code, "read_as", meant=self.official[code])


def _before_more(key: str, name: WordList) -> str:
    """Give what a value says before it tells to whom a request went, or when the appointment is: nothing where it tells neither."""
    found, remark = (_TO_WHOM if name is WordList.STATUS else _WHEN).fullmatch(key), None
    if found is None and name is WordList.STATUS:
        remark = _WITH_REMARK.fullmatch(key)
    return found["what"] if found else remark["what"] if remark and not _TAKES_BACK.search(remark["rest"]) else ""


def unknown_word(code: str, near: str | None, known: Iterable[str]) -> Parsed[Any]:
    """Say that nobody knows a word: with the one that it looks like most, else with all that are known."""
    if near:
        return warning(None, f"{code}_near", nearest=near)
    choices = ", ".join(known)
    return warning(None, code, known=choices if len(choices) <= MOST_CHOICES else choices[:MOST_CHOICES] + "…")


def of_text(parse: Callable[[str], Parsed[Any]]) -> Callable[[Cell], Parsed[Any]]:
    """Make a parser of cells from one of texts; of several lines each may be another thing, "wonen" with "werken" below it."""

    def parsed(cell: Cell) -> Parsed[Any]:
        found = parse_text(cell)
        made = found if found.value is None else parse(found.value)
        if made.value is None and isinstance(cell, str) and "\n" in cell.strip():
            by_lines = parse(clean("; ".join(cell.strip().splitlines())))
            return made if by_lines.value is None else by_lines
        return made

    return parsed
