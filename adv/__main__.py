"""``python -m adv <command>``."""

import sys

from adv.cli import main

sys.exit(main())
