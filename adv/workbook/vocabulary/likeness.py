"""Likeness of words: what counts as the same, as a slip of the pen, and as the nearest known word; and outcomes in sentences of one's own.

Each turn of speech that is known ("was er niet, briefje achtergelaten") says one outcome and takes its words along, those that deny something
first. What is left may deny or doubt nothing, and all that is found must say the same; else the sentence is asked about, as any unknown word is.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

from adv.model import Outcome
from adv.workbook.values.text import fold
from adv.workbook.vocabulary.words import WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

T = TypeVar("T")
NEAR: Final = 70  # of 100: under this a "nearest" word is no help
LONGEST_TO_COMPARE: Final = 80  # characters; longer text is no misspelt word
MOST_COMPARED: Final = 400  # different unknown words of a column: further ones are unknown, without a word that looks like them
SLIP: Final = 86  # of 100: from here on a word is probably another one with a slip of the pen
SHORTEST_SLIP: Final = 5  # letters; of a shorter word every slip is another word
NEGATIONS: Final = frozenset(["geen", "niet", "nooit", "no", "not", "never", "zonder"])
CONTRARY: Final = frozenset(  # beside a word these make it mean something else
    [
        *("afgezegd", "geannuleerd", "geweigerd", "deels", "gedeeltelijk", "half", "halve", "bijna"),
        *("cancelled", "canceled", "refused", "declined", "partly", "partially", "almost"),
    ]
)
SHORTEST_TELLING: Final = 3  # letters; a shorter word ("nu") says nothing
JOINING: Final = frozenset(["en", "and"])
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
LONGEST_SENTENCE: Final = 120  # characters; more is a story
FEWEST_WORDS: Final = 3
_SOME = (
    rf"(?:(?!(?:{'|'.join(sorted(NEGATIONS | CONTRARY))}|niks|niets)\b)\w+ ){{0,2}}"  # words between, none that turns them around
)
_OBJECT = r"(?: (?:in|aan|op|om|met|te|een|het|dit|de|mee|meer|ons|mijn|zijn|haar|gesprek\w*|praten|bezoek|huisbezoek|meewerken|meedoen|talk|a|the|in|visit|to)\b)*"
_NO = r"(?:geen|niet|niks|niets|nooit|no|not|never)"
_SAID: Final[Mapping[Outcome, tuple[str, ...]]] = {
    Outcome.REFUSED: (
        rf"\b(?:heeft|had|hebben|toont?|has|had)? ?{_NO} {_SOME}(?:zin|interesse|behoefte|belangstelling|toestemming|interest|need|wish)\b{_OBJECT}",
        rf"\b(?:wil|wilde|wilden|wou|willen|wenst|wenste|hoeft|hoefde|wants?|wanted|wished)(?: het| er| echt| ook| liever| ons)? {_NO}\b{_OBJECT}",
        rf"\b(?:does|did|do)(?: not|n't) want\b{_OBJECT}",
        rf"\b(?:weiger\w*|refuse[sd]?\b){_OBJECT}",
        r"\b(?:werkte? niet mee\b|deur (?:meteen )?dicht\w*)",
    ),
    Outcome.NOT_AT_HOME: (
        rf"\b(?:niemand|niet)\b (?:was |is )?{_SOME}(?:thuis|aanwezig|aangetroffen|getroffen|bereikt|opengedaan|open gedaan|open)\b",
        r"\b(?:not|nobody|no one)\b (?:was |is )?(?:at )?(?:home|in)\b",
        r"\b(?:was|waren|is|zijn) (?:er )?(?:weer |nog )?(?:niet|niemand)(?: er)?(?= ?(?:$|[,;.|-]))",
        r"\b(?:geen|no) (?:gehoor|reactie|antwoord|answer|reply)\b",
        rf"\b(?:brief\w*|kaart\w*|flyer|folder|note|card) {_SOME}(?:achtergelaten|gelaten|bus|brievenbus|left|mailbox)\b",
        rf"\bleft {_SOME}(?:note|card)\b",
    ),
    Outcome.VACANT: (
        r"\b(?:staat|stond|woning|huis|pand|is|standing)(?: \w+)? (?:leeg|empty|vacant)\b",
        r"\b(?:leegstand|onbewoond|uninhabited)\b",
    ),
    Outcome.APPOINTMENT: (
        rf"\b(?:afspraak|afspr|appointment)\b(?: gemaakt| made)?(?: (?:voor|om|tot|for)\b {_SOME}(?:gesprek|talk))?",
        rf"\b(?:belt|bellen|bel) {_SOME}terug\b",
        r"\b(?:terugbellen|later terug|come back)\b",
        rf"\b(?:komt|komen|kom|kunnen|mogen) {_SOME}(?:terug|terugkomen)\b",
        rf"\bcalls? {_SOME}back\b",
    ),
    Outcome.CONVERSATION: (
        rf"\b(?:gesprek|gesprekje|praatje|talk|conversation) {_SOME}(?:gehad|gevoerd|gedaan|gemaakt|had|held)\b",
        r"\b(?:gesproken|gepraat|talked|spoken)\b",
        r"\b(?:goed|fijn|leuk|mooi|prettig|kort|lang|uitgebreid|open|nice|good|long|short)e? (?:gesprek|gesprekje|praatje|talk|conversation)\b",
        rf"\b(?:had|hadden|voerden) {_SOME}(?:gesprek|talk|conversation)\b",
        rf"\bkoffie {_SOME}gedronken\b",
    ),
}
_DOUBTED = re.compile(
    r"\?|\b(?:misschien|hopelijk|waarschijnlijk|zou|zouden|moet|moeten|nog|eerst|bijna|alleen|maar|tenzij|als|of|buur\w*|telefo\w*|kind\w*|zoon|dochter"
    r"|later|daarna|toen|vervolgens|alsnog|gesprek\w*|thuis|leeg|afspraak|talk|conversation"
    r"|gepland|plannen|volgt|uitgesteld|verzet|afge\w+|maybe|perhaps|should|must|yet|only|but|unless|if|or|neighbou?r\w*|planned|phone\w*)\b"
)


def in_words(name: str) -> str:
    """Write a name that a form made of words as those words: "NietThuis"."""
    return _HUMP.sub(" ", name)


def squash(text: str) -> str:
    """Keep only letters and digits, and no "en": "Zorg/welzijn", "zorg & welzijn" and "zorg en welzijn" are the same."""
    return "".join(telling_words(text))


def telling_words(text: str) -> list[str]:
    """Give the words that say something."""
    return [word for word in WORD.findall(fold(in_words(text))) if word not in JOINING]


@lru_cache(maxsize=4096)
def _parts(word: str) -> frozenset[str]:
    """Split a known word: there are some hundreds, and every unknown one is held against all of them."""
    return frozenset(WORD.findall(word))


def likely_code(key: str, words: Mapping[str, T], fillers: frozenset[str]) -> T | None:
    """Find what a value means that is a known word but for small words around it or a slip of the pen; None in the least doubt.

    No word with "niet" or "geen" stands for one without, nor the other way round, and the words must agree on what it means.
    """
    if len(key) > LONGEST_TO_COMPARE:
        return None
    pieces = frozenset(WORD.findall(key))
    telling = pieces - fillers
    within = [(known, code) for word, code in words.items() if (known := _parts(word)) and known <= pieces]
    within = [(known, code) for known, code in within if not any(known < longer for longer, _ in within)]
    if telling and telling <= set().union(*(known for known, _ in within)):
        meant = {code for _, code in within}
        return meant.pop() if len(meant) == 1 else None
    if len(key) < SHORTEST_SLIP:
        return None
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only for what is left over

    negated = bool(NEGATIONS & pieces)
    near = process.extract(key, list(words), scorer=fuzz.ratio, score_cutoff=SLIP, limit=None)
    alike = {words[word] for word, *_ in near if bool(NEGATIONS & set(word.split())) == negated and len(word) >= SHORTEST_SLIP}
    return alike.pop() if len(alike) == 1 else None


def nearest(text: str, choices: Iterable[str], least: int = NEAR) -> str | None:
    """The known word that looks most like the text, word by word; none when nothing does, nor one that says the opposite."""
    key = fold(text)
    if not key or len(key) > LONGEST_TO_COMPARE:
        return None
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only for what is left over

    fitting = [choice for choice in choices if not _says_otherwise(key, fold(choice))]
    found = process.extract(key, fitting, scorer=fuzz.ratio, processor=fold, score_cutoff=least, limit=None)
    return next((choice for choice, *_ in found if _near_word_by_word(key, fold(choice))), None)


def _says_otherwise(key: str, known: str) -> bool:
    """Say whether one denies what the other says, or the text has a word that turns the known one around."""
    words, others = set(WORD.findall(key)), set(WORD.findall(known))
    return bool(NEGATIONS & words) != bool(NEGATIONS & others) or not (CONTRARY & words) <= others


def _near_word_by_word(key: str, known: str) -> bool:
    """Say whether every word of each has one like it in the other: one shared word ("gemaakt") is no likeness."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - only for what is left over

    words, others = ([word for word in WORD.findall(one) if len(word) >= SHORTEST_TELLING] for one in (key, known))
    pairs = ((words, others), (others, words))
    return all(any(fuzz.ratio(word, other) >= NEAR for other in there) for here, there in pairs for word in here)


