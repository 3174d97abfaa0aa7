"""Values with a remark beside them, as people write them in a list."""

from __future__ import annotations

import pytest

from adv.workbook.tables.findings import Severity
from adv.workbook.values.remarks import amount_in, yes_no_in


@pytest.mark.parametrize(
    ("cell", "cents", "code"),
    [
        ("35,- (koffie)", 3500, "amount_with_remark"),
        ("€ 12,50 incl. btw", 1250, "amount_with_remark"),
        ("12,50 incl. 21% btw", 1250, "amount_with_remark"),
        ("€ 35 koffie", 3500, "amount_with_remark"),
        ("koffie 12,50", 1250, "amount_with_remark"),
        ("€ 1.250,- (factuur 2019-04)", 125000, "amount_with_remark"),
        ("€ 45,50 (bon 12, 3 mrt 2019)", 4550, "amount_with_remark"),
        ("€ 1.250 (2019)", 125000, "amount_with_remark"),
        ("35 (koffie)", 3500, "amount_with_remark"),
        ("-12,50 correctie", -1250, "amount_with_remark"),
        ("12,50", 1250, None),
        *(
            (nothing, 0, "amount_nought")
            for nothing in ("nihil", "Gratis", "-", "€ -", "gratis (sponsor)", "nul euro", "no charge")
        ),
        ("ca. 40 euro", 4000, "amount_about"),
        ("12,50?", 1250, "amount_about"),
        ("€ 30 (geschat)", 3000, "amount_about"),
        ("2 x 12,50", 2500, "amounts_added"),
        ("12,50 excl btw", 1250, "amount_remark_differs"),
        ("€ 4,50 p.p.", 450, "amount_remark_differs"),
        ("max 50 euro", 5000, "amount_remark_differs"),
    ],
)
def test_the_only_amount_beside_a_remark_is_read(cell: str, cents: int, code: str | None) -> None:
    found = amount_in(cell)
    assert (found.value, found.code) == (cents, code)
    assert found.severity is {"amount_about": Severity.WARNING, "amount_remark_differs": Severity.WARNING}.get(
        code or "", Severity.INFO if code else None
    )


@pytest.mark.parametrize(
    "cell",
    [
        *("100 (20 per persoon)", "350 (was 400)", "12,50 / 13,00", "40 à 50", "€ 12,50 (2x)", "40-50", "35 euro 50"),
        *("€ 12,50 retour", "50 euro, nog te betalen", "€ 400 offerte", "12,50 + btw", "niet betaald: € 35"),
        *(
            "12 uur",
            "flyers 150",
            "150 flyers",
            "$12",
            "12,50 pond",
            "1,5k",
            "gratis bij 2 stuks",
            "p.m.",
            "€ koffie",
            "€ 35" + " koffie" * 20,
        ),
    ],
)
def test_several_amounts_and_what_takes_one_back_are_asked(cell: str) -> None:
    found = amount_in(cell)
    assert (found.value, found.code) == (None, "unreadable_amount")


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("Ja, graag", True, "yes_no_with_remark"),
        ("ja hoor", True, "yes_no_with_remark"),
        ("Ja (via de buurvrouw)", True, "yes_no_with_remark"),
        ("zeker!", True, "yes_no_with_remark"),
        ("Nee, liever niet", False, "yes_no_with_remark"),
        ("nee bedankt", False, "yes_no_with_remark"),
        ("nog niet", False, "yes_no_with_remark"),
        ("Zeker niet", False, "yes_no_with_remark"),
        ("geen tijd", False, "yes_no_with_remark"),
        ("misschien later", None, "yes_no_open"),
        ("Weet nog niet", None, "yes_no_open"),
        ("niet gevraagd", None, "yes_no_open"),
        ("ja", True, None),
        ("ja/nee", None, "unreadable_yes_no"),
        ("ja, maar later", None, "unreadable_yes_no"),
        ("nee, misschien later", None, "unreadable_yes_no"),
        ("ja?", None, "unreadable_yes_no"),
        ("janken", None, "unreadable_yes_no"),
    ],
)
def test_an_answer_is_what_it_begins_with_unless_the_rest_takes_it_back(cell: str, value: object, code: str | None) -> None:
    found = yes_no_in(cell)
    assert (found.value, found.code) == (value, code)
