"""A list with columns, of any length: only rows in sight are ever looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.events import MouseScrollLeft, MouseScrollRight
from textual.message import Message
from textual.strip import Strip

from tui.explorer.widgets.lines import (
    CURSOR_BLURRED,
    GUTTER,
    HEADER,
    HEADER_CURSOR,
    MARKER,
    PLAIN,
    LineView,
    Painter,
    ViewState,
)
from tui.explorer.widgets.wrap import Wrapping, cells, fit, head
from tui.factbase.page import Column, Line, Page, Row, Span

ASCENDING, DESCENDING = "▲", "▼"
MORE_LEFT, MORE_RIGHT = "‹", "›"
_GAP = 2


class Slot(NamedTuple):
    """Where a column stands."""

    column: int
    """The number of the column."""
    x: int
    """The cells before it."""
    width: int


class Arrangement(NamedTuple):
    """The columns in sight."""

    slots: tuple[Slot, ...]
    left: int = 0
    """How many columns are out of sight to the left."""
    right: int = 0
    """How many are out of sight to the right, or dropped."""


def _place(
    columns: Sequence[Column], shown: Sequence[int], widths: Sequence[int], gap: int
) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    x = 0
    for number, width in zip(shown, widths, strict=True):
        slots.append(Slot(number, x, width))
        x += width + gap
    return tuple(slots)


def arrange(columns: Sequence[Column], room: int) -> Arrangement:
    """Share `room` cells among columns.

    Too little room first narrows the gaps, then drops columns, the highest `drop` first, and at last narrows
    the widest.  Spare room goes to the columns that grow.
    """
    shown = list(range(len(columns)))

    def need(gap: int) -> int:
        return sum(columns[number].width for number in shown) + gap * max(0, len(shown) - 1)

    hidden = 0
    while need(1) > room - _sign_width(hidden):
        worst = max(shown, key=lambda number: (columns[number].drop, number), default=None)
        if worst is None or not columns[worst].drop:
            break
        shown.remove(worst)
        hidden += 1
    room = max(0, room - _sign_width(hidden))
    gap = _GAP if need(_GAP) <= room else 1
    widths = [columns[number].width for number in shown]
    over = need(gap) - room
    while over > 0 and max(widths, default=0) > 1:
        widest = max(range(len(widths)), key=lambda place: widths[place])
        widths[widest] -= 1
        over -= 1
    shares = sum(columns[number].grow for number in shown)
    spare = -over
    for place, number in enumerate(shown):
        if spare > 0 and columns[number].grow:
            part = spare * columns[number].grow // shares
            widths[place] += part
            spare -= part
            shares -= columns[number].grow
    return Arrangement(_place(columns, shown, widths, gap), 0, hidden)


def _sign_width(hidden: int) -> int:
    """The cells of the sign that says how many columns were dropped."""
    return len(f"+{hidden}") + 1 if hidden else 0


def arrange_scrolled(columns: Sequence[Column], room: int, frozen: int, first: int) -> Arrangement:
    """The `frozen` first columns, and of the others those from number `first` on that find room whole."""
    count = len(columns)
    for gap in (_GAP, 1):
        if sum(column.width for column in columns) + gap * max(0, count - 1) <= room:
            return arrange(columns, room)
    slots: list[Slot] = []
    x = 0
    for number in range(min(frozen, count)):
        width = max(1, min(columns[number].width, room // 2 - x))
        slots.append(Slot(number, x, width))
        x += width + 1
    if not frozen and first:
        x = 1  # for the sign that there is more to the left
    first = max(frozen, min(first, count - 1))
    number = first
    while number < count:
        width = columns[number].width
        sign = 0 if number == count - 1 else 1
        if x + width + sign > room:
            if number > first:
                break
            width = max(1, room - sign - x)
        slots.append(Slot(number, x, width))
        x += width + 1
        number += 1
    arrangement = Arrangement(tuple(slots), first - frozen, count - number)
    if number == count and first > frozen:  # no blank at the right while there is something to the left
        earlier = arrange_scrolled(columns, room, frozen, first - 1)
        return arrangement if earlier.right else earlier
    return arrangement


class Table(LineView):
    """Rows under a header that stays.

    `rows` may be any sequence, a lazy one included: rows out of sight are not looked at.  To find a row by
    its key, a lazy sequence can offer `index_of(key) -> int | None`; lists and tuples are searched, others
    are looked at only where the highlight is.
    """

    HEADER_ROWS = 1
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left,h", "cursor_left", "left", id="list-left", show=False, tooltip="One column to the left"
        ),
        Binding(
            "right,l", "cursor_right", "right", id="list-right", show=False, tooltip="One column to the right"
        ),
    ]

    class HeaderClicked(Message):
        """The title of a column was clicked on."""

        def __init__(self, table: Table, column: str) -> None:
            super().__init__()
            self.table = table
            """The table."""
            self.column = column
            """The key of the column."""

        @property
        def control(self) -> Table:
            """The table."""
            return self.table

    def __init__(
        self,
        columns: Sequence[Column] = (),
        rows: Sequence[Row] = (),
        *,
        empty: Page | Sequence[Line] = (),
        frozen: int = 0,
        cell_cursor: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Make a table.

        With `frozen` columns or a `cell_cursor` columns are never dropped: those that find no room are
        reached with left and right, which else are left to the screen.
        """
        super().__init__(id=id, classes=classes)
        self._columns = tuple(columns)
        self._rows: Sequence[Row] = ()
        self._empty: tuple[Line, ...] = ()
        self._empty_rows: Wrapping | None = None
        self._sorted_by: tuple[str, bool] | None = None
        self._frozen = frozen
        self._cell_cursor = cell_cursor
        self._cursor_column = max(0, min(frozen, len(columns) - 1))
        self._first_column = frozen
        self._arrangement: Arrangement | None = None
        self._last_key = ""
        self.empty = empty
        self.set_rows(rows)

    # -- what it shows ---------------------------------------------------------------------------------

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns."""
        return self._columns

    @columns.setter
    def columns(self, columns: Sequence[Column]) -> None:
        columns = tuple(columns)
        if columns != self._columns:
            cursor = self._cursor_column if self._columns else self._frozen
            self._columns = columns
            self._cursor_column = max(0, min(cursor, len(columns) - 1))
            self._first_column = max(self._frozen, min(self._first_column, len(columns) - 1))
            self._rearrange()

    @property
    def empty(self) -> tuple[Line, ...]:
        """What stands in place of rows when there are none."""
        return self._empty

    @empty.setter
    def empty(self, empty: Page | Sequence[Line]) -> None:
        lines = empty.lines if isinstance(empty, Page) else tuple(empty)
        if lines != self._empty:
            self._empty = lines
            self._empty_rows = None
            if not self._rows:
                self._strips.clear()
                self._repaint()

    @property
    def sorted_by(self) -> tuple[str, bool] | None:
        """The key of the column that the rows are sorted by, and whether they descend."""
        return self._sorted_by

    @sorted_by.setter
    def sorted_by(self, sorted_by: tuple[str, bool] | None) -> None:
        if sorted_by != self._sorted_by:
            self._sorted_by = sorted_by
            self._strips.pop(HEADER, None)
            self._repaint()

    @property
    def rows(self) -> Sequence[Row]:
        """The rows."""
        return self._rows

    def set_rows(self, rows: Sequence[Row], keep: str | None = None) -> None:
        """Exchange the rows.

        The highlight stays on the row with the key `keep` (by default: on the row it is on), at the same
        height of the screen; if there is none, at the same number.
        """
        old, old_top = self._index, self.top
        key = keep if keep is not None else (self.key or self._last_key)
        self._rows = rows
        self._strips.clear()
        index: int | None = None
        if len(rows):
            found = self.find(key, old or 0) if key else None
            index = min(old or 0, len(rows) - 1) if found is None else found
        else:
            self._last_key = key
        self._index = index
        top = 0 if index is None else self._top_showing(index, max(0, index - (old or 0) + old_top))
        if not self._scroll(top):
            self._repaint()

    # -- the view --------------------------------------------------------------------------------------

    @property
    def row_count(self) -> int:
        """How many rows there are, or lines of the text in their place."""
        return len(self._rows) or len(self._instead())

    def _instead(self) -> range:
        if self._rows or not self._empty:
            return range(0)
        if self._empty_rows is None or self._empty_rows.width != self._room - GUTTER:
            self._empty_rows = Wrapping(self._empty, self._room - GUTTER)
        self._empty_rows.reach(len(self._empty))
        return range(self._empty_rows.height)

    def rows_of(self, index: int) -> range:
        """The row itself."""
        return range(index, index + 1)

    def item_at(self, row: int) -> int | None:
        """The row itself, if there is one."""
        return row if 0 <= row < len(self._rows) else None

    def key_of(self, index: int) -> str:
        """The key of a row."""
        return self._rows[index].key

    def target_of(self, index: int) -> str | None:
        """Where a row leads."""
        return self._rows[index].target

    def find(self, key: str, near: int = 0) -> int | None:
        """The number of the row with this key."""
        rows = self._rows
        if 0 <= near < len(rows) and rows[near].key == key:
            return near
        finder = getattr(rows, "index_of", None)
        if finder is not None:
            found = finder(key)
            return found if isinstance(found, int) else None
        if isinstance(rows, (list, tuple)):
            return next((number for number, row in enumerate(rows) if row.key == key), None)
        return None

    def _nearest(self, index: int) -> int | None:
        return min(index, len(self._rows) - 1) if len(self._rows) else None

    def _reflow(self) -> None:
        self._arrangement = None

    # -- moving ----------------------------------------------------------------------------------------

    def _step(self, delta: int) -> None:
        self._to_row((self._index or 0) + delta)

    def _leap(self, rows: int) -> None:
        self._to_row((self._index or 0) + rows, self.top + rows)

    def _to_end(self, last: bool) -> None:
        self._to_row(len(self._rows) - 1 if last else 0)

    def _to_row(self, index: int, top: int | None = None) -> None:
        count = len(self._rows)
        if not count:
            return
        index = max(0, min(index, count - 1))
        if top is not None:
            top = self._top_showing(index, max(0, min(top, count - self._body)))
        self._go(index, top)

    @property
    def cursor_column(self) -> int:
        """The number of the column that the cell cursor is on."""
        return self._cursor_column

    @cursor_column.setter
    def cursor_column(self, column: int) -> None:
        column = max(0, min(column, len(self._columns) - 1))
        if column != self._cursor_column:
            self._cursor_column = column
            self._show_column(column)
            self._repaint()
            self._tell()

    @property
    def first_column(self) -> int:
        """The number of the first column in sight after the frozen ones."""
        return self._first_column

    @property
    def _scrolls_columns(self) -> bool:
        return self._cell_cursor or self._frozen > 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Left and right are for tables with a cell cursor or frozen columns; else they are the screen's."""
        if action in ("cursor_left", "cursor_right"):
            return self._scrolls_columns
        return super().check_action(action, parameters)

    def action_cursor_left(self) -> None:
        """One column to the left; at the edge the key is the screen's."""
        self._to_column(-1)

    def action_cursor_right(self) -> None:
        """One column to the right."""
        self._to_column(1)

    def _to_column(self, delta: int) -> None:
        self._settle()
        if self._cell_cursor:
            column = self._cursor_column + delta
            if not 0 <= column < len(self._columns):
                raise SkipAction
            self.cursor_column = column
        elif not self._scroll_columns(delta):
            raise SkipAction

    def _scroll_columns(self, delta: int) -> bool:
        """Scroll by columns; whether there was anything to scroll."""
        arrangement = self._arranged()
        if not (arrangement.left if delta < 0 else arrangement.right):
            return False
        self._first_column = max(self._frozen, self._first_column + delta)
        self._rearrange()
        return True

    def _show_column(self, column: int) -> None:
        """Bring a column into sight."""
        self._strips.pop(HEADER, None)
        if column < self._frozen:
            return
        first = self._first_column
        if column < first and self._arranged().left:
            first = column
        else:
            while first < column and all(slot.column != column for slot in self._arranged(first).slots):
                first += 1
        if first != self._first_column:
            self._first_column = first
            self._arrangement = None
            self._strips.clear()

    def _rearrange(self) -> None:
        self._arrangement = None
        self._strips.clear()
        self._repaint()

    def on_mouse_scroll_left(self, event: MouseScrollLeft) -> None:
        """The wheel goes sideways."""
        if self._scrolls_columns and self._scroll_columns(-1):
            event.stop()

    def on_mouse_scroll_right(self, event: MouseScrollRight) -> None:
        """The wheel goes sideways."""
        if self._scrolls_columns and self._scroll_columns(1):
            event.stop()

    def state(self) -> ViewState:
        """Where one is, columns included."""
        return ViewState(self._index, self.key, self.top, self._cursor_column, self._first_column)

    def restore(self, state: ViewState) -> None:
        """Go back to where one was."""
        last = max(0, len(self._columns) - 1)
        self._cursor_column = min(state.column, last)
        self._first_column = max(self._frozen, min(state.first_column, last))
        self._arrangement = None
        self._strips.clear()
        super().restore(state)

    def _click_header(self, x: int) -> None:
        column = self._column_at(x)
        if column is not None:
            self.post_message(self.HeaderClicked(self, self._columns[column].key))

    def _click_item(self, index: int, x: int) -> bool:
        column = self._column_at(x) if self._cell_cursor else None
        again = column is None or column == self._cursor_column
        if column is not None and not again:
            self._cursor_column = column
            self._strips.pop(HEADER, None)
            if index == self._index:
                self._repaint()
                self._tell()
        return super()._click_item(index, x) and again

    def _column_at(self, x: int) -> int | None:
        """The column at a cell of the widget; the gap after a column belongs to it."""
        found = None
        for slot in self._arranged().slots:
            if slot.x + GUTTER <= x:
                found = slot.column
        return found

    # -- painting --------------------------------------------------------------------------------------

    def _arranged(self, first: int | None = None) -> Arrangement:
        room = max(1, self._room - GUTTER)
        if first is not None:
            return arrange_scrolled(self._columns, room, self._frozen, first)
        if self._arrangement is None:
            if self._scrolls_columns:
                self._arrangement = arrange_scrolled(self._columns, room, self._frozen, self._first_column)
            else:
                self._arrangement = arrange(self._columns, room)
        return self._arrangement

    def _paint(self, y: int) -> Strip:
        if y < self.HEADER_ROWS:
            return self._kept(HEADER, self._paint_header)
        row = self.top + y - self.HEADER_ROWS
        if row >= len(self._rows):
            return self._paint_instead(row)
        ground = self._cursor_ground if row == self._index else PLAIN
        column = self._cursor_column if self._cell_cursor and ground else -1
        return self._kept((row, ground, column), lambda: self._paint_row(row, ground, column))

    def _paint_row(self, number: int, ground: str, column: int) -> Strip:
        row = self._rows[number]
        lit = self.brush(ground)
        brush = self.brush(CURSOR_BLURRED) if column >= 0 else lit
        painter = Painter(brush["plain"])
        painter.add(MARKER if ground else " ", brush["plain"], GUTTER)
        row_cells = row.cells
        for slot in self._arranged().slots:
            x = slot.x + GUTTER
            painter.blank_to(x)
            if slot.column >= len(row_cells):
                continue
            styles = lit if slot.column == column else brush
            pieces, used = fit(row_cells[slot.column], slot.width)
            if self._columns[slot.column].align == "right":
                painter.blank_to(x + slot.width - used, styles["plain"])
            for text, tone, size in pieces:
                painter.add(text, styles[tone], size)
            if slot.column == column:
                painter.blank_to(x + slot.width, styles["plain"])
        return painter.strip(self._room)

    def _paint_header(self) -> Strip:
        brush, lit = self.brush(HEADER), self.brush(HEADER_CURSOR)
        plain = brush["plain"]
        painter = Painter(plain)
        arrangement = self._arranged()
        slots = arrangement.slots
        for place, slot in enumerate(slots):
            column = self._columns[slot.column]
            x, end = slot.x + GUTTER, slot.x + GUTTER + slot.width
            if arrangement.left and place == self._frozen:
                painter.blank_to(x - 1)
                painter.add(MORE_LEFT, plain, 1)
            sign = ""
            if self._sorted_by and self._sorted_by[0] == column.key:
                sign = DESCENDING if self._sorted_by[1] else ASCENDING
            # A title that fills its column has the sign in the gap: there is always one cell.
            title = "".join(text for text, _, _ in fit([Span(column.title)], slot.width)[0])
            style = lit["plain"] if self._cell_cursor and slot.column == self._cursor_column else plain
            if column.align == "right":
                title = head(title, end - painter.at - len(sign))
                painter.blank_to(end - cells(title) - len(sign))
                text = sign + title
            else:
                painter.blank_to(x)
                text = head(title, self._room - painter.at - len(sign)) + sign
            painter.add(text, style, cells(text))
            if style is not plain:
                painter.blank_to(end, style)
        if arrangement.right:
            mark = MORE_RIGHT if self._scrolls_columns else f"+{arrangement.right}"
            painter.blank_to(self._room - len(mark))
            painter.add(mark, plain, len(mark))
        return painter.strip(self._room)

    def _paint_instead(self, row: int) -> Strip:
        if row not in self._instead() or self._empty_rows is None:
            return self._blank()
        margin, spans = self._empty_rows.pieces(row)
        brush = self.brush(PLAIN)
        painter = Painter(brush["plain"])
        painter.blank_to(GUTTER + margin)
        for text, tone in spans:
            painter.add(text, brush[tone], cells(text))
        return painter.strip(self._room)
