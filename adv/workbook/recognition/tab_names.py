"""Names of sheets: of a street, of something else, or of nobody knows what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adv.disclosure.identifiers import names_a_person
from adv.workbook.recognition.candidates import table_named
from adv.workbook.vocabulary.streets import is_street_name, street_of_tab, tab_text
from adv.workbook.vocabulary.word_lists import WordList
from adv.workbook.vocabulary.words import header_key

if TYPE_CHECKING:
    from adv.workbook.recognition.header_match import Known

PLAIN_TABS: Final = frozenset({"blad", "sheet", "tabblad", "table", "data", "export"})
SHORTEST: Final = 4  # letters of a name that may be a street's


def is_called_something(name: str, known: Known) -> bool:
    """Say whether a sheet's name is of no street: "Bezoeken", "Blad1", "maart 2019", "Lijst"."""
    words = known.knowledge.words
    key = header_key(tab_text(name))
    pieces = set(key.split())
    return (
        table_named(name, known) is not None
        or key in words.not_data
        or key in PLAIN_TABS
        or not pieces
        or bool(pieces & words.months)
    )


def is_known_street(name: str, known: Known) -> bool:
    """Say whether a sheet is called after a street, known or by its sound."""
    knowledge = known.knowledge
    return street_of_tab(name, knowledge.project, knowledge.own.of(WordList.STREET)) is not None


def may_be_street(name: str, known: Known) -> bool:
    """Say whether a sheet's name may be that of a street that nobody knows, among sheets that are called after others: "Diepenbrock"."""
    text = tab_text(name)
    is_name = is_street_name(text) and len(text) >= SHORTEST and not names_a_person(text)
    return is_name and not is_called_something(name, known) and not is_known_street(name, known)
