"""By hand: a text that was sent to the clipboard, shown because nobody can know whether it arrived."""

from __future__ import annotations

from tui.explorer.screens.plain import PlainScreen
from tui.explorer.widgets.document import Document
from tui.factbase.page import Line, Page, Span


class ByHandScreen(PlainScreen):
    """The text itself, to be copied with the terminal's own selection."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    @property
    def question(self) -> str:
        """What the page is for."""
        return "Did the clipboard take it?"

    @property
    def crumb(self) -> str:
        """The name in the trail."""
        return "copy by hand"

    def fill(self) -> None:
        """Show the text."""
        assert isinstance(self.main, Document)
        told = (
            "It was sent to the terminal (OSC 52), which doesn't say whether it took it, and no system"
            " clipboard was found. If pasting brings something else, select this:"
        )
        lines = [Line((Span(told, "muted"),)), Line()]
        lines += [Line((Span(line),)) for line in self._text.splitlines()]
        self.main.set_page(Page("Copy by hand", tuple(lines)))
