"""Sentences on neighbourhoods side by side: true for one, two, three and twelve, and whatever some of them lack."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from adv.charts.axes import round_ticks
from adv.charts.chart_context import ChartContext
from adv.charts.funnel import funnel_plot as draw_funnel
from adv.charts.neighbourhoods import areas_side_by_side, per_unit, side_by_side
from adv.metrics.comparison import Measure, Measured, Side, funnel_plot
from adv.metrics.values import NotAvailable
from adv.model import Period
from adv.texts import texts
from tests.metrics.test_comparison import DAY, side

if TYPE_CHECKING:
    from adv.charts.chart import Chart

LOOK = ChartContext(texts("nl"))


def said(chart: Chart) -> str:
    return chart.sentence.replace("\u00a0", " ")


def priced(name: str, value: float | None) -> Side:
    cost = (
        NotAvailable("no_expenses") if value is None else Measured(round(value), 1, "completed_visits", value, value / 2, value * 2)
    )
    return Side(name, DAY, {**side(name).measured, Measure.COST: cost}, None)


MANY = [side(f"W{place}", (50, 100), (30, 60), (5, 20)) for place in range(10)]
LEAD = {
    "nobody": ([], "Er is nog te weinig om te vergelijken: geen enkel aandeel is in twee wijken bekend."),
    "alone": ([side("A", (1, 2))], "Alleen A heeft gegevens. Er is nog geen andere wijk om mee te vergelijken."),
    "two without the same": (
        [side("A", (1, 2)), side("B")],
        "Er is nog te weinig om te vergelijken: geen enkel aandeel is in twee wijken bekend.",
    ),
    "two alike": (
        [side("A", (50, 100)), side("B", (58, 100))],
        "De verschillen tussen deze 2 wijken kunnen toeval zijn (gesprekken).",
    ),
    "two that differ": (
        [side("A", (20, 100), (5, 10)), side("B", (60, 100), (6, 10))],
        ("Bewoners van B hadden vaker een gesprek (60 %) dan die van A (20 %)."),
    ),
    "two that differ in all": (
        [side("A", (20, 100), (5, 100)), side("B", (60, 100), (90, 100))],
        ("Hulpvragen uit B zijn vaker afgerond (90 %) dan die uit A (5 %)."),
    ),
    "three": (
        [side("A", (50, 100)), side("B", (52, 100)), side("C", (10, 100))],
        ("Bewoners van C hadden minder vaak een gesprek (10 %) dan die van de andere wijken samen (51 %)."),
    ),
    "twelve": (
        [*MANY, side("Z", (50, 100), (58, 60), (5, 20)), side("leeg")],
        ("Hulpvragen uit Z zijn vaker afgerond (96,7 %) dan die uit de andere wijken samen (50 %)."),
    ),
    "one lacks the data": (
        [side("A", (20, 100)), side("B", (60, 100)), side("C", (0, 0))],
        "Bewoners van B hadden vaker een gesprek (60 %) dan die van A (20 %).",
    ),
}


@pytest.mark.parametrize(("sides", "sentence"), LEAD.values(), ids=LEAD)
def test_the_sentence_says_which_differences_are_probably_not_chance(sides: list[Side], sentence: str) -> None:
    assert said(side_by_side(sides, LOOK)) == sentence


LONG, SHORT = (Period(date(2017, 1, 1), date(2020, 1, 2)), Period(date(2019, 1, 1), date(2021, 1, 1)))
MORE_TIME = " In A was er meer tijd voor dan in B."
RUNNING = " B loopt nog."
TIMES = {
    "one runs longer, the other still runs": (LONG, SHORT, RUNNING),
    "one ran longer": (LONG, Period(date(2019, 1, 1), date(2020, 1, 2)), MORE_TIME),
    "as long, and one still runs": (Period(date(2019, 1, 1), date(2020, 1, 2)), SHORT, RUNNING),
    "alike": (SHORT, SHORT, ""),
    "of an area": (None, None, ""),
}


@pytest.mark.parametrize(("first", "second", "caveat"), TIMES.values(), ids=TIMES)
def test_a_difference_in_resolved_requests_says_who_had_more_time(first: Period | None, second: Period | None, caveat: str) -> None:
    sides = [replace(side("A", (50, 100), (90, 100)), period=first), replace(side("B", (50, 100), (5, 100)), period=second)]
    chart = side_by_side(sides, LOOK)
    assert said(chart) == f"Hulpvragen uit A zijn vaker afgerond (90 %) dan die uit B (5 %).{caveat}"
    assert chart.remark == "Bij gesprekken kunnen de verschillen toeval zijn."


def test_other_differences_say_nothing_of_time() -> None:
    sides = [replace(side("A", (90, 100)), period=LONG), replace(side("B", (5, 100)), period=SHORT)]
    assert "tijd" not in said(side_by_side(sides, LOOK))


def test_a_headline_has_one_difference_and_at_most_twenty_words_and_the_menu_has_the_others() -> None:
    sides = [side(f"W{place}", (50, 100)) for place in range(6)] + [side(f"V{place}", (97 - place, 100)) for place in range(5)]
    chart = side_by_side(sides, LOOK)
    assert len(said(chart).split()) <= 20
    assert chart.remark.count("Bewoners van V") == 3


def test_beside_samples_the_only_real_one_is_told_to_be_so() -> None:
    assert said(side_by_side([side("A", (1, 2))], LOOK, beside_samples=True)).startswith("Alleen van A zijn er echte gegevens.")


COST = {
    "one": ([priced("A", 41_094.0)], "In A kostte een gesprek € 410,94."),
    "two": (
        [priced("A", 41_094.0), priced("B", 50_000.0)],
        "Een gesprek kostte het minst in A (€ 410,94) en het meest in B (€ 500).",
    ),
    "the same": ([priced("A", 41_094.2), priced("B", 41_094.4)], "Overal kostte een gesprek € 410,94."),
    "two at the top": (
        [priced("A", 10_000.0), priced("B", 50_000.0), priced("C", 50_000.0)],
        "Een gesprek kostte het minst in A (€ 100) en het meest in B en C (€ 500).",
    ),
    "one without money": ([priced("A", 41_094.0), priced("B", None)], "In A kostte een gesprek € 410,94."),
    "nobody has money": ([priced("A", None)], "Er staan geen uitgaven in de gegevens."),
    "nobody": ([], "Er staan geen bezoeken in de gegevens."),
}


@pytest.mark.parametrize(("sides", "sentence"), COST.values(), ids=COST)
def test_the_cost_is_told_as_it_is_written(sides: list[Side], sentence: str) -> None:
    assert said(per_unit(sides, Measure.COST, LOOK)) == sentence


def test_a_side_without_a_measure_has_its_row_and_says_why() -> None:
    chart = side_by_side([side("A", (1, 2)), side("B")], LOOK)
    assert chart.figure is not None
    assert "niet in de gegevens" in str(chart.figure.data[2].text)
    assert set(chart.table["Wijk"]) == {"A"}


def test_a_funnel_names_who_lies_beyond_its_lines() -> None:
    sides = [side("klein", (9, 10)), side("groot", (600, 1000)), side("laag", (40, 200))]
    told = said(draw_funnel(funnel_plot(sides, Measure.RESPONSE), Measure.RESPONSE, LOOK))
    assert told == (
        "Rond 53,6 % voor alle wijken samen: ver erboven, buiten de 99,8%-grens, ligt groot; "
        "ver eronder, buiten de 99,8%-grens, ligt laag; boven de 95%-grens ligt klein."
    )


def test_twelve_neighbourhoods_fit_in_the_chart_and_the_funnel() -> None:
    sides = [*MANY, side("Een wijk met een heel erg lange naam"), side("Z", (1, 2))]
    chart = side_by_side(sides, LOOK)
    assert chart.figure is not None
    assert len(chart.figure.layout.yaxis.tickvals) == 4 * 12
    assert draw_funnel(funnel_plot(sides, Measure.RESPONSE), Measure.RESPONSE, LOOK).figure is not None


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_names_above_the_panels_fit_on_a_phone(language: str) -> None:
    known = texts(language)
    assert max(len(known(f"comparison.measure.{measure.value}")) for measure in Measure) <= 50


def test_areas_are_told_as_areas() -> None:
    sides = tuple(side(name, (1, 2), (done, 50), (1, 2)) for name, done in (("Plein", 45), ("Straat", 10), ("Laan", 12)))
    assert "(90 %) dan die uit de andere gebieden samen (22 %)" in said(areas_side_by_side(sides, LOOK))


@pytest.mark.parametrize(
    ("last", "ticks"),
    [(1.0, [0, 0.2, 0.4, 0.6, 0.8, 1.0]), (1.147, [0, 0.25, 0.5, 0.75, 1.0]), (68_000.0, [0, 20_000, 40_000, 60_000])],
)
def test_the_ticks_of_a_scale_are_round(last: float, ticks: list[float]) -> None:
    assert round_ticks(0.0, last) == pytest.approx(ticks)
