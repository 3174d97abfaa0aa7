"""The words that people use for sheets, columns and values, Dutch and English, looked up by how they fold."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field

from adv.model import Outcome, Status, TableName
from adv.workbook.values.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from adv.workbook.tables.grid import Cell

FOLDER: Final = Path(__file__).parent
LANGUAGES: Final = ("nl", "en")
PLAIN: Final = (  # sections of words as they stand, each list called as its field here
    *("pivot", "totals", "counting", "code_book", "days", "answers", "tally", "notes", "becoming", "asking"),
    *("asked", "marks", "fillers", "elsewhere", "layout"),
)
CODED: Final = {  # sections of words for something known, and what they are for
    **dict.fromkeys(("not_data", "wide", "ordinals", "unneeded", "colours"), str),
    **dict.fromkeys(("outcomes", "tallied", "letters"), Outcome),
    "sheets": TableName,
    "statuses": Status,
}
LONGEST_HEADER: Final = 200  # characters; longer is text, not a header
_IN_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[\s:,;]\s*\d{1,2}\s*=.*$")
_AROUND = " :;.,*?!-_/\\\"'"
_NUMBERING = re.compile(r"^\d{1,2}[.)] ")
WORD: Final = re.compile(r"[^\W_]+")  # letters and figures together: of "D/C" both letters
WORD_OR_EURO: Final = re.compile(rf"{WORD.pattern}|€")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(rf"{WORD.pattern}|[#€]")
_ORDINAL = re.compile(r"\d+(?:e|de|ste)?|eerste|tweede|derde|vierde|vijfde|first|second|third|i{1,3}|iv|v")
_NUMBER_WORDS = {"nummer": "nr", "num": "nr", "no": "nr", "#": "nr", "number": "nr"}


def header_key(text: str) -> str:
    """A header as it is compared: folded, without numbering, underscores and signs around it."""
    return _NUMBERING.sub("", fold(text.replace("_", " ").replace("\n", " "))).strip(_AROUND)


def bare_key(text: str) -> str:
    """A header without what it adds in parentheses: "Bedrag (in €)" is "bedrag"."""
    return bare(header_key(text))


def bare(key: str) -> str:
    """The same of a header as it is compared."""
    return " ".join(_IN_PARENTHESES.sub(" ", key).split()).strip(_AROUND)


def short_key(key: str) -> str:
    """A header without signs and spaces, every kind of "nummer" the same: "Bezoek-nr.", "bezoeknummer" and "Bezoek #" are one."""
    return "".join(_NUMBER_WORDS.get(word, word) for word in _WORDS.findall(key)).replace("nummer", "nr")


def numberless(key: str) -> str:
    """A header without what numbers it: "datum bezoek 2", "2e datum bezoek" and "datum tweede bezoek" are one."""
    return " ".join(word for word in _WORDS.findall(key) if not _ORDINAL.fullmatch(word))


def value_key(text: str) -> str:
    """A value as it is compared, the name that a form gives it ("niet_thuis") as its words. Parentheses stay: "gesprek (niet doorgegaan)" is no conversation."""
    key = fold(text)
    return key.replace("_", " ").rstrip(".!;,").strip() if len(key) > 1 else key


def as_test(text: str, words: RowWords) -> str | None:
    """Give the words of a text that says only that somebody tried things out, "TEST 1"; None for any other text."""
    said = _LETTERS.findall(text.casefold()) if len(text) <= LONGEST_HEADER else ()
    return " ".join(said) if said and words.tests.issuperset(said) else None


def is_blank(cell: Cell) -> bool:
    """Say whether a cell shows nothing."""
    if not isinstance(cell, str):
        return cell is None
    return not cell[:1].isalnum() and not header_key(cell[:LONGEST_HEADER])


def blank_rows(cells: Sequence[Cell]) -> list[int]:
    """List the rows of a column that show nothing; each of its different cells is looked at once."""
    blank = {cell for cell in {*cells} if cell is None or (isinstance(cell, str) and is_blank(cell))}
    return [row for row, cell in enumerate(cells) if cell in blank] if blank else []


class LedgerWords(Struct, eq=False):
    """The words of bookkeeping: headers compared without signs around them, values and descriptions folded."""

    out: frozenset[str] = frozenset()  # an amount on this side was spent
    back: frozenset[str] = frozenset()  # came in: paid back, or income when something says so
    loads: frozenset[str] = frozenset()  # came in from an own account, on a prepaid card
    cent_headers: frozenset[str] = frozenset()
    cost_columns: frozenset[str] = frozenset()  # words of a header of costs of one kind, beside others
    distances: frozenset[str] = frozenset()
    bills: frozenset[str] = frozenset()  # spent, in a column with words of the other side: "factuur" beside "creditnota"
    payouts: frozenset[str] = frozenset()  # so too, where no bill stands beside it
    income: frozenset[str] = frozenset()
    plus: frozenset[str] = frozenset()
    minus: frozenset[str] = frozenset()
    side_headers: frozenset[str] = frozenset()  # words of the header over those
    pairs: frozenset[str] = frozenset()  # both sides, of which a header may have the first letters: "K/O"
    counted: frozenset[str] = frozenset()  # states of an invoice that is a cost
    uncounted: frozenset[str] = frozenset()  # of one that is none: cancelled, only offered
    payment_words: frozenset[str] = frozenset()  # of a row that pays an invoice, which has a row of its own
    funder_words: frozenset[str] = frozenset()
    debit_headers: frozenset[str] = frozenset()
    credit_headers: frozenset[str] = frozenset()
    income_headers: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()
    contra: frozenset[str] = frozenset()  # the account on the other side of a booking
    account_names: frozenset[str] = frozenset()
    centres: frozenset[str] = frozenset()  # of cost: a department, a project
    pages: frozenset[str] = frozenset()  # before the number of a printed page
    unit_prices: frozenset[str] = frozenset()  # of a header: what one of something costs
    quantities: frozenset[str] = frozenset()  # starts of headers of a number of things
    codes: frozenset[str] = frozenset()  # ends of words of a header of codes, whatever money it speaks of
    centre_stems: frozenset[str] = frozenset()  # starts of words of such headers
    of_bank: frozenset[str] = frozenset()  # starts of words in headers of a bank's statement
    balances: frozenset[str] = frozenset()  # begin what a row says that carries over a balance
    balances_alone: frozenset[str] = frozenset()  # the same, when nothing else stands there
    carried: frozenset[str] = frozenset()  # the same, unless it is a cost
    running: frozenset[str] = frozenset()  # in a header, that amounts are what was spent so far
    maybe_running: frozenset[str] = frozenset()  # the same, when they never fall
    years: frozenset[str] = frozenset()  # headers, of a year beside the number of a month
    periods: frozenset[str] = frozenset()
    quarters: frozenset[str] = frozenset()  # of these, what holds numbers of quarters
    of_money: frozenset[str] = frozenset()  # in a title, that amounts are euros spent
    planned: frozenset[str] = frozenset()  # in a title, that amounts were only planned
    results: frozenset[str] = frozenset()  # labels of what is left, and no kind of cost
    realised: frozenset[str] = frozenset()  # in a title, that they were not only planned
    income_words: frozenset[str] = frozenset()
    maybe_income_words: frozenset[str] = frozenset()  # unless it was spent
    spent_words: frozenset[str] = frozenset()  # turn a word of income around
    transfer_words: frozenset[str] = frozenset()  # of money that came from another own account
    own_accounts: frozenset[str] = frozenset()  # words in the name of one
    own_words: frozenset[str] = frozenset()  # of money that went to one
    credit_notes: frozenset[str] = frozenset()
    back_words: frozenset[str] = frozenset()
    balance_accounts: frozenset[str] = frozenset()
    never_costs: frozenset[str] = frozenset()  # words of income that no cost has
    descriptions: frozenset[str] = frozenset()  # starts of headers of columns with descriptions


class RowWords(Struct, eq=False):
    """The words by which rows and tabs say that they do not count, or are of another project: headers, values and names, folded."""

    counting_headers: frozenset[str] = frozenset()  # a no takes the row out
    voiding_headers: frozenset[str] = frozenset()  # a yes does
    finished_headers: frozenset[str] = frozenset()  # of a form: a no does
    state_headers: frozenset[str] = frozenset()  # of a column with words for how a row stands
    voids: frozenset[str] = frozenset()  # such words: it does not count
    stands: frozenset[str] = frozenset()
    planned: frozenset[str] = frozenset()  # of money: not spent
    booked: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()  # remarks that may mean so, when nothing stands before them
    phrases: frozenset[str] = frozenset()  # wherever they stand in a remark
    tests: frozenset[str] = frozenset()  # all words of a name or remark of a row by which somebody tried things out
    void_tabs: frozenset[str] = frozenset()
    planned_tabs: frozenset[str] = frozenset()
    open_tabs: frozenset[str] = frozenset()  # of items that another list of costs has too
    invoice_headers: frozenset[str] = frozenset()  # starts of headers of their numbers
    place_starts: frozenset[str] = frozenset()  # starts of names of tabs that are called after a place or project
    place_endings: frozenset[str] = frozenset()
    no_places: frozenset[str] = frozenset()  # names that look like one
    places: frozenset[str] = frozenset()  # neighbourhoods of the town
    project_headers: frozenset[str] = frozenset()


class Vocabulary(Struct):
    """All words of all languages. Headers map to a field and the word's place in its list (0 is the template's own)."""

    sheets: dict[str, TableName] = field(default_factory=dict)
    not_data: dict[str, str] = field(default_factory=dict)  # explanation, lists, pivot
    pivot_headers: tuple[str, ...] = ()
    totals: frozenset[str] = frozenset()
    total_endings: tuple[str, ...] = ()
    counts: frozenset[str] = frozenset()  # headers of numbers of things
    how_many: frozenset[str] = frozenset()  # words of a header that asks for a number of things
    variables: frozenset[str] = frozenset()  # headers of the names of variables in a code book
    labels: frozenset[str] = frozenset()  # headers of what each asks, or its codes stand for
    of_visits: frozenset[str] = frozenset()  # words of one about visits
    tries: frozenset[str] = frozenset()  # words of a header that say how often somebody came
    rounds: frozenset[str] = frozenset()  # ends of words for which time it was, never for how often
    each: frozenset[str] = frozenset()  # headers of an amount for one of them
    weeks: frozenset[str] = frozenset()  # headers of the number of a week
    years: frozenset[str] = frozenset()  # headers of a year
    month_days: frozenset[str] = frozenset()  # headers of the number of a day in its month
    months_apart: frozenset[str] = frozenset()  # headers of a month
    which: dict[str, frozenset[str]] = field(default_factory=dict)  # words of a header by which its column counts, or another does
    made_on: tuple[str, ...] = ()  # starts of texts that say when the list was made
    ledger: LedgerWords = field(default_factory=LedgerWords)
    rows: RowWords = field(default_factory=RowWords)
    towns: frozenset[str] = frozenset()  # headers of a town
    foreign: frozenset[str] = frozenset()  # headers that no list of the project has
    note_starts: tuple[str, ...] = ()
    heading_words: frozenset[str] = frozenset()  # before a street in a heading
    breaks: tuple[str, ...] = ()  # ends of headings of a time when nobody went
    months: frozenset[str] = frozenset()
    headers: dict[TableName, dict[str, tuple[str, int]]] = field(default_factory=dict)
    weak: dict[TableName, dict[str, str]] = field(default_factory=dict)
    stems: dict[TableName, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)  # the longest first
    wide_prefixes: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()  # words of a header over what residents asked, in their own words
    askers: frozenset[str] = frozenset()  # words that may stand beside them
    becoming: frozenset[str] = frozenset()  # words of a question that say that somebody becomes, or wants to be, active
    around_becoming: frozenset[str] = frozenset()  # words that may stand beside them
    wide: dict[str, str] = field(default_factory=dict)
    ordinals: dict[str, str] = field(default_factory=dict)  # "eerste": "1"
    mark_prefixes: tuple[str, ...] = ()
    other_answers: tuple[str, ...] = ()  # starts of answers that are none of the named ones
    fillers: frozenset[str] = frozenset()
    value_fillers: frozenset[str] = frozenset()
    unneeded: dict[str, str] = field(default_factory=dict)  # names, contact, text, bsn, iban
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    question_headers: frozenset[str] = frozenset()  # of a column of questions, with their answers beside them
    answer_headers: frozenset[str] = frozenset()
    tallied: dict[str, Outcome] = field(default_factory=dict)  # headers of how often each came
    tally_starts: tuple[str, ...] = ()  # starts of such headers
    tally_totals: frozenset[str] = frozenset()  # headers of how often all of them came
    letters: dict[str, Outcome] = field(default_factory=dict)  # for outcomes; each may mean others too
    asked: frozenset[str] = frozenset()  # small words of a question about what came of a visit
    statuses: dict[str, Status] = field(default_factory=dict)
    same: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()  # meanings of a colour whose rows do not count
    legends: frozenset[str] = frozenset()  # words over a legend
    strokes: frozenset[str] = frozenset()  # names of a line through a text
    colours: dict[str, str] = field(default_factory=dict)  # names of colours


@lru_cache
def vocabulary() -> Vocabulary:
    """The words of every language together; where two claim a word, the first language has it."""
    words = Vocabulary()
    for language in LANGUAGES:
        _add(words, tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8")))
    return words


def _add(words: Vocabulary, raw: Mapping[str, Any]) -> None:
    for section in PLAIN:
        _extend(words, raw[section])
    _extend(words.ledger, raw["ledger"])
    _extend(words.rows, raw["rows"])
    for name, listed in raw["which"].items():
        words.which[name] = words.which.get(name, frozenset()) | {*listed}
    for name, code in CODED.items():
        _put(getattr(words, name), raw[name], code)
    for name, fields in raw["weak"].items():
        _put(words.weak.setdefault(TableName(name), {}), fields)
    for name, fields in raw["headers"].items():
        headers = words.headers.setdefault(TableName(name), {})
        for canonical, listed in fields.items():
            for place, word in enumerate(listed):
                headers.setdefault(header_key(word) or word, (canonical, place))
    for name, fields in raw["stems"].items():
        stems = words.stems.setdefault(TableName(name), [])
        stems.extend((tuple(stem.split()), canonical) for canonical, listed in fields.items() for stem in listed)
        stems.sort(key=lambda stem: -sum(map(len, stem[0])))
    for name, groups in raw["same"].items():
        words.same.setdefault(name, []).extend(map(tuple, groups))


def _extend(known: Struct, lists: Mapping[str, Iterable[str]]) -> None:
    for name, listed in lists.items():
        before = getattr(known, name)
        setattr(known, name, before + tuple(listed) if isinstance(before, tuple) else before | {*listed})


def _put(into: dict[str, Any], lists: Mapping[str, Iterable[str]], code: Callable[[str], str] = str) -> None:
    for name, listed in lists.items():
        for word in listed:
            into.setdefault(header_key(word), code(name))
