"""`coalition-tui`: parse the command line and run what it asks for.

Data goes to stdout and narration to stderr.  Exit codes: 0 fine, 1 findings, 2 usage or unreadable input.
Textual is imported only to explore.
"""

from __future__ import annotations

import gc
import sys

OK, FINDINGS, TROUBLE = 0, 1, 2


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments == ["--version"]:  # answered before anything is imported
        from tui import __version__

        print(f"coalition-tui {__version__}")
        return OK
    # Nothing of a short run is worth collecting; the explorer switches it on again after its first paint.
    gc.disable()
    from tui.commands.arguments import parse, runner

    options = parse(arguments)
    try:
        return runner(options)(options)
    except BrokenPipeError:
        # The reader of a pipe went away: what was wanted has been read.
        import os

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
