"""Compare: two nations side by side, topic by topic."""

from __future__ import annotations

from textual.app import ComposeResult

from tui.explorer.screens.filtered import FilteredScreen
from tui.explorer.widgets.bars import LegendBar, NoteBar, legend
from tui.factbase.page import Column, Line, Span
from tui.factbase.shown import compare
from tui.factbase.shown.lists import Listing
from tui.factbase.vocabulary import COMPARE_PREFIX


class CompareScreen(FilteredScreen):
    """The list of topics of which something is told of either nation; its preview tells it of both."""

    PREVIEW_FROM = 110  # its columns need the room
    filter_hint = "a topic, a theatre or a group"

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.untold = NoteBar()
        self.verdicts = LegendBar(*(legend(signs, 2) for signs in compare.VERDICTS_TOLD))
        self.legend = LegendBar()

    @property
    def _names(self) -> str:
        ids = self.key.removeprefix(COMPARE_PREFIX).split(":")
        return " and ".join(self.explorer.state.whole.name(key) for key in ids)

    @property
    def question(self) -> str:
        """What the list answers."""
        return f"{self._names}: what differs?"

    @property
    def crumb(self) -> str:
        """Both names."""
        return self._names

    def listing(self, query: str) -> Listing:
        """The topics under the filter, those that differ first."""
        pair = compare.pair_of(self.base, self.key)
        if pair is None:
            gone = f"{self._names}: not both are in this view; a shows everything again."
            self.untold.show([])
            self.legend.show()
            return Listing(
                (Column("topic", "Topic", 14),), [], 0, "topics", (Line((Span(gone, "absent"),), indent=1),)
            )
        found = compare.comparison(self.base, *pair)
        told = f" Nothing is told of either on: {', '.join(found.untold)}" if found.untold else ""
        self.untold.show([(told, "muted")])
        listing = compare.compare_listing(self.base, found, query, self.main_width)
        signs, fewer = compare.legend(listing), compare.legend(listing, brief=True)
        self.legend.show(legend(signs, 2), legend(signs, 1), legend(fewer, 2), legend(fewer, 1))
        return listing

    def below(self) -> ComposeResult:
        """What is left out of the list, and what the signs before a topic and in a cell mean."""
        yield self.untold
        yield self.verdicts
        yield self.legend

    def resized(self) -> None:
        """The cells are cut to the width."""
        self.fill()
