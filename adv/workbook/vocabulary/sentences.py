"""Outcomes in sentences of one's own: "was er niet, briefje achtergelaten", "heeft geen zin in een gesprek".

Each turn of speech that is known says one outcome and takes its words along, those that deny something first. What is left may deny or doubt
nothing, and all that is found must say the same; else the sentence is asked about, as any unknown word is.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from adv.model import Outcome
from adv.workbook.values.text import fold
from adv.workbook.vocabulary.likeness import CONTRARY, NEGATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST: Final = 120  # characters; more is a story
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
        rf"\bweiger\w*{_OBJECT}",
        r"\bwerkte? niet mee\b",
        rf"\brefuse[sd]?\b{_OBJECT}",
        r"\bdeur (?:meteen )?dicht\w*",
    ),
    Outcome.NOT_AT_HOME: (
        rf"\b(?:niemand|niet)\b (?:was |is )?{_SOME}(?:thuis|aanwezig|aangetroffen|getroffen|bereikt|opengedaan|open gedaan|open)\b",
        r"\b(?:not|nobody|no one)\b (?:was |is )?(?:at )?(?:home|in)\b",
        r"\b(?:was|waren|is|zijn) (?:er )?(?:weer |nog )?(?:niet|niemand)(?: er)?(?= ?(?:$|[,;.|-]))",
        r"\bniemand (?:deed|doet) open\b",
        r"\b(?:doet|deed|doen|deden) (?:de deur |weer |er )?niet open\b",
        r"\b(?:geen|no) (?:gehoor|reactie|antwoord|answer|reply)\b",
        rf"\b(?:brief\w*|kaart\w*|flyer|folder|note|card) {_SOME}(?:achtergelaten|gelaten|bus|brievenbus|left|mailbox)\b",
        rf"\bleft {_SOME}(?:note|card)\b",
    ),
    Outcome.VACANT: (
        r"\b(?:staat|stond|woning|huis|pand|is|standing)(?: \w+)? (?:leeg|empty|vacant)\b",
        r"\bleegstand\b",
        r"\bonbewoond\b",
        r"\buninhabited\b",
    ),
    Outcome.APPOINTMENT: (
        rf"\b(?:afspraak|afspr|appointment)\b(?: gemaakt| made)?(?: (?:voor|om|tot|for)\b {_SOME}(?:gesprek|talk))?",
        rf"\b(?:belt|bellen|bel) {_SOME}terug\b",
        r"\bterugbellen\b",
        rf"\b(?:komt|komen|kom|kunnen|mogen) {_SOME}(?:terug|terugkomen)\b",
        r"\blater terug\b",
        rf"\bcalls? {_SOME}back\b",
        r"\bcome back\b",
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


@cache
def _turns() -> tuple[tuple[Outcome, re.Pattern[str]], ...]:
    """Compile them for the first sentence: most workbooks have none."""
    return tuple((outcome, re.compile("|".join(turns))) for outcome, turns in _SAID.items())


def outcome_in(text: str) -> Outcome | None:
    """Give the one outcome that a sentence says; None in the least doubt."""
    left = fold(text)
    if len(left) > LONGEST or len(left.split()) < FEWEST_WORDS:
        return None
    found = set()
    for outcome, turns in _turns():
        left, many = turns.subn(" | ", left)
        if many:
            found.add(outcome)
    words = set(re.findall(r"\w+", left))
    return found.pop() if len(found) == 1 and not (words & (NEGATIONS | CONTRARY) or _DOUBTED.search(left)) else None
