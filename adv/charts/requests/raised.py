"""Requests (hulpvragen): how far they have come, about what, and with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.chart import Chart
from adv.charts.chart_context import plain
from adv.charts.kinds.bars import Rows, Series, bars, folded, horizontal
from adv.charts.tables import table
from adv.charts.words import leaders, named, not_available, sentences
from adv.metrics.requests import RequestGroup
from adv.metrics.source_rows import REQUESTS
from adv.metrics.values import NotAvailable
from adv.model import Status

if TYPE_CHECKING:
    from adv.charts.chart_context import Look
    from adv.metrics.requests import Requests, RequestsByGroup
    from adv.metrics.source_rows import Behind

WAITING = (Status.OPEN, Status.IN_PROGRESS)
HATCHED = {Status.IN_PROGRESS: "/"}


def requests_by_status(exact: Requests | NotAvailable, look: Look) -> Chart:
    """How far the requests have come."""
    definitions = ("requests", "taken_up", "resolved")
    if isinstance(exact, NotAvailable):
        return not_available(look, "requests_by_status", exact, definitions=definitions)
    title, sentence = look.text("requests_by_status.title"), status_sentence(exact, look)
    statuses = tuple(Status)
    words = tuple(look.text(f"status.{status.value}") for status in statuses)
    counts = tuple(exact.by_status[status] for status in statuses)
    hovers = tuple(
        look.text("requests_by_status.hover", status=word, count=count, total=exact.total)
        for word, count in zip(words, counts, strict=True)
    )
    groups = Rows(words, tuple(status.value for status in statuses))
    colors = tuple(look.style.of_status(status) for status in statuses)
    rows = tuple(REQUESTS.also(status=status.value) for status in statuses)
    series = [Series(look.text("requests"), counts, hovers, colors, rows=rows)]
    ends = [look.formats.number(count) for count in counts]
    figure = horizontal(look, groups, series, ends) if exact.total else None
    columns = {"status": words, "requests": counts}
    alt = look.text("bars_alt", title=title, sentence=sentence)
    told, counted = table(look, columns), bars(words, series)
    return Chart("requests_by_status", title, sentence, figure, told, alt, definitions, "status", REQUESTS, counted)


def status_sentence(exact: Requests, look: Look) -> str:
    """How many requests there are, how many are done, and how many wait."""
    by = exact.by_status
    if exact.total == 0:
        return look.text("no_requests")
    if exact.total == 1 and not exact.without_status:
        only = next(status for status in Status if by[status])
        return look.text("requests_by_status.only_one", status=look.text(f"status.{only.value}"))
    parts = [
        look.many(f"requests_by_status.{status.value}", by[status])
        for status in (Status.CLOSED, *WAITING, Status.REFERRED, Status.WITHDRAWN)
        if by[status] or status in {Status.CLOSED, Status.OPEN}
    ]
    return sentences(
        look.count("requests_by_status.of", exact.total, parts=look.formats.joined(parts)),
        look.count("requests_by_status.without", exact.without_status) if exact.without_status else "",
    )


def requests_by(exact: RequestsByGroup | NotAvailable, look: Look, group: RequestGroup) -> Chart:
    """Requests per theme, goal, owner or area, by status."""
    key = f"requests_by_{group.value}"
    definitions = ("requests",)
    if isinstance(exact, NotAvailable):
        return not_available(look, key, exact, definitions=definitions)
    title, sentence = look.text(f"{key}.title"), by_sentence(exact, look)
    names, counts, rest = folded(exact.groups, exact.counts, look.text("others_bar"))
    codes = (*names[:-1], "") if rest else names
    totals = [sum(row) for row in counts]
    groups = _behind(exact, names, rest)
    series = []
    for place, status in enumerate(exact.statuses):
        word = look.text(f"status.{status.value}")
        values = tuple(row[place] for row in counts)
        hovers = tuple(
            look.text("requests_by.hover", name=plain(name), status=word, count=value, total=total)
            for name, value, total in zip(names, values, totals, strict=True)
        )
        labels = tuple(look.formats.number(value) if value else "" for value in values)
        rows = tuple(one.also(status=status.value) for one in groups)
        series.append(Series(word, values, hovers, look.style.of_status(status), labels, rows, HATCHED.get(status, "")))
    figure = None
    if sum(totals):
        figure = horizontal(look, Rows(names, codes), series, [look.formats.number(total) for total in totals], stacked=True)
    columns: dict[str, Any] = {f"by_{group.value}": exact.groups}
    for place, status in enumerate(exact.statuses):
        columns[f"status_{status.value}"] = [row[place] for row in exact.counts]
    columns["requests"] = exact.totals
    alt = look.text("bars_alt", title=title, sentence=sentence)
    counted = bars(names, series)
    return Chart(key, title, sentence, figure, table(look, columns), alt, definitions, group.value, REQUESTS, counted)


def _behind(exact: RequestsByGroup, names: tuple[str, ...], rest: int) -> list[Behind]:
    """The requests of each group; the last one stands for all that have no bar of their own, when there are any."""
    column, alone = exact.group.value, names[:-1] if rest else names
    found = [REQUESTS.also(**{column: name}) for name in alone]
    return [*found, REQUESTS.also(**{column: tuple(name for name in exact.groups if name not in alone)})] if rest else found


def by_sentence(exact: RequestsByGroup, look: Look) -> str:
    """Which group has the most requests; for owners: who has the most that wait."""
    key = f"requests_by_{exact.group.value}"
    total = sum(exact.totals) + exact.without_group
    if total == 0:
        return look.text("no_requests")
    without = look.many(f"{key}.without", exact.without_group) if exact.without_group else ""
    values: tuple[int, ...] = exact.totals
    of = total
    if exact.group is RequestGroup.OWNER:
        waiting = [place for place, status in enumerate(exact.statuses) if status in WAITING]
        values = tuple(sum([row[place] for place in waiting]) for row in exact.counts)
        of = sum(values)
    top = leaders(exact.groups, values)
    if not top.names:
        if exact.group is RequestGroup.OWNER and any(exact.totals):
            return sentences(look.text(f"{key}.none_waiting"), without)
        return look.many(f"{key}.without", exact.without_group)
    if not top.is_one:
        first = look.text(f"{key}.tie", names=named(look, top.names), count=top.value, total=of)
    elif top.value == of:
        first = look.count(f"{key}.all", of, name=top.names[0])
    else:
        first = look.text(f"{key}.most", name=top.names[0], count=top.value, total=of)
    return sentences(first, without)
