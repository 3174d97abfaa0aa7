"""``python -m adv verify``: checks a publication by adding up. Needs no data, no key and no database."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from adv import __version__
from adv.errors import AdvError
from adv.terminal import say
from adv.texts import LANGUAGES, Texts, texts

if TYPE_CHECKING:
    from adv.disclosure.verify import Refusal, Verdict

HELP = "verify.help"
FITS = 0
REFUSED = 1
REFUSALS_SHOWN = 5  # refusals; one wrong number is seldom alone


def add_arguments(parser: ArgumentParser, texts: Texts) -> None:
    """The file."""
    parser.add_argument("file", type=Path, metavar="FILE", help=texts("verify.file"))
    parser.add_argument("--beside", type=Path, metavar="FILE", help=texts("verify.beside"))


def run(args: Namespace) -> int:
    """Add up and say what it gave: 0 fits, 1 refused."""
    from adv.disclosure.reading import LARGEST_FILE, judge  # noqa: PLC0415 - asking for help must not wait for it
    from adv.disclosure.verify import Reason, Refusal, Verdict  # noqa: PLC0415 - as above

    def read(file: Path) -> bytes:
        try:
            with file.open("rb") as opened:
                return opened.read(LARGEST_FILE + 1)  # more is no publication
        except OSError:
            raise AdvError("file_not_there", file=file.name) from None

    known = texts(args.language, "verify")
    contents = [read(file) for file in (args.file, args.beside) if file]
    verdicts = [judge(*contents), *map(judge, contents[1:])]
    for place, (verdict, content) in enumerate(zip(verdicts, contents, strict=True)):
        is_made = is_as_made(content) if verdict.fits else True
        verdicts[place] = Verdict((Refusal(Reason.PAGE),)) if is_made is False else verdict
        say(*lines(verdicts[place], known), *([known("verify.page_not_compared")] if is_made is None else []))
    if not all(verdict.fits for verdict in verdicts):
        return REFUSED
    if args.beside:
        say(known("verify.both_fit"))
    return FITS


def is_as_made(content: bytes) -> bool | None:
    """Tell whether a page is what its publication gives: every sentence, picture and number. None: another version made it."""
    from adv.disclosure.publication import Publication  # noqa: PLC0415 - as above
    from adv.disclosure.reading import publication_in  # noqa: PLC0415 - as above

    publication = publication_in(content)
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    if not text.lstrip().startswith("<") or not isinstance(publication, Publication):
        return True
    from adv.publications.mailed_file import page  # noqa: PLC0415 - draws charts

    for language in LANGUAGES:
        if texts(language)("published.page.made_with", version=__version__) in text:
            return text == page(publication, language)
    return None


def lines(verdict: Verdict, known: Texts) -> Iterator[str]:
    """The verdict for people."""
    if verdict.fits:
        yield known.count("verify.fits", verdict.releases)
        yield known("verify.rivals", count=verdict.rivals)
        yield known("verify.not_checked")
        return
    for refusal in verdict.refusals[:REFUSALS_SHOWN]:
        reason = known(f"verify.reason.{refusal.reason.value}", base=verdict.base)
        yield known("verify.refused", reason=reason, place=_place(refusal, known))
    if len(verdict.refusals) > REFUSALS_SHOWN:
        yield known.count("verify.more", len(verdict.refusals) - REFUSALS_SHOWN)


def _place(refusal: Refusal, known: Texts) -> str:
    """Name the place, in brackets; nothing when it is in no one place."""
    parts = []
    if refusal.table:
        parts.append(known(f"verify.table.{refusal.table}"))
    if refusal.release is not None:
        parts.append(known("verify.release", number=refusal.release + 1))
    if refusal.cell is not None:
        parts.append(" × ".join(value or known("verify.not_given") for value in refusal.cell) or known("verify.total"))
    return f" ({', '.join(parts)})" if parts else ""
