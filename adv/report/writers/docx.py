"""The account in Word: real headings, tables with heads, pictures with a text, and a content control for every own text."""

from __future__ import annotations

import io
from collections import Counter
from functools import singledispatchmethod
from itertools import count, zip_longest
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Cm, Emu, Length, Pt

from adv import palette
from adv.errors import FileRefused
from adv.report.blocks import Bullets, Draft, Heading, Listing, OwnText, Paragraph, Photo, Picture, Table
from adv.report.closed import facts_json
from adv.report.returned import tag_of
from adv.report.writers import word
from adv.report.writers.office import LANGUAGES, WIDTH_CM, pngs, saved
from adv.report.writers.word import BLUE, BULLET, LEVELS, LOOKS, NOTE

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell as WordCell
    from docx.text.paragraph import Paragraph as WordParagraph

    from adv.report.blocks import Block
    from adv.report.outline import Report

FIRST_COLUMN, FIRST_OF_MANY = 0.3, 0.18  # of the width
MANY_COLUMNS = 6  # columns


def write(report: Report, template: bytes | None = None) -> bytes:
    """Write the document, in an organisation's own template where there is one. The same report gives the same bytes."""
    return _Writer(report, template).content()


def missing(template: bytes) -> tuple[str, ...]:
    """Name the styles that the account uses and a template lacks; it gets those of the account.

    Raises
    ------
    FileRefused
        It cannot be opened.
    """
    document = _opened(template)
    return tuple(name for name in (*LOOKS, BULLET) if word.style_named(document, name) is None)


def _opened(template: bytes | None) -> Document:
    if template is None:
        return docx.Document()
    try:
        document = docx.Document(io.BytesIO(template))
        word.emptied(document)
    except Exception:  # noqa: BLE001 - whatever python-docx stumbles over in a file that somebody else made
        raise FileRefused("account_template") from None
    return document


