"""Nations: every nation that the facts name, with what is stated of it at a glance."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui.explorer.screens.filtered import FilteredScreen
from tui.explorer.widgets.bars import LegendBar, legend
from tui.explorer.widgets.table import Table, arrange
from tui.factbase.answers import pivots
from tui.factbase.shown.lists import (
    NATION_ORDERS,
    PUBLISHED_SIGN,
    SOURCES_SIGNS,
    STATE_SIGNS,
    Listing,
    Order,
    brief_theatres,
    nations_listing,
    shows_publication,
)

_BRIEF = {"not in open list": "open", "denied": "no", "sources disagree": "differ"}
_BRIEFEST = {**_BRIEF, "latest told, each by its own source": "latest, sources vary"}
"""What the legend says in a narrow window, and in the narrowest."""


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
        self.legend = LegendBar()

    @property
    def question(self) -> str:
        """What the list answers."""
        return "Which nation contributes what, as of when, and who says so?"

    @property
    def count(self) -> str:
        """How many nations; and the order, where no header in sight shows it."""
        shown = self.order.column in self._in_sight()
        return super().count if shown else f"{super().count}, by {self.order.label}"

    def listing(self, query: str) -> Listing:
        """The nations in the chosen order under the filter."""
        return nations_listing(self.base, self.order, query, self.explorer.marked, self.main_width)

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
        """Other columns fit, and other titles."""
        self.fill()

    def _explain(self) -> None:
        groups = [(group.mark or "", group.name) for group in pivots.marked_groups(self.base)]
        dates = [PUBLISHED_SIGN] if shows_publication(self.base, self._in_sight()) else []
        brief = brief_theatres(self.base, self._listing.columns if self._listing else ())
        heads = [(brief, "strikes there")] if brief else []
        signs = [
            *groups,
            *heads,
            *STATE_SIGNS,
            *dates,
            *(SOURCES_SIGNS if len(self.base.sources) > 1 else ()),
        ]
        shorter, shortest = (
            [(sign, of.get(told, told)) for sign, told in signs] for of in (_BRIEF, _BRIEFEST)
        )
        self.legend.show(legend(signs, 2), legend(shorter, 1), legend(shortest, 1))

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
