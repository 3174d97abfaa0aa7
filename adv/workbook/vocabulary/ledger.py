"""Words of bookkeeping: what an account, a kind or a description says about the money in its row."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.workbook.values.text import clean, fold, parse_text
from adv.workbook.vocabulary.word_lists import INCOME, NOT_OURS, WordList, word_key
from adv.workbook.vocabulary.words import WORD, LedgerWords, value_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adv.model import Project
    from adv.workbook.tables.grid import Cell
    from adv.workbook.vocabulary.knowledge import Knowledge

LONGEST_LEDGER_HEADING: Final = 80  # characters of one between rows
LONGEST_BALANCE: Final = 8  # words of what names a balance; more is a story
SHORTEST_PART: Final = 6  # letters of a word that counts within a longer one: "projectsubsidie"
SHORTEST_NAME: Final = 4  # letters of a word of the neighbourhood's name that tells
OF_BANK: Final = "rekening"  # end of a word that may name one
OWN_STEMS: Final = ("spaarrek", "betaalrek", "bankrek")  # starts of words that name an own account
MOST_OWN: Final = 6  # accounts of one organisation at its banks
COSTS: Final = frozenset("4567")  # first figures of accounts in the Dutch scheme
BALANCE: Final = frozenset("0123")
REVENUE: Final = "8"
PATTERNS: Final = {  # of `Sayings`, by the list of their words; whether these also count where a longer word begins (^) or ends ($)
    "income": ("income_words", "^$"),
    "never_costs": ("never_costs", "^$"),
    "maybe_income": ("maybe_income_words", ""),
    "spent": ("spent_words", "$"),
    "came_over": ("transfer_words", ""),
    "went_over": ("own_words", ""),
    "back": ("back_words", ""),
    "credit_note": ("credit_notes", ""),
    "payment": ("payment_words", ""),
    "funded": ("funder_words", ""),
    "balances": ("balances", ""),
}
NO_PHRASES: Final = frozenset({"never_costs", "spent"})  # these only say something of what others find
_ACCOUNT = re.compile(r"([0-9]{3,6})(?:\.0)?(?:\s*[-–:.]\s*|\s+|$)(.*)")
_NUMBERS = re.compile(r"[\d\W_]+")
_AROUND_HEADING = re.compile(r"^(?:[a-z]|[ivx]{1,3}|[0-9])[.)] |\b(?:19|20)[0-9]{2}\b|[:.,]")


class Nature(StrEnum):
    """Natures of a row of a ledger."""

    COST = "cost"
    INCOME = "income"
    BALANCE = "balance"  # of an account that is neither cost nor income
    MOVED = "moved"  # from one own account to another
    CARRIED = "carried"  # a balance at the beginning or end, or carried to the next page
    INCOMING = "incoming"  # came in, and nothing says why
    SUMMED = "summed"  # the rows above it added up
    PAYMENT = "payment"  # of an invoice that counts in a row of its own
    VOID = "void"  # cancelled, or only offered
    ELSEWHERE = "elsewhere"  # of another project
    UNDECIDED = "undecided"  # of one of several projects, and nobody has said yet which is this one


class Running(StrEnum):
    """Ways in which a header says that amounts are what was spent so far."""

    SURE = "sure"
    MAYBE = "maybe"


def running_word(header: str, ledger: LedgerWords) -> Running | None:
    """Tell whether a header speaks of a running total: "Uitgegeven (cumulatief)", "Totaal t/m"."""
    text = f" {worded(header)} "
    kinds = (Running.SURE, ledger.running), (Running.MAYBE, ledger.maybe_running)
    return next((said for said, words in kinds for word in words if f" {word} " in text), None)


def without_running(header: str, ledger: LedgerWords) -> str:
    """Give the words of a header without those of a running total: "t/m maart 2019" is "maart 2019"."""
    text = f" {worded(header)} "
    for word in sorted(ledger.running | ledger.maybe_running, key=len, reverse=True):
        text = text.replace(f" {word} ", " ")
    return text.strip()


class Account(Struct, frozen=True):
    """An account as a cell says it: its number, its name, or both."""

    number: str
    name: str
    written: str

    @property
    def shown(self) -> str:
        """The name, without which the number has to do."""
        return self.name or self.number

    @property
    def keys(self) -> tuple[str, ...]:
        """The ways in which a word may have been given a meaning that is this account."""
        both = f"{self.number} {self.name}".strip()
        return tuple(dict.fromkeys(word_key(text) for text in (self.written, self.name, both, self.number) if text))


def account_of(cell: Cell, name: Cell = None) -> Account | None:
    """Split what one cell says, or what two do; None where nothing is."""
    text, called = parse_text(cell).value or "", parse_text(name).value or ""
    match = _ACCOUNT.fullmatch(text)
    number, own = (match[1], match[2].strip()) if match else ("", text)
    written = " ".join(part for part in (text, called) if part)
    return Account(number, called or own, written) if written else None


def is_numbered(cell: Cell) -> bool:
    """Say whether a cell begins with the number of an account."""
    return isinstance(cell, str | int | float) and _ACCOUNT.fullmatch(parse_text(cell).value or "") is not None


class Scheme(Struct, frozen=True, eq=False, dict=True):
    """Accounts of one list, and what their numbers say: in the Dutch scheme 4 begins a cost, 8 revenue, and up to 3 what is neither."""

    knowledge: Knowledge
    accounts: tuple[Account, ...]

    @cached_property
    def is_dutch(self) -> bool:
        """Say whether the numbers are of that scheme: some begin with 4, none of those is income, and no kind of cost has one up to 3."""
        numbered = [account for account in self.accounts if account.number]
        costs = [worded(account.name) for account in numbered if account.number.startswith("4")]
        own = any(account.number[0] in BALANCE and self.knowledge.categories.find(account.name) for account in numbered)
        return bool(costs) and not own and not any(map(sayings(self.knowledge.words.ledger).speaks_of_income, costs))

    def meaning(self, account: Account) -> str | None:
        """Give what the user said that an account is; None when nothing."""
        own = self.knowledge.own.of(WordList.CATEGORY)
        return next((own[key] for key in account.keys if key in own), None) if own else None

    def is_told(self, account: Account) -> bool:
        """Say whether more than a word that may be a cost as well tells what an account is: the user, its number, or "subsidie"."""
        is_sure = sayings(self.knowledge.words.ledger).never_costs.search(worded(account.name)) is not None
        return is_sure or self.meaning(account) is not None or (self.is_dutch and bool(account.number))

    def nature(self, account: Account) -> Nature:
        """Tell what money on an account is."""
        meaning, first = self.meaning(account), account.number[:1] if self.is_dutch else ""
        if meaning is not None:
            return {INCOME: Nature.INCOME, NOT_OURS: Nature.ELSEWHERE}.get(meaning, Nature.COST)
        if first in {*BALANCE, REVENUE}:
            return Nature.INCOME if first == REVENUE else Nature.BALANCE
        is_cost = first in COSTS or self.knowledge.categories.find(account.name)
        return Nature.COST if is_cost else nature_of_name(account.name, self.knowledge)


def nature_of_name(name: str, knowledge: Knowledge) -> Nature:
    """Tell by the words of a name alone; what says nothing else is a cost."""
    key = value_key(name)
    if not knowledge.words.ledger.balance_accounts.isdisjoint((key, _without_numbers(key))):
        return Nature.BALANCE
    return Nature.INCOME if sayings(knowledge.words.ledger).speaks_of_income(worded(name), loosely=True) else Nature.COST


def are_own_accounts(cells: Iterable[Cell], knowledge: Knowledge) -> bool:
    """Say whether a column names accounts of the own organisation at its bank, and nothing else: "Betaalrekening", "Zakelijke rekening"."""
    own = knowledge.words.ledger.own_accounts
    found = {cell for cell in cells if cell is not None and str(cell).strip()}
    named = [worded(cell).split() if isinstance(cell, str) and not is_numbered(cell) else [] for cell in found]
    return 0 < len(named) <= MOST_OWN and all(
        names_own_account(words) or any(word in own or word.endswith(OF_BANK) for word in words) for words in named
    )


def names_own_account(words: Iterable[str]) -> bool:
    """Say whether a word is that of an account of one's own: "spaarrekening"."""
    return any(word.startswith(OWN_STEMS) for word in words)


