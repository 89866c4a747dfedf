"""The explorer under test: how a run of it starts, what stands on its screen, and where one is in it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from textual import _wait
from textual.pilot import Pilot
from textual.strip import Strip

from tui.explorer.app import ExplorerApp
from tui.explorer.screens.browse import BrowseScreen
from tui.explorer.screens.filtered import FilteredScreen
from tui.explorer.screens.page import PageScreen
from tui.explorer.screens.search import SearchScreen
from tui.explorer.widgets.lines import LineView, ViewState
from tui.factbase.model import FactBase
from tui.factbase.reader import read_base

ROOT = Path(__file__).parents[2]
"""The top of the tree, where `facts.yaml` is.  A test that shows the file's name has to run from there."""

Size = tuple[int, int]
LEAST: Size = (60, 20)
NARROW: Size = (80, 24)
WIDE: Size = (120, 40)
LARGE: Size = (160, 50)

_MOMENT = 0.005
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

    # After each key the pilot sleeps three times until the process has been idle for a moment. A fiftieth of
    # a second is long for that: it was three quarters of the time that these tests took.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_wait, "SLEEP_GRANULARITY", _MOMENT)
        patch.setattr(_wait, "SLEEP_IDLE", _MOMENT / 20)
        asyncio.run(run())


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, one after the other is done, and wait for what the last one brings."""
    await pilot.press(*keys)
    await pilot.pause()


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait for what comes about by itself; fail if it doesn't."""
    for _ in range(500):
        if holds():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came about")


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
    found = strips(app)
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
    preview = words(app, screen.preview) if screen.preview.display else ""
    return Seen(where(app), rows(app), words(app), words(app, screen.main), preview)


def says(fact: str) -> str:
    """What a fact of the bundled base says."""
    found = bundled().fact(fact)
    assert found is not None, fact
    return found.says


async def highlight(app: ExplorerApp, pilot: Pilot[None], target: str) -> None:
    """Step down to the first line that leads to a place, as a reader would; fail if there is none."""
    main = browsing(app).main
    main.move("first")
    for _ in range(2_000):
        if main.target == target:
            await pilot.pause()
            return
        before = main.state()
        main.move("cursor_down")
        if main.state() == before:
            break
    raise AssertionError(f"no line of {words(app)[:60]!r} leads to {target}")
