"""Formulas whose outcome a file does not keep: plain arithmetic is computed, everything else stays a flaw."""

from __future__ import annotations

import io
from datetime import date, time
from typing import Any

import pytest
import xlsxwriter

from adv.workbook.reading.formulas import DEEPEST_FORMULA, MOST_DECIMALS, Cells, computed
from adv.workbook.reading.xlsx_styles import read_styles
from adv.workbook.tables.grid import NumberFormat, RawSheet, Upload
from tests.workbook.evil import read_here

ROWS: list[list[Any]] = [
    ["uur", 10.0, 12.5, date(2019, 1, 7)],
    [True, 3.0, "", time(6, 0)],
    [None, -2.345, "tekst", date(2019, 1, 9)],
    ["", "", "", time(17, 45, 30)],
]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("B1*C1", 125.0),
        ("=B1+B2*2", 16.0),
        ("(B1+B2)*2", 26.0),
        ("B1/4-1", 1.5),
        ("-B2", -3.0),
        ("2--3", 5.0),
        ("B1*21%", 2.1),
        ("$B$1+C2", 10.0),
        ("SUM(B1:B3)", 10.655),
        ("SUM(B1:C3,1,B2*2)", 30.155),
        ("PRODUCT(B1,B2)", 30.0),
        ("PRODUCT(B1:C2)", 375.0),
        ("ROUND(B3,2)", -2.35),
        ("ROUND(B1/3,0)", 3.0),
        ("ROUND(1250,-2)", 1300.0),
        ("ABS(B3)", 2.345),
        ("SUM(ROUND(B1/3,2),1)", 4.33),
        ("D1+7", date(2019, 1, 14)),
        ("7+D1", date(2019, 1, 14)),
        ("D3-D1", 2.0),
        ("B1*D2*24", 60.0),
        ("D4*86400", 63930.0),
        ("1.5E2", 150.0),
        ("IF(B1>1,2,3)", 2.0),
        ("IF(B1<=1,VLOOKUP(B1,B1:C3,2),B1*2)", 20.0),
        ('IF(A1="UUR",B1,0)+1', 11.0),
        ('IF(C2="",5,1)', 5.0),
        ('IF(A1<>"uur",5,1)', 1.0),
        ("IF(D3>D1,1,0)", 1.0),
        ("IF(B1=10,1)", 1.0),
        ("MAX(B1:C3)-MIN(B1:C3)", 14.845),
        ('IF(C2="","","vol")', ""),
        ("A1", "uur"),
        ("DATE(2019,B2,B1)", date(2019, 3, 10)),
        ("DATE(119,12,31)", date(2019, 12, 31)),
        ('DATE("2019","3","0")', date(2019, 2, 28)),
        ("DATE(2018,13,31)", date(2019, 1, 31)),
        ("EDATE(D1,1)", date(2019, 2, 7)),
        ("EDATE(DATE(2019,1,31),1)", date(2019, 2, 28)),
        ("EOMONTH(D1,-1)", date(2018, 12, 31)),
        ("DATE(YEAR(D1),MONTH(D1)+1,DAY(D1))", date(2019, 2, 7)),
        ("AVERAGE(B1:B2)", 6.5),
        ("ROUNDUP(B3,0)", -3.0),
        ("ROUNDDOWN(B3,1)", -2.3),
        ("INT(B3)", -3.0),
        ('IF(B1="","",B1*2)', 20.0),
        ('IF(B1<>"",IF(B2>5,"veel","weinig"),"")', "weinig"),
        ("IFERROR(B1/0,7)", 7.0),
        ("IFERROR(A1*2,7)", 7.0),
        ("IFERROR(B1*2,VLOOKUP(B1,B1:C3,2))", 20.0),
        ('IF(AND(B1>1,NOT(B2>5)),"ja","nee")', "ja"),
        ('IF(OR(B1<1,A1="x"),1,2)', 2.0),
    ],
)
def test_plain_arithmetic_is_computed(formula: str, value: float | date | str) -> None:
    outcome = computed(Cells({(9, 9): formula}, ROWS))[9, 9]
    assert outcome == (pytest.approx(value) if isinstance(value, float) else value)


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "B1/0",
        "A1*2",
        "C3+1",
        "A2+1",
        "A3+1",
        "IF(A1>1,2,3)",
        "IF(B1>1,VLOOKUP(B1,B1:C3,2),3)",
        "IF(B1>1)",
        "IF(D1>B1,1,2)",
        "VLOOKUP(B1,B1:C3,2)",
        "Blad2!B1",
        "'Blad 2'!B1*2",
        "[1]Blad1!B1",
        "D1+D3",
        "D1*2",
        "7-D1",
        "B1:B2",
        "B1^2",
        "B1&C1",
        "SUM(B1",
        "B1)",
        "ROUND(B1)",
        f"ROUND(B1,{MOST_DECIMALS + 1})",
        "SUM(B1:B3)+NOW()",
        "1E300*1E300",
        "B1*",
        "(" * (DEEPEST_FORMULA + 1) + "1" + ")" * (DEEPEST_FORMULA + 1),
        "1+" * 200 + "1",
        "J10+1",
    ],
)
def test_anything_else_is_not(formula: str) -> None:
    assert computed(Cells({(9, 9): formula}, ROWS)) == {}


