"""``python -m adv publish``: publishes every quarter end that was not published yet, and writes the file for programme managers."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from adv.access import computer_user, today
from adv.commands.uploads import day
from adv.disclosure.publication import Audience, Merging, Publication, to_json
from adv.errors import AdvError, PublishingRefused
from adv.formats import formats
from adv.publications.reasons import why_not
from adv.settings import DEFAULT_PROJECT, load_project
from adv.store import open_store
from adv.terminal import say, write_new
from adv.texts import Texts, texts

if TYPE_CHECKING:
    from adv.disclosure.releases import Published
    from adv.publications.making import Situation

HELP = "publish.help"
DONE = 0
HELD = 1  # a quarter end could not be published
FEWEST_TOGETHER = 2
ENDINGS = (".html", ".json", ".xlsx")
MERGED = {"area": ("--merge-areas", "publish.merge_areas"), "theme": ("--merge-themes", "publish.merge_themes")}


def add_arguments(parser: ArgumentParser, texts: Texts) -> None:
    """The project, up to which day, for whom, and the file."""
    parser.add_argument("--project", default=DEFAULT_PROJECT, help=texts("publish.project", default=DEFAULT_PROJECT))
    parser.add_argument("--until", required=True, metavar=texts("publish.form_of_day"), help=texts("publish.until"))
    result = parser.add_mutually_exclusive_group(required=True)
    result.add_argument("--out", type=Path, metavar="FILE", help=texts("publish.out"))
    result.add_argument("--dry-run", action="store_true", help=texts("publish.dry_run"))
    merged = parser.add_mutually_exclusive_group()
    for dimension, (option, told) in MERGED.items():
        merged.add_argument(option, dest=dimension, nargs="+", metavar="NAME", help=texts(told))
    parser.add_argument("--public", action="store_true", help=texts("publish.public"))
    parser.add_argument("--who", default=computer_user(), help=texts("publish.who", default=computer_user()))


def run(args: Namespace) -> int:
    """Publish what can be, write the file of all that is published, and say what was held back: 1 when something was.

    Without a file nothing is published: it only says what would be, and what would help.
    """
    out: Path | None = args.out
    if out and out.suffix.lower() not in ENDINGS:
        raise AdvError("publication_name", file=out.name, allowed=", ".join(ENDINGS))
    if out and out.exists():
        raise AdvError("file_exists", file=out.name)
    until = min(day(args.until), today())  # a quarter that is not over is not published
    from adv.publications import making  # noqa: PLC0415 - asking for help must not wait for pandas

    known = texts(args.language)
    project = load_project(args.project)
    with closing(open_store()) as store:
        now = making.situation(store, project, Audience.PUBLIC if args.public else Audience.MUNICIPALITY)
        days = now.quarters(until)
        publication = now.earlier
        is_held = False
        if days:
            prepared = making.prepare(store, now, days, _merging(args, now))
            is_held = bool(prepared.published.held)
            say(*lines(prepared.published, known))
            if prepared.may_be_coarser:
                say(*_helping(making.what_helps(store, prepared), known))
            if out and prepared.published.distances:
                publication = making.publish(store, prepared, who=args.who).publication
                say(known("publish.for_good"))
        else:
            say(known("publish.nothing_new"))
    if out is None:
        say(known("publish.only_looked"))
        return HELD if is_held else DONE
    if publication is None:
        raise PublishingRefused("nothing_to_publish")
    _write(out, publication, args.language)
    say(known("publish.written", file=out.name))
    return HELD if is_held else DONE


def lines(published: Published, known: Texts) -> Iterator[str]:
    """Say what is published now and how far it is from the truth, and what is held back and why."""
    written = formats(known.language)
    for distance in published.distances:
        mean = written.number(distance.mean, 1)
        yield known("publish.released", day=written.long_day(distance.day), mean=mean, largest=distance.largest)
    for held in published.held:
        yield known("publish.held", day=written.long_day(held.day))
        yield from (f"  {sentence}" for why in held.why for sentence in why_not(why, known))


def _merging(args: Namespace, now: Situation) -> Merging | None:
    """Read what is to be counted as one; `PublishingRefused`: too late, or not two or more of the project's areas or themes."""
    for dimension, allowed in {"area": now.project.area_names, "theme": now.project.themes}.items():
        if asked := getattr(args, dimension):
            if now.is_begun:
                raise PublishingRefused("merging_too_late")
            together = tuple(name for name in allowed if name in asked)
            if set(asked) != set(together) or len(together) < FEWEST_TOGETHER:
                raise PublishingRefused("merging_unknown", allowed=", ".join(allowed))
            return Merging(dimension, together)
    return None


def _helping(mergings: Sequence[Merging], known: Texts) -> Iterator[str]:
    for merging in mergings:
        names = " ".join(f'"{name}"' for name in merging.together)
        yield known("publish.would_help", option=f"{MERGED[merging.dimension][0]} {names}")
    if not mergings:
        yield known("publish.nothing_helps")


def _write(out: Path, publication: Publication, language: str) -> None:
    from adv.publications.mailed_file import page  # noqa: PLC0415 - as above
    from adv.publications.workbook import workbook  # noqa: PLC0415 - as above

    writers: dict[str, Callable[[], bytes]] = {
        ".html": lambda: page(publication, language).encode(),
        ".json": lambda: to_json(publication),
        ".xlsx": lambda: workbook(publication, language),
    }
    write_new(out, writers[out.suffix.lower()]())
