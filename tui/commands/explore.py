"""`coalition-tui [PLACE]`: open the explorer in the terminal."""

from __future__ import annotations

import os
import sys

from tui.commands.arguments import Options
from tui.commands.base import load_cached
from tui.commands.main import TROUBLE
from tui.factbase.dates import DateError
from tui.factbase.links import place_of
from tui.factbase.model import FactBase
from tui.factbase.view import View, parse_day


def run(options: Options) -> int:
    """Explore until the user quits; the exit code is 2 where there is no terminal or no such place."""
    trouble = _no_terminal()
    if trouble:
        print(f"coalition-tui: {trouble}", file=sys.stderr)
        return TROUBLE
    base, digest = load_cached(options)
    if base is None:
        return TROUBLE
    view = _view(base, options)
    if view is None:
        return TROUBLE
    place = None
    if options.place is not None:
        place = place_of(base, options.place)
        if place is None:
            from tui.factbase.search import suggestion

            hint = suggestion(base, options.place) or "try `coalition-tui find`"
            print(
                f"coalition-tui: nothing in this fact base is called {options.place!r}; {hint}",
                file=sys.stderr,
            )
            return TROUBLE
    from tui.explorer.launch import explore

    return explore(base, place, view, digest)


def _view(base: FactBase, options: Options) -> View | None:
    """The view that was asked for; None (with a word on stderr) where there is none such."""
    day: str | None = None
    if options.known_on is not None:
        try:
            day = parse_day(options.known_on)
        except DateError as error:
            hint = f"; {error.mend}" if error.mend else ""
            print(f"coalition-tui: --known-on: {error.message}{hint}", file=sys.stderr)
            return None
    if options.source is not None and options.source not in base.sources:
        from tui.factbase.diagnostics import did_you_mean

        hint = did_you_mean(options.source, base.sources)
        print(
            f"coalition-tui: no source has the id {options.source!r}{'; ' + hint if hint else ''}",
            file=sys.stderr,
        )
        return None
    return View(day, options.source)


def _no_terminal() -> str:
    """Why there is nothing to draw on; empty where there is."""
    # A stream that was closed at the start is None.
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        return "the explorer needs a terminal; `find`, `check` and `export` work without one"
    if os.environ.get("TERM", "") in ("", "dumb"):
        return (
            "this terminal can't be drawn on (TERM is empty or dumb); `find`, `check` and `export` work in it"
        )
    return ""
