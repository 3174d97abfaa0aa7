"""Legends: what the codes in a column stand for, as it is written beside the list, on a sheet of its own or in the header.

A code book is a list of the variables of a form on a tab of its own, with what each asks and what its codes stand for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from adv.workbook.values.text import clean, fold, parse_text
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.word_lists import LIST_OF, WordList
from adv.workbook.vocabulary.words import header_key, is_blank, value_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.vocabulary.knowledge import Knowledge
    from adv.workbook.vocabulary.words import Vocabulary

    Pair = tuple[str, str]  # a code and what it stands for
    Known = dict[WordList, dict[str, str | None]]

FEWEST_CODES: Final = 2  # codes that make a legend
LEAST_KNOWN: Final = 0.5  # share of what they stand for that is known, so that it is a legend of this
ROWS_SEARCHED: Final = 200  # from the beginning, and of a longer list at its end
LINES_SEARCHED: Final = 12  # for a legend that stands in rows
COLUMNS_SEARCHED: Final = 40
LONGEST_CODE: Final = 5  # letters and digits
LONGEST_MEANING: Final = 80  # characters
_SIGN: Final = r"[✓✔✅✗✘✕✖❌⛔☎☏✆🗓∅⌀○●◯◦■□▲△▼★☆☺☹?!*#+~@&%-]\ufe0f?"  # signs that people draw instead of a letter
_CODE: Final = re.compile(rf"[A-Za-z]{{0,2}}[0-9]{{1,2}}|[A-Za-z]{{2}}[0-9]{{3}}|[A-Za-z]{{1,2}}|{_SIGN}")
_NUMBER: Final = re.compile(r"[0-9]+$")
_DECIMALS: Final = re.compile(r"[.,]0+")
_BETWEEN: Final = re.compile(r"\s*(?:[;,/|+&.-]|\s|\ben\b|\band\b)\s*")
_PAIR: Final = re.compile(
    rf"(?<![\w])([A-Za-z]{{0,2}}[0-9]{{1,2}}|[A-Za-z]{{1,2}}|{_SIGN})\s*[=:]\s*([^\W\d_][^=:;\n]*?)(?=\s*(?:[,;|\n/)\]]|$)|\s+(?:[0-9]{{1,2}}|[A-Za-z]|{_SIGN})\s*[=:])"
)
_PARTS: Final = re.compile(r"[,;|\n/]|\.\s(?!\s*[-=:–—])|\s{3,}")
_TITLE: Final = re.compile(r"^\s*[^\W\d_]{3,}[^=:,;]*:\s+(?=.*(?:[=:(–—]|\s-\s))")  # "Legenda: g = gesprek"
_MEANS: Final = re.compile(r"(.+?)\s*(=+>?|:|->|→|–|—|\s-\s)\s*(.+)")
_BEHIND: Final = re.compile(r"(.+?)(\s*)\(([A-Za-z]{1,2})\)")  # "leeg (l)"
_BEFORE: Final = re.compile(r"\(?([A-Za-z]{1,2})(\s*)\)\s*(.+)")  # "(l) leeg"
_ABBREVIATION: Final = re.compile(r"[A-Za-z]{3,6}\.?")  # "afspr", among codes
_EXPLAINS: Final = re.compile(r"[=:(–—→]|\s-\s")

MOST_ROWS: Final = 300  # of a code book; a longer sheet is a list
HEADERS_WITHIN: Final = 5  # rows
LONGEST_VARIABLE: Final = 40  # characters of a variable
_VARIABLE: Final = re.compile(r"[A-Za-z]{1,12}[_.]?\d{1,3}[A-Za-z]?(?:[_.]\w{1,30})*|[A-Za-z]+(?:_[A-Za-z0-9]+)+")
LISTED: Final = {
    **LIST_OF,
    Kind.DIARY: WordList.OUTCOME,
    Kind.CATEGORY: WordList.CATEGORY,
}  # meanings that codes of a kind of column may have


class LegendPlace(Struct, frozen=True):
    """Rows of two columns that are a legend: codes, and beside them what they stand for."""

    columns: tuple[int, int]
    first: int
    last: int
    codes: frozenset[str]


def pairs_in(text: str) -> list[Pair]:
    """List the codes that a text explains: "1=wonen, 2=zorg en welzijn", or part by part: "leeg = l", "leeg (l)", "afspr – afspraak"."""
    pairs = [(code_of(code) or code, meaning.strip()) for code, meaning in _PAIR.findall(text)]
    parts = [pair for part in _PARTS.split(_TITLE.sub("", text)) if (pair := _pair_of(part.strip()))]
    short = [pair for pair in parts if not _ABBREVIATION.fullmatch(pair[0])]
    meanings = {fold(meaning) for _, meaning in short}  # not "groen = gesprek" beside "g = gesprek": another legend, of colours
    parts = [pair for pair in parts if pair in short or fold(pair[1]) not in meanings]
    return parts if len(short) >= FEWEST_CODES and len(parts) > len(pairs) else pairs


def _pair_of(part: str) -> Pair | None:
    """Read what a part of a text explains, whichever side its code stands; where the sign alone does not tell, the code begins as its meaning."""
    found = _BEFORE.fullmatch(part) or _MEANS.fullmatch(part) or _BEHIND.fullmatch(part)
    if not found:
        return None
    ends, is_told = (found[1].strip(), found[3].strip()), found[2] in {"=", ":", "==", "=>"}
    for code, meaning, is_first in ((*ends, True), (*ends[::-1], False)):
        is_short = _ABBREVIATION.fullmatch(code) and (is_first or meaning.casefold().startswith(code.casefold().rstrip(".")))
        is_code = code_of(code) is not None or is_short
        begins = not code[:1].isdigit() and code[:1].casefold() == meaning[:1].casefold()
        if is_code and len(code) < len(meaning) <= LONGEST_MEANING and meaning[:1].isalpha() and (begins or (is_told and is_first)):
            return code_of(code) or code.rstrip(".").casefold(), meaning
    return None


def is_legend(text: str) -> bool:
    """Say whether a text explains several codes."""
    return len(pairs_in(text)) >= FEWEST_CODES


def code_of(cell: Cell) -> str | None:
    """Give a cell's code as it is compared: one or two digits, letters, or letters with digits behind; None when it is none."""
    if isinstance(cell, str) and len(begin := cell[: LONGEST_CODE + 1]) > LONGEST_CODE and begin.isalnum() and begin.isascii():
        return None
    text = parse_text(cell).value if isinstance(cell, str | int | float) and not isinstance(cell, bool) else None
    text = _DECIMALS.sub("", text.strip(" .():=")) if text else ""
    return text.casefold().lstrip("0") or "0" if _CODE.fullmatch(text) else None


