"""A report made: facts, blocks and pictures together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.report.facts import Facts
from adv.report.outline import Report, report
from adv.report.pictures import pictures
from adv.report.setting import About
from adv.report.spans import spans_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

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


def make(dataset: Dataset, project: Project, period: Period, about: About, texts: Texts) -> Report:
    """Make the report of one project over one period, with its pictures."""
    facts = Facts(spans_of(dataset, project, period), about)
    return report(facts, texts, pictures(facts, texts))
