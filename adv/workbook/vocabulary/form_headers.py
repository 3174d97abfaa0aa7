"""Headers as tools for forms write them: a group before a question ("bezoek/datum"), an answer behind it ("Thema's [Wonen]")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_HEADER: Final = 200  # characters
GROUP_SIGNS: Final = "/.-"  # between a group and what is in it: KoboToolbox, flattened JSON, ODK Central

# KoboToolbox and ODK "themas/wonen"; LimeSurvey "Thema's [Wonen]"; Ona "themas.wonen"; Qualtrics "… - Selected Choice - Wonen";
# Google and Microsoft "Thema's: Wonen"; a data frame "themas_wonen".
_BEFORE_ANSWER: Final = re.compile(r"\s*(?:/|::?|\s[-–—>|]\s|[.>|_])\s*")
_IN_BRACKETS: Final = re.compile(r"(.+?)\s*[\[(]([^\[\]()]+)[\])]\s*")
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_CODE_BEFORE: Final = re.compile(r"\w+\[\w+\]\.\s+")  # LimeSurvey "themas[SQ001]. Welke thema's? [Wonen]"
_CHOICE: Final = re.compile(r"[\s:/-]*(?:selected choice|geselecteerde keuze|keuze|choice|antwoord|response)$", re.IGNORECASE)


def questions_and_answers(header: str) -> Iterator[tuple[str, str]]:
    """Give the ways to divide a header into a question and one of its answers, the longest answer first."""
    text = _CODE_BEFORE.sub("", header[:LONGEST_HEADER].strip())
    if found := _IN_BRACKETS.fullmatch(text):
        yield found[1], found[2]
    within = [match.span() for match in _BRACKETS.finditer(text)]
    for sign in _BEFORE_ANSWER.finditer(text):
        if any(start < sign.start() < end for start, end in within):
            continue
        question, answer = text[: sign.start()], text[sign.end() :]
        if question.strip() and answer.strip():
            yield _CHOICE.sub("", question), answer


def within_group(header: str, sign: str) -> tuple[str, str] | None:
    """Divide a header into the groups of its question, and the question; None when it is in none."""
    group, found, question = header.strip().rpartition(sign)
    is_name = sign == GROUP_SIGNS[0] or not any(char.isspace() for char in header.strip())
    return (group.strip(), question.strip()) if found and group.strip() and question.strip() and is_name else None
