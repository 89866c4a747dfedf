"""A page of text with places to follow: a pager that knows its links."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from textual.strip import Strip
from textual.timer import Timer

from tui.explorer.widgets.lines import GUTTER, MARKER, PLAIN, LineView, Painter, ViewState
from tui.explorer.widgets.wrap import Wrapping, cells
from tui.factbase.page import Page

_AT_ONCE = 250
"""Lines laid out before a page is shown: half a millisecond, and enough for nearly every page."""
_BATCH = 1_000
"""Lines laid out at a time once it is."""


class Document(LineView):
    """A page, wrapped to the width.

    The highlight steps over the lines that lead somewhere.  Where none is within reach the page scrolls by a
    row, so that all of the text can be read with the same two keys.  Without the focus no highlight is shown.
    """

    CLICK_FOLLOWS = True

    def __init__(
        self, page: Page | None = None, *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._page = Page("")
        self._wrapping = Wrapping((), 1)
        self._targets: list[int] = []
        self._fresh = True  # whether the page has not been seen yet: it opens at its beginning
        self._timer: Timer | None = None
        if page is not None:
            self.set_page(page)

    @property
    def page(self) -> Page:
        """The page."""
        return self._page

    def set_page(self, page: Page, keep: bool | None = None) -> None:
        """Show a page.

        With `keep` the highlight stays on the line with the same key, at the same height of the screen, or
        else on the line nearest by number; a page at its beginning stays there.  Without, the page opens at
        its beginning, its first link highlighted if it is in sight.  By default a page of the same title is
        kept and any other opened.
        """
        if page is self._page and keep is not False:
            return
        if keep is None:
            keep = page.title == self._page.title
        old, old_top = self._index, self.top
        key = self.key if keep else ""
        offset = 0
        was_first = bool(self._targets) and old == self._targets[0]
        if keep and old is not None:
            offset = self.rows_of(old).start - old_top
        self._page = page
        self._targets = [number for number, line in enumerate(page.lines) if line.target is not None]
        self._wrapping = Wrapping(page.lines, self._room - GUTTER if self._room else 80)
        self._strips.clear()
        if keep and not self._fresh:
            index = None
            if old is not None:
                found = self.find(key, old) if key else None
                index = self._nearest(old) if found is None else found
            top = old_top
            if index is not None and old_top:
                top = self.rows_of(index).start - offset
            elif index is not None and not self._in_sight(index, 0, self._body):
                # A page at its beginning stays there, unless one has moved to a line that now stands lower.
                if was_first:
                    index = self._first_in_sight(0)
                else:
                    top = max(0, self.rows_of(index).start - offset)
        else:
            self._fresh = not self._body
            top, index = 0, self._first_in_sight(0)
        self._index = index
        self._wrapping.reach(_AT_ONCE)
        self._wrapping.reach_row(top + self._body)
        if not self._scroll(top):
            self._repaint()
        self._lay_out_later()

    # -- the view --------------------------------------------------------------------------------------

    @property
    def row_count(self) -> int:
        """The rows of the page at this width."""
        return self._wrapping.height

    @property
    def is_complete(self) -> bool:
        """Whether all of the page is laid out; until then the scrollbar tells of the part that is."""
        return self._wrapping.complete

    def rows_within(self, width: int) -> int:
        """How many rows the page takes at a width."""
        wrapping = Wrapping(self._page.lines, width - GUTTER)
        wrapping.reach(len(self._page.lines))
        return wrapping.height

    def rows_of(self, index: int) -> range:
        """The rows that a line is wrapped to."""
        return self._wrapping.rows(index)

    def item_at(self, row: int) -> int | None:
        """The line with a target at a row."""
        line = self._wrapping.line_at(row)
        return None if line is None or self._page.lines[line].target is None else line

    def key_of(self, index: int) -> str:
        """The key of a line, or else its target."""
        line = self._page.lines[index]
        return line.key or line.target or ""

    def target_of(self, index: int) -> str | None:
        """Where a line leads."""
        return self._page.lines[index].target

    def find(self, key: str, near: int = 0) -> int | None:
        """The line of this key (or target) that leads somewhere, the nearest if there are several."""
        found = [number for number in self._targets if self.key_of(number) == key]
        return min(found, key=lambda number: abs(number - near), default=None)

    def _nearest(self, index: int) -> int | None:
        return min(self._targets, key=lambda number: abs(number - index), default=None)

    def _reflow(self) -> None:
        """Wrap to the new width; what stood at the top still does."""
        old, top = self._wrapping, self.top
        anchor = old.line_at(top) if top else None
        offset = top - old.rows(anchor).start if anchor is not None else 0
        self._wrapping = Wrapping(self._page.lines, self._room - GUTTER)
        if anchor is not None:
            rows = self._wrapping.rows(anchor)
            top = rows.start + min(offset, len(rows) - 1)
        self._wrapping.reach(_AT_ONCE)
        self._wrapping.reach_row(top + self._body)
        self._set_top(top)
        if self._fresh:
            self._fresh = False
            self._index = self._first_in_sight(0)
        self._lay_out_later()

    def _lay_out_later(self) -> None:
        """Lay out the rest when there is time, for the scrollbar to be true."""
        if self._timer is None and self.is_mounted and not self._wrapping.complete:
            self._timer = self.set_timer(0.1, self._lay_out_more)

    def _lay_out_more(self) -> None:
        self._timer = None
        self._wrapping.reach(self._wrapping.measured + _BATCH)
        self._scroll(self.top)
        if not self._wrapping.complete:
            self._timer = self.set_timer(0.02, self._lay_out_more)

    def restore(self, state: ViewState) -> None:
        """Go back to where one was."""
        self._fresh = False
        super().restore(state)

    # -- moving ----------------------------------------------------------------------------------------

    def _first_in_sight(self, top: int) -> int | None:
        """The first link of which the first row is in sight; any link while nobody knows what is."""
        if not self._targets:
            return None
        if not self._body:
            return self._targets[0]
        return next(iter(self._targets_in_sight(top)), None)

    def _targets_in_sight(self, top: int) -> list[int]:
        """The links whose first rows are in sight."""
        wrapping, bottom = self._wrapping, top + self._body
        first, last = wrapping.line_at(top), wrapping.line_at(bottom - 1)
        if first is None:
            return []
        stop = len(self._page.lines) if last is None else last + 1
        low = bisect_left(self._targets, first)
        if low < len(self._targets) and self._targets[low] == first and wrapping.rows(first).start < top:
            low += 1
        return self._targets[low : bisect_left(self._targets, stop)]

    def _step(self, delta: int) -> None:
        top, bottom = self.top, self.top + self._body
        here = (
            self._index if self._index is not None and self._in_sight(self._index, top, self._body) else None
        )
        found = self._next_target(here, delta, top, bottom)
        if found is None:
            self._go(self._index, top + delta)
        else:
            self._go(found, self._top_reaching(found, delta))

    def _next_target(self, here: int | None, delta: int, top: int, bottom: int) -> int | None:
        """The next link, if it begins (going up: ends) not more than one row out of sight."""
        targets, wrapping = self._targets, self._wrapping
        if delta > 0:
            if here is None:
                in_sight = self._targets_in_sight(top)
                if in_sight:
                    return in_sight[0]
                after = wrapping.line_at(bottom - 1)
                place = len(targets) if after is None else bisect_right(targets, after)
            else:
                place = bisect_right(targets, here)
            if place == len(targets):
                return None
            edge = wrapping.line_at(bottom)
            return targets[place] if edge is None or targets[place] <= edge else None
        if here is None:
            in_sight = self._targets_in_sight(top)
            if in_sight:
                return in_sight[-1]
            before = wrapping.line_at(top)
            place = bisect_left(targets, before) if before is not None else len(targets)
        else:
            place = bisect_left(targets, here)
        if not place:
            return None
        return targets[place - 1] if wrapping.rows(targets[place - 1]).stop >= top else None

    def _top_reaching(self, index: int, delta: int) -> int:
        """The first row in sight once a link is shown; of one taller than the page the nearer end."""
        rows = self.rows_of(index)
        if len(rows) > self._body and delta < 0:
            return rows.stop - self._body
        return self._top_showing(index)

    def _leap(self, rows: int) -> None:
        old_top = self.top
        self._wrapping.reach_row(old_top + rows + self._body)
        top = max(0, min(old_top + rows, self.row_count - self._body))
        in_sight = self._targets_in_sight(top)
        index = self._index
        if in_sight:
            if top == old_top:
                index = in_sight[-1] if rows > 0 else in_sight[0]
            else:
                height = 0
                if index is not None and self._in_sight(index, old_top, self._body):
                    height = self.rows_of(index).start - old_top
                index = min(in_sight, key=lambda number: abs(self.rows_of(number).start - top - height))
        self._go(index, top)

    def _to_end(self, last: bool) -> None:
        if last:
            self._wrapping.reach(len(self._page.lines))
        top = max(0, self.row_count - self._body) if last else 0
        in_sight = self._targets_in_sight(top)
        self._go((in_sight[-1] if last else in_sight[0]) if in_sight else None, top)

    # -- painting --------------------------------------------------------------------------------------

    def _paint(self, y: int) -> Strip:
        row = self.top + y
        line = self._wrapping.line_at(row)
        if line is None:
            return self._blank()
        ground = self._cursor_ground if line == self._index and self.has_focus else PLAIN
        return self._kept((row, ground), lambda: self._paint_text(row, ground))

    def _paint_text(self, row: int, ground: str) -> Strip:
        brush = self.brush(ground)
        plain = brush["plain"]
        painter = Painter(plain)
        painter.add(MARKER if ground else " ", plain, GUTTER)
        margin, spans = self._wrapping.pieces(row)
        painter.blank_to(GUTTER + margin)
        for text, tone in spans:
            painter.add(text, brush[tone], cells(text))
        return painter.strip(self._room)
