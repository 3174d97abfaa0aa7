"""Visits that are no rows: a card per household ("Straat: | Waartplein" over "Datum: | 4-3-2019"), or answers below each other.

Each card, or each number of a visit ("Bezoek | Vraag | Antwoord"), becomes one row: its values go into columns right of the list, in the
first row that it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.places.layout import ROWS_SEARCHED, filled_columns, header_of
from adv.workbook.recognition.shapes.laid_out import LaidOut
from adv.workbook.tables.findings import Severity
from adv.workbook.values.text import parse_text
from adv.workbook.values.yearless import is_yearless
from adv.workbook.vocabulary.fields import Kind, missing
from adv.workbook.vocabulary.knowledge import AGREES
from adv.workbook.vocabulary.words import LONGEST_HEADER, header_key, is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.workbook.recognition.known import Known
    from adv.workbook.tables.grid import Cell, RawSheet

MOST_COLUMNS_OF_CARDS: Final = 4  # filled ones; a list has more, or its words in its headers
MOST_LABELS: Final = 60  # different ones
NUMBER_HEADER: Final = "Bezoeknummer"


class _Card(Struct):
    """One card: the row in which it is written, its number where it has one, and what each label says."""

    row: int
    number: Cell
    said: dict[str, Cell]


def with_cards(sheet: RawSheet, known: Known) -> LaidOut | None:
    """Lay out the cards or answers of a sheet as a list; None where it has none."""
    columns = filled_columns(sheet)
    if not 1 < len(columns) <= MOST_COLUMNS_OF_CARDS:
        return None
    found = _answers(sheet, columns, known) or _labelled(sheet, columns, known)
    return _as_list(sheet, columns, found) if found else None


def _answers(sheet: RawSheet, columns: Sequence[int], known: Known) -> list[_Card] | None:
    """Find a question and its answer in each row, with the number of their visit before them: below "Bezoek | Vraag | Antwoord"."""
    words = known.knowledge.words
    for row in range(min(sheet.row_count - 1, ROWS_SEARCHED)):
        keys = {header_key(cell): at for at in columns if isinstance(cell := sheet.columns[at][row], str)}
        question = next((at for key, at in keys.items() if key in words.question_headers), None)
        answer = next((at for key, at in keys.items() if key in words.answer_headers and at != question), None)
        numbers = [at for at in columns if question is not None and at < question and at in keys.values()]
        if question is None or answer is None or not numbers:
            continue
        cards: dict[str, _Card] = {}
        for line in range(row + 1, sheet.row_count):
            number, label = sheet.columns[numbers[0]][line], _label(sheet.columns[question][line])
            if is_blank(number) or label is None:
                continue
            card = cards.setdefault(parse_text(number).value or "", _Card(line, number, {}))
            _add(card, label, sheet.columns[answer][line])
        return [*cards.values()] if _are_visits([*cards.values()], known) else None
    return None


def _labelled(sheet: RawSheet, columns: Sequence[int], known: Known) -> list[_Card] | None:
    """Find labels with their values beside them, "Datum: | 4-3-2019"; a first label that comes again begins another card."""
    left = columns[0]
    cards: list[_Card] = []
    first: str | None = None
    for row in range(sheet.row_count):
        label = _label(sheet.columns[left][row])
        if label is None:
            continue
        values = [cell for at in columns[1:] if not is_blank(cell := sheet.columns[at][row])]
        if len(values) > 1 or (not values and not cards):
            continue
        if first is None or label == first:
            first = first or label
            cards.append(_Card(row + 1, None, {}))  # the row above the first one is that of the headers
        if label in cards[-1].said:
            return None  # no label comes twice in one
        cards[-1].said[label] = values[0] if values else None
    return cards if _are_visits(cards, known) else None


def _label(cell: Cell) -> str | None:
    text = parse_text(cell).value if isinstance(cell, str) and len(cell) <= LONGEST_HEADER else None
    return text.strip(" :") if text and header_key(text) else None


def _add(card: _Card, label: str, value: Cell) -> None:
    before = card.said.get(label)
    card.said[label] = value if is_blank(before) else before if is_blank(value) else f"{before}; {value}"


def _are_visits(cards: Sequence[_Card], known: Known) -> bool:
    """Say whether the labels ("Datum", "Adres", "Uitkomst") are all that visits need, with days and outcomes beside those for them."""
    labels = dict.fromkeys(label for card in cards for label in card.said)
    words = known.tables[TableName.VISITS]
    fields = {label: match.field for label in labels if (match := words.match(header_of(0, label), loosely=False))}
    if len(labels) > MOST_LABELS or missing(TableName.VISITS, frozenset(fields.values())):
        return False
    kinds = {"visited_on": Kind.DAY, "outcome": Kind.OUTCOME}
    return all(_share(cards, label, kinds[field], known) >= AGREES for label, field in fields.items() if field in kinds)


def _share(cards: Sequence[_Card], label: str, kind: Kind, known: Known) -> float:
    cells = [cell for card in cards if not is_blank(cell := card.said.get(label)) and not is_yearless(cell)]
    return known.knowledge.share(tuple(dict.fromkeys(cells)), kind) or 0 if cells else 1


def _as_list(sheet: RawSheet, columns: Sequence[int], cards: Sequence[_Card]) -> LaidOut:
    """Write a column for each label right of all others, with its headers in the row above the first values; titles above stay."""
    labels = dict.fromkeys(label for card in cards for label in card.said)
    values: dict[str, Mapping[int, Cell]] = {label: {card.row: card.said.get(label) for card in cards} for label in labels}
    if any(card.number is not None for card in cards):
        values = {NUMBER_HEADER: {card.row: card.number for card in cards}, **values}
    head, rest = cards[0].row - 1, [None] * (sheet.row_count - cards[0].row + 1)
    made: list[list[Cell]] = [[*column[:head], *rest] for column in sheet.columns]
    made += [[label if row == head else said.get(row) for row in range(sheet.row_count)] for label, said in values.items()]
    cells = tuple((card.row, columns[0]) for card in cards)
    return LaidOut(replace(sheet, columns=tuple(made), flaws={}, merged=()), Severity.INFO, "rows_from_cards", cells)
