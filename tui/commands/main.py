"""`coalition-tui`: parse the command line and run what it asks for.

Data goes to stdout and narration to stderr.  Exit codes: 0 fine, 1 findings, 2 usage or unreadable input.
Textual is imported only to explore.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import suppress
from errno import EDQUOT, EFBIG, ENOSPC

OK, FINDINGS, TROUBLE = 0, 1, 2


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    if sys.stderr is None:  # closed by whoever started us; `print` would narrate to stdout instead
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115 (it stays open to the end)
    if sys.stdout is None:
        print("coalition-tui: stdout is closed; `> FILE` opens it", file=sys.stderr)
        return TROUBLE
    try:
        try:
            return _run(sys.argv[1:] if argv is None else argv)
        finally:
            sys.stdout.flush()  # here, where it can still be told that it doesn't work
    except BrokenPipeError:
        # The reader of a pipe went away: what was wanted has been read.
        _drop_unwritten()
        return OK
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        if error.errno not in (ENOSPC, EDQUOT, EFBIG):
            raise
        with suppress(OSError):  # stderr may lie on the same disk
            print(f"coalition-tui: the output can't be written: {error.strerror}", file=sys.stderr)
        _drop_unwritten()
        return TROUBLE


def _run(arguments: list[str]) -> int:
    if arguments == ["--version"]:  # answered before anything is imported
        from tui import __version__

        print(f"coalition-tui {__version__}")
        return OK
    # Nothing of a short run is worth collecting; the explorer switches it on again after its first paint.
    gc.disable()
    from tui.commands.arguments import parse, runner

    options = parse(arguments)
    if options.command != "explore":
        atexit.register(gc.freeze)  # nor at its end, where Python would look through it all
        _set_encoding(for_people=options.format == options.style == "text" and options.command != "schema")
    return runner(options)(options)


def _set_encoding(for_people: bool) -> None:
    """Data is UTF-8 in any locale; a text for people shows as an escape what the terminal can't."""
    from io import TextIOWrapper

    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding=None if for_people else "utf-8", errors="backslashreplace")


def _drop_unwritten() -> None:
    """Let what nobody can take any more go nowhere, or Python would try once again at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


if __name__ == "__main__":
    sys.exit(main())
