"""Yearly accounts of what the store holds: its data or publications, the own texts and photos, and whether it was closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from adv.access import HERE
from adv.disclosure.publication import Publication
from adv.model import Period, Project
from adv.report.blocks import Paragraph, Photo, Table, said
from adv.report.closed import kept, read_kept
from adv.report.fact import Fact, FactKind, When, is_year
from adv.report.facts import About, Noted
from adv.report.outline import Report, make, make_programme, make_published
from adv.report.published_facts import NothingPublished
from adv.report.spans import year
from adv.settings import load_project, project_names
from adv.texts import Texts, texts
from adv.workbook.tables.findings import NOT_KEPT, Severity, alike

if TYPE_CHECKING:
    from adv.store.store import Store
    from adv.store.yearly_accounts import ClosedAccount

OWN, MUNICIPALITY, PROGRAMME = READERS = ("own", "municipality", "programme")
TOGETHER = "*"  # under this name stand the texts of the programme's account: no project can be called so


class Account(Struct, frozen=True):
    """The account of one period for one reader, and what the store holds beside its numbers."""

    reader: str
    name: str  # under which its texts stand
    period: Period
    about: About
    versions: tuple[ClosedAccount, ...]  # closed ones, the last one first

    @property
    def closed(self) -> ClosedAccount | None:
        """Give the version that holds; None while it is open."""
        return self.versions[0] if self.versions and self.versions[0].reopened is None else None


def account_of(store: Store, project: str, period: Period, reader: str = OWN) -> Account:
    """Read what stands beside the figures of an account."""
    name = TOGETHER if reader == PROGRAMME else project
    versions = store.account_versions(name, period, reader)
    words, photos = store.account_words(name, period), store.account_photos(name, period)
    sources, is_open = store.sources(name), not versions or versions[0].reopened is not None
    before = versions[0] if versions and is_open else next(iter(versions[1:]), None)
    left_out, noted, more = (None, (), 0) if reader != OWN or sources.is_sample else _noted(store, name)
    return Account(
        reader,
        name,
        period,
        About(
            words.texts,
            words.confirmed,
            None if is_open else _day(versions[0]),
            (_day(before), before.reopened.text or "") if before and before.reopened else None,
            sources.files,
            sources.is_sample,
            are_words_closed=reader == MUNICIPALITY and account_of(store, project, period).closed is not None,
            photos={slot: (photo.alt, photo.content) for slot, photo in photos.items()},
            data_version=store.version(name) if reader == OWN else None,
            left_out=left_out,
            noted=noted,
            more_noted=more,
            reported=_reported(store, name, period) if reader == OWN else None,
        ),
        versions,
    )


def _reported(store: Store, project: str, period: Period) -> Table | None:
    """Find the requests by status in the account of the year before that was closed last."""
    told = (read_kept(one.content).report for one in store.account_versions(project, year(period.start.year - 1), OWN)[:1])
    blocks = (block for report in told if report and is_year(period) for block in report.blocks)
    return next((block for block in blocks if isinstance(block, Table) and block.key == "status"), None)


def _day(closed: ClosedAccount) -> date:
    return closed.at.astimezone(HERE).date()


def _noted(store: Store, project: str) -> tuple[int | None, tuple[Noted, ...], int]:
    """Count the rows that do not count, with what was found in the last import and in theirs, errors first, and how much more there was."""
    last = store.last_findings(project)
    if last is None:
        return None, (), 0
    out = store.left_out(project)
    earlier = {(one.version, one.file) for one in out if one.version != last[0].version}
    found = [one for one in last[1] if one.severity is not Severity.INFO]
    found += [
        one for version, file in sorted(earlier) for one in store.findings_of(project, version)
        if one.file == file and one.severity is Severity.ERROR
    ]  # fmt: skip
    found.sort(key=lambda one: one.severity is Severity.WARNING)
    every = [one.whole.in_full(texts("nl")) for one in alike(found)]
    told = [one for one in every if NOT_KEPT not in one.message(texts("nl"))]
    noted = (Noted(one.code, {name: str(value) for name, value in one.params.items()}, one.count) for one in told)
    return sum(one.rows for one in out), tuple(noted), len(every) - len(told)


def project_of(store: Store, name: str) -> Project:
    """Give the settings of a project, with the milestones that were set on the page where there are some."""
    found = load_project(name)
    return replace(found, milestones=store.milestones(name)[0].milestones) if store.milestones_number(name) else found


def published_report(among: Iterable[tuple[Publication, Project, About]], account: Account, texts: Texts) -> Report:
    """Make the account for others, of what is published. Raises `NothingPublished`: nothing is, of the period."""
    of = list(among)
    if account.reader == PROGRAMME:
        return make_programme(of, account.period, account.about, texts)
    if not of:
        raise NothingPublished
    publication, project, _ = of[0]
    return make_published(publication, project, account.about, period=account.period, texts=texts)


def report_of(store: Store, reader: str, project: str, period: Period, texts: Texts) -> Report:
    """Make the account that is asked for; one that was closed is what it was. Raises as `published_report` where for others."""
    account = account_of(store, project, period, reader)
    if account.closed and (told := read_kept(account.closed.content).report):
        return told
    if reader == OWN:
        own = project_of(store, project)
        return make(store.dataset(own), own, period, account.about, texts)
    names = project_names() if reader == PROGRAMME else (project,)
    found = ((store.published(name), name) for name in names)
    of = [(one, project_of(store, name), account_of(store, name, period, MUNICIPALITY).about) for one, name in found if one]
    return published_report(of, account, texts)


def photos_of(closed: ClosedAccount) -> tuple[Photo, ...]:
    """Give the photos in a version that was closed."""
    report = read_kept(closed.content).report
    return () if report is None else tuple(block for block in report.blocks if isinstance(block, Photo) and block.content)


def withdraw(store: Store, account: Account, photo: Photo, *, day: date, who: str, pdf: Callable[[Report], bytes]) -> None:
    """Take a photo out of every version of a period, closed ones too, since consent for it was withdrawn; a sentence says so there."""
    told, without = said("report.photo_withdrawn", day=Fact("withdrawn", When.FIXED, day, FactKind.DAY)), {}
    for version in (one for reader in READERS for one in store.account_versions(account.name, account.period, reader)):
        report = read_kept(version.content).report
        if report and any(one.content == photo.content for one in photos_of(version)):
            is_it = [isinstance(block, Photo) and block.content == photo.content for block in report.blocks]
            blocks = (Paragraph((told,)) if gone else block for block, gone in zip(report.blocks, is_it, strict=True))
            report = replace(report, blocks=tuple(blocks))
            without[version.number] = (kept(report), pdf(report))
    store.withdraw_photo(account.name, account.period, slot=photo.slot, content=photo.content, without=without, who=who)


def close(store: Store, account: Account, report: Report, pdf: bytes, *, version: int, who: str) -> None:
    """Keep an account for good as it is now."""
    content, period = kept(report), account.period
    store.close_account(account.name, period, reader=account.reader, content=content, pdf=pdf, version=version, who=who)
