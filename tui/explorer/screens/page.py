"""A place on a screen of its own: the card of a fact, a nation, a meeting, a person, a source, a sum."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.explorer.screens.browse import BrowseScreen
from tui.explorer.widgets.document import Document
from tui.explorer.widgets.lines import LineView
from tui.factbase.model import Fact
from tui.factbase.page import Line, Page, Span
from tui.factbase.shown import links
from tui.factbase.vocabulary import DISPUTE_PREFIX, LISTS_PREFIX, SERIES_PREFIX


class PageScreen(BrowseScreen):
    """Everything that the base tells of one place, with what each line leads to beside it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "dispute(1)", "next ≠", id="dispute-next", tooltip="To the next disagreement"),
        Binding(
            "N", "dispute(-1)", "previous ≠", id="dispute-before", show=False, tooltip="To the one before"
        ),
    ]

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disagreements alone are gone through."""
        if action == "dispute":
            return self.key.startswith((DISPUTE_PREFIX, LISTS_PREFIX))
        return super().check_action(action, parameters)

    def action_dispute(self, delta: int) -> None:
        """Show the next or the previous disagreement in place of this one."""
        keys = self.explorer.state.desk.disagreements
        if self.key in keys:
            self.key = keys[(keys.index(self.key) + delta) % len(keys)]
            self.fill()
            self.main.highlight_first()
            self._follow(None)  # the line may have the number of the one before, and yet lead elsewhere
            self.retitle()

    @property
    def subject(self) -> str | None:
        """On the card of a fact, the fact itself; elsewhere what is highlighted."""
        record = self.base.find(self.key)
        if isinstance(record, Fact) and self.focused is self.main:
            return self.key
        return super().subject or self.key

    @property
    def nation(self) -> str | None:
        """The nation that is highlighted, else the one whose page this is."""
        return super().nation or links.nation_in(self.base, self.key)

    @property
    def question(self) -> str:
        """The question that this kind of page answers."""
        return links.question_of(self.base, self.key)

    @property
    def crumb(self) -> str:
        """The name of the place."""
        return links.crumb_of(self.base, self.key)

    def make_main(self) -> LineView:
        """The page itself."""
        return Document()

    def fill(self) -> None:
        """Show the page, or say that what it told of is gone."""
        page = links.page_of(self.base, self.key, self.main_width)
        if page is None:
            whole = self.explorer.state.whole
            told = links.page_of(whole, self.key) is not None
            gone = (
                f"“{links.crumb_of(whole, self.key)}” is not in this view; a shows everything again."
                if told
                else f"“{self.key}” is no longer in this fact base. Escape goes back."
            )
            page = Page(self.key, (Line((Span(gone, "absent"),)),))
        assert isinstance(self.main, Document)
        self.main.set_page(page)

    def resized(self) -> None:
        """A chart is drawn to the width."""
        if self.key.startswith(SERIES_PREFIX):
            self.fill()
