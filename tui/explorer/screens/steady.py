"""A screen that comes to rest when the size of the window changes fast, and that is styled only once."""

from __future__ import annotations

from typing import Any

from textual.events import ScreenResume
from textual.geometry import Size
from textual.screen import Screen, ScreenResultType


class SteadyScreen(Screen[ScreenResultType]):
    """Lays out for the size that the window has, not for one that it had.

    Textual 8.2 lays out for the size that the event tells and posts an event of that size to the screen
    itself. With two events under way each brings the other one back, for ever: a busy loop.

    A new screen is styled while its widgets come, and that is all.  Textual 8.2 parses every style sheet once
    more for the first screen of a mode, and styles every widget again as the screen comes up: a fifteenth of
    the whole start.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._css_update_count = self.app._css_update_count
        self._was_away = False

    def _on_screen_suspend(self) -> None:
        self._was_away = True  # the look may change meanwhile

    def _on_screen_resume(self, event: ScreenResume) -> None:
        # Textual's own handler comes behind this one.
        event.refresh_styles &= self._was_away

    def _screen_resized(self, size: Size) -> None:
        super()._screen_resized(self.app.size)
