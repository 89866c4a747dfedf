"""The explorer under test: how a run of it starts, what stands on its screen, and where one is in it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from textual._context import active_app
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip

from tui.explorer.app import ExplorerApp
from tui.explorer.screens.browse import BrowseScreen
from tui.explorer.screens.filtered import FilteredScreen
from tui.explorer.screens.page import PageScreen
from tui.explorer.screens.search import SearchScreen
from tui.explorer.widgets.lines import LineView, ViewState
from tui.factbase.model import FactBase
from tui.factbase.reading.reader import read_base

ROOT = Path(__file__).parents[2]
"""The top of the tree, where `facts.yaml` is.  A test that shows the file's name has to run from there."""

Size = tuple[int, int]
LEAST: Size = (60, 20)
NARROW: Size = (80, 24)
WIDE: Size = (120, 40)
LARGE: Size = (160, 50)

PATIENCE = 60.0
"""Seconds after which a test no longer waits for what doesn't come about: long, for a busy machine."""

Steps = Callable[[ExplorerApp, Pilot[None]], Awaitable[None]]


@cache
def bundled() -> FactBase:
    """The bundled fact base, read by a relative path: what names its file is the same on every machine."""
    with contextlib.chdir(ROOT):
        return read_base("facts.yaml")


def make_app(place: str | None = None, base: FactBase | None = None) -> ExplorerApp:
    """An explorer that has not been started."""
    return ExplorerApp(base or bundled(), place)


def explore(
    steps: Steps, size: Size = NARROW, place: str | None = None, base: FactBase | None = None
) -> None:
    """Run an explorer through these steps, with all that Textual's `run_test` leaves out by itself."""

    async def run() -> None:
        app = make_app(place, base)
        async with app.run_test(size=size, tooltips=True, notifications=True) as pilot:
            await pilot.pause()
            await steps(app, pilot)

    with at_rest_between_keys():
        asyncio.run(run())


@contextlib.contextmanager
def at_rest_between_keys() -> Iterator[None]:
    """Have Textual's pilot wait until all is done that a key set off.

    By itself it sleeps for fiftieths of a second until the process has used little time in one of them, or a
    second is over: that is slow, and on a busy machine it is no proof.
    """

    async def wait_for_idle(*_: float) -> None:
        await rest(active_app.get())

    with pytest.MonkeyPatch.context() as patch:
        for module in ("textual.app", "textual.pilot"):
            patch.setattr(f"{module}.wait_for_idle", wait_for_idle)
        yield


async def rest(app: App[Any]) -> None:
    """Let the app go on until no task of its event loop has anything to do and its screen is painted.

    What is left to a timer or a thread isn't waited for, except for a repaint and a new size: see `until`.
    """
    loop: Any = asyncio.get_running_loop()
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        await asyncio.sleep(0)
        if loop._ready:
            continue
        if app._exit or not app._screen_stack:
            return
        screen = app.screen
        if app._resize_event is not None:
            await asyncio.sleep(0.001)
        elif screen.is_current and not app._batch_count and _is_outdated(screen):
            screen._on_timer_update()
        else:
            return
    raise AssertionError("it never came to rest")


def _is_outdated(screen: Screen[Any]) -> bool:
    """Whether a screen waits for the next of sixty ticks in a second to be painted."""
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
    )


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, one after the other is done, and wait for what the last one brings."""
    await pilot.press(*keys)
    await pilot.pause()


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait for what comes about by itself; fail if it doesn't."""
    end = time.monotonic() + PATIENCE
    await pilot.pause()
    while not holds():
        assert time.monotonic() < end, "it never came about"
        await asyncio.sleep(0.005)  # until a thread or a timer has done its part
        await pilot.pause()


async def settle(app: ExplorerApp, pilot: Pilot[None]) -> None:
    """Have done now what the explorer leaves for a moment after its first paint: the badge of the desk."""
    app._show_badge()
    await pilot.pause()


async def resize(pilot: Pilot[None], size: Size) -> None:
    """Make the window as large as this."""
    await pilot.resize_terminal(*size)
    await pilot.pause()


