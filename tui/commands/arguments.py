"""The command line's grammar."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from tui.factbase.reading.limits import Limits

DESCRIPTION = """\
Explore a base of sourced facts: which nation contributes what, as of when, and who says so.

Without a command it opens the explorer.  PLACE is a screen (nations, strikes, timeline, matrix, sources,
desk), an id (FR, us-strikes-iraq), a name (Britain), `series`, or two nations compared (compare:FR:GB)."""

COMMANDS = {
    "check": "report what is wrong with the fact base, and what an editor would ask",
    "find": "search facts and entities",
    "export": "facts as JSON, CSV or Markdown, hedges kept",
    "cite": "a fact or a source as a citation",
    "verify": "do the quotes stand in a copy of their source?",
    "schema": "the JSON Schema of a fact base, for editors",
}
"""Every command, and what it does in a few words."""


_LONGEST_COMPLAINT: Final = 1_000
"""Characters: thousands of arguments can be wrong at once."""


class Options:
    """What was asked for; argparse fills it in."""

    limit: Sequence[tuple[str, int]] | None = None
    """Limits that are changed, as given before the command."""
    further_limit: Sequence[tuple[str, int]] | None = None
    """Those given after it."""

    command: str = "explore"
    facts: Path | None = None
    place: str | None = None
    known_on: str | None = None
    words: Sequence[str] = ()
    format: str = "text"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    notes: bool = False
    since: str | None = None
    about: str | None = None
    source: str | None = None
    output: Path | None = None
    id: str = ""
    style: str = "text"
    copies: Sequence[str] = ()
    all: bool = False

    def limits(self) -> Limits:
        """How much a fact base may be."""
        from tui.factbase.reading.limits import with_limits

        return with_limits([*(self.limit or ()), *(self.further_limit or ())])


def parse(arguments: Sequence[str]) -> Options:
    """Read the arguments; exits with 2 and a word on stderr when they don't fit."""
    if not arguments:
        return Options()  # the most common start of all, and argparse costs it 4 ms
    import argparse

    words = _words(arguments)
    if words and words[0] in COMMANDS:
        parser = _commands()
        misplaced = _misplaced(arguments, words[0])
        if misplaced:
            parser.error(misplaced)
        return parser.parse_args(arguments, namespace=Options())
    known = "\n".join(f"  {name:<8} {does}" for name, does in COMMANDS.items())
    parser = _parser_class()(
        prog="coalition-tui",
        description=DESCRIPTION,
        epilog=f"commands:\n{known}\n\n`coalition-tui COMMAND --help` tells more.  Exit codes: 0 fine, "
        "1 findings, 2 usage or unreadable input.",
        parents=[_shared("limit")],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("place", metavar="PLACE", nargs="?", help="where to start")
    parser.add_argument("--known-on", metavar="DATE", help="show only what had been published by then")
    parser.add_argument("--source", metavar="ID", help="show only what this source says")
    parser.add_argument("--version", action="version", version=_version(), help="print the version and stop")
    return parser.parse_args(arguments, namespace=Options())


def runner(options: Options) -> Callable[[Options], int]:
    """The function that does what was asked for; only its own module is imported."""
    run: Callable[[Options], int] = import_module(f"tui.commands.{options.command}").run
    return run


def _words(arguments: Sequence[str]) -> list[str]:
    """The arguments that are neither options nor the value of `--facts`."""
    words: list[str] = []
    skip = False
    for argument in arguments:
        if skip:
            skip = False
        elif argument in ("--facts", "--limit", "--known-on", "--source"):
            skip = True
        elif not argument.startswith("-"):
            words.append(argument)
    return words


def _misplaced(arguments: Sequence[str], command: str) -> str:
    """What to say where an option of the explorer stands with a command; empty where none does."""
    before = arguments.index(command)
    for place, argument in enumerate(arguments):
        option = argument.partition("=")[0]
        if argument == "--":
            break
        if option == "--known-on":
            return (
                "--known-on belongs to the explorer, as in `coalition-tui --known-on 2016-01-20`; "
                f"`{command}` goes by all that is known"
            )
        if option == "--source" and (place < before or command != "export"):
            if command == "export":
                return "--source stands after the command here: `coalition-tui export --source ID`"
            return f"--source belongs to the explorer and to `export`; `{command}` goes by all sources"
    return ""


def _version() -> str:
    from tui import __version__

    return f"coalition-tui {__version__}"


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code for code in text.upper().replace(" ", ",").split(",") if code)


