"""Makes the synthetic workbooks beside this file: ``python -m sample_data.make_samples`` (or ``make sample``).

The seeds are fixed: the same program makes the same files, byte for byte.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from adv.settings import load_project
from sample_data.stories import ANNAWIJK, DE_WAART
from sample_data.telling import tell
from sample_data.workbooks import in_template_form, kept_by_hand

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent
DE_WAART_FILE = "voorbeeld-de-waart-2018-2020.xlsx"
BY_HAND_FILE = "voorbeeld-de-waart-zelf-bijgehouden.xlsx"
ANNAWIJK_FILE = "voorbeeld-annawijk-2021-2022.xlsx"


def workbooks() -> Mapping[str, bytes]:
    """Every sample's content by its file name."""
    de_waart, annawijk = tell(DE_WAART), tell(ANNAWIJK)
    title = load_project(DE_WAART.project).title
    return {
        DE_WAART_FILE: in_template_form(de_waart, title),
        BY_HAND_FILE: kept_by_hand(de_waart, title),
        ANNAWIJK_FILE: in_template_form(annawijk, load_project(ANNAWIJK.project).title),
    }


def main(folder: Path = FOLDER) -> None:
    """Write all samples into `folder`."""
    for name, content in workbooks().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
