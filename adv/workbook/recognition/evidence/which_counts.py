"""Evidence of which of several columns of one field counts: by the words of their headers, by what adds up to what, by which was filled in last."""

from __future__ import annotations

import re
from itertools import permutations
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.workbook.recognition.columns.assignment import CORRECTED, Assignment, Column
from adv.workbook.recognition.columns.header_words import SURE_OF_PHRASE, Match
from adv.workbook.recognition.evidence.doubts import BRANCH, EARLIER
from adv.workbook.understood import Reason
from adv.workbook.values.amounts import read_cents
from adv.workbook.values.date_forms import parse_span
from adv.workbook.values.dates import parse_date
from adv.workbook.vocabulary.fields import DAYS, NOT_KEPT, SEVERAL, Kind, is_beside
from adv.workbook.vocabulary.knowledge import AGREES
from adv.workbook.vocabulary.ledger import worded
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet


ASIDE, BEFORE, HOLDS, NOTHING = "aside", "earlier", "holds", ""  # claims of a header, as the lists of its words are called
GIVES_WAY: Final = "gives_way"  # the reason of a column that another counts before
OF_KIND: Final = {Kind.CENTS: "money", Kind.THEMES: "theme", Kind.THEME: "theme", Kind.DAY: ""}  # words of its own
OF_VISIT: Final = "visited_on"  # of the days only this one has words of its own
WITHOUT: Final = NOT_KEPT | {Kind.ID, Kind.DIARY, Kind.TIMES}  # kinds of which several columns are no choice, or another one's
NOT_FILLED: Final = frozenset({Kind.DAY, Kind.CENTS}) | SEVERAL  # plans have not happened, nor were they spent
DATED: Final = frozenset({Kind.STATUS, Kind.GOAL})  # of which the last one says how it is now
MOSTLY_FILLED: Final = 0.9  # share of the rows that a column has to have, to count before one that nothing speaks against
FEWEST_ADDED: Final = 3  # rows in which something is added
MOST_ROWS_ADDED: Final = 200  # rows that are looked at
MOST_AMOUNTS: Final = 8  # columns of them
_AROUND_MOMENT = re.compile(r"\b(?:per|op|in|eind|einde|begin|ultimo|medio|dd|van|of|on|at|end)\b|[()]")
_WEEK = re.compile(r"(?:week|wk)\.?\s*(\d{1,2})")


def which_counts(so_far: Assignment) -> Assignment:
    """Choose between the columns of each field where words, sums or days say which counts; the others stay for the user to choose from."""
    for name in dict.fromkeys(match.field for match in so_far.matches.values()):
        if is_beside(name) or so_far.kind(name) in WITHOUT:
            continue
        claims = _claims(so_far, name)
        read = (so_far.matches[at] for at in claims if at in so_far.matches)
        if any(match.reason.key in {CORRECTED, BRANCH} for match in read):
            continue
        so_far = _by_words(so_far, name, [at for at in claims if not _names(so_far, so_far.columns[at], "further", name)])
        if so_far.kind(name) is Kind.CENTS:
            so_far = _by_sums(so_far, name)
        elif so_far.kind(name) in DATED:
            so_far = _by_moments(so_far, name)
    return so_far


def _says(so_far: Assignment, column: Column, name: str) -> str:
    """Tell what the words of a header say: "Bezoek gepland" stands aside, though "bezoek" holds."""
    return next((said for said in (ASIDE, BEFORE, HOLDS) if _names(so_far, column, said, name)), NOTHING)


def _names(so_far: Assignment, column: Column, what: str, name: str) -> bool:
    """Say whether a header has one of the words of a list: "definitief", or a beginning of words: "offerte-" of "offertebedrag"."""
    words, text = so_far.knowledge.words.which, f" {worded(column.header.text)} "
    own = "day" if name == OF_VISIT else OF_KIND.get(so_far.kind(name), "value")
    listed = [word for part in ("any", own) for word in words.get(f"{part}_{what}", ())]
    return any(f" {word[:-1]}" in text if word.endswith("-") else f" {word} " in text for word in listed)


