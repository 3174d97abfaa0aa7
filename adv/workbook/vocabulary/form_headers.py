"""Headers as tools for forms write them: a group before a question ("bezoek/datum"), an answer behind it ("Thema's [Wonen]")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from adv.workbook.tables.grid import Cell

LONGEST_HEADER: Final = 200  # characters
FEWEST_QUESTIONS: Final = 3
GROUP_SIGNS: Final = "/.-"  # between a group and what is in it: KoboToolbox, flattened JSON, ODK Central

# KoboToolbox and ODK "themas/wonen"; LimeSurvey "Thema's [Wonen]"; Ona "themas.wonen"; Qualtrics "… - Selected Choice - Wonen";
# Google and Microsoft "Thema's: Wonen"; a data frame "themas_wonen".
_BEFORE_ANSWER: Final = re.compile(r"\s*(?:/|::?|\s[-–—>|]\s|[.>|_])\s*")
_IN_BRACKETS: Final = re.compile(r"(.+?)\s*[\[(]([^\[\]()]+)[\])]\s*")
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBER: Final = re.compile(
    r"\s*((?:vraag|question|[a-z]{1,2}(?:\d{1,2}[a-z]{1,2})?)\s*\d{1,3}(?:\[\w+\])?)\s*(?:[:.)]|[-–]\s|_(?=[a-z]))\s*(?=\w)",
    re.IGNORECASE,
)
_CODE: Final = re.compile(r"\s*([a-z]\w*(?:\[\w+\])?)\.\s+(?=\w)", re.IGNORECASE)
_ONE_OF_SEVERAL: Final = re.compile(r"_\d{1,2}\s*$")  # "Q5_thema_1", "Q5_thema_2": one question
_CHOICE: Final = re.compile(r"[\s:/-]*(?:selected choice|geselecteerde keuze|keuze|choice|antwoord|response)$", re.IGNORECASE)


def without_codes(headers: Mapping[int, Cell]) -> dict[int, Cell]:
    """Drop from the headers of a row what a form puts before each question: its number ("Vraag 1: Datum"), its code ("themas[SQ001]. …")."""
    texts = {at: text for at, text in headers.items() if isinstance(text, str) and text.strip()}
    for pattern, fewest in ((_NUMBER, FEWEST_QUESTIONS), (_CODE, max(FEWEST_QUESTIONS, len(texts)))):
        found = {at: sign for at, text in texts.items() if (sign := pattern.match(text))}
        once = [sign[1] for at, sign in found.items() if not _ONE_OF_SEVERAL.search(texts[at])]
        if len(found) >= fewest and len(set(once)) == len(once):
            return {**headers, **{at: texts[at][sign.end() :] for at, sign in found.items()}}
    return dict(headers)


def questions_and_answers(header: str) -> Iterator[tuple[str, str]]:
    """Give the ways to divide a header into a question and one of its answers, the longest answer first."""
    text = header[:LONGEST_HEADER].strip()
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
