"""The figures that are read rather than seen: rates with their denominators, and money against work. As tables with the parts of a chart.

Each figure is said in words, with what it was taken from; one that the data cannot give says why. One module per page.
"""

from adv.ui.figures.money import budget_figures, earned_value_figures
from adv.ui.figures.neighbourhoods import neighbourhood_figures, neighbourhoods, who_is_compared
from adv.ui.figures.reach import coverage_figures
from adv.ui.figures.requests import request_figures, themes_in_one_conversation

__all__ = [
    "budget_figures",
    "coverage_figures",
    "earned_value_figures",
    "neighbourhood_figures",
    "neighbourhoods",
    "request_figures",
    "themes_in_one_conversation",
    "who_is_compared",
]
