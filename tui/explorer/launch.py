"""Starting the explorer: what must be so before Textual is imported, and how the end is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import TYPE_CHECKING

from tui.factbase.model import FactBase
from tui.factbase.reading.limits import Limits
from tui.factbase.reading.signature import Signature

if TYPE_CHECKING:
    from tui.explorer.app import ExplorerApp
    from tui.explorer.reading import Opening

_OF_TEXTUAL = frozenset({"TEXTUAL_DISABLE_KITTY_KEY", "TEXTUAL_ANIMATIONS"})
"""The variables of Textual's that are heeded: a terminal may be no friend of the key protocol, an eye none of
movement.  All others are for people who develop Textual programs; a stray one changes how any of them runs,
or ends it with a traceback."""


_FIRST_ROWS = 60
"""Of a list: what a window shows at once."""


def explore(
    path: str,
    opening: Callable[[FactBase], Opening | str],
    limits: Limits,
    seen: Signature,
    *,
    at_once: bool = False,
) -> int:
    """Open the explorer on a base that is still to be read, and return the exit code when the user has quit.

    It comes up before the base is there, unless that is read by then, or with `at_once`.  `opening` is asked
    once the facts are there; a text from it is said on stderr, and the exit code is 2.  `seen` is how the
    files of the base were found.
    """
    _prepare()
    from tui.factbase.reading.reader_process import start_reading

    # Now: before the imports below, and before any thread.
    reader = start_reading(path, limits, fork=True, ask=ask_for_first_rows)
    try:
        from tui.explorer.app import ExplorerApp
        from tui.explorer.reading import FirstReading, taken

        if not (at_once or reader.has_read()):
            first = FirstReading(reader, opening)
            return _run(ExplorerApp(FactBase(path), limits=limits, seen=seen, first=first))
        found = taken(reader, opening, path)
        if isinstance(found, str):
            print(found, file=sys.stderr)
            return 2
        base, (place, view) = found
        return _run(ExplorerApp(base, place=place, view=view, limits=limits, seen=seen))
    finally:
        reader.stop()


def ask_for_first_rows(base: FactBase) -> None:
    """Have a base work out what the first screen marks in its list of nations."""
    from tui.factbase.shown.lists import nations_listing

    rows = nations_listing(base).rows
    for number in range(min(_FIRST_ROWS, len(rows))):
        _ = rows[number]


def _prepare() -> None:
    for name in os.environ:
        if name.startswith("TEXTUAL") and name not in _OF_TEXTUAL:
            del os.environ[name]
    # Milliseconds for which a lone ESC may be the beginning of a sequence.  Terminals send one in a single
    # piece; where a line tears them apart the user's own ESCDELAY helps.
    os.environ.setdefault("ESCDELAY", "15")
    # Textual draws on stderr.  What isn't UTF-8 has none of the signs, and an escape in their place, or an
    # exception in the thread that writes, leaves no screen to speak of.
    if isinstance(sys.stderr, TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")


def _run(app: ExplorerApp) -> int:
    app.run()
    try:
        if app.last_word:
            print(app.last_word, file=sys.stderr)
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except OSError:  # the terminal is gone: Python would stumble over that once more, and end with 120
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
    return app.return_code or 0
