"""The publication as one HTML file that stands by itself: readable without a script, printable, and with its own proof inside. Pure.

Nothing is loaded from anywhere: styles and the one script stand in the file, and its Content-Security-Policy allows those two by their
hash and nothing else. The publication is in it as JSON, so that the file can be verified, and each number of a table says which one
it is (``data-p``).
"""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

from adv import __version__
from adv.charts import published as draw
from adv.charts.chart_context import ChartContext
from adv.charts.svg import svg
from adv.disclosure.publication import TALKED_TO, Audience, Publication, to_json
from adv.disclosure.reading import PLACE, SCRIPT_ID
from adv.model import TargetUnit
from adv.palette import DARK, LIGHT, PRINT, Style
from adv.publications.contents import Shown, contents
from adv.publications.reasons import merged_sentence
from adv.texts import texts

ASSETS = Path(__file__).parent / "assets"
CHART_WIDTH = 400  # pixels; enlarged a little in two columns, and hardly made smaller on a phone
BAR = 100  # the length of the bar in a card
CHECKS = ("fits", "wrong", "not_so", "multiples", "counted", "grows", "shown", "whole", "not_checked")


def file_name(publication: Publication, ending: str, language: str = "nl") -> str:
    """Name a file after the project and the last quarter: ``publicatie-de-waart-2019-K4.html``."""
    day = publication.days[-1]
    known = ChartContext(texts(language))
    letter = "K" if language == "nl" else "Q"
    readers = "" if publication.audience is Audience.MUNICIPALITY else f"-{known.text('published.page.file_public')}"
    return f"{known.text('published.page.file')}-{publication.project}{readers}-{day.year}-{letter}{(day.month + 2) // 3}.{ending}"


def page(publication: Publication, language: str) -> str:
    """Write the file, in one language. The same publication gives the same bytes."""
    context = ChartContext(texts(language))
    parts = contents(publication, context)
    style = _styles()
    script = _asset("count.js")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
    title = context.text("published.page.title", title=publication.title, day=context.formats.long_day(publication.days[-1]))
    sections = "".join(_section(context, name, charts) for name, charts in parts.items())
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#content">{_told(context, "published.page.skip")}</a>\n{_header(publication, context)}'
        f'<main id="content">\n{_glance(publication, context)}{_navigation(context, parts)}{sections}'
        f"{_method(publication, context)}{_check(publication, context, language)}</main>\n"
        f"<footer><p>{escape(context.text('published.page.made_with', version=__version__))}</p></footer>\n"
        f'<script type="application/json" id="{SCRIPT_ID}">{to_json(publication).decode()}</script>\n'
        f'<script type="application/json" id="words">{_words(publication, context)}</script>\n<script>{script}</script>\n</body>\n</html>\n'
    )


def _header(publication: Publication, context: ChartContext) -> str:
    readers = "published.page.for_municipality" if publication.audience is Audience.MUNICIPALITY else "published.page.for_public"
    sample = f'<p class="sample" role="note">{_told(context, "published.page.sample")}</p>' if publication.is_sample else ""
    day = context.text("ui.as_of", day=context.formats.long_day(publication.days[-1]))
    return (
        f'<header>\n<p class="for">{_told(context, readers)}</p>\n<h1>{escape(publication.title)}</h1>\n'
        f'<p class="day">{escape(day[:1].upper() + day[1:])}</p>\n{sample}</header>\n'
    )


def _glance(publication: Publication, context: ChartContext) -> str:
    """Write the answer: a few sentences, and the numbers large."""
    answer = " ".join(
        sentence(publication, context) for sentence in (draw.visits_sentence, draw.spent_sentence, draw.requests_sentence)
    )
    near = escape(context.text("published.method.near", base=publication.base))
    return (
        f'<section aria-label="{_told(context, "published.page.at_a_glance")}"><p class="answer">{escape(answer)}</p>\n'
        f'<ul class="cards">{_cards(publication, context)}</ul>\n<p class="promise">{near}</p></section>\n'
    )


def _cards(publication: Publication, context: ChartContext) -> str:
    """Write the numbers that stand large; a target of households has only their published number beside it."""
    number, euro, last = context.formats.number, context.formats.euro, publication.figures[-1]
    target, budget = publication.target, publication.budget_cents
    reached = publication.households.count(-1, outcome=TALKED_TO).value
    counts_visits = publication.target_unit is TargetUnit.VISITS
    spent = euro(last.cents, whole=True)
    of_visits = (last.visits, target, number(target)) if counts_visits else None
    of_households = None if counts_visits else (reached, target, number(target))
    of_budget = (last.cents, budget, euro(budget, whole=True))
    cards = (
        _card(context, "published.page.card_visits", number(last.visits), of_visits, is_exact=True),
        _card(context, "published.page.card_spent", spent, of_budget, is_exact=True),
        _card(context, "published.page.card_requests", number(publication.requests.count(-1).value)),
        _card(context, "published.page.card_households", number(reached), of_households),
    )
    return "".join(cards)


def _card(context: ChartContext, what: str, value: str, part: tuple[int, int, str] | None = None, *, is_exact: bool = False) -> str:
    """Write one large number, what it is out of, and both as a text, with a bar."""
    of = bar = ""
    if part:
        done, whole, told = part
        of = f" <small>{escape(context.text('published.page.card_of', total=told))}</small>"
        if whole > 0:
            length = min(BAR, max(0, round(BAR * done / whole)))
            bar = (
                f'<svg viewBox="0 0 {BAR} 4" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="{BAR}" '
                f'height="4" rx="1"/><rect class="done" width="{length}" height="4" rx="1"/></svg>'
            )
    before = "" if is_exact else f"<small>{_told(context, 'published.page.approximate')}</small> "
    behind = f" ({_told(context, 'published.page.exact')})" if is_exact else ""
    name = f'<p class="what">{_told(context, what)}{behind}</p>'
    return f'<li class="card"><p class="value">{before}{escape(value)}{of}</p>{name}{bar}</li>'


