"""Rules that hold for several indicators: the plan, on course or not, over time, chance; and neighbourhoods compared."""

from __future__ import annotations

from adv.indicators.entry import Basis, ChartKind, Figure, Indicator, Section, Shown, by_span, counts, value
from adv.metrics.budget import spend_curve
from adv.metrics.comparison import areas_compared, compared
from adv.metrics.coverage import coverage, planned
from adv.metrics.requests import LONG_WAIT_DAYS, ageing, requests_raised
from adv.metrics.source_rows import VISITS
from adv.metrics.spans import Span
from adv.metrics.visits import visits_over_time

COURSE = Section(
    "The plan, and on course or not",
    Indicator(
        key="plan",
        formula="target × (day − start + 1) ÷ days in the period; 0 before, the target after; linear between a project's own milestones",
        basis=Basis("visits", "project settings", "days in the period"),
        figures=(
            Figure(
                "coverage.planned", lambda measured: round(planned(measured.project, measured.as_of), 1) if measured.day else None
            ),
        ),
        note="With one decimal.",
        shown=Shown("coverage", ChartKind.LINES, "forecast_fan burn_up visits euros"),
    ),
    Indicator(
        key="lag",
        formula="completed − planned(as of); as of − first day on which the plan ≥ completed (nothing completed: the day before the start; more than the target: the day the plan reaches it)",
        basis=Basis("visits; days", "sheet Bezoeken, project settings"),
        figures=(
            value("coverage.lead", coverage, lambda found: round(found.lead, 1)),
            value("coverage.lag_days", coverage, "lag_days"),
        ),
        note="`lead` is completed − planned, with one decimal.",
        shown=Shown("coverage", ChartKind.LINES, "burn_up"),
    ),
    Indicator(
        key="course_visits",
        formula="gap = plan(as_of) − completed; a = gap ÷ max(plan, target ÷ 8), b = gap ÷ max(target − plan, target ÷ 8); behind while plan < 0,03 × target: too early to say; a and b ≤ 0,10: on course; a > 0,60 or b > 0,30: far behind; else behind",
        basis=Basis(
            "status",
            "adv.metrics.on_course: half way a tenth is 8 of 160 visits, about two months; of the whole target alone, 3 of 11 planned visits would be on course, and so would 9 to go in the last week",
            "planned by now; planned from now on",
        ),
        metrics=(coverage,),
        shown=Shown("overview", ChartKind.CARD, "visits"),
    ),
    Indicator(
        key="course_euros",
        formula="(spent − plan(as_of)) ÷ budget ≤ 0,05: on course; ≤ 0,15: more than planned; more, or spent > budget: far more; (spent ÷ completed) ÷ (budget ÷ target) > 1,15 with completed ≥ 5: look at this",
        basis=Basis("status", "adv.metrics.on_course: a twentieth is about two months of an even plan", "budget"),
        metrics=(spend_curve,),
        shown=Shown("overview", ChartKind.CARD, "euros"),
    ),
    Indicator(
        key="course_requests",
        formula=f"waiting over {LONG_WAIT_DAYS} days ÷ waiting ≤ 0,10: on course; ≤ 0,25 or fewer than 3: look at this; more: many",
        basis=Basis(
            "status",
            "adv.metrics.on_course: a few hard cases are always there; beyond a quarter it is the follow-up",
            "requests open or in progress with a known day raised",
        ),
        metrics=(requests_raised, ageing),
        shown=Shown("overview", ChartKind.CARD, "requests"),
    ),
    about="Limits that say when to look, named in `adv/metrics/on_course.py`.",
)

