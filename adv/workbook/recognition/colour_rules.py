"""Colours that a rule gives to cells (conditional formatting), worked out as the spreadsheet does, where nothing else says what happened.

Followed are comparisons with numbers, texts and other cells, blanks, texts that begin with, end in or hold another, and AND, OR and NOT of
these. A sheet with a rule that is anything else gets no colour by rules, for then nobody knows which cells it would have coloured.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from operator import eq, ge, gt, le, lt, ne
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from msgspec.structs import replace

from adv.workbook.tables.grid import Cell, ColourRule, Place, RawSheet, column_number
from adv.workbook.values.dates import EPOCH_1900
from adv.workbook.values.text import fold
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.knowledge import MOSTLY, sample_of
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adv.workbook.recognition.header_match import Known

Value: TypeAlias = "str | float | bool | None"
MOST: Final = 20_000  # cells that rules are followed for
SIGNS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {"=": eq, "<>": ne, ">": gt, "<": lt, ">=": ge, "<=": le}
NAMED: Final = ("equal", "notEqual", "greaterThan", "lessThan", "greaterThanOrEqual", "lessThanOrEqual")
OPERATORS: Final = dict(zip(NAMED, SIGNS, strict=True))
_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<number>\d+(?:\.\d+)?)|(?P<cell>\$?[A-Z]{1,3}\$?\d{1,7})(?![\w(])|(?P<name>[A-Z]+)|(?P<sign><>|>=|<=|[=<>(),;-]))',
    re.IGNORECASE,
)


class _NotFollowed(Exception):
    """A formula that is not understood."""


def with_colours_by_rule(sheet: RawSheet, known: Known) -> RawSheet:
    """Give the cells of a sheet the colours of its rules, where no column says an outcome or a status and no cell has a colour of its own."""
    rules = sheet.looks.rules
    areas = [area for rule in rules for area in rule.areas]
    fills = sheet.looks.fills
    is_coloured = any(top <= row <= bottom and left <= at <= right for top, left, bottom, right in areas for row, at in fills)
    if not rules or is_coloured or _says_outcome(sheet, known):
        return sheet
    found: dict[Place, str] = {}
    try:
        for rule in reversed(rules):  # what goes first has the last word
            found |= _coloured(rule, sheet)
    except _NotFollowed:
        return sheet
    return replace(sheet, looks=replace(sheet.looks, fills={**fills, **found})) if found else sheet


def _says_outcome(sheet: RawSheet, known: Known) -> bool:
    """Say whether a column that is not much shorter than the others holds outcomes or statuses: not one with a legend."""
    filled = [sum(not is_blank(cell) for cell in column) for column in sheet.columns]
    samples = [sample_of(column) for column, many in zip(sheet.columns, filled, strict=True) if many >= MOSTLY * max(filled)]
    return any((known.knowledge.share(sample, kind) or 0) >= MOSTLY for sample in samples for kind in (Kind.OUTCOME, Kind.STATUS))


def _coloured(rule: ColourRule, sheet: RawSheet) -> dict[Place, str]:
    if rule.fill is None:
        return {}
    found, seen = {}, 0
    start = min(((row, column) for row, column, *_ in rule.areas), default=(0, 0))
    for top, left, bottom, right in rule.areas:
        for row in range(top, min(bottom + 1, sheet.row_count)):
            for column in range(left, min(right + 1, len(sheet.columns))):
                seen += 1
                if seen > MOST:
                    raise _NotFollowed
                if _holds(rule, sheet, (row, column), start):
                    found[row, column] = rule.fill
    return found


def _holds(rule: ColourRule, sheet: RawSheet, place: Place, start: Place) -> bool:
    own = _value(sheet.columns[place[1]][place[0]])
    formulas = [_Formula(text, sheet, (place[0] - start[0], place[1] - start[1])) for text in rule.formulas]
    if rule.kind == "expression" and len(formulas) == 1:
        return _is_true(formulas[0].result())
    if rule.kind == "cellIs" and rule.operator in OPERATORS and len(formulas) == 1:
        return _compared(OPERATORS[rule.operator], own, formulas[0].result())
    if rule.kind == "cellIs" and rule.operator in {"between", "notBetween"} and len(formulas) == len(("from", "to")):
        low, high = (formula.result() for formula in formulas)
        return (_compared(">=", own, low) and _compared("<=", own, high)) is (rule.operator == "between")
    if rule.kind in {"containsBlanks", "notContainsBlanks"}:
        return (own is None) is (rule.kind == "containsBlanks")
    text, part = _text(own), fold(rule.text or "")
    said = {"containsText": part in text, "notContainsText": part not in text}
    said |= {"beginsWith": text.startswith(part), "endsWith": text.endswith(part)}
    if rule.kind in said and part:
        return said[rule.kind]
    raise _NotFollowed


class _Formula:
    """One formula of a rule, moved as a spreadsheet does: `by` rows down and columns to the right."""

    def __init__(self, text: str, sheet: RawSheet, by: Place) -> None:
        self.sheet, self.by, self.tokens = sheet, by, list[tuple[str, str]]()
        at, text = 0, text.strip().removeprefix("=")
        while at < len(text.rstrip()):
            found = _TOKEN.match(text, at)
            if found is None or found.lastgroup is None:
                raise _NotFollowed
            self.tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()

    def result(self) -> Value:
        """Work it out."""
        value = self._comparison()
        if self.tokens:
            raise _NotFollowed
        return value

    def _comparison(self) -> Value:
        left = self._operand()
        if self.tokens and self.tokens[0][1] in SIGNS:
            return _compared(self.tokens.pop(0)[1], left, self._operand())
        return left

    def _operand(self) -> Value:
        kind, text = self.tokens.pop(0) if self.tokens else ("", "")
        if text == "-" and self.tokens and self.tokens[0][0] == "number":
            return -float(self.tokens.pop(0)[1])
        if kind == "name":
            return self._function(text.upper()) if text.upper() not in {"TRUE", "FALSE"} else text.upper() == "TRUE"
        if text == "(":
            return self._arguments(text)[0]
        if kind == "cell":
            return self._cell(text)
        if kind not in {"text", "number"}:
            raise _NotFollowed
        return float(text) if kind == "number" else text[1:-1].replace('""', '"')

    def _function(self, name: str) -> Value:
        arguments = self._arguments(self.tokens.pop(0)[1] if self.tokens else "")
        if name in {"AND", "OR"} and arguments:
            return (all if name == "AND" else any)(map(_is_true, arguments))
        if name in {"NOT", "ISBLANK", "LEN", "ISNUMBER", "ISTEXT", "LOWER", "UPPER", "TRIM"} and len(arguments) == 1:
            (one,) = arguments
            said: dict[str, Value] = {"NOT": not _is_true(one), "ISBLANK": one is None, "LEN": float(len(_text(one)))}
            return (said | {"ISNUMBER": isinstance(one, float), "ISTEXT": isinstance(one, str)}).get(name, _text(one))
        if name == "SEARCH" and len(arguments) == len(("what", "where")):
            at = _text(arguments[1]).find(_text(arguments[0]))
            return float(at + 1) if at >= 0 else False  # an error there; ISNUMBER says no to both
        raise _NotFollowed

    def _arguments(self, opened: str) -> list[Value]:
        if opened != "(":
            raise _NotFollowed
        found = [self._comparison()]
        while self.tokens and self.tokens[0][1] in {",", ";"}:
            self.tokens.pop(0)
            found.append(self._comparison())
        if not self.tokens or self.tokens.pop(0)[1] != ")":
            raise _NotFollowed
        return found

    def _cell(self, reference: str) -> Value:
        """Give what is in a cell; the part of its name with a dollar sign stays where it is."""
        found = re.fullmatch(r"(\$?)([A-Z]+)(\$?)(\d+)", reference.upper())
        if found is None:
            raise _NotFollowed
        column = column_number(found[2]) + (0 if found[1] else self.by[1])
        row = int(found[4]) - 1 + (0 if found[3] else self.by[0])
        is_there = 0 <= column < len(self.sheet.columns) and 0 <= row < self.sheet.row_count
        return _value(self.sheet.columns[column][row]) if is_there else None


def _value(cell: Cell) -> Value:
    """Take a cell for what a formula compares: a number, a text, yes or no, or nothing."""
    if is_blank(cell):
        return None
    if isinstance(cell, bool | str):
        return cell
    if isinstance(cell, int | float):
        return float(cell)
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return float((day - EPOCH_1900).days)
    raise _NotFollowed  # a time of the day


def _text(value: Value) -> str:
    return "" if value is None else fold(f"{value:g}" if isinstance(value, float) else str(value))


def _is_true(value: Value) -> bool:
    return bool(value) and not isinstance(value, str)


def _compared(sign: str, left: Value, right: Value) -> bool:
    """Compare as a spreadsheet does: an empty cell is a nought or an empty text, capitals do not matter, any text comes after numbers."""
    if left is None or right is None:
        other = right if left is None else left
        empty: Value = "" if isinstance(other, str) else 0.0
        left, right = (empty if value is None else value for value in (left, right))
    keys = [(isinstance(one, bool), isinstance(one, str), fold(one) if isinstance(one, str) else one) for one in (left, right)]
    if keys[0][:2] != keys[1][:2]:
        keys = [key[:2] for key in keys]  # type: ignore[misc]  # of two kinds only the kind counts
    return SIGNS[sign](keys[0], keys[1])
