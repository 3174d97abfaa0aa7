"""Parts of Word that python-docx has no name for: content controls, repeated head rows, fields, languages, pictures that are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from lxml import etree

from adv import palette
from adv.report.writers.office import drawn_as

if TYPE_CHECKING:
    from docx.document import Document
    from docx.shape import InlineShape
    from docx.shared import Length
    from docx.styles.style import ParagraphStyle
    from docx.table import Table
    from docx.text.paragraph import Paragraph

INK, BLUE, NOTE = (RGBColor.from_string(color[1:].upper()) for color in (palette.INK, palette.DEEP, palette.NOTE))
LETTER = "Calibri"  # every Word has it; the report's own letter is not on most computers
LEVELS = 2
LOOKS = {
    "Normal": (10.5, INK),
    "Title": (26, BLUE),
    "Subtitle": (14, NOTE),
    "Heading 1": (17, BLUE),
    "Heading 2": (13, BLUE),
    "Caption": (9.5, BLUE),
    "Header": (9, NOTE),
    "Footer": (9, NOTE),
}
HEADINGS = ("Heading 1", "Heading 2")
BULLET = "List Bullet"
OWN_LOOKS = {"Account note": (9.5, NOTE), "Account prompt": (9.5, NOTE), "Account cell": (9.5, INK), "Account title": (None, BLUE)}
OLD_STYLES = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
NAME = "{5B6E7C1A-3F0D-4E52-9A64-2C8D1B7F9E30}"  # of the facts among what else a document holds: any, as long as it stays
FIRST_ROW_AND_COLUMN = "04A0"
FACTS = "urn:achter-de-voordeur:account"
CELL_MARGIN = "60"  # twentieths of a point: a millimetre


def element(name: str, /, **attributes: str) -> Any:  # noqa: ANN401 - lxml's elements have no type of their own here
    """Make an element of Word's own language, such as ``w:tblHeader``."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def explained(table: Table, title: str, told: str) -> None:
    """Say that the first row heads the columns and is repeated, that the first column heads the rows, and keep rows whole.

    Its title, and what it shows, are for who cannot see it.
    """
    for place, row in enumerate(table.rows):
        about = row._tr.get_or_add_trPr()
        about.append(element("w:cantSplit"))
        if place == 0:
            about.append(element("w:tblHeader"))
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is not None:
        table._tbl.tblPr.remove(look)
    parts = dict.fromkeys(("firstRow", "firstColumn", "noVBand"), "1") | dict.fromkeys(("lastRow", "lastColumn", "noHBand"), "0")
    table._tbl.tblPr.append(element("w:tblLook", val=FIRST_ROW_AND_COLUMN, **parts))
    for name, text in (("w:tblCaption", title), ("w:tblDescription", told)):
        table._tbl.tblPr.append(element(name, val=text))


def ruled(table: Table, color: str) -> None:
    """Draw lines above, below and between the rows, and leave the room beside them to their texts."""
    borders = element("w:tblBorders")
    for side, size in (("top", "8"), ("bottom", "8"), ("insideH", "4")):
        borders.append(element(f"w:{side}", val="single", sz=size, space="0", color=color if size == "8" else "C9D0D8"))
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=CELL_MARGIN, type="dxa"))
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))
    layout.addprevious(borders)  # Word minds the order
    layout.addnext(margins)


def shade(cell: Any, color: str) -> None:  # noqa: ANN401 - as above
    """Fill the ground of a cell."""
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=color))


def style_named(document: Document, name: str) -> Any:  # noqa: ANN401 - as above
    """Find a paragraph style by its name, in whatever case, or by the id that Word gives it; None: there is none."""
    styles = [style for style in document.styles if style.type == WD_STYLE_TYPE.PARAGRAPH]
    named = (style for style in styles if str(style.name).casefold() == name.casefold())
    return next(named, None) or next((style for style in styles if style.style_id == name.replace(" ", "")), None)


