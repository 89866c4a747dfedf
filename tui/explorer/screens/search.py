"""Search: over all facts and entities, as one types."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.events import ScreenResume

from tui.explorer.compositor import paint_now
from tui.explorer.messages import Follow
from tui.explorer.screens.browse import BrowseScreen
from tui.explorer.widgets.lines import LineView
from tui.explorer.widgets.query import Query
from tui.explorer.widgets.table import Table
from tui.factbase.shown.hits import search_listing
from tui.factbase.shown.lists import Listing

PATIENCE = 0.03
"""Seconds that a key may go on making an index that isn't ready."""
LOOK_AGAIN = 0.05
"""Seconds between two looks at whether it is."""


class SearchScreen(BrowseScreen):
    """A line to type in, and what it finds, best first."""

    AUTO_FOCUS = "Query Input"
    MAIN_SHARE = 5 / 8

    def __init__(self) -> None:
        super().__init__()
        self.line = Query("Search", "a name, a word, a figure: Britain, Brussels, 4,361", self._search)
        self._listing: Listing | None = None
        self._waits = False  # for the index

    @property
    def question(self) -> str:
        """What the screen answers."""
        return "Where does this fact base speak of it?"

    @property
    def count(self) -> str:
        """How many hits."""
        if self._waits:
            return "…"
        return self._listing.counted if self._listing and self.line.value.strip() else ""

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
        """Search anew for what has been typed, staying at the same hit."""
        self._show(self.line.value)

    def _search(self, text: str) -> None:
        self._show(text)
        self.main.highlight_first()
        paint_now(self)

    def _show(self, text: str) -> None:
        assert isinstance(self.main, Table)
        index = self.explorer.state.index
        if not index.ready:
            index.work(PATIENCE)  # a small base needs no more
        waits = self._waits
        self._waits = bool(text.strip()) and not index.ready
        if self._waits and not waits:
            self.set_timer(LOOK_AGAIN, self._look_again)
        listing = self._listing = search_listing(self.base, index, text)
        self.main.columns = listing.columns
        self.main.empty = listing.empty
        self.main.set_rows(listing.rows)
        self.retitle()
        self._follow(None)

    def _look_again(self) -> None:
        self._waits = False
        self.fill()

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
