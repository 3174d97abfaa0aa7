"""Sentences from facts: the texts of one language, with every fact written in its form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from adv.formats import formats
from adv.model import Period
from adv.report.blocks import Said
from adv.report.fact import Kind, is_year
from adv.texts import texts

if TYPE_CHECKING:
    from adv.formats import Formats
    from adv.report.blocks import Cell
    from adv.report.fact import Fact
    from adv.texts import Texts

FORMS = {0: "none", 1: "one"}
_NUMBER = "\x01"  # in no text


class Words(Struct, frozen=True):
    """Language of one report."""

    language: str

    @property
    def texts(self) -> Texts:
        """Give the texts of that language."""
        return texts(self.language)

    @property
    def formats(self) -> Formats:
        """How that language writes numbers and days."""
        return formats(self.language)

    def say(self, sentence: Said) -> str:
        """Write one sentence. It begins with a capital, also when a name comes first."""
        text = self.cell(sentence)
        return f"{text[:1].upper()}{text[1:]}"

    def all(self, sentences: tuple[Said, ...]) -> str:
        """Write sentences one after the other."""
        return " ".join(map(self.say, sentences))

    @property
    def foot(self) -> list[str]:
        """Give what the foot of a page says before, between and after the numbers of this page and the last one."""
        return self.texts("report.page", page=_NUMBER, pages=_NUMBER).split(_NUMBER)

    def cell(self, cell: Cell) -> str:
        """Write what stands in a cell or a placeholder; what is not in the data says so."""
        if cell is None:
            return self.texts("words.not_in_data")
        if not isinstance(cell, Said):
            return self._fact(cell)
        written = {name: self._told(fact) for name, fact in cell.facts.items()}
        if cell.count is not None:
            written["count"] = self._told(cell.count)
        return self.texts(self._key(cell), **written)

    def _told(self, part: Fact | Said) -> str:
        """Write what stands in a sentence: a published number is never said as if it were exact."""
        if isinstance(part, Said) or not part.base:
            return self.cell(part)
        if part.value == 0 and part.kind is not Kind.PERCENT:
            return self.texts("report.at_most", base=part.base)
        return self.texts("report.about", number=self.cell(part))

    def _fact(self, fact: Fact) -> str:
        if isinstance(fact.value, Period) and not is_year(fact.value):
            if fact.kind is Kind.PERIOD:
                return self.texts("report.this_period")
            first, last = map(self.formats.long_day, (fact.value.start, fact.value.last_day))
            return self.texts("report.period", first=first, last=last)
        return fact.written(self.formats)

    def _key(self, sentence: Said) -> str:
        """Find the form for none, one or more; a text without forms is the same for all."""
        wanted = "other" if sentence.count is None or sentence.count.base else FORMS.get(int(sentence.count.number), "other")
        found = (f"{sentence.key}.{form}" for form in (wanted, "other"))
        return next((key for key in found if key in self.texts), sentence.key)
