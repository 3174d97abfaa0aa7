"""Sentences: true in every state, short, without a digit of their own; the samples as a person reads them."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adv.errors import AdvError
from adv.model import Period
from adv.report.blocks import Draft, OwnText, Table
from adv.report.fact import Fact
from adv.report.facts import About
from adv.settings import load_project
from adv.texts import LANGUAGES, texts
from tests.charts.states import STATES
from tests.report.plain import plain, sentences
from tests.report.reports import of_sample, of_state

if TYPE_CHECKING:
    from collections.abc import Callable

    from adv.report.outline import Report

TOLD = Path(__file__).parent / "told"
LONGEST = 22  # words


def _of_state(name: str) -> Report:
    return of_state(STATES[name]())


FORBIDDEN = ("circa", "alsmede", "reeds", "betreft", "verbeterd", "verslechterd", "dankzij", "door het project", "impact")
HALF = Period(date(2019, 1, 1), date(2019, 7, 1))
READ = ("no data at all", "one visit", "behind", "target reached", "target passed", "overspent", "a standstill")
SNAPSHOTS: dict[str, Callable[[], Report]] = {
    **{f"de Waart {number}": partial(of_sample, number) for number in (2018, 2019, 2020)},
    "de Waart 2019 in English": partial(of_sample, 2019, language="en"),
    "de Waart half 2019": partial(of_sample, period=HALF),
    **{f"Annawijk {number}": partial(of_sample, number, name="annawijk") for number in (2021, 2022)},
    **{name: partial(_of_state, name) for name in READ},
}


@pytest.mark.parametrize("name", SNAPSHOTS)
def test_a_report_reads_as_it_was_read_by_a_person(name: str, *, regenerates: bool) -> None:
    file, told = TOLD / f"{name}.txt", plain(SNAPSHOTS[name]())
    if regenerates:
        TOLD.mkdir(exist_ok=True)
        file.write_text(told, encoding="utf-8")
    assert told == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_has_a_digit(language: str) -> None:
    known = texts(language)
    with_digits = {key for key in known.entries if key.startswith("report.") and re.search(r"\d", known(key))}
    assert not with_digits


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", STATES)
def test_every_state_is_told_in_whole_short_sentences(name: str, language: str) -> None:
    report = of_state(STATES[name](), language)
    told = plain(report)
    assert not re.search(r"\b(None|nan|inf)\b|NotAvailable|\{|@words", told.replace("{b}", "").replace("%{x}", ""))
    assert "−0 " not in told
    if name == "hostile names":
        return  # a name may be as long as it likes
    for sentence in sentences(report):
        for part in re.split(r"(?<=[.?!]) (?=[A-Z0-9])", report.words.say(sentence).replace("\u00a0", " ")):
            assert len(part.split()) <= LONGEST, part


@pytest.mark.parametrize("word", FORBIDDEN)
def test_no_word_that_the_reader_does_not_use_or_that_claims_a_cause(word: str) -> None:
    known = texts("nl")
    assert not [key for key in known.entries if key.startswith("report.") and re.search(rf"\b{word}\b", known(key), re.IGNORECASE)]


def test_numbers_of_a_table_add_up_in_view() -> None:
    for number in (2018, 2019, 2020):
        for table in (block for block in of_sample(number).blocks if isinstance(block, Table) and block.has_total):
            if table.key in {"team", "themes"}:
                continue  # one visit counts for two organisations, a conversation for two themes
            for column in range(1, len(table.heads)):
                cells = [row[column] for row in table.rows]
                values = [cell.number for cell in cells if isinstance(cell, Fact)]
                if len(values) == len(cells):
                    assert sum(values[:-1]) == values[-1], (table.key, column)


def test_of_a_period_after_the_data_nothing_is_said() -> None:
    with pytest.raises(AdvError, match="report_not_yet"):
        of_sample(2021)


def test_a_large_difference_asks_for_an_explanation() -> None:
    def asked(report_year: int) -> set[str]:
        return {block.slot for block in of_sample(report_year).blocks if isinstance(block, OwnText) and block.is_wanted}

    assert "explain.visits" in asked(2018)  # 45 of the 53 that were planned
    assert not {"explain.visits", "explain.money"} & asked(2020)  # 157 of 160


def test_a_year_over_its_lines_is_said_although_the_project_is_within_its_budget() -> None:
    told = plain(of_sample(2019))
    assert "In 2019 is €\u00a0969 meer uitgegeven dan voor dat jaar begroot." in told
    assert "Dat is €\u00a0117 meer dan gepland op deze datum." in told
    assert "118" not in told


def test_drafts_are_to_be_confirmed_before_a_report_is_finished() -> None:
    drafts = {block.slot for block in of_sample(2019).blocks if isinstance(block, Draft)}
    assert drafts == {"draft.over_year", "draft.never"}
    assert drafts <= {block.slot for block in of_sample(2019).unfinished}
    about = About(confirmed=frozenset({"draft.over_year"}), texts={"draft.never": "Onze eigen zin."})
    assert not drafts & {block.slot for block in of_sample(2019, about=about).unfinished}


def test_a_project_of_several_states_names_its_areas_as_a_sentence_does() -> None:
    assert load_project("de-waart").areas[1].in_text == "de Matthijs Vermeulenstraat"
    assert "de Matthijs Vermeulenstraat en het Waartplein" in plain(of_sample(2020))
