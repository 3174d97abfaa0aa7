"""Prognose: when the target will be reached, how sure that is, and what it takes."""

from adv import ui
from adv.charts import fan as fan_chart
from adv.charts.chart import Chart
from adv.charts.outlook import answer_sentence
from adv.metrics.coverage import burn_up, coverage
from adv.metrics.forecast import forecast, what_if


def answer(view: ui.View) -> str:
    """When, how sure, and what it takes."""
    return answer_sentence(view.measured(forecast), view.measured(coverage), view.look)


def fan(view: ui.View) -> Chart:
    """The forecast on the burn-up, with what the user would change."""
    found = view.measured(forecast)
    changed = None if view.scenario.is_nothing else view.measured(what_if, view.scenario)
    curve, exact = view.measured(burn_up), view.measured(coverage)
    return fan_chart.fan(curve, exact, found, view.look, changed=changed, scenario=view.scenario)


chosen = ui.open_page()
view = chosen.of_everything

if not chosen.selection.is_everything:
    ui.note(view.texts("pages.forecast.whole_project"))
ui.answer(view, answer)
view = ui.what_if(view)
ui.charts(view, fan)
