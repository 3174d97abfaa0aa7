"""The catalogue is whole: every indicator has its texts and its place in the manual, and its rows make its number."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import pytest

from adv.commands.summary.figures import ORDER
from adv.indicators import INDICATORS, figures
from adv.indicators.as_json import CENTS, as_json
from adv.indicators.entry import Measured
from adv.indicators.manual import MANUAL, manual
from adv.metrics.source_rows import Unit, number_behind, rows_behind
from adv.metrics.values import Rate
from adv.texts import texts
from tests.charts.states import STATES

if TYPE_CHECKING:
    from adv.indicators.entry import Figure

COUNTED = {figure.path: (one, figure) for one, figure in figures() if figure.is_count}


@cache
def measured(name: str) -> Measured:
    state = STATES[name]()
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
        assert one.rows is not None, path
        told = number(figure, of, one.rows.unit)
        rows = number_behind(of(rows_behind, one.rows), one.rows)
        if told is not None and told != rows:
            wrong[path] = (told, rows)
    assert not wrong


def test_there_is_a_state_in_which_every_indicator_with_rows_has_some() -> None:
    empty = {
        path
        for path, (one, figure) in COUNTED.items()
        if one.rows and not any(number(figure, measured(name), one.rows.unit) for name in STATES)
    }
    assert not empty