def _claims(so_far: Assignment, name: str) -> list[int]:
    """List the columns that say a field: by their header, and beside one of those also by a word ("definitief") and their cells."""
    said = (at for at, match in so_far.matches.items() if match.field == name and (match.option is None or name in DAYS))
    named = [at for at in said if so_far.columns[at].sample]
    free = [at for at, column in so_far.columns.items() if so_far.is_free(column) and _may_say(so_far, column, name)]
    return [*named, *(free if named else [])]


def _may_say(so_far: Assignment, column: Column, name: str) -> bool:
    """Say whether a column that no header named may be a field: a word speaks for it ("definitief"), and its cells fit."""
    said, kind = _says(so_far, column, name), so_far.kind(name)
    if said == HOLDS or not column.is_weighed:
        return said == HOLDS and so_far.fits(column, kind)
    return said != NOTHING and bool(column.sample) and (so_far.knowledge.share(column.sample, kind) or 0) >= AGREES


def _by_words(so_far: Assignment, name: str, claims: Sequence[int]) -> Assignment:
    """Choose by the words of the headers: "Status nu" before "Status", that before "Status oud", and never "Status gewenst"."""
    kind = so_far.kind(name)
    said = {at: _says(so_far, so_far.columns[at], name) for at in claims}
    best = next(([at for at in claims if said[at] == one] for one in (HOLDS, NOTHING, BEFORE) if one in said.values()), [])
    others = [at for at in claims if at not in best]
    if not best or not others:
        return so_far
    for at in others if kind in NOT_FILLED else ():
        rows = [row for row, cell in enumerate(so_far.columns[at].cells) if not is_blank(cell)]
        most = max(sum(not is_blank(so_far.columns[one].cells[row]) for row in rows) for one in best)
        if said[at] == NOTHING and most < MOSTLY_FILLED * len(rows):
            return so_far
    if kind in SEVERAL:  # two columns of themes are the themes of both
        others = [at for at in others if said[at] == ASIDE]
        if not others:
            return so_far
    stages = (NOTHING, BEFORE) if kind not in NOT_FILLED else ()
    earlier = [at for stage in stages for at in others if said[at] == stage]
    return _chosen(so_far, name, best, earlier if len(best) == 1 else [], others)


def _chosen(so_far: Assignment, name: str, best: Sequence[int], earlier: Sequence[int], others: Sequence[int]) -> Assignment:
    """Read the best columns for a field, earlier ones (the latest first) where they are empty, and leave out the others."""
    told = {"header": so_far.columns[best[0]].header.shown}
    found = {at: Match(name, SURE_OF_PHRASE, Reason("which_counts")) for at in best if at not in so_far.matches}
    found |= {at: Match(name, SURE_OF_PHRASE, Reason(EARLIER, {**told, "place": place})) for place, at in enumerate(earlier, 1)}
    return so_far.having(found).without([at for at in others if at not in earlier], Reason(GIVES_WAY, told))


def _by_moments(so_far: Assignment, name: str) -> Assignment:
    """Choose, of columns called alike but for a moment ("Status maart", "Status juni"), the latest that is filled in, row by row."""
    claims = [at for at in _claims(so_far, name) if at in so_far.matches and so_far.matches[at].reason.key != EARLIER]
    words = so_far.knowledge.words
    moments = _moments([so_far.columns[at] for at in claims], words.weeks | words.months_apart | words.ledger.periods)
    if len(claims) < 2 or len(set(moments)) < len(claims):  # noqa: PLR2004 - a choice
        return so_far
    latest, *earlier = [at for _, at in sorted(zip(moments, claims, strict=True), reverse=True)]
    return _chosen(so_far, name, [latest], earlier, [])


def _moments(columns: Sequence[Column], units: AbstractSet[str]) -> list[tuple[int, ...]]:
    """Give the moment that each header names beside the words that all of them have; nothing when one names none."""
    keys = [column.header.key for column in columns]
    common = set.intersection(*(set(worded(key).split()) for key in keys)) if keys else set()
    common = {word for word in common - units if not any(sign.isdigit() for sign in word)}
    found = []
    for key in keys:
        rest = " ".join(word for word in key.split() if worded(word) not in common)
        moment = _moment(" ".join(_AROUND_MOMENT.sub(" ", rest).split()))
        if moment is None or not common:
            return []
        found.append(moment)
    return found


