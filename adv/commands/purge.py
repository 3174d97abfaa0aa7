"""``python -m adv purge``: erases one household, or a whole project past its time, from the data and all their history."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import closing
from datetime import date

from adv import data_folder
from adv.access import computer_user, today
from adv.errors import AdvError
from adv.formats import formats
from adv.model import Project
from adv.settings import load_project
from adv.store import open_store
from adv.terminal import say
from adv.texts import Texts, texts

HELP = "purge.help"
RETENTION_MONTHS = 24  # after the project's last day
COPIES = ("adv.before-upgrade-*.db", "adv.replaced-*.db", "backups/*.db")
NOTHING_THERE = 1  # there was nothing to erase


def add_arguments(parser: ArgumentParser, texts: Texts) -> None:
    """The project, perhaps one visit, and whether to do it."""
    parser.add_argument("--project", required=True, help=texts("purge.project"))
    parser.add_argument("--visit", metavar="NUMBER", help=texts("purge.visit"))
    parser.add_argument("--months", type=int, default=RETENTION_MONTHS, help=texts("purge.months", default=RETENTION_MONTHS))
    parser.add_argument("--who", default=computer_user(), help=texts("purge.who", default=computer_user()))
    parser.add_argument("--yes", action="store_true", help=texts("purge.yes"))


def run(args: Namespace) -> int:
    """Tell what goes, and do it when that was asked for; 1 when there is nothing of it."""
    known = texts(args.language)
    project = load_project(args.project)
    if args.visit is None and not is_past(project, today(), args.months):
        day = formats(args.language).long_day(project.period.last_day)
        raise AdvError("retention_not_over", project=project.name, day=day, months=args.months)
    if not args.yes:
        say(known("purge.will_household" if args.visit else "purge.will_project", project=project.title, visit=args.visit or ""))
        say(known("purge.not_done"))
        return 0
    with closing(open_store()) as store:
        if args.visit:
            erased = store.erase_household(project.name, args.visit)
            done = known("purge.household", visits=erased.visits, requests=erased.requests) if erased else ""
        else:
            done = known("purge.done", project=project.title) if store.erase_project(project.name, who=args.who) else ""
    say(*([done, *still_there(known)] if done else [known("purge.nothing")]))
    return 0 if done else NOTHING_THERE


def is_past(project: Project, today: date, months: int) -> bool:
    """Tell whether so many months have gone by since the project's last day."""
    last = project.period.last_day
    return (today.year - last.year) * 12 + today.month - last.month - (today.day < last.day) >= months


def still_there(known: Texts) -> Iterator[str]:
    """Name the copies that keep what was erased; they are files of their own."""
    folder = data_folder.data_folder()
    copies = [file.relative_to(folder) for pattern in COPIES for file in sorted(folder.glob(pattern))]
    if copies:
        yield known("purge.copies")
        yield from (f"  {copy}" for copy in copies)
    yield known("purge.elsewhere")
