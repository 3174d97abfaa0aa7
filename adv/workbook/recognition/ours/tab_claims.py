"""Names and titles of tabs that say that their list is another one than it seems: an example, a copy, a plan, another neighbourhood's."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.places.sheet_names import is_known_street
from adv.workbook.understood import Claimed, TabClaim
from adv.workbook.values.amounts import parse_amount
from adv.workbook.values.text import fold, parse_text, says_number
from adv.workbook.vocabulary.knowledge import AGREES
from adv.workbook.vocabulary.ledger import names_project
from adv.workbook.vocabulary.word_lists import NOT_OURS, NOTHING, OURS, TAB, WordList, word_key
from adv.workbook.vocabulary.words import RowWords, header_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from adv.workbook.recognition.found_table import FoundTable
    from adv.workbook.recognition.known import Known
    from adv.workbook.tables.table import Part

LONGEST_TITLE: Final = 60  # characters
MOST_JOINED: Final = 3  # words of a name that are looked for as one
FEWEST_INVOICES: Final = 3
FEWEST_TABS: Final = 2  # tabs of which at least one is ours, for the others to be of others
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|'[^\W\d_]+")


def must_wait(found: FoundTable, known: Known) -> bool:
    """Say whether a table is read after the other tabs of its file, which may tell more about it: money, a tab "Voorbeeld"."""
    return found.table is TableName.EXPENSES or _claim(found, known) is not None


def with_claims(waiting: Sequence[tuple[int, FoundTable]], parts: Sequence[Part], known: Known) -> list[tuple[int, FoundTable]]:
    """Add to the tables of a file what their tabs' names claim; `parts` are the rows of those that did not wait."""
    claims = [_claim(found, known) for _, found in waiting]
    for number in _of_same_invoices([found for _, found in waiting], known):
        claims[number] = claims[number] if claims[number] in {Claimed.VOID, Claimed.PLACE} else Claimed.AGAIN
    for number, said in _beside_ours([found for _, found in waiting], known).items():
        claims[number] = claims[number] or said
    pairs = [(found, what) for (_, found), what in zip(waiting, claims, strict=True)]
    sound = {found.table for found, what in pairs if what is not Claimed.VOID} | {part.table for part in parts}
    names = {found.sheet.name for found, what in pairs if what is Claimed.PLACE}
    others = [found.sheet.name for found, what in pairs if what is None]
    ours = _ours(names, [*others, *(part.sheet for part in parts)], known)
    made = []
    for (place, found), what in zip(waiting, claims, strict=True):
        is_claimed = what is not None and (what is not Claimed.VOID or found.table in sound)
        made.append((place, replace(found, tab=_decided(found, what, ours, known)) if is_claimed and what else found))
    return made


def _decided(found: FoundTable, what: Claimed, ours: frozenset[str] | None, known: Known) -> TabClaim:
    own, name = known.knowledge.own, found.sheet.name
    if what is not Claimed.PLACE:
        word = f"{TAB} {name}"
        assumed = None if what is Claimed.AGAIN else NOTHING
        return TabClaim(what, word, own.of(WordList.ROWS).get(word_key(word), assumed))
    said = own.of(WordList.PROJECT).get(word_key(name))
    assumed = None if ours is None else OURS if name in ours else NOT_OURS
    return TabClaim(what, name, (NOT_OURS if said == NOTHING else said) or assumed)


def _ours(names: Collection[str], others: Iterable[str], known: Known) -> frozenset[str] | None:
    """Give which of some tabs are surely of this project: none when another tab is; None where nobody knows."""
    own = known.knowledge.own.of(WordList.PROJECT)
    ours = {name for name in names if own.get(word_key(name)) == OURS}
    if ours or any(_is_ours(name, known) for name in others):
        return frozenset(ours)
    left = {name for name in names if word_key(name) not in own}
    return frozenset(left) if len(left) == 1 and len(names) > 1 else None


def _claim(found: FoundTable, known: Known) -> Claimed | None:
    """Say what the name of a table's tab claims, or else the titles above it; nothing where the user said which list it is."""
    if found.recognition.reason.key == "corrected":
        return None
    words, name = known.knowledge.words.rows, found.sheet.name
    if found.street or _is_ours(name, known):
        return None
    listed = known.knowledge.words
    realised = {word for word, table in listed.sheets.items() if table is TableName.EXPENSES} | listed.ledger.realised
    for text in (name, *_titles(found)):
        pieces = _pieces(text)
        if pieces & words.void_tabs:
            return Claimed.VOID
        if found.table is TableName.EXPENSES and pieces & words.planned_tabs and not pieces & realised:
            return Claimed.PLANNED
    titles = (title for title in _titles(found) if not _is_ours(title, known))
    is_place = _is_place(name, words, known) or any(_pieces(title) & words.places for title in titles)
    return Claimed.PLACE if is_place else None


