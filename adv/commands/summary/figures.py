"""The figures that `summary` prints as one object for other programs; as lines for people: `adv.commands.shared.tables_as_text`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.indicators import figures
from adv.indicators.entry import as_json
from adv.workbook.tables.findings import Severity

if TYPE_CHECKING:
    from adv.indicators.entry import Measured
    from adv.workbook.vocabulary.recognition import Intake

# The order in which the figures are printed; others come after these, in the order of the catalogue.
ORDER = {
    "visits": """total completed households_reached by_outcome completed_by_area completed_by_theme completed_by_organisation
        completed_by_street completed_by_attempt completed_by_week completed_by_month completed_by_quarter completed_by_year""",
    "coverage": "target share planned lead lag_days pace forecast backtest",
    "households": "funnel by_disposition vacant contact response refusal attempts_per_conversation still_to_do register",
    "themes": "share_of_conversations by_area by_goal by_quarter by_other_theme",
    "requests": """total by_theme by_goal by_status median_days_to_close by_owner by_area ageing per_conversation taken_up resolved
        per_household time_to_close""",
    "budget": """budget spent remaining use by_category by_partner by_year by_quarter by_month budget_lines cost_per cost_per_visit
        planned_cost_per_visit pv ev cpi spi tcpi sv cv eac eac_atypical eac_combined etc vac es sv_t spi_t ieac_t final_cost""",
    "outcomes": "by_goal households_helped activation activities participants activities_by_kind liveability results",
    "core_team": "visits_by_organisation joint_visits visits_by_team requests_by_owner waiting_by_owner hand_overs",
}


def summarise(found: Intake, measured: Measured) -> dict[str, Any]:
    """Every figure of the catalogue as JSON can hold it, and what is wrong with the files."""
    told: dict[str, Any] = {section: dict.fromkeys(names.split()) for section, names in ORDER.items()}
    for _, figure in figures():
        *sections, name = figure.path.split(".")
        inside = told
        for section in sections:
            if inside.get(section) is None:
                inside[section] = {}
            inside = inside[section]
        inside[name] = as_json(figure.of(measured))
    return {"project": measured.project.name, "as_of": as_json(measured.day), **told, "findings": _findings(found)}


def _findings(found: Intake) -> dict[str, int]:
    """Cells by severity: a finding about 37 cells counts 37 times."""
    counts = dict.fromkeys(Severity, 0)
    for finding in found.findings:
        counts[finding.severity] += finding.count
    return {"errors": counts[Severity.ERROR], "warnings": counts[Severity.WARNING], "rows_left_out": found.rows_left_out}
