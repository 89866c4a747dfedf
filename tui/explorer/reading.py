"""Reading while the explorer runs: off the event loop, so that keys are answered meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from tui.explorer.state import ExplorerState
from tui.factbase.model import FactBase
from tui.factbase.text import clean
from tui.factbase.view import View

if TYPE_CHECKING:
    from textual.app import App

    from tui.factbase.reading.reader_process import Progress, Reader

Opening = tuple[str | None, View]
"""Where to begin, and in which view."""

LARGE_BASE = 3_000
"""Facts from which on what is worked out of all of them is worked out beside the event loop: 50 ms."""


class FirstReading(NamedTuple):
    """A base that is still being read when the explorer comes up."""

    reader: Reader
    opening: Callable[[FactBase], Opening | str]
    """Where to begin; a text to be said instead where there is no such place or view."""


def taken(
    reader: Reader,
    opening: Callable[[FactBase], Opening | str],
    path: str,
    progress: Progress | None = None,
) -> tuple[FactBase, Opening] | str:
    """The base that a reader has read, with where to begin; a text to be said instead if there is none.

    It blocks until the base is there.
    """
    from tui.factbase.reading.diagnostics import BaseErrors

    try:
        base = reader.take(progress)
        begin = opening(base)
    except BaseErrors as errors:
        return errors.render()
    except Exception as error:  # whatever it is, it has to be said
        return f"coalition-tui: {clean(f'{path}: {str(error) or type(error).__name__}')}"
    return begin if isinstance(begin, str) else (base, begin)


def beside(app: App[None], work: Callable[[], Callable[[], None] | None]) -> None:
    """Do some work in a thread; what it returns is called by the app afterwards.

    The thread doesn't keep the program from ending.
    """

    def run() -> None:
        then = work()
        if then is not None:
            later(app, then)

    threading.Thread(target=run, name="explorer-work", daemon=True).start()


def later(app: App[None], call: Callable[[], None]) -> None:
    """Have the app call this; to be used in another thread."""
    loop = app._loop
    if loop is not None:
        with suppress(RuntimeError):  # the app has ended
            loop.call_soon_threadsafe(app.call_later, call)


class Unread(ExplorerState):
    """Stands in until the facts are there."""

    @property
    def view_label(self) -> str:
        """Nothing is said of what isn't known."""
        return ""
