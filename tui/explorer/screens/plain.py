"""Screens that show words of the explorer itself: nothing on them leads anywhere or can be cited."""

from __future__ import annotations

from typing import ClassVar

from tui.explorer.screens.browse import BrowseScreen
from tui.explorer.widgets.document import Document
from tui.explorer.widgets.lines import LineView

_OF_FACTS = frozenset({"yank", "edit", "open_address", "open", "other_pane", "compare"})
"""The actions that need something of a fact base under the highlight."""


class PlainScreen(BrowseScreen):
    """A page over the whole width."""

    PREVIEW_FROM: ClassVar[int] = 10_000

    def make_main(self) -> LineView:
        """A page."""
        return Document()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no key that needs a fact, a source or a name."""
        return action not in _OF_FACTS and super().check_action(action, parameters)
