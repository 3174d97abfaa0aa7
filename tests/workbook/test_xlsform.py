"""The form for the phone: held against ODK's own converter, and its export, as each tool writes it, read back without a question."""

from __future__ import annotations

import csv
import io
import itertools
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook, load_workbook
from pyxform.xls2xform import convert

from adv.cli import main
from adv.settings import load_project, project_names
from adv.workbook.intake import read_files
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.grid import Upload
from adv.workbook.xlsform import LANGUAGE_NAMES, name_in_form, xlsform
from tests.workbook.sheets import KEY, PROJECT, TODAY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from adv.workbook.understood import Intake

    Answers = Mapping[str, Any]  # a text, several of them, or the requests in the repeat

# What was filled in: the names of the questions in the form, and of the answers.
VISITS: list[Answers] = [
    {"datum": "2019-01-07", "straat": "Waartplein", "huisnummer": "3", "uitkomst": "niet_thuis", "organisatie": ["politie"]},
    {"datum": "2019-01-08", "straat": "Waartplein", "huisnummer": "5", "uitkomst": "gesprek_gevoerd", "organisatie": ["levgroep"]}
    | {"themas": ["wonen", "zorg_en_welzijn"], "wordt_actief": "ja", "cijfer_woning": "7", "cijfer_buurt": "6"}
    | {"hulpvragen": [{"thema": "wonen", "doel": "meedoen", "status": "open", "actiehouder": "woonpartners"}]},
    {
        "datum": "2019-02-09",
        "straat": "Diepenbrockhof",
        "huisnummer": "7",
        "uitkomst": "geen_medewerking",
        "organisatie": ["levgroep"],
    },
    {"datum": "2019-02-10", "straat": "Diepenbrockhof", "huisnummer": "9", "uitkomst": "gesprek_gevoerd"}
    | {
        "organisatie": ["levgroep", "politie"],
        "themas": ["werken"],
        "wordt_actief": "nee",
        "cijfer_woning": "8",
        "cijfer_buurt": "9",
    }
    | {
        "hulpvragen": [
            {"thema": "werken", "doel": "rondkomen", "status": "in_behandeling", "actiehouder": "levgroep"},
            {"thema": "zorg_en_welzijn", "doel": "meedoen", "status": "afgerond", "actiehouder": "levgroep"},
        ]
    },
    {"datum": "2019-03-03", "straat": "Waartplein", "huisnummer": "11", "uitkomst": "gesprek_gevoerd", "organisatie": ["politie"]}
    | {"themas": ["werken", "zorg_en_welzijn"], "wordt_actief": "ja", "cijfer_woning": "5", "cijfer_buurt": "6"},
]
# Counted by hand over the five visits above.
CONVERSATIONS, ACTIVE = 3, 2
THEMES = {"wonen": 1, "zorg en welzijn": 2, "werken": 2}
REQUESTS = [("wonen", "open", "2019-01-08"), ("werken", "in_progress", "2019-02-10"), ("zorg en welzijn", "closed", "2019-02-10")]


class Question:
    """A question of the form, with the groups that it is in."""

    def __init__(self, row: Mapping[str, Any], groups: Sequence[str]) -> None:
        self.name, self.groups, self.row = str(row["name"]), list(groups), row
        kind, _, self.list = str(row["type"]).partition(" ")
        self.is_multiple = kind == "select_multiple"


def rows_of(form: bytes, sheet: str) -> list[dict[str, Any]]:
    heads, *rows = load_workbook(BytesIO(form))[sheet].iter_rows(values_only=True)
    return [{str(head): cell for head, cell in zip(heads, row, strict=True) if cell is not None} for row in rows]


def questions(form: bytes) -> tuple[list[Question], list[Question]]:
    """The questions about a visit, and those in the repeat."""
    groups: list[str] = []
    found: tuple[list[Question], list[Question]] = ([], [])
    for row in rows_of(form, "survey"):
        if row["type"] in {"begin_group", "begin_repeat"}:
            groups.append(str(row["name"]))
        elif row["type"] in {"end_group", "end_repeat"}:
            groups.pop()
        elif row["type"] not in {"start", "end", "note"}:
            found["hulpvragen" in groups].append(Question(row, groups))
    return found


class Export:
    """What a tool makes of the answers: headers by name or by label, in groups or not, several answers in one way or another."""

    def __init__(self, form: bytes, *, label: str | None, sign: str, multiple: str, groups: bool) -> None:
        self.label, self.sign, self.multiple, self.groups = label, sign, multiple, groups
        self.choices = {(row["list_name"], row["name"]): row for row in rows_of(form, "choices")}
        self.group_labels = {row["name"]: row for row in rows_of(form, "survey") if str(row["type"]).startswith("begin")}

    def said(self, row: Mapping[str, Any]) -> str:
        return str(row[f"label::{self.label}"] if self.label else row["name"])

    def header(self, question: Question) -> str:
        groups = [self.said(self.group_labels[group]) for group in question.groups] if self.groups else []
        return self.sign.join([*groups, self.said(question.row)])

    def cells(self, question: Question, answer: str | list[str] | None) -> dict[str, str | None]:
        """The columns of one question and what is in them."""
        head = self.header(question)
        chosen = answer if isinstance(answer, list) else [answer] if answer else []
        texts = [self.said(self.choices[question.list, one]) if question.list else one for one in chosen]
        single = {head: " ".join(texts) or None}
        if not question.is_multiple or self.multiple == "one cell":
            return single
        names = [name for of, name in self.choices if of == question.list]
        marks = {
            f"{head}/{self.said(self.choices[question.list, name])}": str(int(name in chosen)) if chosen else None for name in names
        }
        return marks if self.multiple == "columns" else single | marks


