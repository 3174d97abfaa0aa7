"""What waits longest, and with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.chart import Chart
from adv.charts.chart_context import plain
from adv.charts.kinds.bars import Rows, Series, bars, folded, horizontal
from adv.charts.tables import table
from adv.charts.words import leaders, named, not_available, sentences
from adv.metrics.requests import WAITING, of_age
from adv.metrics.source_rows import REQUESTS
from adv.metrics.values import NotAvailable
from adv.metrics.waiting import NOBODY

if TYPE_CHECKING:
    from adv.charts.chart_context import Look
    from adv.metrics.waiting import Waiting, WaitingByOwner, WaitingRequest

PATTERNS = ("", "", "/", "")
SHOWN = 10  # rows on the page


def waiting_by_owner(exact: WaitingByOwner | NotAvailable, look: Look) -> Chart:
    """Requests that are open or in progress per owner, by how long they have waited."""
    say, key, definitions = look.of("follow_up"), "waiting_by_owner", ("waiting_by_owner", "ageing")
    if isinstance(exact, NotAvailable):
        return not_available(say, key, exact, definitions=definitions)
    title, sentence = say.text(f"{key}.title"), waiting_by_owner_sentence(exact, look)
    owners = tuple(_owner(name, look) for name in exact.owners)
    names, counts, rest = folded(owners, exact.counts, look.text("others_bar"))
    alone = [name for name, shown in zip(exact.owners, owners, strict=True) if shown in (names[:-1] if rest else names)]
    values = [*((name,) for name in alone), *([tuple(name for name in exact.owners if name not in alone)] if rest else [])]
    style = look.style
    colors = (style.grey, style.blue, style.orange, style.vermilion)
    series = []
    for place, (first, last) in enumerate(exact.bands):
        band = look.text("ageing.over", days=first - 1) if last is None else look.text("ageing.band", first=first, last=last)
        numbers = tuple(row[place] for row in counts)
        hovers = tuple(
            say.count(f"{key}.hover", number, name=plain(name), band=band) for name, number in zip(names, numbers, strict=True)
        )
        labels = tuple(look.formats.number(number) if number else "" for number in numbers)
        rows = tuple(WAITING.also(owner=several).that(of_age, str(place)) for several in values)
        series.append(Series(band, numbers, hovers, colors[place], labels, rows, PATTERNS[place]))
    totals = [sum(row) for row in counts]
    codes = tuple(several[0] if len(several) == 1 else "" for several in values)
    figure = (
        horizontal(look, Rows(names, codes), series, [look.formats.number(n) for n in totals], stacked=True) if totals else None
    )
    columns: dict[str, Any] = {"owner": owners}
    columns |= {f"band_{place}": [row[place] for row in exact.counts] for place in range(len(exact.bands))}
    columns["waiting"] = [sum(row) for row in exact.counts]
    alt = look.text("bars_alt", title=title, sentence=sentence)
    told, counted = table(say, columns), bars(names, series)
    return Chart(key, title, sentence, figure, told, alt, definitions, "owner", WAITING, counted)


def _owner(name: str, look: Look) -> str:
    return look.of("follow_up").text("nobody") if name == NOBODY else name


def waiting_by_owner_sentence(exact: WaitingByOwner, look: Look) -> str:
    """With whom most waits, how much has no owner, and with whom most has waited long."""
    say, key = look.of("follow_up"), "waiting_by_owner"
    unknown = look.count("ageing.without_date", exact.without_date) if exact.without_date else ""
    total = sum(map(sum, exact.counts))
    if not total:
        return unknown or look.text("ageing.none")
    there = [(name, sum(row), row[-1]) for name, row in zip(exact.owners, exact.counts, strict=True) if name != NOBODY]
    top = leaders([name for name, _, _ in there], [count for _, count, _ in there])
    told = ""
    if top.names:
        form = "most" if top.is_one else "tie"
        told = say.count(f"{key}.{form}", total, names=named(look, top.names), value=top.value)
    limit = exact.bands[-1][0] - 1
    long = leaders([name for name, _, _ in there], [old for _, _, old in there])
    oldest = say.count(f"{key}.long", long.value, names=named(look, long.names), limit=limit) if long.is_one and total > 1 else ""
    nobody = sum(sum(row) for name, row in zip(exact.owners, exact.counts, strict=True) if name == NOBODY)
    return sentences(told, oldest, say.count(f"{key}.nobody", nobody) if nobody else "", unknown)


def waiting_list(exact: Waiting | NotAvailable, look: Look) -> Chart:
    """The requests that are open or in progress, the longest waiting first."""
    say, key, definitions = look.of("follow_up"), "waiting_list", ("ageing",)
    if isinstance(exact, NotAvailable):
        return not_available(say, key, exact, definitions=definitions)
    title, sentence = say.text(f"{key}.title"), waiting_list_sentence(exact, look)
    frame = table(say, _columns(exact.requests, look) if exact.requests else {})
    return Chart(
        key, title, sentence, None, frame, sentence, definitions, rows=WAITING if exact.requests else REQUESTS, shown=SHOWN
    )


def _columns(requests: tuple[WaitingRequest, ...], look: Look) -> dict[str, list[object]]:
    return {
        "request_id": [one.request_id or "–" for one in requests],
        "visit_id": [one.visit_id or "–" for one in requests],
        "theme": [one.theme or "–" for one in requests],
        "owner": [one.owner or "–" for one in requests],
        "status": [look.text(f"status.{one.status}") for one in requests],
        "raised_on": [look.formats.day(one.raised_on) if one.raised_on else "–" for one in requests],
        "waits": ["–" if one.days is None else one.days for one in requests],
    }


def waiting_list_sentence(exact: Waiting, look: Look) -> str:
    """How long the longest one waits, and with whom."""
    say = look.of("follow_up")
    if not exact.requests or exact.requests[0].days is None:
        return look.text("ageing.none") if not exact.requests else look.count("ageing.without_date", len(exact.requests))
    first = exact.requests[0]
    longest = look.count("days", first.days or 0)
    if len(exact.requests) == 1:
        return look.text("ageing.only_one", longest=longest)
    whom = say.text("waiting_list.with", owner=first.owner) if first.owner else say.text("waiting_list.with_nobody")
    if exact.requests[1].days == first.days:
        return say.text("waiting_list.several", longest=longest)
    if first.theme is None or first.raised_on is None:
        return sentences(say.text("waiting_list.several", longest=longest), whom)
    day = look.formats.long_day(first.raised_on)
    return sentences(say.text("waiting_list.longest", longest=longest, theme=first.theme, day=day), whom)
