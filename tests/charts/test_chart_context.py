"""The style of charts: colours that everybody tells apart, axes in the user's language, names that stay names."""

from __future__ import annotations

import itertools
import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from adv.charts.axes import MOST_TICKS, span_axis, time_axis
from adv.charts.chart_context import ChartContext, escaped, plotly_config, shortened, wrapped
from adv.charts.kinds.bars import MOST_BARS, folded
from adv.charts.kinds.heat import Grid, heat
from adv.charts.kinds.lines import value_at
from adv.formats import MONTHS
from adv.metrics.homes import Home
from adv.model import Outcome, Status
from adv.palette import DARK, LIGHT, PRINT, Style
from adv.texts import texts

NL, EN = ChartContext(texts("nl")), ChartContext(texts("en"))
TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
APART = 14  # in CIELAB: seen at a glance as different
STEP = 1.29  # of luminance: seen as different in a grey print
# Machado, Oliveira, Fernandes (2009), severity 1.0
COLOUR_BLIND = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
Colour = tuple[float, float, float]


def linear(color: str) -> Colour:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def luminance(color: str) -> float:
    red, green, blue = linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def seen(color: str, kind: str) -> Colour:
    """A colour in CIELAB as somebody with this kind of colour blindness sees it."""
    rgb = linear(color)
    if kind in COLOUR_BLIND:
        red, green, blue = (min(1.0, max(0.0, sum(a * b for a, b in zip(row, rgb, strict=True)))) for row in COLOUR_BLIND[kind])
        rgb = (red, green, blue)
    matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.95047, 1.0, 1.08883)
    x, y, z = (sum(a * b for a, b in zip(row, rgb, strict=True)) / unit for row, unit in zip(matrix, white, strict=True))
    fx, fy, fz = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: str, other: str, kind: str) -> float:
    return math.dist(seen(one, kind), seen(other, kind))


each_look = pytest.mark.parametrize("theme", [LIGHT, DARK, PRINT], ids=["light", "dark", "paper"])


@each_look
def test_every_colour_stands_out_from_the_background_and_carries_a_number(theme: Style) -> None:
    colours = {*theme.categorical, theme.text, theme.muted, *map(theme.of, (*Outcome, *Status, *Home))}
    assert not {colour for colour in colours if contrast(colour, theme.background) < TEXT_CONTRAST}


@each_look
def test_text_can_be_read_on_every_shade_of_a_heat_map(theme: Style) -> None:
    assert min(contrast(theme.text, shade) for shade in theme.heat) >= TEXT_CONTRAST
    assert contrast(*theme.heat) > 1.5


def meeting(theme: Style) -> dict[str, list[str]]:
    """Colours that stand in one chart and are told apart by nothing else."""
    return {
        "outcomes": list(map(theme.of, Outcome)),
        "statuses": list(map(theme.of, Status)),
        "homes": list(map(theme.of, Home)),
        "done, aimed at, wrong": [theme.done, theme.aim, theme.wrong],
        "waits": list(theme.wait_bands),
    }


@each_look
@pytest.mark.parametrize("kind", ["none", *COLOUR_BLIND])
def test_colours_that_meet_in_a_chart_are_told_apart_by_everyone(theme: Style, kind: str) -> None:
    pairs = [pair for colours in meeting(theme).values() for pair in itertools.combinations(colours, 2)]
    assert {pair: distance(*pair, kind) for pair in pairs if distance(*pair, kind) < APART} == {}


@each_look
def test_colours_that_meet_in_a_chart_are_told_apart_in_a_grey_print(theme: Style) -> None:
    pairs = [pair for colours in meeting(theme).values() for pair in itertools.combinations(colours, 2)]
    assert {pair: contrast(*pair) for pair in pairs if contrast(*pair) < STEP} == {}


@each_look
def test_what_waits_longer_stands_out_more(theme: Style) -> None:
    seen_against = [contrast(color, theme.background) for color in theme.wait_bands]
    assert seen_against == sorted(seen_against)
    assert seen_against[0] >= TEXT_CONTRAST


def test_the_shades_of_a_heat_map_go_from_none_to_its_largest() -> None:
    grid = Grid(rows=("a", "b"), columns=("x", "y"), counts=((1, 4), (2, 0)), totals=None, hover="theme.theme_by_goal.hover")
    (shown, *_), (nothing, *_) = (heat(NL, one).data for one in (grid, replace(grid, counts=((0, 0), (0, 0)))))
    assert (shown.zmin, shown.zmax) == (0, 4)
    assert (nothing.zmin, nothing.zmax) == (0, 1)


DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


