"""Colours stand once; where Streamlit needs a copy, it is the same."""

from __future__ import annotations

import re
import tomllib

from adv.palette import DARK, LIGHT, PRINT
from tests.imports import ROOT

HUES = ("done", "waiting", "aim", "wrong", "agreed")


def test_the_theme_of_streamlit_has_the_colours_of_the_palette() -> None:
    themes = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    for style in (LIGHT, DARK):
        theme = themes[style.theme]
        assert (theme["primaryColor"], theme["backgroundColor"], theme["textColor"]) == (style.done, style.background, style.text)


def test_no_other_file_repeats_a_hue() -> None:
    hues = {getattr(style, name) for style in (LIGHT, DARK, PRINT) for name in HUES}
    files = [
        file for kind in ("*.py", "*.css", "*.js", "*.typ") for file in (ROOT / "adv").rglob(kind) if file.name != "palette.py"
    ]
    repeated = {
        file.name: found for file in files if (found := hues & set(re.findall("#[0-9a-f]{6}", file.read_text("utf-8").lower())))
    }
    assert len(files) > len(hues)
    assert not repeated
