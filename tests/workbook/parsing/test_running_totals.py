"""Amounts that are what was spent so far, and rows between others that are their sum; what was spent is counted by hand."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest

from adv.workbook.questions import likely_answers, questions
from adv.workbook.tables.findings import Severity
from adv.workbook.understood import Corrections
from tests.workbook.sheets import codes, found, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.understood import Intake

COSTS = (231.5, 48.25, 610.0, 75.4, 129.99, 88.0, 312.75, 41.1, 502.3, 17.85, 264.0, 93.45)  # in cents 241459
TOTAL = 2414.59
DAYS = [date(2018, 9, 3) + timedelta(days=25 * number) for number in range(len(COSTS))]
KINDS = ["Materiaal", "Overig", "Personeel"]
OF = [KINDS[number % 3] for number in range(len(COSTS))]
HEADERS: list[Cell] = ["Datum", "Kostensoort", "Omschrijving", "Bedrag"]


def spent(result: Intake) -> float:
    return int(result.dataset.expenses["cents"].sum()) / 100


def so_far(keys: list[object], costs: tuple[float, ...] = COSTS) -> list[Cell]:
    """What was spent up to each row, for each of some keys apart."""
    sums: dict[object, float] = {}
    found: list[Cell] = []
    for key, cost in zip(keys, costs, strict=True):
        sums[key] = round(sums.get(key, 0) + cost, 2)
        found.append(sums[key])
    return found


WHOLE = so_far([None] * len(COSTS))
BY_KIND = so_far([*OF])
BY_YEAR = so_far([day.year for day in DAYS])


def listed(header: str, amounts: list[Cell], *, title: str | None = None, is_reversed: bool = False) -> RawSheet:
    rows = [list(row) for row in zip(DAYS, OF, amounts, strict=True)]
    return sheet("Uitgaven", [title], [], ["Datum", "Kostensoort", header], *(rows[::-1] if is_reversed else rows))


@pytest.mark.parametrize(
    "header",
    [
        "Uitgegeven (cumulatief)",
        "Cumulatief",
        "Stand",
        "Saldo",
        "Totaal",
        "Totaal t/m",
        "Lopend totaal",
        "Stand uitgaven",
        "Running total",
    ],
)
@pytest.mark.parametrize("is_reversed", [False, True])
def test_of_a_running_total_that_a_word_names_the_steps_count(header: str, *, is_reversed: bool) -> None:
    result = understood(listed(header, WHOLE, is_reversed=is_reversed))
    assert (spent(result), found(result, "amounts_running").severity, questions(result)) == (TOTAL, Severity.WARNING, ())


@pytest.mark.parametrize(
    ("header", "amounts", "title"),
    [("Cumulatief", BY_KIND, None), ("Bedrag cumulatief", BY_YEAR, None), ("Bedrag", WHOLE, "Uitgaven cumulatief")],
)
def test_it_may_run_by_kind_or_by_year_and_a_title_may_say_it(header: str, amounts: list[Cell], title: str | None) -> None:
    assert spent(understood(listed(header, amounts, title=title))) == TOTAL


def test_what_was_paid_back_makes_a_running_total_fall() -> None:
    costs = (*COSTS[:6], -80.0, *COSTS[7:])
    assert spent(understood(listed("Cumulatief", so_far([None] * len(costs), costs)))) == round(TOTAL - 312.75 - 80, 2)


def test_a_total_below_a_running_total_is_none_of_its_steps() -> None:
    layout = sheet("Uitgaven", ["Datum", "Cumulatief"], *zip(DAYS, WHOLE, strict=True), [None, TOTAL])
    assert (spent(understood(layout)), "rows_total" in codes(understood(layout))) == (TOTAL, True)


@pytest.mark.parametrize("amounts", [WHOLE, BY_KIND, BY_YEAR])
def test_without_a_word_it_is_asked_with_both_answers(amounts: list[Cell]) -> None:
    layout = listed("Bedrag", amounts)
    result = understood(layout)
    (question,) = questions(result)
    answers = [written for _, written in likely_answers(question, result, ())]
    assert (answers, found(result, "amounts_may_be_running").total) == (["cents:as_written", "cents:running_total"], len(COSTS))
    told = {answer: understood(layout, corrections=Corrections(headers={"bedrag": answer})) for answer in answers}
    assert [round(spent(one), 2) for one in told.values()] == [round(sum(map(float, amounts)), 2), TOTAL]  # type: ignore[arg-type]
    assert not any(questions(one) for one in told.values())


@pytest.mark.parametrize(
    "amounts",
    [
        list(COSTS),
        [4000.0 + 15 * number for number in range(len(COSTS))],  # a wage that rises
        [50.0] * len(COSTS),
        [*sorted(COSTS)[:5], *COSTS[:7]],
    ],
)
@pytest.mark.parametrize("header", ["Bedrag", "Kosten t/m datum"])  # the latter is asked about, as any header that says little
def test_single_amounts_are_no_running_total(header: str, amounts: list[Cell]) -> None:
    result = understood(listed(header, amounts))
    assert (round(spent(result), 2), "amounts_running" in codes(result)) == (round(sum(map(float, amounts)), 2), False)  # type: ignore[arg-type]
    assert header != "Bedrag" or not questions(result)


def test_what_is_left_of_a_budget_is_no_running_total() -> None:
    left: list[Cell] = [65000 - float(amount) for amount in WHOLE]  # type: ignore[arg-type]
    assert "columns_missing" in codes(understood(listed("Saldo", left)))


def test_a_running_total_beside_amounts_is_not_read() -> None:
    layout = sheet("Uitgaven", ["Datum", "Cumulatief", "Bedrag"], *zip(DAYS, WHOLE, COSTS, strict=True))
    assert spent(understood(layout)) == TOTAL


MONTHS = ["jan", "feb", "mrt", "apr"]


@pytest.mark.parametrize("head", ["t/m {}", "tot en met {}", "Cumulatief {}", "t/m {} 2019", "{} (cum.)"])
@pytest.mark.parametrize("are_rows", [False, True])
def test_months_that_hold_what_was_spent_up_to_them_are_read_by_their_steps(head: str, *, are_rows: bool) -> None:
    sums = [[kind, *map(lambda euros: round(euros, 2), accumulate(COSTS[at * 4 : at * 4 + 4]))] for at, kind in enumerate(KINDS)]  # noqa: C417
    rows = [["Kostensoort", *(head.format(month) for month in MONTHS)], *sums]
    made = [list(row) for row in zip(*rows, strict=True)] if are_rows else rows
    result = understood(sheet("Uitgaven 2019", *made))
    assert (spent(result), "amounts_running" in codes(result)) == (TOTAL, True)


def test_months_whose_amounts_only_seem_to_run_up_are_asked_about() -> None:
    rows: list[list[Cell]] = [[kind, *accumulate([100.5, 20.25, 30.0, 41.0, 12.0, 9.5])] for kind in KINDS]
    layout = sheet("Uitgaven 2019", ["Kostensoort", *MONTHS, "mei", "jun"], *rows)
    assert {"amounts_may_be_running", "matrix_read"} <= codes(understood(layout))
    told = understood(layout, corrections=Corrections(fields={("werkmap.xlsx", "Uitgaven 2019", 1): "cents:running_total"}))
    assert spent(told) == 3 * 213.25


def with_sums(*, label: str | None, at: int, is_whole: bool, every: int = 4) -> RawSheet:
    """A list with a row after every few that is the sum of all above it, or of those since the last one."""
    rows: list[list[Cell]] = []
    for number, (day, kind, cost) in enumerate(zip(DAYS, OF, COSTS, strict=True), 1):
        rows.append([day, kind, f"bon {number}", cost])
        if number % every == 0:
            added = round(sum(COSTS[0 if is_whole else number - every : number]), 2)
            row: list[Cell] = [day, "Overig", "diversen", added] if at < 0 else [day, None, None, added]
            if label:
                row[at] = label
            rows.append(row)
    return sheet("Uitgaven", HEADERS, *rows)


@pytest.mark.parametrize("label", ["Transport van blad 1", "Subtotaal", "Tussentelling", "Totaal januari", "Subtotal"])
@pytest.mark.parametrize("at", [1, 2])
@pytest.mark.parametrize("is_whole", [False, True])
def test_rows_with_a_day_that_are_a_sum_and_say_so_do_not_count(label: str, at: int, *, is_whole: bool) -> None:
    result = understood(with_sums(label=label, at=at, is_whole=is_whole))
    said = found(result, "rows_summed")
    assert (spent(result), said.total, said.severity) == (TOTAL, 3, Severity.WARNING)
    assert said.params["euros"] == ("4.916,73" if is_whole else "2.414,59")


@pytest.mark.parametrize("at", [0, -1])
@pytest.mark.parametrize("is_whole", [False, True])
def test_rows_without_a_word_do_not_count_where_the_sum_is_all_they_hold_or_it_happens_again(at: int, *, is_whole: bool) -> None:
    result = understood(with_sums(label=None, at=at, is_whole=is_whole))
    assert (spent(result), found(result, "rows_summed").total) == (TOTAL, 3)


def test_a_subtotal_of_one_row_is_one_where_another_is_proven() -> None:
    rows: list[list[Cell]] = [[DAYS[0], "Overig", "bon", 12.5], [DAYS[0], None, "Subtotaal", 12.5]]
    rows += [[DAYS[1], "Overig", "bon", euros] for euros in (3.1, 4.2, 5.3)]
    result = understood(sheet("Uitgaven", HEADERS, *rows, [DAYS[1], None, "Subtotaal", 12.6]))
    assert (spent(result), found(result, "rows_summed").cells) == (25.1, ("D3", "D7"))


@pytest.mark.parametrize(
    "amounts",
    [
        (10.1, 20.2, 30.3, 60.6, 5.0),  # once, and nothing says so
        (10.0, 20.0, 30.0, 60.0, 60.0, 180.0),  # round amounts
        (50.1, 50.1, -50.1, 50.1, 7.0, -7.0, 50.1),  # no larger than what it would be the sum of
        (25.25, 25.25, 50.5, 7.0),  # of two rows
    ],
)
def test_amounts_that_happen_to_be_a_sum_count(amounts: tuple[float, ...]) -> None:
    rows: list[list[Cell]] = [[day, "Overig", "bon", euros] for day, euros in zip(DAYS, amounts, strict=False)]
    result = understood(sheet("Uitgaven", HEADERS, *rows))
    assert ("rows_summed" in codes(result), spent(result)) == (False, round(sum(amounts), 2))


def paid(*, numbers: bool, back: int, word: str = "") -> RawSheet:
    """Invoices, of which the first ones are paid: the same number with a minus."""
    rows: list[list[Cell]] = [
        [day, f"F{at:03}" if numbers else "", "", cost] for at, (day, cost) in enumerate(zip(DAYS, COSTS, strict=True))
    ]
    rows += [
        [day + timedelta(days=14), number, word, -float(str(cost))] for day, number, _, cost in rows[:back] if isinstance(day, date)
    ]
    return sheet("Uitgaven", ["Datum", "Factuurnummer", "Omschrijving", "Bedrag"], *rows)


@pytest.mark.parametrize("back", [len(COSTS), 9])
def test_payments_with_the_number_of_their_invoice_do_not_count(back: int) -> None:
    result = understood(paid(numbers=True, back=back))
    assert (spent(result), found(result, "rows_payment").total) == (TOTAL, back)


@pytest.mark.parametrize(("back", "word"), [(2, ""), (5, ""), (9, "creditnota")])
def test_what_was_paid_back_on_an_invoice_takes_something_off(back: int, word: str) -> None:
    result = understood(paid(numbers=True, back=back, word=word))
    assert (spent(result), "rows_payment" in codes(result)) == (round(TOTAL - sum(COSTS[:back]), 2), False)


def test_a_list_that_comes_to_nothing_without_numbers_is_asked_about() -> None:
    layout = paid(numbers=False, back=len(COSTS))
    result = understood(layout)
    (question,) = questions(result)
    answers = [written for _, written in likely_answers(question, result, ())]
    totals = [spent(understood(layout, corrections=Corrections(headers={"bedrag": answer}))) for answer in answers]
    assert dict(zip(answers, totals, strict=True)) == {"cents:only_spent": TOTAL, "cents:as_written": 0.0}
