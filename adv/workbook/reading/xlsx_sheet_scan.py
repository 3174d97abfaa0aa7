"""One sheet of an .xlsx, looked through in two ways at once.

Nearly all rows of nearly all files look alike. Those are recognised by one regular expression, at a few hundred megabytes a
second, and taken out. Whatever is left (the beginning, the end, and every row with something unusual) goes through a real XML
parser. So the usual costs little, and the unusual is looked at closely; where the first way is not sure, the second one decides.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from operator import lt
from typing import TYPE_CHECKING

from adv.errors import DamagedFile
from adv.workbook.reading.file_facts import GRID_COLUMNS, SecondLook, SheetFacts
from adv.workbook.reading.zipped_xml import Markup, end_of_rows, local, must_be_utf8
from adv.workbook.tables.grid import column_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from adv.workbook.tables.grid import NumberFormat


TRUE = frozenset({"1", "true", "on"})
SHARED = re.compile(r"[0-9]{1,9}")  # the place of a text among those of all sheets; calamine takes anything else for the first
NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?\s*")
HIDDEN = re.compile(rb' hidden="(?:1|true|on)"')
ROW, ROW_END, VALUE, NO_VALUE, INLINE = b"<row", b"</row>", b"<v>", b"<v></v>", b"<is>"
ROW_NUMBER = re.compile(rb'<row r="([0-9]+)"')
WIDE = re.compile(rb'<c r="([A-Z]{2,3})[0-9]++[^<>/]*+>(?!</)')
NARROW = 26  # columns of one letter
ROW_DIGITS = 7
KNOWN_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
GROUPS_LOSE_THEIR_PLACE = sys.version_info < (3, 11, 5)  # a possessive group that fails half-way; Debian 12 has Python 3.11.2
POSSESSIVE_GROUP = re.compile(r"\)([*+?]|\{[0-9,]*\})\+")
TEXT = r"(?:[^<&\x00-\x08\x0b\x0c\x0e-\x1f]++|&(?:amp|lt|gt|quot|apos);)"


@lru_cache
def _plain_rows(form: str, *, greedy: bool) -> re.Pattern[bytes]:
    """Compile the pattern of rows whose every cell has a usable value or nothing at all.

    ``"narrow"`` has columns A to Z, ``"wide"`` any. `greedy` finds the same without possessive groups, a little slower.
    """
    number = r"<v>-?+[0-9]++(?:\.[0-9]++)?+(?:[eE][+-]?+[0-9]{1,2}+)?+</v>"
    formula = rf"(?:<f(?: [^<>]*+)?+(?:(?<=/)>|(?<!/)>{TEXT}*+</f>))?+"
    inline = rf'<is><t(?: xml:space="preserve")?+>{TEXT}++</t></is>'
    contents = rf'(?:/>|>{formula}{number}</c>|></c>| t="(?:n|b)">{formula}{number}</c>| t="s">{formula}<v>[0-9]{{1,9}}+</v></c>'
    contents += rf'| t="str">{formula}<v>{TEXT}*+</v></c>| t="inlineStr">{inline}</c>)'
    place = {"narrow": r"[A-Z]\1", "wide": r"[A-Z]{1,3}+\1"}[form]
    cells = rf'(?:<c r="{place}"(?: s="[0-9]++")?+{contents}){{0,{GRID_COLUMNS}}}+'
    attributes = r'(?: (?!r=)[A-Za-z0-9:]++="[^"<>&]*+")*+'
    rows = rf'(?:<row r="([1-9][0-9]{{0,6}}+)"{attributes}(?:/>|>{cells}</row>)\s*+)++'
    return re.compile((POSSESSIVE_GROUP.sub(r")\1", rows) if greedy else rows).encode())


def get_ready() -> None:
    """Compile the patterns of nearly all sheets, before there is one."""
    for form in ("narrow", "wide"):
        _plain_rows(form, greedy=GROUPS_LOSE_THEIR_PLACE)


class SheetScan:
    """Looks through one sheet, piece by piece, and fills in its facts."""

    def __init__(self, facts: SheetFacts, *, is_exact: bool = False, greedy: bool = GROUPS_LOSE_THEIR_PLACE) -> None:
        self.facts = facts
        self.greedy = greedy
        self.is_exact = is_exact  # every row through the parser
        self.markup = Markup(self._start, self._end)
        self.is_sheet = False
        self.forms = ["narrow", "wide"]
        self.row = -1
        self.column = -1
        self.unknown_errors = False  # error values newer than calamine
        self._cell_kind = "n"
        self._formula = self._has_inline = False
        self._text: list[str] = []

    def run(self, chunks: Iterable[bytes]) -> None:
        """Look through all of it; refuse what is not well-formed, outside the grid, over a limit, or there twice."""
        rest = b""
        for chunk in chunks:
            piece = rest + chunk if rest else chunk
            cut = end_of_rows(piece, ROW_END)
            if cut:
                self._look_through(piece[:cut])
            rest = piece[cut:]
        self._look_through(rest)
        self.markup.close()
        if not self.is_sheet:
            raise DamagedFile("incomplete")

    # --- the quick way -------------------------------------------------------------------------------------------------

    def _look_through(self, piece: bytes) -> None:
        if self.is_exact:
            self.markup.feed(piece)
            return
        at = 0
        while (start := piece.find(ROW, at)) >= 0:
            if start > at:
                self.markup.feed(piece[at:start])
            plain = self._plain_from(piece, start)
            if plain:
                at = plain.end()
                self._plain(piece, start, at)
            else:
                end = piece.find(ROW_END, start)
                at = end + len(ROW_END) if end >= 0 else len(piece)
                self.markup.feed(piece[start:at])
        self.markup.feed(piece[at:])

    def _plain_from(self, piece: bytes, start: int) -> re.Match[bytes] | None:
        for number, form in enumerate(self.forms):
            plain = _plain_rows(form, greedy=self.greedy).match(piece, start)
            if plain:
                self.forms.insert(0, self.forms.pop(number))  # most of a sheet's rows are of one form: next time that one first
                return plain
        return None

    def _plain(self, piece: bytes, start: int, end: int) -> None:
        must_be_utf8(piece, start, end)
        self.facts.filled += piece.count(VALUE, start, end)
        last = piece.rfind(VALUE, start, end)
        if piece.find(b'tr">', start, end) >= 0:  # t="str" or t="inlineStr"
            self.facts.filled += piece.count(INLINE, start, end) - piece.count(NO_VALUE, start, end)
            while last >= 0 and piece.startswith(NO_VALUE, last):
                last = piece.rfind(VALUE, start, last)
            last = max(last, piece.rfind(INLINE, start, end))
        self._plain_numbers(piece, start, end, last)
        if not self.facts.has_hidden_rows and piece.find(b" hidden=", start, end) >= 0:
            self.facts.has_hidden_rows = HIDDEN.search(piece, start, end) is not None

    def _plain_numbers(self, piece: bytes, start: int, end: int, last: int) -> None:
        """Note where these rows are; `last` is where the last value stands, or negative."""
        numbers = list(map(int, ROW_NUMBER.findall(piece, start, end)))
        if numbers[0] <= self.row + 1 or not all(map(lt, numbers, numbers[1:])):
            raise DamagedFile("row_twice", sheet=self.facts.name)
        self.row = numbers[-1] - 1
        holder = ROW_NUMBER.match(piece, piece.rfind(ROW, start, last)) if last >= 0 else None
        if holder:
            wide = set(WIDE.findall(piece, start, end)) if self.forms[0] == "wide" else ()
            widest = max((column_number(letters.decode()) for letters in wide), default=NARROW - 1)
            self.facts.reach(int(holder[1]) - 1, widest)

    # --- the close way ---------------------------------------------------------------------------------------------------

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "v":
            self.markup.parser.CharacterDataHandler = self._text.append
        elif tag == "f":
            self._formula = True
        elif tag == "is":
            self._has_inline = True
            self.markup.parser.CharacterDataHandler = self._text.append
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "col":
            self._hide_columns(attributes)
        elif tag == "mergeCell":
            self.facts.merge(attributes.get("ref", ""))
        elif tag == "worksheet":
            self.is_sheet = True

    def _end(self, name: str) -> None:
        tag = local(name)
        if tag in {"v", "is", "f"}:
            self.markup.parser.CharacterDataHandler = None
        elif tag == "c":
            self._end_cell()

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        row = self.row + 1
        if number is not None:
            if not number.isdecimal() or not number.isascii() or len(number) > ROW_DIGITS:
                raise DamagedFile("outside_grid", sheet=self.facts.name)
            row = int(number) - 1
        if row <= self.row:
            raise DamagedFile("row_twice", sheet=self.facts.name)
        self.row, self.column = row, -1
        self.facts.has_hidden_rows |= attributes.get("hidden") in TRUE

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        row, column = (self.row, self.column + 1) if reference is None else self.facts.place(reference)
        if row != self.row or column <= self.column or column >= GRID_COLUMNS:
            raise DamagedFile("row_twice", sheet=self.facts.name)
        self.column = column
        self._cell_kind = attributes.get("t", "n")
        self._formula = self._has_inline = False
        self._text.clear()

    def _end_cell(self) -> None:
        text = "".join(self._text)
        self._text.clear()
        place = self.row, self.column
        kind = self._cell_kind
        if kind == "e":
            self.facts.flaw(*place, text.strip()[:16] or "#")
            self.unknown_errors |= text not in KNOWN_ERRORS
        elif self._formula and not text and kind != "str":
            self.facts.flaw(*place, "formula")
        elif kind == "n" and text and not NUMBER.fullmatch(text):
            self.facts.flaw(*place, "number")
        elif kind == "s" and text and not SHARED.fullmatch(text):
            self.facts.flaw(*place, "text")
        elif text or self._has_inline:
            self.facts.filled += bool(text)  # an inline text may be empty: then calamine has nothing either
            self.facts.reach(*place)

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") not in TRUE:
            return
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if not (first.isdecimal() and last.isdecimal()) or not 1 <= int(first[:6]) <= int(last[:6]) <= GRID_COLUMNS:
            raise DamagedFile("outside_grid", sheet=self.facts.name)
        self.facts.hidden_columns.update(range(int(first) - 1, min(int(last), self.facts.limits.columns)))


class SecondScan(SheetScan):
    """Takes the second look at a sheet, whose facts are known."""

    def __init__(self, facts: SheetFacts, styles: Mapping[str, NumberFormat], *, has_outcomes: bool) -> None:
        super().__init__(facts, is_exact=True)
        self.styles = styles
        self.found = SecondLook(has_outcomes=has_outcomes)
        self._said: list[str] = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        super()._start(name, attributes)
        tag = local(name)
        if tag == "c":
            self._said.clear()
            style = self.styles.get(attributes.get("s", ""))
            if style and attributes.get("t", "n") == "n":
                self.found.formats[self.row, self.column] = style
        elif tag == "f" and attributes.get("t", "normal") in {"normal", "shared"}:  # an array or a table of data is of another kind
            self.markup.parser.CharacterDataHandler = self._said.append

    def _end_cell(self) -> None:
        is_nought = "".join(self._text).strip() in {"", "0"}
        super()._end_cell()
        if self._said and is_nought:
            self.found.formulas[self.row, self.column] = "".join(self._said)
        self.found.has_outcomes |= bool(self._said) and not is_nought
