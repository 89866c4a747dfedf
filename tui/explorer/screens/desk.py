"""Desk: what a careful editor asks."""

from __future__ import annotations

from tui.explorer.screens.browse import BrowseScreen
from tui.explorer.widgets.document import Document
from tui.explorer.widgets.lines import LineView
from tui.factbase.desk import desk_page


class DeskScreen(BrowseScreen):
    """Everything unclear, unsettled or wrong, each leading to its facts."""

    section = "desk"

    @property
    def question(self) -> str:
        """What the page answers."""
        return "What would a careful editor ask of these facts?"

    @property
    def count(self) -> str:
        """How much asks for something."""
        return f"{self.explorer.state.desk.open} open"

    def make_main(self) -> LineView:
        """A page."""
        return Document()

    def fill(self) -> None:
        """Show the desk."""
        assert isinstance(self.main, Document)
        self.main.set_page(desk_page(self.base, self.explorer.state.desk))
