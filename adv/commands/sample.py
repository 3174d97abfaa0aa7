"""``python -m adv sample``: puts the synthetic sample into projects that never had an import, or takes it out."""

from __future__ import annotations

import argparse
from contextlib import closing

from adv.sample import FILES, WHO, add_samples
from adv.store import open_store
from adv.texts import Texts, texts

HELP = "sample.help"


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Tell the parser which arguments there are."""
    parser.add_argument("--remove", action="store_true", help=texts("sample.remove"))


def run(args: argparse.Namespace) -> int:
    """Do it, and say for each project what was done."""
    words = texts(args.language, "sample")
    done: list[str] = []
    with closing(open_store()) as store:
        if args.remove:
            done = [name for name in FILES if store.has_sample(name)]
            for name in done:
                store.remove_sample(name, who=WHO)
        else:
            done = list(add_samples(store))
    for name in done:
        print(words("sample.removed" if args.remove else "sample.added", project=name))
    if not done:
        print(words("sample.nothing_to_remove" if args.remove else "sample.nothing_to_add"))
    return 0
