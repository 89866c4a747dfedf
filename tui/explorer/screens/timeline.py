"""Timeline: meetings and the events around them; held, planned, approximate."""

from __future__ import annotations

from tui.explorer.screens.filtered import FilteredScreen
from tui.factbase.shown.lists import Listing, timeline_listing


class TimelineScreen(FilteredScreen):
    """The dated events in order."""

    section = "timeline"
    filter_hint = "a word of the event, a name, a month"

    def __init__(self, start: str | None = None) -> None:
        super().__init__()
        self._start = start

    @property
    def question(self) -> str:
        """What the list answers."""
        return "What happened when, and what was still to come?"

    def listing(self, query: str) -> Listing:
        """The events under the filter."""
        return timeline_listing(self.base, query)

    def fill(self) -> None:
        """Fill the list; the first time, go to the event that was asked for."""
        super().fill()
        if self._start is not None:
            self.table.highlight_key(self._start)
            self._start = None
