"""In every state of a project, every chart and headline says something, in both languages, that can be read and is safe."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import plotly.graph_objects as go
import plotly.io as pio
import pytest

from adv.charts.chart import PLACES
from adv.charts.chart_context import ChartContext
from adv.charts.forecast.outlook import answer_sentence
from adv.metrics.coverage import coverage
from adv.metrics.forecast import forecast
from adv.metrics.spans import Span
from adv.texts import texts
from adv.ui.server.static_files import TRACES
from tests.charts.drawn import CHARTS, TABLES, charts, headlines_of, whole
from tests.charts.states import HOSTILE, STATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LANGUAGES = ("nl", "en")
LEFT_OVER = re.compile(r"\bnan\b|\bNone\b(?! of)|[{}]|NotAvailable|\binf\b|  |\.\.|\s[.,;:]|\(\)|-\d")
CARRIES_DATA = {"customdata"}  # not drawn
NOT_DRAWN = {*TABLES, "backtest", "final_cost", "paired_change"}  # of two days: these need quarters, or the same home twice
NOT_DRAWN |= {"marks"}  # of one year: a table
NOT_DRAWN |= {"activities", *(f"activities_per_{span.value}" for span in Span)}  # there are none with hostile names
ALLOWED_TAGS = ("<br>", "<b>", "</b>", "<extra></extra>")

every_language = pytest.mark.parametrize("language", LANGUAGES)


def without_hostile(text: str) -> str:
    return text.replace(HOSTILE, "Naam")


def begins_well(text: str) -> bool:
    return text[0].isupper() or text[0].isdigit() or text[0] == "€"


@every_language
def test_every_sentence_can_be_read(language: str) -> None:
    wrong = {}
    for name in STATES:
        for key, chart in charts(name, language).items():
            for text in (chart.sentence, chart.title, chart.alt):
                told = without_hostile(text)
                if not told or LEFT_OVER.search(told) or not begins_well(told):
                    wrong[name, key] = text
            if not chart.sentence.endswith(".") or chart.sentence not in chart.alt:
                wrong[name, key] = chart.sentence
    assert not wrong


@every_language
def test_every_headline_can_be_read(language: str) -> None:
    wrong = {}
    for name in STATES:
        answers = headlines_of(STATES[name](), ChartContext(texts(language)))
        assert [answer.key for answer in answers] == ["visits", "euros", "requests", "social"], name
        for answer in answers:
            if not answer.verdict.why.endswith("."):
                wrong[name, answer.key] = answer.verdict.why
            for text in (answer.label, answer.value, answer.verdict.word, answer.verdict.why):
                if not text or LEFT_OVER.search(without_hostile(text)):
                    wrong[name, answer.key] = text
    assert not wrong


@every_language
def test_the_answer_of_the_forecast_can_be_read(language: str) -> None:
    wrong = {}
    for name in STATES:
        chosen = whole(STATES[name]())
        told = answer_sentence(chosen.measured(forecast), chosen.measured(coverage), ChartContext(texts(language)))
        if not told.endswith(".") or not begins_well(told) or LEFT_OVER.search(told):
            wrong[name] = told
    assert not wrong


@pytest.mark.parametrize(("is_dark", "names"), [(False, STATES), (True, ("behind",))], ids=["light", "dark"])
def test_every_figure_is_one_that_plotly_knows(is_dark: bool, names: Iterable[str]) -> None:  # noqa: FBT001 - pytest fills it in
    wrong = {}
    for name in names:  # in the dark only colours differ, which the state does not change
        for key, chart in charts(name, "nl", is_dark=is_dark).items():
            try:
                go.Figure(None if chart.figure is None else chart.figure.to_dict())
            except ValueError as error:
                wrong[name, key] = str(error)[:300]
    assert not wrong


def test_every_table_has_values_everywhere_and_the_same_shape_in_both_languages() -> None:
    wrong = set()
    for name in STATES:
        english = charts(name, "en")
        for key, dutch in charts(name, "nl").items():
            is_whole = not dutch.table.isna().any(axis=None) and dutch.table.shape == english[key].table.shape
            names_apart = len(set(dutch.table.columns)) == len(dutch.table.columns)
            if not (is_whole and names_apart and (dutch.figure is None or len(dutch.table))):
                wrong.add((name, key))
    assert not wrong


def strings(node: object) -> Iterator[str]:
    """Every text in a figure that may be drawn."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            if key not in CARRIES_DATA:
                yield from strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from strings(value)


