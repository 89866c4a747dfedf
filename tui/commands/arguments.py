"""The command line's grammar."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from tui.commands.main import COMMANDS

DESCRIPTION = """\
Explore a base of sourced facts: which nation contributes what, as of when, and who says so.

Without a command it opens the explorer.  PLACE is a screen (nations, strikes, timeline, sources), an id (FR,
us-strikes-iraq) or a name (Britain)."""

EPILOG = """\
commands:
  check            read the fact base and report what is wrong with it
  find WORDS...    search facts and entities; --format text, json
  export           all facts with their hedges; --format json

coalition-tui COMMAND --help tells more.  Exit codes: 0 fine, 1 findings, 2 usage or unreadable input."""


class Options(argparse.Namespace):
    """What was asked for."""

    run: Callable[[Options], int]
    facts: Path | None
    place: str | None
    words: list[str]
    format: str


def parse(arguments: Sequence[str]) -> Options:
    """Read the arguments; exits with 2 and a word on stderr when they don't fit."""
    facts = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    facts.add_argument(
        "--facts",
        metavar="FILE",
        type=Path,
        default=argparse.SUPPRESS,
        help="a fact base, file or folder, other than the bundled one",
    )
    command = next((word for word in _words(arguments)), None)
    if command in COMMANDS:
        return _commands(facts).parse_args(arguments, namespace=_defaults())
    parser = argparse.ArgumentParser(
        prog="coalition-tui",
        description=DESCRIPTION,
        epilog=EPILOG,
        parents=[facts],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("place", metavar="PLACE", nargs="?", help="where to start")
    parser.add_argument("--version", action="version", version=_version(), help="print the version and stop")
    parser.set_defaults(run=_explore)
    return parser.parse_args(arguments, namespace=_defaults())


def _words(arguments: Sequence[str]) -> list[str]:
    """The arguments that are neither options nor the value of `--facts`."""
    words: list[str] = []
    skip = False
    for argument in arguments:
        if skip:
            skip = False
        elif argument == "--facts":
            skip = True
        elif not argument.startswith("-"):
            words.append(argument)
    return words


def _defaults() -> Options:
    return Options(facts=None, place=None, words=[], format="text")


def _version() -> str:
    from tui import __version__

    return f"coalition-tui {__version__}"


def _commands(facts: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="coalition-tui", parents=[facts], allow_abbrev=False)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    check = commands.add_parser("check", parents=[facts], allow_abbrev=False, help="report what is wrong")
    check.set_defaults(run=_check)
    find = commands.add_parser("find", parents=[facts], allow_abbrev=False, help="search facts and entities")
    find.add_argument("words", metavar="WORDS", nargs="+", help="every word must be found; Britain finds GB")
    find.add_argument("--format", choices=("text", "json"), default="text")
    find.set_defaults(run=_find)
    export = commands.add_parser("export", parents=[facts], allow_abbrev=False, help="all facts, hedges kept")
    export.add_argument("--format", choices=("json",), default="json")
    export.set_defaults(run=_export)
    return parser


def _explore(options: Options) -> int:
    from tui.commands.explore import run

    return run(options)


def _check(options: Options) -> int:
    from tui.commands.check import run

    return run(options)


def _find(options: Options) -> int:
    from tui.commands.find import run

    return run(options)


def _export(options: Options) -> int:
    from tui.commands.export import run

    return run(options)
