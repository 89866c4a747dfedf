"""Loading: the explorer's frame, and how far the reading of a large base has come."""

from __future__ import annotations

from textual.events import ScreenResume

from tui.explorer.messages import LoadingResumed
from tui.explorer.screens.plain import PlainScreen
from tui.explorer.widgets.document import Document
from tui.factbase.page import Line, Page, Span, spans
from tui.factbase.vocabulary import SCREENS

PATIENCE = 0.5
"""Seconds for which nothing is said: what is there sooner needs no progress bar."""
_BAR = 30  # cells


class LoadingScreen(PlainScreen):
    """What is on show until the facts are there.  The digits choose the section that opens then."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: str | None = None
        """The section to begin with, if one was chosen."""
        self._read = self._total = 0
        self._patient = True

    @property
    def question(self) -> str:
        """What goes on."""
        return "Reading the fact base"

    @property
    def count(self) -> str:
        """How much of it has been read."""
        return "" if self._patient or not self._total else f"{self._percent} %"

    @property
    def crumb(self) -> str:
        """How help calls it."""
        return "the facts that are still being read"

    @property
    def _percent(self) -> int:
        return min(99, 100 * self._read // max(1, self._total))

    def on_mount(self) -> None:
        """Say nothing for a moment."""
        super().on_mount()
        self.set_timer(PATIENCE, self._lose_patience)

    def _lose_patience(self) -> None:
        self._patient = False
        self.refill()

    def tell(self, read: int, total: int) -> None:
        """Show how many bytes have been read, of how many."""
        self._read, self._total = read, total
        if self.is_mounted and not self._patient:
            self.refill()

    def choose(self, section: str) -> None:
        """Begin with this section once the facts are there."""
        self.chosen = section
        self.retitle()

    def fill(self) -> None:
        """Show what is read, how far it has come, and what can be done meanwhile."""
        assert isinstance(self.main, Document)
        if self._patient:
            return
        done = _BAR * self._read // max(1, self._total)
        bar = [Span("█" * done, "bar"), Span("░" * (_BAR - done), "bar-other")]
        if self._total:
            bar.append(Span(f"  {self._percent:>2} %"))
            bar.append(Span(f"  {_megabytes(self._read)} of {_megabytes(self._total)} MB", "muted"))
        lines = (
            Line(),
            Line(spans("Reading ", Span(self.base.path, "strong")), indent=1, hang=2),
            Line(),
            Line(tuple(bar), indent=1),
            Line(),
            Line((Span("1-6 choose what opens first; q leaves.", "muted"),), indent=1, hang=2),
        )
        self.main.set_page(Page("Loading", lines))

    def retitle(self) -> None:
        """The frame as it will be, with the section that was chosen."""
        self.title_bar.show(self.question, self.count, self.chosen or SCREENS[0], (), "", "")

    def on_screen_resume(self, event: ScreenResume) -> None:
        """The facts may have come while help was on show."""
        self.retitle()
        self.post_message(LoadingResumed())


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.1f}"
