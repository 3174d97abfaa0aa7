"""Start of ``python -m adv``: prepares the process for the command, and hands over to `adv.cli`."""

import gc
import os
import sys

READS = {"summary", "check", "import"}  # a short life with many small objects: collecting takes a tenth of it, finds nothing
KEEPS_NOTHING = {"summary", "check"}


def run() -> int:
    """Run the command, and give its exit status."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy starts a thread for each processor; nothing here multiplies matrices
    if READS.intersection(sys.argv[1:]):
        gc.disable()
        from adv.workbook.reading.worker_process import intake_reserve  # noqa: PLC0415 - only what reads a file needs it

        intake_reserve.fill(once=True)
    if KEEPS_NOTHING.intersection(sys.argv[1:]):
        sys.modules["pyarrow"] = None  # type: ignore[assignment]  # not to be imported: a third of what pandas takes to start
    from adv.cli import main  # noqa: PLC0415 - the worker that reads starts while this process imports what it needs itself

    return main()


if __name__ == "__main__":
    status = run()
    if KEEPS_NOTHING.intersection(sys.argv[1:]):
        os._exit(status)  # all is written, and taking every cell apart again is another tenth
    sys.exit(status)
