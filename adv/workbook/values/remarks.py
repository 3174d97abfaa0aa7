"""Remarks beside a value: "35,- (koffie)", "€ 12,50 incl. btw", "Ja, graag".

A value counts where the remark leaves no doubt which one it is. Of an amount there may be only one; what a remark takes back ("retour",
"offerte") is not read, and what may change it ("excl. btw", "p.p.") is said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adv.workbook.tables.findings import Severity
from adv.workbook.values.amounts import parse_amount
from adv.workbook.values.date_forms import MONTH_NAMES
from adv.workbook.values.text import Parsed, error, fold, info, parse_yes_no, plain, warning

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

LONGEST: Final = 80  # characters of a cell; more is a story
_NO_AMOUNT = re.compile(  # numbers that are none: a share of tax, the number or the day of a bill
    rf"[0-9]+(?:[.,][0-9]+)? ?%|\b(?:bon|factuur|fact|nota|nr|nummer|no|week|wk|receipt|invoice)\b\.?(?:nr|nummer)?\.? ?[0-9][-/0-9]*"
    r"|(?<![€.,] )(?<![€.,])\b20[12][0-9]\b(?![.,-])"
    rf"|\b[0-9]{{1,2}}[-/][0-9]{{1,2}}(?:[-/](?:[0-9]{{2}}){{1,2}})?(?![0-9])|\b[0-9]{{1,2}} {MONTH_NAMES}\b(?:\.? ?[0-9]{{4}})?"
)
_AMOUNT = re.compile(
    r"(?P<amount>(?:€|\beur(?:o)?\b\.?)? ?[-+]?(?<![0-9a-z])(?P<digits>[0-9][0-9.]*(?: [0-9]{3})*(?:,[0-9]+|,-{1,2}|,=|-(?![0-9]))?)(?: ?(?:€|eur\b|euro\b))?)"
)
_IS_MONEY = re.compile(r"€|eur|[.,](?:[0-9]{2}|-{1,2}|=)(?![0-9])")
_TAKEN_BACK = re.compile(
    r"\b(?:retour\w*|terug\w*|restitutie|credit\w*|storn\w*|korting|niet|geen|nog|offerte|begroot|begroting|concept|vervallen|geannuleerd"
    r"|refund\w*|returned|back|discount|not|quote|budgeted|cancelled|unpaid|usd|gbp|dollars?|pond|pounds?|euro ?cents?|cents?|k|mln|miljoen)\b|[$£+]"
)
_MAY_CHANGE = re.compile(
    r"\b(?:ex|excl|exclusief|excluding|per|p/?p|p\.p|p/?[mwud]|max\w*|min|minimaal|tot(?!\.)|up to|voorschot|aanbetaling|deposit|vanaf|from|deel\w*)\b"
)
_GUESSED = re.compile(r"\?|\b(?:geschat|schatting|ongeveer|circa|ca|estimated?|approx)\b")
_BEHIND = re.compile(r"^\s*[(\[,;:/*?–-]")

_YES = re.compile(r"(?:ja+|jawel|jazeker|yes|zeker|natuurlijk|graag|wil (?:wel|graag)|absoluut)\b")
_NO = re.compile(
    r"(?:nee|neen|no|(?:liever|wil|absoluut|zeker|nog|not) niet|not yet|(?:geen|no) (?:interesse|behoefte|tijd|zin|interest|time|need))\b"
    r"|niet (?:geinteresseerd|nodig|nu)\b"
)
_OPEN = re.compile(
    r"(?:nu )?(?:nog )?(?:misschien|wellicht|mogelijk|eventueel|twijfelt?|later|weet (?:ik )?(?:het )?(?:nog )?niet|denkt (?:er )?(?:nog )?over"
    r"|(?:niet|not) (?:gevraagd|besproken|bekend|ingevuld|beantwoord|asked|discussed|known|answered)|(?:geen|no) (?:idee|antwoord|idea|answer)"
    r"|maybe|perhaps|undecided|don't know)\b.*"
)
_IF = re.compile(
    r"\b(?:maar|mits|als|indien|tenzij|later|misschien|wellicht|ooit|nog|niet|geen|nee|but|if|unless|not|no|later|maybe)\b|[/?]"
)
_YET = re.compile(r"\b(?:ja|wel|misschien|wellicht|yes|maybe)\b|[/?]")


def amount_in(cell: Cell) -> Parsed[int]:
    """Read euros in whole cents, as `parse_amount` does, or the only amount in a cell that holds a remark too.

    Codes
    -----
    amount_with_remark: One amount, and words beside it (good to know).
    amount_remark_differs
        The words may change what was paid: without tax, each, at most; the amount is taken as it stands (a warning).
    amount_about: As of `parse_amount`: the words say that it is a guess.
    """
    parsed = parse_amount(cell)
    if parsed.code != "unreadable_amount" or not isinstance(cell, str) or len(cell) > LONGEST:
        return parsed
    text = plain(cell)
    bare = _NO_AMOUNT.sub(" ", text)
    found = list(_AMOUNT.finditer(bare))
    if len(found) != 1 or len(re.findall(r"[0-9]+", bare)) != len(re.findall(r"[0-9]+", found[0]["amount"])):
        return parsed
    before, behind = bare[: found[0].start()], bare[found[0].end() :]
    is_money = _IS_MONEY.search(found[0]["amount"]) is not None
    if not is_money and (before.strip() or (behind.strip() and not _BEHIND.match(behind))):  # "12 uur", "flyers 150"
        return parsed
    amount = parse_amount(found[0]["amount"].strip())
    words = f"{before} {behind}"
    if amount.value is None or _TAKEN_BACK.search(words):
        return parsed if amount.value is not None else error(amount.code or "unreadable_amount", **amount.params)
    if _GUESSED.search(words):
        return warning(amount.value, "amount_about")
    return warning(amount.value, "amount_remark_differs") if _MAY_CHANGE.search(words) else info(amount.value, "amount_with_remark")


def yes_no_in(cell: Cell) -> Parsed[bool]:
    """Read yes or no, as `parse_yes_no` does, or what an answer of a few words begins with.

    Codes
    -----
    yes_no_with_remark: Yes or no, and words that leave it so (good to know).
    yes_no_open: "misschien later": neither; no value (good to know).
    """
    parsed = parse_yes_no(cell)
    if parsed.code is None or not isinstance(cell, str) or len(cell) > LONGEST:
        return parsed
    text = fold(plain(cell)).strip(" .!")
    if _OPEN.fullmatch(text):
        return Parsed(None, "yes_no_open", Severity.INFO)
    for form, against, value in ((_YES, _IF, True), (_NO, _YET, False)):
        if (said := form.match(text)) and not against.search(text[said.end() :]):
            return info(value, "yes_no_with_remark")
    return parsed
