"""Amounts by kind and month, quarter or year become expenses on the first day of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.parsing.ledger.rows import MEANING, SAID
from adv.workbook.parsing.parsers import Parsers
from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.tables.table import Part, recode
from adv.workbook.understood import ColumnRecognition, Reason, SheetRecognition
from adv.workbook.values.amounts import parse_amount, plain_euros
from adv.workbook.values.money_units import FACTORS, in_euros, is_unlikely, running_total, steps_of, titled_unit
from adv.workbook.vocabulary.fields import RUNNING_TOTAL, Kind
from adv.workbook.vocabulary.knowledge import Knowledge, shown
from adv.workbook.vocabulary.ledger import Account, Nature, Running, Scheme, account_of, running_word
from adv.workbook.vocabulary.word_lists import WordList
from adv.workbook.vocabulary.words import LedgerWords, is_blank

if TYPE_CHECKING:
    from datetime import date

    from adv.workbook.recognition.shapes.matrix_blocks import FoundMatrix, Matrix
    from adv.workbook.vocabulary.unknown_words import AskedWords

SURE_OF_MATRIX = 0.9


def parse_matrix(
    found: FoundMatrix, knowledge: Knowledge, today: date, log: FindingLog, asked: AskedWords
) -> tuple[tuple[Part, ...], SheetRecognition]:
    """Read the amounts of every kind and month; those of one month, or of one kind where months are rows, together."""
    parsers = Parsers(knowledge, today, is_1904=found.sheet.is_1904)
    if not found.has_year:
        cells = [(block.header_row, block.label_column) for block in found.blocks] or [(0, 0)]
        log.add(Severity.ERROR, "matrix_without_year", found.file, found.sheet.name, cells)
        return (), SheetRecognition(found.file, found.sheet.name, None, SURE_OF_MATRIX, Reason("matrix_without_year"))
    found = _with_steps(_in_euros(found, knowledge, log), knowledge.words.ledger, log)
    parts = [part for block in found.blocks for part in _parts(found, block, parsers, log, asked)]
    header = min(block.header_row for block in found.blocks) + 1
    reason, columns = Reason("month_matrix"), _columns_shown(found)
    for block in found.blocks:
        if block.unread:
            log.add(Severity.WARNING, "matrix_columns_unread", found.file, found.sheet.name, list(block.unread))
    read = SheetRecognition(found.file, found.sheet.name, TableName.EXPENSES, SURE_OF_MATRIX, reason, header, columns)
    return tuple(parts), replace(read, shape=found.shape, remembered=found.remembered)


def _in_euros(found: FoundMatrix, knowledge: Knowledge, log: FindingLog) -> FoundMatrix:
    """Give amounts that are said to be in thousands, or in cents, in euros, unless that is unlikely."""
    sheet = found.sheet
    places = [block.place(month, label) for block in found.blocks for month in block.months for label in block.labels]
    rows = sorted({row for block in found.blocks for row in (block.header_row, *([] if block.are_rows else block.labels))})
    unit = found.option or (titled_unit(sheet, rows[0] + 1, rows[0] + 1) if rows else None)
    if unit not in FACTORS:
        return found
    amounts = [sheet.columns[column][row] for row, column in places]
    is_doubtful = not found.option and is_unlikely(amounts, unit, knowledge.project.budget_cents)
    code = f"amounts_may_be_{unit}" if is_doubtful else f"amounts_{unit}"
    log.add(Severity.WARNING, code, found.file, sheet.name, places, column=str(sheet.columns[places[0][1]][rows[0]] or ""))
    if is_doubtful:
        return found
    return _with_cells(found, dict(zip(places, in_euros(amounts, unit), strict=True)))


def _with_steps(found: FoundMatrix, ledger: LedgerWords, log: FindingLog) -> FoundMatrix:
    """Take the steps of running totals for what was spent, as a word or the user says; where only the amounts seem so, ask."""
    cells = found.sheet.columns
    spent: list[tuple[tuple[int, int], int, date, str]] = []  # place, cents, month, and for what
    for block in found.blocks:
        for label, text in block.labels.items():
            for month, day in block.months.items():
                row, column = block.place(month, label)
                if cents := parse_amount(cells[column][row]).value:
                    spent.append(((row, column), cents, day, text))
    if found.option not in {None, RUNNING_TOTAL} or not spent:
        return found
    places, amounts = [at for at, *_ in spent], [cents for _, cents, *_ in spent]
    days, kinds = [day for *_, day, _ in spent], [text for *_, text in spent]
    rise = running_total(amounts, days, kinds)
    is_read = found.option is not None or (_says_running(found, ledger) and rise is not None)
    if not is_read and not (rise and rise.is_told_by_itself):
        return found
    code = "amounts_running" if is_read else "amounts_may_be_running"
    header = cells[places[0][1]][found.blocks[0].header_row]
    log.add(Severity.WARNING, code, found.file, found.sheet.name, places, column=str(header or ""))
    steps = steps_of(amounts, days, kinds) if is_read else ()
    return _with_cells(found, {at: step / 100 for at, step in zip(places, steps, strict=False)})


def _says_running(found: FoundMatrix, ledger: LedgerWords) -> bool:
    """Say whether the heads of all months speak of what was spent up to them, or a title does."""
    cells = found.sheet.columns
    heads = [
        cells[block.label_column][at] if block.are_rows else cells[at][block.header_row]
        for block in found.blocks
        for at in block.months
    ]
    above = [column[row] for block in found.blocks for column in cells for row in range(block.header_row)]
    titles = [text for text in (found.sheet.name, *above) if isinstance(text, str)]
    is_titled = any(running_word(text, ledger) is Running.SURE for text in titles)
    return is_titled or all(isinstance(head, str) and running_word(head, ledger) for head in heads)


def _with_cells(found: FoundMatrix, changed: dict[tuple[int, int], Any]) -> FoundMatrix:
    columns = [list(column) for column in found.sheet.columns]
    for (row, column), cell in changed.items():
        columns[column][row] = cell
    return replace(found, sheet=replace(found.sheet, columns=tuple(columns)))


def _parts(found: FoundMatrix, block: Matrix, parsers: Parsers, log: FindingLog, asked: AskedWords) -> list[Part]:
    accounts = {at: account for at, text in block.labels.items() if (account := account_of(text))}
    kinds = _costs(found, block, accounts, parsers, log=log, asked=asked)
    outer, inner = (list(kinds), list(block.months)) if block.are_rows else (list(block.months), list(kinds))
    parts = []
    for column in outer:
        cells = {}
        for row in inner:
            label, month = (column, row) if block.are_rows else (row, column)
            cell = found.sheet.columns[column][row]
            if not is_blank(cell) or (row, column) in found.sheet.flaws:
                cells[row] = (cell, kinds[label], block.months[month])
        if cells:
            parts.append(_part(found, block, column, cells, parsers=parsers, log=log))
    return parts


def _costs(
    found: FoundMatrix, block: Matrix, accounts: dict[int, Account], parsers: Parsers, *, log: FindingLog, asked: AskedWords
) -> dict[int, str | None]:
    """Give the kinds that are costs, as they are called; of the others say what they are."""
    scheme = Scheme(parsers.knowledge, tuple(accounts.values()))
    kinds: dict[int, str | None] = {}
    for at, account in accounts.items():
        is_income = at in block.income and scheme.meaning(account) is None
        nature, cells = Nature.INCOME if is_income else scheme.nature(account), [block.place(month, at) for month in block.months]
        cents = sum(parse_amount(found.sheet.columns[column][row]).value or 0 for row, column in cells)
        if nature is Nature.COST:
            meaning = scheme.meaning(account)
            is_own = meaning in parsers.project.cost_categories
            kinds[at] = meaning if is_own else parsers.of(Kind.CATEGORY, "category")(account.shown).value
        elif cents:
            code, meaning = next(code for one, _, code in SAID if one is nature), MEANING[nature]
            is_told = nature is not Nature.INCOME or is_income or scheme.is_told(account) or cents < 0
            severity = Severity.INFO if is_told else Severity.WARNING
            log.add(severity, code, found.file, found.sheet.name, cells, euros=plain_euros(abs(cents)))
            sure, likely = (meaning, None) if is_told else (None, meaning)
            asked.money(WordList.CATEGORY, account.shown, 1, found.sheet.name, cents=cents, meaning=sure, likely=likely)
    return kinds


def _part(
    found: FoundMatrix,
    block: Matrix,
    column: int,
    cells: dict[int, tuple[Any, str | None, date]],
    *,
    parsers: Parsers,
    log: FindingLog,
) -> Part:
    """Read the amounts of one column of the sheet."""
    lines = np.array(sorted(cells), dtype=np.intp)
    parsed = [parsers.of(Kind.CENTS, "cents")(cells[line][0]) for line in lines.tolist()]
    days = [cells[line][2] for line in lines.tolist()]
    columns = {
        "cents": recode([amount.value for amount in parsed]),
        "booked_on": recode(days),
        "category": recode([cells[line][1] for line in lines.tolist()]),
    }
    keep = np.array(
        [amount.value is not None and day <= parsers.today for amount, day in zip(parsed, days, strict=True)], dtype=bool
    )
    places = {"cents": column, "booked_on": column, "category": block.label_column}
    part = Part(TableName.EXPENSES, found.file, found.sheet.name, lines, columns, places, keep, span=block.span)
    for line, amount, is_kept in zip(lines.tolist(), parsed, keep.tolist(), strict=True):
        where = [(line, column)]
        flaw = found.sheet.flaws.get((line, column))
        if amount.value is None:
            code = "cell_formula" if flaw == "formula" else "unreadable_amount"
            log.add(Severity.ERROR, code, part.file, part.sheet, where, column="")
        elif not is_kept:
            log.add(Severity.ERROR, "date_in_future", part.file, part.sheet, where, today=f"{parsers.today:%d-%m-%Y}")
    log.add_rows(Severity.INFO, "matrix_read", part, lines[keep], column)
    return part


def _columns_shown(found: FoundMatrix) -> tuple[ColumnRecognition, ...]:
    """Show the columns of the first block: the kinds, and each month."""
    block, cells = found.blocks[0], found.sheet.columns
    made: dict[int, str | None] = {block.label_column: "booked_on" if block.are_rows else "category"}
    made |= dict.fromkeys(block.labels if block.are_rows else block.months, "cents")
    made |= dict.fromkeys(found.left_out, None)
    row, out = block.header_row, "remembered_out" if found.remembered else "corrected_out"
    return tuple(
        ColumnRecognition(
            at,
            str(cells[at][row] or ""),
            name,
            SURE_OF_MATRIX,
            Reason("month_matrix" if name else out),
            shown(cells[at][row + 1 :]),
        )
        for at, name in sorted(made.items())
    )
