"""What is told about the two projects of the sample. Streets other than those of the settings files are invented."""

from __future__ import annotations

from datetime import date

from sample_data.story import Story, Street

LIVING, CARE, WORK, GROWING_UP = "wonen", "zorg en welzijn", "werken", "opgroeien"
TAKE_PART, MAKE_ENDS_MEET, GET_AHEAD = "meedoen", "rondkomen", "vooruitkomen"

GOALS = {
    LIVING: {MAKE_ENDS_MEET: 45, TAKE_PART: 35, GET_AHEAD: 20},
    CARE: {TAKE_PART: 55, MAKE_ENDS_MEET: 30, GET_AHEAD: 15},
    WORK: {GET_AHEAD: 58, MAKE_ENDS_MEET: 34, TAKE_PART: 8},
    GROWING_UP: {TAKE_PART: 50, GET_AHEAD: 42, MAKE_ENDS_MEET: 8},
}
OWNERS = {
    LIVING: {"Woonpartners": 78, "LEVgroep": 16, "Politie": 6},
    CARE: {"LEVgroep": 72, "Gemeente": 20, "Woonpartners": 8},
    WORK: {"LEVgroep": 44, "Gemeente": 56},
    GROWING_UP: {"LEVgroep": 74, "Gemeente": 20, "Politie": 6},
}
USUAL_DAYS = {LIVING: 42, CARE: 74, WORK: 105, GROWING_UP: 60}


def _in_cents(lines: dict[int, dict[str, int]]) -> tuple[tuple[str, int, int], ...]:
    return tuple((category, year, euros * 100) for year, of_year in lines.items() for category, euros in of_year.items())


DE_WAART = Story(
    project="de-waart",
    seed=2080,
    starts=date(2018, 2, 19),
    ends=date(2020, 12, 31),
    pace=3.05,
    streets=(
        Street(
            "Matthijs Vermeulenstraat",
            "Matthijs Vermeulenstraat",
            58,
            "5702 ZA",
            date(2018, 1, 1),
            {LIVING: 82, CARE: 34, WORK: 22},
        ),
        Street("Waartplein", "Waartplein", 34, "5702 ZB", date(2018, 9, 1), {LIVING: 40, CARE: 66, WORK: 26}, 2),
        Street("Componistenlaan", "de Waart", 44, "5702 ZC", date(2018, 11, 1), {LIVING: 46, CARE: 42, WORK: 38}),
        Street("Röntgenstraat", "de Waart", 30, "5702 ZD", date(2019, 6, 1), {LIVING: 38, CARE: 44, WORK: 46}),
        Street("Diepenbrockhof", "de Waart", 32, "5702 ZE", date(2019, 11, 1), {LIVING: 34, CARE: 58, WORK: 30}, 2),
        Street("Badingshof", "de Waart", 34, "5702 ZG", date(2020, 6, 15), {LIVING: 44, CARE: 40, WORK: 44}),
    ),
    goals=GOALS,
    owners=OWNERS,
    days_to_close=USUAL_DAYS,
    spells=(
        (date(2018, 1, 1), date(2018, 6, 4), 0.3),  # a slow start
        (date(2020, 3, 16), date(2020, 5, 25), 0.0),  # the spring in which nobody rang a bell
        (date(2020, 5, 25), date(2020, 7, 13), 0.45),
        (date(2020, 10, 12), date(2021, 1, 1), 0.6),
    ),
    hourly={"LEVgroep": 6_300, "Woonpartners": 5_400, "Politie": 4_100},
    monthly=69_500,
    activities=(
        (date(2018, 6, 23), "opruimdag", "Waartplein", 24),
        (date(2018, 9, 22), "burendag", "Waartplein", 61),
        (date(2018, 12, 14), "koffieochtend", "Matthijs Vermeulenstraat", 17),
        (date(2019, 3, 30), "opruimdag", "de Waart", 31),
        (date(2019, 4, 13), "buurtmoestuin", "Waartplein", 19),
        (date(2019, 5, 25), "buurtmoestuin", "Waartplein", 23),
        (date(2019, 6, 14), "taalcafé", "de Waart", 12),
        (date(2019, 9, 28), "burendag", "Waartplein", 78),
        (date(2019, 10, 11), "taalcafé", "de Waart", 15),
        (date(2019, 11, 22), "koffieochtend", "Matthijs Vermeulenstraat", 22),
        (date(2019, 12, 13), "kerstontmoeting", "Waartplein", 54),
        (date(2020, 1, 24), "taalcafé", "de Waart", 16),
        (date(2020, 2, 21), "koffieochtend", "de Waart", 21),
        (date(2020, 7, 4), "buurtmoestuin", "Waartplein", 14),
        (date(2020, 9, 26), "burendag", "de Waart", 38),
    ),
    budget_lines=_in_cents(
        {
            2018: {"Personeel": 16_500, "Activiteiten": 1_400, "Materiaal": 900, "Communicatie": 1_500, "Overig": 400},
            2019: {"Personeel": 19_250, "Activiteiten": 3_000, "Materiaal": 700, "Communicatie": 900, "Overig": 400},
            2020: {"Personeel": 16_600, "Activiteiten": 2_400, "Materiaal": 600, "Communicatie": 800, "Overig": 400},
        }
    ),
    returns=16,
)

ANNAWIJK = Story(
    project="annawijk",
    seed=2021,
    starts=date(2021, 3, 1),
    ends=date(2022, 6, 30),
    pace=1.6,
    streets=(
        Street(
            "Annawijkstraat", "Annawijk-Noord", 32, "5701 ZA", date(2021, 3, 1), {LIVING: 44, CARE: 46, WORK: 30, GROWING_UP: 24}
        ),
        Street("Heistraat", "Annawijk-Noord", 26, "5701 ZB", date(2021, 9, 1), {LIVING: 38, CARE: 40, WORK: 36, GROWING_UP: 34}, 2),
        Street("Sint Annahof", "Annawijk-Zuid", 22, "5701 ZC", date(2021, 12, 1), {LIVING: 52, CARE: 58, WORK: 18, GROWING_UP: 12}),
        Street("Kapelpad", "Annawijk-Zuid", 18, "5701 ZD", date(2022, 5, 1), {LIVING: 40, CARE: 38, WORK: 38, GROWING_UP: 40}),
    ),
    goals=GOALS,
    owners=OWNERS,
    days_to_close=USUAL_DAYS,
    spells=((date(2021, 1, 1), date(2021, 6, 7), 0.4),),  # a start under lockdown
    hourly={"LEVgroep": 6_700, "Woonpartners": 5_800, "Politie": 4_400},
    monthly=41_000,
    activities=(
        (date(2021, 9, 25), "burendag", "Annawijk-Noord", 33),
        (date(2022, 3, 26), "opruimdag", "Annawijk-Noord", 18),
        (date(2022, 5, 21), "straatspeeldag", "Annawijk-Zuid", 46),
    ),
    budget_lines=_in_cents(
        {
            2021: {"Personeel": 9_600, "Activiteiten": 800, "Materiaal": 400, "Communicatie": 700, "Overig": 200},
            2022: {"Personeel": 10_700, "Activiteiten": 1_000, "Materiaal": 300, "Communicatie": 600, "Overig": 300},
        }
    ),
)
