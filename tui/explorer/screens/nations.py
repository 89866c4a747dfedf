"""Nations: every nation that the facts name, with what is stated of it at a glance."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui.explorer.screens.filtered import FilteredScreen
from tui.explorer.widgets.bars import NoteBar
from tui.explorer.widgets.table import Table, arrange
from tui.factbase import pivots
from tui.factbase.lists import (
    NATION_ORDERS,
    PUBLISHED_LEGEND,
    STATE_LEGEND,
    Listing,
    Order,
    nations_listing,
    shows_publication,
)

_LEGEND_FROM = 78  # columns; in a narrower window the legend is put more briefly
_SHORT = {"stated  ": "stated ", "not in open list  ": "open ", "denied  ": "no ", "unclear  ": "unclear "}
_LEGEND_STYLES = {"strong": "strong", "muted": "muted"}


class NationsScreen(FilteredScreen):
    """The list of nations."""

    section = "nations"
    filter_hint = "name, alias, code or group: fr, Britain, seven"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "sort", "sort", id="sort", tooltip="Sort by facts, name, group, strikes, forces"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.order: Order = NATION_ORDERS[0]
        self.legend = NoteBar()

    @property
    def question(self) -> str:
        """What the list answers."""
        return "Which nation contributes what, as of when, and who says so?"

    def listing(self, query: str) -> Listing:
        """The nations in the chosen order under the filter."""
        return nations_listing(self.base, self.order, query, self.explorer.marked)

    def below(self) -> ComposeResult:
        """The legend of the signs."""
        yield self.legend

    def fill(self) -> None:
        """Fill the list and its legend."""
        super().fill()
        self.table.sorted_by = (self.order.column, self.order.descending)
        self._explain()

    def mark_changed(self) -> None:
        """The mark stands before the name."""
        self.fill()

    def resized(self) -> None:
        """The legend has a short form for a narrow window."""
        self._explain()

    def _explain(self) -> None:
        groups = [(f" {group.mark}", f" {group.name}  ") for group in pivots.marked_groups(self.base)]
        marks = [part for mark, name in groups for part in ((mark, "key"), (name, "muted"))]
        short = self.app.size.width < _LEGEND_FROM
        signs = [
            (_SHORT.get(span.text, span.text) if short else span.text, _LEGEND_STYLES.get(span.tone, ""))
            for span in STATE_LEGEND
        ]
        dates = [("  ", ""), *((span.text, _LEGEND_STYLES.get(span.tone, "")) for span in PUBLISHED_LEGEND)]
        told = [*marks, *signs]
        fits = sum(len(text) for text, _ in (*told, *dates)) <= self.app.size.width
        self.legend.show([*told, *dates] if fits and shows_publication(self.base, self._in_sight()) else told)

    def _in_sight(self) -> set[str]:
        """The keys of the columns that the width leaves room for."""
        columns = self._listing.columns if self._listing else ()
        return {columns[slot.column].key for slot in arrange(columns, self.main_width).slots}

    def action_sort(self) -> None:
        """The next order."""
        following = NATION_ORDERS.index(self.order) + 1
        self._sort(NATION_ORDERS[following % len(NATION_ORDERS)])

    def on_table_header_clicked(self, message: Table.HeaderClicked) -> None:
        """A click on a column's title sorts by it."""
        message.stop()
        for order in NATION_ORDERS:
            if order.column == message.column:
                self._sort(order)

    def _sort(self, order: Order) -> None:
        self.order = order
        self.fill()
