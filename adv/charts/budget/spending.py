"""Budget: what was spent against plan and budget, on what, by whom, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from adv.charts.chart import Chart
from adv.charts.chart_context import plain
from adv.charts.kinds.bars import Series, bars, horizontal, rows
from adv.charts.kinds.columns import HEIGHT, axis_name, long_span_name, span_codes, span_name, span_selects, standing
from adv.charts.kinds.lines import Goal, Rising, ends, rising, value_at
from adv.charts.milestones import beside, described, last_day, on_spans
from adv.charts.tables import CENTS, euros, table
from adv.charts.words import leaders, named, not_available, sentences
from adv.formats import rounded
from adv.metrics.budget import MoneyGroup
from adv.metrics.selection import Selection
from adv.metrics.source_rows import BUDGET_LINES, EXPENSES
from adv.metrics.spans import Span
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.charts.chart_context import Look
    from adv.metrics.budget import SpendCurve, SpentByGroup, SpentOverTime

EVERYTHING = Selection()
NAMES = {MoneyGroup.CATEGORY: "spent_by_category", MoneyGroup.ORGANISATION: "spent_by_organisation"}
EURO_TICKS = {"tickprefix": "€ ", "tickformat": ",.0f", "nticks": 6}


def is_all_money(selection: Selection) -> bool:
    """Whether a selection leaves all bookings in: area and theme do not apply to money."""
    return not (selection.organisations or selection.period)


def spend_curve(curve: SpendCurve | NotAvailable, look: Look, selection: Selection = EVERYTHING) -> Chart:
    """Spent, cumulative, against the plan and the budget."""
    definitions = ("spent", "plan")
    if isinstance(curve, NotAvailable):
        return not_available(look, "spend_curve", curve, definitions=definitions)
    title, sentence = look.text("spend_curve.title"), spend_sentence(curve, look, selection)
    euro, day = look.formats.euro, look.formats.day
    spent = curve.spent_cents[-1] if curve.spent_cents else 0
    hovers = [
        look.text("spend_curve.hover", day=day(when), spent=euro(cents))
        for when, cents in zip(curve.days, curve.spent_cents, strict=True)
    ]
    line = Rising(
        curve.days,
        euros(curve.spent_cents),
        hovers,
        look.text("spend_curve.spent"),
        euro(spent, whole=True),
        curve.as_of,
        curve.period,
    )
    goal = _goal(curve, look) if is_all_money(selection) else None
    planned = euros([value_at(when, curve.plan_days, curve.plan_cents) for when in curve.days])
    columns: dict[str, Sequence[object]] = {
        "day": curve.days,
        "spent_euro": euros(curve.spent_cents),
        **({"planned_euro": planned} if goal else {}),
    }
    columns |= beside(look, curve.days, ends(line)[1])
    alt = sentences(look.text("burn_up.alt", title=title, sentence=sentence), described(look, *ends(line)))
    figure = rising(look, line, goal, EURO_TICKS)
    return Chart("spend_curve", title, sentence, figure, table(look, columns), alt, definitions, rows=EXPENSES)


def _goal(curve: SpendCurve, look: Look) -> Goal:
    euro, day = look.formats.euro, look.formats.day
    hovers = [
        look.text("spend_curve.plan_hover", day=day(when), planned=euro(cents, whole=True))
        for when, cents in zip(curve.plan_days, curve.plan_cents, strict=True)
    ]
    label = look.text("spend_curve.budget", budget=euro(curve.budget_cents))
    return Goal(curve.plan_days, euros(curve.plan_cents), hovers, look.text("plan"), curve.budget_cents / CENTS, label)


def spend_sentence(curve: SpendCurve, look: Look, selection: Selection = EVERYTHING) -> str:
    """How much was spent, of what, and whether that is what the plan says."""
    euro, day = look.formats.euro, look.formats.long_day(curve.as_of)
    spent = curve.spent_cents[-1] if curve.spent_cents else 0
    if not is_all_money(selection):
        return sentences(look.text("spend_curve.chosen", day=day, spent=euro(spent)), look.text("spend_curve.whole_project"))
    budget = euro(curve.budget_cents)
    if spent < 0:
        return look.text("spend_curve.negative", day=day, back=euro(-spent), budget=budget)
    if spent > curve.budget_cents:
        over = euro(spent - curve.budget_cents)
        return look.text("spend_curve.overspent", day=day, spent=euro(spent), budget=budget, over=over)
    if spent == curve.budget_cents:
        return look.text("spend_curve.all", day=day, budget=budget)
    use = look.formats.percent(spent / curve.budget_cents)
    key = "spend_curve.nothing" if spent == 0 else "spend_curve.part"
    return f"{look.text(key, day=day, spent=euro(spent), budget=budget, use=use)}; {_against_plan(curve, spent, look)}."


def _against_plan(curve: SpendCurve, spent: int, look: Look) -> str:
    euro, write = look.formats.euro, look.formats.long_day
    if curve.as_of < curve.period.start:
        return look.text("burn_up.not_begun", start=write(curve.period.start))
    if curve.period.is_over(curve.as_of):
        last = write(curve.period.last_day)
        return look.text("spend_curve.over", last=last, left=euro(curve.budget_cents - spent))
    planned = int(rounded(value_at(curve.as_of, curve.plan_days, curve.plan_cents) / CENTS)) * CENTS
    difference = int(rounded((spent - planned) / CENTS)) * CENTS
    if difference == 0:
        return look.text("spend_curve.on_plan")
    key = "spend_curve.more" if difference > 0 else "spend_curve.less"
    return look.text(key, planned=euro(planned), difference=euro(abs(difference)))


def spent_by(exact: SpentByGroup | NotAvailable, look: Look, group: MoneyGroup, selection: Selection = EVERYTHING) -> Chart:
    """Spent per category or organisation, beside the budget lines where there are some and all money is chosen."""
    key = NAMES[group]
    title = look.text(f"{key}.title")
    definitions = ("spent", "spent_by")
    if isinstance(exact, NotAvailable):
        return not_available(look, key, exact, definitions=definitions)
    if not is_all_money(selection):
        exact = replace(exact, budget_line_cents=None)  # a part of the bookings says nothing about a whole line
    sentence = spent_by_sentence(exact, look)
    euro = look.formats.euro
    lines = exact.budget_line_cents
    amounts = [euro(cents, whole=True) for cents in exact.spent_cents]
    ends = [
        look.text("of_text", part=amount, whole=euro(lines[place], whole=True)) if lines and lines[place] else amount
        for place, amount in enumerate(amounts)
    ]
    hovers = tuple(
        look.text("spent_by.hover", name=plain(name), spent=euro(cents))
        for name, cents in zip(exact.groups, exact.spent_cents, strict=True)
    )
    behind = tuple(EXPENSES.also(**{group.value: name}) for name in exact.groups)
    series = [Series(look.text("spend_curve.spent"), tuple(euros(exact.spent_cents)), hovers, look.style.blue, rows=behind)]
    columns: dict[str, object] = {f"by_{group.value}": exact.groups, "spent_euro": euros(exact.spent_cents)}
    if lines:
        set_aside = tuple(BUDGET_LINES.also(category=name) for name in exact.groups)
        word, outline = look.text("spent_by.line"), look.style.muted
        series.insert(0, Series(word, tuple(euros(lines)), hovers, outline, rows=set_aside, is_behind=True))
        columns["line_euro"] = euros(lines)
    figure = horizontal(look, rows(exact.groups), series, ends) if any(exact.spent_cents) else None
    alt = look.text("bars_alt", title=title, sentence=sentence)
    selects = "organisation" if group is MoneyGroup.ORGANISATION else "category"
    told, counted = table(look, columns), bars(exact.groups, series)  # type: ignore[arg-type]
    return Chart(key, title, sentence, figure, told, alt, definitions, selects, EXPENSES, counted)


def spent_by_sentence(exact: SpentByGroup, look: Look) -> str:
    """Where most of the money went, and what is over its budget line."""
    key, euro = NAMES[exact.group], look.formats.euro
    total = sum(exact.spent_cents) + exact.without_group_cents
    if not any(exact.spent_cents) and not exact.without_group_cents:
        return look.text("spent_by.nothing")
    top = leaders(exact.groups, exact.spent_cents)
    if top.is_one and top.value == total and sum(map(bool, exact.spent_cents)) == 1:
        first = look.text(f"{key}.all", name=top.names[0], spent=euro(total))
    elif top.is_one:
        first = look.text(f"{key}.most", name=top.names[0], spent=euro(top.value), total=euro(total))
    elif top.names:
        first = look.text(f"{key}.tie", names=named(look, top.names), spent=euro(top.value), total=euro(total))
    else:
        first = look.text(f"{key}.none")
    lines = exact.budget_line_cents or (0,) * len(exact.groups)
    over = [
        look.text("spent_by.over", name=name, over=euro(spent - line))
        for name, spent, line in zip(exact.groups, exact.spent_cents, lines, strict=True)
        if exact.budget_line_cents and spent > line
    ]
    others = "unknown_kinds" if exact.other_cents > 0 else "unknown_kinds_back"
    return sentences(
        first,
        look.text(f"spent_by.{others}", amount=euro(abs(exact.other_cents))) if exact.other_cents else "",
        look.text("spent_by.over_lines", names=look.formats.joined(over)) if over else "",
        look.text(f"{key}.without", amount=euro(exact.without_group_cents)) if exact.without_group_cents else "",
    )


def spent_over_time(exact: SpentOverTime | NotAvailable, look: Look, selection: Selection = EVERYTHING) -> Chart:
    """Spent per month, quarter or year; per year beside the budget lines, where there are some and all money is chosen."""
    definitions = ("spent", "spent_by")
    if isinstance(exact, NotAvailable):
        title = look.text("spent_over_time.title", span=look.text("span.any"))
        return not_available(look, "spent_over_time", exact, definitions=definitions, title=title)
    if not is_all_money(selection):
        exact = replace(exact, budget_line_cents=None)
    names = [span_name(look, exact.span, start) for start in exact.starts]
    euro = look.formats.euro
    hovers = tuple(
        look.text("spent_by.hover", name=name, spent=euro(cents)) for name, cents in zip(names, exact.spent_cents, strict=True)
    )
    behind = tuple(EXPENSES.also(**{exact.span.value: start.isoformat()}) for start in exact.starts)
    series = [Series(look.text("spend_curve.spent"), tuple(euros(exact.spent_cents)), hovers, look.style.blue, rows=behind)]
    columns: dict[str, object] = {"span": names, "start": exact.starts, "spent_euro": euros(exact.spent_cents)}
    if exact.budget_line_cents:
        lines = tuple(euros(exact.budget_line_cents))
        set_aside = tuple(BUDGET_LINES.also(year=str(start.year)) for start in exact.starts)
        word, outline = look.text("spent_by.line"), look.style.muted
        series.insert(0, Series(word, lines, hovers, outline, rows=set_aside, is_behind=True))
        columns["line_euro"] = lines
    title = look.text("spent_over_time.title", span=look.text(f"span.{exact.span.value}"))
    sentence = spent_over_time_sentence(exact, look)
    marks = on_spans(look, exact.span, exact.starts, HEIGHT)
    labels = [axis_name(look, exact.span, start) for start in exact.starts]
    figure = (
        standing(look, labels, series, EURO_TICKS, marks, codes=span_codes(exact.span, exact.starts))
        if any(exact.spent_cents)
        else None
    )
    alt = look.text("columns_alt", title=title, sentence=sentence)
    if exact.starts:
        alt = sentences(alt, described(look, exact.starts[0], last_day(exact.span, exact.starts)))
        columns |= beside(look, exact.starts, last_day(exact.span, exact.starts))
    told, counted = table(look, columns), bars(names, series)  # type: ignore[arg-type]
    return Chart("spent_over_time", title, sentence, figure, told, alt, definitions, span_selects(exact.span), EXPENSES, counted)


def spent_over_time_sentence(exact: SpentOverTime, look: Look) -> str:
    """In which span most was spent, and the years that went over their budget lines."""
    top = leaders([long_span_name(look, exact.span, start) for start in exact.starts], exact.spent_cents)
    if not any(exact.spent_cents) or not top.names:
        return look.text("spent_by.nothing" if not any(exact.spent_cents) else "spent_over_time.negative")
    spent = look.formats.euro(top.value)
    if not top.is_one:
        return look.text("spent_over_time.tie", spans=named(look, top.names), spent=spent)
    over = []
    if exact.budget_line_cents and exact.span is Span.YEAR:
        over = [
            look.text("spent_by.over", name=str(start.year), over=look.formats.euro(cents - line))
            for start, cents, line in zip(exact.starts, exact.spent_cents, exact.budget_line_cents, strict=True)
            if cents > line
        ]
    first = look.text("spent_over_time.most" if len(exact.starts) > 1 else "spent_over_time.only", span=top.names[0], spent=spent)
    return sentences(first, look.text("spent_by.over_lines", names=look.formats.joined(over)) if over else "")
