"""A place on a screen of its own: the card of a fact, a nation, a meeting, a person, a source, a sum."""

from __future__ import annotations

from tui.explorer.screens.browse import BrowseScreen
from tui.explorer.widgets.document import Document
from tui.explorer.widgets.lines import LineView
from tui.factbase import links
from tui.factbase.model import Fact
from tui.factbase.page import Line, Page, Span


class PageScreen(BrowseScreen):
    """Everything that the base tells of one place, with what each line leads to beside it."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key

    @property
    def subject(self) -> str | None:
        """On the card of a fact, the fact itself; elsewhere what is highlighted."""
        record = self.base.find(self.key)
        if isinstance(record, Fact) and self.focused is self.main:
            return self.key
        return super().subject or self.key

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
        page = links.page_of(self.base, self.key)
        if page is None:
            whole = self.explorer.state.whole
            told = whole.find(self.key) is not None
            gone = (
                f"“{links.crumb_of(whole, self.key)}” is not in this view; a shows everything again."
                if told
                else f"“{self.key}” is no longer in this fact base. Escape goes back."
            )
            page = Page(self.key, (Line((Span(gone, "absent"),)),))
        assert isinstance(self.main, Document)
        self.main.set_page(page)
