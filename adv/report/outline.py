"""Outline of a report: which sections, in which order, and the report that is made of them, with its pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence  # noqa: TC003 (decoding needs it, as what follows)
from contextlib import suppress
from datetime import date  # noqa: TC003
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from adv.errors import AdvError
from adv.formats import formats
from adv.metrics.selection import last_day
from adv.model import Period  # noqa: TC001
from adv.report.blocks import Block, Draft, Heading, OwnText, Paragraph, Photo, Picture, Table, Words, said
from adv.report.fact import Fact, FactKind, is_year
from adv.report.facts import Facts
from adv.report.pictures import chapter_pictures, pictures, programme_pictures, published_pictures
from adv.report.published_facts import NothingPublished, PublishedFacts
from adv.report.sections import annexes, closing, finance, follow_up, municipality, programme, results, summary
from adv.report.spans import spans_of

if TYPE_CHECKING:
    from adv.disclosure.publication import Publication
    from adv.model import Dataset, Project
    from adv.report.facts import About
    from adv.texts import Texts

    Section = Callable[[Facts], tuple[Block, ...]]

F = TypeVar("F", bound=Facts)


def _results_head(_: Facts) -> tuple[Block, ...]:
    return (Heading(1, said("report.head.results")),)


END: tuple[Section, ...] = (closing.stories, closing.conclusions, closing.coming, closing.signature)
MAIN: tuple[Section, ...] = (
    summary.summary,
    _results_head,
    results.promises,
    results.areas,
    results.reach,
    results.themes,
    follow_up.requests,
    follow_up.social,
    follow_up.team,
    finance.finance,
    *END,
    annexes.annexes,
)


# For the municipality: of a publication. What is exact and public (visits, euros) is told as in one's own report.
MUNICIPALITY: tuple[Callable[[PublishedFacts], tuple[Block, ...]], ...] = (
    municipality.summary,
    _results_head,
    results.promises,
    municipality.areas,
    municipality.themes,
    municipality.requests,
    municipality.goals,
    municipality.team,
    finance.finance,
    *END,
    annexes.published_annexes,
)


class Report(Struct, frozen=True, kw_only=True):
    """One report: all that a writer needs. Writers neither compute nor round: they ask `words` for every text."""

    name: str  # of its files: "de-waart-2019"
    title: str
    project: str
    author: str
    title_page: tuple[Block, ...]
    blocks: tuple[Block, ...]
    facts: Mapping[str, Fact]  # by key: every one that stands in it
    period: Period
    as_of: date
    words: Words
    is_closed: bool
    writable: str | None  # own texts whose slots begin with this can still be written; None: none

    def is_fixed(self, slot: str) -> bool:
        """Tell that an own text or draft cannot be changed any more, or not in this report."""
        return self.writable is None or not slot.startswith(self.writable)

    @property
    def shown(self) -> tuple[Block, ...]:
        """Give the blocks that are read: without places that are empty and not asked for, and without headings of nothing."""
        kept: list[Block] = []
        for block in reversed([block for block in self.blocks if not self._is_blank(block)]):
            after = kept[-1] if kept else None
            is_empty = isinstance(block, Heading) and (after is None or (isinstance(after, Heading) and after.level <= block.level))
            kept += [] if is_empty else [block]
        return tuple(reversed(kept))

    def _is_blank(self, block: Block) -> bool:
        if isinstance(block, OwnText):
            return not block.text and (self.is_fixed(block.slot) or not block.is_wanted)
        if isinstance(block, Photo):
            return not block.content
        return (isinstance(block, Draft) and block.text == "") or (isinstance(block, Paragraph) and not block.sentences)

    @property
    def wanted(self) -> tuple[OwnText | Draft, ...]:
        """Give what has to be written or confirmed in all."""
        return tuple(block for block in self.blocks if isinstance(block, Draft) or (isinstance(block, OwnText) and block.is_wanted))

    @property
    def unfinished(self) -> tuple[OwnText | Draft, ...]:
        """Give what still has to be written or confirmed before the report can be closed."""
        left = (block for block in self.wanted if not block.text and not self.is_fixed(block.slot))
        return tuple(block for block in left if isinstance(block, OwnText) or (block.text is None and not block.is_confirmed))

    def drafted(self, draft: Draft) -> str:
        """Give a draft's own words, or the sentence that was made from the figures."""
        return self.words.say(draft.said) if draft.text is None else draft.text


