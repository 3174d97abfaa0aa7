"""Sentences on outcomes and the core team: true when there is none, one, a tie, or no telling."""

from __future__ import annotations

from datetime import date

import pytest

from adv.charts.chart_context import ChartContext
from adv.charts.core_team import hand_overs_sentence, teams_sentence, work_sentence
from adv.charts.results.resident_scores import paired_changes
from adv.charts.results.results import activities_by_kind, activities_sentence, goals_sentence, outcomes_answer, results_chart
from adv.charts.rows import rows_table
from adv.metrics.chance import Mean
from adv.metrics.core_team import HandOvers, RequestWork, Teams, TeamWork, VisitWork
from adv.metrics.results import Activities, FollowUp, GoalOutcomes, Liveability, Mark, PairedChange, results
from adv.metrics.source_rows import ACTIVITIES, Unit, number_behind, rows_behind
from adv.metrics.values import NotAvailable, Rate
from adv.texts import texts
from tests.charts.states import DAY, WAART, full

NL = ChartContext(texts("nl"))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def followed(raised: int, closed: int, helped: int) -> FollowUp:
    return FollowUp(raised, closed, closed, Rate(closed, raised, "x"), helped)


@pytest.mark.parametrize(
    ("exact", "dutch"),
    [
        (GoalOutcomes({"meedoen": followed(61, 40, 37), "rondkomen": followed(9, 0, 0)}, followed(72, 40, 37), 2), "40 van de 72 hulpvragen zijn afgerond. Daarmee zijn 37 huishoudens geholpen. Bij 2 hulpvragen staat geen doel."),
        (GoalOutcomes({"meedoen": followed(3, 2, 2), "rondkomen": followed(3, 2, 2)}, followed(6, 4, 3), 0), "4 van de 6 hulpvragen zijn afgerond. Daarmee zijn 3 huishoudens geholpen."),
        (GoalOutcomes({"meedoen": followed(1, 0, 0)}, followed(1, 0, 0), 0), "De enige hulpvraag is nog niet afgerond."),
        (GoalOutcomes({"meedoen": followed(3, 2, 0)}, followed(3, 2, 0), 0), "2 van de 3 hulpvragen zijn afgerond. Daarmee is nog geen huishouden geholpen."),
        (GoalOutcomes({}, followed(0, 0, 0), 0), "Er zijn geen hulpvragen."),
    ],
    ids=["two goals", "a household with two", "nothing closed", "closed, but nobody knows for whom", "none"],
)  # fmt: skip
def test_goals(exact: GoalOutcomes, dutch: str) -> None:
    assert goals_sentence(exact, NL) == dutch


def test_requests_of_a_period_that_are_closed_since_are_not_called_closed_in_it() -> None:
    exact = GoalOutcomes({}, followed(80, 55, 40), 0)
    told = "Van de 80 hulpvragen die toen zijn gesteld, zijn er nu 55 afgerond. Daarmee zijn 40 huishoudens geholpen."
    assert goals_sentence(exact, NL, is_of_period=True) == told


@pytest.mark.parametrize(
    ("active", "dutch"),
    [
        (Rate(32, 139, "x"), "2 van de 3 hulpvragen zijn afgerond. Daarmee zijn 2 huishoudens geholpen. In 32 van de 139 huishoudens met een gesprek wordt iemand actief."),
        (Rate(0, 5, "x"), "2 van de 3 hulpvragen zijn afgerond. Daarmee zijn 2 huishoudens geholpen. In geen van de 5 huishoudens met een gesprek wordt iemand actief, voor zover bekend."),
        (Rate(0, 0, "x"), "2 van de 3 hulpvragen zijn afgerond. Daarmee zijn 2 huishoudens geholpen."),
    ],
    ids=["some", "none of five", "no conversations"],
)  # fmt: skip
def test_the_answer_on_outcomes(active: Rate, dutch: str) -> None:
    assert outcomes_answer(GoalOutcomes({"meedoen": followed(3, 2, 2)}, followed(3, 2, 2), 0), active, NL) == dutch


@pytest.mark.parametrize(
    ("exact", "dutch"),
    [
        (Activities(3, 30, 1, ("koffie", "burendag"), (2, 1), (8, 22), 0), "Er zijn 3 activiteiten geweest, met samen 30 deelnemers. Bij 1 activiteit staat niet hoeveel mensen meededen."),
        (Activities(2, 0, 2, (), (), (), 2), "Er zijn 2 activiteiten geweest. Bij 2 activiteiten staat niet hoeveel mensen meededen. Bij 2 activiteiten staat geen soort."),
        (Activities(1, NotAvailable("no_participants"), 1, ("koffie",), (1,), (0,), 0), "Er is 1 activiteit geweest. Bij de activiteiten staat niet hoeveel mensen meededen."),
        (Activities(0, 0, 0, (), (), (), 0), "Er waren geen activiteiten."),
    ],
    ids=["some", "nobody counted", "no column of participants", "none"],
)  # fmt: skip
def test_activities(exact: Activities, dutch: str) -> None:
    assert activities_sentence(exact, NL) == dutch


