"""Charts as PNG, for programs that do not draw SVG: typst draws them, with the letters of the report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.report.blocks import Picture

FONTS = Path(__file__).parent / "fonts"
PPI = 160  # at 16 cm: sharp on paper
WIDTH_CM = 16


def pngs(pictures: Sequence[Picture]) -> list[bytes]:
    """Draw pictures, each as wide as a page's text, in one run."""
    if not pictures:
        return []
    files = {f"{place}.svg": picture.svg.encode() for place, picture in enumerate(pictures)}
    pages = "#pagebreak()".join(f'#image("{name}", width: {WIDTH_CM}cm)' for name in files)
    source = f"#set page(width: {WIDTH_CM}cm, height: auto, margin: 0pt)\n{pages}\n"
    made = typst.compile(  # type: ignore[call-overload]  # files by name are in its manual, not in its types
        {"main": source.encode(), **files}, format="png", ppi=PPI, ignore_system_fonts=True, font_paths=[FONTS]
    )
    return [made] if isinstance(made, bytes) else list(made)
