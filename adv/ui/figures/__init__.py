"""The figures that are read rather than seen: rates with their denominators. As tables with the parts of a chart.

Each figure is said in words, with what it was taken from; one that the data cannot give says why. One module per page.
"""

from adv.ui.figures.money import budget_figures, earned_value
from adv.ui.figures.neighbourhoods import days_compared, neighbourhoods, who_is_left_out
from adv.ui.figures.reach import coverage_figures
from adv.ui.figures.requests import request_figures, themes_in_one_conversation

__all__ = [
    "budget_figures",
    "coverage_figures",
    "days_compared",
    "earned_value",
    "neighbourhoods",
    "request_figures",
    "themes_in_one_conversation",
    "who_is_left_out",
]
