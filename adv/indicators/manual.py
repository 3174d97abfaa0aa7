"""docs/indicators.md, from the catalogue and the English texts: ``python -m adv.indicators.manual``."""

from __future__ import annotations

from pathlib import Path

from adv.indicators import SECTIONS
from adv.indicators.entry import Indicator
from adv.texts import Texts, texts

MANUAL = Path(__file__).parents[2] / "docs" / "indicators.md"
BEFORE = """\
# Indicators: what every number means

*Made by `make manual` from `adv/indicators` and `adv/texts/en/definitions.toml`; a test says whether it is up to date.*

Each entry is also behind the ⓘ beside its number. Rates come with numerator, denominator by name and a 95 % interval. What the data
cannot give is *not available*, with the reason, never 0: a table without a row and a column without a single value are "not in the
data" ([ADR 1](adr/0001-not-in-the-data.md)). Amounts are whole cents until a ratio is taken. All figures are exact: for the coordinator.

`python -m adv summary FILE… --json` prints the same numbers without a browser, as one JSON object: codes in English, areas and themes
by the project's own names (all of them, zero included), money in euros with two decimals, days as ISO dates, what is not available as
null. Ratios are not rounded. Beside the places named below it has `project`, `as_of` and `findings`: `errors` and `warnings` count cells
(a finding about 37 cells counts 37 times), `rows_left_out` counts rows.
"""


def manual(english: Texts) -> str:
    """Write the whole manual."""
    parts = [BEFORE]
    for section in SECTIONS:
        parts += [f"## {section.title}\n", *([f"{section.about}\n"] if section.about else [])]
        parts += [_entry(one, english) for one in section.indicators]
    return "\n".join(parts)


def _entry(one: Indicator, english: Texts) -> str:
    about = f"definitions.{one.key}"
    basis = one.basis
    told = {"Formula": one.formula, "Unit": basis.unit, "Denominator": basis.denominator, "Source": basis.source}
    if one.shown and one.shown.kind:
        told["On screen"] = f"{english(f'pages.{one.shown.page}.title')}, {one.shown.kind}"
    if one.figures:
        told["JSON"] = ", ".join(f"`{figure.path}`" for figure in one.figures) + (f". {one.note}" if one.note else "")
    lines = "".join(f"- {name}: {what}\n" for name, what in told.items())
    return f"### `{one.key}` {english(f'{about}.name')}\n\n{english(f'{about}.text')}\n\n{lines}"


if __name__ == "__main__":
    MANUAL.write_text(manual(texts("en")), encoding="utf-8")