def styles(document: Document, room: Length, *, is_own: bool) -> dict[str, ParagraphStyle]:
    """Give the styles of the account by name: those that a template has as they are, the others added; lines are as long as `room`."""
    names = (*LOOKS, *OWN_LOOKS, *(f"toc {level}" for level in range(1, LEVELS + 1)), BULLET)
    added = {name for name in names if style_named(document, name) is None}
    found = dict[str, Any]()
    for name in names:
        found[name] = _style(document, name, found.get("Normal"))
    for name, (size, color) in (LOOKS | OWN_LOOKS).items():
        if name in added or is_own or name in OWN_LOOKS:
            found[name].font.size, found[name].font.color.rgb = Pt(size) if size else None, color
            found[name].font.italic = name == "Account prompt"
            _spaced(name, found[name])
        if is_own and name in LOOKS:
            fonts = found[name].element.get_or_add_rPr().get_or_add_rFonts()
            for theme in (
                "asciiTheme",
                "hAnsiTheme",
                "eastAsiaTheme",
                "cstheme",
            ):  # headings of the built-in template have its letter
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            for script in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{script}"), LETTER)
    for level in range(1, LEVELS + 1):
        entry = found[f"toc {level}"].paragraph_format
        entry.left_indent, entry.space_after = Cm(0.6 * (level - 1)), Pt(2)
        entry.tab_stops.add_tab_stop(room, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    if BULLET in added:
        found[BULLET].paragraph_format.left_indent = Cm(0.5)
    return found


def _style(document: Document, name: str, base: Any) -> Any:  # noqa: ANN401 - as above
    """Find a style, or add it."""
    style = style_named(document, name)
    if style is None:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name not in OWN_LOOKS)
        style.base_style = base
    return style


def _spaced(name: str, style: Any) -> None:  # noqa: ANN401 - as above
    """Give a style of our own its room and its place in the outline."""
    space = style.paragraph_format
    match name:
        case "Normal":
            space.space_after, space.line_spacing = Pt(7), 1.15
        case "Caption":
            space.keep_with_next, space.space_before, space.space_after, style.font.bold = True, Pt(8), Pt(3), True
        case "Account cell":
            space.space_after = Pt(1)
        case "Account note":
            space.space_before = Pt(4)
        case "Account title":
            style.font.bold, space.keep_with_next = True, True
        case "Heading 1" | "Heading 2":
            space.space_before, space.space_after, space.keep_with_next = Pt((20, 14)[HEADINGS.index(name)]), Pt(5), True
            style.font.bold = True
            about = style.element.get_or_add_pPr()
            if about.find(qn("w:outlineLvl")) is None:
                about.append(element("w:outlineLvl", val=str(HEADINGS.index(name))))


def emptied(document: Document) -> None:
    """Take out the text of a template. Its last section stays, with heads, feet and styles; the link to where it lay goes."""
    body = document.element.body
    body.get_or_add_sectPr()
    for child in list(body)[:-1]:
        body.remove(child)
    part = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    settings = document.settings.element
    for link in settings.findall(qn("w:attachedTemplate")):
        part.rels.pop(link.get(qn("r:id")), None)
        settings.remove(link)


