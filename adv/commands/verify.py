"""``python -m adv verify``: checks a publication by adding up. Needs no data, no key and no database."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from adv.errors import AdvError
from adv.terminal import say
from adv.texts import Texts, texts

if TYPE_CHECKING:
    from adv.disclosure.verify import Refusal, Verdict

HELP = "verify.help"
FITS = 0
REFUSED = 1
SHOWN = 5  # refusals; one wrong number is seldom alone


def add_arguments(parser: ArgumentParser, texts: Texts) -> None:
    """The file."""
    parser.add_argument("file", type=Path, metavar="FILE", help=texts("verify.file"))


def run(args: Namespace) -> int:
    """Add up and say what it gave: 0 fits, 1 refused."""
    from adv.disclosure.reading import LARGEST, judge  # noqa: PLC0415 - asking for help must not wait for it

    file: Path = args.file
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)  # more is no publication
    except OSError:
        raise AdvError("file_not_there", file=file.name) from None
    verdict = judge(content)
    say(*lines(verdict, texts(args.language, "verify")))
    return FITS if verdict.fits else REFUSED


def lines(verdict: Verdict, known: Texts) -> Iterator[str]:
    """The verdict for people."""
    if verdict.fits:
        yield known.count("verify.fits", verdict.releases)
        yield known("verify.rivals", count=verdict.rivals)
        yield known("verify.not_checked")
        return
    for refusal in verdict.refusals[:SHOWN]:
        reason = known(f"verify.reason.{refusal.reason.value}", base=verdict.base)
        yield known("verify.refused", reason=reason, place=_place(refusal, known))
    if len(verdict.refusals) > SHOWN:
        yield known.count("verify.more", len(verdict.refusals) - SHOWN)


def _place(refusal: Refusal, known: Texts) -> str:
    """Where it is, in brackets; nothing when it is in no one place."""
    parts = []
    if refusal.table:
        parts.append(known(f"verify.table.{refusal.table}"))
    if refusal.release is not None:
        parts.append(known("verify.release", number=refusal.release + 1))
    if refusal.cell is not None:
        parts.append(" × ".join(value or known("verify.not_given") for value in refusal.cell) or known("verify.total"))
    return f" ({', '.join(parts)})" if parts else ""