@given(DAYS, st.integers(0, 20_000))
def test_an_axis_of_time_has_few_ticks_within_it_each_in_the_users_language(first: date, span: int) -> None:
    last = first + timedelta(days=span)
    axis = time_axis(first, last, NL)
    ticks = [date.fromisoformat(tick) for tick in axis["tickvals"]]
    assert len(ticks) <= MOST_TICKS
    assert ticks == sorted(set(ticks))
    assert all(first <= tick <= max(last, first + timedelta(days=1)) for tick in ticks)
    assert all(MONTHS["nl"][tick.month - 1] in text for tick, text in zip(ticks, axis["ticktext"], strict=True))
    assert all(str(tick.year) in text for tick, text in list(zip(ticks, axis["ticktext"], strict=True))[:1])


def test_three_years_are_labelled_by_half_year() -> None:
    axis = time_axis(date(2018, 1, 1), date(2021, 1, 1), NL)
    assert axis["ticktext"] == ["jan<br>2018", "jul", "jan<br>2019", "jul", "jan<br>2020", "jul", "jan<br>2021"]
    assert time_axis(date(2019, 3, 1), date(2019, 3, 20), EN)["ticktext"][0] == "1 Mar<br>2019"


def test_many_months_are_labelled_by_whole_quarters_or_halves_from_whatever_month_they_begin() -> None:
    months = [NL.formats.month(date(2018 + (number + 1) // 12, (number + 1) % 12 + 1, 1)) for number in range(35)]
    assert span_axis(months, NL)["ticktext"] == ["jul<br>2018", "jan<br>2019", "jul", "jan<br>2020", "jul"]
    assert span_axis(months[:14], NL)["ticktext"] == ["apr<br>2018", "jul", "okt", "jan<br>2019"]
    days = [date(2018 + (number + 2) // 4, (number + 2) % 4 * 3 + 1, 1) for number in range(20)]
    for known, labels in ((NL, ["1e kw.<br>2019", "1e kw.<br>2020"]), (EN, ["Q1<br>2019", "Q1<br>2020"])):
        assert span_axis([known.formats.quarter(day) for day in days], known)["ticktext"][:2] == labels


def test_spans_have_as_many_labels_as_fit() -> None:
    quarters = [NL.formats.quarter(date(2018 + number // 4, number % 4 * 3 + 1, 1)) for number in range(12)]
    assert span_axis(quarters, NL)["ticktext"][:3] == ["1e kw.<br>2018", "3e kw.", "1e kw.<br>2019"]
    months = [NL.formats.month(date(2018 + number // 12, number % 12 + 1, 1)) for number in range(36)]
    assert len(span_axis(months, NL)["ticktext"]) <= MOST_TICKS


@given(st.text())
def test_a_name_stays_a_name(name: str) -> None:
    for told in (escaped(name), shortened(name, 20), wrapped(name).replace("<br>", " ")):
        assert not set(told) & set("<>")


def test_a_tag_from_a_cell_is_taken_apart() -> None:
    assert escaped('<img src=x onerror="alert(1)">&lt;') == '&lt;img src=x onerror="alert(1)"&gt;&amp;lt;'
    assert wrapped("Matthijs Vermeulenstraat") == "Matthijs<br>Vermeulenstraat"
    assert shortened("een heel lange naam van een organisatie", 12) == "een heel la…"


@given(st.lists(st.integers(0, 50), min_size=0, max_size=40))
def test_folding_many_groups_loses_nothing(counts: list[int]) -> None:
    names = [f"naam {place}" for place in range(len(counts))]
    found = folded(names, [(count,) for count in counts], "Overige")
    assert len(found.names) == len(found.counts) == len(found.members) <= MOST_BARS
    assert sum(found.values(0)) == sum(counts)
    assert sorted(name for members in found.members for name in members) == sorted(names)
    alone = [members[0] for members in found.members if len(members) == 1]
    assert (len(alone) < len(found.names)) == (len(counts) > MOST_BARS)
    assert [name for name in names if name in alone] == alone == list(found.names[: len(alone)])


def test_the_plan_runs_straight_between_its_points_and_flat_outside() -> None:
    days, values = (date(2018, 1, 1), date(2018, 1, 11), date(2018, 1, 31)), (0.0, 10.0, 20.0)
    told = [value_at(date(2018, 1, day), days, values) for day in (1, 6, 11, 21, 31)]
    assert told == [0.0, 5.0, 10.0, 15.0, 20.0]
    assert value_at(date(2017, 1, 1), days, values) == 0.0
    assert value_at(date(2020, 1, 1), days, values) == 20.0
    assert value_at(date(2020, 1, 1), (), ()) == 0.0


def test_plotly_speaks_dutch_and_keeps_the_figures_here() -> None:
    config = plotly_config("nl")
    assert config["locale"] == "nl"
    assert config["locales"]["nl"]["format"]["shortMonths"][2] == "mrt"
    assert config["locales"]["nl"]["format"]["decimal"] == ","
    for language in ("nl", "en"):
        told = plotly_config(language)
        assert (told["displaylogo"], told["responsive"], told["displayModeBar"]) == (False, True, False)
        assert told["showSendToCloud"] is False
    assert "locales" not in plotly_config("en")