class Sayings(Struct, frozen=True, dict=True):
    """Patterns of what a description can say, for texts that are `worded`."""

    phrases: tuple[str, ...]  # all that any of them looks for
    income: re.Pattern[str]
    never_costs: re.Pattern[str]
    maybe_income: re.Pattern[str]
    spent: re.Pattern[str]
    came_over: re.Pattern[str]  # from another own account
    went_over: re.Pattern[str]
    back: re.Pattern[str]
    credit_note: re.Pattern[str]
    payment: re.Pattern[str]  # of an invoice
    funded: re.Pattern[str]  # by who gives money
    balances: re.Pattern[str]
    balances_alone: frozenset[str]

    @cached_property
    def _telling(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """The first words of all phrases, and the phrases that count within a word."""
        long = tuple(phrase for phrase in self.phrases if len(phrase) >= SHORTEST_PART)
        return frozenset(phrase.split()[0] for phrase in self.phrases if phrase), long

    def tells(self, text: str, known: dict[str, bool]) -> str:
        """Give a text of which a word may say something, else nothing: most descriptions say nothing, and need no pattern.

        `known` are the words that were looked at; it is the caller's, for words of descriptions are kept nowhere.
        """
        firsts, long = self._telling
        for word in text.split():
            if word not in known:
                known[word] = word in firsts or word.startswith(long) or word.endswith(long)
            if known[word]:
                return text
        return ""

    def speaks_of_income(self, text: str, *, loosely: bool = False) -> bool:
        """Say whether a text speaks of income; `loosely` also by words that are so only when nothing was spent ("bijdrage")."""
        is_income = self.income.search(text) is not None or (loosely and self.maybe_income.search(text) is not None)
        return is_income and self.spent.search(text) is None

    def names_balance(self, text: str) -> bool:
        """Say whether a text is the name of an opening or closing balance, or of what is carried to another page."""
        return text in self.balances_alone or (self.balances.match(text) is not None and len(text.split()) <= LONGEST_BALANCE)


@lru_cache
def sayings(ledger: LedgerWords) -> Sayings:
    """Compile the patterns of the words that there are, once; a word of some length counts within a longer one too: "projectsubsidie"."""
    found = {key: _any_of(getattr(ledger, words), begins="^" in ends, ends="$" in ends) for key, (words, ends) in PATTERNS.items()}
    listed = [getattr(ledger, words) for name, (words, _) in PATTERNS.items() if name not in NO_PHRASES]
    phrases = {worded(word) for words in (*listed, ledger.balances_alone, ledger.carried) for word in words}
    return Sayings(tuple(sorted(phrases)), balances_alone=ledger.balances_alone, **found)


def _any_of(phrases: Iterable[str], *, begins: bool = False, ends: bool = False) -> re.Pattern[str]:
    known = sorted({worded(phrase) for phrase in phrases}, key=len, reverse=True)
    long = "|".join(phrase for phrase in known if len(phrase) >= SHORTEST_PART)
    ways = [f"(?<!\\w)(?:{'|'.join(known)})(?!\\w)"]
    ways += [f"(?<!\\w)(?:{long})"] if begins else []
    ways += [f"(?:{long})(?!\\w)"] if ends else []
    return re.compile("|".join(ways))


def begins_with(header: str, stems: frozenset[str]) -> bool:
    """Say whether a word of a header begins with one of some stems."""
    return any(word.startswith(tuple(stems)) for word in _words(header))


def worded(text: str) -> str:
    """Write a text as its words alone, folded, with a space between."""
    return " ".join(_words(text))


def may_be_carried(text: str, knowledge: Knowledge) -> bool:
    """Say whether a text may say so, and may be a cost as well: "transport"."""
    return _without_numbers(text) in knowledge.words.ledger.carried


def _without_numbers(text: str) -> str:
    return " ".join(_NUMBERS.sub(" ", text).split())


def names_project(text: str, project: Project) -> bool:
    """Say whether a cost centre is called after the project or its neighbourhood."""
    telling = {word for word in _words(project.neighbourhood) if len(word) >= SHORTEST_NAME}
    title = worded(project.title.partition(",")[0])
    return not telling.isdisjoint(_words(text)) or (" " in title and f" {title} " in f" {worded(text)} ")


def _words(text: str) -> list[str]:
    return WORD.findall(fold(text))


class Section(Struct, frozen=True):
    """Heading between the rows of a list, which holds for those below: "Opbrengsten", "Project 1804 Achter de voordeur"."""

    is_income: bool = False
    centre: str = ""  # the cost centre or project, as it is written there


def section_of(text: str, ledger: LedgerWords) -> Section | None:
    """Read a heading; None where it is none of these."""
    if len(text) > LONGEST_LEDGER_HEADING:
        return None
    key = " ".join(_AROUND_HEADING.sub(" ", value_key(text)).split())
    if key in ledger.income or key in ledger.out:
        return Section(is_income=key in ledger.income)
    first, _, rest = clean(text).partition(" ")
    word = value_key(first.rstrip(":"))
    is_centre = word in ledger.centres or word.startswith(tuple(ledger.centre_stems))
    return Section(centre=rest.strip(" :-–")) if is_centre and rest.strip(" :-–") else None
