"""The account in Word: real headings, tables with heads, pictures with a text, and a content control for every own text."""

from __future__ import annotations

import io
from functools import singledispatchmethod
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Cm, Pt, RGBColor

from adv.report.blocks import Bullets, Draft, Heading, Listing, OwnText, Paragraph, Picture, Table
from adv.report.writers import word
from adv.report.writers.archive import without_clock
from adv.report.writers.columns import is_text
from adv.report.writers.png import pngs

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.table import _Cell as WordCell
    from docx.text.paragraph import Paragraph as WordParagraph

    from adv.report.blocks import Block
    from adv.report.outline import Report

INK, BLUE, NOTE = RGBColor(0x1F, 0x29, 0x33), RGBColor(0x00, 0x3F, 0x66), RGBColor(0x4A, 0x55, 0x62)
PALE, RULE = "EEF3F7", "003F66"
LETTER = "Calibri"  # every Word has it; the report's own letter is not on most computers
TEXT_CM = 16
FIRST_COLUMN, FIRST_OF_MANY = 0.3, 0.18  # of the width
WIDE = 6  # columns
LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
LEVELS = 2


def write(report: Report) -> bytes:
    """Write the document. The same report gives the same bytes."""
    return _Writer(report).content()


class _Writer:
    """One document being written."""

    def __init__(self, report: Report) -> None:
        self.report, self.words = report, report.words
        self.document: Document = docx.Document()
        self.blocks = report.shown if report.is_closed else report.blocks
        pictures = [block for block in self.blocks if isinstance(block, Picture)]
        self.pngs = dict(zip((picture.key for picture in pictures), pngs(pictures), strict=True))
        self.headings = self.drawings = 0
        self.cell_style = ""
        self.counts = [0, 0]  # of headings

    def content(self) -> bytes:
        self._set_up()
        self._cover()
        for block in self.blocks:
            self.add(block)
        made = io.BytesIO()
        self.document.save(made)
        return without_clock(made.getvalue(), f"{self.report.as_of.isoformat()}T00:00:00Z")

    def _set_up(self) -> None:
        about, report = self.document.core_properties, self.report
        about.title, about.author, about.subject = report.title, report.author, report.project
        about.language, about.comments, about.keywords = LANGUAGES[self.words.texts.language], "", ""
        about.last_modified_by = report.author
        word.speak(self.document, about.language)
        section = self.document.sections[0]
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm((21 - TEXT_CM) / 2)
        section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.3)
        section.different_first_page_header_footer = True
        self._styles()
        head = section.header.paragraphs[0]
        head.text = f"{report.project}\t{report.title}"
        self._tabbed(head)
        self._foot(section.footer.paragraphs[0])

    def _styles(self) -> None:
        looks = {
            "Normal": (10.5, INK),
            "Title": (26, BLUE),
            "Subtitle": (14, NOTE),
            "Heading 1": (17, BLUE),
            "Heading 2": (13, BLUE),
        }
        looks |= {"Caption": (9.5, BLUE), "Header": (9, NOTE), "Footer": (9, NOTE)}
        for name, (size, color) in looks.items():
            style = self._style(name)
            style.font.name, style.font.size, style.font.color.rgb = LETTER, Pt(size), color
            style.font.italic = False
            word.one_letter(style, LETTER)
        normal, caption = self._style("Normal"), self._style("Caption")
        normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(7), 1.15
        caption.paragraph_format.keep_with_next, caption.paragraph_format.space_before = True, Pt(8)
        caption.paragraph_format.space_after, caption.font.bold = Pt(3), True
        for name, before in (("Heading 1", 20), ("Heading 2", 14)):
            self._style(name).paragraph_format.space_before, self._style(name).paragraph_format.space_after = Pt(before), Pt(5)
        for name, color in (("Account note", NOTE), ("Account prompt", NOTE), ("Account cell", INK)):
            style = self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = normal
            style.font.size, style.font.color.rgb = Pt(9.5), color
            style.font.italic = name == "Account prompt"
        cell = self._style("Account cell")
        cell.paragraph_format.space_after, self.cell_style = Pt(1), cell.style_id
        for level in range(1, LEVELS + 1):
            entry = self.document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
            entry.base_style = normal
            entry.paragraph_format.left_indent, entry.paragraph_format.space_after = Cm(0.6 * (level - 1)), Pt(2)
            entry.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_CM), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)

    def _style(self, name: str) -> ParagraphStyle:
        found: ParagraphStyle = self.document.styles[name]
        return found

    def _tabbed(self, paragraph: WordParagraph) -> None:
        stops = paragraph.paragraph_format.tab_stops
        for stop in list(self._style("Header").paragraph_format.tab_stops):
            stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
        stops.add_tab_stop(Cm(TEXT_CM), WD_TAB_ALIGNMENT.RIGHT)

    def _foot(self, paragraph: WordParagraph) -> None:
        here, there = "\x01", "\x02"
        before, rest = self.words.texts("report.page", page=here, pages=there).split(here)
        between, after = rest.split(there)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.add_run(before)
        word.field(paragraph, "PAGE", "1")
        paragraph.add_run(between)
        word.field(paragraph, "NUMPAGES", "1")
        paragraph.add_run(after)

    def _cover(self) -> None:
        self.document.add_paragraph(self.report.title, "Title")
        self.document.add_paragraph(self.report.project, "Subtitle")
        for block in self.report.title_page:
            if isinstance(block, Listing):
                for name, value in block.items:
                    line = self.document.add_paragraph()
                    line.paragraph_format.tab_stops.add_tab_stop(Cm(5.2))
                    line.paragraph_format.space_after = Pt(3)
                    line.add_run(f"{self.words.say(name)}\t").font.color.rgb = NOTE
                    line.add_run(self.words.cell(value))
        contents = self.document.add_paragraph(self.words.texts("report.contents"))
        contents.runs[0].font.size, contents.runs[0].font.bold, contents.runs[0].font.color.rgb = Pt(17), True, BLUE
        contents.paragraph_format.space_before, contents.paragraph_format.keep_with_next = Pt(30), True
        counts = [0, 0]
        headings = [block for block in self.blocks if isinstance(block, Heading)]
        for place, block in enumerate(headings, start=1):
            entry = self.document.add_paragraph(style=f"toc {block.level}")
            entry.add_run(f"{numbered(block, counts)}{self.words.say(block.said)}\t")
            word.field(entry, f"PAGEREF _Toc{place} \\h", "…")
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    @singledispatchmethod
    def add(self, block: Block) -> None:
        raise TypeError(block)

    @add.register
    def _(self, block: Heading) -> None:
        text = f"{numbered(block, self.counts)}{self.words.say(block.said)}"
        paragraph = self.document.add_paragraph(text, f"Heading {block.level}")
        self.headings += 1
        word.bookmark(paragraph, f"_Toc{self.headings}", self.headings)

    @add.register
    def _(self, block: Paragraph) -> None:
        if block.sentences:
            self.document.add_paragraph(self.words.all(block.sentences))

    @add.register
    def _(self, block: Bullets) -> None:
        for item in block.items:
            self.document.add_paragraph(self.words.say(item), "List Bullet")

    @add.register
    def _(self, block: Listing) -> None:
        for name, value in block.items:
            paragraph = self.document.add_paragraph()
            paragraph.add_run(self.words.say(name)).bold = True
            paragraph.add_run("\n" + self.words.cell(value))

    @add.register
    def _(self, block: Table) -> None:
        caption, heads = self.words.say(block.caption), [self.words.say(head) for head in block.heads]
        self.document.add_paragraph(caption, "Caption")
        table = self.document.add_table(rows=1 + len(block.rows), cols=len(heads))
        table.autofit = False
        word.ruled(table, RULE)
        right = [place > 0 and not is_text(row[place] for row in block.rows) for place in range(len(heads))]
        texts = [heads, *([self.words.cell(cell) for cell in row] for row in block.rows)]
        for place, column in enumerate(table.columns):  # LibreOffice goes by these, Word by the cells
            column.width = Cm(TEXT_CM * width(place, len(heads)))
        for number, (row, line) in enumerate(zip(table.rows, texts, strict=True)):
            is_strong = number == 0 or (block.has_total and number == len(block.rows))
            for place, (cell, text) in enumerate(zip(row.cells, line, strict=True)):
                self._cell(cell, text, is_strong=is_strong, is_right=right[place])
                cell.width = Cm(TEXT_CM * width(place, len(line)))
                cell.paragraphs[0].paragraph_format.keep_with_next = number < len(block.rows)
                if number == 0:
                    word.shade(cell, PALE)
            if block.has_room and number:
                row.height = Cm(1.6)
        word.head_row(table)
        word.describe(table, caption, ", ".join(heads))
        for note in block.notes:
            self.document.add_paragraph(self.words.say(note), "Account note")
        if not block.notes:
            self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def _cell(self, cell: WordCell, text: str, *, is_strong: bool, is_right: bool) -> None:
        paragraph = cell.paragraphs[0]
        word.styled(paragraph, self.cell_style)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if is_right else WD_ALIGN_PARAGRAPH.LEFT
        paragraph.add_run(text).bold = is_strong

    @add.register
    def _(self, block: Picture) -> None:
        self.document.add_paragraph(block.title, "Caption")
        shape = self.document.add_picture(io.BytesIO(self.pngs[block.key]), width=Cm(TEXT_CM))
        self.drawings += 1
        word.drawn(self.document, shape, block.svg, self.drawings, name=block.title, alt=block.alt)

    @add.register
    def _(self, block: OwnText) -> None:
        prompt = self.words.say(block.prompt)
        texts = [part for part in block.text.split("\n\n") if part.strip()] or [prompt]
        style = "Normal" if block.text else "Account prompt"
        word.control([self.document.add_paragraph(text, style) for text in texts], block.slot, prompt, is_empty=not block.text)

    @add.register
    def _(self, block: Draft) -> None:
        text = self.words.say(block.said) if block.text is None else block.text
        paragraph = self.document.add_paragraph(text, "List Bullet")
        word.control([paragraph], block.slot, self.words.say(block.said), is_empty=False)


def width(place: int, columns: int) -> float:
    """Give the share of a table's width that a column has: the first one names the rows."""
    if columns == 1:
        return 1
    first = FIRST_COLUMN if columns < WIDE else FIRST_OF_MANY
    return first if place == 0 else (1 - first) / (columns - 1)


def numbered(block: Heading, counts: list[int]) -> str:
    """Give a heading its number, counting on from the ones before; none for annexes."""
    if not block.is_numbered:
        return ""
    counts[block.level - 1] += 1
    counts[block.level :] = [0] * (LEVELS - block.level)
    return f"{'.'.join(map(str, counts[: block.level]))}  "
