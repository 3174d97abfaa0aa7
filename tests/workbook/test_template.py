"""The template that the app hands out, opened as a spreadsheet program does."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from adv.model import COLUMNS, Project, TableName
from adv.settings import load_project, project_names
from adv.texts import LANGUAGES, texts
from adv.workbook.intake import read_files
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.grid import Upload
from adv.workbook.template import example_row, template
from adv.workbook.understood import Corrections
from adv.workbook.values.text import EXAMPLE_MARK, fold
from adv.workbook.vocabulary.canonical_form import EXPLANATION_SHEET, FORM, LISTS_SHEET, InputKind, options_of

NOT_KEPT = {"house_number", "addition", "postcode", "description", "street", "area"}


@pytest.fixture(scope="module", params=project_names())
def project(request: pytest.FixtureRequest) -> Project:
    return load_project(request.param)


@pytest.fixture(scope="module")
def book(project: Project) -> Workbook:
    return load_workbook(BytesIO(template(project)))


def test_every_table_has_a_sheet_with_the_canonical_headers(book: Workbook) -> None:
    for form in FORM:
        headers = [cell.value for cell in book[form.name][1]]
        assert headers == [column.header for column in form.columns]


def test_every_field_of_the_form_is_one_of_the_model(project: Project) -> None:
    assert {form.table for form in FORM} == set(TableName)
    for form in FORM:
        assert {column.field for column in form.columns} - NOT_KEPT <= set(COLUMNS[form.table])


def test_required_columns_are_bold_and_only_those(book: Workbook) -> None:
    for form in FORM:
        bold = [cell.font.bold for cell in book[form.name][1]]
        assert bold == [column.is_required for column in form.columns]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_header_has_a_note_in_the_language_of_the_screen(project: Project, language: str) -> None:
    book = load_workbook(BytesIO(template(project, language)))
    for form in FORM:
        for cell, column in zip(book[form.name][1], form.columns, strict=True):
            assert cell.comment is not None
            assert texts(language)(f"template.{form.table}.{column.field}") in cell.comment.text


def test_every_choice_has_a_drop_down_with_the_projects_own_names(book: Workbook, project: Project) -> None:
    lists = book[LISTS_SHEET]
    assert lists.sheet_state == "hidden"
    for form in FORM:
        rules = {next(iter(rule.sqref.ranges)).min_col: rule for rule in book[form.name].data_validations.dataValidation}
        for number, column in enumerate(form.columns, start=1):
            if column.options is not None:
                assert rules[number].type == "list"
                cells = lists[rules[number].formula1.split("!")[1].replace("$", "")]
                assert tuple(cell.value for (cell,) in cells) == options_of(project)[column.options]


@pytest.mark.parametrize(
    ("sheet", "header", "check"),
    [
        ("Bezoeken", "Cijfer woning", ("whole", "1", "10")),
        ("Bezoeken", "Ronde", ("whole", "0", "1000000")),
        ("Bezoeken", "Datum", ("date", "32874", "73050")),  # 1-1-1990 and 31-12-2099, as Excel counts days
        ("Uitgaven", "Bedrag", ("decimal", "-10000000", "10000000")),
    ],
)
def test_what_is_typed_is_checked_from_below_the_example_to_row_5000(
    book: Workbook, sheet: str, header: str, check: tuple[str, str, str]
) -> None:
    column = next(cell.column for cell in book[sheet][1] if cell.value == header)
    (rule,) = [rule for rule in book[sheet].data_validations.dataValidation if next(iter(rule.sqref.ranges)).min_col == column]
    reached = next(iter(rule.sqref.ranges))
    assert (rule.type, rule.formula1, rule.formula2, rule.errorStyle) == (*check, "warning")
    assert (reached.min_row, reached.max_row) == (3, 5000)


def test_the_example_of_a_visit_shows_how_several_names_are_written(book: Workbook, project: Project) -> None:
    row = dict(zip([cell.value for cell in book["Bezoeken"][1]], [cell.value for cell in book["Bezoeken"][2]], strict=True))
    assert row["Thema's"] == f"{project.themes[0]}; {project.themes[1]}"
    assert row["Organisatie"] == f"{project.partners[0]}; {project.partners[1]}"


def test_a_column_of_several_choices_lets_several_be_typed(book: Workbook) -> None:
    (themes,) = [rule for rule in book["Bezoeken"].data_validations.dataValidation if str(rule.sqref).startswith("K3")]
    assert not themes.showErrorMessage


def test_every_sheet_has_one_example_row_that_is_marked(book: Workbook, project: Project) -> None:
    for form in FORM:
        sheet = book[form.name]
        assert sheet.max_row == 2
        assert fold(str(sheet["A2"].value)) == EXAMPLE_MARK
        assert all(cell.font.italic for cell in sheet[2] if cell.value is not None)
        assert set(example_row(form, project)) <= {column.field for column in form.columns}


def test_headers_stay_in_sight_and_dates_and_euros_look_dutch(book: Workbook) -> None:
    for form in FORM:
        sheet = book[form.name]
        assert sheet.freeze_panes == "A2"
        for cell in sheet[2]:
            if isinstance(cell.value, datetime):
                assert cell.number_format == "d mmm yyyy"
            if isinstance(cell.value, float):
                assert "€" in cell.number_format


def test_the_explanation_names_every_column(book: Workbook) -> None:
    lines = [str(cell.value or "") for (cell,) in book[EXPLANATION_SHEET].iter_rows()]
    for form in FORM:
        for column in form.columns:
            assert any(line.startswith(f"{column.header}. ") for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_project_and_language_give_the_same_bytes(project: Project, language: str) -> None:
    assert template(project, language) == template(project, language)


def test_no_cell_is_a_formula(book: Workbook) -> None:
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_template_reads_back_as_empty_tables_with_every_column_known(project: Project) -> None:
    read = read_files([Upload("sjabloon.xlsx", template(project))], project, b"k" * 32, date(2026, 1, 1), Corrections())
    tables = {sheet.table: sheet for sheet in read.sheets if sheet.table}
    for form in FORM:
        fields = [column.field for column in tables[form.table].columns]
        assert fields == [None if column.field == "description" else column.field for column in form.columns]
        assert tables[form.table].rows_read == 0
    assert {sheet.sheet for sheet in read.sheets if not sheet.table} == {EXPLANATION_SHEET, LISTS_SHEET}
    assert not [finding for finding in read.findings if finding.severity is Severity.ERROR]


def test_a_row_under_the_example_is_read_and_the_example_is_not(project: Project) -> None:
    book = load_workbook(BytesIO(template(project)))
    for form in FORM:
        sheet = book[form.name]
        for number, column in enumerate(form.columns, start=1):
            filled = sheet.cell(2, number).value
            sheet.cell(3, number).value = (
                project.period.start if column.kind is InputKind.DATE and not column.field.startswith("closed") else filled
            )
    for sheet_name, key in (("Bezoeken", "A3"), ("Hulpvragen", "B3")):
        book[sheet_name][key] = "B1"
    book["Hulpvragen"]["A3"] = "H1"
    book["Adressen"]["A3"] = book["Bezoeken"]["C3"].value
    book["Begroting"]["A3"] = project.cost_categories[0]
    target = BytesIO()
    book.save(target)
    read = read_files([Upload("gevuld.xlsx", target.getvalue())], project, b"k" * 32, date(2026, 1, 1), Corrections())
    assert {form.table: len(read.dataset.table(form.table)) for form in FORM} == {form.table: 1 for form in FORM}
    assert not [finding for finding in read.findings if finding.severity is Severity.ERROR]
