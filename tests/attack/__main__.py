"""Every attack in turn: what was tried, and what came out of it; exit status 1 when anything did.

    python -m tests.attack [--claims 60] [--tables 200]

The attacker shares no code with the proof: it has the published numbers, knows how far they may be off and what can only grow, and uses
a solver. First it is tried on publications that are known to be bad, so that it is known to be awake.
"""

from __future__ import annotations

import argparse
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from adv.disclosure.publication import Audience
from tests.attack import canaries, differences, feasibility
from tests.disclosure.samples import read_sample

if TYPE_CHECKING:
    from collections.abc import Callable

EVERY = 1_000_000  # claims: more than there are
INVENTED = 12
SAMPLES = {"de-waart": (2018, 2019, 2020), "annawijk": (2021, 2022)}


def main() -> int:
    """Try everything, and tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.attack")
    parser.add_argument("--claims", type=int, default=60, help="small numbers and growths to try to exclude, per table")
    parser.add_argument("--tables", type=int, default=200, help="small tables of which every true one is tried")
    asked = parser.parse_args()
    samples = {name: read_sample(name, *years) for name, years in SAMPLES.items()}
    published = {name: feasibility.published(sample) for name, sample in samples.items()}
    public = feasibility.published(samples["annawijk"], Audience.PUBLIC)
    attacks: dict[str, Callable[[], feasibility.Found]] = {
        "awake: rounding each number by itself": feasibility.breaks_independent_rounding,
        "awake: exact totals beside rounded cells": feasibility.breaks_exact_totals,
        "awake: two publications that are far apart": differences.breaks_two_that_are_far_apart,
        f"every true series of {asked.tables} small tables": partial(feasibility.brute_force, asked.tables),
        **{
            f"all releases together, {name}: {table}": partial(feasibility.attack, published[name].tables[table], asked.claims)
            for name in samples
            for table in ("requests", "households")
        },
        **{
            f"households beside the exact visits, {name}": partial(differences.beside_visits, publication, EVERY)
            for name, publication in published.items()
        },
        **{
            f"what the municipality and what the public gets, annawijk: {table}": partial(
                differences.both_publications, published["annawijk"].tables[table], public.tables[table], asked.claims
            )
            for table in ("requests", "households")
        },
        f"what the municipality and what the public gets, {INVENTED} invented projects": partial(
            differences.both_of_invented, INVENTED
        ),
        "one project beside another": partial(differences.between_projects, published["de-waart"]),
        "canaries in every text and file": canaries.search,
    }
    broken = 0
    for name, attack in attacks.items():
        started = time.perf_counter()
        found = attack()
        broken += bool(found.broken)
        print(f"{'BROKEN' if found.broken else 'held  '}  {name}: {found.told}  ({time.perf_counter() - started:.1f} s)")
        for line in found.broken[:5]:
            print(f"        {line}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
