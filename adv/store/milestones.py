"""Milestones of the neighbourhood that were set on the page: each change is a whole list of its own, the last one holds.

So there is a history, going back is one more list, and two people who each add one at the same time both find theirs in it.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from sqlalchemy import func, insert, select

from adv.errors import ImportRefused
from adv.model import Milestone
from adv.store.schema import milestone_lists

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Row


class MilestoneList(Struct, frozen=True):
    """The milestones of a project after one change."""

    number: int  # from 1
    at: datetime
    who: str
    milestones: tuple[Milestone, ...]  # by day


def latest_number(connection: Connection, project: str) -> int:
    """Give the number of the list that holds; 0: none was ever set."""
    return connection.scalar(select(func.max(milestone_lists.c.number)).where(milestone_lists.c.project == project)) or 0


def read_lists(connection: Connection, project: str) -> tuple[MilestoneList, ...]:
    """Read all lists of a project, the latest first."""
    wanted = select(milestone_lists).where(milestone_lists.c.project == project).order_by(milestone_lists.c.number.desc())
    return tuple(_decoded(row) for row in connection.execute(wanted))


def change(
    connection: Connection,
    project: str,
    *,
    before: Iterable[Milestone],
    who: str,
    add: Iterable[Milestone] = (),
    remove: Iterable[Milestone] = (),
) -> None:
    """Write the list that holds now with some added and some removed. `before` is what holds where none was ever set."""
    known = read_lists(connection, project)
    present = known[0].milestones if known else tuple(before)
    _write(connection, project, {*present, *add} - {*remove}, who=who)


def go_back(connection: Connection, project: str, number: int, *, who: str) -> None:
    """Write the list with this number anew, as the one that holds.

    Raises
    ------
    ImportRefused
        There is no such list.
    """
    wanted = next((known for known in read_lists(connection, project) if known.number == number), None)
    if wanted is None:
        raise ImportRefused("no_such_milestones")
    _write(connection, project, wanted.milestones, who=who)


def _write(connection: Connection, project: str, milestones: Iterable[Milestone], *, who: str) -> None:
    ordered = sorted(milestones, key=lambda one: (one.day, one.name))
    record = {
        "project": project,
        "number": latest_number(connection, project) + 1,
        "at": datetime.now(UTC),
        "who": who,
        "milestones": json.dumps([[one.day.isoformat(), one.name] for one in ordered], ensure_ascii=False),
    }
    connection.execute(insert(milestone_lists), [record])


def _decoded(row: Row[tuple[object, ...]]) -> MilestoneList:
    listed = json.loads(str(row.milestones))
    return MilestoneList(row.number, row.at, row.who, tuple(Milestone(date.fromisoformat(day), name) for day, name in listed))
