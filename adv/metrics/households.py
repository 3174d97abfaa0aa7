"""Households: how each one ended up, who could be reached, and where in the chain from address to help they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from adv.metrics.values import NotAvailable, Rate
    from adv.model import Dataset, Project


@dataclass(frozen=True, slots=True)
class ContactRates:
    """Households with contact, conversation, refusal, out of the approached ones that are not vacant (AAPOR CON, RR, REF)."""

    approached: int
    vacant: int
    contact: Rate
    response: Rate
    refusal: Rate
    attempts_per_conversation: float | NotAvailable


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One step: its name (a key under ``metrics.funnel.``), how many households, and their share of the step before."""

    name: str  # register, approached, contact, conversation, with_request, taken_up, closed
    households: int
    of_previous: Rate | None  # None for the first step; the denominator's name says which step


@dataclass(frozen=True, slots=True)
class Funnel:
    """From the register, if there is one, to a closed request. Each step is a part of the one before."""

    steps: tuple[FunnelStep, ...]
    outside_register: int  # approached households that the register does not have: left out of the first rate


def contact_rates(dataset: Dataset, project: Project, as_of: date) -> ContactRates | NotAvailable:
    """Contact, response and refusal rate, by the households' dispositions."""
    raise NotImplementedError


def funnel(dataset: Dataset, project: Project, as_of: date) -> Funnel | NotAvailable:
    """The households left at each step."""
    raise NotImplementedError


def activation(dataset: Dataset, project: Project, as_of: date) -> Rate | NotAvailable:
    """Households in which someone becomes active, out of those with a conversation."""
    raise NotImplementedError
