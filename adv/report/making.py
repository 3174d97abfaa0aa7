"""A report made: facts, blocks and pictures together."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from adv.report import published_pictures
from adv.report.facts import Facts
from adv.report.outline import Report, programme, report
from adv.report.pictures import pictures
from adv.report.published_facts import NothingPublished, PublishedFacts
from adv.report.setting import About
from adv.report.spans import spans_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from adv.disclosure.publication import Publication
    from adv.model import Dataset, Period, Project
    from adv.texts import Texts


def about_of(
    project: Project,
    *,
    files: tuple[tuple[str, str, date], ...] = (),
    is_sample: bool = False,
    own: Mapping[str, str] | None = None,
    confirmed: frozenset[str] = frozenset(),
    closed_on: date | None = None,
    replaces: tuple[date, str] | None = None,
) -> About:
    """Put together what the data cannot know: of the settings, of the imports, and what was written."""
    return About(
        decision=project.decision,
        income_cents=project.income_cents,
        texts=own or {},
        confirmed=confirmed,
        closed_on=closed_on,
        replaces=replaces,
        files=files,
        is_sample=is_sample,
    )


def make_published(publication: Publication, project: Project, about: About, *, period: Period, texts: Texts) -> Report:
    """Make the report of one project over one period for the municipality, of what is published and nothing else.

    Raises
    ------
    AdvError
        Nothing was published within the period, or the publication does not fit.
    """
    facts = PublishedFacts(publication, project, period, about)
    return report(facts, texts, published_pictures.pictures(facts.publication, texts))


def make_programme(of: Sequence[tuple[Publication, Project, About]], period: Period, texts: Texts) -> Report:
    """Make the report of several projects over one period, of those that published something within it.

    Raises
    ------
    AdvError
        None did, or a publication does not fit.
    """
    known: list[PublishedFacts] = []
    for publication, project, about in of:
        with suppress(NothingPublished):
            known.append(PublishedFacts(publication, project, period, about))
    if not known:
        raise NothingPublished
    return programme(known, texts)


def make(dataset: Dataset, project: Project, period: Period, about: About, texts: Texts) -> Report:
    """Make the report of one project over one period, with its pictures."""
    facts = Facts(spans_of(dataset, project, period), about)
    return report(facts, texts, pictures(facts, texts))
