"""The account as slides for a meeting: a sentence as title, one chart that can be edited or one picture, the source, and notes."""

from __future__ import annotations

import io
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Any

import pptx
from msgspec import Struct
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.util import Cm, Pt

from adv import palette
from adv.palette import PRINT
from adv.report.blocks import Draft, Heading, Listing, OwnText, Paragraph, Photo, Picture, Said, Table
from adv.report.fact import Fact
from adv.report.writers.office import LANGUAGES, drawn_as, pngs, saved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pptx.presentation import Presentation
    from pptx.slide import Slide

    from adv.report.outline import Report

WIDTH, HEIGHT = Cm(33.867), Cm(19.05)  # 16 : 9
MARGIN, TOP = Cm(1.8), Cm(4.6)
INK, BLUE, NOTE, RULE, AMBER, RED, WHITE = (
    RGBColor.from_string(color[1:].upper())
    for color in (palette.INK, palette.DEEP, palette.NOTE, palette.RULE, palette.AMBER, PRINT.wrong, PRINT.background)
)
LETTER = "Calibri"
# On paper that may be grey the three differ by more than 3 : 1 from their neighbours.
COLORS = (RULE, BLUE, AMBER, RED)
SPOKEN = {  # the sentence that is the title of a slide, by its table, where another slide has the table's first one
    "years": ".year_",
    "status": "report.summary.unfinished",
    "neighbourhoods": "report.programme.ever",
    "goals_beside": "report.published.raised",
}
CHARTED = ("areas", "themes", "requests", "goals", "categories", "years", "money_beside")
LISTED = ("agreement", "status", "neighbourhoods", "goals_beside")
PICTURED = (
    "burn_up",
    "funnel",
    "outcomes",
    "follow_up",
    "forecast_fan",
    "published_visits",
    "published_visits_beside",
)  # the others show what a chart of the slides shows too
MONEY = "€ #,##0"
FULL, LINE = 800, 80  # signs that a slide holds, and those that the end of a point takes
FIRST = 1.6  # of the width of another column: it names the rows
LEFT_OUT = {"report.row.closed_for", "report.row.closed_for_about", "report.row.income"}  # goals have a slide of their own
LONGEST_FIRST_LINE = 120  # signs of a line on the first slide
TITLE_ONLY = 5  # the place of that layout in python-pptx's own template


class Shown(Struct, frozen=True):
    """One slide: its title, what is on it, and all that the report says around it."""

    title: str
    block: Table | Picture | Photo | tuple[str, ...]
    notes: str


def write(report: Report) -> bytes:
    """Write the slides. The same report gives the same bytes."""
    show = _presentation()
    _first(show, report)
    slides = list(_slides(report))
    meanings = _meanings(report)
    drawn = pngs(shown.block for shown in slides)
    for shown in slides:
        slide = _titled(show, report, shown)
        told = [
            f"{name}: {meant}" for name, meant in meanings.items() if name.casefold() in f"{shown.title} {shown.notes}".casefold()
        ]
        slide.notes_slide.notes_text_frame.text = "\n".join([shown.notes, *told])
        match shown.block:
            case Picture():
                _picture(slide, drawn[shown.block.key], shown.block.title, shown.block.alt, shown.block.svg)
            case Photo():
                _picture(slide, shown.block.content, shown.title, shown.block.alt)
            case Table() if shown.block.key in CHARTED and _charted(shown.block):
                _chart(slide, report, shown.block)
            case Table():
                _table(slide, report, shown.block)
            case _:
                _points(slide, shown.block)
    for slide in show.slides:
        for tree in (slide.shapes.element, slide.notes_slide.shapes.element if slide.has_notes_slide else None):
            for run in tree.xpath(".//a:r") if tree is not None else ():
                run.get_or_add_rPr().set("lang", LANGUAGES[report.words.language])
    return saved(show, report)


def _presentation() -> Presentation:
    """Open the built-in template, made as wide as screens are: its places move along."""
    show = pptx.Presentation()
    wide, tall = WIDTH / show.slide_width, HEIGHT / show.slide_height
    for shape in (*show.slide_master.shapes, *(shape for layout in show.slide_layouts for shape in layout.placeholders)):
        if shape.left is not None:
            shape.left, shape.width = int(shape.left * wide), int(shape.width * wide)
            shape.top, shape.height = int(shape.top * tall), int(shape.height * tall)
    show.slide_width, show.slide_height = WIDTH, HEIGHT
    return show


