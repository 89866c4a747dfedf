"""Search: over all facts and entities, as one types."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.events import ScreenResume

from tui.explorer.messages import Follow
from tui.explorer.screens.browse import BrowseScreen
from tui.explorer.widgets.lines import LineView
from tui.explorer.widgets.query import Query
from tui.explorer.widgets.table import Table
from tui.factbase.hits import search_listing
from tui.factbase.lists import Listing


class SearchScreen(BrowseScreen):
    """A line to type in, and what it finds, best first."""

    AUTO_FOCUS = "Query Input"

    def __init__(self) -> None:
        super().__init__()
        self.line = Query("Search", "a name, a word, a figure: Britain, Brussels, 4,361", self._search)
        self._listing: Listing | None = None

    @property
    def question(self) -> str:
        """What the screen answers."""
        return "Where does this fact base speak of it?"

    @property
    def count(self) -> str:
        """How many hits."""
        return self._listing.count if self._listing and self.line.value.strip() else ""

    @property
    def crumb(self) -> str:
        """The search and its words."""
        return f"search “{self.line.value.strip()}”" if self.line.value.strip() else "search"

    def above(self) -> ComposeResult:
        """The line."""
        yield self.line

    def make_main(self) -> LineView:
        """A table."""
        return Table()

    def fill(self) -> None:
        """Search for what has been typed."""
        self._search(self.line.value)

    def _search(self, text: str) -> None:
        assert isinstance(self.main, Table)
        listing = self._listing = search_listing(self.base, self.explorer.state.index, text)
        self.main.columns = listing.columns
        self.main.empty = listing.empty
        self.main.set_rows(listing.rows)
        self.main.highlight_first()
        self.retitle()
        self._follow(None)

    def on_query_moved(self, message: Query.Moved) -> None:
        """Arrow keys move the hits while one types."""
        message.stop()
        self.main.move(message.action)

    def on_query_done(self, message: Query.Done) -> None:
        """Enter opens the highlighted hit."""
        message.stop()
        if self.main.target:
            self.post_message(Follow(self.main.target))

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Back from a hit: on with the search."""
        super().on_screen_resume(event)
