"""Parts that the files of Word and PowerPoint share: charts as PNG, what a file says of itself, and bytes without a clock."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst
from lxml import etree

from adv.report.blocks import Picture

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adv.report.outline import Report

LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
FONTS = Path(__file__).parent / "fonts"
PPI = 160  # at 16 cm: sharp on paper
WIDTH_CM = 16
SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
SVG_USE = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def pngs(blocks: Iterable[object]) -> dict[str, bytes]:
    """Draw the pictures among blocks by their keys, each as wide as a page's text, in one run of typst, with the report's letters."""
    pictures = {block.key: block for block in blocks if isinstance(block, Picture)}
    if not pictures:
        return {}
    files = {f"{place}.svg": picture.svg.encode() for place, picture in enumerate(pictures.values())}
    pages = "#pagebreak()".join(f'#image("{name}", width: {WIDTH_CM}cm)' for name in files)
    source = f"#set page(width: {WIDTH_CM}cm, height: auto, margin: 0pt)\n{pages}\n"
    made = typst.compile(  # type: ignore[call-overload]  # files by name are in its manual, not in its types
        {"main": source.encode(), **files}, format="png", ppi=PPI, ignore_system_fonts=True, font_paths=[FONTS]
    )
    return dict(zip(pictures, [made] if isinstance(made, bytes) else made, strict=True))


def drawn_as(blip: Any, link: str) -> None:  # noqa: ANN401 - lxml's elements have no type of their own here
    """Name the drawing, related by `link`, that newer programs show in place of a PNG."""
    asked = etree.SubElement(etree.SubElement(blip, f"{{{MAIN}}}extLst"), f"{{{MAIN}}}ext", {"uri": SVG_USE})
    etree.SubElement(asked, f"{{{SVG}}}svgBlip", {f"{{{RELATED}}}embed": link}, nsmap={"asvg": SVG})


def saved(file: Any, report: Report) -> bytes:  # noqa: ANN401 - a document or a presentation: neither has a type for both
    """Say in a file what it is, and give its bytes: the same report gives the same."""
    about = file.core_properties
    about.title, about.author, about.subject, about.last_modified_by = report.title, report.author, report.project, report.author
    about.language, about.keywords, about.comments = LANGUAGES[report.words.language], "", ""
    made = io.BytesIO()
    file.save(made)
    return without_clock(made.getvalue(), f"{report.as_of.isoformat()}T00:00:00Z")


def without_clock(content: bytes, moment: str) -> bytes:
    """Write an archive again with fixed days, also in the workbooks that are inside; its core properties get `moment` (ISO)."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith(".xlsx"):
                part = without_clock(part, moment)
            elif name == "docProps/core.xml":
                part = _MOMENT.sub(rb"\g<1>" + moment.encode() + rb"\g<2>", part)
            about = zipfile.ZipInfo(name, FIRST_DAY_OF_ZIP)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o600 << 16
            new.writestr(about, part)
    return made.getvalue()
