"""``python -m adv backup``: a copy of the database that is whole, while the dashboard runs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing
from datetime import datetime
from pathlib import Path

from adv import data_folder
from adv.access import HERE
from adv.errors import StoreError
from adv.store import open_store
from adv.texts import Texts, texts

HELP = "store.backup.help"


def add_arguments(parser: ArgumentParser, texts: Texts) -> None:
    """The file to write."""
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help=texts("store.backup.file"))


def run(args: Namespace) -> int:
    """Write the copy, and say what it does not hold."""
    # a copy of a database that was only just made would give false comfort
    if data_folder.database_address() is None and not data_folder.database().exists():
        raise StoreError("nothing_to_back_up", folder=str(data_folder.data_folder()))
    file = args.file
    if file is None:
        folder = data_folder.data_folder() / "backups"
        folder.mkdir(mode=0o700, exist_ok=True)
        file = folder / f"adv-{datetime.now(HERE):%Y-%m-%d-%H%M%S}.db"  # as the pages tell the time, wherever the server is
    with closing(open_store()) as store:
        store.backup(file)
    known = texts(args.language, "store")
    print(known("store.backup.done", file=file))
    print(known("store.backup.key", file=data_folder.household_key()))
    if data_folder.publication_key().exists():
        print(known("store.backup.publication_key", file=data_folder.publication_key()))
    return 0
