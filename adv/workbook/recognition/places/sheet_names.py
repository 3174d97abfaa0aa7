"""Names of sheets: of a table ("Bezoeken 2019"), of a street ("Waartplein"), or of nothing ("Blad1")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adv.disclosure.identifiers import names_a_person
from adv.workbook.vocabulary.streets import is_street_name, street_of_tab, tab_text
from adv.workbook.vocabulary.word_lists import WordList
from adv.workbook.vocabulary.words import header_key

if TYPE_CHECKING:
    from adv.model import TableName
    from adv.workbook.recognition.known import Known

PLAIN_TABS: Final = frozenset({"blad", "sheet", "tabblad", "table", "data", "export"})
SHORTEST_STREET: Final = 4  # letters of a name that may be a street's


def table_named(name: str, known: Known) -> TableName | None:
    """Tell of which table a sheet's name speaks: "Bezoeken", "Bezoeken 2019", "overzicht hulpvragen de Waart"."""
    called = known.knowledge.words.sheets
    words = [word for word in header_key(name).split() if not word.isdigit()]
    spans = (" ".join(words[start:end]) for start in range(len(words)) for end in range(len(words), start, -1))
    return next((called[span] for span in spans if span in called), None)


def is_called_something(name: str, known: Known) -> bool:
    """Say whether a sheet's name is of no street: "Bezoeken", "Blad1", "maart 2019", "Lijst"."""
    words, key = known.knowledge.words, header_key(tab_text(name))
    is_known = key in words.not_data or key in PLAIN_TABS or not words.months.isdisjoint(key.split())
    return is_known or not key.split() or table_named(name, known) is not None


def is_known_street(name: str, known: Known) -> bool:
    """Say whether a sheet is called after a street, known or by its sound: "Waartplein", "Dorpsstraat"."""
    return street_of_tab(name, known.knowledge.project, known.knowledge.own.of(WordList.STREET)) is not None


def may_be_street(name: str, known: Known) -> bool:
    """Say whether a sheet's name may be that of a street that nobody knows, among sheets that are called after others: "Diepenbrock"."""
    text = tab_text(name)
    is_name = is_street_name(text) and len(text) >= SHORTEST_STREET and not names_a_person(text)
    return is_name and not is_called_something(name, known) and not is_known_street(name, known)
