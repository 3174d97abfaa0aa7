"""Sentences of the page Prognose, word for word, in hand-made cases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from adv.charts.chart_context import ChartContext
from adv.charts.forecast.fan import backtest_sentence, fan
from adv.charts.forecast.outlook import (
    answer_sentence,
    basis_sentence,
    effect_sentence,
    last_shown,
    pace_sentence,
    range_sentence,
)
from adv.metrics.coverage import BurnUp, Pace
from adv.metrics.forecast import Backtest, Check, Forecast, NoProgress, Projection, Reached, TooLittleHistory
from adv.metrics.projection import Fan, Scenario
from adv.metrics.spans import Season, SeasonName
from adv.metrics.values import NotAvailable
from adv.texts import texts
from tests.charts.test_sentences import covered, plain

NL = ChartContext(texts("nl"))
DAY = date(2019, 10, 22)
EXACT = replace(covered(91, 96.3, 33), pace=Pace(1.11, 0.75, 0.97))
FAN = Fan((date(2020, 12, 27),), (171.0,), (151.0,), (144.0,), (140.0,), (135.0,))
USUAL = Projection(
    p10=date(2020, 11, 8),
    p50=date(2021, 1, 10),
    p80=date(2021, 3, 7),
    p90=date(2021, 4, 4),
    p95=date(2021, 4, 25),
    chance_in_period=0.41,
    weeks=94,
    per_week=0.88,
    fan=FAN,
    until=date(2022, 10, 23),
)
AUTUMN, SUMMER = Season(SeasonName.AUTUMN, 2020), Season(SeasonName.SUMMER, 2021)
ROUGH = replace(USUAL, seasons=(AUTUMN, SUMMER))


@pytest.mark.parametrize(
    ("found", "exact", "dutch"),
    [
        (USUAL, EXACT, "De 160 huisbezoeken zijn waarschijnlijk rond 10 januari 2021 klaar. De kans is 8 op 10 dat ze uiterlijk in de week van 7 maart 2021 klaar zijn. De kans dat het voor het einde van het project lukt (31 december 2020), is 41 %. Daarvoor zijn vanaf nu 1,1 per week nodig."),
        (replace(USUAL, chance_in_period=0.004), EXACT, "…is minder dan 1 %. Daarvoor"),
        (replace(USUAL, chance_in_period=0.0), EXACT, "…is vrijwel nul. Daarvoor"),
        (replace(USUAL, chance_in_period=1.0), EXACT, "…is vrijwel 100 %. Daarvoor"),
        (replace(USUAL, p80=None, p95=None), EXACT, "…gehaald. De kans is meer dan 2 op 10 dat het later wordt dan 23 oktober 2022. De kans"),
        (replace(USUAL, p50=None, p80=None, p95=None), EXACT, "Het doel van 160 huisbezoeken is op 23 oktober 2022 waarschijnlijk nog niet gehaald. De kans"),
        (ROUGH, EXACT, "Het doel van 160 huisbezoeken wordt waarschijnlijk tussen de herfst van 2020 en de zomer van 2021 gehaald. De kans dat het voor het einde van het project lukt (31 december 2020), is 41 %. Daarvoor"),
        (replace(ROUGH, seasons=(AUTUMN, AUTUMN)), EXACT, "…wordt waarschijnlijk in de herfst van 2020 gehaald. De kans"),
        (replace(ROUGH, seasons=(Season(SeasonName.WINTER, 2021), None)), EXACT, "…wordt waarschijnlijk op zijn vroegst in de winter van 2020–2021 gehaald. De kans"),
        (replace(ROUGH, seasons=(None, None)), EXACT, "…wordt waarschijnlijk pas na de herfst van 2022 gehaald. De kans"),
        (Reached(date(2020, 11, 30)), EXACT, "Het doel van 160 huisbezoeken is gehaald op 30 november 2020, vóór het einde van het project op 31 december 2020. Een prognose is niet meer nodig."),
        (Reached(date(2020, 12, 31)), EXACT, "…op 31 december 2020, de laatste dag van het project. Een"),
        (Reached(date(2021, 1, 1)), EXACT, "…op 1 januari 2021, na het einde van het project op 31 december 2020. Een"),
        (TooLittleHistory(3), EXACT, "Er zijn pas 3 hele weken om van uit te gaan; voor een prognose zijn er minstens 6 nodig. Om het doel uiterlijk 31 december 2020 te halen, zijn vanaf nu 1,1 per week nodig."),
        (TooLittleHistory(1), EXACT, "Er is pas 1 hele week om van uit te gaan; voor"),
        (TooLittleHistory(0), EXACT, "Er is nog geen hele week met bezoeken. Voor een prognose zijn er minstens 6 nodig. Om"),
        (NoProgress(date(2019, 3, 1), 0.62), EXACT, "Na 1 maart 2019 is er niets meer afgerond. Daarom staat er geen datum. De kans dat het werk echt gestopt is en niet even stilligt, is 62 %. Om het doel"),
        (NoProgress(date(2019, 3, 1), 0.12), replace(EXACT, completed=4), "Na 1 maart 2019 is er niets meer afgerond. Daarom staat er geen datum. Om het doel"),
        (NoProgress(None, 0.62), EXACT, "Er is nog niets afgerond. Zolang dat zo blijft, wordt het doel van 160 huisbezoeken niet gehaald; daarom staat er geen datum. Om"),
        (USUAL, replace(EXACT, as_of=date(2021, 2, 1)), "…uiterlijk in de week van 7 maart 2021 klaar zijn. De projectperiode liep tot en met 31 december 2020."),
        (USUAL, replace(EXACT, as_of=date(2017, 12, 1)), "Het project begint pas op 1 januari 2018. De 160"),
        (USUAL, replace(EXACT, as_of=date(2020, 12, 28)), "…is 41 %. Daarvoor moeten er in 3 dagen nog 69 bij."),
        (NotAvailable("no_visits"), EXACT, "Er staan geen bezoeken in de gegevens."),
    ],
)  # fmt: skip
def test_the_answer(found: Forecast | NotAvailable, exact: object, dutch: str) -> None:
    told = plain(answer_sentence(found, exact, NL))  # type: ignore[arg-type]  # a Coverage
    assert dutch.removeprefix("…") in told
    assert dutch.startswith("…") or told.startswith(dutch)


@pytest.mark.parametrize(
    ("found", "dutch"),
    [
        (USUAL, "Waarschijnlijk valt die dag tussen 2 november 2020 en 4 april 2021. De kans dat het eerder is, is klein (1 op 10). De kans dat het later wordt ook. Op 27 december 2020 zijn het er dan naar verwachting 151 van de 160. In 8 van de 10 gevallen zijn het er 140 tot 160."),
        (replace(USUAL, p90=None), "In 1 van de 10 gevallen is het doel uiterlijk 8 november 2020 gehaald. In meer dan 1 van de 10 gevallen wordt het later dan 23 oktober 2022."),
        (replace(USUAL, p10=None, p90=None), "In meer dan 9 van de 10 gevallen wordt het later dan 23 oktober 2022."),
        (ROUGH, "Een dag is nog niet te noemen: daarvoor zijn minstens 20 huisbezoeken nodig. Op 27 december 2020"),
        (replace(USUAL, fan=replace(FAN, middle=(160.0,))), "Waarschijnlijk valt die dag tussen 2 november 2020 en 4 april 2021. De kans dat het eerder is, is klein (1 op 10). De kans dat het later wordt ook."),
    ],
    ids=["usual", "open", "never", "too few for a day", "half are there at the end"],
)  # fmt: skip
def test_the_range(found: Projection, dutch: str) -> None:
    assert plain(range_sentence(found, EXACT, NL)).startswith(dutch)


def test_the_range_begins_with_the_first_week_but_never_before_tomorrow() -> None:
    this_week = replace(USUAL, p10=date(2019, 10, 27))
    assert "tussen 23 oktober 2019 en 4 april 2021." in plain(range_sentence(this_week, EXACT, NL))


LATER = replace(USUAL, p50=date(2020, 9, 13), chance_in_period=0.97)


@pytest.mark.parametrize(
    ("before", "after", "scenario", "dutch"),
    [
        (USUAL, LATER, Scenario(2), "Stel: 2 gesprekken per week meer. Dan is het doel naar verwachting rond 13 september 2020 gehaald, in plaats van 10 januari 2021. De kans dat het uiterlijk 31 december 2020 lukt, gaat van 41 % naar 97 %."),
        (USUAL, USUAL, Scenario(pause_weeks=1, pause_from=date(2022, 1, 5)), "Stel: een pauze van 1 week (vanaf 3 januari 2022). Dan blijft de verwachte datum 10 januari 2021. De kans dat het uiterlijk 31 december 2020 lukt, blijft 41 %."),
        (USUAL, replace(USUAL, p50=None, chance_in_period=0.0), Scenario(pause_weeks=90), "Stel: 90 weken pauze (vanaf 28 oktober 2019). Dan is het doel op 23 oktober 2022 waarschijnlijk nog niet gehaald. De kans dat het uiterlijk 31 december 2020 lukt, gaat van 41 % naar vrijwel nul."),
        (USUAL, ROUGH, Scenario(2), "Stel: 2 gesprekken per week meer. Dan wordt het doel waarschijnlijk tussen de herfst van 2020 en de zomer van 2021 gehaald. De kans dat het uiterlijk 31 december 2020 lukt, blijft 41 %."),
        (replace(USUAL, p50=None), LATER, Scenario(2), "Stel: 2 gesprekken per week meer. Dan is het doel naar verwachting rond 13 september 2020 gehaald, in plaats van na 23 oktober 2022. De kans dat het uiterlijk 31 december 2020 lukt, gaat van 41 % naar 97 %."),
        (NoProgress(None, 0.3), LATER, Scenario(1, 50), "Stel: 1 gesprek per week meer en een extra team (50 % meer). Dan is het doel naar verwachting rond 13 september 2020 gehaald; zonder dat is er geen datum."),
        (TooLittleHistory(2), TooLittleHistory(2), Scenario(1), "Stel: 1 gesprek per week meer. Dan is er nog steeds geen prognose te maken."),
    ],
    ids=["earlier", "the same", "never", "too few for a day", "from never", "from a standstill", "too little"],
)  # fmt: skip
def test_what_a_scenario_does(before: Forecast, after: Forecast, scenario: Scenario, dutch: str) -> None:
    assert plain(effect_sentence(before, after, EXACT, scenario=scenario, context=NL)) == dutch


def test_the_pace_is_told_beside_what_is_expected() -> None:
    assert plain(pace_sentence(EXACT, USUAL, NL)) == (
        "Het tempo was in de laatste 8 weken 0,75 per week, vanaf het begin 1,0. De prognose rekent in het komende kwartaal op 0,88 per week."
    )
    early = replace(EXACT, pace=replace(EXACT.pace, last_8_weeks=NotAvailable("too_little_history")))
    assert plain(pace_sentence(early, USUAL, NL)).startswith("Het tempo was vanaf het begin 1,0 per week. De prognose rekent")
    assert "Het tempo was in de laatste 8 weken 0,75 per week, vanaf het begin 1,0." in plain(
        pace_sentence(EXACT, TooLittleHistory(3), NL)
    )


def looked_back(held: int, missed: int, without: int = 0) -> Backtest:
    one = Check(date(2019, 3, 31), date(2019, 6, 30), 5, 8, 12, 10, 100)
    return Backtest((*[one] * held, *[replace(one, happened=30)] * missed), without)


@pytest.mark.parametrize(
    ("found", "dutch"),
    [
        (looked_back(0, 0), "Er is nog geen voorbij kwartaal waarvoor een prognose te maken was. Daarom is er niets om op terug te kijken."),
        (looked_back(1, 0), "Er is nog maar 1 prognose om op terug te kijken, en die klopte: het werd wat ze verwachtte. Eén keer zegt nog niets over hoe goed ze zijn."),
        (looked_back(2, 1, 1), "Van de 3 eerdere prognoses klopten er 2. Het zou 8 van de 10 keer zo moeten zijn, maar met 3 keer is dat nog niet te beoordelen. Geteld is in hele weken, tot en met de laatste zondag van elk kwartaal. Dat kan een ander aantal zijn dan dat van het kalenderkwartaal. Aan het einde van 1 kwartaal was er geen prognose, omdat er acht weken buiten de vakanties niets was afgerond."),
        (looked_back(0, 3), "Van de 3 eerdere prognoses klopte er geen: het werd steeds meer of minder dan verwacht. Het zou"),
        (looked_back(8, 4), "Van de 12 eerdere prognoses klopten er 8. Dat past bij de 8 van de 10 keer die het zou moeten zijn."),
        (looked_back(3, 9), "Van de 12 eerdere prognoses klopten er 3. Dat is minder vaak dan bedoeld (8 van de 10 keer). De marges zijn voor dit project te smal."),
        (looked_back(40, 0), "Van de 40 eerdere prognoses klopten er 40. Dat is vaker dan"),
    ],
    ids=["none", "one", "three", "none held", "as it should", "too narrow", "too wide"],
)  # fmt: skip
def test_looking_back(found: Backtest, dutch: str) -> None:
    assert plain(backtest_sentence(found, NL)).startswith(dutch)


@pytest.mark.parametrize(
    ("found", "dutch"),
    [
        (looked_back(9, 1), "De prognose rekent met het tempo, de schommelingen, de pauzes en de stille vakanties van dit project tot nu toe. Bij eerdere prognoses van dit project klopte de marge 9 van de 10 keer. Een plotselinge stop of een nieuw team ziet de prognose niet aankomen."),
        (looked_back(2, 0), "De prognose rekent met het tempo, de schommelingen, de pauzes en de stille vakanties van dit project tot nu toe. Hoe vaak de marge in dit project klopt, is nog niet te zeggen. Een plotselinge stop of een nieuw team ziet de prognose niet aankomen."),
    ],
    ids=["ten earlier ones", "two earlier ones"],
)  # fmt: skip
def test_what_a_forecast_rests_on_is_said_with_how_often_it_held(found: Backtest, dutch: str) -> None:
    assert plain(basis_sentence(USUAL, found, NL)) == dutch


@pytest.mark.parametrize("found", [Reached(DAY), TooLittleHistory(3), NoProgress(DAY, 0.5), NotAvailable("no_visits")])
def test_without_a_forecast_there_is_nothing_for_it_to_rest_on(found: Forecast | NotAvailable) -> None:
    assert not basis_sentence(found, looked_back(9, 1), NL)


@pytest.mark.parametrize("seasons", [None, (AUTUMN, SUMMER)], ids=["days", "seasons"])
def test_the_fan_names_days_only_when_enough_was_completed(seasons: tuple[Season, Season] | None) -> None:
    curve = BurnUp((DAY,), (91,), (DAY,), (96.3,), DAY, 160, EXACT.period)
    drawn = fan(curve, EXACT, replace(USUAL, seasons=seasons), NL)
    assert drawn.figure is not None
    named = [trace.name for trace in drawn.figure.data if "2021" in (trace.name or "")]
    assert len(named) == (0 if seasons else 1)
    assert ("2021" in drawn.sentence) is (seasons is None)


@pytest.mark.parametrize(
    ("p50", "p80", "p90", "last"),
    [
        (date(2020, 9, 6), date(2020, 9, 27), date(2020, 10, 18), date(2021, 1, 1)),
        (date(2021, 1, 10), date(2021, 3, 7), date(2021, 4, 25), date(2021, 4, 25) + timedelta(weeks=3)),
        (date(2021, 1, 10), date(2021, 3, 7), date(2031, 1, 5), date(2021, 3, 7) + timedelta(weeks=3)),
        (date(2029, 1, 7), None, None, date(2022, 7, 3)),
        (None, None, None, date(2022, 7, 3)),
    ],
    ids=["within the period", "a little later", "P90 years away", "all years away", "never"],
)
def test_the_axis_never_turns_the_past_into_a_stripe(p50: date | None, p80: date | None, p90: date | None, last: date) -> None:
    found = replace(USUAL, p50=p50, p80=p80, p90=p90)
    assert last_shown(found, date(2018, 1, 1), date(2021, 1, 1)) == last
