"""Headings between the rows of a list of expenses: "Opbrengsten", "Kosten", "Project 1804 Achter de voordeur"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.workbook.values.text import clean
from adv.workbook.vocabulary.words import value_key

if TYPE_CHECKING:
    from adv.workbook.vocabulary.words import LedgerWords

LONGEST: Final = 80  # characters

_AROUND = re.compile(r"^(?:[a-z]|[ivx]{1,3}|[0-9])[.)] |\b(?:19|20)[0-9]{2}\b|[:.,]")


class Section(Struct, frozen=True):
    """What holds for the rows below a heading."""

    is_income: bool = False
    centre: str = ""  # the cost centre or project, as it is written there


def section_of(text: str, ledger: LedgerWords) -> Section | None:
    """Read a heading; None where it is none of these."""
    if len(text) > LONGEST:
        return None
    key = " ".join(_AROUND.sub(" ", value_key(text)).split())
    if key in ledger.income or key in ledger.out:
        return Section(is_income=key in ledger.income)
    first, _, rest = clean(text).partition(" ")
    word = value_key(first.rstrip(":"))
    is_centre = word in ledger.centres or word.startswith(tuple(ledger.centre_stems))
    return Section(centre=rest.strip(" :-–")) if is_centre and rest.strip(" :-–") else None