def _first(show: Presentation, report: Report) -> None:
    slide = show.slides.add_slide(show.slide_layouts[0])
    _write(slide.shapes.title.text_frame, report.title, 40, BLUE, is_bold=True)
    words = report.words
    lines = [
        shorten(f"{words.say(name)}: {words.cell(value)}", LONGEST_FIRST_LINE, placeholder=" …")
        for block in report.title_page
        if isinstance(block, Listing)
        for name, value in block.items
    ]
    under = slide.placeholders[1]
    under.left, under.top, under.width, under.height = slide.shapes.title.left, Cm(11), WIDTH - 2 * MARGIN, Cm(6)
    _write(under.text_frame, "\n".join([report.project, *lines[1:]]), 16, NOTE)


def _slides(report: Report) -> Iterator[Shown]:
    """Choose what a meeting looks at: each with the first sentence that the report says of it."""
    words = report.words
    told = list[str]()
    heard = dict[str, str]()
    titles = set[str]()
    title = ""
    chapter = ""
    for block in report.shown:
        match block:
            case Heading():
                told = []
                heard = {}
                title = ""
                chapter = words.chapter(block, chapter)
            case Paragraph():
                told += map(words.say, block.sentences)
                heard |= {sentence.key: words.say(sentence) for sentence in block.sentences}
            case Picture() if block.key in PICTURED:
                yield Shown(block.sentence, block, block.alt)
            case OwnText() if block.is_title:
                title = block.text
                told = []
            case OwnText() if block.text:
                told.append(block.text)
            case Photo():
                yield Shown(title or words.texts("report.head.stories"), block, " ".join(told))
                title = ""
            case Table() if block.key in (*CHARTED, *LISTED) and block.rows:
                fit = [one for key, one in heard.items() if SPOKEN.get(block.key, "") in key] or list(heard.values())
                spoken = chapter + (fit[0] if fit and chapter + fit[0] not in titles else words.say(block.caption))
                titles.add(spoken)
                yield Shown(spoken, block, " ".join([f"{words.say(block.caption)}.", *told, *map(words.say, block.notes)]))
    points = tuple(report.drafted(block) for block in report.shown if isinstance(block, Draft))
    for some in _by_slide(points):
        yield Shown(words.texts("report.head.conclusions"), some, words.texts("report.conclusion.intro"))


def _meanings(report: Report) -> dict[str, str]:
    """Give what the words mean, as the annex does."""
    words, heads = report.words, enumerate(report.blocks)
    at = [place for place, block in heads if isinstance(block, Heading) and block.said.key == "report.head.words"]
    listed = (block for place in at for block in report.blocks[place:] if isinstance(block, Listing))
    return {words.say(name): words.cell(meant) for name, meant in next(listed, Listing(())).items}


