"""Spent against the budget lines (begroting): by category, by year, and each category in each year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from adv.charts.budget.spending import EVERYTHING, is_all_money, spent_over_time
from adv.charts.budget.spending import spent_by as plain_spent_by
from adv.charts.chart import Chart
from adv.charts.chart_context import plain
from adv.charts.kinds.bars import Rows, Series, bars, horizontal
from adv.charts.tables import CENTS, euros, table
from adv.charts.words import MOST_NAMED, not_available, sentences
from adv.metrics.budget import MoneyGroup
from adv.metrics.source_rows import BUDGET_LINES, EXPENSES
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adv.charts.chart_context import Look
    from adv.metrics.budget import SpentByGroup, SpentOverTime
    from adv.metrics.budget_lines import AgainstLines, Line
    from adv.metrics.selection import Selection
    from adv.metrics.source_rows import Behind

DEFINITIONS = ("against_lines", "spent")


def lines_warning(exact: AgainstLines, look: Look) -> str:
    """That the lines together are not the project's budget; nothing when they are."""
    if not exact.difference_cents:
        return ""
    say, euro, difference = look.of("money"), look.formats.euro, exact.difference_cents
    amounts = {"total": euro(exact.lines_cents), "difference": euro(abs(difference)), "budget": euro(exact.budget_cents)}
    return say.text("lines.lines_more" if difference > 0 else "lines.lines_less", **amounts)


class _Paired(Struct, frozen=True):
    """What differs between the lines by category and by year."""

    key: str
    title: str
    sentence: str
    lines: tuple[Line, ...]
    set_aside: tuple[Behind, ...]  # the rows behind each line
    spent: tuple[Behind, ...]
    column: str
    selects: str | None = None


def by_category(
    exact: AgainstLines | NotAvailable, spent_by: SpentByGroup | NotAvailable, look: Look, selection: Selection = EVERYTHING
) -> Chart:
    """Spent of what was set aside for each category; without lines, or of a part of the bookings, only what was spent."""
    if isinstance(exact, NotAvailable) or not is_all_money(selection):
        return plain_spent_by(spent_by, look, MoneyGroup.CATEGORY, selection)
    say, euro = look.of("money"), look.formats.euro
    title = say.text("lines.by_category")
    names = [line.name for line in exact.categories]
    sentence = sentences(
        lines_sentence(exact, exact.categories, look),
        lines_warning(exact, look),
        say.text("lines.without_category", amount=euro(exact.lines_without_category)) if exact.lines_without_category else "",
        say.text("lines.spent_without_category", amount=euro(exact.spent_without_category)) if exact.spent_without_category else "",
    )
    set_aside = tuple(BUDGET_LINES.also(category=name) for name in names)
    spent = tuple(EXPENSES.also(category=name) for name in names)
    return _paired(
        _Paired("spent_by_category", title, sentence, exact.categories, set_aside, spent, "by_category", "category"), look
    )


def by_year(
    exact: AgainstLines | NotAvailable, spent: SpentOverTime | NotAvailable, look: Look, selection: Selection = EVERYTHING
) -> Chart:
    """Spent of what was set aside for each year; without lines, or of a part of the bookings, only what was spent."""
    if isinstance(exact, NotAvailable) or not exact.years or not is_all_money(selection):
        return replace(spent_over_time(spent, look, selection), key="spent_by_year")  # the page has one per quarter too
    title = look.of("money").text("lines.by_year")
    years = [line.name for line in exact.years]
    set_aside = tuple(BUDGET_LINES.also(year=name) for name in years)
    booked = tuple(EXPENSES.also(year=f"{name}-01-01") for name in years)
    return _paired(_Paired("spent_by_year", title, years_sentence(exact, look), exact.years, set_aside, booked, "year"), look)


def _paired(told: _Paired, look: Look) -> Chart:
    """An outline of what was set aside, with what was spent in it."""
    say, lines = look.of("money"), told.lines
    names = tuple(line.name for line in lines)
    groups = Rows(names, names if told.selects else ("",) * len(names))
    hovers = tuple(_hover(line, look) for line in lines)
    set_aside, spent = tuple(euros([line.set_aside for line in lines])), tuple(euros([line.spent for line in lines]))
    series = [
        Series(say.text("lines.line"), set_aside, hovers, look.style.muted, rows=told.set_aside, is_behind=True),
        Series(say.text("lines.spent"), spent, hovers, look.style.blue, rows=told.spent),
    ]
    left = euros([line.set_aside - line.spent for line in lines])
    frame = table(say, {told.column: names, "line_euro": set_aside, "spent_euro": spent, "left_euro": left})
    figure = horizontal(look, groups, series, [_end(line, look) for line in lines]) if any(set_aside) or any(spent) else None
    alt = look.text("bars_alt", title=told.title, sentence=told.sentence)
    counted = bars(names, series)
    return Chart(told.key, told.title, told.sentence, figure, frame, alt, DEFINITIONS, told.selects, EXPENSES, counted)


