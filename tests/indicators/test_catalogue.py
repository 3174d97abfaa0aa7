"""The catalogue is whole: every indicator has its texts and its place in the manual, and its rows make its number."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from adv.commands.summary.figures import ORDER, summarise
from adv.dataset import empty_dataset
from adv.formats import CENTS
from adv.indicators import INDICATORS, figures
from adv.indicators.entry import Measured, as_json
from adv.indicators.manual import MANUAL, manual
from adv.metrics.source_rows import Unit, number_behind, rows_behind
from adv.metrics.values import Rate
from adv.texts import texts
from adv.workbook.understood import Intake
from tests.charts.states import STATES, WAART, State, visit
from tests.datasets import make_dataset

if TYPE_CHECKING:
    from adv.indicators.entry import Figure

NOTHING_FOUND = Intake(empty_dataset(WAART), (), (), {})
COUNTED = {figure.path: (one, figure) for one, figure in figures() if figure.is_count}


@cache
def measured(name: str) -> Measured:
    state = FAR if name == NEVER else STATES[name]()
    return Measured(state.chosen, state.project, state.as_of)


def number(figure: Figure, of: Measured, unit: Unit) -> int | None:
    """What is counted of a figure: of a rate its numerator."""
    found = figure.of(of)
    if isinstance(found, Rate):
        return found.numerator
    if isinstance(found, float):
        return round(found * CENTS) if unit is Unit.CENTS else round(found)
    return found if isinstance(found, int) else None


def test_the_manual_is_up_to_date() -> None:
    assert MANUAL.read_text(encoding="utf-8") == manual(texts("en")), "make manual"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_indicator_has_a_meaning_and_every_meaning_an_indicator(language: str) -> None:
    assert {key.split(".")[1] for key in texts(language, "definitions").entries} == set(INDICATORS)


def test_every_figure_has_a_place_of_its_own() -> None:
    paths = [figure.path for _, figure in figures()]
    assert len(set(paths)) == len(paths)
    assert {f"{section}.{name}" for section, names in ORDER.items() for name in names.split()} <= {
        ".".join(path.split(".")[:2]) for path in paths
    }


@pytest.mark.parametrize("name", STATES)
def test_every_figure_is_one_that_json_can_hold(name: str) -> None:
    told = {figure.path: as_json(figure.of(measured(name))) for _, figure in figures()}
    assert json.loads(json.dumps(told, allow_nan=False)) == told


@pytest.mark.parametrize("name", STATES)
def test_the_rows_of_an_indicator_make_its_number(name: str) -> None:
    of, wrong = measured(name), {}
    for path, (one, figure) in COUNTED.items():
        assert one.basis.rows is not None, path
        told = number(figure, of, one.basis.rows.unit)
        rows = number_behind(of(rows_behind, one.basis.rows), one.basis.rows)
        if told is not None and told != rows:
            wrong[path] = (told, rows)
    assert not wrong


def test_there_is_a_state_in_which_every_indicator_with_rows_has_some() -> None:
    empty = {
        path
        for path, (one, figure) in COUNTED.items()
        if one.basis.rows and not any(number(figure, measured(name), one.basis.rows.unit) for name in STATES)
    }
    assert not empty


NEVER = "an end that never comes"
WEEKS = [date(2019, 1, 9) + timedelta(weeks=week) for week in range(40)]
FAR = State(  # one visit a week, and an end that lies beyond every forecast
    replace(WAART, target=100_000),
    make_dataset(
        WAART,
        visits=[visit(number, visited_on=day) for number, day in enumerate(WEEKS)],
        expenses=[{"booked_on": day, "cents": 5_000} for day in WEEKS],
    ),
    WEEKS[-1] + timedelta(days=4),
)


@pytest.mark.parametrize("name", [*STATES, NEVER])
def test_every_figure_can_be_told_in_every_state(name: str) -> None:
    told = summarise(NOTHING_FOUND, measured(name))
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_an_end_that_never_comes_has_no_amount() -> None:
    told = summarise(NOTHING_FOUND, measured(NEVER))
    assert told["budget"]["spent"] > 0
    assert told["budget"]["final_cost"]["p90"] is None
