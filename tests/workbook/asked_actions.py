"""What may be done about a finding, held against the questions that are open: for tests that read workbooks anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.texts import LANGUAGES, texts
from adv.workbook.questions import questions
from adv.workbook.tables.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from adv.workbook.understood import Intake

OF_QUESTIONS = {"nl": ("bij de vragen", "de vraag hierover"), "en": ("at the questions", "the question about it")}
ON_PAGE = {"nl": (*OF_QUESTIONS["nl"], "«Zo lezen wij je bestand»"), "en": (*OF_QUESTIONS["en"], "“How we read your file”")}


def says(finding: Finding, language: str, words: Mapping[str, tuple[str, ...]]) -> bool:
    return any(one in finding.action(texts(language)) for one in words[language])


def open_cells(result: Intake) -> set[tuple[str | None, str]]:
    """The cells of words without a meaning."""
    return {(word.sheet, cell) for one in questions(result) for word in one.open_words for cell in word.cells}


def wrong_actions(result: Intake) -> Iterator[tuple[str, str]]:
    """Findings, by code and language, that speak of a question that nobody asks, or keep silent about one that is open."""
    is_asked, cells = bool(questions(result)), open_cells(result)
    for one in result.findings:
        is_open = one.severity is Severity.ERROR and any((one.sheet, cell) in cells for cell in one.cells)
        for language in LANGUAGES:
            if (is_open and not says(one, language, ON_PAGE)) or (not is_asked and says(one, language, OF_QUESTIONS)):
                yield one.code, language
