"""`coalition-tui [PLACE]`: open the explorer in the terminal."""

from __future__ import annotations

import os
import sys

from tui.commands.arguments import Options
from tui.commands.base import base_path
from tui.commands.main import TROUBLE
from tui.commands.output import tell, told
from tui.factbase.model import FactBase
from tui.factbase.reading.signature import AT_ONCE, signature, size_of
from tui.factbase.text import shorten
from tui.factbase.view import View


def run(options: Options) -> int:
    """Explore until the user quits; the exit code is 2 where there is no terminal or no such place."""
    trouble = _no_terminal()
    if trouble:
        tell(trouble)
        return TROUBLE
    path = base_path(options)
    seen = signature(str(path), options.limits())  # before the reading: what changes meanwhile is seen
    from tui.explorer.launch import explore

    # A small one is there before there is anything to wait on: no screen has to say so.
    at_once = size_of(seen) <= AT_ONCE
    return explore(str(path), lambda found: _opening(found, options), options.limits(), seen, at_once=at_once)


def _opening(base: FactBase, options: Options) -> tuple[str | None, View] | str:
    """The place and the view to begin with; what to say instead where there is no such place or view."""
    day: str | None = None
    if options.known_on is not None:
        from tui.factbase.dates import DateError
        from tui.factbase.view import parse_day

        try:
            day = parse_day(options.known_on)
        except DateError as error:
            hint = f"; {error.mend}" if error.mend else ""
            return told(f"--known-on: {error.message}{hint}")
    if options.source is not None and options.source not in base.sources:
        from tui.factbase.reading.diagnostics import did_you_mean

        hint = did_you_mean(options.source, base.sources)
        return told(f"no source has the id {shorten(options.source)!r}{'; ' + hint if hint else ''}")
    place: str | None = None
    if options.place is not None:
        from tui.factbase.shown.links import place_of

        place = place_of(base, options.place)
        if place is None:
            from tui.factbase.answers.search import suggestion

            hint = suggestion(base, options.place) or "try `coalition-tui find`"
            return told(f"nothing in this fact base is called {shorten(options.place)!r}; {hint}")
    return place, View(day, options.source)


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