def _parser_class() -> type[ArgumentParser]:
    """A parser that lets `main` know where its help can't be written, and that complains in clean text of a
    bounded length: it quotes arguments, and shells put file names there for `*`."""
    from argparse import ArgumentParser

    class Parser(ArgumentParser):
        _arguments: Sequence[str] = ()

        def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def]
            self._arguments = tuple(args or ())
            return super().parse_known_args(args, namespace)

        def error(self, message: str) -> NoReturn:
            from tui.factbase.text import clean, shorten

            for argument in self._arguments:
                # An option and its value may be one argument, of which the value alone is quoted.
                for text in (argument, argument.partition("=")[2]):
                    for quoted in (text, repr(text)[1:-1]):
                        if quoted != shorten(quoted):
                            message = message.replace(quoted, shorten(quoted))
            super().error(clean(shorten(message, _LONGEST_COMPLAINT)))

        def _print_message(self, message: str, file: Any = None) -> None:
            if file is sys.stdout:
                file.write(message)  # the original says nothing of what goes wrong here
            else:
                super()._print_message(message, file)

    return Parser


def _shared(limits: str) -> ArgumentParser:
    """The options of every command.  Those before a command and those after it are parsed apart, so that what
    can be repeated has a name (`limits`) for each."""
    import argparse

    shared = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    shared.add_argument(
        "--facts",
        metavar="FILE",
        type=_path,
        default=argparse.SUPPRESS,
        help="a fact base, file or folder, other than the bundled one",
    )
    shared.add_argument(
        "--limit",
        metavar="NAME=NUMBER",
        dest=limits,
        action="append",
        type=_limit,
        default=argparse.SUPPRESS,
        help="change how much is read: "
        "bytes, depth, facts, records, items, text, files or errors; may be repeated",
    )
    return shared


def _path(text: str) -> Path:
    from tui.commands.output import shorten_path

    if text and text == shorten_path(text):
        return Path(text)
    from argparse import ArgumentTypeError

    from tui.factbase.text import shorten

    if not text:
        raise ArgumentTypeError("the name of a file is missing")
    raise ArgumentTypeError(f"no file can have so long a name: {shorten(text)}")


def _limit(text: str) -> tuple[str, int]:
    from tui.factbase.reading.limits import LimitError, parse_limit

    try:
        return parse_limit(text)
    except LimitError as error:
        from argparse import ArgumentTypeError

        raise ArgumentTypeError(str(error)) from error


def _commands() -> ArgumentParser:
    parser = _parser_class()(prog="coalition-tui", parents=[_shared("limit")], allow_abbrev=False)
    shared = _shared("further_limit")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, dest="command")

    def command(name: str) -> ArgumentParser:
        does = COMMANDS[name]
        return commands.add_parser(name, parents=[shared], allow_abbrev=False, help=does, description=does)

    check = command("check")
    check.add_argument("--format", choices=("text", "json", "github"), default="text")
    check.add_argument(
        "--select", metavar="CODES", type=_codes, default=(), help="only these codes or beginnings: W5,W601"
    )
    check.add_argument("--ignore", metavar="CODES", type=_codes, default=(), help="all but these")
    check.add_argument(
        "--notes", action="store_true", help="list the notes too: open questions that don't count as findings"
    )
    check.add_argument(
        "--since",
        metavar="REV",
        help="also values changed since this git revision without a look at the source",
    )
    find = command("find")
    find.add_argument("words", metavar="WORDS", nargs="+", help="every word must be found; Britain finds GB")
    find.add_argument("--format", choices=("text", "json"), default="text")
    export = command("export")
    export.add_argument("--format", choices=("json", "csv", "markdown"), default="json")
    export.add_argument("--about", metavar="ID", help="only facts about, by or in this entity")
    export.add_argument("--source", metavar="ID", help="only what this source says")
    export.add_argument(
        "-o", "--output", metavar="FILE", type=_path, help="write a file, whole or not at all"
    )
    cite = command("cite")
    cite.add_argument("id", metavar="ID", help="of a fact or a source")
    cite.add_argument("--style", choices=("text", "markdown", "bibtex", "csl-json"), default="text")
    verify = command("verify")
    verify.add_argument(
        "copies", metavar="SOURCE=TEXTFILE", nargs="+", help="a source's id and a copy of it as text"
    )
    verify.add_argument(
        "--all", action="store_true", help="also list the quotes that stand where they should"
    )
    command("schema")
    return parser
