"""Themes, and what became of the requests of residents."""

from __future__ import annotations

from typing import Any

from adv.indicators.entry import Basis, ChartKind, Indicator, Section, Shown, by, by_span, counts, value
from adv.metrics import requests, themes
from adv.metrics.households import requests_per_household
from adv.metrics.results import GoalOutcomes, goal_outcomes
from adv.metrics.source_rows import COMPLETED, REQUESTS
from adv.metrics.spans import Span
from adv.metrics.time_to_close import TimeToClose, time_to_close
from adv.metrics.values import NotAvailable


def _cross(found: themes.CrossTable) -> dict[str, dict[str, int]]:
    return {row: by(found.columns, counted) for row, counted in zip(found.rows, found.counts, strict=True)}


def _with_others(found: themes.CrossTable) -> dict[str, dict[str, int]]:
    return {row: {name: count for name, count in counted.items() if name != row} for row, counted in _cross(found).items()}


def _per_quarter(found: themes.ThemesOverTime) -> dict[str, dict[str, int]]:
    return {theme: by_span(Span.QUARTER, found.starts, counted) for theme, counted in zip(found.themes, found.counts, strict=True)}


def _waited(found: requests.Ageing) -> dict[str, Any]:
    waiting_in = (opened + begun for opened, begun in zip(found.open, found.in_progress, strict=True))
    return {**by(requests.BAND_NAMES, waiting_in), "longest_days": found.longest_days}


def _until_closed(found: TimeToClose) -> dict[str, Any]:
    low, high = found.median_interval
    return {"median": found.median, "low": low, "high": high, "closed_within": found.closed_within}


def _per_goal(found: GoalOutcomes) -> dict[str, Any]:
    goals = {} if isinstance(found.goals, NotAvailable) else found.goals
    return {
        name: {
            "requests": one.raised,
            "taken_up": one.taken_up,
            "closed": one.closed,
            "resolved": one.resolved.share,
            "households_helped": one.households_helped,
        }
        for name, one in goals.items()
    }


THEMES = Section(
    "Themes",
    Indicator(
        key="theme_share",
        formula="conversations with the theme ÷ conversations",
        basis=Basis("share", "sheet Bezoeken", "conversations", rows=COMPLETED),
        figures=(
            counts("themes.share_of_conversations", themes.theme_shares, lambda found: by(found.themes, found.conversations)),
            counts(
                "visits.completed_by_theme",
                themes.theme_shares,
                lambda found: by(found.themes, (rate.numerator for rate in found.conversations)),
            ),
        ),
        note="Per theme `count`, `of`, `share`, `low`, `high`.",
        shown=Shown("themes", ChartKind.BARS, "theme_shares themes_over_time"),
    ),
    Indicator(
        key="theme_cross",
        formula="conversations per theme and area, and per theme and quarter; requests per theme and goal; the percentage: ÷ conversations in the area",
        basis=Basis(
            "conversations; requests; share",
            "sheets Bezoeken, Hulpvragen",
            "conversations in the area, for the percentage",
            rows=COMPLETED,
        ),
        figures=(
            counts("themes.by_area", themes.themes_by_area, _cross),
            counts("themes.by_goal", themes.themes_by_goal, _cross),
            counts("themes.by_quarter", themes.themes_over_time, _per_quarter),
        ),
        note="Conversations per theme; `by_goal` counts requests.",
        shown=Shown("themes", ChartKind.HEAT, "theme_by_area theme_by_goal themes_over_time"),
    ),
    Indicator(
        key="themes_together",
        formula="conversations with both themes",
        basis=Basis("conversations", "sheet Bezoeken", rows=COMPLETED),
        figures=(counts("themes.by_other_theme", themes.themes_together, _with_others),),
        shown=Shown("themes", ChartKind.TABLE, "themes_together"),
    ),
)

