"""Totals of a whole import that cannot be: far more spent than the budget, far more visits than the project set out to make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adv.model import Outcome, TableName
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.table import cents_of, holds
from adv.workbook.values.amounts import plain_euros

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.model import Project
    from adv.workbook.tables.findings import FindingLog
    from adv.workbook.tables.table import Table

TIMES_BUDGET: Final = 3
TIMES_TARGET: Final = 3  # conversations
TIMES_DOORS: Final = 12  # visits, with those where nobody was at home, for each conversation that is wanted
TIMES_HOMES: Final = 1.5  # households for each of the addresses that came in too


def say_implausible(tables: Mapping[TableName, Table], project: Project, log: FindingLog) -> None:
    """Warn when the money or the visits of all files together are beyond what the project can have."""
    money, visits = tables[TableName.EXPENSES], tables[TableName.VISITS]
    cents = cents_of(money, money.keep)
    if project.budget_cents and cents > TIMES_BUDGET * project.budget_cents:
        said = {"euros": plain_euros(cents), "budget": plain_euros(project.budget_cents)}
        _say(money, "spent_beyond_budget", log, **said)
    talked = int((visits.keep & holds(visits.column("outcome"), lambda value: value == Outcome.CONVERSATION)).sum())
    knocked = int(visits.keep.sum())
    if project.target and (talked > TIMES_TARGET * project.target or knocked > TIMES_DOORS * project.target):
        _say(visits, "visits_beyond_target", log, visits=knocked, talked=talked, target=project.target)
    homes, households = int(tables[TableName.ADDRESSES].keep.sum()), _households(visits)
    if homes and households > TIMES_HOMES * homes:
        _say(visits, "visits_beyond_homes", log, households=households, homes=homes)


def _households(visits: Table) -> int:
    """Count the homes that were visited, as far as their number is known."""
    codes = visits.column("household").codes
    return len(set(codes[visits.keep & (codes >= 0)].tolist())) if len(codes) else 0


def _say(table: Table, code: str, log: FindingLog, **said: str | int) -> None:
    part = table.parts[0]
    log.add(Severity.WARNING, code, part.file, part.sheet, (), **said)
