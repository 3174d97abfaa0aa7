"""The canonical fields: what a column of each table can be, what it holds, and which ones a table cannot do without."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from adv.model import Period, TableName
from adv.workbook.values.day_columns import day_options, years_of
from adv.workbook.values.money_units import FACTORS

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """Kinds of cells that a field can have."""

    ID = "id"
    DAY = "day"
    STREET = "street"
    NUMBER = "number"  # of a house, with what is added to it
    NAME = "name"  # free text that names something: a category, an organisation, a kind of activity
    AREA = "area"
    OUTCOME = "outcome"
    STATUS = "status"
    THEME = "theme"
    THEMES = "themes"
    GOAL = "goal"
    PARTNERS = "partners"
    CATEGORY = "category"  # of cost: the project has its own, and others are taken as they are
    YES_NO = "yes_no"
    SCORE = "score"
    WHOLE = "whole"
    YEAR = "year"
    CENTS = "cents"
    DIARY = "diary"  # days with their outcomes, in one cell
    TIMES = "times"  # number of visits so far, among other words
    ACCOUNT = "account"  # of a ledger: its number, its name, or both
    CENTRE = "centre"  # of cost: a department or a project
    SIDE = "side"  # of an account: debit or credit, out or in
    STATE = "state"  # of the row itself: it counts or does not
    UNUSED = "unused"  # read to understand the sheet, not kept: the postcode, the year of days that lack theirs


YEAR: Final = "year"
STATE: Final = "row_state"
CENTRE: Final = "cost_centre"
CENT_PART: Final = "cent_part"
ADDED: Final = "added"
DIARY: Final = "diary"
TIMES: Final = "times"
HOME: Final = {
    "street": Kind.STREET,
    "house_number": Kind.NUMBER,
    "addition": Kind.NUMBER,
    "postcode": Kind.UNUSED,
    "address": Kind.STREET,
}
FIELDS: Final[Mapping[TableName, Mapping[str, Kind]]] = {
    TableName.VISITS: {
        "visit_id": Kind.ID,
        "visited_on": Kind.DAY,
        YEAR: Kind.UNUSED,
        **HOME,
        "area": Kind.AREA,
        "outcome": Kind.OUTCOME,
        DIARY: Kind.DIARY,
        TIMES: Kind.TIMES,
        "organisations": Kind.PARTNERS,
        "attempt": Kind.WHOLE,
        "themes": Kind.THEMES,
        "becomes_active": Kind.YES_NO,
        "home_score": Kind.SCORE,
        "neighbourhood_score": Kind.SCORE,
        CENTRE: Kind.CENTRE,
        STATE: Kind.STATE,
    },
    TableName.REQUESTS: {
        "request_id": Kind.ID,
        "visit_id": Kind.ID,
        **HOME,  # the address says which visit it was if none is named
        "theme": Kind.THEME,
        "goal": Kind.GOAL,
        "status": Kind.STATUS,
        "owner": Kind.NAME,
        "raised_on": Kind.DAY,
        "closed_on": Kind.DAY,
        CENTRE: Kind.CENTRE,
        STATE: Kind.STATE,
        YEAR: Kind.UNUSED,
    },
    TableName.EXPENSES: {
        "booked_on": Kind.DAY,
        "cents": Kind.CENTS,
        CENT_PART: Kind.UNUSED,  # of an amount of which the euros stand in another column
        ADDED: Kind.UNUSED,  # one of several columns of amounts that count together
        "credit": Kind.CENTS,  # sums that are taken off
        "received": Kind.CENTS,  # income, which is no cost
        "side": Kind.SIDE,
        "state": Kind.SIDE,  # state of a cost: cancelled, only offered
        "category": Kind.CATEGORY,
        "account": Kind.ACCOUNT,
        "account_name": Kind.ACCOUNT,
        "credit_account": Kind.ACCOUNT,  # in rows that name both sides of a booking
        CENTRE: Kind.CENTRE,
        "organisation": Kind.NAME,
        STATE: Kind.STATE,
        YEAR: Kind.UNUSED,
    },
    TableName.BUDGET_LINES: {"category": Kind.CATEGORY, YEAR: Kind.YEAR, "cents": Kind.CENTS},
    TableName.ACTIVITIES: {
        "held_on": Kind.DAY,
        "kind": Kind.NAME,
        "area": Kind.AREA,
        "participants": Kind.WHOLE,
        STATE: Kind.STATE,
        YEAR: Kind.UNUSED,
    },
    TableName.ADDRESSES: {**HOME, "area": Kind.AREA},
}
# Each entry is one thing that must be there; where it names several fields, any of them will do.
REQUIRED: Final[Mapping[TableName, tuple[tuple[str, ...], ...]]] = {
    TableName.VISITS: (("visited_on", DIARY), ("street", "address"), ("outcome", DIARY)),
    TableName.REQUESTS: (("visit_id", "house_number", "address"), ("theme",), ("status",)),
    TableName.EXPENSES: (("booked_on",), ("cents", "credit", "received")),
    TableName.BUDGET_LINES: (("category",), ("cents",)),
    TableName.ACTIVITIES: (("held_on",), ("kind", "participants")),
    TableName.ADDRESSES: (("street", "address"), ("house_number", "address")),
}
# Fields of which several columns are one value together: an x in a column per theme, or first and second organisation.
SEVERAL: Final = frozenset({Kind.THEMES, Kind.PARTNERS, Kind.DIARY, Kind.STATE})
# Options of a column of house numbers or addresses: in which "12-14" is one door, or several.
ONE_DOOR: Final = "one_door"
SEVERAL_DOORS: Final = "several_doors"
DOORS: Final = frozenset({"house_number", "address"})
# Options of a column of amounts, of which all may be in another unit or what was spent so far, or the small ones a thousandth of what was meant.
RUNNING_TOTAL: Final = "running_total"
ONLY_SPENT: Final = "only_spent"  # an amount with a minus is the payment of one without
THOUSANDTHS: Final = "thousandths"
LOST_DECIMALS: Final = "lost_decimals"  # the large whole ones lost their decimal sign
AS_WRITTEN: Final = "as_written"
OF_AMOUNTS: Final = (*FACTORS, THOUSANDTHS, LOST_DECIMALS, RUNNING_TOTAL, ONLY_SPENT, AS_WRITTEN)
# Options of a column that says whether its row counts: what a yes or a mark in it means.
YES_COUNTS: Final = "yes_counts"
YES_VOIDS: Final = "yes_voids"
# Fields that hold days: an option of their column says how these are read.
DAYS: Final = frozenset(name for fields in FIELDS.values() for name, kind in fields.items() if kind is Kind.DAY)
# Fields that hold amounts: an option of their column says how these are read, or of which year they are.
AMOUNTS: Final = frozenset(name for fields in FIELDS.values() for name, kind in fields.items() if kind is Kind.CENTS)
# Fields of which a column can hold marks, its option saying for what.
MARKED: Final = frozenset({"themes", "organisations", "outcome"})
# Kinds of which the cells are read to understand their rows, and not kept.
NOT_KEPT: Final = frozenset({Kind.UNUSED, Kind.ACCOUNT, Kind.CENTRE, Kind.SIDE, Kind.STATE})
# Kinds of which a column has a few words again and again.
LISTED: Final = frozenset({Kind.CATEGORY, Kind.PARTNERS, Kind.OUTCOME, Kind.STATUS, Kind.THEME, Kind.THEMES, Kind.GOAL, Kind.AREA})
# A request in the visit's own row ("Hulpvraag 1: thema"): these fields of it, as ``request.theme`` with the option "1".
WIDE_PREFIX: Final = "request."
WIDE: Final = ("theme", "goal", "status", "owner", "raised_on", "closed_on")
# A second or later attempt in the row of the first ("2e bezoek | Resultaat"), as ``further.outcome`` with the option "2".
ATTEMPT_PREFIX: Final = "further."
OF_AN_ATTEMPT: Final = ("visited_on", "outcome", "organisations")
BESIDE: Final = (WIDE_PREFIX, ATTEMPT_PREFIX)  # fields of something else in the row of a visit
OPTION_SIGN: Final = ":"


def kind_of(table: TableName, field: str) -> Kind:
    """Give the kind of a field's cells."""
    if part := request_part(field):
        return FIELDS[TableName.REQUESTS][part]
    return FIELDS[table][attempt_part(field) or field]