class FewCompared:
    """Texts that may be compared with all known words: the first so many different ones.

    Comparing takes a thousand times as long as knowing. Nobody has that many words of his own; a file with 100 000 of them would
    keep a processor busy for minutes.
    """

    def __init__(self, most: int = MOST_COMPARED) -> None:
        self._most = most
        self._seen: set[str] = set()

    def __contains__(self, text: str) -> bool:
        if text not in self._seen and len(self._seen) < self._most:
            self._seen.add(text)
        return text in self._seen


@cache
def _turns() -> tuple[tuple[Outcome, re.Pattern[str]], ...]:
    """Compile them for the first sentence: most workbooks have none."""
    return tuple((outcome, re.compile("|".join(turns))) for outcome, turns in _SAID.items())


def outcome_in(text: str) -> Outcome | None:
    """Give the one outcome that a sentence says; None in the least doubt."""
    left = fold(text)
    if len(left) > LONGEST_SENTENCE or len(left.split()) < FEWEST_WORDS:
        return None
    found = set()
    for outcome, turns in _turns():
        left, many = turns.subn(" | ", left)
        if many:
            found.add(outcome)
    words = set(re.findall(r"\w+", left))
    return found.pop() if len(found) == 1 and not (words & (NEGATIONS | CONTRARY) or _DOUBTED.search(left)) else None
