"""``python -m adv <command>``."""

import gc
import os
import sys

from adv.cli import main

READS = {"summary", "check", "import"}  # a short life with many small objects: collecting takes a tenth of it, finds nothing
KEEPS_NOTHING = {"summary", "check"}
if READS.intersection(sys.argv[1:]):
    gc.disable()
status = main()
if KEEPS_NOTHING.intersection(sys.argv[1:]):
    os._exit(status)  # all is written, and taking every cell apart again is another tenth
sys.exit(status)