RULES = Section(
    "Rules for all of them",
    Indicator(
        key="over_time",
        formula="number of visits (completed visits, cents) per ISO week, month, quarter or year",
        basis=Basis("visits or euro", "sheets Bezoeken, Uitgaven", rows=VISITS),
        figures=tuple(
            counts(
                f"visits.completed_by_{span.value}",
                visits_over_time,
                lambda found: by_span(found.span, found.starts, found.completed),
                span,
            )
            for span in Span
        ),
        note="By `week` (`2019-W43`, ISO), `month` (`2019-10`), `quarter` (`2019-Q4`) and `year`, from the first visit up to `as_of`, zero included.",
        shown=Shown("coverage", ChartKind.COLUMNS, "visits_over_time"),
    ),
    Indicator(
        key="as_of",
        formula="latest of visited_on, booked_on, raised_on, closed_on, held_on",
        basis=Basis("day", "adv.metrics.selection.last_day, adv.metrics.frames.as_known_on"),
        shown=Shown("", None),
    ),
    Indicator(
        key="selection",
        formula="visits: area, one of the organisations, one of the themes, visited_on; requests: the visit's area, owner, theme, raised_on; expenses: organisation, booked_on; activities: area, held_on",
        basis=Basis(source="adv.metrics.selection.select"),
    ),
    Indicator(
        key="difference",
        formula="Fisher's exact test, two-sided, of each group against all others together; Holm's adjustment over the groups; a difference when the adjusted chance < 0,05",
        basis=Basis(source="Fisher 1935, JRSS 98:39; Holm 1979, Scandinavian Journal of Statistics 6:65; adv.metrics.chance"),
        shown=Shown("", None, "reach_by_area reach_by_street weekdays"),
    ),
    Indicator(
        key="interval",
        formula="(p + z²/2n ± z √(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n), z = 1,96",
        basis=Basis("share", "Wilson 1927, JASA 22:209; Newcombe 1998, method 3", "that of the rate"),
        shown=Shown("", None, "side_by_side areas theme_shares theme_by_area contact_rates reach_by_area reach_by_street weekdays"),
    ),
)

NEIGHBOURHOODS = Section(
    "Neighbourhoods compared",
    Indicator(
        key="compared",
        formula="difference p₁ − p₂ of a side and all others together; limits p₁ − p₂ − √((p₁ − l₁)² + (u₂ − p₂)²) and p₁ − p₂ + √((u₁ − p₁)² + (p₂ − l₂)²), l and u Wilson's limits at level 1 − 0,05 ÷ number of differences looked at; more than chance when 0 lies outside",
        basis=Basis("none", "Newcombe 1998, Statistics in Medicine 17:873, method 10; Bonferroni", "those of both shares"),
        metrics=(compared, areas_compared),
        shown=Shown("neighbourhoods", ChartKind.DOTS, "side_by_side areas"),
    ),
    Indicator(
        key="count_interval",
        formula="x(1 − 1/9x − z/3√x)³ to (x+1)(1 − 1/9(x+1) + z/3√(x+1))³ around a count x, z = 1,96; divided by the target or the conversations; cost: spent divided by these limits of the completed",
        basis=Basis(
            "as the figure itself",
            "Byar's approximation of the exact Poisson limits: Breslow and Day 1987, Statistical Methods in Cancer Research II, p. 69",
            "target; conversations; completed",
        ),
        metrics=(compared,),
        shown=Shown("neighbourhoods", ChartKind.DOTS, "side_by_side compared_requests compared_cost"),
    ),
    Indicator(
        key="funnel_plot",
        formula="limits (r − α) ÷ n with r the smallest count for which P(R ≤ r) ≥ p, R binomial with n and the joint share, α = (P(R ≤ r) − p) ÷ P(R = r); p = 0,025 and 0,975, 0,001 and 0,999",
        basis=Basis("share", "Spiegelhalter 2005, Statistics in Medicine 24:1185, appendix A.1.1", "that of the rate"),
        metrics=(compared,),
        shown=Shown("neighbourhoods", ChartKind.LINES, "funnel_response funnel_resolved funnel_activated"),
    ),
    about="Per project, and where they can be told per area: coverage, response rate, resolved, activated, requests per conversation and cost per completed visit, each as it is defined above and up to the project's own last day. Sample data are never compared with real ones.",
)
