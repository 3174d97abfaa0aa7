"""``python -m tests.endure``: all of it, with a line for each kind of trial."""

from __future__ import annotations

import argparse
import sys
import time
from typing import TYPE_CHECKING

from tests.endure.faults import faults, full_disks
from tests.endure.kills import kill_often
from tests.endure.places import places
from tests.endure.restores import restores_killed

if TYPE_CHECKING:
    from tests.endure.trial import Tally


def main() -> int:
    """1 when anything was lost, doubled, half written or said untruly."""
    parser = argparse.ArgumentParser(prog="python -m tests.endure")
    parser.add_argument(
        "--kills", type=int, default=200, help="of an import, of an undo and of a redo, on each database; of a restore a quarter"
    )
    parser.add_argument("--faults", type=int, default=100, help="of each kind, on each database")
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    args = parser.parse_args()
    print(f"seed {args.seed}", flush=True)
    violations = 0

    def tell(tally: Tally) -> None:
        nonlocal violations
        violations += len(tally.violations)
        print(tally, flush=True)

    with places(args.database) as found:
        for place in found:
            for tally in kill_often(place, args.kills, args.seed):
                tell(tally)
            for tally in restores_killed(place, max(args.kills // 4, 1), args.seed):
                tell(tally)
            for tally in faults(place, args.faults, args.seed):
                tell(tally)
            try:
                for tally in full_disks(place, args.faults, args.seed):
                    tell(tally)
            except OSError:
                print(f"{place.name}: disk full: NOT TRIED, only root may mount a small disk", flush=True)
    print(f"violations in all: {violations}")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
