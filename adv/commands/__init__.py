"""The commands of ``python -m adv``, one module each: see `adv.cli`."""
