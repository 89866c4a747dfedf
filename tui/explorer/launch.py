"""Starting the explorer: what must be so before Textual is imported, and how the end is told."""

from __future__ import annotations

import os
import sys

from tui.factbase.model import FactBase
from tui.factbase.view import View

# Set by people who develop Textual programs; a stray one changes how any of them runs.
_STRAY = (
    "TEXTUAL_DRIVER",
    "TEXTUAL_FPS",
    "TEXTUAL_PRESS",
    "TEXTUAL_SCREENSHOT",
    "TEXTUAL_SCREENSHOT_LOCATION",
    "TEXTUAL_SCREENSHOT_FILENAME",
    "TEXTUAL_SMOOTH_SCROLL",
    "TEXTUAL_DEBUG",
)


def explore(base: FactBase, place: str | None, view: View, digest: str | None) -> int:
    """Open the explorer at a place, in a view, and return the exit code when the user has quit."""
    for name in _STRAY:
        os.environ.pop(name, None)
    # Milliseconds for which a lone ESC may be the beginning of a sequence: enough for a slow line.
    os.environ.setdefault("ESCDELAY", "25")
    from tui.explorer.app import ExplorerApp

    app = ExplorerApp(base, place=place, view=view, keep_as=digest)
    app.run()
    if app.failure:
        print(f"coalition-tui: {app.failure}", file=sys.stderr)
    return app.return_code or 0
