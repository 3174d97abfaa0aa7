"""Checks between rows and tables: visits of requests, the order of days, sums, things that were counted twice."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec import Struct

from adv.model import Project, TableName, is_conversation
from adv.workbook.checks.addresses import find_households, locate
from adv.workbook.checks.duplicates import leave_out_doubles, say_copies, say_implausible
from adv.workbook.checks.references import ask_visits
from adv.workbook.checks.row_identifiers import REQUEST_NUMBERS, VISIT_NUMBERS, number_rows
from adv.workbook.checks.visits_of_requests import (
    NO_VISIT,
    OF_A_VISIT,
    VISIT_LEFT_OUT,
    StoredVisits,
    find_by_number,
    join_by_address,
    names_a_visit,
    say_other_address,
)
from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.tables.grid import grouped
from adv.workbook.tables.table import CodedColumn, Table, combine, either, holds, ordinals, translate, values_of
from adv.workbook.values.amounts import plain_euros
from adv.workbook.values.text import fold, untidiness
from adv.workbook.vocabulary.project_names import Names
from adv.workbook.vocabulary.streets import Streets
from adv.workbook.vocabulary.word_lists import WordList, word_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.workbook.tables.table import Codes, Mask
    from adv.workbook.vocabulary.unknown_words import AskedWords

FREE_NAMES: Final[Mapping[TableName, Mapping[str, str | None]]] = {  # free names, and whose of the project's they may be
    TableName.REQUESTS: {"owner": "partners"},
    TableName.EXPENSES: {"organisation": "partners", "category": "cost_categories"},
    TableName.BUDGET_LINES: {"category": "cost_categories"},
    TableName.ACTIVITIES: {"kind": None},
}
LIKE_A_KNOWN: Final[Mapping[str, str]] = {  # findings about a name, and those that say which known name it is like
    "unknown_category": "unknown_category_near",
    "other_organisation": "other_organisation_near",
}


class Checker(Struct, frozen=True, dict=True):
    """The checks of the tables of one intake, in the order in which they need each other."""

    project: Project
    key: bytes
    log: FindingLog
    stored: StoredVisits | None  # visits to which requests may be added
    asked: AskedWords  # takes the words that nobody knows

    @cached_property
    def streets(self) -> Streets:
        """Give the project's streets, with what the user said about others."""
        return Streets(self.project, self.asked.knowledge.own.of(WordList.STREET))

    def check(self, tables: Mapping[TableName, Table]) -> None:
        """Complete and check every table in place: their columns become those of the dataset, `keep` says which rows count."""
        for name, table in tables.items():
            self._names(name, table)
        keys = self._visits(tables[TableName.VISITS])
        for name in (TableName.EXPENSES, TableName.ACTIVITIES):
            leave_out_doubles(tables[name], self.log)
        self._budget_lines(tables[TableName.BUDGET_LINES])
        locate(tables[TableName.ADDRESSES], self.streets, self.key, self.log, self.asked)
        leave_out_doubles(tables[TableName.ADDRESSES], self.log)
        self._requests(tables[TableName.REQUESTS], tables[TableName.VISITS], keys)
        for table in tables.values():
            say_copies(table, self.log)
        say_implausible(tables, self.project, self.log)

    def _visits(self, table: Table) -> CodedColumn:
        locate(table, self.streets, self.key, self.log, self.asked)
        for name, order in (("themes", self.project.themes), ("organisations", self.project.partners)):
            table.columns[name] = translate(table.column(name), partial(_ordered, order=order))
        leave_out_doubles(table, self.log)
        keys = number_rows(table, VISIT_NUMBERS, self.key, self.log)
        self._same_visit(table)
        return keys

    def _same_visit(self, table: Table) -> None:
        talked = holds(table.column("outcome"), is_conversation)
        rows = np.flatnonzero(table.keep & talked & table.given("household"))
        both = (table.column("household"), table.column("visited_on"))
        groups = combine([CodedColumn(column.distinct, column.codes[rows]) for column in both], len(rows))
        counts = np.bincount(groups)
        table.say(self.log, Severity.WARNING, "visit_twice", rows[counts[groups] > 1], "visited_on")

    def _names(self, name: TableName, table: Table) -> None:
        """Choose one spelling for each name, and report those that the project does not have."""
        for column, whose in FREE_NAMES.get(name, {}).items():
            known = self._known(whose)
            spelling = _spelling_of_names(table.column(column).distinct, known)
            if whose == "cost_categories":
                self._unknown_categories(table, column, known)
            if whose == "partners":
                self._other_organisations(table, column, known)
            if column in table.columns:
                table.columns[column] = translate(table.columns[column], spelling.__getitem__)

    def _known(self, whose: str | None) -> Names:
        """Give the project's names in known and in own words; no beginnings of names, since another organisation may stand here."""
        if whose is None:
            return Names(())
        knowledge = self.asked.knowledge
        if whose == "cost_categories":
            return knowledge.categories
        same = knowledge.words.same.get(whose, ())
        return Names(self.project.partners, same, own=knowledge.own.of(WordList.ORGANISATION))

    def _unknown_categories(self, table: Table, column: str, known: Names) -> None:
        """Report kinds of cost that the project does not have; ask what they mean, and show what was decided about others."""
        written = table.column(column)
        unknown = ((text, code) for code, text in enumerate(map(str, written.distinct)) if _is_unknown(text, known))
        alike = grouped((known.nearest(text), code) for text, code in unknown)
        self._say_alike(table, column, known, alike, "unknown_category")
        own = self.asked.knowledge.own.of(WordList.CATEGORY)
        cents = _sums_by_value(table, written)
        for text, rows, sheet in table.occurring(written):
            if _is_unknown(text, known) or word_key(text) in own:
                self.asked.name(WordList.CATEGORY, text, rows, sheet, known.nearest(text), cents=cents.get(text, 0))

    def _other_organisations(self, table: Table, column: str, known: Names) -> None:
        """Report and ask about organisations that are no partner, and yet look like one or are unknown among the visits too."""
        written = table.column(column)
        place = {str(text): code for code, text in enumerate(written.distinct)}
        own = self.asked.knowledge.own.of(WordList.ORGANISATION)
        alike: dict[str | None, list[int]] = {}
        for text, rows, sheet in table.occurring(written):
            is_unknown = _is_unknown(text, known)
            likely = self.asked.partner_like(text) if is_unknown else None
            is_open = likely is not None or (is_unknown and self.asked.is_asked(WordList.ORGANISATION, text))
            if is_open or word_key(text) in own:
                self.asked.name(WordList.ORGANISATION, text, rows, sheet, likely)
            if is_open:
                alike.setdefault(likely, []).append(place[text])
        self._say_alike(table, column, known, alike, "other_organisation")

    def _say_alike(self, table: Table, column: str, known: Names, alike: Mapping[str | None, Sequence[int]], finding: str) -> None:
        for near, codes in alike.items():
            said = {"nearest": near} if near else {"known": ", ".join(known.names)}
            rows = table.kept_with(table.column(column), codes)
            table.say(self.log, Severity.WARNING, LIKE_A_KNOWN[finding] if near else finding, rows, column, **said)

    def _budget_lines(self, table: Table) -> None:
        leave_out_doubles(table, self.log)
        if not table.keep.any():
            return
        cents = table.column("cents")
        total = sum(cents.distinct[code] for code in cents.codes[table.keep].tolist())
        if total != self.project.budget_cents:
            part = table.parts[0]
            said = {"total": plain_euros(total), "budget": plain_euros(self.project.budget_cents)}
            self.log.add(Severity.WARNING, "budget_lines_differ", part.file, part.sheet, (), **said)

    def _requests(self, table: Table, visits: Table, keys: CodedColumn) -> None:
        """Join each request to its visit; one without a visit is left out."""
        at = find_by_number(table, visits, keys)
        self._in_visits(table, visits, at)
        self._of_stored(table, at, len(visits))
        are_by_address = self._by_address(table, visits, at)
        own = {"visit_id": table.column("household"), "raised_on": table.column("raised_on")}  # the same for whichever visit
        self._say_without_visit(table, visits, at)
        table.keep &= at >= 0
        leave_out_doubles(table, self.log, np.maximum(at, NO_VISIT))
        self._take_from_visits(table, visits, at)
        self._request_days(table)
        no_talk = holds(table.column("outcome"), lambda value: not is_conversation(value))
        table.say(self.log, Severity.WARNING, "request_without_conversation", table.keep & no_talk, "visit_id")
        by_household = own if are_by_address.any() else {}
        instead = {name: either(are_by_address, column, table.column(name)) for name, column in by_household.items()}
        number_rows(table, REQUEST_NUMBERS, self.key, self.log, instead)

    def _by_address(self, table: Table, visits: Table, at: Codes) -> Mask:
        """Join requests without a number, "Kerkstraat 12", to a visit to their household; and flag those that were."""
        visited = {str(street) for street in visits.column("street").distinct}
        streets = Streets(self.project, self.streets.own, visited) if visited else self.streets
        doors = frozenset(visits.column("household").distinct)
        if not find_households(table, streets, self.key, self.log, self.asked, visited=doors):
            return np.zeros(len(table), dtype=bool)
        joined = join_by_address(table, visits, self.stored, at, self.log)
        say_other_address(table, visits, at, self.log)
        return joined

    def _say_without_visit(self, table: Table, visits: Table, at: Codes) -> None:
        """Report, and ask about, requests that name a visit that there is not, or that does not count."""
        given = table.keep & names_a_visit(table, at)
        unknown = given & (at == NO_VISIT)
        unclear = ask_visits(table, unknown, self.asked if len(visits) or self.stored else None)
        table.say(self.log, Severity.ERROR, "visit_unclear", unknown & unclear, "visit_id")
        table.say(self.log, Severity.ERROR, "visit_unknown", unknown & ~unclear, "visit_id")
        table.say(self.log, Severity.ERROR, "visit_left_out", given & (at == VISIT_LEFT_OUT), "visit_id")

    def _take_from_visits(self, table: Table, visits: Table, at: Codes) -> None:
        """Put what is said of its visit into each request: its number, day, outcome and area."""
        rows = np.where(at >= 0, at, 0)
        for name in OF_A_VISIT:
            column = visits.column(name)
            if self.stored is not None:
                column = self.stored.below(column, name)
            codes = np.where(at >= 0, column.codes[rows], -1) if len(column.codes) else np.full(len(table), -1, np.intp)
            table.columns[name] = CodedColumn(column.distinct, codes)

    def _of_stored(self, table: Table, at: Codes, visits: int) -> None:
        """Join requests to a visit that is not among those that come in, but is stored already."""
        if self.stored is None:
            return
        rows, unsure, are_loose = self.stored.rows_of(table)
        table.say(self.log, Severity.ERROR, "visit_in_several_lists", unsure & (at == NO_VISIT) & table.keep, "visit_id")
        table.keep &= ~(unsure & (at == NO_VISIT))
        found = (at < 0) & (rows >= 0) & table.keep
        at[found] = rows[found] + visits
        table.say(self.log, Severity.INFO, "visit_stored", found, "visit_id")
        table.say(self.log, Severity.INFO, "reference_as_written", found & are_loose, "visit_id")

    def _in_visits(self, table: Table, visits: Table, at: Codes) -> None:
        """Join requests that stand in the rows of their visits to those; what is wrong with the visit has been said there."""
        places = grouped(((part.file, part.sheet), number) for number, part in enumerate(visits.parts))
        for number, part in enumerate(table.parts):
            if not part.in_visits:
                continue
            mine = np.flatnonzero(table.part_of == number)
            rows = np.flatnonzero(np.isin(visits.part_of, places[part.file, part.sheet]) & visits.is_main)
            row_of = dict(zip(visits.lines[rows].tolist(), rows.tolist(), strict=True))
            at[mine] = [row_of.get(line, NO_VISIT) for line in table.lines[mine].tolist()]
            mine = mine[at[mine] >= 0]
            if len(mine):
                self.log.add_rows(Severity.INFO, "requests_in_visits", part, table.lines[mine], part.places["theme"])
                at[mine[~visits.keep[at[mine]]]] = NO_VISIT

    def _request_days(self, table: Table) -> None:
        """Put the day of the visit where a request has none of its own; report requests closed before they were raised."""
        own = table.column("raised_on")
        table.columns["raised_on"] = either(own.codes >= 0, own, table.column("visited_on"))
        raised, closed = ordinals(table.column("raised_on")), ordinals(table.column("closed_on"))
        wrong = table.keep & (raised > 0) & (closed > 0) & (closed < raised)
        table.say(self.log, Severity.WARNING, "closed_before_raised", wrong, "closed_on")


def _ordered(found: tuple[str, ...], order: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in order if name in found)


def _is_unknown(text: str, known: Names) -> bool:
    """Tell a name of which nobody has said what it stands for, nor that it is one of its own."""
    return known.find(text) is None and not known.has_meaning(text)


def _sums_by_value(table: Table, column: CodedColumn) -> dict[str, int]:
    cents, sums = table.column("cents"), dict[str, int]()
    rows = np.flatnonzero(table.keep & (column.codes >= 0) & (cents.codes >= 0))
    for value, amount in zip(values_of(column, rows), values_of(cents, rows), strict=True):
        sums[value] = sums.get(value, 0) + amount
    return sums


def _spelling_of_names(written: Sequence[Any], known: Names) -> dict[Any, str]:
    """Choose one spelling for each name: the project's own, else the neatest in the sheet."""
    variants = grouped((fold(text), text) for text in written)
    neatest = {key: min(found, key=lambda text: (untidiness(text), text)) for key, found in variants.items()}
    return {text: known.find(text) or neatest[fold(text)] for text in written}
