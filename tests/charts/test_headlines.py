"""The course of something: at its limits, and in every state."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from adv.charts.chart_context import ChartContext
from adv.charts.overview.headlines import euros, headlines, questions, visits
from adv.charts.overview.numbers import social
from adv.metrics.on_course import MANY_OLD, Course
from adv.metrics.requests import Ageing
from adv.metrics.results import FollowUp, GoalOutcomes
from adv.metrics.selection import Selection
from adv.metrics.values import NotAvailable, Rate
from adv.texts import texts
from tests.charts.test_sentences import DAY, covered, curve, plain, raised

if TYPE_CHECKING:
    from adv.metrics.coverage import Coverage

NL = ChartContext(texts("nl"))


@pytest.mark.parametrize(
    ("exact", "status", "label", "why"),
    [
        (covered(96, 96.29, 2), Course.ON_COURSE, "Op koers", "Precies volgens de planning."),
        (covered(91, 96.29, 33), Course.ON_COURSE, "Op koers", "5 huisbezoeken minder dan gepland (96): 33 dagen achter."),
        (covered(85, 96.29, 73), Course.WATCH, "Loopt achter", "11 huisbezoeken minder dan gepland (96): ongeveer 2,5 maand achter."),
        (covered(60, 96.29, 240), Course.OFF_COURSE, "Loopt ver achter", "36 huisbezoeken minder dan gepland (96): ongeveer 8 maanden achter."),
        (covered(97, 96.29, -1), Course.ON_COURSE, "Op koers", "1 huisbezoek meer dan gepland: 1 dag voor."),
        (covered(130, 96.29, -230), Course.ON_COURSE, "Loopt voor", "34 huisbezoeken meer dan gepland: ongeveer 7,5 maand voor."),
        (covered(161, 96.29, 0, reached_on=date(2019, 9, 2)), Course.DONE, "Doel gehaald", "Het doel is gehaald op 2 september 2019."),
        (covered(159, 160.0, 9, as_of=date(2021, 2, 1)), Course.WATCH, "Doel net niet gehaald", "Het project is afgelopen, met 1 huisbezoek minder dan het doel."),
        (covered(152, 160.0, 55, as_of=date(2021, 2, 1)), Course.WATCH, "Doel net niet gehaald", "Het project is afgelopen, met 8 huisbezoeken minder dan het doel."),
        (covered(151, 160.0, 62, as_of=date(2021, 2, 1)), Course.OFF_COURSE, "Doel niet gehaald", "Het project is afgelopen, met 9 huisbezoeken minder dan het doel."),
        (covered(0, 0.0, 0, as_of=date(2017, 6, 1)), Course.UNKNOWN, "Nog niet begonnen", "Het project begint op 1 januari 2018."),
    ],
    ids=["on plan", "a little behind", "behind", "far behind", "one ahead", "far ahead", "reached", "a little short", "nearly there", "short", "not begun"],
)  # fmt: skip
def test_visits_say_how_they_stand_and_why(exact: Coverage, status: Course, label: str, why: str) -> None:
    answer = visits(exact, NL)
    assert (answer.verdict.course, answer.verdict.word, plain(answer.verdict.why)) == (status, label, why)
    assert answer.value == f"{exact.completed} van 160"
    assert (answer.bar[0], answer.bar[2]) == (exact.completed, 160)


AHEAD_OR_ON = "Op koers"
EARLY, BEHIND, FAR = "Nog te vroeg om te zeggen", "Loopt achter", "Loopt ver achter"


@pytest.mark.parametrize(
    ("completed", "planned", "label"),
    [
        pytest.param(0, 1.02, EARLY, id="the first week, nothing yet"),
        pytest.param(1, 1.02, AHEAD_OR_ON, id="the first week, one"),
        pytest.param(0, 4.7, EARLY, id="a month, nothing yet"),
        pytest.param(2, 5.0, BEHIND, id="two of five"),
        pytest.param(9, 10.9, AHEAD_OR_ON, id="nine of eleven"),
        pytest.param(3, 10.9, BEHIND, id="three of eleven"),
        pytest.param(0, 13.0, FAR, id="three months, nothing yet"),
        pytest.param(20, 30.0, BEHIND, id="two thirds of the plan"),
        pytest.param(11, 30.0, FAR, id="a third of the plan"),
        pytest.param(72, 80.0, AHEAD_OR_ON, id="half way, a tenth behind"),
        pytest.param(71, 80.0, BEHIND, id="half way, more than a tenth behind"),
        pytest.param(56, 80.0, BEHIND, id="half way, the rest three tenths faster"),
        pytest.param(55, 80.0, FAR, id="half way, the rest still faster"),
        pytest.param(140, 150.0, FAR, id="ten weeks left for twenty"),
        pytest.param(157, 159.0, AHEAD_OR_ON, id="the last week, three to go"),
        pytest.param(154, 159.0, BEHIND, id="the last week, six to go"),
        pytest.param(151, 159.0, FAR, id="the last week, nine to go"),
        pytest.param(159, 159.9, AHEAD_OR_ON, id="the last day, one to go"),
    ],
)
def test_the_verdict_on_visits_is_sensible_in_every_phase(completed: int, planned: float, label: str) -> None:
    assert visits(covered(completed, planned, 7), NL).verdict.word == label


def test_a_small_target_is_never_behind_by_a_part_of_a_visit() -> None:
    assert visits(replace(covered(1, 1.49, 100), target=3), NL).verdict.word == "Op koers"
    assert visits(replace(covered(0, 1.5, 500), target=3), NL).verdict.word == "Loopt ver achter"


@pytest.mark.parametrize(
    ("spent", "as_of", "status", "label", "why"),
    [
        (4_262_504, DAY, Course.ON_COURSE, "Op koers", "€ 3.031 meer dan gepland (4,6 % van het budget)."),
        (4_500_000, DAY, Course.WATCH, "Geeft meer uit dan gepland", "€ 5.406 meer dan gepland (8,2 % van het budget)."),
        (
            5_500_000,
            DAY,
            Course.OFF_COURSE,
            "Geeft veel meer uit dan gepland",
            "€ 15.406 meer dan gepland (23,4 % van het budget).",
        ),
        (1_000_000, DAY, Course.ON_COURSE, "Geeft minder uit dan gepland", "€ 29.594 minder dan gepland (45,0 % van het budget)."),
        (6_575_001, DAY, Course.OFF_COURSE, "Boven het budget", "€ 0,01 boven het budget van € 65.750."),
        (6_575_000, date(2021, 2, 1), Course.DONE, "Binnen het budget", "€ 0 over van het budget van € 65.750."),
    ],
    ids=["a little more", "more", "far more", "less", "a cent over", "period over"],
)
def test_euros_say_how_they_stand_and_why(spent: int, as_of: date, status: Course, label: str, why: str) -> None:
    answer = euros(curve(spent, as_of), NL)
    assert (answer.verdict.course, answer.verdict.word, plain(answer.verdict.why)) == (status, label, why)


def waiting(*days: int) -> Ageing:
    bands = ((0, 30), (31, 90), (91, 180), (181, None))
    counts = [sum(first <= day and (last is None or day <= last) for day in days) for first, last in bands]
    return Ageing(tuple(counts), (0, 0, 0, 0), max(days) if days else NotAvailable("nothing_waiting"), 0)


@pytest.mark.parametrize(
    ("days", "status"),
    [
        ([10] * 9 + [200], Course.ON_COURSE),
        ([10] * 8 + [200] * 2, Course.WATCH),
        ([10] * 9 + [200] * MANY_OLD, Course.WATCH),
        ([10] * 8 + [200] * MANY_OLD, Course.OFF_COURSE),
        ([200] * (MANY_OLD - 1), Course.WATCH),
        ([10], Course.ON_COURSE),
        ([], Course.DONE),
    ],
    ids=["a tenth", "more than a tenth", "a quarter", "more than a quarter", "all, but few", "one", "none"],
)
def test_requests_stand_by_how_many_have_waited_long(days: list[int], status: Course) -> None:
    asked = raised(open=len(days), closed=3)
    answer = questions(asked, waiting(*days), NL)
    assert answer.verdict.course is status
    assert answer.value == f"{len(days)} van {len(days) + 3}"


def test_what_is_not_in_the_data_is_said_and_never_zero() -> None:
    for answer in (
        visits(NotAvailable("no_visits"), NL),
        euros(NotAvailable("no_expenses"), NL),
        questions(NotAvailable("no_requests"), NotAvailable("no_requests"), NL),
    ):
        assert (answer.verdict.course, answer.value, answer.bar[0]) == (Course.UNKNOWN, "–", None)
        assert answer.verdict.why.startswith("Er staan geen")


def test_a_part_of_the_project_is_not_judged() -> None:
    chosen = Selection(organisations=("Politie",))
    assert visits(covered(10, 96.29, 300), NL, chosen).verdict.course is Course.UNKNOWN
    assert euros(curve(100), NL, chosen).verdict.course is Course.UNKNOWN


def test_spending_less_than_planned_is_no_good_news_when_each_visit_is_dear() -> None:
    answer = euros(curve(1_699_000), NL, whole=covered(10, 96.29, 400))
    assert (answer.verdict.course, answer.verdict.word) == (Course.WATCH, "Let op: duurder dan begroot")
    assert plain(answer.verdict.why) == "Een gesprek kost € 1.699; begroot was € 410,94."
    assert euros(curve(1_699_000), NL, whole=covered(4, 96.29, 400)).verdict.course is Course.ON_COURSE
    assert euros(curve(1_699_000), NL, whole=covered(40, 96.29, 400)).verdict.course is Course.ON_COURSE


def test_an_area_does_not_make_a_part_of_the_money() -> None:
    chosen = Selection(areas=("Waartplein",))
    assert euros(curve(6_600_000), NL, chosen).verdict.course is Course.OFF_COURSE
    _, money, _ = headlines(
        covered(9, 96.29, 400),
        curve(1_699_000),
        raised(),
        waiting(),
        context=NL,
        selection=chosen,
        whole=covered(10, 96.29, 400),
    )
    assert (money.verdict.course, money.verdict.word) == (Course.WATCH, "Let op: duurder dan begroot")
    assert money.label == "Besteed, hele project"
    assert plain(money.verdict.why) == "Een gesprek kost € 1.699; begroot was € 410,94."


def followed(raised: int, closed: int, withdrawn: int = 0, *, without_status: int = 0, helped: int | NotAvailable = 3) -> FollowUp:
    with_status = raised - without_status
    rate = Rate(closed, with_status - withdrawn, "requests_not_withdrawn")
    return FollowUp(raised, with_status if closed or withdrawn else 0, closed, rate, helped)


ACTIVE = Rate(32, 139, "households_reached")
GOALS = {"meedoen": followed(4, 2, 1), "rondkomen": followed(6, 4), "vooruitkomen": followed(0, 0)}


@pytest.mark.parametrize(
    ("outcomes", "active", "told"),
    [
        (
            GoalOutcomes(GOALS, followed(11, 7, 1), 1),
            ACTIVE,
            (
                "7 van 11",
                "3 huishoudens geholpen",
                ("In 32 van de 139 huishoudens met een gesprek wordt iemand actief."),
            ),
        ),
        (
            GoalOutcomes(NotAvailable("no_goal"), followed(3, 1, helped=NotAvailable("no_households")), 3),
            NotAvailable("no_becomes_active"),
            ("1 van 3", "33,3 % afgerond", "Er staat niet in de gegevens wie er actief wordt."),
        ),
        (GoalOutcomes({}, followed(2, 0, 2, helped=0), 2), Rate(0, 1, ""), ("0 van 2", "Nog geen huishouden geholpen", "In het enige huishouden met een gesprek wordt niemand actief, voor zover bekend.")),
        (GoalOutcomes({}, followed(2, 0, without_status=2, helped=0), 2), Rate(1, 1, ""), ("–", "Niet bekend", "Bij de hulpvragen staat geen status in de gegevens.")),
        (GoalOutcomes({}, followed(0, 0, helped=0), 0), Rate(0, 0, ""), ("0", "Geen hulpvragen", "Er zijn geen gesprekken gevoerd.")),
        (NotAvailable("no_status"), Rate(0, 9, ""), ("–", "Niet bekend", "Bij de hulpvragen staat geen status in de gegevens.")),
    ],
    ids=["usual", "without goals", "all withdrawn", "without a status", "no requests", "not in the data"],
)  # fmt: skip
def test_what_came_of_it_is_told_without_a_verdict(
    outcomes: GoalOutcomes | NotAvailable, active: Rate | NotAvailable, told: tuple[str, str, str]
) -> None:
    answer = social(outcomes, active, NL)
    assert (answer.value, plain(answer.verdict.word), plain(answer.verdict.why)) == told
    assert answer.verdict.course is Course.UNKNOWN


def test_households_are_called_households() -> None:
    exact = replace(covered(85, 96.29, 73), target_unit=covered(0, 0, 0).target_unit.__class__("households"))
    answer = visits(exact, NL)
    assert (answer.label, plain(answer.verdict.why)) == (
        "Bereikte huishoudens",
        "11 huishoudens minder dan gepland (96): ongeveer 2,5 maand achter.",
    )
    assert "households_reached" in answer.definitions
