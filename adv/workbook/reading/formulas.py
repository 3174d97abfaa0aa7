"""Formulas whose outcome a file does not keep, computed where they are plain arithmetic over cells of the same workbook.

A program that writes a workbook without a spreadsheet leaves the outcome to whoever opens it. Computed are ``+ - * / ( )``, percentages, sums,
averages and roundings over numbers, days and references to cells of any sheet, the functions of days (`formula_values`), and IF, IFERROR, AND, OR
and NOT with plain comparisons; of anything else nothing is known, and the cell keeps its flaw.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from math import floor, prod
from statistics import fmean
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field

from adv.workbook.reading.formula_values import (
    COMPARED,
    OF_DAYS,
    FormulaError,
    UnknownFormula,
    Value,
    as_cell,
    fail,
    from_cell,
    joined,
    number_of,
    of_day,
    unknown,
)
from adv.workbook.tables.grid import place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Place = tuple[int, int]

MOST_FORMULAS: Final = 50_000  # of one sheet
MOST_STEPS: Final = 2_000_000  # cells looked at and signs read for all formulas of a sheet
LONGEST_FORMULA: Final = 300  # characters of a formula
DEEPEST_FORMULA: Final = 60  # formulas that lead to formulas, and parentheses in parentheses
MOST_DECIMALS: Final = 10

_SHEET = r"(?:(?:'(?:[^']|'')+'|[A-Za-z_][\w.]*)!)?"
_CELL = r"\$?[A-Z]{1,3}\$?\d+"
_TOKEN = re.compile(
    rf"\s*(?:(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|(?P<function>[A-Z]+)\(|(?P<cells>{_SHEET}{_CELL}(?::{_CELL})?)(?![A-Z0-9(!.])"
    r"|(?P<sign><=|>=|<>|[-+*/(),%<>=])|(?P<text>\"(?:[^\"]|\"\")*\"))"
)
_OF_MANY: Final[Mapping[str, Callable[[list[float]], float]]] = {
    "SUM": sum, "PRODUCT": prod, "MIN": min, "MAX": max, "AVERAGE": fmean, "AND": all, "OR": any
}  # fmt: skip
_ROUNDED: Final = {"ROUND": ROUND_HALF_UP, "ROUNDUP": ROUND_UP, "ROUNDDOWN": ROUND_DOWN}  # half away from zero, as spreadsheets do
_BINDS: Final = dict.fromkeys(COMPARED, 1) | dict.fromkeys("+-", 2) | dict.fromkeys("*/", 3)  # the tightest has most


class Cells(Struct, frozen=True):
    """A sheet of a workbook: its formulas without an outcome, by place (row, column, from 0), and its cells."""

    formulas: Mapping[Place, str]
    rows: Sequence[Sequence[Any]]


class _Spent(Struct):
    steps: int = 0
    depth: int = 0  # of what leads to something else


def computed(sheet: Cells, others: Mapping[str, Cells] = MappingProxyType({})) -> dict[Place, float | date | str]:
    """Compute the formulas of a sheet over its cells and those of other ones, by their names; those of another kind are left away."""
    spent, calculators = _Spent(), dict[str, _Calculator]()
    calculators |= {name.casefold(): _Calculator(other, spent, calculators) for name, other in others.items()}
    calculator = _Calculator(sheet, spent, calculators)
    found: dict[Place, float | date | str] = {}
    for place in sorted(sheet.formulas)[:MOST_FORMULAS]:
        spent.depth = 0
        try:
            found[place] = as_cell(calculator.at(place))
        except (UnknownFormula, ArithmeticError, ValueError):  # numbers beyond what can be
            continue
    return found


class _Calculator(Struct):
    sheet: Cells
    spent: _Spent
    others: Mapping[str, _Calculator]
    known: dict[Place, Value | str | None] = field(default_factory=dict)  # None: being computed, or of another kind

    def at(self, place: Place) -> Value | str:
        if place in self.known:
            value = self.known[place]
            return unknown() if value is None else value
        self.known[place] = None
        text = self.sheet.formulas[place].removeprefix("=").strip()
        tokens = list(_TOKEN.finditer(text[: LONGEST_FORMULA + 1]))
        if len(text) > LONGEST_FORMULA or sum(len(token[0]) for token in tokens) != len(text):
            unknown()
        self.go_down()
        formula = _Formula([(token.lastgroup or "", token[token.lastgroup or 0]) for token in tokens], self)
        value = formula.expression()
        if formula.next != len(tokens):
            unknown()
        self.spent.depth -= 1
        self.known[place] = value
        return value

    def go_down(self) -> None:
        self.spent.depth += 1
        if self.spent.depth > DEEPEST_FORMULA:
            unknown()

    def cell(self, place: Place) -> Value | str | None:
        """Give what is in a cell; None where nothing is, and a text for whatever is no number."""
        self.spent.steps += 1
        if self.spent.steps > MOST_STEPS:
            unknown()
        if place in self.sheet.formulas:
            return self.at(place)
        (row, column), rows = place, self.sheet.rows
        return from_cell(rows[row][column] if row < len(rows) and column < len(rows[row]) else "")


class _Formula(Struct):
    tokens: list[tuple[str, str]]
    calculator: _Calculator
    next: int = 0

    def _peek(self, *kinds: str) -> str:
        """Give the next token, when it is of one of these kinds."""
        kind, text = self.tokens[self.next] if self.next < len(self.tokens) else ("", "")
        return text if kind in kinds else ""

    def _take(self, *signs: str) -> str | None:
        found = self._peek("sign")
        self.next += found in signs
        return found if found in signs else None

    def expression(self, least: int = 1) -> Value | str:
        """Read what signs that bind at least so tightly join; of comparisons only one."""
        self.calculator.go_down()
        value = self._signed()
        while _BINDS.get(sign := self._peek("sign"), 0) >= least:
            self.next += 1
            value = joined(value, sign, self.expression(_BINDS[sign] + 1))
            if sign in COMPARED:
                break
        self.calculator.spent.depth -= 1
        return value

    def _signed(self) -> Value | str:
        sign = self._take("+", "-")
        self.calculator.go_down()
        value = self._signed() if sign else self._single()
        self.calculator.spent.depth -= 1
        return Value(-number_of(value)) if sign == "-" else value

    def _single(self) -> Value | str:
        value: Value | str
        if self._take("("):
            value = self.expression()
            if not self._take(")"):
                unknown()
        else:
            kind, text = self.tokens[self.next] if self.next < len(self.tokens) else ("", "")
            self.next += 1
            match kind:
                case "number":
                    value = Value(float(text))
                case "cells" if ":" not in text:
                    calculator, place = self._sheet(text)
                    value = calculator.cell(_place(place)) or Value(0, is_empty=True)
                case "text":
                    value = text[1:-1].replace('""', '"')
                case "function":
                    value = self._of(text)
                case _:
                    unknown()
        return Value(number_of(value) / 100) if self._take("%") else value

    def _sheet(self, reference: str) -> tuple[_Calculator, str]:
        name, sign, cells = reference.rpartition("!")
        name = name[1:-1].replace("''", "'") if name.startswith("'") else name
        return (self.calculator.others.get(name.casefold()) or unknown(), cells) if sign else (self.calculator, cells)

    def _of(self, name: str) -> Value | str:
        match name:
            case "IF":
                return self._if()
            case "IFERROR":
                return self._if_error()
            case _ if name in OF_DAYS:
                return self._of_days(name)
        return Value(self._function(name))

    def _of_days(self, name: str) -> Value:
        """Read the parts of a day or a moment; a text that is a whole number is one."""
        given: list[float] = []
        while not given or self._take(","):
            value = self.expression()
            if isinstance(value, str) and not value.strip().isdecimal():
                fail()
            given.append(float(value) if isinstance(value, str) else value.number)
            if isinstance(value, Value) and value.is_day != OF_DAYS[name][len(given) - 1 :][:1].startswith("d"):
                unknown()
        if not self._take(")") or len(given) != len(OF_DAYS[name]):
            unknown()
        found = of_day(name, *map(floor, given))
        return Value(found.toordinal(), is_day=True) if isinstance(found, date) else Value(found)

    def _if_error(self) -> Value | str:
        """Compute the first, or the second where the first is an error; where nothing is known of the first, nothing is of both."""
        start, depth = self.next, self.calculator.spent.depth
        value: Value | str | None = None
        try:
            value = self.expression()
        except (FormulaError, ZeroDivisionError):
            self.next, self.calculator.spent.depth = start, depth
            self._pass_over()
        if not self._take(","):
            unknown()
        if value is None:
            value = self.expression()
        else:
            self._pass_over()
        return value if self._take(")") else unknown()

    def _if(self) -> Value | str:
        """Read a condition and compute only what it leads to; the other may be of another kind."""
        leads = number_of(self.expression()) != 0
        value: Value | str | None = None
        for is_meant in (leads, not leads):
            if not self._take(","):
                break
            if is_meant:
                value = self.expression()
            else:
                self._pass_over()
        return unknown() if value is None or not self._take(")") else value

    def _pass_over(self) -> None:
        inside = 0
        while self.next < len(self.tokens) and (inside or self.tokens[self.next] not in {("sign", ","), ("sign", ")")}):
            kind, text = self.tokens[self.next]
            inside += (kind == "function" or text == "(") - (kind == "sign" and text == ")")
            self.next += 1

    def _arguments(self) -> list[float]:
        """Read the arguments: what is computed, and the numbers in ranges of cells; texts and empty ones there are passed over."""
        numbers: list[float] = []
        while not self._take(")"):
            text = self._peek("cells")
            if ":" in text:
                self.next += 1
                calculator, area = self._sheet(text)
                (top, left), (bottom, right) = map(_place, area.split(":"))
                cells = (calculator.cell((row, column)) for row in range(top, bottom + 1) for column in range(left, right + 1))
                numbers += [number_of(cell) for cell in cells if isinstance(cell, Value)]
            else:
                numbers.append(number_of(self.expression()))
            if not self._take(","):
                return numbers if self._take(")") else unknown()
        return numbers

    def _function(self, name: str) -> float:
        numbers = self._arguments()
        if name == "AVERAGE" and not numbers:
            fail()
        if name in _OF_MANY:
            return float(_OF_MANY[name](numbers or [0]))
        match name, numbers:
            case "ABS", [number]:
                return abs(number)
            case "INT", [number]:
                return floor(number)
            case "NOT", [number]:
                return float(not number)
            case _, [number, decimals] if name in _ROUNDED and abs(decimals) <= MOST_DECIMALS:
                return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-int(decimals)), _ROUNDED[name]))
        return unknown()


def _place(reference: str) -> Place:
    return place_of(reference) or unknown()
