"""Requests by the day on which something happened to them: what can be told of any period, whatever the status is today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.metrics.frames import days, holds, number_of
from adv.metrics.values import needs

if TYPE_CHECKING:
    from datetime import date

    from adv.model import Dataset, Period, Project, Status


@needs("requests", "requests.closed_on")
def ended_in(dataset: Dataset, project: Project, as_of: date, status: Status, period: Period) -> int:
    """Count requests closed (or withdrawn) on a day of the period, up to and including `as_of`, whenever they were raised."""
    requests = dataset.requests
    when = days(requests["closed_on"])
    inside = (when >= number_of(period.start)) & (when < number_of(period.end)) & (when <= number_of(as_of))
    return int((inside & holds(requests["status"], (status,))).sum())
