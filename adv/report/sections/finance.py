"""Money: expenses and income (Awb 4:45, second paragraph) against the budget of the project and of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.metrics.budget import against_lines
from adv.metrics.values import NotAvailable
from adv.report.blocks import Heading, Paragraph, Table, heads, said
from adv.report.fact import FactKind, When, is_year
from adv.report.sections import summary
from adv.report.sections.results import LARGE_CENTS, explanation, is_large

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adv.report.blocks import Block, Cell, Said
    from adv.report.fact import Fact
    from adv.report.facts import Facts


def finance(facts: Facts) -> tuple[Block, ...]:
    """Account for the money: expenses against the budget, income, and what happens with what is left."""
    heading = Heading(1, said("report.head.money"))
    if facts.money("budget.spent") is None:
        return (heading, Paragraph((said("report.summary.money.none"),)), *_income(facts))
    return (
        heading,
        Paragraph((*summary.money(facts), *_cost(facts), *_lines_differ(facts))),
        *_categories(facts),
        *_years(facts),
        *_partners(facts),
        *_income(facts),
        *_rest(facts),
        Paragraph((said("report.money.own_list" if facts.about.text("accountant") else "report.money.not_audited"),)),
        *facts.answer("accountant", said("report.money.accountant"), said("report.slot.accountant")),
    )


def _cost(facts: Facts) -> Iterator[Said]:
    cost, planned = facts.money("budget.cost_per_visit"), facts.money("budget.planned_cost_per_visit")
    if cost is not None and planned is not None:
        key = facts.by_unit("report.money.cost.visits", "report.money.cost.households")
        yield said(key, cost=cost.euros, planned=planned.euros)
    low, high = facts.money("budget.final_cost.p10"), facts.money("budget.final_cost.p90")
    if low is not None and high is not None and not facts.is_over:
        yield said("report.money.expected", low=low.euros, high=high.euros)


def _lines_differ(facts: Facts) -> Iterator[Said]:
    lines, budget = facts.money("budget.set_aside"), facts.money("budget.budget")
    if lines is None and facts.is_published:
        yield said("report.money.lines_not_published")
    elif lines is None:
        yield said("report.money.no_lines")
    elif budget is not None and lines.value != budget.value:
        yield said("report.money.lines_differ", lines=lines.euros, budget=budget.euros)


def _categories(facts: Facts) -> Iterator[Block]:
    """Put each category's budget, spent and left beside each other, so that the rows add up in view; and ask why some differ."""
    found, totals = facts.at_times(facts.amounts, "budget.by_category"), facts.at_times(facts.money, "budget.spent")
    ever = found[-1]
    lines = facts.amounts("budget.budget_lines.by_category")
    here = _lines_of_year(facts)
    if ever:
        none = facts.fixed("no_money", 0, FactKind.CENTS)
        before = facts.before
        spent = facts.here if facts.spans.is_partial else said("report.column.spent_here", period=facts.period)
        columns = [*([said("report.column.spent_here", period=before)] if before else []), spent, said("report.column.spent_start")]
        told = list(zip(columns, found, totals, strict=True))
        if here:
            budget = said("report.column.budget_here", period=facts.period)
            told.insert(0, (budget, here, facts.money("budget.set_aside", When.NOW)))
        if lines:
            left = {
                name: facts.difference(f"budget.left.{name}", lines.get(name, none), ever.get(name, none)) for name in lines | ever
            }
            set_aside = facts.money("budget.set_aside")
            every = totals[-1]
            over = facts.difference("budget.lines_left", set_aside, every) if set_aside and every else None
            told = [(said("report.column.budget"), lines, set_aside), *told, (said("report.column.left"), left, over)]
        names, cells, sums = zip(*told, strict=True)
        rows = facts.added_up("category", list(cells), list(sums), without=said("report.row.without_category"), none=none)
        caption = said("report.table.categories" if lines else "report.table.categories_spent")
        yield Table("categories", caption, (said("report.column.category"), *names), rows, has_total=True)
    yield from _categories_explained(facts)


