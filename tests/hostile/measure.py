"""``python -m tests.hostile.measure``: reads each hostile file in a process of its own; what became of it, the time and the memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.hostile.kinds import kinds

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Read each in a process of its own, with its time and the most memory that any process of it took."""
    worst = [0.0, 0.0]
    with tempfile.TemporaryDirectory() as folder:
        for number, kind in enumerate(kinds()):
            path = Path(folder) / f"{number}{Path(kind.file).suffix}"
            path.write_bytes(kind.make())
            start = time.perf_counter()
            with subprocess.Popen(
                [sys.executable, "-m", "adv", "summary", str(path)],
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            ) as process:
                said = process.stderr.read().strip() if process.stderr else ""
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
            seconds, megabytes = time.perf_counter() - start, usage.ru_maxrss / 1024
            worst = [max(worst[0], seconds), max(worst[1], megabytes)]
            print(f"{kind.name:48} exit {process.returncode}  {seconds:5.1f} s  {megabytes:5.0f} MB  {said[:100]}")
    print(f"slowest {worst[0]:.1f} s, most memory {worst[1]:.0f} MB")


if __name__ == "__main__":
    main()
