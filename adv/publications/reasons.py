"""Reasons why there is no release, in sentences: the reason, which cells stand in the way, and what would help. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.formats import formats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adv.disclosure.publication import Merging
    from adv.disclosure.publishing import NotPossible
    from adv.texts import Texts

WHY, HELPS, AS_ONE = "publish.why", "publish.helps", "published.merged"
CELLS = 3  # named of those that stand in the way


def why_not(why: NotPossible, known: Texts) -> Iterator[str]:
    """Say why there is no release, which cells stand in the way, and what would help."""
    yield known(f"{WHY}.{why.why.value}")
    if why.cells:
        names = [cell_name(cell, known) for cell in why.cells[:CELLS]]
        more = known.count("publish.more_cells", len(why.cells) - CELLS) if len(why.cells) > CELLS else ""
        yield known("publish.cells", cells="; ".join(names), more=more)
    yield known(f"{HELPS}.{why.why.value}")


def merged_sentence(merging: Merging, known: Texts) -> str:
    """Say what is counted as one."""
    return known(f"{AS_ONE}.{merging.dimension}", names=formats(known.language).joined(merging.together))


def cell_name(cell: str, known: Texts) -> str:
    """A cell as people name it, of the name that the lattice gives it: ``area=Waartplein|theme=werken``."""
    values = [part.partition("=")[2] or known("words.unknown") for part in cell.split("|")] if cell else []
    return " × ".join(values) or known("verify.total")