@pytest.mark.parametrize(
    ("interval", "dutch"),
    [
        ((0.11, 1.53), "Dat is duidelijk hoger: +0,8 (marge +0,1 tot +1,5)."),
        ((-0.2, 1.8), "Dat is geen duidelijk verschil: de marge is −0,2 tot +1,8."),
        (
            NotAvailable("all_equal"),
            "Zo weinig of zulke gelijke cijfers geven geen marge: of dit meer is dan toeval, is niet te zeggen.",
        ),
    ],
    ids=["higher", "chance", "no margin"],
)
def test_a_difference_by_chance_is_not_called_one(interval: tuple[float, float] | NotAvailable, dutch: str) -> None:
    paired = PairedChange(6.8, 7.6, Mean(0.8, 17, interval), 9, 4, 4)
    chart = paired_changes({Mark.HOME: Liveability(Mark.HOME, (2019,), (Mean(7.0, 17, interval),), paired)}, NL)
    assert chart.sentence == f"17 huishoudens gaven de woning twee keer een cijfer: gemiddeld eerst 6,8, later 7,6. {dutch}"


def test_who_does_what_says_that_joint_visits_count_twice_and_what_is_not_known() -> None:
    visits, requests = VisitWork((5, 2), (4, 1), (2, 2), 6, 2, 1), RequestWork((3, 3), (1, 0), 7, 1)
    assert work_sentence(TeamWork(("LEVgroep", "Politie"), visits, requests), NL) == (
        "LEVgroep belde het vaakst aan: 5 van de 6 keer. LEVgroep en Politie hebben de meeste hulpvragen: elk 3 van de 7."
    )


@pytest.mark.parametrize(
    ("exact", "dutch"),
    [
        (Teams((("A",), ("A", "B"), ("B", "C")), (5, 3, 1), 10, 1), "Van de 9 keer ging men 4 keer samen op pad (44,4 %). Het vaakst samen: A en B, 3 keer. 1 keer staat er niet wie er aanbelde."),
        (Teams((("A",),), (5,), 5, 0), "Van de 5 keer ging nooit iemand samen op pad."),
        (Teams((("A",),), (1,), 1, 0), "De enige keer waarbij staat wie er kwam, was het één organisatie alleen."),
        (Teams((), (), 2, 2), "2 keer staat er niet wie er aanbelde."),
    ],
    ids=["some", "never", "one visit", "nobody knows"],
)  # fmt: skip
def test_visits_together(exact: Teams, dutch: str) -> None:
    assert plain(teams_sentence(exact, NL)) == dutch


@pytest.mark.parametrize(
    ("exact", "pairs", "dutch"),
    [
        (HandOvers(("A", "B"), ("C",), ((3,), (2,)), 4, 5, 0), [("A", "C", 3), ("B", "C", 2)], "4 van de 9 hulpvragen gingen naar een andere organisatie. Het vaakst van A naar C: 3."),
        (HandOvers(("A", "B"), ("C",), ((3,), (2,)), 4, 5, 2), [("A", "C", 3), ("B", "C", 2)], "Van 9 hulpvragen is bekend wie er aanbelde en wie ze oppakt. 4 ervan gingen naar een andere organisatie. Het vaakst van A naar C: 3."),
        (HandOvers((), (), (), 0, 1, 2), [], "Van één hulpvraag is bekend wie er aanbelde en wie haar oppakt. Die ging niet naar een andere organisatie."),
        (HandOvers((), (), (), 0, 1, 0), [], "De enige hulpvraag ging niet naar een andere organisatie."),
        (HandOvers((), (), (), 0, 0, 3), [], "Van 3 hulpvragen is niet bekend wie er aanbelde of wie ze oppakt."),
    ],
    ids=["some", "some of those known", "the only one known", "none", "nothing known"],
)  # fmt: skip
def test_hand_overs(exact: HandOvers, pairs: list[tuple[str, str, int]], dutch: str) -> None:
    assert hand_overs_sentence(exact, pairs, NL) == dutch


def test_behind_a_kind_of_activity_are_its_rows_and_they_make_its_participants() -> None:
    data = full(7)
    chart = activities_by_kind(Activities(7, 0, 0, ("koffie",), (3,), (84,), 0), NL)
    rows = rows_behind(data, WAART, DAY, chart.bars[0].rows)
    assert chart.bars[0].rows.unit is Unit.PARTICIPANTS
    assert number_behind(rows, chart.bars[0].rows) == chart.bars[0].number == 1 + 28 + 55
    told = rows_table(rows, ACTIVITIES.table, NL, DAY)
    assert list(told["Soort"]) == ["koffie"] * 3
    assert told["Datum"].iloc[0].date() == date(2018, 4, 1)


def test_what_is_in_the_data_but_came_later_is_not_said_to_be_missing_from_them() -> None:
    before = date(2018, 2, 1)  # the marks and requests are of later days
    sentence = results_chart(results(full(9), WAART, before), NL, is_over=False, is_everything=True).sentence
    assert "Niet bekend: cijfer voor de buurt" in plain(sentence)
    assert "in de gegevens" not in sentence
