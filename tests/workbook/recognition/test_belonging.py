"""A list of something else is asked about, however well its headers fit; a list of the project never is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from adv.model import TableName
from adv.workbook.intake import Understanding
from adv.workbook.memory import learnt, with_memory
from adv.workbook.tables.findings import Severity
from adv.workbook.understood import Corrections
from tests.workbook.sheets import KEY, PROJECT, TODAY, sheet, understood, visit, visits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.workbook.sheets import Row

OLD, NEW = date(2009, 4, 1), date(2019, 4, 1)  # of another time, and of the project's


def days(first: date, count: int = 12) -> list[date]:
    return [first + timedelta(days=3 * number) for number in range(count)]


def listed(headers: Row, rows: Iterable[Row]) -> list[Row]:
    """A list under its headers."""
    return [headers, *rows]


def auction(first: date) -> list[Row]:
    lots = ["Vaas", "Klok", "Spiegel", "Stoel"]
    rows: list[Row] = [
        [f"L{at}", lots[at % 4], day, 100 + at, 150 + at, "Christie", "Zaal 2", "goed"] for at, day in enumerate(days(first))
    ]
    return [["Lot", "Soort", "Datum", "Inzet", "Hamerprijs", "Veilinghuis", "Zaal", "Staat"], *rows]


def activity_log(first: date) -> list[Row]:
    kinds = ["Running", "Cycling", "Walking", "Sleeping"]
    rows: list[Row] = [
        [day, kinds[at % 4], f"{6 + at:02}:30", 5000 + at, 120 + at, 3.5 + at, "Tracker"] for at, day in enumerate(days(first))
    ]
    return [["Date", "Activity", "Location time", "Steps", "Heart rate", "Distance", "Device"], *rows]


FORMULAS: list[Row] = listed(
    ["Address", "Formula", "Explanation"],
    ([f"{'ABC'[at % 3]}{at + 2}", f"SUM(A{at}:B{at})", "Adds up two cells"] for at in range(11)),
)
ISSUES: list[Row] = listed(
    ["Id", "Address", "Topic", "Status"],
    ([f"{at}", f"10.0.0.{at}", ("login", "speed", "layout")[at % 3], ("open", "closed")[at % 2]] for at in range(12)),
)
MATCHES: list[Row] = [
    ["Date", "Address", "Result"],
    *(
        [day, ("Anfield", "Wembley", "Goodison", "Old Trafford")[at % 4], f"{at % 4} - {at % 3}"]
        for at, day in enumerate(days(OLD))
    ),
]
LEDGER: list[Row] = listed(
    ["Datum", "Bedrag", "Kostensoort"],
    ([day, 12.5 + at, ("Diesel", "Kunstmest", "Loonwerk")[at % 3]] for at, day in enumerate(days(OLD))),
)


def many(first: date, head: Row, *cells: Row) -> list[Row]:
    """A list of twelve days, the other cells in turn."""
    return listed(["Datum", *head], ([day, *(cell[at % len(cell)] for cell in cells)] for at, day in enumerate(days(first))))


MARKS = many(
    NEW,
    ["Bezoeknummer", "Klas", "Vak", "Onderwerp", "Status"],
    range(1, 13),
    ["1a", "2b"],
    ["taal", "rekenen"],
    ["wonen", "lezen"],
    ["open", "afgerond"],
)
SPORTS = many(NEW, ["Activiteit", "Afstand", "Tijd", "Tempo"], ["lopen", "fietsen"], [3.5, 20.5], ["0:21", "0:55"], [5, 6])
STOCK = many(NEW, ["Artikelnr", "Categorie", "Bedrag"], [11, 12, 13], ["verf", "hout", "glas"], [1.25, 2.5])
BOOK = listed(
    ["Straat", "Huisnummer", "Woonplaats"],
    ([("Lindelaan", "Parkweg")[at % 2], at, ("Assen", "Zwolle")[at % 2]] for at in range(1, 13)),
)
FOREIGN = {
    "marks of a school, some of them under a theme of the project": (MARKS, "foreign_names"),
    "sports": (SPORTS, "foreign_names"),
    "a stock list": (STOCK, "foreign_names"),
    "an address book of other towns": (BOOK, "foreign_places"),
    "an auction of another time": (auction(OLD), "foreign_dates"),
    "an auction of the same time": (auction(NEW), "foreign_names"),
    "an activity log of another time": (activity_log(OLD), "foreign_dates"),
    "an activity log of the same time": (activity_log(NEW), "foreign_names"),
    "formulas explained": (FORMULAS, "foreign_places"),
    "issues of a computer": (ISSUES, "foreign_places"),
    "matches": (MATCHES, "foreign_dates"),
    "the ledger of a farm": (LEDGER, "foreign_dates"),
}


@pytest.mark.parametrize(("rows", "why"), FOREIGN.values(), ids=FOREIGN)
def test_a_list_of_something_else_is_asked_about_and_not_counted(rows: list[Row], why: str) -> None:
    result = understood(sheet("Blad1", *rows), visits(visit(1)))
    (found,) = [one for one in result.sheets if one.sheet == "Blad1"]
    assert (found.table, found.reason.key) == (None, why)
    assert found.can_be_asked
    assert found.certainty < 0.5
    assert [finding.severity for finding in result.findings if finding.code == "sheet_foreign"] == [Severity.WARNING]
    assert not result.is_whole
    assert [len(getattr(result.dataset, name)) for name in ("visits", "requests", "expenses", "activities", "addresses")] == [
        1,
        0,
        0,
        0,
        0,
    ]


def test_what_the_user_says_it_is_counts_and_is_remembered() -> None:
    log = sheet("Blad1", *activity_log(NEW))
    said = Corrections(tables={("werkmap.xlsx", "Blad1"): TableName.ACTIVITIES})
    result = understood(log, visits(visit(1)), corrections=said)
    assert len(result.dataset.activities) == 12
    memory = learnt(result, said, date(2024, 1, 1))
    again = understood(log, visits(visit(1)), corrections=with_memory(Corrections(), memory, PROJECT))
    assert len(again.dataset.activities) == 12
    assert "sheet_foreign" not in {finding.code for finding in again.findings}


def test_an_upload_of_nothing_else_can_still_be_asked_about() -> None:
    understanding = Understanding(PROJECT, KEY, TODAY, Corrections())
    understanding.sheet("werkmap.xlsx", sheet("Blad1", *auction(OLD)))
    (found,) = understanding.finish(needs_table=False).sheets
    assert (found.table, found.reason.key) == (None, "foreign_dates")


OWN: dict[str, tuple[str, list[Row], str]] = {
    "activities without area": (
        "Blad1",
        listed(["Datum", "Activiteit"], ([day, f"Koffie {at}"] for at, day in enumerate(days(NEW)))),
        "activities",
    ),
    "activities at other places": (
        "Activiteiten",
        listed(
            ["Datum", "Soort", "Gebied"],
            ([day, "Koffie", ("buurthuis", "kerk", "school")[at % 3]] for at, day in enumerate(days(NEW))),
        ),
        "activities",
    ),
    "a year too early, in streets of the project": (
        "Blad1",
        listed(
            ["Datum", "Straat", "Huisnummer", "Resultaat"], ([day, "Waartplein", at, "xx"] for at, day in enumerate(days(OLD), 1))
        ),
        "visits",
    ),
    "kinds of one's own in the project's time": (
        "Blad1",
        listed(
            ["Datum", "Bedrag", "Kostensoort"],
            ([day, 10.0 + at, ("Taart", "Bloemen", "Zaalhuur")[at % 3]] for at, day in enumerate(days(NEW))),
        ),
        "expenses",
    ),
    "a register of streets that the project does not name": (
        "Blad1",
        listed(["Straat", "Huisnummer"], ([("Kerkstraat", "Lindelaan", "De Kolk", "Oude Aa")[at % 4], at] for at in range(1, 13))),
        "addresses",
    ),
    "just after the project's period": (
        "Blad1",
        listed(["Datum", "Bedrag"], ([day, 10.0 + at] for at, day in enumerate(days(PROJECT.period.end + timedelta(days=30))))),
        "expenses",
    ),
}


@pytest.mark.parametrize(("name", "rows", "table"), OWN.values(), ids=OWN)
def test_a_list_of_the_project_is_never_asked_about(name: str, rows: list[Row], table: str) -> None:
    result = understood(sheet(name, *rows))
    assert [one.table for one in result.sheets] == [TableName(table)]
    assert "sheet_foreign" not in {finding.code for finding in result.findings}


def test_a_foreign_list_beside_a_table_is_left_out_alone() -> None:
    beside = [
        [*row, None, *other]
        for row, other in zip(
            listed(["Datum", "Bedrag", "Kostensoort"], ([day, 5.0, "Overig"] for day in days(NEW))), LEDGER, strict=True
        )
    ]
    result = understood(sheet("Blad1", *beside))
    assert [(one.block, one.table, one.reason.key) for one in result.sheets] == [
        (0, TableName.EXPENSES, "table_by_columns"),
        (4, None, "foreign_dates"),
    ]
    assert len(result.dataset.expenses) == 12


PARCELS = many(
    NEW, ["Straat", "Huisnummer", "Status"], ["Lindelaan"], range(1, 13), ["bezorgd", "niet thuis", "retour", "bij buren"]
)
DOUBTED = {
    "parcels": ("Blad1", PARCELS),
    "a register with a street of its own": ("Blad1", listed(["Straat", "Huisnummer"], (["Lindelaan", at] for at in range(1, 13)))),
    "another budget": (
        "Begroting",
        listed(["Post", "Jaar", "Bedrag"], ([what, 2019, 100] for what in ("ballen", "shirts", "velden", "kantine"))),
    ),
}


@pytest.mark.parametrize(("name", "rows"), DOUBTED.values(), ids=DOUBTED)
def test_a_list_without_a_sign_of_the_project_is_never_certain(name: str, rows: list[Row]) -> None:
    (found,) = understood(sheet(name, *rows)).sheets
    assert (found.table is not None, found.certainty <= 0.55) == (True, True)


def test_a_list_with_the_project_in_it_is_as_sure_as_its_columns() -> None:
    own = many(NEW, ["Straat", "Huisnummer", "Uitkomst"], ["Lindelaan"], range(1, 13), ["niet thuis", "gesprek"])
    here = listed(
        ["Straat", "Huisnummer", "Woonplaats"], ([("Waartplein", "Parkweg")[at % 2], at, "Helmond"] for at in range(1, 13))
    )
    assert [one.certainty > 0.9 for one in understood(sheet("Blad1", *own), sheet("Blad2", *here)).sheets] == [True, True]


OTHER_KINDS = ["Diesel", "Heftruck", "Pallets", "Verzekering"]


@pytest.mark.parametrize(
    ("name", "kinds", "is_asked"),
    [
        ("Kosten", OTHER_KINDS, True),
        ("Uitgaven", [f"41{at}0 {kind}" for at, kind in enumerate(OTHER_KINDS)], True),
        ("Uitgaven de Waart", OTHER_KINDS, False),
        ("Uitgaven", [*OTHER_KINDS, "Personeel"], False),
        ("Uitgaven", OTHER_KINDS[:3], False),
        ("Uitgaven", ["P1", "P2", "P3", "P4"], False),  # codes
    ],
)
def test_expenses_of_which_no_kind_is_the_projects_are_asked_about(name: str, kinds: list[str], is_asked: object) -> None:
    rows: list[Row] = [["Datum", "Kostensoort", "Bedrag"]]
    rows += [[day, kinds[at % len(kinds)], 100 + at] for at, day in enumerate(days(NEW))]
    result = understood(sheet(name, *rows), visits(visit(1)))
    said = [sheet for sheet in result.sheets if sheet.reason.key == "foreign_kinds"]
    assert (bool(said), len(result.dataset.expenses) == 0) == (is_asked, is_asked)
    counted = understood(sheet(name, *rows), visits(visit(1)), corrections=Corrections(tables={("", name): TableName.EXPENSES}))
    assert len(counted.dataset.expenses) == 12
