"""Changes by an import or an undo: counts, totals, and the rows themselves with what they hold before and after.

The rows are only fetched when somebody opens them: a comparison that nobody looks at costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pandas as pd
import streamlit as st

from adv.model import TableName
from adv.store.planning import MOST_DIFFERENCES
from adv.store.records import Changes, RowDifference, RowKind, TableChanges, TableDifferences, Totals
from adv.ui.downloads import Note, table_buttons
from adv.ui.html import html_table, plain, write
from adv.ui.view import View

Found = Mapping[TableName, TableDifferences]
Fetch = Callable[..., Found]  # with `most`: so many rows of each kind at most

KEPT_KEY = "adv_differences"
DOWNLOADED = 10_000
# Codes of ours, with words in the texts; all other names are the project's or the user's own.
CODED = {"outcome": "words.outcome", "status": "words.status"}
TOTALS = {**{name: name for name in ("visits", "completed", "requests", "open_requests")}, "spent": "spent_cents"}
TOO_MANY_GO = 2  # a warning when more than one row in this many goes


def counts_and_totals(view: View, tables: Mapping[TableName, TableChanges], before: Totals, after: Totals) -> None:
    """Show side by side how many rows of each table change, and the headline numbers before and after."""
    texts = view.texts
    left, right = st.columns(2, gap="large")
    lines = [
        {
            texts("pages.data.column.table"): texts(f"pages.data.table.{name.value}"),
            **{texts(f"pages.data.column.{kind}"): getattr(table, kind) for kind in ("new", "changed", "gone", "same")},
        }
        for name, table in tables.items()
    ]
    left.html(html_table(pd.DataFrame(lines), texts("pages.data.changes_table"), texts.language))
    steps = [
        {
            texts("pages.data.column.what"): texts(f"pages.data.total.{name}"),
            texts("pages.data.column.before"): total(view, before, name),
            texts("pages.data.column.after"): total(view, after, name),
        }
        for name in TOTALS
    ]
    right.html(html_table(pd.DataFrame(steps), texts("pages.data.totals_table"), texts.language))


def total(view: View, totals: Totals, name: str) -> str:
    """Write one headline number as people do."""
    value = getattr(totals, TOTALS[name])
    return view.context.formats.euro(value) if name == "spent" else view.context.formats.number(value)


def counted(view: View, totals: Totals) -> dict[str, str]:
    """Say how many visits, requests and talks there are, and how many euros."""
    tell = view.context.count
    known = {"visits": totals.visits, "requests": totals.requests}
    said = {name: tell(f"intake.counted.{name}", count, number=count) for name, count in known.items()}
    talks = tell("intake.conversations", totals.completed, number=totals.completed)
    return {**said, "talks": talks, "spent": total(view, totals, "spent")}


def said_totals(view: View, totals: Totals) -> str:
    """Say in a sentence what there is after an import or an undo."""
    return view.texts("pages.data.now", **counted(view, totals))


def warn_of_loss(view: View, changes: Changes) -> None:
    """Warn of each table that loses rows that are not replaced, or most of them; of visits that become others; and when less is spent."""
    if said := losses(view, changes):
        has_gone = any(table.gone for table in changes.tables.values())
        end = view.texts("pages.data.loses_check_mode" if has_gone else "pages.data.loses_check")
        st.warning(plain(" ".join([view.texts("pages.data.loses"), *said, end])), icon=":material/warning:")
    if changes.renumbered:
        said_so = view.context.count("pages.data.renumbered", changes.renumbered, number=changes.renumbered)
        write('<p class="adv-note" data-adv>{text}</p>', text=said_so)


def losses(view: View, changes: Changes) -> list[str]:
    """Say what goes, and what becomes something else; of sample data nothing."""
    texts = view.texts
    context = view.context
    said = list[str]()
    if changes.replaces_sample:
        return said
    number = context.formats.number
    for name, table in changes.tables.items():
        before = table.changed + table.gone + table.same
        if table.gone and (table.gone > table.new or table.gone * TOO_MANY_GO > before):
            counts = {"before": number(before), "gone": number(table.gone), "new": number(table.new)}
            said.append(texts("pages.data.loses_rows", table=texts(f"pages.data.table.{name.value}"), **counts))
    if changes.others:
        said.append(context.count("pages.data.loses_others", changes.others, number=changes.others))
    if changes.after.spent_cents < changes.before.spent_cents:
        spent = {when: total(view, getattr(changes, when), "spent") for when in ("before", "after")}
        said.append(texts("pages.data.loses_money", **spent))
    if changes.orphans:
        said.append(context.count("memory.orphans", changes.orphans, number=changes.orphans))
    return said


def by_kind(tables: Mapping[TableName, TableChanges]) -> dict[RowKind, int]:
    """Count the rows of all tables that change, by kind."""
    kinds = (RowKind.CHANGED, RowKind.GONE, RowKind.NEW)
    return {kind: sum(getattr(table, kind.value) for table in tables.values()) for kind in kinds}


def differences(view: View, of: object, counts: Mapping[RowKind, int], fetch: Fetch, where: str) -> None:
    """Draw for each kind of change something to open, with the rows in it: `fetch` gives so many of each kind at most.

    They are kept as long as `of` is this very preview; `where` names its place on the page, where others may be.
    """
    for kind, count in counts.items():
        if not count:
            continue
        label = view.context.count(f"pages.data.rows_{kind.value}", count, number=count)
        part = st.expander(label, key=f"adv_{where}_{kind.value}", on_change="rerun", icon=":material/table_rows:")
        if part.open:
            with part:
                key = f"{KEPT_KEY}_{where}"
                if st.session_state.get(key, (None,))[0] is not of:
                    st.session_state[key] = (of, fetch(most=MOST_DIFFERENCES))
                _rows(view, kind, st.session_state[key][1], fetch, where)


def _rows(view: View, kind: RowKind, found: Found, fetch: Fetch, where: str) -> None:
    texts, number = view.texts, view.context.formats.number
    st.html(html_table(frame(view, kind, found), texts(f"pages.data.rows_table_{kind.value}"), texts.language))
    if any(table.counts[kind] > MOST_DIFFERENCES for table in found.values()):
        write('<p class="adv-note" data-adv>{text}</p>', text=texts("pages.data.first_rows", number=number(MOST_DIFFERENCES)))
    title = texts(f"pages.data.rows_table_{kind.value}")
    notes = [Note(texts("ui.about.title"), title), Note(texts("ui.about.project"), view.project.title)]
    key, name = f"adv_{where}_{kind.value}", f"{view.project.name}-{kind.value}"
    table_buttons(texts, key, name, title, table=lambda: frame(view, kind, fetch(most=DOWNLOADED)), about=lambda: notes)


def frame(view: View, kind: RowKind, found: Found) -> pd.DataFrame:
    """List the rows of one kind: a line per field that differs, or a line per row that comes or goes."""
    lines = []
    for name, table in found.items():
        for row in table.rows:
            if row.kind is kind:
                both = row.old is not None and row.new is not None
                lines += _fields(view, name, row) if both else [_whole(view, name, row)]
    return pd.DataFrame(lines)


def _fields(view: View, name: TableName, row: RowDifference) -> list[dict[str, object]]:
    texts = view.texts
    lines = []
    heads = ("was", "is_now") if row.kind is RowKind.STAYS else ("before", "after")
    old, new = (texts(f"pages.data.column.{head}") for head in heads)
    for column in row.columns:
        before, after = (row.old or {}).get(column), (row.new or {}).get(column)
        what = {texts("pages.data.column.what"): _field(view, name, column)}
        both = {old: _word(view, column, before), new: _word(view, column, after, is_other=bool(before))}
        lines.append({**_which(view, name, row), **what, **both, **_where(view, row)})
    return lines


def _whole(view: View, name: TableName, row: RowDifference) -> dict[str, object]:
    texts = view.texts
    values = row.new or row.old or {}
    told = [column for column in row.columns if column != "household" and values[column] != row.number]
    said = "; ".join(f"{_field(view, name, column)}: {_word(view, column, values[column])}" for column in told)
    if row.kind is RowKind.STAYS and row.new is None:
        said = texts("pages.data.is_gone")
    return {**_which(view, name, row), texts("pages.data.column.holds"): said, **_where(view, row)}


def _which(view: View, name: TableName, row: RowDifference) -> dict[str, object]:
    texts = view.texts
    return {
        texts("pages.data.column.table"): texts(f"pages.data.table.{name.value}"),
        texts("pages.data.column.number"): row.number or "–",
    }


def _where(view: View, row: RowDifference) -> dict[str, object]:
    texts = view.texts
    return {
        texts("pages.data.column.file"): row.file or "–",
        texts("pages.data.column.sheet"): row.sheet or "–",
        texts("pages.data.column.row"): str(row.row),
    }


def _field(view: View, name: TableName, column: str) -> str:
    key = f"fields.{name.value}.{column}"
    return view.texts(key) if key in view.texts else view.texts("pages.data.column.household")


def _word(view: View, column: str, value: object, *, is_other: bool = False) -> str:
    """Write a value in the user's words. A household is only ever "an address" here: what is kept of it says nothing to anybody."""
    texts, written = view.texts, view.context.formats
    word = str(value)  # also a year, a grade, a round: never with a mark between thousands
    if value is None or value == ():
        word = "–"
    elif column == "household":
        word = texts("pages.data.other_address" if is_other else "pages.data.an_address")
    elif column == "cents" and isinstance(value, int):
        word = written.euro(value)
    elif isinstance(value, bool):
        word = texts("pages.data.yes" if value else "pages.data.no")
    elif isinstance(value, date):
        word = written.day(value)
    elif isinstance(value, tuple):
        word = ", ".join(value)
    elif column in CODED:
        word = texts(f"{CODED[column]}.{value}")
    return word
