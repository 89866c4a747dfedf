"""Strikes: tallies by theatre and by whom, who is named where, and the overlaps."""

from __future__ import annotations

from tui.explorer.screens.browse import BrowseScreen
from tui.explorer.widgets.document import Document
from tui.explorer.widgets.lines import LineView
from tui.factbase.shown.strikes_page import dates_told, strikes_page


class StrikesScreen(BrowseScreen):
    """The page of strikes, its bars drawn to the width there is."""

    section = "strikes"

    @property
    def question(self) -> str:
        """What the page answers."""
        return "Who struck where, how often, and who counted?"

    @property
    def count(self) -> str:
        """The date of the count, or how many there are and from when to when."""
        return dates_told(self.base)

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
