"""Money against work, word for word, in hand-made cases."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from adv.charts.budget.budget_lines import by_category, lines_sentence, lines_warning, years_sentence
from adv.charts.budget.earned_value import budget_answer, final_sentence, value_curve
from adv.charts.budget.final_cost import final_cost, visit_cost, visit_cost_sentence
from adv.charts.chart_context import ChartContext
from adv.metrics.budget import AgainstLines, Line
from adv.metrics.earned_value import EarnedSchedule, EarnedValue, ValueCurve
from adv.metrics.earned_value import value_curve as measured_curve
from adv.metrics.final_cost import FinalCost, VisitCost
from adv.metrics.final_cost import final_cost as measured_cost
from adv.metrics.spans import Span
from adv.metrics.values import NotAvailable
from adv.model import Period, TargetUnit
from adv.texts import texts
from tests.charts.states import STATES

NL = ChartContext(texts("nl"))
PERIOD = Period(date(2018, 1, 1), date(2021, 1, 1))
DAY = date(2019, 10, 22)
NO_RANGE = NotAvailable("too_little_history")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u2212", "-")


def curve(completed: int = 91, spent: int | NotAvailable = 4_262_504, lag_days: int = 33, **more: object) -> ValueCurve:
    earned = 6_575_000 * min(160, completed) / 160
    usual = ValueCurve(
        as_of=DAY,
        period=PERIOD,
        target=160,
        target_unit=TargetUnit.VISITS,
        completed=completed,
        reached_on=None,
        lag_days=lag_days,
        value=EarnedValue(6_575_000, 6_575_000 * 96.4 / 160, earned, spent, EarnedSchedule(623, 660, 1096)),
    )
    return replace(usual, **more)


@pytest.mark.parametrize(
    ("exact", "dutch"),
    [
        (curve(), "Een gesprek kost gemiddeld € 468; begroot was € 411. Het werk loopt 33 dagen achter op de planning."),
        (curve(100, 3_500_000, -24), "Een gesprek kost gemiddeld € 350; begroot was € 411. Het werk loopt 24 dagen voor op de planning."),
        (curve(96, 96 * 41_094, 2), "Een gesprek kost gemiddeld precies wat er begroot is: € 411. Het werk loopt gelijk met de planning."),
        (curve(1, 50_000, 1, target_unit=TargetUnit.HOUSEHOLDS), "Een bereikt huishouden kost gemiddeld € 500; begroot was € 411. Het werk loopt 1 dag achter op de planning."),
        (curve(0, 0, 660), "Er is nog niets afgerond en nog niets besteed. Het werk loopt 660 dagen achter op de planning."),
        (curve(0, 1_050, 660), "Er is € 10,50 besteed en nog niets afgerond. Het werk loopt 660 dagen achter op de planning."),
        (curve(5, 0, 600), "Er is nog niets besteed, terwijl er wel werk af is. Het werk loopt 600 dagen achter op de planning."),
        (curve(5, -900, 600), "Er is per saldo € 9 teruggeboekt, terwijl er wel werk af is. Het werk loopt 600 dagen achter op de planning."),
        (curve(91, NotAvailable("no_expenses")), "Er staan geen uitgaven in de gegevens, dus geld en werk zijn niet te vergelijken. Het werk loopt 33 dagen achter op de planning."),
        (curve(2, 80_000, 0, as_of=date(2017, 12, 1)), "Een gesprek kost gemiddeld € 400; begroot was € 411. Het project begint pas op 1 januari 2018."),
        (curve(150, 7_000_000, 90, as_of=date(2021, 5, 1)), "Een gesprek kost gemiddeld € 467; begroot was € 411. Het project is afgelopen, met 10 huisbezoeken minder dan het doel."),
        (curve(160, 6_000_000, -40, reached_on=DAY), "Een gesprek kost gemiddeld € 375; begroot was € 411. Het doel is gehaald op 22 oktober 2019, 40 dagen eerder dan gepland."),
        (curve(480, 6_000_000, 0, reached_on=DAY), "Een gesprek kost gemiddeld € 125; begroot was € 411. Het doel is gehaald op 22 oktober 2019, precies volgens de planning."),
    ],
    ids=["dear and late", "cheap and early", "as planned", "one household", "nothing at all", "nothing done", "nothing spent", "paid back", "no expenses", "not begun", "period over", "target reached", "three times the target"],
)  # fmt: skip
def test_money_against_work(exact: ValueCurve, dutch: str) -> None:
    assert plain(value_curve(exact, NL, NO_RANGE).sentence) == dutch


RANGE = FinalCost(6_900_000, 7_304_000, 7_811_000, 0.03, 12, 6_575_000)


@pytest.mark.parametrize(
    ("exact", "found", "dutch"),
    [
        (curve(), RANGE, "Waarschijnlijk tussen € 69.000 en € 78.100 (in 8 van de 10 gevallen). De kans dat het binnen het budget blijft, is 3 %."),
        (curve(), replace(RANGE, chance_within_budget=0.0), "Waarschijnlijk tussen € 69.000 en € 78.100 (in 8 van de 10 gevallen). De kans dat het binnen het budget blijft, is minder dan 1 %."),
        (curve(), replace(RANGE, high=None), "Meer dan € 69.000 (in 9 van de 10 gevallen); hoeveel meer, is niet te zeggen. De kans dat het binnen het budget blijft, is 3 %."),
        (curve(), replace(RANGE, middle=None, high=None), "In het tempo van de laatste 12 maanden kan het meer dan tien jaar duren. Een eindbedrag is dan niet te zeggen."),
        (curve(), NO_RANGE, "Blijft elk gesprek even duur, dan kost het project ongeveer € 74.900. Een marge is er niet: er zijn daarvoor nog te weinig gegevens."),
        (curve(4), NO_RANGE, "Voor een schatting van het eindbedrag is het nog te vroeg. Een marge is er niet: er zijn daarvoor nog te weinig gegevens."),
        (curve(0, 0), NO_RANGE, "Voor een schatting van het eindbedrag is het nog te vroeg. Een marge is er niet: er zijn daarvoor nog te weinig gegevens."),
        (curve(160, 6_575_000, reached_on=DAY), NotAvailable("target_reached"), "Het doel is gehaald; er is € 65.750 besteed."),
        (curve(170, 7_000_050, reached_on=DAY), NotAvailable("target_reached"), "Het doel is gehaald; er is € 70.000,50 besteed."),
        (curve(9, NotAvailable("no_expenses")), NotAvailable("no_expenses"), "Er staan geen uitgaven in de gegevens, dus er is geen eindbedrag te schatten."),
    ],
    ids=["a range", "hardly a chance", "no upper limit", "too slow", "no range", "few visits", "nothing", "reached on budget", "reached and overspent", "no expenses"],
)  # fmt: skip
def test_what_the_money_will_come_to(exact: ValueCurve, found: FinalCost | NotAvailable, dutch: str) -> None:
    assert plain(final_sentence(exact, found, NL)) == dutch


@pytest.mark.parametrize(
    ("exact", "found", "dutch"),
    [
        (curve(), RANGE, "Aan het eind kost het project waarschijnlijk ongeveer € 7.250 meer dan het budget van € 65.750. Een gesprek kost gemiddeld € 468; begroot was € 411."),
        (curve(), replace(RANGE, middle=6_400_000), "Aan het eind blijft het project waarschijnlijk ongeveer € 1.750 onder het budget van € 65.750. Een gesprek kost gemiddeld € 468; begroot was € 411."),
        (curve(), NO_RANGE, "Van het budget van € 65.750 is nog € 23.124,96 over. Een gesprek kost gemiddeld € 468; begroot was € 411."),
        (curve(91, 6_600_000), RANGE, "Het project is € 250 boven het budget van € 65.750. Een gesprek kost gemiddeld € 725; begroot was € 411."),
        (curve(as_of=date(2021, 5, 1)), RANGE, "Het project is € 23.124,96 onder het budget van € 65.750 gebleven. Een gesprek kost gemiddeld € 468; begroot was € 411."),
        (curve(160, 6_575_000, reached_on=DAY), NO_RANGE, "Het budget van € 65.750 is precies besteed. Een gesprek kost gemiddeld precies wat er begroot is: € 411."),
        (curve(91, NotAvailable("no_expenses")), NO_RANGE, "Er staan geen uitgaven in de gegevens, dus geld en werk zijn niet te vergelijken."),
    ],
    ids=["will be over", "will be under", "no range yet", "over already", "stayed under", "on the budget", "no expenses"],
)  # fmt: skip
def test_over_or_under_is_said_with_one_number_and_why(exact: ValueCurve, found: FinalCost | NotAvailable, dutch: str) -> None:
    assert plain(budget_answer(exact, found, NL)) == dutch


def test_the_range_is_drawn_from_its_lower_to_its_upper_limit_beside_the_budget() -> None:
    chart = final_cost(curve(), NL, RANGE)
    assert chart.figure is not None
    drawn: dict[str, Any] = json.loads(chart.figure.to_json())
    assert drawn["data"][0]["x"] == [69_000, 78_110]
    assert drawn["data"][1]["x"] == [73_040]
    assert [shape["x0"] for shape in drawn["layout"]["shapes"]] == [65_750]
    first, last = drawn["layout"]["xaxis"]["range"]
    assert (0 < first < 65_750, last > 78_110) == (True, True)  # it shows the range and the budget, and does not begin at nought
    told = dict(chart.table.to_numpy().tolist())
    assert told["Als de rest volgens de begroting gaat"] == 70_979.73  # 42 625,04 + 65 750 - 37 395,3125


def test_a_range_without_an_upper_limit_runs_off_the_chart() -> None:
    chart = final_cost(curve(), NL, replace(RANGE, high=None))
    assert chart.figure is not None
    drawn: dict[str, Any] = json.loads(chart.figure.to_json())
    assert drawn["data"][0]["x"][1] == pytest.approx(drawn["layout"]["xaxis"]["range"][1])


def test_an_expected_end_is_red_only_above_the_budget() -> None:
    for middle, color in ((6_575_000, NL.style.done), (6_575_001, NL.style.wrong)):
        figure = final_cost(curve(), NL, replace(RANGE, low=6_000_000, middle=middle)).figure
        assert figure is not None
        assert json.loads(figure.to_json())["data"][1]["marker"]["color"] == color


def costs(*pairs: tuple[int, int]) -> VisitCost:
    """Quarters of 2018 as (cents, completed)."""
    cents, done = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    so_far = [sum(cents[: place + 1]) / sum(done[: place + 1]) if sum(done[: place + 1]) else None for place in range(len(pairs))]
    starts = tuple(date(2018, 3 * place + 1, 1) for place in range(len(pairs)))
    each = tuple(amount / count if count else None for amount, count in pairs)
    as_of = date(2018, 12, 31)
    return VisitCost(Span.QUARTER, starts, tuple(cents), tuple(done), each, tuple(so_far), 41_093.75, TargetUnit.VISITS, as_of)


@pytest.mark.parametrize(
    ("exact", "dutch"),
    [
        (costs((500_000, 10), (400_000, 10)), "Een gesprek kostte gemiddeld € 450: € 39,06 meer dan de begrote € 410,94."),
        (costs((500_000, 10), (100_000, 0), (100_000, 10)), "Een gesprek kostte gemiddeld € 350: € 60,94 minder dan de begrote € 410,94. In het 2e kwartaal van 2018 is niets afgerond. Daar staat geen stip."),
        (costs((500_000, 0)), "Er is nog niets afgerond, dus er zijn nog geen kosten per gesprek."),
        (costs((0, 3)), "Er is per saldo nog niets besteed, dus er zijn nog geen kosten per gesprek."),
    ],
    ids=["dearer", "a quiet quarter", "nothing done", "nothing spent"],
)  # fmt: skip
def test_cost_per_visit(exact: VisitCost, dutch: str) -> None:
    assert plain(visit_cost_sentence(exact, NL)) == dutch


def test_a_quarter_without_a_visit_has_no_dot_and_one_with_few_an_open_one() -> None:
    chart = visit_cost(costs((500_000, 10), (100_000, 0), (900_000, 2)), NL)
    assert chart.figure is not None
    firm, few = json.loads(chart.figure.to_json())["data"][1:3]
    assert (firm["x"], few["x"]) == ([0], [2])
    assert few["marker"]["color"] == NL.style.background
    assert few["marker"]["symbol"] == ["triangle-up"]  # far beyond what the scale is set by
    assert "Boven de schaal: wijs aan voor het bedrag" in [trace.name for trace in chart.figure.data]
    assert chart.table["Per stuk in deze periode (€)"].tolist() == ["500,00", "–", "4.500,00"]


def test_the_line_of_all_costs_leaves_the_chart_where_it_lies_beyond_and_is_never_drawn_at_another_height() -> None:
    exact = costs((900_000, 1), (100_000, 10), (400_000, 10))
    chart = visit_cost(exact, NL)
    assert chart.figure is not None
    drawn = [list(trace.y) for trace in chart.figure.data]
    assert [cents / 100 for cents in exact.so_far if cents is not None] in drawn
    assert chart.figure.layout.yaxis.range[1] < 9_000


def lines(*categories: Line, years: tuple[Line, ...] = (), **more: object) -> AgainstLines:
    whole, spent = sum(line.set_aside for line in categories), sum(line.spent for line in categories)
    usual = AgainstLines(DAY, 6_575_000, whole, spent, categories, years, (), 0, 0, 0)
    return replace(usual, **more)


@pytest.mark.parametrize(
    ("exact", "dutch"),
    [
        (lines(Line("Personeel", 5_000, 2_000)), "Van de begrote € 50 is € 20 besteed (40 %). Geen post is overschreden."),
        (lines(Line("Personeel", 5_000, 5_100), Line("Overig", 5_000, 0)), "Van de begrote € 100 is € 51 besteed (51 %). Overschreden: Personeel (€ 1 meer). Wel begroot, nog niets besteed: Overig (€ 50)."),
        (lines(Line("Personeel", 5_000, 6_000)), "Er is € 60 besteed, terwijl er € 50 was begroot. Overschreden: Personeel (€ 10 meer)."),
        (lines(Line("Personeel", 5_000, 1_000), Line("Zaalhuur", 0, 9_000)), "Er is € 100 besteed, terwijl er € 50 was begroot. Wel besteed, niet begroot: Zaalhuur (€ 90)."),
        (lines(Line("Personeel", 5_000, 0)), "Van de begrote € 50 is niets besteed."),
        (lines(Line("Personeel", 5_000, -700)), "Per saldo is € 7 teruggeboekt; begroot is € 50. Wel begroot, nog niets besteed: Personeel (€ 50)."),
    ],
    ids=["within", "one over", "all over", "no line", "nothing spent", "paid back"],
)  # fmt: skip
def test_spending_beside_the_lines(exact: AgainstLines, dutch: str) -> None:
    assert plain(lines_sentence(exact, exact.categories, NL)) == dutch


def test_what_has_no_line_of_its_own_is_not_said_to_be_outside_the_budget_while_lines_do_not_say_what_they_are_for() -> None:
    exact = lines(Line("Personeel", 5_000, 1_000), Line("Zaalhuur", 0, 900), lines_without_category=2_000, lines_cents=7_000)
    drawn = by_category(exact, NotAvailable("no_expenses"), NL)
    seen = plain(f"{drawn.sentence} {drawn.figure.to_json() if drawn.figure else ''}")
    assert "niet begroot" not in seen
    assert "Bij € 20 aan begrotingsposten staat geen kostensoort." in seen
    known = by_category(replace(exact, lines_without_category=0), NotAvailable("no_expenses"), NL)
    assert "Wel besteed, niet begroot: Zaalhuur (€ 9)." in plain(known.sentence)


def test_lines_that_do_not_add_up_to_the_budget_are_said_to() -> None:
    assert lines_warning(lines(Line("Personeel", 6_575_000, 0)), NL) == ""
    more, less = (plain(lines_warning(lines(Line("Personeel", cents, 0)), NL)) for cents in (6_600_000, 6_500_000))
    assert more == "De begrotingsposten zijn samen € 66.000, € 250 meer dan het budget van het project (€ 65.750)."
    assert less == "De begrotingsposten zijn samen € 65.000, € 750 minder dan het budget van het project (€ 65.750)."


@pytest.mark.parametrize(
    ("as_of", "dutch"),
    [
        (DAY, "In 2019 is tot en met 22 oktober 2019 € 3 besteed van de € 10 die voor dat jaar is begroot. Overschreden: 2018 (€ 2 meer)."),
        (date(2019, 12, 31), "In 2019 is € 3 besteed van de € 10 die voor dat jaar was begroot. Overschreden: 2018 (€ 2 meer)."),
        (date(2021, 2, 1), "Van de begrote € 20 is € 15 besteed (75 %). Overschreden: 2018 (€ 2 meer)."),
    ],
    ids=["under way", "the year is over", "a year without lines or bookings"],
)  # fmt: skip
def test_spending_beside_the_lines_of_each_year(as_of: date, dutch: str) -> None:
    years = (Line("2018", 1_000, 1_200), Line("2019", 1_000, 300))
    assert plain(years_sentence(lines(Line("Personeel", 2_000, 1_500), years=years, as_of=as_of), NL)) == dutch


def test_no_figure_of_a_controller_tells_an_end_where_the_sentence_says_that_there_is_no_saying() -> None:
    met = 0
    for name, make in STATES.items():
        state = make()
        curve, found = state.measured(measured_curve), state.measured(measured_cost)
        if isinstance(curve, NotAvailable) or not state.selection.is_everything:
            continue
        said = final_sentence(curve, found, NL)
        if "te vroeg" not in said and "Een eindbedrag is dan niet te zeggen" not in said:
            continue
        met += 1
        ends = ("EAC:", "ETC:", "VAC:", "TCPI:", "IEAC(t):")
        told = [text for label, text in value_curve(curve, NL, found).in_download if label.startswith(ends)]
        assert len(told) == 7, name
        assert all(text.startswith("– ") for text in told), name  # a dash, and the reason
        assert "Rest" not in final_cost(curve, NL, found).table.to_string(), name
    assert met
