"""Lines that are typed into: what is typed goes there, and only keys that work are offered."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from tests.explorer.apps import LEAST, NARROW, ROOT, Size, explore, press
from tui.explorer.app import ExplorerApp
from tui.explorer.screens.known_on import KnownOnScreen
from tui.explorer.screens.sources import SourcesScreen
from tui.explorer.widgets.bars import Banner, KeyBar
from tui.factbase.dates import DateError
from tui.factbase.view import View, not_counted, parse_day


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_a_day_that_is_typed_takes_the_place_of_the_one_before() -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await press(pilot, "less_than_sign", "d", *"2016-02-12", "enter")
        assert app.state.view.known_on == "2016-02-12"
        await press(pilot, "d", "end", "backspace", "backspace", *"05", "enter")
        assert app.state.view.known_on == "2016-02-05", "after a movement it is changed, not replaced"
        await press(pilot, "d", "enter")
        assert app.state.view.known_on == "2016-02-05"
        await press(pilot, "d", "backspace", "enter")
        assert app.state.view.known_on is None

    explore(steps)


def test_what_a_day_leaves_out_is_said_where_it_is_asked_for_and_on_the_sources() -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        def told(bar: Banner) -> str:
            return " ".join(" ".join(bar.render_line(y).text for y in range(bar.size.height)).split())

        screen = app.screen
        assert isinstance(screen, SourcesScreen)
        assert not screen.missing.display, "a view of everything leaves nothing out"
        await press(pilot, "d", *"2016-01-20")
        missing = not_counted(app.state.whole, View("2016-01-20"))
        assert missing
        dialog = app.screen
        assert isinstance(dialog, KnownOnScreen)
        assert told(dialog.told) == f"what had been published by 20 January 2016 {missing}"
        await press(pilot, "enter")
        assert screen.missing.display
        assert told(screen.missing) == missing

    explore(steps, place="sources")


def test_the_first_step_back_tells_which_sources_are_gone() -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await press(pilot, "less_than_sign")
        (message,) = app._notifications
        assert message.message == not_counted(app.state.whole, app.state.view)
        await press(pilot, "less_than_sign")
        assert len(app._notifications) == 1

    explore(steps)


@pytest.mark.parametrize("size", [LEAST, NARROW])
def test_what_is_no_day_is_said_whole(size: Size) -> None:
    typed = "the 20th of January, in 2016"
    with pytest.raises(DateError) as raised:
        parse_day(typed)

    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await press(pilot, "d", *typed)
        screen = app.screen
        assert isinstance(screen, KnownOnScreen)
        told = [screen.told.render_line(y).text for y in range(screen.told.size.height)]
        assert " ".join(" ".join(told).split()) == f"{raised.value.message}; {raised.value.mend}"
        await press(pilot, "enter")
        assert app.screen is screen, "it waits for a day"

    explore(steps, size)


@pytest.mark.parametrize("keys", ["f", "slash", "d"])
def test_keys_that_would_be_typed_are_not_offered(keys: str) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        def offered() -> str:
            return app.screen.query_one(KeyBar).render_line(0).text

        assert {key for key in ("? help", "/ search", "q quit") if key not in offered()} == set()
        await press(pilot, keys)
        assert "⏎ go" in offered()
        assert {key for key in ("? help", "/ search", "q quit") if key in offered()} == set()

    explore(steps)