REQUESTS_RAISED = Section(
    "Requests and follow-up",
    Indicator(
        key="requests",
        formula="number of requests; per conversation: requests ÷ completed visits",
        basis=Basis("requests", "sheet Hulpvragen", "completed visits", rows=REQUESTS),
        figures=(
            value("requests.total", requests.requests_raised, "total", is_count=True),
            counts("requests.by_status", requests.requests_raised, "by_status"),
            *(
                counts(f"requests.by_{group.value}", requests.requests_by, lambda found: by(found.groups, found.totals), group)
                for group in requests.RequestGroup
            ),
            value("requests.per_conversation", requests.requests_raised, "per_conversation"),
        ),
        shown=Shown(
            "requests",
            ChartKind.BARS,
            "compared_requests theme_status requests_by_theme requests_by_goal requests_by_owner requests_by_area requests",
        ),
    ),
    Indicator(
        key="goal_outcomes",
        formula="per goal: all requests → status other than open → closed",
        basis=Basis("requests", "sheet Hulpvragen", rows=REQUESTS),
        figures=(counts("outcomes.by_goal", goal_outcomes, _per_goal),),
        note="Per goal `requests`, `taken_up`, `closed`, `resolved` (share) and `households_helped`; a household may count for several goals.",
        shown=Shown("results", ChartKind.BARS, "goals social"),
    ),
    Indicator(
        key="taken_up",
        formula="requests with a status other than open ÷ requests with a status",
        basis=Basis("share", "sheet Hulpvragen", "requests with a status", rows=requests.TAKEN_UP),
        figures=(value("requests.taken_up", requests.requests_raised, "taken_up", is_count=True),),
        shown=Shown("requests", ChartKind.TABLE, "goals theme_status"),
    ),
    Indicator(
        key="resolved",
        formula="closed ÷ (all with a status − withdrawn)",
        basis=Basis("share", "sheet Hulpvragen", "requests not withdrawn", rows=requests.CLOSED),
        figures=(value("requests.resolved", requests.requests_raised, "resolved", is_count=True),),
        shown=Shown("requests", ChartKind.TABLE, "side_by_side areas funnel_resolved theme_status social"),
    ),
    Indicator(
        key="waiting_by_owner",
        formula="requests open or in progress per owner and band of as of − raised_on",
        basis=Basis("requests", "sheet Hulpvragen", rows=requests.WAITING),
        metrics=(requests.waiting_by_owner,),
        shown=Shown("requests", ChartKind.BARS, "waiting_by_owner"),
    ),
    Indicator(
        key="ageing",
        formula=f"as of − raised_on, in bands of 0–30, 31–90, 91–180 and over {requests.LONG_WAIT_DAYS} days",
        basis=Basis("requests", "sheet Hulpvragen", rows=requests.WAITING),
        metrics=(requests.waiting,),
        figures=(value("requests.ageing", requests.ageing, _waited),),
        note=f"Requests open or in progress by the days they have waited ({', '.join(f'`{name}`' for name in requests.BAND_NAMES)}), with `longest_days`.",
        shown=Shown("requests", ChartKind.BARS, "waiting_by_owner waiting_list requests"),
    ),
    Indicator(
        key="time_to_close",
        formula="S(t) = Π (1 − dᵢ ÷ nᵢ); median: first t with S(t) ≤ ½ (where S runs along ½: the middle of that stretch); limits S·exp(∓1,96 se), se² = Σ dᵢ ÷ (nᵢ(nᵢ − dᵢ)); the median's interval where those limits cross ½; closed within 30, 60, 90 days: 1 − S, not available beyond the longest time any request was followed",
        basis=Basis(
            "days; share",
            "Kaplan and Meier 1958, JASA 53:457; Greenwood 1926; log limits as R's survfit by default; Brookmeyer and Crowley 1982",
            "requests with a usable day raised and, when closed or withdrawn, a usable day closed",
            rows=REQUESTS,
        ),
        figures=(
            value("requests.median_days_to_close", time_to_close, "median"),
            value("requests.time_to_close", time_to_close, _until_closed),
        ),
        note="`median`, `low`, `high` in days (null: not bounded by the data) and the shares `closed_within` 30, 60 and 90 days (null: no request was followed so long).",
        shown=Shown("requests", ChartKind.LINES, "follow_up"),
    ),
    Indicator(
        key="requests_per_household",
        formula="households with a conversation by their number of requests; mean: requests of these households ÷ these households",
        basis=Basis("households", "sheets Bezoeken, Hulpvragen", "households with a conversation", rows=COMPLETED.as_households),
        figures=(counts("requests.per_household", requests_per_household, lambda found: dict(enumerate(found.households))),),
        note="Households with a conversation by their requests (`4`: that or more).",
        shown=Shown("requests", ChartKind.BARS, "requests_per_household"),
    ),
)
