"""Sources: each source, and all that it says, in its own order."""

from __future__ import annotations

from textual.app import ComposeResult

from tui.explorer.screens.filtered import FilteredScreen
from tui.explorer.widgets.bars import Banner
from tui.factbase.page import Line, Span
from tui.factbase.shown.lists import Listing, sources_listing
from tui.factbase.view import not_counted


class SourcesScreen(FilteredScreen):
    """The list of sources."""

    section = "sources"
    filter_hint = "publisher, title or author"

    def __init__(self) -> None:
        super().__init__()
        self.missing = Banner()

    @property
    def question(self) -> str:
        """What the list answers."""
        return "What does each source say, and when was it published?"

    def listing(self, query: str) -> Listing:
        """The sources under the filter."""
        return sources_listing(self.base, query)

    def below(self) -> ComposeResult:
        """The sources that a view of a day has to leave out."""
        yield self.missing

    def fill(self) -> None:
        """Fill the list, and say which sources it leaves out."""
        super().fill()
        state = self.explorer.state
        told = not_counted(state.whole, state.view)
        self.missing.display = bool(told)
        if told:
            self.missing.show(Line((Span(told, "muted"),)))
