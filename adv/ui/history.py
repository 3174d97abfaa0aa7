"""Earlier imports and taking them back, and the empty workbook to start from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from adv.ui import view as views
from adv.ui.changes import TOTALS, total
from adv.ui.downloads import file_button
from adv.ui.html import write
from adv.ui.tables import html_table
from adv.ui.undo import undo
from adv.workbook.template import template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.store import ImportRecord
    from adv.ui.view import View

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HASH_SHOWN = 12


def template_download(view: View) -> None:
    """Offer the empty workbook."""
    texts, project = view.texts, view.project
    write("<p data-adv>{text}</p>", text=texts("pages.data.template_text"))
    make = partial(template, project, texts.language)
    file_button(texts("pages.data.template"), make, f"sjabloon-{project.name}.xlsx", "adv_template")


def history(view: View) -> None:
    """List every import of this project, the latest first."""
    texts = view.texts
    records = views.store().imports(view.project.name)
    if not records:
        write("<p data-adv>{text}</p>", text=texts("pages.data.no_history"))
        return
    undone = _undone_by(records)
    lines = [_line(view, record, undone.get(record.version)) for record in records]
    st.html(html_table(pd.DataFrame(lines), texts("pages.data.history_table"), texts.language))
    with st.expander(texts("memory.history_more"), key="adv_history_more", icon=":material/table_rows:"):
        more = pd.DataFrame([_more(view, record) for record in records])
        st.html(html_table(more, texts("memory.history_more"), texts.language))
    undo(view, records, lambda record: _called(view, record))


def _line(view: View, record: ImportRecord, undone_by: int | None) -> dict[str, str]:
    """Tell when, what, and what it did to each headline number: no wider than the page beside its side bar."""
    texts = view.texts
    what = _what(view, record)
    if undone_by is not None:
        what = texts("pages.data.undone_by", what=what, version=undone_by)
    return {
        texts("pages.data.column.version"): str(record.version),
        texts("pages.data.column.at"): _moment(view, record),
        texts("pages.data.column.what"): ": ".join([what, *[", ".join(file.name for file in record.files)] * bool(record.files)]),
        **{texts(f"pages.data.total.{name}"): _step(view, record, name) for name in TOTALS},
    }


def _more(view: View, record: ImportRecord) -> dict[str, str]:
    """Tell the rest of it: who, how many rows, what was found, and the fingerprint of each file."""
    texts, written = view.texts, view.context.formats
    count = {
        kind: written.number(sum(getattr(table, kind) for table in record.tables.values())) for kind in ("new", "changed", "gone")
    }
    who = f"pages.data.who_{record.who}"
    return {
        texts("pages.data.column.version"): str(record.version),
        texts("pages.data.column.who"): texts(who) if who in texts else record.who,
        texts("pages.data.column.changes"): texts("pages.data.history_changes", **count),
        texts("pages.data.column.findings"): texts("pages.data.findings_counts", errors=record.errors, warnings=record.warnings),
        texts("pages.data.column.sha256"): ", ".join(file.sha256[:HASH_SHOWN] for file in record.files) or "–",
    }


def _step(view: View, record: ImportRecord, name: str) -> str:
    """Tell what the import did to one headline number."""
    before, after = total(view, record.before, name), total(view, record.totals, name)
    return after if before == after else f"{before} → {after}"


def _what(view: View, record: ImportRecord) -> str:
    texts = view.texts
    if record.undone is not None:
        return texts("pages.data.mode_undo", version=record.undone)
    return texts("pages.data.sample_import" if record.is_sample else f"pages.data.mode_{record.mode.value}")


def _called(view: View, record: ImportRecord) -> str:
    what = ", ".join(file.name for file in record.files) or _what(view, record)
    return f"{record.version} · {_moment(view, record)} · {what}"


def _moment(view: View, record: ImportRecord) -> str:
    at = record.at.astimezone(AMSTERDAM)
    return f"{view.context.formats.day(at.date())} {at:%H:%M}"


def _undone_by(records: Sequence[ImportRecord]) -> dict[int, int]:
    """Find for each import the one that took it back, unless that was taken back in its turn. The latest record comes first."""
    undone: dict[int, int] = {}
    for record in records:
        if record.undone is not None and record.version not in undone:
            undone.setdefault(record.undone, record.version)
    return undone
