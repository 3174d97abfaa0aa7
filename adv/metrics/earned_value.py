"""Earned value: whether money and visits keep pace. It assumes that money should follow visits: the screen says so."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from adv.metrics.budget import budget
from adv.metrics.coverage import completed_days, day_planned, planned, reached_on, time_planned
from adv.metrics.values import NotAvailable, over, then
from adv.model import Dataset, Period, Project, TargetUnit


class EarnedSchedule(Struct, frozen=True):
    """Earned value in time: when the plan was to earn what is earned by now. Days from the project's start.

    Source: Lipke, Schedule is Different, The Measurable News (2003).
    """

    es: float  # earned schedule: the time at which the plan was to earn today's EV
    at: float  # actual time; stands still once the target is reached
    pd: float  # planned duration

    @property
    def sv_t(self) -> float | NotAvailable:
        """ES - AT, in days; negative: late."""
        return NotAvailable("not_begun") if self.at <= 0 else self.es - self.at

    @property
    def spi_t(self) -> float | NotAvailable:
        """ES / AT; below 1: late."""
        return over(self.es, self.at, "not_begun")

    @property
    def ieac_t(self) -> float | NotAvailable:
        """PD / SPI(t): the project's duration in days at this pace."""
        return then(self.spi_t, lambda pace: over(self.pd, pace, "nothing_earned"))


class EarnedValue(Struct, frozen=True):
    """Budget, plan, work and money at one moment, all in one unit of money (cents from `earned_value`).

    Source: PMI, Practice Standard for Earned Value Management.
    """

    bac: float  # budget at completion
    pv: float  # planned value: budget x the plan's share at as_of
    ev: float  # earned value: budget x coverage, at most the budget
    ac: float | NotAvailable  # actual cost: spent
    schedule: EarnedSchedule

    @property
    def sv(self) -> float:
        """EV - PV; negative: behind the plan."""
        return self.ev - self.pv

    @property
    def cv(self) -> float | NotAvailable:
        """EV - AC; negative: dearer than planned."""
        return then(self.ac, lambda ac: self.ev - ac)

    @property
    def spi(self) -> float | NotAvailable:
        """EV / PV; below 1: behind the plan."""
        return over(self.ev, self.pv, "nothing_planned")

    @property
    def cpi(self) -> float | NotAvailable:
        """EV / AC; below 1: dearer than planned."""
        return then(self.ac, lambda ac: over(self.ev, ac, "nothing_spent"))

    @property
    def eac(self) -> float | NotAvailable:
        """BAC / CPI: the cost at completion when visits go on costing what they cost."""
        return then(self.cpi, lambda cpi: over(self.bac, cpi, "nothing_earned"))

    @property
    def eac_atypical(self) -> float | NotAvailable:
        """AC + (BAC - EV): the rest goes as planned."""
        return then(self.ac, lambda ac: ac + (self.bac - self.ev))

    @property
    def eac_combined(self) -> float | NotAvailable:
        """AC + (BAC - EV) / (CPI x SPI): the rest costs and lags as it did."""
        both = then(self.cpi, lambda cpi: then(self.spi, lambda spi: cpi * spi))
        rest = then(both, lambda pace: over(self.bac - self.ev, pace, "nothing_earned"))
        return then(self.ac, lambda ac: then(rest, lambda rest: ac + rest))

    @property
    def etc(self) -> float | NotAvailable:
        """EAC - AC: still to be spent."""
        return then(self.ac, lambda ac: then(self.eac, lambda eac: eac - ac))

    @property
    def vac(self) -> float | NotAvailable:
        """BAC - EAC: what will be left; negative: short."""
        return then(self.eac, lambda eac: self.bac - eac)

    @property
    def tcpi(self) -> float | NotAvailable:
        """(BAC - EV) / (BAC - AC): how much value each remaining euro must bring; not available once the budget is spent."""
        return then(self.ac, lambda ac: over(self.bac - self.ev, self.bac - ac, "budget_spent"))


def earned_value(dataset: Dataset, project: Project, as_of: date) -> EarnedValue | NotAvailable:
    """PV, EV and AC at the end of `as_of`, in cents, with the earned schedule. Without bookings AC alone is not available."""
    done = completed_days(dataset, project, as_of)
    if isinstance(done, NotAvailable):
        return done
    earned = min(len(done), project.target)
    return EarnedValue(
        bac=project.budget_cents,
        pv=project.budget_cents * planned(project, as_of) / project.target,
        ev=project.budget_cents * earned / project.target,
        ac=then(budget(dataset, project, as_of), lambda money: money.spent_cents),
        schedule=EarnedSchedule(
            es=time_planned(project, earned),
            at=((reached_on(done, project) or as_of) - project.period.start).days + 1,
            pd=time_planned(project, project.target),
        ),
    )


class ValueCurve(Struct, frozen=True):
    """PV, EV and AC at the end of a day, in cents, with what they are of; of the whole project."""

    as_of: date
    period: Period
    target: int
    target_unit: TargetUnit
    completed: int
    reached_on: date | None  # the day on which the target was reached
    lag_days: int  # since the plan was to have earned what is earned; negative: ahead. Stands still once the target is reached
    value: EarnedValue  # at the end of as_of, in cents

    @property
    def planned_cost_per_visit(self) -> float:
        """Budget / target, in cents."""
        return self.value.bac / self.target


def value_curve(dataset: Dataset, project: Project, as_of: date) -> ValueCurve | NotAvailable:
    """Give the earned value of `as_of`, with what was done by then and when."""
    value, done = earned_value(dataset, project, as_of), completed_days(dataset, project, as_of)
    if isinstance(value, NotAvailable):
        return value
    if isinstance(done, NotAvailable):
        return done
    reached = reached_on(done, project)
    return ValueCurve(
        as_of=as_of,
        period=project.period,
        target=project.target,
        target_unit=project.target_unit,
        completed=len(done),
        reached_on=reached,
        lag_days=((reached or as_of) - day_planned(project, len(done))).days,
        value=value,
    )