def codes_in(cell: Cell) -> list[str]:
    """Divide a cell into codes; a decimal number is two of them with a sign between."""
    if isinstance(cell, float) and cell != int(cell):
        cell = repr(cell)
    if (code := code_of(cell)) is not None:
        return [code]
    if not isinstance(cell, str):
        return []
    codes = [code_of(piece) for piece in _BETWEEN.split(cell.strip(" ;,/|+&.-")) if piece]
    return [code for code in codes if code] if None not in codes else []


class Legends:
    """The legends of one upload, by what they explain."""

    def __init__(self, knowledge: Knowledge) -> None:
        words = knowledge.words
        self._finders: Mapping[WordList, Callable[[str], object]] = {
            WordList.THEME: knowledge.themes.find,
            WordList.GOAL: knowledge.goals.find,
            WordList.AREA: knowledge.areas.find,
            WordList.ORGANISATION: knowledge.partners.find,
            WordList.OUTCOME: lambda text: words.outcomes.get(value_key(text)),
            WordList.STATUS: lambda text: words.statuses.get(value_key(text)),
            WordList.CATEGORY: knowledge.categories.find,
            WordList.YES_NO: lambda text: knowledge.yes_no(text).value is not None or None,
        }
        self._said: Known = {}  # by the cells beside them
        self._written: Known = {}  # in a text, that goes before these

    def of(self, name: WordList) -> dict[str, str]:
        """Give what the codes of a list stand for; not those of which two legends say different things."""
        said = {**self._said.get(name, {}), **self._written.get(name, {})}
        return {code: meaning for code, meaning in said.items() if meaning is not None}

    def in_header(self, header: str, name: WordList) -> dict[str, str]:
        """Give what the codes of a column stand for by its own header."""
        pairs = pairs_in(header)
        return dict(pairs) if _is_one_each(pairs) and self._knows(pairs, self._finders[name]) else {}

    def learn(self, sheet: RawSheet) -> list[LegendPlace]:
        """Look through a sheet for legends: codes beside what they stand for, of which the places are given, or texts that explain them."""
        columns = sheet.columns[:COLUMNS_SEARCHED]
        places = self._look_through([column[:ROWS_SEARCHED] for column in columns])
        if (begin := max(ROWS_SEARCHED, sheet.row_count - ROWS_SEARCHED)) < sheet.row_count:
            places += self._look_through([column[begin:] for column in columns], begin)
        self._look_through([list(row) for row in zip(*(column[:LINES_SEARCHED] for column in columns), strict=True)])
        return places

    def _look_through(self, columns: Sequence[Sequence[Cell]], begin: int = 0) -> list[LegendPlace]:
        found: list[LegendPlace] = []
        for column in columns:
            texts = [cell if isinstance(cell, str) and _EXPLAINS.search(cell) else "" for cell in column]
            if any(texts):
                self._take((pairs_in(text) if text else [] for text in texts), self._written)
        codes = [list(map(code_of, column)) for column in columns]
        for left in range(len(columns) - 1):
            for one, other in ((left, left + 1), (left + 1, left)):
                if len(columns[one]) - codes[one].count(None) >= FEWEST_CODES:
                    beside = list(_beside(codes[one], columns[other]))
                    taken = self._take(iter(beside), self._said, beside)
                    found += [
                        LegendPlace((one, other), begin + last + 1 - len(pairs), begin + last, frozenset(code for code, _ in pairs))
                        for last, pairs in taken
                    ]
        return found

    def _take(self, rows: Iterator[list[Pair]], known: Known, among: Sequence[list[Pair]] = ()) -> list[tuple[int, list[Pair]]]:
        """Learn what the codes in some rows stand for; and list the legends, each with its last row.

        Rows in which a code stands beside one meaning here and another there (`among`) are those of a list: who came, and what came of it.
        """
        taken = []
        for last, pairs in _runs(rows):
            names = [name for name, find in self._finders.items() if self._knows(pairs, find)] if _is_one_each(pairs) else []
            names = [name for name in names if not self._differs(pairs, among, self._finders[name])]
            for name in names:
                said = known.setdefault(name, {})
                for code, meaning in pairs:
                    before = said.setdefault(code, meaning)
                    if before is None or fold(before) != fold(meaning):
                        said[code] = None
            taken += [(last, pairs)] if names else []
        return taken

    def knows(self, pairs: Sequence[Pair], name: WordList) -> bool:
        """Say whether codes stand for what is known of a list."""
        return _is_one_each(pairs) and self._knows(pairs, self._finders[name])

    @staticmethod
    def _differs(pairs: Sequence[Pair], among: Sequence[list[Pair]], find: Callable[[str], object]) -> bool:
        """Say whether a code of some pairs stands elsewhere beside another meaning of the same list."""
        told = {code: find(meaning) or fold(meaning) for code, meaning in pairs}
        others = ((told[code], find(meaning)) for row in among for code, meaning in row if code in told)
        return any(other is not None and other != meant for meant, other in others)

    @staticmethod
    def _knows(pairs: Sequence[Pair], find: Callable[[str], object]) -> bool:
        return sum(find(meaning) is not None for _, meaning in pairs) >= max(FEWEST_CODES, LEAST_KNOWN * len(pairs))


