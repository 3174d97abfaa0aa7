"""Homes: which part was reached, and where one still has to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.chart import Chart
from adv.charts.chart_context import plain
from adv.charts.kinds.bars import Rows, Series, bars, horizontal
from adv.charts.tables import table
from adv.charts.words import named, not_available, sentences
from adv.metrics.homes import Home
from adv.metrics.households import ended_as
from adv.metrics.selection import Selection
from adv.metrics.source_rows import ADDRESSES, VISITS
from adv.metrics.values import NotAvailable
from adv.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.charts.chart_context import Look
    from adv.metrics.homes import Homes, NewHomes, OpenHome, ToDo
    from adv.metrics.source_rows import Behind

EVERYTHING = Selection()
ENDED = {  # what the rows behind a kind of homes are chosen by
    Home.REACHED: ("conversation",),
    Home.TO_DO: ("not_at_home", "appointment", "unknown"),
    Home.REFUSED: ("refused",),
    Home.VACANT: ("vacant",),
    Home.NEVER: ("never",),
}
PATTERNS = {Home.TO_DO: "/"}
SHOWN = 10  # rows on the page


def homes(exact: Homes | NotAvailable, look: Look, selection: Selection = EVERYTHING) -> Chart:
    """How far one is with the homes on the register, or with those approached, in all and per area."""
    say, definitions = look.of("reach"), ("homes",)
    if not isinstance(exact, NotAvailable) and not selection.has_all_visits:
        exact = NotAvailable("needs_all_visits")
    if isinstance(exact, NotAvailable):
        return not_available(say, "homes", exact, definitions=definitions)
    title = say.text("homes.title" if exact.has_register else "homes.title_approached")
    sentence = homes_sentence(exact, look)
    kinds = [kind for kind in Home if exact.has_register or kind is not Home.NEVER]
    used = [place for place in range(len(exact.areas)) if any(exact.counts[kind][place] for kind in kinds)]
    everywhere = say.text("homes.everywhere")
    groups = Rows((everywhere, *(exact.areas[place] for place in used)), ("", *(exact.areas[place] for place in used)))
    series = [_series(kind, exact, groups, used, look) for kind in kinds]
    totals = [sum(one.values[row] for one in series) for row in range(len(groups.names))]
    ends = [look.text("of", count=int(done), total=int(total)) for done, total in zip(series[0].values, totals, strict=True)]
    figure = horizontal(look, groups, series, ends, stacked=True) if totals[0] else None
    columns: dict[str, Sequence[object]] = {
        "area": groups.names,
        **{kind.value: one.values for kind, one in zip(kinds, series, strict=True)},
    }
    columns["share"] = [100 * done / total if total else 0.0 for done, total in zip(series[0].values, totals, strict=True)]
    alt = look.text("bars_alt", title=title, sentence=sentence)
    frame, counted = table(say, columns, ["share"]) if totals[0] else table(say, {}), bars(groups.names, series)
    return Chart("homes", title, sentence, figure, frame, alt, definitions, "area", _table(exact).as_households, counted)


def _table(exact: Homes) -> Behind:
    return ADDRESSES if exact.has_register else VISITS


def _series(kind: Home, exact: Homes, groups: Rows, used: list[int], look: Look) -> Series:
    say, style = look.of("reach"), look.style
    colors = {Home.REACHED: style.blue, Home.TO_DO: style.orange, Home.REFUSED: style.vermilion, Home.VACANT: style.grey}
    word = say.text(f"home.{kind.value}")
    values = (exact.total[kind], *(exact.counts[kind][place] for place in used))
    hovers = tuple(
        say.count("homes.hover", value, name=plain(name), kind=word) for name, value in zip(groups.names, values, strict=True)
    )
    labels = tuple(look.formats.number(value) if value else "" for value in values)
    behind = _table(exact).that(ended_as, *ENDED[kind])
    rows = (behind.as_households, *(behind.also(area=exact.areas[place]).as_households for place in used))
    return Series(word, values, hovers, colors.get(kind, style.purple), labels, rows, PATTERNS.get(kind, ""))


def homes_sentence(exact: Homes, look: Look) -> str:
    """Which part was spoken with, where somebody still has to go, and where nobody was yet."""
    say, whole = look.of("reach"), exact.all
    if not whole:
        return look.text("no_visits")
    kind = "register" if exact.has_register else "approached"
    reached = exact.total[Home.REACHED]
    told = say.many(f"homes.reached.{kind}", reached, whole=whole, share=look.formats.percent(reached / whole))
    never = say.many("homes.never", exact.total[Home.NEVER]) if exact.has_register else say.text("homes.no_register")
    outside = say.count("homes.outside", exact.outside_register) if exact.outside_register and exact.has_register else ""
    return sentences(told, say.many("homes.to_do", exact.total[Home.TO_DO]), never, outside)


def to_do(exact: ToDo | NotAvailable, look: Look, selection: Selection = EVERYTHING) -> Chart:
    """The numbers of the visits to go to again."""
    say, definitions = look.of("reach"), ("to_do",)
    if not isinstance(exact, NotAvailable) and not selection.has_all_visits:
        exact = NotAvailable("needs_all_visits")
    if isinstance(exact, NotAvailable):
        return not_available(say, "to_do", exact, definitions=definitions)
    title, sentence = say.text("to_do.title"), to_do_sentence(exact, look)
    frame = table(say, _again(exact.again, look) if exact.again else {})
    rows = VISITS.that(ended_as, *ENDED[Home.TO_DO]).as_households
    return Chart("to_do", title, sentence, None, frame, sentence, definitions, rows=rows, shown=SHOWN)


def _again(homes: tuple[OpenHome, ...], look: Look) -> dict[str, list[object]]:
    return {
        "visit_id": [home.visit_id or "–" for home in homes],
        "street": [home.street or "–" for home in homes],
        "area": [home.area or "–" for home in homes],
        "outcome": [look.text(f"outcome.{home.outcome}") if home.outcome else "–" for home in homes],
        "attempts": [home.attempts for home in homes],
        "day": [home.day for home in homes],
    }


def to_do_sentence(exact: ToDo, look: Look) -> str:
    """How many homes there are to go to again, and which are left out."""
    say = look.of("reach")
    appointments = sum(home.outcome == Outcome.APPOINTMENT.value for home in exact.again)
    return sentences(
        say.many("to_do.again", len(exact.again)),
        say.many("to_do.appointments", appointments) if appointments else "",
        say.count("to_do.refused", exact.refused) if exact.refused else "",
        say.count("to_do.vacant", exact.vacant) if exact.vacant else "",
        say.count("to_do.without_household", exact.without_household) if exact.without_household else "",
    )


def never_approached(exact: ToDo | NotAvailable, look: Look, selection: Selection = EVERYTHING) -> Chart:
    """Per street how many homes on the register nobody approached."""
    say, definitions = look.of("reach"), ("to_do",)
    new = exact if isinstance(exact, NotAvailable) else exact.new
    if not isinstance(new, NotAvailable) and not selection.has_all_visits:
        new = NotAvailable("needs_all_visits")
    if isinstance(new, NotAvailable):
        return not_available(say, "never_approached", new, definitions=definitions)
    title, total = say.text("never_approached.title"), sum(street.homes for street in new)
    streets = list(dict.fromkeys(street.street for street in new))
    sentence = say.many("never_approached.told", total)
    if len(streets) > 1 and None not in streets:
        sentence = sentences(sentence, say.text("never_approached.streets", names=named(look, [name for name in streets if name])))
    rows = ADDRESSES.that(ended_as, *ENDED[Home.NEVER]).as_households
    frame = table(say, _new(new) if new else {})
    return Chart("never_approached", title, sentence, None, frame, sentence, definitions, rows=rows, shown=SHOWN)


def _new(streets: tuple[NewHomes, ...]) -> dict[str, list[object]]:
    return {
        "street": [street.street or "–" for street in streets],
        "area": [street.area or "–" for street in streets],
        "homes": [street.homes for street in streets],
    }
