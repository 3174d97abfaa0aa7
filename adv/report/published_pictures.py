"""Pictures of a report for the municipality: the charts of the publication, up to the report's day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from adv.charts import published as draw
from adv.charts import published_side_by_side as beside
from adv.charts.chart_context import ChartContext
from adv.report.pictures import picture

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.charts.chart import Chart
    from adv.disclosure.publication import Publication
    from adv.report.blocks import Picture
    from adv.texts import Texts

ALL = slice(None)


def pictures(publication: Publication, texts: Texts) -> Mapping[str, Picture]:
    """Draw the charts of one project, each under the key of the table that it stands before."""
    context = ChartContext(texts)
    return _drawn(
        {
            "promises": draw.visits_over_time(publication, context),
            "households": draw.households(publication, context),
            "themes": draw.cross_table(publication, context, "area", "theme"),
            "goals": draw.follow_up(publication, context, "goal"),
            "years": draw.spent_over_time(publication, context),
        }
    )


def chapter_pictures(publication: Publication, texts: Texts) -> Mapping[str, Picture]:
    """Draw what a chapter of a programme's report shows, under names that no other chapter has."""
    made = _drawn({"goals": draw.follow_up(publication, ChartContext(texts), "goal")})
    return {table: replace(one, key=f"{one.key}-{publication.project}") for table, one in made.items()}


def programme_pictures(publications: Sequence[Publication], texts: Texts) -> Mapping[str, Picture]:
    """Draw the projects side by side."""
    context = ChartContext(texts)
    return _drawn(
        {
            "neighbourhoods": beside.visits_side_by_side(publications, context),
            "goals_beside": beside.goals_side_by_side(publications, context),
            "money_beside": beside.spent_side_by_side(publications, context),
        }
    )


def _drawn(charts: Mapping[str, Chart]) -> Mapping[str, Picture]:
    return {table: picture(chart, [chart.sentence], ALL) for table, chart in charts.items() if chart.figure is not None}
