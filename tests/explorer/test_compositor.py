"""Partial updates of the screen: the same picture as Textual's own, of fewer rows."""

from __future__ import annotations

import asyncio

import pyte
import pytest
from rich.console import Console
from textual._compositor import ChopsUpdate, Compositor
from textual.pilot import Pilot

from tests.explorer.apps import NARROW, WIDE, Size, explore, press
from tui.explorer.app import ExplorerApp
from tui.explorer.compositor import LeanCompositor
from tui.explorer.idle import prepare
from tui.explorer.screens.search import SearchScreen
from tui.factbase.answers.search import SearchIndex

KEYS = (
    *("down", "down", "pagedown", "up", "end", "home", "tab", "down", "tab", "s", "f", "r", "a", "down"),
    *("escape", "4", "right", "down", "right", "3", "down", "pagedown", "enter", "down", "escape"),
    *("/", "i", "r", "a", "down", "pagedown", "escape", "?", "escape", "t", "down", "6", "pagedown", "down"),
)


def _drawn(update: ChopsUpdate | None, size: Size) -> list[list[object]]:
    """The cells that a terminal shows after an update of an empty screen."""
    screen = pyte.Screen(*size)
    screen.set_mode(pyte.modes.LNM)
    console = Console(force_terminal=True, color_system="truecolor", width=size[0], height=size[1])
    if update is not None:
        pyte.Stream(screen).feed(update.render_segments(console))
    return [[screen.buffer[row][column] for column in range(size[0])] for row in range(size[1])]


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_it_draws_what_textual_draws(size: Size, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = LeanCompositor.render_partial_update
    compared = 0

    def both(self: LeanCompositor) -> ChopsUpdate | None:
        nonlocal compared
        regions = set(self._dirty_regions)
        update = ours(self)
        drawn = _drawn(update, size)
        self._dirty_regions = regions
        assert drawn == _drawn(Compositor.render_partial_update(self), size)
        compared += update is not None
        return update

    monkeypatch.setattr(LeanCompositor, "render_partial_update", both)

    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        for key in KEYS:
            await press(pilot, key)

    explore(steps, size)
    assert compared > len(KEYS) // 2


def test_a_cursor_key_renders_no_row_of_the_list_but_two(monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await press(pilot, "down")
        main = app.screen.query_one("#main")
        rendered: list[int] = []
        render_lines = main.render_lines

        def note(crop: object) -> object:
            rendered.extend(crop.line_range)  # type: ignore[attr-defined]
            return render_lines(crop)  # type: ignore[arg-type]

        monkeypatch.setattr(main, "render_lines", note)
        await press(pilot, "down")
        assert len(rendered) == 2
        assert rendered[1] == rendered[0] + 1

    explore(steps, WIDE)


def test_the_search_says_when_it_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    work = SearchIndex.work
    monkeypatch.setattr("tui.explorer.app.ExplorerApp._prepare_search", lambda app: None)
    monkeypatch.setattr(SearchIndex, "work", lambda index, seconds: False)

    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await press(pilot, "/", *"france")
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        assert screen.main.highlight is None
        assert "Getting ready to search" in "\n".join(
            screen.main.render_line(row).text for row in range(screen.main.size.height)
        )
        monkeypatch.setattr(SearchIndex, "work", work)
        await prepare(app.state.base, app.state.index)
        while screen.main.highlight is None:
            await asyncio.sleep(0.01)
            await pilot.pause()
        assert screen.main.key == "FR"

    explore(steps)
