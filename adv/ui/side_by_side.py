"""All projects that can be compared, and their figures next to each other."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from adv.charts.chart_context import named, sentences
from adv.metrics.comparison import Side, compared
from adv.metrics.values import NotAvailable
from adv.settings import project_names
from adv.ui import view as views
from adv.ui.view import View


class Neighbourhoods(Struct, frozen=True):
    """Neighbourhoods that are compared, and those that are not and why. Invented figures are never compared with real ones."""

    sides: tuple[Side, ...]
    left_out: tuple[str, ...]  # they have sample data only, and others have real data
    without_data: tuple[str, ...]
    invented: tuple[str, ...]  # shown with sample data: compared, or the areas of the project that is looked at


def neighbourhoods(view: View) -> Neighbourhoods:
    """Every project that has data, each up to its own last day."""
    versions = dict(zip(project_names(), view.versions, strict=True))
    found = {name: side for name, version in versions.items() if (side := measured_of(name, version, view.generation)) is not None}
    samples = {name for name in found if views.facts(name, versions[name], view.generation).is_sample}
    left_out = samples if samples != set(found) else set()
    invented = samples - left_out | samples & {view.project.name}
    names = {name: views.project(name).neighbourhood for name in versions}
    taken = Counter(names.values())  # two of one neighbourhood are called by their titles
    names = {name: views.project(name).title if taken[called] > 1 else called for name, called in names.items()}
    return Neighbourhoods(
        sides=tuple(replace(side, name=names[name]) for name, side in found.items() if name not in left_out),
        left_out=tuple(names[name] for name in found if name in left_out),
        without_data=tuple(names[name] for name in versions if name not in found),
        invented=tuple(names[name] for name in found if name in invented),
    )


def days_compared(view: View) -> str:
    """Say up to which day each of those that are compared counts."""
    context = view.context
    found = neighbourhoods(view)
    days = [context.text("words.name_and_day", name=side.name, day=context.formats.long_day(side.as_of)) for side in found.sides]
    return context.text("comparison.note.days", sides=context.formats.joined(days)) if days else ""


def who_is_left_out(view: View) -> str:
    """Say who is not compared, and why; nothing when everybody is."""
    context = view.context
    found = neighbourhoods(view)
    others_lack_data = found.without_data and len(found.sides) > 1  # of the only one, the answer says that there is no other
    return sentences(
        context.text("comparison.note.left_out", names=named(context, found.left_out)) if found.left_out else "",
        context.text("comparison.note.without_data", names=named(context, found.without_data)) if others_lack_data else "",
    )


@lru_cache(maxsize=64)
def measured_of(project_name: str, version: int, generation: str) -> Side | None:
    """One project up to its last day; None when nothing of it can be measured."""
    last_day = views.facts(project_name, version, generation).last_day
    if last_day is None:
        return None
    project = views.project(project_name)
    side = compared(views.dataset(project_name, version, generation), project, last_day)
    return None if isinstance(side, NotAvailable) else side