def attach(document: Document, facts: str) -> None:
    """Put the facts into the document, where no program shows them."""
    root = etree.Element("facts", nsmap={None: FACTS})
    root.text = facts
    package = document.part.package
    part = Part(package.next_partname("/customXml/item%d.xml"), "application/xml", etree.tostring(root), package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    about = etree.Element(f"{{{PROPERTIES}}}datastoreItem", {f"{{{PROPERTIES}}}itemID": NAME}, nsmap={"ds": PROPERTIES})
    refs = etree.SubElement(about, f"{{{PROPERTIES}}}schemaRefs")
    etree.SubElement(refs, f"{{{PROPERTIES}}}schemaRef", {f"{{{PROPERTIES}}}uri": FACTS})
    named = package.next_partname("/customXml/itemProps%d.xml")
    part.relate_to(
        Part(named, CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, etree.tostring(about), package), RELATIONSHIP_TYPE.CUSTOM_XML_PROPS
    )


def control(paragraphs: list[Paragraph], number: int, tag: str, title: str, *, is_empty: bool) -> None:
    """Put paragraphs into one content control, from which the text can be read back; no other has its number."""
    box = element("w:sdt")
    about = element("w:sdtPr")
    about.append(element("w:alias", val=title[:64]))
    about.append(element("w:tag", val=tag))
    about.append(element("w:id", val=str(number)))
    about.append(element("w:lock", val="sdtLocked"))  # it can be written in, not thrown away
    if is_empty:
        about.append(element("w:showingPlcHdr"))
    content = element("w:sdtContent")
    first = paragraphs[0]._p
    first.addprevious(box)
    for paragraph in paragraphs:
        content.append(paragraph._p)
    box.append(about)
    box.append(content)


def field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Write a field, such as PAGE, with what it shows until it is updated."""
    for run in (*_begun(instruction), _run("w:t", shown), _run("w:fldChar", fldCharType="end")):
        paragraph._p.append(run)


def linked(entry: Paragraph, text: str, bookmark: str, room: Length) -> None:
    """Write an entry of the contents that leads to its heading. Who lays out the pages knows the number: until then none is shown."""
    entry.paragraph_format.tab_stops.add_tab_stop(room, WD_TAB_ALIGNMENT.RIGHT)  # no dots that lead to nothing
    link = element("w:hyperlink", anchor=bookmark, history="1")
    number = (*_begun(f"PAGEREF {bookmark} \\h"), _run("w:fldChar", fldCharType="end"))
    link.extend((_run("w:t", text), _run("w:tab"), *number))
    entry._p.append(link)


def contents(entries: list[Paragraph]) -> None:
    """Make paragraphs the table of contents as it is until Word updates it, which it offers on opening."""
    for run in reversed(_begun('TOC \\o "1-2" \\h \\z \\u', dirty="true")):
        entries[0]._p.insert(1, run)  # after what the paragraph says of itself
    entries[-1]._p.append(_run("w:fldChar", fldCharType="end"))


def _begun(instruction: str, **more: str) -> tuple[Any, ...]:
    begin = _run("w:fldChar", fldCharType="begin", **more)
    return (begin, _run("w:instrText", f" {instruction} "), _run("w:fldChar", fldCharType="separate"))


def _run(name: str, text: str = "", /, **attributes: str) -> Any:  # noqa: ANN401 - as above
    """Make a run of one element."""
    run, inside = element("w:r"), element(name, **attributes)
    if text:
        inside.text = text
        inside.set(qn("xml:space"), "preserve")
    run.append(inside)
    return run


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Name a place, for the table of contents."""
    paragraph._p.insert(1, element("w:bookmarkStart", id=str(number), name=name))
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def speak(document: Document, language: str) -> None:
    """Say in which language the document is written, in one set of styles.

    The second one, that Word 2010 kept, lacks what we add: Word minds when the two differ.
    """
    relations = document.part.rels
    for name in [name for name, relation in relations.items() if relation.reltype == OLD_STYLES]:
        relations.pop(name)
    properties = document.styles.element
    for name in ("w:docDefaults", "w:rPrDefault", "w:rPr"):
        inside = properties.find(qn(name))
        if inside is None:
            inside = element(name)
            properties.insert(0, inside)
        properties = inside
    known = properties.find(qn("w:lang"))
    if known is not None:
        properties.remove(known)
    properties.append(element("w:lang", val=language, eastAsia=language, bidi="ar-SA"))


def drawn(document: Document, shape: InlineShape, svg: str, number: int, *, name: str, alt: str) -> None:
    """Give a picture its text for who cannot see it, and the drawing that newer programs show in place of the PNG."""
    described(shape, number, name=name, alt=alt)
    part = Part(PackURI(f"/word/media/drawing{number}.svg"), "image/svg+xml", svg.encode(), document.part.package)
    drawn_as(next(shape._inline.iter(qn("a:blip"))), document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE))


def described(shape: InlineShape, number: int, *, name: str, alt: str) -> None:
    """Give a picture its name and its text for who cannot see it."""
    about = shape._inline.docPr
    about.set("descr", alt)
    about.set("name", name)
    about.set("id", str(number))


def styled(paragraph: Paragraph, style_id: str) -> None:
    """Give a paragraph a style by its id: by its name python-docx looks through all of them, a thousand times in a report."""
    paragraph._p.style = style_id
