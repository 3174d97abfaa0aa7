"""Known words and decisions of one intake: all that its sheets are recognised with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from adv.model import TableName
from adv.workbook.recognition.columns.header_words import HeaderWords, header_words
from adv.workbook.vocabulary.code_legends import CodeBook, Legends
from adv.workbook.vocabulary.words import header_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.workbook.understood import Corrections
    from adv.workbook.vocabulary.knowledge import Knowledge


class Known(Struct, frozen=True):
    """Words and decisions that one intake recognises its sheets with."""

    knowledge: Knowledge
    corrections: Corrections
    tables: Mapping[TableName, HeaderWords]
    decided: Mapping[str, str | None]  # headers as they are compared, and what the user says that they are
    legends: Legends  # of the upload, as far as its sheets were looked through
    code_book: CodeBook  # the same


def all_known(knowledge: Knowledge, corrections: Corrections) -> Known:
    """Gather the words of every table; of headers that are compared as one the first decision counts."""
    decided: dict[str, str | None] = {}
    for text, name in corrections.headers.items():
        decided.setdefault(header_key(text), name)
    tables = {table: header_words(table, knowledge) for table in TableName}
    return Known(knowledge, corrections, tables, decided, Legends(knowledge), CodeBook())
