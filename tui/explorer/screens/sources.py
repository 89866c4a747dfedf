"""Sources: each source, and all that it says, in its own order."""

from __future__ import annotations

from tui.explorer.screens.filtered import FilteredScreen
from tui.factbase.lists import Listing, sources_listing


class SourcesScreen(FilteredScreen):
    """The list of sources."""

    section = "sources"
    filter_hint = "publisher, title or author"

    @property
    def question(self) -> str:
        """What the list answers."""
        return "What does each source say, and when was it published?"

    def listing(self, query: str) -> Listing:
        """The sources under the filter."""
        return sources_listing(self.base, query)
