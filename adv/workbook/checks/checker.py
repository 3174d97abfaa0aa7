"""What only shows between rows and tables: visits of requests, the order of days, sums, things that were counted twice."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec import Struct

from adv.coded import Coded
from adv.model import Outcome, TableName
from adv.workbook.checks.addresses import find_households, locate
from adv.workbook.checks.copied_lists import say_copies
from adv.workbook.checks.duplicates import leave_out_doubles
from adv.workbook.checks.join_by_address import join_by_address, names_a_visit, say_other_address
from adv.workbook.checks.row_identifiers import REQUEST_NUMBERS, VISIT_NUMBERS, keys_in, number_rows
from adv.workbook.checks.stored_visits import OF_A_VISIT
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.table import Table, combine, ordinals, recode, translate
from adv.workbook.values.text import fold
from adv.workbook.vocabulary.project_names import Names
from adv.workbook.vocabulary.streets import Streets
from adv.workbook.vocabulary.word_lists import WordList, word_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from adv.model import Project
    from adv.workbook.checks.stored_visits import StoredVisits
    from adv.workbook.tables.finding_log import FindingLog
    from adv.workbook.tables.table import Codes, Mask, Part
    from adv.workbook.vocabulary.unknown_words import AskedWords

NAMES: Final[Mapping[TableName, Mapping[str, str | None]]] = {  # free names, and whose of the project's they may be
    TableName.REQUESTS: {"owner": "partners"},
    TableName.EXPENSES: {"organisation": "partners", "category": "cost_categories"},
    TableName.BUDGET_LINES: {"category": "cost_categories"},
    TableName.ACTIVITIES: {"kind": None},
}

# What a request and its visit have in common, from far to near: the upload, the workbook, the year or number in the name of the tab
NEARER: Final[Sequence[Callable[[Part], tuple[str, ...]]]] = (
    lambda _: (),
    lambda part: (part.file,),
    lambda part: (part.file, "".join(filter(str.isdigit, part.sheet))),
)


class Checker(Struct, frozen=True, dict=True):
    """Checks the tables of one intake, in the order in which they need each other."""

    project: Project
    key: bytes
    log: FindingLog
    stored: StoredVisits | None = None  # visits to which requests may be added
    asked: AskedWords | None = None  # where to put the words that nobody knows

    @cached_property
    def streets(self) -> Streets:
        """The project's streets, with what the user said about others."""
        return Streets(self.project, self.asked.knowledge.own.of(WordList.STREET) if self.asked else {})

    def check(self, tables: Mapping[TableName, Table]) -> None:
        """Complete and check every table in place: their columns become those of the dataset, `keep` says which rows count."""
        for name, table in tables.items():
            self._names(name, table)
        keys = self._visits(tables[TableName.VISITS])
        for name in (TableName.EXPENSES, TableName.ACTIVITIES):
            leave_out_doubles(tables[name], self.log)
        self._budget_lines(tables[TableName.BUDGET_LINES])
        self._addresses(tables[TableName.ADDRESSES])
        self._requests(tables[TableName.REQUESTS], tables[TableName.VISITS], keys)
        for table in tables.values():
            say_copies(table, self.log)

    def _visits(self, table: Table) -> Coded:
        locate(table, self.streets, self.key, self.log, self.asked)
        for name, order in (("themes", self.project.themes), ("organisations", self.project.partners)):
            table.columns[name] = translate(table.column(name), partial(_ordered, order=order))
        leave_out_doubles(table, self.log)
        keys = number_rows(table, VISIT_NUMBERS, self.key, self.log)
        self._same_visit(table)
        return keys

    def _same_visit(self, table: Table) -> None:
        """Two conversations with one household on one day, under two numbers."""
        outcome = table.column("outcome")
        flags = np.array([*(value == Outcome.CONVERSATION for value in outcome.distinct), False], dtype=bool)
        rows = np.flatnonzero(table.keep & flags[outcome.codes] & table.given("household"))
        if len(rows) < 2:  # noqa: PLR2004 - one is not twice
            return
        columns = [Coded(column.distinct, column.codes[rows]) for column in (table.column("household"), table.column("visited_on"))]
        groups = combine(columns, len(rows))
        counts = np.bincount(groups)
        table.say(self.log, Severity.WARNING, "visit_twice", rows[counts[groups] > 1], "visited_on")

    def _names(self, name: TableName, table: Table) -> None:
        """One spelling for each name; kinds of cost that the project does not have are said."""
        for column, whose in NAMES.get(name, {}).items():
            known = self._known(whose)
            spelling = _one_spelling(table.column(column).distinct, known)
            if whose == "cost_categories":
                self._say_unknown(table, column, known)
                self._ask(table, column, known)
            if whose == "partners":
                self._say_partner_like(table, column, known)
            if column in table.columns:
                table.columns[column] = translate(table.columns[column], spelling.__getitem__)

    def _known(self, whose: str | None) -> Names:
        """The project's names in known and in own words; no beginnings of names, since another organisation may stand here."""
        if whose is None or self.asked is None:
            return Names(getattr(self.project, whose) if whose else ())
        knowledge = self.asked.knowledge
        if whose == "cost_categories":
            return knowledge.categories
        same = knowledge.words.same.get(whose, ())
        return Names(self.project.partners, same, own=knowledge.own.of(WordList.ORGANISATION))

    def _say_unknown(self, table: Table, column: str, known: Names) -> None:
        written = table.column(column)
        unknown = [code for code, value in enumerate(map(str, written.distinct)) if _is_unknown(value, known)]
        alike: dict[str | None, list[int]] = {}
        for code in unknown:
            near = known.nearest(str(written.distinct[code]))
            alike.setdefault(near, []).append(code)
        for near, codes in alike.items():
            rows = np.flatnonzero(np.isin(written.codes, codes) & table.keep)
            said = {"nearest": near} if near else {"known": ", ".join(known.names)}
            table.say(self.log, Severity.WARNING, "unknown_category_near" if near else "unknown_category", rows, column, **said)

    def _say_partner_like(self, table: Table, column: str, known: Names) -> None:
        """Names of organisations that are no partner's, and yet look like one or are unknown among the visits too."""
        if self.asked is None:
            return
        written = table.column(column)
        own = self.asked.knowledge.own.of(WordList.ORGANISATION)
        alike: dict[str | None, list[int]] = {}
        for code, text in enumerate(map(str, written.distinct)):
            likely = self.asked.partner_like(text) if _is_unknown(text, known) else None
            is_open = likely is not None or (_is_unknown(text, known) and self.asked.is_asked(WordList.ORGANISATION, text))
            rows = int(((written.codes == code) & table.keep).sum()) if is_open or word_key(text) in own else 0
            if rows:
                first = int(np.flatnonzero((written.codes == code) & table.keep)[0])
                self.asked.name(WordList.ORGANISATION, text, rows, table.parts[int(table.part_of[first])].sheet, likely)
            if is_open:
                alike.setdefault(likely, []).append(code)
        for likely, codes in alike.items():
            rows_of = np.flatnonzero(np.isin(written.codes, codes) & table.keep)
            said = {"nearest": likely} if likely else {"known": ", ".join(known.names)}
            table.say(
                self.log, Severity.WARNING, "other_organisation_near" if likely else "other_organisation", rows_of, column, **said
            )

    def _ask(self, table: Table, column: str, known: Names) -> None:
        """Ask what an unknown kind of cost means, and show what was decided about others."""
        if self.asked is None:
            return
        own, written = self.asked.knowledge.own.of(WordList.CATEGORY), table.column(column)
        kept = np.flatnonzero(table.keep & (written.codes >= 0))
        found, firsts, counts = np.unique(written.codes[kept], return_index=True, return_counts=True)
        for code, first, count in zip(found.tolist(), firsts.tolist(), counts.tolist(), strict=True):
            text = str(written.distinct[code])
            if _is_unknown(text, known) or word_key(text) in own:
                sheet = table.parts[int(table.part_of[kept[first]])].sheet
                self.asked.name(WordList.CATEGORY, text, count, sheet, known.nearest(text))

    def _budget_lines(self, table: Table) -> None:
        leave_out_doubles(table, self.log)
        if not table.keep.any():
            return
        cents = table.column("cents")
        total = sum(cents.distinct[code] for code in cents.codes[table.keep].tolist())
        if total != self.project.budget_cents:
            part = table.parts[0]
            said = {"total": _euros(total), "budget": _euros(self.project.budget_cents)}
            self.log.add(Severity.WARNING, "budget_lines_differ", part.file, part.sheet, (), **said)

    def _addresses(self, table: Table) -> None:
        locate(table, self.streets, self.key, self.log, self.asked)
        leave_out_doubles(table, self.log)

    def _requests(self, table: Table, visits: Table, keys: Coded) -> None:
        """Join each request to its visit; one without a visit is left out."""
        at = self._visit_rows(table, visits, keys)
        self._in_visits(table, visits, at)
        self._of_stored(table, at, len(visits))
        found: Mask = np.zeros(len(table), dtype=bool)
        if find_households(table, self.streets, self.key, self.log, self.asked):
            found = join_by_address(table, visits, self.stored, at, self.log)
            say_other_address(table, visits, at, self.log)
        own = {"visit_id": table.column("household"), "raised_on": table.column("raised_on")}  # what stays, whichever visit it is
        given = table.keep & names_a_visit(table, at)
        table.say(self.log, Severity.ERROR, "visit_unknown", np.flatnonzero(given & (at == -1)), "visit_id")
        table.say(self.log, Severity.ERROR, "visit_left_out", np.flatnonzero(given & (at < -1)), "visit_id")
        table.keep &= at >= 0
        leave_out_doubles(table, self.log, np.maximum(at, -1))
        rows = np.where(at >= 0, at, 0)
        for name in OF_A_VISIT:
            column = visits.column(name)
            if self.stored is not None:
                column = self.stored.below(column, name)
            codes = np.where(at >= 0, column.codes[rows], -1) if len(column.codes) else np.full(len(table), -1, np.intp)
            table.columns[name] = Coded(column.distinct, codes)
        self._request_days(table)
        self._without_conversation(table)
        instead = {name: _either(found, column, table.column(name)) for name, column in own.items()} if found.any() else {}
        number_rows(table, REQUEST_NUMBERS, self.key, self.log, instead)

    def _visit_rows(self, table: Table, visits: Table, keys: Coded) -> Codes:
        """For each request the row of its visit; -1 where there is no such visit, -2 where it was left out.

        Numbers may begin anew in every workbook, or on the tabs of every year: a visit of that number near by goes before others.
        """
        place = {key: number for number, key in enumerate(keys.distinct)}
        wanted = keys_in(table, "visit_id")
        key = np.array([*(place.get(key, -1) for key in wanted.distinct), -1], dtype=np.intp)[wanted.codes]
        found: Codes = np.full(len(table), -1, dtype=np.intp)
        for near in NEARER:
            scopes = {scope: number for number, scope in enumerate(dict.fromkeys(map(near, visits.parts)))}
            here = np.array([scopes[near(part)] for part in visits.parts], dtype=np.intp)[visits.part_of]
            there = np.array([scopes.get(near(part), -1) for part in table.parts], dtype=np.intp)[table.part_of]
            first = np.full((len(keys.distinct) + 1) * len(scopes), -1, dtype=np.intp)
            for is_kept in (False, True):  # what is kept overwrites what is not; of several the first has the last word
                rows = np.flatnonzero((keys.codes >= 0) & (visits.keep == is_kept))[::-1]
                first[keys.codes[rows] * len(scopes) + here[rows]] = rows if is_kept else -2
            known = np.flatnonzero((key >= 0) & (there >= 0))
            nearer = first[key[known] * len(scopes) + there[known]]
            found[known] = np.where((nearer >= 0) | (found[known] == -1), nearer, found[known])
        return found

    def _of_stored(self, table: Table, at: Codes, visits: int) -> None:
        """Requests on a visit that is not among those that come in, but is stored already."""
        if self.stored is None:
            return
        rows = self.stored.rows_of(table)
        found = (at < 0) & (rows >= 0) & table.keep
        at[found] = rows[found] + visits
        table.say(self.log, Severity.INFO, "visit_stored", np.flatnonzero(found), "visit_id")

    def _in_visits(self, table: Table, visits: Table, at: Codes) -> None:
        """Requests in the rows of their visits belong to those; what is wrong with the visit has been said there."""
        places: dict[tuple[str, str], list[int]] = {}
        for number, part in enumerate(visits.parts):
            places.setdefault((part.file, part.sheet), []).append(number)
        for number, part in enumerate(table.parts):
            if not part.in_visits:
                continue
            mine = np.flatnonzero(table.part_of == number)
            rows = np.flatnonzero(np.isin(visits.part_of, places[part.file, part.sheet]) & visits.is_main)
            row_of = dict(zip(visits.lines[rows].tolist(), rows.tolist(), strict=True))
            at[mine] = [row_of.get(line, -1) for line in table.lines[mine].tolist()]
            mine = mine[at[mine] >= 0]
            if len(mine):
                self.log.add_rows(Severity.INFO, "requests_in_visits", part, table.lines[mine], part.places["theme"])
                at[mine[~visits.keep[at[mine]]]] = -1

    def _request_days(self, table: Table) -> None:
        """The day of the visit where a request has none of its own; and no request closed before it was raised."""
        own, visited = table.column("raised_on"), table.column("visited_on")
        codes = np.where(own.codes >= 0, own.codes, np.where(visited.codes >= 0, visited.codes + len(own.distinct), -1))
        table.columns["raised_on"] = recode([*own.distinct, *visited.distinct], codes)
        raised, closed = ordinals(table.column("raised_on")), ordinals(table.column("closed_on"))
        wrong = table.keep & (raised > 0) & (closed > 0) & (closed < raised)
        table.say(self.log, Severity.WARNING, "closed_before_raised", np.flatnonzero(wrong), "closed_on")

    def _without_conversation(self, table: Table) -> None:
        outcome = table.column("outcome")
        flags = np.array([*(value != Outcome.CONVERSATION for value in outcome.distinct), False], dtype=bool)
        table.say(
            self.log,
            Severity.WARNING,
            "request_without_conversation",
            np.flatnonzero(table.keep & flags[outcome.codes]),
            "visit_id",
        )


def _ordered(found: tuple[str, ...], order: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in order if name in found)


def _is_unknown(text: str, known: Names) -> bool:
    """Whether nobody has said what a name stands for, nor that it is one of its own."""
    return known.find(text) is None and not known.is_passed_over(text)


def _one_spelling(written: Sequence[Any], known: Names) -> dict[Any, str]:
    """The project's own name where it is one, else of the spellings in the sheet the one that sorts first with a capital."""
    variants: dict[str, list[str]] = {}
    for text in written:
        variants.setdefault(fold(text), []).append(text)
    chosen = {key: min(found, key=lambda text: (not text[:1].isupper(), text.isupper(), text)) for key, found in variants.items()}
    return {text: known.find(text) or chosen[fold(text)] for text in written}


def _either(flags: Mask, column: Coded, other: Coded) -> Coded:
    """The values of one column in the rows that are flagged, of another in the rest."""
    codes = np.where(other.codes < 0, -1, other.codes + len(column.distinct))
    return recode([*column.distinct, *other.distinct], np.where(flags, column.codes, codes))


def _euros(cents: int) -> str:
    return f"{cents / 100:,.2f}".translate(str.maketrans(",.", ".,"))