def kobo(form: bytes, *, label: str | None, sign: str, multiple: str, groups: bool) -> list[Upload]:
    """A workbook as KoboToolbox exports it: the visits, and a sheet for the repeat."""
    export = Export(form, label=label, sign=sign, multiple=multiple, groups=groups)
    of_visit, of_request = questions(form)
    tables: dict[str, list[dict[str, Any]]] = {"Achter de voordeur": [], "hulpvragen": []}
    for number, visit in enumerate(VISITS, 1):
        row: dict[str, Any] = {"start": "2019-03-03T10:00:00.000+01:00", "end": "2019-03-03T10:09:00.000+01:00"}
        for question in of_visit:
            row |= export.cells(question, visit.get(question.name))
        uuid = f"0a1b2c3d-0000-4000-8000-00000000000{number}"
        row |= {"_id": 4400 + number, "_uuid": uuid, "_submission_time": "2019-03-03T10:09:01", "_validation_status": None}
        tables["Achter de voordeur"].append(row | {"_status": "submitted_via_web", "__version__": "vX9", "_index": number})
        for request in visit.get("hulpvragen", []):
            cells: dict[str, Any] = {}
            for question in of_request:
                cells |= export.cells(question, request[question.name])
            cells |= {"_index": len(tables["hulpvragen"]) + 1, "_parent_table_name": "Achter de voordeur", "_parent_index": number}
            tables["hulpvragen"].append(cells | {"_submission__id": 4400 + number, "_submission__uuid": uuid})
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        sheet.append(list(rows[0]))
        for row in rows:
            sheet.append(list(row.values()))
    content = BytesIO()
    book.save(content)
    return [Upload("export.xlsx", content.getvalue())]


def odk(form: bytes, *, multiple: str) -> list[Upload]:
    """The files as ODK Central exports them: one for the visits, one for the repeat."""
    export = Export(form, label=None, sign="-", multiple=multiple, groups=True)
    of_visit, of_request = questions(form)
    visits, requests = [], []
    for number, visit in enumerate(VISITS, 1):
        key = f"uuid:0a1b2c3d-0000-4000-8000-00000000000{number}"
        row: dict[str, Any] = {"SubmissionDate": "2019-03-03T10:09:01.123Z", "start": "2019-03-03T10:00:00.000+01:00"}
        for question in of_visit:
            row |= export.cells(question, visit.get(question.name))
        tail = {"meta-instanceID": key, "KEY": key, "SubmitterID": "7", "SubmitterName": "tablet 2", "AttachmentsPresent": "0"}
        visits.append(
            row | tail | {"AttachmentsExpected": "0", "Status": None, "ReviewState": None, "DeviceID": None, "Edits": "0"}
        )
        for place, request in enumerate(visit.get("hulpvragen", []), 1):
            cells: dict[str, Any] = {}
            for question in of_request:
                inner = Question(question.row, [])  # Central names a repeat's columns from the repeat on
                cells |= export.cells(inner, request[question.name])
            requests.append(cells | {"PARENT_KEY": key, "KEY": f"{key}/gesprek/hulpvragen[{place}]"})
    files = {"adv_de_waart.csv": visits, "adv_de_waart-hulpvragen.csv": requests}
    return [Upload(name, _as_csv(rows)) for name, rows in files.items()]


def ona(form: bytes) -> list[Upload]:
    """The file as Ona exports it: the requests of a visit in its own row, "n/a" where nothing was asked."""
    export = Export(form, label=None, sign="/", multiple="columns", groups=True)
    of_visit, of_request = questions(form)
    rows: list[dict[str, Any]] = []
    for number, visit in enumerate(VISITS, 1):
        row: dict[str, Any] = {}
        for question in of_visit:
            row |= export.cells(question, visit.get(question.name))
        for place, question in itertools.product((1, 2), of_request):
            asked = visit.get("hulpvragen", [])[place - 1 : place]
            row[f"gesprek/hulpvragen[{place}]/{question.name}"] = asked[0][question.name] if asked else None
        row = {
            head: {None: "n/a", "1": "True", "0": "False"}.get(cell, cell) if "/" in head else cell for head, cell in row.items()
        }
        rows.append(row | {"_id": number, "_uuid": f"0a1b-{number}", "_xform_id": "7", "_submission_time": "2019-03-03T10:09:01"})
    return [Upload("ona.csv", _as_csv(rows))]


