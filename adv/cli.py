"""Command line: finds the command, reads its arguments, and is the one place where an error becomes a sentence.

A command is a module of `adv.commands` with

    HELP                            the key of its one-line description in the texts, such as ``cli.summary.help``
    add_arguments(parser, texts)    its own arguments; `texts` are those of the file that HELP is in
    run(args) -> int                does it and gives the exit status; ``args.language`` is the user's

Only the chosen command's module is imported, and that one imports pandas and the like when it runs: asking takes no time.

Exit status: what the command gives; 2 with one sentence on standard error for what a user can put right; 70 with a
reference number for what is a mistake in the program.
"""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence
from keyword import iskeyword
from types import ModuleType
from typing import NoReturn

from adv import __version__
from adv.errors import AdvError, place_of
from adv.terminal import harmless
from adv.texts import LANGUAGES, Texts, texts

PROGRAM = "python -m adv"
_NAMES = "backup check history import publish purge report restore run sample summary template undo verify"
COMMANDS = tuple(_NAMES.split())
OPTIONS = {"--version": "cli.version", "--language": "cli.language"}  # before a command
NOT_READABLE = 2
MISTAKE = 70  # EX_SOFTWARE
INTERRUPTED = 130
NOBODY_READS = 141  # its reader has closed, as `head` does


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and give its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # whatever the console is set to: other tools read this
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    language = _language(arguments)
    try:
        status = _run(arguments, language)
        sys.stdout.flush()
    except AdvError as error:
        print(harmless(texts(language, "errors")(f"errors.{error.key}", **error.params)), file=sys.stderr)
        return NOT_READABLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more at its end
        return NOBODY_READS
    except Exception as error:  # noqa: BLE001 - the last resort: only type and place are told, a message may quote a cell
        about = {"reference": os.urandom(4).hex(), "kind": type(error).__name__, "place": place_of(error)}
        print(texts(language, "cli")("cli.mistake", **about), file=sys.stderr)
        return MISTAKE
    return status


def load(name: str) -> ModuleType:
    """Import the module of a command; a name that Python keeps for itself has an underscore behind it (`import_`)."""
    module = f"{name}_" if iskeyword(name) else name
    return importlib.import_module(f"adv.commands.{module}")


def _run(arguments: list[str], language: str) -> int:
    name = arguments[0] if arguments else "--help"
    if name in {"-h", "--help"}:
        print(_overview(language))
        return 0
    if name == "--version":
        print(f"adv {__version__}")
        return 0
    if name not in COMMANDS:
        raise AdvError("unknown_command", allowed=", ".join(COMMANDS))
    command = load(name)
    parser = _Parser(name, texts(language, command.HELP.partition(".")[0])(command.HELP), texts(language, "cli"))
    parser.add_argument("--language", choices=LANGUAGES, default=language, help=parser.texts("cli.language"))
    command.add_arguments(parser, texts(language, command.HELP.partition(".")[0]))
    try:
        return int(command.run(parser.parse_args(arguments[1:])))
    except _HelpShown:
        return 0


def _language(arguments: list[str]) -> str:
    """Find the language asked for, Dutch when there is none. Wherever it stands; before the command it is taken out."""
    language = LANGUAGES[0]
    for place, argument in enumerate(arguments):
        option, _, value = argument.partition("=")
        if option != "--language":
            continue
        asked = value or "".join(arguments[place + 1 : place + 2])
        language = asked if asked in LANGUAGES else language
        if place == 0:
            del arguments[: 1 if value else 2]
        break
    return language


def _overview(language: str) -> str:
    known = texts(language)
    lines = [known("cli.usage"), f"  {PROGRAM} <{known('cli.command')}> …", "", known("cli.commands")]
    lines += [f"  {name:<10} {known(load(name).HELP)}" for name in COMMANDS]
    lines += ["", known("cli.options"), *(f"  {option:<10} {known(text)}" for option, text in OPTIONS.items())]
    return "\n".join([*lines, "", known("cli.more", program=PROGRAM)])


class _HelpShown(Exception):
    """Way out of argparse after --help: not an error."""


class _Parser(argparse.ArgumentParser):
    """Argument parser in the user's language, that never ends the program itself."""

    def __init__(self, name: str, description: str, known: Texts) -> None:
        super().__init__(prog=f"{PROGRAM} {name}", description=description, add_help=False, allow_abbrev=False)
        self.texts = known
        self._positionals.title = known("cli.arguments")
        self._optionals.title = known("cli.options")
        self.add_argument("-h", "--help", action="help", help=known("cli.help"))

    def format_usage(self) -> str:
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups, f"{self.texts('cli.usage')} ")
        return formatter.format_help()

    def format_help(self) -> str:
        _, _, rest = super().format_help().partition("\n\n")  # argparse's own usage line
        return f"{self.format_usage()}\n{rest}"

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:  # noqa: ARG002 - argparse's own signature
        raise _HelpShown

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 - in English, whatever the language
        raise AdvError("wrong_arguments", usage=" ".join(self.format_usage().split()), command=self.prog)
