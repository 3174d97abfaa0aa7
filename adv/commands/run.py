"""``python -m adv run``: starts the dashboard on this computer, with the sample projects on first start."""

from __future__ import annotations

import argparse
import importlib
import os
import socket
import sys
from contextlib import closing
from pathlib import Path

from adv.errors import AdvError
from adv.sample import add_samples, without_history
from adv.store import open_store
from adv.texts import Texts, texts

HELP = "run.help"
ROOT = Path(__file__).parents[2]
PORT = 8501


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Tell the parser which arguments there are."""
    parser.add_argument("--port", type=int, default=PORT, help=texts("run.port", default=PORT))
    parser.add_argument("--no-sample", action="store_true", help=texts("run.no_sample"))


def run(args: argparse.Namespace) -> int:
    """Prepare the database, say where the dashboard is, and serve until it is stopped."""
    words = texts(args.language, "run")
    if not _is_free(args.port):
        raise AdvError("port_taken", port=args.port, other=args.port + 1)
    _prepare(words, with_sample=not args.no_sample)
    print(words("run.where", address=f"http://localhost:{args.port}"), flush=True)
    print(words("run.stop"), flush=True)
    _serve(args.port)
    return 0


def _prepare(words: Texts, *, with_sample: bool) -> None:
    """Open the database, so that it is said at once where that cannot be done; and fill it on first start."""
    with closing(open_store()) as store:
        if not with_sample or not without_history(store):
            return
        print(words("run.filling"), flush=True)
        for name in add_samples(store):
            print(words("run.filled", project=name), flush=True)


def _serve(port: int) -> None:
    """Hand over to Streamlit. It looks for .streamlit/ beside the program it was started with: that is dashboard.py."""
    sys.path.insert(0, str(ROOT))
    sys.argv = [str(ROOT / "dashboard.py")]
    os.chdir(ROOT)
    importlib.import_module("dashboard").app.run(config={"server.port": port})


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("localhost", port))
        except OSError:
            return False
    return True
