"""Wijken: projects side by side, each with its margins; which differences are more than chance; and the areas within one."""

from adv import ui
from adv.charts.chart import Chart
from adv.charts.neighbourhoods import comparison as draw
from adv.charts.neighbourhoods.funnel_plot import funnel_plot as draw_funnel
from adv.metrics.comparison import ENOUGH, Measure, areas_compared, funnel_plot


def side_by_side(view: ui.View) -> Chart:
    """Coverage, response, resolved and activated."""
    found = ui.neighbourhoods(view)
    return draw.side_by_side(found.sides, view.context, days=ui.days_compared(view), beside_samples=bool(found.left_out))


def requests_per_conversation(view: ui.View) -> Chart:
    """Requests per conversation."""
    return draw.per_unit(ui.neighbourhoods(view).sides, Measure.REQUESTS, view.context)


def cost_per_visit(view: ui.View) -> Chart:
    """Cost per completed visit."""
    return draw.per_unit(ui.neighbourhoods(view).sides, Measure.COST, view.context)


def response(view: ui.View) -> Chart:
    """Response rates against the number of households."""
    return draw_funnel(funnel_plot(ui.neighbourhoods(view).sides, Measure.RESPONSE), Measure.RESPONSE, view.context)


def resolved(view: ui.View) -> Chart:
    """Resolved requests against their number."""
    return draw_funnel(funnel_plot(ui.neighbourhoods(view).sides, Measure.RESOLVED), Measure.RESOLVED, view.context)


def activated(view: ui.View) -> Chart:
    """Households that become active against the number in conversation."""
    return draw_funnel(funnel_plot(ui.neighbourhoods(view).sides, Measure.ACTIVATED), Measure.ACTIVATED, view.context)


areas = ui.drawn("areas", draw.areas_side_by_side, areas_compared)

view = ui.open_page()
funnels = (response, resolved, activated) if len(ui.neighbourhoods(view).sides) >= ENOUGH else ()

ui.lead(view, side_by_side)
ui.remark(view, ui.who_is_left_out)
ui.charts(view, areas)
ui.more(view, requests_per_conversation, cost_per_visit, *funnels, needs={cost_per_visit: "expenses"})
