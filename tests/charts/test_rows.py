"""Rows of the data as people read them: in words, by day, with the place that each came from, and nothing that names a household."""

from __future__ import annotations

from datetime import date

import pytest

from adv.charts.chart_context import ChartContext
from adv.charts.rows import COLUMNS_SHOWN, rows_table
from adv.model import TableName
from adv.texts import texts
from tests.charts.states import DAY, HOSTILE, WAART, asking, booking, visit
from tests.datasets import make_dataset

SOURCE = {"file": "werkmap.xlsx", "sheet": "Bezoeken"}
DATA = make_dataset(
    WAART,
    visits=[visit(1, **SOURCE, row=1014), visit(0, file=HOSTILE, sheet=None, row=3), visit(2, row=5)],
    requests=[asking(0, status="open", raised_on=date(2019, 6, 1)), asking(1, status="closed", closed_on=date(2019, 6, 3))],
    expenses=[booking(3, -1_05), booking(0, 1_234_56)],
    budget_lines=[{"category": "Personeel", "year": 2018, "cents": 5_000_00}],
    addresses=[{"household": "geheim", "street": "Waartplein", "area": "Waartplein"}],
)
TABLES = tuple(COLUMNS_SHOWN)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("table", TABLES, ids=[table.value for table in TABLES])
def test_the_screen_and_the_download_have_the_same_rows(table: TableName, language: str) -> None:
    context, rows = ChartContext(texts(language)), DATA.table(table)
    screen, download = rows_table(rows, table, context, DAY, most=10), rows_table(rows, table, context, DAY)
    assert len(screen) == len(download) == len(rows)
    same = list(screen.columns[:-1])
    assert list(download.columns[:-3]) == same
    assert screen[same].equals(download[same])


@pytest.mark.parametrize("table", TABLES, ids=[table.value for table in TABLES])
def test_no_household_is_named(table: TableName) -> None:
    rows = DATA.table(table)
    assert "household" not in COLUMNS_SHOWN[table]
    assert "geheim" not in rows_table(rows, table, ChartContext(texts("nl")), DAY).to_csv()


def test_a_row_says_in_which_workbook_sheet_and_row_it_stands() -> None:
    told = rows_table(DATA.visits, TableName.VISITS, ChartContext(texts("nl")), DAY, most=10)
    assert told["Waar het staat"].tolist() == [f"{HOSTILE} · rij 3", "werkmap.xlsx · Bezoeken · rij 1014", "rij 5"]
    apart = rows_table(DATA.visits, TableName.VISITS, ChartContext(texts("nl")), DAY)
    assert apart[["Bestand", "Werkblad", "Rij"]].iloc[1].tolist() == ["werkmap.xlsx", "Bezoeken", 1014]


def test_rows_come_by_day_and_in_words() -> None:
    told = rows_table(DATA.visits, TableName.VISITS, ChartContext(texts("nl")), DAY, most=2)
    assert told["Bezoeknummer"].tolist() == ["B0", "B1"]
    assert told.iloc[0][["Uitkomst", "Organisatie", "Thema's"]].tolist() == ["gesprek gevoerd", "LEVgroep, Politie", "wonen"]


def test_only_what_is_not_done_waits() -> None:
    told = rows_table(DATA.requests, TableName.REQUESTS, ChartContext(texts("nl")), date(2019, 7, 1), most=10).set_index("Status")
    assert told.loc["open", "Wacht al (dagen)"] == 30
    assert told["Wacht al (dagen)"].isna().tolist() == [told.index[0] != "open", told.index[1] != "open"]


def test_amounts_are_euros_and_years_are_no_amounts() -> None:
    context = ChartContext(texts("nl"))
    assert rows_table(DATA.expenses, TableName.EXPENSES, context, DAY)["Bedrag (€)"].tolist() == [1234.56, -1.05]
    assert rows_table(DATA.budget_lines, TableName.BUDGET_LINES, context, DAY)["Jaar"].tolist() == ["2018"]
