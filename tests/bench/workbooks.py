"""Workbooks of any size for measuring: the template's form, invented, always the same for a size."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from pathlib import Path

VISITS = [
    "Bezoeknummer",
    "Datum",
    "Straat",
    "Huisnummer",
    "Uitkomst",
    "Organisatie",
    "Thema's",
    "Ronde",
    "Wordt actief",
    "Cijfer woning",
    "Cijfer buurt",
]
REQUESTS = ["Hulpvraagnummer", "Bezoeknummer", "Thema", "Doel", "Status", "Actiehouder", "Datum aangemeld", "Datum afgerond"]
EXPENSES = ["Datum", "Kostensoort", "Organisatie", "Bedrag"]
START = datetime(2018, 1, 1)  # noqa: DTZ001  # a spreadsheet's dates have no time zone
DAYS = 1090


def write_workbook(path: Path, visits: int) -> Path:
    """A workbook of `visits` visits, 80 requests and 50 bookings per 100 visits; nothing is written when it is there already."""
    if path.exists():
        return path
    chance = random.Random(visits)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        streets = ["Waartplein", "Matthijs Vermeulenstraat", "Componistenlaan", "Toonladder"]
        sheet = book.add_worksheet("Bezoeken")
        sheet.write_row(0, 0, VISITS)
        for row in range(1, visits + 1):
            sheet.write(row, 0, f"B{row:06}")
            sheet.write_datetime(row, 1, START + timedelta(days=chance.randrange(DAYS)), day)
            outcome = chance.choices(["gesprek gevoerd", "niet thuis", "geen medewerking", "afspraak gemaakt"], [55, 30, 10, 5])[0]
            talked = outcome == "gesprek gevoerd"
            who = chance.choice(["LEVgroep", "Politie", "Woonpartners", "LEVgroep; Politie"])
            themes = chance.choice(["wonen", "wonen; werken", "zorg en welzijn"]) if talked else ""
            scores = [chance.randrange(4, 10), chance.randrange(4, 10)] if talked else []
            number = chance.randrange(1, max(50, visits // 3))
            active = chance.choice(["ja", "nee"]) if talked else ""
            sheet.write_row(
                row, 2, [chance.choice(streets), number, outcome, who, themes, chance.choice([1, 1, 2, 3]), active, *scores]
            )
        sheet = book.add_worksheet("Hulpvragen")
        sheet.write_row(0, 0, REQUESTS)
        for row in range(1, int(visits * 0.8) + 1):
            status = chance.choice(["open", "in behandeling", "doorverwezen", "afgerond", "afgerond"])
            theme = chance.choice(["wonen", "zorg en welzijn", "werken"])
            goal = chance.choice(["meedoen", "rondkomen", "vooruitkomen"])
            visit = f"B{chance.randrange(1, visits + 1):06}"
            sheet.write_row(row, 0, [f"H{row:06}", visit, theme, goal, status, chance.choice(["LEVgroep", "Woonpartners"])])
            raised = START + timedelta(days=chance.randrange(DAYS - 100))
            sheet.write_datetime(row, 6, raised, day)
            if status == "afgerond":
                sheet.write_datetime(row, 7, raised + timedelta(days=chance.randrange(100)), day)
        sheet = book.add_worksheet("Uitgaven")
        sheet.write_row(0, 0, EXPENSES)
        for row in range(1, int(visits * 0.5) + 1):
            sheet.write_datetime(row, 0, START + timedelta(days=chance.randrange(DAYS)), day)
            kind = chance.choice(["Personeel", "Activiteiten", "Materiaal"])
            sheet.write_row(row, 1, [kind, chance.choice(["LEVgroep", "Woonpartners"]), chance.randrange(500, 90_000) / 100])
    return path