async def go_to(app: ExplorerApp, pilot: Pilot[None], place: str) -> None:
    """Go to a place as a link does, from the root of its section."""
    while len(app.screen_stack) > 1:
        await app.pop_screen()
    app.follow(place)
    await pilot.pause()


# -- what stands on the screen ----------------------------------------------------------------------


def strips(app: ExplorerApp) -> list[Strip]:
    """The rows of the screen as they go to the terminal, behind every filter."""
    return app.screen._compositor.render_strips()


def rows(app: ExplorerApp) -> list[str]:
    """The rows of the screen as text."""
    return [strip.text for strip in strips(app)]


def words(app: ExplorerApp, view: LineView | None = None) -> str:
    """The text on the screen, or in one view, as running text: without line breaks and runs of spaces."""
    return _running_text(strips(app), view)


def _running_text(found: list[Strip], view: LineView | None = None) -> str:
    if view is not None:
        # Without the marker in the first column and the scrollbar in the last.
        region = view.region
        found = [strip.crop(region.x + 1, region.right - 1) for strip in found[region.y : region.bottom]]
    return " ".join(" ".join(strip.text for strip in found).split())


# -- where one is -----------------------------------------------------------------------------------


class Where(NamedTuple):
    """A place in the explorer, as exactly as Back has to come back to it."""

    mode: str
    screen: str
    page: str
    """The place that a page shows; empty on other screens."""
    main: ViewState
    preview: ViewState
    preview_of: str
    """The title of the previewed page; empty where no preview is on show."""
    filter: str
    """The words of a filter or a search."""
    order: str
    focus: str


def browsing(app: ExplorerApp) -> BrowseScreen:
    """The screen on top, which has to be one that browses."""
    assert isinstance(app.screen, BrowseScreen), app.screen
    return app.screen


def where(app: ExplorerApp) -> Where:
    """Where one is."""
    screen = browsing(app)
    shown = screen.preview.display
    text = screen.query_text if isinstance(screen, FilteredScreen) else ""
    focused = screen.focused
    return Where(
        app.current_mode,
        type(screen).__name__.removesuffix("Screen"),
        screen.key if isinstance(screen, PageScreen) else "",
        screen.main.state(),
        screen.preview.state() if shown else ViewState(),
        screen.preview.page.title if shown else "",
        screen.line.value if isinstance(screen, SearchScreen) else text,
        order.key if (order := getattr(screen, "order", None)) else "",
        (focused.id or type(focused).__name__) if focused else "",
    )


class Seen(NamedTuple):
    """What was to be seen after some keys."""

    where: Where
    rows: list[str]
    words: str
    main: str
    """The running text of the main pane."""
    preview: str
    """The running text of the preview; empty where there is none."""


def after(*keys: str, size: Size = NARROW, place: str | None = None, base: FactBase | None = None) -> Seen:
    """Start an explorer, press keys, and look."""
    seen: list[Seen] = []

    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await press(pilot, *keys)
        seen.append(look(app))

    explore(steps, size, place, base)
    return seen[0]


def look(app: ExplorerApp) -> Seen:
    """What is to be seen now."""
    screen = browsing(app)
    found = strips(app)
    return Seen(
        where(app),
        [strip.text for strip in found],
        _running_text(found),
        _running_text(found, screen.main),
        _running_text(found, screen.preview) if screen.preview.display else "",
    )


def says(fact: str) -> str:
    """What a fact of the bundled base says."""
    found = bundled().fact(fact)
    assert found is not None, fact
    return found.says


async def highlight(app: ExplorerApp, pilot: Pilot[None], target: str) -> None:
    """Step down to the first line that leads to a place, as a reader would; fail if there is none."""
    main = browsing(app).main
    with app.batch_update():  # nobody looks at the steps
        main.move("first")
        for _ in range(2_000):
            if main.target == target:
                break
            before = main.state()
            main.move("cursor_down")
            assert main.state() != before, f"no line of {words(app)[:60]!r} leads to {target}"
    assert main.target == target
    await pilot.pause()