def _is_one_each(pairs: Sequence[Pair]) -> bool:
    """Say whether these may be a legend: several codes, each of them once and each meaning once."""
    return len(pairs) >= FEWEST_CODES and all(len({fold(pair[side]) for pair in pairs}) == len(pairs) for side in (0, 1))


def _beside(codes: Sequence[str | None], meanings: Sequence[Cell]) -> Iterator[list[Pair]]:
    for code, cell in zip(codes, meanings, strict=True):
        is_meaning = code is not None and isinstance(cell, str) and 1 < len(cell.strip()) <= LONGEST_MEANING
        yield [(code, str(cell).strip())] if code is not None and is_meaning else []


def _runs(rows: Iterator[list[Pair]]) -> Iterator[tuple[int, list[Pair]]]:
    """Group the pairs that stand below each other without a gap, each group with its last row.

    A code that comes again, or with other letters, begins another legend.
    """
    run: dict[str, str] = {}
    row = -1
    for row, pairs in enumerate(rows):
        if not (run or pairs):
            continue  # most rows explain nothing
        begins = {_NUMBER.sub("", code) for code in [*run, *(code for code, _ in pairs)] if _NUMBER.search(code)}
        if run and (not pairs or any(code in run for code, _ in pairs) or len(begins) > 1):
            yield row - 1, list(run.items())
            run = {}
        if len(dict(pairs)) < len(pairs):
            continue  # one code for two things explains nothing
        run.update(pairs)
    if run:
        yield row, list(run.items())


