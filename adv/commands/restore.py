"""``python -m adv restore``: a backup in the place of the database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from adv.texts import texts

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from adv.texts import Texts

HELP = "store.restore.help"


def add_arguments(parser: ArgumentParser, texts: Texts) -> None:
    """The backup to restore."""
    parser.add_argument("file", type=Path, metavar="FILE", help=texts("store.restore.file"))


def run(args: Namespace) -> int:
    """Put it back, and say where the database that was there has gone."""
    from adv.store import open_store, restore  # noqa: PLC0415 - asking for help must not cost SQLAlchemy

    aside = restore(args.file)
    open_store().close()  # a backup of an older version is upgraded at once
    known = texts(args.language, "store")
    print(known("store.restore.done", file=args.file))
    if aside:
        print(known("store.restore.aside", file=aside))
    return 0
