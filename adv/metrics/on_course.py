"""On course or not: whether visits, euros and open questions stand where they should by now, and how much off is too much."""

from __future__ import annotations

from enum import StrEnum

from adv.metrics.coverage import Coverage
from adv.metrics.final_cost import FEWEST_COMPLETED

ON_COURSE = 0.10  # of what was planned by now, and of what is planned from now on: a busy month makes up for being so far behind
WATCH = 0.30  # of what is planned from now on: beyond this the rest must go so much faster that waiting will not do it
FAR_FROM_PLAN = 0.60  # of what was planned by now: beyond this hardly anything of the plan was done
SMALLEST = 1 / 8  # of the target: against less work than this, planned or left, one visit more or less would turn the verdict
TOO_EARLY = 0.03  # of the target planned by now: about the first month of three years, before which nobody is called behind
NEARLY = 0.05  # of the target, short of it when the period is over: 152 of 160 is not the same as half of it
EUROS_ON_COURSE = 0.05  # of the budget
EUROS_WATCH = 0.15  # beyond three times that, the plan will not be met by waiting
OLD_ON_COURSE = 0.10  # of the waiting requests older than WAIT_BANDS' last band: a few hard cases are always there
OLD_WATCH = 0.25  # beyond a quarter, the follow-up is slow and not the cases hard
DEAR = 1.15  # times the budgeted cost per visit: the same limit as beyond EUROS_WATCH, for money that goes faster than the work
MANY_OLD = 3  # fewer than this are never "many", whatever their share


class Course(StrEnum):
    """The ways in which something can stand."""

    ON_COURSE = "on_course"
    WATCH = "watch"
    OFF_COURSE = "off_course"
    DONE = "done"
    UNKNOWN = "unknown"


def course(gap: float, size: float, *, ok: float = EUROS_ON_COURSE, watch: float = EUROS_WATCH) -> Course:
    """Judge something that is `gap` away from where it should be, on a scale of `size`; both limits belong to the better side."""
    share = gap / size
    if share <= ok:
        return Course.ON_COURSE
    return Course.WATCH if share <= watch else Course.OFF_COURSE


def visits_course(exact: Coverage) -> Course:
    """Judge completed visits that are behind within the period: against the plan so far and against what is left of it.

    Of the whole target alone, three of eleven planned visits would be a small lag, and so would nine to go in the last week.
    """
    gap, smallest = exact.planned - exact.completed, exact.target * SMALLEST
    of_so_far = gap / max(exact.planned, smallest)
    of_the_rest = gap / max(exact.target - exact.planned, smallest)
    if exact.planned < TOO_EARLY * exact.target:
        return Course.UNKNOWN
    if max(of_so_far, of_the_rest) <= ON_COURSE:
        return Course.ON_COURSE
    return Course.OFF_COURSE if of_so_far > FAR_FROM_PLAN or of_the_rest > WATCH else Course.WATCH


def is_nearly_reached(exact: Coverage) -> bool:
    """Tell whether hardly anything is missing of a target that was not reached."""
    return exact.completed >= (1 - NEARLY) * exact.target


def is_ahead(exact: Coverage) -> bool:
    """Tell whether so much more is completed than planned that it deserves a word of its own."""
    return exact.completed - exact.planned > ON_COURSE * max(exact.planned, exact.target * SMALLEST)


def requests_course(old: int, dated: int) -> Course:
    """Judge whether many of the waiting requests of which the day is known have waited long."""
    if not dated:
        return Course.UNKNOWN
    found = course(old, dated, ok=OLD_ON_COURSE, watch=OLD_WATCH)
    return Course.WATCH if found is Course.OFF_COURSE and old < MANY_OLD else found


def is_dear(whole: Coverage, spent: int, budget: int) -> bool:
    """Tell whether a visit costs far more than the budget has for it; too few visits tell nothing."""
    return whole.completed >= FEWEST_COMPLETED and spent / whole.completed > DEAR * budget / whole.target
