"""The palette: every command that a key gives, by name."""

from __future__ import annotations

import pytest
from textual.command import CommandPalette
from textual.pilot import Pilot

from tests.explorer.apps import ROOT, browsing, explore, press, until, where, words
from tui.explorer.app import ExplorerApp
from tui.explorer.screens.known_on import KnownOnScreen
from tui.explorer.screens.yank import YankScreen


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def offered(app: ExplorerApp) -> list[str]:
    return [command.title for command in app.get_system_commands(app.screen)]


async def run(app: ExplorerApp, pilot: Pilot[None], typed: str, shown: str) -> None:
    """Type into the palette and take the first command, which is to be this one."""
    await press(pilot, "ctrl+p")
    assert isinstance(app.screen, CommandPalette)
    await press(pilot, *typed)
    await until(pilot, lambda: shown in words(app))
    await press(pilot, "enter")
    await until(pilot, lambda: not isinstance(app.screen, CommandPalette))
    await pilot.pause()


@pytest.mark.parametrize("way", ["", "2", "3", "4", "5", "6", "enter", "slash b r u s enter"])
def test_it_offers_what_a_key_does_here_and_nothing_else(way: str) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await press(pilot, *way.split())
        keys = {
            app.get_key_display(active.binding)
            for active in app.screen.active_bindings.values()
            if active.enabled and active.binding.id and not active.binding.id.startswith("list-")
        }
        told = [title.rpartition(" (")[2].removesuffix(")") for title in offered(app) if "(" in title]
        assert len(told) == len(set(told)) > 12
        assert set(told) <= keys
        # Of keys that do the same one is named.
        assert keys - set(told) <= {"^p", "→", "l", "←", "h", "⌫", "backspace"}

    explore(steps)


def test_a_command_acts_on_the_screen_below() -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        assert not any(title.startswith("Back") for title in offered(app)), "there is nothing to go back to"
        before = where(app).order
        await run(app, pilot, "sort", "Sort: ")
        assert where(app).order != before
        await run(app, pilot, "earlier", "Earlier: ")
        assert app.state.view.known_on is not None
        await run(app, pilot, "show all", "Show all: ")
        assert app.state.view.is_all
        await run(app, pilot, "compare", "Compare: ")
        assert app.marked == browsing(app).main.key
        await run(app, pilot, "copy", "Copy: ")
        assert isinstance(app.screen, YankScreen)
        await press(pilot, "escape")
        await run(app, pilot, "known on:", "Known on: ")
        assert isinstance(app.screen, KnownOnScreen)
        await press(pilot, "escape")
        await run(app, pilot, "desk", "Go to Desk (6)")
        await run(app, pilot, "next", "Next ≠: ")
        assert browsing(app).main.key.startswith("dispute:")
        await run(app, pilot, "back", "Back: ")
        assert where(app).mode == "nations"

    explore(steps)
