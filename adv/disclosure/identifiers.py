"""Numbers and addresses that identify people: found in the columns of an upload, so that they are kept out. Pure.

Looked at in this order: headers (by the caller), checksums, patterns. A single number that passes the eleven-test proves
nothing, since 9 % of random numbers pass: a column does when at least three of its numbers pass and four in five of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from msgspec import Struct

BSN_DIGITS: Final = 9
FEWEST_BSN: Final = 3
SHARE_BSN: Final = 0.8
LONGEST_SEARCHED: Final = 5000  # characters of one cell

_BSN_GROUP = re.compile(r"(?<![\d.,])(?:\d{8,9}|\d{2,4}[. ]\d{2,3}[. ]\d{2,3})(?![\d]|[.,]\d)")
_SAYS_BSN = re.compile(r"\b(?:bsn|burgerservicenummer|sofi(?:nummer)?)\b", re.IGNORECASE)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b", re.IGNORECASE)
_OF_BANK = re.compile(
    r"\b[A-Z]{2}\d{2} ?[A-Z]{4}(?: ?\d){10}\b"
)  # a Dutch account, also one with a slip in it: its figures are no telephone number
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*[a-z]", re.IGNORECASE)
# A moment ("05-02-2019 10:12") reads as a number in Groningen, to phonenumbers too: no date, nor the rest of one, begins a number.
_PHONE = re.compile(
    r"(?<![\d+])(?<!\d[-/.])(?!\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d(?!\d))(?!0\.\d)"
    r"(?:(?:(?:\+|00)31[\s\-.]*(?:\(0\)|0)?|0)[\s\-.]*[1-9](?:[\s\-./()]*\d){8}|\+(?!31)[1-9]\d{0,2}(?:[\s\-.()]*\d){6,12})(?!\d)"
)

# "mw. de Groot", "familie Yilmaz": a title, and then a name with its capital; "familie en jeugd" is nobody's.
_TITLED = re.compile(
    r"\b(?i:dhr|mw|mevr|mevrouw|meneer|de heer|fam|familie)\b\.?\s+(?:(?:van|de|der|den|het|ten|ter|el|al|’t|'t)\s+)*[^\W\d_a-zà-ÿ]"
)

# "J. Visser", "P.J. van den Berg (wijk)". Three initials or more are as often an organisation's ("G.G.Z. Oost").
_INITIALED = re.compile(
    r"^(?!B\.\s*V\.)[^\W\d_a-zà-ÿ]\.\s*(?:[^\W\d_a-zà-ÿ]\.\s*)?(?:(?:van|de|der|den|het|ten|ter|el|al|’t|'t)\s+)*[^\W\d_a-zà-ÿ][^\W\d_A-Z]{2,}"
    r"(?:-[^\W\d_a-zà-ÿ][^\W\d_A-Z]+)?(?=$|\s*[,;(/])"
)


class Identifier(StrEnum):
    """Kinds of what identifies people."""

    BSN = "bsn"
    IBAN = "iban"
    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"


class Verdict(Struct, frozen=True):
    """Verdict on what a column holds. A blocked column is never stored, shown or logged."""

    identifier: Identifier
    blocked: bool


def is_bsn(digits: str) -> bool:
    """The eleven-test: 9, 8 … 2 times the first eight digits minus the ninth is a multiple of 11. A lost leading zero is put back."""
    digits = digits.zfill(BSN_DIGITS) if len(digits) == BSN_DIGITS - 1 else digits
    if len(digits) != BSN_DIGITS or not digits.isascii() or not digits.isdigit() or int(digits) == 0:
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def is_iban(text: str) -> bool:
    """The checksum of ISO 13616: letters as numbers from 10, the first four at the end, modulo 97 is 1."""
    compact = text.replace(" ", "").upper()
    if not _IBAN.fullmatch(compact):
        return False
    return int("".join(str(int(char, 36)) for char in compact[4:] + compact[:4])) % 97 == 1


def identifies(text: str) -> Identifier | None:
    """Find what in one text points at a person: an e-mail address, a phone number, a bank account, a BSN that is called so."""
    text = text[:LONGEST_SEARCHED]
    if _EMAIL.search(text):
        return Identifier.EMAIL
    if _OF_BANK.search(text) or any(is_iban(found[0]) for found in _IBAN.finditer(text)):
        return Identifier.IBAN
    if _PHONE.search(text):
        return Identifier.PHONE
    if _SAYS_BSN.search(text) and any(is_bsn(group) for group in _bsn_groups(text)):
        return Identifier.BSN
    return None


def names_a_person(text: str) -> bool:
    """Tell whether a text has a person's title with a name behind it. A name alone looks like any other word."""
    return bool(_TITLED.search(text[:LONGEST_SEARCHED]))


def is_called_by_initials(text: str) -> bool:
    """Tell whether a text is a person's name with initials. Not for streets: "M. Vermeulenstraat" looks the same."""
    return bool(_INITIALED.search(text))


def screen(values: Iterable[object]) -> Verdict | None:
    """Say what a column's values hold: the gravest kind of identifier, None when nothing points at people."""
    groups = passed = 0
    found: set[Identifier] = set()
    told = Counter(value for value in values if isinstance(value, str | int | float) and not isinstance(value, bool))
    for value, times in told.items():
        text = value if isinstance(value, str) else _as_digits(value)
        for group in _bsn_groups(text[:LONGEST_SEARCHED]):
            groups += times
            passed += times * is_bsn(group)
        if isinstance(value, str) and (identifier := identifies(text)):
            found.add(identifier)
    if Identifier.BSN in found or (passed >= FEWEST_BSN and passed >= SHARE_BSN * groups):
        return Verdict(Identifier.BSN, blocked=True)
    if Identifier.IBAN in found:
        return Verdict(Identifier.IBAN, blocked=True)
    contact = next((kind for kind in (Identifier.EMAIL, Identifier.PHONE) if kind in found), None)
    return Verdict(contact, blocked=False) if contact else None


def _as_digits(number: float) -> str:
    return str(int(number)) if number == number and abs(number) < 10**BSN_DIGITS and number == int(number) else ""  # noqa: PLR0124 - NaN


def _bsn_groups(text: str) -> list[str]:
    return [re.sub(r"\D", "", found[0]) for found in _BSN_GROUP.finditer(text)]
