"""`coalition-tui [PLACE]`: open the explorer in the terminal."""

from __future__ import annotations

import os
import sys

from tui.commands.arguments import Options
from tui.commands.base import load
from tui.commands.main import TROUBLE
from tui.factbase.links import place_of
from tui.factbase.search import suggestion


def run(options: Options) -> int:
    """Explore until the user quits; the exit code is 2 where there is no terminal or no such place."""
    trouble = _no_terminal()
    if trouble:
        print(f"coalition-tui: {trouble}", file=sys.stderr)
        return TROUBLE
    base = load(options)
    if base is None:
        return TROUBLE
    place = None
    if options.place is not None:
        place = place_of(base, options.place)
        if place is None:
            hint = suggestion(base, options.place) or "try `coalition-tui find`"
            print(
                f"coalition-tui: nothing in this fact base is called {options.place!r}; {hint}",
                file=sys.stderr,
            )
            return TROUBLE
    from tui.explorer.launch import explore

    return explore(base, place)


def _no_terminal() -> str:
    """Why there is nothing to draw on; empty where there is."""
    if not (sys.stdin.isatty() and sys.stderr.isatty() and sys.stdout.isatty()):
        return "the explorer needs a terminal; `find`, `check` and `export` work without one"
    if os.environ.get("TERM", "") in ("", "dumb"):
        return (
            "this terminal can't be drawn on (TERM is empty or dumb); `find`, `check` and `export` work in it"
        )
    return ""
