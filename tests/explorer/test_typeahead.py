"""What is typed ahead goes to the screen that the keys before it open."""

from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot

from tests.explorer.apps import LARGE, bundled, explore, look, settle, until, where
from tui.explorer.app import ExplorerApp
from tui.explorer.typeahead import TypeAhead
from tui.factbase.shown.lists import nations_listing

NATIONS = [row.key for row in nations_listing(bundled()).rows]


def at_once(app: ExplorerApp, *keys: str) -> None:
    """Have keys arrive as from a terminal that sends all of them in one piece."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


def test_what_follows_a_slash_is_searched_for() -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        at_once(app, "slash", *"quest")
        await until(pilot, lambda: "Search: quest" in look(app).words)
        assert where(app).screen == "Search"

    explore(steps, LARGE)


def test_what_follows_an_f_is_filtered_by() -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        at_once(app, "f", *"ger", "backspace", "r")
        await until(pilot, lambda: "Filter: ger" in look(app).words)
        await settle(app, pilot)
        assert where(app).screen == "Nations"
        assert "Germany" in look(app).main

    explore(steps, LARGE)


def test_keys_act_where_those_before_them_have_led() -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        at_once(app, "down", "enter", "escape", "2", "1", "down", "enter")
        await until(pilot, lambda: where(app).page == NATIONS[2])
        at_once(app, "escape", "6", "n", "enter", "escape", "escape")
        await until(pilot, lambda: (where(app).mode, where(app).screen) == ("nations", "Nations"))

    explore(steps, LARGE)


def test_pasted_text_waits_for_its_turn() -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        app.post_message(events.Key("slash", "/"))
        app.post_message(events.Paste("Raqqa"))
        app.post_message(events.Key("backspace", None))
        await until(pilot, lambda: "Search: Raqq" in look(app).words)
        await settle(app, pilot)
        assert "Search: Raqqa" not in look(app).words

    explore(steps, LARGE)


def test_a_key_that_never_comes_to_an_end_holds_up_the_next_for_a_moment_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(TypeAhead, "_pass_by", lambda *_: None)
    monkeypatch.setattr("tui.explorer.typeahead.PATIENCE", 0.01)

    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        at_once(app, "2", "3")
        await until(pilot, lambda: where(app).mode == "timeline")

    explore(steps)