def _navigation(context: ChartContext, parts: dict[str, tuple[Shown, ...]]) -> str:
    links = "".join(
        f'<li><a href="#{name}">{escape(context.texts(f"published.page.{name}"))}</a></li>' for name in (*parts, "how", "check")
    )
    return f'<nav aria-label="{_told(context, "published.page.contents")}"><ul>{links}</ul></nav>\n'


def _section(context: ChartContext, name: str, charts: tuple[Shown, ...]) -> str:
    figures = "".join(_figure(context, f"{name}-{place}", shown) for place, shown in enumerate(charts))
    return f'<section id="{name}"><h2>{escape(context.texts(f"published.page.{name}"))}</h2>\n<div class="charts">{figures}</div></section>\n'


def _figure(context: ChartContext, name: str, shown: Shown) -> str:
    chart = shown.chart
    picture = ""
    if chart.figure is not None:
        picture = svg(chart.figure, name=name, title=chart.title, description=chart.alt, width=CHART_WIDTH)
        for look, color in _colors(LIGHT).items():
            picture = picture.replace(f'"{color}"', f'"var(--{look})"')
    return (
        f"<figure><figcaption><h3>{escape(chart.title)}</h3><p>{escape(chart.sentence)}</p></figcaption>{picture}"
        f"<details><summary>{_told(context, 'published.page.table')}</summary>{_table(context, shown)}</details></figure>\n"
    )


def _table(context: ChartContext, shown: Shown) -> str:
    """Write the table of a chart; a published number says where it stands in the publication."""
    chart, written = shown.chart, context.formats.number
    places = [0 if (chart.table[name] % 1 == 0).all() else 2 for name in chart.table.columns[1:]]
    first, *others = (escape(str(name)) for name in chart.table.columns)
    heads = [f'<th scope="col">{first}</th>', *(f'<th scope="col" class="number">{name}</th>' for name in others)]
    rows = []
    for place, (name, *values) in enumerate(chart.table.itertuples(index=False, name=None)):
        marks = [f' {PLACE}="{cell}"' for cell in shown.cells[place]] if shown.cells else [""] * len(values)
        numbers = [written(value, decimals) for value, decimals in zip(values, places, strict=True)]
        cells = "".join(f'<td class="number"{mark}>{number}</td>' for number, mark in zip(numbers, marks, strict=True))
        rows.append(f'<tr><th scope="row">{escape(str(name))}</th>{cells}</tr>')
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(chart.title)}"><table><caption>{escape(chart.title)}</caption>'
        f"<thead><tr>{''.join(heads)}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _method(publication: Publication, context: ChartContext) -> str:
    base = publication.base
    told = [context.text("published.method.multiples", base=base), context.text("published.method.exact")]
    told += [context.text("published.method.zero", base=base), context.text("published.method.stock")]
    told.append(context.text("published.method.forward"))
    if any(None in one.values for table in publication.tables.values() for one in table.dimensions):
        told.append(context.text("published.page.not_known"))
    told += [merged_sentence(merging, context.texts) for merging in publication.mergings]
    points = "".join(f"<li>{escape(sentence)}</li>" for sentence in told)
    promise = escape(context.text("published.method.promise", base=base))
    return f'<section id="how" class="text"><h2>{_told(context, "published.page.how")}</h2><p>{promise}</p><ul>{points}</ul></section>\n'


def _check(publication: Publication, context: ChartContext, language: str) -> str:
    command = f"python -m adv verify {file_name(publication, 'html', language)}"
    return (
        f'<section id="check" class="text"><h2>{_told(context, "published.page.check")}</h2>'
        f'<p class="on-screen">{_told(context, "published.check_text.intro")}</p>'
        f'<p class="on-screen"><button id="count" type="button" hidden>{_told(context, "published.check_text.button")}</button></p>'
        f'<p id="no-script">{_told(context, "published.check_text.without_script")}</p><div id="outcome" role="status"></div>'
        f"<p>{_told(context, 'published.check_text.command')} <code>{escape(command)}</code></p></section>\n"
    )


def _words(publication: Publication, context: ChartContext) -> str:
    """Give what the script in the page says, as JSON that may stand in a page."""
    told = {name: context.texts(f"published.check_text.{name}") for name in CHECKS}
    told["multiples"] = told["multiples"].replace("{base}", str(publication.base))
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")


def _colors(style: Style) -> dict[str, str]:
    """Name the colours of charts, which the styles of the page set for light, dark and paper."""
    names = ("background", "text", "muted", "grid", "panel", "done", "waiting", "aim", "wrong", "agreed", "ended")
    return {name: getattr(style, name) for name in names} | {"heat-empty": style.heat[0], "heat-full": style.heat[1]}


@cache
def _styles() -> str:
    """The styles of the page, in the colours of the screen."""
    written = _asset("page.css")
    for place, style in (("/*LIGHT*/", LIGHT), ("/*DARK*/", DARK), ("/*PRINT*/", PRINT)):
        written = written.replace(place, " ".join(f"--{name}: {color};" for name, color in _colors(style).items()))
    return written


def _told(context: ChartContext, key: str) -> str:
    return escape(context.texts(key))


@cache
def _asset(name: str) -> str:
    return "\n" + (ASSETS / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"
