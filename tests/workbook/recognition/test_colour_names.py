"""What people call a colour."""

from __future__ import annotations

import pytest

from adv.workbook.recognition.legends.colour_legend import codes_of, names_of
from adv.workbook.vocabulary.words import vocabulary


@pytest.mark.parametrize(
    ("rgb", "names"),
    [
        ("FFFFFF", ("white",)),
        ("F8F8F8", ("white",)),
        ("000000", ("black",)),
        ("0A0A1A", ("black",)),
        ("808080", ("grey",)),
        ("E0D8D8", ("grey",)),
        ("FF0000", ("red", "pink")),
        ("C00000", ("red", "pink")),  # dark red of Excel
        ("FF0066", ("pink", "purple", "red")),
        ("FF0033", ("red", "pink")),
        ("FFC7CE", ("pink", "red")),  # Excel's "bad"
        ("FFC000", ("orange", "yellow", "brown")),  # Excel's orange
        ("FFA500", ("orange", "yellow", "brown")),
        ("FFE699", ("yellow", "orange")),  # its gold, light
        ("843C0C", ("brown", "orange")),
        ("FFFF00", ("yellow", "orange", "green")),
        ("92D050", ("green", "turquoise")),
        ("C6EFCE", ("green", "turquoise")),  # Excel's "good"
        ("00B050", ("green", "turquoise")),
        ("00FFFF", ("turquoise", "blue", "green")),
        ("00B0F0", ("blue", "turquoise", "purple")),
        ("0000FF", ("blue", "turquoise", "purple")),
        ("7030A0", ("purple", "blue", "pink")),
        ("FF00FF", ("pink", "purple", "red")),
    ],
)
def test_a_colour_has_the_names_that_people_give_it(rgb: str, names: tuple[str, ...]) -> None:
    assert codes_of(rgb) == names


def test_no_two_colours_have_one_name() -> None:
    named = names_of(["92D050", "FF0000", "00B050", "C6EFCE"], vocabulary())
    assert list(named.values()) == ["kleur groen", "kleur rood", "kleur groen 2", "kleur groen 3"]