def _moment(text: str) -> tuple[int, ...] | None:
    if span := parse_span(text):
        return span.year or 0, span.month + span.months, 0
    if week := _WEEK.fullmatch(text):
        return 0, 0, int(week[1])
    day = parse_date(text).value
    return (day.year, day.month, day.day) if day else None


def _by_sums(so_far: Assignment, name: str) -> Assignment:
    """Take what two columns of amounts come to, in every row, for what was spent: the price less a discount, the amount and its VAT.

    The rest after a payment, or of a budget, is none. Without a word that says so too, the user is asked.
    """
    amounts = _amounts(so_far)
    claims = [at for at in amounts if at in so_far.matches and so_far.matches[at].field == name]
    words = {at: _words_of_sums(so_far, so_far.columns[at], name) for at in amounts} if claims else {}
    for first, other, result in permutations(words, 3):
        is_discount = "off" in words[other]  # the rest after a discount is to be paid
        is_rest = not is_discount and not {"paid", "left"}.isdisjoint(words[other] | words[result])
        if is_rest or {first, result}.isdisjoint(claims):
            continue
        found = _counts_of_sum(amounts, (first, other, result), words)
        if found:
            counts, is_said = found
            so_far = _chosen(so_far, name, [counts], [], [at for at in {*claims, first, other, result} if at != counts])
            return so_far if is_said else replace(so_far, more=(*so_far.more, (counts, first if counts == result else result)))
    return so_far


def _words_of_sums(so_far: Assignment, column: Column, name: str) -> set[str]:
    """Give what the words of a header say of a sum: its amounts come "on" ("Btw") or "off" ("Korting"), are "paid", "left", hold or are a total."""
    said = {what for what in ("on", "off", "paid", "left", HOLDS) if _names(so_far, column, what, name)}
    return said | ({"total"} if column.header.bare in so_far.knowledge.words.totals else set())


def _counts_of_sum(
    amounts: Mapping[int, Sequence[int]], columns: tuple[int, int, int], words: Mapping[int, AbstractSet[str]]
) -> tuple[int, bool] | None:
    """Give which of three columns counts, and whether a word says so too: the sum, or what a discount leaves; with VAT, always the whole."""
    first, other, result = columns
    if _comes_to(amounts, columns, 1) and "off" not in words[other]:  # "Excl. | Btw | Totaal"
        return result, "on" in words[other] or not words[result].isdisjoint({HOLDS, "total"})
    if not _comes_to(amounts, columns, -1) or not words[result].isdisjoint({"on", "off"}):
        return None
    if "off" in words[other] or HOLDS in words[result]:  # "Prijs | Korting | Te betalen"
        return result, True
    return first, "on" in words[other]  # "Bedrag | Btw | Netto"


def _amounts(so_far: Assignment) -> dict[int, list[int]]:
    read = {at for at, match in so_far.matches.items() if match.field == "cents"}
    read |= {at for at, reason in so_far.left_out.items() if reason.key == GIVES_WAY}
    fit = (at for at, column in so_far.columns.items() if (at in read or so_far.is_free(column)) and column.is_weighed)
    found = [at for at in fit if so_far.knowledge.agrees(so_far.columns[at].sample, Kind.CENTS)][:MOST_AMOUNTS]
    return {at: read_cents(so_far.columns[at].cells[:MOST_ROWS_ADDED]).tolist() for at in found}


def _comes_to(amounts: Mapping[int, Sequence[int]], columns: tuple[int, int, int], sign: int) -> bool:
    """Say whether the third column is the first with (1) or without (-1) the second in every row: price, discount, to pay."""
    rows = [row for row in zip(*(amounts[at] for at in columns), strict=True) if row[2]]
    adds = sum(bool(other) for _, other, _ in rows)
    for one, other in permutations(zip(*rows, strict=True), 2):
        if sum(here == there for here, there in zip(one[1:], other, strict=False)) * 2 >= len(rows):
            return False  # balances, before and after
    return adds >= FEWEST_ADDED and all(one + sign * other == total for one, other, total in rows)
