"""The slides, read back by python-pptx and, chart by chart, by openpyxl: every number is a fact of the report."""

from __future__ import annotations

import io

import openpyxl
import pptx
import pytest

from adv.formats import CENTS
from adv.report.fact import FactKind
from adv.report.facts import About
from adv.report.writers import writer
from tests.charts.states import STATES
from tests.report.reports import of_sample, of_state


def test_long_conclusions_go_on_on_another_slide_and_no_chart_is_empty() -> None:
    words = "Wij bespreken dit met de bewoners. " * 100
    report = of_sample(2019, about=About(texts={"draft.never": words}))
    found = pptx.Presentation(io.BytesIO(writer("pptx")(report))).slides
    told = [shape.text_frame.text for slide in found for shape in slide.shapes if shape.has_text_frame]
    assert max(map(len, told)) < 900
    assert " ".join(told).count("bewoners.") == 100
    small = pptx.Presentation(io.BytesIO(writer("pptx")(of_state(STATES["one visit"](), is_drawn=True)))).slides
    charts = [shape.chart for slide in small for shape in slide.shapes if shape.has_chart]
    assert charts
    assert all(list(chart.plots[0].series) for chart in charts)


def slides(number: int = 2019) -> pptx.presentation.Presentation:
    return pptx.Presentation(io.BytesIO(writer("pptx")(of_sample(number))))


@pytest.mark.parametrize("number", [2018, 2019, 2020])
def test_every_number_of_a_chart_is_a_fact(number: int) -> None:
    facts = of_sample(number).facts.values()
    known = {fact.number / (CENTS if fact.kind is FactKind.CENTS else 1) for fact in facts if isinstance(fact.value, int | float)}
    charts = [shape.chart for slide in slides(number).slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) >= 4
    for chart in charts:
        drawn = {value for series in chart.plots[0].series for value in series.values}
        assert drawn <= known
        sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
        assert {cell for row in sheet.iter_rows(min_row=2, min_col=2, values_only=True) for cell in row} == drawn


def test_every_slide_has_a_title_its_source_and_texts_for_who_cannot_see_it() -> None:
    for slide in list(slides().slides)[1:]:
        assert slide.shapes.title.text.strip()
        assert slide.notes_slide.notes_text_frame.text.strip()
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type == 13:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr")
        assert {run.get("lang") for run in slide.shapes._spTree.xpath(".//a:r/a:rPr")} == {"nl-NL"}


def test_powerpoint_opens_it_without_a_question() -> None:
    show = slides()
    for chart in (shape.chart for slide in show.slides for shape in slide.shapes if shape.has_chart):
        assert all(int(axis) >= 0 for axis in chart._chartSpace.xpath(".//c:axId/@val | .//c:crossAx/@val"))
    pictures = [shape for slide in show.slides for shape in slide.shapes if shape.shape_type == 13]
    assert len(pictures) == 4
    for picture in pictures:
        (link,) = picture._element.xpath(".//*[local-name()='svgBlip']/@*")
        assert picture.part.related_part(link).blob.startswith(b"<svg")


def test_notes_say_what_words_mean() -> None:
    notes = [slide.notes_slide.notes_text_frame.text for slide in list(slides().slides)[1:]]
    assert any("\nPlanning: " in note for note in notes)


def test_slides_are_as_wide_as_a_screen_and_nothing_lies_beside_them() -> None:
    show = slides()
    assert abs(show.slide_width / show.slide_height - 16 / 9) < 0.001
    for slide in show.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= show.slide_width
            assert shape.top + shape.height <= show.slide_height


@pytest.mark.parametrize("name", ["no data at all", "one visit", "hostile names", "overspent"])
def test_every_state_can_be_written(name: str) -> None:
    assert len(pptx.Presentation(io.BytesIO(writer("pptx")(of_state(STATES[name](), "en", is_drawn=True)))).slides) >= 2
