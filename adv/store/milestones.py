"""Milestones of the neighbourhood that were set on the page: each change is a whole list of its own, the last one holds.

So there is a history, going back is one more list, and two people who each add one at the same time both find theirs in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct
from sqlalchemy import Connection, func, insert, select

from adv.errors import ImportRefused
from adv.model import Milestone, Project
from adv.store.dialect import Connected, next_line, reading, writing
from adv.store.schema import milestone_lists

OF_A_FILE = "upgrade"  # name for who set milestones that an older version kept in files


class MilestoneList(Struct, frozen=True):
    """The milestones of a project after one change."""

    number: int  # from 1
    at: datetime
    who: str
    milestones: tuple[Milestone, ...]  # by day


class Milestones(Connected):
    """Milestones in the store."""

    def milestones(self, project_name: str) -> tuple[MilestoneList, ...]:
        """Read the milestones that were set on the page, change by change, the latest first."""
        with reading(self.engine) as connection:
            return _lists(connection, project_name)

    def milestones_number(self, project_name: str) -> int:
        """Give the number of the latest change of the milestones; 0: none was ever set."""
        with reading(self.engine) as connection:
            return _latest_number(connection, project_name)

    def change_milestones(
        self, project: Project, *, who: str, add: Iterable[Milestone] = (), remove: Iterable[Milestone] = ()
    ) -> None:
        """Add and remove milestones; what others have changed meanwhile stays."""
        with writing(self.engine) as connection:
            known = _lists(connection, project.name)
            present = known[0].milestones if known else project.milestones
            _write(connection, project.name, {*present, *add} - {*remove}, who=who)

    def go_back_to_milestones(self, project_name: str, number: int, *, who: str) -> None:
        """Make the list with this number the last one again. Raises `ImportRefused`: there is no such list."""
        with writing(self.engine) as connection:
            wanted = next((known for known in _lists(connection, project_name) if known.number == number), None)
            if wanted is None:
                raise ImportRefused("no_such_milestones")
            _write(connection, project_name, wanted.milestones, who=who)

    def adopt_milestones(self, project_name: str, known: Iterable[Milestone]) -> None:
        """Take over the milestones of a file of an older version, where none was set in the database yet."""
        with writing(self.engine) as connection:
            if not _latest_number(connection, project_name):
                _write(connection, project_name, set(known), who=OF_A_FILE)


def _latest_number(connection: Connection, project: str) -> int:
    return connection.scalar(select(func.max(milestone_lists.c.number)).where(milestone_lists.c.project == project)) or 0


def _lists(connection: Connection, project: str) -> tuple[MilestoneList, ...]:
    wanted = select(milestone_lists).where(milestone_lists.c.project == project).order_by(milestone_lists.c.number.desc())
    return tuple(
        MilestoneList(
            row.number, row.at, row.who, tuple(Milestone(date.fromisoformat(day), name) for day, name in json.loads(row.milestones))
        )
        for row in connection.execute(wanted)
    )


def _write(connection: Connection, project: str, milestones: Iterable[Milestone], *, who: str) -> None:
    ordered = sorted(milestones, key=lambda one: (one.day, one.name))
    told = json.dumps([[one.day.isoformat(), one.name] for one in ordered], ensure_ascii=False)
    connection.execute(insert(milestone_lists), [next_line(connection, milestone_lists, project, who) | {"milestones": told}])