class _Writer:
    """One document being written."""

    def __init__(self, report: Report, template: bytes | None) -> None:
        self.report = report
        self.words = report.words
        self.document = _opened(template)
        self.is_own = template is None
        self.blocks = report.shown if report.is_closed else report.blocks
        self.pngs = pngs(self.blocks)
        self.ids = count(1)  # of pictures, places and headings
        self.headings = 0
        self.captions = Counter[str]()
        self.room: Length = Cm(WIDTH_CM)
        self.counts = [0, 0]  # of headings
        self.leads = False  # the text leads to a table or picture: it stays on its page

    def content(self) -> bytes:
        self._set_up()
        self._cover()
        for block, after in zip_longest(self.blocks, self.blocks[1:]):
            self.leads = isinstance(after, Table | Picture | Listing | OwnText)
            self.add(block)
        word.attach(self.document, facts_json(self.report).decode())
        return saved(self.document, self.report)

    def _set_up(self) -> None:
        report = self.report
        word.speak(self.document, LANGUAGES[self.words.language])
        section = self.document.sections[-1]
        if self.is_own:
            section.orientation = WD_ORIENT.PORTRAIT
            section.page_width, section.page_height = Cm(21), Cm(29.7)
            section.left_margin = section.right_margin = Cm((21 - WIDTH_CM) / 2)
            section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.3)
            section.different_first_page_header_footer = True
        elif section.page_width and section.left_margin is not None and section.right_margin is not None:
            self.room = Emu(section.page_width - section.left_margin - section.right_margin)
        self.bullet = "" if word.style_named(self.document, BULLET) else "–  "
        self.styles = word.styles(self.document, self.room, is_own=self.is_own)
        if section.header.is_linked_to_previous:  # none of the template's own
            head = section.header.paragraphs[0]
            head.text = f"{report.project}\t{report.title}"
            for stop in list(self.styles["Header"].paragraph_format.tab_stops):
                head.paragraph_format.tab_stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
            head.paragraph_format.tab_stops.add_tab_stop(self.room, WD_TAB_ALIGNMENT.RIGHT)
        if section.footer.is_linked_to_previous:
            self._foot(section.footer.paragraphs[0])

    def _paragraph(self, text: str, style: str) -> WordParagraph:
        return self.document.add_paragraph(text, self.styles[style])

    def _foot(self, paragraph: WordParagraph) -> None:
        before, between, after = self.words.foot
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for text, name in ((before, "PAGE"), (between, "NUMPAGES")):
            paragraph.add_run(text)
            word.field(paragraph, name, "1")
        paragraph.add_run(after)

    def _cover(self) -> None:
        self._paragraph(self.report.title, "Title")
        self._paragraph(self.report.project, "Subtitle")
        for block in self.report.title_page:
            if isinstance(block, Listing):
                for name, value in block.items:
                    line = self.document.add_paragraph()
                    line.paragraph_format.tab_stops.add_tab_stop(Cm(5.2))
                    line.paragraph_format.space_after = Pt(3)
                    line.add_run(f"{self.words.say(name)}\t").font.color.rgb = NOTE
                    line.add_run(self.words.cell(value))
        contents = self.document.add_paragraph(self.words.texts("report.contents"))
        contents.runs[0].font.size = Pt(17)
        contents.runs[0].font.bold = True
        contents.runs[0].font.color.rgb = BLUE
        contents.paragraph_format.space_before = Pt(30)
        contents.paragraph_format.keep_with_next = True
        counts: list[int] = [0, 0]
        entries: list[WordParagraph] = []
        for place, block in enumerate((block for block in self.blocks if isinstance(block, Heading)), start=1):
            entry = self._paragraph("", f"toc {block.level}")
            word.linked(entry, f"{numbered(block, counts)}{self.words.head(block)}", f"_Toc{place}", self.room)
            entries.append(entry)
        if entries:
            word.contents(entries)

    @singledispatchmethod
    def add(self, block: Block) -> None:
        raise TypeError(block)

    @add.register
    def _(self, block: Heading) -> None:
        text = f"{numbered(block, self.counts)}{self.words.head(block)}"
        paragraph = self._paragraph(text, f"Heading {block.level}")
        paragraph.paragraph_format.page_break_before = self.headings == 0 or None  # the contents stand before it
        self.headings += 1
        word.bookmark(paragraph, f"_Toc{self.headings}", next(self.ids))

    @add.register
    def _(self, block: Paragraph) -> None:
        if block.sentences:
            paragraph = self.document.add_paragraph(self.words.all(block.sentences))
            paragraph.paragraph_format.keep_with_next = self.leads or None

    @add.register
    def _(self, block: Bullets) -> None:
        for item in block.items:
            self._paragraph(f"{self.bullet}{self.words.say(item)}", BULLET)

    @add.register
    def _(self, block: Listing) -> None:
        for name, value in block.items:
            paragraph = self.document.add_paragraph()
            paragraph.add_run(self.words.say(name)).bold = True
            paragraph.add_run("\n" + self.words.cell(value))

    @add.register
    def _(self, block: Table) -> None:
        caption = self.words.say(block.caption)
        heads = [self.words.say(head) for head in block.heads]
        self._caption("report.caption.table", caption)
        table = self.document.add_table(rows=1 + len(block.rows), cols=len(heads))
        table.autofit = False
        word.ruled(table, str(BLUE))
        is_small = len(heads) >= MANY_COLUMNS and self.room < Cm(WIDTH_CM - 1)
        texts = [heads, *([self.words.cell(cell) for cell in row] for row in block.rows)]
        for place, column in enumerate(table.columns):  # LibreOffice goes by these, Word by the cells
            column.width = Emu(int(self.room * width(place, len(heads))))
        for number, (row, line) in enumerate(zip(table.rows, texts, strict=True)):
            is_strong = number == 0 or (block.has_total and number == len(block.rows))
            for place, (cell, text) in enumerate(zip(row.cells, line, strict=True)):
                self._cell(cell, text, is_strong=is_strong, is_right=block.right[place], is_small=is_small)
                cell.width = Emu(int(self.room * width(place, len(line))))
                cell.paragraphs[0].paragraph_format.keep_with_next = block.is_whole and (
                    number < len(block.rows) or bool(block.notes)
                )
                if number == 0:
                    word.shade(cell, palette.PALE[1:].upper())
            if block.has_room and number:
                row.height = Cm(1.6)
        word.explained(table, caption, ", ".join(heads))
        for note in block.notes:
            self._paragraph(self.words.say(note), "Account note")
        if not block.notes:
            self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def _cell(self, cell: WordCell, text: str, *, is_strong: bool, is_right: bool, is_small: bool) -> None:
        paragraph = cell.paragraphs[0]
        word.styled(paragraph, self.styles["Account cell"].style_id)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if is_right else WD_ALIGN_PARAGRAPH.LEFT
        run = paragraph.add_run(text)
        run.bold = is_strong
        run.font.size = Pt(8) if is_small else None

    @add.register
    def _(self, block: Picture) -> None:
        self._caption("report.caption.figure", block.title)
        shape = self.document.add_picture(io.BytesIO(self.pngs[block.key]), width=min(Cm(WIDTH_CM), self.room))
        word.drawn(self.document, shape, block.svg, next(self.ids), name=block.title, alt=block.alt)

    def _caption(self, kind: str, text: str) -> None:
        """Write a caption with a number that Word counts on when tables or pictures are added."""
        name = self.words.texts(kind)
        paragraph = self._paragraph("", "Caption")
        self.captions[kind] += 1
        paragraph.add_run(f"{name} ")
        word.field(paragraph, f"SEQ {name} \\* ARABIC", str(self.captions[kind]))
        paragraph.add_run(f". {text}")

    @add.register
    def _(self, block: OwnText) -> None:
        prompt = self.words.say(block.prompt)
        texts = [part for part in block.text.split("\n\n") if part.strip()] or [prompt]
        style = "Account prompt" if not block.text else "Account title" if block.is_title else "Normal"
        tag = tag_of(self.report, block.slot, block.text)
        word.control([self._paragraph(text, style) for text in texts], next(self.ids), tag, prompt, is_empty=not block.text)

    @add.register
    def _(self, block: Photo) -> None:
        if block.content:
            shape = self.document.add_picture(io.BytesIO(block.content), height=Cm(7))
            if shape.width > self.room:
                shape.width, shape.height = self.room, Emu(int(shape.height * self.room / shape.width))
            word.described(shape, next(self.ids), name=self.words.say(block.prompt), alt=block.alt)

    @add.register
    def _(self, block: Draft) -> None:
        text = self.report.drafted(block)
        paragraphs = [self._paragraph(part, BULLET) for part in text.split("\n\n")]
        word.control(paragraphs, next(self.ids), tag_of(self.report, block.slot, text), self.words.say(block.said), is_empty=False)


def width(place: int, columns: int) -> float:
    """Give the share of a table's width that a column has: the first one names the rows."""
    if columns == 1:
        return 1
    first = FIRST_COLUMN if columns < MANY_COLUMNS else FIRST_OF_MANY
    return first if place == 0 else (1 - first) / (columns - 1)


def numbered(block: Heading, counts: list[int]) -> str:
    """Give a heading its number, counting on from the ones before; none for annexes."""
    if not block.is_numbered:
        return ""
    counts[block.level - 1] += 1
    counts[block.level :] = [0] * (LEVELS - block.level)
    return f"{'.'.join(map(str, counts[: block.level]))}  "
