"""Money: expenses and income (Awb 4:45, second paragraph) against the budget of the project and of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.metrics.budget import against_lines
from adv.metrics.values import NotAvailable
from adv.report.blocks import Heading, OwnText, Paragraph, Said, Table, said
from adv.report.fact import Fact, Kind, View, difference, is_year
from adv.report.sections import summary
from adv.report.sections.results import explanation, is_large
from adv.report.sections.summary import euros, period_heads, period_of, views

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adv.report.blocks import Block, Cell
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
        *_categories_explained(facts),
        *_years(facts),
        *_partners(facts),
        *_income(facts),
        *_rest(facts),
        Paragraph((said("report.money.not_audited"),)),
        *titled(facts, "accountant", said("report.money.accountant")),
        OwnText("accountant", said("report.slot.accountant"), facts.about.text("accountant")),
    )


def _cost(facts: Facts) -> Iterator[Said]:
    cost, planned = facts.money("budget.cost_per_visit"), facts.money("budget.planned_cost_per_visit")
    if cost is not None and planned is not None:
        key = {"visits": "report.money.cost.visits", "households": "report.money.cost.households"}
        yield said(key[facts.spans.project.target_unit], cost=euros(cost), planned=euros(planned))
    low, high = facts.money("budget.final_cost.p10"), facts.money("budget.final_cost.p90")
    if low is not None and high is not None and not facts.spans.project.period.is_over(facts.spans.as_of):
        yield said("report.money.expected", low=euros(low), high=euros(high))


def _lines_differ(facts: Facts) -> Iterator[Said]:
    lines, budget = facts.money("budget.set_aside"), facts.money("budget.budget")
    if lines is None and facts.is_published:
        yield said("report.money.lines_not_published")
    elif lines is None:
        yield said("report.money.no_lines")
    elif budget is not None and lines is not None and lines.value != budget.value:
        yield said("report.money.lines_differ", lines=euros(lines), budget=euros(budget))


def _categories(facts: Facts) -> Iterator[Block]:
    """Put each category's budget, spent and left beside each other; the rows add up in view."""
    per_view = {view: facts.amounts("budget.by_category", view) for view in views(facts)}
    if not per_view[View.START]:
        return
    lines, here = facts.amounts("budget.budget_lines.by_category"), _lines_of_year(facts)
    none = facts.fixed("no_money", 0, Kind.CENTS)
    names = list(dict.fromkeys([*lines, *per_view[View.START]]))
    rows = [_category(facts, name, (lines, here, per_view), none) for name in names]
    totals: list[Cell] = [facts.money("budget.spent", view) for view in views(facts)]
    rest = [_without(facts, "budget.by_category", view, per_view[view]) for view in views(facts)]
    if any(fact and fact.number for fact in rest):
        blank = said("report.not_budgeted")
        rows.append(
            (said("report.row.without_category"), *([blank] * (bool(lines) + bool(here))), *rest, *([blank] if lines else []))
        )
    set_aside, of_year, spent = (
        facts.money("budget.set_aside"),
        facts.money("budget.set_aside", View.NOW),
        facts.money("budget.spent"),
    )
    left = facts.keep(difference("budget.lines_left", set_aside, spent)) if set_aside and spent else None
    rows.append(
        (said("report.total"), *([set_aside] if lines else []), *([of_year] if here else []), *totals, *([left] if lines else []))
    )
    heads = (
        said("report.column.category"),
        *((said("report.column.budget"),) if lines else ()),
        *((said("report.column.budget_here", period=period_of(facts)),) if here else ()),
        *period_heads(facts),
        *((said("report.column.left"),) if lines else ()),
    )
    yield Table("categories", said("report.table.categories"), heads, tuple(rows), has_total=True)


def _categories_explained(facts: Facts) -> Iterator[Block]:
    """Ask why some categories of the year's budget differ, and name them."""
    here, spent = _lines_of_year(facts), facts.amounts("budget.by_category", View.NOW)
    none = facts.fixed("no_money", 0, Kind.CENTS)
    is_done = not facts.spans.is_partial  # a year that is not over has money left
    large = tuple(name for name, line in here.items() if is_done and is_large(spent.get(name, none), line))
    named = facts.fixed("categories.large", large, Kind.NAMES)
    yield from explanation(facts, "explain.categories", is_wanted=bool(large), categories=named, period=period_of(facts))


