"""Spent against the budget lines (begroting): by category, by year, and each category in each year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from msgspec.structs import replace

from adv.charts.budget.spending import is_all_money, spent_over_time
from adv.charts.budget.spending import spent_by as plain_spent_by
from adv.charts.chart import About, Chart, Columns, Named, euros
from adv.charts.chart_context import ChartContext, escaped, named, sentences
from adv.charts.kinds.bars import Series, bar_chart, rows, silent_rows
from adv.formats import CENTS
from adv.metrics.budget import AgainstLines, Line, MoneyGroup, SpentByGroup, SpentOverTime
from adv.metrics.selection import EVERYTHING, Selection
from adv.metrics.source_rows import BUDGET_LINES, EXPENSES, Behind
from adv.metrics.values import NotAvailable


def lines_warning(exact: AgainstLines, context: ChartContext) -> str:
    """Say that the lines together are not the project's budget; nothing when they are."""
    if not exact.difference_cents:
        return ""
    euro, difference = context.formats.euro, exact.difference_cents
    amounts = {"total": euro(exact.lines_cents), "difference": euro(abs(difference)), "budget": euro(exact.budget_cents)}
    return context.text("money.lines.lines_more" if difference > 0 else "money.lines.lines_less", **amounts)


def by_category(
    exact: AgainstLines | NotAvailable,
    spent_by: SpentByGroup | NotAvailable,
    context: ChartContext,
    selection: Selection = EVERYTHING,
) -> Chart:
    """Draw what was spent of what was set aside for each category; without lines, or of a part of the bookings, only what was spent."""
    if isinstance(exact, NotAvailable) or not is_all_money(selection):
        return plain_spent_by(spent_by, context, MoneyGroup.CATEGORY, selection)
    euro = context.formats.euro
    names = [line.name for line in exact.categories]
    without, spent_without = exact.lines_without_category, exact.spent_without_category
    sentence = sentences(
        lines_sentence(exact, exact.categories, context, elsewhere=without),
        lines_warning(exact, context),
        context.text("money.lines.without_category", amount=euro(without)) if without else "",
        context.text("money.lines.spent_without_category", amount=euro(spent_without)) if spent_without else "",
    )
    about = About(context, "spent_by_category", context.text("money.lines.by_category"), like="budget_cells")
    behind = [[rows.also(category=name) for name in names] for rows in (BUDGET_LINES, EXPENSES)]
    return _paired(about, sentence, exact.categories, "money.column.by_category", behind=behind, elsewhere=without)


def by_year(
    exact: AgainstLines | NotAvailable,
    spent: SpentOverTime | NotAvailable,
    context: ChartContext,
    selection: Selection = EVERYTHING,
) -> Chart:
    """Draw what was spent of what was set aside for each year; without lines, or of a part of the bookings, only what was spent."""
    if isinstance(exact, NotAvailable) or not exact.years or not is_all_money(selection):
        drawn = replace(spent_over_time(spent, context, selection), key="spent_by_year")  # the page has one per quarter too
        return replace(drawn, table=drawn.table if drawn.figure else drawn.table.head(0))  # of one year the sentence says it all
    years = [line.name for line in exact.years]
    about = About(context, "spent_by_year", context.text("money.lines.by_year"), like="budget_cells")
    behind = [[BUDGET_LINES.also(year=name) for name in years], [EXPENSES.also(year=f"{name}-01-01") for name in years]]
    told = years_sentence(exact, context)
    without = exact.lines_without_year
    return _paired(about, told, exact.years, "words.year", behind=behind, elsewhere=without)


def _paired(
    about: About, sentence: str, lines: Sequence[Line], head: str, *, behind: Sequence[Sequence[Behind]], elsewhere: int
) -> Chart:
    """Draw an outline of what was set aside, with what was spent in it; `behind` are the rows of the one and of the other."""
    context = about.context
    names = [line.name for line in lines]
    hovers, ends = [_hover(line, context, elsewhere) for line in lines], [_end(line, context, elsewhere) for line in lines]
    limits, amounts = euros([line.set_aside for line in lines]), euros([line.spent for line in lines])
    series = [
        Series(context.text("money.lines.line"), limits, hovers, context.style.muted, rows=behind[0], is_behind=True),
        Series(context.text("words.spent"), amounts, hovers, context.style.done, rows=behind[1]),
    ]
    left = euros([line.set_aside - line.spent for line in lines])
    columns: Columns = {head: names, "money.column.line_euro": limits, "words.spent_euro": amounts, "money.column.left_euro": left}
    groups, selects = (silent_rows(names), None) if head == "words.year" else (rows(names), "category")
    return bar_chart(about, sentence, groups, series, ends=ends, columns=columns, selects=selects, rows=EXPENSES)