def _categories_explained(facts: Facts) -> Iterator[Block]:
    """Ask why some categories of the year's budget differ, and name them."""
    here = _lines_of_year(facts)
    spent = facts.amounts("budget.by_category", When.NOW)
    none = facts.fixed("no_money", 0, FactKind.CENTS)
    is_done = not facts.spans.is_partial  # a year that is not over has money left
    large = tuple(name for name, line in here.items() if is_done and is_large(spent.get(name, none), line))
    named = facts.fixed("categories.large", large, FactKind.NAMES)
    least = facts.fixed("categories.large.least", LARGE_CENTS, FactKind.CENTS)
    why = said("report.social.large.categories", categories=named, period=facts.period, amount=least)
    yield from explanation(facts, "explain.categories", why, said("report.slot.explain_categories"), is_wanted=bool(large))


def _lines_of_year(facts: Facts) -> dict[str, Fact]:
    """Give the budget lines of the report's year per category; none when the lines do not say their year."""
    found = facts.measured(against_lines)
    if isinstance(found, NotAvailable) or not is_year(facts.spans.period):
        return {}
    years = [line.name for line in found.years]
    wanted = str(facts.spans.period.start.year)
    if wanted not in years or found.lines_without_year:
        return {}
    place = years.index(wanted)
    if not any(cells[place][0] for cells in found.cells):  # nothing was set aside for this year
        return {}
    return {
        line.name: facts.made(f"budget.set_aside.{line.name}", cells[place][0], FactKind.CENTS, When.NOW)
        for line, cells in zip(found.categories, found.cells, strict=True)
    }


def _years(facts: Facts) -> Iterator[Block]:
    spent, lines = facts.amounts("budget.by_year"), facts.amounts("budget.budget_lines.by_year")
    names = sorted(name for name in {*spent, *lines} if int(name) <= facts.spans.as_of.year)
    if len(names) < 2:  # noqa: PLR2004 - one year is the row of the total
        return
    none = facts.fixed("no_money", 0, FactKind.CENTS)
    rows: list[tuple[Cell, ...]] = []
    for name in names:
        year = facts.fixed(f"year.{name}", int(name), FactKind.YEAR)
        line = lines.get(name, none)
        amount = spent.get(name, none)
        left = facts.difference(f"budget.year_left.{name}", line, amount) if lines else None
        rows.append((year, line, amount, left) if lines else (year, amount))
    keys = ("report.column.year", "report.column.budget", "report.column.spent", "report.column.left")
    caption = said("report.table.years" if lines else "report.table.years_spent")
    yield Table("years", caption, heads(*(keys if lines else keys[::2])), tuple(rows))


def _partners(facts: Facts) -> Iterator[Block]:
    found = facts.at_times(facts.amounts, "budget.by_partner")
    if not found[-1]:
        return
    none = facts.fixed("no_money", 0, FactKind.CENTS)
    totals = facts.at_times(facts.money, "budget.spent")
    rows = facts.added_up("organisation", found, totals, without=said("report.row.without_organisation"), none=none)
    yield Table("partners", said("report.table.partners"), facts.heads("report.column.organisation"), rows, has_total=True)


def _income(facts: Facts) -> Iterator[Block]:
    income = facts.spans.project.income_cents
    if income is not None:
        yield Paragraph((said("report.money.income", amount=facts.fixed("income", income, FactKind.CENTS)),))
    title, prompt = said("report.money.other_income"), said("report.slot.income")
    yield from facts.answer("income", title, prompt, is_wanted=income is None)


def _rest(facts: Facts) -> Iterator[Block]:
    """Ask what happens with what is left, or who pays what is short, once the project is over."""
    left = facts.money("budget.remaining")
    if left is None or not facts.spans.is_last:
        return
    slot, prompt = ("deficit", said("report.slot.deficit")) if left.number < 0 else ("surplus", said("report.slot.surplus"))
    yield facts.own(slot, prompt, is_wanted=left.number != 0)
