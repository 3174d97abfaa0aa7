"""How a workbook was understood, and what is wrong with it: shown before anything is stored.

Headers, samples and file names come from the spreadsheet: they go through `st.dataframe` and escaped HTML only.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from adv.ui.annotated import marked_workbooks
from adv.ui.corrections import correct, corrections_made
from adv.ui.html import write
from adv.ui.tables import CSV, XLSX, Note, csv_bytes, html_table, xlsx_bytes
from adv.workbook.fields import FIELDS
from adv.workbook.findings import Severity
from adv.workbook.grid import column_letters

if TYPE_CHECKING:
    from adv.model import TableName
    from adv.texts import Texts
    from adv.ui.view import View
    from adv.workbook.recognition import ColumnRecognition, Intake, Reason, SheetRecognition

SAMPLES = 3
SURE = 0.85  # from here on the recognition is "zeker"
LIKELY = 0.6
CELLS_NAMED = 12
MOST_SHOWN = 200  # findings on the screen; the download has all
MARKS = {Severity.ERROR: "⛔", Severity.WARNING: "⚠️", Severity.INFO: "ℹ️"}


def understood(view: View, intake: Intake) -> None:
    """Each sheet: which table it is, and each column: as what, how surely, three of its values, and why."""
    texts = view.texts
    tables = [sheet for sheet in intake.sheets if sheet.table is not None]
    write("<p data-adv>{text}</p>", text=texts("pages.data.correct_hint"))
    for sheet in tables:
        _sheet(view, sheet)
    left_out = [sheet for sheet in intake.sheets if sheet.table is None]
    if left_out:
        rows = [
            {
                texts("pages.data.column.file"): sheet.file,
                texts("pages.data.column.sheet"): sheet.sheet,
                texts("pages.data.column.why"): _why(sheet.reason, texts),
            }
            for sheet in left_out
        ]
        write("<p data-adv>{text}</p>", text=texts.count("pages.data.left_out", len(left_out)))
        st.html(html_table(pd.DataFrame(rows), texts("pages.data.left_out_table"), texts.language))


def _sheet(view: View, sheet: SheetRecognition) -> None:
    texts, number = view.texts, view.look.formats.number
    if sheet.table is None:
        return
    write(
        '<h3 class="adv-sheet" data-adv>{file} · {sheet} → {table}</h3><p data-adv>{how} {why}</p>',
        file=sheet.file,
        sheet=sheet.sheet,
        table=texts(f"pages.data.table.{sheet.table.value}"),
        how=texts.count(
            "pages.data.rows_read",
            sheet.rows_read,
            rows=number(sheet.rows_read),
            left_out=number(sheet.rows_left_out),
            header=sheet.header_row or 1,
        ),
        why=_why(sheet.reason, texts),
    )
    _editor(view, sheet)


def _editor(view: View, sheet: SheetRecognition) -> None:
    """The columns as a table in which "understood as" is a drop-down: another choice is read again at once."""
    texts, table = view.texts, sheet.table
    if table is None:
        return
    as_what = texts("pages.data.column.field")
    names = {_named(column, table, texts): column.field for column in sheet.columns}
    options = (
        {texts(f"fields.{table.value}.{field}"): field for field in FIELDS[table]} | names | {texts("pages.data.not_used"): None}
    )
    frame = pd.DataFrame([_column(column, table, texts) for column in sheet.columns])
    key = f"adv_understood_{corrections_made()}_{sheet.file}_{sheet.sheet}_{sheet.columns[0].column}"

    def changed() -> None:
        for row, change in st.session_state[key]["edited_rows"].items():
            column = sheet.columns[int(row)]
            if as_what in change and not column.blocked:
                correct((sheet.file, sheet.sheet, column.column), options.get(change[as_what]))

    st.data_editor(
        frame,
        hide_index=True,
        disabled=[name for name in frame.columns if name != as_what],
        column_config={as_what: st.column_config.SelectboxColumn(options=list(options), required=True)},
        height="content",
        alt=texts("pages.data.understood_table", sheet=sheet.sheet),
        key=key,
        on_change=changed,
    )


def _column(column: ColumnRecognition, table: TableName, texts: Texts) -> dict[str, str]:
    return {
        texts("pages.data.column.letter"): column_letters(column.column),
        texts("pages.data.column.header"): column.header,
        texts("pages.data.column.field"): _named(column, table, texts),
        texts("pages.data.column.certainty"): texts(f"pages.data.certainty.{_certainty(column)}"),
        texts("pages.data.column.samples"): " · ".join(column.samples[:SAMPLES]),
        texts("pages.data.column.why"): _why(column.reason, texts),
    }


def _named(column: ColumnRecognition, table: TableName, texts: Texts) -> str:
    """What a column was understood as; with the option for a column per theme, or per request in the row."""
    if column.blocked:
        return texts("pages.data.blocked")
    if column.field is None:
        return texts("pages.data.not_used")
    name = texts(f"fields.{table.value}.{column.field}")
    return f"{name} ({column.option})" if column.option else name


def _certainty(column: ColumnRecognition) -> str:
    if column.field is None:
        return "none"
    return "sure" if column.certainty >= SURE else "likely" if column.certainty >= LIKELY else "guess"


def _why(reason: Reason, texts: Texts) -> str:
    return texts(f"recognition.{reason.key}", **reason.params)


def findings(view: View, intake: Intake) -> None:
    """What is wrong: a table that filters by severity, and the same as a download."""
    texts = view.texts
    if not intake.findings:
        write('<p class="adv-answer" data-adv>{text}</p>', text=texts("pages.data.no_findings"))
        return
    counts = Counter(finding.severity for finding in intake.findings)
    present = [severity for severity in Severity if counts[severity]]
    write('<p class="adv-answer" data-adv>{text}</p>', text=_counted(view, intake))
    chosen = st.pills(
        texts("pages.data.severity"),
        present,
        selection_mode="multi",
        default=present,
        format_func=lambda severity: f"{MARKS[severity]} {texts(f'pages.data.severity_{severity.value}')} ({counts[severity]})",
        key="adv_severity",
    )
    table = _findings_table(intake, texts, chosen)
    if len(intake.sha256) == 1:
        table = table.drop(columns=texts("pages.data.column.file"), errors="ignore")
    # A real table and no data frame: its sentences wrap, so that one reads them whole.
    st.html(html_table(table.head(MOST_SHOWN), texts("pages.data.findings_table"), texts.language))
    if len(table) > MOST_SHOWN:
        number = view.look.formats.number
        write("<p data-adv>{text}</p>", text=texts("pages.data.first_findings", shown=number(MOST_SHOWN), count=number(len(table))))
    _downloads(intake, texts)
    marked_workbooks(view, intake)


def _counted(view: View, intake: Intake) -> str:
    texts, number = view.texts, view.look.formats.number
    left_out = intake.rows_left_out
    if left_out:
        return texts.count("pages.data.rows_left_out", left_out, rows=number(left_out))
    return texts("pages.data.all_rows")


def _findings_table(intake: Intake, texts: Texts, severities: list[Severity]) -> pd.DataFrame:
    order = list(Severity)
    rows = [
        {
            texts(
                "pages.data.column.severity"
            ): f"{MARKS[finding.severity]} {texts(f'pages.data.severity_{finding.severity.value}')}",
            texts("pages.data.column.message"): finding.message(texts),
            texts("pages.data.column.action"): finding.action(texts),
            texts("pages.data.column.sheet"): finding.sheet or "",
            texts("pages.data.column.cells"): ", ".join(finding.cells[:CELLS_NAMED])
            + (" …" if len(finding.cells) > CELLS_NAMED else ""),
            texts("pages.data.column.count"): finding.count,
            texts("pages.data.column.file"): finding.file,
        }
        for finding in sorted(intake.findings, key=lambda finding: order.index(finding.severity))
        if finding.severity in severities
    ]
    return pd.DataFrame(rows)


def _downloads(intake: Intake, texts: Texts) -> None:
    everything = _findings_table(intake, texts, list(Severity))
    title = texts("pages.data.step.findings")
    notes = [Note(texts("ui.about.title"), title), *(Note(texts("pages.data.column.file"), name) for name in intake.sha256)]
    with st.container(horizontal=True):
        st.download_button(
            texts("ui.chart.xlsx"),
            data=lambda: xlsx_bytes(everything, title, notes, texts("ui.chart.about")),
            file_name="bevindingen.xlsx",
            mime=XLSX,
            key="adv_findings_xlsx",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            texts("ui.chart.csv"),
            data=lambda: csv_bytes(everything, texts.language),
            file_name="bevindingen.csv",
            mime=CSV,
            key="adv_findings_csv",
            on_click="ignore",
            icon=":material/download:",
            help=texts("ui.chart.csv_help"),
        )
