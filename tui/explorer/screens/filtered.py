"""Screens whose main pane is a list that can be filtered as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui.explorer.compositor import paint_now
from tui.explorer.screens.browse import BrowseScreen
from tui.explorer.widgets.lines import LineView
from tui.explorer.widgets.table import Table
from tui.factbase.shown.lists import Listing

if TYPE_CHECKING:
    from tui.explorer.widgets.query import Query


class FilteredScreen(BrowseScreen):
    """A table with a filter line that appears when it is asked for and stays while it filters."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f", "filter", "filter", id="filter", tooltip="Narrow the list as you type; Escape clears it"
        ),
    ]
    MAIN_SHARE = 5 / 8
    filter_hint: ClassVar[str] = "name or code"

    def __init__(self) -> None:
        super().__init__()
        self.query_text = ""
        self._listing: Listing | None = None

    def listing(self, query: str) -> Listing:
        """The list under a filter."""
        raise NotImplementedError

    @property
    def count(self) -> str:
        """How many rows, of how many."""
        return self._listing.counted if self._listing else ""

    def make_main(self) -> LineView:
        """A table."""
        return Table()

    @property
    def table(self) -> Table:
        """The main pane as what it is."""
        assert isinstance(self.main, Table)
        return self.main

    def fill(self) -> None:
        """Compute the rows under the filter, keeping the highlighted one."""
        listing = self._listing = self.listing(self.query_text)
        self.table.columns = listing.columns
        self.table.empty = listing.empty
        self.table.set_rows(listing.rows)
        self.retitle()
        self._follow(None)

    @property
    def can_go_back(self) -> bool:
        """Escape also clears a filter."""
        return bool(self.query("#filter")) or super().can_go_back

    async def action_filter(self) -> None:
        """Open the filter line, or go back into it."""
        found = self.query("#filter")
        if found:
            found.first().focus()
            return
        from tui.explorer.widgets.query import Query

        line = Query("Filter", self.filter_hint, self._narrow)
        line.id = "filter"
        await self.mount(line, before="#panes")  # the next key typed is for the line already
        line.focus()

    def _narrow(self, text: str) -> None:
        self.query_text = text
        self.fill()
        paint_now(self)

    def on_query_moved(self, message: Query.Moved) -> None:
        """Arrow keys in the filter line move the list."""
        message.stop()
        self.table.move(message.action)

    def on_query_done(self, message: Query.Done) -> None:
        """Enter keeps the filter and goes back to the list."""
        message.stop()
        self.main.focus()

    def action_back(self) -> None:
        """Clear the filter first, then go back."""
        lines = self.query("#filter")
        if lines and self.focused is not self.preview:
            self.main.focus()
            lines.remove()
            self._narrow("")
            return
        super().action_back()
