"""The accounts of 2019 in docs/examples, of invented data, with the words that a coordinator could have written: `make account-example`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from adv.report.facts import About
from adv.report.writers import writer
from tests.report.published import publication, told
from tests.report.reports import of_sample

if TYPE_CHECKING:
    from adv.report.outline import Report

FILE = Path(__file__).parents[2] / "docs" / "examples" / "verantwoording-de-waart-2019.pdf"
FOR_MUNICIPALITY = FILE.with_stem(f"{FILE.stem}-gemeente")
TEXTS = {
    "author": "A. Voorbeeld, coördinator",
    "summary": "Het kernteam kwam dit jaar op gang. Bewoners kennen de gezichten nu, en steeds vaker vragen zij zelf om een bezoek.",
    "areas": "In 2018 begonnen wij in de Matthijs Vermeulenstraat, omdat daar als eerste werd gerenoveerd. In 2019 volgden het Waartplein en de rest van de wijk.",
    "requests": "Veel vragen gaan over geld en wonen tegelijk. Die kosten tijd, omdat twee organisaties samen naar een oplossing zoeken.",
    "hours": "LEVgroep: twee medewerkers, elk acht uur per week. Woonpartners: vier uur per week. De politie ging mee wanneer dat nodig was.",
    "income": "Er waren geen andere inkomsten. De organisaties betaalden zelf de huur van de buurtkamer.",
    "accountant": "Nee.",
    "story.first.title": "Weer naar buiten",
    "story.first": "Een bewoonster kwam na jaren weer buiten. Bij het eerste bezoek vertelde zij over de trap, die zij niet meer op kon. Nu heeft zij een woning op de begane grond, en zet zij de koffie bij de ochtend in de buurtkamer.",
    "draft.never": "Bij een derde van de adressen is nog niet aangebeld. Daar beginnen wij in januari.",
    "next": "Wij bezoeken eerst de adressen waar nog niemand was. In het voorjaar helpen wij bewoners met de start van een klusclub.",
}

MORE = {
    "municipality.summary": "Het kernteam kwam dit jaar op gang. Bewoners kennen de gezichten nu.",
    "municipality.areas": "In 2018 begonnen wij in de Matthijs Vermeulenstraat. In 2019 volgden het Waartplein en de rest van de wijk.",
    "municipality.requests": "Veel vragen gaan over geld en wonen tegelijk. Die kosten tijd.",
    "conclusions": "Wij liggen voor op de planning. Dat houden wij zo door ook op zaterdag langs te gaan.",
}


def example() -> Report:
    """The account as it would be closed."""
    about = About(texts=TEXTS, confirmed=frozenset({"draft.over_year"}), closed_on=date(2020, 2, 14), is_sample=True)
    return of_sample(2019, about=about)


def for_municipality() -> Report:
    """The same year for the municipality, of a publication."""
    return told(publication("de-waart until 2019"), 2019, about=About(texts=TEXTS | MORE, closed_on=date(2020, 2, 21)))


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_bytes(writer("pdf")(example()))
    FOR_MUNICIPALITY.write_bytes(writer("pdf")(for_municipality()))
