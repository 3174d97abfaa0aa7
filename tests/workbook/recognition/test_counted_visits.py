"""Numbers of visits in lists of many hands: which time it was, or how often somebody came. The totals are added up by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.workbook.questions import likely_answers, questions
from adv.workbook.understood import Corrections
from tests.workbook.sheets import codes, column, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

DAY = date(2019, 3, 12)
HOW_OFTEN = (1, 3, 2, 1, 2, 3)  # 12 visits to six addresses
AGREED: list[Cell] = ["gesprek", "leegstand", "niet thuis", "gesprek", "geweigerd", "niet thuis"]


def _by_street(header: str, times: tuple[int, ...] = HOW_OFTEN) -> tuple[list[Cell], list[list[Cell]]]:
    rows: list[list[Cell]] = [
        [DAY, "Waartplein", door, said, number] for door, (number, said) in enumerate(zip(times, AGREED, strict=True), 1)
    ]
    return ["Laatste bezoek", "Straat", "Huisnummer", "Eindstand", header], rows


@pytest.mark.parametrize("header", ["Pogingen", "Aantal pogingen", "Keer geweest", "Hoe vaak langs", "x geweest", "Attempts"])
def test_a_number_beside_the_last_state_of_each_address_counts(header: str) -> None:
    headers, rows = _by_street(header)
    result = understood(sheet("Stand", headers, *rows))
    assert len(result.dataset.visits) == sum(HOW_OFTEN) == 12
    assert column(result, "visits", "outcome").count("not_at_home") == 2 + 6  # those before the last of each address
    assert "visits_counted" in codes(result)


def test_addresses_in_one_cell_and_streets_that_stand_once_count_too() -> None:
    both = ["Waartplein 1", "Waartplein 3", "Waartplein 5", "Waartplein 7", "Waartplein 9", "Waartplein 1 A"]
    rows: list[list[Cell]] = [[address, number, DAY, said] for address, number, said in zip(both, HOW_OFTEN, AGREED, strict=True)]
    assert len(understood(sheet("Stand", ["Adres", "Pogingen", "Datum", "Uitkomst"], *rows)).dataset.visits) == 12
    streets = ("Waartplein", None, None, "Componistenlaan", None, None)
    below: list[list[Cell]] = [
        [street, door, DAY, said, number]
        for street, door, said, number in zip(streets, (1, 2, 3, 1, 2, 3), AGREED, HOW_OFTEN, strict=True)
    ]
    assert len(understood(sheet("Stand", ["Straat", "Nr", "Datum", "Uitkomst", "Pogingen"], *below)).dataset.visits) == 12


@pytest.mark.parametrize("header", ["Ronde", "Bezoekronde", "Hoeveelste poging", "Poging"])
def test_a_round_stays_one_where_the_rounds_before_it_stand_in_the_list(header: str) -> None:
    rows: list[list[Cell]] = [[DAY, "Waartplein", door, "niet thuis", 1] for door in range(1, 7)]
    rows += [[DAY, "Waartplein", door, "gesprek", 2] for door in range(1, 4)]
    result = understood(sheet("Bezoeken", ["Datum", "Straat", "Nr", "Uitkomst", header], *rows))
    assert len(result.dataset.visits) == 9
    assert codes(result).isdisjoint({"visits_counted", "attempt_or_times"})


@pytest.mark.parametrize(
    ("header", "numbers"), [("Ronde", HOW_OFTEN), ("Poging", (2,) * 6), ("Pogingen", (1,) * 6)], ids=["a round", "one tab", "once"]
)
def test_nothing_is_asked_of_rounds_of_other_addresses(header: str, numbers: tuple[int, ...]) -> None:
    headers, rows = _by_street(header, numbers)
    result = understood(sheet("Stand", headers, *rows))
    assert len(result.dataset.visits) == 6
    assert codes(result).isdisjoint({"visits_counted", "attempt_or_times"})


def test_what_may_be_a_round_or_a_count_is_asked() -> None:
    headers, rows = _by_street("Poging")
    result = understood(sheet("Stand", headers, *rows))
    assert len(result.dataset.visits) == 6
    (question,) = (one for one in questions(result) if one.columns and one.columns[0].header == "Poging")
    assert likely_answers(question, result, ()) == ((4, "attempt"), (4, "times"))
    for answer, total in (("attempt", 6), ("times", 12)):
        chosen = understood(sheet("Stand", headers, *rows), corrections=Corrections(headers={"Poging": answer}))
        assert len(chosen.dataset.visits) == total
        assert "attempt_or_times" not in codes(chosen)


def test_a_count_of_an_address_that_comes_back_is_asked() -> None:
    headers, rows = _by_street("Pogingen")
    again: list[Cell] = [DAY, "Waartplein", 2, "gesprek", 3]
    result = understood(sheet("Stand", headers, *rows, again))
    assert "attempt_or_times" in codes(result)
