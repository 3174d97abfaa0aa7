"""Sentences computed from the data are true, in hand-made cases, word for word."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from adv.charts.budget.spending import spend_sentence, spent_by_sentence, spent_over_time_sentence
from adv.charts.chart_context import ChartContext
from adv.charts.coverage.visits import coverage_by_sentence, coverage_sentence, outcomes_sentence, over_time_sentence
from adv.charts.requests import (
    ageing_sentence,
    by_sentence,
    follow_up_sentence,
    requests_answer,
    themes_and_statuses,
    waiting_list_sentence,
)
from adv.charts.themes import theme_by_area_sentence, theme_shares_sentence, themes_over_time_sentence
from adv.metrics.budget import MoneyGroup, SpendCurve, SpentByGroup, SpentOverTime
from adv.metrics.coverage import Coverage, Pace
from adv.metrics.requests import Ageing, RequestGroup, Requests, RequestsByGroup, WaitingRequest
from adv.metrics.selection import Selection
from adv.metrics.spans import Span
from adv.metrics.themes import CrossTable, ThemeShares, ThemesOverTime
from adv.metrics.time_to_close import TimeToClose
from adv.metrics.values import NotAvailable, Rate
from adv.metrics.visits import CoverageByGroup, OutcomeCounts, OverTime, VisitGroup
from adv.model import Area, Outcome, Period, Status, TargetUnit
from adv.texts import texts

NL, EN = ChartContext(texts("nl")), ChartContext(texts("en"))
PERIOD = Period(date(2018, 1, 1), date(2021, 1, 1))
NONE = NotAvailable("too_little_history")
DAY = date(2019, 10, 22)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u2212", "-")


def covered(completed: int, planned: float, lag_days: int, **more: object) -> Coverage:
    usual = Coverage(
        DAY,
        PERIOD,
        160,
        TargetUnit.VISITS,
        completed,
        150,
        completed,
        completed,
        0,
        planned,
        lag_days,
        None,
        Pace(NONE, NONE, NONE),
    )
    return replace(usual, **more)


@pytest.mark.parametrize(
    ("exact", "dutch", "english"),
    [
        pytest.param(
            covered(91, 96.29, 33),
            "Op 22 oktober 2019 zijn 91 van de 160 huisbezoeken gedaan; 5 minder dan gepland (96), ongeveer 33 dagen achter.",
            "By 22 October 2019, 91 of the 160 home visits had been made; 5 fewer than planned (96), about 33 days behind.",
            id="behind",
        ),
        pytest.param(
            covered(97, 96.29, -5),
            "Op 22 oktober 2019 zijn 97 van de 160 huisbezoeken gedaan; 1 meer dan gepland (96), ongeveer 5 dagen voor.",
            "By 22 October 2019, 97 of the 160 home visits had been made; 1 more than planned (96), about 5 days ahead.",
            id="ahead",
        ),
        pytest.param(
            covered(96, 96.29, 2),
            "Op 22 oktober 2019 zijn 96 van de 160 huisbezoeken gedaan; precies volgens de planning.",
            "By 22 October 2019, 96 of the 160 home visits had been made; exactly as planned.",
            id="on plan, to the visit",
        ),
        pytest.param(
            covered(1, 1.8, 1),
            "Op 22 oktober 2019 is 1 van de 160 huisbezoeken gedaan; 1 minder dan gepland (2), ongeveer 1 dag achter.",
            "By 22 October 2019, 1 of the 160 home visits had been made; 1 fewer than planned (2), about 1 day behind.",
            id="one visit, one day",
        ),
        pytest.param(
            covered(0, 1.2, 4),
            "Op 22 oktober 2019 is nog geen van de 160 huisbezoeken gedaan; 1 minder dan gepland (1), ongeveer 4 dagen achter.",
            "By 22 October 2019, none of the 160 home visits had been made; 1 fewer than planned (1), about 4 days behind.",
            id="none where one was planned",
        ),
        pytest.param(
            covered(0, 0.3, 1),
            "Op 22 oktober 2019 is nog geen van de 160 huisbezoeken gedaan; volgens de planning hoeft dat ook nog niet.",
            "By 22 October 2019, none of the 160 home visits had been made; and the plan does not ask for any yet.",
            id="none where none was planned",
        ),
        pytest.param(
            covered(160, 96.29, 33, reached_on=date(2019, 10, 1)),
            "Het doel van 160 huisbezoeken is gehaald op 1 oktober 2019; op 22 oktober 2019 zijn het er 160.",
            "The target of 160 home visits was reached on 1 October 2019; on 22 October 2019 the count is 160.",
            id="target reached",
        ),
        pytest.param(
            covered(165, 160.0, 0, reached_on=date(2020, 3, 3), as_of=date(2021, 5, 1)),
            "Het doel van 160 huisbezoeken is gehaald op 3 maart 2020; op 1 mei 2021 zijn het er 165, meer dan het doel.",
            "The target of 160 home visits was reached on 3 March 2020; on 1 May 2021 the count is 165, more than the target.",
            id="target passed, period over",
        ),
        pytest.param(
            covered(150, 160.0, 90, as_of=date(2021, 5, 1)),
            "Op 1 mei 2021 zijn 150 van de 160 huisbezoeken gedaan; het project is afgelopen, met 10 minder dan het doel.",
            "By 1 May 2021, 150 of the 160 home visits had been made; the project is over, 10 short of the target.",
            id="period over, short",
        ),
        pytest.param(
            covered(2, 0.0, 0, as_of=date(2017, 12, 1)),
            "Op 1 december 2017 zijn 2 van de 160 huisbezoeken gedaan; het project begint pas op 1 januari 2018.",
            "By 1 December 2017, 2 of the 160 home visits had been made; the project does not begin until 1 January 2018.",
            id="before the period",
        ),
        pytest.param(
            covered(1200, 1300.4, 40, target=2500, target_unit=TargetUnit.HOUSEHOLDS),
            "Op 22 oktober 2019 zijn 1.200 van de 2.500 huishoudens bereikt; 100 minder dan gepland (1.300), ongeveer 40 dagen achter.",
            "By 22 October 2019, 1,200 of the 2,500 households had been reached; 100 fewer than planned (1,300), about 40 days behind.",
            id="households, by the thousand",
        ),
    ],
)
def test_coverage_against_the_plan(exact: Coverage, dutch: str, english: str) -> None:
    assert plain(coverage_sentence(exact, NL)) == dutch
    assert plain(coverage_sentence(exact, EN)) == english


def test_a_part_of_the_project_is_not_held_against_the_whole_target() -> None:
    told = plain(coverage_sentence(covered(12, 96.29, 300), NL, Selection(areas=("Waartplein",))))
    assert told.startswith("In deze keuze zijn 12 gesprekken gevoerd. Doel en planning gelden voor het hele project")
    assert "160" not in told


def curve(spent: int, as_of: date = DAY) -> SpendCurve:
    ends = (PERIOD.start - timedelta(days=1), PERIOD.end - timedelta(days=1))
    return SpendCurve((PERIOD.start, as_of), (0, spent), ends, (0.0, 6_575_000.0), 6_575_000, as_of, PERIOD)


@pytest.mark.parametrize(
    ("spent", "dutch"),
    [
        (4_262_504, "Van het budget van € 65.750 is nog € 23.124,96 over."),
        (0, "Van het budget van € 65.750 is nog € 65.750 over."),
        (7_000_001, "Het project is € 4.250,01 boven het budget van € 65.750."),
        (6_575_000, "Het budget van € 65.750 is precies besteed."),
    ],
    ids=["more", "nothing", "overspent", "all"],
)
def test_spending_without_visits_against_the_budget(spent: int, dutch: str) -> None:
    assert plain(spend_sentence(curve(spent), NL)) == dutch


def by_area(
    *completed: int, without: int = 0, total: int | None = None, group: VisitGroup = VisitGroup.ORGANISATION
) -> CoverageByGroup:
    names = ("de Waart", "MV-straat", "Waartplein")[: len(completed)]
    done = sum(completed) if total is None else total
    return CoverageByGroup(group, names, tuple(count + 2 for count in completed), completed, without, done + 6, done)


@pytest.mark.parametrize(
    ("exact", "dutch"),
    [
        (by_area(55, 20, 16), "Bij de meeste gesprekken was de Waart aanwezig: 55 van de 91."),
        (by_area(30, 31, 30), "Bij de meeste gesprekken was MV-straat aanwezig: 31 van de 91."),
        (by_area(40, 40, 11), "Gelijk bovenaan: de Waart en MV-straat, met elk 40 van de 91 gesprekken."),
        (by_area(5, 0, 0), "Bij alle 5 gesprekken was de Waart aanwezig."),
        (by_area(1, 0, 2, without=1), "Bij de meeste gesprekken was Waartplein aanwezig: 2 van de 3. 1 keer staat er niet wie er aanbelde."),
        (by_area(0, 0, 0), "Er is 6 keer aangebeld, en daar kwam geen gesprek van."),
        (by_area(0, 0, 0, total=3, without=9), "Bij geen van de 3 gesprekken staat een organisatie. 9 keer staat er niet wie er aanbelde."),
        (by_area(60, 50, 9, total=91), "Bij de meeste gesprekken was de Waart aanwezig: 60 van de 91."),
        (by_area(1, 1, total=1), "Het enige gesprek voerden de Waart en MV-straat samen."),
    ],
    ids=["one leads", "by one visit", "a tie", "all in one", "some unknown", "none completed", "all unknown", "joint visits", "one joint visit"],
)  # fmt: skip
def test_visits_by_group(exact: CoverageByGroup, dutch: str) -> None:
    assert coverage_by_sentence(exact, NL) == dutch


def counted(conversation: int = 0, not_at_home: int = 0, refused: int = 0) -> OutcomeCounts:
    counts = dict.fromkeys(Outcome, 0) | {
        Outcome.CONVERSATION: conversation,
        Outcome.NOT_AT_HOME: not_at_home,
        Outcome.REFUSED: refused,
    }
    return OutcomeCounts(counts, {})


@pytest.mark.parametrize(
    ("exact", "dutch"),
    [
        (counted(91, 40, 19), "Er is 150 keer aangebeld; 91 keer kwam het tot een gesprek (61 %). Van de andere 59 is de uitkomst het vaakst ‘niet thuis’: 40 keer."),
        (counted(2, 3, 3), "Er is 8 keer aangebeld; 2 keer kwam het tot een gesprek (25 %). Van de andere 6 is de uitkomst het vaakst ‘niet thuis’ en ‘wil niet’: elk 3 keer."),
        (counted(1, 1), "Er is 2 keer aangebeld; 1 keer kwam het tot een gesprek (50 %). De andere keer: ‘niet thuis’."),
        (counted(0, 4), "Van de 4 keer dat is aangebeld, kwam het nooit tot een gesprek. Van die 4 is de uitkomst steeds ‘niet thuis’."),
        (counted(3), "Alle 3 keer kwam het tot een gesprek."),
        (counted(1), "Er is 1 keer aangebeld: gesprek gevoerd."),
        (counted(), "Er is niet aangebeld."),
    ],
    ids=["usual", "a tie", "two", "none", "all", "one", "no visits"],
)  # fmt: skip
def test_outcomes_of_visits(exact: OutcomeCounts, dutch: str) -> None:
    assert plain(outcomes_sentence(exact, NL)) == dutch


def months(*completed: int) -> OverTime:
    starts = tuple(date(2019, month, 1) for month in range(1, len(completed) + 1))
    return OverTime(Span.MONTH, starts, tuple(count + 1 for count in completed), completed)


@pytest.mark.parametrize(
    ("exact", "dutch"),
    [
        (months(3, 9, 4), "In februari 2019 waren de meeste gesprekken: 9. In maart 2019 zijn er tot nu toe 4."),
        (months(3, 4, 9), "In maart 2019 waren de meeste gesprekken: 9."),
        (
            months(9, 9, 0),
            "De meeste gesprekken waren in januari 2019 en februari 2019: elk 9. In maart 2019 zijn er nog geen.",
        ),
        (months(2, 2, 2, 2), "Het hoogste aantal is 2 gesprekken; dat is in 4 maanden gehaald."),
        (months(0, 1), "In februari 2019 waren de meeste gesprekken: 1."),
        (months(0, 0), "Er is 2 keer aangebeld, en daar kwam geen gesprek van."),
    ],
    ids=["before the last", "the last", "a tie", "many ties", "one", "none"],
)
def test_visits_over_time(exact: OverTime, dutch: str) -> None:
    assert over_time_sentence(exact, NL) == dutch


def spent(*cents: int, lines: tuple[int, ...] | None = None, without: int = 0, other: int = 0) -> SpentByGroup:
    return SpentByGroup(MoneyGroup.CATEGORY, ("Personeel", "Materiaal")[: len(cents)], cents, lines, without, other)


@pytest.mark.parametrize(
    ("exact", "dutch"),
    [
        (spent(300_050, 100_000), "Het meeste geld ging naar Personeel: € 3.000,50 van in totaal € 4.000,50."),
        (spent(100, 100), "Het meeste geld ging naar Personeel en Materiaal: elk € 1 van in totaal € 2."),
        (spent(0, 500, lines=(0, 400)), "Al het geld ging naar Materiaal: € 5. Boven de begroting: Materiaal (€ 1 meer)."),
        (
            spent(500, 400, lines=(500, 400), without=100),
            "Het meeste geld ging naar Personeel: € 5 van in totaal € 10. Bij € 1 staat geen kostensoort.",
        ),
        (
            spent(500, 400, other=400),
            "Het meeste geld ging naar Personeel: € 5 van in totaal € 9. Onder andere kostensoorten dan die van het project staat € 4.",
        ),
        (spent(-500, -100), "Bij geen enkele uitgave is een kostensoort met een positief bedrag bekend."),
        (spent(0, 0), "Er is niets besteed."),
    ],
    ids=["one leads", "a tie", "over its line", "on its line", "other kinds", "only paid back", "nothing"],
)
def test_spending_by_category(exact: SpentByGroup, dutch: str) -> None:
    assert plain(spent_by_sentence(exact, NL)) == dutch


def test_a_year_over_its_budget_lines_is_named() -> None:
    years = SpentOverTime(Span.YEAR, (date(2018, 1, 1), date(2019, 1, 1)), (200_000, 300_000), (250_000, 290_000))
    assert (
        plain(spent_over_time_sentence(years, NL))
        == "In 2019 is het meeste besteed: € 3.000. Boven de begroting: 2019 (€ 100 meer)."
    )


def shares(*counts: int, total: int) -> ThemeShares:
    themes = ("wonen", "zorg en welzijn", "werken")[: len(counts)]
    return ThemeShares(themes, tuple(Rate(count, total, "conversations") for count in counts), counts)


@pytest.mark.parametrize(
    ("exact", "dutch"),
    [
        (shares(48, 20, 12, total=91), "Het vaakst gaat het over wonen: in 48 van de 91 gesprekken (52,7 %)."),
        (shares(5, 5, 0, total=8), "Het vaakst gaat het over wonen en ook zorg en welzijn: elk in 5 van de 8 gesprekken (62,5 %). Niet besproken: werken."),
        (shares(0, 0, total=3), "In geen van de 3 gesprekken is een thema genoteerd."),
        (shares(1, 0, total=1), "Het enige gesprek ging over wonen. Niet besproken: zorg en welzijn."),
        (shares(0, total=0), "Er zijn geen gesprekken gevoerd."),
    ],
    ids=["one leads", "a tie and overlap", "none noted", "one", "no conversations"],
)  # fmt: skip
def test_themes_of_conversations(exact: ThemeShares, dutch: str) -> None:
    assert plain(theme_shares_sentence(exact, NL)) == dutch


def test_themes_by_area_name_the_first_theme_of_each() -> None:
    cross = CrossTable(("wonen", "werken"), ("de Waart", "Waartplein"), ((30, 9), (25, 9)))
    told = theme_by_area_sentence(cross, NL)
    assert (
        told
        == "Gesprekken met bewoners van de Waart gaan het vaakst over wonen. Gesprekken met bewoners van Waartplein gaan het vaakst over wonen en werken."
    )
    named = ChartContext(texts("nl"), areas=(Area("Waartplein", in_text="het Waartplein"),))
    assert "bewoners van het Waartplein gaan" in theme_by_area_sentence(cross, named)
    assert "residents of Waartplein are" in theme_by_area_sentence(cross, replace(named, texts=texts("en")))
    same = CrossTable(("wonen", "werken"), ("de Waart", "Waartplein"), ((30, 9), (25, 8)))
    assert theme_by_area_sentence(same, NL) == "In elk gebied gaat een gesprek het vaakst over wonen."


def test_the_latest_quarter_says_what_it_was_about() -> None:
    starts = (date(2019, 1, 1), date(2019, 4, 1))
    exact = ThemesOverTime(starts, ("wonen", "werken"), ((5, 2), (1, 3)), (6, 4))
    assert themes_over_time_sentence(exact, NL).endswith("ging het vooral over werken: 3 van de 4 gesprekken.")
    quiet = replace(exact, conversations=(6, 0), counts=((5, 0), (1, 0)))
    assert themes_over_time_sentence(quiet, NL).endswith("waren er geen gesprekken.")


def raised(**by_status: int) -> Requests:
    counts = dict.fromkeys(Status, 0) | {Status(name): count for name, count in by_status.items()}
    total = sum(counts.values())
    return Requests(total, 90, counts, 0, Rate(0, total, "requests_with_status"), Rate(0, total, "requests_not_withdrawn"))


@pytest.mark.parametrize(
    ("exact", "dutch"),
    [
        (raised(closed=70, open=20, in_progress=30, referred=12, withdrawn=5), "50 van de 137 hulpvragen lopen nog."),
        (raised(in_progress=1), "De enige hulpvraag loopt nog."),
        (raised(referred=1), "Er loopt geen hulpvraag meer (1 in totaal)."),
        (raised(), "Er zijn geen hulpvragen."),
        (NotAvailable("no_requests"), "Er staan geen hulpvragen in de gegevens."),
    ],
    ids=["some", "the only one", "all done", "none", "not in the data"],
)
def test_requests_that_are_not_done(exact: Requests | NotAvailable, dutch: str) -> None:
    assert requests_answer(exact, NotAvailable("no_requests"), NL) == dutch


def test_a_table_of_themes_and_statuses_adds_up_to_all_requests() -> None:
    statuses = (Status.OPEN, Status.CLOSED)
    chart = themes_and_statuses(RequestsByGroup(RequestGroup.THEME, ("wonen", "zorg"), statuses, ((1, 4), (2, 0)), 3, (0, 2)), NL)
    rows = {row[0]: list(row[1:]) for row in chart.table.to_numpy().tolist()}
    assert list(chart.table.columns) == ["Thema", "Open", "Afgerond", "Samen"]
    assert rows == {"wonen": [1, 4, 5], "zorg": [2, 0, 2], "niet ingevuld": [0, 2, 2], "Samen": [3, 6, 9]}
    assert chart.sentence == "Er zijn 9 hulpvragen: 3 open en 6 afgerond."


def test_owners_are_compared_by_what_waits_with_them() -> None:
    statuses = (Status.OPEN, Status.IN_PROGRESS, Status.CLOSED)
    exact = RequestsByGroup(RequestGroup.OWNER, ("LEVgroep", "Woonpartners"), statuses, ((4, 3, 0), (1, 1, 40)), 5, (5, 0, 0))
    told = by_sentence(exact, NL)
    assert told == "De meeste lopende hulpvragen (7) liggen bij LEVgroep. 5 lopende hulpvragen hebben niemand die ze oppakt."
    done = replace(exact, counts=((0, 0, 4), (0, 0, 40)), without_group=0, of_none=(0, 0, 0))
    assert by_sentence(done, NL) == "Bij niemand loopt nog een hulpvraag."


@pytest.mark.parametrize(
    ("opened", "doing", "longest", "without", "dutch"),
    [
        ((3, 1, 0, 2), (1, 0, 0, 1), 412, 0, "3 wachten langer dan een half jaar; de langste ongeveer 13,5 maand."),
        ((3, 0, 0, 1), (0, 0, 0, 0), 181, 0, "1 wacht langer dan een half jaar: ongeveer 6 maanden."),
        ((3, 0, 0, 0), (0, 0, 0, 0), 1, 1, "Geen ervan wacht langer dan een half jaar; de langste 1 dag. Van 1 hulpvraag is niet bekend hoe lang die wacht."),
        ((1, 0, 0, 0), (0, 0, 0, 0), 12, 0, "Die wacht 12 dagen."),
        ((0, 0, 0, 0), (0, 0, 0, 0), None, 2, "Van 2 hulpvragen is niet bekend hoe lang ze wachten."),
        ((0, 0, 0, 0), (0, 0, 0, 0), None, 0, "Er lopen geen hulpvragen meer."),
    ],
    ids=["some old", "one old", "none old", "one", "no dates", "none"],
)  # fmt: skip
def test_ageing(opened: tuple[int, ...], doing: tuple[int, ...], longest: int | None, without: int, dutch: str) -> None:
    exact = Ageing(opened, doing, NotAvailable("nothing_waiting") if longest is None else longest, without)
    assert ageing_sentence(exact, NL) == dutch


def waits(*days: int | None, theme: str | None = "wonen", owner: str | None = "LEVgroep") -> tuple[WaitingRequest, ...]:
    end = date(2020, 1, 11)
    return tuple(
        WaitingRequest("H1", "B1", theme, owner, "open", None if wait is None else end - timedelta(wait), wait) for wait in days
    )


@pytest.mark.parametrize(
    ("exact", "dutch"),
    [
        (waits(10, 9), "De langst wachtende hulpvraag wacht 10 dagen."),
        (waits(None, None), "Van 2 hulpvragen is niet bekend hoe lang ze wachten."),
        (waits(), "Er lopen geen hulpvragen meer."),
    ],
    ids=["two", "no dates", "none"],
)
def test_what_waits_longest(exact: tuple[WaitingRequest, ...], dutch: str) -> None:
    assert plain(waiting_list_sentence(exact, NL)) == dutch


def test_time_to_close_is_told_with_its_margin() -> None:
    within: dict[int, float | NotAvailable] = {30: 0.31, 60: 0.5, 90: NotAvailable("followed_too_short")}
    exact = TimeToClose((10.0, 52.0), (0.8, 0.5), (0.7, 0.4), (0.9, 0.6), 52.0, (41.0, 70.0), within, 137, 70, 1)
    assert plain(follow_up_sentence(exact, NL)) == (
        "De helft van de hulpvragen is binnen ongeveer 1,5 maand afgerond (tussen 41 dagen en 2,5 maand). Van 1 hulpvraag ontbreekt een datum die hiervoor nodig is; die telt hier niet mee."
    )
    few = replace(exact, closed=9, left_out=0)
    assert follow_up_sentence(few, NL) == (
        "Er zijn pas 9 hulpvragen afgerond waarvan bekend is hoe lang dat duurde. Dat is te weinig om iets over de duur te zeggen (minstens 10)."
    )
    never = replace(exact, closed=0, left_out=0)
    assert follow_up_sentence(never, NL) == "Er is nog geen hulpvraag afgerond waarvan bekend is hoe lang dat duurde."