def _hover(line: Line, context: ChartContext, elsewhere: int) -> str:
    """Tell of one bar. What has no line of its own may be in lines that do not say what they are for: `elsewhere`, in cents."""
    euro = context.formats.euro
    if elsewhere and not line.set_aside:
        return context.text("money.lines.amount_of", name=escaped(line.name), amount=euro(line.spent))
    key = "money.lines.hover" if line.set_aside else "money.lines.hover_none"
    return context.text(key, name=escaped(line.name), spent=euro(line.spent), line=euro(line.set_aside))


def _end(line: Line, context: ChartContext, elsewhere: int) -> str:
    euro = context.formats.euro
    key = "money.lines.end" if line.set_aside else "money.lines.end_none"
    if elsewhere and not line.set_aside:
        return euro(line.spent, whole=True)
    return context.text(key, spent=euro(line.spent, whole=True), line=euro(line.set_aside, whole=True))


def lines_sentence(exact: AgainstLines, lines: Iterable[Line], context: ChartContext, *, elsewhere: int = 0) -> str:
    """Say how much of the lines is spent, which are exceeded, what has no line and what was not touched.

    Money set aside `elsewhere`, in lines that do not say what they are for, may be for what has no line of its own.
    """
    euro = context.formats.euro
    lines = tuple(lines)
    total = euro(exact.lines_cents)
    spent = exact.spent_cents
    day = context.formats.long_day(exact.as_of)
    over = _over(lines, context)
    words = {"total": total, "day": day, "spent": euro(spent), "names": named(context, over), "back": euro(-spent)}
    if spent == 0 and not over:
        first = context.text("money.lines.nothing", **words)
    elif spent < 0:
        first = context.text("money.lines.paid_back", **words)
    elif spent > exact.lines_cents:
        first = context.text("money.lines.all_over" if over else "money.lines.beyond", **words)
    else:
        share = context.formats.percent(spent / exact.lines_cents) if exact.lines_cents > 0 else "–"
        first = context.text("money.lines.some_over" if over else "money.lines.within", share=share, **words)
    tell = partial(context.text, "money.lines.amount_of")
    no_line = [tell(name=line.name, amount=euro(line.spent)) for line in lines if line.has_no_line]
    untouched = [tell(name=line.name, amount=euro(line.set_aside)) for line in lines if line.is_untouched]
    return sentences(
        first,
        context.text("money.lines.no_line", names=named(context, no_line)) if no_line and not elsewhere else "",
        context.text("money.lines.untouched", names=named(context, untouched)) if untouched and spent else "",
    )


def _over(lines: Iterable[Line], context: ChartContext) -> list[str]:
    euro = context.formats.euro
    return [
        context.text("money.lines.over", name=line.name, amount=euro(line.spent - line.set_aside), line=euro(line.set_aside))
        for line in lines
        if line.is_over
    ]


def years_sentence(exact: AgainstLines, context: ChartContext) -> str:
    """Tell of the year that is going on, and those that were exceeded or had no line."""
    euro = context.formats.euro
    now = next((line for line in exact.years if line.name == str(exact.as_of.year)), None)
    without = context.text("money.lines.without_year", amount=euro(exact.lines_without_year)) if exact.lines_without_year else ""
    if now is None:
        return sentences(lines_sentence(exact, exact.years, context, elsewhere=exact.lines_without_year), without)
    is_done = (exact.as_of.month, exact.as_of.day) == (12, 31)
    key = "money.lines.year_done" if is_done else "money.lines.year_now"
    words = {"year": now.name, "day": context.formats.long_day(exact.as_of)}
    if now.set_aside <= 0:
        key = "money.lines.year_none"
    first = context.text(key, spent=euro(now.spent), line=euro(now.set_aside), **words)
    over = _over(exact.years, context)
    return sentences(first, context.text("money.lines.years_over", names=named(context, over)) if over else "", without)


def cells(exact: AgainstLines | NotAvailable, context: ChartContext) -> Chart:
    """List each category in each year: spent of what was set aside, of all money."""
    about = About(context, "budget_cells", context.text("money.lines.cells"))
    if isinstance(exact, NotAvailable) or not exact.years:
        return about.unavailable(exact if isinstance(exact, NotAvailable) else NotAvailable("no_budget_years"))
    columns: Columns = {
        "money.column.by_category": [line.name for line in exact.categories],
        **{Named(year.name): [_cell(*row[place], context) for row in exact.cells] for place, year in enumerate(exact.years)},
    }
    told = context.text("money.lines.cells_sentence", day=context.formats.long_day(exact.as_of))
    return about.listed(told, columns, rows=BUDGET_LINES)


def _cell(set_aside: int, spent: int, context: ChartContext) -> str:
    if not set_aside and not spent:
        return "–"
    key = "money.lines.end" if set_aside else "money.lines.end_none"
    written = {name: context.formats.euro(round(cents / CENTS) * CENTS) for name, cents in (("spent", spent), ("line", set_aside))}
    return context.text(key, **written)