def _category(
    facts: Facts, name: str, found: tuple[dict[str, Fact], dict[str, Fact], dict[View, dict[str, Fact]]], none: Fact
) -> tuple[Cell, ...]:
    lines, here, per_view = found
    spent = per_view[View.START].get(name, none)
    line = lines.get(name, none)
    left = facts.keep(difference(f"budget.left.{name}", line, spent))
    return (
        facts.fixed(f"category.{name}", name, Kind.NAME),
        *((line,) if lines else ()),
        *((here.get(name, none),) if here else ()),
        *(amounts.get(name, none) for amounts in per_view.values()),
        *((left,) if lines else ()),
    )


def _lines_of_year(facts: Facts) -> dict[str, Fact]:
    """Give the budget lines of the report's year per category; none when the lines do not say their year."""
    found = against_lines(facts.spans.dataset, facts.spans.project, facts.spans.as_of)
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
        line.name: facts.keep(Fact(f"budget.set_aside.{line.name}", View.NOW, cells[place][0], Kind.CENTS))
        for line, cells in zip(found.categories, found.cells, strict=True)
    }


def _without(facts: Facts, path: str, view: View, parts: dict[str, Fact]) -> Fact | None:
    total = facts.money("budget.spent", view)
    if total is None:
        return None
    value = int(total.number) - sum(int(part.number) for part in parts.values())
    return facts.keep(Fact(f"{path}.rest", view, value, Kind.CENTS))


def _years(facts: Facts) -> Iterator[Block]:
    spent, lines = facts.amounts("budget.by_year"), facts.amounts("budget.budget_lines.by_year")
    names = [name for name in dict.fromkeys([*spent, *lines]) if int(name) <= facts.spans.as_of.year]
    if len(names) < 2:  # noqa: PLR2004 - one year is the row of the total
        return
    none = facts.fixed("no_money", 0, Kind.CENTS)
    rows = [
        (
            facts.fixed(f"year.{name}", int(name), Kind.YEAR),
            *((lines.get(name, none),) if lines else ()),
            spent.get(name, none),
            *((facts.keep(difference(f"budget.year_left.{name}", lines.get(name, none), spent.get(name, none))),) if lines else ()),
        )
        for name in sorted(names)
    ]
    heads = (
        said("report.column.year"),
        *((said("report.column.budget"),) if lines else ()),
        said("report.column.spent"),
        *((said("report.column.left"),) if lines else ()),
    )
    yield Table("years", said("report.table.years"), heads, tuple(rows))


def _partners(facts: Facts) -> Iterator[Block]:
    per_view = {view: facts.amounts("budget.by_partner", view) for view in views(facts)}
    if not per_view[View.START]:
        return
    none = facts.fixed("no_money", 0, Kind.CENTS)
    rows: list[tuple[Cell, ...]] = [
        (facts.fixed(f"organisation.{name}", name, Kind.NAME), *(found.get(name, none) for found in per_view.values()))
        for name in per_view[View.START]
    ]
    rest = [_without(facts, "budget.by_partner", view, per_view[view]) for view in views(facts)]
    if any(fact and fact.number for fact in rest):
        rows.append((said("report.row.without_organisation"), *rest))
    rows.append((said("report.total"), *(facts.money("budget.spent", view) for view in views(facts))))
    heads = (said("report.column.organisation"), *period_heads(facts))
    yield Table("partners", said("report.table.partners"), heads, tuple(rows), has_total=True)


def _income(facts: Facts) -> Iterator[Block]:
    if facts.about.income_cents is not None:
        yield Paragraph((said("report.money.income", amount=facts.fixed("income", facts.about.income_cents, Kind.CENTS)),))
    yield from titled(facts, "income", said("report.money.other_income"))
    yield OwnText("income", said("report.slot.income"), facts.about.text("income"), is_wanted=facts.about.income_cents is None)


def titled(facts: Facts, slot: str, title: Said) -> Iterator[Block]:
    """Say what an own text is about, when there is one: an answer cannot be read without its question."""
    if facts.about.text(slot):
        yield Paragraph((title,))


def _rest(facts: Facts) -> Iterator[Block]:
    """Ask what happens with what is left, or who pays what is short, once the project is over."""
    left = facts.money("budget.remaining")
    if left is None or not facts.spans.is_last:
        return
    slot, prompt = ("deficit", said("report.slot.deficit")) if left.number < 0 else ("surplus", said("report.slot.surplus"))
    yield OwnText(slot, prompt, facts.about.text(slot), is_wanted=left.number != 0)
