"""The check that an .xlsx or .xlsm is sound and safe to read. Looks only at the parts that reading needs; the rest is never unpacked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from adv.errors import DamagedFile, FileTooLarge, NotASpreadsheet, UnsafeFile
from adv.workbook.reading.file_facts import Checked, SecondLook, SheetFacts
from adv.workbook.reading.limits import MEGABYTE
from adv.workbook.reading.xlsx_beside import MOST_FILLED, ONE_CELL, Signs, with_names
from adv.workbook.reading.xlsx_layout import BookLayout, Link, links_name, links_of
from adv.workbook.reading.xlsx_sheet_scan import TRUE, SecondScan, SheetScan
from adv.workbook.reading.xlsx_styles import EXPLAINED, read_styles
from adv.workbook.reading.zipped_xml import Archive, Markup, Part, attribute, clean_zip, deflated, local, scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from adv.workbook.reading.protocol import Remark

ROOT_LINKS = "_rels/.rels"
BOOK_KIND, GRID_KIND, CHART_KIND, TEXTS = "officeDocument", "worksheet", "chartsheet", "sharedStrings"
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", '"': "&quot;"})
OTHER_KINDS = frozenset({CHART_KIND, "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"})
REMARKS: dict[str, Remark] = {"externalLink": "links", "vbaProject": "macros"}
ERROR_CELL = re.compile(rb"""(<[^<>]*?\s)t\s*=\s*(["'])e\2""")
TEXT_END, STRIKE = b"</si>", b"strike"
MARKUP = 8  # bytes of a text, with what says how it looks, for each character that a cell can hold
MOST_NAMES = 1000  # of cells in a workbook
SMALL_PART = 20_000_000  # bytes: the list of sheets is never larger


class Book(Struct):
    """The list of sheets, as workbook.xml has it."""

    sheets: list[tuple[str, str, bool]]  # name, id of its link, hidden
    is_1904: bool = False
    is_uncalculated: bool = False  # whoever opens it is to calculate


def check_xlsx(archive: Archive) -> Checked:
    """Look through the workbook; refuse it for whatever makes it unsound or unsafe, as the first thing found."""
    limits = archive.limits
    book_part = book_name(archive)
    links = links_of(_small(archive, links_name(book_part)), book_part)
    book = _book(archive, book_part)
    layout = BookLayout(archive)
    signs: dict[str, Signs] = {}
    read = _checked_parts(archive, links, layout) | {link_id: links[link_id] for _, link_id, _ in book.sheets}
    styles = layout.styles.formats
    targets = {name: _target(links.get(link_id)) for name, link_id, _ in book.sheets}
    parts = [
        _linking(archive, ROOT_LINKS, {"book": Link(BOOK_KIND, book_part)}),
        archive.part(book_part),
        _linking(archive, links_name(book_part), read),
        *(archive.part(target) for target in dict.fromkeys(link.target for link in read.values())),
    ]
    sheets = tuple(
        SheetFacts(name, limits, is_hidden=is_hidden, is_grid=targets[name].kind == GRID_KIND) for name, _, is_hidden in book.sheets
    )

    def look(facts: SheetFacts) -> bytes | None:
        target = targets[facts.name].target
        seen = signs.setdefault(facts.name, Signs(styles))
        if not _has_unknown_errors(facts, seen.watch(layout.watching(facts, target))):
            return None
        # Calamine would refuse the whole sheet: it gets those cells as text. Their places are known here.
        name = archive.part(target).name
        changed = deflated(name, ERROR_CELL.sub(rb'\1t="str"', archive.read(target)))
        return clean_zip([changed if part.name == name else part for part in parts])

    def look_closely(facts: SheetFacts) -> None:
        archive.inflated = 0  # all of it has been counted before
        SheetScan(SheetFacts(facts.name, limits), is_exact=True).run(archive.chunks(targets[facts.name].target))

    def look_again(facts: SheetFacts) -> SecondLook | None:
        seen = signs[facts.name]
        is_uncomputed = "formula" in facts.flaws.values() or (seen.has_zeros and facts.filled <= MOST_FILLED)
        if not is_uncomputed and not seen.is_styled:
            return None
        archive.inflated = 0  # as above
        second = SecondScan(SheetFacts(facts.name, limits), styles, has_outcomes=not book.is_uncalculated)
        second.run(archive.chunks(targets[facts.name].target))
        found = second.found
        if found.formulas and (names := _names(archive, book_part)):
            found.formulas = {place: with_names(formula, names) for place, formula in found.formulas.items()}
        return found

    remarks = frozenset(REMARKS[link.kind] for link in links.values() if link.kind in REMARKS)
    return Checked("xlsx", clean_zip(parts), sheets, book.is_1904, remarks, look, look_closely, look_again)


def _checked_parts(archive: Archive, links: Mapping[str, Link], layout: BookLayout) -> dict[str, Link]:
    """Check the parts beside the sheets that calamine gets, by the names of their links; and read those with looks."""
    read = {}
    for link_id, link in links.items():
        if link.kind == TEXTS and (link.is_outside or link.target in archive):
            may_be_struck, layout.explains_manners = _check_texts(archive, link)
            if may_be_struck:
                layout.texts_part = link.target
            read[link_id] = link
        elif link.kind == "styles" and link.target in archive:
            layout.styles = read_styles(archive.chunks(link.target))  # calamine needs them too: damaged, they refuse the file
            read[link_id] = link
        elif link.kind == "theme" and link.target in archive:
            layout.theme_part = link.target
    return read


def book_name(archive: Archive) -> str:
    """Find the part that lists the sheets."""
    links = links_of(_small(archive, ROOT_LINKS), "")
    name = next((link.target for link in links.values() if link.kind == BOOK_KIND and not link.is_outside), None)
    if name is None:
        raise NotASpreadsheet("not_a_spreadsheet")
    if name.lower().endswith(".bin"):
        raise NotASpreadsheet("old_format")  # .xlsb
    return name


def _linking(archive: Archive, name: str, links: Mapping[str, Link]) -> Part:
    """Write down links as calamine follows them: by the whole name of the part, of the kinds that it knows."""
    listed = "".join(
        f'<Relationship Id="{link_id.translate(ESCAPED)}" Type="{TYPE}{CHART_KIND if link.kind in OTHER_KINDS else link.kind}"'
        f' Target="/{archive.part(link.target).name.translate(ESCAPED)}"/>'
        for link_id, link in links.items()
    )
    return deflated(archive.part(name).name, f'<Relationships xmlns="{LINKS}">{listed}</Relationships>'.encode())


def _small(archive: Archive, name: str) -> list[bytes]:
    if archive.part(name).size > SMALL_PART:
        raise FileTooLarge("too_large_inside", limit=SMALL_PART // MEGABYTE)
    return list(archive.chunks(name))


def _book(archive: Archive, name: str) -> Book:
    book = Book([])
    is_book = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal is_book
        kind = local(tag)
        if kind == "workbook":
            is_book = True
        elif kind == "sheet":
            is_hidden = attributes.get("state", "visible") != "visible"
            link_id = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            book.sheets.append((attributes.get("name", ""), link_id, is_hidden))
        elif kind == "workbookPr":
            book.is_1904 = (attribute(attributes, "date1904") or "0") in TRUE
        elif kind == "calcPr":
            book.is_uncalculated = attributes.get("fullCalcOnLoad", "0") in TRUE

    scan(_small(archive, name), start)
    if not is_book:
        raise NotASpreadsheet("not_a_spreadsheet")
    if len(book.sheets) > archive.limits.sheets:
        raise FileTooLarge("too_many_sheets", limit=archive.limits.sheets)
    if len({name.casefold() for name, _, _ in book.sheets}) != len(book.sheets):
        raise DamagedFile("sheet_twice")
    return book


def _names(archive: Archive, book_part: str) -> dict[str, str]:
    """Read the names that single cells have in formulas, folded, with those cells."""
    names, named, text = dict[str, str](), "", list[str]()

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal named
        named = attributes.get("name", "") if local(tag) == "definedName" else ""
        text.clear()

    def end(tag: str) -> None:
        if local(tag) == "definedName" and len(names) < MOST_NAMES and ONE_CELL.fullmatch("".join(text)):
            names[named.casefold()] = "".join(text)

    scan(_small(archive, book_part), start, end, text.append)
    return names


def _check_texts(archive: Archive, link: Link) -> tuple[bool, bool]:
    """Refuse shared texts of many times the length of a cell, so that using one often stays affordable.

    Say whether a part of one may be struck out, and whether one explains what bold, italics or underlining mean.
    """
    if link.is_outside:
        raise UnsafeFile("outside_part")
    markup = Markup(lambda _tag, attributes: _check_count(markup, attributes, archive.part(link.target).size))
    rest, may_be_struck, is_explained = b"", False, False
    for chunk in archive.chunks(link.target):
        markup.feed(chunk)
        whole = rest + chunk
        may_be_struck = may_be_struck or STRIKE in whole
        is_explained = is_explained or EXPLAINED.search(whole) is not None
        *texts, rest = whole.split(TEXT_END)
        if max(map(len, [rest, *texts])) > archive.limits.text * MARKUP:
            raise FileTooLarge("text_too_long", limit=archive.limits.text // 1000)
    markup.close()
    return may_be_struck, is_explained


def _check_count(markup: Markup, attributes: dict[str, str], size: int) -> None:
    """Refuse a number of texts that cannot be: calamine makes room for as many as the part claims before it looks."""
    markup.parser.StartElementHandler = None  # only the first element says it
    for count in (attributes.get("count", ""), attributes.get("uniqueCount", "")):
        if count and not (count.isdecimal() and len(count) < 10):  # noqa: PLR2004 (ten digits: more than any sheet has)
            raise DamagedFile("incomplete")
    if int(attributes.get("uniqueCount", "0")) > size:
        raise DamagedFile("incomplete")


def _target(link: Link | None) -> Link:
    if link is None or link.kind not in OTHER_KINDS | {GRID_KIND}:
        raise DamagedFile("part_missing")
    if link.is_outside:
        raise UnsafeFile("outside_part")
    return link


def _has_unknown_errors(facts: SheetFacts, chunks: Iterable[bytes]) -> bool:
    """Look through a sheet, and tell whether it has error values that calamine does not know."""
    if not facts.is_grid:
        scan(chunks)
        return False
    sheet = SheetScan(facts)
    sheet.run(chunks)
    return sheet.unknown_errors
