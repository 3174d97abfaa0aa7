"""Rows, tabs and columns that say of themselves that they do not count, or are of another project: what counts, what is said, what an answer does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.commands.mapping import mapped
from adv.workbook.questions import Subject, questions
from adv.workbook.vocabulary.word_lists import WordList
from tests.workbook.sheets import HEADERS, PROJECT, codes, found, sheet, understood, visit

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.understood import Intake

MONEY = ["Datum", "Kostensoort", "Bedrag"]


def read(*sheets: RawSheet, said: str | None = None) -> Intake:
    return understood(*sheets, corrections=mapped([said] if said else [], PROJECT))


def visits_with(header: str, *cells: Cell, name: str = "Bezoeken") -> RawSheet:
    rows = [[*visit(number), cell] for number, cell in enumerate(cells, 1)]
    return sheet(name, [*HEADERS, header], *rows)


def money(name: str, *euros: float, header: str | None = None, states: tuple[Cell, ...] = ()) -> RawSheet:
    """A list of costs, each on a day of its own."""
    rows = [
        [date(2019, 3, 1 + place), "Materiaal", amount, *([states[place]] if states else [])] for place, amount in enumerate(euros)
    ]
    return sheet(name, [*MONEY, *([header] if header else [])], *rows)


def spent(result: Intake) -> float:
    return float(result.dataset.expenses["cents"].sum()) / 100


@pytest.mark.parametrize(
    ("header", "cells", "count"),
    [
        ("Telt mee", ("ja", "nee", "ja", None), 3),
        ("Meetellen", (True, False, True, False), 2),
        ("Vervallen", ("x", None, None, None), 3),
        ("Dubbel", ("nee", "ja", "nee", "ja"), 2),
        ("Completed", (True, True, True, False), 3),
        ("Voltooid", ("Ja", "Nee", "Ja", "Ja"), 3),
        ("Response Type", ("IP Address", "Survey Preview", "Spam", "IP Address"), 2),
        ("_validation_status", ("Approved", "Not Approved", None, "validation_status_not_approved"), 2),
    ],
)
def test_a_column_that_says_so_takes_its_rows_out(header: str, cells: tuple[Cell, ...], count: int) -> None:
    result = read(visits_with(header, *cells))
    assert len(result.dataset.visits) == count
    assert found(result, "rows_not_counted").total == len(cells) - count
    assert not [question for question in questions(result) if question.subject is Subject.WORDS]


def test_what_a_column_says_can_be_said_otherwise() -> None:
    assert len(read(visits_with("Telt mee", "ja", "nee", "nee"), said="rows:Telt mee=counts").dataset.visits) == 3
    assert len(read(visits_with("Afgesproken", "ja", "nee", "nee"), said="Afgesproken=row_state:yes_voids").dataset.visits) == 2


@pytest.mark.parametrize(
    "remark", ["DUBBEL", "dubbel ingevoerd", "Niet meetellen!", "telt niet mee, zie B004", "TEST", "proefregel", "vervalt"]
)
def test_a_remark_is_asked_about_and_its_row_counts_until_then(remark: str) -> None:
    rows = visits_with("Opmerking", "mevrouw wil een dubbel bed", remark, None, "test gedaan bij de huisarts")
    result = read(rows)
    (word,) = [word for word in result.words if word.list is WordList.ROWS]
    assert (len(result.dataset.visits), word.rows, word.meaning, result.is_whole) == (4, 1, None, False)
    assert found(result, "rows_may_not_count").cells == ("I3",)
    out = read(rows, said=f"Opmerking:{word.text}=none")
    assert (len(out.dataset.visits), found(out, "rows_not_counted").cells) == (3, ("I3",))
    assert codes(read(rows, said=f"Opmerking:{word.text}=counts")).isdisjoint({"rows_not_counted", "rows_may_not_count"})


@pytest.mark.parametrize(
    ("header", "cell"),
    [("Straat", "TEST"), ("Straat", "test test"), ("Bezoeknummer", "TEST-01"), ("Naam bewoner", "Proef"), ("Opmerking", "demo 2")],
)
def test_a_row_by_which_somebody_tried_the_form_out_is_asked_about(header: str, cell: str) -> None:
    rows = [[*visit(number), "mevrouw Jansen", None] for number in (1, 2, 3)]
    headers = [*HEADERS, "Naam bewoner", "Opmerking"]
    rows[1][headers.index(header)] = cell
    result = read(sheet("Bezoeken", headers, *rows))
    (word,) = [word for word in result.words if word.list is WordList.ROWS]
    assert (word.rows, word.meaning, word.suggestion) == (1, None, "")
    assert (len(result.dataset.visits), found(result, "rows_may_not_count").total) == (3, 1)
    out = read(sheet("Bezoeken", headers, *rows), said=f"{header}:{cell}=none")
    assert (len(out.dataset.visits), found(out, "rows_not_counted").total) == (2, 1)
    kept = read(sheet("Bezoeken", headers, *rows), said=f"rows:{word.text}=counts")
    assert (len(kept.dataset.visits), "rows_may_not_count" in codes(kept)) == (3, False)


@pytest.mark.parametrize("street", ["Testlaan", "Demostraat 3a", "Proefstationslaan"])
def test_a_street_with_more_in_its_name_is_one(street: str) -> None:
    result = read(sheet("Bezoeken", list(HEADERS), [*visit(1, Straat=street)], visit(2)))
    assert "rows_may_not_count" not in codes(result)


STATES = ("betaald", "geannuleerd", "offerte", "geboekt", "begroot", "in bestelling")


def test_what_is_not_spent_by_its_status_is_left_out_with_its_euros() -> None:
    result = read(money("Uitgaven", 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, header="Status", states=STATES))
    assert spent(result) == 41.0
    assert found(result, "rows_not_counted_money").params["euros"] == "22,00"
    assert found(result, "rows_may_not_count_money").params["euros"] == "32,00"


@pytest.mark.parametrize(
    ("said", "euros"), [("Status:geannuleerd=counts", 43.0), ("Status:in bestelling=none", 9.0), ("Status:betaald=none", 40.0)]
)
def test_each_word_of_a_status_can_be_said_otherwise(said: str, euros: float) -> None:
    assert spent(read(money("Uitgaven", 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, header="Status", states=STATES), said=said)) == euros


def test_requests_in_the_row_of_a_visit_go_with_it() -> None:
    rows = [[*visit(number), "wonen", "open", said] for number, said in ((1, "ja"), (2, "nee"), (3, "ja"))]
    result = read(sheet("Bezoeken", [*HEADERS, "Hulpvraag 1: thema", "Hulpvraag 1: status", "Telt mee"], *rows))
    assert (len(result.dataset.visits), len(result.dataset.requests)) == (2, 2)


def test_of_tabs_that_are_called_after_neighbourhoods_only_ours_counts() -> None:
    tabs = money("de Waart", 1.0, 2.0), money("Annawijk", 4.0), money("Leonardusbuurt", 8.0)
    result = read(*tabs)
    assert (spent(result), spent(read(*tabs, said="project:Annawijk=this_project"))) == (3.0, 7.0)
    assert {word.text: (word.cents, word.meaning) for word in result.words} == {
        "Annawijk": (400, "not_this_project"),
        "Leonardusbuurt": (800, "not_this_project"),
    }


def test_where_no_tab_is_ours_none_counts_until_it_is_said() -> None:
    tabs = money("Brandevoort", 1.0), money("Wijk Oost", 4.0)
    result = read(*tabs)
    assert (spent(result), {word.text for word in result.words if word.meaning is None}) == (0.0, {"Brandevoort", "Wijk Oost"})
    assert spent(read(*tabs, said="project:Wijk Oost=this_project")) == 4.0


def test_beside_a_tab_of_ours_one_with_the_same_columns_and_a_name_that_says_nothing_is_not_ours() -> None:
    assert spent(read(money("de Waart", 1.0, 2.0), money("Zonnebloem", 4.0))) == 3.0
    assert spent(read(money("de Waart", 1.0, 2.0), money("Materiaal", 4.0))) == 7.0


@pytest.mark.parametrize("name", ["Verplichtingen", "Offertes 2019", "Begroot"])
def test_a_tab_of_what_is_not_spent_is_left_out(name: str) -> None:
    tabs = money("Uitgaven", 1.0), money(name, 2.0, 4.0)
    result = read(*tabs)
    assert (spent(result), found(result, "tab_planned").params["euros"]) == (1.0, "6,00")
    assert spent(read(*tabs, said=f"tabblad {name}=counts")) == 7.0
    assert spent(read(*tabs, said=f"{name}=expenses")) == 7.0


def test_so_is_a_list_under_such_a_title() -> None:
    titled = sheet("Blad1", ["Openstaande offertes"], [], MONEY, [date(2019, 3, 1), "Materiaal", 2.0])
    assert spent(read(money("Uitgaven", 1.0), titled)) == 1.0


@pytest.mark.parametrize("name", ["Voorbeeld", "Oud", "Archief 2018", "Kopie van Bezoeken", "Test", "Bezoeken - kopie"])
def test_a_tab_that_is_an_example_or_a_copy_is_left_out(name: str) -> None:
    tabs = visits_with("Bijzonderheden", None, None), sheet(name, list(HEADERS), visit(3), visit(4), visit(5))
    result = read(*tabs)
    assert (len(result.dataset.visits), found(result, "tab_not_counted").total) == (2, 3)
    assert len(read(*tabs, said=f"tabblad {name}=counts").dataset.visits) == 5


@pytest.mark.parametrize("name", ["Test", "januari", "Overig", "LEVgroep", "Blad1", "Kas", "Buurt"])
def test_the_only_tab_and_ordinary_names_count(name: str) -> None:
    assert len(read(sheet(name, list(HEADERS), visit(1), visit(2))).dataset.visits) == 2
    assert "rows_of_unknown" not in codes(read(sheet(name, list(HEADERS), visit(1), visit(2))))


def test_visits_of_another_project_are_left_out() -> None:
    result = read(visits_with("Project", "Achter de voordeur", "Speeltuin", "Achter de voordeur", "Speeltuin"))
    assert (len(result.dataset.visits), found(result, "rows_of_others").cells) == (2, ("I3", "I5"))
    open_ones = visits_with("Project", "P1", "P2", "P1", "P2", "P1")
    assert len(read(open_ones).dataset.visits) == 0
    assert found(read(open_ones), "rows_of_unknown").total == 5
    assert len(read(open_ones, said="Project:P2=none").dataset.visits) == 3


@pytest.mark.parametrize("meaning", ["none", "not_this_project"])
def test_an_area_that_is_none_of_ours_takes_its_rows_out(meaning: str) -> None:
    rows = sheet(
        "Bezoeken", list(HEADERS), *(visit(number, Gebied="Brandevoort" if number > 2 else None) for number in range(1, 6))
    )
    assert len(read(rows).dataset.visits) == 5
    assert found(read(rows), "unknown_area").total == 3
    assert len(read(rows, said=f"Gebied:Brandevoort={meaning}").dataset.visits) == 2


def test_totals_that_cannot_be_are_said() -> None:
    result = read(money("Uitgaven", *([25_000.0] * 8)))
    assert found(result, "spent_beyond_budget").params == {"euros": "200.000,00", "budget": "65.750,00"}
    assert "spent_beyond_budget" not in codes(read(money("Uitgaven", *([24_000.0] * 8))))
    many = sheet("Bezoeken", list(HEADERS), *map(visit, range(1, 482)))
    assert found(read(many), "visits_beyond_target").params == {"visits": 481, "talked": 481, "target": 160}
    homes = sheet("Adressen", ["Straat", "Huisnummer"], ["Waartplein", 1], ["Waartplein", 2])
    assert "visits_beyond_homes" in codes(read(sheet("Bezoeken", list(HEADERS), *map(visit, range(1, 5))), homes))
    assert "visits_beyond_homes" not in codes(read(sheet("Bezoeken", list(HEADERS), *map(visit, range(1, 4))), homes))


@pytest.mark.parametrize(
    ("cell", "themes"),
    [
        ("zorg en welzijn: nee", ()),
        ("werken (nee); wonen", ("wonen",)),
        ("wonen: n.v.t.", ()),
        ("wonen: ja\nwerken: nee", ("wonen",)),
        ("wonen - nee", ()),
        ("geen zorg en welzijn", ()),
        ("wonen en geen zorg en welzijn", ("wonen",)),
        ("wonen=0; werken=1", ("werken",)),
        ("zorg en welzijn: nee, tuin", ()),
    ],
)
def test_a_theme_that_is_denied_does_not_count(cell: str, themes: tuple[str, ...]) -> None:
    result = read(sheet("Bezoeken", list(HEADERS), visit(1, **{"Thema's": cell}), visit(2)))
    assert result.dataset.visits["themes"].iloc[0] == themes


def test_in_a_column_of_its_own_neither() -> None:
    without = [header for header in HEADERS if header != "Thema's"]
    cells = ["ja", "nee", "x", "geen", "wonen: nee", "wonen (nee)", "n.v.t.", "wonen"]
    result = read(sheet("Bezoeken", [*without, "Wonen"], *([*visit(number)[:-1], cell] for number, cell in enumerate(cells, 1))))
    assert [bool(themes) for themes in result.dataset.visits["themes"]] == [cell in {"ja", "x", "wonen"} for cell in cells]


def test_every_filled_column_that_is_not_read_is_said() -> None:
    few = ["x", "x", *([None] * 24)]
    result = read(visits_with("Qwx", *few))
    assert found(result, "column_left_out").params == {"columns": "Qwx"}


def requests_of(headers: list[str], *rows: list[Cell]) -> list[tuple[int, str, str]]:
    """Read requests in the rows of visits: the row of each, its theme and its status."""
    without = [header for header in HEADERS if header != "Thema's"]
    result = read(sheet("Bezoeken", [*without, *headers], *([*visit(number)[:-1], *row] for number, row in enumerate(rows, 1))))
    frame = result.dataset.requests
    assert "requests_in_cells" in codes(result)
    return sorted(zip(frame["row"], frame["theme"].astype(str), frame["status"].astype(str), strict=True))


def test_requests_in_one_cell() -> None:
    cells: list[list[Cell]] = [["wonen: afgerond\nwerken: open"], ["zorg: doorverwezen"], [None], ["wonen - loopt; werken (open)"]]
    assert requests_of(["Hulpvragen"], *cells) == [
        (2, "werken", "open"),
        (2, "wonen", "closed"),
        (3, "zorg en welzijn", "referred"),
        (5, "werken", "open"),
        (5, "wonen", "in_progress"),
    ]


def test_requests_in_a_grid_of_themes() -> None:
    rows: list[list[Cell]] = [["Open", None], ["Afgerond", "Doorverwezen"], [None, None]]
    expected = [(2, "wonen", "open"), (3, "werken", "referred"), (3, "wonen", "closed")]
    assert requests_of(["Hulpvragen [Wonen]", "Hulpvragen [Werken]"], *rows) == expected


def test_requests_in_a_column_per_status() -> None:
    rows: list[list[Cell]] = [["wonen, werken", None], [None, "zorg"], [None, None]]
    assert requests_of(["Open", "Afgerond"], *rows) == [
        (2, "werken", "open"),
        (2, "wonen", "open"),
        (3, "zorg en welzijn", "closed"),
    ]


def test_a_number_of_requests_is_said() -> None:
    result = read(visits_with("Aantal hulpvragen", 2, 0, 1))
    assert (found(result, "column_counts_requests").params["filled"], result.is_whole) == (3, False)


@pytest.mark.parametrize(
    ("street", "area"),
    [
        ("Waart plein", "Waartplein"),
        ("waart-plein", "Waartplein"),
        ("Waartpl.", "Waartplein"),
        ("M Vermeulen straat", "Matthijs Vermeulenstraat"),
        ("M. Vermeulenstr", "Matthijs Vermeulenstraat"),
    ],
)
def test_a_street_written_apart_or_short_is_that_street(street: str, area: str) -> None:
    as_street = read(sheet("Bezoeken", list(HEADERS), visit(1, Straat=street, Gebied=None)))
    as_area = read(sheet("Bezoeken", list(HEADERS), visit(1, Straat="Dorpsstraat", Gebied=street)))
    assert [*as_street.dataset.visits["area"], *as_area.dataset.visits["area"]] == [area, area]


@pytest.mark.parametrize(
    ("written", "street"),
    [
        *((short, "Waartplein") for short in ("W.plein", "Wpl", "W.pl", "Wrtpln", "Waa.plein")),
        *((short, "Matthijs Vermeulenstraat") for short in ("M.Verm.str", "M.meulenstr", "Mstr")),
    ],
)
def test_what_may_be_short_for_one_street_is_asked_about(written: str, street: str) -> None:
    result = read(sheet("Bezoeken", list(HEADERS), visit(1, Straat=written, Gebied=None)))
    assert [(word.list, word.text, word.suggestion) for word in result.words] == [(WordList.STREET, written, street)]


@pytest.mark.parametrize("street", ["Bad.hof", "Merelstraat", "Wilhelminaplein", "Wagnerpl.", "Maasstr", "D.brockhof"])
def test_a_street_outside_the_project_stays_what_it_is(street: str) -> None:
    assert not read(sheet("Bezoeken", list(HEADERS), visit(1, Straat=street, Gebied=None))).words


NUMBERED = ["Datum", "Kostensoort", "Factuurnr", "Bedrag"]


def invoices(name: str, *amounts: float, first: int = 1, title: str = "") -> RawSheet:
    """Make a list of invoices with a number of its own for each."""
    rows: list[list[Cell]] = [
        [date(2019, 3, len(name)), "Overig", f"F19-{number}", amount] for number, amount in enumerate(amounts, first)
    ]
    return sheet(name, *([[title, None, None, None]] if title else []), NUMBERED, *rows)


def test_open_items_that_the_costs_have_too_do_not_count_until_it_is_said() -> None:
    costs = invoices("Kosten", 1.0, 2.0, 4.0, 8.0)
    tabs = costs, invoices("Blad2", 1.5, 4.0, 8.0, first=2, title="Openstaande posten crediteuren per 31-12-2019")
    result = read(*tabs)
    assert (spent(result), found(result, "tab_of_same_invoices").params["euros"]) == (15.0, "13,50")
    assert [(word.text, word.meaning) for word in result.words] == [("tabblad Blad2", None)]
    assert spent(read(*tabs, said="tabblad Blad2=counts")) == 28.5


@pytest.mark.parametrize(
    ("amounts", "first", "euros"),
    [((2.0, 4.0, 8.0), 2, 15.0), ((2.5, 4.5, 8.5), 2, 30.5), ((2.0, 4.0, 8.0), 7, 29.0)],
    ids=["the same invoices", "other amounts", "other numbers"],
)
def test_a_tab_without_a_name_for_it_must_have_the_amounts_too(amounts: tuple[float, ...], first: int, euros: float) -> None:
    assert spent(read(invoices("Kosten", 1.0, 2.0, 4.0, 8.0), invoices("Overige", *amounts, first=first))) == euros
