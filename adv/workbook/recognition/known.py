"""All that sheets are recognised with: the words for the headers of each table, and what the user decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from adv.model import TableName
from adv.workbook.recognition.header_match import header_words
from adv.workbook.vocabulary.words import header_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.workbook.recognition.header_match import HeaderWords
    from adv.workbook.vocabulary.knowledge import Knowledge
    from adv.workbook.vocabulary.recognition import Corrections


class Known(Struct, frozen=True):
    """What one intake recognises its sheets with."""

    knowledge: Knowledge
    corrections: Corrections
    tables: Mapping[TableName, HeaderWords]
    decided: Mapping[str, str | None]  # headers as they are compared, and what the user says that they are


def all_known(knowledge: Knowledge, corrections: Corrections) -> Known:
    """Gather the words of every table; of headers that are compared as one the first decision counts."""
    decided: dict[str, str | None] = {}
    for text, name in corrections.headers.items():
        decided.setdefault(header_key(text), name)
    return Known(knowledge, corrections, {table: header_words(table, knowledge) for table in TableName}, decided)
