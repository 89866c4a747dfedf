"""Desk: what a careful editor asks."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.explorer.screens.browse import BrowseScreen
from tui.explorer.widgets.document import Document
from tui.explorer.widgets.lines import LineView
from tui.factbase.shown.desk import desk_page


class DeskScreen(BrowseScreen):
    """Everything unclear, unsettled or wrong, each leading to its facts."""

    section = "desk"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "dispute(1)", "next ≠", id="dispute-next", tooltip="To the next disagreement"),
        Binding(
            "N", "dispute(-1)", "previous ≠", id="dispute-before", show=False, tooltip="To the one before"
        ),
    ]

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

    def action_dispute(self, delta: int) -> None:
        """To the next or the previous disagreement or lists that differ, around the ends."""
        keys = self.explorer.state.desk.disagreements
        if not keys:
            self.notify("No two sources disagree here.", markup=False, timeout=2)
            return
        mine = f"{self.main.key}:"
        here = next((place for place, key in enumerate(keys) if mine.startswith(f"{key}:")), None)
        start = (-1 if delta > 0 else 0) if here is None else here
        self.main.highlight_key(keys[(start + delta) % len(keys)])

    def fill(self) -> None:
        """Show the desk."""
        assert isinstance(self.main, Document)
        self.main.set_page(desk_page(self.base, self.explorer.state.desk))