def _hover(line: Line, look: Look) -> str:
    key, euro = "hover" if line.set_aside else "hover_none", look.formats.euro
    return look.of("money").text(f"lines.{key}", name=plain(line.name), spent=euro(line.spent), line=euro(line.set_aside))


def _end(line: Line, look: Look) -> str:
    euro, key = look.formats.euro, "end" if line.set_aside else "end_none"
    return look.of("money").text(f"lines.{key}", spent=euro(line.spent, whole=True), line=euro(line.set_aside, whole=True))


def lines_sentence(exact: AgainstLines, lines: Iterable[Line], look: Look) -> str:
    """How much of the lines is spent, which are exceeded, what has no line and what was not touched."""
    say, euro, lines = look.of("money"), look.formats.euro, tuple(lines)
    total, spent, day = euro(exact.lines_cents), exact.spent_cents, look.formats.long_day(exact.as_of)
    over = [
        say.text("lines.over", name=line.name, amount=euro(line.spent - line.set_aside), line=euro(line.set_aside))
        for line in lines
        if line.is_over
    ]
    words = {"total": total, "day": day, "spent": euro(spent), "names": _listed(over, look), "back": euro(-spent)}
    if spent == 0 and not over:
        first = say.text("lines.nothing", **words)
    elif spent < 0:
        first = say.text("lines.paid_back", **words)
    elif spent > exact.lines_cents:
        first = say.text("lines.all_over" if over else "lines.beyond", **words)
    else:
        share = look.formats.percent(spent / exact.lines_cents) if exact.lines_cents > 0 else "–"
        first = say.text("lines.some_over" if over else "lines.within", share=share, **words)
    no_line = [say.text("lines.amount_of", name=line.name, amount=euro(line.spent)) for line in lines if line.has_no_line]
    untouched = [say.text("lines.amount_of", name=line.name, amount=euro(line.set_aside)) for line in lines if line.is_untouched]
    return sentences(
        first,
        say.text("lines.no_line", names=_listed(no_line, look)) if no_line else "",
        say.text("lines.untouched", names=_listed(untouched, look)) if untouched and spent else "",
    )


def _listed(parts: list[str], look: Look) -> str:
    if len(parts) <= MOST_NAMED:
        return look.formats.joined(parts)
    return look.formats.joined([*parts[: MOST_NAMED - 1], look.text("others", count=len(parts) - MOST_NAMED + 1)])


def years_sentence(exact: AgainstLines, look: Look) -> str:
    """The year that is going on, and those that were exceeded or had no line."""
    say, euro = look.of("money"), look.formats.euro
    now = next((line for line in exact.years if line.name == str(exact.as_of.year)), None)
    without = say.text("lines.without_year", amount=euro(exact.lines_without_year)) if exact.lines_without_year else ""
    if now is None:
        return sentences(lines_sentence(exact, exact.years, look), without)
    is_done = (exact.as_of.month, exact.as_of.day) == (12, 31)
    key = "year_none" if now.set_aside <= 0 else "year_done" if is_done else "year_now"
    words = {"year": now.name, "day": look.formats.long_day(exact.as_of)}
    first = say.text(f"lines.{key}", spent=euro(now.spent), line=euro(now.set_aside), **words)
    over = [
        say.text("lines.over", name=line.name, amount=euro(line.spent - line.set_aside), line=euro(line.set_aside))
        for line in exact.years
        if line.is_over
    ]
    return sentences(
        first,
        say.text("lines.years_over", names=_listed(over, look)) if over else "",
        without,
    )


def cells(exact: AgainstLines | NotAvailable, look: Look, selection: Selection = EVERYTHING) -> Chart:
    """Each category in each year, as a table: spent of what was set aside. Of all money only."""
    say = look.of("money")
    title = say.text("lines.cells")
    if not is_all_money(selection):
        whole = say.text("value_curve.whole_project")
        return Chart("budget_cells", title, whole, None, table(say, {}), whole, DEFINITIONS)
    if isinstance(exact, NotAvailable) or not exact.years:
        missing = exact if isinstance(exact, NotAvailable) else NotAvailable("no_budget_years")
        return not_available(look, "budget_cells", missing, definitions=DEFINITIONS, title=title)
    told = table(say, {"by_category": [line.name for line in exact.categories]})
    for place, year in enumerate(exact.years):
        told[year.name] = [_cell(*row[place], look) for row in exact.cells]
    sentence = say.text("lines.cells_sentence", day=look.formats.long_day(exact.as_of))
    return Chart("budget_cells", title, sentence, None, told, sentence, DEFINITIONS, rows=BUDGET_LINES)


def _cell(set_aside: int, spent: int, look: Look) -> str:
    euro = look.formats.euro
    if not set_aside and not spent:
        return "–"
    key = "cells_cell" if set_aside else "cells_no_line"
    written = {name: euro(round(cents / CENTS) * CENTS) for name, cents in (("spent", spent), ("line", set_aside))}
    return look.of("money").text(f"lines.{key}", **written)
