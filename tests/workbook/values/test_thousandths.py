"""Amounts that may be a thousandth of what was meant: asked about together, and never where small prices stand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from adv.commands.fitting import all_there
from adv.commands.mapping import mapped
from adv.errors import AdvError
from adv.workbook.questions import questions
from adv.workbook.understood import Corrections
from adv.workbook.values.thousandths import in_thousandths, may_be_thousands
from tests.workbook.sheets import DAY, PROJECT, codes, found, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

CODE = "amounts_may_be_thousands"
KINDS = ["Personeel", "Activiteiten", "Materiaal", "Overig"]
ANSWER = Corrections(headers={"Bedrag": "cents:thousandths"})
TENS = [1450, 2830, 1270, 2990, 1110, 2640, 1980, 2370, 1360, 2020]
HUNDREDS = [1400, 2800, 1200, 2900, 1100, 2600, 1900, 2300, 1300, 2000]
QUARTERS = [1250, 2500, 1500, 1750, 3000, 2250, 1250, 2750, 1500, 2000]
LEFT = 3997.035  # what these come to when they were shrunk
BESIDE = [990, 180, 640, 405, 1270, 2990, 875, 2775, 660, 240]


def shrunk(meant: list[int]) -> list[Cell]:
    """What is left of amounts when "1.250" is taken for one and a quarter."""
    return [amount / 1000 if amount >= 1000 else amount for amount in meant]


BESIDE_TENS: list[int] = [1680, 810, 180, 2120, 920, 1280, 40, 560, 2870]


def booked(amounts: list[Cell], *under: list[Cell], days: int = 30) -> list[list[Cell]]:
    """A list with these amounts, one so many days after the other."""
    rows = [[DAY + timedelta(days=days * at), KINDS[at % 4], amount] for at, amount in enumerate(amounts)]
    return [["Datum", "Kostensoort", "Bedrag"], *rows, *under]


@pytest.mark.parametrize(
    ("meant", "rows"),
    [
        pytest.param(TENS, booked(shrunk(TENS)), id="all_of_them_tens"),
        pytest.param(HUNDREDS, booked(shrunk(HUNDREDS)), id="all_of_them_hundreds"),
        pytest.param(TENS[:3], booked(shrunk(TENS[:3]), ["Totaal", None, sum(TENS[:3])]), id="by_their_total"),
        pytest.param(BESIDE, booked(shrunk(BESIDE)), id="beside_hundreds"),
        pytest.param(BESIDE_TENS, booked(shrunk(BESIDE_TENS)), id="beside_hundreds_and_one_of_tens"),
        pytest.param(BESIDE, booked(shrunk(BESIDE), ["Totaal", None, LEFT]), id="above_what_they_come_to_now"),
        pytest.param(BESIDE, booked(shrunk(BESIDE), ["Totaal", None, sum(BESIDE)]), id="above_what_they_came_to"),
        pytest.param(
            BESIDE, booked([f"{cell},00" if isinstance(cell, int) else cell for cell in shrunk(BESIDE)]), id="beside_texts"
        ),
        pytest.param([12500, 2000, *BESIDE], booked(shrunk([12500, 2000, *BESIDE])), id="thousands_and_ten_thousands"),
    ],
)
def test_all_that_may_be_thousandths_are_asked_about_at_once_and_the_answer_is_right(
    meant: list[int], rows: list[list[Cell]]
) -> None:
    small = [amount for amount in meant if amount >= 1000]
    result = understood(sheet("Uitgaven", *rows))
    said = found(result, CODE)
    assert (said.total, said.params["thousandfold"]) == (len(small), f"{sum(small):,}".replace(",", ".") + ",00")
    assert len(str(said.params["amounts"]).split(" · ")) == len(small)
    (asked,) = questions(result)
    assert [column.header for column in asked.columns] == ["Bedrag"]
    told = understood(sheet("Uitgaven", *rows), corrections=ANSWER)
    assert told.dataset.expenses["cents"].sum() == 100 * sum(meant)
    assert (CODE in codes(told), questions(told)) == (False, ())


@pytest.mark.parametrize(
    "amounts",
    [
        pytest.param([2.5, 3.95, 7.49, 1.99, 12.5, 4.25], id="receipts"),
        pytest.param([3.75, 2.5, 12.5, 8, 4.25, 6.5, 7.95, 3.5, 9.99, 2.5], id="receipts_over_a_year"),
        pytest.param([2.5, 3.95, 7.49, 12.37, 250, 1200, 875, 400], id="receipts_and_bills"),
        pytest.param([2.5, 3.95, 7.49, 250, 875, 400], id="receipts_and_smaller_bills"),
        pytest.param([250, 400, 12.95, 3.75, 180, 300, 2.5], id="a_few_receipts_among_bills"),
        pytest.param([1.68, 810, 180, 2.12, 920, 45, 37, 560, 1.28], id="receipts_among_bills_of_all_sizes"),
        pytest.param([326.82, 380.96, 61.48, 285.77, 393.83, 199.53], id="bills"),
        pytest.param([15, 2, 8, 30, 7, 12], id="whole_euros"),
        pytest.param([120, 1450, 990, 60, 2310], id="tens"),
        pytest.param([8.12, 13.37, 22.81, 17.46, 31.24, 12.73, 24.18], id="more_than_the_budget_when_multiplied"),
    ],
)
def test_small_prices_are_no_thousandths(amounts: list[Cell]) -> None:
    result = understood(sheet("Uitgaven", *booked(amounts)))
    assert (CODE in codes(result), questions(result)) == (False, ())


@pytest.mark.parametrize(("debits", "is_asked"), [((1523.47, 1490.15, 1611.9), False), ((1500, 1490, 1610), True)])
def test_small_amounts_beside_thousands_with_cents_are_what_they_say(debits: tuple[float, ...], *, is_asked: bool) -> None:
    back = [85.5, 120.25, 15000, 20000, 18000]
    lines: list[list[Cell]] = [["Datum", "Kostensoort", "Debet", "Credit"]]
    lines += [[date(2019, 1, at), "Materiaal", amount, None] for at, amount in enumerate(debits, 1)]
    lines += [[date(2019, 2, at), "Materiaal", None, amount] for at, amount in enumerate(back, 1)]
    assert (CODE in codes(understood(sheet("Grootboek", *lines)))) is is_asked


@pytest.mark.parametrize(("budget", "is_asked"), [(6_575_000, True), (100_000_000, False), (1_000_000, False)])
def test_a_column_of_nothing_else_is_measured_by_the_budget(budget: int, *, is_asked: bool) -> None:
    assert bool(may_be_thousands(shrunk(TENS), budget)) is is_asked
    assert may_be_thousands(shrunk(TENS)) == []


def test_a_list_in_which_small_amounts_stand_as_they_are_may_be_left_so() -> None:
    plain = Corrections(headers={"Bedrag": "cents:as_written"})
    result = understood(sheet("Uitgaven", *booked(shrunk(BESIDE))), corrections=plain)
    assert (CODE in codes(result), questions(result)) == (False, ())


def test_an_answer_for_one_cell_counts_and_the_others_are_asked_about() -> None:
    made = sheet("Uitgaven", *booked(shrunk(BESIDE)))
    said = mapped(["Bedrag:Uitgaven!C6=1270"], PROJECT)
    result = understood(made, corrections=said)
    whole, said_so, left = 990 + 180 + 640 + 405 + 875 + 660 + 240, 1270, 2.99 + 2.78
    assert result.dataset.expenses["cents"].sum() == round(100 * (whole + said_so + left))
    assert found(result, CODE).total == 2
    all_there(said, result)


@pytest.mark.parametrize("cell", ["Uitgaven!B6", "Uitgaven!C99", "Blad2!C6"])
def test_an_answer_for_a_cell_that_holds_no_amount_of_the_list_is_refused(cell: str) -> None:
    said = mapped([f"Bedrag:{cell}=1270"], PROJECT)
    with pytest.raises(AdvError, match="cell_not_answered"):
        all_there(said, understood(sheet("Uitgaven", *booked(shrunk(BESIDE))), corrections=said))


SPENT = [1.45, 2.83, 1.27, 2.99, 1.11]  # 9,65 in all
PRICES = [1.45, 2.85, 1.25, 2.95, 1.15]


@pytest.mark.parametrize(
    ("amounts", "small"),
    [
        pytest.param([1.165, 1.275], 2, id="two with a third decimal"),
        pytest.param([1.165, 12.5, 3.5], 0, id="one with a third decimal"),
        pytest.param([1.16, 1.17, 850, 900, 870], 2, id="beside three of hundreds"),
        pytest.param([1.16, 1.17, 850, 900], 0, id="beside two"),
        pytest.param([1.16, 1.17, 850, 900, 100], 2, id="beside a hundred"),
        pytest.param([1.16, 1.17, 850, 900, 99], 0, id="beside less than a hundred"),
        pytest.param([0.85, 0.86, 850, 900, 870, 910, 880], 0, id="less than one is no thousand"),
        pytest.param([1.165, 1.275, 2.5, 3, 100, 850, 900], 4, id="a small whole one too"),
        pytest.param([1.165, 1.275, 2.5, 3, 600.5, 850, 900], 2, id="only the third decimals, where others have cents"),
        pytest.param([1.165, 1.275, 9.5, 600, 850, 900], 3, id="no more than ten times the largest other"),
        pytest.param([1.165, 1.275, 13.5, 600, 850, 900], 2, id="more than ten times"),
        pytest.param([8.4, 8.4, 850, 850, 850], 2, id="more than a hundred times smaller than the middle one"),
        pytest.param([8.5, 8.5, 850, 850, 850], 0, id="a hundred times"),
        pytest.param([1.45, 2.83, 4280.4], 2, id="above their total"),
        pytest.param([1.45, 2.83, 4280.6], 0, id="above a total that is not theirs"),
        pytest.param([1.45, 1450], 0, id="one and the same in full"),
        pytest.param([1000, 2000], 0, id="none under a thousand"),
        pytest.param([], 0, id="none"),
    ],
)
def test_amounts_that_are_small_for_their_column_may_be_thousandths(amounts: list[Cell], small: int) -> None:
    assert may_be_thousands(amounts) == amounts[:small]


@pytest.mark.parametrize(
    ("amounts", "budget_cents", "is_found"),
    [
        pytest.param(SPENT, 19_300_000, True, id="a twentieth of the budget"),
        pytest.param(SPENT, 19_300_100, False, id="less than that"),
        pytest.param(SPENT, 877_273, True, id="a tenth over the budget"),
        pytest.param(SPENT, 877_272, False, id="more than that"),
        pytest.param(SPENT[:4], 854_000, False, id="four amounts"),
        pytest.param([*SPENT, 99.98], 10_963_000, True, id="all under a hundred"),
        pytest.param([*SPENT, 100.0], 10_965_000, False, id="a hundred"),
        pytest.param(PRICES, 965_000, False, id="prices"),
    ],
)
def test_a_column_of_small_amounts_is_what_a_project_spent_or_a_few_receipts(
    amounts: list[Cell], budget_cents: int, *, is_found: bool
) -> None:
    assert may_be_thousands(amounts, budget_cents) == (amounts if is_found else [])


@pytest.mark.parametrize(
    ("shown", "others", "expected"),
    [
        ([1.25, 2.5], [3], True),
        ([1.25], [3], False),
        ([1.25, "2,5"], [3], False),
        ([-999.999], [], True),
        ([1000], [], False),
        ([], [], False),
    ],
)
def test_amounts_shown_with_three_decimals_were_thousands_where_most_of_the_column_is_so(
    shown: list[Cell], others: list[Cell], expected: object
) -> None:
    assert in_thousandths(shown, others) is expected
