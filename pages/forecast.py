"""Prognose: when the target will be reached, how sure that is, what it takes, and how good earlier forecasts were."""

from adv import ui
from adv.charts.chart import Chart
from adv.charts.forecast import fan as fan_chart
from adv.charts.forecast.outlook import answer_sentence, basis_sentence, pace_sentence
from adv.metrics.coverage import burn_up, coverage
from adv.metrics.forecast import NoProgress, Projection, backtest, forecast, what_if
from adv.metrics.values import NotAvailable


def answer(view: ui.View) -> str:
    """Say when, how sure, and what it takes."""
    return answer_sentence(view.measured(forecast), view.measured(coverage), view.context)


def basis(view: ui.View) -> str:
    """Say what the forecast rests on, and how often it held."""
    return basis_sentence(view.measured(forecast), view.measured(backtest), view.context)


def fan(view: ui.View) -> Chart:
    """The forecast on the burn-up, with what the user would change."""
    found = view.measured(forecast)
    changed = None if view.scenario.is_nothing else view.measured(what_if, view.scenario)
    curve, exact = view.measured(burn_up), view.measured(coverage)
    return fan_chart.fan(curve, exact, found, view.context, changed=changed, scenario=view.scenario)


def can_change(view: ui.View) -> bool:
    """Tell whether a change could give another forecast: not once the target is reached, and not before there is anything to go by."""
    return isinstance(view.measured(forecast), Projection | NoProgress)


def has_past(view: ui.View) -> bool:
    """Tell whether there are earlier forecasts to look back at."""
    found = view.measured(backtest)
    return not isinstance(found, NotAvailable) and bool(found.checks)


def looking_back(view: ui.View) -> Chart:
    """Earlier forecasts against what happened."""
    return fan_chart.backtest_chart(view.measured(backtest), view.context, view.project.target_unit)


def pace(view: ui.View) -> str:
    """Say how fast it went, and what the forecast expects."""
    return pace_sentence(view.measured(coverage), view.measured(forecast), view.context)


chosen = ui.open_page()
view = chosen.of_everything

if not chosen.selection.is_everything:
    ui.note(view.texts("pages.forecast.whole_project"))
ui.answer(view, answer)
ui.remark(view, basis)
ui.charts(ui.what_if(view) if ui.made(view, can_change) else view, fan)
ui.remark(view, pace)
if ui.made(view, has_past):
    ui.more(view, looking_back)