def of_request(part: str) -> str:
    """Name a part of a request that stands in the row of a visit: ``request.theme``."""
    return WIDE_PREFIX + part


def request_part(field: str | None) -> str | None:
    """Give the part of a request that a field in the row of a visit is, "theme" of ``request.theme``; None for any other field."""
    return field.removeprefix(WIDE_PREFIX) if field and field.startswith(WIDE_PREFIX) else None


def of_attempt(part: str) -> str:
    """Name a part of a second or later attempt in the row of the first: ``further.outcome``."""
    return ATTEMPT_PREFIX + part


def attempt_part(field: str | None) -> str | None:
    """Give the part of a later attempt that a field is, "outcome" of ``further.outcome``; None for any other field."""
    return field.removeprefix(ATTEMPT_PREFIX) if field and field.startswith(ATTEMPT_PREFIX) else None


def is_beside(field: str) -> bool:
    """Say whether a field is of something else in the row of a visit: a request, or a later attempt."""
    return field.startswith(BESIDE)


def marks_for(field: str, option: str) -> str:
    """Write down that a column's marks mean one of the values of a field: ``themes:wonen``."""
    return f"{field}{OPTION_SIGN}{option}"


def decided_as(written: str) -> tuple[str, str | None]:
    """Read a field as it was written down, and the value that the column's marks mean: ``themes:wonen`` is themes and "wonen"."""
    field, _, option = written.partition(OPTION_SIGN)
    return field, option or None


def is_field(table: TableName, field: str) -> bool:
    """Say whether a table can have this field: visits "outcome" and ``request.theme``, expenses neither."""
    if is_beside(field):
        return table is TableName.VISITS and (request_part(field) in WIDE or attempt_part(field) in OF_AN_ATTEMPT)
    return field in FIELDS[table]


def is_required(table: TableName, field: str) -> bool:
    """Say whether a row cannot do without this field ("outcome" of a visit), or without one of a few of which this is one ("street", "address")."""
    return any(field in alternatives for alternatives in REQUIRED[table])


def missing(table: TableName, fields: frozenset[str]) -> tuple[str, ...]:
    """The required fields that are not among `fields`, the first of the alternatives of each."""
    return tuple(alternatives[0] for alternatives in REQUIRED[table] if not fields & set(alternatives))


def options_of(field: str, period: Period) -> tuple[str, ...]:
    """List what can be said of how a column with this field is read, its marks apart."""
    if field == DIARY:
        return years_of(period)
    if field in AMOUNTS:  # of which year, in a list without days; and what small amounts are
        return (*(years_of(period) if field == "cents" else ()), *OF_AMOUNTS)
    if field == STATE:
        return (YES_COUNTS, YES_VOIDS)
    return day_options(period) if field in DAYS else (ONE_DOOR, SEVERAL_DOORS) if field in DOORS else ()
