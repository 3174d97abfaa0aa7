"""Wijken: projects side by side, each with its margins; which differences are more than chance; and the areas within one."""

from collections.abc import Callable

from adv import ui
from adv.charts import neighbourhoods as draw
from adv.charts.chart import Chart
from adv.charts.chart_context import ChartContext
from adv.charts.funnel import funnel_plot as draw_funnel
from adv.metrics.comparison import ENOUGH_FOR_FUNNEL, Measure, Side, areas_compared, funnel_plot


def side_by_side(view: ui.View) -> Chart:
    """Coverage, response, resolved and activated."""
    found = ui.neighbourhoods(view)
    return draw.side_by_side(found.sides, view.context, days=ui.days_compared(view), beside_samples=bool(found.left_out))


def of_all(name: str, measure: Measure, make: Callable[..., Chart]) -> Callable[[ui.View], Chart]:
    """Make the function of a panel, which has this name in the address: of one measure of all projects."""

    def made(view: ui.View) -> Chart:
        return make(ui.neighbourhoods(view).sides, measure, view.context)

    made.__name__ = name
    return made


def funnel(sides: tuple[Side, ...], measure: Measure, context: ChartContext) -> Chart:
    """Draw shares against what they are out of."""
    return draw_funnel(funnel_plot(sides, measure), measure, context)


requests_per_conversation = of_all("requests_per_conversation", Measure.REQUESTS, draw.per_unit)
cost_per_visit = of_all("cost_per_visit", Measure.COST, draw.per_unit)
response = of_all("response", Measure.RESPONSE, funnel)
resolved = of_all("resolved", Measure.RESOLVED, funnel)
activated = of_all("activated", Measure.ACTIVATED, funnel)
areas = ui.drawn("areas", draw.areas_side_by_side, areas_compared)

view = ui.open_page()
funnels = (response, resolved, activated) if len(ui.neighbourhoods(view).sides) >= ENOUGH_FOR_FUNNEL else ()

ui.lead(view, side_by_side)
ui.remark(view, ui.who_is_left_out)
ui.charts(view, areas)
ui.more(view, requests_per_conversation, cost_per_visit, *funnels, needs={cost_per_visit: "expenses"})
