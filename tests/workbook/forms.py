"""Eight visits as tools for forms and people with codes export them, and what is true of them however they are written."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tests.workbook.sheets import sheet, understood

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.understood import Intake

THEMES = ("wonen", "zorg en welzijn", "werken")
BASE = ("Datum", "Straat", "Huisnummer", "Uitkomst")


class Visit(NamedTuple):
    """One visit."""

    day: date
    street: str
    door: int
    outcome: str
    themes: tuple[str, ...] = ()
    active: str | None = None

    @property
    def door_step(self) -> list[Cell]:
        """The cells under `BASE`."""
        return [self.day, self.street, self.door, self.outcome]


VISITS = (
    Visit(date(2019, 1, 7), "Waartplein", 3, "niet thuis"),
    Visit(date(2019, 1, 8), "Waartplein", 5, "gesprek gevoerd", ("wonen",), "Ja"),
    Visit(date(2019, 1, 9), "Diepenbrockhof", 7, "gesprek gevoerd", ("wonen", "zorg en welzijn"), "Nee"),
    Visit(date(2019, 2, 9), "Componistenlaan", 9, "geen medewerking"),
    Visit(date(2019, 2, 10), "Componistenlaan", 11, "gesprek gevoerd", ("werken",), "Nee"),
    Visit(date(2019, 3, 1), "Waartplein", 13, "afspraak gemaakt"),
    Visit(date(2019, 3, 3), "Waartplein", 15, "gesprek gevoerd", ("zorg en welzijn", "werken"), "Ja"),
    Visit(date(2019, 3, 4), "Diepenbrockhof", 17, "gesprek gevoerd", ("wonen", "zorg en welzijn", "werken"), "Nee"),
)
OUTCOMES = {"conversation": 5, "not_at_home": 1, "refused": 1, "appointment": 1}
EACH_THEME = 3  # counted by hand: every theme came up in three conversations
ACTIVE = 2


def visits_sheet(headers: Sequence[str | None], row: Callable[[int, Visit], Sequence[Cell]], *under: Sequence[Cell]) -> RawSheet:
    """A sheet of the visits, each as a tool writes it; `under` are further rows of headers."""
    return sheet("Blad1", list(headers), *under, *(row(number, visit) for number, visit in enumerate(VISITS)))


def counted(*sheets: RawSheet) -> Intake:
    """Read sheets, and hold the visits in them to what is true."""
    result = understood(*sheets)
    visits = result.dataset.visits
    assert Counter(visits.outcome.astype(str)) == OUTCOMES
    assert Counter(theme for themes in visits.themes if themes for theme in themes) == dict.fromkeys(THEMES, EACH_THEME)
    assert int(visits.becomes_active.fillna(value=False).sum()) == ACTIVE
    return result
