"""A screen that comes to rest when the window's size changes faster than it is laid out."""

from __future__ import annotations

from textual.geometry import Size
from textual.screen import Screen, ScreenResultType


class SteadyScreen(Screen[ScreenResultType]):
    """Lays out for the size that the window has, not for one that it had.

    Textual 8.2 lays out for the size that the event tells and posts an event of that size to the screen
    itself. With two events under way each brings the other one back, for ever: a busy loop.
    """

    def _screen_resized(self, size: Size) -> None:
        super()._screen_resized(self.app.size)
