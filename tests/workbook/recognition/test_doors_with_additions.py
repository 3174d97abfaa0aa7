"""Headers that name a house number with what is added to it, and forms in other languages. Households are counted by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.workbook.sheets import codes, column, fields, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

DAY = date(2019, 3, 12)
DOORS = ["1", "1A", "2", "12 B", "3"]


@pytest.mark.parametrize(
    "header",
    [
        "Huisnummer + toevoeging",
        "Huisnummer+toevoeging",
        "Huisnummer en toevoeging",
        "Huisnr. / toev.",
        "Huisnummer (+ toevoeging)",
        "Huisnummer (incl. letter)",
        "Nr. + letter",
        "House number + addition",
    ],
)
def test_a_number_with_its_addition_is_the_door(header: str) -> None:
    rows: list[list[Cell]] = [[DAY, "Waartplein", door, "gesprek"] for door in DOORS]
    result = understood(sheet("Bezoeken", ["Datum", "Straat", header, "Uitkomst"], *rows))
    assert fields(result)[header] == "house_number"
    assert len(set(column(result, "visits", "household"))) == len(DOORS)
    assert "no_house_numbers" not in codes(result)


@pytest.mark.parametrize("header", ["Toevoeging", "Huisnummer (toevoeging)", "Huisnummertoevoeging"])
def test_an_addition_beside_the_number_stays_one(header: str) -> None:
    rows: list[list[Cell]] = [[DAY, "Waartplein", 1, added, "gesprek"] for added in ("A", "B", "C", None, "D")]
    result = understood(sheet("Bezoeken", ["Datum", "Straat", "Huisnummer", header, "Uitkomst"], *rows))
    assert (fields(result)["Huisnummer"], fields(result)[header]) == ("house_number", "addition")
    assert len(set(column(result, "visits", "household"))) == 5


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        (["Zeitstempel", "Besuchsdatum", "Straße", "Hausnr.", "Ergebnis"], ["Gespräch geführt", "Nicht zu Hause", "Abgelehnt"]),
        (["Horodateur", "Date de visite", "Rue", "Numéro", "Résultat"], ["Entretien", "Pas à la maison", "Refus"]),
        (
            ["Submission Date", "Visit date", "Street", "Number", "Result of visit"],
            ["Conversation", "Not at home", "No cooperation"],
        ),
    ],
    ids=["German", "French", "English"],
)
def test_forms_in_other_languages_are_read(headers: list[Cell], said: list[Cell]) -> None:
    rows: list[list[Cell]] = [[date(2019, 3, 20), DAY, "Waartplein", door, what] for door, what in enumerate(said, 1)]
    result = understood(sheet("Antworten", headers, *rows))
    assert Counter(column(result, "visits", "outcome")) == {"conversation": 1, "not_at_home": 1, "refused": 1}
    assert {day.date() for day in column(result, "visits", "visited_on")} == {DAY}
    assert len(set(column(result, "visits", "household"))) == 3
