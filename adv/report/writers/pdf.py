"""The account as PDF: for people who see it and who hear it (PDF/UA-1), and for an archive (PDF/A-3a), in one file, by typst.

Every text goes in as a typst string, never as markup: whatever stands in a name or an own text comes out as it was written.
"""

from __future__ import annotations

import io
import re
from base64 import b64encode
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import typst
from PIL import Image

from adv.palette import DEEP, INK, NOTE, PALE, RULE
from adv.report.blocks import Bullets, Draft, Heading, Listing, OwnText, Paragraph, Photo, Picture, Table
from adv.report.closed import facts_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adv.report.blocks import Block
    from adv.report.outline import Report

HERE = Path(__file__).parent
EPOCH = date(1970, 1, 1).toordinal()
SECONDS = 24 * 60 * 60
STANDARDS = ["a-3a", "ua-1"]
MANY_COLUMNS = 6  # columns
COLORS = "".join(
    f'#let {name} = rgb("{color}")\n'
    for name, color in {"ink": INK, "blue": DEEP, "rule": RULE, "pale": PALE, "note": NOTE}.items()
)
REGIONS = {"nl": "NL", "en": "GB"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


def write(report: Report) -> bytes:
    """Write the PDF. The same report gives the same bytes."""
    files: dict[str, bytes] = {"main": source(report).encode(), "pdf.typ": COLORS.encode() + (HERE / "pdf.typ").read_bytes()}
    files["facts.json"] = facts_json(report)
    for block in report.shown:
        if isinstance(block, Picture):
            files[f"{block.key}.svg"] = block.svg.encode()
        elif isinstance(block, Photo):
            files[f"{block.slot}.svg"] = _wrapped(block.content)
    made: bytes = typst.compile(  # type: ignore[call-overload]  # files by name are in its manual, not in its types
        files,
        format="pdf",
        pdf_standards=STANDARDS,
        ignore_system_fonts=True,
        font_paths=[HERE / "fonts"],
        timestamp=moment(report),
    )
    return _with_row_heads(made)


def _with_row_heads(content: bytes) -> bytes:
    """Say of the first cell of each row that it heads it, and to the others which cell that is: typst heads columns only."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        named = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
        rows = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/TR" and one.P.S == "/TBody"
        ]
        for number, (head, *cells) in enumerate(row.K for row in rows):
            name = f"row{number}"
            head.S, head.ID, named[name] = pikepdf.Name.TH, pikepdf.String(name), head
            _of_table(head).Scope = pikepdf.Name.Row
            for cell in cells:
                _of_table(cell).Headers.append(pikepdf.String(name))
        pdf.save(made, deterministic_id=True)
    return made.getvalue()


def _of_table(cell: pikepdf.Object) -> pikepdf.Object:
    """Find what a cell says of its place in a table."""
    return next(about for about in cell.A if about.O == "/Table")


def _wrapped(photo: bytes) -> bytes:
    """Put a photo into a drawing: typst takes files by name only when they are text."""
    width, height = Image.open(io.BytesIO(photo)).size
    size = f'width="{width}" height="{height}"'
    held = b64encode(photo).decode()
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="data:image/jpeg;base64,{held}"/></svg>'.encode()


def moment(report: Report) -> int:
    """Give the moment that the file says it was made: the report's day, so that the same report gives the same bytes."""
    return (report.as_of.toordinal() - EPOCH) * SECONDS


def source(report: Report) -> str:
    """Write the report in typst's language."""
    contents = report.words.texts("report.contents")
    named = f"title: {quoted(report.title)}, project: {quoted(report.project)}, contents: {quoted(contents)}"
    parts = [
        '#import "pdf.typ": *',
        f"#show: account.with({_about(report)})",
        f'#pdf.attach("facts.json", relationship: "data", mime-type: "application/json", description: {quoted(report.title)})',
        *(f"#cover({named}, {_pairs(report, block)})" for block in report.title_page if isinstance(block, Listing)),
        *(_kept(written(report, block), block, after) for block, after in zip_longest(report.shown, report.shown[1:])),
    ]
    return "\n".join(parts) + "\n"


def _kept(written: str, block: Block, after: Block | None) -> str:
    """Keep what leads to a table or picture on its page."""
    leads = isinstance(block, Paragraph) or (isinstance(block, OwnText) and not block.text)
    return f"#lead({written[1:]})" if leads and isinstance(after, Table | Picture | Listing | OwnText) else written


def _about(report: Report) -> str:
    """Write what the document says of itself."""
    words, day = report.words, report.as_of
    language, (before, between, after) = words.language, words.foot
    texts = {"title": report.title, "author": report.author, "project": report.project}
    texts |= {"language": language, "region": REGIONS[language]}
    made = f"day: datetime(year: {day.year}, month: {day.month}, day: {day.day})"
    texts |= {"table-name": words.texts("report.caption.table"), "figure-name": words.texts("report.caption.figure")}
    foot = f"foot: (a, b) => [#{quoted(before)}#a#{quoted(between)}#b#{quoted(after)}]"
    return ", ".join((*(f"{name}: {quoted(text)}" for name, text in texts.items()), made, foot))


def quoted(text: str) -> str:
    """Write a text as a typst string; signs that no document may hold are left out."""
    clean = _CONTROL.sub("", text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + clean.replace("\n", "\\n").replace("\t", " ") + '"'


def _array(parts: Iterable[str]) -> str:
    """Write an array, also of one."""
    return f"({''.join(f'{part}, ' for part in parts)})"


def _pairs(report: Report, block: Listing) -> str:
    words = report.words
    return ", ".join(f"({quoted(words.say(name))}, {quoted(words.cell(value))})" for name, value in block.items)


def written(report: Report, block: Block) -> str:  # noqa: PLR0911 - one for each kind of block
    """Write one block; of an own text that is not there what is still to be written, in a draft."""
    words = report.words
    match block:
        case Heading():
            numbered = "" if block.is_numbered else ", numbering: none"
            return f"#heading(level: {block.level}{numbered}, text({quoted(words.head(block))}))"
        case Paragraph():
            return f"#par(text({quoted(words.all(block.sentences))}))"
        case Bullets():
            return f"#list({', '.join(f'text({quoted(words.say(item))})' for item in block.items)})"
        case Listing():
            return f"#listing({_pairs(report, block)})"
        case Table():
            return _table(report, block)
        case Picture():
            return f"#picture({quoted(f'{block.key}.svg')}, alt: {quoted(block.alt)}, title: {quoted(block.title)})"
        case Draft():
            return f"#draft(text({quoted(report.drafted(block))}))"
        case Photo():
            return f"#photo({quoted(f'{block.slot}.svg')}, alt: {quoted(block.alt)})"
        case OwnText():
            return _own_text(report, block)


def _own_text(report: Report, block: OwnText) -> str:
    if not block.text:
        prompt = report.words.texts("report.slot.wanted", prompt=report.words.say(block.prompt))
        return f"#wanted(text({quoted(prompt)}))"
    if block.is_title:
        return f"#story-title(text({quoted(block.text)}))"
    return "\n".join(f"#own(par(text({quoted(part)})))" for part in block.text.split("\n\n") if part.strip())


def _table(report: Report, block: Table) -> str:
    words = report.words
    aligned = _array("right" if is_right else "left" for is_right in block.right)
    body = _array(_array(quoted(words.cell(cell)) for cell in row) for row in block.rows)
    first = "1.6fr" if len(block.heads) < MANY_COLUMNS else "1.25fr"  # a wide table needs the room for its numbers
    widths = _array([first, *["1fr"] * (len(block.heads) - 1)])
    return (
        f"#rows(caption: {quoted(words.say(block.caption))}, widths: {widths}, aligned: {aligned}, "
        f"header: {_array(quoted(words.say(head)) for head in block.heads)}, body: {body}, "
        f"total: {str(block.has_total).lower()}, breaks: {str(not block.is_whole).lower()}, "
        f"tall: {str(block.has_room).lower()}, notes: {_array(quoted(words.say(note)) for note in block.notes)})"
    )
