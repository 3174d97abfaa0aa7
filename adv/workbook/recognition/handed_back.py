"""Recognition of a workbook that `annotate` handed back."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from adv.texts import LANGUAGES, texts

if TYPE_CHECKING:
    from adv.workbook.tables.grid import RawSheet

FORMER = ("Bevindingen bij ", "Fouten: ")  # as it began until the word became "melding"
SUMMARY_REASON = "sheet_findings"  # of a sheet that is left out because it sums up


def is_summary(sheet: RawSheet) -> bool:
    """Say whether this is the first sheet of a workbook that was marked before: it holds no data of the user."""
    if sheet.row_count < 2:  # noqa: PLR2004 - two lines tell
        return False
    first, second = sheet.columns[0][:2]
    return (
        isinstance(first, str)
        and isinstance(second, str)
        and any(first.startswith(title) and second.startswith(counts) for title, counts in _starts())
    )


@lru_cache
def _starts() -> tuple[tuple[str, str], ...]:
    """Give the beginnings of the first two lines of a summary, in each language."""
    words = [texts(language, "annotate").entries for language in LANGUAGES]
    known = [tuple(entries[f"annotate.{line}"].partition("{")[0] for line in ("title", "counts")) for entries in words]
    return (*((title, counts) for title, counts in known), FORMER)