def test_formulas_lead_to_formulas_and_not_around_in_a_circle() -> None:
    chain = {(row, 0): f"A{row}+1" for row in range(1, 500)}
    assert computed(Cells(chain, [[1.0]]))[499, 0] == 500
    assert computed(Cells({(0, 0): "B1", (0, 1): "A1+1", (0, 2): "2+2"}, [])) == {(0, 2): 4}


def test_cells_of_other_sheets_count_and_their_formulas_too() -> None:
    others = {
        "Tarieven 2019": Cells({(0, 1): "A1*2", (1, 1): "Uren!A1"}, [[25.0], [3.0]]),
        "uren": Cells({(0, 0): "'Tarieven 2019'!B2"}, []),
    }
    formulas = {(0, 0): "'Tarieven 2019'!B1+1", (1, 0): "SUM('Tarieven 2019'!A1:A2)*2", (2, 0): "UREN!A1", (3, 0): "Anders!A1"}
    assert computed(Cells(formulas, []), others) == {(0, 0): 51.0, (1, 0): 56.0}  # those in a circle, and of no sheet, are not


def test_a_formula_may_point_at_a_sheet_before_and_after_its_own() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for name, cells in (("Voor", (2.5, 4)), ("Uren", ("=Voor!A1*Na!A1", "=SUM(Na!A1:B1)")), ("Na", (10, "=Voor!B1*3"))):
            made = book.add_worksheet(name)
            for column, cell in enumerate(cells):
                made.write(0, column, cell)
    sheets = read_here(Upload("uren.xlsx", content.getvalue())).sheets
    assert [(sheet.name, [column[0] for column in sheet.columns]) for sheet in sheets] == [
        ("Voor", [2.5, 4.0]),
        ("Uren", [25.0, 22.0]),
        ("Na", [10.0, 12.0]),
    ]


def _read(write: str, value: object = 0, number_format: str | None = None) -> RawSheet:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        made = book.add_worksheet("Blad1")
        for row, cells in enumerate((("Datum", "Uren", "Bedrag"), ("3-3-2019", 12.5, 3.25), ("4-3-2019", 4, 1.25))):
            made.write_row(row, 0, cells)
        made.write_formula("D2", write, None, value)
        if number_format:
            made.write_number("C2", 3.25, book.add_format({"num_format": number_format}))
    (sheet,) = read_here(Upload("uren.xlsx", content.getvalue())).sheets
    return sheet


def test_an_outcome_of_nought_that_nobody_computed_is_computed() -> None:
    sheet = _read("=B2*50")
    assert (sheet.columns[3][1], sheet.computed, dict(sheet.flaws)) == (625.0, frozenset({(1, 3)}), {})


def test_an_outcome_of_nought_that_cannot_be_computed_is_a_flaw_where_nothing_was_computed() -> None:
    assert dict(_read('=VLOOKUP("x",A1:B2,2)').flaws) == {(1, 3): "formula"}


def test_an_outcome_that_the_file_keeps_stays() -> None:
    sheet = _read("=B2*50", 700)
    assert (sheet.columns[3][1], sheet.computed) == (700, frozenset())


@pytest.mark.parametrize(
    ("number_format", "kind"),
    [
        *((code, NumberFormat.THOUSANDTHS) for code in ("0.000", "#,##0.000")),
        *((code, NumberFormat.SCALED) for code in ("0.0,", '#,##0,"k"', '[$€-413] #,##0.0, "k"', "#,##0,;[Red]-#,##0,", "0.0,\\k")),
        *((code, NumberFormat.WITH_K) for code in ('0.0"k"', '"€" 0.0"k"', "0.0\\k", '#,##0.0" dzd"', '0.0" K"')),
        *((code, None) for code in ("#,##0", "0.0000", "0.00", '"k"0.00', '0" kopje"', '0" kg"', "#,##0.00")),
    ],
)
def test_numbers_that_are_shown_as_something_else_are_noted(number_format: str, kind: NumberFormat | None) -> None:
    assert _read("=B2", 12.5, number_format).formats == ({(1, 2): kind} if kind else {})


def test_telling_styles_are_found_by_their_place_among_the_cells_styles() -> None:
    styles = (
        b'<styleSheet><numFmts><numFmt numFmtId="165" formatCode="0.000"/></numFmts><cellStyleXfs><xf numFmtId="165"/></cellStyleXfs>'
        b'<cellXfs><xf numFmtId="0"/><xf numFmtId="2"/><xf numFmtId="165"/></cellXfs></styleSheet>'
    )
    assert read_styles([styles]).formats == {"2": NumberFormat.THOUSANDTHS}
