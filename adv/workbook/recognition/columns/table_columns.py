"""Columns of one table: each kind of evidence in its order, identifiers blocked, and what the table still lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.columns.assignment import DECIDED, FREE_TEXT, SAYS_SO, Assignment, Column, SheetColumns
from adv.workbook.recognition.evidence.addresses import (
    account_headings,
    door_beside_street,
    no_number_of_rows,
    street_of_sheet,
    street_or_address,
)
from adv.workbook.recognition.evidence.amounts_in_parts import cents_beside, parts_of_amounts, row_sums, unit_prices
from adv.workbook.recognition.evidence.bookkeeping import bookkeeping
from adv.workbook.recognition.evidence.by_content import by_content, references
from adv.workbook.recognition.evidence.by_header import by_header
from adv.workbook.recognition.evidence.codes import code_book, codes
from adv.workbook.recognition.evidence.counted_visits import counted_visits
from adv.workbook.recognition.evidence.doubts import branches, each_field_once, numbered_alike
from adv.workbook.recognition.evidence.form_columns import form_columns, summaries
from adv.workbook.recognition.evidence.ledger_by_content import sums_of_year
from adv.workbook.recognition.evidence.repeated_visits import (
    QUESTION,
    diaries,
    parts_that_follow,
    questions_in_words,
    repeated_visits,
)
from adv.workbook.recognition.evidence.row_states import conversation_asked, outcome_ticks, row_colour, row_states, struck_columns
from adv.workbook.recognition.evidence.street_headings import Headings, street_headings
from adv.workbook.recognition.evidence.weeks_and_years import weeks_and_years
from adv.workbook.recognition.evidence.which_counts import which_counts
from adv.workbook.understood import ColumnRecognition, Reason, RememberedSheet
from adv.workbook.vocabulary.fields import CENTRE, DIARY, FIELDS, LISTED, STATE, TIMES, Kind, is_beside, missing
from adv.workbook.vocabulary.knowledge import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.disclosure.identifiers import Verdict
    from adv.workbook.recognition.known import Known
    from adv.workbook.recognition.places.layout import Layout

EVIDENCE: Final = (
    by_header,
    code_book,
    codes,
    row_states,
    struck_columns,
    bookkeeping,
    cents_beside,
    form_columns,
    questions_in_words,
    parts_that_follow,
    street_or_address,
    door_beside_street,
    repeated_visits,
    diaries,
    branches,
    which_counts,
    parts_of_amounts,
    each_field_once,
    unit_prices,
    by_content,
    references,
    door_beside_street,  # the street may only have shown by its content
    no_number_of_rows,
    counted_visits,
    row_sums,
    weeks_and_years,
    conversation_asked,
    outcome_ticks,
    summaries,
    row_colour,
    numbered_alike,
)
CERTAINTY_OF_UNKNOWN: Final = 0.5  # certainty that a column can be left out whose content could be that of a field without a column
# Content of an unknown column that this table could have used: then it is asked what it is.
TELLING_KINDS: Final = (
    Kind.DAY,
    Kind.OUTCOME,
    Kind.STATUS,
    Kind.GOAL,
    Kind.THEMES,
    Kind.PARTNERS,
    Kind.AREA,
    Kind.YES_NO,
    Kind.SCORE,
)


class TableColumns(Struct, frozen=True):
    """The columns of one table, what it lacks, and what has to be said about it."""

    table: TableName
    columns: tuple[ColumnRecognition, ...]
    missing: tuple[str, ...]
    same: tuple[tuple[str, int, int], ...] = ()  # as in `Assignment`
    more: tuple[tuple[int, int], ...] = ()
    differing: tuple[tuple[int, tuple[int, ...]], ...] = ()
    links: Mapping[int, str] = field(default_factory=dict)  # blocked columns of numbers: they join rows in this import only
    personal: tuple[tuple[int, Verdict], ...] = ()
    street: str | None = None  # of a sheet that is about one street and has no column for it
    headings: Headings = ()  # streets, or accounts, that stand as headings between the rows
    year: int | None = None  # of all amounts, where no column says a day
    lacks_year: bool = False  # these are sums of a year, and nothing says of which

    @property
    def fields(self) -> frozenset[str]:
        """The fields that were found."""
        return frozenset(column.field for column in self.columns if column.field) | {*self.links.values()}

    @property
    def weight(self) -> float:
        """Weight of what speaks for this table."""
        best: dict[str, float] = {}
        for column in self.columns:
            is_of_the_row = column.field == STATE or (column.field == CENTRE and self.table is not TableName.EXPENSES)
            if column.field and not is_of_the_row and not is_beside(column.field):
                best[column.field] = max(best.get(column.field, 0), column.certainty)
        return sum(best.values()) + best.get(DIARY, 0) + len(self.links)  # a diary says two things


def table_columns(
    table: TableName, layout: Layout, sheet: SheetColumns, known: Known, remembered: RememberedSheet | None = None
) -> TableColumns:
    """Give each column of a table its field. `remembered` is how a sheet of this shape was read before."""
    before = {column: (name, option) for column, name, option in remembered.columns} if remembered else {}
    assigned = Assignment(known.tables[table], known, sheet, sheet.under(layout), before)
    for look_at in EVIDENCE:
        assigned = look_at(assigned)
    found = _recognised(assigned)
    return _with_accounts(found, assigned) if table is TableName.EXPENSES else _with_streets(found, assigned)


def _recognised(assigned: Assignment) -> TableColumns:
    """Block what identifies people, and say of every column what it is and why."""
    verdicts = {at: verdict for at, column in assigned.columns.items() if (verdict := _verdict(assigned, column))}
    blocked = {at for at, verdict in verdicts.items() if verdict.blocked}
    links = {at: match.field for at, match in assigned.matches.items() if at in blocked and assigned.kind(match.field) is Kind.ID}
    columns = tuple(_told(column, assigned, verdicts.get(at)) for at, column in assigned.columns.items())
    doubts = assigned.same, assigned.more, assigned.differing
    found = TableColumns(assigned.words.table, columns, (), *doubts, links, tuple(verdicts.items()))
    return replace(found, missing=missing(found.table, found.fields))


def _with_accounts(found: TableColumns, assigned: Assignment) -> TableColumns:
    sums = sums_of_year(assigned) if found.missing == ("booked_on",) else None
    if sums is not None:
        found = replace(found, missing=() if sums.year else found.missing, year=sums.year, lacks_year=sums.year is None)
    if found.missing or found.fields & {"account", "account_name", "category"}:
        return found
    return replace(found, headings=account_headings(list(assigned.columns.values()), assigned.knowledge.categories))


def _with_streets(found: TableColumns, assigned: Assignment) -> TableColumns:
    door = next((column.column for column in found.columns if column.field == "house_number"), None)
    fields, project = found.fields, assigned.knowledge.project
    if "street" not in found.missing and (door is None or fields & {"street", "address", "visit_id"}):
        return found
    columns, street = assigned.columns, street_of_sheet(assigned)
    if door is None and not assigned.sheet.sheet.is_tally and not any(street in area.streets for area in project.areas):
        return found
    headings = () if door is None else street_headings(list(columns.values()), columns[door], assigned.knowledge, street)
    lacking = tuple(name for name in found.missing if name != "street" or not (street or headings))
    return replace(found, missing=lacking, street=None if headings else street, headings=headings)


def _verdict(assigned: Assignment, column: Column) -> Verdict | None:
    """Say whether a column identifies people ("BSN", "Naam bewoner"); one that is read as a day or an outcome does not."""
    match = assigned.matches.get(column.header.column)
    unneeded = assigned.knowledge.words.unneeded.get(column.header.bare)
    # A column that calls itself a BSN is one, whatever anybody wants it to be.
    if match and (unneeded not in SAYS_SO or match.field == "account"):
        return column.verdict(None) if assigned.kind(match.field) in FREE_TEXT else None
    return column.verdict(unneeded)


def _told(column: Column, assigned: Assignment, verdict: Verdict | None) -> ColumnRecognition:
    """Say what a column is read as, else whom it identifies, else why it is left out."""
    header, unneeded = column.header, assigned.knowledge.words.unneeded
    at, text, certainty = header.column, header.shown, 1.0
    if (match := assigned.matches.get(at)) and not (verdict and verdict.blocked):
        is_remark = match.field == TIMES or match.reason.key == QUESTION or (match.field == DIARY and header.bare in unneeded)
        # Names stay names when the user says that they are what rows refer by.
        may_name = match.reason.key in DECIDED and assigned.kind(match.field) in FREE_TEXT
        is_of_people = may_name and column.verdict(unneeded.get(header.bare)) is not None
        samples = () if is_remark or is_of_people else shown(column.sample)
        return ColumnRecognition(at, text, match.field, match.certainty, match.reason, samples, option=match.option)
    if verdict:
        reason = Reason(f"identifier_{verdict.identifier.value}")
    elif at in assigned.left_out:
        reason = assigned.left_out[at]
    elif not column.sample:
        reason = Reason("column_empty")
    elif header.bare in unneeded or header.is_of_a_tool:
        reason = Reason("not_needed")
    else:
        reason, certainty = Reason("unknown"), CERTAINTY_OF_UNKNOWN if _may_be_missed(column, assigned) else 1.0
    return ColumnRecognition(at, text, None, certainty, reason, blocked=bool(verdict and verdict.blocked))


def _may_be_missed(column: Column, assigned: Assignment) -> bool:
    """Say whether an unknown column may be a field that the table lacks: "Kolom F" holds days, and no column says the day."""
    found = assigned.named
    kinds = {kind for name, kind in FIELDS[assigned.words.table].items() if name not in found}
    return (bool(kinds & LISTED) and column.repeats) or any(kind in kinds and assigned.fits(column, kind) for kind in TELLING_KINDS)