@every_language
def test_no_name_from_the_data_is_read_as_html_in_a_figure(language: str) -> None:
    drawn = set()
    for key, chart in charts("hostile names", language).items():
        if key in NOT_DRAWN:
            continue
        assert chart.figure is not None, key
        for text in strings(json.loads(chart.figure.to_json())):
            bare = text
            for tag in ALLOWED_TAGS:
                bare = bare.replace(tag, "")
            assert not set(bare) & set("<>"), key
            if "&lt;img" in text:
                drawn.add(key)
    named = {"visits_by_organisations", "outcomes", "theme_shares", "theme_by_area"}
    named |= {"theme_by_goal", "themes_over_time", "requests_by_owner", "requests_by_area", "spent_by_category"}
    named |= {"reach_by_area", "reach_by_street", "homes"}
    assert named <= drawn


def test_no_name_from_the_data_stands_in_a_template_that_plotly_fills_in() -> None:
    for key, chart in charts("hostile names", "nl").items():
        if key in NOT_DRAWN:
            continue
        assert chart.figure is not None
        for trace in json.loads(chart.figure.to_json())["data"]:
            assert trace.get("hovertemplate", "%{hovertext}<extra></extra>") == "%{hovertext}<extra></extra>"
            assert trace.get("texttemplate", "%{text}") == "%{text}"


def test_every_definition_is_there() -> None:
    context = ChartContext(texts("nl"))
    defined = {key for name in STATES for chart in charts(name, "nl").values() for key in chart.definitions}
    defined |= {key for name in STATES for answer in headlines_of(STATES[name](), context) for key in answer.definitions}
    assert not {key for key in defined if f"definitions.{key}.text" not in context.texts}


def test_a_bar_carries_the_code_that_a_click_chooses() -> None:
    drawn = charts("target passed", "nl")
    codes = {
        key: [row[0] for row in chart.figure.data[0].customdata] for key, chart in drawn.items() if chart.figure and chart.selects
    }
    project = STATES["target passed"]().project
    assert (drawn["reach_by_area"].selects, codes["reach_by_area"]) == ("area", list(project.area_names))
    assert (drawn["outcomes"].selects, codes["outcomes"]) == ("area", ["", *project.area_names])
    assert drawn["visits_by_organisations"].selects == "organisation"
    assert codes["visits_by_organisations"] == [name for name in project.partners if name in codes["visits_by_organisations"]] != []
    assert (drawn["theme_shares"].selects, codes["theme_shares"]) == ("theme", list(project.themes))
    assert (drawn["goals"].selects, codes["goals"]) == ("goal", list(project.goals))
    assert drawn["burn_up"].selects is None


def test_figures_have_a_style_of_their_own_whatever_the_default_template() -> None:
    before, context = pio.templates.default, ChartContext(texts("nl"))
    try:
        pio.templates.default = "plotly_dark"
        chart = CHARTS["burn_up"](STATES["behind"](), context)
    finally:
        pio.templates.default = before
    assert chart.figure is not None
    layout = json.loads(chart.figure.to_json())["layout"]
    assert not layout["template"]
    assert layout["font"]["color"] == context.style.text


def test_spent_per_year_and_per_quarter_never_share_a_key_on_their_page() -> None:
    for name in STATES:
        drawn = charts(name, "nl")
        assert drawn["spent_by_year beside its lines"].key != drawn["spent_per_quarter"].key, name


@every_language
def test_no_number_of_a_table_is_rounded_and_then_written_with_more_decimals(language: str) -> None:
    """Shares have one decimal, as in the sentences; a number that was rounded to one must not be shown with two."""
    wrong = {}
    for name in STATES:
        for key, chart in charts(name, language).items():
            one = chart.table.attrs.get(PLACES, {})
            for column in map(str, chart.table.select_dtypes("float")):
                numbers = chart.table[column].dropna()
                if column not in one and ("%" in column or ((numbers * 10 % 1 == 0).all() and (numbers % 1 != 0).sum() > 1)):
                    wrong[key, column] = numbers.tolist()
    assert not wrong


def test_no_day_stands_in_the_legend_of_the_fan_that_lies_beyond_its_axis() -> None:
    wrong = set()
    for name in STATES:
        for key in ("forecast", "forecast_changed"):
            figure = charts(name, "nl")[key].figure
            if figure is None or figure.layout.xaxis.range is None:
                continue
            last = str(figure.layout.xaxis.range[1])
            if any("markers" in str(trace.mode) and max(map(str, trace.x)) > last for trace in figure.data):
                wrong.add((name, key))
    assert not wrong


def test_no_chart_has_a_trace_that_is_left_out_of_the_browsers_plotly() -> None:
    drawn = (chart.figure for name in STATES for chart in charts(name, "nl").values() if chart.figure is not None)
    kinds = {trace.type for figure in drawn for trace in figure.data}
    assert kinds <= {"scatter", *TRACES}