def _titles(found: FoundTable) -> list[str]:
    rows = range(found.layout.header_row)
    cells = (column[row] for row in rows for column in found.sheet.columns[: found.layout.headers[0].column + 1])
    return [cell for cell in cells if isinstance(cell, str) and len(cell) <= LONGEST_TITLE]


def _pieces(text: str) -> set[str]:
    """Give the words of a name, and what two or three of them are together."""
    words = _WORD.findall(fold(text).replace("_", " "))
    return {" ".join(words[start : start + many]) for many in range(1, MOST_JOINED + 1) for start in range(len(words) - many + 1)}


def _is_place(name: str, words: RowWords, known: Known) -> bool:
    key = " ".join(_WORD.findall(fold(name).replace("_", " ")))
    if not key or key in words.no_places:
        return False
    if _pieces(name) & words.places:
        return True
    first, _, rest = key.partition(" ")
    is_named = first in words.place_starts and bool(rest) and not (_pieces(rest) & known.knowledge.words.sheets.keys())
    last = key.rsplit(" ", 1)[-1]
    return is_named or any(last.endswith(ending) and len(last) > len(ending) + 1 for ending in words.place_endings)


def _is_ours(name: str, known: Known) -> bool:
    knowledge = known.knowledge
    return is_known_street(name, known) or knowledge.areas.find(name) is not None or names_project(name, knowledge.project)


def _beside_ours(tables: Sequence[FoundTable], known: Known) -> dict[int, Claimed]:
    """Find lists of money with the headers of one that is called after this project, under a name that nothing else explains."""
    money = {number: found for number, found in enumerate(tables) if found.table is TableName.EXPENSES}
    ours = {found.layout.shape for found in money.values() if _is_ours(found.sheet.name, known)}
    alike = {number: found for number, found in money.items() if found.layout.shape in ours}
    if len(alike) < FEWEST_TABS:
        return {}
    names = {number: found.sheet.name for number, found in alike.items()}
    others = (number for number, name in names.items() if not _is_ours(name, known) and _says_nothing_known(name, known))
    return dict.fromkeys(others, Claimed.PLACE)


def _of_same_invoices(tables: Sequence[FoundTable], known: Known) -> set[int]:
    """Find lists of money of which another one has all invoices by their number: those called open items, and those with the same amounts."""
    words = known.knowledge.words.rows
    money = {number: found for number, found in enumerate(tables) if found.table is TableName.EXPENSES}
    invoices = {number: _invoices(found, words) for number, found in money.items()} if len(money) > 1 else {}
    again = set[int]()
    for number, own in invoices.items():
        found = money[number]
        is_open = any(_pieces(text) & words.open_tabs for text in (found.sheet.name, *_titles(found)))
        for other, others in invoices.items():
            if other in again or other == number or len(own) < FEWEST_INVOICES or len(others) <= len(own):
                continue
            there = sum(one in others for one in own)
            alike = sum(one in others and others[one] == amount for one, amount in own.items())
            if (there if is_open else alike) >= AGREES * len(own) and found.recognition.reason.key != "corrected":
                again.add(number)
    return again


def _invoices(found: FoundTable, words: RowWords) -> dict[str, int | None]:
    at = next((one.column for one in found.layout.headers if one.bare.startswith(tuple(words.invoice_headers))), None)
    cents = next((column for column, name in found.own.items() if name == "cents"), None)
    if at is None or cents is None:
        return {}
    first, columns = found.layout.first_row, found.sheet.columns
    rows = [(parse_text(cell).value, row) for row, cell in enumerate(columns[at][first:], first)]
    numbered = [(text, row) for text, row in rows if text and says_number(text)]
    times = Counter(text for text, _ in numbered)
    return {text: parse_amount(columns[cents][row]).value for text, row in numbered if times[text] == 1}


def _says_nothing_known(name: str, known: Known) -> bool:
    """Say whether a name has letters and is no kind of cost, partner, month or list: "Zonnehof"."""
    knowledge, pieces, words = known.knowledge, _pieces(name), known.knowledge.words
    listed = words.sheets.keys() | words.months | words.not_data.keys() | words.ledger.of_money | words.ledger.balance_accounts
    if not pieces or pieces & listed or header_key(name) in words.totals:
        return False
    return knowledge.categories.find(name) is None and not knowledge.partners.split(name)[0]
