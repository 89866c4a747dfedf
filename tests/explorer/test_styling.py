"""Each screen is styled once as it comes, and again when the look has changed while it was away."""

from __future__ import annotations

from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.pilot import Pilot

from tests.explorer.apps import explore, press
from tui.explorer.app import ExplorerApp
from tui.explorer.screens.browse import BrowseScreen
from tui.explorer.widgets.bars import LineBar


def test_a_new_screen_has_no_style_sheet_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[Stylesheet] = []
    monkeypatch.setattr(Stylesheet, "reparse", parsed.append)

    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await press(pilot, "2", "enter", "escape", "1", "/")

    explore(steps)
    assert not parsed


def test_a_new_screen_styles_no_widget_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    styled: list[object] = []
    apply = Stylesheet.apply

    def noted(self: Stylesheet, node: DOMNode, **options: Any) -> None:
        styled.append(node)
        apply(self, node, **options)

    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        monkeypatch.setattr(Stylesheet, "apply", noted)
        await press(pilot, "enter")
        of_page = [widget for widget in app.screen.walk_children() if isinstance(widget, LineBar)]
        assert len(of_page) > 1
        assert all(styled.count(widget) == 1 for widget in of_page)

    explore(steps)


@pytest.mark.parametrize("key", ["2", "enter"])
def test_a_screen_takes_the_look_that_was_chosen_while_it_was_away(key: str) -> None:
    async def steps(app: ExplorerApp, pilot: Pilot[None]) -> None:
        await press(pilot, "down", key)
        met = app.screen
        assert isinstance(met, BrowseScreen)
        dark = met.main.rich_style.bgcolor
        await press(pilot, "1" if key == "2" else "escape", "t", key)
        assert (app.screen is met) == (key == "2")
        assert isinstance(app.screen, BrowseScreen)
        assert app.screen.main.rich_style.bgcolor not in (None, dark)

    explore(steps)
