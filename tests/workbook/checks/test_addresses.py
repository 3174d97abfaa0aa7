"""Streets, doors, households and areas, however an address is written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from adv.households import household_id
from adv.texts import texts
from adv.workbook.tables.findings import Severity
from tests.workbook.sheets import (
    DAY,
    KEY,
    column,
    found,
    sheet,
    understood,
    visit,
    visits,
)

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell


@pytest.mark.parametrize(
    ("street", "number", "addition", "same_as"),
    [
        ("Waartplein", 12.0, None, ("waartplein", "12", "")),
        ("  WAARTPLEIN ", "12", None, ("waartplein", "12", "")),
        ("Waartplein", "12a", None, ("waartplein", "12", "a")),
        ("Waartplein", 12, "A", ("waartplein", "12", "a")),
        ("Waartplein", "12-2", None, ("waartplein", "12", "2")),
        ("Waartplein", date(2019, 2, 12), None, ("waartplein", "12", "2")),
        ("Waartplein 12 a", None, None, ("waartplein", "12", "a")),
        ("Waartplein 12", 12, None, ("waartplein", "12", "")),
        ("Matthijs Vermeulenstr.", 3, None, ("matthijs vermeulenstraat", "3", "")),
        ("Plein 1944", 3, None, ("plein 1944", "3", "")),
    ],
)
def test_a_household_is_the_same_however_its_address_is_written(
    street: str, number: Cell, addition: Cell, same_as: tuple[str, str, str]
) -> None:
    headers: list[Cell] = ["Datum", "Straat", "Huisnummer", "Toevoeging", "Uitkomst"]
    result = understood(sheet("Bezoeken", headers, [DAY, street, number, addition, "niet thuis"]))
    assert column(result, "visits", "household") == [household_id(KEY, *same_as)]


def test_an_address_in_one_column_is_taken_apart() -> None:
    headers: list[Cell] = ["Datum", "Adres", "Uitkomst"]
    result = understood(sheet("Bezoeken", headers, [DAY, "Waartplein 12 a, 5701 AB Helmond", "niet thuis"]))
    assert column(result, "visits", "street") == ["Waartplein"]
    assert column(result, "visits", "household") == [household_id(KEY, "waartplein", "12", "a")]
    assert column(result, "visits", "area") == ["Waartplein"]


def test_a_missing_house_number_leaves_the_household_unknown_and_is_said() -> None:
    result = understood(visits(visit(1), visit(2, Huisnummer=None)))
    assert pd.isna(column(result, "visits", "household")[1])
    assert found(result, "house_number_missing").cells == ("D3",)
    without = understood(sheet("Bezoeken", ["Datum", "Straat", "Uitkomst"], [DAY, "Waartplein", "niet thuis"]))
    assert found(without, "no_house_numbers").severity is Severity.INFO


def test_an_area_that_is_not_the_streets_is_said_and_counts_as_written() -> None:
    result = understood(visits(visit(1, Gebied="Matthijs Vermeulenstraat"), visit(2)))
    assert found(result, "area_differs").cells == ("E2",)
    assert column(result, "visits", "area") == ["Matthijs Vermeulenstraat", "Waartplein"]


def test_the_area_follows_from_the_street_and_the_rest_names_what_it_took() -> None:
    rows = [visit(1, Gebied=None), visit(2, Gebied=None, Straat="Componistenlaan"), visit(3, Gebied=None, Straat="Röntgenstraat")]
    result = understood(visits(*rows))
    assert column(result, "visits", "area") == ["Waartplein", "de Waart", "de Waart"]
    finding = found(result, "streets_in_rest")
    assert (finding.severity, finding.params["streets"]) == (Severity.INFO, "Componistenlaan, Röntgenstraat")


@pytest.mark.parametrize(("streets", "named", "ends"), [(25, 25, "Straat Ystraat"), (26, 25, "…")])
def test_of_very_many_streets_in_the_rest_the_first_are_named(streets: int, named: int, ends: str) -> None:
    rows = [visit(number, Gebied=None, Straat=f"Straat {chr(65 + number)}straat") for number in range(streets)]
    listed = str(found(understood(visits(*rows)), "streets_in_rest").params["streets"])
    assert (listed.count("Straat"), listed.endswith(ends)) == (named, True)


def test_a_street_cut_short_ends_the_sentence_with_one_dot() -> None:
    finding = found(understood(visits(visit(1, Gebied=None, Straat="Schubertstr."))), "streets_in_rest")
    assert finding.message(texts("nl")).endswith("de Waart: Schubertstr.")


def test_a_street_is_named_only_when_it_reads_like_one() -> None:
    result = understood(visits(visit(1, Gebied=None, Straat="bel Jan op 06-12345678 <b>")))
    assert "06" not in str([finding.params for finding in result.findings])


@pytest.mark.parametrize(
    "written",
    [
        "Straat: Waartplein {}\nPlaats: Helmond\nPostcode: 5701 AB",
        "Street Address: Waartplein {}\nCity: Helmond\nPostal / Zip Code: 5701 AB",
        "Straatnaam: Waartplein; Huisnummer: {}; Plaats: Helmond",
    ],
)
def test_an_address_of_labelled_lines_is_a_street_with_a_door(written: str) -> None:
    rows: list[list[Cell]] = [[DAY, written.format(door), "gesprek"] for door in (3, 5)]
    result = understood(sheet("Bezoeken", ["Datum", "Adres", "Uitkomst"], *rows))
    assert column(result, "visits", "street") == ["Waartplein", "Waartplein"]
    assert result.dataset.visits["household"].nunique() == 2


@pytest.mark.parametrize("heads", [("Adres (Straat)", "Adres (Huisnummer)"), ("Adres - Straat", "Adres: Huisnummer")])
def test_parts_of_an_address_may_stand_behind_what_they_are_a_part_of(heads: tuple[str, str]) -> None:
    rows = [[DAY, "Waartplein", door, "gesprek"] for door in (3, 5)]
    result = understood(sheet("Bezoeken", ["Datum", *heads, "Uitkomst"], *rows))
    assert result.dataset.visits["household"].nunique() == 2


def test_what_is_no_street_at_all_is_a_warning() -> None:
    result = understood(sheet("Bezoeken", ["Datum", "Straat", "Uitkomst"], [DAY, "zie map: 12, 14", "gesprek"]))
    assert found(result, "addresses_unread").severity is Severity.WARNING
