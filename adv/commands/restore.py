"""``python -m adv restore``: a backup in the place of the database."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path

from adv import data_folder
from adv.errors import StoreError
from adv.store import open_store, restore
from adv.texts import Texts, texts

HELP = "store.restore.help"


def add_arguments(parser: ArgumentParser, texts: Texts) -> None:
    """The backup to restore."""
    parser.add_argument("file", type=Path, metavar="FILE", help=texts("store.restore.file"))


def run(args: Namespace) -> int:
    """Put it back, and say where the database that was there has gone."""
    done = restore(args.file)
    known = texts(args.language, "store")
    print(known("store.restore.done_restart" if done.is_file_replaced else "store.restore.done", file=args.file))
    if done.aside:
        print(known("store.restore.aside", file=done.aside))
    with closing(open_store()) as store:
        try:
            store.check_ready(data_folder.household_key())
        except StoreError as error:
            print(texts(args.language, "errors")(f"errors.{error.key}", **error.params))
    return 0
