"""Matrix: nations by topics in the four states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui.explorer.screens.filtered import FilteredScreen
from tui.explorer.widgets.bars import LegendBar, legend
from tui.explorer.widgets.lines import LineView
from tui.explorer.widgets.table import Table
from tui.factbase.shown import lists, matrix
from tui.factbase.shown.lists import Listing

_BRIEF = {"sources differ": "differ", "not in open list": "not in open list*"}
_BRIEFEST = {"sources differ": "differ", "not in open list": "open*", "denied": "no"}


def _legends() -> Iterator[tuple[list[tuple[str, str]], int]]:
    """The signs of the cells and what they mean, the longest form first, and the gap between them."""
    stated, *others = lists.STATE_SIGNS
    signs = [stated, ("●✗", "sources differ"), *others]
    yield [*signs, ("*", "open list")], 2
    yield [(sign, _BRIEF.get(told, told)) for sign, told in signs], 2
    yield [(sign, _BRIEFEST.get(told, told)) for sign, told in signs], 1


class MatrixScreen(FilteredScreen):
    """The matrix: one cell at a time is highlighted; names and heads stay in sight."""

    section = "matrix"
    PREVIEW_FROM = 180  # its columns need the room
    filter_hint = "name, alias or code of a nation"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open cell", id="open", tooltip="Open the facts behind the cell"),
    ]

    @property
    def question(self) -> str:
        """What the matrix answers."""
        return "What is stated, denied, unclear or not stated, of which nation?"

    def listing(self, query: str) -> Listing:
        """The nations under the filter."""
        return matrix.matrix_listing(self.base, query, self.explorer.marked)

    def make_main(self) -> LineView:
        """A table with a cell cursor."""
        return Table(frozen=1, cell_cursor=True)

    def fill(self) -> None:
        """Fill the matrix; the cursor begins on the first topic."""
        first = self._listing is None
        super().fill()
        if first:
            self.table.cursor_column = 1

    def mark_changed(self) -> None:
        """The mark stands before the name."""
        self.fill()

    def below(self) -> ComposeResult:
        """The legend of the signs."""
        yield LegendBar(*(legend(signs, gap) for signs, gap in _legends()))

    @property
    def followed(self) -> str | None:
        """The cell under the cursor."""
        table = self.table
        if self._listing is None or table.highlight is None:
            return None
        column = self._listing.columns[table.cursor_column].key
        return matrix.cell_key(table.key, column) if column != "name" else table.key
