"""Outline of a report: which sections, in which order, and the report that comes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence  # noqa: TC003 (decoding needs it, as what follows)
from datetime import date  # noqa: TC003
from typing import TYPE_CHECKING

from msgspec import Struct

from adv.model import Period  # noqa: TC001
from adv.report.blocks import Block, Draft, Heading, OwnText, Paragraph, Picture, Said, Table, said
from adv.report.fact import Fact, Kind, is_year
from adv.report.published_facts import PublishedFacts
from adv.report.published_pictures import chapter_pictures, programme_pictures
from adv.report.sections import annexes, certificate, closing, finance, follow_up, municipality, results, summary
from adv.report.sections import programme as sections
from adv.report.words import Words

if TYPE_CHECKING:
    from adv.report.facts import Facts
    from adv.texts import Texts

    Section = Callable[[Facts], tuple[Block, ...]]

MAIN: tuple[Section, ...] = (
    summary.summary,
    lambda _: (Heading(1, said("report.head.results")),),
    results.promises,
    results.areas,
    results.reach,
    results.themes,
    follow_up.requests,
    follow_up.social,
    follow_up.team,
    finance.finance,
    closing.stories,
    closing.conclusions,
    closing.coming,
    closing.signature,
    annexes.annexes,
)


# For the municipality: of a publication. What is exact and public (visits, euros) is told as in one's own report.
MUNICIPALITY: tuple[Callable[[PublishedFacts], tuple[Block, ...]], ...] = (
    municipality.summary,
    lambda _: (Heading(1, said("report.head.results")),),
    results.promises,
    municipality.areas,
    municipality.themes,
    municipality.requests,
    municipality.goals,
    municipality.team,
    finance.finance,
    closing.stories,
    closing.conclusions,
    closing.coming,
    closing.signature,
    certificate.annexes,
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
            return not block.text and (self.is_closed or not block.is_wanted)
        return (isinstance(block, Draft) and block.text == "") or (isinstance(block, Paragraph) and not block.sentences)

    @property
    def wanted(self) -> tuple[OwnText | Draft, ...]:
        """Give what has to be written or confirmed in all."""
        return tuple(block for block in self.blocks if isinstance(block, Draft) or (isinstance(block, OwnText) and block.is_wanted))

    @property
    def unfinished(self) -> tuple[OwnText | Draft, ...]:
        """Give what still has to be written or confirmed before the report can be closed."""
        return tuple(
            block
            for block in self.wanted
            if not (block.text or (isinstance(block, Draft) and (block.is_confirmed or block.text is not None)))
        )

    def drafted(self, draft: Draft) -> str:
        """Give a draft's own words, or the sentence that was made from the figures."""
        return self.words.say(draft.said) if draft.text is None else draft.text


def report(facts: Facts, texts: Texts, pictures: Mapping[str, Picture]) -> Report:
    """Make the report of one project over one period: with exact figures for its own use, or of a publication for the municipality.

    `pictures` are charts by the key of the table that they stand before.
    """
    spans, words = facts.spans, Words(texts)
    title_page = summary.title(facts)
    made = (
        [section(facts) for section in MUNICIPALITY] if isinstance(facts, PublishedFacts) else [section(facts) for section in MAIN]
    )
    heads = {True: "report.year_report", False: "report.period_report"}
    return Report(
        name=f"{spans.project.name}-{_file_part(spans.period)}{facts.suffix}",
        title=words.say(Said(heads[is_year(spans.period)], {"period": facts.fixed("span", spans.period, Kind.SPAN)})),
        project=spans.project.title,
        author=words.cell(facts.fixed("project.partners", spans.project.partners, Kind.NAMES)),
        title_page=title_page,
        blocks=with_pictures(tuple(block for blocks in made for block in blocks), pictures),
        facts=dict(facts.known),
        period=spans.period,
        as_of=spans.as_of,
        words=words,
        is_closed=facts.about.closed_on is not None,
    )


def programme(of: Sequence[PublishedFacts], texts: Texts) -> Report:
    """Make the report of several neighbourhoods: side by side, a chapter each, and their money together."""
    words, first, shown = Words(texts), of[0], [one.publication for one in of]
    chapters = [with_pictures(sections.chapter(one), chapter_pictures(one.publication, texts)) for one in of]
    blocks = (
        *sections.opening(of),
        *(block for chapter in chapters for block in chapter),
        *sections.money(of),
        *sections.annexes(of),
    )
    partners = tuple(dict.fromkeys(partner for one in of for partner in one.spans.project.partners))
    names = tuple(one.spans.project.neighbourhood for one in of)
    title_page = sections.title(of)
    period = first.spans.period
    return Report(
        name=f"{_file_part(period)}{first.suffix}",
        title=words.say(said("report.programme_report", period=first.fixed("span", period, Kind.SPAN))),
        project=words.cell(first.fixed("programme.neighbourhoods", names, Kind.NAMES)),
        author=words.cell(first.fixed("programme.partners", partners, Kind.NAMES)),
        title_page=title_page,
        blocks=with_pictures(blocks, programme_pictures(shown, texts)),
        facts={f"{one.spans.project.name}/{key}": fact for one in of for key, fact in one.known.items()},
        period=period,
        as_of=max(one.spans.as_of for one in of),
        words=words,
        is_closed=False,
    )


def with_pictures(blocks: tuple[Block, ...], pictures: Mapping[str, Picture]) -> tuple[Block, ...]:
    """Put each picture before the table that has its numbers, or before the own text about it; once."""
    made, left = list[Block](), dict(pictures)
    for block in blocks:
        picture = left.pop(block.key if isinstance(block, Table) else block.slot if isinstance(block, OwnText) else "", None)
        made += [block] if picture is None else [picture, block]
    return tuple(made)


def _file_part(period: Period) -> str:
    return str(period.start.year) if is_year(period) else f"{period.start.isoformat()}-{period.last_day.isoformat()}"