def make(dataset: Dataset, project: Project, period: Period, about: About, texts: Texts) -> Report:
    """Make the report of one project over one period, for its own use.

    Raises
    ------
    AdvError
        The data end before the period begins: that nothing was done in it would not be known.
    """
    latest = last_day(dataset)
    if latest and latest < period.start:
        raise AdvError("report_not_yet", day=formats(texts.language).long_day(latest))
    facts = Facts(spans_of(dataset, project, period), about)
    return report(facts, texts, MAIN, pictures(facts, texts))


def make_published(publication: Publication, project: Project, about: About, *, period: Period, texts: Texts) -> Report:
    """Make the report of one project over one period for the municipality, of what is published and nothing else.

    Raises
    ------
    AdvError
        Nothing was published within the period, or the publication does not fit.
    """
    facts = PublishedFacts(publication, project, period, about)
    return report(facts, texts, MUNICIPALITY, published_pictures(facts.publication, texts))


def report(facts: F, texts: Texts, sections: Sequence[Callable[[F], tuple[Block, ...]]], pictures: Mapping[str, Picture]) -> Report:
    """Put sections together; `pictures` are charts by the key of the table that they stand before."""
    spans = facts.spans
    words = Words(texts.language)
    about = facts.about
    title_page = summary.title(facts)
    head = "report.year_report" if is_year(spans.period) else "report.period_report"
    return Report(
        name=f"{spans.project.name}-{_file_part(spans.period)}{facts.suffix}",
        title=words.say(said(head, period=facts.fixed("span", spans.period, FactKind.SPAN))),
        project=spans.project.title,
        author=words.cell(facts.fixed("project.partners", spans.project.partners, FactKind.NAMES)),
        title_page=title_page,
        blocks=_with_pictures([block for section in sections for block in section(facts)], pictures),
        facts=dict(facts.known),
        period=spans.period,
        as_of=spans.as_of,
        words=words,
        is_closed=about.closed_on is not None,
        writable=None if about.closed_on else municipality.OWN_SLOTS if about.are_words_closed else "",
    )


def make_programme(among: Sequence[tuple[Publication, Project, About]], period: Period, about: About, texts: Texts) -> Report:
    """Make the report of several neighbourhoods, of those that published something: side by side, a chapter each, and their money.

    `about` holds the programme's own texts; those of a neighbourhood are written in its own report.

    Raises
    ------
    AdvError
        None did within the period, or a publication does not fit.
    """
    of: list[PublishedFacts] = []
    for publication, project, words_of in among:
        with suppress(NothingPublished):
            of.append(PublishedFacts(publication, project, period, words_of))
    if not of:
        raise NothingPublished
    words = Words(texts.language)
    first = of[0]
    blocks = [*programme.opening(of, about)]
    for one in of:
        blocks += _with_pictures(programme.chapter(one), chapter_pictures(one.publication, texts))
    blocks += [*programme.money(of), *programme.ending(of, about), *programme.annexes(of)]
    partners = tuple(dict.fromkeys(partner for one in of for partner in one.spans.project.partners))
    names = tuple(one.spans.project.neighbourhood for one in of)
    title_page = programme.title(of, about)
    return Report(
        name=f"{_file_part(period)}{first.suffix}",
        title=words.say(said("report.programme_report", period=first.fixed("span", period, FactKind.SPAN))),
        project=words.cell(first.fixed("programme.neighbourhoods", names, FactKind.NAMES)),
        author=words.cell(first.fixed("programme.partners", partners, FactKind.NAMES)),
        title_page=title_page,
        blocks=_with_pictures(blocks, programme_pictures([one.publication for one in of], texts)),
        facts={f"{one.spans.project.name}/{key}": fact for one in of for key, fact in one.known.items()},
        period=period,
        as_of=max(one.spans.as_of for one in of),
        words=words,
        is_closed=about.closed_on is not None,
        writable=None if about.closed_on else programme.OWN_SLOTS,
    )


def _with_pictures(blocks: Sequence[Block], pictures: Mapping[str, Picture]) -> tuple[Block, ...]:
    """Put each picture before the table that has its numbers, or before the own text about it; once."""
    made = list[Block]()
    left = dict(pictures)
    for block in blocks:
        picture = left.pop(block.key if isinstance(block, Table) else block.slot if isinstance(block, OwnText) else "", None)
        made += [block] if picture is None else [picture, block]
    return tuple(made)


def _file_part(period: Period) -> str:
    return str(period.start.year) if is_year(period) else f"{period.start.isoformat()}-{period.last_day.isoformat()}"
