"""Budget: what was spent against plan and budget, on what, by whom, and when."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from adv.charts.chart import About, Chart, Columns, Parts, euros, titled
from adv.charts.chart_context import HEADS, ChartContext, leaders, named, sentences
from adv.charts.kinds.bars import Series, bar_chart, rows
from adv.charts.kinds.columns import column_chart, long_span_name, span_name, span_of
from adv.metrics.budget import MoneyGroup, SpendCurve, SpentByGroup, SpentOverTime
from adv.metrics.selection import EVERYTHING, Selection
from adv.metrics.source_rows import BUDGET_LINES, EXPENSES, Behind
from adv.metrics.spans import Span
from adv.metrics.values import NotAvailable


def is_all_money(selection: Selection) -> bool:
    """Tell whether a selection leaves all bookings in: area and theme do not apply to money."""
    return not (selection.organisations or selection.period)


def spent_so_far(curve: SpendCurve) -> int:
    """Cents that were spent up to the day of the data."""
    return curve.spent_cents[-1] if curve.spent_cents else 0


def spend_sentence(curve: SpendCurve | NotAvailable, context: ChartContext, selection: Selection = EVERYTHING) -> str:
    """Say how much of the budget is left or overspent; of a part of the bookings how much was spent."""
    if isinstance(curve, NotAvailable):
        return context.why_not(curve)
    euro = context.formats.euro
    spent = spent_so_far(curve)
    if not is_all_money(selection):
        chosen = context.text("money.spend_curve.chosen", day=context.formats.long_day(curve.as_of), spent=euro(spent))
        return sentences(chosen, context.text("money.spend_curve.whole_project"))
    budget = euro(curve.budget_cents)
    left = curve.budget_cents - spent
    if left > 0:
        return context.text("money.answer.so_far", left=euro(left), budget=budget)
    return context.text("money.answer", by="is_over" if left else "is_on", amount=euro(-left), budget=budget)


@titled("spent_by_{}", "money.spent_by.title")
def spent_by(
    about: About, exact: SpentByGroup, context: ChartContext, group: MoneyGroup, selection: Selection = EVERYTHING
) -> Chart:
    """Draw what was spent per category or organisation, beside the budget lines where there are some and all money is chosen."""
    if not is_all_money(selection):
        exact = replace(exact, budget_line_cents=None)  # a part of the bookings says nothing about a whole line
    euro, lines = context.formats.euro, exact.budget_line_cents
    amounts = [euro(cents, whole=True) for cents in exact.spent_cents]
    beside_line = [
        context.text("charts.of_text", part=amount, whole=euro(line, whole=True)) if line else amount
        for amount, line in zip(amounts, lines or [0] * len(amounts), strict=True)
    ]
    spent = [EXPENSES.also(**{group.value: name}) for name in exact.groups]
    series, columns = _beside_lines(exact, exact.groups, context, spent=spent, lines=[{"category": name} for name in exact.groups])
    columns = {HEADS[group]: exact.groups, **columns}
    told = spent_by_sentence(exact, context)
    is_drawn = any(exact.spent_cents)
    parts = Parts(selects=group.value, rows=EXPENSES)
    groups = rows(exact.groups)
    return bar_chart(about, told, groups, series, ends=beside_line, columns=columns, is_drawn=is_drawn, **parts)


def _beside_lines(
    exact: SpentByGroup | SpentOverTime,
    names: Sequence[str],
    context: ChartContext,
    *,
    spent: Sequence[Behind],
    lines: Sequence[dict[str, str]],
) -> tuple[list[Series], Columns]:
    """Make the bars of what was spent, in front of the budget lines where there are some, and their columns."""
    told = [context.formats.euro(cents) for cents in exact.spent_cents]
    amounts = euros(exact.spent_cents)
    hovers = context.hovers("money.spent_by.hover", name=list(names), spent=told)
    series = [Series(context.text("words.spent"), amounts, hovers, context.style.done, rows=spent)]
    if not exact.budget_line_cents:
        return series, {"words.spent_euro": amounts}
    set_aside = [BUDGET_LINES.also(**one) for one in lines]
    limits = euros(exact.budget_line_cents)
    word = context.text("money.spent_by.line")
    outline = context.style.muted
    behind = Series(word, limits, hovers, outline, rows=set_aside, is_behind=True)
    return [behind, *series], {"words.spent_euro": amounts, "money.spent_by.line_euro": limits}


def spent_by_sentence(exact: SpentByGroup, context: ChartContext) -> str:
    """Say where most of the money went, and what is over its budget line."""
    group, euro, other = exact.group, context.formats.euro, exact.other_cents
    total = sum(exact.spent_cents) + exact.without_group_cents
    if not any(exact.spent_cents) and not exact.without_group_cents:
        return context.text("money.spent_by.nothing")
    top = leaders(exact.groups, exact.spent_cents)
    words = {"spent": euro(top.value), "total": euro(total)}
    if top.is_one and top.value == total and sum(map(bool, exact.spent_cents)) == 1:
        first = context.text("money.spent_by.all", by=group, name=top.names[0], spent=euro(total))
    elif top.is_one:
        first = context.text("money.spent_by.most", by=group, name=top.names[0], **words)
    elif top.names:
        first = context.text("money.spent_by.tie", by=group, names=named(context, top.names), **words)
    else:
        first = context.text("money.spent_by.none", by=group)
    without = euro(exact.without_group_cents) if exact.without_group_cents else ""
    unknown = "money.spent_by.unknown_kinds" if other > 0 else "money.spent_by.unknown_kinds_back"
    return sentences(
        first,
        context.text(unknown, amount=euro(abs(other))) if other else "",
        _over(exact.groups, exact, context),
        context.text("money.spent_by.without", by=group, amount=without) if without else "",
    )


def _over(names: Sequence[str], exact: SpentByGroup | SpentOverTime, context: ChartContext) -> str:
    over = [
        context.text("money.spent_by.over", name=name, over=context.formats.euro(spent - line))
        for name, spent, line in zip(names, exact.spent_cents, exact.budget_line_cents or exact.spent_cents, strict=True)
        if spent > line
    ]
    return context.text("money.spent_by.over_lines", names=context.formats.joined(over)) if over else ""


def spent_over_time(exact: SpentOverTime | NotAvailable, context: ChartContext, selection: Selection = EVERYTHING) -> Chart:
    """Draw what was spent per month, quarter or year; per year beside the budget lines, if there are some and all money is chosen."""
    about = About(context, "spent_over_time", context.text("money.spent_over_time.title", span=span_of(exact, context)))
    if isinstance(exact, NotAvailable):
        return about.unavailable(exact)
    if not is_all_money(selection):
        exact = replace(exact, budget_line_cents=None)
    names = [span_name(context, exact.span, start) for start in exact.starts]
    spent = [EXPENSES.also(**{exact.span.value: start.isoformat()}) for start in exact.starts]
    series, columns = _beside_lines(exact, names, context, spent=spent, lines=[{"year": str(start.year)} for start in exact.starts])
    told = spent_over_time_sentence(exact, context)
    return column_chart(about, told, series, counted=exact, columns=columns, rows=EXPENSES, is_money=True)


def spent_over_time_sentence(exact: SpentOverTime, context: ChartContext) -> str:
    """Name the span in which most was spent, and the years that went over their budget lines."""
    top = leaders([long_span_name(context, exact.span, start) for start in exact.starts], exact.spent_cents)
    if not any(exact.spent_cents) or not top.names:
        return context.text("money.spent_by.nothing" if not any(exact.spent_cents) else "money.spent_over_time.negative")
    spent = context.formats.euro(top.value)
    if not top.is_one:
        return context.text("money.spent_over_time.tie", spans=named(context, top.names), spent=spent)
    key = "money.spent_over_time.most" if len(exact.starts) > 1 else "money.spent_over_time.only"
    over = _over([str(start.year) for start in exact.starts], exact, context) if exact.span is Span.YEAR else ""
    return sentences(context.text(key, span=top.names[0], spent=spent), over)