def _by_slide(points: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Put as many conclusions on a slide as can be read there; a long one goes on on the next."""
    some, room = list[str](), FULL
    for point in points:
        for place, part in enumerate(wrap(point, FULL - LINE)):
            if some and len(part) > room:
                yield tuple(some)
                some, room = [], FULL
            some.append(part if place else f"– {part}")
            room -= len(part) + LINE
    if some:
        yield tuple(some)


def _charted(block: Table) -> list[tuple[int, list[Fact]]]:
    """Choose the columns to draw: those with a number in every row, the total left out; none when all numbers are 0."""
    rows = block.rows[:-1] if block.has_total else block.rows
    columns = [(place, [row[place] for row in rows]) for place in block.charted]
    numbers = [(place, [cell for cell in cells if isinstance(cell, Fact) and cell.is_number]) for place, cells in columns]
    found = [(place, facts) for place, facts in numbers if len(facts) == len(rows)]
    return found if any(fact.number for _, facts in found for fact in facts) else []


def _titled(show: Presentation, report: Report, shown: Shown) -> Slide:
    slide = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = MARGIN, Cm(1.0), WIDTH - 2 * MARGIN, Cm(3.0)
    _write(title.text_frame, shown.title, 26, BLUE, is_bold=True)
    foot = slide.shapes.add_textbox(MARGIN, HEIGHT - Cm(1.6), WIDTH - 2 * MARGIN, Cm(0.9))
    _write(foot.text_frame, f"{report.project} · {report.title}", 12, NOTE)
    return slide


def _write(frame: Any, text: str, size: int, color: RGBColor, *, is_bold: bool = False, is_right: bool = False) -> None:  # noqa: ANN401 - pptx has no types
    frame.word_wrap = True
    for place, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.RIGHT if is_right else PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = line
        run.font.name, run.font.size, run.font.bold, run.font.color.rgb = LETTER, Pt(size), is_bold, color


def _picture(slide: Slide, content: bytes, title: str, alt: str, svg: str = "") -> None:
    picture = slide.shapes.add_picture(io.BytesIO(content), MARGIN, TOP, height=HEIGHT - TOP - Cm(2))
    if picture.width > WIDTH - 2 * MARGIN:
        picture.height, picture.width = int(picture.height * (WIDTH - 2 * MARGIN) / picture.width), WIDTH - 2 * MARGIN
    picture.left = int((WIDTH - picture.width) / 2)
    _describe(picture, title, alt)
    if svg:
        package = slide.part.package
        part = Part(package.next_partname("/ppt/media/drawing%d.svg"), "image/svg+xml", package, svg.encode())
        drawn_as(picture.element.blipFill.blip, slide.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE))


def _describe(shape: Any, title: str, told: str) -> None:  # noqa: ANN401 - as above
    about = shape.element.xpath(".//p:cNvPr")[0]
    about.set("name", title)
    about.set("descr", told)


def _chart(slide: Slide, report: Report, block: Table) -> None:
    """Draw the rows of a table, its total left out, as bars that can be edited."""
    words = report.words
    columns = _charted(block)
    facts = [fact for _, cells in columns for fact in cells]
    data = CategoryChartData(number_format=MONEY if any(fact.is_money for fact in facts) else "#,##0")
    data.categories = names = [words.cell(row[0]) for row in block.rows][: len(columns[0][1])]
    for place, cells in columns:
        data.add_series(words.say(block.heads[place]), [fact.plain for fact in cells])
    room = (MARGIN, TOP, WIDTH - 2 * MARGIN, HEIGHT - TOP - Cm(2))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *room, data)
    chart = frame.chart
    chart.has_title, chart.has_legend, chart.font.size, chart.font.name = False, True, Pt(14), LETTER
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap, plot.has_data_labels = 60, -5, True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = data.number_format, False
    plot.data_labels.font.size = Pt(12)
    chart.value_axis.tick_labels.number_format, chart.value_axis.tick_labels.number_format_is_linked = data.number_format, False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = (
        None if any(fact.number < 0 for fact in facts) else 0
    )  # begin at nothing, unless something is less
    for series, color in zip(plot.series, COLORS[len(columns) == 1 :], strict=False):
        series.invert_if_negative = False
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = color
    lines = (f"{name}: {', '.join(words.cell(cells[row]) for _, cells in columns)}" for row, name in enumerate(names))
    _describe(frame, words.say(block.caption), "; ".join(lines))
    for axis in chart.element.xpath(".//c:axId | .//c:crossAx"):
        axis.set("val", axis.get("val").lstrip("-"))  # python-pptx writes numbers below nothing, which no axis may have


def _table(slide: Slide, report: Report, block: Table) -> None:
    words = report.words
    rows = [row for row in block.rows if not (isinstance(row[0], Said) and row[0].key in LEFT_OUT)]
    lines = [[words.say(head) for head in block.heads], *([words.cell(cell) for cell in row] for row in rows)]
    frame = slide.shapes.add_table(len(lines), len(block.heads), MARGIN, TOP, WIDTH - 2 * MARGIN, Cm(1.2) * len(lines))
    widths = [FIRST, *[1] * (len(block.heads) - 1)]
    for column, part in zip(frame.table.columns, widths, strict=True):
        column.width = int((WIDTH - 2 * MARGIN) * part / sum(widths))
    for number, line in enumerate(lines):
        for place, text in enumerate(line):
            cell = frame.table.cell(number, place)
            color = WHITE if number == 0 else INK
            _write(cell.text_frame, text, 16, color, is_bold=number == 0, is_right=block.right[place])
            cell.fill.solid()
            cell.fill.fore_color.rgb = BLUE if number == 0 else WHITE
    _describe(frame, words.say(block.caption), ", ".join(lines[0]))


def _points(slide: Slide, points: tuple[str, ...]) -> None:
    box = slide.shapes.add_textbox(MARGIN, TOP, WIDTH - 2 * MARGIN, HEIGHT - TOP - Cm(2))
    _write(box.text_frame, "\n".join(points), 20, INK)
    for paragraph in box.text_frame.paragraphs:
        paragraph.space_after = Pt(14)
