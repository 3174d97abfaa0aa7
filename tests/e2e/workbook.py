"""A coordinator's workbook that nothing was tuned to, and the truth of it, counted while it is written.

Made anew for every run of the tests from a seed that is printed when a test fails, so that no reader can have learnt it by heart.
"""

from __future__ import annotations

import io
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

import xlsxwriter

MONTHS = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
OUTCOMES = {"Gesprek gevoerd": 0.6, "Niet thuis": 0.25, "Geen medewerking": 0.1, "Afspraak gemaakt": 0.05}
STATUSES = {"Open": 0.25, "In behandeling": 0.2, "Doorverwezen": 0.1, "Afgerond": 0.45}


@dataclass
class Truth:
    """What the pages must say."""

    visits: int = 0
    completed: int = 0
    spent_cents: int = 0
    requests: int = 0
    completed_by_area: Counter[str] = field(default_factory=Counter)
    requests_by_status: Counter[str] = field(default_factory=Counter)


def dutch_day(day: date) -> str:
    """3 mrt 2019."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def dutch_amount(cents: int) -> str:
    """€ 1.234,56."""
    whole, rest = divmod(cents, 100)
    return f"€ {whole:,}".replace(",", ".") + f",{rest:02}"


def unseen_workbook(seed: int) -> tuple[bytes, Truth]:
    """Title rows, other header words, text dates and amounts, totals rows; and what it says."""
    chance = random.Random(seed)
    truth = Truth()
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        _visits(book, chance, truth)
        _expenses(book, chance, truth)
    return buffer.getvalue(), truth


def _visits(book: xlsxwriter.Workbook, chance: random.Random, truth: Truth) -> None:
    sheet = book.add_worksheet("Huisbezoeken")
    sheet.write(0, 0, "Overzicht huisbezoeken, verzonnen")
    sheet.write_row(2, 1, ["Nr bezoek", "Bezoekdatum", "Straatnaam", "Huisnr", "Resultaat", "Door", "Thema's"])
    asked = book.add_worksheet("Vragen van bewoners")
    asked.write_row(0, 0, ["Bezoeknummer", "Thema", "Doel", "Stand van zaken", "Actiehouder", "Aangemeld op"])
    for number in range(1, chance.randrange(60, 140)):
        day = date(2018, 2, 1) + timedelta(days=chance.randrange(900))
        street = chance.choice(["Waartplein", "Matthijs Vermeulenstraat", "Sonatelaan"])
        outcome = chance.choices([*OUTCOMES], [*OUTCOMES.values()])[0]
        who = chance.choice(["LEVgroep", "Politie", "Woonpartners"])
        sheet.write_row(
            number + 2,
            1,
            [f"A-{number}", dutch_day(day), street, number, outcome, who, chance.choice(["wonen", "wonen, werken", ""])],
        )
        truth.visits += 1
        if outcome == "Gesprek gevoerd":
            truth.completed += 1
            truth.completed_by_area[street if street != "Sonatelaan" else "de Waart"] += 1
            if chance.random() < 0.7:
                truth.requests += 1
                status = chance.choices([*STATUSES], [*STATUSES.values()])[0]
                truth.requests_by_status[status] += 1
                asked.write_row(
                    truth.requests, 0, [f"A-{number}", chance.choice(["wonen", "werken"]), "rondkomen", status, who, dutch_day(day)]
                )
    sheet.write_row(number + 4, 1, ["Totaal", "", "", "", truth.completed])


def _expenses(book: xlsxwriter.Workbook, chance: random.Random, truth: Truth) -> None:
    sheet = book.add_worksheet("Kosten")
    sheet.write_row(0, 0, ["Boekdatum", "Soort kosten", "Bedrag (€)"])
    for row in range(1, chance.randrange(15, 40)):
        cents = chance.randrange(1_000, 250_000)
        truth.spent_cents += cents
        day = date(2018, 2, 1) + timedelta(days=chance.randrange(900))
        sheet.write_row(row, 0, [dutch_day(day), chance.choice(["Personeel", "Materiaal"]), dutch_amount(cents)])
    sheet.write_row(row + 1, 0, ["Totaal", "", dutch_amount(truth.spent_cents)])
