"""Strikes: tallies by theatre and by whom, who is named where, and the overlaps."""

from __future__ import annotations

from tui.explorer.screens.browse import BrowseScreen
from tui.explorer.widgets.document import Document
from tui.explorer.widgets.lines import LineView
from tui.factbase import strikes
from tui.factbase.strikes_page import strikes_page


class StrikesScreen(BrowseScreen):
    """The page of strikes, its bars drawn to the width there is."""

    section = "strikes"

    @property
    def question(self) -> str:
        """What the page answers."""
        return "Who struck where, how often, and who counted?"

    @property
    def count(self) -> str:
        """The date of the latest count."""
        counts = strikes.strike_counts(self.base)
        date = counts[0].as_of if counts else None
        return f"as of {date.display}" if date else ""

    def make_main(self) -> LineView:
        """A page."""
        return Document()

    def fill(self) -> None:
        """Compute the page for the present width."""
        assert isinstance(self.main, Document)
        self.main.set_page(strikes_page(self.base, self.main_width))

    def resized(self) -> None:
        """Draw the bars anew."""
        self.fill()
