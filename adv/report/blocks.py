"""Parts that a report is made of. They hold facts and keys of texts; `Words` makes sentences of them, in one language."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 (decoding needs it)
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field

from adv.formats import formats
from adv.model import Period
from adv.report.fact import Fact, FactKind, is_year
from adv.texts import texts

if TYPE_CHECKING:
    from adv.formats import Formats
    from adv.texts import Texts

FORMS = {0: "none", 1: "one"}
_NUMBER = "\x01"  # in no text


class Said(Struct, frozen=True, tag=True):
    """One sentence: the key of its text and the facts in it. With a `count` the text has a form for one, more and none."""

    key: str
    facts: Mapping[str, Fact | Said] = field(default_factory=dict)
    count: Fact | None = None


STAND_INS = {"report.only_start", "report.published.missing", "report.published.too_few", "report.nothing_completed"}  # of a number
MOST_ROWS_TOGETHER = 15  # rows that a page holds together
Cell: TypeAlias = Fact | Said | None  # None: not in the data


def said(key: str, /, **facts: Fact | Said) -> Said:
    """Make a sentence."""
    return Said(key, facts)


def counted(key: str, count: Fact, /, **facts: Fact | Said) -> Said:
    """Make a sentence that depends on a number: none, one or more."""
    return Said(key, facts, count)


def heads(*keys: str) -> tuple[Said, ...]:
    """Make the heads of a table."""
    return tuple(map(said, keys))


class Heading(Struct, frozen=True, tag=True):
    """Heading of a section (level 1) or a part of it (level 2). `is_numbered` is False for what stands outside the count."""

    level: int
    said: Said
    is_numbered: bool = True
    letter: str = ""  # of an annex


class Paragraph(Struct, frozen=True, tag=True):
    """Sentences that belong together."""

    sentences: tuple[Said, ...]


class Bullets(Struct, frozen=True, tag=True):
    """Sentences one under the other."""

    items: tuple[Said, ...]


class Table(Struct, frozen=True, tag=True):
    """Table: the first column names the rows. `has_total` says that the last row adds the others up."""

    key: str  # names it in Excel: "areas"
    caption: Said
    heads: tuple[Said, ...]
    rows: tuple[tuple[Cell, ...], ...]
    has_total: bool = False
    notes: tuple[Said, ...] = ()
    has_room: bool = False  # to write in by hand

    @property
    def is_whole(self) -> bool:
        """Tell that a page holds it together."""
        return len(self.rows) <= MOST_ROWS_TOGETHER

    @property
    def right(self) -> list[bool]:
        """Tell which columns stand to the right: those of numbers, and of places where one is not in the data."""

        def is_number(cell: Cell) -> bool:
            return cell is None or (cell.is_number if isinstance(cell, Fact) else cell.key in STAND_INS)

        return [place > 0 and any(is_number(row[place]) for row in self.rows) for place in range(len(self.heads))]

    @property
    def charted(self) -> list[int]:
        """Choose the columns that a chart compares: a budget and what was spent of it, else periods, not also their sum."""
        keys = [head.key for head in self.heads]
        if "report.column.budget" in keys:
            spent = "report.column.spent_start" if "report.column.spent_start" in keys else "report.column.spent"
            return [keys.index("report.column.budget"), keys.index(spent)]
        numbers = [place for place, is_right in enumerate(self.right) if is_right]
        return [place for place in numbers if keys[place] not in {"report.column.start", "report.column.spent_start"}] or numbers


class Listing(Struct, frozen=True, tag=True):
    """Names with what belongs to them, as on a title page: no table to compare in."""

    items: tuple[tuple[Said, Cell], ...]


class Picture(Struct, frozen=True, tag=True):
    """A chart, drawn already, with a text for who cannot see it."""

    key: str
    title: str
    sentence: str  # its message in short: the title of its slide
    alt: str
    svg: str


class OwnText(Struct, frozen=True, tag=True):
    """A place for the coordinator's own words. `is_wanted` says that a report without them is not finished."""

    slot: str  # its name in the database and in the .docx: "explanation.visits"
    prompt: Said
    text: str = ""
    is_wanted: bool = False
    is_title: bool = False  # one line, above a story


class Photo(Struct, frozen=True, tag=True):
    """A place for a photo, with consent of who is on it."""

    slot: str
    prompt: Said
    alt: str = ""  # its message, for who cannot see it
    content: bytes = b""  # JPEG; empty: there is none


class Draft(Struct, frozen=True, tag=True):
    """A conclusion drawn by rule from the figures. It is a draft until somebody confirms it, or writes their own in its place."""

    slot: str  # "draft.behind"
    said: Said
    text: str | None = None  # their own words; "" takes it out
    is_confirmed: bool = False


Block: TypeAlias = Heading | Paragraph | Bullets | Table | Listing | Picture | OwnText | Draft | Photo


class Words(Struct, frozen=True):
    """Language of one report."""

    language: str

    @property
    def texts(self) -> Texts:
        """Give the texts of that language."""
        return texts(self.language)

    @property
    def formats(self) -> Formats:
        """Give the forms in which that language writes numbers and days."""
        return formats(self.language)

    def say(self, sentence: Said) -> str:
        """Write one sentence. It begins with a capital, also when a name comes first."""
        text = self.cell(sentence)
        return f"{text[:1].upper()}{text[1:]}"

    def head(self, heading: Heading) -> str:
        """Write a heading, an annex with its letter."""
        return f"{heading.letter}. {self.say(heading.said)}" if heading.letter else self.say(heading.said)

    def chapter(self, heading: Heading, before: str) -> str:
        """Begin titles with the neighbourhood whose chapter it is: a programme has the same tables of each."""
        if heading.level > 1:
            return before
        return f"{self.say(heading.said)}: " if heading.said.key == "report.programme.chapter" else ""

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
        if part.value == 0 and part.kind is not FactKind.PERCENT:
            return self.texts("report.at_most", base=part.base)
        return self.texts("report.about", number=self.cell(part))

    def _fact(self, fact: Fact) -> str:
        if isinstance(fact.value, Period) and not is_year(fact.value):
            if fact.kind is FactKind.PERIOD:
                return self.texts("report.this_period")
            first, last = map(self.formats.long_day, (fact.value.start, fact.value.last_day))
            return self.texts("report.period", first=first, last=last)
        return fact.written(self.formats)

    def _key(self, sentence: Said) -> str:
        """Find the form for none, one or more; a text without forms is the same for all."""
        wanted = "other" if sentence.count is None or sentence.count.base else FORMS.get(int(sentence.count.number), "other")
        found = (f"{sentence.key}.{form}" for form in (wanted, "other"))
        return next((key for key in found if key in self.texts), sentence.key)
