"""What was imported before, and the empty workbook to start from."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from adv.ui import view as views
from adv.ui.html import write
from adv.ui.tables import XLSX, html_table
from adv.workbook.template import template

if TYPE_CHECKING:
    from adv.store import ImportRecord
    from adv.ui.view import View

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HASH_SHOWN = 12


def template_download(view: View) -> None:
    """The empty workbook."""
    texts, project = view.texts, view.project
    write("<p data-adv>{text}</p>", text=texts("pages.data.template_text"))
    st.download_button(
        texts("pages.data.template"),
        data=lambda: template(project, texts.language),
        file_name=f"sjabloon-{project.name}.xlsx",
        mime=XLSX,
        key="adv_template",
        on_click="ignore",
        icon=":material/download:",
    )


def history(view: View) -> None:
    """Every import of this project, the latest first."""
    texts = view.texts
    records = views.store().imports(view.project.name)
    if not records:
        write("<p data-adv>{text}</p>", text=texts("pages.data.no_history"))
        return
    latest = sorted(records, key=lambda record: record.version, reverse=True)
    st.html(html_table(pd.DataFrame([_line(view, record) for record in latest]), texts("pages.data.history_table"), texts.language))


def _line(view: View, record: ImportRecord) -> dict[str, str]:
    texts, written = view.texts, view.look.formats
    at = record.at.astimezone(AMSTERDAM)
    count = {
        kind: written.number(sum(getattr(table, kind) for table in record.tables.values())) for kind in ("new", "changed", "gone")
    }
    what = (
        texts("pages.data.sample_import")
        if record.is_sample
        else texts(f"pages.data.mode_{record.mode.value}", version=record.undone)
    )
    totals = record.totals
    after = {
        "visits": written.number(totals.visits),
        "requests": written.number(totals.requests),
        "spent": written.euro(totals.spent_cents),
    }
    who = f"pages.data.who_{record.who}"
    return {
        texts("pages.data.column.at"): f"{written.day(at.date())} {at:%H:%M}",
        texts("pages.data.column.what"): what,
        texts("pages.data.column.file"): ", ".join(file.name for file in record.files) or "–",
        texts("pages.data.column.sha256"): ", ".join(file.sha256[:HASH_SHOWN] for file in record.files) or "–",
        texts("pages.data.column.who"): texts(who) if who in texts else record.who,
        texts("pages.data.column.changes"): texts("pages.data.history_changes", **count),
        texts("pages.data.column.totals"): texts("pages.data.history_totals", **after),
        texts("pages.data.column.findings"): texts("pages.data.findings_counts", errors=record.errors, warnings=record.warnings),
    }