def _as_csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    content = io.StringIO()
    writer = csv.DictWriter(content, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return content.getvalue().encode()


@pytest.mark.parametrize("name", project_names())
@pytest.mark.parametrize("language", ["nl", "en"])
def test_odk_takes_the_form_of_every_project_without_a_warning(name: str, language: str, tmp_path: Path) -> None:
    project = load_project(name)
    form = tmp_path / "formulier.xlsx"
    form.write_bytes(xlsform(project, language))
    made = convert(form)
    assert made.warnings == []
    assert all(f">{word}<" in made.xform for word in (*project.themes, *project.partners))
    assert re.search(rf'<translation lang="{re.escape(LANGUAGE_NAMES[language])}" default="true\(\)">', made.xform)


def test_the_form_has_a_name_for_every_answer_and_no_two_alike() -> None:
    choices = [(row["list_name"], row["name"]) for row in rows_of(xlsform(PROJECT), "choices")]
    assert len(set(choices)) == len(choices)
    assert {name for of, name in choices if of == "theme"} == {name_in_form(theme) for theme in PROJECT.themes}


def test_the_form_takes_no_visit_of_tomorrow_and_no_score_outside_one_to_ten() -> None:
    constraints = {row["name"]: row["constraint"] for row in rows_of(xlsform(PROJECT), "survey") if row.get("constraint")}
    assert constraints == {
        "datum": ". <= today()",
        "ronde": ". >= 1 and . <= 1000000",
        "cijfer_woning": ". >= 1 and . <= 10",
        "cijfer_buurt": ". >= 1 and . <= 10",
    }


def test_the_heads_of_the_form_stay_in_sight_and_stand_out() -> None:
    for sheet in load_workbook(BytesIO(xlsform(PROJECT))):
        assert sheet.freeze_panes == "A2"
        assert ({cell.font.bold for cell in sheet[1]}, {cell.font.bold for cell in sheet[2]}) == ({True}, {False})


def test_the_form_of_a_project_is_the_same_every_time_and_changes_with_its_words() -> None:
    assert xlsform(PROJECT) == xlsform(PROJECT)
    (settings,), (other,) = (rows_of(xlsform(load_project(name)), "settings") for name in project_names()[:2])
    assert settings["version"] != other["version"]


def test_the_command_writes_the_form_and_never_over_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "formulier.xlsx"
    assert main(["template", "--xlsform", str(file)]) == 0
    assert "KoboToolbox" in capsys.readouterr().out
    assert file.read_bytes() == xlsform(PROJECT)
    assert main(["template", "--xlsform", str(file)]) == 2


KOBO = [
    pytest.param(
        {"label": label, "sign": "/", "multiple": multiple, "groups": groups}, id=f"kobo {label}, {multiple}, groups {groups}"
    )
    for label, multiple, groups in itertools.product(
        (None, *LANGUAGE_NAMES.values()), ("one cell", "columns", "both"), (False, True)
    )
]


@pytest.mark.parametrize("how", KOBO)
def test_what_kobotoolbox_exports_comes_back_without_a_question(how: dict[str, Any]) -> None:
    comes_back(kobo(xlsform(PROJECT), **how))


@pytest.mark.parametrize("multiple", ["one cell", "both"])
def test_what_odk_exports_comes_back_without_a_question(multiple: str) -> None:
    comes_back(odk(xlsform(PROJECT), multiple=multiple))


def test_what_ona_exports_comes_back_without_a_question() -> None:
    comes_back(ona(xlsform(PROJECT)))


def comes_back(uploads: list[Upload]) -> None:
    result = read_files(uploads, PROJECT, KEY, TODAY)
    visits, requests = result.dataset.visits, result.dataset.requests
    assert asked(result) == []
    assert (len(visits), int((visits.outcome == "conversation").sum()), int(visits.becomes_active.fillna(value=False).sum())) == (
        len(VISITS),
        CONVERSATIONS,
        ACTIVE,
    )
    assert {theme: sum(theme in said for said in visits.themes if said) for theme in THEMES} == THEMES
    assert visits.home_score.dropna().tolist() == [7, 8, 5]
    assert sum(len(said) for said in visits.organisations if said) == 6
    found = zip(requests.theme.astype(str), requests.status.astype(str), requests.raised_on.dt.date.astype(str), strict=True)
    assert sorted(found) == sorted(REQUESTS)


def asked(result: Intake) -> list[object]:
    """What somebody would have to decide: words, columns that were left out or doubted, warnings; streets are the project's own matter."""
    words: list[object] = [(word.list, word.text) for word in result.words if word.list != "street"]
    words += [
        finding.code for finding in result.findings if finding.severity is not Severity.INFO and finding.code != "streets_in_rest"
    ]
    return words + [
        (column.header, column.certainty) for sheet in result.sheets for column in sheet.columns if column.certainty < 0.7
    ]