class Variable(Struct):
    """One variable: what it asks, and what its codes stand for."""

    labels: list[str] = field(default_factory=list)
    meanings: dict[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str | None:
        """The text of its question; None where several rows say different things of it."""
        return self.labels[0] if len({*self.labels}) == 1 else None


class CodeBook(Struct):
    """The variables of one upload, by their names as headers are compared."""

    variables: dict[str, Variable] = field(default_factory=dict)

    def learn(self, sheet: RawSheet, words: Vocabulary) -> None:
        """Look through a short sheet for a column of variables under a header that calls them so, and what stands beside each."""
        if sheet.row_count > MOST_ROWS or not sheet.is_grid:
            return
        for row in range(min(sheet.row_count, HEADERS_WITHIN)):
            named = {at: header_key(cell) for at, column in enumerate(sheet.columns) if isinstance(cell := column[row], str)}
            names = next((at for at, key in named.items() if key in words.variables), None)
            others = [at for at in named if names is not None and at > names]
            if names is not None and others and any(named[at] in words.labels for at in others):
                self._take(sheet, range(row + 1, sheet.row_count), names, others, [named[at] in words.labels for at in others])
                return

    def _take(self, sheet: RawSheet, rows: range, names: int, others: Sequence[int], are_labels: Sequence[bool]) -> None:
        variable: Variable | None = None
        for row in rows:
            name, cells = sheet.columns[names][row], [sheet.columns[at][row] for at in others]
            if isinstance(name, str) and len(name) <= LONGEST_VARIABLE and not is_blank(name):
                variable = self.variables.setdefault(header_key(name), Variable())
            if variable is not None and not all(map(is_blank, cells)):
                _add(variable, cells, are_labels)


def _add(variable: Variable, cells: Sequence[Cell], are_labels: Sequence[bool]) -> None:
    """Add what one row says: a code with what it stands for right of it, a text that explains several, or else what is asked."""
    codes = [code_of(cell) for cell in cells]
    code = next((at for at, one in enumerate(codes[:-1]) if one is not None and isinstance(cells[at + 1], str)), None)
    if code is not None:
        variable.meanings[codes[code] or ""] = clean(str(cells[code + 1]))
    for at, cell in enumerate(cells):
        if isinstance(cell, str) and is_legend(cell):
            variable.meanings |= dict(pairs_in(cell))
        elif isinstance(cell, str) and are_labels[at] and codes[at] is None and (code is None or at < code):
            variable.labels.append(clean(cell))


def has_variables(sheet: RawSheet) -> bool:
    """Say whether headers of a sheet look like variables, which another sheet may explain: "v1", "Q4", "v2_uitkomst"."""
    rows = range(min(sheet.row_count, HEADERS_WITHIN))
    return any(
        isinstance(cell := column[row], str) and _VARIABLE.fullmatch(cell.strip()) for column in sheet.columns for row in rows
    )
